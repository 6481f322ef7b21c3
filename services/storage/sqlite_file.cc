#include "services/storage/sqlite_file.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/storage/sqlite_errors.h"

namespace plenary::storage::sqlite {
namespace {

absl::Status InUse(int lock) {
  char text[32];
  const ssize_t size = pread(lock, text, sizeof(text), 0);
  const std::string pid(absl::StripAsciiWhitespace(absl::string_view(text, size > 0 ? size : 0)));
  const std::string who = pid.empty() ? "another process" : absl::StrCat("process ", pid);
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_DATABASE_IN_USE,
      absl::StrCat(who, " holds the database file; stop it first, or connect to it instead"),
      pid.empty() ? base::Metadata{} : base::Metadata{{"pid", pid}});
}

}  // namespace

absl::StatusOr<std::string> RealPath(absl::string_view path) {
  std::error_code error;
  const std::filesystem::path given{std::string(path)};
  const std::filesystem::path real =
      std::filesystem::weakly_canonical(std::filesystem::absolute(given, error), error);
  if (error || real.filename().empty() || std::filesystem::is_directory(real, error)) {
    return base::BadField("database", absl::StrCat(path, " is not the name of a file"));
  }
  if (!std::filesystem::is_directory(real.parent_path(), error)) {
    return base::Refuse(absl::StatusCode::kNotFound, v1::ERROR_REASON_RESOURCE_NOT_FOUND,
                        absl::StrCat("there is no folder ", real.parent_path().string(),
                                     "; make it before the database in it"));
  }
  return real.string();
}

absl::Status FileRefusal(int system_errno, absl::string_view path, absl::string_view asked) {
  if (system_errno == ENOENT) return base::NotFound(path);
  return RefusalOf(SQLITE_IOERR, system_errno, std::strerror(system_errno),
                   absl::StrCat(asked, " ", path));
}

absl::StatusOr<std::unique_ptr<FileLock>> FileLock::Take(const std::string& path) {
  const std::string lock_path = absl::StrCat(path, ".lock");
  const int file = open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0) return FileRefusal(errno, lock_path, "open");
  if (flock(file, LOCK_EX | LOCK_NB) != 0) {
    const int why = errno;
    const absl::Status refusal =
        why == EWOULDBLOCK ? InUse(file) : FileRefusal(why, lock_path, "lock");
    close(file);
    return refusal;
  }
  const std::string pid = absl::StrCat(getpid(), "\n");
  // The pid is for people; on a full disk the lock holds without it.
  if (ftruncate(file, 0) == 0) (void)!pwrite(file, pid.data(), pid.size(), 0);
  return std::unique_ptr<FileLock>(new FileLock(file));
}

// Ends the lock. The side file stays: removing it would let two processes lock two files of one
// name.
FileLock::~FileLock() { close(file_); }

absl::Status SyncToDisk(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return FileRefusal(errno, path, "open");
  const bool is_synced = fsync(file) == 0;
  const int why = errno;
  close(file);
  return is_synced ? absl::OkStatus() : FileRefusal(why, path, "sync");
}

}  // namespace plenary::storage::sqlite
