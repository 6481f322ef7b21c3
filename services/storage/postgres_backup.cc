#include "services/storage/postgres_backup.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/base/errors.h"
#include "services/storage/backup_facts.h"
#include "services/storage/migrate.h"
#include "services/storage/postgres_connection.h"
#include "services/storage/postgres_errors.h"
#include "services/storage/postgres_schema.h"
#include "services/storage/postgres_snapshot.h"
#include "services/storage/schema.h"
#include "services/storage/sqlite_connection.h"
#include "services/storage/sqlite_schema.h"
#include "services/storage/sqlite_snapshot.h"

namespace plenary::storage::postgres {
namespace {

// Rows sent before the server is asked how it went.
constexpr int kPageRows = 200;

std::vector<Param> ValuesOf(const Row& row, const Table& table) {
  std::vector<Param> values;
  values.reserve(table.columns.size());
  for (size_t column = 0; column < table.columns.size(); ++column) {
    values.push_back(ValueOf(row, table, column));
  }
  return values;
}

// ---- Out of PostgreSQL.

// An empty database of `version` in the empty file at `path`. It is lost should writing it fail.
absl::StatusOr<std::unique_ptr<sqlite::Connection>> MakeFile(const std::string& path,
                                                             int64_t version, absl::Time now) {
  PLENARY_ASSIGN_OR_RETURN(std::unique_ptr<sqlite::Connection> connection,
                           sqlite::Connection::Open(path, sqlite::Access::kWrite));
  PLENARY_RETURN_IF_ERROR(connection->Execute("PRAGMA synchronous = OFF"));
  PLENARY_RETURN_IF_ERROR(connection->Execute("PRAGMA journal_mode = OFF"));
  PLENARY_RETURN_IF_ERROR(sqlite::MigrateTo(*connection, version, now));
  return connection;
}

// Copies a table, and digests what came over the wire.
absl::StatusOr<TableDigest> CopyTable(Tx& source, const Table& table, sqlite::Connection& target) {
  const std::string insert = InsertInto(table);
  RowDigest digest(table);
  PLENARY_RETURN_IF_ERROR(ReadRows(source, table, [&](const Row& row) {
    digest.Add(row);
    return target.Run({insert, ValuesOf(row, table), nullptr});
  }));
  return digest.Finish();
}

absl::Status CopyAll(Tx& source, const std::string& file, BackupFacts& facts) {
  PLENARY_ASSIGN_OR_RETURN(facts.contents.schema_version, VersionIn(source));
  PLENARY_ASSIGN_OR_RETURN(const Schema schema, SchemaAt(facts.contents.schema_version));
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<sqlite::Connection> target,
                           MakeFile(file, schema.version, facts.time));
  PLENARY_RETURN_IF_ERROR(target->Execute("BEGIN"));
  for (const Table& table : schema.tables) {
    PLENARY_ASSIGN_OR_RETURN(TableDigest digest, CopyTable(source, table, *target));
    facts.contents.tables.push_back(std::move(digest));
  }
  PLENARY_RETURN_IF_ERROR(target->Execute("COMMIT"));
  PLENARY_ASSIGN_OR_RETURN(facts.contents.chains, ReadChainEnds(source));
  return WriteFacts(*target, facts);
}

// ---- Into PostgreSQL.

// A server makes its tables as it starts, so a database without tables has none.
absl::Status CheckEmpty(Connection& connection) {
  int64_t relations = 0;
  PLENARY_RETURN_IF_ERROR(
      RunSegment(connection,
                 {"SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                  "WHERE n.nspname = current_schema()"},
                 [&](const Row& row) { relations = row.Int(0); }));
  if (relations == 0) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS,
                      "the database holds tables already; make an empty one with createdb and "
                      "restore into that");
}

absl::Status AwaitRows(Connection& connection) {
  const absl::optional<Failure> failure = connection.Await(absl::InfiniteFuture());
  return failure.has_value() ? RefusalOf(failure->sqlstate) : absl::OkStatus();
}

absl::Status LoadTable(Tx& source, const Table& table, Connection& target) {
  const std::string insert = InsertInto(table);
  int unanswered = 0;
  PLENARY_RETURN_IF_ERROR(ReadRows(source, table, [&](const Row& row) {
    target.Send(insert, ValuesOf(row, table));
    if (++unanswered < kPageRows) return absl::OkStatus();
    unanswered = 0;
    return AwaitRows(target);
  }));
  return AwaitRows(target);
}

absl::Status LoadAll(const std::string& file, const Schema& schema, Connection& target,
                     const base::Clock& clock) {
  return sqlite::ReadSnapshot(file, clock, [&](Tx& source) -> absl::Status {
    for (const Table& table : schema.tables) {
      PLENARY_RETURN_IF_ERROR(LoadTable(source, table, target));
    }
    return absl::OkStatus();
  });
}

absl::Status Commit(Connection& target) {
  const absl::Status committed = RunSegment(target, {"COMMIT"});
  if (committed.code() != absl::StatusCode::kUnavailable) return committed;
  return base::Refuse(absl::StatusCode::kUnavailable, v1::ERROR_REASON_COMMIT_FATE_UNKNOWN,
                      "the database was lost while it committed; look with 'plenary-admin check' "
                      "whether it holds the backup, and repeat if it holds nothing");
}

}  // namespace

absl::Status WriteBackup(const std::string& uri, const std::string& file,
                         const base::Clock& clock) {
  BackupFacts facts;
  facts.engine = "postgresql";
  facts.time = clock.Now();
  return ReadSnapshot(uri, clock, [&](Tx& source) { return CopyAll(source, file, facts); });
}

absl::Status Load(const std::string& file, const Contents& contents, const std::string& uri,
                  const base::Clock& clock) {
  PLENARY_ASSIGN_OR_RETURN(const Schema schema, SchemaAt(contents.schema_version));
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<Connection> target,
                           OpenPatient(uri, Role::kWriter));
  // A server that starts meanwhile waits, and then finds the database restored.
  PLENARY_RETURN_IF_ERROR(LockSchema(*target));
  PLENARY_RETURN_IF_ERROR(CheckEmpty(*target));
  // Until COMMIT the end of the session undoes everything.
  PLENARY_RETURN_IF_ERROR(RunSegment(*target, {"BEGIN"}));
  PLENARY_RETURN_IF_ERROR(RunSegment(*target, CommandsBetween(0, schema.version)));
  PLENARY_RETURN_IF_ERROR(LoadAll(file, schema, *target, clock));
  PatientTx loaded(*target, clock.Now());
  PLENARY_RETURN_IF_ERROR(CheckSameContents(loaded, contents));
  const int64_t newest = static_cast<int64_t>(Migrations().size());
  PLENARY_RETURN_IF_ERROR(RunSegment(*target, CommandsBetween(schema.version, newest)));
  PLENARY_RETURN_IF_ERROR(Commit(*target));
  // Else the first plans would be made for empty tables; autovacuum comes to it later.
  RunSegment(*target, {"ANALYZE"}).IgnoreError();
  return absl::OkStatus();
}

absl::Status NoteBackup(const std::string& uri, absl::Time time) {
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<Connection> connection,
                           Connection::Open(uri, Role::kWriter));
  const std::string micros = absl::StrCat(absl::ToUnixMicros(time));
  connection->Send(
      "INSERT INTO settings (name, value) VALUES ('last_backup', $1) "
      "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      {Bytes{micros}});
  connection->Sync();
  const absl::optional<Failure> failure = connection->Await(absl::Now() + absl::Seconds(30));
  return failure.has_value() ? RefusalOf(failure->sqlstate) : absl::OkStatus();
}

}  // namespace plenary::storage::postgres
