#include "services/gateway/sessions.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "google/protobuf/struct.pb.h"
#include "plenary/v1/access.pb.h"
#include "services/base/errors.h"
#include "services/gateway/answers.h"
#include "services/gateway/connect_rules.h"
#include "services/gateway/cookie_rules.h"
#include "services/gateway/json_rules.h"

namespace plenary::gateway {
namespace {

constexpr char kLogin[] = "plenary.v1.AccessService/Login";
constexpr char kLogout[] = "plenary.v1.AccessService/Logout";
constexpr char kWhoAmI[] = "plenary.v1.AccessService/WhoAmI";

constexpr size_t kMostBytes = 16 << 10;
constexpr int kBrowserBytes = 18;
constexpr absl::Duration kBrowserLife = absl::Hours(24 * 365);

bool IsPrintable(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

absl::Time TimeOf(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

// Who signed in, for the page.
std::string WhoJson(const v1::WhoAmIResponse& who) {
  const std::string name = who.has_user() ? who.user().name() : who.caller();
  std::string json = absl::StrCat("{\"user\":", QuotedJson(name),
                                  ",\"displayName\":", QuotedJson(who.user().display_name()));
  if (who.has_expire_time()) {
    absl::StrAppend(
        &json, ",\"expireTime\":\"",
        absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", TimeOf(who.expire_time()), absl::UTCTimeZone()),
        "\"");
  }
  return json + "}";
}

}  // namespace

Sessions::Sessions(Backend& backend, std::string public_url, std::string provider,
                   std::function<std::string(int count)> random_bytes)
    : backend_(backend),
      public_url_(std::move(public_url)),
      provider_(std::move(provider)),
      random_bytes_(std::move(random_bytes)) {}

bool Sessions::IsEncrypted(const RequestHead& head) const {
  return BrowserSeesEncryption(head.is_encrypted, head.Value("host"), public_url_);
}

CallHead Sessions::HeadFor(const RequestHead& head, std::string& set_cookie) const {
  const bool is_encrypted = IsEncrypted(head);
  CallHead call;
  call.peer = head.peer;
  call.browser = CookieValue(head.Value("cookie"), BrowserCookie(is_encrypted));
  if (call.browser.empty() || !IsPrintable(call.browser)) {
    call.browser = absl::WebSafeBase64Escape(random_bytes_(kBrowserBytes));
    set_cookie = SetCookie(BrowserCookie(is_encrypted), call.browser, kBrowserLife, is_encrypted);
  }
  return call;
}

void Sessions::AnswerOptions(const ExchangePtr& exchange) const {
  if (exchange->head().method != "GET") return exchange->Send(NoSuchMethod("GET"));
  const std::string provider =
      provider_.empty() ? "false" : absl::StrCat("{\"name\":", QuotedJson(provider_), "}");
  exchange->Send(JsonAnswer(absl::StrCat("{\"password\":true,\"oidc\":", provider, "}")));
}

void Sessions::AnswerSession(const ExchangePtr& exchange) const {
  const std::string& method = exchange->head().method;
  if (method == "DELETE") return LogOut(exchange);
  if (method != "POST") return exchange->Send(NoSuchMethod("POST, DELETE"));
  ReadFields(exchange, [this, exchange](const auto& field) {
    LogIn(exchange, field("user"), field("password"));
  });
}

void Sessions::AnswerLink(const ExchangePtr& exchange) const {
  if (exchange->head().method != "POST") return exchange->Send(NoSuchMethod("POST"));
  ReadFields(exchange, [this, exchange](const auto& field) { SignIn(exchange, field("link")); });
}

// The texts of the JSON object in the request's body. A page of another site cannot send JSON
// without asking first, and where the browser says whose page it is, that is looked at too: nobody
// is signed in as somebody else unnoticed.
void Sessions::ReadFields(
    const ExchangePtr& exchange,
    std::function<void(const std::function<std::string(const char*)>& field)> done) const {
  const RequestHead& head = exchange->head();
  const absl::optional<BodyFormat> format = FormatOf(head.Value("content-type"));
  if (!format.has_value() || format->is_stream || format->codec != Codec::kJson) {
    return exchange->Send(ErrorAnswer(415, absl::StatusCode::kUnknown, "send application/json"));
  }
  const absl::Status status =
      CheckSameOrigin(head.headers, head.is_encrypted, public_url_, /*needs_proof=*/false);
  if (!status.ok()) return exchange->Send(ErrorAnswer(status));
  ReadBody(exchange, kMostBytes,
           [exchange, done = std::move(done)](absl::StatusOr<std::string> body) {
             if (body.ok()) body = BytesOfJson(*google::protobuf::Struct::descriptor(), *body);
             google::protobuf::Struct fields;
             if (!body.ok() || !fields.ParseFromString(*body)) {
               return exchange->Send(ErrorAnswer(body.status()));
             }
             done([&fields](const char* name) {
               const auto found = fields.fields().find(name);
               return found == fields.fields().end() ? std::string() : found->second.string_value();
             });
           });
}

void Sessions::LogIn(const ExchangePtr& exchange, const std::string& user,
                     const std::string& password) const {
  v1::LoginRequest request;
  // People type their id alone.
  request.set_name(absl::StartsWith(user, "users/") ? user : absl::StrCat("users/", user));
  request.set_password(password);
  std::string set_cookie;
  backend_.Call(kLogin, HeadFor(exchange->head(), set_cookie), request.SerializeAsString(),
                [this, exchange](const CallEnd& end, const std::string& bytes) {
                  v1::LoginResponse response;
                  if (end.status.code() != 0 || !response.ParseFromString(bytes)) {
                    return exchange->Send(ErrorAnswer(end.status));
                  }
                  SignIn(exchange, response.secret());
                });
}

void Sessions::SignIn(const ExchangePtr& exchange, const std::string& credential,
                      const std::string& return_to) const {
  if (credential.empty() || !IsPrintable(credential)) {
    return exchange->Send(ErrorAnswer(
        base::Refuse(absl::StatusCode::kUnauthenticated, v1::ERROR_REASON_CREDENTIAL_INVALID,
                     "what is to be signed in with is no credential")));
  }
  std::string set_cookie;
  CallHead call = HeadFor(exchange->head(), set_cookie);
  call.credential = credential;
  backend_.Call(kWhoAmI, call, "",
                [this, exchange, credential, return_to, set_cookie](const CallEnd& end,
                                                                    const std::string& bytes) {
                  v1::WhoAmIResponse who;
                  if (end.status.code() != 0 || !who.ParseFromString(bytes)) {
                    return exchange->Send(ErrorAnswer(end.status));
                  }
                  const absl::Duration life = who.has_expire_time()
                                                  ? TimeOf(who.expire_time()) - absl::Now()
                                                  : absl::Hours(12);
                  const auto cookies = SetSession(credential, life, IsEncrypted(exchange->head()));
                  if (!cookies.ok()) return exchange->Send(ErrorAnswer(cookies.status()));
                  Answer answer = JsonAnswer(WhoJson(who));
                  if (!return_to.empty()) {
                    answer = {303, {{"Location", return_to}, {"Cache-Control", "no-store"}}, ""};
                  }
                  for (const std::string& cookie : *cookies)
                    answer.headers.emplace_back("Set-Cookie", cookie);
                  if (!set_cookie.empty()) answer.headers.emplace_back("Set-Cookie", set_cookie);
                  exchange->Send(std::move(answer));
                });
}

void Sessions::LogOut(const ExchangePtr& exchange) const {
  const absl::StatusOr<CallHead> call = CallerOf(exchange->head(), public_url_);
  if (!call.ok()) return exchange->Send(ErrorAnswer(call.status()));
  backend_.Call(kLogout, *call, "", [this, exchange](const CallEnd&, const std::string&) {
    // A link or a provider's token is no session to end, and one that is over is ended.
    Answer answer = JsonAnswer("{}");
    const auto cookies = SetSession("", absl::ZeroDuration(), IsEncrypted(exchange->head()));
    for (const std::string& cookie : *cookies) answer.headers.emplace_back("Set-Cookie", cookie);
    exchange->Send(std::move(answer));
  });
}

}  // namespace plenary::gateway
