#include "services/gateway/json_rules.h"

#include <memory>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/type_resolver.h"
#include "google/protobuf/util/type_resolver_util.h"
#include "services/base/errors.h"
#include "services/gateway/connect_rules.h"

namespace plenary::gateway {
namespace {

constexpr char kTypes[] = "type.googleapis.com";

google::protobuf::util::TypeResolver& Resolver() {
  static auto& resolver = *google::protobuf::util::NewTypeResolverForDescriptorPool(
      kTypes, google::protobuf::DescriptorPool::generated_pool());
  return resolver;
}

std::string UrlOf(const google::protobuf::Descriptor& type) {
  return absl::StrCat(kTypes, "/", type.full_name());
}

// Bytes are base64 without padding in this protocol.
std::string Base64(absl::string_view bytes) {
  std::string text = absl::Base64Escape(bytes);
  while (absl::EndsWith(text, "=")) text.pop_back();
  return text;
}

std::string DetailJson(const google::protobuf::Any& detail) {
  absl::string_view name = detail.type_url();
  name.remove_prefix(name.rfind('/') + 1);
  std::string json =
      absl::StrCat("{\"type\":", QuotedJson(name), ",\"value\":\"", Base64(detail.value()), "\"");
  const google::protobuf::Descriptor* type =
      google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(std::string(name));
  if (type != nullptr) {
    if (const auto debug = JsonOfBytes(*type, detail.value()); debug.ok()) {
      absl::StrAppend(&json, ",\"debug\":", *debug);
    }
  }
  return json + "}";
}

}  // namespace

absl::StatusOr<std::string> BytesOfJson(const google::protobuf::Descriptor& type,
                                        absl::string_view json) {
  std::string bytes;
  const auto status = google::protobuf::util::JsonToBinaryString(
      &Resolver(), UrlOf(type), {json.data(), json.size()}, &bytes);
  if (status.ok()) return bytes;
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_MALFORMED_REQUEST,
                      absl::StrCat("the request is not the JSON of a ", type.full_name(), ": ",
                                   std::string(status.message())));
}

absl::StatusOr<std::string> JsonOfBytes(const google::protobuf::Descriptor& type,
                                        absl::string_view bytes) {
  std::string json;
  const auto status = google::protobuf::util::BinaryToJsonString(&Resolver(), UrlOf(type),
                                                                 std::string(bytes), &json);
  if (status.ok()) return json;
  return absl::InternalError(absl::StrCat(
      "a ", type.full_name(), " is not to be had as JSON: ", std::string(status.message())));
}

std::string QuotedJson(absl::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string json = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      json += {'\\', c};
    } else if (byte < 0x20 || c == '<' || c == '>' || c == '&' || byte == 0x7f) {
      absl::StrAppend(&json, "\\u00", std::string{kDigits[byte >> 4], kDigits[byte & 15]});
    } else {
      json += c;
    }
  }
  return json + "\"";
}

std::string ErrorJson(const google::rpc::Status& status) {
  std::string json =
      absl::StrCat("{\"code\":\"", CodeName(static_cast<absl::StatusCode>(status.code())), "\"");
  if (!status.message().empty()) {
    absl::StrAppend(&json, ",\"message\":", QuotedJson(status.message()));
  }
  if (!status.details().empty()) {
    json += ",\"details\":[";
    bool is_first = true;
    for (const google::protobuf::Any& detail : status.details()) {
      if (!std::exchange(is_first, false)) json += ',';
      json += DetailJson(detail);
    }
    json += ']';
  }
  return json + "}";
}

std::string EndOfStreamJson(const google::rpc::Status& status, const Headers& trailers) {
  std::string json = "{";
  if (status.code() != 0) absl::StrAppend(&json, "\"error\":", ErrorJson(status));
  if (!trailers.empty()) {
    absl::StrAppend(&json, json.size() > 1 ? "," : "", "\"metadata\":{");
    bool is_first = true;
    for (const auto& [key, value] : trailers) {
      if (!std::exchange(is_first, false)) json += ',';
      absl::StrAppend(&json, QuotedJson(key), ":[", QuotedJson(value), "]");
    }
    json += '}';
  }
  return json + "}";
}

}  // namespace plenary::gateway
