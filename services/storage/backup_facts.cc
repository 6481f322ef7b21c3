#include "services/storage/backup_facts.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/storage/sqlite_schema.h"
#include "services/storage/sqlite_snapshot.h"

namespace plenary::storage {
namespace {

constexpr absl::string_view kSeal = "seal";

const Table& FactsTable() {
  static const auto& table = *new Table{"backup_facts",
                                        {{"kind", Column::Type::kText},
                                         {"name", Column::Type::kText},
                                         {"number", Column::Type::kInt},
                                         {"value", Column::Type::kBytes}},
                                        {0, 1}};
  return table;
}

absl::Status Insert(sqlite::Connection& connection, absl::string_view kind, absl::string_view name,
                    int64_t number, absl::string_view value) {
  static const auto& sql = *new std::string(InsertInto(FactsTable()));
  return connection.Run({sql, {kind, name, number, Bytes{value}}, nullptr});
}

// Calls `each` with every fact but the seal. Returns what the seal should be.
absl::StatusOr<std::string> ReadAll(Tx& tx, const std::function<void(const Row&)>& each) {
  RowDigest digest(FactsTable());
  PLENARY_RETURN_IF_ERROR(ReadRows(tx, FactsTable(), [&](const Row& row) {
    if (row.Text(0) == kSeal) return absl::OkStatus();
    digest.Add(row);
    each(row);
    return absl::OkStatus();
  }));
  return digest.Finish().sha256;
}

void TakeFact(const Row& row, BackupFacts& facts) {
  const absl::string_view kind = row.Text(0);
  const absl::string_view name = row.Text(1);
  if (kind == "table") {
    facts.contents.tables.push_back({std::string(name), row.Int(2), std::string(row.Text(3))});
  } else if (kind == "chain") {
    facts.contents.chains.push_back({std::string(name), row.Int(2), std::string(row.Text(3))});
  } else if (name == "format") {
    facts.format = row.Int(2);
  } else if (name == "schema_version") {
    facts.contents.schema_version = row.Int(2);
  } else if (name == "time_us") {
    facts.time = absl::FromUnixMicros(row.Int(2));
  } else if (name == "engine") {
    facts.engine = std::string(row.Text(3));
  }
}

absl::Status CheckIsBackup(Tx& tx) {
  int64_t tables = 0;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT COUNT(*) FROM sqlite_schema WHERE name = $1",
                                  {absl::string_view(FactsTable().name)},
                                  [&](const Row& row) { tables = row.Int(0); }}));
  if (tables > 0) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kNotFound, v1::ERROR_REASON_RESOURCE_NOT_FOUND,
                      "the file is no backup made by plenary-admin");
}

absl::Status CheckFormat(int64_t format) {
  if (format <= kBackupFormat) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_DATABASE_TOO_NEW,
      absl::StrCat("the backup has format ", format, " and this program knows formats up to ",
                   kBackupFormat, "; run the program that made it"),
      {{"backupFormat", absl::StrCat(format)}, {"knownFormat", absl::StrCat(kBackupFormat)}});
}

}  // namespace

absl::Status WriteFacts(sqlite::Connection& connection, const BackupFacts& facts) {
  PLENARY_RETURN_IF_ERROR(connection.Execute("BEGIN"));
  PLENARY_RETURN_IF_ERROR(connection.Execute(
      "CREATE TABLE backup_facts (kind TEXT NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL, "
      "value BLOB NOT NULL, PRIMARY KEY (kind, name))"));
  PLENARY_RETURN_IF_ERROR(Insert(connection, "backup", "format", facts.format, ""));
  PLENARY_RETURN_IF_ERROR(
      Insert(connection, "backup", "schema_version", facts.contents.schema_version, ""));
  PLENARY_RETURN_IF_ERROR(
      Insert(connection, "backup", "time_us", absl::ToUnixMicros(facts.time), ""));
  PLENARY_RETURN_IF_ERROR(Insert(connection, "backup", "engine", 0, facts.engine));
  for (const TableDigest& table : facts.contents.tables) {
    PLENARY_RETURN_IF_ERROR(Insert(connection, "table", table.table, table.rows, table.sha256));
  }
  for (const ChainEnd& chain : facts.contents.chains) {
    PLENARY_RETURN_IF_ERROR(Insert(connection, "chain", chain.partition, chain.number, chain.hash));
  }
  std::string seal;
  PLENARY_RETURN_IF_ERROR(sqlite::RunToRead(connection, facts.time, [&](Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(seal, ReadAll(tx, [](const Row&) {}));
    return absl::OkStatus();
  }));
  PLENARY_RETURN_IF_ERROR(Insert(connection, kSeal, "", 0, seal));
  return connection.Execute("COMMIT");
}

absl::StatusOr<BackupFacts> ReadFacts(Tx& tx) {
  PLENARY_RETURN_IF_ERROR(CheckIsBackup(tx));
  BackupFacts facts;
  PLENARY_ASSIGN_OR_RETURN(const std::string wanted,
                           ReadAll(tx, [&](const Row& row) { TakeFact(row, facts); }));
  PLENARY_RETURN_IF_ERROR(CheckFormat(facts.format));
  PLENARY_RETURN_IF_ERROR(sqlite::CheckNotNewer(facts.contents.schema_version));
  std::string seal;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT value FROM backup_facts WHERE kind = $1",
                                  {kSeal},
                                  [&](const Row& row) { seal = std::string(row.Text(0)); }}));
  if (seal == wanted) return facts;
  return base::Refuse(absl::StatusCode::kDataLoss, v1::ERROR_REASON_DATABASE_CORRUPT,
                      "what the backup says of itself does not fit its seal");
}

}  // namespace plenary::storage
