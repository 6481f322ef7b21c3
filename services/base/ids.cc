#include "services/base/ids.h"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "absl/strings/string_view.h"

namespace plenary::base {
namespace {

// The characters of RFC 4648 base32 in the order of their bytes, so that ids sort as numbers do.
constexpr absl::string_view kAlphabet = "234567abcdefghijklmnopqrstuvwxyz";
constexpr int kFirstLetter = 6;
constexpr int kIdLength = 24;
// 44 bits of milliseconds last until the year 2527; the first character holds the upper four.
constexpr int kTimeBits = 44;
constexpr int kTimeCharacters = 9;
constexpr int kBlockBytes = crypto_generichash_BYTES_MAX;

}  // namespace

SystemRandom::SystemRandom() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium found no source of random bytes");
}

std::string SystemRandom::Bytes(int count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

IdSequence::IdSequence(std::string seed, absl::Time now)
    : seed_(std::move(seed)), micros_(absl::ToUnixMicros(now)) {}

std::string IdSequence::Next() {
  const int64_t millis = std::max<int64_t>(micros_ / 1000, 0);
  std::string id;
  id.reserve(kIdLength);
  id.push_back(kAlphabet[kFirstLetter + ((millis >> (kTimeBits - 4)) & 15)]);
  for (int shift = kTimeBits - 9; shift >= 0; shift -= 5) {
    id.push_back(kAlphabet[(millis >> shift) & 31]);
  }
  for (const char byte : Bytes(kIdLength - kTimeCharacters)) id.push_back(kAlphabet[byte & 31]);
  return id;
}

std::string IdSequence::Bytes(int count) {
  std::string bytes;
  bytes.reserve(count);
  while (static_cast<int>(bytes.size()) < count) {
    unsigned char block[kBlockBytes];
    unsigned char input[sizeof(counter_)];
    for (size_t i = 0; i < sizeof(input); ++i) {
      input[i] = static_cast<unsigned char>(counter_ >> (8 * i));
    }
    ++counter_;
    crypto_generichash(block, sizeof(block), input, sizeof(input),
                       reinterpret_cast<const unsigned char*>(seed_.data()), seed_.size());
    const int missing = count - static_cast<int>(bytes.size());
    bytes.append(reinterpret_cast<const char*>(block), std::min(missing, kBlockBytes));
  }
  return bytes;
}

}  // namespace plenary::base
