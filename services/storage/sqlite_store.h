// SQLite, the engine of one machine: one writer that commits many bodies together, readers beside
// it, a checkpointer off the commit path.
#ifndef PLENARY_SERVICES_STORAGE_SQLITE_STORE_H_
#define PLENARY_SERVICES_STORAGE_SQLITE_STORE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/base/clock.h"
#include "services/storage/store.h"

namespace plenary::storage {

// Opens the database file at `path`, or a private one in memory where it is ":memory:". Errors:
// those of OpenStore.
absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(absl::string_view path,
                                                       const base::Clock& clock,
                                                       const StoreOptions& options);

// Opens the file at `path` to be read, beside a running server or without one; takes no lock and
// changes nothing. Reads have no budget, since backup and checks take long. Write refuses with
// PERMISSION_DENIED (DATABASE_READ_ONLY). NOT_FOUND where there is no file; else the errors of
// OpenStore.
absl::StatusOr<std::unique_ptr<Store>> OpenReadOnly(absl::string_view path,
                                                    const base::Clock& clock);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_SQLITE_STORE_H_
