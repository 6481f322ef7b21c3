#include "services/storage/backup_record.h"

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"
#include "services/storage/postgres_backup.h"
#include "services/storage/sqlite_file.h"

namespace plenary::storage {
namespace {

bool IsPostgres(absl::string_view uri) {
  return absl::StartsWith(uri, "postgresql://") || absl::StartsWith(uri, "postgres://");
}

// Named after the file itself, whichever link it was opened by.
absl::StatusOr<std::string> SideFile(absl::string_view uri) {
  PLENARY_ASSIGN_OR_RETURN(const std::string path,
                           sqlite::RealPath(absl::StripPrefix(uri, "sqlite:")));
  return absl::StrCat(path, ".last-backup");
}

absl::Status WriteSideFile(const std::string& path, absl::Time time) {
  const std::string partial = absl::StrCat(path, ".partial");
  std::ofstream file(partial, std::ios::trunc);
  file << absl::ToUnixMicros(time) << "\n";
  file.close();
  if (file && rename(partial.c_str(), path.c_str()) == 0) return absl::OkStatus();
  return sqlite::FileRefusal(errno, path, "to note the backup in it");
}

absl::optional<absl::Time> TimeIn(absl::string_view text) {
  int64_t micros;
  if (!absl::SimpleAtoi(text, &micros)) return absl::nullopt;
  return absl::FromUnixMicros(micros);
}

}  // namespace

absl::Status NoteBackup(absl::string_view uri, absl::Time time) {
  if (IsPostgres(uri)) return postgres::NoteBackup(std::string(uri), time);
  PLENARY_ASSIGN_OR_RETURN(const std::string path, SideFile(uri));
  return WriteSideFile(path, time);
}

absl::StatusOr<absl::optional<absl::Time>> LastBackup(Store& store, absl::string_view uri) {
  absl::optional<absl::Time> last;
  if (IsPostgres(uri)) {
    PLENARY_RETURN_IF_ERROR(ReadAndWait(store, [&](Tx& tx) {
      return tx.Run({"SELECT value FROM settings WHERE name = 'last_backup'",
                     {},
                     [&](const Row& row) { last = TimeIn(row.Text(0)); }});
    }));
    return last;
  }
  // A database in memory has none.
  const absl::StatusOr<std::string> path = SideFile(uri);
  if (!path.ok()) return last;
  std::ifstream file(*path);
  std::string line;
  if (std::getline(file, line)) last = TimeIn(line);
  return last;
}

}  // namespace plenary::storage
