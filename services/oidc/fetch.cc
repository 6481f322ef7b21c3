#include "services/oidc/fetch.h"

#include <curl/curl.h>

#include <memory>
#include <mutex>
#include <new>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"
#include "services/oidc/address.h"
#include "services/oidc/json.h"

namespace plenary::oidc {
namespace {

constexpr size_t kMostBytes = 1 << 20;
constexpr long kTimeoutMs = 5000;
constexpr int kPollMs = 1000;

using Easy = std::unique_ptr<CURL, void (*)(CURL*)>;

size_t Append(const char* bytes, size_t size, size_t count, void* target) {
  std::string& body = *static_cast<std::string*>(target);
  if (body.size() + size * count > kMostBytes) return 0;  // curl then gives up
  body.append(bytes, size * count);
  return size * count;
}

CURLM* NewMulti() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  return curl_multi_init();
}

Easy NewTransfer(const std::string& url, const Settings& settings, std::string& body, char* words) {
  Easy easy(curl_easy_init(), curl_easy_cleanup);
  if (easy == nullptr) return easy;
  curl_easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, IsPlain(url) ? "http" : "https");
  curl_easy_setopt(easy.get(), CURLOPT_REDIR_PROTOCOLS_STR, "https");
  // Of a plain address nobody vouches for where it leads.
  curl_easy_setopt(easy.get(), CURLOPT_FOLLOWLOCATION, IsPlain(url) ? 0L : 1L);
  curl_easy_setopt(easy.get(), CURLOPT_MAXREDIRS, 3L);
  curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT_MS, kTimeoutMs);
  curl_easy_setopt(easy.get(), CURLOPT_CONNECTTIMEOUT_MS, kTimeoutMs);
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  // Otherwise ending waits for a name server that does not answer.
  curl_easy_setopt(easy.get(), CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, words);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, Append);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &body);
  if (IsPlain(url)) curl_easy_setopt(easy.get(), CURLOPT_NOPROXY, "*");
  if (!settings.ca_file.empty()) {
    curl_easy_setopt(easy.get(), CURLOPT_CAINFO, settings.ca_file.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_CAPATH, nullptr);
  }
  return easy;
}

// Runs the only transfer of `multi` to its end.
CURLcode RunTransfer(CURLM* multi, const std::atomic<bool>& stopped) {
  int running = 1;
  while (running > 0 && !stopped) {
    if (curl_multi_perform(multi, &running) != CURLM_OK) return CURLE_FAILED_INIT;
    if (running > 0) curl_multi_poll(multi, nullptr, 0, kPollMs, nullptr);
  }
  int left = 0;
  const CURLMsg* message = curl_multi_info_read(multi, &left);
  return message == nullptr ? CURLE_ABORTED_BY_CALLBACK : message->data.result;
}

absl::Status Unreachable(const std::string& url, absl::string_view words) {
  return absl::UnavailableError(absl::StrCat(url, ": ", words));
}

}  // namespace

Fetcher::Fetcher(const Settings& settings) : settings_(settings), multi_(NewMulti()) {
  if (multi_ == nullptr) throw std::bad_alloc();
}

Fetcher::~Fetcher() { curl_multi_cleanup(multi_); }

void Fetcher::Stop() {
  stopped_ = true;
  curl_multi_wakeup(multi_);
}

absl::StatusOr<std::string> Fetcher::Get(const std::string& url) {
  std::string body;
  char words[CURL_ERROR_SIZE] = "";
  const Easy easy = NewTransfer(url, settings_, body, words);
  if (easy == nullptr) return Unreachable(url, "out of memory");
  curl_multi_add_handle(multi_, easy.get());
  const CURLcode code = RunTransfer(multi_, stopped_);
  curl_multi_remove_handle(multi_, easy.get());
  if (code != CURLE_OK) return Unreachable(url, *words != 0 ? words : curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) return Unreachable(url, absl::StrCat("it answers with status ", status));
  return body;
}

absl::StatusOr<std::string> Fetcher::PostForm(const std::string& url, const std::string& form,
                                              const std::string& client,
                                              const std::string& secret) {
  std::string body;
  char words[CURL_ERROR_SIZE] = "";
  const Easy easy = NewTransfer(url, settings_, body, words);
  if (easy == nullptr) return Unreachable(url, "out of memory");
  curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(form.size()));
  curl_easy_setopt(easy.get(), CURLOPT_COPYPOSTFIELDS, form.c_str());
  // What is secret in it is for this address alone.
  curl_easy_setopt(easy.get(), CURLOPT_FOLLOWLOCATION, 0L);
  if (!secret.empty()) {
    curl_easy_setopt(easy.get(), CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    curl_easy_setopt(easy.get(), CURLOPT_USERNAME, client.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_PASSWORD, secret.c_str());
  }
  curl_multi_add_handle(multi_, easy.get());
  const CURLcode code = RunTransfer(multi_, stopped_);
  curl_multi_remove_handle(multi_, easy.get());
  if (code != CURLE_OK) return Unreachable(url, *words != 0 ? words : curl_easy_strerror(code));
  return body;
}

absl::StatusOr<Json> Fetcher::Discover() {
  const std::string discovery =
      absl::StrCat(absl::StripSuffix(settings_.issuer, "/"), "/.well-known/openid-configuration");
  PLENARY_ASSIGN_OR_RETURN(const std::string text, Get(discovery));
  Json document = ParseObject(text);
  const absl::string_view issuer = TextOf(document.get(), "issuer");
  if (issuer != settings_.issuer) {
    return Unreachable(discovery, absl::StrCat("it names the issuer '", issuer,
                                               "'; set oidc-issuer to exactly what it names, if "
                                               "that is the provider you mean"));
  }
  return document;
}

absl::StatusOr<std::string> Fetcher::AddressIn(const Json& document, const char* member) const {
  std::string url(TextOf(document.get(), member));
  // A provider with a certificate does not lead to one without.
  if (!MayFetch(url) || (IsPlain(url) && !IsPlain(settings_.issuer))) {
    return Unreachable(settings_.issuer, absl::StrCat("its ", member, " is no https address"));
  }
  return url;
}

absl::StatusOr<Endpoints> Fetcher::FetchEndpoints() {
  PLENARY_ASSIGN_OR_RETURN(const Json document, Discover());
  Endpoints endpoints;
  PLENARY_ASSIGN_OR_RETURN(endpoints.authorization, AddressIn(document, "authorization_endpoint"));
  PLENARY_ASSIGN_OR_RETURN(endpoints.token, AddressIn(document, "token_endpoint"));
  return endpoints;
}

absl::StatusOr<KeySet> Fetcher::FetchKeys() {
  PLENARY_ASSIGN_OR_RETURN(const Json document, Discover());
  PLENARY_ASSIGN_OR_RETURN(const std::string keys_url, AddressIn(document, "jwks_uri"));
  PLENARY_ASSIGN_OR_RETURN(const std::string keys, Get(keys_url));
  absl::StatusOr<KeySet> set = KeySet::Parse(keys);
  if (!set.ok()) return Unreachable(keys_url, set.status().message());
  return set;
}

}  // namespace plenary::oidc
