// A token as it came in (RFC 7515 compact form), and what is asked of it.
#ifndef PLENARY_SERVICES_OIDC_TOKEN_H_
#define PLENARY_SERVICES_OIDC_TOKEN_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/oidc/claims.h"
#include "services/oidc/json.h"
#include "services/oidc/settings.h"

namespace plenary::oidc {

// Nothing in it is to be believed before its signature was checked.
struct Token {
  std::string text;
  std::string algorithm;
  std::string key_id;  // empty where it names none
  Json payload;
};

// UNAUTHENTICATED: TOKEN_NOT_ACCEPTED with metadata `cause`.
absl::Status NotAccepted(absl::string_view cause, absl::string_view words);

// Takes a token apart. TOKEN_NOT_ACCEPTED: `malformed`, `algorithm` where it is not one of the
// settings', `issuer` where it is somebody else's, so that no key is looked for in vain.
absl::StatusOr<Token> ParseToken(absl::string_view text, const Settings& settings);

// The claims of a token whose signature is good. TOKEN_NOT_ACCEPTED: `audience`, `expired`,
// `not_yet_valid`, `subject`, or `malformed` where a time is none.
absl::StatusOr<Claims> ReadClaims(const Token& token, const Settings& settings, absl::Time now);

}  // namespace plenary::oidc

#endif  // PLENARY_SERVICES_OIDC_TOKEN_H_
