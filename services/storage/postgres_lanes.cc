#include "services/storage/postgres_lanes.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace plenary::storage::postgres {

Keys InLaneForm(Keys keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  if (keys.empty()) keys.emplace_back();
  return keys;
}

bool LaneQueue::Push(WriteJob& job) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (closed_ || waiting_ >= capacity_) return false;
  Add(job);
  return true;
}

bool LaneQueue::PutBack(WriteJob& job) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (closed_) return false;
  Add(job);
  return true;
}

void LaneQueue::Add(WriteJob& job) {
  const auto lane = lanes_.try_emplace(job.keys).first;
  const bool idle = lane->second.jobs.empty() && !lane->second.out;
  lane->second.jobs.push_back(std::move(job));
  ++waiting_;
  if (!idle) return;
  turns_.push_back(lane);
  changed_.notify_one();
}

LaneQueue::Lanes::iterator LaneQueue::NextLane() {
  std::set<Key> taken = out_;
  for (auto turn = turns_.begin(); turn != turns_.end(); ++turn) {
    const Keys& keys = (*turn)->first;
    const bool free = std::none_of(keys.begin(), keys.end(),
                                   [&](const Key& key) { return taken.count(key) > 0; });
    if (free) {
      const auto lane = *turn;
      turns_.erase(turn);
      return lane;
    }
    taken.insert(keys.begin(), keys.end());
  }
  return lanes_.end();
}

std::vector<WriteJob> LaneQueue::Take() {
  std::unique_lock<std::mutex> lock(mutex_);
  auto lane = lanes_.end();
  changed_.wait(lock, [&] { return closed_ || (lane = NextLane()) != lanes_.end(); });
  std::vector<WriteJob> jobs;
  if (lane == lanes_.end()) return jobs;
  std::deque<WriteJob>& waiting = lane->second.jobs;
  const size_t most = lane->first.size() == 1 ? max_group_ : 1;
  for (; !waiting.empty() && jobs.size() < most; waiting.pop_front()) {
    jobs.push_back(std::move(waiting.front()));
  }
  waiting_ -= jobs.size();
  lane->second.out = true;
  out_.insert(lane->first.begin(), lane->first.end());
  return jobs;
}

void LaneQueue::Release(const Keys& keys) {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const Key& key : keys) out_.erase(key);
  const auto lane = lanes_.find(keys);
  lane->second.out = false;
  if (lane->second.jobs.empty()) {
    lanes_.erase(lane);
  } else {
    turns_.push_back(lane);
  }
  // A lane of several keys may have waited for one of these.
  changed_.notify_all();
}

std::vector<WriteJob> LaneQueue::Close() {
  const std::lock_guard<std::mutex> lock(mutex_);
  closed_ = true;
  std::vector<WriteJob> left;
  for (auto& [keys, lane] : lanes_) {
    std::move(lane.jobs.begin(), lane.jobs.end(), std::back_inserter(left));
    lane.jobs.clear();
  }
  turns_.clear();
  waiting_ = 0;
  changed_.notify_all();
  return left;
}

size_t LaneQueue::size() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return waiting_;
}

}  // namespace plenary::storage::postgres
