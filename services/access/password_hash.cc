#include "services/access/password_hash.h"

#include <sodium.h>

#include "services/access/password_rules.h"
#include "services/base/errors.h"

namespace plenary::access {
namespace {

// Of the same cost as every other, and of no password that anybody knows.
constexpr char kNobodysHash[] =
    "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

}  // namespace

absl::StatusOr<std::string> HashPassword(absl::string_view password) {
  const std::string normal = NormalPassword(password);
  char hash[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str(hash, normal.data(), normal.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_SERVER_BUSY,
                        "there is not enough memory to hash the password now; try again later");
  }
  return std::string(hash);
}

bool PasswordFits(absl::string_view hash, absl::string_view password) {
  const std::string normal = NormalPassword(password);
  const std::string against(hash.empty() ? absl::string_view(kNobodysHash) : hash);
  const bool fits = crypto_pwhash_str_verify(against.c_str(), normal.data(), normal.size()) == 0;
  return fits && !hash.empty();
}

}  // namespace plenary::access
