#include "services/base/check.h"

#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/longrunning/operations.pb.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/dynamic_message.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "google/type/date.pb.h"
#include "gtest/gtest.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"

namespace plenary::base {
namespace {

using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::TextFormat;
using google::protobuf::util::MessageDifferencer;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

template <class T>
T Parsed(const std::string& text) {
  T message;
  EXPECT_TRUE(TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

FieldMask Mask(const std::vector<std::string>& paths) {
  FieldMask mask;
  for (const std::string& path : paths) mask.add_paths(path);
  return mask;
}

// Every field error of `request`: path to description.
std::map<std::string, std::string> FaultsIn(const Message& request) {
  FieldErrors errors;
  CheckFields(request, errors);
  std::map<std::string, std::string> faults;
  const google::rpc::Status status = ToRpcStatus(errors.ToStatus());
  for (const google::protobuf::Any& detail : status.details()) {
    google::rpc::BadRequest bad_request;
    if (!detail.UnpackTo(&bad_request)) continue;
    for (const auto& violation : bad_request.field_violations()) {
      faults[violation.field()] = violation.description();
    }
  }
  return faults;
}

v1::CreateEventRequest ValidCreateEvent() {
  return Parsed<v1::CreateEventRequest>(R"pb(
    event {
      kind: FORUM
      role: HOSTED
      display_names { language: "en" text: "TIBO-2023" }
      time_zone: "Europe/Minsk"
      interval {
        start_time { seconds: 1681776000 }
        end_time { seconds: 1682121600 }
      }
    }
    event_id: "tibo-2023"
    request_id: "a6f0 ~"
  )pb");
}

TEST(CheckFields, ValidRequestHasNoFault) { EXPECT_THAT(FaultsIn(ValidCreateEvent()), IsEmpty()); }

TEST(CheckFields, EachFaultIsNamedWithItsPath) {
  const struct {
    const char* label;
    const char* change;  // merged into a valid request
    const char* field;
    const char* words;
  } kCases[] = {
      {"text over its limit's form", "event { time_zone: 'Europe/Atlantis' }", "event.time_zone",
       "Europe/Minsk"},
      {"path as a time zone", "event { time_zone: '../../etc/passwd' }", "event.time_zone", "IANA"},
      {"name of another form", "event { host: 'people/p1' }", "event.host",
       "must be a name like organizations/{organization}"},
      {"chosen id with a capital", "event_id: 'TIBO'", "event_id", "must be 1–63"},
      {"unknown enum value", "event { kind: 99 }", "event.kind", "FORUM, CONFERENCE"},
      {"unknown optional enum value", "event { seat_policy: 7 }", "event.seat_policy",
       "must be one of ON_CONFIRMATION"},
      {"lower-case country", "event { country_code: 'by' }", "event.country_code", "ISO 3166-1"},
      {"country that is none", "event { country_code: 'ZZ' }", "event.country_code", "ISO 3166-1"},
      {"region where a country is asked for", "event { country_code: 'BY-HM' }",
       "event.country_code", "ISO 3166-1"},
      {"region of no country", "event { venue { subdivision_code: 'QQ-KRS' } }",
       "event.venue.subdivision_code", "RU-KRS"},
      {"too long a region", "event { venue { subdivision_code: 'RU-KRSK' } }",
       "event.venue.subdivision_code", "RU-KRS"},
      {"language with an underscore", "event { display_names { language: 'zh_Hans' text: 'x' } }",
       "event.display_names[1].language", "BCP 47"},
      {"absent text in a list", "event { display_names { language: 'zh-Hans' } }",
       "event.display_names[1].text", "must be set"},
      {"fault deep inside", "event { venue { addresses { language: 'ru' } } }",
       "event.venue.addresses[0].text", "must be set"},
      {"interval that ends before it starts", "event { interval { end_time { seconds: 1 } } }",
       "event.interval", "must not end before it starts"},
      {"year 0", "event { interval { start_time { seconds: -62135596801 } } }",
       "event.interval.start_time", "years 1 to 9999"},
      {"year 10000", "event { interval { end_time { seconds: 253402300800 } } }",
       "event.interval.end_time", "years 1 to 9999"},
      {"nanos over a second", "event { interval { end_time { nanos: 1000000000 } } }",
       "event.interval.end_time", "nanos"},
      {"request id with a line break", "request_id: 'a\\n'", "request_id", "printable ASCII"},
      {"zero character", "event { website: 'a\\000b' }", "event.website", "zero character"},
  };
  for (const auto& c : kCases) {
    v1::CreateEventRequest request = ValidCreateEvent();
    request.MergeFrom(Parsed<v1::CreateEventRequest>(c.change));
    EXPECT_THAT(FaultsIn(request), ElementsAre(Pair(c.field, HasSubstr(c.words)))) << c.label;
  }
}

TEST(CheckFields, WhatIsRequiredAndAbsentIsNamedAllAtOnce) {
  v1::CreateEventRequest request;
  request.mutable_event();
  EXPECT_THAT(
      FaultsIn(request),
      ElementsAre(Pair("event.display_names", "must have at least one item"),
                  Pair("event.interval", "must be set"), Pair("event.kind", "must be set"),
                  Pair("event.role", "must be set"), Pair("event.time_zone", "must be set")));
  EXPECT_THAT(FaultsIn(v1::CreateEventRequest()), ElementsAre(Pair("event", "must be set")));
}

TEST(CheckFields, TextAndListOverTheirLimitSayBoth) {
  v1::GetEventRequest request;
  request.mutable_name()->resize(10'485'760, 'a');
  EXPECT_THAT(FaultsIn(request),
              ElementsAre(Pair("name", "is 10485760 bytes long; at most 4096 are allowed")));
  v1::BatchGetEventsRequest batch;
  for (int i = 0; i < 1001; ++i) batch.add_names("?");
  EXPECT_THAT(FaultsIn(batch),
              ElementsAre(Pair("names", "has 1001 items; at most 1000 are allowed")));
}

TEST(CheckFields, FiveHundredFaultsAreListedAndAllAreCounted) {
  v1::BatchGetEventsRequest batch;
  for (int i = 0; i < 600; ++i) batch.add_names("?");
  EXPECT_THAT(FaultsIn(batch), SizeIs(500));
  FieldErrors errors;
  CheckFields(batch, errors);
  EXPECT_THAT(std::string(errors.ToStatus().message()), HasSubstr("600"));
}

TEST(CheckFields, NumbersStayInTheirRange) {
  const struct {
    const char* label;
    const char* category;
    bool is_fine;
  } kCases[] = {
      {"zero", "precedence: 0", true},           {"least of optional", "limit: 0", true},
      {"greatest", "precedence: 1000000", true}, {"too great", "precedence: 1000001", false},
      {"negative", "limit: -1", false},
  };
  for (const auto& c : kCases) {
    auto request = Parsed<v1::CreateCategoryRequest>(
        R"pb(parent: "events/e"
             category { display_names { language: "en" text: "x" } })pb");
    request.mutable_category()->MergeFrom(Parsed<v1::Category>(c.category));
    EXPECT_EQ(FaultsIn(request).empty(), c.is_fine) << c.label;
  }
}

TEST(CheckFields, PageSizeMustNotBeNegative) {
  v1::ListEventsRequest request;
  request.set_page_size(-1);
  EXPECT_THAT(FaultsIn(request), ElementsAre(Pair("page_size", HasSubstr("negative"))));
  google::longrunning::ListOperationsRequest operations;
  operations.set_page_size(-1);
  EXPECT_THAT(FaultsIn(operations), ElementsAre(Pair("page_size", HasSubstr("negative"))));
}

TEST(CheckFields, NamesOfWhatIsCreatedAndOutputAreIgnored) {
  v1::CreateEventRequest request = ValidCreateEvent();
  request.mutable_event()->set_name("whatever");
  request.mutable_event()->mutable_create_time()->set_seconds(-1'000'000'000'000);
  request.mutable_event()->set_state_reason(std::string(10'000, 'a'));
  EXPECT_THAT(FaultsIn(request), IsEmpty());
}

TEST(CheckFields, WildcardStandsOnlyInParentsThatAllowIt) {
  v1::ListParticipantsRequest participants;
  participants.set_parent("events/-");
  EXPECT_THAT(FaultsIn(participants), IsEmpty());
  v1::ListCategoriesRequest categories;
  categories.set_parent("events/-");
  EXPECT_THAT(FaultsIn(categories), ElementsAre(Pair("parent", HasSubstr("events/{event}"))));
}

TEST(CheckFields, UpdateAsksOnlyForWhatItsMaskNames) {
  const struct {
    const char* label;
    const char* event;
    std::vector<std::string> mask;
    std::vector<std::string> faults;
  } kCases[] = {
      {"named and set", "name: 'events/e' time_zone: 'UTC'", {"time_zone"}, {}},
      {"named and absent", "name: 'events/e'", {"time_zone"}, {"event.time_zone"}},
      {"no name", "time_zone: 'UTC'", {"time_zone"}, {"event.name"}},
      {"not named, malformed",
       "name: 'events/e' country_code: '?'",
       {"website"},
       {"event.country_code"}},
      {"empty mask", "name: 'events/e' website: 'w'", {}, {}},
      {"empty mask, inside what is set",
       "name: 'events/e' display_names { language: 'ru' }",
       {},
       {"event.display_names[0].text"}},
      {"inside what is named",
       "name: 'events/e' display_names { language: 'ru' }",
       {"display_names"},
       {"event.display_names[0].text"}},
      {"inside what is not named",
       "name: 'events/e' display_names { language: 'ru' }",
       {"website"},
       {}},
      {"everything",
       "name: 'events/e' kind: FORUM role: HOSTED time_zone: 'UTC'",
       {"*"},
       {"event.display_names", "event.interval"}},
  };
  for (const auto& c : kCases) {
    v1::UpdateEventRequest request;
    *request.mutable_event() = Parsed<v1::Event>(c.event);
    *request.mutable_update_mask() = Mask(c.mask);
    std::vector<std::string> faults;
    for (const auto& [field, description] : FaultsIn(request)) faults.push_back(field);
    EXPECT_EQ(faults, c.faults) << c.label;
  }
  EXPECT_THAT(FaultsIn(v1::UpdateEventRequest()), ElementsAre(Pair("event", "must be set")));
}

TEST(CheckFields, RowWithANewPersonNeedsNoPersonYet) {
  auto request = Parsed<v1::RegisterDelegationRequest>(R"pb(
    parent: "events/e"
    delegation { name: "events/e/delegations/d" }
    participants {
      participant { category: "events/e/categories/c" }
      new_person { names { language: "en" family_name: "Byron" } }
    }
  )pb");
  EXPECT_THAT(FaultsIn(request), IsEmpty());
  request.mutable_participants(0)->mutable_participant()->clear_category();
  EXPECT_THAT(FaultsIn(request),
              ElementsAre(Pair("participants[0].participant.category", "must be set")));
}

// A type that exists only here: a recursive one with a date.
constexpr char kTypes[] = R"pb(
  name: "test/types.proto"
  package: "test"
  syntax: "proto3"
  dependency: "google/type/date.proto"
  message_type {
    name: "Node"
    field {
      name: "child"
      number: 1
      type: TYPE_MESSAGE
      type_name: ".test.Node"
      label: LABEL_OPTIONAL
    }
    field {
      name: "label"
      number: 2
      type: TYPE_STRING
      label: LABEL_OPTIONAL
      options {
        [plenary.v1.rules] { max_bytes: 3 }
      }
    }
    field {
      name: "count"
      number: 3
      type: TYPE_UINT64
      label: LABEL_REPEATED
      options {
        [plenary.v1.rules] { min: 1 max: 9 }
      }
    }
    field {
      name: "day"
      number: 4
      type: TYPE_MESSAGE
      type_name: ".google.type.Date"
      label: LABEL_OPTIONAL
    }
  }
)pb";

class RunTimeType : public testing::Test {
 protected:
  std::map<std::string, std::string> FaultsInNode(const std::string& text) {
    const google::protobuf::Descriptor* node = pool_.FindMessageTypeByName("test.Node");
    const std::unique_ptr<Message> message(factory_.GetPrototype(node)->New());
    EXPECT_TRUE(TextFormat::ParseFromString(text, message.get())) << text;
    return FaultsIn(*message);
  }

 private:
  void SetUp() override {
    ASSERT_NE(google::type::Date::descriptor(), nullptr);
    ASSERT_NE(pool_.BuildFile(Parsed<google::protobuf::FileDescriptorProto>(kTypes)), nullptr);
    factory_.SetDelegateToGeneratedFactory(true);
  }

  google::protobuf::DescriptorPool pool_{google::protobuf::DescriptorPool::generated_pool()};
  google::protobuf::DynamicMessageFactory factory_{&pool_};
};

TEST_F(RunTimeType, IsCheckedAsWell) {
  EXPECT_THAT(
      FaultsInNode("child { child { label: 'long' count: 5 count: 18446744073709551615 } }"),
      ElementsAre(Pair("child.child.count[1]", "must be from 1 to 9"),
                  Pair("child.child.label", HasSubstr("4 bytes long"))));
}

TEST_F(RunTimeType, DateIsADayOfTheCalendarOrAWholePartOfIt) {
  const struct {
    const char* label;
    const char* date;
    bool is_fine;
  } kCases[] = {
      {"a day", "year: 2023 month: 10 day: 3", true},
      {"a leap day", "year: 2024 month: 2 day: 29", true},
      {"no leap day", "year: 2023 month: 2 day: 29", false},
      {"a leap day of every year", "month: 2 day: 29", true},
      {"the 31st of April", "month: 4 day: 31", false},
      {"a year", "year: 2023", true},
      {"a month", "year: 2023 month: 10", true},
      {"month 13", "year: 2023 month: 13 day: 1", false},
      {"a month of no year", "month: 10", false},
      {"a day of no month", "year: 2023 day: 3", false},
      {"nothing", "", false},
      {"a negative year", "year: -1 month: 1 day: 1", false},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(FaultsInNode(absl::StrCat("day {", c.date, "}")).empty(), c.is_fine) << c.label;
  }
}

TEST(CheckFields, ThreadsMayCheckTheSameTypeForTheFirstTime) {
  constexpr int kThreads = 4;
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([] { EXPECT_THAT(FaultsIn(v1::CreateProjectRequest()), SizeIs(2)); });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(OutputOnly, IsClearedInsideListsToo) {
  auto request = Parsed<v1::CreateEventRequest>(R"pb(event {
                                                       name: "events/e"
                                                       state: DRAFT
                                                       etag: "r1"
                                                       create_time {}
                                                       website: "w"
                                                     })pb");
  ClearOutputOnly(request);
  EXPECT_TRUE(MessageDifferencer::Equals(
      request,
      Parsed<v1::CreateEventRequest>(R"pb(event { name: "events/e" etag: "r1" website: "w" })pb")));
}

TEST(ApplyMask, MaskSaysWhatIsCopied) {
  const struct {
    const char* label;
    std::vector<std::string> mask;
    const char* from;
    const char* onto;
    const char* result;
  } kCases[] = {
      {"a field", {"note"}, "note: 'b' precedence: 2", "note: 'a'", "note: 'b'"},
      {"an absent field", {"note"}, "", "note: 'a' precedence: 1", "precedence: 1"},
      {"a nested field",
       {"stay.hotel"},
       "stay { hotel: 'b' needs: 'x' }",
       "stay { hotel: 'a' needs: 'y' }",
       "stay { hotel: 'b' needs: 'y' }"},
      {"a deep field",
       {"stay.arrival.carrier"},
       "stay { arrival { carrier: 'b' number: '2' } }",
       "stay { arrival { carrier: 'a' number: '1' } }",
       "stay { arrival { carrier: 'b' number: '1' } }"},
      {"a message",
       {"stay"},
       "stay { hotel: 'b' }",
       "stay { hotel: 'a' needs: 'y' }",
       "stay { hotel: 'b' }"},
      {"an absent message", {"stay"}, "", "stay { hotel: 'a' }", ""},
      {"a list",
       {"titles"},
       "titles { text: 'b' }",
       "titles { text: 'a' } titles { text: 'c' }",
       "titles { text: 'b' }"},
      {"several",
       {"note", "precedence"},
       "note: 'b' precedence: 2",
       "waiting_rank: 7",
       "note: 'b' precedence: 2 waiting_rank: 7"},
      {"none: what is set",
       {},
       "note: 'b' stay { hotel: 'b' }",
       "note: 'a' precedence: 1 stay { needs: 'y' }",
       "note: 'b' precedence: 1 stay { hotel: 'b' }"},
      {"none: output and name are kept",
       {},
       "name: 'events/e/participants/b' note: 'b' display_name: 'b' state: ACCEPTED",
       "name: 'events/e/participants/a' display_name: 'a' state: DRAFT",
       "name: 'events/e/participants/a' display_name: 'a' state: DRAFT note: 'b'"},
      {"none: an immutable field as it is",
       {},
       "person: 'people/a' note: 'b'",
       "person: 'people/a'",
       "person: 'people/a' note: 'b'"},
      {"everything",
       {"*"},
       "note: 'b'",
       "name: 'events/e/participants/a' person: 'people/a' precedence: 1 state: DRAFT",
       "name: 'events/e/participants/a' person: 'people/a' note: 'b' state: DRAFT"},
  };
  for (const auto& c : kCases) {
    v1::Participant onto = Parsed<v1::Participant>(c.onto);
    const absl::Status status = ApplyMask(Mask(c.mask), Parsed<v1::Participant>(c.from), onto);
    EXPECT_TRUE(status.ok()) << c.label << ": " << status.ToString();
    EXPECT_TRUE(MessageDifferencer::Equals(onto, Parsed<v1::Participant>(c.result)))
        << c.label << ": " << onto.DebugString();
  }
}

TEST(ApplyMask, OutputInsideAReplacedMessageIsKept) {
  auto onto = Parsed<v1::CreateEventRequest>(R"pb(event { state: DRAFT website: "a" })pb");
  const auto from = Parsed<v1::CreateEventRequest>(R"pb(event { state: CLOSED host: "b" })pb");
  EXPECT_TRUE(ApplyMask(Mask({"event"}), from, onto).ok());
  EXPECT_TRUE(MessageDifferencer::Equals(
      onto, Parsed<v1::CreateEventRequest>(R"pb(event { state: DRAFT host: "b" })pb")))
      << onto.DebugString();
}

TEST(ApplyMask, MaskThatNobodyMayUseChangesNothing) {
  const struct {
    const char* label;
    std::vector<std::string> mask;
  } kCases[] = {
      {"an unknown field", {"nme"}},
      {"an unknown nested field", {"stay.htl"}},
      {"an empty path", {""}},
      {"a dot behind", {"stay."}},
      {"lowerCamelCase", {"waitingRank"}},
      {"a star among others", {"*", "note"}},
      {"through a list", {"titles.text"}},
      {"through a text", {"note.length"}},
      {"output only", {"state"}},
      {"inside output only", {"create_time.seconds"}},
      {"the name", {"name"}},
      {"immutable", {"person"}},
      {"one good and one bad", {"note", "person"}},
      {"immutable by an empty mask", {}},
      {"immutable by a star", {"*"}},
  };
  for (const auto& c : kCases) {
    const auto from = Parsed<v1::Participant>("person: 'people/b' note: 'b'");
    auto onto = Parsed<v1::Participant>("person: 'people/a' note: 'a'");
    const v1::Participant before = onto;
    EXPECT_EQ(ReasonOf(ApplyMask(Mask(c.mask), from, onto)), v1::ERROR_REASON_INVALID_FIELD_MASK)
        << c.label;
    EXPECT_TRUE(MessageDifferencer::Equals(onto, before)) << c.label;
  }
}

TEST(Project, ReadMaskSaysWhatIsKept) {
  constexpr char kWhole[] =
      "name: 'n' note: 'a' stay { hotel: 'h' needs: 'y' } titles { text: 't' }";
  const struct {
    const char* label;
    std::vector<std::string> mask;
    const char* kept;
  } kCases[] = {
      {"empty", {}, kWhole},
      {"everything", {"*"}, kWhole},
      {"fields", {"name", "titles"}, "name: 'n' titles { text: 't' }"},
      {"a nested field", {"stay.hotel"}, "stay { hotel: 'h' }"},
      {"a field that is not set", {"state"}, ""},
  };
  for (const auto& c : kCases) {
    auto participant = Parsed<v1::Participant>(kWhole);
    EXPECT_TRUE(Project(Mask(c.mask), participant).ok()) << c.label;
    EXPECT_TRUE(MessageDifferencer::Equals(participant, Parsed<v1::Participant>(c.kept)))
        << c.label << ": " << participant.DebugString();
  }
  v1::Participant none;
  EXPECT_EQ(ReasonOf(Project(Mask({"name", "nme"}), none)), v1::ERROR_REASON_INVALID_FIELD_MASK);
}

}  // namespace
}  // namespace plenary::base
