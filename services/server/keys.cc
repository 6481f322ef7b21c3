#include "services/server/keys.h"

#include <utility>

#include "services/base/errors.h"
#include "services/directory/key_table.h"

namespace plenary::server {
namespace {

constexpr absl::string_view kNoKeys = "none";

// Makes the file where there is none and may be none yet. Whether it did.
absl::StatusOr<bool> MakeFirstFile(const std::string& path, storage::Store& store,
                                   base::Random& random) {
  bool was_used = false;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](storage::Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(was_used, directory::HasKeyChecks(tx));
    return absl::OkStatus();
  }));
  if (was_used) return false;
  const absl::Status made = vault::WriteNewKeyFile(path, vault::GenerateKeyring(random));
  if (absl::IsAlreadyExists(made)) return false;
  PLENARY_RETURN_IF_ERROR(made);
  return true;
}

}  // namespace

absl::StatusOr<OpenedVault> OpenVault(const ServerOptions& options, absl::string_view credentials,
                                      storage::Store& store, base::Random& random) {
  OpenedVault opened;
  if (options.key_file == kNoKeys) {
    opened.vault = std::make_unique<vault::Vault>();
    return opened;
  }
  const std::string path = options.key_file.empty()
                               ? vault::DefaultKeyFile(options.database, credentials)
                               : options.key_file;
  if (path.empty()) {
    opened.vault = std::make_unique<vault::Vault>(vault::GenerateKeyring(random));
  } else {
    PLENARY_ASSIGN_OR_RETURN(const bool is_made, MakeFirstFile(path, store, random));
    if (is_made) opened.made_file = path;
    PLENARY_ASSIGN_OR_RETURN(vault::Keyring keys, vault::ReadKeyFile(path));
    opened.vault = std::make_unique<vault::Vault>(std::move(keys));
  }
  PLENARY_RETURN_IF_ERROR(storage::WriteAndWait(store, {"settings"}, [&](storage::Tx& tx) {
    return directory::CheckKeysBelong(tx, *opened.vault);
  }));
  return opened;
}

}  // namespace plenary::server
