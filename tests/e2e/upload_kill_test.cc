// plenaryd is killed in the middle of an upload. What it left is cleared away by the next one.
#include <signal.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "gtest/gtest.h"
#include "plenary/v1/files.grpc.pb.h"
#include "services/files/table.h"
#include "tests/testing/daemon.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"
#include "tests/testing/running_server.h"

namespace plenary {
namespace {

// More than lies in buffers between client and database.
constexpr int kMebibytes = 24;

int64_t Rows(storage::Store& store, const std::string& sql) {
  int64_t count = -1;
  EXPECT_THAT(storage::ReadAndWait(
                  store,
                  [&](storage::Tx& tx) {
                    return tx.Run({sql, {}, [&](const storage::Row& row) { count = row.Int(0); }});
                  }),
              testing::IsOk());
  return count;
}

class UploadKillTest : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Engines, UploadKillTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(UploadKillTest, NothingIsLeftOfAnUploadWhoseServerWasKilled) {
  const testing::Database database(GetParam());
  {
    testing::Daemon daemon(PLENARYD, database.uri());
    const auto stub = v1::FileService::NewStub(
        grpc::CreateChannel(daemon.address(), grpc::InsecureChannelCredentials()));
    grpc::ClientContext context;
    context.AddMetadata("authorization", absl::StrCat("Bearer ", daemon.token()));
    v1::File file;
    const auto writer = stub->UploadFile(&context, &file);
    v1::UploadFileRequest piece;
    piece.mutable_header()->set_filename("list.csv");
    ASSERT_TRUE(writer->Write(piece));
    piece.set_chunk(std::string(1 << 20, 'x'));
    for (int i = 0; i < kMebibytes; ++i) ASSERT_TRUE(writer->Write(piece));
    daemon.Stop(SIGKILL);
    EXPECT_FALSE(writer->Finish().ok());
  }
  testing::RunningServer server(database.uri());
  EXPECT_EQ(Rows(server.store(), "SELECT COUNT(*) FROM files WHERE is_complete = 0"), 1);
  EXPECT_GT(Rows(server.store(), "SELECT COUNT(*) FROM file_chunks"), 0);
  server.clock().Forward(files::kUnfinishedLifetime + absl::Seconds(1));
  EXPECT_THAT(server.server().Maintain(), testing::IsOk());
  EXPECT_EQ(Rows(server.store(), "SELECT COUNT(*) FROM files"), 0);
  EXPECT_EQ(Rows(server.store(), "SELECT COUNT(*) FROM file_chunks"), 0);
}

}  // namespace
}  // namespace plenary
