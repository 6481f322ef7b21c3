#include "services/access/secret_rules.h"

#include <sodium.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/digest.h"
#include "services/base/errors.h"

namespace plenary::access {
namespace {

constexpr absl::string_view kPrefix = "pln_";
constexpr size_t kIdCharacters = 24;
constexpr size_t kSecretCharacters = 52;
constexpr size_t kChecksumCharacters = 6;
constexpr size_t kCharacters =
    kPrefix.size() + 1 + kIdCharacters + 1 + kSecretCharacters + kChecksumCharacters;

char LetterOf(CredentialKind kind) {
  switch (kind) {
    case CredentialKind::kToken:
      return 't';
    case CredentialKind::kSession:
      return 's';
    case CredentialKind::kLink:
      return 'l';
  }
  return '?';
}

std::string ChecksumOf(absl::string_view text) {
  return base::Base32(HashOfSecret(text)).substr(0, kChecksumCharacters);
}

}  // namespace

absl::Status InvalidCredential() {
  return base::Refuse(absl::StatusCode::kUnauthenticated, v1::ERROR_REASON_CREDENTIAL_INVALID,
                      "the credential is unknown, or was cut short or mistyped; give it whole, as "
                      "it was shown when it was made");
}

std::string MakeSecret(CredentialKind kind, absl::string_view id, absl::string_view random) {
  const std::string text =
      absl::StrCat(kPrefix, std::string(1, LetterOf(kind)), id, "_", base::Base32(random));
  return absl::StrCat(text, ChecksumOf(text));
}

absl::StatusOr<SecretParts> ParseSecret(absl::string_view secret) {
  if (secret.size() != kCharacters || !absl::StartsWith(secret, kPrefix)) {
    return InvalidCredential();
  }
  const size_t end = kCharacters - kChecksumCharacters;
  if (!SameHash(ChecksumOf(secret.substr(0, end)), secret.substr(end))) return InvalidCredential();
  SecretParts parts;
  parts.id = std::string(secret.substr(kPrefix.size() + 1, kIdCharacters));
  for (const CredentialKind kind :
       {CredentialKind::kToken, CredentialKind::kSession, CredentialKind::kLink}) {
    if (secret[kPrefix.size()] != LetterOf(kind)) continue;
    parts.kind = kind;
    return parts;
  }
  return InvalidCredential();
}

std::string HashOfSecret(absl::string_view secret) { return base::Sha256(secret); }

bool SameHash(absl::string_view one, absl::string_view other) {
  return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace plenary::access
