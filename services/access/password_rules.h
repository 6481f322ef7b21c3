// What a password must be. Pure.
#ifndef PLENARY_SERVICES_ACCESS_PASSWORD_RULES_H_
#define PLENARY_SERVICES_ACCESS_PASSWORD_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace plenary::access {

// NIST SP 800-63B asks for 8 and advises more; composition does not count.
inline constexpr int kLeastPasswordCharacters = 12;

// The password as it is hashed: in the Unicode form NFKC, so that it is the same from every
// keyboard. UTF-8 in, UTF-8 out.
std::string NormalPassword(absl::string_view password);

// Whether `password` is good enough for the user of that name ("users/anna"): long enough, counted
// in characters, and neither common nor the user's own id. INVALID_ARGUMENT: PASSWORD_TOO_WEAK,
// metadata `leastCharacters`.
absl::Status CheckPassword(absl::string_view password, absl::string_view user);

// UNAUTHENTICATED: WRONG_PASSWORD, in the same words whatever was wrong.
absl::Status WrongPassword();

}  // namespace plenary::access

#endif  // PLENARY_SERVICES_ACCESS_PASSWORD_RULES_H_
