// The first start: somebody must be let in who can let in others.
#ifndef PLENARY_SERVICES_SERVER_FIRST_ADMINISTRATOR_H_
#define PLENARY_SERVICES_SERVER_FIRST_ADMINISTRATOR_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "services/base/ids.h"
#include "services/server/options.h"
#include "services/storage/store.h"

namespace plenary::server {

// Where the first administrator's token is written: the option admin-token-file, else beside the
// SQLite file, else /var/lib/plenary/admin-token. Empty for a database in memory without the
// option: nobody could read it after the start.
std::string AdminTokenFile(const ServerOptions& options);

// Where nobody administers the installation, makes "users/admin" and writes its token to
// AdminTokenFile, which only the program's own user can read; answers with that path. nullopt, and
// nothing happens, where somebody does, or there is no such file. Waits for the store.
// ALREADY_EXISTS: a file of that name is there. PERMISSION_DENIED: it cannot be written. Both say
// what to do, and before anything was made.
absl::StatusOr<absl::optional<std::string>> WelcomeFirstAdministrator(const ServerOptions& options,
                                                                      storage::Store& store,
                                                                      base::Random& random);

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_FIRST_ADMINISTRATOR_H_
