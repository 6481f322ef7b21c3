// What happens to a schedule when people come and go, and events move.
#include "services/schedule/attendance.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/testing/matchers.h"
#include "tests/testing/schedule.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::Clock;
using ::plenary::testing::Forum;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using S = testing::ScheduleForum::Schedule;

class AttendanceTest : public testing::ScheduleTest {
 protected:
  std::string PersonBehind(const std::string& participant) {
    return Value(forum_.Ask(&Forum::Delegations::GetParticipant, Forum::Named(participant)))
        .person();
  }
  // Whether the person could be booked from ten to eleven.
  bool IsFree(const std::string& person) {
    return forum_.CreateSession(Clock(10), Clock(11), Attends(person), "validate_only: true").ok();
  }
  v1::Session Get(const std::string& name, const std::string& view = "") {
    return Value(forum_.GetSession(name, view));
  }
  absl::Status Postpone(absl::Time start) {
    return forum_
        .Do(&Forum::Events::PostponeEvent,
            absl::StrCat("name: 'events/tibo' reason: 'Later' interval { start_time ",
                         InText(start), " end_time ", InText(start + absl::Hours(72)), " }"))
        .status();
  }
};
PLENARY_ON_EVERY_ENGINE(AttendanceTest);

TEST_P(AttendanceTest, WhoeverWithdrawsIsBookedNoLonger) {
  const std::string guest = forum_.Guest();
  const std::string person = PersonBehind(guest);
  const std::string session = forum_.Session(Clock(10), Clock(11), Attends(guest));
  EXPECT_FALSE(IsFree(person));
  ASSERT_THAT(forum_.Withdraw(guest), IsOk());
  EXPECT_TRUE(IsFree(person));
  EXPECT_TRUE(Get(session).attendees(0).left());
  EXPECT_EQ(Get(session).state(), v1::RELEASED) << "it takes place without them";
}

TEST_P(AttendanceTest, WhoeverComesBackIsBookedAgainWhereTheyAreFree) {
  const std::string guest = forum_.Guest();
  const std::string person = PersonBehind(guest);
  const std::string session = forum_.Session(Clock(10), Clock(11), Attends(guest));
  ASSERT_THAT(forum_.Withdraw(guest), IsOk());
  ASSERT_THAT(forum_.Reinstate(guest), IsOk());
  EXPECT_FALSE(IsFree(person));
  EXPECT_FALSE(Get(session).attendees(0).left());
}

TEST_P(AttendanceTest, WhoeverComesBackAndIsElsewhereMeanwhileLeavesAConflictToSettle) {
  const std::string guest = forum_.Guest();
  const std::string person = PersonBehind(guest);
  const std::string session = forum_.Session(Clock(10), Clock(11), Attends(guest));
  ASSERT_THAT(forum_.Withdraw(guest), IsOk());
  forum_.Session(Clock(10), Clock(11), Attends(person));
  ASSERT_THAT(forum_.Reinstate(guest), IsOk());
  EXPECT_TRUE(Get(session).attendees(0).left()) << "as it was released";
  EXPECT_FALSE(Get(session, "view: WORK_IN_PROGRESS").attendees(0).left());
  EXPECT_TRUE(Get(session, "view: WORK_IN_PROGRESS").is_changed());
}

TEST_P(AttendanceTest, ASubstituteTakesThePlaceInTheSchedule) {
  const std::string guest = forum_.Guest();
  const std::string before = PersonBehind(guest);
  const std::string after = forum_.Person("Substitute");
  const std::string session = forum_.Session(Clock(10), Clock(11), Attends(guest));
  const std::string substitute = Value(forum_.Substitute(guest, after)).substitute().name();
  EXPECT_TRUE(IsFree(before));
  EXPECT_FALSE(IsFree(after));
  ASSERT_THAT(Get(session).attendees(), SizeIs(1));
  EXPECT_EQ(Get(session).attendees(0).who(), substitute);
  EXPECT_EQ(Get(session).attendees(0).person(), after);
}

TEST_P(AttendanceTest, ASubstituteWhoIsElsewhereIsRefusedUnlessTheBookingsAreGivenBack) {
  const std::string guest = forum_.Guest();
  const std::string after = forum_.Person("Busy");
  forum_.Session(Clock(10, 30), Clock(12), Attends(after));
  const std::string session = forum_.Session(Clock(10), Clock(11), Attends(guest));
  EXPECT_THAT(forum_.Substitute(guest, after), RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_EQ(Get(session).attendees(0).who(), guest) << "nothing was changed";
  EXPECT_THAT(forum_.Substitute(guest, after, "releases_bookings: true"), IsOk());
  EXPECT_TRUE(Get(session).attendees(0).left());
}

TEST_P(AttendanceTest, WhatHasBegunStaysAsItWas) {
  const std::string guest = forum_.Guest();
  const std::string session = forum_.Session(Clock(10), Clock(11), Attends(guest));
  forum_.clock().Advance(Clock(10, 30) - forum_.clock().Now());
  ASSERT_THAT(forum_.Withdraw(guest, "reason: 'Ill'"), IsOk());
  EXPECT_FALSE(Get(session).attendees(0).left());
}

TEST_P(AttendanceTest, LeavingChangesWhatWasReleasedAtOnceEvenWhereVersionsAreReleased) {
  const std::string guest = forum_.Guest();
  const std::string person = PersonBehind(guest);
  const std::string session = forum_.Session(Clock(10), Clock(11), Attends(guest));
  forum_.WorkInVersions();
  Value(forum_.Do(&S::UpdateSession,
                  absl::StrCat("session { name: '", session, "' note: 'Draft' }")));
  ASSERT_THAT(forum_.Withdraw(guest), IsOk());
  EXPECT_TRUE(IsFree(person));
  EXPECT_TRUE(Get(session).attendees(0).left());
  EXPECT_EQ(Get(session).note(), "");
  EXPECT_EQ(Get(session, "view: WORK_IN_PROGRESS").note(), "Draft");
}

TEST_P(AttendanceTest, APostponedEventTakesItsScheduleAlong) {
  const std::string session = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string booking = forum_.Booking(Clock(12), Clock(13), Uses("hall-b"));
  ASSERT_THAT(Postpone(Forum::start() + absl::Hours(24 * 7)), IsOk());
  EXPECT_EQ(Get(session).interval().start_time().seconds(), absl::ToUnixSeconds(Clock(10, 0, 8)));
  EXPECT_EQ(Get(session).local_start(), "2023-06-08T10:00:00");
  EXPECT_EQ(forum_.GetBooking(booking).interval().start_time().seconds(),
            absl::ToUnixSeconds(Clock(12, 0, 8)));
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a")), IsOk());
  EXPECT_THAT(forum_.CreateSession(Clock(10, 0, 8), Clock(11, 0, 8), Uses("hall-a")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(AttendanceTest, WhatNoLongerFitsAfterAPostponementIsKeptInProgress) {
  forum_.Event("", "other");
  forum_.CreateBooking(Clock(10, 30, 8), Clock(12, 0, 8), Uses("hall-a"), "events/other").value();
  const std::string session = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string fits = forum_.Session(Clock(14), Clock(15), Uses("hall-a"));
  ASSERT_THAT(Postpone(Forum::start() + absl::Hours(24 * 7)), IsOk());
  EXPECT_THAT(forum_.Sessions(), SizeIs(1)) << "the other is not released any more";
  const v1::Session moved = Get(session, "view: WORK_IN_PROGRESS");
  EXPECT_EQ(moved.state(), v1::DRAFT);
  EXPECT_EQ(moved.local_start(), "2023-06-08T10:00:00");
  EXPECT_EQ(Get(fits).local_start(), "2023-06-08T14:00:00");
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a")), IsOk())
      << "its old time is free";
}

TEST_P(AttendanceTest, ACancelledEventBooksNothing) {
  const std::string session = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  forum_.Booking(Clock(12), Clock(13), Uses("hall-b"));
  Value(forum_.Do(&Forum::Events::CancelEvent, "name: 'events/tibo' reason: 'Fire'"));
  EXPECT_EQ(Get(session).state(), v1::CANCELLED);
  EXPECT_EQ(Get(session).cancel_reason(), "Fire");
  forum_.Event("", "other");
  EXPECT_THAT(forum_.CreateBooking(Clock(10), Clock(13), Uses("hall-ab"), "events/other"), IsOk());
}

TEST_P(AttendanceTest, ADeletedEventBooksNothingUntilItIsThereAgain) {
  const std::string event =
      Value(forum_.Do(&Forum::Events::CreateEvent,
                      absl::StrCat("event_id: 'draft' event { kind: FORUM role: HOSTED time_zone: "
                                   "'Europe/Minsk' display_names { language: 'en' text: 'Draft' } ",
                                   testing::Interval(Forum::start(), Forum::end()), " }")))
          .name();
  forum_.CreateBooking(Clock(10), Clock(11), Uses("hall-a"), event).value();
  Value(forum_.Do(&Forum::Events::DeleteEvent, Forum::Named(event)));
  const std::string session = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  Value(forum_.Do(&S::DeleteSession, Forum::Named(session)));
  Value(forum_.Do(&Forum::Events::UndeleteEvent, Forum::Named(event)));
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(AttendanceTest, MergedPeopleAreBookedAsOne) {
  const std::string kept = forum_.Person("Kept");
  const std::string merged = forum_.Person("Merged");
  forum_.Session(Clock(10), Clock(11), Attends(merged));
  Value(forum_.Do(&Forum::Directory::MergePeople,
                  absl::StrCat("name: '", kept, "' duplicate: '", merged, "'")));
  EXPECT_FALSE(IsFree(kept));
}

TEST_P(AttendanceTest, PeopleWhoAreInTwoPlacesAtOnceAreNotMerged) {
  const std::string kept = forum_.Person("Kept");
  const std::string merged = forum_.Person("Merged");
  forum_.Session(Clock(10), Clock(11), Attends(merged));
  forum_.Session(Clock(10, 30), Clock(12), Attends(kept));
  EXPECT_THAT(forum_.Do(&Forum::Directory::MergePeople,
                        absl::StrCat("name: '", kept, "' duplicate: '", merged, "'")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_THAT(forum_.Sessions(), SizeIs(2));
}

TEST_P(AttendanceTest, SomebodyWithBookingsToComeIsNotDeleted) {
  const std::string person = forum_.Person("Speaker");
  const std::string session = forum_.Session(Clock(10), Clock(11), Attends(person));
  EXPECT_THAT(forum_.Do(&Forum::Directory::DeletePerson, Forum::Named(person)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  Value(forum_.Do(&S::CancelSession, Forum::Named(session)));
  EXPECT_THAT(forum_.Do(&Forum::Directory::DeletePerson, Forum::Named(person)), IsOk());
}

}  // namespace
}  // namespace plenary::schedule
