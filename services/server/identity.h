// Who calls: from what a call presents to what its caller may do.
#ifndef PLENARY_SERVICES_SERVER_IDENTITY_H_
#define PLENARY_SERVICES_SERVER_IDENTITY_H_

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grpcpp/server_context.h"
#include "services/access/resolve.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/server/rate_limits.h"
#include "services/server/recent.h"
#include "services/storage/store.h"

namespace plenary::server {

// A caller as it was found out at one moment.
struct Identified {
  access::Caller caller;
  int64_t epoch = 0;  // of Identity, before it was looked up
  absl::Time looked_up;
};
using IdentifiedPtr = std::shared_ptr<const Identified>;

// Turns the tokens of an identity provider into callers.
class ProviderTokens {
 public:
  virtual ~ProviderTokens() = default;
  using Done = std::function<void(absl::StatusOr<access::Caller>)>;
  // Calls `done` exactly once, on any thread, with a caller that expires with the token; must not
  // block. UNAUTHENTICATED: TOKEN_NOT_ACCEPTED, CREDENTIAL_REVOKED. UNAVAILABLE:
  // IDENTITY_PROVIDER_UNREACHABLE.
  virtual void Verify(const std::string& token, Done done) = 0;
};

// What a call presents to prove who makes it.
struct Presented {
  std::string secret;   // what stood behind "Bearer "
  std::string browser;  // what tells browsers apart for registration links; empty where nothing did
  // The names in the client's certificate, where its connection proved one: URIs and DNS names,
  // then the common name.
  std::vector<std::string> certificate_names;
};

// Reads it from a call. UNAUTHENTICATED: CREDENTIAL_MISSING where there is nothing at all,
// CREDENTIAL_INVALID where what is there is no credential, or more than one.
absl::StatusOr<Presented> PresentedBy(const grpc::ServerContextBase& context);

// The address a call comes from, as AddressOf gives it. The gateway of this process, which alone
// knows `gateway_key`, calls for somebody else and says for whom; what anybody else says is not
// looked at.
std::string CallerAddress(const grpc::ServerContextBase& context, absl::string_view gateway_key);

// Finds out who calls. Safe from several threads; never blocks.
//
// Whom it found it remembers, until access changes anywhere or a few seconds are over, so that most
// calls cost no query. What it remembers is bounded, and holds digests of credentials only.
class Identity {
 public:
  // All arguments outlive it; `provider` is nullptr where there is none.
  Identity(storage::Store& store, const base::Clock& clock, base::Random& random,
           RateLimits& limits, ProviderTokens* provider);
  // No call is under way by then. Waits for a poll under way.
  ~Identity();
  Identity(const Identity&) = delete;
  Identity& operator=(const Identity&) = delete;

  using Told = std::function<void(absl::StatusOr<IdentifiedPtr>)>;

  // Calls `told` exactly once: on the caller's stack where nothing has to be looked up, else on a
  // thread that must not be blocked. `address` is as AddressOf gives it, `method` the full name of
  // what is called, in whose name a link is bound to its first browser.
  // UNAUTHENTICATED: CREDENTIAL_MISSING, CREDENTIAL_INVALID, CREDENTIAL_EXPIRED,
  // CREDENTIAL_REVOKED, LINK_BOUND_ELSEWHERE, TOKEN_NOT_ACCEPTED. RESOURCE_EXHAUSTED: RATE_LIMITED
  // after too many wrong credentials from `address`. Whatever the store or provider refuses with.
  void Identify(const grpc::ServerContextBase& context, const std::string& address,
                const std::string& method, Told told);

  // Whether what was found out may no longer be so.
  bool IsStale(const Identified& identified) const;
  // Who was identified, by what holds in `tx`. `epoch` is that of before it was begun.
  // UNAUTHENTICATED: CREDENTIAL_EXPIRED, CREDENTIAL_REVOKED.
  absl::StatusOr<IdentifiedPtr> LookAgain(storage::Tx& tx, const Identified& identified,
                                          int64_t epoch) const;

  // Grows with every change of access: what was looked up before may no longer be so.
  int64_t epoch() const { return epoch_; }
  // Access changed, in this process.
  void Changed() { ++epoch_; }
  // Looks whether another server changed access.
  void Poll();

  // The tokens, sessions and links that were used since this was asked last.
  std::vector<std::string> TakeUsed();
  // How many calls were not identified so far.
  int64_t unauthenticated() const { return unauthenticated_; }
  // How often somebody was not remembered, and had to be looked up.
  int64_t looked_up() const { return looked_up_; }
  // How many callers it remembers.
  size_t remembered() const;

 private:
  struct Question;

  IdentifiedPtr Remembered(const std::string& key);
  void Remember(const std::string& key, const IdentifiedPtr& identified);
  void Ask(const std::shared_ptr<Question>& question);
  void AskForSecret(const std::shared_ptr<Question>& question);
  void AskForCertificate(const std::shared_ptr<Question>& question);
  void Read(const std::shared_ptr<Question>& question, storage::Body body);
  void BindBrowser(const std::shared_ptr<Question>& question);
  void Answer(const Question& question, absl::StatusOr<access::Caller> caller);
  void Refuse(absl::Status status, const Told& told);

  storage::Store& store_;
  const base::Clock& clock_;
  base::Random& random_;
  RateLimits& limits_;
  ProviderTokens* const provider_;
  std::atomic<int64_t> epoch_ = 0;
  std::atomic<int64_t> unauthenticated_ = 0;
  std::atomic<int64_t> looked_up_ = 0;
  mutable std::mutex mutex_;
  // All guarded by mutex_.
  Recent<IdentifiedPtr> by_key_;
  std::unordered_set<std::string> used_;
  std::condition_variable polled_;
  bool polling_ = false;
  int64_t polled_head_ = -1;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_IDENTITY_H_
