// QueryFreeBusy over every engine: what occupies whom, and who is told what.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/access.h"
#include "tests/testing/matchers.h"
#include "tests/testing/schedule.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::BadFields;
using ::plenary::testing::Clock;
using ::plenary::testing::Forum;
using ::plenary::testing::InterpretedByTheOne;
using ::plenary::testing::Interval;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::ScheduleForum;
using ::plenary::testing::TimeOf;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Schedule = ScheduleForum::Schedule;
using Busy = v1::QueryFreeBusyResponse::Busy;

// "10:00-11:00 events/tibo/sessions/a", with " hold", " closed" or " 30 units".
std::string InWords(const Busy& busy) {
  const auto time = [](const google::protobuf::Timestamp& at) {
    return absl::FormatTime("%H:%M", TimeOf(at), absl::FixedTimeZone(3 * 60 * 60));
  };
  std::string words =
      absl::StrCat(time(busy.interval().start_time()), "-", time(busy.interval().end_time()));
  if (!busy.activity().empty()) absl::StrAppend(&words, " ", busy.activity());
  if (busy.is_hold()) absl::StrAppend(&words, " hold");
  if (busy.is_unavailable()) absl::StrAppend(&words, " closed");
  if (busy.units() > 0) absl::StrAppend(&words, " ", busy.units(), " units");
  return words;
}

class FreeBusyTest : public testing::ScheduleTest {
 protected:
  absl::StatusOr<v1::QueryFreeBusyResponse> Ask(const std::vector<std::string>& subjects,
                                                absl::Time start = Clock(8),
                                                absl::Time end = Clock(20)) {
    auto request = testing::Parse<v1::QueryFreeBusyRequest>(Interval(start, end));
    for (const std::string& subject : subjects) request.add_subjects(subject);
    return forum_.Ask(&Schedule::QueryFreeBusy, request);
  }
  std::vector<std::string> BusyOf(const std::string& subject, absl::Time start = Clock(8),
                                  absl::Time end = Clock(20)) {
    const v1::QueryFreeBusyResponse response = Value(Ask({subject}, start, end));
    std::vector<std::string> words;
    for (const Busy& busy : response.subjects(0).busy()) words.push_back(InWords(busy));
    return words;
  }
  void ActAs(v1::Role role, const std::string& on) {
    access_ = std::make_unique<base::Access>(std::vector<base::Grant>{{role, on}});
    forum_.ActAs("users/anna", access_.get());
  }

  std::unique_ptr<base::Access> access_;
};
PLENARY_ON_EVERY_ENGINE(FreeBusyTest);

TEST_P(FreeBusyTest, AParticipantAndThePersonAreOccupiedByTheSame) {
  const std::string guest = forum_.Guest();
  const std::string later = forum_.Session(Clock(12), Clock(13), Attends(guest));
  const std::string talk = forum_.Session(Clock(10), Clock(11), Attends(guest));
  forum_.Session(Clock(15), Clock(16), Attends(guest, "optional: true"));
  forum_.Session(Clock(20), Clock(21), Attends(guest));
  const auto busy =
      ElementsAre(absl::StrCat("10:00-11:00 ", talk), absl::StrCat("12:00-13:00 ", later));
  EXPECT_THAT(BusyOf(guest), busy);
  EXPECT_THAT(BusyOf(forum_.Participant(guest).person()), busy);
}

TEST_P(FreeBusyTest, SubjectsAreAnsweredInTheOrderOfTheRequestEvenIfNamedTwice) {
  const std::string guest = forum_.Guest();
  forum_.Session(Clock(10), Clock(11), Attends(guest));
  const v1::QueryFreeBusyResponse response = Value(Ask({"assets/hall-a", guest, guest}));
  ASSERT_THAT(response.subjects(), SizeIs(3));
  EXPECT_EQ(response.subjects(0).subject(), "assets/hall-a");
  EXPECT_THAT(response.subjects(0).busy(), IsEmpty());
  EXPECT_THAT(response.subjects(1).busy(), SizeIs(1));
  EXPECT_THAT(response.subjects(2).busy(), SizeIs(1));
}

TEST_P(FreeBusyTest, WhatBeganBeforeTheIntervalAndReachesIntoItIsToldWhole) {
  const std::string guest = forum_.Guest();
  const std::string long_one = forum_.Session(Clock(9), Clock(12), Attends(guest));
  forum_.Session(Clock(8), Clock(9), Attends(guest));
  EXPECT_THAT(BusyOf(guest, Clock(10), Clock(11)),
              ElementsAre(absl::StrCat("09:00-12:00 ", long_one)));
  EXPECT_THAT(BusyOf(guest, Clock(12), Clock(13)), IsEmpty());
}

TEST_P(FreeBusyTest, ACombinedRoomIsOccupiedByWhatTakesAPartOfIt) {
  const std::string part = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string whole = forum_.Session(Clock(12), Clock(13), Uses("hall-ab"));
  EXPECT_THAT(BusyOf("assets/hall-ab"),
              ElementsAre(absl::StrCat("10:00-11:00 ", part), absl::StrCat("12:00-13:00 ", whole)));
  EXPECT_THAT(BusyOf("assets/hall-b"), ElementsAre(absl::StrCat("12:00-13:00 ", whole)));
}

TEST_P(FreeBusyTest, AnInterpreterIsOccupiedByWhatThePersonAttends) {
  const std::string talk = forum_.Session(Clock(10), Clock(11), InterpretedByTheOne());
  const std::string dinner =
      forum_.Session(Clock(18), Clock(19), Attends(forum_.interpreter_person()));
  EXPECT_THAT(BusyOf("assets/ru-zh"), ElementsAre(absl::StrCat("10:00-11:00 ", talk),
                                                  absl::StrCat("18:00-19:00 ", dinner)));
}

TEST_P(FreeBusyTest, ASharedAssetIsToldByUnits) {
  const std::string one = forum_.Session(Clock(10), Clock(12), Uses("headsets", "units: 30"));
  const std::string two = forum_.Session(Clock(11), Clock(12), Uses("headsets", "units: 5"));
  EXPECT_THAT(BusyOf("assets/headsets", Clock(11), Clock(12)),
              ElementsAre(absl::StrCat("10:00-12:00 ", one, " 30 units"),
                          absl::StrCat("11:00-12:00 ", two, " 5 units")));
  EXPECT_EQ(Value(Ask({"assets/headsets"})).subjects(0).capacity(), 40);
  EXPECT_EQ(Value(Ask({"assets/hall-a"})).subjects(0).capacity(), 0);
}

TEST_P(FreeBusyTest, BuffersAreOccupiedToo) {
  const std::string talk = forum_.Session(
      Clock(10), Clock(11), Uses("hall-a", "before { seconds: 1800 } after { seconds: 600 }"));
  EXPECT_THAT(BusyOf("assets/hall-a"), ElementsAre(absl::StrCat("09:30-11:10 ", talk)));
}

TEST_P(FreeBusyTest, AHoldIsToldAsOneUntilItExpires) {
  const absl::Time until = forum_.clock().Now() + absl::Hours(1);
  const std::string hold = forum_.HoldTime(Clock(10), Clock(11), until, Uses("hall-a"));
  EXPECT_THAT(BusyOf("assets/hall-a"), ElementsAre(absl::StrCat("10:00-11:00 ", hold, " hold")));
  forum_.clock().Set(until);
  EXPECT_THAT(BusyOf("assets/hall-a"), IsEmpty());
}

TEST_P(FreeBusyTest, ALongOccupationIsSeenBehindAHoldThatExpired) {
  const absl::Time until = forum_.clock().Now() + absl::Hours(1);
  forum_.HoldTime(Clock(10), Clock(11), until, Uses("hall-a"));
  forum_.clock().Set(until);
  const std::string long_one = forum_.Session(Clock(9), Clock(15), Uses("hall-a"));
  EXPECT_THAT(BusyOf("assets/hall-a", Clock(12), Clock(13)),
              ElementsAre(absl::StrCat("09:00-15:00 ", long_one)));
}

TEST_P(FreeBusyTest, HoursOutsideOfWhichAnAssetCannotBeHadAreToldWithinTheInterval) {
  forum_.ChangeAsset("table-1",
                     "availability { weekly { day: THURSDAY start { hours: 9 } "
                     "end { hours: 18 } } }");
  const std::string talk = forum_.Session(Clock(10), Clock(11), Uses("table-1"));
  EXPECT_THAT(
      BusyOf("assets/table-1"),
      ElementsAre("08:00-09:00 closed", absl::StrCat("10:00-11:00 ", talk), "18:00-20:00 closed"));
}

TEST_P(FreeBusyTest, WhoDoesNotSeeTheEventWholeIsToldThatSomebodyIsBusyButNotWithWhat) {
  const std::string kursk = forum_.Delegation("kursk");
  const std::string guest = forum_.Guest();
  const std::string talk = forum_.Session(Clock(10), Clock(11), Attends(guest));
  ActAs(v1::REGISTRAR, kursk);
  EXPECT_THAT(BusyOf(guest), ElementsAre("10:00-11:00"));
  ActAs(v1::VIEWER, "events/expo");
  EXPECT_THAT(BusyOf(guest), ElementsAre("10:00-11:00"));
  ActAs(v1::VIEWER, Forum::kEvent);
  EXPECT_THAT(BusyOf(guest), ElementsAre(absl::StrCat("10:00-11:00 ", talk)));
}

TEST_P(FreeBusyTest, AThousandSubjectsAreAnsweredAndOneMoreIsRefused) {
  std::vector<std::string> subjects(1000, "assets/hall-a");
  EXPECT_THAT(Value(Ask(subjects)).subjects(), SizeIs(1000));
  subjects.emplace_back("assets/hall-b");
  EXPECT_THAT(Ask(subjects), RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
}

TEST_P(FreeBusyTest, AnIntervalIsNotEmptyReversedOrLongerThanThirtyOneDays) {
  EXPECT_THAT(Ask({"assets/hall-a"}, Clock(10), Clock(10) + absl::Hours(31 * 24)), IsOk());
  for (const absl::Time end : {Clock(10), Clock(9), Clock(10, 1) + absl::Hours(31 * 24),
                               Clock(10) + absl::Hours(900000)}) {
    EXPECT_EQ(BadFields(Ask({"assets/hall-a"}, Clock(10), end).status()),
              std::vector<std::string>{"interval"});
  }
}

TEST_P(FreeBusyTest, WhoDoesNotExistIsNotFree) {
  EXPECT_THAT(Ask({"people/nobody"}), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Ask({"events/tibo/participants/nobody"}),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Ask({"assets/nothing"}), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace plenary::schedule
