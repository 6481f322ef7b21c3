// Answers that several parts of the gateway give, and who makes a call.
#ifndef PLENARY_SERVICES_GATEWAY_ANSWERS_H_
#define PLENARY_SERVICES_GATEWAY_ANSWERS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "google/rpc/status.pb.h"
#include "services/gateway/backend.h"
#include "services/gateway/http.h"

namespace plenary::gateway {

// A refusal as the Connect protocol tells one of a unary call, with Retry-After where it says when
// to come again.
Answer ErrorAnswer(const google::rpc::Status& status);
Answer ErrorAnswer(const absl::Status& status);
// The same, with another HTTP status than the code's.
Answer ErrorAnswer(int http_status, absl::StatusCode code, absl::string_view words);

// 405, and which methods there are: "GET, HEAD".
Answer NoSuchMethod(absl::string_view allowed);

Answer JsonAnswer(std::string json);
Answer JsonAnswer(const google::protobuf::Message& message);

// Who calls, by Authorization or else by the cookie of a signed-in browser, whose page must be
// ours. PERMISSION_DENIED where it is not; UNAUTHENTICATED where a credential has signs that none
// has.
absl::StatusOr<CallHead> CallerOf(const RequestHead& head, absl::string_view public_url);

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_ANSWERS_H_
