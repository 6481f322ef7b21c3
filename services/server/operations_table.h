// The rows of long work: operations/{id}, with a lease that says which server works on it.
#ifndef PLENARY_SERVICES_SERVER_OPERATIONS_TABLE_H_
#define PLENARY_SERVICES_SERVER_OPERATIONS_TABLE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/longrunning/operations.pb.h"
#include "services/base/list_query.h"
#include "services/server/stored_operation.pb.h"
#include "services/storage/change.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::server {

// The key of every write to operations outside a call.
inline constexpr absl::string_view kOperationsKey = "operations";

// Adds an operation that `request` began, for any server to work on, and returns it as clients see
// it.
absl::StatusOr<google::longrunning::Operation> AddOperation(
    storage::Change& change, const google::protobuf::Message& request,
    const google::protobuf::Message& metadata);

// The operation `name`, or nullopt.
absl::StatusOr<absl::optional<StoredOperation>> FindOperation(storage::Tx& tx,
                                                              absl::string_view name);

// One page; `query` is planned over OperationsSpec().
absl::StatusOr<storage::Page<StoredOperation>> ReadOperations(storage::Tx& tx,
                                                              const base::ListQuery& query,
                                                              const base::TokenSealer& sealer);
const base::ListSpec& OperationsSpec();

// An operation that somebody works on.
struct Claim {
  std::string name;
  std::string method;  // that began it: "plenary.v1.ChangeService/VerifyChain"
  bool cancel_asked = false;
  StoredOperation stored;
};

// Whether there is an operation under way whose lease is over by `now`.
absl::StatusOr<bool> HasUnclaimed(storage::Tx& tx, absl::Time now);

// Takes the oldest operation under way whose lease is over by `now`, until `lease_end`; nullopt
// where there is none.
absl::StatusOr<absl::optional<Claim>> ClaimOperation(storage::Tx& tx, absl::string_view owner,
                                                     absl::Time now, absl::Time lease_end);

// Writes how far the operation of `claim` is, extends the lease, and learns whether a cancel was
// asked for. ABORTED, TOO_MUCH_CONTENTION where another server has taken it over.
absl::Status KeepOperation(storage::Tx& tx, absl::string_view owner, absl::Time lease_end,
                           Claim& claim);

// Gives up every lease of `owner`, so that another server goes on at once.
absl::Status ReleaseOperations(storage::Tx& tx, absl::string_view owner);
// Ends every lease: for an engine that only one process at a time has open.
absl::Status ReleaseAllOperations(storage::Tx& tx);

// Asks whoever works on it to stop. Nothing happens to one that is done.
absl::Status AskToCancel(storage::Tx& tx, absl::string_view name);

absl::Status RemoveOperation(storage::Tx& tx, absl::string_view name);

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_OPERATIONS_TABLE_H_
