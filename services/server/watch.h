// Watch streams: the changes of a partition, from a resume token on.
#ifndef PLENARY_SERVICES_SERVER_WATCH_H_
#define PLENARY_SERVICES_SERVER_WATCH_H_

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "plenary/v1/changes.pb.h"
#include "services/server/call_stats.h"
#include "services/server/porch.h"
#include "services/storage/change_log.h"
#include "services/storage/store.h"

namespace plenary::server {

// An entry of the change log as clients see it.
v1::Change ToChange(const storage::ChangeEntry& entry);

class WatchStream;

// Every open watch stream, and what wakes them. Safe from several threads; never blocks.
//
// A stream keeps only its place in the log. It reads the next page when it is woken and the one
// before has been taken by its client, so a slow client costs one page of memory and skips nothing.
// Each change is looked at when it is delivered: what the caller may not see is passed over, and a
// caller whose access is gone loses the stream.
class WatchHub {
 public:
  explicit WatchHub(Porch& porch) : porch_(porch) {}
  // Every stream is over by then. Waits for a poll under way.
  ~WatchHub();
  WatchHub(const WatchHub&) = delete;
  WatchHub& operator=(const WatchHub&) = delete;

  // Begins a stream; the answer belongs to gRPC.
  grpc::ServerWriteReactor<grpc::ByteBuffer>* Watch(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request,
                                                    CallStats& stats);

  // The change logs of `partitions` grew: wakes their streams.
  void Changed(const storage::Keys& partitions);

  // To be called every now and then: sends heartbeats that are due, has streams whose read failed
  // for want of a free connection try again, and ends those whose caller's access is gone.
  void Tick();

  // Looks for changes that other servers made: wakes the streams whose partition's head moved.
  void Poll();

  // Ends every stream with UNAVAILABLE, SHUTTING_DOWN.
  void EndAll();

 private:
  friend class WatchStream;
  void Add(const std::string& partition, std::shared_ptr<WatchStream> stream);
  void Remove(const std::string& partition, const WatchStream* stream);
  std::vector<std::shared_ptr<WatchStream>> StreamsOf(const std::string& partition);
  std::vector<std::shared_ptr<WatchStream>> AllStreams();
  void HeadsRead(const std::map<std::string, int64_t>& heads);

  Porch& porch_;
  std::mutex mutex_;
  std::condition_variable polled_;
  // Both guarded by mutex_.
  std::map<std::string, std::vector<std::shared_ptr<WatchStream>>> by_partition_;
  bool polling_ = false;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_WATCH_H_
