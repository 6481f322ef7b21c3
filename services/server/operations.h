// google.longrunning.Operations, and the work itself.
#ifndef PLENARY_SERVICES_SERVER_OPERATIONS_H_
#define PLENARY_SERVICES_SERVER_OPERATIONS_H_

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/longrunning/operations.pb.h"
#include "google/protobuf/empty.pb.h"
#include "services/server/operations_table.h"
#include "services/server/porch.h"
#include "services/storage/handle.h"

namespace plenary::server {

// How long a server may be silent before another goes on with its operation.
inline constexpr absl::Duration kLease = absl::Seconds(30);

// Contracts of the methods as in google/longrunning/operations.proto. Besides: CancelOperation and
// DeleteOperation of one that is not there are NOT_FOUND; DeleteOperation of one under way is
// FAILED_PRECONDITION, WRONG_STATE. Safe from several threads.
class Operations {
 public:
  explicit Operations(Porch& porch);

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

  // Works on every operation that nobody works on, until there is none left or the server closes.
  // Waits for the store.
  void WorkOnAll();
  // Answers waiting calls whose operation is done or whose time is over.
  void AnswerWaiters();
  // Lets other servers go on at once: with what this one began, or, where only one process at a
  // time has the database open, with everything.
  absl::Status Release();
  absl::Status ReleaseAll();

 private:
  struct Waiter;

  absl::StatusOr<absl::optional<Claim>> ClaimNext();
  void WorkOn(Claim claim);
  // One step of the work on `claim`; true when there is nothing more to do.
  bool Step(Claim& claim);
  absl::Status Keep(Claim& claim);
  void LookAgain(const std::shared_ptr<Waiter>& waiter);

  Porch& porch_;
  const std::string owner_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<Waiter>> waiters_;  // guarded by mutex_
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_OPERATIONS_H_
