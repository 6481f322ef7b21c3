// The rules of negotiations: where states lead, what a resource must be like, who may classify.
#include "services/negotiations/rules.h"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"

namespace plenary::negotiations {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using N = v1::Negotiation;
using T = v1::Topic;

TEST(NegotiationRules, EveryStateOfANegotiationAllowsTheVerbsThatTheManualNames) {
  using Verb = NegotiationVerb;
  const std::map<std::pair<N::State, Verb>, N::State> manual = {
      {{N::OPEN, Verb::kSuspend}, N::SUSPENDED}, {{N::SUSPENDED, Verb::kResume}, N::OPEN},
      {{N::OPEN, Verb::kClose}, N::CLOSED},      {{N::SUSPENDED, Verb::kClose}, N::CLOSED},
      {{N::CLOSED, Verb::kReopen}, N::OPEN},
  };
  for (const N::State state : {N::OPEN, N::SUSPENDED, N::CLOSED}) {
    for (const Verb verb : {Verb::kSuspend, Verb::kResume, Verb::kClose, Verb::kReopen}) {
      const auto found = manual.find({state, verb});
      const auto expected =
          found == manual.end() ? absl::nullopt : absl::optional<N::State>(found->second);
      EXPECT_EQ(StateAfter(state, verb), expected)
          << N::State_Name(state) << " verb " << static_cast<int>(verb);
    }
  }
}

TEST(NegotiationRules, EveryStateOfATopicAllowsTheVerbsThatTheManualNames) {
  using Verb = TopicVerb;
  const std::map<std::pair<T::State, Verb>, T::State> manual = {
      {{T::OPEN, Verb::kAgree}, T::AGREED},
      {{T::OPEN, Verb::kDrop}, T::DROPPED},
      {{T::AGREED, Verb::kReopen}, T::OPEN},
      {{T::DROPPED, Verb::kReopen}, T::OPEN},
  };
  for (const T::State state : {T::OPEN, T::AGREED, T::DROPPED}) {
    for (const Verb verb : {Verb::kAgree, Verb::kDrop, Verb::kReopen}) {
      const auto found = manual.find({state, verb});
      const auto expected =
          found == manual.end() ? absl::nullopt : absl::optional<T::State>(found->second);
      EXPECT_EQ(StateAfter(state, verb), expected)
          << T::State_Name(state) << " verb " << static_cast<int>(verb);
    }
  }
}

TEST(NegotiationRules, ADayIsWrittenAsTheStandardHasIt) {
  for (const char* day : {"2023-08-24", "2024-02-29", "1999-12-31"})
    EXPECT_TRUE(IsDate(day)) << day;
  for (const char* other : {"", "24.08.2023", "2023-8-24", "2023-02-29", "2023-08-24T10:00", "2023",
                            " 2023-08-24", "2023-08-24 ", "0000-01-01", "-001-01-01"}) {
    EXPECT_FALSE(IsDate(other)) << other;
  }
}

TEST(NegotiationRules, ATimeOfDayHasHoursAndMinutes) {
  for (const char* time : {"00:00", "09:05", "14:30", "23:59"})
    EXPECT_TRUE(IsTimeOfDay(time)) << time;
  for (const char* other : {"", "24:00", "14:60", "9:05", "14-30", "14:3", "ab:cd", "14:300"}) {
    EXPECT_FALSE(IsTimeOfDay(other)) << other;
  }
}

// The fields that a check complains of.
template <class Resource>
std::vector<std::string> Bad(void (*check)(const Resource&, absl::string_view, base::FieldErrors&),
                             const std::string& text) {
  base::FieldErrors errors;
  check(Parse<Resource>(text), "it", errors);
  return BadFields(errors.ToStatus());
}

TEST(NegotiationRules, ABodyHasTwoSidesEachOnceAndOfficialsForTheCounterparts) {
  const std::string sides =
      "sides { organization: 'organizations/a' } sides { organization: 'organizations/b' } ";
  EXPECT_THAT(Bad(CheckBody, sides + "officials { person: 'people/x' since_date: '2023-01-10' "
                                     "organization: 'organizations/b' }"),
              IsEmpty());
  EXPECT_THAT(Bad(CheckBody, "sides { organization: 'organizations/a' }"), ElementsAre("it.sides"));
  EXPECT_THAT(Bad(CheckBody, sides + "sides { organization: 'organizations/a' }"),
              ElementsAre("it.sides[2].organization"));
  EXPECT_THAT(Bad(CheckBody, sides + "officials { person: 'people/x' since_date: 'long ago' "
                                     "organization: 'organizations/c' }"),
              ElementsAre("it.officials[0].since_date", "it.officials[0].organization"));
  EXPECT_THAT(Bad(CheckBody, sides + "founding_document { date: '10.01.2023' }"),
              ElementsAre("it.founding_document.date"));
  EXPECT_THAT(Bad(CheckBody, sides + "display_names { language: 'en' text: 'A' } "
                                     "display_names { language: 'EN' text: 'B' }"),
              ElementsAre("it.display_names[1]"));
}

TEST(NegotiationRules, ACoChairDoesNotLeaveBeforeBeginning) {
  const auto led = [](const std::string& dates) {
    return absl::StrCat("sides { organization: 'organizations/a' co_chairs { person: 'people/x' ",
                        dates, " } } sides { organization: 'organizations/b' }");
  };
  EXPECT_THAT(Bad(CheckBody, led("from_date: '2021-03-01' to_date: '2021-03-01'")), IsEmpty());
  EXPECT_THAT(Bad(CheckBody, led("to_date: '2021-03-01'")), IsEmpty());
  EXPECT_THAT(Bad(CheckBody, led("from_date: '2021-03-02' to_date: '2021-03-01'")),
              ElementsAre("it.sides[0].co_chairs[0].to_date"));
  EXPECT_THAT(Bad(CheckBody, led("from_date: '2021-3-2'")),
              ElementsAre("it.sides[0].co_chairs[0].from_date"));
}

TEST(NegotiationRules, NobodyNegotiatesWithThemselves) {
  EXPECT_THAT(Bad(CheckNegotiation, "counterpart: 'organizations/a'"), IsEmpty());
  EXPECT_THAT(
      Bad(CheckNegotiation, "counterpart: 'organizations/a' our_organization: 'organizations/a'"),
      ElementsAre("it.our_organization"));
}

TEST(NegotiationRules, ARoundIsAnEventOrAMeetingAndOfOneNegotiation) {
  const std::string name = "name: 'negotiations/a/rounds/one' ";
  EXPECT_THAT(Bad(CheckRound, name + "event: 'events/tibo' topics: 'negotiations/a/topics/edo'"),
              IsEmpty());
  EXPECT_THAT(Bad(CheckRound, name + "event: 'events/tibo' meeting: 'events/tibo/meetings/m'"),
              ElementsAre("it.meeting"));
  EXPECT_THAT(Bad(CheckRound, name + "interval { start_time { seconds: 1 } }"),
              ElementsAre("it.interval"));
  EXPECT_THAT(Bad(CheckRound, name + "topics: 'negotiations/a/topics/edo' "
                                     "topics: 'negotiations/b/topics/edo' "
                                     "topics: 'negotiations/a/topics/edo'"),
              ElementsAre("it.topics[1]", "it.topics[2]"));
}

TEST(NegotiationRules, EverybodyTakesPartOnceAndEachSideHasOneHead) {
  const std::string two =
      "name: 'negotiations/a/rounds/one' participants { person: 'people/a' side: OURS is_head: "
      "true } "
      "participants { person: 'people/b' side: THEIRS is_head: true } ";
  EXPECT_THAT(Bad(CheckRound, two), IsEmpty());
  EXPECT_THAT(
      Bad(CheckRound, two + "participants { person: 'people/a' side: THEIRS is_head: true }"),
      ElementsAre("it.participants[2].person", "it.participants[2].is_head"));
}

TEST(NegotiationRules, APositionHasOneTextInEachLanguage) {
  const std::string name = "name: 'negotiations/a/topics/t/positions/p' ";
  EXPECT_THAT(Bad(CheckPosition, name + "texts { language: 'ru' text: 'a' } "
                                        "texts { language: 'en' text: 'b' } "
                                        "round: 'negotiations/a/rounds/one'"),
              IsEmpty());
  EXPECT_THAT(Bad(CheckPosition, name + "texts { language: 'ru' text: 'a' } "
                                        "texts { language: 'RU' text: 'b' } "
                                        "round: 'negotiations/b/rounds/one' "
                                        "documents { date: 'yesterday' }"),
              ElementsAre("it.texts[1]", "it.round", "it.documents[0].date"));
}

TEST(NegotiationRules, AContactHasADayAndMayHaveATime) {
  const std::string name = "name: 'negotiations/a/contacts/c' ";
  EXPECT_THAT(Bad(CheckContact, name + "date: '2023-08-24' time_of_day: '14:30'"), IsEmpty());
  EXPECT_THAT(
      Bad(CheckContact, name + "date: '24.08.2023' time_of_day: 'noon' "
                               "basis { date: '1' } record { date: '2' } "
                               "round: 'negotiations/b/rounds/one'"),
      ElementsAre("it.date", "it.time_of_day", "it.basis.date", "it.record.date", "it.round"));
}

TEST(NegotiationRules, NobodyWritesAboveTheirClearance) {
  const base::Access official({{v1::NEGOTIATOR, ""}});
  const base::Access confidential =
      base::Access({{v1::NEGOTIATOR, ""}}).ClearedFor(v1::CONFIDENTIAL);
  EXPECT_THAT(CheckMayClassify(&official, v1::OFFICIAL), IsOk());
  EXPECT_THAT(CheckMayClassify(&confidential, v1::CONFIDENTIAL), IsOk());
  EXPECT_THAT(CheckMayClassify(nullptr, v1::SECRET), IsOk());
  const absl::Status refused = CheckMayClassify(&confidential, v1::SECRET);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_CLEARANCE_REQUIRED));
  EXPECT_EQ(base::MetadataOf(refused).at("classification"), "SECRET");
  EXPECT_THAT(CheckMayClassify(&official, v1::CONFIDENTIAL),
              RefusedFor(v1::ERROR_REASON_CLEARANCE_REQUIRED));
}

TEST(NegotiationRules, BodiesAreForWhoeverNegotiatesOrSeesEverything) {
  EXPECT_TRUE(SeesBodies(nullptr));
  const base::Access viewer({{v1::VIEWER, ""}});
  EXPECT_TRUE(SeesBodies(&viewer));
  const base::Access negotiator({{v1::NEGOTIATOR, "negotiations/kursk"}});
  EXPECT_TRUE(SeesBodies(&negotiator));
  const base::Access focal_point({{v1::REGISTRAR, "events/tibo/delegations/kursk"}});
  EXPECT_FALSE(SeesBodies(&focal_point));
  const base::Access manager({{v1::EVENT_MANAGER, "events/tibo"}});
  EXPECT_FALSE(SeesBodies(&manager));
}

}  // namespace
}  // namespace plenary::negotiations
