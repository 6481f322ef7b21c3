#include "plenary/transfer.h"

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/support/async_stream.h"
#include "plenary/connection.h"
#include "plenary/retry.h"
#include "plenary/timed_call.h"
#include "plenary/v1/files.grpc.pb.h"

namespace plenary {
namespace {

// The bytes of one message: small enough for a slow line to bring one within a server's patience.
constexpr size_t kPieceBytes = 256 << 10;

void SetDeadline(absl::Duration time_left, grpc::ClientContext& context) {
  if (time_left == absl::InfiniteDuration()) return;
  context.set_deadline(std::chrono::system_clock::now() + absl::ToChronoMicroseconds(time_left));
}

absl::Time DeadlineOf(Connection& connection, const TransferOptions& options) {
  if (!options.deadline) return absl::InfiniteFuture();
  return connection.surroundings().Now() + *options.deadline;
}

// A stream of bytes that may be read from its beginning again, if it can be.
class Source {
 public:
  explicit Source(std::istream& stream) : stream_(stream), start_(stream.tellg()) {
    if (!is_repeatable()) return;
    stream_.seekg(0, std::ios::end);
    size_ = stream_.tellg() - start_;
    stream_.seekg(start_);
  }

  bool is_repeatable() const { return start_ != std::istream::pos_type(-1); }
  // 0 where it is not known.
  int64_t size() const { return size_; }

  void Rewind() {
    if (!is_repeatable()) return;
    stream_.clear();
    stream_.seekg(start_);
  }

  // The next bytes; none at the end.
  absl::StatusOr<std::string> Read() {
    std::string bytes(kPieceBytes, '\0');
    stream_.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (stream_.bad()) return absl::DataLossError("what is to be uploaded cannot be read");
    bytes.resize(static_cast<size_t>(stream_.gcount()));
    return bytes;
  }

 private:
  std::istream& stream_;
  const std::istream::pos_type start_;
  int64_t size_ = 0;
};

// One attempt at an upload.
class UploadCall {
 public:
  UploadCall(const Connection& connection, v1::FileService::Stub& stub, absl::Duration time_left)
      : silence_(connection.options().watch_silence),
        signed_in_(connection.SignIn(*call_.context())) {
    SetDeadline(time_left, *call_.context());
    writer_ = stub.PrepareAsyncUploadFile(call_.context(), &file_, call_.queue());
  }
  ~UploadCall() { call_.Drain(); }

  absl::StatusOr<v1::File> Run(Source& source, absl::string_view filename,
                               const TransferOptions& options) {
    if (!signed_in_.ok()) return signed_in_;
    writer_->StartCall(call_.tag());
    if (!call_.Wait(silence_)) return Finish();
    v1::UploadFileRequest piece;
    piece.mutable_header()->set_filename(std::string(filename));
    piece.mutable_header()->set_size_bytes(source.size());
    for (int64_t done = 0;;) {
      // Where the server takes no more, how the call ended says why.
      if (!Write(piece)) return Finish();
      done += static_cast<int64_t>(piece.chunk().size());
      if (options.progress) options.progress(done, source.size());
      absl::StatusOr<std::string> bytes = source.Read();
      if (!bytes.ok()) return bytes.status();
      if (bytes->empty()) break;
      piece.set_chunk(*std::move(bytes));
    }
    writer_->WritesDone(call_.tag());
    call_.Wait(silence_);
    return Finish();
  }

 private:
  bool Write(const v1::UploadFileRequest& piece) {
    writer_->Write(piece, call_.tag());
    return call_.Wait(silence_);
  }

  absl::StatusOr<v1::File> Finish() {
    absl::Status status = call_.Finish(*writer_, silence_);
    if (!status.ok()) return status;
    return std::move(file_);
  }

  const absl::Duration silence_;
  TimedCall call_;
  const absl::Status signed_in_;
  v1::File file_;
  std::unique_ptr<grpc::ClientAsyncWriter<v1::UploadFileRequest>> writer_;
};

// One attempt at a download, from where the one before broke off.
class DownloadCall {
 public:
  DownloadCall(const Connection& connection, v1::FileService::Stub& stub,
               const v1::DownloadFileRequest& request, absl::Duration time_left)
      : silence_(connection.options().watch_silence),
        signed_in_(connection.SignIn(*call_.context())) {
    SetDeadline(time_left, *call_.context());
    reader_ = stub.PrepareAsyncDownloadFile(call_.context(), request, call_.queue());
  }
  ~DownloadCall() { call_.Drain(); }

  // OK at the end of the file. `take` is given each piece; its error ends the call.
  absl::Status Run(const std::function<absl::Status(const std::string&)>& take) {
    if (!signed_in_.ok()) return signed_in_;
    reader_->StartCall(call_.tag());
    if (!call_.Wait(silence_)) return call_.Finish(*reader_, silence_);
    v1::DownloadFileResponse piece;
    while (true) {
      reader_->Read(&piece, call_.tag());
      if (!call_.Wait(silence_)) return call_.Finish(*reader_, silence_);
      if (absl::Status status = take(piece.chunk()); !status.ok()) return status;
    }
  }

 private:
  const absl::Duration silence_;
  TimedCall call_;
  const absl::Status signed_in_;
  std::unique_ptr<grpc::ClientAsyncReader<v1::DownloadFileResponse>> reader_;
};

}  // namespace

absl::StatusOr<v1::File> UploadFile(Connection& connection, std::istream& stream,
                                    absl::string_view filename, const TransferOptions& options) {
  const auto stub = v1::FileService::NewStub(connection.channel());
  Source source(stream);
  absl::StatusOr<v1::File> file;
  // An upload whose answer was lost left no file, so it may be repeated.
  const absl::Status status =
      CallWithRetries(connection.options().retry, connection.surroundings(), source.is_repeatable(),
                      DeadlineOf(connection, options), [&](absl::Duration time_left) {
                        source.Rewind();
                        UploadCall call(connection, *stub, time_left);
                        file = call.Run(source, filename, options);
                        return file.status();
                      });
  if (!status.ok()) return status;
  return file;
}

absl::StatusOr<v1::File> DownloadFile(Connection& connection, absl::string_view name,
                                      std::ostream& sink, const TransferOptions& options) {
  v1::GetFileRequest get;
  get.set_name(std::string(name));
  v1::File file;
  if (absl::Status status = connection.Call(get, file, {options.deadline}); !status.ok()) {
    return status;
  }
  const auto stub = v1::FileService::NewStub(connection.channel());
  Surroundings& surroundings = connection.surroundings();
  const absl::Time deadline = DeadlineOf(connection, options);
  v1::DownloadFileRequest request;
  request.set_name(std::string(name));
  int failures = 0;
  const auto take = [&](const std::string& bytes) {
    failures = 0;
    if (!sink.write(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
      return absl::DataLossError("what is downloaded cannot be written");
    }
    request.set_offset(request.offset() + static_cast<int64_t>(bytes.size()));
    if (options.progress) options.progress(request.offset(), file.size_bytes());
    return absl::OkStatus();
  };
  while (true) {
    DownloadCall call(connection, *stub, request, deadline - surroundings.Now());
    const absl::Status status = call.Run(take);
    if (status.ok()) break;
    const absl::optional<absl::Duration> delay =
        DelayBeforeRepeating(connection.options().retry, ++failures, status, surroundings.Random());
    if (!delay || surroundings.Now() + *delay >= deadline) return status;
    surroundings.Sleep(*delay, nullptr);
  }
  if (request.offset() != file.size_bytes()) {
    return absl::DataLossError(
        absl::StrCat(name, " ended after ", request.offset(), " of ", file.size_bytes(), " bytes"));
  }
  return file;
}

}  // namespace plenary
