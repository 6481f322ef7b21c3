// A look at a whole database, for backup and checks.
#ifndef PLENARY_SERVICES_STORAGE_SNAPSHOT_H_
#define PLENARY_SERVICES_STORAGE_SNAPSHOT_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/base/clock.h"
#include "services/storage/store.h"

namespace plenary::storage {

// Runs `body` once, on the caller's thread, in one read-only snapshot of the database at `uri` (as
// for OpenStore, but not sqlite::memory:), beside the servers that use it: takes no lock, changes
// nothing, and has no budget of time or statements. Any schema version will do. NOT_FOUND where
// there is no such file; UNAVAILABLE where the database cannot be reached; INVALID_ARGUMENT for a
// URI of another form; else the body's status.
//
// On SQLite the write-ahead log cannot shrink while a body runs, and writers wait once it is large
// (StoreOptions::stop_wal_bytes), so a long look belongs on a backup.
absl::Status ReadSnapshot(absl::string_view uri, const base::Clock& clock, const Body& body);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_SNAPSHOT_H_
