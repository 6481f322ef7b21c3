#include "services/audit/heads_rules.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"

namespace plenary::audit {
namespace {

constexpr absl::string_view kFormat = "plenary-heads-1";

std::string BigEndian(uint64_t value, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    text.push_back(static_cast<char>(value >> shift & 0xff));
  }
  return text;
}

void AppendItem(absl::string_view item, std::string& signed_bytes) {
  absl::StrAppend(&signed_bytes, BigEndian(item.size(), 4), item);
}

}  // namespace

std::string SignedBytes(const v1::SignedHeads& heads) {
  const int64_t sign_us =
      google::protobuf::util::TimeUtil::TimestampToMicroseconds(heads.sign_time());
  std::string signed_bytes;
  AppendItem(kFormat, signed_bytes);
  AppendItem(BigEndian(static_cast<uint64_t>(sign_us), 8), signed_bytes);
  for (const v1::ChainHead& head : heads.heads()) {
    AppendItem(head.partition(), signed_bytes);
    AppendItem(BigEndian(static_cast<uint64_t>(head.number()), 8), signed_bytes);
    AppendItem(head.hash(), signed_bytes);
  }
  return signed_bytes;
}

std::string SignatureFault(const v1::SignedHeads& heads,
                           const std::vector<vault::PublicKey>& keys) {
  for (const vault::PublicKey& key : keys) {
    if (key.id != heads.key_id()) continue;
    if (vault::IsSignedBy(key.bytes, SignedBytes(heads), heads.signature())) return "";
    return "its signature does not cover what it says";
  }
  return absl::StrCat("it is signed with the key ", heads.key_id(),
                      ", which this server does not have");
}

}  // namespace plenary::audit
