#include "services/server/first_administrator.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/access/bootstrap.h"
#include "services/access/secret_file.h"
#include "services/base/errors.h"

namespace plenary::server {
namespace {

// What went wrong with the file, and what to do.
absl::Status Explain(const absl::Status& status) {
  const absl::string_view words = status.message();
  return absl::Status(status.code(),
                      absl::StrCat("the first administrator's token has no place: ", words,
                                   "; or set admin-token-file. Where the token was lost, have "
                                   "another made by plenary-admin break-glass"));
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
  absl::StatusOr<access::SecretFile> file = access::SecretFile::Create(path);
  if (!file.ok()) return Explain(file.status());
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<std::string> secret,
                           access::MakeFirstAdministrator(store, random));
  // Another server over the same database was faster.
  if (!secret.has_value()) return nothing;
  if (absl::Status status = file->Write(*secret); !status.ok()) return Explain(status);
  return absl::make_optional(std::move(path));
}

}  // namespace plenary::server
