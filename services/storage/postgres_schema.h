// The version of a PostgreSQL database.
#ifndef PLENARY_SERVICES_STORAGE_POSTGRES_SCHEMA_H_
#define PLENARY_SERVICES_STORAGE_POSTGRES_SCHEMA_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/storage/postgres_connection.h"

namespace plenary::storage::postgres {

// Brings the database to this program's version, each migration in a transaction of its own. Of
// several servers that start at once one does it and the others wait.
// FAILED_PRECONDITION: DATABASE_TOO_NEW; with `create` off, DATABASE_TOO_OLD instead of a change.
absl::Status Migrate(Connection& connection, bool create);

// The commands that bring a database of version `from`, 0 where it is empty, to version `to`, for a
// transaction of the caller.
std::vector<std::string> CommandsBetween(int64_t from, int64_t to);

// Lets no other program of ours migrate or restore this database until the session ends, and waits
// for one that does.
absl::Status LockSchema(Connection& connection);

// Runs commands as one segment, for as long as they take. `each` sees the rows of all of them.
absl::Status RunSegment(Connection& connection, const std::vector<std::string>& commands,
                        const std::function<void(const Row&)>& each = nullptr);

}  // namespace plenary::storage::postgres

#endif  // PLENARY_SERVICES_STORAGE_POSTGRES_SCHEMA_H_
