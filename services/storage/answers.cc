#include "services/storage/answers.h"

namespace plenary::storage {

Answers::Answers() : thread_([this] { GiveAll(); }) {}

Answers::~Answers() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ends_ = true;
  }
  posted_.notify_one();
  thread_.join();
}

void Answers::Post(std::function<void()> give) {
  bool was_empty = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    was_empty = waiting_.empty();
    waiting_.push_back(std::move(give));
  }
  if (was_empty) posted_.notify_one();
}

void Answers::Post(Done done, absl::Status status) {
  Post([done = std::move(done), status = std::move(status)]() mutable { done(std::move(status)); });
}

void Answers::GiveAll() {
  for (;;) {
    std::vector<std::function<void()>> given;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      posted_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      given.swap(waiting_);
    }
    for (const std::function<void()>& give : given) give();
  }
}

}  // namespace plenary::storage
