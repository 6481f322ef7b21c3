#include "services/server/first_administrator.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/access/bootstrap.h"
#include "services/base/errors.h"

namespace plenary::server {
namespace {

absl::Status CannotCreate(const std::string& path, int error) {
  if (error == EEXIST) {
    return absl::AlreadyExistsError(
        absl::StrCat("the first administrator's token is to be written to ", path,
                     ", but that file is there already, perhaps of another installation; move it "
                     "away, or set admin-token-file"));
  }
  return absl::PermissionDeniedError(
      absl::StrCat("the first administrator's token cannot be written to ", path,
                   "; make its folder writable for plenaryd, or set admin-token-file"));
}

absl::Status CannotWrite(const std::string& path) {
  return absl::PermissionDeniedError(
      absl::StrCat("the first administrator's token could not be written to ", path,
                   "; free some space, and have another made by plenary-admin break-glass"));
}

bool WriteAll(int file, absl::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(file) == 0;
}

}  // namespace

std::string AdminTokenFile(const ServerOptions& options) {
  return FileOf(options, options.admin_token_file, "admin-token");
}

absl::StatusOr<absl::optional<std::string>> WelcomeFirstAdministrator(const ServerOptions& options,
                                                                      storage::Store& store,
                                                                      base::Random& random) {
  const absl::optional<std::string> nothing;
  std::string path = AdminTokenFile(options);
  if (path.empty()) return nothing;
  PLENARY_ASSIGN_OR_RETURN(const bool is_administered, access::HasAdministrator(store));
  if (is_administered) return nothing;
  // The file first: a token that nobody can read would be there for nothing.
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0) return CannotCreate(path, errno);
  absl::Cleanup close_file = [file] { close(file); };
  absl::Cleanup remove_file = [&path] { unlink(path.c_str()); };
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<std::string> secret,
                           access::MakeFirstAdministrator(store, random));
  // Another server over the same database was faster.
  if (!secret.has_value()) return nothing;
  if (!WriteAll(file, absl::StrCat(*secret, "\n"))) return CannotWrite(path);
  std::move(remove_file).Cancel();
  return absl::make_optional(std::move(path));
}

}  // namespace plenary::server
