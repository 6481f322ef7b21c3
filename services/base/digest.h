// Digests and how they are spelt where people copy them.
#ifndef PLENARY_SERVICES_BASE_DIGEST_H_
#define PLENARY_SERVICES_BASE_DIGEST_H_

#include <string>

#include "absl/strings/string_view.h"

namespace plenary::base {

// SHA-256 (FIPS 180-4): 32 bytes.
std::string Sha256(absl::string_view bytes);

// Base32 (RFC 4648) in lower case, without padding: 52 characters for 32 bytes.
std::string Base32(absl::string_view bytes);

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_DIGEST_H_
