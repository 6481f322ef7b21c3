#include "services/storage/check.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/storage/change_log.h"

namespace plenary::storage {
namespace {

// Entries verified at once. One may be some megabytes long.
constexpr int kPageEntries = 200;

constexpr char kRestore[] = "restore the last backup that is sound";
constexpr char kLookIntoChain[] =
    "keep a copy of the database, find out who could edit it, and compare with the last backup";

absl::Status CheckEngine(Tx& tx, std::vector<Finding>& findings) {
  if (tx.engine() != "sqlite") return absl::OkStatus();
  return tx.Run({"PRAGMA integrity_check", {}, [&](const Row& row) {
                   if (row.Text(0) == "ok") return;
                   findings.push_back({"the SQLite file", std::string(row.Text(0)), kRestore});
                 }});
}

// The names of tables and indexes in the database.
absl::StatusOr<std::vector<std::string>> ObjectNames(Tx& tx) {
  const absl::string_view sql =
      tx.engine() == "sqlite"
          ? "SELECT name FROM sqlite_schema"
          : "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = current_schema()";
  std::vector<std::string> names;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({sql, {}, [&](const Row& row) { names.emplace_back(row.Text(0)); }}));
  return names;
}

absl::Status CheckSchema(Tx& tx, const Schema& schema, std::vector<Finding>& findings) {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> names, ObjectNames(tx));
  const auto is_missing = [&](const std::string& name) {
    return std::find(names.begin(), names.end(), name) == names.end();
  };
  for (const Table& table : schema.tables) {
    if (is_missing(table.name)) {
      findings.push_back({absl::StrCat("table ", table.name), "is missing", kRestore});
    }
  }
  for (const std::string& index : schema.indexes) {
    if (is_missing(index)) {
      findings.push_back({absl::StrCat("index ", index), "is missing",
                          "make it again as services/storage/migrations has it"});
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<TableDigest>> DigestAll(Tx& tx, const Schema& schema) {
  std::vector<TableDigest> digests;
  digests.reserve(schema.tables.size());
  for (const Table& table : schema.tables) {
    PLENARY_ASSIGN_OR_RETURN(digests.emplace_back(), DigestOf(tx, table));
  }
  return digests;
}

// Verifies a chain from where it begins to `end`, and counts its entries.
absl::Status CheckChain(Tx& tx, const ChainEnd& end, Checked& checked) {
  Verification place;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT oldest_kept, hash_before_oldest FROM change_heads WHERE partition_name = $1",
              {absl::string_view(end.partition)},
              [&](const Row& row) {
                place = {row.Int(0) - 1, std::string(row.Text(1)), {}};
              }}));
  for (bool is_last = false; !is_last;) {
    const int64_t before = place.number;
    PLENARY_ASSIGN_OR_RETURN(place,
                             VerifyChain(tx, end.partition, before, place.hash, kPageEntries));
    for (ChainFault& fault : place.faults) {
      checked.findings.push_back({absl::StrCat(fault.partition, ", entry ", fault.number),
                                  std::move(fault.what), kLookIntoChain});
      return absl::OkStatus();
    }
    checked.entries += place.number - before;
    is_last = place.number - before < kPageEntries;
  }
  if (place.number != end.number || place.hash != end.hash) {
    checked.findings.push_back(
        {absl::StrCat(end.partition, ", entry ", place.number),
         absl::StrCat("the chain ends here, its head names entry ", end.number), kLookIntoChain});
  }
  return absl::OkStatus();
}

absl::Status CheckHeadless(Tx& tx, std::vector<Finding>& findings) {
  return tx.Run(
      {"SELECT DISTINCT partition_name FROM changes WHERE partition_name NOT IN "
       "(SELECT partition_name FROM change_heads)",
       {},
       [&](const Row& row) {
         findings.push_back({std::string(row.Text(0)), "has entries and no head", kLookIntoChain});
       }});
}

absl::Status CheckAll(Tx& tx, const Schema& schema, Checked& checked) {
  PLENARY_RETURN_IF_ERROR(CheckEngine(tx, checked.findings));
  PLENARY_RETURN_IF_ERROR(CheckSchema(tx, schema, checked.findings));
  // Without its tables, or with a file that is damaged, the rest would only fail.
  if (!checked.findings.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(checked.contents.tables, DigestAll(tx, schema));
  PLENARY_ASSIGN_OR_RETURN(checked.contents.chains, ReadChainEnds(tx));
  for (const ChainEnd& end : checked.contents.chains) {
    PLENARY_RETURN_IF_ERROR(CheckChain(tx, end, checked));
  }
  return CheckHeadless(tx, checked.findings);
}

}  // namespace

absl::StatusOr<Contents> ContentsOf(Tx& tx) {
  Contents contents;
  PLENARY_ASSIGN_OR_RETURN(contents.schema_version, VersionIn(tx));
  PLENARY_ASSIGN_OR_RETURN(const Schema schema, SchemaAt(contents.schema_version));
  PLENARY_ASSIGN_OR_RETURN(contents.tables, DigestAll(tx, schema));
  PLENARY_ASSIGN_OR_RETURN(contents.chains, ReadChainEnds(tx));
  return contents;
}

absl::StatusOr<std::vector<ChainEnd>> ReadChainEnds(Tx& tx) {
  std::vector<ChainEnd> ends;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT partition_name, number, hash FROM change_heads ORDER BY partition_name",
              {},
              [&](const Row& row) {
                ends.push_back({std::string(row.Text(0)), row.Int(1), std::string(row.Text(2))});
              }}));
  return ends;
}

absl::Status CheckSameContents(Tx& tx, const Contents& contents) {
  PLENARY_ASSIGN_OR_RETURN(const Contents found, ContentsOf(tx));
  if (found.schema_version == contents.schema_version && found.tables == contents.tables &&
      found.chains == contents.chains) {
    return absl::OkStatus();
  }
  return base::Refuse(absl::StatusCode::kDataLoss, v1::ERROR_REASON_DATABASE_CORRUPT,
                      "what was loaded does not have the digests of the backup; check the disk and "
                      "the memory of this machine, and repeat");
}

absl::StatusOr<Checked> CheckDatabase(Tx& tx) {
  Checked checked;
  PLENARY_ASSIGN_OR_RETURN(checked.contents.schema_version, VersionIn(tx));
  PLENARY_ASSIGN_OR_RETURN(const Schema schema, SchemaAt(checked.contents.schema_version));
  PLENARY_RETURN_IF_ERROR(
      TakeDamage(CheckAll(tx, schema, checked), "the database", checked.findings));
  return checked;
}

absl::Status TakeDamage(const absl::Status& status, const std::string& where,
                        std::vector<Finding>& findings) {
  if (status.code() != absl::StatusCode::kDataLoss) return status;
  findings.push_back({where, std::string(status.message()), kRestore});
  return absl::OkStatus();
}

}  // namespace plenary::storage
