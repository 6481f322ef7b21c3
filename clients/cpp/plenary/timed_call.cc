#include "plenary/timed_call.h"

#include <chrono>

namespace plenary {

bool TimedCall::Wait(absl::Duration silence) {
  void* tag;
  bool ok = false;
  const auto until = std::chrono::system_clock::now() + absl::ToChronoMicroseconds(silence);
  if (queue_.AsyncNext(&tag, &ok, until) != grpc::CompletionQueue::TIMEOUT) return ok;
  was_silent_ = true;
  context_.TryCancel();
  queue_.Next(&tag, &ok);
  return false;
}

void TimedCall::Drain() {
  context_.TryCancel();
  queue_.Shutdown();
  void* tag;
  bool ok;
  while (queue_.Next(&tag, &ok)) {
  }
}

}  // namespace plenary
