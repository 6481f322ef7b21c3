// Certificates and keys as PEM (RFC 7468).
#ifndef PLENARY_SERVICES_SERVER_PEM_H_
#define PLENARY_SERVICES_SERVER_PEM_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace plenary::server {

// When the first certificate of `chain` expires, which `key` belongs to. INVALID_ARGUMENT in words
// about what is wrong: there is no certificate, a damaged one, no key, one with a passphrase, a key
// that is too weak, or that of another certificate.
absl::StatusOr<absl::Time> CheckPair(absl::string_view chain, absl::string_view key);

// Whether `authorities` are certificates, at least one. INVALID_ARGUMENT in words otherwise.
absl::Status CheckAuthorities(absl::string_view authorities);

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_PEM_H_
