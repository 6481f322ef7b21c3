#include "services/oidc/address.h"

#include "absl/strings/match.h"

namespace plenary::oidc {
namespace {

// What stands between the scheme and the path.
absl::string_view AuthorityOf(absl::string_view url) {
  const size_t start = url.find("://") + 3;
  return url.substr(start, url.find_first_of("/?#", start) - start);
}

absl::string_view HostOf(absl::string_view authority) {
  if (absl::StartsWith(authority, "[")) return authority.substr(0, authority.find(']') + 1);
  return authority.substr(0, authority.find(':'));
}

}  // namespace

bool IsPlain(absl::string_view url) { return absl::StartsWith(url, "http://"); }

bool MayFetch(absl::string_view url) {
  if (!IsPlain(url) && !absl::StartsWith(url, "https://")) return false;
  const absl::string_view authority = AuthorityOf(url);
  const absl::string_view host = HostOf(authority);
  if (host.empty() || absl::StrContains(authority, "@") || absl::StrContains(authority, "\\")) {
    return false;
  }
  return !IsPlain(url) || host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

}  // namespace plenary::oidc
