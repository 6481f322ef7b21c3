#include "services/storage/sqlite_snapshot.h"

#include <filesystem>
#include <limits>
#include <system_error>

#include "services/base/errors.h"
#include "services/storage/sqlite_errors.h"
#include "services/storage/sqlite_file.h"

namespace plenary::storage::sqlite {
namespace {

// Copies every page that `from` sees. One step of SQLite's is one read transaction.
absl::Status CopyAll(Connection& from, Connection& to) {
  sqlite3_backup* const backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (backup == nullptr) return LastError(to.handle(), "begin a copy");
  const int result = sqlite3_backup_step(backup, -1);
  // An error stays with the target.
  const int finished = sqlite3_backup_finish(backup);
  if (result == SQLITE_DONE && finished == SQLITE_OK) return absl::OkStatus();
  return LastError(to.handle(), "copy the pages");
}

}  // namespace

absl::StatusOr<std::unique_ptr<Connection>> OpenToRead(absl::string_view path) {
  PLENARY_ASSIGN_OR_RETURN(const std::string real_path, RealPath(path));
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(real_path, error);
  if (error || size == 0) return base::NotFound(real_path);
  return Connection::Open(real_path, Access::kRead);
}

absl::Status RunToRead(Connection& connection, absl::Time now, const Body& body) {
  BodyTx tx(connection, /*keys=*/nullptr, now, /*id=*/"", std::numeric_limits<int64_t>::max());
  const absl::Status status = RunContained(body, tx);
  return status.ok() ? tx.error() : status;
}

absl::Status ReadSnapshot(absl::string_view path, const base::Clock& clock, const Body& body) {
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<Connection> connection, OpenToRead(path));
  PLENARY_RETURN_IF_ERROR(connection->Execute("BEGIN"));
  const absl::Status status = RunToRead(*connection, clock.Now(), body);
  connection->RollBack();
  return status;
}

absl::StatusOr<std::unique_ptr<Connection>> CopyPages(absl::string_view path,
                                                      const std::string& copy) {
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<Connection> from, OpenToRead(path));
  PLENARY_ASSIGN_OR_RETURN(std::unique_ptr<Connection> to, Connection::Open(copy, Access::kWrite));
  PLENARY_RETURN_IF_ERROR(to->Execute("PRAGMA synchronous = OFF"));
  PLENARY_RETURN_IF_ERROR(CopyAll(*from, *to));
  // The copy came with the mark of a write-ahead log; what leaves this machine is one file.
  PLENARY_RETURN_IF_ERROR(to->Execute("PRAGMA journal_mode = DELETE"));
  PLENARY_RETURN_IF_ERROR(to->Execute("PRAGMA journal_mode = OFF"));
  return to;
}

}  // namespace plenary::storage::sqlite
