#include "services/gateway/connect_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"

namespace plenary::gateway {
namespace {

struct Code {
  absl::StatusCode code;
  absl::string_view name;
  int http_status;
};

constexpr Code kCodes[] = {
    {absl::StatusCode::kCancelled, "canceled", 499},
    {absl::StatusCode::kUnknown, "unknown", 500},
    {absl::StatusCode::kInvalidArgument, "invalid_argument", 400},
    {absl::StatusCode::kDeadlineExceeded, "deadline_exceeded", 504},
    {absl::StatusCode::kNotFound, "not_found", 404},
    {absl::StatusCode::kAlreadyExists, "already_exists", 409},
    {absl::StatusCode::kPermissionDenied, "permission_denied", 403},
    {absl::StatusCode::kResourceExhausted, "resource_exhausted", 429},
    {absl::StatusCode::kFailedPrecondition, "failed_precondition", 400},
    {absl::StatusCode::kAborted, "aborted", 409},
    {absl::StatusCode::kOutOfRange, "out_of_range", 400},
    {absl::StatusCode::kUnimplemented, "unimplemented", 501},
    {absl::StatusCode::kInternal, "internal", 500},
    {absl::StatusCode::kUnavailable, "unavailable", 503},
    {absl::StatusCode::kDataLoss, "data_loss", 500},
    {absl::StatusCode::kUnauthenticated, "unauthenticated", 401},
};

const Code& Find(absl::StatusCode code) {
  const auto found = std::find_if(std::begin(kCodes), std::end(kCodes),
                                  [code](const Code& known) { return known.code == code; });
  return found == std::end(kCodes) ? kCodes[1] : *found;
}

absl::Status Malformed(absl::string_view words) {
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_MALFORMED_REQUEST,
                      words);
}

constexpr std::pair<absl::string_view, BodyFormat> kFormats[] = {
    {"application/json", {false, Codec::kJson}},
    {"application/proto", {false, Codec::kProto}},
    {"application/connect+json", {true, Codec::kJson}},
    {"application/connect+proto", {true, Codec::kProto}},
};

// Base64 of either alphabet, with padding or without.
absl::optional<std::string> Unbase64(absl::string_view text) {
  std::string plain;
  const bool is_for_urls = absl::StrContains(text, '-') || absl::StrContains(text, '_');
  const bool ok =
      is_for_urls ? absl::WebSafeBase64Unescape(text, &plain) : absl::Base64Unescape(text, &plain);
  if (!ok) return absl::nullopt;
  return plain;
}

}  // namespace

absl::optional<BodyFormat> FormatOf(absl::string_view content_type) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(content_type, absl::MaxSplits(';', 1));
  const std::string parameters = absl::AsciiStrToLower(absl::StripAsciiWhitespace(parts.second));
  const absl::string_view type = absl::StripAsciiWhitespace(parts.first);
  if (!parameters.empty() && parameters != "charset=utf-8" && parameters != "charset=\"utf-8\"") {
    return absl::nullopt;
  }
  for (const auto& [name, format] : kFormats) {
    if (absl::EqualsIgnoreCase(type, name)) return format;
  }
  return absl::nullopt;
}

absl::string_view ContentTypeOf(BodyFormat format) {
  const auto* found =
      std::find_if(std::begin(kFormats), std::end(kFormats), [format](const auto& known) {
        return known.second.is_stream == format.is_stream && known.second.codec == format.codec;
      });
  return found->first;
}

absl::string_view CodeName(absl::StatusCode code) { return Find(code).name; }

int HttpStatusOf(absl::StatusCode code) { return Find(code).http_status; }

absl::StatusOr<absl::Duration> TimeoutOf(absl::string_view connect_timeout_ms) {
  if (connect_timeout_ms.empty()) return absl::InfiniteDuration();
  int64_t millis = 0;
  if (connect_timeout_ms.size() > 10 || !absl::SimpleAtoi(connect_timeout_ms, &millis) ||
      !absl::ascii_isdigit(static_cast<unsigned char>(connect_timeout_ms.front()))) {
    return Malformed("Connect-Timeout-Ms is not a number of at most ten digits");
  }
  return absl::Milliseconds(millis);
}

absl::Status CheckVersion(absl::string_view connect_protocol_version) {
  if (connect_protocol_version.empty() || connect_protocol_version == "1") return absl::OkStatus();
  return Malformed(
      absl::StrCat("Connect-Protocol-Version is 1 here, not '", connect_protocol_version, "'"));
}

absl::StatusOr<bool> IsGzip(absl::string_view encoding) {
  if (encoding.empty() || absl::EqualsIgnoreCase(encoding, "identity")) return false;
  if (absl::EqualsIgnoreCase(encoding, "gzip")) return true;
  return base::Refuse(
      absl::StatusCode::kUnimplemented, v1::ERROR_REASON_MALFORMED_REQUEST,
      absl::StrCat("the compression '", encoding, "' is not known here; send gzip or identity"));
}

Headers HeadersOf(const Headers& metadata, absl::string_view prefix) {
  static constexpr absl::string_view kOthers[] = {"content-type", "user-agent",     "te",
                                                  "date",         "content-length", "set-cookie"};
  Headers headers;
  for (const auto& [key, value] : metadata) {
    if (absl::StartsWith(key, "grpc-") || absl::StartsWith(key, ":") ||
        std::find(std::begin(kOthers), std::end(kOthers), key) != std::end(kOthers)) {
      continue;
    }
    std::string text = value;
    if (absl::EndsWith(key, "-bin")) {
      text = absl::Base64Escape(value);
      while (absl::EndsWith(text, "=")) text.pop_back();
    }
    headers.emplace_back(absl::StrCat(prefix, key), std::move(text));
  }
  return headers;
}

std::string EnvelopePrefix(uint8_t flags, size_t bytes) {
  std::string prefix(kPrefixBytes, '\0');
  prefix[0] = static_cast<char>(flags);
  for (int i = 0; i < 4; ++i) prefix[1 + i] = static_cast<char>(bytes >> (24 - 8 * i) & 0xff);
  return prefix;
}

absl::StatusOr<absl::optional<EnvelopeReader::Message>> EnvelopeReader::Next() {
  const absl::string_view rest = absl::string_view(buffer_).substr(read_);
  if (rest.size() < kPrefixBytes) return absl::optional<Message>();
  Message message;
  message.flags = static_cast<uint8_t>(rest[0]);
  size_t bytes = 0;
  for (int i = 1; i < 5; ++i) bytes = bytes << 8 | static_cast<uint8_t>(rest[i]);
  if (message.flags > kCompressedFlag) return Malformed("a message has flags that nobody knows");
  if (bytes > most_bytes_) {
    return base::Refuse(
        absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_MESSAGE_TOO_LARGE,
        absl::StrCat("a message has ", bytes, " bytes and at most ", most_bytes_,
                     " are taken; send less at once"),
        {{"sizeBytes", absl::StrCat(bytes)}, {"maxBytes", absl::StrCat(most_bytes_)}});
  }
  if (rest.size() < kPrefixBytes + bytes) return absl::optional<Message>();
  message.bytes = std::string(rest.substr(kPrefixBytes, bytes));
  read_ += kPrefixBytes + bytes;
  // What was read goes when it is most of what is held, so that bytes aren't moved for every
  // message.
  if (read_ * 2 >= buffer_.size()) {
    buffer_.erase(0, read_);
    read_ = 0;
  }
  return absl::make_optional(std::move(message));
}

absl::StatusOr<QueryCall> ParseQueryCall(absl::string_view query) {
  const absl::optional<Headers> parameters = ParseQuery(query);
  if (!parameters.has_value()) return Malformed("the query has an escape that is none");
  QueryCall call;
  if (const absl::string_view version = ValueOf(*parameters, "connect");
      !version.empty() && version != "v1") {
    return Malformed(absl::StrCat("connect is v1 here, not '", version, "'"));
  }
  const absl::string_view encoding = ValueOf(*parameters, "encoding");
  if (encoding != "json" && encoding != "proto") return Malformed("encoding is json or proto");
  call.codec = encoding == "json" ? Codec::kJson : Codec::kProto;
  PLENARY_ASSIGN_OR_RETURN(call.is_gzip, IsGzip(ValueOf(*parameters, "compression")));
  const bool has_message =
      std::any_of(parameters->begin(), parameters->end(),
                  [](const auto& parameter) { return parameter.first == "message"; });
  if (!has_message) return Malformed("message is missing");
  call.message = std::string(ValueOf(*parameters, "message"));
  if (ValueOf(*parameters, "base64") == "1") {
    absl::optional<std::string> plain = Unbase64(call.message);
    if (!plain.has_value()) return Malformed("message is not base64");
    call.message = *std::move(plain);
  }
  return call;
}

}  // namespace plenary::gateway
