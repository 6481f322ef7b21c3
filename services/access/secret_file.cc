#include "services/access/secret_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace plenary::access {
namespace {

absl::Status CannotWrite(const std::string& path) {
  return absl::PermissionDeniedError(absl::StrCat("cannot write ", path, ": ", strerror(errno)));
}

}  // namespace

absl::StatusOr<SecretFile> SecretFile::Create(const std::string& path) {
  const int descriptor =
      open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor >= 0) return SecretFile(path, descriptor);
  if (errno != EEXIST) return CannotWrite(path);
  return absl::AlreadyExistsError(
      absl::StrCat(path,
                   " exists already, and nothing is written over a secret; name another file "
                   "or remove that one"));
}

SecretFile::~SecretFile() {
  if (descriptor_ < 0) return;
  close(descriptor_);
  unlink(path_.c_str());
}

absl::Status SecretFile::Write(absl::string_view secret) {
  const std::string line = absl::StrCat(secret, "\n");
  if (write(descriptor_, line.data(), line.size()) != static_cast<ssize_t>(line.size()) ||
      fsync(descriptor_) != 0) {
    return CannotWrite(path_);
  }
  close(std::exchange(descriptor_, -1));
  return absl::OkStatus();
}

}  // namespace plenary::access
