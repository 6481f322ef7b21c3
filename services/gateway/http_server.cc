// The one file that knows Boost.Beast and Asio. Each connection lives on one thread's io_context,
// and has one coroutine that waits in one place for whatever happens next: bytes, a write that is
// done, an answer, or that the time is over.
#include "services/gateway/http_server.h"

// Boost 1.74 forgets it for GCC 12.
#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <condition_variable>
#include <limits>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/base/errors.h"
#include "services/gateway/cookie_rules.h"
#include "services/gateway/json_rules.h"

namespace plenary::gateway {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Error = boost::system::error_code;
using Clock = std::chrono::steady_clock;

// A connection without a request holds no more than this.
constexpr size_t kFirstReadBytes = 2 << 10;
constexpr size_t kReadBytes = 64 << 10;
// Requests that come before the answer to the one before may wait so far.
constexpr size_t kMostAheadBytes = kMostHeadBytes;
constexpr size_t kWriteBytes = 64 << 10;
constexpr size_t kSlowestBytesPerSecond = 1 << 10;
// What is still thrown away of a request that was answered before its end, so that its client
// reads the answer rather than a reset.
constexpr size_t kMostLingerBytes = 1 << 20;
constexpr auto kLinger = std::chrono::seconds(2);

Clock::duration Chrono(absl::Duration duration) {
  return absl::ToChronoNanoseconds(std::min(duration, absl::Hours(24)));
}

std::string PeerOf(const tcp::endpoint& endpoint) {
  const bool is_v4 = endpoint.address().is_v4();
  const std::string address = endpoint.address().to_string();
  return is_v4 ? absl::StrCat("ipv4:", address, ":", endpoint.port())
               : absl::StrCat("ipv6:[", address, "]:", endpoint.port());
}

absl::Status WentAway() { return absl::CancelledError("the client went away"); }

}  // namespace

// What all connections share.
class HttpServer::Listener {
 public:
  explicit Listener(HttpSettings settings) : settings_(std::move(settings)) {}
  ~Listener() { Stop(absl::ZeroDuration()); }

  absl::Status Listen();
  void Serve(Handler handler);
  void Drain();
  void Stop(absl::Duration most);

  int port() const { return port_; }
  HttpStats& stats() { return stats_; }
  const HttpSettings& settings() const { return settings_; }
  const Handler& handler() const { return handler_; }
  bool is_draining() const { return is_draining_; }

 private:
  class Connection;
  class Held;
  // A thread and its connections.
  struct Worker {
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    std::set<Connection*> connections;  // used by its thread alone
    std::thread thread;
  };

  asio::awaitable<void> Accept();
  // Whether another connection from there may be had; counts it.
  bool TakePlace(const std::string& address);
  void GivePlaceBack(const std::string& address);
  std::shared_ptr<asio::ssl::context> TlsContext();
  void CutAll();

  const HttpSettings settings_;
  Handler handler_;  // set before anything runs
  HttpStats stats_;
  std::atomic<bool> is_draining_ = false;
  int port_ = 0;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::unique_ptr<tcp::acceptor> acceptor_;  // on the first worker
  std::mutex mutex_;
  std::condition_variable gone_;
  std::map<std::string, int64_t> by_address_;  // guarded by mutex_
  int64_t open_ = 0;                           // guarded by mutex_
  std::mutex tls_mutex_;
  // Both guarded by tls_mutex_.
  std::shared_ptr<const TlsTexts> tls_texts_;
  std::shared_ptr<asio::ssl::context> tls_context_;
};

// One connection. Everything but the constructor runs on its worker's thread.
class HttpServer::Listener::Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Listener& listener, Worker& worker, tcp::socket socket, std::string address,
             std::shared_ptr<asio::ssl::context> tls)
      : listener_(listener),
        place_{listener, std::move(address)},
        worker_(worker),
        socket_(std::move(socket)),
        timer_(worker.context),
        tls_context_(std::move(tls)) {
    Error ignored;
    const tcp::endpoint remote = socket_.remote_endpoint(ignored);
    peer_ = PeerOf(remote);
    if (tls_context_ != nullptr) tls_.emplace(socket_, *tls_context_);
  }
  void Begin() {
    worker_.connections.insert(this);
    asio::co_spawn(
        worker_.context, [self = shared_from_this()] { return self->Run(); },
        [self = shared_from_this()](const std::exception_ptr&) {
          self->worker_.connections.erase(self.get());
          self->Cut();
        });
  }

  // Whatever is waited for has happened.
  void Notify() {
    ++happenings_;
    timer_.cancel();
  }

  void Drain() {
    is_last_ = true;
    Notify();
  }

  void Cut() {
    if (std::exchange(is_cut_, true)) return;
    Error ignored;
    socket_.close(ignored);
    Notify();
  }

 private:
  friend class HttpServer::Listener::Held;
  using Parser = http::request_parser<http::buffer_body>;

  enum class Waited { kHappened, kTimeOver, kGone };

  asio::awaitable<void> Run();
  asio::awaitable<bool> Handshake();
  asio::awaitable<bool> ReadHead();
  asio::awaitable<void> Serve();
  asio::awaitable<void> Linger();
  asio::awaitable<void> Refuse(const HeadRefusal& refusal);
  asio::awaitable<void> Flush();
  // Waits until `happened`.
  template <class Happened>
  asio::awaitable<Waited> Await(Clock::time_point deadline, Happened happened);

  void StartRead(size_t bytes);
  void StartWrite();
  absl::optional<HeadRefusal> ParseHead(size_t head_bytes);
  size_t PutBody(char* piece, size_t bytes, Error& error);
  void DeliverBody();
  void Deliver(absl::StatusOr<std::string> piece);
  bool DiscardBody();
  void TellWritten();
  void TellGone();
  void GiveUp();
  bool IsAnswered() const { return has_ended_ && out_.empty() && !is_writing_; }
  bool IsLost() const { return is_cut_ || has_failed_; }
  Clock::time_point NextDeadline() const;

  // What an exchange asks for.
  void Read(Exchange::Piece done);
  void Begin(AnswerHead head);
  void Write(std::string bytes, std::function<void()> written);
  void Send(Answer answer);
  void End();
  void Break();
  void WhenGone(std::function<void()> gone);

  // Given back last: once no place is taken the threads' contexts go.
  struct Place {
    Listener& listener;
    const std::string address;
    ~Place() { listener.GivePlaceBack(address); }
  };

  Listener& listener_;
  const Place place_;
  Worker& worker_;
  tcp::socket socket_;
  asio::steady_timer timer_;
  const std::shared_ptr<asio::ssl::context> tls_context_;
  absl::optional<asio::ssl::stream<tcp::socket&>> tls_;
  std::string peer_;

  uint64_t happenings_ = 0;  // of what Notify was told

  // Bytes that came, and weren't parsed yet.
  std::string in_;
  std::string arriving_;  // where the read under way puts them
  bool is_reading_ = false;
  bool is_at_end_ = false;  // the client sends no more
  bool is_cut_ = false;
  bool is_last_ = false;     // the connection ends with this answer
  bool is_first_ = true;     // no request has come yet
  bool has_unread_ = false;  // the client may still be sending what nobody reads

  std::string out_;      // to be written
  std::string leaving_;  // what the write under way writes
  bool is_writing_ = false;
  bool has_failed_ = false;  // writing did
  Clock::time_point write_began_;

  // The exchange under way.
  absl::optional<Parser> parser_;
  RequestHead head_;
  uint64_t exchange_ = 0;  // its number, so that a former one has no say
  bool is_head_request_ = false;
  bool is_old_ = false;  // HTTP/1.0
  bool sees_encryption_ = false;
  bool wants_continue_ = false;
  Exchange::Piece wanted_;
  Clock::time_point body_began_;
  size_t body_bytes_ = 0;
  bool has_begun_ = false;
  bool is_chunked_ = false;
  bool has_ended_ = false;
  std::function<void()> written_;
  std::function<void()> gone_;
};

// The exchange as its handler has it; may outlive its connection's interest in it.
class HttpServer::Listener::Held : public Exchange {
 public:
  Held(std::shared_ptr<Connection> connection, RequestHead head)
      : connection_(std::move(connection)),
        number_(connection_->exchange_),
        head_(std::move(head)) {}
  // A handler that lets go without an answer. Behind what it asked for from other threads, also
  // where it lets go on the connection's own.
  ~Held() override {
    asio::post(connection_->worker_.context, [connection = connection_, number = number_] {
      if (connection->exchange_ == number && !connection->has_ended_) connection->Break();
    });
  }

  const RequestHead& head() const override { return head_; }
  void Read(Piece done) override {
    Do([done = std::move(done)](Connection& connection) mutable {
      connection.Read(std::move(done));
    });
  }
  void Begin(AnswerHead head) override {
    Do([head = std::move(head)](Connection& connection) mutable {
      connection.Begin(std::move(head));
    });
  }
  void Write(std::string bytes, std::function<void()> written) override {
    Do([bytes = std::move(bytes), written = std::move(written)](Connection& connection) mutable {
      connection.Write(std::move(bytes), std::move(written));
    });
  }
  void Send(Answer answer) override {
    Do([answer = std::move(answer)](Connection& connection) mutable {
      connection.Send(std::move(answer));
    });
  }
  void End() override {
    Do([](Connection& connection) { connection.End(); });
  }
  void Break() override {
    Do([](Connection& connection) { connection.Break(); });
  }
  void WhenGone(std::function<void()> gone) override {
    Do([gone = std::move(gone)](Connection& connection) mutable {
      connection.WhenGone(std::move(gone));
    });
  }

 private:
  template <class Action>
  void Do(Action action) {
    asio::dispatch(connection_->worker_.context, [connection = connection_, number = number_,
                                                  action = std::move(action)]() mutable {
      if (connection->exchange_ == number) action(*connection);
    });
  }

  const std::shared_ptr<Connection> connection_;
  const uint64_t number_;
  const RequestHead head_;
};

template <class Happened>
asio::awaitable<HttpServer::Listener::Connection::Waited> HttpServer::Listener::Connection::Await(
    Clock::time_point deadline, Happened happened) {
  while (true) {
    if (happened()) co_return Waited::kHappened;
    if (is_cut_) co_return Waited::kGone;
    if (Clock::now() >= deadline) co_return Waited::kTimeOver;
    timer_.expires_at(deadline);
    Error ignored;
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

void HttpServer::Listener::Connection::StartRead(size_t bytes) {
  if (is_reading_ || is_at_end_ || is_cut_) return;
  is_reading_ = true;
  arriving_.resize(bytes);
  const auto done = [self = shared_from_this()](const Error& error, size_t count) {
    self->is_reading_ = false;
    self->listener_.stats().bytes_in += static_cast<int64_t>(count);
    if (self->in_.empty()) {
      self->arriving_.resize(count);
      self->in_.swap(self->arriving_);
    } else {
      self->in_.append(self->arriving_, 0, count);
    }
    // A connection that waits holds no buffer of another's size.
    self->arriving_ = std::string();
    if (error) self->is_at_end_ = true;
    self->Notify();
  };
  const auto buffer = asio::buffer(arriving_);
  if (tls_.has_value()) return tls_->async_read_some(buffer, done);
  socket_.async_read_some(buffer, done);
}

void HttpServer::Listener::Connection::StartWrite() {
  if (is_writing_ || out_.empty() || is_cut_) return;
  is_writing_ = true;
  write_began_ = Clock::now();
  leaving_.swap(out_);
  out_.clear();
  const auto done = [self = shared_from_this()](const Error& error, size_t count) {
    self->is_writing_ = false;
    self->listener_.stats().bytes_out += static_cast<int64_t>(count);
    if (error) {
      self->has_failed_ = true;
      self->out_.clear();
    } else if (count < self->leaving_.size()) {
      self->out_.insert(0, self->leaving_, count, std::string::npos);
    }
    self->leaving_.clear();
    if (self->out_.empty() && self->leaving_.capacity() > kWriteBytes) self->leaving_ = {};
    self->Notify();
  };
  const auto buffer = asio::buffer(leaving_);
  if (tls_.has_value()) return tls_->async_write_some(buffer, done);
  socket_.async_write_some(buffer, done);
}

asio::awaitable<void> HttpServer::Listener::Connection::Run() {
  // No co_await stands in a condition: GCC 12 loses its way in those.
  bool goes_on = true;
  if (tls_.has_value()) goes_on = co_await Handshake();
  if (!goes_on) co_return;
  while (goes_on) {
    goes_on = co_await ReadHead();
    if (!goes_on) break;
    co_await Serve();
    if (IsLost()) co_return;
    goes_on = !is_last_ && !listener_.is_draining();
  }
  co_await Linger();
}

asio::awaitable<bool> HttpServer::Listener::Connection::Handshake() {
  bool is_over = false;
  bool ok = false;
  tls_->async_handshake(asio::ssl::stream_base::server,
                        [&, self = shared_from_this()](const Error& error) {
                          is_over = true;
                          ok = !error;
                          Notify();
                        });
  const Waited waited = co_await Await(Clock::now() + Chrono(listener_.settings().head_deadline),
                                       [&] { return is_over; });
  if (waited != Waited::kHappened) {
    if (waited == Waited::kTimeOver) ++listener_.stats().timeouts;
    Cut();
    // The handshake's own end still writes into this frame.
    while (!is_over) {
      timer_.expires_at(Clock::time_point::max());
      Error ignored;
      co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
  }
  co_return ok && !is_cut_;
}

asio::awaitable<bool> HttpServer::Listener::Connection::ReadHead() {
  const HttpSettings& settings = listener_.settings();
  bool has_begun = is_first_;
  auto deadline = Clock::now() + Chrono(has_begun ? settings.head_deadline : settings.idle);
  while (true) {
    // An empty line before a request is what some old clients end the one before with.
    if (absl::StartsWith(in_, "\r\n")) in_.erase(0, 2);
    absl::optional<HeadRefusal> refusal;
    const size_t end = in_.find("\r\n\r\n");
    if (end != std::string::npos && end + 4 <= kMostHeadBytes) {
      refusal = ParseHead(end + 4);
      if (!refusal.has_value()) co_return true;
    } else if (in_.size() >= kMostHeadBytes) {
      refusal = HeadRefusal{431, absl::StrCat("the head has more than ", kMostHeadBytes, " bytes")};
    } else if (absl::StrContains(in_, "\n\n") || absl::StartsWith(in_, "\n")) {
      // Its end would never come.
      refusal = HeadRefusal{400, "a line of the head ends otherwise than with CR LF"};
    }
    if (refusal.has_value()) {
      ++listener_.stats().malformed;
      co_await Refuse(*refusal);
      co_return false;
    }
    if (is_at_end_ || (in_.empty() && is_last_)) co_return false;
    if (!in_.empty() && !std::exchange(has_begun, true)) {
      deadline = Clock::now() + Chrono(settings.head_deadline);
    }
    const size_t had = in_.size();
    StartRead(had == 0 ? kFirstReadBytes : kMostHeadBytes);
    const Waited waited = co_await Await(
        deadline, [&] { return in_.size() != had || is_at_end_ || (in_.empty() && is_last_); });
    if (waited == Waited::kGone) co_return false;
    if (waited == Waited::kTimeOver) {
      if (!has_begun) co_return false;
      ++listener_.stats().timeouts;
      const HeadRefusal late = {408, "the head did not come in time"};
      if (!in_.empty()) co_await Refuse(late);
      co_return false;
    }
  }
}

// Takes the head out of in_, and makes the exchange's state of it.
absl::optional<HeadRefusal> HttpServer::Listener::Connection::ParseHead(size_t head_bytes) {
  if (auto refusal = CheckRawHead(absl::string_view(in_).substr(0, head_bytes))) return refusal;
  parser_.emplace();
  parser_->header_limit(kMostHeadBytes + 1);
  // Whoever reads the body bounds it. Without a number Boost 1.74 takes every length for too much.
  parser_->body_limit(std::numeric_limits<uint64_t>::max());
  Error error;
  parser_->put(asio::buffer(in_.data(), head_bytes), error);
  if (!parser_->is_header_done()) return HeadRefusal{400, "the head is malformed"};
  in_.erase(0, head_bytes);
  const auto& message = parser_->get();
  head_ = {};
  head_.method = std::string(message.method_string());
  head_.target = std::string(message.target());
  for (const auto& field : message) {
    std::string name(field.name_string());
    absl::AsciiStrToLower(&name);
    head_.headers.emplace_back(std::move(name), std::string(field.value()));
  }
  head_.peer = peer_;
  head_.is_encrypted = tls_.has_value();
  sees_encryption_ =
      BrowserSeesEncryption(tls_.has_value(), head_.Value("host"), listener_.settings().public_url);
  const absl::string_view expected = head_.Value("expect");
  wants_continue_ = absl::EqualsIgnoreCase(expected, "100-continue");
  if (!expected.empty() && !wants_continue_) {
    return HeadRefusal{417, "100-continue is all that may be expected"};
  }
  ++listener_.stats().requests;
  ++exchange_;
  is_first_ = false;
  is_last_ = is_last_ || !parser_->keep_alive();
  is_old_ = message.version() < 11;
  is_head_request_ = head_.method == "HEAD";
  body_bytes_ = 0;
  body_began_ = Clock::now();
  has_begun_ = is_chunked_ = has_ended_ = false;
  return absl::nullopt;
}

asio::awaitable<void> HttpServer::Listener::Connection::Refuse(const HeadRefusal& refusal) {
  is_last_ = has_unread_ = true;
  const absl::StatusCode code = refusal.status == 431   ? absl::StatusCode::kResourceExhausted
                                : refusal.status == 408 ? absl::StatusCode::kDeadlineExceeded
                                                        : absl::StatusCode::kInvalidArgument;
  const std::string body = ErrorJson(
      base::ToRpcStatus(base::Refuse(code, v1::ERROR_REASON_MALFORMED_REQUEST, refusal.words)));
  Headers headers = SecurityHeaders(tls_.has_value());
  headers.emplace_back("Content-Type", "application/json");
  headers.emplace_back("Content-Length", absl::StrCat(body.size()));
  headers.emplace_back("Connection", "close");
  out_ += FormatHead(refusal.status, headers) + body;
  co_await Flush();
}

asio::awaitable<void> HttpServer::Listener::Connection::Flush() {
  while (!IsLost() && (is_writing_ || !out_.empty())) {
    StartWrite();
    const Waited waited = co_await Await(write_began_ + Chrono(listener_.settings().silence),
                                         [this] { return !is_writing_; });
    if (waited == Waited::kTimeOver) Cut();
  }
}

Clock::time_point HttpServer::Listener::Connection::NextDeadline() const {
  const Clock::duration silence = Chrono(listener_.settings().silence);
  auto deadline = Clock::time_point::max();
  if (is_writing_) deadline = write_began_ + silence;
  if (wanted_) {
    deadline = std::min(deadline, body_began_ + silence +
                                      std::chrono::seconds(body_bytes_ / kSlowestBytesPerSecond));
  }
  return deadline;
}

asio::awaitable<void> HttpServer::Listener::Connection::Serve() {
  listener_.handler()(std::make_shared<Held>(shared_from_this(), std::move(head_)));
  while (!IsAnswered() && !IsLost()) {
    const uint64_t seen = happenings_;
    if (wanted_) DeliverBody();
    StartWrite();
    if (!is_writing_) TellWritten();
    // Also where nothing more is wanted: a client that goes away is noticed by reading alone.
    const bool is_body = !parser_->is_done();
    if (in_.size() < (is_body ? kReadBytes : kMostAheadBytes)) {
      StartRead(is_body ? kReadBytes : kFirstReadBytes);
    }
    if (is_at_end_) TellGone();
    const Waited waited =
        co_await Await(NextDeadline(), [&] { return happenings_ != seen || IsAnswered(); });
    if (waited != Waited::kTimeOver) continue;
    ++listener_.stats().timeouts;
    if (is_writing_) {
      Cut();
    } else {
      is_last_ = has_unread_ = true;
      Deliver(base::Refuse(absl::StatusCode::kDeadlineExceeded, v1::ERROR_REASON_MALFORMED_REQUEST,
                           "the body comes too slowly"));
    }
  }
  GiveUp();
}

// Lets go of whatever the exchange still waits for.
void HttpServer::Listener::Connection::GiveUp() {
  if (!has_ended_) TellGone();
  has_ended_ = true;
  if (wanted_) Deliver(WentAway());
  TellWritten();
  gone_ = nullptr;
  parser_.reset();
}

// Parses into `piece` what has come of the body; how many bytes of it that were.
size_t HttpServer::Listener::Connection::PutBody(char* piece, size_t bytes, Error& error) {
  auto& body = parser_->get().body();
  body.data = piece;
  body.size = bytes;
  const size_t used = parser_->put(asio::buffer(in_), error);
  in_.erase(0, used);
  if (error == http::error::need_more && used == 0 && in_.size() >= kReadBytes) {
    error = http::error::bad_chunk;  // the length of a chunk, or a trailer, without an end
  } else if (error == http::error::need_more || error == http::error::need_buffer) {
    error = {};
  }
  const size_t got = bytes - body.size;
  body_bytes_ += got;
  if (got == 0 && used != 0 && !error && !parser_->is_done() && !in_.empty()) {
    return PutBody(piece, bytes, error);
  }
  return got;
}

void HttpServer::Listener::Connection::DeliverBody() {
  while (wanted_) {
    if (parser_->is_done()) return Deliver(std::string());
    if (!in_.empty()) {
      std::string piece(std::min(in_.size(), kReadBytes), '\0');
      Error error;
      piece.resize(PutBody(piece.data(), piece.size(), error));
      if (error) {
        ++listener_.stats().malformed;
        is_last_ = has_unread_ = true;
        return Deliver(base::Refuse(absl::StatusCode::kInvalidArgument,
                                    v1::ERROR_REASON_MALFORMED_REQUEST, "the body is malformed"));
      }
      if (!piece.empty()) {
        Deliver(std::move(piece));
        continue;
      }
      if (parser_->is_done()) continue;
    }
    if (is_at_end_) return Deliver(WentAway());
    if (std::exchange(wants_continue_, false)) out_ += "HTTP/1.1 100 Continue\r\n\r\n";
    return;
  }
}

void HttpServer::Listener::Connection::Deliver(absl::StatusOr<std::string> piece) {
  if (!wanted_) return;
  std::exchange(wanted_, nullptr)(std::move(piece));
}

// Whether the whole request has come, so that another may follow it.
bool HttpServer::Listener::Connection::DiscardBody() {
  std::string piece(std::min(in_.size(), kReadBytes), '\0');
  Error error;
  while (!parser_->is_done() && !in_.empty() && !error) {
    if (PutBody(piece.data(), piece.size(), error) == 0 && !parser_->is_done()) return false;
  }
  return parser_->is_done();
}

void HttpServer::Listener::Connection::TellWritten() {
  if (written_) std::exchange(written_, nullptr)();
}

void HttpServer::Listener::Connection::TellGone() {
  if (gone_) std::exchange(gone_, nullptr)();
}

void HttpServer::Listener::Connection::Read(Exchange::Piece done) {
  if (has_ended_) return done(WentAway());
  wanted_ = std::move(done);
  Notify();
}

void HttpServer::Listener::Connection::Begin(AnswerHead head) {
  if (has_begun_ || has_ended_) return;
  has_begun_ = true;
  // What is left of the request would be taken for the next one.
  if (!DiscardBody()) is_last_ = has_unread_ = true;
  is_last_ = is_last_ || listener_.is_draining();
  const bool has_body = head.status != 204 && head.status != 304;
  if (has_body && head.length.has_value()) {
    head.headers.emplace_back("Content-Length", absl::StrCat(*head.length));
  } else if (has_body && is_old_) {
    is_last_ = true;  // the end of the connection is that of the answer
  } else if (has_body) {
    is_chunked_ = true;
    head.headers.emplace_back("Transfer-Encoding", "chunked");
  }
  const Headers& always = SecurityHeaders(sees_encryption_);
  head.headers.insert(head.headers.end(), always.begin(), always.end());
  head.headers.emplace_back(
      "Date", absl::FormatTime("%a, %d %b %Y %H:%M:%S GMT", absl::Now(), absl::UTCTimeZone()));
  if (is_last_) {
    head.headers.emplace_back("Connection", "close");
  } else if (is_old_) {
    head.headers.emplace_back("Connection", "keep-alive");
  }
  out_ += FormatHead(head.status, head.headers);
  Notify();
}

void HttpServer::Listener::Connection::Write(std::string bytes, std::function<void()> written) {
  if (has_ended_) return written ? written() : void();
  if (!is_head_request_ && !bytes.empty()) {
    if (is_chunked_) absl::StrAppend(&out_, absl::Hex(bytes.size()), "\r\n");
    out_ += bytes;
    if (is_chunked_) out_ += "\r\n";
  }
  written_ = std::move(written);
  Notify();
}

void HttpServer::Listener::Connection::Send(Answer answer) {
  if (has_begun_ || has_ended_) return;
  Begin({answer.status, std::move(answer.headers), answer.body.size()});
  if (!is_head_request_) out_ += answer.body;
  End();
}

void HttpServer::Listener::Connection::End() {
  if (has_ended_) return;
  if (is_chunked_ && !is_head_request_) out_ += "0\r\n\r\n";
  has_ended_ = true;
  Notify();
}

void HttpServer::Listener::Connection::Break() {
  if (has_ended_) return;
  has_ended_ = true;
  Cut();
}

void HttpServer::Listener::Connection::WhenGone(std::function<void()> gone) {
  if (has_ended_) return;
  gone_ = std::move(gone);
  if (is_at_end_) TellGone();
}

// Lets the client read the last answer: a socket that is closed with bytes unread resets it.
asio::awaitable<void> HttpServer::Listener::Connection::Linger() {
  if (!has_unread_ && in_.empty()) co_return;
  Error ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
  const auto deadline = Clock::now() + kLinger;
  size_t discarded = 0;
  while (!is_at_end_ && !is_cut_ && discarded < kMostLingerBytes) {
    discarded += in_.size();
    in_.clear();
    StartRead(kReadBytes);
    const Waited waited = co_await Await(deadline, [this] { return !in_.empty() || is_at_end_; });
    if (waited != Waited::kHappened) co_return;
  }
}

absl::Status HttpServer::Listener::Listen() {
  for (int i = 0; i < std::max(1, settings_.threads); ++i) {
    workers_.push_back(std::make_unique<Worker>());
  }
  std::string host = settings_.host;
  if (absl::StartsWith(host, "[") && absl::EndsWith(host, "]")) {
    host = host.substr(1, host.size() - 2);
  }
  if (host == "localhost") host = "127.0.0.1";
  Error error;
  const asio::ip::address address = asio::ip::make_address(host, error);
  if (error) {
    return absl::InvalidArgumentError(
        absl::StrCat("http-listen: '", settings_.host, "' is no address of this machine"));
  }
  const tcp::endpoint endpoint(address, static_cast<uint16_t>(settings_.port));
  acceptor_ = std::make_unique<tcp::acceptor>(workers_.front()->context);
  acceptor_->open(endpoint.protocol(), error);
  if (!error) acceptor_->set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_->bind(endpoint, error);
  if (!error) acceptor_->listen(4096, error);
  if (error) {
    return absl::AlreadyExistsError(absl::StrCat("cannot listen on ", settings_.host, ":",
                                                 settings_.port, " (", error.message(),
                                                 "); choose another address in http-listen"));
  }
  port_ = acceptor_->local_endpoint().port();
  if (settings_.tls && TlsContext() == nullptr) {
    return absl::FailedPreconditionError("the gateway cannot use the TLS files");
  }
  return absl::OkStatus();
}

void HttpServer::Listener::Serve(Handler handler) {
  handler_ = std::move(handler);
  asio::co_spawn(workers_.front()->context, Accept(), asio::detached);
  for (const auto& worker : workers_) {
    worker->thread = std::thread([&context = worker->context] { context.run(); });
  }
}

asio::awaitable<void> HttpServer::Listener::Accept() {
  for (size_t number = 0; !is_draining_; ++number) {
    Worker& worker = *workers_[number % workers_.size()];
    tcp::socket socket(worker.context);
    Error error;
    co_await acceptor_->async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
    if (is_draining_) co_return;
    if (error) {
      // No descriptors are left, most likely: some connection will end.
      asio::steady_timer pause(workers_.front()->context, std::chrono::milliseconds(20));
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      continue;
    }
    const auto remote = socket.remote_endpoint(error);
    if (error) continue;
    const std::string address = remote.address().to_string();
    if (!TakePlace(remote.address().is_loopback() ? "" : address)) {
      ++stats_.refused;
      continue;
    }
    ++stats_.accepted;
    socket.set_option(tcp::no_delay(true), error);
    std::shared_ptr<asio::ssl::context> tls = settings_.tls ? TlsContext() : nullptr;
    auto connection =
        std::make_shared<Connection>(*this, worker, std::move(socket),
                                     remote.address().is_loopback() ? "" : address, std::move(tls));
    asio::post(worker.context, [connection] { connection->Begin(); });
  }
}

// Who is on this machine may be a proxy, behind which everybody stands; it has no name here.
bool HttpServer::Listener::TakePlace(const std::string& address) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (open_ >= settings_.max_connections) return false;
  if (!address.empty()) {
    int64_t& share = by_address_[address];
    if (share >= settings_.max_connections_per_address) return false;
    ++share;
  }
  stats_.connections = ++open_;
  return true;
}

void HttpServer::Listener::GivePlaceBack(const std::string& address) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (const auto found = by_address_.find(address); found != by_address_.end()) {
    if (--found->second == 0) by_address_.erase(found);
  }
  stats_.connections = --open_;
  if (open_ == 0) gone_.notify_all();
}

std::shared_ptr<asio::ssl::context> HttpServer::Listener::TlsContext() {
  const std::shared_ptr<const TlsTexts> texts = settings_.tls();
  const std::lock_guard<std::mutex> lock(tls_mutex_);
  if (texts == tls_texts_) return tls_context_;
  tls_texts_ = texts;
  try {
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
    // An idle connection holds no buffers.
    SSL_CTX_set_mode(context->native_handle(), SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_options(context->native_handle(), SSL_OP_NO_RENEGOTIATION);
    context->use_certificate_chain(asio::buffer(texts->chain));
    context->use_private_key(asio::buffer(texts->key), asio::ssl::context::pem);
    if (!texts->authorities.empty()) {
      static constexpr unsigned char kName[] = "plenary";
      SSL_CTX_set_session_id_context(context->native_handle(), kName, sizeof kName - 1);
      context->add_certificate_authority(asio::buffer(texts->authorities));
      context->set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
    }
    tls_context_ = std::move(context);
  } catch (const boost::system::system_error&) {
    // The texts were checked where they were read; those before go on.
  }
  return tls_context_;
}

void HttpServer::Listener::Drain() {
  if (is_draining_.exchange(true) || workers_.empty()) return;
  asio::post(workers_.front()->context, [this] {
    Error ignored;
    acceptor_->close(ignored);
  });
  for (const auto& worker : workers_) {
    asio::post(worker->context, [&worker = *worker] {
      for (Connection* connection : worker.connections) connection->Drain();
    });
  }
}

void HttpServer::Listener::CutAll() {
  for (const auto& worker : workers_) {
    asio::post(worker->context, [&worker = *worker] {
      for (Connection* connection : worker.connections) connection->Cut();
    });
  }
}

void HttpServer::Listener::Stop(absl::Duration most) {
  if (workers_.empty()) return;
  Drain();
  {
    std::unique_lock<std::mutex> lock(mutex_);
    const auto all_gone = [this] { return open_ == 0; };
    if (!gone_.wait_for(lock, Chrono(most), all_gone)) {
      CutAll();
      gone_.wait(lock, all_gone);
    }
  }
  for (const auto& worker : workers_) worker->work.reset();
  for (const auto& worker : workers_) {
    if (worker->thread.joinable()) worker->thread.join();
  }
  acceptor_.reset();
  workers_.clear();
}

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Listen(HttpSettings settings) {
  auto listener = std::make_unique<Listener>(std::move(settings));
  PLENARY_RETURN_IF_ERROR(listener->Listen());
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(listener)));
}

HttpServer::HttpServer(std::unique_ptr<Listener> listener) : listener_(std::move(listener)) {}

HttpServer::~HttpServer() = default;

void HttpServer::Serve(Handler handler) { listener_->Serve(std::move(handler)); }

int HttpServer::port() const { return listener_->port(); }

const HttpStats& HttpServer::stats() const { return listener_->stats(); }

void HttpServer::Drain() { listener_->Drain(); }

void HttpServer::Stop(absl::Duration most) { listener_->Stop(most); }

}  // namespace plenary::gateway
