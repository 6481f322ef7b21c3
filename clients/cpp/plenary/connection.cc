#include "plenary/connection.h"

#include <algorithm>
#include <climits>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"
#include "plenary/method.h"
#include "plenary/retry.h"
#include "plenary/v1/options.pb.h"

namespace plenary {
namespace {

using google::protobuf::Message;

// Whether the request holds a password or another secret.
bool HoldsSecret(const Message& request) {
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  request.GetReflection()->ListFields(request, &fields);
  return std::any_of(fields.begin(), fields.end(), [](const auto* field) {
    return field->options().GetExtension(v1::rules).secret();
  });
}

absl::Status ReadPem(const std::string& path, std::string& pem) {
  if (path.empty()) return absl::OkStatus();
  std::ifstream file(path, std::ios::binary);
  pem.assign(std::istreambuf_iterator<char>(file), {});
  if (file && absl::StrContains(pem, "-----BEGIN ")) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(path, file ? " holds nothing in PEM form" : ": this file cannot be read"));
}

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> ChannelCredentialsOf(
    const TlsOptions& tls) {
  if (!IsEncrypted(tls)) return grpc::InsecureChannelCredentials();
  if (tls.cert_file.empty() != tls.key_file.empty()) {
    return absl::InvalidArgumentError("a client certificate and its key come together");
  }
  grpc::SslCredentialsOptions options;
  absl::Status status;
  // Without certificates gRPC takes those of the machine.
  if (tls.ca_file != "system") status.Update(ReadPem(tls.ca_file, options.pem_root_certs));
  status.Update(ReadPem(tls.cert_file, options.pem_cert_chain));
  status.Update(ReadPem(tls.key_file, options.pem_private_key));
  if (!status.ok()) return status;
  return grpc::SslCredentials(options);
}

std::shared_ptr<grpc::Channel> NewChannel(const std::string& target, const ClientOptions& options,
                                          absl::Status& usable) {
  absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> credentials =
      ChannelCredentialsOf(options.tls);
  usable = credentials.status();
  grpc::ChannelArguments arguments;
  // gRPC's own pause between connection attempts grows to two minutes; a retry that meets it would
  // fail without having tried.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS,
                   static_cast<int>(absl::ToInt64Milliseconds(options.retry.first_delay)));
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 1000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 5000);
  // A page of a thousand full resources is larger than gRPC's 4 MB.
  arguments.SetMaxReceiveMessageSize(INT_MAX);
  // What stays on this machine, a token in the clear included, must not go through a proxy.
  if (IsOnThisMachine(target)) arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  if (!options.tls.server_name.empty()) {
    arguments.SetSslTargetNameOverride(options.tls.server_name);
  }
  return grpc::CreateCustomChannel(
      target, usable.ok() ? *credentials : grpc::InsecureChannelCredentials(), arguments);
}

}  // namespace

Connection::Connection(absl::string_view target, ClientOptions options)
    : target_(target),
      options_(std::move(options)),
      channel_(NewChannel(target_, options_, usable_)),
      stub_(channel_) {}

absl::StatusOr<std::string> Connection::Token() const {
  const Credentials& credentials = options_.credentials;
  if (credentials.source) return credentials.source();
  if (!credentials.token.empty()) return credentials.token;
  return credentials.from_environment ? TokenOfEnvironment() : std::string();
}

absl::Status Connection::MaySendSecrets() const {
  if (IsEncrypted(options_.tls) || IsOnThisMachine(target_) ||
      options_.credentials.over_plaintext) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(
      absl::StrCat("tokens and passwords are not sent to ", target_,
                   " without TLS: connect with TLS, or allow plaintext in so many words"));
}

absl::Status Connection::SignIn(grpc::ClientContext& context) const {
  if (!usable_.ok()) return usable_;
  const Credentials& credentials = options_.credentials;
  const absl::StatusOr<std::string> token = Token();
  if (!token.ok()) return token.status();
  if (token->empty()) return absl::OkStatus();
  if (absl::Status status = CheckToken(*token); !status.ok()) return status;
  if (absl::Status status = MaySendSecrets(); !status.ok()) return status;
  context.AddMetadata("authorization", absl::StrCat("Bearer ", *token));
  if (credentials.browser.empty()) return absl::OkStatus();
  absl::Status status = CheckToken(credentials.browser);
  if (status.ok()) context.AddMetadata("plenary-browser", credentials.browser);
  return status;
}

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
  if (HoldsSecret(request)) {
    if (absl::Status status = MaySendSecrets(); !status.ok()) return status;
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
                           grpc::ClientContext context;
                           if (absl::Status status = SignIn(context); !status.ok()) return status;
                           return stub_.Call(*method, sent, response, time_left, context);
                         });
}

}  // namespace plenary
