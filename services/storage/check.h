// Whether a database is sound, as far as storage knows: its engine, its schema, its chains.
#ifndef PLENARY_SERVICES_STORAGE_CHECK_H_
#define PLENARY_SERVICES_STORAGE_CHECK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/storage/schema.h"
#include "services/storage/store.h"

namespace plenary::storage {

// Something that is not as it should be: for the operator.
struct Finding {
  std::string where;   // "events/tibo-2023, entry 12"
  std::string what;    // "hash does not follow from the entry before it"
  std::string advice;  // what to do
};

// Where a chain ends.
struct ChainEnd {
  std::string partition;
  int64_t number = 0;
  std::string hash;

  bool operator==(const ChainEnd& other) const {
    return partition == other.partition && number == other.number && hash == other.hash;
  }
};

// What a database holds.
struct Contents {
  int64_t schema_version = 0;
  std::vector<TableDigest> tables;  // by name
  std::vector<ChainEnd> chains;     // by partition
};

// Reads all of it: every table is digested.
absl::StatusOr<Contents> ContentsOf(Tx& tx);
// The heads of all chains.
absl::StatusOr<std::vector<ChainEnd>> ReadChainEnds(Tx& tx);
// DATA_LOSS (DATABASE_CORRUPT) where the database does not hold exactly `contents`.
absl::Status CheckSameContents(Tx& tx, const Contents& contents);

struct Checked {
  Contents contents;
  int64_t entries = 0;  // of change logs, verified
  std::vector<Finding> findings;
};

// Checks the engine's own integrity (SQLite), that tables and indexes of its version are there,
// that every table can be read, and every chain from its oldest entry kept to its head. Damage is a
// finding, not an error. NOT_FOUND, DATABASE_TOO_NEW: as VersionIn. Best run in a ReadSnapshot.
absl::StatusOr<Checked> CheckDatabase(Tx& tx);

// `status` as a finding where it says that data was lost; else `status` itself.
absl::Status TakeDamage(const absl::Status& status, const std::string& where,
                        std::vector<Finding>& findings);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_CHECK_H_
