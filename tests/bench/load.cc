#include "tests/bench/load.h"

#include <algorithm>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/credentials.h"

namespace plenary::bench {
namespace {

constexpr absl::Duration kWarmUp = absl::Seconds(1);
constexpr int kCallersAConnection = 16;
constexpr absl::Duration kConnectTime = absl::Seconds(20);

// Latencies of the calls that count, and how the others went.
class Tally {
 public:
  explicit Tally(const Window& window) : window_(window) {}
  void Answered(absl::Time begun, absl::Time now) {
    ++all_;
    if (now < window_.count_from || now >= window_.end) return;
    milliseconds_.push_back(static_cast<float>(absl::ToDoubleMilliseconds(now - begun)));
  }
  LoadResult Result() {
    std::sort(milliseconds_.begin(), milliseconds_.end());
    LoadResult result;
    result.all = all_;
    result.counted = static_cast<int64_t>(milliseconds_.size());
    result.per_second = static_cast<double>(result.counted) /
                        absl::ToDoubleSeconds(window_.end - window_.count_from);
    result.p50_ms = Percentile(0.50);
    result.p99_ms = Percentile(0.99);
    return result;
  }

 private:
  double Percentile(double share) const {
    if (milliseconds_.empty()) return 0;
    const auto place = static_cast<size_t>(share * static_cast<double>(milliseconds_.size()));
    return milliseconds_[std::min(place, milliseconds_.size() - 1)];
  }

  const Window window_;
  int64_t all_ = 0;
  std::vector<float> milliseconds_;
};

// One caller: its call under way.
struct Caller {
  std::unique_ptr<grpc::GenericStub> stub;
  std::unique_ptr<grpc::ClientContext> context;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
  grpc::ByteBuffer answer;
  grpc::Status status;
  absl::Time begun;
};

std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  // Otherwise all channels to one address share one connection.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetMaxReceiveMessageSize(-1);
  auto channel = grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
  if (!channel->WaitForConnected(absl::ToChronoTime(absl::Now() + kConnectTime))) {
    throw std::runtime_error("nobody listens on " + address);
  }
  return channel;
}

class GrpcLoop {
 public:
  GrpcLoop(const GrpcLoad& load, const Window& window)
      : load_(load),
        bearer_(absl::StrCat("Bearer ", load.bearer)),
        window_(window),
        tally_(window) {
    std::shared_ptr<grpc::Channel> channel;
    for (int i = 0; i < load.callers; ++i) {
      if (i % kCallersAConnection == 0) channel = Connect(load.address);
      callers_.emplace_back().stub = std::make_unique<grpc::GenericStub>(channel);
    }
  }

  LoadResult Run() {
    for (Caller& caller : callers_) Begin(caller);
    void* tag = nullptr;
    bool ok = false;
    while (running_ > 0 && queue_.Next(&tag, &ok)) End(*static_cast<Caller*>(tag));
    queue_.Shutdown();
    while (queue_.Next(&tag, &ok)) {
    }
    if (!failure_.ok())
      throw std::runtime_error(absl::StrCat(load_.method, ": ", failure_.ToString()));
    return tally_.Result();
  }

 private:
  void Begin(Caller& caller) {
    ++running_;
    caller.context = std::make_unique<grpc::ClientContext>();
    if (!load_.bearer.empty()) caller.context->AddMetadata("authorization", bearer_);
    const grpc::ByteBuffer request = load_.next_request();
    caller.begun = absl::Now();
    caller.reader =
        caller.stub->PrepareUnaryCall(caller.context.get(), load_.method, request, &queue_);
    caller.reader->StartCall();
    caller.reader->Finish(&caller.answer, &caller.status, &caller);
  }

  void End(Caller& caller) {
    --running_;
    const absl::Time now = absl::Now();
    absl::Status status(static_cast<absl::StatusCode>(caller.status.error_code()),
                        caller.status.error_message());
    if (status.ok() && load_.check) status = load_.check(caller.answer);
    if (status.ok()) tally_.Answered(caller.begun, now);
    failure_.Update(status);
    if (failure_.ok() && now < window_.end) Begin(caller);
  }

  const GrpcLoad& load_;
  const std::string bearer_;
  const Window window_;
  Tally tally_;
  grpc::CompletionQueue queue_;
  std::vector<Caller> callers_;
  int running_ = 0;
  absl::Status failure_;
};

// The same inside this process; lives until its last call is answered.
class LocalLoop {
 public:
  LocalLoop(int callers, const bench::Begin& begin, const Window& window)
      : begin_(begin), window_(window), tally_(window), running_(callers) {
    for (int i = 0; i < callers; ++i) Begin(i);
  }

  LoadResult Wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    finished_.wait(lock, [this] { return running_ == 0; });
    if (!failure_.ok()) throw std::runtime_error(failure_.ToString());
    return tally_.Result();
  }

 private:
  void Begin(int caller) {
    begin_(caller, [this, caller, begun = absl::Now()](const absl::Status& status) {
      if (Ended(begun, status)) Begin(caller);
    });
  }

  // Whether the caller goes on.
  bool Ended(absl::Time begun, const absl::Status& status) {
    const absl::Time now = absl::Now();
    const std::lock_guard<std::mutex> lock(mutex_);
    if (status.ok()) tally_.Answered(begun, now);
    failure_.Update(status);
    if (failure_.ok() && now < window_.end) return true;
    if (--running_ == 0) finished_.notify_all();
    return false;
  }

  const bench::Begin& begin_;
  const Window window_;
  std::mutex mutex_;
  std::condition_variable finished_;
  Tally tally_;  // guarded by mutex_, as is all below
  int running_;
  absl::Status failure_;
};

}  // namespace

Window Window::Of(absl::Duration length) {
  const absl::Time from = absl::Now() + kWarmUp;
  return {from, from + length};
}

LoadResult RunLoad(const GrpcLoad& load, const Window& window) {
  return GrpcLoop(load, window).Run();
}

LoadResult RunLoad(int callers, const Begin& begin, const Window& window) {
  return LocalLoop(callers, begin, window).Wait();
}

LoadResult RunBeside(const GrpcLoad& load, const Window& window,
                     const std::function<void()>& beside) {
  std::future<LoadResult> running =
      std::async(std::launch::async, [&] { return RunLoad(load, window); });
  beside();
  return running.get();
}

}  // namespace plenary::bench
