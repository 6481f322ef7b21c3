#include "services/oidc/code_flow.h"

#include <openssl/sha.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/base/errors.h"
#include "services/oidc/fetch.h"
#include "services/oidc/json.h"
#include "services/oidc/token.h"

namespace plenary::oidc {
namespace {

constexpr size_t kMostWaiting = 100;
constexpr absl::Duration kEndpointsLife = absl::Minutes(10);

// As it stands in a query or a form (RFC 3986, unreserved signs).
std::string Escaped(absl::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)) || absl::StrContains("-_.~", c)) {
      escaped += c;
    } else {
      absl::StrAppend(&escaped, "%", absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
    }
  }
  return escaped;
}

std::string Joined(const std::vector<std::pair<absl::string_view, absl::string_view>>& parameters) {
  std::string text;
  for (const auto& [name, value] : parameters) {
    absl::StrAppend(&text, text.empty() ? "" : "&", name, "=", Escaped(value));
  }
  return text;
}

absl::Status Unreachable() {
  return base::WithRetryAfter(
      base::Refuse(absl::StatusCode::kUnavailable, v1::ERROR_REASON_IDENTITY_PROVIDER_UNREACHABLE,
                   "the identity provider cannot be reached; try again in a moment"),
      absl::Seconds(10));
}

}  // namespace

class CodeFlow::Work {
 public:
  Work(Settings settings, ClientSettings client, const base::Clock& clock)
      : settings_(std::move(settings)),
        client_(std::move(client)),
        clock_(clock),
        fetcher_(settings_),
        thread_([this] { Run(); }) {}
  ~Work() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      stopped_ = true;
    }
    Stop();
    changed_.notify_all();
    thread_.join();
  }

  void Stop() { fetcher_.Stop(); }

  using Task = std::function<void()>;
  void Add(Task task, const Done& done) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (tasks_.size() < kMostWaiting) {
        tasks_.push_back(std::move(task));
        changed_.notify_all();
        return;
      }
    }
    done(Unreachable());
  }

  absl::StatusOr<std::string> AddressFor(const Attempt& attempt) {
    PLENARY_ASSIGN_OR_RETURN(const Endpoints endpoints, FindEndpoints());
    const char* separator = absl::StrContains(endpoints.authorization, '?') ? "&" : "?";
    return absl::StrCat(endpoints.authorization, separator,
                        Joined({{"response_type", "code"},
                                {"client_id", client_.id},
                                {"redirect_uri", attempt.redirect_uri},
                                {"scope", client_.scopes},
                                {"state", attempt.state},
                                {"nonce", attempt.nonce},
                                {"code_challenge", ChallengeOf(attempt.verifier)},
                                {"code_challenge_method", "S256"}}));
  }

  absl::StatusOr<std::string> Exchange(const Attempt& attempt, const std::string& code) {
    PLENARY_ASSIGN_OR_RETURN(const Endpoints endpoints, FindEndpoints());
    const absl::StatusOr<std::string> text =
        fetcher_.PostForm(endpoints.token,
                          Joined({{"grant_type", "authorization_code"},
                                  {"code", code},
                                  {"redirect_uri", attempt.redirect_uri},
                                  {"client_id", client_.id},
                                  {"code_verifier", attempt.verifier}}),
                          client_.id, client_.secret);
    if (!text.ok()) return Unreachable();
    const Json answer = ParseObject(*text);
    std::string access_token(TextOf(answer.get(), "access_token"));
    if (access_token.empty()) {
      return NotAccepted("malformed", "the identity provider refused the sign-in; sign in again");
    }
    PLENARY_RETURN_IF_ERROR(CheckIdToken(attempt, TextOf(answer.get(), "id_token")));
    return access_token;
  }

 private:
  // It came from the provider itself, over the connection that its certificate vouches for, so its
  // signature says nothing more (Core, 3.1.3.7, 6).
  absl::Status CheckIdToken(const Attempt& attempt, absl::string_view text) const {
    Settings of_client = settings_;
    of_client.audience = client_.id;
    PLENARY_ASSIGN_OR_RETURN(const Token token, ParseToken(text, of_client));
    PLENARY_RETURN_IF_ERROR(ReadClaims(token, of_client, clock_.Now()).status());
    if (TextOf(token.payload.get(), "nonce") == attempt.nonce) return absl::OkStatus();
    return NotAccepted("malformed", "the identity provider answers for another sign-in");
  }

  // Used by the thread alone.
  absl::StatusOr<Endpoints> FindEndpoints() {
    const absl::Time now = clock_.Now();
    if (endpoints_.has_value() && now - fetched_ < kEndpointsLife) return *endpoints_;
    absl::StatusOr<Endpoints> endpoints = fetcher_.FetchEndpoints();
    if (!endpoints.ok()) return Unreachable();
    endpoints_ = *std::move(endpoints);
    fetched_ = now;
    return *endpoints_;
  }

  void Run() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return stopped_ || !tasks_.empty(); });
      if (tasks_.empty()) return;
      // Once stopped each ends at once, since nothing is fetched any more.
      const Task task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  const Settings settings_;
  const ClientSettings client_;
  const base::Clock& clock_;
  Fetcher fetcher_;
  absl::optional<Endpoints> endpoints_;
  absl::Time fetched_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> tasks_;  // guarded by mutex_
  bool stopped_ = false;    // guarded by mutex_
  std::thread thread_;      // last: it starts when the rest is there
};

CodeFlow::CodeFlow(Settings settings, ClientSettings client, const base::Clock& clock)
    : work_(std::make_unique<Work>(std::move(settings), std::move(client), clock)) {}

CodeFlow::~CodeFlow() = default;

void CodeFlow::Stop() { work_->Stop(); }

void CodeFlow::Begin(const Attempt& attempt, Done done) {
  work_->Add([work = work_.get(), attempt, done] { done(work->AddressFor(attempt)); }, done);
}

void CodeFlow::Finish(const Attempt& attempt, const std::string& code, Done done) {
  work_->Add([work = work_.get(), attempt, code, done] { done(work->Exchange(attempt, code)); },
             done);
}

std::string ChallengeOf(const std::string& verifier) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size(), digest);
  return absl::WebSafeBase64Escape(
      absl::string_view(reinterpret_cast<const char*>(digest), sizeof digest));
}

}  // namespace plenary::oidc
