// Where passwords are hashed: a few threads with a short queue, so that a flood of sign-ins takes
// neither the memory nor the processors from everybody else.
#ifndef PLENARY_SERVICES_SERVER_PASSWORD_POOL_H_
#define PLENARY_SERVICES_SERVER_PASSWORD_POOL_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace plenary::server {

class PasswordPool {
 public:
  static constexpr int kThreads = 2;
  static constexpr size_t kMostWaiting = 32;

  PasswordPool();
  PasswordPool(const PasswordPool&) = delete;
  PasswordPool& operator=(const PasswordPool&) = delete;
  // Does what is queued first.
  ~PasswordPool();

  // Has `work` done on a thread of the pool; false, and nothing happens, where too much of it
  // waits. Safe from several threads.
  [[nodiscard]] bool Add(std::function<void()> work);

 private:
  void Run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;  // guarded by mutex_
  bool stopped_ = false;                       // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_PASSWORD_POOL_H_
