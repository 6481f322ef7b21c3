// The server: every service over one store, on one port.
#ifndef PLENARY_SERVICES_SERVER_SERVER_H_
#define PLENARY_SERVICES_SERVER_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/server/call_log.h"
#include "services/server/options.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::server {

// A server that runs from Start to Drain.
class PlenaryServer {
 public:
  // Serves `store` on options.listen; port 0 takes any free one. The arguments outlive the server.
  // It sets the store's OnChange listener.
  // INVALID_ARGUMENT: the address is none, or beyond loopback without TLS (CheckTransport).
  // ALREADY_EXISTS: the port is in use.
  static absl::StatusOr<std::unique_ptr<PlenaryServer>> Start(
      const ServerOptions& options, storage::Store& store, const vault::Vault& vault,
      const base::Clock& clock, base::Random& random, CallLog::Sink log = [](absl::string_view) {});

  // Drains.
  ~PlenaryServer();

  int port() const;
  // "127.0.0.1:7780", with the port that was taken.
  std::string address() const;
  // "http://127.0.0.1:7788", with the port that the gateway took; empty where there is none.
  std::string http_address() const;

  // Says NOT_SERVING, takes no new calls, ends the streams, lets running calls finish within the
  // drain time, and returns once everything has stopped. Once is enough.
  void Drain();

  // Does now what is else done every maintenance interval: expired holds, answers and change log
  // entries, a bounded number of each. The first thing that went wrong.
  absl::Status Maintain();

 private:
  class Parts;
  explicit PlenaryServer(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_SERVER_H_
