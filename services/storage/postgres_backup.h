// Backups of PostgreSQL databases, and into them.
#ifndef PLENARY_SERVICES_STORAGE_POSTGRES_BACKUP_H_
#define PLENARY_SERVICES_STORAGE_POSTGRES_BACKUP_H_

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/base/clock.h"
#include "services/storage/check.h"

namespace plenary::storage::postgres {

// Writes a backup of the database at `uri` into the empty file `file`, from one snapshot, a page of
// rows at a time.
absl::Status WriteBackup(const std::string& uri, const std::string& file, const base::Clock& clock);

// Fills the empty database at `uri` from the sound backup `file` that holds `contents`, in one
// transaction. ALREADY_EXISTS where its schema holds anything.
absl::Status Load(const std::string& file, const Contents& contents, const std::string& uri,
                  const base::Clock& clock);

// NoteBackup of backup_record.h.
absl::Status NoteBackup(const std::string& uri, absl::Time time);

}  // namespace plenary::storage::postgres

#endif  // PLENARY_SERVICES_STORAGE_POSTGRES_BACKUP_H_
