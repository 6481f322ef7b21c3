// The wire: one attempt at one unary call.
#ifndef PLENARY_CLIENTS_CPP_PLENARY_STUB_H_
#define PLENARY_CLIENTS_CPP_PLENARY_STUB_H_

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/support/status.h"

namespace plenary {

// A status with the google.rpc details that came with it.
absl::Status FromGrpcStatus(const grpc::Status& status);

// Safe from several threads.
class Stub {
 public:
  explicit Stub(std::shared_ptr<grpc::Channel> channel) : stub_(std::move(channel)) {}

  // Calls `method` and waits for the answer, at most `time_left`. `context` is used for nothing
  // else, before or after, but may hold metadata.
  absl::Status Call(const google::protobuf::MethodDescriptor& method,
                    const google::protobuf::Message& request, google::protobuf::Message& response,
                    absl::Duration time_left, grpc::ClientContext& context);

 private:
  grpc::TemplatedGenericStub<google::protobuf::MessageLite, google::protobuf::MessageLite> stub_;
};

}  // namespace plenary

#endif  // PLENARY_CLIENTS_CPP_PLENARY_STUB_H_
