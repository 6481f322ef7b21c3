// Cookies (RFC 6265), and whether a browser's call comes from a page of ours.
#ifndef PLENARY_SERVICES_GATEWAY_COOKIE_RULES_H_
#define PLENARY_SERVICES_GATEWAY_COOKIE_RULES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/gateway/http_rules.h"

namespace plenary::gateway {

// The names of the cookies, which a browser keeps from other hosts and from plain http where the
// connection is encrypted ("__Host-").
std::string SessionCookie(bool is_encrypted);
std::string BrowserCookie(bool is_encrypted);

// The value of a cookie in a Cookie header; empty where it isn't there, or is there twice with
// different values.
std::string CookieValue(absl::string_view cookie_header, absl::string_view name);

// A Set-Cookie that no script reads and no other site's page sends; zero `life` takes it back.
// `is_lax`: sent also when a page of another site leads here, for the return from an identity
// provider.
std::string SetCookie(absl::string_view name, absl::string_view value, absl::Duration life,
                      bool is_encrypted, bool is_lax = false);

// The credential a browser is signed in with; empty where there is none. A provider's token that is
// larger than a cookie may be lies in several, numbered ones.
std::string SessionIn(absl::string_view cookie_header, bool is_encrypted);
// The Set-Cookie headers that sign a browser in with `secret`, and clear what longer ones left; an
// empty one signs it out. RESOURCE_EXHAUSTED where it is larger than browsers send along (10,500
// bytes).
absl::StatusOr<std::vector<std::string>> SetSession(absl::string_view secret, absl::Duration life,
                                                    bool is_encrypted);

// Whether the browser sees an encrypted connection: ours is, or that of a proxy which people reach
// by an https `public_url` on the host that was asked for.
bool BrowserSeesEncryption(bool is_encrypted, absl::string_view host_header,
                           absl::string_view public_url);

// Whether a request may be made in the name of whoever the browser's cookies stand for: it comes
// from a page of ours or was typed in. `needs_proof`: also where nothing says where it comes from,
// it doesn't. PERMISSION_DENIED in words.
absl::Status CheckSameOrigin(const Headers& headers, bool is_encrypted,
                             absl::string_view public_url, bool needs_proof);

// Whether `path` leads to a page of ours, wherever a browser would take it: "/events?x#y".
bool IsOwnPath(absl::string_view path);

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_COOKIE_RULES_H_
