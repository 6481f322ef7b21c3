// A streaming call whose every step is waited for, and only for so long.
#ifndef PLENARY_CLIENTS_CPP_PLENARY_TIMED_CALL_H_
#define PLENARY_CLIENTS_CPP_PLENARY_TIMED_CALL_H_

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/support/status.h"
#include "plenary/stub.h"

namespace plenary {

// What a stream of gRPC's asynchronous API stands on. Whoever makes the stream calls Drain before
// it is destroyed. One thread; only Cancel may be called by another.
class TimedCall {
 public:
  TimedCall() = default;
  TimedCall(const TimedCall&) = delete;
  TimedCall& operator=(const TimedCall&) = delete;

  grpc::ClientContext* context() { return &context_; }
  grpc::CompletionQueue* queue() { return &queue_; }
  // The tag of every operation.
  void* tag() { return this; }

  // Waits for the operation under way: whether it succeeded, within `silence`. One that takes
  // longer ends the call.
  bool Wait(absl::Duration silence);
  // Waits for the end of the call, after an operation that failed or the last one. UNAVAILABLE
  // where the server was silent for too long.
  template <class Stream>
  absl::Status Finish(Stream& stream, absl::Duration silence) {
    grpc::Status status;
    stream.Finish(&status, tag());
    Wait(silence);
    if (was_silent_) return absl::UnavailableError("nothing was heard from the server any more");
    return FromGrpcStatus(status);
  }
  void Cancel() { context_.TryCancel(); }
  // Ends the call and waits until nothing of it is under way.
  void Drain();

 private:
  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  bool was_silent_ = false;
};

}  // namespace plenary

#endif  // PLENARY_CLIENTS_CPP_PLENARY_TIMED_CALL_H_
