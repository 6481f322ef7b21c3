// The keys of a server: found, made where there were none, and checked against its database.
#ifndef PLENARY_SERVICES_SERVER_KEYS_H_
#define PLENARY_SERVICES_SERVER_KEYS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/base/ids.h"
#include "services/server/options.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::server {

// A vault, and the file that was made for it, if one was.
struct OpenedVault {
  std::unique_ptr<vault::Vault> vault;
  std::string made_file;
};

// The vault of options.key_file, or of the default place; `credentials` is the folder of systemd's
// credentials, or empty. "none" gives one without keys. Where the database was never used with keys
// and there is no file, one is made. The keys of sqlite::memory: go with it. Errors: those of
// vault::ReadKeyFile and directory::CheckKeysBelong; each says what to do. Waits for the store.
absl::StatusOr<OpenedVault> OpenVault(const ServerOptions& options, absl::string_view credentials,
                                      storage::Store& store, base::Random& random);

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_KEYS_H_
