#include "services/server/file_streams.h"

#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "gtest/gtest.h"
#include "plenary/v1/files.grpc.pb.h"
#include "services/base/errors.h"
#include "services/files/table.h"
#include "tests/testing/engines.h"
#include "tests/testing/protos.h"
#include "tests/testing/running_server.h"
#include "tests/testing/vault.h"

namespace plenary::server {
namespace {

using plenary::testing::BadFields;
using plenary::testing::CallMethod;
using plenary::testing::EqualsProto;
using plenary::testing::FromGrpc;
using plenary::testing::IsOk;
using plenary::testing::RefusedFor;
using plenary::testing::RunningServer;
using plenary::testing::StatusIs;
using plenary::testing::TestOptions;
using ::testing::ElementsAre;

constexpr int64_t kMebi = 1 << 20;

// Bytes that differ from place to place.
std::string Bytes(int64_t size) {
  std::string bytes;
  bytes.reserve(static_cast<size_t>(size));
  for (int64_t i = 0; i < size; ++i) bytes.push_back(static_cast<char>(i * 31 + i / 977));
  return bytes;
}

v1::UploadFileRequest Header(int64_t size = 0, const std::string& sha256 = "") {
  v1::UploadFileRequest piece;
  piece.mutable_header()->set_filename("Список.csv");
  piece.mutable_header()->set_size_bytes(size);
  piece.mutable_header()->set_sha256(sha256);
  return piece;
}

v1::UploadFileRequest Chunk(std::string bytes) {
  v1::UploadFileRequest piece;
  piece.set_chunk(std::move(bytes));
  return piece;
}

// An upload under way.
class Uploader {
 public:
  explicit Uploader(RunningServer& server)
      : stub_(v1::FileService::NewStub(server.NewChannel())),
        writer_(stub_->UploadFile(&context_, &file_)) {}

  // False where the server takes no more.
  bool Send(const v1::UploadFileRequest& piece) { return writer_->Write(piece); }
  void Cancel() { context_.TryCancel(); }
  absl::StatusOr<v1::File> Finish() {
    writer_->WritesDone();
    const absl::Status status = FromGrpc(writer_->Finish());
    if (!status.ok()) return status;
    return file_;
  }
  // How the server ends it while more is to come.
  absl::Status Ended() { return FromGrpc(writer_->Finish()); }

 private:
  grpc::ClientContext context_;
  v1::File file_;
  std::unique_ptr<v1::FileService::Stub> stub_;
  std::unique_ptr<grpc::ClientWriter<v1::UploadFileRequest>> writer_;
};

absl::StatusOr<v1::File> Upload(RunningServer& server,
                                const std::vector<v1::UploadFileRequest>& pieces) {
  Uploader uploader(server);
  for (const v1::UploadFileRequest& piece : pieces) {
    if (!uploader.Send(piece)) break;
  }
  return uploader.Finish();
}

// A file in chunks of a size that has nothing to do with the server's.
absl::StatusOr<v1::File> UploadBytes(RunningServer& server, const std::string& bytes) {
  std::vector<v1::UploadFileRequest> pieces = {Header(static_cast<int64_t>(bytes.size()))};
  for (size_t at = 0; at < bytes.size(); at += 100'000) {
    pieces.push_back(Chunk(bytes.substr(at, 100'000)));
  }
  return Upload(server, pieces);
}

absl::StatusOr<std::string> Download(RunningServer& server, const std::string& name,
                                     int64_t offset = 0) {
  const auto stub = v1::FileService::NewStub(server.NewChannel());
  grpc::ClientContext context;
  v1::DownloadFileRequest request;
  request.set_name(name);
  request.set_offset(offset);
  const auto reader = stub->DownloadFile(&context, request);
  std::string bytes;
  v1::DownloadFileResponse piece;
  while (reader->Read(&piece)) absl::StrAppend(&bytes, piece.chunk());
  const absl::Status status = FromGrpc(reader->Finish());
  if (!status.ok()) return status;
  return bytes;
}

template <class Request>
absl::StatusOr<v1::File> Call(RunningServer& server, const std::string& method,
                              const std::string& name) {
  Request request;
  request.set_name(name);
  v1::File file;
  const absl::Status status =
      CallMethod(*server.channel(), absl::StrCat("plenary.v1.FileService/", method), request, file);
  if (!status.ok()) return status;
  return file;
}
absl::StatusOr<v1::File> Get(RunningServer& server, const std::string& name) {
  return Call<v1::GetFileRequest>(server, "GetFile", name);
}
absl::StatusOr<v1::File> Delete(RunningServer& server, const std::string& name) {
  return Call<v1::DeleteFileRequest>(server, "DeleteFile", name);
}

int64_t RowsOf(RunningServer& server, const std::string& table) {
  const std::string sql = absl::StrCat("SELECT COUNT(*) FROM ", table);
  int64_t count = -1;
  EXPECT_THAT(storage::ReadAndWait(
                  server.store(),
                  [&](storage::Tx& tx) {
                    return tx.Run({sql, {}, [&](const storage::Row& row) { count = row.Int(0); }});
                  }),
              IsOk());
  return count;
}

void ExpectNothingIsLeft(RunningServer& server) {
  EXPECT_EQ(RowsOf(server, "files"), 0);
  EXPECT_EQ(RowsOf(server, "file_chunks"), 0);
}

// Waits until some of an upload is in the database.
void WaitForChunks(RunningServer& server) {
  while (RowsOf(server, "file_chunks") == 0) {
  }
}

class FileStreamsTest : public ::testing::TestWithParam<std::string> {
 protected:
  plenary::testing::Database database_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, FileStreamsTest, ::testing::ValuesIn(plenary::testing::Engines()),
                         plenary::testing::EngineName);

TEST_P(FileStreamsTest, AFileComesOutAsItWentIn) {
  RunningServer server(database_.uri());
  for (const int64_t size : {int64_t{0}, int64_t{1}, files::kChunkBytes, 3 * kMebi + 17}) {
    const std::string bytes = Bytes(size);
    const absl::StatusOr<v1::File> file = UploadBytes(server, bytes);
    ASSERT_THAT(file, IsOk()) << size;
    EXPECT_EQ(file->filename(), "Список.csv");
    EXPECT_EQ(file->size_bytes(), size);
    EXPECT_THAT(Get(server, file->name()), plenary::testing::IsOkAnd(EqualsProto(*file)));
    EXPECT_TRUE(Download(server, file->name()).value() == bytes) << size;
  }
}

TEST_P(FileStreamsTest, AnUploadThatDoesNotKeepToItsFormIsRefusedAndLeavesNothing) {
  RunningServer server(database_.uri());
  struct Case {
    const char* label;
    std::vector<v1::UploadFileRequest> pieces;
    const char* bad_field;
  };
  const v1::UploadFileRequest chunk = Chunk(Bytes(kMebi / 2));
  v1::UploadFileRequest nameless;
  nameless.mutable_header();
  const Case cases[] = {
      {"an empty stream", {}, "header"},
      {"a message that holds nothing", {v1::UploadFileRequest()}, "header"},
      {"a chunk before the header", {chunk, Header()}, "chunk"},
      {"a second header", {Header(), chunk, Header(), chunk}, "header"},
      {"nothing after the header", {Header(), chunk, v1::UploadFileRequest()}, "chunk"},
      {"a file without a name", {nameless, chunk}, "header.filename"},
      {"a digest of another length", {Header(0, "abc"), chunk}, "header.sha256"},
      {"a chunk over 1 MiB", {Header(), chunk, Chunk(Bytes(kMebi + 1))}, "chunk"},
  };
  for (const Case& c : cases) {
    const absl::StatusOr<v1::File> answer = Upload(server, c.pieces);
    EXPECT_THAT(answer, StatusIs(absl::StatusCode::kInvalidArgument)) << c.label;
    EXPECT_THAT(answer, RefusedFor(v1::ERROR_REASON_INVALID_FIELDS)) << c.label;
    EXPECT_THAT(BadFields(answer), ElementsAre(c.bad_field)) << c.label;
    ExpectNothingIsLeft(server);
  }
}

TEST_P(FileStreamsTest, AMessageLargerThanTheServerTakesEndsTheUpload) {
  RunningServer server(database_.uri());
  EXPECT_THAT(Upload(server, {Header(), Chunk(Bytes(kMebi / 2)), Chunk(Bytes(5 * kMebi))}),
              RefusedFor(v1::ERROR_REASON_MESSAGE_TOO_LARGE));
  ExpectNothingIsLeft(server);
}

TEST_P(FileStreamsTest, AFileAnnouncedTooLargeIsRefusedAtOnce) {
  RunningServer server(database_.uri());
  Uploader uploader(server);
  uploader.Send(Header(int64_t{3} << 30));
  const absl::Status status = uploader.Ended();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_UPLOAD_TOO_LARGE));
  EXPECT_EQ(base::MetadataOf(status)["limitBytes"], absl::StrCat(64 << 20));
  ExpectNothingIsLeft(server);
}

TEST_P(FileStreamsTest, AFileThatGrowsTooLargeIsRefusedAsSoonAsItDoes) {
  ServerOptions options = TestOptions();
  options.max_upload_bytes = kMebi;
  RunningServer server(database_.uri(), options);
  EXPECT_THAT(Upload(server, {Header(), Chunk(Bytes(kMebi)), Chunk("x"), Chunk(Bytes(kMebi))}),
              RefusedFor(v1::ERROR_REASON_UPLOAD_TOO_LARGE));
  ExpectNothingIsLeft(server);
  EXPECT_THAT(Upload(server, {Header(kMebi), Chunk(Bytes(kMebi))}), IsOk());
}

TEST_P(FileStreamsTest, AnUploadOfOtherBytesThanAnnouncedIsRefusedAndLeavesNothing) {
  ServerOptions options = TestOptions();
  options.max_upload_bytes = int64_t{4} << 30;
  RunningServer server(database_.uri(), options);
  const v1::UploadFileRequest mebi = Chunk(Bytes(kMebi));
  const struct {
    const char* label;
    std::vector<v1::UploadFileRequest> pieces;
  } cases[] = {
      {"3 GB announced and 1 MB sent", {Header(int64_t{3} << 30), mebi}},
      {"one byte too many", {Header(kMebi), mebi, Chunk("x"), mebi}},
      {"other bytes of the same size", {Header(kMebi, std::string(32, 'x')), mebi}},
  };
  for (const auto& c : cases) {
    const absl::StatusOr<v1::File> answer = Upload(server, c.pieces);
    EXPECT_THAT(answer, StatusIs(absl::StatusCode::kInvalidArgument)) << c.label;
    EXPECT_THAT(answer, RefusedFor(v1::ERROR_REASON_UPLOAD_INCOMPLETE)) << c.label;
    ExpectNothingIsLeft(server);
  }
}

TEST_P(FileStreamsTest, AnUploadCancelledInTheMiddleLeavesNothing) {
  RunningServer server(database_.uri());
  Uploader uploader(server);
  ASSERT_TRUE(uploader.Send(Header()));
  ASSERT_TRUE(uploader.Send(Chunk(Bytes(kMebi))));
  WaitForChunks(server);
  uploader.Cancel();
  EXPECT_THAT(uploader.Ended(), StatusIs(absl::StatusCode::kCancelled));
  server.Restart();
  ExpectNothingIsLeft(server);
}

TEST_P(FileStreamsTest, AnUploadThatFallsSilentIsEnded) {
  RunningServer server(database_.uri());
  Uploader uploader(server);
  ASSERT_TRUE(uploader.Send(Header()));
  ASSERT_TRUE(uploader.Send(Chunk(Bytes(kMebi))));
  auto ended = std::async(std::launch::async, [&] { return uploader.Ended(); });
  while (ended.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready) {
    server.clock().Forward(kUploadSilence + absl::Seconds(1));
  }
  const absl::Status status = ended.get();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kDeadlineExceeded));
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_UPLOAD_INCOMPLETE));
  ExpectNothingIsLeft(server);
}

TEST_P(FileStreamsTest, AnUploadUnderWayIsToldWhenTheServerShutsDownAndLeavesNothing) {
  RunningServer server(database_.uri());
  Uploader uploader(server);
  ASSERT_TRUE(uploader.Send(Header()));
  ASSERT_TRUE(uploader.Send(Chunk(Bytes(kMebi))));
  WaitForChunks(server);
  server.Restart();
  EXPECT_THAT(uploader.Ended(), RefusedFor(v1::ERROR_REASON_SHUTTING_DOWN));
  ExpectNothingIsLeft(server);
}

TEST_P(FileStreamsTest, UploadsOverTheLimitAreRefusedUntilThereIsRoom) {
  ServerOptions options = TestOptions();
  options.max_uploads = 1;
  RunningServer server(database_.uri(), options);
  Uploader first(server);
  ASSERT_TRUE(first.Send(Header()));
  ASSERT_TRUE(first.Send(Chunk(Bytes(kMebi))));
  WaitForChunks(server);
  const absl::StatusOr<v1::File> second = UploadBytes(server, "abc");
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(second, RefusedFor(v1::ERROR_REASON_TOO_MANY_STREAMS));
  EXPECT_THAT(first.Finish(), IsOk());
  absl::StatusOr<v1::File> third;
  // The place is free a moment after the answer.
  do {
    third = UploadBytes(server, "abc");
  } while (absl::IsResourceExhausted(third.status()));
  EXPECT_THAT(third, IsOk());
}

TEST_P(FileStreamsTest, ManyAtOnceDoNotMixUpTheirBytes) {
  RunningServer server(database_.uri());
  std::vector<std::future<bool>> same;
  same.reserve(8);
  for (int64_t i = 0; i < 8; ++i) {
    same.push_back(std::async(std::launch::async, [&server, i] {
      const std::string bytes = Bytes(kMebi + i * 1000).substr(static_cast<size_t>(i));
      const absl::StatusOr<v1::File> file = UploadBytes(server, bytes);
      return file.ok() && Download(server, file->name()).value() == bytes;
    }));
  }
  for (auto& each : same) EXPECT_TRUE(each.get());
  server.Restart();
  EXPECT_EQ(RowsOf(server, "files"), 8);
}

TEST_P(FileStreamsTest, ADownloadGoesOnFromAnyByte) {
  RunningServer server(database_.uri());
  const std::string bytes = Bytes(kMebi + 5);
  const std::string name = UploadBytes(server, bytes).value().name();
  for (const int64_t offset :
       {int64_t{1}, files::kChunkBytes - 1, files::kChunkBytes, kMebi + 4, kMebi + 5}) {
    EXPECT_TRUE(Download(server, name, offset).value() == bytes.substr(static_cast<size_t>(offset)))
        << offset;
  }
  const absl::StatusOr<std::string> beyond = Download(server, name, kMebi + 6);
  EXPECT_THAT(beyond, RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(BadFields(beyond), ElementsAre("offset"));
}

TEST_P(FileStreamsTest, ADownloadUnderWayIsToldWhenTheServerShutsDown) {
  RunningServer server(database_.uri());
  const std::string name = UploadBytes(server, Bytes(32 * kMebi)).value().name();
  const auto stub = v1::FileService::NewStub(server.NewChannel());
  grpc::ClientContext context;
  v1::DownloadFileRequest request;
  request.set_name(name);
  const auto reader = stub->DownloadFile(&context, request);
  v1::DownloadFileResponse piece;
  ASSERT_TRUE(reader->Read(&piece));
  auto stopped = std::async(std::launch::async, [&server] { server.Stop(); });
  while (reader->Read(&piece)) {
  }
  EXPECT_THAT(FromGrpc(reader->Finish()), RefusedFor(v1::ERROR_REASON_SHUTTING_DOWN));
  stopped.get();
}

TEST_P(FileStreamsTest, AFileIsGoneOnceItIsDeletedOrHasExpired) {
  RunningServer server(database_.uri());
  const std::string deleted = UploadBytes(server, "abc").value().name();
  EXPECT_EQ(Delete(server, deleted).value().name(), deleted);
  EXPECT_THAT(Get(server, deleted), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Download(server, deleted), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Delete(server, deleted), StatusIs(absl::StatusCode::kNotFound));
  ExpectNothingIsLeft(server);

  const std::string expired = UploadBytes(server, "abc").value().name();
  server.clock().Forward(files::kFileLifetime + absl::Seconds(1));
  EXPECT_THAT(Get(server, expired), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Download(server, expired), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(server.server().Maintain(), IsOk());
  ExpectNothingIsLeft(server);
}

TEST_P(FileStreamsTest, AFileThatAnOperationReadsIsNotDeleted) {
  RunningServer server(database_.uri());
  const std::string name = UploadBytes(server, "abc").value().name();
  const auto write = [&](storage::Body body) {
    return storage::WriteAndWait(server.store(), {std::string(files::kFilesKey)}, std::move(body));
  };
  ASSERT_THAT(write([&](storage::Tx& tx) { return files::HoldFile(tx, name, "operations/a"); }),
              IsOk());
  const absl::StatusOr<v1::File> answer = Delete(server, name);
  EXPECT_THAT(answer, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(answer.status())["blockedBy"], "operations/a");
  ASSERT_THAT(write([&](storage::Tx& tx) { return files::ReleaseFiles(tx, "operations/a"); }),
              IsOk());
  EXPECT_THAT(Delete(server, name), IsOk());
}

TEST_P(FileStreamsTest, WhatAKilledServerLeftOfAnUploadIsClearedAwayAfterAnHour) {
  RunningServer server(database_.uri());
  files::FileWriter writer(testing::TestVault(), "files/orphan", "list.csv", "local");
  writer.Add(Bytes(kMebi));
  ASSERT_THAT(storage::WriteAndWait(server.store(), {std::string(files::kFilesKey)},
                                    [&](storage::Tx& tx) { return writer.Flush(tx); }),
              IsOk());
  EXPECT_THAT(server.server().Maintain(), IsOk());
  EXPECT_EQ(RowsOf(server, "file_chunks"), 4);
  server.clock().Forward(files::kUnfinishedLifetime + absl::Seconds(1));
  EXPECT_THAT(server.server().Maintain(), IsOk());
  ExpectNothingIsLeft(server);
}

}  // namespace
}  // namespace plenary::server
