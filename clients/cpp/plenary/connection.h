// One connection to a server: what turns a request into an answer, with deadlines and retries.
#ifndef PLENARY_CLIENTS_CPP_PLENARY_CONNECTION_H_
#define PLENARY_CLIENTS_CPP_PLENARY_CONNECTION_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
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

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  const ClientOptions& options() const { return options_; }
  Surroundings& surroundings() const;

 private:
  std::string NewRequestId();

  const ClientOptions options_;
  const std::shared_ptr<grpc::Channel> channel_;
  Stub stub_;
};

}  // namespace plenary

#endif  // PLENARY_CLIENTS_CPP_PLENARY_CONNECTION_H_
