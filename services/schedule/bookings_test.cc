// Bookings and holds.
#include <atomic>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/schedule/sweep.h"
#include "services/storage/handle.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"
#include "tests/testing/race.h"
#include "tests/testing/schedule.h"

namespace plenary::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using B = v1::Booking;
using Schedule = ScheduleForum::Schedule;

class BookingsTest : public ScheduleTest {
 protected:
  absl::StatusOr<v1::Booking> Confirm(const std::string& name) {
    return forum_.Do(&Schedule::ConfirmBooking, Forum::Named(name));
  }
  absl::StatusOr<v1::Booking> Release(const std::string& name) {
    return forum_.Do(&Schedule::ReleaseBooking, Forum::Named(name));
  }
  absl::StatusOr<v1::Booking> Update(const std::string& name, const std::string& rest) {
    return forum_.Do(&Schedule::UpdateBooking,
                     absl::StrCat("booking { name: '", name, "' ", rest, " }"));
  }
  absl::Status Sweep() { return schedule::Sweep(forum_.store(), forum_.clock(), forum_.random()); }
  std::vector<v1::Booking> Bookings(const std::string& rest = "") {
    const auto page =
        Value(forum_.Ask(&Schedule::ListBookings, absl::StrCat("parent: 'events/tibo' ", rest)));
    return {page.bookings().begin(), page.bookings().end()};
  }
  absl::Time now() { return forum_.clock().Now(); }
};
PLENARY_ON_EVERY_ENGINE(BookingsTest);

TEST_P(BookingsTest, AFirmBookingTakesItsRoomAndPeople) {
  const std::string guest = forum_.Guest();
  const v1::Booking booking = Value(forum_.CreateBooking(
      Clock(10), Clock(11), Uses("hall-a") + absl::StrCat("people: '", guest, "'")));
  EXPECT_EQ(booking.state(), B::FIRM);
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Attends(guest)),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(BookingsTest, BookingsTakeEffectAtOnceInEveryMode) {
  forum_.WorkInVersions();
  forum_.Booking(Clock(10), Clock(11), Uses("hall-a"));
  EXPECT_THAT(forum_.CreateBooking(Clock(10), Clock(11), Uses("hall-a")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(BookingsTest, ABookingBooksSomethingAndAHoldEndsWithinNinetyDays) {
  EXPECT_THAT(BadFields(forum_.CreateBooking(Clock(10), Clock(11), "")), ElementsAre("booking"));
  const auto hold_until = [&](absl::Time until) {
    return forum_.CreateBooking(Clock(10), Clock(11),
                                Uses("hall-a") + "expire_time " + InText(until));
  };
  EXPECT_THAT(BadFields(hold_until(now())), ElementsAre("booking.expire_time"));
  EXPECT_THAT(BadFields(hold_until(now() + absl::Hours(90 * 24) + absl::Seconds(1))),
              ElementsAre("booking.expire_time"));
  EXPECT_THAT(hold_until(now() + absl::Hours(90 * 24)), IsOk());
  EXPECT_THAT(BadFields(forum_.CreateBooking(Clock(11), Clock(10), Uses("hall-b"))),
              ElementsAre("booking.interval"));
}

TEST_P(BookingsTest, AHoldKeepsItsRoomUntilItExpires) {
  const std::string hold =
      forum_.HoldTime(Clock(10), Clock(11), now() + absl::Hours(1), Uses("hall-a"));
  EXPECT_EQ(forum_.GetBooking(hold).state(), B::HELD);
  forum_.clock().Advance(absl::Hours(1) - absl::Microseconds(1));
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  forum_.clock().Advance(absl::Microseconds(1));
  EXPECT_EQ(forum_.GetBooking(hold).state(), B::EXPIRED);
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a")), IsOk());
}

TEST_P(BookingsTest, AHoldThatExpiresBetweenCheckAndUseIsRefused) {
  const std::string hold =
      forum_.HoldTime(Clock(10), Clock(11), now() + absl::Hours(1), Uses("hall-a"));
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a"),
                                   absl::StrCat("validate_only: true take_over: '", hold, "'")),
              IsOk());
  forum_.clock().Advance(absl::Hours(1));
  const auto late = forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a"),
                                         absl::StrCat("take_over: '", hold, "'"));
  ASSERT_THAT(late, RefusedFor(v1::ERROR_REASON_BOOKING_HOLD_EXPIRED));
  EXPECT_EQ(base::MetadataOf(late.status()).count("expiredAt"), 1u);
  EXPECT_THAT(Confirm(hold), RefusedFor(v1::ERROR_REASON_BOOKING_HOLD_EXPIRED));
  EXPECT_THAT(Update(hold, "expire_time " + InText(now() + absl::Hours(1))),
              RefusedFor(v1::ERROR_REASON_BOOKING_HOLD_EXPIRED));
  EXPECT_THAT(Release(hold), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST_P(BookingsTest, AHoldIsTakenOverByWhatItWasFor) {
  const std::string hold =
      forum_.HoldTime(Clock(10), Clock(11), now() + absl::Hours(1), Uses("hall-a"));
  const std::string session =
      forum_.Session(Clock(10), Clock(11), Uses("hall-a"), absl::StrCat("take_over: '", hold, "'"));
  EXPECT_EQ(forum_.GetBooking(hold).state(), B::GIVEN_BACK);
  forum_.clock().Advance(absl::Hours(2));
  const auto refused = forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a"));
  ASSERT_THAT(refused, RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_EQ(base::MetadataOf(refused.status()).at("blockedBy"), session);
}

TEST_P(BookingsTest, AHoldIsProlongedWhileItLasts) {
  const std::string hold =
      forum_.HoldTime(Clock(10), Clock(11), now() + absl::Hours(1), Uses("hall-a"));
  EXPECT_EQ(Value(Update(hold, "expire_time " + InText(now() + absl::Hours(3)))).state(), B::HELD);
  forum_.clock().Advance(absl::Hours(2));
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(BookingsTest, AHoldThatIsConfirmedIsFirm) {
  const std::string hold =
      forum_.HoldTime(Clock(10), Clock(11), now() + absl::Hours(1), Uses("hall-a"));
  const v1::Booking firm = Value(Confirm(hold));
  EXPECT_EQ(firm.state(), B::FIRM);
  EXPECT_FALSE(firm.has_expire_time());
  EXPECT_THAT(Confirm(hold), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  forum_.clock().Advance(absl::Hours(2));
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(BookingsTest, WhatIsGivenBackIsFreeAndStaysToBeSeen) {
  const std::string booking = forum_.Booking(Clock(10), Clock(11), Uses("hall-a"));
  EXPECT_EQ(Value(Release(booking)).state(), B::GIVEN_BACK);
  EXPECT_THAT(Release(booking), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(Update(booking, "note: 'again'"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a")), IsOk());
  EXPECT_THAT(Bookings("filter: 'state = GIVEN_BACK'"), SizeIs(1));
  EXPECT_THAT(Bookings("filter: \"asset = 'assets/hall-b'\""), IsEmpty());
}

TEST_P(BookingsTest, ABookingThatMovesFreesWhereItWas) {
  const std::string booking = forum_.Booking(Clock(10), Clock(11), Uses("hall-a"));
  Value(Update(booking, Interval(Clock(12), Clock(13))));
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a")), IsOk());
  EXPECT_THAT(Update(booking, Interval(Clock(10), Clock(11))),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(BookingsTest, HoldsThatExpiredAreSweptOnce) {
  const std::string hold =
      forum_.HoldTime(Clock(10), Clock(11), now() + absl::Hours(1), Uses("hall-a"));
  const std::string later =
      forum_.HoldTime(Clock(10), Clock(11), now() + absl::Hours(2), Uses("hall-b"));
  EXPECT_THAT(Sweep(), IsOk());
  EXPECT_EQ(forum_.GetBooking(hold).etag(), "r1");
  forum_.clock().Advance(absl::Hours(1));
  EXPECT_THAT(Sweep(), IsOk());
  EXPECT_THAT(Sweep(), IsOk());
  EXPECT_EQ(forum_.GetBooking(hold).state(), B::EXPIRED);
  EXPECT_EQ(forum_.GetBooking(hold).etag(), "r2");
  EXPECT_EQ(forum_.GetBooking(later).state(), B::HELD);
  EXPECT_THAT(Bookings("filter: 'state = EXPIRED'"), SizeIs(1));
}

TEST_P(BookingsTest, OfTwentyWhoWantOneInterpreterExactlyOneGetsIt) {
  // Half of them for sessions, half for bookings of another event.
  forum_.Event("", "other");
  std::atomic<int> won = 0;
  std::atomic<int> refused = 0;
  Race(20, [&](int i) {
    absl::Status status;
    if (i % 2 == 0) {
      status = forum_.CreateSession(Clock(10), Clock(11), InterpretedByTheOne()).status();
    } else {
      status =
          forum_.CreateBooking(Clock(10, i), Clock(12), Uses("ru-zh"), "events/other").status();
    }
    if (status.ok()) ++won;
    if (base::ReasonOf(status) == v1::ERROR_REASON_SUBJECT_OCCUPIED) ++refused;
  });
  EXPECT_EQ(won, 1);
  EXPECT_EQ(refused, 19);
  // The person is taken with the interpreter.
  EXPECT_THAT(forum_.CreateSession(Clock(10, 30), Clock(11), Attends(forum_.interpreter_person())),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

}  // namespace
}  // namespace plenary::testing
