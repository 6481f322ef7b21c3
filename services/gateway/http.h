// What the gateway's parts see of HTTP: one request and its answer, without the library that speaks
// it.
#ifndef PLENARY_SERVICES_GATEWAY_HTTP_H_
#define PLENARY_SERVICES_GATEWAY_HTTP_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "services/gateway/http_rules.h"

namespace plenary::gateway {

// A request whose head has come; `headers` have names in lower case.
struct RequestHead {
  std::string method;  // "GET"
  std::string target;  // "/files/abc?x=1"
  Headers headers;
  std::string peer;           // as gRPC writes it: "ipv4:192.0.2.7:50312"
  bool is_encrypted = false;  // by this server

  // The value of a header, empty where there is none.
  absl::string_view Value(absl::string_view name) const { return ValueOf(headers, name); }
};

// The head of an answer. Without a length its body goes out in chunks.
struct AnswerHead {
  int status = 200;
  Headers headers;
  absl::optional<uint64_t> length;
};

// A whole answer.
struct Answer {
  int status = 200;
  Headers headers;
  std::string body;
};

// One request and its answer. Safe from several threads; everything given to it is done in turn on
// the connection's own thread, and so are its callbacks, which must not block. Keeps itself alive
// while something is under way.
class Exchange {
 public:
  virtual ~Exchange() = default;

  virtual const RequestHead& head() const = 0;

  // Reads the next bytes of the request's body; an empty piece is its end. CANCELLED where the
  // client went away, DEADLINE_EXCEEDED where it is too slow, INVALID_ARGUMENT where the body is
  // malformed. One at a time.
  using Piece = std::function<void(absl::StatusOr<std::string> piece)>;
  virtual void Read(Piece done) = 0;

  // Answers wholly.
  virtual void Send(Answer answer) = 0;

  // Answers in pieces: Begin, any number of Writes, each once the one before was written, End.
  // `written` is called also where the client has gone meanwhile.
  virtual void Begin(AnswerHead head) = 0;
  virtual void Write(std::string bytes, std::function<void()> written) = 0;
  virtual void End() = 0;
  // Instead of End: cuts the connection, so that nobody takes what was sent for the whole.
  virtual void Break() = 0;

  // `gone` is called, at most once, when the client goes away before the answer is complete.
  virtual void WhenGone(std::function<void()> gone) = 0;
};
using ExchangePtr = std::shared_ptr<Exchange>;

// Reads a body of at most `most` bytes wholly; RESOURCE_EXHAUSTED, MESSAGE_TOO_LARGE beyond that,
// else what Exchange::Read refuses with.
void ReadBody(const ExchangePtr& exchange, size_t most, Exchange::Piece done);

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_HTTP_H_
