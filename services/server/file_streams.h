// Files on their way in and out, as streams: FileService.UploadFile and DownloadFile.
#ifndef PLENARY_SERVICES_SERVER_FILE_STREAMS_H_
#define PLENARY_SERVICES_SERVER_FILE_STREAMS_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "services/files/service.h"
#include "services/server/call_stats.h"
#include "services/server/porch.h"

namespace plenary::server {

// The longest silence between two pieces of an upload.
inline constexpr absl::Duration kUploadSilence = absl::Seconds(60);

// A stream under way, as what holds it sees it. Safe from several threads.
class FileStream {
 public:
  virtual ~FileStream() = default;
  // Ends it, once what is under way is over.
  virtual void End(absl::Status status) = 0;
  // To be called every now and then.
  virtual void Tick(absl::Time now) = 0;
};

// Every upload and download that is open. Safe from several threads; never blocks.
//
// A stream has one thing under way at a time: an upload asks its client for the next piece once the
// one before is written, a download reads the next piece once the one before has been taken. So
// each costs a piece or two of memory however fast or slow its client is.
class FileStreams {
 public:
  FileStreams(Porch& porch, const files::FileService& service) : porch_(porch), service_(service) {}

  // Each begins a stream; the answer belongs to gRPC. Context and response live as long as the
  // call.
  grpc::ServerReadReactor<grpc::ByteBuffer>* Upload(grpc::CallbackServerContext* context,
                                                    grpc::ByteBuffer* response, CallStats& stats);
  grpc::ServerWriteReactor<grpc::ByteBuffer>* Download(grpc::CallbackServerContext* context,
                                                       const grpc::ByteBuffer* request,
                                                       CallStats& stats);

  // To be called every now and then: ends uploads that have fallen silent or whose caller's access
  // is gone, and has downloads whose read found no free connection try again.
  void Tick();

  // Ends every stream with UNAVAILABLE, SHUTTING_DOWN.
  void EndAll();

 private:
  friend class UploadStream;
  friend class DownloadStream;
  void Add(std::shared_ptr<FileStream> stream);
  void Remove(const std::shared_ptr<FileStream>& stream);
  std::vector<std::shared_ptr<FileStream>> All();

  Porch& porch_;
  const files::FileService& service_;
  std::atomic<int64_t> uploads_open_ = 0;
  std::mutex mutex_;
  std::set<std::shared_ptr<FileStream>> open_;  // guarded by mutex_
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_FILE_STREAMS_H_
