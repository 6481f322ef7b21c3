#include "services/server/identity.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "services/access/secret_rules.h"
#include "services/base/errors.h"
#include "services/server/tls.h"
#include "services/storage/change.h"
#include "services/storage/change_log.h"

namespace plenary::server {
namespace {

constexpr char kAuthorization[] = "authorization";
constexpr char kBrowser[] = "plenary-browser";
// "KEY PEER", by the gateway alone.
constexpr char kGateway[] = "plenary-gateway";
constexpr absl::string_view kBearer = "bearer ";
// How the credentials that this server gives out begin; anything else is an identity provider's.
constexpr absl::string_view kOurs = "pln_";
constexpr size_t kMostSecretBytes = 16 << 10;

constexpr size_t kMostRemembered = 10'000;
constexpr size_t kMostUsed = 100'000;
// Bounds how long a change that this server did not hear of goes unnoticed: an event deleted, with
// the links to it, or a change by another server while the poll fails.
constexpr absl::Duration kTrusted = absl::Seconds(5);

absl::Status Missing() {
  return base::Refuse(
      absl::StatusCode::kUnauthenticated, v1::ERROR_REASON_CREDENTIAL_MISSING,
      "the call carries no credential; send 'authorization: Bearer …' with a token, "
      "a session from Login or a registration link");
}

absl::Status Invalid(absl::string_view words) {
  return base::Refuse(absl::StatusCode::kUnauthenticated, v1::ERROR_REASON_CREDENTIAL_INVALID,
                      words);
}

absl::Status Expired(absl::Time when) {
  const std::string at = absl::FormatTime(absl::RFC3339_full, when, absl::UTCTimeZone());
  return base::Refuse(absl::StatusCode::kUnauthenticated, v1::ERROR_REASON_CREDENTIAL_EXPIRED,
                      absl::StrCat("the credential worked until ", at, "; sign in again"),
                      {{"expiredAt", at}});
}

bool IsPrintable(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

// The one value of a key in a call's metadata; empty where there is none, nullopt where there are
// several: whoever put them together did not mean to be one caller.
absl::optional<absl::string_view> OnlyValue(const grpc::ServerContextBase& context,
                                            const char* key) {
  const auto& metadata = context.client_metadata();
  const auto [first, last] = metadata.equal_range(key);
  if (first == last) return absl::string_view();
  if (std::next(first) != last) return absl::nullopt;
  return absl::string_view(first->second.data(), first->second.size());
}

absl::StatusOr<std::string> SecretIn(absl::optional<absl::string_view> header) {
  if (!header.has_value()) return Invalid("the call carries 'authorization' more than once");
  if (header->empty()) return std::string();
  if (!absl::StartsWithIgnoreCase(*header, kBearer)) {
    return Invalid("'authorization' is not of the form 'Bearer …'");
  }
  const absl::string_view secret = header->substr(kBearer.size());
  if (secret.empty() || secret.size() > kMostSecretBytes || !IsPrintable(secret)) {
    return Invalid("what stands behind 'Bearer' is no credential");
  }
  return std::string(secret);
}

// What a caller is remembered by. Two that present anything different never share it, and who reads
// the memory of the server finds no credential in it.
std::string KeyOf(const Presented& presented) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  const auto add = [&state](absl::string_view text) {
    const uint64_t size = text.size();
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(&size), sizeof size);
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), size);
  };
  add(presented.secret);
  add(presented.browser);
  // A certificate counts only where there is no secret.
  if (presented.secret.empty()) {
    for (const std::string& name : presented.certificate_names) add(name);
  }
  std::string key(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256_final(&state, reinterpret_cast<unsigned char*>(key.data()));
  return key;
}

}  // namespace

absl::StatusOr<Presented> PresentedBy(const grpc::ServerContextBase& context) {
  Presented presented;
  PLENARY_ASSIGN_OR_RETURN(presented.secret, SecretIn(OnlyValue(context, kAuthorization)));
  const absl::optional<absl::string_view> browser = OnlyValue(context, kBrowser);
  if (!browser.has_value()) return Invalid("the call carries 'plenary-browser' more than once");
  presented.browser = std::string(*browser);
  if (!presented.secret.empty()) return presented;
  const std::shared_ptr<const grpc::AuthContext> proved = context.auth_context();
  if (proved != nullptr) presented.certificate_names = CertificateNames(*proved);
  if (presented.certificate_names.empty()) return Missing();
  return presented;
}

std::string CallerAddress(const grpc::ServerContextBase& context, absl::string_view gateway_key) {
  const std::string peer = context.peer();
  // Only who calls in this process: every connection from outside has an address.
  if (absl::StartsWith(peer, "ipv4:") || absl::StartsWith(peer, "ipv6:") ||
      absl::StartsWith(peer, "unix:") || gateway_key.empty()) {
    return AddressOf(peer);
  }
  const absl::optional<absl::string_view> said = OnlyValue(context, kGateway);
  if (!said.has_value() || said->size() <= gateway_key.size() ||
      sodium_memcmp(said->data(), gateway_key.data(), gateway_key.size()) != 0) {
    return AddressOf(peer);
  }
  return AddressOf(said->substr(gateway_key.size() + 1));
}

// A caller to be looked up.
struct Identity::Question {
  Presented presented;
  std::string key;
  std::string address;
  std::string method;
  int64_t epoch;  // before anything was looked up
  Told told;
  access::Caller caller;  // as a transaction found it
};

Identity::Identity(storage::Store& store, const base::Clock& clock, base::Random& random,
                   RateLimits& limits, ProviderTokens* provider)
    : store_(store),
      clock_(clock),
      random_(random),
      limits_(limits),
      provider_(provider),
      by_key_(kMostRemembered) {}

Identity::~Identity() {
  std::unique_lock<std::mutex> lock(mutex_);
  polled_.wait(lock, [this] { return !polling_; });
}

void Identity::Identify(const grpc::ServerContextBase& context, const std::string& address,
                        const std::string& method, Told told) {
  absl::StatusOr<Presented> presented = PresentedBy(context);
  if (!presented.ok()) return Refuse(std::move(presented).status(), told);
  std::string key = KeyOf(*presented);
  const int64_t epoch = epoch_;
  if (IdentifiedPtr remembered = Remembered(key)) return told(std::move(remembered));
  // Only what is not known is looked at less often, so that one client's wrong credential does not
  // shut out the rest of its house.
  if (absl::Status status = limits_.CheckFailures(address, clock_.Now()); !status.ok()) {
    return told(std::move(status));
  }
  Ask(std::make_shared<Question>(Question{
      *std::move(presented), std::move(key), address, method, epoch, std::move(told), {}}));
}

IdentifiedPtr Identity::Remembered(const std::string& key) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const IdentifiedPtr* found = by_key_.Find(key);
  return found == nullptr || IsStale(**found) ? nullptr : *found;
}

bool Identity::IsStale(const Identified& identified) const {
  if (identified.epoch != epoch_) return true;
  const absl::Time now = clock_.Now();
  return now >= identified.caller.expire || now - identified.looked_up > kTrusted;
}

void Identity::Ask(const std::shared_ptr<Question>& question) {
  const std::string& secret = question->presented.secret;
  if (secret.empty()) return AskForCertificate(question);
  if (absl::StartsWith(secret, kOurs)) return AskForSecret(question);
  if (provider_ == nullptr)
    return Answer(*question, Invalid("this is no credential of the server"));
  provider_->Verify(secret, [this, question](absl::StatusOr<access::Caller> caller) {
    Answer(*question, std::move(caller));
  });
}

void Identity::AskForSecret(const std::shared_ptr<Question>& question) {
  // What was cut short or mistyped costs no query.
  const absl::StatusOr<access::SecretParts> parts = access::ParseSecret(question->presented.secret);
  if (!parts.ok()) return Answer(*question, parts.status());
  Read(question, [question](storage::Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(question->caller, access::ResolveSecret(tx, question->presented.secret,
                                                                     question->presented.browser));
    return absl::OkStatus();
  });
}

void Identity::AskForCertificate(const std::shared_ptr<Question>& question) {
  Read(question, [question](storage::Tx& tx) {
    for (const std::string& name : question->presented.certificate_names) {
      PLENARY_ASSIGN_OR_RETURN(const absl::optional<std::string> user,
                               access::FindByCertificateName(tx, name));
      if (!user.has_value()) continue;
      PLENARY_ASSIGN_OR_RETURN(question->caller, access::ResolveUser(tx, *user));
      return absl::OkStatus();
    }
    return Invalid("the client's certificate belongs to no user");
  });
}

void Identity::Read(const std::shared_ptr<Question>& question, storage::Body body) {
  ++looked_up_;
  store_.Read(std::move(body), [this, question](absl::Status status) {
    if (!status.ok()) return Answer(*question, std::move(status));
    if (question->caller.must_bind_browser) return BindBrowser(question);
    Answer(*question, std::move(question->caller));
  });
}

void Identity::BindBrowser(const std::shared_ptr<Question>& question) {
  const storage::Keys keys = {std::string(storage::kAccessPartition)};
  store_.Write(
      keys,
      [question, keys, seed = random_.Bytes(32)](storage::Tx& tx) {
        const storage::Call call = {question->caller.credential, question->method, ""};
        base::IdSequence ids(seed, tx.now());
        storage::Change change(tx, call, ids);
        std::vector<storage::Statement> statements;
        change.AddStatements(keys, statements);
        PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
        PLENARY_ASSIGN_OR_RETURN(
            question->caller,
            access::BindBrowser(change, question->presented.secret, question->presented.browser));
        return change.Flush();
      },
      [this, question](absl::Status status) {
        if (!status.ok()) return Answer(*question, std::move(status));
        Answer(*question, std::move(question->caller));
      });
}

void Identity::Answer(const Question& question, absl::StatusOr<access::Caller> caller) {
  const absl::Time now = clock_.Now();
  if (!caller.ok()) {
    if (base::ReasonOf(caller.status()) == v1::ERROR_REASON_CREDENTIAL_INVALID) {
      limits_.CountFailure(question.address, now);
    }
    return Refuse(std::move(caller).status(), question.told);
  }
  auto identified =
      std::make_shared<const Identified>(Identified{*std::move(caller), question.epoch, now});
  Remember(question.key, identified);
  question.told(std::move(identified));
}

void Identity::Remember(const std::string& key, const IdentifiedPtr& identified) {
  const std::string& credential = identified->caller.credential;
  const std::lock_guard<std::mutex> lock(mutex_);
  by_key_.Put(key, identified);
  if (!credential.empty() && used_.size() < kMostUsed) used_.insert(credential);
}

void Identity::Refuse(absl::Status status, const Told& told) {
  if (absl::IsUnauthenticated(status)) ++unauthenticated_;
  told(std::move(status));
}

absl::StatusOr<IdentifiedPtr> Identity::LookAgain(storage::Tx& tx, const Identified& identified,
                                                  int64_t epoch) const {
  const access::Caller& before = identified.caller;
  const absl::Time now = clock_.Now();
  if (now >= before.expire) return Expired(before.expire);
  PLENARY_ASSIGN_OR_RETURN(
      access::Caller caller,
      access::ResolveName(tx, before.credential.empty() ? before.name : before.credential));
  // What a provider's token says of its end is known from the token alone.
  caller.expire = std::min(caller.expire, before.expire);
  return std::make_shared<const Identified>(Identified{std::move(caller), epoch, now});
}

void Identity::Poll() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (polling_) return;
    polling_ = true;
  }
  auto head = std::make_shared<storage::ChainHead>();
  store_.Read(
      [head](storage::Tx& tx) {
        PLENARY_ASSIGN_OR_RETURN(*head, storage::ReadHead(tx, storage::kAccessPartition));
        return absl::OkStatus();
      },
      [this, head](const absl::Status& status) {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (status.ok() && std::exchange(polled_head_, head->number) != head->number) Changed();
        polling_ = false;
        polled_.notify_all();
      });
}

std::vector<std::string> Identity::TakeUsed() {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<std::string> used(used_.begin(), used_.end());
  used_.clear();
  return used;
}

size_t Identity::remembered() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return by_key_.size();
}

}  // namespace plenary::server
