// Between protobuf's bytes and its canonical JSON, for every type that the program knows.
#ifndef PLENARY_SERVICES_GATEWAY_JSON_RULES_H_
#define PLENARY_SERVICES_GATEWAY_JSON_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/rpc/status.pb.h"
#include "services/gateway/http_rules.h"

namespace plenary::gateway {

// The bytes of the message of `type` that `json` says. A field that there is none of is an error,
// so that a misspelt one is not lost. INVALID_ARGUMENT, MALFORMED_REQUEST.
absl::StatusOr<std::string> BytesOfJson(const google::protobuf::Descriptor& type,
                                        absl::string_view json);

// The JSON of a message's bytes. INTERNAL where they are none, or hold an Any of a type nobody
// knows.
absl::StatusOr<std::string> JsonOfBytes(const google::protobuf::Descriptor& type,
                                        absl::string_view bytes);

// `text` as a JSON string, with its quotes.
std::string QuotedJson(absl::string_view text);

// A refusal as the Connect protocol tells it: code, message and details, each with its bytes and,
// where its type is known, what they say.
std::string ErrorJson(const google::rpc::Status& status);

// The end of a stream: how it ended, OK or not, and its trailers.
std::string EndOfStreamJson(const google::rpc::Status& status, const Headers& trailers);

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_JSON_RULES_H_
