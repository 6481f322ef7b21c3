// TLS on the server's port, and the certificates that clients show.
#ifndef PLENARY_SERVICES_SERVER_TLS_H_
#define PLENARY_SERVICES_SERVER_TLS_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grpcpp/security/auth_context.h"
#include "grpcpp/security/server_credentials.h"
#include "services/base/clock.h"
#include "services/gateway/tls_texts.h"
#include "services/server/call_log.h"
#include "services/server/options.h"

namespace plenary::server {

// INVALID_ARGUMENT where `options` would let calls travel unencrypted beyond this machine, or where
// the tls options contradict each other; says what to set. `host` is that of options.listen.
absl::Status CheckTransport(absl::string_view host, const ServerOptions& options);

// The certificate, key and client authorities of the options' files, read again while the server
// runs: what is renewed on disk serves the next connection. Files that don't fit together are not
// taken, and the ones before go on. Safe from several threads.
class TlsFiles {
 public:
  // Tells the operator: kError where something is to be done.
  using Say = std::function<void(LogLevel level, absl::string_view words)>;

  // FAILED_PRECONDITION names the file that is missing, unreadable or does not fit, and says what
  // to do. An expired certificate is no reason to refuse: it is said, once an hour as long as it
  // lasts.
  static absl::StatusOr<std::unique_ptr<TlsFiles>> Read(const ServerOptions& options,
                                                        const base::Clock& clock, Say say);
  ~TlsFiles();

  // What a server listens with. The server is gone before the files.
  const std::shared_ptr<grpc::ServerCredentials>& credentials() const { return credentials_; }

  // Reads the files again now, where they have changed. The same is done every tls-reload-interval.
  void Reload();

  // What is in force, for the gateway, which asks before each handshake.
  std::shared_ptr<const gateway::TlsTexts> texts() const;

  // When the certificate in force expires.
  absl::Time expire_time() const;

 private:
  class Watch;
  explicit TlsFiles(std::unique_ptr<Watch> watch);
  const std::unique_ptr<Watch> watch_;
  const std::shared_ptr<grpc::ServerCredentials> credentials_;
};

// The names of the client certificate of a connection, which passed the client authorities:
// "uri:spiffe://example/badges", "dns:badges.example"; "cn:badges" where it has neither. Empty
// where the client showed none.
std::vector<std::string> CertificateNames(const grpc::AuthContext& context);

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_TLS_H_
