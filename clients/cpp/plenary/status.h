// What a refusal of the server says beside its code and message, for programs.
#ifndef PLENARY_CLIENTS_CPP_PLENARY_STATUS_H_
#define PLENARY_CLIENTS_CPP_PLENARY_STATUS_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "plenary/v1/error_reason.pb.h"

namespace plenary {

// Which rule refused the call; ERROR_REASON_UNSPECIFIED where the status names none, as when the
// server could not be reached.
v1::ErrorReason ReasonOf(const absl::Status& status);
// The reason without its prefix, as the API reference names it: "REGISTRATION_CLOSED"; "" for
// ERROR_REASON_UNSPECIFIED.
std::string ReasonName(v1::ErrorReason reason);
// What varies in the message: {"seatsLeft", "3"}. Empty where the status carries nothing.
std::map<std::string, std::string> MetadataOf(const absl::Status& status);
// Every bad field of an INVALID_ARGUMENT, with what is wrong with it.
std::vector<google::rpc::BadRequest::FieldViolation> FieldViolations(const absl::Status& status);
// How long the server asks to wait before the call is repeated; nullopt where it doesn't say.
absl::optional<absl::Duration> RetryDelayOf(const absl::Status& status);

// A status as it stands in an answer, such as ParticipantResult.error; its details are kept.
absl::Status FromRpcStatus(const google::rpc::Status& status);

}  // namespace plenary

#endif  // PLENARY_CLIENTS_CPP_PLENARY_STATUS_H_
