#include "plenary/stub.h"

#include <chrono>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "google/rpc/status.pb.h"
#include "plenary/status.h"

namespace plenary {

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::Status rich;
  if (rich.ParseFromString(status.error_details()) && rich.code() != 0) return FromRpcStatus(rich);
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
}

absl::Status Stub::Call(const google::protobuf::MethodDescriptor& method,
                        const google::protobuf::Message& request,
                        google::protobuf::Message& response, absl::Duration time_left,
                        grpc::ClientContext& context) {
  context.set_deadline(std::chrono::system_clock::now() + absl::ToChronoMicroseconds(time_left));
  grpc::Status status;
  absl::Notification answered;
  stub_.UnaryCall(&context, absl::StrCat("/", method.service()->full_name(), "/", method.name()),
                  grpc::StubOptions(), &request, &response, [&](grpc::Status result) {
                    status = std::move(result);
                    answered.Notify();
                  });
  answered.WaitForNotification();
  return FromGrpcStatus(status);
}

}  // namespace plenary
