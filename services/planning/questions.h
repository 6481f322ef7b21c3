// ExplainActivity and SuggestRelaxations: what stands in the way is read in one transaction, and
// thought about after it on a thread of its own, so that nobody waits for a reader meanwhile.
#ifndef PLENARY_SERVICES_PLANNING_QUESTIONS_H_
#define PLENARY_SERVICES_PLANNING_QUESTIONS_H_

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "services/base/clock.h"
#include "services/storage/handle.h"
#include "services/storage/store.h"

namespace plenary::planning {

// Safe from several threads.
class Questions {
 public:
  // Questions that are thought about at once, and that wait for it.
  static constexpr int kThreads = 2;
  static constexpr size_t kMostWaiting = 32;

  // Both outlive it.
  Questions(storage::Store& store, const base::Clock& clock);
  // Answers what waits as far as there is no time left to think.
  ~Questions();
  Questions(const Questions&) = delete;
  Questions& operator=(const Questions&) = delete;

  // Answers at once from now on, with what was found out by then, and takes no more.
  void Stop();

  // As HandleRead, for an ExplainActivityRequest and a SuggestRelaxationsRequest; what was not
  // found out by `until` is not said. RESOURCE_EXHAUSTED: SERVER_BUSY.
  void Explain(storage::Exchange exchange, absl::Time until, storage::Done done);
  void Suggest(storage::Exchange exchange, absl::Time until, storage::Done done);

 private:
  struct Question;

  void Ask(storage::Exchange exchange, const std::string& name, absl::Duration time,
           absl::Time until, std::function<void(const Question&)> answer, storage::Done done);
  bool Add(std::function<void()> work);
  void Work();

  storage::Store& store_;
  const base::Clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;  // guarded by mutex_
  std::atomic<bool> stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_QUESTIONS_H_
