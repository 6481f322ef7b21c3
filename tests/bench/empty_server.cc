#include "tests/bench/empty_server.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "tests/bench/bytes.h"
#include "tests/bench/empty.grpc.pb.h"

namespace plenary::bench {
namespace {

// The callback API, which plenaryd uses too and which is the fastest of gRPC's for small calls.
class EmptyService : public Empty::CallbackService {
 public:
  explicit EmptyService(int bytes) : body_(bytes, 'x') {}
  grpc::ServerUnaryReactor* Get(grpc::CallbackServerContext* context, const Asked*,
                                Answer* answer) override {
    answer->set_body(body_);
    grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  const std::string body_;
};

}  // namespace

EmptyServer::EmptyServer(int bytes, const std::string& log)
    : port_(FreePort()),
      child_(std::make_unique<Child>(
          std::vector<std::string>{"/proc/self/exe", "--serve-empty", absl::StrCat(port_),
                                   absl::StrCat(bytes)},
          log)) {}

GrpcLoad EmptyServer::Load(int callers, const std::string& name) const {
  return {absl::StrCat("127.0.0.1:", port_), "/plenary.bench.Empty/Get", callers,
          [name] {
            Asked asked;
            asked.set_name(name);
            return ToBytes(asked);
          },
          nullptr};
}

void ServeEmpty(int port, int bytes) {
  EmptyService service(bytes);
  grpc::ServerBuilder builder;
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddListeningPort(absl::StrCat("127.0.0.1:", port), grpc::InsecureServerCredentials());
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server != nullptr) server->Wait();
}

}  // namespace plenary::bench
