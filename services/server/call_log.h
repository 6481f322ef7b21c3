// The log: one line of JSON a call, written off the calls' path.
#ifndef PLENARY_SERVICES_SERVER_CALL_LOG_H_
#define PLENARY_SERVICES_SERVER_CALL_LOG_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/server/repeating.h"
#include "services/storage/change.h"

namespace plenary::server {

// How much is logged. Each includes those before it.
enum class LogLevel {
  kOff,
  kError,    // faults of ours: INTERNAL, DATA_LOSS, UNKNOWN; and what happens to the server
  kWarning,  // refusals, and calls slower than log_slow
  kInfo,     // every call
};

// Safe from several threads. Lines are gathered and written together; where they come faster than
// they can be written, some are left out and counted.
class CallLog {
 public:
  using Sink = std::function<void(absl::string_view lines)>;
  CallLog(LogLevel level, absl::Duration slow, Sink sink);
  // Writes what is left.
  ~CallLog();

  // A call that was answered: {"time","level","method","caller","code","reason","ms","request_id"},
  // and "detail" for a fault of ours, which its caller isn't told. Nothing of request or answer.
  void Answered(const storage::Call& call, absl::Time time, absl::Duration took,
                const absl::Status& status);
  // Something that happened to the server, for its operator.
  void Say(LogLevel level, absl::Time time, absl::string_view words);

 private:
  void Append(std::string line);
  void Flush();

  const LogLevel level_;
  const absl::Duration slow_;
  const Sink sink_;
  std::mutex mutex_;
  std::string lines_;         // guarded by mutex_
  int64_t left_out_ = 0;      // guarded by mutex_
  std::mutex writing_mutex_;  // one writer at a time
  std::unique_ptr<Repeating> flusher_;
};

// `text` as a JSON string with its quotes; at most `most` bytes of it. Nothing in it can begin a
// line, move a cursor or turn the direction of writing.
std::string JsonText(absl::string_view text, size_t most = 2000);

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_CALL_LOG_H_
