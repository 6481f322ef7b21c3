// The one adapter between gRPC and handlers.
#ifndef PLENARY_SERVICES_SERVER_RPC_SERVICE_H_
#define PLENARY_SERVICES_SERVER_RPC_SERVICE_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "plenary/v1/monitoring.pb.h"
#include "services/server/bindings.h"
#include "services/server/call_stats.h"
#include "services/server/porch.h"

namespace plenary::server {

// Begins a server stream; the reactor deletes itself.
using StreamHandler = std::function<grpc::ServerWriteReactor<grpc::ByteBuffer>*(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request, CallStats& stats)>;

// Serves every method of one service from its descriptor, with raw messages: counts and limits the
// call, parses it, has it answered in the store, and turns the answer into bytes or a google.rpc
// status. gRPC's threads never wait for anything.
class RpcService : public grpc::Service {
 public:
  // INTERNAL where a method has no binding. All arguments outlive the service.
  static absl::StatusOr<std::unique_ptr<RpcService>> Make(
      const google::protobuf::ServiceDescriptor& service, const Bindings& bindings,
      const std::map<std::string, StreamHandler>& streams, Porch& porch);

  // Adds what each method did so far.
  void AddCalls(v1::ServerStatus& status) const;

 private:
  struct Method {
    std::string name;  // "plenary.v1.EventService/GetEvent"
    std::string path;  // "/plenary.v1.EventService/GetEvent"
    const Binding* binding = nullptr;
    CallStats stats;
  };
  class UnaryCall;

  explicit RpcService(Porch& porch) : porch_(porch) {}
  void AddUnary(Method& method);
  void AddStream(Method& method, const StreamHandler& handler);

  Porch& porch_;
  std::vector<std::unique_ptr<Method>> methods_;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_RPC_SERVICE_H_
