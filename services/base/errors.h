// Refusals: an absl::Status that carries google.rpc details, so that programs read a reason and
// people read words. The only place that makes ErrorInfo and BadRequest.
#ifndef PLENARY_SERVICES_BASE_ERRORS_H_
#define PLENARY_SERVICES_BASE_ERRORS_H_

#include <initializer_list>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/protobuf/message.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "plenary/v1/error_reason.pb.h"

namespace plenary::base {

// What varies in a refusal, for programs: {"seatsLeft", "3"}. Keys are lowerCamelCase with the
// unit.
using Metadata = std::map<std::string, std::string>;

// A refusal with one google.rpc.ErrorInfo {reason, domain "plenary", metadata}.
// `message` is for people: what cannot be done, why, and what to do instead.
absl::Status Refuse(absl::StatusCode code, v1::ErrorReason reason, absl::string_view message,
                    Metadata metadata = {});

// Adds a resource to a refusal, so that the caller need not read it again: the newer revision of
// what it wanted to write.
absl::Status WithResource(absl::Status status, const google::protobuf::Message& resource);

// Adds a google.rpc.RetryInfo to a refusal: the caller may try again after `delay`.
absl::Status WithRetryAfter(absl::Status status, absl::Duration delay);

// The common refusals.
absl::Status NotFound(absl::string_view name);  // NOT_FOUND, RESOURCE_NOT_FOUND
absl::Status Deleted(absl::string_view name);   // FAILED_PRECONDITION, RESOURCE_DELETED
absl::Status StaleEtag(absl::string_view name,
                       absl::string_view current_etag);  // ABORTED, ETAG_MISMATCH

// Gathers every bad field of a request, to be reported at once.
class FieldErrors {
 public:
  // `field` is the path in the request: "delegation.quotas[2].limit".
  void Add(absl::string_view field, absl::string_view description);
  bool empty() const { return violations_.empty(); }
  // OK where nothing was added; else INVALID_ARGUMENT with reason INVALID_FIELDS and a
  // google.rpc.BadRequest of the violations. At most 500 are listed; the message counts all.
  absl::Status ToStatus() const;

 private:
  std::vector<std::pair<std::string, std::string>> violations_;
  int count_ = 0;
};

// One bad field alone.
absl::Status BadField(absl::string_view field, absl::string_view description);

// A row of a batch that was refused.
struct RowRefusal {
  int row = 0;        // from 0
  std::string field;  // its path in the request: "participants[2]"
  absl::Status status;
};
// The refusal of a batch that is done as a whole or not at all, in which `refusals` (at least one)
// stood in the way: code, reason and metadata of the first, with its `row`; where there are
// several, a google.rpc.BadRequest names each.
absl::Status RefuseRows(const std::vector<RowRefusal>& refusals);

// The reason a status carries, ERROR_REASON_UNSPECIFIED where it carries none.
v1::ErrorReason ReasonOf(const absl::Status& status);
// The metadata of its ErrorInfo, empty where it carries none.
Metadata MetadataOf(const absl::Status& status);

// To and from the wire form: code, message and details.
google::rpc::Status ToRpcStatus(const absl::Status& status);
absl::Status FromRpcStatus(const google::rpc::Status& status);

}  // namespace plenary::base

#define PLENARY_CONCAT_INNER_(a, b) a##b
#define PLENARY_CONCAT_(a, b) PLENARY_CONCAT_INNER_(a, b)
// Returns from the enclosing function where `expression` is not OK.
#define PLENARY_RETURN_IF_ERROR(expression) \
  PLENARY_RETURN_IF_ERROR_(PLENARY_CONCAT_(plenary_status_, __COUNTER__), expression)
#define PLENARY_RETURN_IF_ERROR_(temporary, expression) \
  do {                                                  \
    ::absl::Status temporary = (expression);            \
    if (!temporary.ok()) return temporary;              \
  } while (false)

// Declares `declaration` from the value of a StatusOr, or returns its status.
#define PLENARY_ASSIGN_OR_RETURN(declaration, expression) \
  PLENARY_ASSIGN_OR_RETURN_(PLENARY_CONCAT_(plenary_or_, __LINE__), declaration, expression)
#define PLENARY_ASSIGN_OR_RETURN_(temporary, declaration, expression) \
  auto temporary = (expression);                                      \
  if (!temporary.ok()) return std::move(temporary).status();          \
  declaration = *std::move(temporary)

#endif  // PLENARY_SERVICES_BASE_ERRORS_H_
