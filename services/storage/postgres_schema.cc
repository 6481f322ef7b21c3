#include "services/storage/postgres_schema.h"

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/base/errors.h"
#include "services/storage/migrate.h"
#include "services/storage/postgres_errors.h"

namespace plenary::storage::postgres {
namespace {

absl::StatusOr<int64_t> ReadNumber(Connection& connection, const std::string& query) {
  int64_t number = 0;
  PLENARY_RETURN_IF_ERROR(
      RunSegment(connection, {query}, [&](const Row& row) { number = row.Int(0); }));
  return number;
}

absl::StatusOr<int64_t> ReadVersion(Connection& connection) {
  PLENARY_ASSIGN_OR_RETURN(const int64_t exists,
                           ReadNumber(connection,
                                      "SELECT count(*) FROM pg_class WHERE oid = "
                                      "to_regclass('schema_migrations')"));
  if (exists == 0) return 0;
  return ReadNumber(connection, "SELECT coalesce(max(version), 0) FROM schema_migrations");
}

constexpr char kMakeVersions[] =
    "CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT NOT NULL PRIMARY KEY, "
    "name TEXT COLLATE \"C\" NOT NULL, time_us BIGINT NOT NULL)";

// A migration with its row.
void AppendCommands(const Migration& migration, std::vector<std::string>& commands) {
  for (std::string& statement : StatementsFor(migration, "postgresql")) {
    commands.push_back(std::move(statement));
  }
  commands.push_back(absl::StrCat("INSERT INTO schema_migrations (version, name, time_us) VALUES (",
                                  migration.version, ", '", migration.name,
                                  "', (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)"));
}

absl::Status Apply(Connection& connection, const Migration& migration) {
  std::vector<std::string> commands = {"BEGIN"};
  AppendCommands(migration, commands);
  commands.emplace_back("COMMIT");
  const absl::Status applied = RunSegment(connection, commands);
  if (!applied.ok()) (void)RunSegment(connection, {"ROLLBACK"});
  return applied;
}

absl::Status MigrateLocked(Connection& connection, bool create) {
  PLENARY_ASSIGN_OR_RETURN(const int64_t version, ReadVersion(connection));
  const std::vector<Migration>& migrations = Migrations();
  const int64_t newest = migrations.empty() ? 0 : migrations.back().version;
  const base::Metadata versions = {{"databaseVersion", absl::StrCat(version)},
                                   {"programVersion", absl::StrCat(newest)}};
  if (version > newest) {
    return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_DATABASE_TOO_NEW,
                        absl::StrCat("the database has version ", version, ", this program knows ",
                                     newest, "; install a newer program"),
                        versions);
  }
  if (version == newest) return absl::OkStatus();
  if (!create) {
    return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_DATABASE_TOO_OLD,
                        absl::StrCat("the database has version ", version, ", this program needs ",
                                     newest, "; start the server once to bring it up"),
                        versions);
  }
  PLENARY_RETURN_IF_ERROR(RunSegment(connection, {kMakeVersions}));
  for (const Migration& migration : migrations) {
    if (migration.version > version) PLENARY_RETURN_IF_ERROR(Apply(connection, migration));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status RunSegment(Connection& connection, const std::vector<std::string>& commands,
                        const std::function<void(const Row&)>& each) {
  for (const std::string& command : commands) connection.Send(command, {}, &each);
  connection.Sync();
  // Building an index over a million rows takes as long as it takes.
  const absl::optional<Failure> failure = connection.Await(absl::InfiniteFuture());
  return failure.has_value() ? RefusalOf(failure->sqlstate) : absl::OkStatus();
}

std::vector<std::string> CommandsBetween(int64_t from, int64_t to) {
  std::vector<std::string> commands;
  if (from == 0) commands.emplace_back(kMakeVersions);
  for (const Migration& migration : Migrations()) {
    if (migration.version > from && migration.version <= to) AppendCommands(migration, commands);
  }
  return commands;
}

absl::Status LockSchema(Connection& connection) {
  // The default of statement_timeout and lock_timeout is never.
  return RunSegment(connection,
                    {"SET statement_timeout = 0", "SET lock_timeout = 0",
                     "SELECT pg_advisory_lock(hashtextextended('plenary: migrations', 0))"});
}

absl::Status Migrate(Connection& connection, bool create) {
  PLENARY_RETURN_IF_ERROR(LockSchema(connection));
  const absl::Status migrated = MigrateLocked(connection, create);
  // The caller's connection ends after this, and the lock with it, should this fail.
  (void)RunSegment(connection, {"SELECT pg_advisory_unlock_all()"});
  return migrated;
}

}  // namespace plenary::storage::postgres
