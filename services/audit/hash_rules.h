// The hashes of a chain, as change_log.h defines them, made fast: to verify a chain is to make all
// of its hashes again.
#ifndef PLENARY_SERVICES_AUDIT_HASH_RULES_H_
#define PLENARY_SERVICES_AUDIT_HASH_RULES_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"

struct evp_md_ctx_st;

namespace plenary::audit {

// SHA-256.
using Hash = std::array<char, 32>;

inline absl::string_view Text(const Hash& hash) { return {hash.data(), hash.size()}; }

// What the hash of an entry covers. Borrowed.
struct EntryText {
  absl::string_view partition;
  int64_t number = 0;
  absl::string_view transaction_id;
  int64_t time_us = 0;
  absl::string_view caller;
  absl::string_view method;
  absl::string_view resource;
  int32_t kind = 0;
  absl::string_view commitment;
};

// Hashes one entry after the other. Not thread-safe.
class ChainHasher {
 public:
  ChainHasher();
  ~ChainHasher();
  ChainHasher(const ChainHasher&) = delete;
  ChainHasher& operator=(const ChainHasher&) = delete;

  // The hash of `entry` behind an entry of hash `previous`.
  Hash HashOf(absl::string_view previous, const EntryText& entry);
  // The commitment to `payload` under `key`; a key of another length than 32 bytes is none.
  Hash CommitmentTo(absl::string_view payload, absl::string_view key);

 private:
  Hash Digest(absl::string_view first, absl::string_view second = "");

  evp_md_ctx_st* const context_;
  std::string canonical_;
};

}  // namespace plenary::audit

#endif  // PLENARY_SERVICES_AUDIT_HASH_RULES_H_
