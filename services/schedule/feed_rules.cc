#include "services/schedule/feed_rules.h"

#include <sodium.h>

#include <cstddef>
#include <cstdint>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace plenary::schedule {
namespace {

constexpr absl::string_view kPrefix = "plf_";
constexpr absl::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz234567";

std::string Sha256(absl::string_view text) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return hash;
}

std::string Base32(absl::string_view bytes) {
  std::string text;
  uint32_t bits = 0;
  int count = 0;
  for (const char byte : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(byte);
    for (count += 8; count >= 5; count -= 5) text.push_back(kAlphabet[bits >> (count - 5) & 31]);
  }
  if (count > 0) text.push_back(kAlphabet[bits << (5 - count) & 31]);
  return text;
}

}  // namespace

std::string MakeFeedSecret(absl::string_view id, absl::string_view random) {
  return absl::StrCat(kPrefix, id, "_", Base32(Sha256(random)));
}

std::string HashOfFeedSecret(absl::string_view secret) { return Sha256(secret); }

std::string EntityTagOf(absl::string_view calendar) {
  return absl::BytesToHexString(Sha256(calendar));
}

}  // namespace plenary::schedule
