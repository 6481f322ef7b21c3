// kill -9 under load, again and again: what was acknowledged is there once, the seats add up, the
// chain stands, and whoever watches misses nothing.
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plenary/client.h"
#include "tests/testing/daemon.h"
#include "tests/testing/engines.h"
#include "tests/testing/protos.h"

namespace plenary::e2e {
namespace {

using testing::Daemon;
using ::testing::IsEmpty;

constexpr int kFocalPoints = 8;
constexpr int kEach = 30;
// Fewer than are asked for, so that the last seats are fought over while the server dies.
constexpr int kSeats = 200;
constexpr int kKills = 5;

// Counts what was acknowledged and lets somebody wait for a number of it.
class Acknowledged {
 public:
  void Add() {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++count_;
    grown_.notify_all();
  }
  void Await(int count) {
    std::unique_lock<std::mutex> lock(mutex_);
    grown_.wait(lock, [&] { return count_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable grown_;
  int count_ = 0;
};

Client PatientClient(const std::string& address) {
  ClientOptions options;
  options.deadline = absl::Minutes(5);
  options.retry.max_attempts = 10'000;
  options.retry.max_delay = absl::Milliseconds(200);
  return Client::Connect(address, options);
}

void MakeForum(const Client& client) {
  using testing::Parse;
  ASSERT_TRUE(client
                  .CreateOrganization(Parse<v1::CreateOrganizationRequest>(
                      R"pb(organization_id: "kursk"
                           organization {
                             type: REGION
                             display_names { language: "en" text: "Kursk" }
                           })pb"))
                  .ok());
  ASSERT_TRUE(client
                  .CreateEvent(Parse<v1::CreateEventRequest>(
                      R"pb(event_id: "forum"
                           event {
                             kind: FORUM
                             role: HOSTED
                             time_zone: "Europe/Minsk"
                             seat_policy: ON_NOMINATION
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
  auto delegation = Parse<v1::RegisterDelegationRequest>(
      R"pb(parent: "events/forum"
           delegation_id: "kursk"
           delegation { organization: "organizations/kursk" }
           quotas { category: "events/forum/categories/delegate" })pb");
  delegation.mutable_quotas(0)->set_limit(kSeats);
  ASSERT_TRUE(client.RegisterDelegation(delegation).ok());
}

v1::BatchChangeParticipantsRequest Registration(const std::string& name) {
  auto request = testing::Parse<v1::BatchChangeParticipantsRequest>(
      R"pb(parent: "events/forum"
           changes {
             register {
               participant {
                 delegation: "events/forum/delegations/kursk"
                 category: "events/forum/categories/delegate"
               }
               new_person { names { language: "en" } }
             }
           })pb");
  request.set_request_id(name);
  request.mutable_changes(0)
      ->mutable_register_()
      ->mutable_new_person()
      ->mutable_names(0)
      ->set_family_name(name);
  return request;
}

// What the focal points were told.
struct Told {
  std::mutex mutex;
  std::vector<std::string> registered;
  int full = 0;
  std::vector<std::string> faults;
};

void RegisterMany(const std::string& address, int focal_point, Acknowledged& acknowledged,
                  Told& told) {
  const Client client = PatientClient(address);
  for (int i = 0; i < kEach; ++i) {
    const std::string name = absl::StrCat("Person", focal_point, "x", i);
    const auto answer = client.BatchChangeParticipants(Registration(name));
    {
      const std::lock_guard<std::mutex> lock(told.mutex);
      if (answer.ok()) {
        told.registered.push_back(name);
      } else if (ReasonOf(answer.status()) == v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED) {
        ++told.full;
      } else {
        told.faults.push_back(answer.status().ToString());
      }
    }
    acknowledged.Add();
  }
}

// Numbers of the changes a watcher sees, until the event is cancelled.
void WatchToTheEnd(const std::string& address, std::vector<int64_t>& numbers) {
  const Client client = PatientClient(address);
  v1::WatchChangesRequest request;
  request.set_parent("events/forum");
  request.set_from_beginning(true);
  const std::unique_ptr<ChangeStream> stream = client.WatchChanges(request);
  for (absl::StatusOr<v1::Change>& change : stream->Changes()) {
    ASSERT_TRUE(change.ok()) << change.status();
    numbers.push_back(change->number());
    v1::Event event;
    if (change->resource().UnpackTo(&event) && event.state() == v1::Event::CANCELLED) return;
  }
}

class KillTest : public ::testing::TestWithParam<std::string> {
 protected:
  const testing::Database database_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, KillTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(KillTest, WhatWasAcknowledgedIsThereOnceAndAWatcherMissesNothing) {
  auto daemon = std::make_unique<Daemon>(PLENARYD, database_.uri());
  const std::string address = daemon->address();
  ASSERT_FALSE(address.empty());
  const Client client = PatientClient(address);
  ASSERT_NO_FATAL_FAILURE(MakeForum(client));

  std::vector<int64_t> numbers;
  std::thread watcher([&] { WatchToTheEnd(address, numbers); });
  Acknowledged acknowledged;
  Told told;
  std::vector<std::thread> focal_points;
  focal_points.reserve(kFocalPoints);
  for (int i = 0; i < kFocalPoints; ++i) {
    focal_points.emplace_back([&, i] { RegisterMany(address, i, acknowledged, told); });
  }
  for (int kill = 1; kill <= kKills; ++kill) {
    acknowledged.Await(kill * kFocalPoints * kEach / (kKills + 1));
    EXPECT_EQ(daemon->Stop(SIGKILL), -1);
    daemon = std::make_unique<Daemon>(PLENARYD, database_.uri(), address);
    ASSERT_EQ(daemon->address(), address);
  }
  for (std::thread& focal_point : focal_points) focal_point.join();

  EXPECT_THAT(told.faults, IsEmpty());
  EXPECT_EQ(static_cast<int>(told.registered.size()), kSeats);
  EXPECT_EQ(told.full, kFocalPoints * kEach - kSeats);
  std::map<std::string, int> listed;
  v1::ListParticipantsRequest list;
  list.set_parent("events/forum");
  for (const absl::StatusOr<v1::Participant>& each : client.ListParticipants(list)) {
    ASSERT_TRUE(each.ok()) << each.status();
    ++listed[each->display_name()];
  }
  for (const std::string& name : told.registered) EXPECT_EQ(listed[name], 1) << name;
  EXPECT_EQ(static_cast<int>(listed.size()), kSeats);
  v1::GetQuotaReportRequest report_request;
  report_request.set_parent("events/forum");
  const auto report = client.GetQuotaReport(report_request);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->quotas(0).used(), kSeats);
  EXPECT_EQ(report->quotas(0).over_by(), 0);

  v1::VerifyChainRequest verify;
  verify.set_parent("-");
  auto operation = client.VerifyChain(verify);
  while (operation.ok() && !operation->done()) {
    google::longrunning::WaitOperationRequest wait;
    wait.set_name(operation->name());
    operation = client.WaitOperation(wait);
  }
  ASSERT_TRUE(operation.ok()) << operation.status();
  v1::VerifyChainResponse verified;
  ASSERT_TRUE(operation->response().UnpackTo(&verified)) << operation->ShortDebugString();
  EXPECT_EQ(verified.faults_size(), 0) << verified.ShortDebugString();

  v1::CancelEventRequest cancel;
  cancel.set_name("events/forum");
  cancel.set_reason("the test is over");
  ASSERT_TRUE(client.CancelEvent(cancel).ok());
  watcher.join();
  for (size_t i = 0; i < numbers.size(); ++i) {
    ASSERT_EQ(numbers[i], static_cast<int64_t>(i) + 1);
  }
  EXPECT_GE(static_cast<int>(numbers.size()), kSeats);
  EXPECT_EQ(daemon->Stop(SIGTERM), 0);
}

}  // namespace
}  // namespace plenary::e2e
