#include "services/storage/sqlite_backup.h"

#include <filesystem>
#include <memory>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/storage/backup_facts.h"
#include "services/storage/partial_file.h"
#include "services/storage/sqlite_connection.h"
#include "services/storage/sqlite_file.h"
#include "services/storage/sqlite_schema.h"
#include "services/storage/sqlite_snapshot.h"

namespace plenary::storage::sqlite {
namespace {

// A write-ahead log left beside a removed database would be read into the new one.
absl::Status CheckNothingThere(const std::string& path) {
  for (const char* ending : {"", "-wal", "-journal"}) {
    const std::string file = absl::StrCat(path, ending);
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error || size == 0) continue;
    return base::Refuse(
        absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS,
        absl::StrCat(file, " holds something; restore to another name, or move it away first"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteBackup(absl::string_view path, const std::string& file,
                         const base::Clock& clock) {
  BackupFacts facts;
  facts.engine = "sqlite";
  facts.time = clock.Now();
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<Connection> copy, CopyPages(path, file));
  // Digested on the copy: the file that a server writes to is left alone as soon as it is copied.
  PLENARY_RETURN_IF_ERROR(RunToRead(*copy, facts.time, [&](Tx& tx) -> absl::Status {
    PLENARY_ASSIGN_OR_RETURN(facts.contents, ContentsOf(tx));
    return absl::OkStatus();
  }));
  return WriteFacts(*copy, facts);
}

absl::Status Load(const std::string& file, const Contents& contents, absl::string_view path,
                  const base::Clock& clock) {
  PLENARY_ASSIGN_OR_RETURN(const std::string real_path, RealPath(path));
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<FileLock> lock, FileLock::Take(real_path));
  PLENARY_RETURN_IF_ERROR(CheckNothingThere(real_path));
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<PartialFile> partial,
                           PartialFile::Make(real_path));
  {
    PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<Connection> copy,
                             CopyPages(file, partial->path()));
    PLENARY_RETURN_IF_ERROR(copy->Execute("DROP TABLE backup_facts"));
    PLENARY_RETURN_IF_ERROR(
        RunToRead(*copy, clock.Now(), [&](Tx& tx) { return CheckSameContents(tx, contents); }));
    PLENARY_RETURN_IF_ERROR(MigrateUp(*copy, clock.Now()));
  }
  return partial->Keep();
}

}  // namespace plenary::storage::sqlite
