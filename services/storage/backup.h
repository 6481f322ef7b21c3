// Backup, restore and their verification, on both engines.
//
// A backup is one SQLite file whichever engine it came from: the schema of our migrations with
// every row, and the table backup_facts (backup_facts.h), which lets the file be verified by
// itself. So it is also the way from one engine to the other.
#ifndef PLENARY_SERVICES_STORAGE_BACKUP_H_
#define PLENARY_SERVICES_STORAGE_BACKUP_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/base/clock.h"
#include "services/storage/backup_facts.h"
#include "services/storage/check.h"

namespace plenary::storage {

// Writes what the database at `uri` holds at one instant to `file`, beside servers that go on
// writing. The file is made as `file`.partial, for its owner alone, verified, and named only then;
// whatever fails leaves no `file`, or the one there was. Every write answered before the call is in
// it. ALREADY_EXISTS where there is a `file`, unless `overwrite` is set and it is a backup.
// DATA_LOSS where what was written does not verify. Else the errors of ReadSnapshot and
// PartialFile; DATABASE_TOO_NEW.
absl::StatusOr<BackupFacts> Backup(absl::string_view uri, const std::string& file, bool overwrite,
                                   const base::Clock& clock);

struct CheckedBackup {
  BackupFacts facts;  // empty where they cannot be read
  Checked checked;
};

// Verifies a backup by itself: the file's integrity, every table's digest, every chain up to the
// head that was noted. Damage is a finding, not an error. Errors: those of ReadFacts, NOT_FOUND.
absl::StatusOr<CheckedBackup> CheckBackup(const std::string& file, const base::Clock& clock);

// Verifies `file`, loads it into the empty database at `uri`, compares what was loaded with the
// backup's digests, and brings it up to this program's version. Whatever fails leaves the database
// as empty as it was. DATA_LOSS (DATABASE_CORRUPT) where the backup is damaged; ALREADY_EXISTS
// where the database holds anything; FAILED_PRECONDITION (DATABASE_IN_USE) where a server holds the
// SQLite file; DATABASE_TOO_NEW. On SQLite, `uri`'s file is made as a partial file and renamed; on
// PostgreSQL all is one transaction.
absl::StatusOr<BackupFacts> Restore(const std::string& file, absl::string_view uri,
                                    const base::Clock& clock);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_BACKUP_H_
