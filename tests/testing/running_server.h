// A real server in this process, on a free port of loopback, for tests that speak gRPC to it.
#ifndef PLENARY_TESTS_TESTING_RUNNING_SERVER_H_
#define PLENARY_TESTS_TESTING_RUNNING_SERVER_H_

#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/impl/codegen/client_unary_call.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/security/credentials.h"
#include "services/base/clock.h"
#include "services/base/errors.h"
#include "services/base/ids.h"
#include "services/server/options.h"
#include "services/server/server.h"
#include "services/storage/store.h"

namespace plenary::testing {

// The machine's clock, set forward by as much as a test likes.
class ForwardClock : public base::Clock {
 public:
  absl::Time Now() const override { return absl::Now() + absl::Seconds(forward_seconds_.load()); }
  void Forward(absl::Duration by) { forward_seconds_ += absl::ToInt64Seconds(by); }

 private:
  std::atomic<int64_t> forward_seconds_ = 0;
};

// Options for tests: any port, no log.
inline server::ServerOptions TestOptions() {
  server::ServerOptions options;
  options.listen = "127.0.0.1:0";
  options.log_level = server::LogLevel::kOff;
  return options;
}

// Throws where the database or the server cannot be opened, which ends the test.
class RunningServer {
 public:
  explicit RunningServer(std::string database, server::ServerOptions options = TestOptions())
      : database_(std::move(database)), options_(Over(database_, std::move(options))) {
    Start();
  }
  ~RunningServer() { Stop(); }

  // Opens the database and serves it.
  void Start() {
    store_ = Value(storage::OpenStore(database_, clock_, options_.store));
    server_ = Value(server::PlenaryServer::Start(options_, *store_, clock_, random_));
    channel_ = NewChannel();
  }
  // Drains the server and closes the database.
  void Stop() {
    channel_.reset();
    server_.reset();
    store_.reset();
  }
  void Restart() {
    Stop();
    Start();
  }

  // A connection of its own.
  std::shared_ptr<grpc::Channel> NewChannel(grpc::ChannelArguments arguments = {}) const {
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    return grpc::CreateCustomChannel(server_->address(), grpc::InsecureChannelCredentials(),
                                     arguments);
  }
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  server::PlenaryServer& server() { return *server_; }
  storage::Store& store() { return *store_; }
  base::Random& random() { return random_; }
  ForwardClock& clock() { return clock_; }

 private:
  static server::ServerOptions Over(const std::string& database, server::ServerOptions options) {
    options.database = database;
    return options;
  }
  template <class T>
  static T Value(absl::StatusOr<T> value) {
    if (!value.ok()) throw std::runtime_error(value.status().ToString());
    return *std::move(value);
  }

  const std::string database_;
  const server::ServerOptions options_;
  ForwardClock clock_;
  base::SystemRandom random_;
  std::unique_ptr<storage::Store> store_;
  std::unique_ptr<server::PlenaryServer> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

// A status with its details, as a client gets it.
inline absl::Status FromGrpc(const grpc::Status& status) {
  google::rpc::Status rich;
  if (!status.ok() && rich.ParseFromString(status.error_details()) && rich.code() != 0) {
    return base::FromRpcStatus(rich);
  }
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
}

// Calls a unary method by its name: "plenary.v1.EventService/GetEvent". Request and response may be
// messages or raw byte buffers.
template <class Request, class Response>
absl::Status CallMethod(grpc::Channel& channel, const std::string& method, const Request& request,
                        Response& response, grpc::ClientContext& context) {
  const std::string path = absl::StrCat("/", method);
  const grpc::internal::RpcMethod rpc(path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC);
  return FromGrpc(grpc::internal::BlockingUnaryCall(&channel, rpc, &context, request, &response));
}
template <class Request, class Response>
absl::Status CallMethod(grpc::Channel& channel, const std::string& method, const Request& request,
                        Response& response) {
  grpc::ClientContext context;
  return CallMethod(channel, method, request, response, context);
}

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_RUNNING_SERVER_H_
