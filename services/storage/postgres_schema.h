// The version of a PostgreSQL database.
#ifndef PLENARY_SERVICES_STORAGE_POSTGRES_SCHEMA_H_
#define PLENARY_SERVICES_STORAGE_POSTGRES_SCHEMA_H_

#include "absl/status/status.h"
#include "services/storage/postgres_connection.h"

namespace plenary::storage::postgres {

// Brings the database to this program's version, each migration in a transaction of its own. Of
// several servers that start at once one does it and the others wait.
// FAILED_PRECONDITION: DATABASE_TOO_NEW; with `create` off, DATABASE_TOO_OLD instead of a change.
absl::Status Migrate(Connection& connection, bool create);

}  // namespace plenary::storage::postgres

#endif  // PLENARY_SERVICES_STORAGE_POSTGRES_SCHEMA_H_
