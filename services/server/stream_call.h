// What every stream does at its beginning and at its end, whatever goes on in between.
#ifndef PLENARY_SERVICES_SERVER_STREAM_CALL_H_
#define PLENARY_SERVICES_SERVER_STREAM_CALL_H_

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grpcpp/support/status.h"
#include "services/server/call_stats.h"
#include "services/server/porch.h"
#include "services/storage/change.h"

namespace plenary::server {

// One stream as a call: counted, limited and logged. It takes one of the places for streams for as
// long as it lives.
class StreamCall {
 public:
  // `method` is the full name: "plenary.v1.ChangeService/WatchChanges".
  StreamCall(Porch& porch, CallStats& stats, std::string method);
  StreamCall(const StreamCall&) = delete;
  StreamCall& operator=(const StreamCall&) = delete;

  // Whether the stream may begin. UNAVAILABLE: SHUTTING_DOWN. RESOURCE_EXHAUSTED: TOO_MANY_STREAMS.
  absl::Status Admit() const;

  // Counts and logs how it ended, and gives that as its client gets it. Once.
  grpc::Status Settle(absl::Status status);

  // Gives its place up; to be called once gRPC is done with the stream, since what still holds it
  // then may outlive the server.
  void Leave() { porch_.streams_open.fetch_sub(1); }

  const storage::Call& call() const { return call_; }

 private:
  Porch& porch_;
  CallStats& stats_;
  const storage::Call call_;
  const absl::Time started_;
  const int64_t open_;  // streams, this one included, when it began
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_STREAM_CALL_H_
