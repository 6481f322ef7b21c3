// The queue of write bodies: a lane for each set of keys, lanes served in turn.
#ifndef PLENARY_SERVICES_STORAGE_POSTGRES_LANES_H_
#define PLENARY_SERVICES_STORAGE_POSTGRES_LANES_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "absl/time/time.h"
#include "services/storage/store.h"

namespace plenary::storage::postgres {

// A body waiting to be run.
struct WriteJob {
  Keys keys;  // sorted, without repetition, never empty
  Body body;
  Done done;
  absl::Time since;  // when it was handed in
};

// Sorted, without repetition; a body without keys stands in the lane of the empty key.
Keys InLaneForm(Keys keys);

// Safe from several threads.
//
// No two lanes that share a key are out at the same time. A lane that was served goes behind all
// others, and a lane that waits for a key holds back those behind it which want the same, so every
// lane is served after at most one turn of each other.
class LaneQueue {
 public:
  // Refuses jobs beyond `capacity`. A lane of one key gives up to `max_group` jobs at a time, a
  // lane of several one.
  LaneQueue(size_t capacity, size_t max_group) : capacity_(capacity), max_group_(max_group) {}

  // False where the queue is full or closed; `job` is then untouched.
  bool Push(WriteJob& job);
  // Puts back a job that must be run again, whatever the capacity. False where closed.
  bool PutBack(WriteJob& job);

  // Waits for a lane and takes its next jobs. Empty once the queue is closed. The taker calls
  // Release with the jobs' keys when it is done with them.
  std::vector<WriteJob> Take();
  void Release(const Keys& lane);

  // Lets no more jobs in or out, and returns those that waited.
  std::vector<WriteJob> Close();

  size_t size() const;

 private:
  struct Lane {
    std::deque<WriteJob> jobs;
    bool out = false;
  };
  using Lanes = std::map<Keys, Lane>;

  void Add(WriteJob& job);
  Lanes::iterator NextLane();

  const size_t capacity_;
  const size_t max_group_;
  mutable std::mutex mutex_;  // guards everything below
  std::condition_variable changed_;
  Lanes lanes_;
  std::list<Lanes::iterator> turns_;  // lanes with jobs that are not out, next first
  std::set<Key> out_;                 // keys of lanes that are out
  size_t waiting_ = 0;
  bool closed_ = false;
};

}  // namespace plenary::storage::postgres

#endif  // PLENARY_SERVICES_STORAGE_POSTGRES_LANES_H_
