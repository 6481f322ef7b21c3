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

// Begins a stream to the client, or one from it; the reactor deletes itself. Arguments other than
// the request live as long as the call.
using StreamOutHandler = std::function<grpc::ServerWriteReactor<grpc::ByteBuffer>*(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request, CallStats& stats)>;
using StreamInHandler = std::function<grpc::ServerReadReactor<grpc::ByteBuffer>*(
    grpc::CallbackServerContext* context, grpc::ByteBuffer* response, CallStats& stats)>;

// The streams, by the full names of their methods.
struct StreamHandlers {
  std::map<std::string, StreamOutHandler> out;
  std::map<std::string, StreamInHandler> in;
};

// Serves every method of one service from its descriptor, with raw messages: counts and limits the
// call, finds out who calls and whether they may, parses it, has it answered in the store, and
// turns the answer into bytes or a google.rpc status. gRPC's threads never wait for anything.
class RpcService : public grpc::Service {
 public:
  // INTERNAL where a method has no binding, or nothing says who may call it. All arguments outlive
  // the service.
  static absl::StatusOr<std::unique_ptr<RpcService>> Make(
      const google::protobuf::ServiceDescriptor& service, const Bindings& bindings,
      const StreamHandlers& streams, Porch& porch);

  // Adds what each method did so far.
  void AddCalls(v1::ServerStatus& status) const;

 private:
  struct Method {
    std::string name;  // "plenary.v1.EventService/GetEvent"
    std::string path;  // "/plenary.v1.EventService/GetEvent"
    const Authorizer* authorizer = nullptr;
    const Binding* binding = nullptr;
    CallStats stats;
  };
  class UnaryCall;

  explicit RpcService(Porch& porch) : porch_(porch) {}
  void AddUnary(Method& method);
  void AddStreamOut(Method& method, const StreamOutHandler& handler);
  void AddStreamIn(Method& method, const StreamInHandler& handler);

  Porch& porch_;
  std::vector<std::unique_ptr<Method>> methods_;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_RPC_SERVICE_H_
