// The version of an SQLite database.
#ifndef PLENARY_SERVICES_STORAGE_SQLITE_SCHEMA_H_
#define PLENARY_SERVICES_STORAGE_SQLITE_SCHEMA_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/storage/sqlite_connection.h"

namespace plenary::storage::sqlite {

// The version of the database, 0 where it is empty. INVALID_ARGUMENT where it is another program's.
absl::StatusOr<int64_t> VersionOf(Connection& connection);

// FAILED_PRECONDITION: DATABASE_TOO_NEW, where this program doesn't know `version`.
absl::Status CheckNotNewer(int64_t version);
// FAILED_PRECONDITION: DATABASE_TOO_OLD, where `version` is not this program's.
absl::Status CheckNotOlder(int64_t version);

// Brings the database up to `version`, or to this program's, each migration in a transaction of its
// own. FAILED_PRECONDITION: DATABASE_TOO_NEW.
absl::Status MigrateTo(Connection& connection, int64_t version, absl::Time now);
absl::Status MigrateUp(Connection& connection, absl::Time now);

}  // namespace plenary::storage::sqlite

#endif  // PLENARY_SERVICES_STORAGE_SQLITE_SCHEMA_H_
