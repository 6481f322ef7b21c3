#include "services/gateway/answers.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "services/base/errors.h"
#include "services/gateway/connect_rules.h"
#include "services/gateway/cookie_rules.h"
#include "services/gateway/json_rules.h"

namespace plenary::gateway {
namespace {

// What metadata may hold; more would end the program, not the call.
bool IsPrintable(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

Answer Told(int http_status, const google::rpc::Status& status) {
  Answer answer{http_status,
                {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
                ErrorJson(status)};
  for (const google::protobuf::Any& detail : status.details()) {
    google::rpc::RetryInfo retry;
    if (!detail.UnpackTo(&retry)) continue;
    const int64_t seconds =
        retry.retry_delay().seconds() + (retry.retry_delay().nanos() > 0 ? 1 : 0);
    answer.headers.emplace_back("Retry-After", absl::StrCat(seconds));
  }
  if (http_status == 401) answer.headers.emplace_back("WWW-Authenticate", "Bearer");
  return answer;
}

}  // namespace

Answer ErrorAnswer(const google::rpc::Status& status) {
  return Told(HttpStatusOf(static_cast<absl::StatusCode>(status.code())), status);
}

Answer ErrorAnswer(const absl::Status& status) { return ErrorAnswer(base::ToRpcStatus(status)); }

Answer ErrorAnswer(int http_status, absl::StatusCode code, absl::string_view words) {
  return Told(http_status,
              base::ToRpcStatus(base::Refuse(code, v1::ERROR_REASON_MALFORMED_REQUEST, words)));
}

Answer NoSuchMethod(absl::string_view allowed) {
  Answer answer =
      ErrorAnswer(405, absl::StatusCode::kUnknown, absl::StrCat("the method is none of ", allowed));
  answer.headers.emplace_back("Allow", allowed);
  return answer;
}

Answer JsonAnswer(std::string json) {
  return {
      200, {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}}, std::move(json)};
}

Answer JsonAnswer(const google::protobuf::Message& message) {
  absl::StatusOr<std::string> json =
      JsonOfBytes(*message.GetDescriptor(), message.SerializeAsString());
  return json.ok() ? JsonAnswer(*std::move(json)) : ErrorAnswer(json.status());
}

absl::StatusOr<CallHead> CallerOf(const RequestHead& head, absl::string_view public_url) {
  CallHead call;
  call.peer = head.peer;
  const absl::string_view cookies = head.Value("cookie");
  const bool is_encrypted =
      BrowserSeesEncryption(head.is_encrypted, head.Value("host"), public_url);
  call.browser = CookieValue(cookies, BrowserCookie(is_encrypted));
  call.authorization = std::string(head.Value("authorization"));
  if (call.authorization.empty()) {
    call.credential = SessionIn(cookies, is_encrypted);
    if (!call.credential.empty()) {
      PLENARY_RETURN_IF_ERROR(
          CheckSameOrigin(head.headers, head.is_encrypted, public_url, /*needs_proof=*/true));
    }
  }
  if (!IsPrintable(call.authorization) || !IsPrintable(call.credential)) {
    return base::Refuse(absl::StatusCode::kUnauthenticated, v1::ERROR_REASON_CREDENTIAL_INVALID,
                        "the credential has signs that none has");
  }
  if (!IsPrintable(call.browser)) call.browser.clear();
  return call;
}

}  // namespace plenary::gateway
