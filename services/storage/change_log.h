// The change log: audit trail, watch stream and outbox at once.
//
// Every partition ("events/…", "directory") has its own chain of numbered entries. An entry is
// appended in the transaction that makes the change, and carries
//   hash_n = SHA-256(hash_{n−1} ‖ canonical entry n),  hash_0 = 32 zero bytes.
// The canonical entry is, each item preceded by its length in bytes as an unsigned 32-bit
// big-endian number:
//   "plenary-change-1", partition, number (64-bit big-endian), transaction id (16 bytes),
//   time (microseconds since 1970, 64-bit big-endian), caller, method, resource name,
//   kind (32-bit big-endian), commitment (32 bytes).
// The commitment is HMAC-SHA-256(key, payload) with a random 32-byte key of this entry alone, so
// erasing key and payload leaves the chain verifiable and reveals nothing. This format is frozen;
// see docs/adr for why.
#ifndef PLENARY_SERVICES_STORAGE_CHANGE_LOG_H_
#define PLENARY_SERVICES_STORAGE_CHANGE_LOG_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/base/ids.h"
#include "services/storage/store.h"

namespace plenary::storage {

// One entry as stored. `kind` is a plenary.v1.Change.Kind. `payload` is the serialized
// google.protobuf.Any of the resource after the change; `erased` where it was destroyed.
struct ChangeEntry {
  std::string partition;
  int64_t number = 0;  // from 1, without gaps
  std::string transaction_id;
  absl::Time time;
  std::string caller;
  std::string method;
  std::string resource;
  int32_t kind = 0;
  std::string payload;
  std::string payload_key;
  std::string commitment;
  std::string hash;
  bool erased = false;
};

// Where a partition's chain stands. number 0 and 32 zero bytes before the first entry.
struct ChainHead {
  int64_t number = 0;
  std::string hash;
  absl::Time time = absl::InfinitePast();
  int64_t oldest_kept = 1;  // entries below were removed by retention
};

// The head of `partition`.
absl::StatusOr<ChainHead> ReadHead(Tx& tx, absl::string_view partition);
// The same as a statement, to run in one round trip with others.
Statement SelectHead(absl::string_view partition, ChainHead& into);

// A change to append.
struct NewChange {
  std::string resource;
  int32_t kind = 0;
  std::string payload;
};

// Appends `changes` to the chain of `partition` behind `head` (as read in this transaction), each
// with a payload key from `ids`, and writes the head row. Returns the new head.
// `time` is no earlier than head.time. The body must have declared `partition`.
absl::StatusOr<ChainHead> AppendChanges(Tx& tx, absl::string_view partition, const ChainHead& head,
                                        absl::Time time, absl::string_view caller,
                                        absl::string_view method,
                                        const std::vector<NewChange>& changes,
                                        base::IdSequence& ids);

// Entries of `partition` numbered above `after`, oldest first, at most `limit`.
absl::StatusOr<std::vector<ChangeEntry>> ReadChanges(Tx& tx, absl::string_view partition,
                                                     int64_t after, int limit);

// One entry's hash, from the hash before it. Reads every field of `entry` but payload,
// payload_key, hash and erased.
std::string HashOf(absl::string_view previous_hash, const ChangeEntry& entry);

// What is wrong with a chain.
struct ChainFault {
  std::string partition;
  int64_t number = 0;
  std::string what;  // "hash does not follow from the entry before it"
};

// Verifies entries `after`+1 … of `partition`, at most `limit`, given the hash of entry `after`:
// numbers without gaps, hashes, and commitments of entries not erased. Returns the last entry's
// number and hash in `head`, and the first fault if there is one.
struct Verification {
  int64_t number = 0;
  std::string hash;
  std::vector<ChainFault> faults;
};
absl::StatusOr<Verification> VerifyChain(Tx& tx, absl::string_view partition, int64_t after,
                                         absl::string_view hash_of_after, int limit);

// Every partition that has a chain, in byte order.
absl::StatusOr<std::vector<std::string>> ListPartitions(Tx& tx);

// Destroys payload and key of every entry about `resource` in `partition`; the chain still
// verifies. Returns how many entries were erased.
absl::StatusOr<int64_t> ErasePayloads(Tx& tx, absl::string_view partition,
                                      absl::string_view resource);

// Removes at most `limit` of the oldest entries of `partition` older than `before`, keeping the
// newest entry, and remembers in the head row where the chain now begins (number and hash), so
// that it still verifies. Returns how many were removed.
absl::StatusOr<int64_t> PruneChanges(Tx& tx, absl::string_view partition, absl::Time before,
                                     int limit);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_CHANGE_LOG_H_
