// ThreadService: what came of what was talked about. Each method does what its comment in
// plenary/v1/thread.proto promises; requests arrive checked (base::CheckFields) and run inside a
// transaction of the caller.
#ifndef PLENARY_SERVICES_THREAD_SERVICE_H_
#define PLENARY_SERVICES_THREAD_SERVICE_H_

#include "absl/status/statusor.h"
#include "plenary/v1/thread.pb.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::thread {

// Safe from several threads. It only reads. A position above the caller's clearance is not there
// for any of its methods, whoever guards them, and nothing that the caller may not see.
class ThreadService {
 public:
  absl::StatusOr<v1::Thread> TraceThread(storage::Tx& tx, const storage::Call& call,
                                         const v1::TraceThreadRequest& request) const;
  absl::StatusOr<v1::CounterpartPage> GetCounterpartPage(
      storage::Tx& tx, const storage::Call& call,
      const v1::GetCounterpartPageRequest& request) const;
};

}  // namespace plenary::thread

#endif  // PLENARY_SERVICES_THREAD_SERVICE_H_
