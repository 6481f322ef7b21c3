// Identifiers and random bytes as an argument: only main makes the real source.
#ifndef PLENARY_SERVICES_BASE_IDS_H_
#define PLENARY_SERVICES_BASE_IDS_H_

#include <cstdint>
#include <string>

#include "absl/time/time.h"

namespace plenary::base {

// A source of unguessable bytes.
class Random {
 public:
  virtual ~Random() = default;
  // `count` fresh bytes. Safe from several threads.
  virtual std::string Bytes(int count) = 0;
};

// The operating system's cryptographic generator (libsodium).
class SystemRandom : public Random {
 public:
  SystemRandom();
  std::string Bytes(int count) override;
};

// The ids one call hands out. Seeded per call, so that a transaction body that is run again gives
// its new resources the same ids. Not thread-safe.
class IdSequence {
 public:
  // `seed` is 32 random bytes.
  IdSequence(std::string seed, absl::Time now);
  // A new resource id: 24 characters of lower-case base32 (RFC 4648 alphabet without padding,
  // starting with a letter), sorted by time of the call, unguessable.
  std::string Next();
  // `count` further random bytes of this call.
  std::string Bytes(int count);
  // Starts over, for a body that is run again.
  void Reset() { counter_ = 0; }

 private:
  std::string seed_;
  int64_t micros_;
  uint64_t counter_ = 0;
};

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_IDS_H_
