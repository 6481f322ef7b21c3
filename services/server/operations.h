// google.longrunning.Operations, and the work itself.
#ifndef PLENARY_SERVICES_SERVER_OPERATIONS_H_
#define PLENARY_SERVICES_SERVER_OPERATIONS_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/longrunning/operations.pb.h"
#include "google/protobuf/empty.pb.h"
#include "services/server/porch.h"
#include "services/storage/handle.h"
#include "services/storage/long_work.h"
#include "services/storage/operation_table.h"

namespace plenary::server {

// How long a server may be silent before another goes on with its operation.
inline constexpr absl::Duration kLease = absl::Seconds(30);

// Long work by the full name of the method that begins it: "plenary.v1.AuditService/VerifyChain".
using LongWorks = std::map<std::string, storage::LongWork*>;

// Each caller has its own operations; administrators have everybody's. Work goes on in the name of
// its caller, who may do at each step what its access lets it do by then: where that is gone, the
// operation ends with UNAUTHENTICATED or PERMISSION_DENIED, and what was done stays.
//
// Contracts of the methods as in google/longrunning/operations.proto. Besides: CancelOperation and
// DeleteOperation of one that is not there are NOT_FOUND; DeleteOperation of one under way is
// FAILED_PRECONDITION, WRONG_STATE. Safe from several threads.
class Operations {
 public:
  // `works` outlive it.
  Operations(Porch& porch, LongWorks works);

  absl::StatusOr<google::longrunning::Operation> GetOperation(
      storage::Tx& tx, const storage::Call& call,
      const google::longrunning::GetOperationRequest& request) const;
  absl::StatusOr<google::longrunning::ListOperationsResponse> ListOperations(
      storage::Tx& tx, const storage::Call& call,
      const google::longrunning::ListOperationsRequest& request) const;
  absl::StatusOr<google::protobuf::Empty> CancelOperation(
      storage::Change& change, const google::longrunning::CancelOperationRequest& request) const;
  absl::StatusOr<google::protobuf::Empty> DeleteOperation(
      storage::Change& change, const google::longrunning::DeleteOperationRequest& request) const;
  // A DirectHandler: answers once the operation is done, or as it then is when the time is over.
  void WaitOperation(storage::Exchange exchange, absl::Time until, storage::Done done);

  // Works on every operation that nobody works on, one after the other, until there is none left or
  // the server closes. As many threads as call this work at once. Waits for the store.
  void WorkOnAll();
  // Answers waiting calls whose operation is done or whose time is over.
  void AnswerWaiters();
  // Lets other servers go on at once: with what this one began, or, where only one process at a
  // time has the database open, with everything.
  absl::Status Release();
  absl::Status ReleaseAll();

 private:
  struct Waiter;

  storage::LongWork* WorkOf(const std::string& method) const;
  absl::StatusOr<absl::optional<storage::Claim>> ClaimNext();
  void WorkOn(storage::Claim claim);
  // Whether the caller of the work may still have it done; `access` is what it may do.
  absl::Status CheckCaller(const storage::WorkUnderWay& work, base::Access& access) const;
  // One step of the work, or its end where it was cancelled.
  absl::Status Step(storage::WorkUnderWay& work, base::Access& access);
  absl::Status Keep(storage::WorkUnderWay& work);
  void Postpone(const std::string& name);
  void LookAgain(const std::shared_ptr<Waiter>& waiter);

  Porch& porch_;
  const LongWorks works_;
  const std::string owner_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<Waiter>> waiters_;  // guarded by mutex_
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_OPERATIONS_H_
