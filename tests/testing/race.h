// Threads that start together.
#ifndef PLENARY_TESTS_TESTING_RACE_H_
#define PLENARY_TESTS_TESTING_RACE_H_

#include <thread>
#include <vector>

namespace plenary::testing {

// Runs `work(0)` … `work(threads − 1)` at once, each on a thread of its own, and waits for all.
template <class Work>
void Race(int threads, const Work& work) {
  std::vector<std::thread> racers;
  racers.reserve(threads);
  for (int i = 0; i < threads; ++i) racers.emplace_back([&work, i] { work(i); });
  for (std::thread& racer : racers) racer.join();
}

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_RACE_H_
