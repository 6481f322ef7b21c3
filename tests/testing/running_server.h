// A real server in this process, on a free port of loopback, for tests that speak gRPC to it.
#ifndef PLENARY_TESTS_TESTING_RUNNING_SERVER_H_
#define PLENARY_TESTS_TESTING_RUNNING_SERVER_H_

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/impl/codegen/client_unary_call.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/client_interceptor.h"
#include "services/access/bootstrap.h"
#include "services/base/clock.h"
#include "services/base/errors.h"
#include "services/base/ids.h"
#include "services/server/options.h"
#include "services/server/server.h"
#include "services/storage/store.h"
#include "tests/testing/vault.h"

namespace plenary::testing {

// The machine's clock, set forward by as much as a test likes.
class ForwardClock : public base::Clock {
 public:
  absl::Time Now() const override { return absl::Now() + absl::Seconds(forward_seconds_.load()); }
  void Forward(absl::Duration by) { forward_seconds_ += absl::ToInt64Seconds(by); }

 private:
  std::atomic<int64_t> forward_seconds_ = 0;
};

// Options for tests: any port, no log, no limit on how fast a test calls.
inline server::ServerOptions TestOptions() {
  server::ServerOptions options;
  options.listen = "127.0.0.1:0";
  options.log_level = server::LogLevel::kOff;
  options.rate_reads = 0;
  options.rate_writes = 0;
  return options;
}

// Sends a credential with each call that brings none of its own.
class SigningIn : public grpc::experimental::Interceptor {
 public:
  explicit SigningIn(const std::string& secret) : header_(absl::StrCat("Bearer ", secret)) {}

  void Intercept(grpc::experimental::InterceptorBatchMethods* call) override {
    if (call->QueryInterceptionHookPoint(
            grpc::experimental::InterceptionHookPoints::PRE_SEND_INITIAL_METADATA)) {
      auto& metadata = *call->GetSendInitialMetadata();
      if (metadata.count("authorization") == 0) metadata.emplace("authorization", header_);
    }
    call->Proceed();
  }

 private:
  const std::string header_;
};

class SigningInFactory : public grpc::experimental::ClientInterceptorFactoryInterface {
 public:
  explicit SigningInFactory(std::string secret) : secret_(std::move(secret)) {}
  grpc::experimental::Interceptor* CreateClientInterceptor(
      grpc::experimental::ClientRpcInfo*) override {
    return new SigningIn(secret_);
  }

 private:
  const std::string secret_;
};

// The first administrator's token of each database, which is told but once: a second server over
// the same one is asked in its name, too.
class AdminSecrets {
 public:
  static std::string Of(const std::string& database, storage::Store& store, base::Random& random) {
    static auto& secrets = *new AdminSecrets;
    const std::lock_guard<std::mutex> lock(secrets.mutex_);
    const absl::StatusOr<absl::optional<std::string>> made =
        access::MakeFirstAdministrator(store, random);
    if (!made.ok()) throw std::runtime_error(made.status().ToString());
    if (made->has_value()) secrets.by_database_[database] = **made;
    return secrets.by_database_[database];
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> by_database_;  // guarded by mutex_
};

// Throws where the database or the server cannot be opened, which ends the test. Its channels call
// as the first administrator, unless they are given another credential.
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
    admin_secret_ = AdminSecrets::Of(database_, *store_, random_);
    server_ = Value(server::PlenaryServer::Start(options_, *store_, TestVault(), clock_, random_));
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
  std::shared_ptr<grpc::Channel> NewChannel(const grpc::ChannelArguments& arguments = {}) const {
    return NewChannel(admin_secret_, arguments);
  }
  // One whose calls carry `secret`; empty: nothing.
  std::shared_ptr<grpc::Channel> NewChannel(const std::string& secret,
                                            grpc::ChannelArguments arguments = {}) const {
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>> factories;
    if (!secret.empty()) factories.push_back(std::make_unique<SigningInFactory>(secret));
    return grpc::experimental::CreateCustomChannelWithInterceptors(
        server_->address(), grpc::InsecureChannelCredentials(), arguments, std::move(factories));
  }
  // The token of "users/admin".
  const std::string& admin_secret() const { return admin_secret_; }
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
  std::string admin_secret_;
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
