#include "services/server/tls.h"

#include <arpa/inet.h>
#include <grpc/grpc.h>
#include <grpc/grpc_security.h>

#include <fstream>
#include <mutex>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/server/pem.h"
#include "services/server/repeating.h"

namespace plenary::server {
namespace {

constexpr absl::Duration kSayAgain = absl::Hours(1);

absl::Status Invalid(absl::string_view words) { return absl::InvalidArgumentError(words); }

// Names are not looked up: who answers for them may change.
bool IsLoopback(absl::string_view host) {
  in_addr address = {};
  if (inet_pton(AF_INET, std::string(host).c_str(), &address) == 1) {
    return ntohl(address.s_addr) >> 24 == 127;
  }
  return host == "localhost" || host == "[::1]";
}

absl::Status CheckFiles(const ServerOptions& options) {
  if (options.tls_cert.empty() != options.tls_key.empty()) {
    return Invalid("tls-cert and tls-key go together: set both, or neither");
  }
  const bool asks = options.tls_client_certificates != ClientCertificates::kOff;
  if (asks && options.tls_cert.empty()) {
    return Invalid("tls-client-certificates needs TLS: set tls-cert and tls-key");
  }
  if (asks && options.tls_client_ca.empty()) {
    return Invalid(
        "tls-client-certificates: set tls-client-ca to the authorities whose certificates are "
        "good");
  }
  if (!asks && !options.tls_client_ca.empty()) {
    return Invalid(
        "tls-client-ca is of no use while tls-client-certificates is off: say allow or require");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) {
    return absl::FailedPreconditionError(absl::StrCat(
        path, " is missing, empty or may not be read by this user; see its place and its rights"));
  }
  return text.str();
}

// What is read from the files at one moment.
struct Material {
  std::string chain;
  std::string key;
  std::string authorities;
  absl::Time expire;

  bool SameTexts(const Material& other) const {
    return chain == other.chain && key == other.key && authorities == other.authorities;
  }
};

absl::StatusOr<Material> ReadMaterial(const ServerOptions& options) {
  Material material;
  PLENARY_ASSIGN_OR_RETURN(material.chain, ReadFile(options.tls_cert));
  PLENARY_ASSIGN_OR_RETURN(material.key, ReadFile(options.tls_key));
  if (!options.tls_client_ca.empty()) {
    PLENARY_ASSIGN_OR_RETURN(material.authorities, ReadFile(options.tls_client_ca));
  }
  return material;
}

absl::Status Check(const ServerOptions& options, Material& material) {
  const absl::StatusOr<absl::Time> expire = CheckPair(material.chain, material.key);
  if (!expire.ok()) {
    const absl::string_view words = expire.status().message();
    return absl::FailedPreconditionError(
        absl::StrCat(options.tls_cert, " and ", options.tls_key, " don't serve: ", words));
  }
  material.expire = *expire;
  if (options.tls_client_ca.empty()) return absl::OkStatus();
  const absl::Status status = CheckAuthorities(material.authorities);
  if (status.ok()) return status;
  const absl::string_view words = status.message();
  return absl::FailedPreconditionError(
      absl::StrCat(options.tls_client_ca, " does not serve: ", words));
}

grpc_ssl_client_certificate_request_type RequestType(ClientCertificates clients) {
  switch (clients) {
    case ClientCertificates::kOff:
      return GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE;
    case ClientCertificates::kAllow:
      return GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY;
    case ClientCertificates::kRequire:
      return GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY;
  }
  return GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE;
}

}  // namespace

// The files, and what of them is in force.
class TlsFiles::Watch {
 public:
  Watch(const ServerOptions& options, const base::Clock& clock, Say say, Material material)
      : options_(options),
        clock_(clock),
        say_(std::move(say)),
        in_force_(std::move(material)),
        texts_(TextsOf(in_force_)),
        rejected_(in_force_) {}

  // Reads the files, and takes what is new and fits.
  void Reload();
  // Says that the certificate has expired, where it was not said in the last hour.
  void SayExpired();
  absl::Time expire_time() const;
  std::shared_ptr<const gateway::TlsTexts> texts() const;
  ClientCertificates clients() const { return options_.tls_client_certificates; }
  // What gRPC is to use from now on, for its callback; nullptr where it has that already.
  grpc_ssl_server_certificate_config* HandOver();

  void Begin(absl::Duration interval) {
    repeating_ = std::make_unique<Repeating>(interval, [this] {
      Reload();
      SayExpired();
    });
  }

 private:
  void Complain(absl::string_view words);
  std::shared_ptr<const gateway::TlsTexts> TextsOf(const Material& material) const;

  const ServerOptions options_;
  const base::Clock& clock_;
  const Say say_;
  mutable std::mutex mutex_;
  // All below guarded by mutex_.
  Material in_force_;
  std::shared_ptr<const gateway::TlsTexts> texts_;  // of in_force_
  bool handed_over_ = false;
  Material rejected_;      // what was last looked at, and not taken
  std::string complaint_;  // what was last said of the files; empty: they are good
  absl::Time said_expired_ = absl::InfinitePast();
  std::unique_ptr<Repeating> repeating_;  // last: it uses the rest
};

void TlsFiles::Watch::Complain(absl::string_view words) {
  if (words == complaint_) return;
  complaint_ = std::string(words);
  say_(LogLevel::kError,
       absl::StrCat("TLS: the files were not taken, and those before go on: ", words));
}

void TlsFiles::Watch::Reload() {
  absl::StatusOr<Material> read = ReadMaterial(options_);
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!read.ok()) return Complain(read.status().message());
  if (read->SameTexts(in_force_)) return complaint_.clear();
  if (read->SameTexts(rejected_)) return;
  const absl::Status status = Check(options_, *read);
  if (!status.ok()) {
    rejected_ = *std::move(read);
    return Complain(status.message());
  }
  in_force_ = *std::move(read);
  texts_ = TextsOf(in_force_);
  handed_over_ = false;
  complaint_.clear();
  said_expired_ = absl::InfinitePast();
  say_(LogLevel::kInfo,
       absl::StrCat("TLS: a new certificate is in force, until ",
                    absl::FormatTime(absl::RFC3339_sec, in_force_.expire, absl::UTCTimeZone())));
}

void TlsFiles::Watch::SayExpired() {
  const absl::Time now = clock_.Now();
  const std::lock_guard<std::mutex> lock(mutex_);
  if (now < in_force_.expire || now < said_expired_ + kSayAgain) return;
  said_expired_ = now;
  say_(LogLevel::kError,
       absl::StrCat("TLS: the certificate expired at ",
                    absl::FormatTime(absl::RFC3339_sec, in_force_.expire, absl::UTCTimeZone()),
                    ", so clients refuse it; put a new one into ", options_.tls_cert));
}

absl::Time TlsFiles::Watch::expire_time() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return in_force_.expire;
}

std::shared_ptr<const gateway::TlsTexts> TlsFiles::Watch::TextsOf(const Material& material) const {
  const bool requires_client = options_.tls_client_certificates == ClientCertificates::kRequire;
  return std::make_shared<const gateway::TlsTexts>(gateway::TlsTexts{
      material.chain, material.key, requires_client ? material.authorities : std::string()});
}

std::shared_ptr<const gateway::TlsTexts> TlsFiles::Watch::texts() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return texts_;
}

grpc_ssl_server_certificate_config* TlsFiles::Watch::HandOver() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (handed_over_) return nullptr;
  handed_over_ = true;
  const grpc_ssl_pem_key_cert_pair pair = {in_force_.key.c_str(), in_force_.chain.c_str()};
  // gRPC insists on authorities, also where no client is asked for a certificate.
  const std::string& authorities =
      in_force_.authorities.empty() ? in_force_.chain : in_force_.authorities;
  return grpc_ssl_server_certificate_config_create(authorities.c_str(), &pair, 1);
}

namespace {

// Asks the files at every handshake. gRPC's own file watcher would take a key and a certificate
// that don't fit together, and refuse every client from then on.
class WatchedCredentials : public grpc::ServerCredentials {
 public:
  using HandOver = std::function<grpc_ssl_server_certificate_config*()>;

  WatchedCredentials(ClientCertificates clients, HandOver hand_over)
      : hand_over_(std::move(hand_over)),
        credentials_(grpc_ssl_server_credentials_create_with_options(
            grpc_ssl_server_credentials_create_options_using_config_fetcher(
                RequestType(clients), &WatchedCredentials::Fetch, this))) {}
  ~WatchedCredentials() override { grpc_server_credentials_release(credentials_); }

  void SetAuthMetadataProcessor(
      const std::shared_ptr<grpc::AuthMetadataProcessor>& /*processor*/) override {}

 private:
  static grpc_ssl_certificate_config_reload_status Fetch(
      void* self, grpc_ssl_server_certificate_config** config) {
    *config = static_cast<WatchedCredentials*>(self)->hand_over_();
    return *config == nullptr ? GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_UNCHANGED
                              : GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_NEW;
  }
  int AddPortToServer(const std::string& address, grpc_server* server) override {
    return grpc_server_add_http2_port(server, address.c_str(), credentials_);
  }

  const HandOver hand_over_;
  grpc_server_credentials* const credentials_;
};

}  // namespace

absl::Status CheckTransport(absl::string_view host, const ServerOptions& options) {
  PLENARY_RETURN_IF_ERROR(CheckFiles(options));
  if (IsLoopback(host) || !options.tls_cert.empty() || !options.plaintext_beyond_loopback.empty()) {
    return absl::OkStatus();
  }
  return Invalid(absl::StrCat(
      "cannot listen on ", host,
      " without TLS: credentials and personal data would be readable on the way. Set tls-cert and "
      "tls-key; or listen on 127.0.0.1; or, where something before the server encrypts, set "
      "plaintext-beyond-loopback = yes-i-know"));
}

absl::StatusOr<std::unique_ptr<TlsFiles>> TlsFiles::Read(const ServerOptions& options,
                                                         const base::Clock& clock, Say say) {
  PLENARY_ASSIGN_OR_RETURN(Material material, ReadMaterial(options));
  PLENARY_RETURN_IF_ERROR(Check(options, material));
  auto watch = std::make_unique<Watch>(options, clock, std::move(say), std::move(material));
  watch->SayExpired();
  watch->Begin(options.tls_reload_interval);
  return std::unique_ptr<TlsFiles>(new TlsFiles(std::move(watch)));
}

TlsFiles::TlsFiles(std::unique_ptr<Watch> watch)
    : watch_(std::move(watch)),
      credentials_(std::make_shared<WatchedCredentials>(
          watch_->clients(), [watch = watch_.get()] { return watch->HandOver(); })) {}

TlsFiles::~TlsFiles() = default;

void TlsFiles::Reload() {
  watch_->Reload();
  watch_->SayExpired();
}

absl::Time TlsFiles::expire_time() const { return watch_->expire_time(); }

std::shared_ptr<const gateway::TlsTexts> TlsFiles::texts() const { return watch_->texts(); }

std::vector<std::string> CertificateNames(const grpc::AuthContext& context) {
  std::vector<std::string> names;
  if (!context.IsPeerAuthenticated()) return names;
  const auto add = [&](const char* property, absl::string_view kind) {
    for (const grpc::string_ref& value : context.FindPropertyValues(property)) {
      names.push_back(absl::StrCat(kind, absl::string_view(value.data(), value.size())));
    }
  };
  add(GRPC_PEER_URI_PROPERTY_NAME, "uri:");
  add(GRPC_PEER_DNS_PROPERTY_NAME, "dns:");
  if (names.empty()) add(GRPC_X509_CN_PROPERTY_NAME, "cn:");
  return names;
}

}  // namespace plenary::server
