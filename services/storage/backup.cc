#include "services/storage/backup.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"
#include "services/storage/partial_file.h"
#include "services/storage/postgres_backup.h"
#include "services/storage/snapshot.h"
#include "services/storage/sqlite_backup.h"
#include "services/storage/sqlite_file.h"
#include "services/storage/sqlite_snapshot.h"

namespace plenary::storage {
namespace {

bool IsPostgres(absl::string_view uri) {
  return absl::StartsWith(uri, "postgresql://") || absl::StartsWith(uri, "postgres://");
}

// The path in the URI of an SQLite file. INVALID_ARGUMENT where it is no such URI.
absl::StatusOr<absl::string_view> SqlitePath(absl::string_view uri) {
  absl::string_view path = uri;
  if (absl::ConsumePrefix(&path, "sqlite:") && path != ":memory:") return path;
  return base::BadField("database", "must be sqlite:/path/plenary.db or postgresql://…");
}

absl::Status Exists(const std::string& path, absl::string_view advice) {
  return base::Refuse(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS,
                      absl::StrCat("there is a file ", path, " already; ", advice));
}

// Only a backup gives way to a backup: a name mistyped must not cost a database.
absl::Status CheckMayWrite(const std::string& path, bool overwrite, const base::Clock& clock) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return absl::OkStatus();
  if (!overwrite) return Exists(path, "choose another name, or say --force to replace it");
  const absl::Status is_backup = sqlite::ReadSnapshot(
      path, clock, [](Tx& tx) -> absl::Status { return ReadFacts(tx).status(); });
  const bool is_ours = is_backup.ok() || is_backup.code() == absl::StatusCode::kFailedPrecondition;
  if (is_ours) return absl::OkStatus();
  return Exists(path,
                "it is not a sound backup, so --force does not replace it; choose another "
                "name, or remove it yourself");
}

// A full disk is here the one under the backup, not under the database.
absl::Status InWordsOfBackup(const absl::Status& status, const std::string& path) {
  if (base::ReasonOf(status) != v1::ERROR_REASON_DISK_FULL) return status;
  return base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_DISK_FULL,
                      absl::StrCat("the disk under ", path, " is full; make room and repeat"));
}

absl::Status Damaged(const std::string& path, const std::vector<Finding>& findings,
                     absl::string_view advice) {
  const Finding& first = findings.front();
  const std::string more =
      findings.size() == 1 ? "" : absl::StrCat(" (and ", findings.size() - 1, " more)");
  return base::Refuse(
      absl::StatusCode::kDataLoss, v1::ERROR_REASON_DATABASE_CORRUPT,
      absl::StrCat(path, " is damaged: ", first.where, ": ", first.what, more, "; ", advice));
}

// Adds what differs between the facts of a backup and what is in it.
void Compare(const Contents& noted, const Contents& found, std::vector<Finding>& findings) {
  constexpr char kUseAnother[] = "use another backup";
  if (noted.schema_version != found.schema_version) {
    findings.push_back({"the backup", "has another schema version than it notes", kUseAnother});
  }
  for (const TableDigest& table : found.tables) {
    if (std::find(noted.tables.begin(), noted.tables.end(), table) != noted.tables.end()) continue;
    findings.push_back({absl::StrCat("table ", table.table),
                        "its rows do not have the digest that the backup notes", kUseAnother});
  }
  if (noted.chains != found.chains) {
    findings.push_back(
        {"the change log", "its heads are not those that the backup notes", kUseAnother});
  }
}

absl::Status ReadAndCheck(Tx& tx, CheckedBackup& backup) {
  PLENARY_ASSIGN_OR_RETURN(backup.facts, ReadFacts(tx));
  PLENARY_ASSIGN_OR_RETURN(backup.checked, CheckDatabase(tx));
  if (backup.checked.findings.empty()) {
    Compare(backup.facts.contents, backup.checked.contents, backup.checked.findings);
  }
  return absl::OkStatus();
}

absl::StatusOr<BackupFacts> WriteAndVerify(absl::string_view uri, const std::string& partial,
                                           const base::Clock& clock) {
  if (IsPostgres(uri)) {
    PLENARY_RETURN_IF_ERROR(postgres::WriteBackup(std::string(uri), partial, clock));
  } else {
    PLENARY_ASSIGN_OR_RETURN(const absl::string_view path, SqlitePath(uri));
    PLENARY_RETURN_IF_ERROR(sqlite::WriteBackup(path, partial, clock));
  }
  PLENARY_ASSIGN_OR_RETURN(CheckedBackup backup, CheckBackup(partial, clock));
  if (backup.checked.findings.empty()) return std::move(backup.facts);
  return Damaged(partial, backup.checked.findings, "check the database, then the disk, and repeat");
}

}  // namespace

absl::StatusOr<BackupFacts> Backup(absl::string_view uri, const std::string& file, bool overwrite,
                                   const base::Clock& clock) {
  PLENARY_ASSIGN_OR_RETURN(const std::string path, sqlite::RealPath(file));
  PLENARY_RETURN_IF_ERROR(CheckMayWrite(path, overwrite, clock));
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<PartialFile> partial, PartialFile::Make(path));
  absl::StatusOr<BackupFacts> facts = WriteAndVerify(uri, partial->path(), clock);
  if (!facts.ok()) return InWordsOfBackup(facts.status(), path);
  PLENARY_RETURN_IF_ERROR(partial->Keep());
  return facts;
}

absl::StatusOr<CheckedBackup> CheckBackup(const std::string& file, const base::Clock& clock) {
  CheckedBackup backup;
  const absl::Status status =
      sqlite::ReadSnapshot(file, clock, [&](Tx& tx) { return ReadAndCheck(tx, backup); });
  PLENARY_RETURN_IF_ERROR(TakeDamage(status, file, backup.checked.findings));
  return backup;
}

absl::StatusOr<BackupFacts> Restore(const std::string& file, absl::string_view uri,
                                    const base::Clock& clock) {
  PLENARY_ASSIGN_OR_RETURN(CheckedBackup backup, CheckBackup(file, clock));
  if (!backup.checked.findings.empty()) {
    return Damaged(file, backup.checked.findings, "nothing was restored; use another backup");
  }
  if (IsPostgres(uri)) {
    PLENARY_RETURN_IF_ERROR(postgres::Load(file, backup.facts.contents, std::string(uri), clock));
  } else {
    PLENARY_ASSIGN_OR_RETURN(const absl::string_view path, SqlitePath(uri));
    PLENARY_RETURN_IF_ERROR(sqlite::Load(file, backup.facts.contents, path, clock));
  }
  return std::move(backup.facts);
}

}  // namespace plenary::storage
