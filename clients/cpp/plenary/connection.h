// One connection to a server: what turns a request into an answer, with deadlines and retries.
#ifndef PLENARY_CLIENTS_CPP_PLENARY_CONNECTION_H_
#define PLENARY_CLIENTS_CPP_PLENARY_CONNECTION_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "plenary/options.h"
#include "plenary/stub.h"

namespace plenary {

// Safe from several threads.
class Connection {
 public:
  Connection(absl::string_view target, ClientOptions options);

  // Client::Call.
  absl::Status Call(const google::protobuf::Message& request, google::protobuf::Message& response,
                    const CallOptions& options);

  // Puts who is calling into the metadata of one attempt. FAILED_PRECONDITION: a token would leave
  // this machine in the clear. INVALID_ARGUMENT: the options name a file that cannot be read, or no
  // token. Else what the token's source says.
  absl::Status SignIn(grpc::ClientContext& context) const;

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  const ClientOptions& options() const { return options_; }
  Surroundings& surroundings() const;

 private:
  std::string NewRequestId();
  absl::StatusOr<std::string> Token() const;
  // FAILED_PRECONDITION where a secret would leave this machine in the clear.
  absl::Status MaySendSecrets() const;

  const std::string target_;
  const ClientOptions options_;
  absl::Status usable_;  // whether the files of options_.tls could be read
  const std::shared_ptr<grpc::Channel> channel_;
  Stub stub_;
};

}  // namespace plenary

#endif  // PLENARY_CLIENTS_CPP_PLENARY_CONNECTION_H_
