// A thread of the store that gives answers, so that whoever commits need not wait for callers.
#ifndef PLENARY_SERVICES_STORAGE_ANSWERS_H_
#define PLENARY_SERVICES_STORAGE_ANSWERS_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "services/storage/store.h"

namespace plenary::storage {

class Answers {
 public:
  Answers();
  // Gives every answer that was posted, then ends.
  ~Answers();

  // Runs `give` on the thread, after everything posted before. Safe from several threads.
  void Post(std::function<void()> give);
  // Answers one caller.
  void Post(Done done, absl::Status status);

 private:
  void GiveAll();

  std::mutex mutex_;
  std::condition_variable posted_;
  std::vector<std::function<void()>> waiting_;  // guarded by mutex_
  bool ends_ = false;                           // guarded by mutex_
  std::thread thread_;
};

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_ANSWERS_H_
