// The change log as a record to be read and verified: its SQL.
#ifndef PLENARY_SERVICES_AUDIT_TABLE_H_
#define PLENARY_SERVICES_AUDIT_TABLE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/audit.pb.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/list_query.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::audit {

// A chain's head, and the hash that the oldest entry kept follows from.
struct ChainEnds {
  storage::ChainHead head;
  std::string hash_before_oldest = std::string(32, '\0');
};
absl::StatusOr<ChainEnds> ReadEnds(storage::Tx& tx, absl::string_view partition);

// The partition after `partition` in byte order that has a head or an entry; empty after the last.
absl::StatusOr<std::string> NextPartition(storage::Tx& tx, absl::string_view partition);

// How many entries the chain of `partition` keeps, or all chains where it is "-".
absl::StatusOr<int64_t> CountEntries(storage::Tx& tx, absl::string_view partition);

// The columns of an entry in the rows that ReadRows gives.
struct EntryColumns {
  static constexpr int kNumber = 0;
  static constexpr int kTransactionId = 1;
  static constexpr int kTime = 2;
  static constexpr int kCaller = 3;
  static constexpr int kMethod = 4;
  static constexpr int kResource = 5;
  static constexpr int kKind = 6;
  static constexpr int kPayload = 7;
  static constexpr int kPayloadKey = 8;  // NULL where it was erased
  static constexpr int kCommitment = 9;
  static constexpr int kHash = 10;
};
// Entries `first` to `last` of `partition`, by number, at most `limit`.
absl::Status ReadRows(storage::Tx& tx, absl::string_view partition, int64_t first, int64_t last,
                      int64_t limit, std::function<void(const storage::Row&)> each);

// Entries of `partition` above `after` with what their hashes cover, at most `limit` and as many as
// fit into an answer. What is classified above `clearance` is withheld.
absl::StatusOr<std::vector<v1::ChainEntry>> ReadChain(storage::Tx& tx, const std::string& partition,
                                                      int64_t after, int64_t limit,
                                                      v1::Classification clearance);

// The hash of each of `places` (whose own hash doesn't count); nullopt where there is no entry.
absl::StatusOr<std::vector<absl::optional<std::string>>> ReadHashes(
    storage::Tx& tx, const std::vector<v1::ChainHead>& places);

// When the oldest entry of all was made; the infinite future where there is none.
absl::StatusOr<absl::Time> OldestEntryTime(storage::Tx& tx);

// Where every chain stands, by partition.
absl::StatusOr<std::vector<v1::ChainHead>> ReadHeads(storage::Tx& tx);

// One page of entries of all chains without their resources; `query` is planned over EntriesSpec().
absl::StatusOr<storage::Page<v1::Change>> ReadEntries(storage::Tx& tx, const base::ListQuery& query,
                                                      const base::TokenSealer& sealer);
const base::ListSpec& EntriesSpec();

// One page of signed heads, newest first; `query` is planned over SignedHeadsSpec() with
// kSignedHeadsScope. They are read from the directory's chain, where they stand.
absl::StatusOr<storage::Page<v1::SignedHeads>> ReadSignedHeads(storage::Tx& tx,
                                                               const base::ListQuery& query,
                                                               const base::TokenSealer& sealer);
const base::ListSpec& SignedHeadsSpec();
inline constexpr absl::string_view kSignedHeadsScope =
    "resource >= 'auditHeads/' AND resource < 'auditHeads0'";

// Signed heads as they stand in the directory's chain.
struct RecordedHeads {
  std::string name;
  int64_t number = 0;
  // nullopt where they cannot be read.
  absl::optional<v1::SignedHeads> heads;
};
// Those after the name `after`, oldest first, at most `limit`.
absl::StatusOr<std::vector<RecordedHeads>> ReadRecordedHeads(storage::Tx& tx,
                                                             absl::string_view after, int limit);
// The newest; nullopt where there are none.
absl::StatusOr<absl::optional<RecordedHeads>> ReadLastHeads(storage::Tx& tx);

}  // namespace plenary::audit

#endif  // PLENARY_SERVICES_AUDIT_TABLE_H_
