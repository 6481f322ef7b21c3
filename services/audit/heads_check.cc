#include "services/audit/heads_check.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "google/protobuf/util/time_util.h"
#include "services/audit/faults.h"
#include "services/audit/heads_rules.h"
#include "services/base/errors.h"

namespace plenary::audit {
namespace {

using google::protobuf::util::MessageDifferencer;
using storage::Tx;

std::string SignedAt(const v1::SignedHeads& heads) {
  return absl::StrCat("in the heads that were signed at ",
                      google::protobuf::util::TimeUtil::ToString(heads.sign_time()));
}

}  // namespace

absl::StatusOr<const ChainEnds*> HeadsCheck::EndsOf(Tx& tx, const std::string& partition) {
  auto found = ends_.find(partition);
  if (found == ends_.end()) {
    PLENARY_ASSIGN_OR_RETURN(ChainEnds ends, ReadEnds(tx, partition));
    found = ends_.emplace(partition, std::move(ends)).first;
  }
  return &found->second;
}

std::vector<v1::ChainHead> HeadsCheck::NewIn(const v1::SignedHeads& heads) {
  std::vector<v1::ChainHead> fresh;
  for (const v1::ChainHead& head : heads.heads()) {
    if (partition_ != "-" && head.partition() != partition_) continue;
    v1::ChainHead& before = compared_[head.partition()];
    if (MessageDifferencer::Equals(before, head)) continue;
    before = head;
    fresh.push_back(head);
  }
  return fresh;
}

absl::Status HeadsCheck::Compare(Tx& tx, const v1::SignedHeads& heads,
                                 v1::VerifyChainResponse& found) {
  const std::vector<v1::ChainHead> fresh = NewIn(heads);
  PLENARY_ASSIGN_OR_RETURN(const auto hashes, ReadHashes(tx, fresh));
  for (size_t i = 0; i < fresh.size(); ++i) {
    const v1::ChainHead& head = fresh[i];
    PLENARY_ASSIGN_OR_RETURN(const ChainEnds* ends, EndsOf(tx, head.partition()));
    const int64_t before_oldest = ends->head.oldest_kept - 1;
    // Retention has removed it, and with it what could be compared.
    if (head.number() < before_oldest) continue;
    const absl::optional<std::string>& hash =
        head.number() == before_oldest ? absl::make_optional(ends->hash_before_oldest) : hashes[i];
    if (!hash) {
      const int64_t first = std::min(head.number(), ends->head.number + 1);
      AddFault(head.partition(),
               {first, absl::StrCat("removed: the chain went on to number ", head.number(), " ",
                                    SignedAt(heads))},
               found);
    } else if (*hash != head.hash()) {
      AddFault(head.partition(),
               {head.number(), absl::StrCat("changed: it has another hash ", SignedAt(heads))},
               found);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> HeadsCheck::GoOn(Tx& tx, const v1::SignedHeads& given, int limit,
                                      Verification& cursor) {
  v1::VerifyChainResponse& found = *cursor.mutable_found();
  if (cursor.heads().empty() && given.heads_size() > 0) {
    const std::string fault = SignatureFault(given, keys_);
    if (!fault.empty()) {
      AddFault("", {0, absl::StrCat("changed: of the heads given: ", fault)}, found);
    }
    PLENARY_RETURN_IF_ERROR(Compare(tx, given, found));
  }
  PLENARY_ASSIGN_OR_RETURN(const auto recorded, ReadRecordedHeads(tx, cursor.heads(), limit));
  for (const RecordedHeads& each : recorded) {
    cursor.set_heads(each.name);
    // What cannot be read does not fit its commitment either.
    if (!each.heads) continue;
    const std::string fault = SignatureFault(*each.heads, keys_);
    if (!fault.empty()) {
      AddFault(std::string(storage::kDirectoryPartition),
               {each.number, absl::StrCat("changed: it records signed heads, and ", fault)}, found);
    }
    PLENARY_RETURN_IF_ERROR(Compare(tx, *each.heads, found));
  }
  return static_cast<int>(recorded.size()) < limit;
}

}  // namespace plenary::audit
