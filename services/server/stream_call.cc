#include "services/server/stream_call.h"

#include <utility>

#include "services/base/errors.h"
#include "services/server/wire.h"

namespace plenary::server {

StreamCall::StreamCall(Porch& porch, CallStats& stats, std::string method)
    : porch_(porch),
      stats_(stats),
      authorizer_(*porch.authorizers.Find(method)),
      call_{"", std::move(method), ""},
      started_(porch.clock.Now()),
      open_(porch.streams_open.fetch_add(1) + 1) {}

absl::Status StreamCall::Admit(const grpc::CallbackServerContext& context) {
  if (porch_.closing) return ShuttingDown();
  PLENARY_RETURN_IF_ERROR(CheckLimit(open_, porch_.options.max_streams,
                                     v1::ERROR_REASON_TOO_MANY_STREAMS, "streams open"));
  address_ = CallerAddress(context, porch_.gateway_key);
  return porch_.limits.TakeForAddress(address_, started_);
}

void StreamCall::Identify(const grpc::CallbackServerContext& context, storage::Done told) {
  if (!porch_.options.check_access) {
    call_.caller = kLocalCaller;
    return told(absl::OkStatus());
  }
  porch_.identity.Identify(
      context, address_, call_.method,
      [this, told = std::move(told)](absl::StatusOr<IdentifiedPtr> identified) {
        told(Identified(std::move(identified)));
      });
}

absl::Status StreamCall::Identified(absl::StatusOr<IdentifiedPtr> identified) {
  PLENARY_RETURN_IF_ERROR(identified.status());
  const access::Caller& caller = (*identified)->caller;
  call_.caller = caller.name;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    identified_ = *identified;
  }
  const MethodRules& rules = authorizer_.rules();
  PLENARY_RETURN_IF_ERROR(rules.CheckStatically(caller.access, caller.user));
  return porch_.limits.TakeForCaller(caller.name, rules.reads(), started_);
}

void StreamCall::Read(const google::protobuf::Message& request, storage::Body body,
                      storage::Done done) {
  porch_.store.Read(
      [this, &request, body = std::move(body), epoch = porch_.identity.epoch()](storage::Tx& tx) {
        PLENARY_RETURN_IF_ERROR(CheckAccess(tx, request, epoch));
        return body(tx);
      },
      std::move(done));
}

absl::Status StreamCall::CheckAccess(storage::Tx& tx, const google::protobuf::Message& request,
                                     int64_t epoch) {
  IdentifiedPtr now = identified();
  if (now == nullptr) return absl::OkStatus();
  const bool is_stale = porch_.identity.IsStale(*now);
  if (is_stale) {
    PLENARY_ASSIGN_OR_RETURN(now, porch_.identity.LookAgain(tx, *now, epoch));
    PLENARY_RETURN_IF_ERROR(
        authorizer_.rules().CheckStatically(now->caller.access, now->caller.user));
  }
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    identified_ = now;
    if (is_admitted_ && !is_stale) return absl::OkStatus();
  }
  if (const storage::Guard* guard = authorizer_.For(now->caller.access)) {
    storage::Call call = call_;
    call.access = &now->caller.access;
    PLENARY_RETURN_IF_ERROR(guard->Admit(tx, call, request));
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  is_admitted_ = true;
  return absl::OkStatus();
}

bool StreamCall::HasStaleAccess() const {
  const IdentifiedPtr now = identified();
  return now != nullptr && porch_.identity.IsStale(*now);
}

IdentifiedPtr StreamCall::identified() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return identified_;
}

grpc::Status StreamCall::Settle(absl::Status status) {
  status = WithReason(std::move(status));
  const absl::Time now = porch_.clock.Now();
  stats_.Count(status.code(), now - started_);
  if (absl::IsPermissionDenied(status)) ++porch_.denied;
  porch_.log.Answered(call_, now, now - started_, status);
  return ToGrpcStatus(ForStrangers(status, ""));
}

}  // namespace plenary::server
