#include "services/storage/sqlite_schema.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/storage/migrate.h"

namespace plenary::storage::sqlite {
namespace {

absl::StatusOr<bool> HasTable(Connection& connection, absl::string_view condition) {
  PLENARY_ASSIGN_OR_RETURN(
      const int64_t count,
      connection.Number(absl::StrCat("SELECT COUNT(*) FROM sqlite_schema WHERE ", condition)));
  return count > 0;
}

int64_t KnownVersion() { return static_cast<int64_t>(Migrations().size()); }

absl::Status ApplyMigration(Connection& connection, const Migration& migration, absl::Time now) {
  PLENARY_RETURN_IF_ERROR(connection.Execute("BEGIN IMMEDIATE"));
  for (const std::string& sql : StatementsFor(migration, "sqlite")) {
    PLENARY_RETURN_IF_ERROR(connection.Execute(sql));
  }
  PLENARY_RETURN_IF_ERROR(connection.Run(
      {"INSERT INTO schema_migrations (version, name, time_us) VALUES ($1, $2, $3)",
       {int64_t{migration.version}, absl::string_view(migration.name), absl::ToUnixMicros(now)},
       nullptr}));
  return connection.Execute("COMMIT");
}

}  // namespace

absl::StatusOr<int64_t> VersionOf(Connection& connection) {
  PLENARY_ASSIGN_OR_RETURN(const bool is_ours, HasTable(connection, "name = 'schema_migrations'"));
  if (is_ours) return connection.Number("SELECT COALESCE(MAX(version), 0) FROM schema_migrations");
  PLENARY_ASSIGN_OR_RETURN(const bool is_foreign, HasTable(connection, "type = 'table'"));
  if (is_foreign) return base::BadField("database", "is an SQLite file of another program");
  return 0;
}

absl::Status CheckNotNewer(int64_t version) {
  if (version <= KnownVersion()) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_DATABASE_TOO_NEW,
      absl::StrCat("the database has version ", version, " and this program knows versions up to ",
                   KnownVersion(), "; nothing was changed; run the newer program"),
      {{"databaseVersion", absl::StrCat(version)}, {"knownVersion", absl::StrCat(KnownVersion())}});
}

absl::Status CheckNotOlder(int64_t version) {
  if (version >= KnownVersion()) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_DATABASE_TOO_OLD,
      absl::StrCat("the database has version ", version, " and must be migrated to version ",
                   KnownVersion(), "; start the server on it once"),
      {{"databaseVersion", absl::StrCat(version)}, {"knownVersion", absl::StrCat(KnownVersion())}});
}

absl::Status MigrateTo(Connection& connection, int64_t wanted, absl::Time now) {
  PLENARY_ASSIGN_OR_RETURN(const int64_t version, VersionOf(connection));
  PLENARY_RETURN_IF_ERROR(CheckNotNewer(version));
  if (version == 0) {
    PLENARY_RETURN_IF_ERROR(connection.Execute(
        "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER NOT NULL PRIMARY KEY, "
        "name TEXT NOT NULL, time_us INTEGER NOT NULL)"));
  }
  for (const Migration& migration : Migrations()) {
    if (migration.version <= version || migration.version > wanted) continue;
    const absl::Status status = ApplyMigration(connection, migration, now);
    connection.RollBack();
    PLENARY_RETURN_IF_ERROR(status);
  }
  return absl::OkStatus();
}

absl::Status MigrateUp(Connection& connection, absl::Time now) {
  return MigrateTo(connection, KnownVersion(), now);
}

}  // namespace plenary::storage::sqlite
