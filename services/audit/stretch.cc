#include "services/audit/stretch.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "services/audit/hash_rules.h"
#include "services/audit/table.h"
#include "services/base/errors.h"

namespace plenary::audit {
namespace {

using storage::Row;
using storage::Tx;
using Columns = EntryColumns;

// Among how many entries one that is not in its place is looked for.
constexpr int64_t kLookedThrough = 10'000;

EntryText EntryOf(absl::string_view partition, int64_t number, const Row& row) {
  EntryText entry;
  entry.partition = partition;
  entry.number = number;
  entry.transaction_id = row.Text(Columns::kTransactionId);
  entry.time_us = row.Int(Columns::kTime);
  entry.caller = row.Text(Columns::kCaller);
  entry.method = row.Text(Columns::kMethod);
  entry.resource = row.Text(Columns::kResource);
  entry.kind = static_cast<int32_t>(row.Int(Columns::kKind));
  entry.commitment = row.Text(Columns::kCommitment);
  return entry;
}

// Goes from row to row.
class Verifier {
 public:
  Verifier(absl::string_view partition, const ChainEnds& ends, int64_t begin)
      : partition_(partition), ends_(ends), begin_(begin) {
    stretch_.last = begin;
    hash_ = begin == ends.head.oldest_kept - 1 ? ends.hash_before_oldest : "";
  }

  void Add(const Row& row) {
    if (stretch_.fault) return;
    const int64_t number = row.Int(Columns::kNumber);
    if (number == begin_) {
      hash_ = std::string(row.Text(Columns::kHash));
      return;
    }
    if (hash_.empty()) return Fail(begin_, "removed: the entry is missing");
    const int64_t expected = stretch_.last + 1;
    if (expected > ends_.head.number) return Fail(expected, "added: it stands behind the end");
    if (number != expected) return Fail(expected, "removed: the entry is missing");
    const Hash hash = hasher_.HashOf(hash_, EntryOf(partition_, number, row));
    if (Text(hash) != row.Text(Columns::kHash)) {
      return Fail(number,
                  "changed: its hash does not follow from what it says and the entry "
                  "before it");
    }
    if (!FitsCommitment(row)) return;
    hash_.assign(hash.data(), hash.size());
    stretch_.last = number;
    ++stretch_.verified;
  }

  // There are no more rows up to `last`, or at all where that is the end of the chain.
  Stretch End(int64_t last) {
    stretch_.is_end = last >= ends_.head.number;
    if (stretch_.fault) return stretch_;
    if (stretch_.last < std::min(last, ends_.head.number)) {
      Fail(stretch_.last + 1, "removed: the entry is missing");
    } else if (stretch_.is_end && ends_.head.number > 0 && hash_ != ends_.head.hash) {
      Fail(ends_.head.number, "changed: it is not the entry that the chain's head names");
    }
    return stretch_;
  }

  // The hash before the entry that is not as it should be.
  const std::string& hash() const { return hash_; }

 private:
  void Fail(int64_t number, absl::string_view what) {
    stretch_.fault = {number, std::string(what)};
  }

  bool FitsCommitment(const Row& row) {
    const int64_t number = row.Int(Columns::kNumber);
    const absl::string_view payload = row.Text(Columns::kPayload);
    if (row.IsNull(Columns::kPayloadKey)) {
      if (payload.empty()) return true;
      Fail(number, "changed: it was erased and has a resource again");
      return false;
    }
    const Hash commitment = hasher_.CommitmentTo(payload, row.Text(Columns::kPayloadKey));
    if (Text(commitment) == row.Text(Columns::kCommitment)) return true;
    Fail(number, "changed: its resource does not fit its commitment");
    return false;
  }

  const absl::string_view partition_;
  const ChainEnds& ends_;
  const int64_t begin_;
  ChainHasher hasher_;
  std::string hash_;  // empty where it is not known
  Stretch stretch_;
};

// Where the entry that belongs behind `hash` at the place of `fault` stands instead; 0: nowhere
// near.
absl::StatusOr<int64_t> FindDisplaced(Tx& tx, absl::string_view partition, absl::string_view hash,
                                      const ChainFault& fault) {
  int64_t found = 0;
  ChainHasher hasher;
  const auto look = [&](const Row& row) {
    const int64_t number = row.Int(Columns::kNumber);
    if (found != 0 || number == fault.number) return;
    const Hash there = hasher.HashOf(hash, EntryOf(partition, fault.number, row));
    if (Text(there) == row.Text(Columns::kHash)) found = number;
  };
  PLENARY_RETURN_IF_ERROR(ReadRows(tx, partition, fault.number, std::numeric_limits<int64_t>::max(),
                                   kLookedThrough, look));
  return found;
}

}  // namespace

absl::StatusOr<Stretch> VerifyStretch(Tx& tx, absl::string_view partition, int64_t after,
                                      int64_t count) {
  PLENARY_ASSIGN_OR_RETURN(const ChainEnds ends, ReadEnds(tx, partition));
  const int64_t begin = std::max(after, ends.head.oldest_kept - 1);
  int64_t last = begin + count;
  // At the end everything that stands behind it is read too.
  if (last >= ends.head.number) last = std::numeric_limits<int64_t>::max();
  Verifier verifier(partition, ends, begin);
  PLENARY_RETURN_IF_ERROR(
      ReadRows(tx, partition, begin, last, count + 2, [&](const Row& row) { verifier.Add(row); }));
  Stretch stretch = verifier.End(last);
  if (!stretch.fault || stretch.fault->number != stretch.last + 1) return stretch;
  PLENARY_ASSIGN_OR_RETURN(const int64_t displaced,
                           FindDisplaced(tx, partition, verifier.hash(), *stretch.fault));
  if (displaced != 0) {
    stretch.fault->what =
        absl::StrCat("reordered: the entry that belongs here stands as number ", displaced);
  }
  return stretch;
}

}  // namespace plenary::audit
