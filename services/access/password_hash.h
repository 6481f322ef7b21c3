// Passwords as they are kept: Argon2id, 64 MiB and two passes, with a salt of their own. Each takes
// tens of milliseconds, so they run on a pool of their own. Safe from several threads.
#ifndef PLENARY_SERVICES_ACCESS_PASSWORD_HASH_H_
#define PLENARY_SERVICES_ACCESS_PASSWORD_HASH_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace plenary::access {

// RESOURCE_EXHAUSTED: SERVER_BUSY where there is not enough memory.
absl::StatusOr<std::string> HashPassword(absl::string_view password);

// Whether `password` is the one that `hash` was made of. An empty hash fits none, and costs as much
// as any other, so that nobody learns from the time which users there are.
bool PasswordFits(absl::string_view hash, absl::string_view password);

}  // namespace plenary::access

#endif  // PLENARY_SERVICES_ACCESS_PASSWORD_HASH_H_
