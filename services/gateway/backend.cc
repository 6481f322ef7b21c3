#include "services/gateway/backend.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/client_callback.h"
#include "grpcpp/support/slice.h"

namespace plenary::gateway {
namespace {

// Nothing on the way bounds metadata here, so the server may tell every field error of a long list.
constexpr char kMostDetailBytes[] = "1048576";

grpc::ByteBuffer BufferOf(std::string bytes) {
  auto* kept = new std::string(std::move(bytes));
  const grpc::Slice slice(
      kept->data(), kept->size(), [](void* text) { delete static_cast<std::string*>(text); }, kept);
  return grpc::ByteBuffer(&slice, 1);
}

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return "";
  std::string bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

void Prepare(const CallHead& head, const std::string& key, grpc::ClientContext& context) {
  if (!head.authorization.empty()) {
    context.AddMetadata("authorization", head.authorization);
  } else if (!head.credential.empty()) {
    context.AddMetadata("authorization", absl::StrCat("Bearer ", head.credential));
  }
  if (!head.browser.empty()) context.AddMetadata("plenary-browser", head.browser);
  context.AddMetadata("plenary-gateway", absl::StrCat(key, " ", head.peer));
  context.AddMetadata("plenary-max-details-bytes", kMostDetailBytes);
  if (head.deadline != absl::InfiniteFuture()) {
    context.set_deadline(absl::ToChronoTime(head.deadline));
  }
}

Headers Copied(const std::multimap<grpc::string_ref, grpc::string_ref>& metadata) {
  Headers headers;
  for (const auto& [key, value] : metadata) {
    headers.emplace_back(std::string(key.data(), key.size()),
                         std::string(value.data(), value.size()));
  }
  return headers;
}

CallEnd EndOf(const grpc::Status& status, const grpc::ClientContext& context) {
  CallEnd end;
  if (!status.ok() &&
      (!end.status.ParseFromString(status.error_details()) || end.status.code() == 0)) {
    end.status.Clear();
    end.status.set_code(status.error_code());
    end.status.set_message(status.error_message());
  }
  end.headers = Copied(context.GetServerInitialMetadata());
  end.trailers = Copied(context.GetServerTrailingMetadata());
  return end;
}

}  // namespace

struct Backend::Calls {
  Calls(std::shared_ptr<grpc::ChannelInterface> channel, std::string given_key)
      : stub(std::move(channel)), key(std::move(given_key)) {}

  void Began() {
    const std::lock_guard<std::mutex> lock(mutex);
    ++running;
  }
  void Ended() {
    const std::lock_guard<std::mutex> lock(mutex);
    if (--running == 0) ended.notify_all();
  }

  grpc::GenericStub stub;
  const std::string key;
  std::mutex mutex;
  std::condition_variable ended;
  int64_t running = 0;  // guarded by mutex
};

class Backend::Unary : public UnaryCall {
 public:
  void Cancel() override { context.TryCancel(); }

  grpc::ClientContext context;
  grpc::ByteBuffer request;
  grpc::ByteBuffer response;
};

// A stream as gRPC drives it. The hold keeps it from ending between its reads and writes, which are
// begun from outside.
class Backend::Reactor : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
                         public Stream,
                         public std::enable_shared_from_this<Reactor> {
 public:
  Reactor(Calls& calls, const std::string& method, const CallHead& head,
          std::shared_ptr<StreamEvents> events)
      : calls_(calls), method_(absl::StrCat("/", method)), events_(std::move(events)) {
    Prepare(head, calls_.key, context_);
  }

  void Begin() override {
    self_ = shared_from_this();
    calls_.Began();
    calls_.stub.PrepareBidiStreamingCall(&context_, method_, grpc::StubOptions(), this);
    AddHold();
    // Before the call begins: an answer that comes at once would be lost otherwise.
    StartRead(&response_);
    StartCall();
  }

  void Read() override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (is_over_ || is_reading_) return;
    is_reading_ = true;
    StartRead(&response_);
  }
  void Write(std::string bytes) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (is_over_) return;
    request_ = BufferOf(std::move(bytes));
    StartWrite(&request_);
  }
  void WritesDone() override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (is_over_ || std::exchange(has_written_all_, true)) return;
    StartWritesDone();
  }
  void Cancel() override {
    context_.TryCancel();
    // Whose end is seen by a read alone.
    Read();
  }

  void OnReadDone(bool ok) override {
    std::string bytes;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      is_reading_ = false;
      if (!ok) {
        is_over_ = true;
      } else {
        bytes = BytesOf(response_);
      }
    }
    if (!ok) return RemoveHold();
    events_->OnMessage(std::move(bytes));
  }
  void OnWriteDone(bool ok) override {
    if (ok) events_->OnWritten();
  }
  void OnDone(const grpc::Status& status) override {
    events_->OnEnd(EndOf(status, context_));
    events_.reset();
    Calls& calls = calls_;
    self_.reset();
    calls.Ended();
  }

 private:
  Calls& calls_;
  const std::string method_;
  std::shared_ptr<StreamEvents> events_;
  std::shared_ptr<Reactor> self_;
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
  std::mutex mutex_;
  // All guarded by mutex_.
  bool is_reading_ = true;  // Begin has one read
  bool is_over_ = false;    // nothing more comes, and nothing is begun any more
  bool has_written_all_ = false;
};

Backend::Backend(std::shared_ptr<grpc::ChannelInterface> channel, std::string key)
    : calls_(std::make_unique<Calls>(std::move(channel), std::move(key))) {}

Backend::~Backend() { AwaitEnd(); }

std::shared_ptr<UnaryCall> Backend::Call(const std::string& method, const CallHead& head,
                                         std::string request, Done done) {
  auto call = std::make_shared<Unary>();
  Prepare(head, calls_->key, call->context);
  call->request = BufferOf(std::move(request));
  calls_->Began();
  calls_->stub.UnaryCall(
      &call->context, absl::StrCat("/", method), grpc::StubOptions(), &call->request,
      &call->response, [this, call, done = std::move(done)](const grpc::Status& status) mutable {
        done(EndOf(status, call->context), status.ok() ? BytesOf(call->response) : std::string());
        // Whoever awaits the end may then take everything apart.
        done = nullptr;
        call.reset();
        calls_->Ended();
      });
  return call;
}

std::shared_ptr<Stream> Backend::Open(const std::string& method, const CallHead& head,
                                      std::shared_ptr<StreamEvents> events) {
  return std::make_shared<Reactor>(*calls_, method, head, std::move(events));
}

void Backend::AwaitEnd() {
  std::unique_lock<std::mutex> lock(calls_->mutex);
  calls_->ended.wait(lock, [this] { return calls_->running == 0; });
}

}  // namespace plenary::gateway
