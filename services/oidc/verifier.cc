#include "services/oidc/verifier.h"

#include <openssl/sha.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/oidc/fetch.h"
#include "services/oidc/key_set.h"
#include "services/oidc/token.h"

namespace plenary::oidc {
namespace {

constexpr absl::Duration kRefetch = absl::Minutes(10);
constexpr absl::Duration kRefetchForUnknownKey = absl::Seconds(10);
constexpr absl::Duration kRetry = absl::Seconds(2);
constexpr absl::Duration kKeepKeys = absl::Hours(24);
constexpr absl::Duration kRemember = absl::Minutes(5);
constexpr size_t kMostRemembered = 10'000;
constexpr size_t kMostWaiting = 1000;
// How often the fetching thread looks at the clock.
constexpr std::chrono::milliseconds kLook(500);

std::string HashOf(const std::string& token) {
  std::string hash(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(),
         reinterpret_cast<unsigned char*>(hash.data()));
  return hash;
}

absl::Status Unreachable() {
  return base::WithRetryAfter(
      base::Refuse(
          absl::StatusCode::kUnavailable, v1::ERROR_REASON_IDENTITY_PROVIDER_UNREACHABLE,
          "the keys of the identity provider cannot be fetched, so access tokens cannot be "
          "checked; try again a little later"),
      kRetry);
}

absl::Status Busy() {
  return base::WithRetryAfter(
      base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_SERVER_BUSY,
                   absl::StrCat("the server already checks ", kMostWaiting,
                                " access tokens, as many as it takes; try again a little later"),
                   {{"limit", absl::StrCat(kMostWaiting)}}),
      absl::Milliseconds(200));
}

absl::Status Stopped() {
  return base::WithRetryAfter(
      base::Refuse(absl::StatusCode::kUnavailable, v1::ERROR_REASON_SHUTTING_DOWN,
                   "the server is shutting down; connect again"),
      absl::Seconds(1));
}

// A provider that hangs up must not end the program.
void BlockBrokenPipes() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace

// Two threads: one checks tokens, which takes microseconds; the other fetches keys, which takes as
// long as the provider likes.
class Verifier::Work {
 public:
  Work(Settings settings, const base::Clock& clock, Say say)
      : settings_(std::move(settings)),
        clock_(clock),
        say_(std::move(say)),
        fetcher_(settings_),
        checking_([this] { CheckTokens(); }),
        fetching_([this] { FetchKeys(); }) {}
  ~Work();

  void Verify(std::string token, Done done);
  absl::optional<absl::Duration> KeysAge() const;

 private:
  struct Job {
    std::string token;
    Done done;
    bool waited = false;  // for a fetch; none waits twice
  };
  struct Remembered {
    std::shared_ptr<const Claims> claims;
    absl::Time until;
  };

  void CheckTokens();
  void CheckOne(Job job);
  std::shared_ptr<const KeySet> Keys() const;
  // Takes the job where a fetch that may bring its key is under way or due; else it goes on
  // without.
  bool WaitForKeys(Job& job);
  void Remember(const std::string& token, const KeySet* keys,
                const std::shared_ptr<const Claims>& claims);
  void FetchKeys();
  bool FetchIsDue(bool key_is_wanted) const;
  bool IsUnreachable() const;
  void Fetched(absl::StatusOr<KeySet> keys);

  const Settings settings_;
  const base::Clock& clock_;
  const Say say_;
  Fetcher fetcher_;
  mutable std::mutex mutex_;
  std::condition_variable checks_;   // there is a job, or the end
  std::condition_variable fetches_;  // keys are wanted, or the end
  // All below guarded by mutex_.
  bool stopped_ = false;
  std::deque<Job> jobs_;
  std::vector<Job> waiting_;
  std::shared_ptr<const KeySet> keys_;
  bool key_is_wanted_ = false;
  bool is_fetching_ = false;
  bool last_failed_ = false;
  absl::Time last_attempt_ = absl::InfinitePast();
  absl::Time last_success_ = absl::InfinitePast();
  absl::flat_hash_map<std::string, Remembered> remembered_;  // by hash; by keys_
  // Last: they start when the rest is there.
  std::thread checking_;
  std::thread fetching_;
};

Verifier::Work::~Work() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopped_ = true;
  }
  fetcher_.Stop();
  checks_.notify_all();
  fetches_.notify_all();
  fetching_.join();
  checking_.join();
  for (Job& job : jobs_) job.done(Stopped());
  for (Job& job : waiting_) job.done(Stopped());
}

void Verifier::Work::Verify(std::string token, Done done) {
  const std::string hash = HashOf(token);
  std::shared_ptr<const Claims> known;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = remembered_.find(hash);
    if (found != remembered_.end() && clock_.Now() < found->second.until) {
      known = found->second.claims;
    } else if (jobs_.size() + waiting_.size() < kMostWaiting) {
      jobs_.push_back({std::move(token), std::move(done)});
      checks_.notify_one();
      return;
    }
  }
  if (known != nullptr) return done(std::move(known));
  done(Busy());
}

absl::optional<absl::Duration> Verifier::Work::KeysAge() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (last_success_ == absl::InfinitePast()) return absl::nullopt;
  return clock_.Now() - last_success_;
}

void Verifier::Work::CheckTokens() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    checks_.wait(lock, [this] { return stopped_ || !jobs_.empty(); });
    if (stopped_) return;
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    CheckOne(std::move(job));
    lock.lock();
  }
}

void Verifier::Work::CheckOne(Job job) {
  absl::StatusOr<Token> token = ParseToken(job.token, settings_);
  if (!token.ok()) return job.done(token.status());
  std::shared_ptr<const KeySet> keys = Keys();
  if (keys == nullptr || !keys->HasKeyFor(*token)) {
    if (WaitForKeys(job)) return;
    // They may have come just now.
    keys = Keys();
    if (keys == nullptr || IsUnreachable()) return job.done(Unreachable());
  }
  if (absl::Status status = keys->CheckSignature(*token); !status.ok()) return job.done(status);
  absl::StatusOr<Claims> claims = ReadClaims(*token, settings_, clock_.Now());
  if (!claims.ok()) return job.done(claims.status());
  const auto good = std::make_shared<const Claims>(*std::move(claims));
  Remember(job.token, keys.get(), good);
  job.done(good);
}

std::shared_ptr<const KeySet> Verifier::Work::Keys() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return keys_;
}

bool Verifier::Work::WaitForKeys(Job& job) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (job.waited) return false;
  // At the end it is answered with those that wait.
  if (!is_fetching_ && !stopped_) {
    if (!FetchIsDue(/*key_is_wanted=*/true)) return false;
    key_is_wanted_ = true;
    fetches_.notify_one();
  }
  job.waited = true;
  waiting_.push_back(std::move(job));
  return true;
}

// Then nobody knows whether the provider has a key that is not known here.
bool Verifier::Work::IsUnreachable() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return last_failed_;
}

void Verifier::Work::Remember(const std::string& token, const KeySet* keys,
                              const std::shared_ptr<const Claims>& claims) {
  const absl::Time until = std::min(claims->expire, clock_.Now() + kRemember);
  const std::lock_guard<std::mutex> lock(mutex_);
  if (keys != keys_.get()) return;
  // Checking anew takes microseconds, so the fullest memory is simply begun again.
  if (remembered_.size() >= kMostRemembered) remembered_.clear();
  remembered_[HashOf(token)] = {claims, until};
}

void Verifier::Work::FetchKeys() {
  BlockBrokenPipes();
  std::unique_lock<std::mutex> lock(mutex_);
  while (!stopped_) {
    if (!FetchIsDue(key_is_wanted_)) {
      fetches_.wait_for(lock, kLook);
      continue;
    }
    key_is_wanted_ = false;
    is_fetching_ = true;
    last_attempt_ = clock_.Now();
    lock.unlock();
    absl::StatusOr<KeySet> keys = fetcher_.FetchKeys();
    lock.lock();
    is_fetching_ = false;
    if (!stopped_) Fetched(std::move(keys));
  }
}

// Called with mutex_ held.
bool Verifier::Work::FetchIsDue(bool key_is_wanted) const {
  const absl::Time now = clock_.Now();
  const absl::Duration since = now - last_attempt_;
  if (since < absl::ZeroDuration()) return true;  // the clock was set back
  if (keys_ == nullptr) return since >= kRetry;
  if (since < kRefetchForUnknownKey) return false;
  return key_is_wanted || now - last_success_ >= kRefetch;
}

// Called with mutex_ held.
void Verifier::Work::Fetched(absl::StatusOr<KeySet> keys) {
  const bool failed_before = std::exchange(last_failed_, !keys.ok());
  if (keys.ok()) {
    if (failed_before) {
      say_(absl::StrCat("identity provider ", settings_.issuer, ": reached again"));
    }
    keys_ = std::make_shared<const KeySet>(*std::move(keys));
    last_success_ = clock_.Now();
    remembered_.clear();
  } else {
    const absl::string_view words = keys.status().message();
    if (!failed_before) say_(absl::StrCat("identity provider: keys cannot be fetched: ", words));
    if (clock_.Now() - last_success_ >= kKeepKeys) {
      keys_ = nullptr;
      remembered_.clear();
    }
  }
  for (Job& job : waiting_) jobs_.push_back(std::move(job));
  waiting_.clear();
  checks_.notify_one();
}

Verifier::Verifier(Settings settings, const base::Clock& clock, Say say)
    : work_(std::make_unique<Work>(std::move(settings), clock, std::move(say))) {}

Verifier::~Verifier() = default;

void Verifier::Verify(std::string token, Done done) {
  work_->Verify(std::move(token), std::move(done));
}

absl::optional<absl::Duration> Verifier::KeysAge() const { return work_->KeysAge(); }

}  // namespace plenary::oidc
