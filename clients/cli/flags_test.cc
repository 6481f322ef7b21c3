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
#include "plenary/v1/action_plans.pb.h"
#include "plenary/v1/audit.pb.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/indicators.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/protocols.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "plenary/v1/trips.pb.h"

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
  const std::vector<std::string> topic = {"negotiations/{negotiation}/topics/{topic}"};
  const std::vector<std::string> item = {
      "negotiations/{negotiation}/protocols/{protocol}/items/{item}"};
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
      {"documents", topic, "negotiations/kursk", "negotiations/kursk/topics/documents"},
      {"documents", topic, "events/tibo-2023", "documents"},
      {"m/1", item, "negotiations/kursk", "negotiations/kursk/protocols/m/items/1"},
      {"minsk/m/1", item, "negotiations/kursk", "negotiations/minsk/protocols/m/items/1"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(ExpandName(c.text, c.patterns, c.event), c.expected) << c.text << " in " << c.event;
  }
}

TEST(NamesTest, AFullNameIsShownAsItIsTyped) {
  EXPECT_EQ(ShortName("events/tibo-2023/delegations/kursk"), "kursk");
  EXPECT_EQ(ShortName("organizations/kursk"), "kursk");
  EXPECT_EQ(ShortName("negotiations/kursk/rounds/r1"), "kursk/r1");
  EXPECT_EQ(ShortName("negotiations/kursk/protocols/m/items/1"), "kursk/m/1");
  EXPECT_EQ(ShortName("controlSettings"), "controlSettings");
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

TEST(FlagsTest, ARoundIsCreatedFromFlagsThatSpeakOfItsNegotiation) {
  ExpectRequest<v1::CreateRoundRequest>(
      {{"kursk", "r1", "--event", "tibo-2023", "--topic", "documents", "--place", "ru=Минск",
        "--participant", "p1:theirs:head:there:Deputy Minister", "--participant", "p2:ours"}},
      R"pb(parent: "negotiations/kursk"
           round_id: "r1"
           round {
             event: "events/tibo-2023"
             topics: "negotiations/kursk/topics/documents"
             places { language: "ru" text: "Минск" }
             participants {
               person: "people/p1"
               side: THEIRS
               is_head: true
               was_there: true
               role: "Deputy Minister"
             }
             participants { person: "people/p2" side: OURS }
           })pb");
}

TEST(FlagsTest, AProtocolNamesItsSignatoriesAndTheirPowers) {
  ExpectRequest<v1::CreateProtocolRequest>(
      {{"kursk", "m", "--type", "memorandum", "--in", "ru", "--in", "zh", "--amends", "old",
        "--document", "order:12:3@2023-08-24", "--signatory", "ministry:p1:office:ru=Министр",
        "--signatory", "region:p2:full-powers:letter:7@2023-08-01"}},
      R"pb(parent: "negotiations/kursk"
           protocol_id: "m"
           protocol {
             type: MEMORANDUM
             languages: [ "ru", "zh" ]
             amends: "negotiations/kursk/protocols/old"
             document { kind: ORDER registration_number: "12:3" date: "2023-08-24" }
             signatories {
               side: "organizations/ministry"
               person: "people/p1"
               powers: OFFICE
               offices { language: "ru" text: "Министр" }
             }
             signatories {
               side: "organizations/region"
               person: "people/p2"
               powers: FULL_POWERS
               powers_document { kind: LETTER registration_number: "7" date: "2023-08-01" }
             }
           })pb");
}

TEST(FlagsTest, WhatASideUndertookFitsOnALine) {
  ExpectRequest<v1::CreateProtocolItemRequest>(
      {{"kursk/m", "--kind", "commitment", "--topic", "documents", "--commitment",
        "joint:ministry:region@2023-12-31", "--text", "ru=Подключить"}},
      R"pb(parent: "negotiations/kursk/protocols/m"
           protocol_item {
             kind: COMMITMENT
             topic: "negotiations/kursk/topics/documents"
             texts { language: "ru" text: "Подключить" }
             commitment {
               side: JOINT
               executors: [ "organizations/ministry", "organizations/region" ]
               due_date: "2023-12-31"
             }
           })pb");
}

TEST(FlagsTest, AnItemSaysWhoAndByWhen) {
  ExpectRequest<v1::CreateActionItemRequest>(
      {{"connect", "--title", "en=Connect", "--lead", "ministry:p1", "--co-executor", "park",
        "--co-executor", "people/p2", "--due", "quarter:2025-12-31:2023-01-01", "--planned-event",
        "forum:2:kursk@Kursk=events/forum"}},
      R"pb(action_item_id: "connect"
           action_item {
             titles { language: "en" text: "Connect" }
             lead { organization: "organizations/ministry" person: "people/p1" }
             co_executors { organization: "organizations/park" }
             co_executors { person: "people/p2" }
             due { periodic { period: QUARTER until: "2025-12-31" from: "2023-01-01" } }
             planned_event {
               kind: FORUM
               quarter: 2
               counterpart: "organizations/kursk"
               place: "Kursk"
               event: "events/forum"
             }
           })pb");
}

TEST(FlagsTest, AReportOfATripHasWhatWasAgreed) {
  ExpectRequest<v1::SubmitTripReportRequest>(
      {{"cipr", "--text", "en=Seen.", "--agreed-point", "theirs:kursk@2023-12-31=en=Send the list",
        "--agreed-point", "ours@continuous=Exchange experience"}},
      R"pb(name: "trips/cipr"
           report {
             texts { language: "en" text: "Seen." }
             agreed_points {
               side: THEIRS
               counterpart: "organizations/kursk"
               due_date: "2023-12-31"
               texts { language: "en" text: "Send the list" }
             }
             agreed_points {
               side: OURS
               is_continuous: true
               texts { language: "en" text: "Exchange experience" }
             }
           })pb");
}

TEST(FlagsTest, AnImportOfFiguresSaysWhatRowsDoNot) {
  ExpectRequest<v1::ImportFiguresRequest>(
      {{"export", "--column", "1=country", "--column", "3=value:2023-01/09", "--kind", "actual",
        "--source", "Belstat", "--status", "final", "--country", "RU"}},
      R"pb(parent: "indicators/export"
           columns { index: 1 field: COUNTRY }
           columns {
             index: 3
             field: VALUE
             period { kind: CUMULATIVE year: 2023 number: 9 }
           }
           defaults { kind: ACTUAL source: "Belstat" status: FINAL country: "RU" })pb");
}

TEST(FlagsTest, WhatHoldsOrNotIsFilteredByAFlagAlone) {
  FlagOptions options;
  options.filters = {"overdue", "executor", "state"};
  ExpectRequest<v1::ListActionItemsRequest>(
      {{"--overdue", "--executor", "organizations/park", "--state", "assigned"}, "", "", options},
      R"pb(filter: "overdue = true AND executor = \"organizations/park\" AND state = ASSIGNED")pb");
  FlagOptions of_year;
  of_year.filters = {"period.year"};
  ExpectRequest<v1::ListFiguresRequest>(
      {{"--year", "2023"}, "", "", of_year}, R"pb(parent: "indicators/-"
                                                  filter: "period.year = 2023")pb");
}

TEST(FlagsTest, WhatTheInstallationHasOneOfNeedsNoName) {
  ExpectRequest<v1::GetControlSettingsRequest>({{}}, R"pb(name: "controlSettings")pb");
  ExpectRequest<v1::UpdateControlSettingsRequest>(
      {{"--weekend-day", "7"}},
      R"pb(settings { name: "controlSettings" weekend_days: 7 }
           update_mask { paths: "weekend_days" })pb");
}

TEST(FlagsTest, WhatCannotBeReadOnTheWayToAFigureNamesItsForm) {
  struct Case {
    std::vector<std::string> arguments;
    std::string error;
  };
  for (const Case& c : std::vector<Case>{
           {{"connect", "--due", "weekly:2023-12-31"}, "--due: expected month|quarter"},
           {{"connect", "--lead", "a:b:c"}, "--lead: expected ORGANIZATION[:PERSON]"},
           {{"connect", "--planned-event", "forum"}, "--planned-event: expected KIND:QUARTER"}}) {
    v1::CreateActionItemRequest request;
    EXPECT_THAT(Fill(request, {c.arguments}).message(), HasSubstr(c.error));
  }
}

}  // namespace
}  // namespace plenary::cli
