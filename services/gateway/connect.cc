#include "services/gateway/connect.h"

#include <memory>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "google/protobuf/descriptor.pb.h"
#include "services/base/errors.h"
#include "services/gateway/answers.h"
#include "services/gateway/connect_rules.h"
#include "services/gateway/gzip.h"
#include "services/gateway/json_rules.h"

namespace plenary::gateway {
namespace {

using google::protobuf::MethodDescriptor;

// JSON says the same in more bytes.
constexpr size_t kJsonFactor = 2;

bool ChangesNothing(const MethodDescriptor& method) {
  return method.options().idempotency_level() == google::protobuf::MethodOptions::NO_SIDE_EFFECTS;
}

bool IsStream(const MethodDescriptor& method) {
  return method.client_streaming() || method.server_streaming();
}

// Until when the answer is of use.
absl::StatusOr<CallHead> HeadOf(const RequestHead& head, absl::string_view public_url) {
  PLENARY_RETURN_IF_ERROR(CheckVersion(head.Value("connect-protocol-version")));
  PLENARY_ASSIGN_OR_RETURN(CallHead call, CallerOf(head, public_url));
  PLENARY_ASSIGN_OR_RETURN(const absl::Duration timeout,
                           TimeoutOf(head.Value("connect-timeout-ms")));
  if (timeout != absl::InfiniteDuration()) call.deadline = absl::Now() + timeout;
  return call;
}

// A message in its codec as protobuf's bytes, and back.
absl::StatusOr<std::string> Decode(Codec codec, const google::protobuf::Descriptor& type,
                                   std::string body) {
  if (codec == Codec::kProto) return body;
  return BytesOfJson(type, body);
}
absl::StatusOr<std::string> Encode(Codec codec, const google::protobuf::Descriptor& type,
                                   std::string bytes) {
  if (codec == Codec::kProto) return bytes;
  return JsonOfBytes(type, bytes);
}

size_t MostBytes(Codec codec, size_t most_bytes) {
  return codec == Codec::kJson ? most_bytes * kJsonFactor : most_bytes;
}

}  // namespace

// A unary call from its request's head to its answer.
class ConnectMethods::Unary : public std::enable_shared_from_this<Unary> {
 public:
  Unary(const ConnectMethods& methods, ExchangePtr exchange, const MethodDescriptor& method,
        std::string name, Codec codec)
      : methods_(methods),
        exchange_(std::move(exchange)),
        method_(method),
        name_(std::move(name)),
        codec_(codec),
        takes_gzip_(AcceptsCoding(exchange_->head().Value("accept-encoding"), "gzip")) {}

  // With the message in the request's body.
  void Begin() {
    const RequestHead& head = exchange_->head();
    const absl::StatusOr<bool> is_gzip = IsGzip(head.Value("content-encoding"));
    if (!is_gzip.ok()) return exchange_->Send(ErrorAnswer(is_gzip.status()));
    absl::StatusOr<CallHead> call = HeadOf(head, methods_.public_url_);
    if (!call.ok()) return exchange_->Send(ErrorAnswer(call.status()));
    call_ = *std::move(call);
    ReadBody(exchange_, MostBytes(codec_, methods_.most_bytes_),
             [self = shared_from_this(), is_gzip = *is_gzip](absl::StatusOr<std::string> body) {
               if (!body.ok()) return self->exchange_->Send(ErrorAnswer(body.status()));
               self->Call(*std::move(body), is_gzip);
             });
  }

  // With a message that is at hand.
  void BeginWith(QueryCall query) {
    absl::StatusOr<CallHead> call = HeadOf(exchange_->head(), methods_.public_url_);
    if (!call.ok()) return exchange_->Send(ErrorAnswer(call.status()));
    call_ = *std::move(call);
    Call(std::move(query.message), query.is_gzip);
  }

 private:
  void Call(std::string body, bool is_gzip) {
    absl::StatusOr<std::string> plain = std::move(body);
    if (is_gzip) plain = Gunzip(*plain, MostBytes(codec_, methods_.most_bytes_));
    if (plain.ok()) plain = Decode(codec_, *method_.input_type(), *std::move(plain));
    // Otherwise it may be done all the same, and its answer thrown away.
    if (plain.ok() && absl::Now() >= call_.deadline) {
      plain = base::Refuse(absl::StatusCode::kDeadlineExceeded, v1::ERROR_REASON_SERVER_BUSY,
                           "the call's time was over before it began; nothing was done");
    }
    if (!plain.ok()) return exchange_->Send(ErrorAnswer(plain.status()));
    const std::shared_ptr<UnaryCall> under_way =
        methods_.backend_.Call(name_, call_, *std::move(plain),
                               [self = shared_from_this()](CallEnd end, std::string response) {
                                 self->Answer(std::move(end), std::move(response));
                               });
    exchange_->WhenGone([call = std::weak_ptr<UnaryCall>(under_way)] {
      if (const auto running = call.lock()) running->Cancel();
    });
  }

  void Answer(CallEnd end, std::string response) {
    absl::StatusOr<std::string> body = std::string();
    if (end.status.code() == 0) {
      body = Encode(codec_, *method_.output_type(), std::move(response));
      if (!body.ok()) end.status = base::ToRpcStatus(body.status());
    }
    gateway::Answer answer;
    if (end.status.code() != 0) {
      answer = ErrorAnswer(end.status);
    } else {
      answer.headers = {{"Content-Type", std::string(ContentTypeOf({false, codec_}))},
                        {"Cache-Control", "no-store"}};
      answer.body = *std::move(body);
    }
    if (takes_gzip_ && answer.body.size() >= kLeastToCompress) {
      answer.body = Gzip(answer.body);
      answer.headers.emplace_back("Content-Encoding", "gzip");
    }
    for (auto& header : HeadersOf(end.headers, "")) answer.headers.push_back(std::move(header));
    for (auto& header : HeadersOf(end.trailers, "trailer-")) {
      answer.headers.push_back(std::move(header));
    }
    exchange_->Send(std::move(answer));
  }

  const ConnectMethods& methods_;
  const ExchangePtr exchange_;
  const MethodDescriptor& method_;
  const std::string name_;
  const Codec codec_;
  const bool takes_gzip_;
  CallHead call_;
};

// A call with a stream either way. Messages of the request are handed on one by one, each once the
// one before has left, and so are those of the answer: whoever is slow slows the other.
class ConnectMethods::Streaming : public StreamEvents,
                                  public std::enable_shared_from_this<Streaming> {
 public:
  Streaming(const ConnectMethods& methods, ExchangePtr exchange, const MethodDescriptor& method,
            std::string name, Codec codec)
      : methods_(methods),
        exchange_(std::move(exchange)),
        method_(method),
        name_(std::move(name)),
        codec_(codec),
        most_bytes_(MostBytes(codec, methods.most_bytes_)),
        takes_gzip_(AcceptsCoding(exchange_->head().Value("connect-accept-encoding"), "gzip")),
        reader_(most_bytes_) {}

  void Begin() {
    const absl::StatusOr<bool> is_gzip =
        IsGzip(exchange_->head().Value("connect-content-encoding"));
    const absl::StatusOr<CallHead> call = HeadOf(exchange_->head(), methods_.public_url_);
    if (!is_gzip.ok() || !call.ok()) {
      return End({base::ToRpcStatus(is_gzip.ok() ? call.status() : is_gzip.status()), {}, {}});
    }
    is_gzip_ = *is_gzip;
    stream_ = methods_.backend_.Open(name_, *call, shared_from_this());
    stream_->Begin();
    exchange_->WhenGone([stream = std::weak_ptr<Stream>(stream_)] {
      if (const auto running = stream.lock()) running->Cancel();
    });
    PassOn();
  }

  void OnMessage(std::string bytes) override {
    absl::StatusOr<std::string> body = Encode(codec_, *method_.output_type(), std::move(bytes));
    if (!body.ok()) return Fail(body.status());
    BeginAnswer();
    exchange_->Write(Enveloped(0, *std::move(body)), [stream = stream_] { stream->Read(); });
  }

  void OnWritten() override { PassOn(); }

  void OnEnd(CallEnd end) override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!failure_.ok()) end.status = base::ToRpcStatus(failure_);
    }
    End(end);
  }

 private:
  // Hands on the next message of the request, or that there are no more.
  void PassOn() {
    absl::StatusOr<absl::optional<EnvelopeReader::Message>> message = reader_.Next();
    if (!message.ok()) return Fail(message.status());
    if (message->has_value()) return PassOn(**std::move(message));
    exchange_->Read([self = shared_from_this()](absl::StatusOr<std::string> piece) {
      if (!piece.ok()) return self->Fail(piece.status());
      if (piece->empty()) return self->EndRequest();
      self->reader_.Add(*piece);
      self->PassOn();
    });
  }

  void PassOn(EnvelopeReader::Message message) {
    absl::StatusOr<std::string> body = std::move(message.bytes);
    if ((message.flags & kCompressedFlag) != 0) {
      if (!is_gzip_) return Fail(Malformed("a message is compressed, but nothing says how"));
      body = Gunzip(*body, most_bytes_);
    }
    if (body.ok()) body = Decode(codec_, *method_.input_type(), *std::move(body));
    if (!body.ok()) return Fail(body.status());
    if (++passed_on_ > 1 && !method_.client_streaming()) {
      return Fail(Malformed("the method takes one message"));
    }
    stream_->Write(*std::move(body));
  }

  void EndRequest() {
    if (reader_.is_amid()) return Fail(Malformed("the request ends in the middle of a message"));
    if (passed_on_ == 0 && !method_.client_streaming()) {
      return Fail(Malformed("the method takes one message, and there is none"));
    }
    stream_->WritesDone();
  }

  static absl::Status Malformed(absl::string_view words) {
    return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_MALFORMED_REQUEST,
                        words);
  }

  // Ends the call for a reason of the gateway's.
  void Fail(absl::Status status) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (failure_.ok()) failure_ = std::move(status);
    }
    stream_->Cancel();
  }

  void BeginAnswer() {
    if (std::exchange(has_begun_, true)) return;
    AnswerHead head;
    head.headers = {{"Content-Type", std::string(ContentTypeOf({true, codec_}))},
                    {"Cache-Control", "no-store"},
                    // A proxy that gathers an answer first would keep a watch for ever.
                    {"X-Accel-Buffering", "no"}};
    if (takes_gzip_) head.headers.emplace_back("Connect-Content-Encoding", "gzip");
    exchange_->Begin(std::move(head));
  }

  void End(const CallEnd& end) {
    BeginAnswer();
    exchange_->Write(Enveloped(kEndFlag, EndOfStreamJson(end.status, HeadersOf(end.trailers, ""))),
                     nullptr);
    exchange_->End();
  }

  std::string Enveloped(uint8_t flags, std::string body) const {
    if (takes_gzip_ && body.size() >= kLeastToCompress) {
      body = Gzip(body);
      flags |= kCompressedFlag;
    }
    return EnvelopePrefix(flags, body.size()) + body;
  }

  const ConnectMethods& methods_;
  const ExchangePtr exchange_;
  const MethodDescriptor& method_;
  const std::string name_;
  const Codec codec_;
  const size_t most_bytes_;
  const bool takes_gzip_;
  bool is_gzip_ = false;
  std::shared_ptr<Stream> stream_;
  // Used by what hands the request on alone.
  EnvelopeReader reader_;
  int64_t passed_on_ = 0;
  // Used by what answers alone.
  bool has_begun_ = false;
  std::mutex mutex_;
  absl::Status failure_;  // guarded by mutex_
};

ConnectMethods::ConnectMethods(
    Backend& backend, const std::vector<const google::protobuf::ServiceDescriptor*>& services,
    size_t most_bytes, std::string public_url)
    : backend_(backend), most_bytes_(most_bytes), public_url_(std::move(public_url)) {
  for (const auto* service : services) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor& method = *service->method(i);
      methods_[absl::StrCat(service->full_name(), "/", method.name())] = &method;
    }
  }
}

void ConnectMethods::Answer(const ExchangePtr& exchange, const Route& route) const {
  const auto found = methods_.find(route.subject);
  if (found == methods_.end()) {
    return exchange->Send(ErrorAnswer(404, absl::StatusCode::kUnimplemented,
                                      absl::StrCat("there is no method ", route.subject)));
  }
  const MethodDescriptor& method = *found->second;
  const RequestHead& head = exchange->head();
  const bool takes_get = ChangesNothing(method) && !IsStream(method);
  if (head.method == "GET" && takes_get) {
    return AnswerQuery(exchange, method, found->first, route.query);
  }
  if (head.method != "POST") {
    return exchange->Send(NoSuchMethod(takes_get ? "GET, POST" : "POST"));
  }
  const absl::optional<BodyFormat> format = FormatOf(head.Value("content-type"));
  if (!format.has_value() || format->is_stream != IsStream(method)) {
    gateway::Answer answer =
        ErrorAnswer(415, absl::StatusCode::kUnknown,
                    IsStream(method) ? "send application/connect+json or application/connect+proto"
                                     : "send application/json or application/proto");
    answer.headers.emplace_back(
        "Accept-Post", IsStream(method) ? "application/connect+json, application/connect+proto"
                                        : "application/json, application/proto");
    return exchange->Send(std::move(answer));
  }
  if (IsStream(method)) {
    return std::make_shared<Streaming>(*this, exchange, method, found->first, format->codec)
        ->Begin();
  }
  std::make_shared<Unary>(*this, exchange, method, found->first, format->codec)->Begin();
}

void ConnectMethods::AnswerQuery(const ExchangePtr& exchange, const MethodDescriptor& method,
                                 const std::string& name, const std::string& query) const {
  absl::StatusOr<QueryCall> call = ParseQueryCall(query);
  if (!call.ok()) return exchange->Send(ErrorAnswer(call.status()));
  const Codec codec = call->codec;
  std::make_shared<Unary>(*this, exchange, method, name, codec)->BeginWith(*std::move(call));
}

}  // namespace plenary::gateway
