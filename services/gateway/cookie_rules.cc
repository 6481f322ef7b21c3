#include "services/gateway/cookie_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/errors.h"

namespace plenary::gateway {
namespace {

// Browsers keep cookies of 4,096 bytes, name and attributes included.
constexpr size_t kPartBytes = 3'500;
constexpr int kMostParts = 3;

std::string PartName(bool is_encrypted, int part) {
  const std::string name = SessionCookie(is_encrypted);
  return part == 0 ? name : absl::StrCat(name, "_", part);
}

absl::Status FromElsewhere() {
  return base::Refuse(
      absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_CREDENTIAL_INVALID,
      "the call carries the cookie of a signed-in browser, but nothing says that a page of this "
      "server made it; programs send 'Authorization: Bearer …' instead");
}

}  // namespace

std::string SessionCookie(bool is_encrypted) {
  return is_encrypted ? "__Host-plenary_session" : "plenary_session";
}

std::string BrowserCookie(bool is_encrypted) {
  return is_encrypted ? "__Host-plenary_browser" : "plenary_browser";
}

std::string CookieValue(absl::string_view cookie_header, absl::string_view name) {
  absl::string_view found;
  for (const absl::string_view item : absl::StrSplit(cookie_header, ';')) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(item, absl::MaxSplits('=', 1));
    if (absl::StripAsciiWhitespace(parts.first) != name) continue;
    const absl::string_view value = absl::StripAsciiWhitespace(parts.second);
    if (!found.empty() && found != value) return "";
    found = value;
  }
  return std::string(found);
}

std::string SetCookie(absl::string_view name, absl::string_view value, absl::Duration life,
                      bool is_encrypted, bool is_lax) {
  const int64_t seconds = std::max<int64_t>(0, absl::ToInt64Seconds(life));
  return absl::StrCat(name, "=", value, "; Path=/; Max-Age=", seconds,
                      "; HttpOnly; SameSite=", is_lax ? "Lax" : "Strict",
                      is_encrypted ? "; Secure" : "");
}

std::string SessionIn(absl::string_view cookie_header, bool is_encrypted) {
  std::string secret;
  for (int part = 0; part < kMostParts; ++part) {
    const std::string value = CookieValue(cookie_header, PartName(is_encrypted, part));
    if (value.empty()) break;
    secret += value;
  }
  return secret;
}

absl::StatusOr<std::vector<std::string>> SetSession(absl::string_view secret, absl::Duration life,
                                                    bool is_encrypted) {
  if (secret.size() > kPartBytes * kMostParts) {
    return base::Refuse(
        absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_MESSAGE_TOO_LARGE,
        absl::StrCat("the identity provider's token has ", secret.size(),
                     " bytes, more than a browser sends along; let the provider put less into it"),
        {{"maxBytes", absl::StrCat(kPartBytes * kMostParts)}});
  }
  std::vector<std::string> cookies;
  for (int part = 0; part < kMostParts; ++part) {
    const absl::string_view value =
        secret.substr(std::min(secret.size(), part * kPartBytes), kPartBytes);
    cookies.push_back(SetCookie(PartName(is_encrypted, part), value,
                                value.empty() ? absl::ZeroDuration() : life, is_encrypted));
  }
  return cookies;
}

bool BrowserSeesEncryption(bool is_encrypted, absl::string_view host_header,
                           absl::string_view public_url) {
  if (is_encrypted) return true;
  const Origin origin = OriginOf(public_url);
  return origin.scheme == "https" && HostOf(origin.authority) == HostOf(host_header);
}

absl::Status CheckSameOrigin(const Headers& headers, bool is_encrypted,
                             absl::string_view public_url, bool needs_proof) {
  const absl::string_view site = ValueOf(headers, "sec-fetch-site");
  if (!site.empty()) {
    return site == "same-origin" || site == "none" ? absl::OkStatus() : FromElsewhere();
  }
  const absl::string_view origin_header = ValueOf(headers, "origin");
  if (origin_header.empty()) return needs_proof ? FromElsewhere() : absl::OkStatus();
  const Origin origin = OriginOf(origin_header);
  const Origin ours = OriginOf(public_url);
  const bool is_public =
      !ours.authority.empty() && origin.scheme == ours.scheme && origin.authority == ours.authority;
  const bool is_host = !origin.authority.empty() &&
                       origin.authority == absl::AsciiStrToLower(ValueOf(headers, "host")) &&
                       (!is_encrypted || origin.scheme == "https");
  return is_public || is_host ? absl::OkStatus() : FromElsewhere();
}

bool IsOwnPath(absl::string_view path) {
  // "//host" and "/\host" lead a browser to another host.
  if (!absl::StartsWith(path, "/") || absl::StartsWith(path, "//")) return false;
  return std::all_of(path.begin(), path.end(),
                     [](char c) { return c > 0x20 && c < 0x7f && c != '\\'; });
}

}  // namespace plenary::gateway
