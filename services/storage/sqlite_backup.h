// Backups of SQLite files, and into them.
#ifndef PLENARY_SERVICES_STORAGE_SQLITE_BACKUP_H_
#define PLENARY_SERVICES_STORAGE_SQLITE_BACKUP_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/base/clock.h"
#include "services/storage/check.h"

namespace plenary::storage::sqlite {

// Writes a backup of the database at `path` into the empty file `file`.
absl::Status WriteBackup(absl::string_view path, const std::string& file, const base::Clock& clock);

// Makes the database at `path` from the sound backup `file` that holds `contents`. ALREADY_EXISTS
// where there is one; FAILED_PRECONDITION (DATABASE_IN_USE) where a server holds it.
absl::Status Load(const std::string& file, const Contents& contents, absl::string_view path,
                  const base::Clock& clock);

}  // namespace plenary::storage::sqlite

#endif  // PLENARY_SERVICES_STORAGE_SQLITE_BACKUP_H_
