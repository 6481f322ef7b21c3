// Random numbers that are the same everywhere for a seed.
#ifndef PLENARY_SERVICES_SOLVER_RANDOM_H_
#define PLENARY_SERVICES_SOLVER_RANDOM_H_

#include <cstdint>

namespace plenary::solver {

// xoshiro256**, its state filled by SplitMix64 (Blackman and Vigna, "Scrambled linear pseudorandom
// number generators", ACM TOMS 47, 2021).
class Random {
 public:
  explicit Random(uint64_t seed) {
    for (uint64_t& word : words_) {
      seed += 0x9e3779b97f4a7c15;
      uint64_t mixed = seed;
      mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
      mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
      word = mixed ^ (mixed >> 31);
    }
  }

  uint64_t Next() {
    const uint64_t result = Rotated(words_[1] * 5, 7) * 9;
    const uint64_t shifted = words_[1] << 17;
    words_[2] ^= words_[0];
    words_[3] ^= words_[1];
    words_[1] ^= words_[2];
    words_[0] ^= words_[3];
    words_[2] ^= shifted;
    words_[3] = Rotated(words_[3], 45);
    return result;
  }

  // One of [0, end), end > 0. The bias of multiplying instead of drawing again is below 2^-16 for
  // the sizes of a problem (Lemire, "Fast random integer generation in an interval", 2019).
  int Below(int end) {
    return static_cast<int>(((Next() >> 32) * static_cast<uint64_t>(end)) >> 32);
  }

  // Whether an event of that chance in 256 happens.
  bool Chance(int of_256) { return static_cast<int>(Next() >> 56) < of_256; }

 private:
  static uint64_t Rotated(uint64_t word, int by) { return (word << by) | (word >> (64 - by)); }

  uint64_t words_[4];
};

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_RANDOM_H_
