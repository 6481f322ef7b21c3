#include "services/storage/sqlite_errors.h"

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/base/errors.h"
#include "services/storage/engine_log.h"

namespace plenary::storage::sqlite {
namespace {

constexpr absl::Duration kRetrySoon = absl::Milliseconds(100);

bool SaysFull(int system_errno) {
  return system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG;
}

bool SaysForbidden(int system_errno) {
  return system_errno == EACCES || system_errno == EPERM || system_errno == EROFS;
}

bool IsDuplicate(int code) {
  return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
         code == SQLITE_CONSTRAINT_ROWID;
}

absl::Status Corrupt() {
  return base::Refuse(absl::StatusCode::kDataLoss, v1::ERROR_REASON_DATABASE_CORRUPT,
                      "the database is damaged or is not one; restore it from a backup");
}

absl::Status Internal() {
  return base::Refuse(absl::StatusCode::kInternal, v1::ERROR_REASON_INTERNAL,
                      "the database refused a statement; the server's log says why");
}

absl::Status AlreadyExists() {
  return base::Refuse(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS,
                      "there is something of the same key already");
}

}  // namespace

absl::Status DiskFull() {
  return base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_DISK_FULL,
                      "the disk under the database is full and nothing was changed; make room and "
                      "repeat");
}

absl::Status ReadOnly() {
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_DATABASE_READ_ONLY,
                      "the database file or its folder cannot be written; give the server's user "
                      "the right to write both");
}

absl::Status Unavailable() {
  return base::WithRetryAfter(
      base::Refuse(absl::StatusCode::kUnavailable, v1::ERROR_REASON_DATABASE_UNAVAILABLE,
                   "the database could not be reached or was busy, and nothing was changed; try "
                   "again"),
      kRetrySoon);
}

absl::Status CommitFateUnknown() {
  return base::WithRetryAfter(
      base::Refuse(absl::StatusCode::kUnavailable, v1::ERROR_REASON_COMMIT_FATE_UNKNOWN,
                   "the disk failed while the change was committed; repeat with the same "
                   "request_id, it is done once whichever way it went"),
      kRetrySoon);
}

absl::Status ShuttingDown() {
  return base::Refuse(absl::StatusCode::kUnavailable, v1::ERROR_REASON_SHUTTING_DOWN,
                      "the server is shutting down; connect again");
}

absl::Status QueueFull() {
  return base::WithRetryAfter(
      base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_SERVER_BUSY,
                   "too many requests are waiting for the database; try again a little later"),
      kRetrySoon);
}

absl::Status TransactionTooLarge() {
  return base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_TRANSACTION_TOO_LARGE,
                      "this asks for more work than one transaction may do; split it up");
}

absl::Status Fault(absl::string_view asked, absl::string_view words) {
  LogEngineError("sqlite", asked, "", words);
  return Internal();
}

absl::Status LastError(sqlite3* db, absl::string_view asked) {
  return RefusalOf(sqlite3_extended_errcode(db), sqlite3_system_errno(db), sqlite3_errmsg(db),
                   asked);
}

absl::Status RefusalOf(int code, int system_errno, absl::string_view words,
                       absl::string_view asked) {
  if (IsDuplicate(code)) return AlreadyExists();
  const int primary = code & 0xff;
  if (primary == SQLITE_INTERRUPT) return TransactionTooLarge();
  LogEngineError("sqlite", asked, absl::StrCat(code, "/", system_errno), words);
  const bool is_about_files = primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN;
  if (primary == SQLITE_FULL || (is_about_files && SaysFull(system_errno))) return DiskFull();
  if (is_about_files && SaysForbidden(system_errno)) return ReadOnly();
  switch (primary) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
      return Unavailable();
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return ReadOnly();
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Corrupt();
    case SQLITE_TOOBIG:
      return TransactionTooLarge();
    default:
      return Internal();
  }
}

}  // namespace plenary::storage::sqlite
