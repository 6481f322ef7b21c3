// Between messages and statuses of ours and what gRPC carries.
#ifndef PLENARY_SERVICES_SERVER_WIRE_H_
#define PLENARY_SERVICES_SERVER_WIRE_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/status.h"

namespace plenary::server {

// INVALID_ARGUMENT, MALFORMED_REQUEST where the bytes are no such message or a text is not UTF-8;
// RESOURCE_EXHAUSTED, MESSAGE_TOO_LARGE where there are more than `max_bytes`.
absl::Status Parse(const grpc::ByteBuffer& bytes, size_t max_bytes,
                   google::protobuf::Message& message);

grpc::ByteBuffer Serialize(const google::protobuf::Message& message);

// What clients take at least of trailing metadata, in bytes: 8,192, less what gRPC itself adds.
inline constexpr size_t kUsualDetailBytes = 7'500;

// The status as gRPC sends it, its google.rpc details with it. Clients refuse an answer whose
// trailing metadata is too large, so of field errors that don't fit into `most_bytes` the first
// ones are sent; ErrorInfo's metadata `violationsInAll` then says how many there are.
grpc::Status ToGrpcStatus(const absl::Status& status, size_t most_bytes = kUsualDetailBytes);

// What the caller of a call that failed through our fault is told; the log keeps the rest.
absl::Status ForStrangers(const absl::Status& status, absl::string_view request_id);

// Every refusal carries a reason: one that comes without gets that of its code.
absl::Status WithReason(absl::Status status);

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_WIRE_H_
