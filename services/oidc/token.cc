#include "services/oidc/token.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/types/optional.h"
#include "services/base/errors.h"

namespace plenary::oidc {
namespace {

constexpr size_t kMostBytes = 16 << 10;
constexpr size_t kMostSubjectBytes = 255;
constexpr size_t kMostNameBytes = 255;
constexpr size_t kMostRoles = 1000;
// What a NumericDate may be, far beyond any calendar.
constexpr double kMostSeconds = 1e12;

absl::Status Malformed(absl::string_view words) { return NotAccepted("malformed", words); }

// base64url without padding (RFC 7515, section 2). Absl's own takes blanks and padding as well.
absl::optional<std::string> Decode(absl::string_view text) {
  const bool clean = std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_';
  });
  std::string bytes;
  if (text.empty() || !clean || !absl::WebSafeBase64Unescape(text, &bytes)) return absl::nullopt;
  return bytes;
}

Json DecodeObject(absl::string_view text) {
  const absl::optional<std::string> bytes = Decode(text);
  return bytes.has_value() ? ParseObject(*bytes) : nullptr;
}

// Other kinds of token are signed by the same keys, and must not pass for one another (RFC 8725,
// section 3.11); extensions that are not understood must be refused (RFC 7515, section 4.1.11).
absl::Status CheckHeader(const json_t* header) {
  for (const char* name : {"crit", "cty", "zip", "enc", "b64"}) {
    if (json_object_get(header, name) != nullptr) {
      return Malformed(absl::StrCat("its header has '", name, "', which is not understood"));
    }
  }
  const json_t* key_id = json_object_get(header, "kid");
  if (key_id != nullptr && !json_is_string(key_id)) return Malformed("its 'kid' is no text");
  const json_t* type = json_object_get(header, "typ");
  if (type == nullptr) return absl::OkStatus();
  const std::string name = absl::AsciiStrToLower(TextOf(header, "typ"));
  if (name == "jwt" || name == "at+jwt" || name == "application/at+jwt") return absl::OkStatus();
  return Malformed("it is a token of another kind");
}

bool IsMember(const json_t* list, absl::string_view wanted) {
  const size_t count = json_array_size(list);
  for (size_t i = 0; i < count; ++i) {
    const json_t* value = json_array_get(list, i);
    if (json_is_string(value) && json_string_value(value) == wanted) return true;
  }
  return false;
}

absl::Status CheckAudience(const json_t* payload, const Settings& settings) {
  const json_t* audience = json_object_get(payload, "aud");
  if (TextOf(payload, "aud") == settings.audience || IsMember(audience, settings.audience)) {
    return absl::OkStatus();
  }
  return NotAccepted("audience", "it is meant for somebody else");
}

// A NumericDate. nullopt where there is none.
absl::StatusOr<absl::optional<absl::Time>> TimeOf(const json_t* payload, const char* name) {
  const json_t* value = json_object_get(payload, name);
  if (value == nullptr) return absl::optional<absl::Time>();
  const double seconds = json_number_value(value);
  if (!json_is_number(value) || !std::isfinite(seconds) || std::abs(seconds) > kMostSeconds) {
    return Malformed(absl::StrCat("its '", name, "' is no time"));
  }
  return absl::make_optional(absl::UnixEpoch() + absl::Seconds(seconds));
}

absl::Status ReadTimes(const json_t* payload, const Settings& settings, absl::Time now,
                       Claims& claims) {
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<absl::Time> expire, TimeOf(payload, "exp"));
  if (!expire.has_value()) return Malformed("it has no 'exp', and would never expire");
  claims.expire = *expire + settings.leeway;
  if (now >= claims.expire) return NotAccepted("expired", "it has expired");
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<absl::Time> begin, TimeOf(payload, "nbf"));
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<absl::Time> issued, TimeOf(payload, "iat"));
  for (const absl::optional<absl::Time>& time : {begin, issued}) {
    if (time.has_value() && *time > now + settings.leeway) {
      return NotAccepted("not_yet_valid", "it is of a time to come; compare the clocks");
    }
  }
  // Otherwise nobody could tell which of two tokens says what holds now (RFC 9068, section 2.2).
  if (!issued.has_value()) return Malformed("it has no 'iat'");
  claims.issued_at = *issued;
  return absl::OkStatus();
}

absl::Status ReadSubject(const json_t* payload, Claims& claims) {
  const absl::string_view subject = TextOf(payload, "sub");
  const bool printable = std::none_of(subject.begin(), subject.end(), [](char c) {
    return absl::ascii_iscntrl(static_cast<unsigned char>(c));
  });
  if (subject.empty() || subject.size() > kMostSubjectBytes || !printable) {
    return NotAccepted("subject", "it does not say who signed in");
  }
  claims.subject = std::string(subject);
  return absl::OkStatus();
}

// As much of `text` as may be a display name, cut between characters of UTF-8.
std::string CutName(absl::string_view text) {
  size_t size = std::min(text.size(), kMostNameBytes);
  while (size < text.size() && size > 0 && (text[size] & 0xC0) == 0x80) --size;
  return std::string(text.substr(0, size));
}

// The claim named `path`, which may have dots in its own name, or lie in others.
const json_t* Find(const json_t* payload, const std::string& path) {
  if (const json_t* claim = json_object_get(payload, path.c_str())) return claim;
  for (const std::string& name : std::vector<std::string>(absl::StrSplit(path, '.'))) {
    payload = json_object_get(payload, name.c_str());
  }
  return payload;
}

std::vector<std::string> ReadRoles(const json_t* claim) {
  if (json_is_string(claim)) return {json_string_value(claim)};
  std::vector<std::string> roles;
  const size_t count = std::min(json_array_size(claim), kMostRoles);
  roles.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    const json_t* value = json_array_get(claim, i);
    if (json_is_string(value)) roles.emplace_back(json_string_value(value));
  }
  std::sort(roles.begin(), roles.end());
  return roles;
}

}  // namespace

absl::Status NotAccepted(absl::string_view cause, absl::string_view words) {
  return base::Refuse(absl::StatusCode::kUnauthenticated, v1::ERROR_REASON_TOKEN_NOT_ACCEPTED,
                      absl::StrCat("the access token is not accepted: ", words,
                                   "; sign in again at the identity provider"),
                      {{"cause", std::string(cause)}});
}

absl::StatusOr<Token> ParseToken(absl::string_view text, const Settings& settings) {
  if (text.size() > kMostBytes) return Malformed("it is larger than 16 KiB");
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '.');
  if (parts.size() != 3) return Malformed("it does not have three parts; it may be cut short");
  const Json header = DecodeObject(parts[0]);
  if (header == nullptr) return Malformed("its header is damaged");
  Token token;
  token.text = std::string(text);
  token.algorithm = std::string(TextOf(header.get(), "alg"));
  token.key_id = std::string(TextOf(header.get(), "kid"));
  const std::vector<std::string>& accepted = settings.algorithms;
  if (std::find(accepted.begin(), accepted.end(), token.algorithm) == accepted.end()) {
    return NotAccepted("algorithm", "it is not signed as the server asks");
  }
  PLENARY_RETURN_IF_ERROR(CheckHeader(header.get()));
  token.payload = DecodeObject(parts[1]);
  if (token.payload == nullptr) return Malformed("its payload is damaged");
  if (!Decode(parts[2]).has_value()) return Malformed("its signature is damaged");
  if (TextOf(token.payload.get(), "iss") != settings.issuer) {
    return NotAccepted("issuer", "another identity provider made it");
  }
  return token;
}

absl::StatusOr<Claims> ReadClaims(const Token& token, const Settings& settings, absl::Time now) {
  const json_t* payload = token.payload.get();
  Claims claims;
  claims.issuer = settings.issuer;
  PLENARY_RETURN_IF_ERROR(CheckAudience(payload, settings));
  PLENARY_RETURN_IF_ERROR(ReadTimes(payload, settings, now, claims));
  PLENARY_RETURN_IF_ERROR(ReadSubject(payload, claims));
  const absl::string_view name = TextOf(payload, "name");
  claims.display_name = CutName(name.empty() ? TextOf(payload, "preferred_username") : name);
  claims.roles = ReadRoles(Find(payload, settings.roles_claim));
  return claims;
}

}  // namespace plenary::oidc
