#include "services/storage/partial_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/storage/sqlite_file.h"

namespace plenary::storage {
namespace {

constexpr mode_t kOwnerOnly = 0600;

// What SQLite keeps beside a file, and would read back.
void RemoveSideFiles(const std::string& path) {
  for (const char* ending : {"-wal", "-shm", "-journal"}) {
    unlink(absl::StrCat(path, ending).c_str());
  }
}

absl::Status InUse(const std::string& path) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_DATABASE_IN_USE,
                      absl::StrCat("another process is writing ", path, "; wait until it is done"));
}

// Why a file cannot be written, with its name: it isn't the database's.
absl::Status CannotWrite(int system_errno, const std::string& path) {
  const absl::Status refusal = sqlite::FileRefusal(system_errno, path, "write");
  const v1::ErrorReason reason = base::ReasonOf(refusal);
  return base::Refuse(refusal.code(), reason,
                      absl::StrCat("cannot write ", path, ": ", std::strerror(system_errno)));
}

// Whether the open `file` still has the name `path`: it may have been renamed or removed before it
// was locked.
bool HasName(int file, const std::string& path) {
  struct stat held, named;
  return fstat(file, &held) == 0 && stat(path.c_str(), &named) == 0 &&
         held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

// Empties the open `file`, which nobody else may read.
bool Clear(int file) { return fchmod(file, kOwnerOnly) == 0 && ftruncate(file, 0) == 0; }

}  // namespace

absl::StatusOr<std::unique_ptr<PartialFile>> PartialFile::Make(const std::string& path) {
  const std::string partial = absl::StrCat(path, ".partial");
  const int file = open(partial.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly);
  if (file < 0) return CannotWrite(errno, partial);
  if (flock(file, LOCK_EX | LOCK_NB) != 0 || !HasName(file, partial)) {
    close(file);
    return InUse(partial);
  }
  if (!Clear(file)) {
    const absl::Status refusal = CannotWrite(errno, partial);
    close(file);
    return refusal;
  }
  RemoveSideFiles(partial);
  return std::unique_ptr<PartialFile>(new PartialFile(path, partial, file));
}

PartialFile::~PartialFile() {
  if (!is_kept_) {
    RemoveSideFiles(path_);
    unlink(path_.c_str());
  }
  close(file_);
}

absl::Status PartialFile::Keep() {
  if (fsync(file_) != 0) return CannotWrite(errno, path_);
  if (rename(path_.c_str(), final_path_.c_str()) != 0) {
    return CannotWrite(errno, final_path_);
  }
  is_kept_ = true;
  return sqlite::SyncToDisk(std::filesystem::path(final_path_).parent_path().string());
}

}  // namespace plenary::storage
