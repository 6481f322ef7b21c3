// The rows of long work: operations/{id}, with a lease that says which server works on it.
#ifndef PLENARY_SERVICES_STORAGE_OPERATION_TABLE_H_
#define PLENARY_SERVICES_STORAGE_OPERATION_TABLE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/longrunning/operations.pb.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"
#include "services/storage/stored_operation.pb.h"

namespace plenary::storage {

// The key of every write to operations outside the call that begins one.
inline constexpr absl::string_view kOperationsKey = "operations";

// Adds an operation that `request` began, for any server to work on, and returns it as clients see
// it.
absl::StatusOr<google::longrunning::Operation> AddOperation(
    Change& change, const google::protobuf::Message& request,
    const google::protobuf::Message& metadata);

// The operation `name`, or nullopt.
absl::StatusOr<absl::optional<StoredOperation>> FindOperation(Tx& tx, absl::string_view name);

// One page; `query` is planned over OperationsSpec().
absl::StatusOr<Page<StoredOperation>> ReadOperations(Tx& tx, const base::ListQuery& query,
                                                     const base::TokenSealer& sealer);
const base::ListSpec& OperationsSpec();

// An operation that somebody works on.
struct Claim {
  std::string name;
  Call call;  // that began it, without its request_id
  bool cancel_asked = false;
  StoredOperation stored;
};

// Whether there is an operation under way whose lease is over by `now`.
absl::StatusOr<bool> HasUnclaimed(Tx& tx, absl::Time now);

// Takes the oldest operation under way whose lease is over by `now`, until `lease_end`; nullopt
// where there is none.
absl::StatusOr<absl::optional<Claim>> ClaimOperation(Tx& tx, absl::string_view owner,
                                                     absl::Time now, absl::Time lease_end);

// Writes how far the operation of `claim` is, extends the lease, and learns whether a cancel was
// asked for. ABORTED, TOO_MUCH_CONTENTION where another server has taken it over.
absl::Status KeepOperation(Tx& tx, absl::string_view owner, absl::Time lease_end, Claim& claim);

// Leaves the operation `name` alone until `until`; then any server goes on with it. Nothing happens
// where `owner` does not hold it.
absl::Status PostponeOperation(Tx& tx, absl::string_view owner, absl::string_view name,
                               absl::Time until);

// Gives up every lease of `owner`, so that another server goes on at once.
absl::Status ReleaseOperations(Tx& tx, absl::string_view owner);
// Ends every lease: for an engine that only one process at a time has open.
absl::Status ReleaseAllOperations(Tx& tx);

// Asks whoever works on it to stop. Nothing happens to one that is done.
absl::Status AskToCancel(Tx& tx, absl::string_view name);

// Removes the operation and returns the method that began it; empty where there was none.
absl::StatusOr<std::string> RemoveOperation(Tx& tx, absl::string_view name);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_OPERATION_TABLE_H_
