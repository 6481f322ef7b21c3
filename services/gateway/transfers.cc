#include "services/gateway/transfers.h"

#include <memory>
#include <mutex>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "plenary/v1/files.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "services/base/errors.h"
#include "services/gateway/answers.h"

namespace plenary::gateway {
namespace {

constexpr char kUploadFile[] = "plenary.v1.FileService/UploadFile";
constexpr char kDownloadFile[] = "plenary.v1.FileService/DownloadFile";
constexpr char kGetFile[] = "plenary.v1.FileService/GetFile";
constexpr char kReadCalendarFeed[] = "plenary.v1.ScheduleService/ReadCalendarFeed";

// The first tag of If-None-Match, without quotes.
std::string FirstTag(absl::string_view if_none_match) {
  absl::string_view tag =
      absl::StripAsciiWhitespace(if_none_match.substr(0, if_none_match.find(',')));
  absl::ConsumePrefix(&tag, "W/");
  absl::ConsumePrefix(&tag, "\"");
  absl::ConsumeSuffix(&tag, "\"");
  return std::string(tag);
}

}  // namespace

// A body that becomes a file: each piece is read once the one before has left.
class Transfers::Uploading : public StreamEvents, public std::enable_shared_from_this<Uploading> {
 public:
  explicit Uploading(ExchangePtr exchange) : exchange_(std::move(exchange)) {}

  void Begin(Backend& backend, const CallHead& call, const std::string& filename) {
    v1::UploadFileRequest request;
    request.mutable_header()->set_filename(filename);
    int64_t bytes = 0;
    if (absl::SimpleAtoi(exchange_->head().Value("content-length"), &bytes)) {
      request.mutable_header()->set_size_bytes(bytes);
    }
    stream_ = backend.Open(kUploadFile, call, shared_from_this());
    stream_->Begin();
    exchange_->WhenGone([stream = std::weak_ptr<Stream>(stream_)] {
      if (const auto running = stream.lock()) running->Cancel();
    });
    stream_->Write(request.SerializeAsString());
  }

  void OnMessage(std::string bytes) override {
    file_ = std::move(bytes);
    stream_->Read();
  }

  void OnWritten() override {
    exchange_->Read([self = shared_from_this()](absl::StatusOr<std::string> piece) {
      if (!piece.ok()) return self->Fail(piece.status());
      if (piece->empty()) return self->stream_->WritesDone();
      v1::UploadFileRequest request;
      request.set_chunk(*std::move(piece));
      self->stream_->Write(request.SerializeAsString());
    });
  }

  void OnEnd(CallEnd end) override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!failure_.ok()) end.status = base::ToRpcStatus(failure_);
    }
    v1::File file;
    if (end.status.code() != 0 || !file.ParseFromString(file_)) {
      return exchange_->Send(ErrorAnswer(end.status));
    }
    exchange_->Send(JsonAnswer(file));
  }

 private:
  void Fail(absl::Status status) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      failure_ = std::move(status);
    }
    stream_->Cancel();
  }

  const ExchangePtr exchange_;
  std::shared_ptr<Stream> stream_;
  std::string file_;  // the answer's bytes
  std::mutex mutex_;
  absl::Status failure_;  // guarded by mutex_
};

// A file on its way out. Its size and name are told first, so that a cut is noticed.
class Transfers::Downloading : public StreamEvents,
                               public std::enable_shared_from_this<Downloading> {
 public:
  Downloading(ExchangePtr exchange, v1::File file)
      : exchange_(std::move(exchange)), file_(std::move(file)) {}

  void Begin(Backend& backend, const CallHead& call) {
    v1::DownloadFileRequest request;
    request.set_name(file_.name());
    stream_ = backend.Open(kDownloadFile, call, shared_from_this());
    stream_->Begin();
    exchange_->WhenGone([stream = std::weak_ptr<Stream>(stream_)] {
      if (const auto running = stream.lock()) running->Cancel();
    });
    stream_->Write(request.SerializeAsString());
  }

  void OnWritten() override { stream_->WritesDone(); }

  void OnMessage(std::string bytes) override {
    BeginAnswer();
    v1::DownloadFileResponse response;
    response.ParseFromString(bytes);
    left_ -= static_cast<int64_t>(response.chunk().size());
    exchange_->Write(std::move(*response.mutable_chunk()), [stream = stream_] { stream->Read(); });
  }

  void OnEnd(CallEnd end) override {
    if (end.status.code() != 0 && !has_begun_) return exchange_->Send(ErrorAnswer(end.status));
    BeginAnswer();
    if (end.status.code() != 0 || left_ != 0) return exchange_->Break();
    exchange_->End();
  }

 private:
  void BeginAnswer() {
    if (std::exchange(has_begun_, true)) return;
    left_ = file_.size_bytes();
    AnswerHead head;
    head.length = static_cast<uint64_t>(file_.size_bytes());
    head.headers = {{"Content-Type", std::string(MediaTypeOf(file_.filename()))},
                    {"Content-Disposition", AttachmentNamed(file_.filename())},
                    {"Cache-Control", "no-store"}};
    exchange_->Begin(std::move(head));
  }

  const ExchangePtr exchange_;
  const v1::File file_;
  std::shared_ptr<Stream> stream_;
  bool has_begun_ = false;
  int64_t left_ = 0;
};

Transfers::Transfers(Backend& backend, std::string public_url)
    : backend_(backend), public_url_(std::move(public_url)) {}

void Transfers::Upload(const ExchangePtr& exchange, const Route& route) const {
  if (exchange->head().method != "POST") return exchange->Send(NoSuchMethod("POST"));
  const absl::optional<Headers> query = ParseQuery(route.query);
  const std::string filename(query.has_value() ? ValueOf(*query, "filename") : "");
  if (filename.empty()) {
    return exchange->Send(ErrorAnswer(
        base::BadField("filename", "say what the file is called: /files?filename=list.xlsx")));
  }
  const absl::StatusOr<CallHead> call = CallerOf(exchange->head(), public_url_);
  if (!call.ok()) return exchange->Send(ErrorAnswer(call.status()));
  std::make_shared<Uploading>(exchange)->Begin(backend_, *call, filename);
}

void Transfers::Download(const ExchangePtr& exchange, const Route& route) const {
  const RequestHead& head = exchange->head();
  if (head.method != "GET") return exchange->Send(NoSuchMethod("GET"));
  const absl::StatusOr<CallHead> call = CallerOf(head, public_url_);
  if (!call.ok()) return exchange->Send(ErrorAnswer(call.status()));
  v1::GetFileRequest request;
  request.set_name(route.subject);
  backend_.Call(kGetFile, *call, request.SerializeAsString(),
                [this, exchange, call = *call](const CallEnd& end, const std::string& bytes) {
                  v1::File file;
                  if (end.status.code() != 0 || !file.ParseFromString(bytes)) {
                    return exchange->Send(ErrorAnswer(end.status));
                  }
                  std::make_shared<Downloading>(exchange, std::move(file))->Begin(backend_, call);
                });
}

void Transfers::Calendar(const ExchangePtr& exchange, const Route& route) const {
  const RequestHead& head = exchange->head();
  if (head.method != "GET" && head.method != "HEAD") {
    return exchange->Send(NoSuchMethod("GET, HEAD"));
  }
  v1::ReadCalendarFeedRequest request;
  request.set_secret(route.subject);
  request.set_if_none_match(FirstTag(head.Value("if-none-match")));
  CallHead call;
  call.peer = head.peer;
  backend_.Call(kReadCalendarFeed, call, request.SerializeAsString(),
                [exchange](const CallEnd& end, const std::string& bytes) {
                  v1::ReadCalendarFeedResponse feed;
                  if (end.status.code() != 0 || !feed.ParseFromString(bytes)) {
                    return exchange->Send(ErrorAnswer(end.status));
                  }
                  Answer answer;
                  answer.headers = {{"ETag", absl::StrCat("\"", feed.entity_tag(), "\"")},
                                    {"Cache-Control", "private, max-age=0, must-revalidate"}};
                  if (feed.calendar().empty()) {
                    answer.status = 304;
                  } else {
                    answer.headers.emplace_back("Content-Type", "text/calendar; charset=utf-8");
                    answer.body = std::move(*feed.mutable_calendar());
                  }
                  exchange->Send(std::move(answer));
                });
}

}  // namespace plenary::gateway
