#include "services/base/errors.h"

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/protobuf/any.pb.h"

namespace plenary::base {
namespace {

constexpr char kDomain[] = "plenary";
constexpr char kReasonPrefix[] = "ERROR_REASON_";
constexpr char kTypePrefix[] = "type.googleapis.com/";
constexpr int kMostViolations = 500;
// So many bad fields are named in the message itself; the details have the others.
constexpr size_t kViolationsInMessage = 3;

std::string TypeUrl(const google::protobuf::Descriptor& type) {
  return absl::StrCat(kTypePrefix, type.full_name());
}

void AddDetail(const google::protobuf::Message& detail, absl::Status& status) {
  status.SetPayload(TypeUrl(*detail.GetDescriptor()), absl::Cord(detail.SerializeAsString()));
}

template <class Detail>
absl::optional<Detail> DetailOf(const absl::Status& status) {
  const absl::optional<absl::Cord> payload = status.GetPayload(TypeUrl(*Detail::descriptor()));
  Detail detail;
  if (!payload || !detail.ParseFromString(std::string(*payload))) return absl::nullopt;
  return detail;
}

}  // namespace

absl::Status Refuse(absl::StatusCode code, v1::ErrorReason reason, absl::string_view message,
                    Metadata metadata) {
  google::rpc::ErrorInfo info;
  info.set_domain(kDomain);
  info.set_reason(std::string(absl::StripPrefix(v1::ErrorReason_Name(reason), kReasonPrefix)));
  info.mutable_metadata()->insert(metadata.begin(), metadata.end());
  absl::Status status(code, message);
  AddDetail(info, status);
  return status;
}

absl::Status WithRetryAfter(absl::Status status, absl::Duration delay) {
  google::rpc::RetryInfo info;
  const int64_t nanos = absl::ToInt64Nanoseconds(delay);
  info.mutable_retry_delay()->set_seconds(nanos / 1'000'000'000);
  info.mutable_retry_delay()->set_nanos(static_cast<int32_t>(nanos % 1'000'000'000));
  AddDetail(info, status);
  return status;
}

absl::Status WithResource(absl::Status status, const google::protobuf::Message& resource) {
  AddDetail(resource, status);
  return status;
}

absl::Status NotFound(absl::string_view name) {
  return Refuse(absl::StatusCode::kNotFound, v1::ERROR_REASON_RESOURCE_NOT_FOUND,
                absl::StrCat("there is no ", name), {{"resource", std::string(name)}});
}

absl::Status Deleted(absl::string_view name) {
  return Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RESOURCE_DELETED,
                absl::StrCat(name, " was deleted; undelete it first"),
                {{"resource", std::string(name)}});
}

absl::Status StaleEtag(absl::string_view name, absl::string_view current_etag) {
  return Refuse(
      absl::StatusCode::kAborted, v1::ERROR_REASON_ETAG_MISMATCH,
      absl::StrCat(name, " changed since it was read; read it again and repeat with etag ",
                   current_etag),
      {{"resource", std::string(name)}, {"currentEtag", std::string(current_etag)}});
}

void FieldErrors::Add(absl::string_view field, absl::string_view description) {
  ++count_;
  if (violations_.size() < kMostViolations) {
    violations_.emplace_back(std::string(field), std::string(description));
  }
}

absl::Status FieldErrors::ToStatus() const {
  if (empty()) return absl::OkStatus();
  std::string message =
      count_ == 1 ? "one field is wrong: " : absl::StrCat(count_, " fields are wrong: ");
  google::rpc::BadRequest bad_request;
  for (size_t i = 0; i < violations_.size(); ++i) {
    const auto& [field, description] = violations_[i];
    google::rpc::BadRequest::FieldViolation& violation = *bad_request.add_field_violations();
    violation.set_field(field);
    violation.set_description(description);
    if (i < kViolationsInMessage) {
      absl::StrAppend(&message, i == 0 ? "" : "; ", field, ": ", description);
    }
  }
  if (violations_.size() > kViolationsInMessage) absl::StrAppend(&message, "; …");
  absl::Status status =
      Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_INVALID_FIELDS, message);
  AddDetail(bad_request, status);
  return status;
}

absl::Status BadField(absl::string_view field, absl::string_view description) {
  FieldErrors errors;
  errors.Add(field, description);
  return errors.ToStatus();
}

namespace {

// A row's bad fields where it has some, else the row itself, as violations.
void AddViolations(const RowRefusal& refusal, google::rpc::BadRequest& bad_request) {
  if (const auto own = DetailOf<google::rpc::BadRequest>(refusal.status)) {
    bad_request.MergeFrom(*own);
    return;
  }
  google::rpc::BadRequest::FieldViolation& violation = *bad_request.add_field_violations();
  violation.set_field(refusal.field);
  const absl::string_view words = refusal.status.message();
  violation.set_description(std::string(words));
}

}  // namespace

absl::Status RefuseRows(const std::vector<RowRefusal>& refusals) {
  const RowRefusal& first = refusals.front();
  Metadata metadata = MetadataOf(first.status);
  metadata["row"] = absl::StrCat(first.row);
  const std::string message =
      refusals.size() == 1
          ? std::string(first.status.message())
          : absl::StrCat(refusals.size(), " rows are refused, so nothing was done; the first, ",
                         first.field, ": ", first.status.message());
  absl::Status status =
      Refuse(first.status.code(), ReasonOf(first.status), message, std::move(metadata));
  google::rpc::BadRequest bad_request;
  for (const RowRefusal& refusal : refusals) AddViolations(refusal, bad_request);
  const bool is_about_fields = DetailOf<google::rpc::BadRequest>(first.status).has_value();
  if (refusals.size() > 1 || is_about_fields) AddDetail(bad_request, status);
  return status;
}

v1::ErrorReason ReasonOf(const absl::Status& status) {
  const absl::optional<google::rpc::ErrorInfo> info = DetailOf<google::rpc::ErrorInfo>(status);
  v1::ErrorReason reason = v1::ERROR_REASON_UNSPECIFIED;
  if (!info || !v1::ErrorReason_Parse(absl::StrCat(kReasonPrefix, info->reason()), &reason)) {
    return v1::ERROR_REASON_UNSPECIFIED;
  }
  return reason;
}

Metadata MetadataOf(const absl::Status& status) {
  const absl::optional<google::rpc::ErrorInfo> info = DetailOf<google::rpc::ErrorInfo>(status);
  if (!info) return {};
  return Metadata(info->metadata().begin(), info->metadata().end());
}

google::rpc::Status ToRpcStatus(const absl::Status& status) {
  google::rpc::Status rpc_status;
  rpc_status.set_code(static_cast<int>(status.code()));
  rpc_status.set_message(std::string(status.message()));
  status.ForEachPayload([&](absl::string_view type_url, const absl::Cord& payload) {
    google::protobuf::Any& detail = *rpc_status.add_details();
    detail.set_type_url(std::string(type_url));
    detail.set_value(std::string(payload));
  });
  return rpc_status;
}

absl::Status FromRpcStatus(const google::rpc::Status& rpc_status) {
  absl::Status status(static_cast<absl::StatusCode>(rpc_status.code()), rpc_status.message());
  if (status.ok()) return status;
  for (const google::protobuf::Any& detail : rpc_status.details()) {
    status.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  }
  return status;
}

}  // namespace plenary::base
