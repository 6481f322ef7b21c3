// The users that the program makes by itself: the first administrator, and the one for emergencies.
#ifndef PLENARY_SERVICES_ACCESS_BOOTSTRAP_H_
#define PLENARY_SERVICES_ACCESS_BOOTSTRAP_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/base/ids.h"
#include "services/storage/store.h"

namespace plenary::access {

// Whether somebody who may sign in administers the installation. Waits for the store, as all here.
absl::StatusOr<bool> HasAdministrator(storage::Store& store);

// Makes the user "users/admin" with ADMINISTRATOR on the installation and an API token that works
// for a year, and answers with the token's secret; nullopt, and nothing happens, where somebody
// administers the installation already. Recorded as done by "local".
absl::StatusOr<absl::optional<std::string>> MakeFirstAdministrator(storage::Store& store,
                                                                   base::Random& random);

// How long a token for emergencies works.
inline constexpr absl::Duration kBreakGlassLife = absl::Hours(1);

// A token for emergencies.
struct BreakGlass {
  std::string secret;
  std::string token;  // its name
  absl::Time expire;
};
// Makes or enables the user "users/break-glass", sees that it holds ADMINISTRATOR on the
// installation, and makes an API token of it that works for an hour. Recorded as done by
// "break-glass".
absl::StatusOr<BreakGlass> MakeBreakGlassToken(storage::Store& store, base::Random& random);

}  // namespace plenary::access

#endif  // PLENARY_SERVICES_ACCESS_BOOTSTRAP_H_
