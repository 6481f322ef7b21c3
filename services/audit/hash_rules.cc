#include "services/audit/hash_rules.h"

#include <openssl/evp.h>

#include <new>

namespace plenary::audit {
namespace {

constexpr absl::string_view kFormat = "plenary-change-1";
constexpr size_t kKeyBytes = 32;
constexpr size_t kBlockBytes = 64;

// Looked up once: to look it up for every hash takes longer than the hash.
const EVP_MD* Sha256() {
  static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return sha256;
}

void AppendBigEndian(uint64_t value, int bytes, std::string& text) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    text.push_back(static_cast<char>(value >> shift & 0xff));
  }
}

void AppendText(absl::string_view item, std::string& text) {
  AppendBigEndian(item.size(), 4, text);
  text.append(item.data(), item.size());
}

void AppendNumber(uint64_t value, int bytes, std::string& text) {
  AppendBigEndian(static_cast<uint64_t>(bytes), 4, text);
  AppendBigEndian(value, bytes, text);
}

// A block of HMAC: the key, filled up with zeros, with `pad` over every byte.
std::array<char, kBlockBytes> Padded(absl::string_view key, char pad) {
  std::array<char, kBlockBytes> block;
  block.fill(pad);
  for (size_t i = 0; i < key.size(); ++i) block[i] = static_cast<char>(block[i] ^ key[i]);
  return block;
}

}  // namespace

ChainHasher::ChainHasher() : context_(EVP_MD_CTX_new()) {
  if (context_ == nullptr || Sha256() == nullptr) throw std::bad_alloc();
}

ChainHasher::~ChainHasher() { EVP_MD_CTX_free(context_); }

Hash ChainHasher::Digest(absl::string_view first, absl::string_view second) {
  Hash hash;
  EVP_DigestInit_ex2(context_, Sha256(), nullptr);
  EVP_DigestUpdate(context_, first.data(), first.size());
  if (!second.empty()) EVP_DigestUpdate(context_, second.data(), second.size());
  EVP_DigestFinal_ex(context_, reinterpret_cast<unsigned char*>(hash.data()), nullptr);
  return hash;
}

Hash ChainHasher::HashOf(absl::string_view previous, const EntryText& entry) {
  canonical_.assign(previous.data(), previous.size());
  AppendText(kFormat, canonical_);
  AppendText(entry.partition, canonical_);
  AppendNumber(static_cast<uint64_t>(entry.number), 8, canonical_);
  AppendText(entry.transaction_id, canonical_);
  AppendNumber(static_cast<uint64_t>(entry.time_us), 8, canonical_);
  AppendText(entry.caller, canonical_);
  AppendText(entry.method, canonical_);
  AppendText(entry.resource, canonical_);
  AppendNumber(static_cast<uint32_t>(entry.kind), 4, canonical_);
  AppendText(entry.commitment, canonical_);
  return Digest(canonical_);
}

Hash ChainHasher::CommitmentTo(absl::string_view payload, absl::string_view key) {
  if (key.size() != kKeyBytes) return {};
  const auto inner = Padded(key, 0x36);
  const auto outer = Padded(key, 0x5c);
  const Hash hash = Digest({inner.data(), inner.size()}, payload);
  return Digest({outer.data(), outer.size()}, Text(hash));
}

}  // namespace plenary::audit
