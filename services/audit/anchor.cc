#include "services/audit/anchor.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "plenary/v1/changes.pb.h"
#include "services/audit/heads_rules.h"
#include "services/audit/table.h"
#include "services/base/errors.h"
#include "services/storage/resource.h"

namespace plenary::audit {
namespace {

constexpr char kCaller[] = "system";
constexpr char kMethod[] = "plenary.v1.AuditService/SignHeads";
// Lines written at once.
constexpr int kLinesAtOnce = 1000;
// Names sort by the time of the call, and a later call may be done earlier: so many names back is
// looked for some that were passed.
constexpr size_t kRemembered = 100;

// Whether a chain has grown since `last` were recorded as entry `number` of the directory.
absl::StatusOr<bool> HasChanged(storage::Tx& tx, const v1::SignedHeads& last, int64_t number) {
  std::map<std::string, int64_t> known;
  for (const v1::ChainHead& head : last.heads()) known[head.partition()] = head.number();
  known[std::string(storage::kDirectoryPartition)] = number;
  PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::ChainHead> heads, ReadHeads(tx));
  return std::any_of(heads.begin(), heads.end(), [&](const v1::ChainHead& head) {
    return known[head.partition()] != head.number();
  });
}

absl::StatusOr<bool> IsDue(storage::Tx& tx, absl::Duration interval) {
  PLENARY_ASSIGN_OR_RETURN(const auto last, ReadLastHeads(tx));
  if (!last || !last->heads) {
    PLENARY_ASSIGN_OR_RETURN(const absl::Time oldest, OldestEntryTime(tx));
    return tx.now() - oldest >= interval;
  }
  const int64_t sign_us = storage::ToMicros(last->heads->sign_time());
  if (tx.now() - absl::FromUnixMicros(sign_us) < interval) return false;
  return HasChanged(tx, *last->heads, last->number);
}

absl::Status Unwritable(const std::string& path) {
  return absl::PermissionDeniedError(
      absl::StrCat("the anchor file ", path, " cannot be written: ", std::strerror(errno)));
}

absl::Status AppendDurably(const std::string& path, const std::string& text) {
  const int file = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return Unwritable(path);
  absl::Status status;
  for (size_t at = 0; at < text.size();) {
    const ssize_t written = write(file, text.data() + at, text.size() - at);
    if (written < 0) {
      status = Unwritable(path);
      break;
    }
    at += static_cast<size_t>(written);
  }
  if (fsync(file) != 0) status.Update(Unwritable(path));
  if (close(file) != 0) status.Update(Unwritable(path));
  return status;
}

// Whether a line broke off at the end of the file.
bool EndsMidLine(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return file.seekg(-1, std::ios::end) && file.get() != '\n';
}

// Adds a name to the newest, of which it keeps so many.
void Remember(const std::string& name, std::set<std::string>& newest) {
  newest.insert(name);
  if (newest.size() > kRemembered) newest.erase(newest.begin());
}

// The newest names that the file has.
std::set<std::string> NewestIn(const std::string& path) {
  std::set<std::string> newest;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    v1::SignedHeads heads;
    // A line may have broken off.
    if (google::protobuf::util::JsonStringToMessage(line, &heads).ok()) {
      Remember(heads.name(), newest);
    }
  }
  return newest;
}

}  // namespace

absl::StatusOr<v1::SignedHeads> RecordSignedHeads(storage::Change& change,
                                                  const vault::Vault& vault) {
  PLENARY_RETURN_IF_ERROR(vault.CheckKeys());
  v1::SignedHeads heads;
  heads.set_name(absl::StrCat(kHeadsBegin, change.NewId()));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(heads.name()));
  *heads.mutable_sign_time() = storage::ToTimestamp(now);
  PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::ChainHead> ends, ReadHeads(change.tx()));
  for (const v1::ChainHead& head : ends) *heads.add_heads() = head;
  PLENARY_ASSIGN_OR_RETURN(const vault::Signature signature, vault.Sign(SignedBytes(heads)));
  heads.set_key_id(signature.key_id);
  heads.set_signature(signature.bytes);
  change.Record(heads.name(), v1::Change::CREATED, heads);
  return heads;
}

absl::Status SignHeadsWhenDue(storage::Store& store, const base::Clock& clock, base::Random& random,
                              const vault::Vault& vault, absl::Duration interval) {
  if (interval == absl::InfiniteDuration() || !vault.has_keys()) return absl::OkStatus();
  bool is_due = false;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](storage::Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(is_due, IsDue(tx, interval));
    return absl::OkStatus();
  }));
  if (!is_due) return absl::OkStatus();
  const storage::Call call = {kCaller, kMethod, ""};
  base::IdSequence ids(random.Bytes(32), clock.Now());
  const storage::Keys keys = {std::string(storage::kDirectoryPartition)};
  return storage::WriteAndWait(store, keys, [&](storage::Tx& tx) {
    // Another server may have been faster.
    PLENARY_ASSIGN_OR_RETURN(const bool is_still_due, IsDue(tx, interval));
    if (!is_still_due) return absl::OkStatus();
    ids.Reset();
    storage::Change change(tx, call, ids);
    PLENARY_RETURN_IF_ERROR(RecordSignedHeads(change, vault).status());
    return change.Flush();
  });
}

absl::Status AnchorFile::CatchUp(storage::Store& store) {
  if (path_.empty()) return absl::OkStatus();
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!newest_) newest_ = NewestIn(path_);
  const std::string after = newest_->size() < kRemembered ? "" : *newest_->begin();
  std::vector<RecordedHeads> recorded;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](storage::Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(recorded, ReadRecordedHeads(tx, after, kLinesAtOnce));
    return absl::OkStatus();
  }));
  std::string lines = EndsMidLine(path_) ? "\n" : "";
  std::set<std::string> newest = *newest_;
  for (const RecordedHeads& each : recorded) {
    if (!each.heads || newest_->count(each.name) > 0) continue;
    std::string line;
    // A message without Any always has a form in JSON.
    (void)google::protobuf::util::MessageToJsonString(*each.heads, &line);
    absl::StrAppend(&lines, line, "\n");
    Remember(each.name, newest);
  }
  if (newest == *newest_) return absl::OkStatus();
  PLENARY_RETURN_IF_ERROR(AppendDurably(path_, lines));
  newest_ = std::move(newest);
  return absl::OkStatus();
}

}  // namespace plenary::audit
