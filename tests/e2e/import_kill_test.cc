// kill -9 in the middle of an import: the server that is started again goes on with it, and
// repeating it finds every row there once.
#include <csignal>
#include <map>
#include <memory>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plenary/client.h"
#include "tests/testing/daemon.h"
#include "tests/testing/engines.h"
#include "tests/testing/protos.h"

namespace plenary::e2e {
namespace {

using google::longrunning::Operation;
using testing::Daemon;
using testing::Parse;

// More than the server imports in one step, which is 2,000.
constexpr int kRows = 2200;
constexpr int kKills = 3;

Client PatientClient(const std::string& address) {
  ClientOptions options;
  options.deadline = absl::Minutes(5);
  options.retry.max_attempts = 10'000;
  options.retry.max_delay = absl::Milliseconds(200);
  return Client::Connect(address, options);
}

void MakeEvent(const Client& client) {
  ASSERT_TRUE(client
                  .CreateEvent(Parse<v1::CreateEventRequest>(
                      R"pb(event_id: "forum"
                           event {
                             kind: FORUM
                             role: HOSTED
                             time_zone: "Europe/Minsk"
                             interval {
                               start_time { seconds: 2000000000 }
                               end_time { seconds: 2000400000 }
                             }
                             display_names { language: "en" text: "Forum" }
                           })pb"))
                  .ok());
  ASSERT_TRUE(client
                  .CreateCategory(Parse<v1::CreateCategoryRequest>(
                      R"pb(parent: "events/forum"
                           category_id: "delegate"
                           category { display_names { language: "en" text: "Delegate" } })pb"))
                  .ok());
  ASSERT_TRUE(
      client.PublishEvent(Parse<v1::PublishEventRequest>(R"pb(name: "events/forum")pb")).ok());
}

std::string List() {
  std::string list = "Family name,Given name,E-mail\r\n";
  for (int i = 0; i < kRows; ++i) {
    std::string family;
    for (int rest = i + 1000; rest > 0; rest /= 10) {
      family += absl::StrCat(std::string(1, "bdgklmnprt"[rest % 10]), "a");
    }
    family[0] = static_cast<char>(family[0] - 'a' + 'A');
    absl::StrAppend(&list, family, "rov,Petr,p", i, "@example.org\r\n");
  }
  return list;
}

v1::ImportMetadata CountsOf(const Operation& operation) {
  v1::ImportMetadata counts;
  operation.metadata().UnpackTo(&counts);
  return counts;
}

// Waits until so many rows are done, or all of it is.
Operation AwaitRows(const Client& client, const std::string& name, int64_t rows) {
  // The server looks, not this loop, which would take the import's core.
  google::longrunning::WaitOperationRequest wait;
  wait.set_name(name);
  wait.mutable_timeout()->set_nanos(20'000'000);
  while (true) {
    const auto operation = client.WaitOperation(wait);
    if (!operation.ok()) ADD_FAILURE() << operation.status();
    if (!operation.ok() || operation->done() || CountsOf(*operation).rows_done() >= rows) {
      return operation.value_or(Operation());
    }
  }
}

class ImportKillTest : public ::testing::TestWithParam<std::string> {
 protected:
  const testing::Database database_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, ImportKillTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(ImportKillTest, AKilledImportGoesOnAndRepeatedFindsEveryRowOnce) {
  auto daemon = std::make_unique<Daemon>(PLENARYD, database_.uri());
  const std::string address = daemon->address();
  ASSERT_FALSE(address.empty());
  const Client client = PatientClient(address);
  ASSERT_NO_FATAL_FAILURE(MakeEvent(client));
  std::istringstream list(List());
  const auto file = client.UploadFile(list, "list.csv");
  ASSERT_TRUE(file.ok()) << file.status();

  v1::ImportParticipantsRequest request;
  request.set_parent("events/forum");
  request.set_file(file->name());
  request.set_request_id("import");
  const auto begun = client.ImportParticipants(request);
  ASSERT_TRUE(begun.ok()) << begun.status();
  for (int kill = 1; kill <= kKills; ++kill) {
    AwaitRows(client, begun->name(), kill * kRows / (kKills + 2));
    EXPECT_EQ(daemon->Stop(SIGKILL), -1);
    daemon = std::make_unique<Daemon>(PLENARYD, database_.uri(), address);
    ASSERT_EQ(daemon->address(), address);
  }
  const auto done = client.Wait<v1::ImportResponse>(*begun);
  ASSERT_TRUE(done.ok()) << done.status();
  EXPECT_EQ(done->counts().rows_done(), kRows);
  EXPECT_EQ(done->counts().created(), kRows);

  request.set_request_id("once more");
  const auto again = client.ImportParticipants(request);
  ASSERT_TRUE(again.ok()) << again.status();
  const auto unchanged = client.Wait<v1::ImportResponse>(*again);
  ASSERT_TRUE(unchanged.ok()) << unchanged.status();
  EXPECT_EQ(unchanged->counts().unchanged(), kRows);

  std::map<std::string, int> listed;
  v1::ListParticipantsRequest everybody;
  everybody.set_parent("events/forum");
  everybody.set_page_size(1000);
  for (const absl::StatusOr<v1::Participant>& each : client.ListParticipants(everybody)) {
    ASSERT_TRUE(each.ok()) << each.status();
    EXPECT_EQ(++listed[each->display_name()], 1) << each->display_name();
  }
  EXPECT_EQ(static_cast<int>(listed.size()), kRows);
  EXPECT_EQ(daemon->Stop(SIGTERM), 0);
}

}  // namespace
}  // namespace plenary::e2e
