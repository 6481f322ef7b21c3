#include "services/server/watch.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plenary/v1/changes.grpc.pb.h"
#include "plenary/v1/events.pb.h"
#include "services/base/errors.h"
#include "services/storage/change.h"
#include "tests/testing/engines.h"
#include "tests/testing/running_server.h"

namespace plenary::server {
namespace {

using plenary::testing::FromGrpc;
using plenary::testing::RunningServer;
using plenary::testing::TestOptions;

constexpr char kEvent[] = "events/tibo-2023";

// Makes `count` changes of the event, in transactions of up to 100.
void ChangeEvent(RunningServer& server, int count, const std::string& website = "") {
  const storage::Call call = {"local", "test", ""};
  while (count > 0) {
    const int now = std::min(count, 100);
    count -= now;
    const std::string seed = server.random().Bytes(32);
    const absl::Status status =
        storage::WriteAndWait(server.store(), {kEvent}, [&](storage::Tx& tx) {
          base::IdSequence ids(seed, tx.now());
          storage::Change change(tx, call, ids);
          v1::Event event;
          event.set_name(kEvent);
          event.set_website(website);
          for (int i = 0; i < now; ++i) {
            change.Record(absl::StrCat(kEvent, "/participants/p", i), v1::Change::UPDATED, event);
          }
          return change.Flush();
        });
    ASSERT_TRUE(status.ok()) << status;
  }
}

// A stream and what came out of it.
class Watcher {
 public:
  Watcher(RunningServer& server, const v1::WatchChangesRequest& request)
      : stub_(v1::ChangeService::NewStub(server.NewChannel())),
        reader_(stub_->WatchChanges(&context_, request)) {}
  ~Watcher() { context_.TryCancel(); }

  // The next message; false where the stream is over.
  bool Next(v1::WatchChangesResponse& response) { return reader_->Read(&response); }

  // Reads until change `number` was seen; gathers the numbers of all.
  bool ReadTo(int64_t number) {
    v1::WatchChangesResponse response;
    while (numbers_.empty() || numbers_.back() < number) {
      if (!Next(response)) return false;
      for (const v1::Change& change : response.changes()) numbers_.push_back(change.number());
      resume_token_ = response.resume_token();
    }
    return true;
  }

  const std::vector<int64_t>& numbers() const { return numbers_; }
  const std::string& resume_token() const { return resume_token_; }
  absl::Status Finish() { return FromGrpc(reader_->Finish()); }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<v1::ChangeService::Stub> stub_;
  std::unique_ptr<grpc::ClientReader<v1::WatchChangesResponse>> reader_;
  std::vector<int64_t> numbers_;
  std::string resume_token_;
};

v1::WatchChangesRequest FromBeginning() {
  v1::WatchChangesRequest request;
  request.set_parent(kEvent);
  request.set_from_beginning(true);
  return request;
}

v1::WatchChangesRequest From(const std::string& token) {
  v1::WatchChangesRequest request;
  request.set_parent(kEvent);
  request.set_resume_token(token);
  return request;
}

std::vector<int64_t> Numbers(int64_t first, int64_t last) {
  std::vector<int64_t> numbers;
  for (int64_t number = first; number <= last; ++number) numbers.push_back(number);
  return numbers;
}

class WatchTest : public ::testing::TestWithParam<std::string> {
 protected:
  plenary::testing::Database database_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, WatchTest, ::testing::ValuesIn(plenary::testing::Engines()),
                         plenary::testing::EngineName);

TEST_P(WatchTest, ChangesComeInOrderAsTheyAreMade) {
  RunningServer server(database_.uri());
  ChangeEvent(server, 3);
  Watcher watcher(server, FromBeginning());
  ASSERT_TRUE(watcher.ReadTo(3));
  ChangeEvent(server, 1000);
  ASSERT_TRUE(watcher.ReadTo(1003));
  EXPECT_EQ(watcher.numbers(), Numbers(1, 1003));
}

TEST_P(WatchTest, NothingIsLostAcrossAReconnectAndARestart) {
  RunningServer server(database_.uri());
  ChangeEvent(server, 500);
  std::string token;
  {
    Watcher first(server, FromBeginning());
    ASSERT_TRUE(first.ReadTo(200));
    token = first.resume_token();
    EXPECT_EQ(first.numbers().back(), 200);
  }
  ChangeEvent(server, 100);
  Watcher second(server, From(token));
  ASSERT_TRUE(second.ReadTo(600));
  EXPECT_EQ(second.numbers(), Numbers(201, 600));
  server.Restart();
  ChangeEvent(server, 50);
  Watcher third(server, From(second.resume_token()));
  ASSERT_TRUE(third.ReadTo(650));
  EXPECT_EQ(third.numbers(), Numbers(601, 650));
}

TEST_P(WatchTest, WithoutATokenAStreamBeginsNowAndSaysWhere) {
  RunningServer server(database_.uri());
  ChangeEvent(server, 3);
  v1::WatchChangesRequest request;
  request.set_parent(kEvent);
  Watcher watcher(server, request);
  v1::WatchChangesResponse heartbeat;
  ASSERT_TRUE(watcher.Next(heartbeat));
  EXPECT_EQ(heartbeat.changes_size(), 0);
  EXPECT_NE(heartbeat.resume_token(), "");
  ChangeEvent(server, 2);
  ASSERT_TRUE(watcher.ReadTo(5));
  EXPECT_EQ(watcher.numbers(), Numbers(4, 5));
}

TEST_P(WatchTest, ATokenOlderThanTheLogIsExpired) {
  ServerOptions options = TestOptions();
  options.change_retention = absl::Hours(1);
  RunningServer server(database_.uri(), options);
  ChangeEvent(server, 10);
  std::string token;
  {
    Watcher watcher(server, FromBeginning());
    ASSERT_TRUE(watcher.ReadTo(10));
    token = watcher.resume_token();
  }
  ChangeEvent(server, 10);
  server.clock().Forward(absl::Hours(2));
  ChangeEvent(server, 1);
  ASSERT_TRUE(server.server().Maintain().ok());
  Watcher late(server, From(token));
  v1::WatchChangesResponse response;
  EXPECT_FALSE(late.Next(response));
  const absl::Status status = late.Finish();
  EXPECT_EQ(status.code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(base::ReasonOf(status), v1::ERROR_REASON_RESUME_TOKEN_EXPIRED);
  Watcher again(server, FromBeginning());
  ASSERT_TRUE(again.ReadTo(21));
  EXPECT_EQ(again.numbers(), Numbers(21, 21));
}

// One process at a time has an SQLite file, so this is PostgreSQL's alone.
TEST(SeveralServers, ChangesThatAnotherServerMadeArrive) {
  const plenary::testing::Database database("postgresql");
  ServerOptions options = TestOptions();
  options.poll_interval = absl::Milliseconds(20);
  RunningServer watched(database.uri(), options);
  RunningServer other(database.uri(), options);
  ChangeEvent(other, 1);
  Watcher watcher(watched, FromBeginning());
  ASSERT_TRUE(watcher.ReadTo(1));
  ChangeEvent(other, 10);
  ASSERT_TRUE(watcher.ReadTo(11));
  EXPECT_EQ(watcher.numbers(), Numbers(1, 11));
}

class StreamTest : public ::testing::Test {
 protected:
  plenary::testing::Database database_{"sqlite"};
};

TEST_F(StreamTest, ASlowClientMissesNothing) {
  RunningServer server(database_.uri());
  ChangeEvent(server, 1);
  Watcher slow(server, FromBeginning());
  ASSERT_TRUE(slow.ReadTo(1));
  // Some 40 MB, far more than connection and server hold for a client that doesn't read.
  ChangeEvent(server, 20'000, std::string(2000, 'x'));
  Watcher quick(server, FromBeginning());
  ASSERT_TRUE(quick.ReadTo(20'001));
  ASSERT_TRUE(slow.ReadTo(20'001));
  EXPECT_EQ(slow.numbers(), Numbers(1, 20'001));
}

TEST_F(StreamTest, AQuietStreamBeats) {
  ServerOptions options = TestOptions();
  options.heartbeat = absl::Milliseconds(50);
  RunningServer server(database_.uri(), options);
  ChangeEvent(server, 1);
  Watcher watcher(server, FromBeginning());
  ASSERT_TRUE(watcher.ReadTo(1));
  for (int i = 0; i < 3; ++i) {
    v1::WatchChangesResponse heartbeat;
    ASSERT_TRUE(watcher.Next(heartbeat));
    EXPECT_EQ(heartbeat.changes_size(), 0);
    EXPECT_NE(heartbeat.resume_token(), "");
  }
}

TEST_F(StreamTest, ARequestThatCannotBeServedSaysWhy) {
  RunningServer server(database_.uri());
  ChangeEvent(server, 1);
  v1::WatchChangesRequest unknown;
  unknown.set_parent("events/nowhere");
  v1::WatchChangesRequest malformed;
  malformed.set_parent("people/ivan");
  v1::WatchChangesRequest both = FromBeginning();
  both.set_resume_token("x");
  const struct {
    const char* label;
    v1::WatchChangesRequest request;
    absl::StatusCode code;
    v1::ErrorReason reason;
  } cases[] = {
      {"no such event", unknown, absl::StatusCode::kNotFound, v1::ERROR_REASON_RESOURCE_NOT_FOUND},
      {"not a partition", malformed, absl::StatusCode::kInvalidArgument,
       v1::ERROR_REASON_INVALID_FIELDS},
      {"two beginnings", both, absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_INVALID_FIELDS},
      {"forged token", From("AAAA"), absl::StatusCode::kInvalidArgument,
       v1::ERROR_REASON_INVALID_RESUME_TOKEN},
  };
  for (const auto& c : cases) {
    Watcher watcher(server, c.request);
    v1::WatchChangesResponse response;
    EXPECT_FALSE(watcher.Next(response)) << c.label;
    const absl::Status status = watcher.Finish();
    EXPECT_EQ(status.code(), c.code) << c.label;
    EXPECT_EQ(base::ReasonOf(status), c.reason) << c.label;
  }
}

TEST_F(StreamTest, StreamsOverTheLimitAreRefused) {
  ServerOptions options = TestOptions();
  options.max_streams = 1;
  RunningServer server(database_.uri(), options);
  ChangeEvent(server, 1);
  Watcher first(server, FromBeginning());
  ASSERT_TRUE(first.ReadTo(1));
  Watcher second(server, FromBeginning());
  v1::WatchChangesResponse response;
  EXPECT_FALSE(second.Next(response));
  const absl::Status status = second.Finish();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(base::ReasonOf(status), v1::ERROR_REASON_TOO_MANY_STREAMS);
}

TEST_F(StreamTest, DrainEndsStreamsThatCanBeResumed) {
  RunningServer server(database_.uri());
  ChangeEvent(server, 7);
  Watcher watcher(server, FromBeginning());
  ASSERT_TRUE(watcher.ReadTo(7));
  server.server().Drain();
  v1::WatchChangesResponse response;
  while (watcher.Next(response)) continue;
  const absl::Status status = watcher.Finish();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(base::ReasonOf(status), v1::ERROR_REASON_SHUTTING_DOWN);
  server.Restart();
  ChangeEvent(server, 1);
  Watcher resumed(server, From(watcher.resume_token()));
  ASSERT_TRUE(resumed.ReadTo(8));
  EXPECT_EQ(resumed.numbers(), Numbers(8, 8));
}

TEST_F(StreamTest, AListOfChangesIsPaged) {
  RunningServer server(database_.uri());
  ChangeEvent(server, 120);
  v1::ListChangesRequest request;
  request.set_parent(kEvent);
  std::vector<int64_t> numbers;
  do {
    v1::ListChangesResponse response;
    const absl::Status status = plenary::testing::CallMethod(
        *server.channel(), "plenary.v1.ChangeService/ListChanges", request, response);
    ASSERT_TRUE(status.ok()) << status;
    for (const v1::Change& change : response.changes()) numbers.push_back(change.number());
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(numbers, Numbers(1, 120));
}

}  // namespace
}  // namespace plenary::server
