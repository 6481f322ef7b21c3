// From a command line to the request it sends, without a server.
#include "clients/cli/flags.h"

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/names.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "plenary/v1/audit.pb.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/schedule.pb.h"

namespace plenary::cli {
namespace {

using google::protobuf::Message;
using ::testing::HasSubstr;

struct Line {
  std::vector<std::string> arguments;
  std::string input = {};
  std::string event = {};  // PLENARY_EVENT
  FlagOptions options = {};
};

// Fills `request` as a command with this line does.
absl::Status Fill(Message& request, Line line) {
  CLI::App app;
  RequestFlags flags(app, std::unique_ptr<Message>(request.New()), line.options);
  std::reverse(line.arguments.begin(), line.arguments.end());
  app.parse(line.arguments);
  std::istringstream in(line.input);
  Reading reading;
  absl::LoadTimeZone("Europe/Minsk", &reading.time_zone);
  const absl::Status status = flags.Fill(reading, line.event, in);
  request.CopyFrom(flags.request());
  return status;
}

template <class Request>
void ExpectRequest(const Line& line, const std::string& expected) {
  Request request;
  const absl::Status status = Fill(request, line);
  ASSERT_TRUE(status.ok()) << status;
  Request wanted;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(expected, &wanted));
  google::protobuf::util::MessageDifferencer differencer;
  std::string difference;
  differencer.ReportDifferencesToString(&difference);
  EXPECT_TRUE(differencer.Compare(wanted, request)) << difference;
}

TEST(NamesTest, ShortNamesStandForFullOnes) {
  const std::vector<std::string> event = {"events/{event}"};
  const std::vector<std::string> delegation = {"events/{event}/delegations/{delegation}"};
  const std::vector<std::string> either = {event[0], delegation[0]};
  const std::vector<std::string> activity = {"events/{event}/sessions/{session}",
                                             "events/{event}/meetings/{meeting}"};
  const std::vector<std::string> partition = {event[0], "directory", "-"};
  struct Case {
    std::string text;
    std::vector<std::string> patterns;
    std::string event;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"tibo-2023", event, "", "events/tibo-2023"},
      {"events/tibo-2023", event, "", "events/tibo-2023"},
      {"tibo-2023/kursk", delegation, "", "events/tibo-2023/delegations/kursk"},
      {"kursk", delegation, "events/tibo-2023", "events/tibo-2023/delegations/kursk"},
      {"cipr/kursk", delegation, "events/tibo-2023", "events/cipr/delegations/kursk"},
      {"kursk", either, "events/tibo-2023", "events/tibo-2023/delegations/kursk"},
      {"tibo-2023", either, "", "events/tibo-2023"},
      {"directory", partition, "events/tibo-2023", "directory"},
      {"-", partition, "", "-"},
      {"kursk", delegation, "", "kursk"},
      {"", delegation, "events/tibo-2023", ""},
      {"opening", activity, "events/tibo-2023", "events/tibo-2023/sessions/opening"},
      {"meetings/m1", activity, "events/tibo-2023", "events/tibo-2023/meetings/m1"},
      {"tibo-2023", {"events/{event}/schedule"}, "", "events/tibo-2023/schedule"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(ExpandName(c.text, c.patterns, c.event), c.expected) << c.text << " in " << c.event;
  }
}

TEST(FlagsTest, AVerbIsSentWithShortNamesAndReason) {
  ExpectRequest<v1::ConfirmParticipantRequest>({{"p1", "--event", "tibo-2023", "--reason", "late",
                                                 "--when-full", "use-overflow", "--dry-run"}},
                                               R"pb(name: "events/tibo-2023/participants/p1"
                                                    reason: "late"
                                                    when_full: USE_OVERFLOW
                                                    validate_only: true)pb");
}

TEST(FlagsTest, TheEventOfTheEnvironmentServesWhereNoneIsGiven) {
  ExpectRequest<v1::SubmitDelegationRequest>({{"kursk"}, "", "tibo-2023"},
                                             R"pb(name: "events/tibo-2023/delegations/kursk")pb");
}

TEST(FlagsTest, AnEventIsCreatedFromFlags) {
  ExpectRequest<v1::CreateEventRequest>(
      {{"tibo-2023",    "--kind",        "forum",          "--role",   "hosted",
        "--time-zone",  "Europe/Moscow", "--display-name", "en=TIBO",  "--display-name",
        "zh@BY=明斯克", "--start",       "2023-04-18",     "--end",    "2023-04-21T15:00:00Z",
        "--host",       "mincom",        "--waiting-list", "--window", "nomination=2023-01-16/"}},
      R"pb(event_id: "tibo-2023"
           event {
             kind: FORUM
             role: HOSTED
             time_zone: "Europe/Moscow"
             display_names { language: "en" text: "TIBO" }
             display_names { language: "zh" side: "BY" text: "明斯克" }
             interval {
               start_time { seconds: 1681765200 }
               end_time { seconds: 1682089200 }
             }
             host: "organizations/mincom"
             waiting_list: true
             windows {
               step: NOMINATION
               interval { start_time { seconds: 1673816400 } }
             }
           })pb");
}

TEST(FlagsTest, JsonGivesTheWholeResourceAndFlagsAddToIt) {
  ExpectRequest<v1::CreatePersonRequest>(
      {{"--file", "-", "--name", "ru=Примерова, Анна", "--organization", "mincom"},
       R"({"names": [{"language": "en", "family_name": "Old"}], "work_email": "a@b.example"})"},
      R"pb(person {
             names { language: "ru" family_name: "Примерова" given_name: "Анна" }
             organization: "organizations/mincom"
             work_email: "a@b.example"
           })pb");
}

TEST(FlagsTest, AnUpdateChangesWhatIsGivenAndNothingElse) {
  ExpectRequest<v1::UpdateParticipantRequest>(
      {{"p1", "--event", "tibo-2023", "--no-listing-consent", "--precedence", "0", "--json",
        R"({"stay": {"hotel": "Primer"}})"}},
      R"pb(participant {
             name: "events/tibo-2023/participants/p1"
             stay { hotel: "Primer" }
           }
           update_mask { paths: "listing_consent" paths: "precedence" paths: "stay" })pb");
}

TEST(FlagsTest, OneRegistrationBecomesABatchOfOne) {
  Line line{{"--event", "tibo-2023", "--delegation", "kursk", "--category", "delegate", "--name",
             "en=Exampleson,Ann", "--title", "Adviser", "--confirm"}};
  line.options.is_one_registration = true;
  ExpectRequest<v1::BatchChangeParticipantsRequest>(
      line,
      R"pb(parent: "events/tibo-2023"
           changes {
             register {
               participant {
                 delegation: "events/tibo-2023/delegations/kursk"
                 category: "events/tibo-2023/categories/delegate"
                 titles { language: "en" text: "Adviser" }
               }
               new_person { names { language: "en" family_name: "Exampleson" given_name: "Ann" } }
               confirm: true
             }
           })pb");
}

TEST(FlagsTest, ADelegationIsRegisteredWithRowsFromStandardInput) {
  ExpectRequest<v1::RegisterDelegationRequest>(
      {{"kursk", "--event", "tibo-2023", "--organization", "kursk", "--quota", "delegate=10",
        "--rows", "-", "--mode", "row-by-row"},
       "{\"participant\": {\"person\": \"people/p1\", \"category\": \"delegate\"}}\n\n"
       "{\"new_person\": {\"country_code\": \"RU\"}, \"confirm\": true}\n"},
      R"pb(parent: "events/tibo-2023"
           delegation_id: "kursk"
           delegation { organization: "organizations/kursk" }
           quotas { category: "events/tibo-2023/categories/delegate" limit: 10 }
           mode: ROW_BY_ROW
           participants {
             participant { person: "people/p1" category: "events/tibo-2023/categories/delegate" }
           }
           participants {
             new_person { country_code: "RU" }
             confirm: true
           })pb");
}

TEST(FlagsTest, FilterFlagsAreJoinedToTheFilter) {
  Line line{{"--event", "tibo-2023", "--delegation", "kursk", "--state", "confirmed", "--filter",
             "precedence < 5 OR listed"}};
  line.options.filters = {"delegation", "category", "state"};
  ExpectRequest<v1::ListParticipantsRequest>(
      line,
      R"pb(parent: "events/tibo-2023"
           filter: "delegation = \"events/tibo-2023/delegations/kursk\" AND state = CONFIRMED AND (precedence < 5 OR listed)")pb");
}

TEST(FlagsTest, AListWithoutAnEventIsOverAllEvents) {
  ExpectRequest<v1::ListParticipantsRequest>({{}}, R"pb(parent: "events/-")pb");
  ExpectRequest<v1::ListProjectsRequest>({{}}, "");
  ExpectRequest<v1::VerifyChainRequest>({{}}, R"pb(parent: "-")pb");
}

TEST(FlagsTest, WhatWasNotGivenIsNotSent) {
  ExpectRequest<v1::SubstituteParticipantRequest>({{"tibo-2023/p1", "--substitute", "p2"}},
                                                  R"pb(name: "events/tibo-2023/participants/p1"
                                                       substitute: "people/p2")pb");
}

TEST(FlagsTest, AValueThatCannotBeReadNamesItsFlagAndWhatWasExpected) {
  struct Case {
    std::vector<std::string> arguments;
    std::string flag;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {{"x", "--kind", "feast"}, "--kind", "forum|conference"},
      {{"x", "--start", "tomorrow"}, "--start", "2023-04-18"},
      {{"x", "--window", "nomination=2023-01-01"}, "--window", "STEP=[START]/[END]"},
      {{"x", "--json", "{"}, "", "JSON of the type Event"},
      {{"x", "--file", "/nowhere.json"}, "", "/nowhere.json"},
  };
  for (const Case& c : cases) {
    v1::CreateEventRequest request;
    const absl::Status status = Fill(request, {c.arguments});
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), HasSubstr(c.flag));
    EXPECT_THAT(std::string(status.message()), HasSubstr(c.expected));
  }
}

TEST(FlagsTest, ARowThatCannotBeReadNamesItsLine) {
  v1::BatchChangeParticipantsRequest request;
  const absl::Status status = Fill(
      request, {{"--event", "tibo-2023", "--rows", "-"}, "{\"confirm\": {}}\n{\"dance\": {}}\n"});
  EXPECT_THAT(std::string(status.message()), HasSubstr("-:2: "));
}

TEST(FlagsTest, ASessionIsCreatedFromFlagsWithItsPeopleAndItsInterpretation) {
  ExpectRequest<v1::CreateSessionRequest>(
      {{"opening",
        "--event",
        "tibo-2023",
        "--day",
        "2023-04-18",
        "--start",
        "10:00",
        "--end",
        "11:30",
        "--title",
        "ru=Открытие",
        "--asset",
        "hall-a",
        "--asset",
        "headsets=40",
        "--attendee",
        "p1:speaker",
        "--attendee",
        "people/x:optional",
        "--spoken",
        "ru",
        "--interpretation",
        "simultaneous",
        "--between",
        "ru",
        "--between",
        "zh",
        "--interpreter",
        "ru-zh",
        "--carrier",
        "Example Air",
        "--abstract",
        "en=Long"}},
      R"pb(parent: "events/tibo-2023"
           session_id: "opening"
           session {
             titles { language: "ru" text: "Открытие" }
             abstracts { language: "en" text: "Long" }
             interval {
               start_time { seconds: 1681801200 }
               end_time { seconds: 1681806600 }
             }
             assets { asset: "assets/hall-a" }
             assets { asset: "assets/headsets" units: 40 }
             attendees { who: "events/tibo-2023/participants/p1" role: SPEAKER }
             attendees { who: "people/x" optional: true }
             languages: "ru"
             interpretation {
               mode: SIMULTANEOUS
               languages: "ru"
               languages: "zh"
               interpreters: "assets/ru-zh"
             }
             journey { carrier: "Example Air" }
           })pb");
}

TEST(FlagsTest, APartOfASessionIsUpdatedByItself) {
  ExpectRequest<v1::UpdateSessionRequest>(
      {{"opening", "--interpreter", "ru-zh", "--end", "2023-04-18 11:30"}, "", "tibo-2023"},
      R"pb(session {
             name: "events/tibo-2023/sessions/opening"
             interval { end_time { seconds: 1681806600 } }
             interpretation { interpreters: "assets/ru-zh" }
           }
           update_mask { paths: "interpretation.interpreters" paths: "interval" })pb");
}

TEST(FlagsTest, ThereIsOneScheduleInAnEventSoItNeedsNoName) {
  const std::string expected = R"pb(name: "events/tibo-2023/schedule")pb";
  ExpectRequest<v1::GetScheduleSettingsRequest>({{"tibo-2023"}}, expected);
  ExpectRequest<v1::GetScheduleSettingsRequest>({{}, "", "tibo-2023"}, expected);
  ExpectRequest<v1::UpdateScheduleSettingsRequest>(
      {{"--event", "tibo-2023", "--mode", "versioned"}},
      R"pb(settings { name: "events/tibo-2023/schedule" mode: VERSIONED }
           update_mask { paths: "mode" })pb");
}

TEST(FlagsTest, MovesNameTimeAndRoom) {
  Line line{{"opening=10:00", "meetings/m1=/11:00@hall-b", "--event", "tibo-2023", "--day",
             "2023-04-18"}};
  line.options.arguments = {"moves"};
  ExpectRequest<v1::MoveActivitiesRequest>(line, R"pb(
    parent: "events/tibo-2023"
    moves {
      activity: "events/tibo-2023/sessions/opening"
      start_time { seconds: 1681801200 }
    }
    moves {
      activity: "events/tibo-2023/meetings/m1"
      end_time { seconds: 1681804800 }
      room: "assets/hall-b"
    })pb");
}

TEST(FlagsTest, ATimeIsLookedForWithWishes) {
  ExpectRequest<v1::SuggestTimesRequest>(
      {{"--event", "tibo-2023", "--duration", "45", "--wish", "room:12:projector", "--wish",
        "interpreter:ru:zh", "--attendee", "p1"}},
      R"pb(parent: "events/tibo-2023"
           find {
             duration { seconds: 2700 }
             wishes { kind: ROOM seats: 12 attributes: "projector" }
             wishes { kind: INTERPRETER languages: "ru" languages: "zh" }
           }
           attendees { who: "events/tibo-2023/participants/p1" })pb");
}

TEST(FlagsTest, WhatCannotBeReadInAScheduleNamesItsForm) {
  struct Case {
    std::vector<std::string> arguments;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {{"x", "--asset", "hall=many"}, "ASSET[=UNITS]"},
      {{"x", "--attendee", "p1:dancer"}, "speaker|moderator"},
      {{"x", "--start", "10:00"}, "2023-04-18 09:00"},
      {{"x", "--day", "today", "--start", "10:00"}, "--day"},
  };
  for (const Case& c : cases) {
    v1::CreateSessionRequest request;
    const absl::Status status = Fill(request, {c.arguments});
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), HasSubstr(c.expected));
  }
}

}  // namespace
}  // namespace plenary::cli
