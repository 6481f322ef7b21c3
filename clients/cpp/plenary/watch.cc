#include "plenary/watch.h"

#include <mutex>
#include <utility>

#include "absl/synchronization/notification.h"
#include "absl/types/optional.h"
#include "grpcpp/support/async_stream.h"
#include "plenary/connection.h"
#include "plenary/timed_call.h"
#include "plenary/v1/changes.grpc.pb.h"

namespace plenary {
namespace {

using Reader = grpc::ClientAsyncReader<v1::WatchChangesResponse>;

// One call of WatchChanges, read with a limit on silence.
class Call {
 public:
  Call(const Connection& connection, v1::ChangeService::Stub& stub,
       const v1::WatchChangesRequest& request)
      : signed_in_(connection.SignIn(*call_.context())),
        reader_(stub.PrepareAsyncWatchChanges(call_.context(), request, call_.queue())) {}
  ~Call() { call_.Drain(); }

  absl::Status Start(absl::Duration silence) {
    if (!signed_in_.ok()) return signed_in_;
    reader_->StartCall(call_.tag());
    return call_.Wait(silence) ? absl::OkStatus() : Finish(silence);
  }
  absl::Status Read(v1::WatchChangesResponse& response, absl::Duration silence) {
    reader_->Read(&response, call_.tag());
    return call_.Wait(silence) ? absl::OkStatus() : Finish(silence);
  }
  void Cancel() { call_.Cancel(); }

 private:
  absl::Status Finish(absl::Duration silence) {
    const absl::Status status = call_.Finish(*reader_, silence);
    // A server has no reason to end a watch well; whatever stands between may.
    return status.ok() ? absl::UnavailableError("the watch was ended") : status;
  }

  TimedCall call_;
  const absl::Status signed_in_;
  const std::unique_ptr<Reader> reader_;
};

}  // namespace

// What lies below a stream: the present call, and the wish to end it.
class ChangeStream::Wire {
 public:
  explicit Wire(Connection& connection)
      : connection_(connection), stub_(v1::ChangeService::NewStub(connection.channel())) {}

  bool is_connected() const { return call_ != nullptr; }

  absl::Status Connect(const v1::WatchChangesRequest& request, absl::Duration silence) {
    {
      const std::lock_guard lock(mutex_);
      call_ = std::make_unique<Call>(connection_, *stub_, request);
      if (cancelled_.HasBeenNotified()) call_->Cancel();
    }
    return call_->Start(silence);
  }
  absl::Status Read(v1::WatchChangesResponse& response, absl::Duration silence) {
    return call_->Read(response, silence);
  }
  void Disconnect() {
    const std::lock_guard lock(mutex_);
    call_.reset();
  }
  void Cancel() {
    const std::lock_guard lock(mutex_);
    if (cancelled_.HasBeenNotified()) return;
    cancelled_.Notify();
    if (call_) call_->Cancel();
  }
  const absl::Notification& cancelled() const { return cancelled_; }

 private:
  const Connection& connection_;
  const std::unique_ptr<v1::ChangeService::Stub> stub_;
  std::mutex mutex_;
  // Made and destroyed under mutex_ by the reading thread, which else uses it without.
  std::unique_ptr<Call> call_;
  absl::Notification cancelled_;
};

ChangeStream::ChangeStream(std::shared_ptr<Connection> connection, v1::WatchChangesRequest request)
    : connection_(std::move(connection)),
      request_(std::move(request)),
      wire_(std::make_unique<Wire>(*connection_)) {}

ChangeStream::~ChangeStream() = default;

const std::string& ChangeStream::resume_token() const { return request_.resume_token(); }

void ChangeStream::Cancel() { wire_->Cancel(); }

absl::StatusOr<v1::WatchChangesResponse> ChangeStream::Next() {
  const absl::Duration silence = connection_->options().watch_silence;
  while (ended_.ok()) {
    v1::WatchChangesResponse response;
    absl::Status status;
    if (!wire_->is_connected()) status = wire_->Connect(request_, silence);
    if (status.ok()) status = wire_->Read(response, silence);
    if (status.ok()) {
      failures_ = 0;
      request_.set_resume_token(response.resume_token());
      request_.clear_from_beginning();
      return response;
    }
    ended_ = Reconnect(status);
  }
  return ended_;
}

// Waits until the watch may connect again; else why it is over.
absl::Status ChangeStream::Reconnect(const absl::Status& broken) {
  wire_->Disconnect();
  if (!wire_->cancelled().HasBeenNotified()) {
    Surroundings& surroundings = connection_->surroundings();
    const absl::optional<absl::Duration> delay = DelayBeforeRepeating(
        connection_->options().retry, ++failures_, broken, surroundings.Random());
    if (!delay) return broken;
    surroundings.Sleep(*delay, &wire_->cancelled());
  }
  return wire_->cancelled().HasBeenNotified() ? absl::CancelledError("the watch was cancelled")
                                              : absl::OkStatus();
}

Range<v1::Change> ChangeStream::Changes() {
  return Range<v1::Change>([this]() -> absl::StatusOr<Range<v1::Change>::Page> {
    absl::StatusOr<v1::WatchChangesResponse> response = Next();
    if (!response.ok()) return response.status();
    Range<v1::Change>::Page page;
    page.items.assign(std::make_move_iterator(response->mutable_changes()->begin()),
                      std::make_move_iterator(response->mutable_changes()->end()));
    page.resume_token = response->resume_token();
    page.is_last = false;
    return page;
  });
}

}  // namespace plenary
