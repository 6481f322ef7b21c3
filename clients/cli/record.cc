#include "clients/cli/record.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "clients/cli/json.h"
#include "clients/cli/private_file.h"

namespace plenary::cli {
namespace {

constexpr size_t kKeyBytes = 32;
// Entries handed to a check at once.
constexpr int kPage = 1000;

absl::Status Unreadable(const std::string& path) {
  return absl::InvalidArgumentError(absl::StrCat("cannot read ", path));
}

absl::StatusOr<std::string> ReadText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) return Unreadable(path);
  return text.str();
}

absl::Status ReadJson(const std::string& path, google::protobuf::Message& message) {
  const absl::StatusOr<std::string> text = ReadText(path);
  if (!text.ok()) return text.status();
  if (MergeJson(*text, message).ok()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(path, " is no ", message.GetDescriptor()->name(), " in JSON"));
}

// The key that a word of a text is, if it is one.
absl::optional<std::string> KeyIn(absl::string_view word) {
  std::string bytes;
  if (word.size() == 2 * kKeyBytes &&
      word.find_first_not_of("0123456789abcdefABCDEF") == absl::string_view::npos) {
    return absl::HexStringToBytes(word);
  }
  if (absl::Base64Unescape(word, &bytes) && bytes.size() == kKeyBytes) return bytes;
  return absl::nullopt;
}

}  // namespace

absl::StatusOr<absl::optional<KeptRecord>> ReadKeptRecord(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return absl::optional<KeptRecord>();
  KeptRecord kept;
  if (absl::Status status = ReadJson(path, kept); !status.ok()) return status;
  return absl::make_optional(std::move(kept));
}

absl::Status WriteKeptRecord(const std::string& path, const KeptRecord& kept) {
  return WritePrivateFile(path, ToJson(kept, /*indented=*/true));
}

absl::StatusOr<std::vector<v1::SignedHeads>> ReadAnchors(const std::string& path) {
  std::ifstream file(path);
  if (!file) return Unreadable(path);
  std::vector<v1::SignedHeads> anchors;
  for (std::string line; std::getline(file, line);) {
    v1::SignedHeads heads;
    // A server that was killed may have left half a line.
    if (!line.empty() && MergeJson(line, heads).ok()) anchors.push_back(std::move(heads));
  }
  if (anchors.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("there are no signed heads in ", path));
  }
  return anchors;
}

absl::StatusOr<v1::AuditKeys> ReadAuditKeys(const std::string& path) {
  const absl::StatusOr<std::string> text = ReadText(path);
  if (!text.ok()) return text.status();
  v1::AuditKeys keys;
  if (MergeJson(*text, keys).ok() && keys.keys_size() > 0) return keys;
  keys.Clear();
  for (const absl::string_view word : absl::StrSplit(*text, absl::ByAnyChar(" \t\r\n,\""))) {
    const absl::optional<std::string> bytes = KeyIn(word);
    if (!bytes) continue;
    v1::AuditKeys::Key& key = *keys.add_keys();
    key.set_id(IdOfAuditKey(*bytes));
    key.set_public_key(*bytes);
  }
  if (keys.keys_size() > 0) return keys;
  return absl::InvalidArgumentError(absl::StrCat("there is no public key in ", path));
}

absl::Status RecordFolder::Make() const {
  std::error_code error;
  std::filesystem::create_directories(path_, error);
  if (error) {
    return absl::PermissionDeniedError(
        absl::StrCat("cannot make the folder ", path_, ": ", error.message()));
  }
  if (std::filesystem::is_empty(path_, error)) return absl::OkStatus();
  return absl::AlreadyExistsError(absl::StrCat(path_, " is not empty: name a new folder"));
}

absl::Status RecordFolder::WriteHeads(const v1::SignedHeads& heads,
                                      const v1::AuditKeys& keys) const {
  absl::Status status =
      WritePrivateFile(absl::StrCat(path_, "/heads.json"), ToJson(heads, /*indented=*/true));
  status.Update(
      WritePrivateFile(absl::StrCat(path_, "/keys.json"), ToJson(keys, /*indented=*/true)));
  return status;
}

absl::StatusOr<v1::SignedHeads> RecordFolder::ReadHeads() const {
  v1::SignedHeads heads;
  if (absl::Status status = ReadJson(absl::StrCat(path_, "/heads.json"), heads); !status.ok()) {
    return status;
  }
  return heads;
}

absl::StatusOr<v1::AuditKeys> RecordFolder::ReadKeys() const {
  return ReadAuditKeys(absl::StrCat(path_, "/keys.json"));
}

std::string RecordFolder::ChainPath(const std::string& partition) const {
  return absl::StrCat(path_, "/", absl::StrReplaceAll(partition, {{"/", "."}}), ".jsonl");
}

absl::Status RecordFolder::CheckChain(const v1::ChainHead& head, ChainCheck& check) const {
  const std::string path = ChainPath(head.partition());
  std::ifstream file(path);
  v1::ListChainResponse page;
  *page.mutable_head() = head;
  std::string line;
  v1::ChainHead begin;
  if (std::getline(file, line)) {
    if (!MergeJson(line, begin).ok()) return Unreadable(absl::StrCat(path, ", line 1"));
    page.set_hash_before(begin.hash());
  }
  for (int64_t number = 2; std::getline(file, line) && !check.IsFaulty(); ++number) {
    if (!MergeJson(line, *page.add_entries()).ok()) {
      return Unreadable(absl::StrCat(path, ", line ", number));
    }
    if (page.entries_size() < kPage) continue;
    check.Add(page);
    page.clear_entries();
  }
  // Where entries are missing at the end, a page without any says so.
  if (page.entries_size() > 0) check.Add(page);
  page.clear_entries();
  check.Add(page);
  return absl::OkStatus();
}

}  // namespace plenary::cli
