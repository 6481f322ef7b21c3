// An SQLite file as a file: where it really is, and who holds it.
#ifndef PLENARY_SERVICES_STORAGE_SQLITE_FILE_H_
#define PLENARY_SERVICES_STORAGE_SQLITE_FILE_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace plenary::storage::sqlite {

// The absolute path of the database without symbolic links, so that two names of one file are one
// database. The file itself need not exist. NOT_FOUND where its folder does not; INVALID_ARGUMENT
// where it is a folder itself.
absl::StatusOr<std::string> RealPath(absl::string_view path);

// Holds the database against other processes, and against another store of this one, by a lock on
// the side file `path`.lock, which stays.
class FileLock {
 public:
  // FAILED_PRECONDITION: DATABASE_IN_USE (metadata `pid` where known). PERMISSION_DENIED:
  // DATABASE_READ_ONLY. RESOURCE_EXHAUSTED: DISK_FULL.
  static absl::StatusOr<std::unique_ptr<FileLock>> Take(const std::string& path);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  explicit FileLock(int file) : file_(file) {}
  const int file_;
};

// The refusal for a system call on `path` that failed with `system_errno`.
absl::Status FileRefusal(int system_errno, absl::string_view path, absl::string_view asked);

// Makes sure that what was written to the file or folder at `path` is on disk.
absl::Status SyncToDisk(const std::string& path);

}  // namespace plenary::storage::sqlite

#endif  // PLENARY_SERVICES_STORAGE_SQLITE_FILE_H_
