// What the store's threads count.
#ifndef PLENARY_SERVICES_STORAGE_POSTGRES_COUNTERS_H_
#define PLENARY_SERVICES_STORAGE_POSTGRES_COUNTERS_H_

#include <atomic>
#include <cstdint>

namespace plenary::storage::postgres {

// As in StoreStats.
struct Counters {
  std::atomic<int64_t> commits{0};
  std::atomic<int64_t> bodies_committed{0};
  std::atomic<int64_t> bodies_refused{0};
  std::atomic<int64_t> aborts{0};
  std::atomic<int64_t> largest_group{0};
  std::atomic<int64_t> reads{0};

  void NoteGroup(int64_t size) {
    commits += 1;
    int64_t largest = largest_group;
    while (size > largest && !largest_group.compare_exchange_weak(largest, size)) {
    }
  }
};

}  // namespace plenary::storage::postgres

#endif  // PLENARY_SERVICES_STORAGE_POSTGRES_COUNTERS_H_
