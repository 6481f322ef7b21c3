// The rules of matchmaking: the states of a request, whose turn it is, the window, who may ask
// whom.
#include "services/matchmaking/rules.h"

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"

namespace plenary::matchmaking {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Request = v1::MeetingRequest;
using State = v1::MeetingRequest::State;

const absl::Time kNow = absl::FromUnixSeconds(1'690'000'000);
constexpr Actor kSecretariat = {true, true, true};
constexpr Actor kRequester = {false, true, false};
constexpr Actor kAsked = {false, false, true};

Request In(State state, absl::Duration expires_in = absl::Hours(1)) {
  auto request = Parse<Request>(
      absl::StrCat("name: 'events/tibo/meetingRequests/a' duration { seconds: 1800 } ",
                   "expire_time ", InText(kNow + expires_in)));
  request.set_state(state);
  return request;
}

TEST(RequestRules, EveryStateAllowsTheVerbsThatTheManualNames) {
  const std::map<std::pair<State, Verb>, std::pair<State, Turn>> manual = {
      {{Request::PENDING, Verb::kAccept}, {Request::ACCEPTED, Turn::kAsked}},
      {{Request::PENDING, Verb::kDecline}, {Request::DECLINED, Turn::kAsked}},
      {{Request::PENDING, Verb::kCounter}, {Request::COUNTERED, Turn::kAsked}},
      {{Request::PENDING, Verb::kCancel}, {Request::CANCELLED, Turn::kRequester}},
      {{Request::COUNTERED, Verb::kAccept}, {Request::ACCEPTED, Turn::kRequester}},
      {{Request::COUNTERED, Verb::kDecline}, {Request::DECLINED, Turn::kRequester}},
      {{Request::COUNTERED, Verb::kCounter}, {Request::PENDING, Turn::kRequester}},
      {{Request::COUNTERED, Verb::kCancel}, {Request::CANCELLED, Turn::kRequester}},
      {{Request::ACCEPTED, Verb::kDecline}, {Request::DECLINED, Turn::kAsked}},
      {{Request::ACCEPTED, Verb::kCancel}, {Request::CANCELLED, Turn::kRequester}},
  };
  for (int number = 1; number < Request::State_ARRAYSIZE; ++number) {
    const auto state = static_cast<State>(number);
    for (const Verb verb : {Verb::kAccept, Verb::kDecline, Verb::kCounter, Verb::kCancel}) {
      const std::string label =
          absl::StrCat(Request::State_Name(state), " verb ", static_cast<int>(verb));
      const auto step = StepFrom(state, verb);
      const auto expected = manual.find({state, verb});
      ASSERT_EQ(step.has_value(), expected != manual.end()) << label;
      if (!step.has_value()) continue;
      EXPECT_EQ(step->to, expected->second.first) << label;
      EXPECT_EQ(step->by, expected->second.second) << label;
    }
  }
}

TEST(RequestRules, OnlyWhoseTurnItIsAnswersAndTheSecretariatForEither) {
  EXPECT_THAT(CheckVerb(In(Request::PENDING), Verb::kAccept, kAsked, kNow), IsOk());
  EXPECT_THAT(CheckVerb(In(Request::PENDING), Verb::kAccept, kSecretariat, kNow), IsOk());
  EXPECT_THAT(CheckVerb(In(Request::PENDING), Verb::kAccept, kRequester, kNow),
              RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(CheckVerb(In(Request::COUNTERED), Verb::kAccept, kRequester, kNow), IsOk());
  EXPECT_THAT(CheckVerb(In(Request::COUNTERED), Verb::kAccept, kAsked, kNow),
              RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(CheckVerb(In(Request::PENDING), Verb::kCancel, kAsked, kNow),
              RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
}

TEST(RequestRules, AVerbInAnotherStateSaysWhichStatesItIsFor) {
  const absl::Status status =
      CheckVerb(In(Request::DECLINED), Verb::kAccept, kSecretariat, kNow).status();
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_EQ(base::MetadataOf(status)["state"], "DECLINED");
  EXPECT_EQ(base::MetadataOf(status)["allowed"], "PENDING,COUNTERED");
}

TEST(RequestRules, WhatNobodyAnsweredInTimeIsExpiredToTheMicrosecond) {
  for (const State state : {Request::PENDING, Request::COUNTERED}) {
    EXPECT_EQ(StateAt(In(state, absl::Microseconds(1)), kNow), state);
    EXPECT_EQ(StateAt(In(state, absl::ZeroDuration()), kNow), Request::EXPIRED);
  }
  EXPECT_EQ(StateAt(In(Request::ACCEPTED, -absl::Hours(1)), kNow), Request::ACCEPTED);
  EXPECT_THAT(
      CheckVerb(In(Request::PENDING, absl::ZeroDuration()), Verb::kCancel, kSecretariat, kNow),
      RefusedFor(v1::ERROR_REASON_MEETING_REQUEST_EXPIRED));
}

TEST(RequestRules, FieldsAreTheRequestersWhilePendingAndTheSecretariatsWhileOpen) {
  EXPECT_THAT(CheckMayUpdate(In(Request::PENDING), kRequester, kNow), IsOk());
  EXPECT_THAT(CheckMayUpdate(In(Request::ACCEPTED), kSecretariat, kNow), IsOk());
  EXPECT_THAT(CheckMayUpdate(In(Request::ACCEPTED), kRequester, kNow),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(CheckMayUpdate(In(Request::SCHEDULED), kSecretariat, kNow),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(CheckMayUpdate(In(Request::PENDING), kAsked, kNow),
              RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
}

TEST(RequestRules, TheWindowIsHalfOpenAndAnEndThatIsUnsetIsOpen) {
  struct Case {
    std::string label;
    std::string window;
    bool is_open;
  };
  const std::string now = InText(kNow);
  const std::string later = InText(kNow + absl::Microseconds(1));
  for (const Case& each :
       std::vector<Case>{{"none", "", false},
                         {"without ends", "window {}", true},
                         {"opens now", absl::StrCat("window { start_time ", now, " }"), true},
                         {"opens later", absl::StrCat("window { start_time ", later, " }"), false},
                         {"closes now", absl::StrCat("window { end_time ", now, " }"), false},
                         {"closes later", absl::StrCat("window { end_time ", later, " }"), true}}) {
    const auto settings = Parse<v1::MatchmakingSettings>(each.window);
    EXPECT_EQ(CheckWindow(settings, false, kNow).ok(), each.is_open) << each.label;
    EXPECT_THAT(CheckWindow(settings, true, kNow), IsOk()) << each.label;
  }
  const absl::Status closed = CheckWindow(
      Parse<v1::MatchmakingSettings>(absl::StrCat("window { end_time ", now, " }")), false, kNow);
  EXPECT_THAT(closed, RefusedFor(v1::ERROR_REASON_MEETING_REQUESTS_CLOSED));
  EXPECT_EQ(base::MetadataOf(closed).count("opens"), 0U);
  EXPECT_EQ(base::MetadataOf(closed).count("closes"), 1U);
}

TEST(RequestRules, ARequestSaysItselfWhatItLeavesToTheEvent) {
  Request request;
  FillIn(v1::MatchmakingSettings(), kNow, request);
  EXPECT_EQ(request.duration().seconds(), 30 * 60);
  EXPECT_EQ(request.preference(), 3);
  EXPECT_EQ(request.expire_time().seconds(), absl::ToUnixSeconds(kNow) + 7 * 24 * 3600);
  auto own = Parse<Request>("duration { seconds: 600 } preference: 1 expire_time { seconds: 9 }");
  FillIn(Parse<v1::MatchmakingSettings>("default_duration { seconds: 60 } "
                                        "default_expiry { seconds: 60 }"),
         kNow, own);
  EXPECT_EQ(own.duration().seconds(), 600);
  EXPECT_EQ(own.preference(), 1);
  EXPECT_EQ(own.expire_time().seconds(), 9);
}

TEST(RequestRules, WhatIsProposedLastIsAgreed) {
  auto request = In(Request::COUNTERED);
  request.MergeFrom(
      Parse<Request>("intervals { start_time { seconds: 1 } } "
                     "counter_intervals { start_time { seconds: 2 } } "
                     "counter_duration { seconds: 2700 }"));
  Agree(request);
  EXPECT_EQ(request.state(), Request::ACCEPTED);
  ASSERT_EQ(request.intervals_size(), 1);
  EXPECT_EQ(request.intervals(0).start_time().seconds(), 2);
  EXPECT_EQ(request.duration().seconds(), 2700);
}

TEST(RequestRules, WhoCountersACounterProposalTakesOverWhatItLeaves) {
  auto request = In(Request::COUNTERED);
  request.MergeFrom(
      Parse<Request>("counter_intervals { start_time { seconds: 2 } } "
                     "counter_duration { seconds: 2700 }"));
  Propose(Parse<v1::CounterMeetingRequestRequest>("duration { seconds: 1200 }"),
          v1::MatchmakingSettings(), kNow, request);
  EXPECT_EQ(request.state(), Request::PENDING);
  EXPECT_EQ(request.duration().seconds(), 1200);
  EXPECT_EQ(request.intervals(0).start_time().seconds(), 2);
  EXPECT_THAT(request.counter_intervals(), IsEmpty());
  EXPECT_FALSE(request.has_counter_duration());
  EXPECT_EQ(request.expire_time().seconds(), absl::ToUnixSeconds(kNow) + 7 * 24 * 3600);
}

TEST(RequestRules, EveryBadFieldOfARequestIsNamedAtOnce) {
  const auto event =
      Parse<v1::Event>(absl::StrCat("name: 'events/tibo' interval { start_time ", InText(kNow),
                                    " end_time ", InText(kNow + absl::Hours(24)), " }"));
  const auto request = Parse<Request>(
      absl::StrCat("from { party: 'organizations/mfa' head_must_attend: true people: 'people/a' "
                   "optional_people: 'people/a' } to { party: 'events/other/delegations/omsk' } "
                   "duration { seconds: 90 } expire_time ",
                   InText(kNow), " intervals { start_time ", InText(kNow), " end_time ",
                   InText(kNow + absl::Minutes(1)), " } intervals { start_time ", InText(kNow),
                   " } intervals { start_time { seconds: 1 } end_time { seconds: 9999 } } ",
                   "interpretation { mode: WHISPERED languages: 'ru' interpreters: 'assets/a' }"));
  base::FieldErrors errors;
  CheckRequest(request, event, kNow, true, "r", errors);
  EXPECT_THAT(BadFields(errors.ToStatus()),
              UnorderedElementsAre("r.from.head_must_attend", "r.from.optional_people[0]",
                                   "r.to.party", "r.duration", "r.intervals[0]", "r.intervals[1]",
                                   "r.intervals[2]", "r.interpretation.languages",
                                   "r.interpretation.interpreters", "r.expire_time"));
}

TEST(RequestRules, ACounterProposalMustFitWithWhatItLeaves) {
  const auto event =
      Parse<v1::Event>(absl::StrCat("name: 'events/tibo' interval { start_time ", InText(kNow),
                                    " end_time ", InText(kNow + absl::Hours(24)), " }"));
  auto request = In(Request::PENDING);
  *request.add_intervals() = Parse<google::type::Interval>(
      absl::StrCat("start_time ", InText(kNow), " end_time ", InText(kNow + absl::Minutes(40))));
  const auto check = [&](const std::string& counter) {
    base::FieldErrors errors;
    CheckCounter(Parse<v1::CounterMeetingRequestRequest>(counter), request, event, kNow, errors);
    return BadFields(errors.ToStatus());
  };
  EXPECT_THAT(check("duration { seconds: 2400 }"), IsEmpty());
  EXPECT_THAT(check("duration { seconds: 2460 }"), UnorderedElementsAre("duration"));
  EXPECT_THAT(check(""), UnorderedElementsAre("intervals"));
  EXPECT_THAT(
      check(absl::StrCat("intervals { start_time ", InText(kNow), " end_time ",
                         InText(kNow + absl::Minutes(29)), " } expire_time ", InText(kNow))),
      UnorderedElementsAre("intervals[0]", "expire_time"));
}

TEST(RequestRules, SettingsWithOddTimesOrCategoriesOfOthersAreRefused) {
  const auto settings = Parse<v1::MatchmakingSettings>(
      "name: 'events/tibo/matchmaking' default_duration { seconds: 0 } "
      "default_expiry { seconds: 59 } allowed_pairs { from { category: 'events/other/categories/a' "
      "} to { category: 'events/tibo/categories/a' } }");
  base::FieldErrors errors;
  CheckSettings(settings, "settings", errors);
  EXPECT_THAT(BadFields(errors.ToStatus()),
              UnorderedElementsAre("settings.default_duration", "settings.default_expiry",
                                   "settings.allowed_pairs[0].from.category"));
}

TEST(PairRules, WithoutRulesEverybodyAsksEverybody) {
  EXPECT_TRUE(MayAsk(v1::MatchmakingSettings(), Party(), Party()));
}

TEST(PairRules, ARuleIsFulfilledOnlyWithAllThatItNames) {
  const auto settings = Parse<v1::MatchmakingSettings>(
      "allowed_pairs { from { category: 'c/buyers' organization_type: COMPANY } "
      "to { direction: HOSTED } }");
  Party buyer;
  buyer.category = "c/buyers";
  buyer.type = v1::Organization::COMPANY;
  Party guest;
  guest.direction = v1::Delegation::HOSTED;
  EXPECT_TRUE(MayAsk(settings, buyer, guest));
  EXPECT_FALSE(MayAsk(settings, guest, buyer));
  buyer.type = v1::Organization::MEDIA;
  EXPECT_FALSE(MayAsk(settings, buyer, guest));
  const absl::Status refused = CheckMayAsk(settings, buyer, guest);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_MEETING_REQUEST_NOT_ALLOWED));
  EXPECT_EQ(base::MetadataOf(refused)["from"], "c/buyers");
}

TEST(PairRules, ADelegationIsOfEveryCategoryThatItsPeopleAreOf) {
  const auto settings = Parse<v1::MatchmakingSettings>("allowed_pairs { to { category: 'c/a' } }");
  Party delegation;
  delegation.categories = {"c/a", "c/b"};
  EXPECT_TRUE(SpeaksOfCategories(settings));
  EXPECT_TRUE(MayAsk(settings, Party(), delegation));
  EXPECT_FALSE(MayAsk(settings, delegation, Party()));
}

TEST(PairRules, TheLimitIsReachedAtTheNumberThatIsSet) {
  const auto settings = Parse<v1::MatchmakingSettings>("max_open_requests: 2");
  EXPECT_THAT(CheckLimit(settings, "p", 1), IsOk());
  EXPECT_THAT(CheckLimit(settings, "p", 2),
              RefusedFor(v1::ERROR_REASON_MEETING_REQUEST_LIMIT_REACHED));
  EXPECT_THAT(CheckLimit(v1::MatchmakingSettings(), "p", 49), IsOk());
  EXPECT_THAT(CheckLimit(v1::MatchmakingSettings(), "p", 50),
              RefusedFor(v1::ERROR_REASON_MEETING_REQUEST_LIMIT_REACHED));
}

}  // namespace
}  // namespace plenary::matchmaking
