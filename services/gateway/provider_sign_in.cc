#include "services/gateway/provider_sign_in.h"

#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"
#include "services/gateway/answers.h"
#include "services/gateway/cookie_rules.h"

namespace plenary::gateway {
namespace {

constexpr absl::Duration kAttemptLife = absl::Minutes(10);
constexpr int kSecretBytes = 32;

std::string CookieName(bool is_encrypted) {
  return is_encrypted ? "__Host-plenary_sign_in" : "plenary_sign_in";
}

absl::Status NoAttempt() {
  return base::Refuse(absl::StatusCode::kUnauthenticated, v1::ERROR_REASON_CREDENTIAL_INVALID,
                      "this sign-in was not begun in this browser, or too long ago; sign in again");
}

}  // namespace

ProviderSignIn::ProviderSignIn(oidc::CodeFlow& flow, const Sessions& sessions,
                               std::string public_url,
                               std::function<std::string(int count)> random_bytes)
    : flow_(flow),
      sessions_(sessions),
      public_url_(std::move(public_url)),
      random_bytes_(std::move(random_bytes)) {}

bool ProviderSignIn::IsEncrypted(const RequestHead& head) const {
  return BrowserSeesEncryption(head.is_encrypted, head.Value("host"), public_url_);
}

// The provider knows it letter by letter, so it is that which people see.
std::string ProviderSignIn::RedirectUri(const RequestHead& head) const {
  const std::string base =
      public_url_.empty()
          ? absl::StrCat(head.is_encrypted ? "https://" : "http://", head.Value("host"))
          : std::string(absl::StripSuffix(public_url_, "/"));
  return absl::StrCat(base, "/session/oidc/callback");
}

void ProviderSignIn::Start(const ExchangePtr& exchange, const Route& route) const {
  const RequestHead& head = exchange->head();
  if (head.method != "GET") return exchange->Send(NoSuchMethod("GET"));
  const absl::optional<Headers> query = ParseQuery(route.query);
  std::string return_to(query.has_value() ? ValueOf(*query, "return") : "");
  if (return_to.empty()) return_to = "/";
  if (!IsOwnPath(return_to)) {
    return exchange->Send(
        ErrorAnswer(base::BadField("return", "is a path of this server: /events")));
  }
  const auto secret = [this] { return absl::WebSafeBase64Escape(random_bytes_(kSecretBytes)); };
  const oidc::Attempt attempt{secret(), secret(), secret(), RedirectUri(head)};
  const bool is_encrypted = IsEncrypted(head);
  const std::string kept = absl::StrCat(attempt.state, ".", attempt.nonce, ".", attempt.verifier,
                                        ".", absl::WebSafeBase64Escape(return_to));
  flow_.Begin(attempt, [exchange, kept, is_encrypted](absl::StatusOr<std::string> address) {
    if (!address.ok()) return exchange->Send(ErrorAnswer(address.status()));
    exchange->Send({303,
                    {{"Location", *std::move(address)},
                     {"Cache-Control", "no-store"},
                     {"Set-Cookie", SetCookie(CookieName(is_encrypted), kept, kAttemptLife,
                                              is_encrypted, /*is_lax=*/true)}},
                    ""});
  });
}

void ProviderSignIn::Return(const ExchangePtr& exchange, const Route& route) const {
  const RequestHead& head = exchange->head();
  if (head.method != "GET") return exchange->Send(NoSuchMethod("GET"));
  const std::vector<std::string> kept =
      absl::StrSplit(CookieValue(head.Value("cookie"), CookieName(IsEncrypted(head))), '.');
  const absl::optional<Headers> query = ParseQuery(route.query);
  std::string return_to;
  if (kept.size() != 4 || !query.has_value() || kept[0] != ValueOf(*query, "state") ||
      !absl::WebSafeBase64Unescape(kept[3], &return_to) || !IsOwnPath(return_to)) {
    return exchange->Send(ErrorAnswer(NoAttempt()));
  }
  const std::string code(ValueOf(*query, "code"));
  if (code.empty()) {
    // Somebody thought better of it, or the provider did.
    return exchange->Send({303, {{"Location", "/"}, {"Cache-Control", "no-store"}}, ""});
  }
  flow_.Finish({kept[0], kept[1], kept[2], RedirectUri(head)}, code,
               [this, exchange, return_to](const absl::StatusOr<std::string>& token) {
                 if (!token.ok()) return exchange->Send(ErrorAnswer(token.status()));
                 sessions_.SignIn(exchange, *token, return_to);
               });
}

}  // namespace plenary::gateway
