// The gRPC server in the same process, called as from outside: the very same handlers and
// permissions.
#ifndef PLENARY_SERVICES_GATEWAY_BACKEND_H_
#define PLENARY_SERVICES_GATEWAY_BACKEND_H_

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "absl/time/time.h"
#include "google/rpc/status.pb.h"
#include "services/gateway/http_rules.h"

namespace grpc {
class ChannelInterface;
}

namespace plenary::gateway {

// Who calls, as far as a request says it, and until when an answer is of use.
struct CallHead {
  std::string credential;     // what stands behind "Bearer "; empty: none
  std::string authorization;  // instead: the whole header, as it came
  std::string browser;        // what tells browsers apart; empty where nothing does
  std::string peer;           // as gRPC writes it: "ipv4:192.0.2.7:50312"
  absl::Time deadline = absl::InfiniteFuture();
};

// How a call ended, and what it said besides its answer.
struct CallEnd {
  google::rpc::Status status;
  Headers headers;
  Headers trailers;
};

// A call under way.
class UnaryCall {
 public:
  virtual ~UnaryCall() = default;
  virtual void Cancel() = 0;
};

// What a stream tells; on gRPC's threads, one at a time for each kind. Outlives the stream.
class StreamEvents {
 public:
  virtual ~StreamEvents() = default;
  // The message that was asked for by Read.
  virtual void OnMessage(std::string bytes) = 0;
  // The message that was given to Write has left; not where the stream has ended.
  virtual void OnWritten() = 0;
  // The last event.
  virtual void OnEnd(CallEnd end) = 0;
};

// A stream under way. At most one Read and one Write at a time. Safe from several threads, also
// once it has ended, where it does nothing.
class Stream {
 public:
  virtual ~Stream() = default;
  // Begins the call, and reads the first message by itself. Before anything else.
  virtual void Begin() = 0;
  virtual void Read() = 0;
  virtual void Write(std::string bytes) = 0;
  virtual void WritesDone() = 0;
  virtual void Cancel() = 0;
};

// Safe from several threads.
class Backend {
 public:
  // `key` proves to the server that an address comes from here.
  Backend(std::shared_ptr<grpc::ChannelInterface> channel, std::string key);
  // No call is under way by then.
  ~Backend();

  using Done = std::function<void(CallEnd end, std::string response)>;
  // `method` is the full name, "plenary.v1.EventService/GetEvent". `done` is called once.
  std::shared_ptr<UnaryCall> Call(const std::string& method, const CallHead& head,
                                  std::string request, Done done);
  // A stream that is still to begin; it must.
  std::shared_ptr<Stream> Open(const std::string& method, const CallHead& head,
                               std::shared_ptr<StreamEvents> events);

  // Waits until no call is under way.
  void AwaitEnd();

 private:
  class Unary;
  class Reactor;
  struct Calls;
  const std::unique_ptr<Calls> calls_;
};

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_BACKEND_H_
