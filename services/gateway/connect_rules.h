// The Connect protocol, version 1 (connectrpc.com/docs/protocol): its codes, content types,
// deadlines and envelopes.
#ifndef PLENARY_SERVICES_GATEWAY_CONNECT_RULES_H_
#define PLENARY_SERVICES_GATEWAY_CONNECT_RULES_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/rpc/status.pb.h"
#include "services/gateway/http_rules.h"

namespace plenary::gateway {

enum class Codec { kProto, kJson };

// What a body holds.
struct BodyFormat {
  bool is_stream = false;
  Codec codec = Codec::kJson;
};

// Of a Content-Type; nullopt where it is none of the protocol's. A charset but UTF-8 is none.
absl::optional<BodyFormat> FormatOf(absl::string_view content_type);
// The Content-Type of a format: "application/connect+proto".
absl::string_view ContentTypeOf(BodyFormat format);

// "not_found", as the protocol spells a code.
absl::string_view CodeName(absl::StatusCode code);
// The HTTP status of a unary call that failed with it.
int HttpStatusOf(absl::StatusCode code);

// Of Connect-Timeout-Ms; InfiniteDuration where there is none. INVALID_ARGUMENT where it isn't one
// to ten digits.
absl::StatusOr<absl::Duration> TimeoutOf(absl::string_view connect_timeout_ms);

// INVALID_ARGUMENT where Connect-Protocol-Version is there and isn't 1.
absl::Status CheckVersion(absl::string_view connect_protocol_version);

// The compression of a message: whether it is gzip. UNIMPLEMENTED for what isn't known here.
absl::StatusOr<bool> IsGzip(absl::string_view encoding);

// How metadata travels in headers: keys with "-bin" hold base64 without padding. What is HTTP's own
// or gRPC's is left out.
Headers HeadersOf(const Headers& metadata, absl::string_view prefix);

// What stands before each message of a stream.
inline constexpr size_t kPrefixBytes = 5;
inline constexpr uint8_t kCompressedFlag = 1;
inline constexpr uint8_t kEndFlag = 2;
std::string EnvelopePrefix(uint8_t flags, size_t bytes);

// Takes the bytes of a stream apart into messages.
class EnvelopeReader {
 public:
  struct Message {
    uint8_t flags = 0;
    std::string bytes;
  };

  // Refuses messages of more than `most_bytes`.
  explicit EnvelopeReader(size_t most_bytes) : most_bytes_(most_bytes) {}

  void Add(absl::string_view bytes) { buffer_.append(bytes.data(), bytes.size()); }
  // The next message; nullopt where it hasn't come wholly. INVALID_ARGUMENT for flags nobody knows,
  // RESOURCE_EXHAUSTED, MESSAGE_TOO_LARGE.
  absl::StatusOr<absl::optional<Message>> Next();
  // Whether a message has begun, and not ended.
  bool is_amid() const { return read_ < buffer_.size(); }

 private:
  const size_t most_bytes_;
  std::string buffer_;
  size_t read_ = 0;
};

// The unary call in a query, as a browser's GET makes it.
struct QueryCall {
  Codec codec = Codec::kJson;
  bool is_gzip = false;
  std::string message;
};
// INVALID_ARGUMENT says which parameter is missing or wrong.
absl::StatusOr<QueryCall> ParseQueryCall(absl::string_view query);

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_CONNECT_RULES_H_
