#include "services/server/wire.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "grpcpp/support/proto_buffer_reader.h"
#include "services/base/errors.h"

namespace plenary::server {
namespace {

// A message and its details in trailing metadata: the message percent-encoded, at worst three
// bytes for one, the details in base64.
size_t WireBytes(const google::rpc::Status& status) {
  return 3 * status.message().size() + status.ByteSizeLong() * 4 / 3;
}

// Shortens `text` to at most `most` bytes of whole UTF-8 characters.
void Shorten(std::string& text, size_t most) {
  if (text.size() <= most) return;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80) --most;
  text.resize(most);
}

// Leaves out field errors from the end until the status fits.
void LeaveOutFieldErrors(google::rpc::Status& status, size_t most_bytes) {
  google::rpc::BadRequest bad_request;
  google::rpc::ErrorInfo info;
  google::protobuf::Any* packed_request = nullptr;
  google::protobuf::Any* packed_info = nullptr;
  for (google::protobuf::Any& detail : *status.mutable_details()) {
    if (detail.UnpackTo(&bad_request)) packed_request = &detail;
    if (detail.UnpackTo(&info)) packed_info = &detail;
  }
  if (packed_request == nullptr) return;
  auto& violations = *bad_request.mutable_field_violations();
  if (packed_info != nullptr) {
    (*info.mutable_metadata())["violationsInAll"] = absl::StrCat(violations.size());
    packed_info->PackFrom(info);
  }
  while (!violations.empty() && WireBytes(status) > most_bytes) {
    // A tenth at a time, so that hundreds take few rounds.
    violations.DeleteSubrange(violations.size() - std::max(1, violations.size() / 10),
                              std::max(1, violations.size() / 10));
    packed_request->PackFrom(bad_request);
  }
}

v1::ErrorReason ReasonOfCode(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInvalidArgument:
      return v1::ERROR_REASON_INVALID_FIELDS;
    case absl::StatusCode::kNotFound:
      return v1::ERROR_REASON_RESOURCE_NOT_FOUND;
    case absl::StatusCode::kAlreadyExists:
      return v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS;
    case absl::StatusCode::kAborted:
      return v1::ERROR_REASON_TOO_MUCH_CONTENTION;
    case absl::StatusCode::kUnavailable:
      return v1::ERROR_REASON_DATABASE_UNAVAILABLE;
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled:
      return v1::ERROR_REASON_SERVER_BUSY;
    case absl::StatusCode::kDataLoss:
      return v1::ERROR_REASON_DATABASE_CORRUPT;
    default:
      return v1::ERROR_REASON_INTERNAL;
  }
}

}  // namespace

absl::Status Parse(const grpc::ByteBuffer& bytes, size_t max_bytes,
                   google::protobuf::Message& message) {
  if (bytes.Length() > max_bytes) {
    return base::Refuse(
        absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_MESSAGE_TOO_LARGE,
        absl::StrCat("the request has ", bytes.Length(), " bytes and at most ", max_bytes,
                     " are taken; send less at once"),
        {{"sizeBytes", absl::StrCat(bytes.Length())}, {"maxBytes", absl::StrCat(max_bytes)}});
  }
  // An empty message has no slices, which the reader would take for an error.
  if (bytes.Length() == 0) {
    message.Clear();
    return absl::OkStatus();
  }
  grpc::ByteBuffer copy(bytes);  // shares the slices; the reader wants to write to it
  grpc::ProtoBufferReader reader(&copy);
  if (reader.status().ok() && message.ParseFromZeroCopyStream(&reader)) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_MALFORMED_REQUEST,
                      absl::StrCat("the request is not a ", message.GetDescriptor()->full_name(),
                                   ", or a text in it is not UTF-8"));
}

grpc::ByteBuffer Serialize(const google::protobuf::Message& message) {
  const size_t size = message.ByteSizeLong();
  grpc::Slice slice(size);
  // A fresh slice is ours alone to write to.
  message.SerializeWithCachedSizesToArray(const_cast<uint8_t*>(slice.begin()));
  return grpc::ByteBuffer(&slice, 1);
}

grpc::Status ToGrpcStatus(const absl::Status& status, size_t most_bytes) {
  if (status.ok()) return grpc::Status::OK;
  google::rpc::Status rich = base::ToRpcStatus(status);
  if (WireBytes(rich) > most_bytes) {
    Shorten(*rich.mutable_message(), most_bytes / 16);
    LeaveOutFieldErrors(rich, most_bytes);
  }
  return {static_cast<grpc::StatusCode>(status.code()), rich.message(), rich.SerializeAsString()};
}

absl::Status ForStrangers(const absl::Status& status, absl::string_view request_id) {
  if (!absl::IsInternal(status) && !absl::IsUnknown(status)) return status;
  base::Metadata metadata;
  if (!request_id.empty()) metadata["requestId"] = std::string(request_id);
  return base::Refuse(absl::StatusCode::kInternal, v1::ERROR_REASON_INTERNAL,
                      "a fault of the server; its log has the details, tell its operator",
                      std::move(metadata));
}

absl::Status WithReason(absl::Status status) {
  if (status.ok() || base::ReasonOf(status) != v1::ERROR_REASON_UNSPECIFIED) return status;
  return base::Refuse(status.code(), ReasonOfCode(status.code()), status.message());
}

}  // namespace plenary::server
