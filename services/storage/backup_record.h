// When a database was last backed up, kept where its servers find it.
#ifndef PLENARY_SERVICES_STORAGE_BACKUP_RECORD_H_
#define PLENARY_SERVICES_STORAGE_BACKUP_RECORD_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/storage/store.h"

namespace plenary::storage {

// Notes that the database at `uri` (as for Backup) was backed up at `time`. SQLite has one writing
// process, the server, so the note is a side file, `path`.last-backup; PostgreSQL keeps it in the
// database, since its servers may be on other machines. PERMISSION_DENIED (DATABASE_READ_ONLY)
// where the file cannot be written; else the errors of the engine.
absl::Status NoteBackup(absl::string_view uri, absl::Time time);

// What was noted last for the database at `uri`, which `store` has open; nullopt where nothing was.
// Waits for the store.
absl::StatusOr<absl::optional<absl::Time>> LastBackup(Store& store, absl::string_view uri);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_BACKUP_RECORD_H_
