// Meetings over every engine: parties and heads, own parts of the time, times that are found, what
// became of them, and who is told.
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/access.h"
#include "services/base/errors.h"
#include "tests/testing/matchers.h"
#include "tests/testing/race.h"
#include "tests/testing/schedule.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::BadFields;
using ::plenary::testing::Clock;
using ::plenary::testing::Forum;
using ::plenary::testing::Interval;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::ScheduleForum;
using ::plenary::testing::TimeOf;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Party = v1::Meeting::Party;
using Schedule = ScheduleForum::Schedule;

std::string Of(const std::string& delegation, const std::string& rest = "") {
  return absl::StrCat("parties { delegation: '", delegation, "' ", rest, " } ");
}

class MeetingsTest : public testing::ScheduleTest {
 protected:
  absl::StatusOr<v1::Meeting> Get(const std::string& name, const std::string& view = "") {
    return forum_.Ask(&Schedule::GetMeeting, Forum::Named(name, view));
  }
  // A meeting at a time to be found; `find` says more of it than that it takes an hour.
  absl::StatusOr<v1::Meeting> FindOne(const std::string& find, const std::string& rest = "",
                                      const std::string& more = "") {
    auto request = testing::Parse<v1::CreateMeetingRequest>(
        absl::StrCat("parent: '", Forum::kEvent, "'"), more);
    *request.mutable_meeting() = testing::Parse<v1::Meeting>(absl::StrCat(Of(kursk_), rest));
    *request.mutable_find() =
        testing::Parse<v1::FindTime>(absl::StrCat("duration { seconds: 3600 } ", find));
    return forum_.Do(&Schedule::CreateMeeting, request);
  }
  static std::string Window(absl::Time start, absl::Time end) {
    return absl::StrCat("window { start_time ", InText(start), " end_time ", InText(end), " } ");
  }
  absl::StatusOr<v1::Meeting> Record(const std::string& meeting, const std::string& outcomes) {
    return forum_.Do(&Schedule::RecordMeetingOutcome, Forum::Named(meeting, outcomes));
  }
  absl::StatusOr<v1::Meeting> Update(const std::string& meeting, const std::string& rest) {
    return forum_.Do(&Schedule::UpdateMeeting,
                     absl::StrCat("meeting { name: '", meeting, "' ", rest, " }"));
  }
  std::vector<std::string> Names() {
    const v1::ListMeetingsResponse page =
        Value(forum_.Ask(&Schedule::ListMeetings, absl::StrCat("parent: '", Forum::kEvent, "'")));
    std::vector<std::string> names;
    names.reserve(page.meetings_size());
    for (const v1::Meeting& meeting : page.meetings()) names.push_back(meeting.name());
    return names;
  }
  void ActAs(v1::Role role, const std::string& on) {
    access_ = std::make_unique<base::Access>(std::vector<base::Grant>{{role, on}});
    forum_.ActAs("users/anna", access_.get());
  }

  const std::string kursk_ = forum_.Delegation("kursk");
  std::unique_ptr<base::Access> access_;
};
PLENARY_ON_EVERY_ENGINE(MeetingsTest);

TEST_P(MeetingsTest, AMinisterLeavesADinnerEarlyAndIsFreeAfterwards) {
  const std::string minister = forum_.Guest(kursk_);
  const std::string dinner = forum_.Meeting(
      Clock(18), Clock(22),
      absl::StrCat(Of(kursk_), Attends(minister, absl::StrCat("interval { end_time ",
                                                              InText(Clock(20)), " }"))));
  EXPECT_THAT(forum_.CreateMeeting(Clock(19, 30), Clock(20, 30),
                                   absl::StrCat(Of(kursk_), Attends(minister))),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_THAT(
      forum_.CreateMeeting(Clock(20), Clock(21), absl::StrCat(Of(kursk_), Attends(minister))),
      IsOk());
  EXPECT_THAT(Update(dinner, Interval(Clock(17), Clock(21))), IsOk());
}

TEST_P(MeetingsTest, TheHeadWhoMustAttendIsAddedAndBooked) {
  const std::string head = forum_.Guest(kursk_);
  Value(forum_.SetHead(kursk_, head));
  const v1::Meeting meeting =
      Value(forum_.CreateMeeting(Clock(10), Clock(11), Of(kursk_, "head_must_attend: true")));
  ASSERT_THAT(meeting.attendees(), SizeIs(1));
  EXPECT_EQ(meeting.attendees(0).who(), head);
  EXPECT_FALSE(meeting.attendees(0).optional());
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Attends(head)),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(MeetingsTest, AMeetingThatTheHeadMustAttendNeedsOne) {
  const auto refused =
      forum_.CreateMeeting(Clock(10), Clock(11), Of(kursk_, "head_must_attend: true"));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_HEAD_MUST_ATTEND));
  EXPECT_EQ(base::MetadataOf(refused.status())["delegation"], kursk_);
}

TEST_P(MeetingsTest, WhatIsWrongWithAMeetingIsToldFieldByField) {
  const struct {
    const char* label;
    std::string meeting;
    std::vector<std::string> fields;
  } kCases[] = {
      {"no party", Interval(Clock(10), Clock(11)), {"meeting.parties"}},
      {"no time", Of(kursk_), {"meeting.interval"}},
      {"reversed", Of(kursk_) + Interval(Clock(11), Clock(10)), {"meeting.interval"}},
      {"a party twice",
       Of(kursk_) + Of(kursk_) + Interval(Clock(10), Clock(11)),
       {"meeting.parties[1]"}},
      {"a party of two",
       Of(kursk_, "organization: 'organizations/kursk'") + Interval(Clock(10), Clock(11)),
       {"meeting.parties[0]"}},
      {"a part outside",
       Of(kursk_) + Interval(Clock(10), Clock(11)) +
           Attends(forum_.Guest(), absl::StrCat("interval { end_time ", InText(Clock(12)), " }")),
       {"meeting.attendees[0].interval"}},
  };
  for (const auto& [label, meeting, fields] : kCases) {
    EXPECT_EQ(
        BadFields(forum_.Do(&Schedule::CreateMeeting, absl::StrCat("parent: '", Forum::kEvent,
                                                                   "' meeting { ", meeting, " }"))),
        fields)
        << label;
  }
}

TEST_P(MeetingsTest, TheBestTimeIsFoundWithRoomAndInterpreter) {
  const std::string guest = forum_.Guest(kursk_);
  forum_.Session(Clock(9), Clock(11), Attends(guest));
  const v1::Meeting meeting = Value(
      FindOne("wishes { kind: ROOM seats: 30 venue: 'venues/palace' } "
              "wishes { kind: INTERPRETER languages: 'ru' languages: 'zh' mode: CONSECUTIVE }",
              Attends(guest)));
  EXPECT_EQ(TimeOf(meeting.interval().start_time()), Clock(11));
  EXPECT_EQ(TimeOf(meeting.interval().end_time()), Clock(12));
  ASSERT_THAT(meeting.assets(), SizeIs(1));
  EXPECT_EQ(meeting.assets(0).asset(), "assets/hall-b");
  EXPECT_THAT(meeting.interpretation().interpreters(), ElementsAre("assets/ru-zh"));
  EXPECT_EQ(meeting.interpretation().mode(), v1::CONSECUTIVE);
  EXPECT_EQ(meeting.state(), v1::RELEASED);
  for (const std::string& taken :
       {Uses("hall-b"), Attends(guest), Attends(forum_.interpreter_person())}) {
    EXPECT_THAT(forum_.CreateSession(Clock(11), Clock(12), taken),
                RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  }
}

TEST_P(MeetingsTest, WhereNoTimeIsFoundTheConstraintsAreNamed) {
  const std::string guest = forum_.Guest(kursk_);
  forum_.Session(Clock(10), Clock(12), Attends(guest));
  const auto refused = FindOne(Window(Clock(10), Clock(12)), Attends(guest));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_NO_TIME_FOUND));
  EXPECT_EQ(base::MetadataOf(refused.status())["constraints"], absl::StrCat("window,", guest));
}

TEST_P(MeetingsTest, ATimeIsFoundAtWhichTheHeadIsFree) {
  const std::string head = forum_.Guest(kursk_);
  Value(forum_.SetHead(kursk_, head));
  forum_.Session(Clock(9), Clock(10, 30), Attends(head));
  auto request = testing::Parse<v1::CreateMeetingRequest>(
      absl::StrCat("parent: '", Forum::kEvent, "' meeting { ", Of(kursk_, "head_must_attend: true"),
                   " } find { duration { seconds: 3600 } }"));
  const v1::Meeting meeting = Value(forum_.Do(&Schedule::CreateMeeting, request));
  EXPECT_EQ(TimeOf(meeting.interval().start_time()), Clock(10, 30));
}

TEST_P(MeetingsTest, ATimeIsEitherGivenOrFound) {
  EXPECT_EQ(BadFields(FindOne(
                "", absl::StrCat(Interval(Clock(10), Clock(11)),
                                 Attends(forum_.Guest(), absl::StrCat("interval { end_time ",
                                                                      InText(Clock(11)), " }"))))),
            (std::vector<std::string>{"meeting.interval", "meeting.attendees[0].interval"}));
  EXPECT_EQ(BadFields(FindOne("grain_minutes: 15 window { }")),
            std::vector<std::string>{"find.window"});
}

TEST_P(MeetingsTest, ATimeThatIsHeldForItIsFree) {
  const absl::Time until = forum_.clock().Now() + absl::Hours(1);
  const std::string hold = forum_.HoldTime(Clock(10), Clock(11), until, Uses("table-1"));
  const std::string window = Window(Clock(10), Clock(11));
  EXPECT_THAT(FindOne(window, Uses("table-1")), RefusedFor(v1::ERROR_REASON_NO_TIME_FOUND));
  EXPECT_THAT(FindOne(window, Uses("table-1"), absl::StrCat("take_over: '", hold, "'")), IsOk());
  EXPECT_EQ(forum_.GetBooking(hold).state(), v1::Booking::GIVEN_BACK);
}

TEST_P(MeetingsTest, WhereEverybodyLooksForTheSameTableEachGetsATimeOfTheirOwn) {
  std::mutex mutex;
  std::set<absl::Time> starts;
  testing::Race(8, [&](int) {
    const absl::StatusOr<v1::Meeting> meeting = FindOne(Window(Clock(9), Clock(17)), "", "");
    const absl::StatusOr<v1::Meeting> at_table = FindOne(
        absl::StrCat(Window(Clock(9), Clock(17)), "wishes { kind: TABLE } grain_minutes: 60"));
    ASSERT_THAT(meeting, IsOk());
    ASSERT_THAT(at_table, IsOk());
    const std::lock_guard<std::mutex> lock(mutex);
    starts.insert(TimeOf(at_table->interval().start_time()));
  });
  EXPECT_THAT(starts, SizeIs(8));
  EXPECT_THAT(FindOne(absl::StrCat(Window(Clock(9), Clock(17)), "wishes { kind: TABLE }")),
              RefusedFor(v1::ERROR_REASON_NO_TIME_FOUND));
}

TEST_P(MeetingsTest, WhoCameIsRecordedOnceItHasBegun) {
  const std::string minsk = forum_.Delegation("minsk");
  const std::string meeting = forum_.Meeting(Clock(10), Clock(11), Of(kursk_) + Of(minsk));
  EXPECT_THAT(Record(meeting, "outcomes: HELD outcomes: HELD"),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  forum_.clock().Set(Clock(10));
  EXPECT_EQ(BadFields(Record(meeting, "outcomes: HELD")), std::vector<std::string>{"outcomes"});
  Value(Record(meeting, "outcomes: HELD outcomes: OUTCOME_UNSPECIFIED"));
  const v1::Meeting after =
      Value(Record(meeting, "outcomes: OUTCOME_UNSPECIFIED outcomes: NO_SHOW"));
  EXPECT_EQ(after.parties(0).outcome(), Party::HELD);
  EXPECT_EQ(after.parties(1).outcome(), Party::NO_SHOW);
  // They stay with their parties, whatever their order.
  Value(Update(meeting, Of(minsk) + Of(kursk_)));
  EXPECT_EQ(Value(Get(meeting)).parties(0).outcome(), Party::NO_SHOW);
  EXPECT_EQ(Value(Get(meeting)).parties(1).outcome(), Party::HELD);
}

TEST_P(MeetingsTest, WhoCameIsRecordedInWhatWasReleasedAndInWhatIsInProgress) {
  const std::string meeting = forum_.Meeting(Clock(10), Clock(11), Of(kursk_));
  forum_.WorkInVersions();
  const std::string draft = forum_.Meeting(Clock(10), Clock(11), Of(kursk_));
  Value(Update(meeting, "titles { language: 'en' text: 'Talks' }"));
  forum_.clock().Set(Clock(10, 30));
  Value(Record(meeting, "outcomes: HELD"));
  const v1::Meeting released = Value(Get(meeting));
  EXPECT_EQ(released.parties(0).outcome(), Party::HELD);
  EXPECT_THAT(released.titles(), IsEmpty());
  const v1::Meeting in_progress = Value(Get(meeting, "view: WORK_IN_PROGRESS"));
  EXPECT_EQ(in_progress.parties(0).outcome(), Party::HELD);
  EXPECT_THAT(in_progress.titles(), SizeIs(1));
  EXPECT_THAT(Record(draft, "outcomes: HELD"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST_P(MeetingsTest, ACancelledMeetingIsSeenAndBooksNothing) {
  const std::string meeting = forum_.Meeting(Clock(10), Clock(11), Of(kursk_) + Uses("table-1"));
  const v1::Meeting cancelled = Value(
      forum_.Do(&Schedule::CancelMeeting, Forum::Named(meeting, "reason: 'The flight is late'")));
  EXPECT_EQ(cancelled.state(), v1::CANCELLED);
  EXPECT_EQ(Value(Get(meeting)).cancel_reason(), "The flight is late");
  EXPECT_THAT(forum_.CreateMeeting(Clock(10), Clock(11), Of(kursk_) + Uses("table-1")), IsOk());
  EXPECT_THAT(Update(meeting, "note: 'Again'"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(Record(meeting, "outcomes: NO_SHOW"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST_P(MeetingsTest, ADeletedMeetingComesBackWhereItsTimeIsStillFree) {
  const std::string meeting = forum_.Meeting(Clock(10), Clock(11), Of(kursk_) + Uses("table-1"));
  Value(forum_.Do(&Schedule::DeleteMeeting, Forum::Named(meeting)));
  EXPECT_THAT(Names(), IsEmpty());
  const std::string other = forum_.Meeting(Clock(10), Clock(11), Of(kursk_) + Uses("table-1"));
  EXPECT_THAT(forum_.Do(&Schedule::UndeleteMeeting, Forum::Named(meeting)),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  Value(forum_.Do(&Schedule::DeleteMeeting, Forum::Named(other)));
  EXPECT_THAT(forum_.Do(&Schedule::UndeleteMeeting, Forum::Named(meeting)), IsOk());
  EXPECT_THAT(Names(), ElementsAre(meeting));
  EXPECT_THAT(forum_.Do(&Schedule::UndeleteMeeting, Forum::Named(meeting)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
}

TEST_P(MeetingsTest, ARefusedMeetingNamesItsBlockerAndThreeTimesThatAreFree) {
  const std::string guest = forum_.Guest(kursk_);
  const std::string first = forum_.Meeting(Clock(10), Clock(11), Of(kursk_) + Attends(guest));
  const std::string wanted = Of(kursk_) + Attends(guest);
  const auto refused = forum_.CreateMeeting(Clock(10, 30), Clock(11, 30), wanted);
  ASSERT_THAT(refused, RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  base::Metadata metadata = base::MetadataOf(refused.status());
  EXPECT_EQ(metadata["blockedBy"], first);
  EXPECT_EQ(metadata["alternatives"],
            "2023-06-01T08:00:00+00:00/2023-06-01T09:00:00+00:00,"
            "2023-06-01T08:15:00+00:00/2023-06-01T09:15:00+00:00,"
            "2023-06-01T08:30:00+00:00/2023-06-01T09:30:00+00:00");
  EXPECT_THAT(forum_.CreateMeeting(Clock(11), Clock(12), wanted, "validate_only: true"), IsOk());
  EXPECT_THAT(forum_.CreateMeeting(Clock(11, 15), Clock(12, 15), wanted, "validate_only: true"),
              IsOk());
  EXPECT_THAT(forum_.CreateMeeting(Clock(11, 30), Clock(12, 30), wanted), IsOk());
}

TEST_P(MeetingsTest, APartySeesItsMeetingsAndNobodyElsesWithoutWhatIsForTheSecretariat) {
  const std::string minsk = forum_.Delegation("minsk");
  const std::string theirs =
      forum_.Meeting(Clock(10), Clock(11), Of(kursk_) + "note: 'Tea, not coffee'");
  const std::string others = forum_.Meeting(Clock(10), Clock(11), Of(minsk));
  ActAs(v1::REGISTRAR, kursk_);
  EXPECT_THAT(Names(), ElementsAre(theirs));
  EXPECT_EQ(Value(Get(theirs)).note(), "");
  EXPECT_THAT(Get(others), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Get(theirs, "view: WORK_IN_PROGRESS"), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  const std::string both = absl::StrCat("parent: '", Forum::kEvent, "' names: '", theirs, "'");
  EXPECT_THAT(Value(forum_.Ask(&Schedule::BatchGetMeetings, both)).meetings(), SizeIs(1));
  EXPECT_THAT(forum_.Ask(&Schedule::BatchGetMeetings, absl::StrCat(both, " names: '", others, "'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(MeetingsTest, WorkInProgressIsLookedAtWhereATimeIsFound) {
  forum_.WorkInVersions();
  const std::string guest = forum_.Guest(kursk_);
  forum_.Meeting(Clock(9), Clock(10), Of(kursk_) + Attends(guest));
  const v1::Meeting found = Value(FindOne(Window(Clock(9), Clock(12)), Attends(guest)));
  EXPECT_EQ(TimeOf(found.interval().start_time()), Clock(10));
  EXPECT_EQ(found.state(), v1::DRAFT);
}

}  // namespace
}  // namespace plenary::schedule
