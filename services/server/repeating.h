// Work that is done again and again in the background.
#ifndef PLENARY_SERVICES_SERVER_REPEATING_H_
#define PLENARY_SERVICES_SERVER_REPEATING_H_

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/time/time.h"

namespace plenary::server {

// Runs `work` on a thread of its own every `interval` (an hour at most), and as soon as it is
// woken, until destroyed.
class Repeating {
 public:
  Repeating(absl::Duration interval, std::function<void()> work)
      : interval_(absl::ToChronoMilliseconds(std::min(interval, absl::Hours(1)))),
        work_(std::move(work)),
        thread_([this] { Run(); }) {}
  Repeating(const Repeating&) = delete;
  Repeating& operator=(const Repeating&) = delete;
  // Waits for the work under way.
  ~Repeating() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  // Has the work done now, or once more where it is under way. Safe from several threads.
  void Wake() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      woken_ = true;
    }
    changed_.notify_all();
  }

 private:
  void Run() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stopped_) {
      changed_.wait_for(lock, interval_, [this] { return stopped_ || woken_; });
      if (stopped_) return;
      woken_ = false;
      lock.unlock();
      work_();
      lock.lock();
    }
  }

  const std::chrono::milliseconds interval_;
  const std::function<void()> work_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;    // guarded by mutex_
  bool stopped_ = false;  // guarded by mutex_
  std::thread thread_;    // last: it starts when the rest is there
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_REPEATING_H_
