// Changes as they happen, across broken connections and restarts of the server.
#ifndef PLENARY_CLIENTS_CPP_PLENARY_WATCH_H_
#define PLENARY_CLIENTS_CPP_PLENARY_WATCH_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "plenary/range.h"
#include "plenary/v1/changes.pb.h"

namespace plenary {

class Connection;

// A watch on an event or the directory. When its connection breaks it connects again, with a delay
// that grows, and goes on from the last resume token: nothing is skipped and nothing comes twice.
// Only a watch that was to begin "from now" and lost its connection before it heard anything
// begins at a later now. One thread reads; any thread may cancel.
class ChangeStream {
 public:
  ChangeStream(std::shared_ptr<Connection> connection, v1::WatchChangesRequest request);
  ~ChangeStream();
  ChangeStream(const ChangeStream&) = delete;
  ChangeStream& operator=(const ChangeStream&) = delete;

  // Waits for what comes next: changes in the order of their numbers, or a heartbeat without any.
  // After the first error the watch is over and every call gives that error.
  // CANCELLED: Cancel was called. OUT_OF_RANGE, RESUME_TOKEN_EXPIRED: the log no longer reaches
  // back so far; list again and watch from the list's token. UNAVAILABLE: the server could not be
  // reached in as many attempts as the retry policy allows.
  absl::StatusOr<v1::WatchChangesResponse> Next();

  // The changes one by one, without heartbeats; a last element gives the error that ended them.
  // The stream outlives the range.
  Range<v1::Change> Changes();

  // Where to go on, in this program or another: everything given by Next so far lies before it.
  const std::string& resume_token() const;

  // Ends the watch at once, also a Next that waits. From any thread; repeating it is harmless.
  void Cancel();

 private:
  class Wire;
  absl::Status Reconnect(const absl::Status& broken);

  const std::shared_ptr<Connection> connection_;
  v1::WatchChangesRequest request_;
  std::unique_ptr<Wire> wire_;
  int failures_ = 0;  // since something was heard last
  absl::Status ended_;
};

}  // namespace plenary

#endif  // PLENARY_CLIENTS_CPP_PLENARY_WATCH_H_
