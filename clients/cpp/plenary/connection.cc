#include "plenary/connection.h"

#include <climits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"
#include "plenary/method.h"
#include "plenary/retry.h"

namespace plenary {
namespace {

using google::protobuf::Message;

std::shared_ptr<grpc::Channel> NewChannel(absl::string_view target, const RetryPolicy& policy) {
  grpc::ChannelArguments arguments;
  // gRPC's own pause between connection attempts grows to two minutes; a retry that meets it would
  // fail without having tried.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS,
                   static_cast<int>(absl::ToInt64Milliseconds(policy.first_delay)));
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 1000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 5000);
  // A page of a thousand full resources is larger than gRPC's 4 MB.
  arguments.SetMaxReceiveMessageSize(INT_MAX);
  return grpc::CreateCustomChannel(std::string(target), grpc::InsecureChannelCredentials(),
                                   arguments);
}

}  // namespace

Connection::Connection(absl::string_view target, ClientOptions options)
    : options_(options), channel_(NewChannel(target, options.retry)), stub_(channel_) {}

Surroundings& Connection::surroundings() const {
  return options_.surroundings != nullptr ? *options_.surroundings : Machine();
}

std::string Connection::NewRequestId() {
  return absl::StrFormat("%016x%016x", surroundings().Random(), surroundings().Random());
}

absl::Status Connection::Call(const Message& request, Message& response,
                              const CallOptions& options) {
  const google::protobuf::MethodDescriptor* method = MethodOf(*request.GetDescriptor());
  if (method == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("no method takes a ", request.GetDescriptor()->full_name()));
  }
  if (method->output_type() != response.GetDescriptor()) {
    return absl::InvalidArgumentError(absl::StrCat(method->full_name(), " answers with a ",
                                                   method->output_type()->full_name(), ", not a ",
                                                   response.GetDescriptor()->full_name()));
  }
  std::unique_ptr<Message> with_id;
  const google::protobuf::FieldDescriptor* id =
      request.GetDescriptor()->FindFieldByName("request_id");
  if (options_.fill_request_ids && id != nullptr &&
      request.GetReflection()->GetString(request, id).empty()) {
    with_id.reset(request.New());
    with_id->CopyFrom(request);
    with_id->GetReflection()->SetString(with_id.get(), id, NewRequestId());
  }
  const Message& sent = with_id ? *with_id : request;
  return CallWithRetries(options_.retry, surroundings(), IsSafeToRepeat(sent),
                         surroundings().Now() + options.deadline.value_or(options_.deadline),
                         [&](absl::Duration time_left) {
                           response.Clear();
                           return stub_.Call(*method, sent, response, time_left);
                         });
}

}  // namespace plenary
