// Speaks HTTP/1.1 on a port, with or without TLS.
#ifndef PLENARY_SERVICES_GATEWAY_HTTP_SERVER_H_
#define PLENARY_SERVICES_GATEWAY_HTTP_SERVER_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/gateway/http.h"
#include "services/gateway/tls_texts.h"

namespace plenary::gateway {

struct HttpSettings {
  std::string host;        // "127.0.0.1", "[::1]"
  int port = 0;            // 0: any free one
  TlsSource tls;           // empty: none
  std::string public_url;  // where people reach it; empty where that isn't known
  int64_t max_connections = 20'000;
  int64_t max_connections_per_address = 2'000;
  int threads = 2;
  // From the first byte of a head to its last; also for a connection that sends nothing, and for
  // the handshake of TLS.
  absl::Duration head_deadline = absl::Seconds(10);
  // How long a connection may be kept without a request.
  absl::Duration idle = absl::Seconds(75);
  // How long a client may be silent in the middle of a body, or not take what it is sent. A body
  // that comes at less than a kilobyte a second beyond that is given up, too.
  absl::Duration silence = absl::Seconds(30);
};

// What the port has to do with. Counters only grow.
struct HttpStats {
  std::atomic<int64_t> connections = 0;  // open now
  std::atomic<int64_t> accepted = 0;
  std::atomic<int64_t> refused = 0;    // since there were too many
  std::atomic<int64_t> malformed = 0;  // requests that were no HTTP, or ambiguous
  std::atomic<int64_t> timeouts = 0;   // connections given up since they were too slow
  std::atomic<int64_t> requests = 0;
  std::atomic<int64_t> bytes_in = 0;
  std::atomic<int64_t> bytes_out = 0;
};

// Takes connections from Serve to Stop, on a few threads whatever their number.
class HttpServer {
 public:
  // Called on a connection's thread, which it must not block, for each request; answers now or
  // later.
  using Handler = std::function<void(ExchangePtr exchange)>;

  // Takes the port. ALREADY_EXISTS where it is in use; INVALID_ARGUMENT where the host is none.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Listen(HttpSettings settings);
  // Has requests answered from now on. Once.
  void Serve(Handler handler);
  // Stops.
  ~HttpServer();

  int port() const;
  const HttpStats& stats() const;

  // Takes no new connections, closes those without a request, and the others after their answer.
  void Drain();
  // Drains, waits up to `most` for what is under way, and cuts the rest.
  void Stop(absl::Duration most);

 private:
  class Listener;
  explicit HttpServer(std::unique_ptr<Listener> listener);
  std::unique_ptr<Listener> listener_;
};

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_HTTP_SERVER_H_
