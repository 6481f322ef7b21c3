// Long work: what goes on after the call that began it (AddOperation), step by step, and survives a
// server that is killed.
//
// The server takes an operation, has the LongWork of its method do one step after the other, and
// keeps after each where the work stands. Between steps it looks whether to stop: because the
// operation was cancelled, which ends it, or because the server closes, after which the same or
// another server goes on from what was kept.
#ifndef PLENARY_SERVICES_STORAGE_LONG_WORK_H_
#define PLENARY_SERVICES_STORAGE_LONG_WORK_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/message.h"
#include "services/base/ids.h"
#include "services/storage/change.h"
#include "services/storage/operation_table.h"
#include "services/storage/store.h"

namespace plenary::storage {

class WorkUnderWay;

// One kind of long work. Safe from several threads: two operations may be worked on at once, each
// by one thread.
class LongWork {
 public:
  virtual ~LongWork() = default;

  // Goes on with `work` for about a second at most; may wait for the store. A step that writes
  // calls work.Keep in the same transaction, so that nothing is done twice; what a step that only
  // reads has found out is kept after it.
  //
  // UNAVAILABLE, ABORTED and RESOURCE_EXHAUSTED for SERVER_BUSY or DISK_FULL pass: the step is
  // tried again later, from what was kept. Any other error ends the operation with it.
  virtual absl::Status Step(Store& store, base::Random& random, WorkUnderWay& work) = 0;

  // The operation ends, whichever way, in this transaction: removes the rows that stand beside it
  // only so that it could go on.
  virtual absl::Status Ended(Tx&, absl::string_view operation) = 0;

  // The operation is deleted in this transaction, long after it ended: removes every row that
  // stands beside it.
  virtual absl::Status Forget(Tx&, absl::string_view operation) = 0;
};

// An operation while a server works on it. Not thread-safe.
class WorkUnderWay {
 public:
  // `owner` holds the claim, which every Keep extends by `lease`. `work` goes on with it and
  // outlives this; nullptr where nobody here can.
  WorkUnderWay(Claim claim, std::string owner, absl::Duration lease, LongWork* work);

  // "operations/…".
  const std::string& name() const { return claim_.name; }
  // The call that began it, without its request_id: changes made on its behalf are its caller's.
  const Call& call() const { return claim_.call; }
  // The request that began it.
  const google::protobuf::Any& request() const { return claim_.stored.request(); }

  // How far the work is, as clients see it.
  google::protobuf::Any metadata;
  // Where the next step begins, as only the work itself understands it; empty for the first.
  google::protobuf::Any cursor;

  // Ends the work with its result. It is done once that is kept.
  void Finish(const google::protobuf::Message& response);

  // Writes metadata, cursor and result, and extends the claim; ends the operation where Finish was
  // called. To be called in the transaction of what was done, under the key kOperationsKey (the
  // engine runs the body again where it was not declared). A body that is run again sets them anew
  // before. ABORTED, TOO_MUCH_CONTENTION where another server has taken the operation over.
  absl::Status Keep(Tx& tx);

  // For the server that works on it.
  // Ends the work with an error; metadata stays.
  void Fail(const absl::Status& error);
  bool is_done() const { return claim_.stored.operation().done(); }
  // Whether somebody asked for it to be cancelled, as of the last Keep.
  bool cancel_asked() const { return claim_.cancel_asked; }
  // Whether there is something that the last Keep did not write, or the claim is half over by
  // `now`.
  bool NeedsKeeping(absl::Time now) const;

 private:
  Claim claim_;
  const std::string owner_;
  const absl::Duration lease_;
  LongWork* const work_;
  absl::Time lease_end_ = absl::InfinitePast();  // as of the last Keep
  std::string kept_;                             // what it wrote
};

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_LONG_WORK_H_
