// kill -9 in the middle of a plan: the server that is started again plans anew, and the operation
// ends.
#include <csignal>
#include <memory>
#include <string>
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

using google::longrunning::Operation;
using testing::Daemon;
using testing::Parse;

// Everybody meets everybody: so many that no plan is proved to be the best while the test looks.
constexpr int kSides = 14;
constexpr int kMeetings = kSides * (kSides - 1) / 2;
constexpr int kTables = 4;

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
                               end_time { seconds: 2000259200 }
                             }
                             display_names { language: "en" text: "Forum" }
                           })pb"))
                  .ok());
  ASSERT_TRUE(
      client.PublishEvent(Parse<v1::PublishEventRequest>(R"pb(name: "events/forum")pb")).ok());
  ASSERT_TRUE(client
                  .UpdateScheduleSettings(Parse<v1::UpdateScheduleSettingsRequest>(
                      R"pb(settings { name: "events/forum/schedule" mode: VERSIONED })pb"))
                  .ok());
  // Changes of tables are no part of any bound: a plan with some is never proved, and looked for as
  // long as the request says.
  ASSERT_TRUE(client
                  .UpdatePlanningSettings(Parse<v1::UpdatePlanningSettingsRequest>(
                      R"pb(settings {
                             name: "events/forum/planning"
                             grain_minutes: 30
                             weights { table_changes: 1 }
                           })pb"))
                  .ok());
  ASSERT_TRUE(client
                  .CreateVenue(Parse<v1::CreateVenueRequest>(
                      R"pb(venue_id: "palace"
                           venue {
                             time_zone: "Europe/Minsk"
                             display_names { language: "en" text: "Palace" }
                           })pb"))
                  .ok());
  for (int i = 0; i < kTables; ++i) {
    ASSERT_TRUE(client
                    .CreateAsset(Parse<v1::CreateAssetRequest>(absl::StrCat(
                        "asset_id: 'table-", i, "' asset { kind: TABLE venue: 'venues/palace' ",
                        "display_names { language: 'en' text: 'Table ", i, "' } }")))
                    .ok());
  }
}

// Organizations with one person each.
std::vector<std::string> MakeSides(const Client& client) {
  std::vector<std::string> sides;
  for (int i = 0; i < kSides; ++i) {
    const auto organization = client.CreateOrganization(Parse<v1::CreateOrganizationRequest>(
        absl::StrCat("organization_id: 'side-", i,
                     "' organization { type: COMPANY display_names { "
                     "language: 'en' text: 'Side ",
                     i, "' } }")));
    const auto person = client.CreatePerson(Parse<v1::CreatePersonRequest>(
        absl::StrCat("person { names { language: 'en' family_name: 'Nobody ", i, "' } }")));
    EXPECT_TRUE(organization.ok() && person.ok()) << organization.status() << person.status();
    if (!organization.ok() || !person.ok()) return sides;
    sides.push_back(
        absl::StrCat("{ party: '", organization->name(), "' people: '", person->name(), "' } "));
  }
  return sides;
}

void MakeRequests(const Client& client) {
  const std::vector<std::string> sides = MakeSides(client);
  ASSERT_EQ(static_cast<int>(sides.size()), kSides);
  for (int i = 0; i < kSides; ++i) {
    for (int j = i + 1; j < kSides; ++j) {
      const auto request =
          client.CreateMeetingRequest(Parse<v1::CreateMeetingRequestRequest>(absl::StrCat(
              "parent: 'events/forum' accepted: true meeting_request { is_organizers: true from ",
              sides[static_cast<size_t>(i)], "to ", sides[static_cast<size_t>(j)], " }")));
      ASSERT_TRUE(request.ok()) << request.status();
    }
  }
}

v1::PlanEventMetadata MetadataOf(const Operation& operation) {
  v1::PlanEventMetadata metadata;
  operation.metadata().UnpackTo(&metadata);
  return metadata;
}

// Waits until it has a plan, or is done.
Operation AwaitFirstPlan(const Client& client, const std::string& name) {
  google::longrunning::GetOperationRequest get;
  get.set_name(name);
  while (true) {
    const auto operation = client.GetOperation(get);
    if (!operation.ok()) ADD_FAILURE() << operation.status();
    if (!operation.ok() || operation->done() || MetadataOf(*operation).has_best_score()) {
      return operation.value_or(Operation());
    }
  }
}

class PlanKillTest : public ::testing::TestWithParam<std::string> {
 protected:
  const testing::Database database_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, PlanKillTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(PlanKillTest, APlanOfAKilledServerIsMadeAnewAndEnds) {
  auto daemon = std::make_unique<Daemon>(PLENARYD, database_.uri());
  const std::string address = daemon->address();
  ASSERT_FALSE(address.empty());
  const Client client = PatientClient(address);
  ASSERT_NO_FATAL_FAILURE(MakeEvent(client));
  ASSERT_NO_FATAL_FAILURE(MakeRequests(client));

  auto request = Parse<v1::PlanEventRequest>(
      R"pb(parent: "events/forum"
           time_limit { seconds: 10 })pb");
  const auto begun = client.PlanEvent(request);
  ASSERT_TRUE(begun.ok()) << begun.status();
  EXPECT_FALSE(AwaitFirstPlan(client, begun->name()).done());
  EXPECT_EQ(daemon->Stop(SIGKILL), -1);
  daemon = std::make_unique<Daemon>(PLENARYD, database_.uri(), address);
  ASSERT_EQ(daemon->address(), address);

  const auto planned = client.Wait<v1::PlanEventResponse>(*begun);
  ASSERT_TRUE(planned.ok()) << planned.status();
  EXPECT_EQ(planned->meetings_created(), kMeetings);
  EXPECT_EQ(planned->unplaced_count(), 0);

  // Nothing of the plan that was cut short is in the way of the next, and nothing is there twice.
  request.set_scope(v1::PlanEventRequest::NEW_ONLY);
  const auto again = client.PlanEvent(request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_FALSE(client.Wait<v1::PlanEventResponse>(*again).ok());
  v1::ListMeetingsRequest everything;
  everything.set_parent("events/forum");
  everything.set_view(v1::WORK_IN_PROGRESS);
  everything.set_page_size(1000);
  int meetings = 0;
  for (const absl::StatusOr<v1::Meeting>& each : client.ListMeetings(everything)) {
    ASSERT_TRUE(each.ok()) << each.status();
    ++meetings;
  }
  EXPECT_EQ(meetings, kMeetings);
  EXPECT_EQ(daemon->Stop(SIGTERM), 0);
}

}  // namespace
}  // namespace plenary::e2e
