#include "plenary/client.h"

#include "plenary/connection.h"

namespace plenary {

Client Client::Connect(absl::string_view target, const ClientOptions& options) {
  return Client(std::make_shared<Connection>(target, options));
}

absl::Status Client::Call(const google::protobuf::Message& request,
                          google::protobuf::Message& response, const CallOptions& options) const {
  return connection_->Call(request, response, options);
}

std::unique_ptr<ChangeStream> Client::WatchChanges(v1::WatchChangesRequest request) const {
  return std::make_unique<ChangeStream>(connection_, std::move(request));
}

}  // namespace plenary
