// What a backup says of itself, in its table backup_facts: rows (kind, name, number, value).
//
//   backup  format          1
//   backup  schema_version  the version of the schema of migrations
//   backup  time_us         when it was made
//   backup  engine          value: the engine it came from, "sqlite" or "postgresql"
//   table   its name        number: its rows, value: SHA-256 over them (storage::RowDigest)
//   chain   its partition   number and value (hash) of its head
//   seal                    value: SHA-256 over all other rows of this table
#ifndef PLENARY_SERVICES_STORAGE_BACKUP_FACTS_H_
#define PLENARY_SERVICES_STORAGE_BACKUP_FACTS_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/storage/check.h"
#include "services/storage/sqlite_connection.h"
#include "services/storage/store.h"

namespace plenary::storage {

// The newest format, and the only one so far.
inline constexpr int64_t kBackupFormat = 1;

struct BackupFacts {
  int64_t format = kBackupFormat;
  std::string engine;  // where it came from
  absl::Time time;     // when it was made
  Contents contents;
};

// Makes the table of facts.
absl::Status WriteFacts(sqlite::Connection& connection, const BackupFacts& facts);

// NOT_FOUND where the file is no backup; FAILED_PRECONDITION (DATABASE_TOO_NEW) where a newer
// program made it; DATA_LOSS (DATABASE_CORRUPT) where the facts do not fit their seal.
absl::StatusOr<BackupFacts> ReadFacts(Tx& tx);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_BACKUP_FACTS_H_
