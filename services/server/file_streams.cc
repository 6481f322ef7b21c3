#include "services/server/file_streams.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "grpcpp/server_context.h"
#include "plenary/v1/files.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/ids.h"
#include "services/base/names.h"
#include "services/files/table.h"
#include "services/files/upload.h"
#include "services/server/stream_call.h"
#include "services/server/wire.h"

namespace plenary::server {
namespace {

constexpr char kUpload[] = "plenary.v1.FileService/UploadFile";
constexpr char kDownload[] = "plenary.v1.FileService/DownloadFile";

std::string NewFileName(Porch& porch) {
  base::IdSequence ids(porch.random.Bytes(32), porch.clock.Now());
  return base::MakeName(files::kFilePattern, {ids.Next()});
}

absl::Status ClientWentAway() { return absl::CancelledError("the client went away"); }

absl::Status FellSilent() {
  return base::Refuse(absl::StatusCode::kDeadlineExceeded, v1::ERROR_REASON_UPLOAD_INCOMPLETE,
                      absl::StrCat("nothing more of the upload came for ",
                                   absl::FormatDuration(kUploadSilence), "; send it again"));
}

}  // namespace

// One upload. At any moment at most one piece is asked for or worked on; what is next is decided
// under the mutex, and begun outside it, since gRPC and the upload may call back on the same stack.
class UploadStream : public grpc::ServerReadReactor<grpc::ByteBuffer>, public FileStream {
 public:
  UploadStream(FileStreams& streams, grpc::CallbackServerContext* context,
               grpc::ByteBuffer* response, CallStats& stats)
      : streams_(streams),
        porch_(streams.porch_),
        context_(context),
        response_(response),
        call_(porch_, stats, kUpload) {}

  // Keeps itself alive from here until gRPC is done with it.
  void Begin(const std::shared_ptr<UploadStream>& self) {
    self_ = self;
    streams_.Add(self);
    if (absl::Status status = Admit(); !status.ok()) return End(std::move(status));
    busy_ = true;
    call_.Identify(*context_, [this, self](absl::Status status) { Identified(std::move(status)); });
  }

  void Tick(absl::Time now) override {
    if (IsSilent(now)) return End(FellSilent());
    if (call_.HasStaleAccess() && BeginsToLook()) LookAgain();
  }

  void End(absl::Status status) override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (ended_) return;
      ended_ = true;
      end_ = std::move(status);
    }
    GoOn();
  }

  void OnReadDone(bool ok) override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      reading_ = false;
      // It was not waited for.
      if (ended_) return;
      busy_ = true;
    }
    if (ok) return Take();
    upload_->Complete(file_,
                      [this, self = self_](absl::Status status) { Completed(std::move(status)); });
  }

  void OnCancel() override { End(ClientWentAway()); }

  void OnDone() override {
    // A client that has gone got no answer, so for it the file isn't there. Only now is that sure:
    // the end of its pieces and its going away look alike when they come.
    if (is_complete_ && context_->IsCancelled()) upload_->Abandon([](const absl::Status&) {});
    streams_.Remove(self_);
    streams_.uploads_open_.fetch_sub(1);
    call_.Leave();
    const std::shared_ptr<UploadStream> last = std::move(self_);
  }

 private:
  enum class Step { kNothing, kRead, kAbandon, kFinish };

  absl::Status Admit() {
    const int64_t open = streams_.uploads_open_.fetch_add(1) + 1;
    PLENARY_RETURN_IF_ERROR(call_.Admit(*context_));
    return CheckLimit(open, porch_.options.max_uploads, v1::ERROR_REASON_TOO_MANY_STREAMS,
                      "uploads under way");
  }

  void Identified(absl::Status status) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      busy_ = false;
      if (status.ok()) {
        upload_.emplace(porch_.store, porch_.vault, porch_.options.max_upload_bytes,
                        NewFileName(porch_), call_.caller());
      }
    }
    if (!status.ok()) return End(std::move(status));
    GoOn();
  }

  bool IsSilent(absl::Time now) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return reading_ && now - asked_ > kUploadSilence;
  }

  bool BeginsToLook() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (looking_ || ended_) return false;
    return looking_ = true;
  }

  // Pieces name nothing and are written, not read, so whether the caller may still send any is
  // asked by itself.
  void LookAgain() {
    call_.Read(
        v1::UploadFileRequest::default_instance(), [](storage::Tx&) { return absl::OkStatus(); },
        [this, self = self_](absl::Status status) {
          {
            const std::lock_guard<std::mutex> lock(mutex_);
            looking_ = false;
          }
          // Where the store had no room for the read, the next tick has it tried again.
          if (!status.ok() && !absl::IsResourceExhausted(status)) return End(std::move(status));
          GoOn();
        });
  }

  // Decides what is next and takes it on. A piece that was asked for isn't waited for once the
  // stream is to end.
  Step NextStep() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (busy_ || finished_) return Step::kNothing;
    if (!ended_) {
      if (reading_) return Step::kNothing;
      reading_ = true;
      asked_ = porch_.clock.Now();
      return Step::kRead;
    }
    if (looking_) return Step::kNothing;
    if (is_cleared_ || !upload_.has_value()) {
      finished_ = true;
      return Step::kFinish;
    }
    busy_ = true;
    return Step::kAbandon;
  }

  void GoOn() {
    switch (NextStep()) {
      case Step::kNothing:
        return;
      case Step::kRead:
        return StartRead(&message_);
      case Step::kAbandon:
        // What cannot be removed now expires.
        return upload_->Abandon([this, self = self_](const absl::Status&) { Cleared(); });
      case Step::kFinish:
        return Finish(call_.Settle(end_));
    }
  }

  void Take() {
    v1::UploadFileRequest piece;
    const auto most = static_cast<size_t>(porch_.options.max_message_bytes);
    absl::Status status = Parse(message_, most, piece);
    message_.Clear();
    if (!status.ok()) return Taken(std::move(status));
    upload_->Take(piece, [this, self = self_](absl::Status taken) { Taken(std::move(taken)); });
  }

  void Taken(absl::Status status) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      busy_ = false;
      if (!ended_ && !status.ok()) {
        ended_ = true;
        end_ = std::move(status);
      }
    }
    GoOn();
  }

  void Completed(absl::Status status) {
    if (status.ok()) *response_ = Serialize(file_);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      busy_ = false;
      // Where the client has gone meanwhile, the file goes too.
      if (!ended_) {
        is_complete_ = is_cleared_ = status.ok();
        ended_ = true;
        end_ = std::move(status);
      }
    }
    GoOn();
  }

  void Cleared() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      busy_ = false;
      is_cleared_ = true;
    }
    GoOn();
  }

  FileStreams& streams_;
  Porch& porch_;
  grpc::CallbackServerContext* const context_;
  grpc::ByteBuffer* const response_;
  StreamCall call_;
  absl::optional<files::Upload> upload_;  // once it is known who sends it
  v1::File file_;                         // once it is complete
  grpc::ByteBuffer message_;              // the one being read
  std::shared_ptr<UploadStream> self_;

  std::mutex mutex_;
  // All guarded by mutex_.
  bool reading_ = false;  // a piece was asked for
  absl::Time asked_;
  bool busy_ = false;  // the caller is found out, a piece taken, or the file completed or removed
  bool looking_ = false;      // whether the caller may go on
  bool is_complete_ = false;  // the file is there
  bool is_cleared_ = false;   // nothing is left to remove
  bool ended_ = false;
  bool finished_ = false;
  absl::Status end_;
};

// One download. At any moment at most one thing is under way: a read of the store or a write to the
// client.
class DownloadStream : public grpc::ServerWriteReactor<grpc::ByteBuffer>, public FileStream {
 public:
  DownloadStream(FileStreams& streams, CallStats& stats)
      : streams_(streams), porch_(streams.porch_), call_(porch_, stats, kDownload) {}

  // Keeps itself alive from here until gRPC is done with it.
  void Begin(const std::shared_ptr<DownloadStream>& self,
             const grpc::CallbackServerContext& context, const grpc::ByteBuffer& request_bytes) {
    self_ = self;
    streams_.Add(self);
    if (absl::Status status = Admit(context, request_bytes); !status.ok()) {
      return End(std::move(status));
    }
    offset_ = request_.offset();
    busy_ = true;
    call_.Identify(context, [this, self](absl::Status status) {
      SetIdle();
      if (!status.ok()) return End(std::move(status));
      GoOn();
    });
  }

  void Tick(absl::Time) override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!waits_) return;
      waits_ = false;
    }
    GoOn();
  }

  void End(absl::Status status) override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (ended_) return;
      ended_ = true;
      end_ = std::move(status);
    }
    GoOn();
  }

  void OnWriteDone(bool ok) override {
    SetIdle();
    if (!ok) return End(ClientWentAway());
    if (piece_.is_last) return End(absl::OkStatus());
    GoOn();
  }

  void OnCancel() override { End(ClientWentAway()); }

  void OnDone() override {
    streams_.Remove(self_);
    call_.Leave();
    const std::shared_ptr<DownloadStream> last = std::move(self_);
  }

 private:
  enum class Step { kNothing, kRead, kFinish };

  absl::Status Admit(const grpc::CallbackServerContext& context,
                     const grpc::ByteBuffer& request_bytes) {
    PLENARY_RETURN_IF_ERROR(call_.Admit(context));
    PLENARY_RETURN_IF_ERROR(
        Parse(request_bytes, static_cast<size_t>(porch_.options.max_message_bytes), request_));
    base::FieldErrors errors;
    base::CheckFields(request_, errors);
    return errors.ToStatus();
  }

  // Decides what is next and takes it on.
  Step NextStep() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (busy_ || finished_) return Step::kNothing;
    if (ended_) {
      finished_ = true;
      return Step::kFinish;
    }
    if (waits_) return Step::kNothing;
    busy_ = true;
    return Step::kRead;
  }

  void GoOn() {
    switch (NextStep()) {
      case Step::kNothing:
        return;
      case Step::kFinish:
        return Finish(call_.Settle(end_));
      case Step::kRead:
        return Read();
    }
  }

  void SetIdle() {
    const std::lock_guard<std::mutex> lock(mutex_);
    busy_ = false;
  }

  void Read() {
    call_.Read(
        request_,
        [this, self = self_](storage::Tx& tx) {
          PLENARY_ASSIGN_OR_RETURN(piece_, streams_.service_.ReadPiece(tx, request_, offset_));
          return absl::OkStatus();
        },
        [this, self = self_](absl::Status status) { HasRead(std::move(status)); });
  }

  void HasRead(absl::Status status) {
    bool is_to_send = false;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      // Where the store had no room for the read, the next tick has it tried again.
      waits_ = absl::IsResourceExhausted(status);
      // An empty piece is the end of the file.
      is_to_send = !ended_ && status.ok() && !piece_.response.chunk().empty();
      busy_ = is_to_send;
      if (!ended_ && !waits_ && !is_to_send) {
        ended_ = true;
        end_ = std::move(status);
      }
    }
    return is_to_send ? Send() : GoOn();
  }

  void Send() {
    offset_ = piece_.end;
    message_ = Serialize(piece_.response);
    StartWrite(&message_);
  }

  FileStreams& streams_;
  Porch& porch_;
  StreamCall call_;
  v1::DownloadFileRequest request_;
  // Changed only by what busy_ stands for.
  int64_t offset_ = 0;        // where the next piece begins
  files::Piece piece_;        // the last one read
  grpc::ByteBuffer message_;  // the one being written
  std::shared_ptr<DownloadStream> self_;

  std::mutex mutex_;
  // All guarded by mutex_.
  bool busy_ = false;   // the caller is found out, or a read or a write is under way
  bool waits_ = false;  // for a free connection to read with
  bool ended_ = false;
  bool finished_ = false;
  absl::Status end_;
};

grpc::ServerReadReactor<grpc::ByteBuffer>* FileStreams::Upload(grpc::CallbackServerContext* context,
                                                               grpc::ByteBuffer* response,
                                                               CallStats& stats) {
  auto stream = std::make_shared<UploadStream>(*this, context, response, stats);
  stream->Begin(stream);
  return stream.get();
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* FileStreams::Download(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request, CallStats& stats) {
  auto stream = std::make_shared<DownloadStream>(*this, stats);
  stream->Begin(stream, *context, *request);
  return stream.get();
}

void FileStreams::Tick() {
  const absl::Time now = porch_.clock.Now();
  for (const auto& stream : All()) stream->Tick(now);
}

void FileStreams::EndAll() {
  for (const auto& stream : All()) stream->End(ShuttingDown());
}

void FileStreams::Add(std::shared_ptr<FileStream> stream) {
  const std::lock_guard<std::mutex> lock(mutex_);
  open_.insert(std::move(stream));
}

void FileStreams::Remove(const std::shared_ptr<FileStream>& stream) {
  const std::lock_guard<std::mutex> lock(mutex_);
  open_.erase(stream);
}

std::vector<std::shared_ptr<FileStream>> FileStreams::All() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return {open_.begin(), open_.end()};
}

}  // namespace plenary::server
