#include "services/server/stream_call.h"

#include <utility>

#include "services/server/wire.h"

namespace plenary::server {

StreamCall::StreamCall(Porch& porch, CallStats& stats, std::string method)
    : porch_(porch),
      stats_(stats),
      call_{kLocalCaller, std::move(method), ""},
      started_(porch.clock.Now()),
      open_(porch.streams_open.fetch_add(1) + 1) {}

absl::Status StreamCall::Admit() const {
  if (porch_.closing) return ShuttingDown();
  return CheckLimit(open_, porch_.options.max_streams, v1::ERROR_REASON_TOO_MANY_STREAMS,
                    "streams open");
}

grpc::Status StreamCall::Settle(absl::Status status) {
  status = WithReason(std::move(status));
  const absl::Time now = porch_.clock.Now();
  stats_.Count(status.code(), now - started_);
  porch_.log.Answered(call_, now, now - started_, status);
  return ToGrpcStatus(ForStrangers(status, ""));
}

}  // namespace plenary::server
