#include "clients/cli/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace plenary::cli {
namespace {

absl::Status CannotWrite(const std::string& path, const char* what) {
  return absl::PermissionDeniedError(absl::StrCat("cannot write ", path, ": ", what));
}

bool WriteWhole(int file, absl::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(file) == 0;
}

void MakeFolder(const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::exists(folder, error)) return;
  std::filesystem::create_directories(folder.parent_path(), error);
  // Where this fails, so does opening the file in it, which says why.
  mkdir(folder.c_str(), 0700);
}

}  // namespace

absl::Status WritePrivateFile(const std::string& path, absl::string_view text) {
  MakeFolder(std::filesystem::path(path).parent_path());
  // A name of its own, so that two commands at once cannot write into one file.
  const std::string partial = absl::StrCat(path, ".", getpid());
  const int file = open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return CannotWrite(path, std::strerror(errno));
  const bool is_written = WriteWhole(file, text);
  const int write_errno = errno;
  close(file);
  if (is_written && rename(partial.c_str(), path.c_str()) == 0) return absl::OkStatus();
  const int failed = is_written ? errno : write_errno;
  unlink(partial.c_str());
  return CannotWrite(path, std::strerror(failed));
}

}  // namespace plenary::cli
