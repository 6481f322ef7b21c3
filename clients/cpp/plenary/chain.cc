#include "plenary/chain.h"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"

namespace plenary {
namespace {

using google::protobuf::util::TimeUtil;

constexpr size_t kHashBytes = 32;
constexpr size_t kKeyIdDigits = 16;

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string Sha256(absl::string_view text) {
  static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  std::string hash(kHashBytes, '\0');
  EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(hash.data()), nullptr,
             sha256, nullptr);
  return hash;
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

void AppendNumber(int64_t value, int bytes, std::string& text) {
  AppendBigEndian(static_cast<uint64_t>(bytes), 4, text);
  AppendBigEndian(static_cast<uint64_t>(value), bytes, text);
}

// `number`: in whose place the entry is hashed.
std::string HashAt(absl::string_view previous, const v1::ChainEntry& entry, int64_t number) {
  const v1::Change& change = entry.change();
  std::string text(previous);
  AppendText("plenary-change-1", text);
  AppendText(change.partition(), text);
  AppendNumber(number, 8, text);
  AppendText(change.transaction_id(), text);
  AppendNumber(TimeUtil::TimestampToMicroseconds(change.change_time()), 8, text);
  AppendText(change.caller(), text);
  AppendText(change.method(), text);
  AppendText(change.resource_name(), text);
  AppendNumber(change.kind(), 4, text);
  AppendText(entry.commitment(), text);
  return Sha256(text);
}

std::string SignedBytes(const v1::SignedHeads& heads) {
  std::string text;
  AppendText("plenary-heads-1", text);
  AppendNumber(TimeUtil::TimestampToMicroseconds(heads.sign_time()), 8, text);
  for (const v1::ChainHead& head : heads.heads()) {
    AppendText(head.partition(), text);
    AppendNumber(head.number(), 8, text);
    AppendText(head.hash(), text);
  }
  return text;
}

bool IsSignedBy(absl::string_view public_key, absl::string_view message,
                absl::string_view signature) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, Bytes(public_key), public_key.size()),
      &EVP_PKEY_free);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        &EVP_MD_CTX_free);
  return key != nullptr && context != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(message),
                          message.size()) == 1;
}

}  // namespace

std::string HashOfEntry(absl::string_view previous, const v1::ChainEntry& entry) {
  return HashAt(previous, entry, entry.change().number());
}

std::string IdOfAuditKey(absl::string_view public_key) {
  return absl::BytesToHexString(Sha256(public_key)).substr(0, kKeyIdDigits);
}

bool IsSignedWith(const v1::SignedHeads& heads, const v1::AuditKeys& keys) {
  return std::any_of(keys.keys().begin(), keys.keys().end(), [&](const v1::AuditKeys::Key& key) {
    return key.id() == heads.key_id() && IdOfAuditKey(key.public_key()) == key.id() &&
           IsSignedBy(key.public_key(), SignedBytes(heads), heads.signature());
  });
}

ChainCheck::ChainCheck(std::string partition, const std::vector<v1::SignedHeads>& known)
    : partition_(std::move(partition)) {
  for (const v1::SignedHeads& heads : known) {
    for (const v1::ChainHead& head : heads.heads()) {
      if (head.partition() == partition_) known_[head.number()].push_back(head.hash());
    }
  }
}

void ChainCheck::Fail(int64_t number, std::string what) {
  if (!fault_) fault_ = {partition_, number, std::move(what)};
}

bool ChainCheck::IsAsKnown(int64_t number) {
  const auto found = known_.find(number);
  return found == known_.end() ||
         std::all_of(found->second.begin(), found->second.end(),
                     [&](const std::string& hash) { return hash == hash_; });
}

void ChainCheck::Begin(const v1::ListChainResponse& page) {
  has_begun_ = true;
  hash_ = page.hash_before();
  if (page.entries().empty() || hash_ == std::string(kHashBytes, '\0')) return;
  // Retention has removed what came before.
  last_ = page.entries(0).change().number() - 1;
  if (!IsAsKnown(last_)) Fail(last_, "changed: it had another hash in heads kept earlier");
}

void ChainCheck::Add(const v1::ListChainResponse& page) {
  if (!has_begun_) Begin(page);
  head_ = std::max(head_, page.head().number());
  head_hash_ = page.head().hash();
  for (int i = 0; i < page.entries_size() && !fault_; ++i) AddEntry(page, i);
  // The server has no more to give.
  if (page.entries().empty() && last_ < head_) Fail(last_ + 1, "removed: the entry is missing");
}

void ChainCheck::AddEntry(const v1::ListChainResponse& page, int index) {
  const v1::ChainEntry& entry = page.entries(index);
  const int64_t number = last_ + 1;
  // Where another entry of the page belongs here, the two were exchanged.
  const auto displaced = [&] {
    return std::find_if(page.entries().begin() + index + 1, page.entries().end(),
                        [&](const v1::ChainEntry& other) {
                          return HashAt(hash_, other, number) == other.change().hash();
                        });
  };
  const bool is_next =
      entry.change().number() == number && entry.change().partition() == partition_;
  std::string hash = HashAt(hash_, entry, number);
  if (is_next && hash == entry.change().hash()) {
    hash_ = std::move(hash);
    last_ = number;
    ++verified_;
    if (!IsAsKnown(number)) Fail(number, "changed: it had another hash in heads kept earlier");
    return;
  }
  const auto other = displaced();
  if (other != page.entries().end()) {
    Fail(number, absl::StrCat("reordered: the entry that belongs here stands as number ",
                              other->change().number()));
  } else if (is_next) {
    Fail(number, "changed: its hash does not follow from what it says and the entry before it");
  } else {
    Fail(number, "removed: the entry is missing");
  }
}

const absl::optional<ChainFault>& ChainCheck::End() {
  if (fault_) return fault_;
  if (last_ == head_ && hash_ != head_hash_ && head_ > 0) {
    Fail(head_, "changed: it is not the entry that the chain's head names");
  }
  if (!known_.empty() && known_.rbegin()->first > last_) {
    Fail(last_ + 1, absl::StrCat("removed: in heads kept earlier the chain went on to number ",
                                 known_.rbegin()->first));
  }
  return fault_;
}

}  // namespace plenary
