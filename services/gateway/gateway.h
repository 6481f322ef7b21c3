// The gateway: one HTTP port for browsers, curl, calendar programs and monitoring, in front of the
// gRPC server of the same process.
#ifndef PLENARY_SERVICES_GATEWAY_GATEWAY_H_
#define PLENARY_SERVICES_GATEWAY_GATEWAY_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "plenary/v1/monitoring.pb.h"
#include "services/gateway/http_server.h"
#include "services/oidc/code_flow.h"

namespace grpc {
class ChannelInterface;
}

namespace plenary::gateway {

// Whom /metrics answers.
enum class MetricsAudience { kOff, kLoopback, kEverybody };

struct GatewaySettings {
  HttpSettings http;
  std::string web_root;  // empty: there is no application
  MetricsAudience metrics = MetricsAudience::kLoopback;
  size_t most_message_bytes = 4 << 20;
};

// What the gateway stands before. All of it is safe from several threads, and what it refers to
// outlives the gateway.
struct GatewaySources {
  std::shared_ptr<grpc::ChannelInterface> channel;
  // What is served.
  std::vector<const google::protobuf::ServiceDescriptor*> services;
  // Proves to the server that an address comes from here; nobody else knows it.
  std::string key;
  std::function<std::string(int count)> random_bytes;
  std::function<v1::ServerStatus()> status;
  // Whether the store answers; calls `done` once, on any thread.
  std::function<void(std::function<void(absl::Status)> done)> ready;
  // Signs people in at the identity provider, whose host is `provider`; nullptr where there is
  // none.
  std::unique_ptr<oidc::CodeFlow> flow;
  std::string provider;
};

// Serves from Start until it is stopped.
class Gateway {
 public:
  // ALREADY_EXISTS: the port is in use. NOT_FOUND: there is no folder web_root.
  static absl::StatusOr<std::unique_ptr<Gateway>> Start(GatewaySettings settings,
                                                        GatewaySources sources);
  // Stops, cutting what is under way.
  ~Gateway();

  int port() const;

  // Says that it isn't ready, takes no new connections, and ends the others once they have their
  // answer.
  void Drain();
  // Drains; once no call is under way at the server any more, waits up to `most` for answers to
  // leave.
  void Stop(absl::Duration most);

 private:
  class Parts;
  explicit Gateway(std::unique_ptr<Parts> parts);
  const std::unique_ptr<Parts> parts_;
};

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_GATEWAY_H_
