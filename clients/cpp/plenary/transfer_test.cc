// Files up and down, and waiting for long work, against a scripted server.
#include "plenary/transfer.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <mutex>
#include <sstream>
#include <streambuf>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/longrunning/operations.grpc.pb.h"
#include "google/protobuf/util/time_util.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"
#include "plenary/client.h"
#include "plenary/v1/files.grpc.pb.h"

namespace plenary {
namespace {

using google::longrunning::Operation;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Le;

const grpc::Status kRestarting = {grpc::StatusCode::UNAVAILABLE, "restarting"};

// Sleeps not at all, so that retries take no time.
class Restless : public Surroundings {
 public:
  absl::Time Now() override { return Machine().Now(); }
  void Sleep(absl::Duration, const absl::Notification*) override { ++sleeps; }
  uint64_t Random() override { return Machine().Random(); }

  int sleeps = 0;
};

// Bytes that differ from place to place.
std::string Bytes(int64_t size) {
  std::string bytes;
  bytes.reserve(static_cast<size_t>(size));
  for (int64_t i = 0; i < size; ++i) bytes.push_back(static_cast<char>(i * 31 + i / 977));
  return bytes;
}

// Holds one file. Breaks off as often as it was told to, after so many bytes.
class ScriptedFiles : public v1::FileService::Service {
 public:
  struct Break {
    int64_t after = 0;
    grpc::Status status;
    bool falls_silent = false;
  };

  grpc::Status UploadFile(grpc::ServerContext* context,
                          grpc::ServerReader<v1::UploadFileRequest>* reader,
                          v1::File* response) override {
    const Break end = Next();
    ++calls;
    bytes.clear();
    v1::UploadFileRequest piece;
    for (bool is_first = true; reader->Read(&piece); is_first = false) {
      if (is_first) header = piece.header();
      bytes += piece.chunk();
      piece_sizes.push_back(piece.chunk().size());
      if (Ends(end, context)) return end.status;
    }
    response->set_name("files/new");
    response->set_size_bytes(static_cast<int64_t>(bytes.size()));
    return grpc::Status::OK;
  }

  grpc::Status GetFile(grpc::ServerContext*, const v1::GetFileRequest* request,
                       v1::File* response) override {
    if (request->name() != "files/list") return {grpc::StatusCode::NOT_FOUND, "not there"};
    response->set_name(request->name());
    response->set_size_bytes(size);
    return grpc::Status::OK;
  }

  grpc::Status DownloadFile(grpc::ServerContext*, const v1::DownloadFileRequest* request,
                            grpc::ServerWriter<v1::DownloadFileResponse>* writer) override {
    offsets.push_back(request->offset());
    const Break end = Next();
    size_t at = static_cast<size_t>(request->offset());
    for (; at < bytes.size(); at += 1000) {
      if (!end.status.ok() && static_cast<int64_t>(at) >= end.after) return end.status;
      v1::DownloadFileResponse piece;
      piece.set_chunk(bytes.substr(at, 1000));
      writer->Write(piece);
    }
    return end.status;
  }

  std::deque<Break> breaks;
  std::string bytes;  // that came, or that are given
  int64_t size = 0;   // of the file that is given
  v1::UploadFileRequest::Header header;
  std::vector<size_t> piece_sizes;
  std::vector<int64_t> offsets;
  int calls = 0;

 private:
  Break Next() {
    if (breaks.empty()) return {};
    Break next = breaks.front();
    breaks.pop_front();
    return next;
  }
  bool Ends(const Break& end, grpc::ServerContext* context) {
    if (static_cast<int64_t>(bytes.size()) < end.after) return false;
    while (end.falls_silent && !context->IsCancelled()) std::this_thread::yield();
    return end.falls_silent || !end.status.ok();
  }
};

// Gives one answer after the other.
class ScriptedOperations : public google::longrunning::Operations::Service {
 public:
  grpc::Status WaitOperation(grpc::ServerContext*,
                             const google::longrunning::WaitOperationRequest* request,
                             Operation* response) override {
    names.push_back(request->name());
    timeouts.push_back(
        google::protobuf::util::TimeUtil::DurationToMilliseconds(request->timeout()));
    if (unavailable > 0) {
      --unavailable;
      return kRestarting;
    }
    *response = answers.front();
    if (answers.size() > 1) answers.pop_front();
    return grpc::Status::OK;
  }

  std::deque<Operation> answers;
  int unavailable = 0;
  std::vector<std::string> names;
  std::vector<int64_t> timeouts;
};

// Text that comes as through a pipe: it cannot be read again.
class Pipe : public std::streambuf {
 public:
  explicit Pipe(std::string text) : text_(std::move(text)) {
    setg(text_.data(), text_.data(), text_.data() + text_.size());
  }

 private:
  std::string text_;
};

// Takes so many bytes and no more.
class FullDisk : public std::streambuf {
 public:
  explicit FullDisk(std::streamsize room) : room_(room) {}

 private:
  std::streamsize xsputn(const char*, std::streamsize count) override {
    const std::streamsize taken = std::min(count, room_);
    room_ -= taken;
    return taken;
  }
  std::streamsize room_;
};

class TransferTest : public ::testing::Test {
 protected:
  TransferTest() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&files_);
    builder.RegisterService(&operations_);
    server_ = builder.BuildAndStart();
    address_ = absl::StrCat("127.0.0.1:", port);
  }

  Client Connect(ClientOptions options = {}) {
    options.surroundings = &surroundings_;
    return Client::Connect(address_, options);
  }
  // Notes what it is told of a transfer.
  TransferOptions Noted() {
    TransferOptions options;
    options.progress = [this](int64_t done, int64_t total) {
      done_.push_back(done);
      total_ = total;
    };
    return options;
  }

  Restless surroundings_;
  ScriptedFiles files_;
  ScriptedOperations operations_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
  std::vector<int64_t> done_;
  int64_t total_ = -1;
};

TEST_F(TransferTest, AnUploadIsSentInPiecesAndAnnouncesItsSize) {
  const std::string bytes = Bytes(1'000'000);
  std::istringstream source(bytes);
  const absl::StatusOr<v1::File> file = Connect().UploadFile(source, "Список.csv", Noted());
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->name(), "files/new");
  EXPECT_TRUE(files_.bytes == bytes);
  EXPECT_EQ(files_.header.filename(), "Список.csv");
  EXPECT_EQ(files_.header.size_bytes(), 1'000'000);
  EXPECT_THAT(files_.piece_sizes, Each(Le(1u << 20)));
  EXPECT_EQ(done_.front(), 0);
  EXPECT_EQ(done_.back(), 1'000'000);
  EXPECT_EQ(total_, 1'000'000);
}

TEST_F(TransferTest, AnUploadSendsWhatFollowsThePlaceWhereItsSourceStands) {
  std::istringstream source("skip this: abc");
  source.seekg(11);
  ASSERT_TRUE(Connect().UploadFile(source, "list.csv").ok());
  EXPECT_EQ(files_.bytes, "abc");
  EXPECT_EQ(files_.header.size_bytes(), 3);
}

TEST_F(TransferTest, AnUploadThatBrokeOffIsSentAnew) {
  files_.breaks = {{500'000, kRestarting}, {0, kRestarting}};
  const std::string bytes = Bytes(1'000'000);
  std::istringstream source(bytes);
  ASSERT_TRUE(Connect().UploadFile(source, "list.csv", Noted()).ok());
  EXPECT_TRUE(files_.bytes == bytes);
  EXPECT_EQ(files_.calls, 3);
  EXPECT_EQ(done_.back(), 1'000'000);
}

TEST_F(TransferTest, AnUploadToAServerThatFallsSilentIsSentAnew) {
  files_.breaks = {{500'000, {}, /*falls_silent=*/true}};
  const std::string bytes = Bytes(1'000'000);
  std::istringstream source(bytes);
  ClientOptions options;
  options.watch_silence = absl::Milliseconds(300);
  ASSERT_TRUE(Connect(options).UploadFile(source, "list.csv").ok());
  EXPECT_TRUE(files_.bytes == bytes);
}

TEST_F(TransferTest, AnUploadFromAPipeIsTriedOnce) {
  Pipe pipe("abc");
  std::istream source(&pipe);
  ASSERT_TRUE(Connect().UploadFile(source, "list.csv", Noted()).ok());
  EXPECT_EQ(files_.bytes, "abc");
  EXPECT_EQ(files_.header.size_bytes(), 0);
  EXPECT_EQ(total_, 0);

  files_.breaks = {{1, kRestarting}};
  Pipe another("abc");
  std::istream again(&another);
  EXPECT_EQ(Connect().UploadFile(again, "list.csv").status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_EQ(files_.calls, 2);
}

TEST_F(TransferTest, AnUploadThatIsRefusedSaysWhyAtOnce) {
  files_.breaks = {{0, {grpc::StatusCode::RESOURCE_EXHAUSTED, "too large"}}};
  std::istringstream source(Bytes(20'000'000));
  EXPECT_EQ(Connect().UploadFile(source, "list.csv").status().code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(files_.calls, 1);
}

TEST_F(TransferTest, ADownloadGoesOnWhereItBrokeOff) {
  files_.bytes = Bytes(10'000);
  files_.size = 10'000;
  files_.breaks = {{3000, kRestarting}, {3000, kRestarting}, {7000, kRestarting}};
  std::ostringstream sink;
  const absl::StatusOr<v1::File> file = Connect().DownloadFile("files/list", sink, Noted());
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->size_bytes(), 10'000);
  EXPECT_TRUE(sink.str() == files_.bytes);
  EXPECT_THAT(files_.offsets, ElementsAre(0, 3000, 3000, 7000));
  EXPECT_EQ(done_.back(), 10'000);
  EXPECT_EQ(total_, 10'000);
}

TEST_F(TransferTest, ADownloadThatGetsOnIsNeverGivenUp) {
  files_.bytes = Bytes(20'000);
  files_.size = 20'000;
  for (int64_t i = 1; i < 20; ++i) files_.breaks.push_back({i * 1000, kRestarting});
  std::ostringstream sink;
  ASSERT_TRUE(Connect().DownloadFile("files/list", sink).ok());
  EXPECT_TRUE(sink.str() == files_.bytes);
}

TEST_F(TransferTest, ADownloadFromAServerThatStaysAwayIsGivenUp) {
  files_.bytes = Bytes(2000);
  files_.size = 2000;
  for (int i = 0; i < 20; ++i) files_.breaks.push_back({1000, kRestarting});
  std::ostringstream sink;
  EXPECT_EQ(Connect().DownloadFile("files/list", sink).status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_EQ(files_.offsets.size(), 8u);
}

TEST_F(TransferTest, ADownloadThatCannotBeWholeOrWrittenSaysSo) {
  std::ostringstream sink;
  EXPECT_EQ(Connect().DownloadFile("files/none", sink).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_THAT(files_.offsets, IsEmpty());

  files_.bytes = Bytes(2000);
  files_.size = 3000;
  EXPECT_EQ(Connect().DownloadFile("files/list", sink).status().code(),
            absl::StatusCode::kDataLoss);

  files_.size = 2000;
  FullDisk disk(1500);
  std::ostream full(&disk);
  EXPECT_EQ(Connect().DownloadFile("files/list", full).status().code(),
            absl::StatusCode::kDataLoss);
  EXPECT_EQ(files_.offsets.size(), 2u);
}

Operation UnderWay(int64_t rows) {
  Operation operation;
  operation.set_name("operations/a");
  v1::ImportMetadata metadata;
  metadata.set_rows_done(rows);
  operation.mutable_metadata()->PackFrom(metadata);
  return operation;
}

Operation Done(int64_t rows) {
  Operation operation = UnderWay(rows);
  operation.set_done(true);
  v1::ImportResponse response;
  response.mutable_counts()->set_rows_done(rows);
  operation.mutable_response()->PackFrom(response);
  return operation;
}

TEST_F(TransferTest, WaitingTellsHowFarTheWorkIsUntilItIsDone) {
  operations_.answers = {UnderWay(10), UnderWay(20), Done(30)};
  operations_.unavailable = 2;
  std::vector<int64_t> rows;
  const absl::StatusOr<v1::ImportResponse> response =
      Connect().Wait<v1::ImportResponse>(UnderWay(0), [&](const Operation& operation) {
        v1::ImportMetadata metadata;
        operation.metadata().UnpackTo(&metadata);
        rows.push_back(metadata.rows_done());
      });
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->counts().rows_done(), 30);
  EXPECT_THAT(rows, ElementsAre(10, 20, 30));
  EXPECT_THAT(operations_.names, Each("operations/a"));
  EXPECT_THAT(operations_.timeouts, Each(Le(1000)));
}

TEST_F(TransferTest, WaitingForAPlanTellsWhatIsKnownOfTheBestSoFar) {
  Operation looking = UnderWay(0);
  v1::PlanEventMetadata known;
  known.set_best_score(120);
  looking.mutable_metadata()->PackFrom(known);
  Operation made = looking;
  made.set_done(true);
  v1::PlanEventResponse plan;
  plan.set_meetings_created(44);
  made.mutable_response()->PackFrom(plan);
  operations_.answers = {looking, made};
  std::vector<int64_t> scores;
  const absl::StatusOr<v1::PlanEventResponse> response = Connect().WaitForPlan(
      UnderWay(0), [&](const v1::PlanEventMetadata& now) { scores.push_back(now.best_score()); });
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->meetings_created(), 44);
  EXPECT_THAT(scores, ElementsAre(120, 120));
  // Nobody has to listen.
  operations_.answers = {made};
  EXPECT_TRUE(Connect().WaitForPlan(UnderWay(0)).ok());
}

TEST_F(TransferTest, WhatIsDoneAlreadyIsNotWaitedFor) {
  const absl::StatusOr<Operation> operation = Connect().Wait(Done(5));
  ASSERT_TRUE(operation.ok());
  EXPECT_TRUE(operation->done());
  EXPECT_THAT(operations_.names, IsEmpty());
}

TEST_F(TransferTest, WorkThatFailedGivesItsError) {
  Operation failed = UnderWay(5);
  failed.set_done(true);
  failed.mutable_error()->set_code(static_cast<int>(absl::StatusCode::kCancelled));
  operations_.answers = {failed};
  EXPECT_EQ(Connect().Wait(UnderWay(0)).status().code(), absl::StatusCode::kCancelled);
}

TEST_F(TransferTest, WorkThatAnswersWithSomethingElseIsAFault) {
  EXPECT_EQ(Connect().Wait<v1::ExportResponse>(Done(5)).status().code(),
            absl::StatusCode::kInternal);
}

TEST_F(TransferTest, WaitingEndsWithItsDeadlineAndTheWorkGoesOn) {
  operations_.answers = {UnderWay(10)};
  CallOptions options;
  options.deadline = absl::Milliseconds(20);
  EXPECT_EQ(Connect().Wait(UnderWay(0), nullptr, options).status().code(),
            absl::StatusCode::kDeadlineExceeded);
}

}  // namespace
}  // namespace plenary
