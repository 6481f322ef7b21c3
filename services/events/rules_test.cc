#include "services/events/rules.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "gtest/gtest.h"
#include "tests/testing/protos.h"

namespace plenary::events {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::Parse;

using E = v1::Event;
using W = v1::RegistrationWindow;

E InState(E::State state) {
  E event = Parse<E>(
      "name: 'events/tibo-2023' time_zone: 'Europe/Minsk' "
      "display_names { language: 'en' text: 'TIBO-2023' } "
      "interval { start_time { seconds: 1000 } end_time { seconds: 2000 } }");
  event.set_state(state);
  return event;
}

W Window(W::Step step, const std::string& interval) {
  W window;
  window.set_step(step);
  *window.mutable_interval() = Parse<google::type::Interval>(interval);
  return window;
}

struct EventCase {
  std::string label;
  std::string extra;
  std::vector<std::string> bad;
};

class EventRules : public ::testing::TestWithParam<EventCase> {};

TEST_P(EventRules, NameEveryBadField) {
  E event = InState(E::DRAFT);
  event.MergeFrom(Parse<E>(GetParam().extra));
  base::FieldErrors errors;
  CheckEvent(event, "event", errors);
  EXPECT_EQ(BadFields(errors.ToStatus()), GetParam().bad);
}

INSTANTIATE_TEST_SUITE_P(
    Events, EventRules,
    ::testing::Values(
        EventCase{"WellFormed", "", {}},
        EventCase{"AsksOfEverybodyAndOfSome",
                  "custom_fields { id: 'size' type: CHOICE choices { id: 's' } choices { id: 'l' } "
                  "categories: 'events/tibo-2023/categories/press' } "
                  "custom_fields { id: 'diet' type: TEXT max_length: 100 }",
                  {}},
        EventCase{"AsksTwiceUnderOneId",
                  "custom_fields { id: 'diet' type: TEXT } custom_fields { id: 'diet' type: DATE }",
                  {"event.custom_fields[1].id"}},
        EventCase{"AsksWithOneNameTwice",
                  "custom_fields { id: 'diet' type: TEXT "
                  "display_names { language: 'en' text: 'a' } "
                  "display_names { language: 'EN' text: 'b' } }",
                  {"event.custom_fields[0].display_names[1]"}},
        EventCase{"LeavesNoChoice",
                  "custom_fields { id: 'size' type: CHOICE choices { id: 's' } }",
                  {"event.custom_fields[0].choices"}},
        EventCase{"HasTheSameChoiceTwice",
                  "custom_fields { id: 'size' type: CHOICE choices { id: 's' } choices { id: 's' "
                  "display_names { language: 'en' text: 'a' } "
                  "display_names { language: 'en' text: 'b' } } }",
                  {"event.custom_fields[0].choices[1].id",
                   "event.custom_fields[0].choices[1].display_names[1]"}},
        EventCase{"GivesToOneTypeWhatIsOfAnother",
                  "custom_fields { id: 'visa' type: YES_NO max_length: 3 choices { id: 'yes' } }",
                  {"event.custom_fields[0].choices", "event.custom_fields[0].max_length"}},
        EventCase{"AsksInACategoryOfAnotherEvent",
                  "custom_fields { id: 'diet' type: TEXT "
                  "categories: 'events/tibo-2023/categories/a' "
                  "categories: 'events/tibo/categories/a' }",
                  {"event.custom_fields[0].categories[1]"}},
        EventCase{"NameTwice",
                  "display_names { language: 'en' text: 'TIBO' }",
                  {"event.display_names[1]"}},
        EventCase{
            "EndsWhereItStarts", "interval { end_time { seconds: 1000 } }", {"event.interval"}},
        EventCase{
            "EndsBeforeItStarts", "interval { end_time { seconds: 999 } }", {"event.interval"}},
        EventCase{
            "TwoWindowsForOneStep",
            "windows { step: NOMINATION interval {} } windows { step: NOMINATION interval {} }",
            {"event.windows[1].step"}},
        EventCase{
            "WindowsForTwoSteps",
            "windows { step: NOMINATION interval {} } windows { step: PROMOTION interval {} }",
            {}},
        EventCase{"EmptyWindow",
                  "windows { step: NOMINATION interval { start_time { seconds: 5 } "
                  "                                      end_time { seconds: 5 } } }",
                  {"event.windows[0].interval"}},
        EventCase{"VenueInAnotherState",
                  "country_code: 'BY' venue { subdivision_code: 'RU-NIZ' }",
                  {"event.venue.subdivision_code"}}),
    [](const auto& row) { return row.param.label; });

TEST(EventRules, AskForNameStartAndEndAtOnce) {
  base::FieldErrors errors;
  CheckEvent(E(), "event", errors);
  EXPECT_EQ(BadFields(errors.ToStatus()),
            (std::vector<std::string>{"event.display_names", "event.interval.start_time",
                                      "event.interval.end_time"}));
}

struct CategoryCase {
  std::string label;
  std::string text;
  std::vector<std::string> bad;
};

class CategoryRules : public ::testing::TestWithParam<CategoryCase> {};

TEST_P(CategoryRules, NameEveryBadField) {
  v1::Category category = Parse<v1::Category>(GetParam().text);
  category.set_name("events/a/categories/press");
  base::FieldErrors errors;
  CheckCategory(category, "events/a", "category", errors);
  EXPECT_EQ(BadFields(errors.ToStatus()), GetParam().bad);
}

constexpr char kNamed[] = "display_names { language: 'en' text: 'Press' } ";

INSTANTIATE_TEST_SUITE_P(
    Categories, CategoryRules,
    ::testing::Values(CategoryCase{"NoName", "", {"category.display_names"}},
                      CategoryCase{"Color", absl::StrCat(kNamed, "badge_color: '#1a7F37'"), {}},
                      CategoryCase{"ColorWord",
                                   absl::StrCat(kNamed, "badge_color: 'green'"),
                                   {"category.badge_color"}},
                      CategoryCase{"ShortColor",
                                   absl::StrCat(kNamed, "badge_color: '#fff'"),
                                   {"category.badge_color"}},
                      CategoryCase{"OtherHexadecimal",
                                   absl::StrCat(kNamed, "badge_color: '#12345G'"),
                                   {"category.badge_color"}},
                      CategoryCase{"OverflowOfItself",
                                   absl::StrCat(kNamed, "overflow_of: 'events/a/categories/press'"),
                                   {"category.overflow_of"}},
                      CategoryCase{"OverflowInAnotherEvent",
                                   absl::StrCat(kNamed, "overflow_of: 'events/b/categories/press'"),
                                   {"category.overflow_of"}}),
    [](const auto& row) { return row.param.label; });

struct VerbCase {
  std::string label;
  Verb verb;
  std::vector<E::State> allowed;
  E::State after;
};

class EventVerbs : public ::testing::TestWithParam<VerbCase> {};

TEST_P(EventVerbs, ApplyInTheirStatesAndInNoOther) {
  for (int state = E::DRAFT; state <= E::CANCELLED; ++state) {
    const E event = InState(static_cast<E::State>(state));
    const auto& allowed = GetParam().allowed;
    const bool applies = std::find(allowed.begin(), allowed.end(), event.state()) != allowed.end();
    const absl::Status status = CheckVerb(event, GetParam().verb);
    EXPECT_EQ(status.ok(), applies) << E::State_Name(event.state());
    EXPECT_EQ(base::ReasonOf(status),
              applies ? v1::ERROR_REASON_UNSPECIFIED : v1::ERROR_REASON_WRONG_STATE);
  }
}

TEST_P(EventVerbs, LeadToTheirState) { EXPECT_EQ(StateAfter(GetParam().verb), GetParam().after); }

INSTANTIATE_TEST_SUITE_P(
    Verbs, EventVerbs,
    ::testing::Values(VerbCase{"Publish", Verb::kPublish, {E::DRAFT}, E::PUBLISHED},
                      VerbCase{"Start", Verb::kStart, {E::PUBLISHED}, E::RUNNING},
                      VerbCase{"Close", Verb::kClose, {E::RUNNING}, E::CLOSED},
                      VerbCase{"Archive", Verb::kArchive, {E::CLOSED, E::CANCELLED}, E::ARCHIVED},
                      VerbCase{"Postpone",
                               Verb::kPostpone,
                               {E::PUBLISHED, E::RUNNING, E::POSTPONED},
                               E::POSTPONED},
                      VerbCase{"Cancel",
                               Verb::kCancel,
                               {E::DRAFT, E::PUBLISHED, E::RUNNING, E::POSTPONED},
                               E::CANCELLED}),
    [](const auto& row) { return row.param.label; });

TEST(EventVerbs, ARefusalNamesTheStateAndThoseThatAreAllowed) {
  const base::Metadata metadata = base::MetadataOf(CheckVerb(InState(E::DRAFT), Verb::kPostpone));
  EXPECT_EQ(metadata.at("state"), "DRAFT");
  EXPECT_EQ(metadata.at("allowed"), "PUBLISHED,RUNNING,POSTPONED");
}

TEST(EventVerbs, OnlyADraftOrACancelledEventIsDeleted) {
  EXPECT_TRUE(CheckVerb(InState(E::DRAFT), Verb::kDelete).ok());
  EXPECT_TRUE(CheckVerb(InState(E::CANCELLED), Verb::kDelete).ok());
  EXPECT_FALSE(CheckVerb(InState(E::PUBLISHED), Verb::kDelete).ok());
}

TEST(EventVerbs, PostponingToAnIntervalPublishes) {
  EXPECT_EQ(StateAfter(Verb::kPostpone, true), E::PUBLISHED);
}

TEST(EventEdits, MoveTheIntervalOnlyBeforeTheEventRuns) {
  for (int state = E::DRAFT; state <= E::CANCELLED; ++state) {
    const E before = InState(static_cast<E::State>(state));
    E after = before;
    after.mutable_interval()->mutable_end_time()->set_seconds(3000);
    EXPECT_EQ(CheckEdit(before, after).ok(), state == E::DRAFT || state == E::PUBLISHED)
        << E::State_Name(before.state());
  }
}

TEST(EventEdits, ChangeNothingInAnArchivedEvent) {
  const E archived = InState(E::ARCHIVED);
  EXPECT_EQ(base::ReasonOf(CheckEdit(archived, archived)), v1::ERROR_REASON_WRONG_STATE);
  EXPECT_TRUE(CheckEdit(InState(E::CLOSED), InState(E::CLOSED)).ok());
}

constexpr char kFrom100To200[] = "start_time { seconds: 100 } end_time { seconds: 200 }";

TEST(Postponement, MovesEveryWindowByTheShiftOfTheStart) {
  E event = InState(E::PUBLISHED);
  *event.add_windows() = Window(W::NOMINATION, kFrom100To200);
  *event.add_windows() = Window(W::PROMOTION, "end_time { seconds: 150 nanos: 5 }");
  const auto interval =
      Parse<google::type::Interval>("start_time { seconds: 1500 } end_time { seconds: 9000 }");
  const E moved = MovedTo(event, interval);
  EXPECT_EQ(moved.interval().DebugString(), interval.DebugString());
  EXPECT_EQ(ShiftBetween(event, moved), absl::Seconds(500));
  EXPECT_EQ(moved.windows(0).interval().start_time().seconds(), 600);
  EXPECT_EQ(moved.windows(0).interval().end_time().seconds(), 700);
  EXPECT_FALSE(moved.windows(1).interval().has_start_time());
  EXPECT_EQ(moved.windows(1).interval().end_time().seconds(), 650);
  EXPECT_EQ(moved.windows(1).interval().end_time().nanos(), 5);
}

TEST(Postponement, KeepsTimesWithinWhatAMessageCanHold) {
  E event = InState(E::PUBLISHED);
  *event.add_windows() = Window(W::PROMOTION, "end_time { seconds: 253402300000 }");
  const E moved = MovedTo(event, Parse<google::type::Interval>("start_time { seconds: 90000000 } "
                                                               "end_time { seconds: 90000001 }"));
  EXPECT_EQ(moved.windows(0).interval().end_time().seconds(),
            google::protobuf::util::TimeUtil::kTimestampMaxSeconds);
}

TEST(Overflow, OfAnOverflowIsRefused) {
  const auto main =
      Parse<v1::Category>("name: 'events/a/categories/b' overflow_of: 'events/a/categories/c'");
  EXPECT_EQ(base::ReasonOf(CheckOverflow(v1::Category(), main)), v1::ERROR_REASON_INVALID_FIELDS);
}

TEST(Overflow, CarriesNoRightToSpeak) {
  const auto main = Parse<v1::Category>("name: 'events/a/categories/b' may_speak: true");
  const auto speaking = Parse<v1::Category>("may_speak: true");
  EXPECT_EQ(base::ReasonOf(CheckOverflow(speaking, main)), v1::ERROR_REASON_OVERFLOW_MAY_NOT_SPEAK);
  EXPECT_TRUE(CheckOverflow(v1::Category(), main).ok());
}

TEST(Limits, CoverWhatIsUsed) {
  const auto category = Parse<v1::Category>("name: 'events/a/categories/b' limit: 10");
  EXPECT_TRUE(CheckLimit(category, 10).ok());
  EXPECT_TRUE(CheckLimit(v1::Category(), 1000).ok());
  const absl::Status status = CheckLimit(category, 11);
  EXPECT_EQ(base::ReasonOf(status), v1::ERROR_REASON_QUOTA_BELOW_USE);
  EXPECT_EQ(base::MetadataOf(status).at("used"), "11");
  EXPECT_EQ(base::MetadataOf(status).at("limit"), "10");
}

TEST(LostAnswers, AreOfWhatGoesOrChangesItsType) {
  const E before = Parse<E>(
      "custom_fields { id: 'diet' type: TEXT } custom_fields { id: 'visa' type: YES_NO } "
      "custom_fields { id: 'size' type: CHOICE choices { id: 's' } choices { id: 'm' } "
      "choices { id: 'l' } } custom_fields { id: 'hat' type: TEXT }");
  const E after = Parse<E>(
      "custom_fields { id: 'size' type: CHOICE required: true choices { id: 'xl' } "
      "choices { id: 'm' } } custom_fields { id: 'visa' type: TEXT } "
      "custom_fields { id: 'diet' type: TEXT max_length: 5 }");
  std::vector<std::string> lost;
  for (const LostAnswer& each : LostAnswers(before, after)) {
    lost.push_back(absl::StrCat(each.custom_field, "=", each.choice));
  }
  EXPECT_EQ(lost, (std::vector<std::string>{"visa=", "size=s", "size=l", "hat="}));
  EXPECT_TRUE(LostAnswers(before, before).empty());
}

}  // namespace
}  // namespace plenary::events
