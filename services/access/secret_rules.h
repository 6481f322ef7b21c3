// The form of what callers sign in with: API tokens, sessions and registration links. Pure.
//
//   pln_t<id>_<secret><checksum>
//
// `t` (an API token), `s` (a session) or `l` (a registration link); the id of 24 characters by
// which it is found; 52 characters of lower-case base32 of 32 random bytes; and 6 more of the
// SHA-256 of all that stands before them, so that a secret that was cut or mistyped is told without
// a query, and scanners for leaked secrets know it by its form.
#ifndef PLENARY_SERVICES_ACCESS_SECRET_RULES_H_
#define PLENARY_SERVICES_ACCESS_SECRET_RULES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace plenary::access {

enum class CredentialKind { kToken = 1, kSession = 2, kLink = 3 };

struct SecretParts {
  CredentialKind kind = CredentialKind::kToken;
  std::string id;
};

inline constexpr int kSecretBytes = 32;

// `id` is a base::IdSequence's; `random` has kSecretBytes.
std::string MakeSecret(CredentialKind kind, absl::string_view id, absl::string_view random);

// UNAUTHENTICATED: CREDENTIAL_INVALID where `secret` has not that form or its checksum is wrong.
// Says nothing of whether there is such a credential.
absl::StatusOr<SecretParts> ParseSecret(absl::string_view secret);

// What is kept of a secret: SHA-256, 32 bytes.
std::string HashOfSecret(absl::string_view secret);
// Compares in a time that tells nothing of where they differ.
bool SameHash(absl::string_view one, absl::string_view other);

// UNAUTHENTICATED: CREDENTIAL_INVALID, in the same words whatever is wrong with it.
absl::Status InvalidCredential();

}  // namespace plenary::access

#endif  // PLENARY_SERVICES_ACCESS_SECRET_RULES_H_
