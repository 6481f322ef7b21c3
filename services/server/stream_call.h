// What every stream does at its beginning and at its end, whatever goes on in between.
#ifndef PLENARY_SERVICES_SERVER_STREAM_CALL_H_
#define PLENARY_SERVICES_SERVER_STREAM_CALL_H_

#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "services/server/call_stats.h"
#include "services/server/identity.h"
#include "services/server/porch.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::server {

// One stream as a call: counted, limited, identified and logged. It takes one of the places for
// streams for as long as it lives. Whoever calls loses the stream with the access to it: that is
// looked for before each read, and where nothing is read by whoever asks HasStaleAccess().
class StreamCall {
 public:
  // `method` is the full name: "plenary.v1.ChangeService/WatchChanges".
  StreamCall(Porch& porch, CallStats& stats, std::string method);
  StreamCall(const StreamCall&) = delete;
  StreamCall& operator=(const StreamCall&) = delete;

  // Whether the stream may begin, whoever calls. UNAVAILABLE: SHUTTING_DOWN. RESOURCE_EXHAUSTED:
  // TOO_MANY_STREAMS, RATE_LIMITED.
  absl::Status Admit(const grpc::CallbackServerContext& context);

  // Finds out who calls, and whether they may as far as that can be told without the request.
  // Calls `told` exactly once, on this stack or on a thread that must not be blocked, with what
  // Identity and MethodRules refuse with.
  void Identify(const grpc::CallbackServerContext& context, storage::Done told);

  // Reads as Store::Read does, once it is sure that the caller still may what `request` asks;
  // else `done` gets why not. `request` outlives the read.
  void Read(const google::protobuf::Message& request, storage::Body body, storage::Done done);

  // Whether a Read is due even where there is nothing to read, since the caller's access may have
  // changed or be over.
  bool HasStaleAccess() const;

  // Counts and logs how it ended, and gives that as its client gets it. Once.
  grpc::Status Settle(absl::Status status);

  // Gives its place up; to be called once gRPC is done with the stream, since what still holds it
  // then may outlive the server.
  void Leave() { porch_.streams_open.fetch_sub(1); }

  // "users/anna"; empty before Identify has told.
  const std::string& caller() const { return call_.caller; }
  // What the caller may do; nullptr where access is not checked. Of a read's own transaction, where
  // it is asked in one.
  IdentifiedPtr identified() const;

 private:
  absl::Status Identified(absl::StatusOr<IdentifiedPtr> identified);
  absl::Status CheckAccess(storage::Tx& tx, const google::protobuf::Message& request,
                           int64_t epoch);

  Porch& porch_;
  CallStats& stats_;
  const Authorizer& authorizer_;
  storage::Call call_;  // without access, which changes; settled by Identify
  const absl::Time started_;
  const int64_t open_;  // streams, this one included, when it began
  std::string address_;
  mutable std::mutex mutex_;
  // Both guarded by mutex_.
  IdentifiedPtr identified_;
  bool is_admitted_ = false;  // the guard has seen the request
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_STREAM_CALL_H_
