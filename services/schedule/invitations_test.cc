// What attendees answer.
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"
#include "tests/testing/schedule.h"

namespace plenary::testing {
namespace {

using ::testing::ElementsAre;
using Schedule = ScheduleForum::Schedule;

class InvitationsTest : public ScheduleTest {
 protected:
  void TearDown() override { forum_.ActAs("local", nullptr); }
  absl::StatusOr<v1::Attendee> Answer(const std::string& activity, const std::string& who,
                                      const std::string& answer, const std::string& note = "") {
    const auto response = forum_.Do(&Schedule::AnswerInvitation,
                                    absl::StrCat("activity: '", activity, "' who: '", who,
                                                 "' answer: ", answer, " note: '", note, "'"));
    if (!response.ok()) return response.status();
    return response->attendee();
  }

  const std::string kursk_ = forum_.Delegation("kursk");
  const std::string guest_ = forum_.Guest(kursk_);
  const base::Access focal_point_{{{v1::REGISTRAR, "events/tibo/delegations/kursk"}}};
};
PLENARY_ON_EVERY_ENGINE(InvitationsTest);

TEST_P(InvitationsTest, WhoDeclinesIsNotBookedAnyMore) {
  const std::string session = forum_.Session(Clock(10), Clock(11), Attends(guest_));
  const v1::Attendee attendee = Value(Answer(session, guest_, "DECLINED", "flies home"));
  EXPECT_EQ(attendee.answer(), v1::Attendee::DECLINED);
  EXPECT_EQ(attendee.answer_note(), "flies home");
  EXPECT_EQ(attendee.display_name(), forum_.Participant(guest_).display_name());
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Attends(guest_)), IsOk());
  EXPECT_EQ(Value(forum_.GetSession(session)).attendees(0).answer(), v1::Attendee::DECLINED);
}

TEST_P(InvitationsTest, WhoAcceptsAgainIsBookedAgainIfFree) {
  const std::string session = forum_.Session(Clock(10), Clock(11), Attends(guest_));
  Value(Answer(session, guest_, "DECLINED"));
  const std::string other = forum_.Session(Clock(10), Clock(11), Attends(guest_));
  EXPECT_THAT(Answer(session, guest_, "ACCEPTED"), RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  Value(Answer(other, guest_, "DECLINED"));
  EXPECT_EQ(Value(Answer(session, guest_, "ACCEPTED")).answer(), v1::Attendee::ACCEPTED);
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Attends(guest_)),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(InvitationsTest, AnswersStayWhenAnActivityIsEdited) {
  const std::string session = forum_.Session(Clock(10), Clock(11), Attends(guest_));
  Value(Answer(session, guest_, "TENTATIVE"));
  Value(forum_.Do(&Schedule::UpdateSession,
                  absl::StrCat("session { name: '", session, "' ", Attends(guest_), " }")));
  EXPECT_EQ(Value(forum_.GetSession(session)).attendees(0).answer(), v1::Attendee::TENTATIVE);
}

TEST_P(InvitationsTest, AnAnswerChangesBothFormsAndReleasesNothingElse) {
  const std::string session = forum_.Session(Clock(10), Clock(11), Attends(guest_));
  forum_.WorkInVersions();
  Value(forum_.Do(&Schedule::UpdateSession,
                  absl::StrCat("session { name: '", session, "' note: 'in progress' }")));
  Value(Answer(session, guest_, "DECLINED"));
  const v1::Session released = Value(forum_.GetSession(session));
  EXPECT_EQ(released.attendees(0).answer(), v1::Attendee::DECLINED);
  EXPECT_EQ(released.note(), "");
  const v1::Session progress = Value(forum_.GetSession(session, "view: WORK_IN_PROGRESS"));
  EXPECT_EQ(progress.attendees(0).answer(), v1::Attendee::DECLINED);
  EXPECT_EQ(progress.note(), "in progress");
  EXPECT_THAT(forum_.CreateBooking(Clock(10), Clock(11), absl::StrCat("people: '", guest_, "'")),
              IsOk());
}

TEST_P(InvitationsTest, WhoDeclinesIsFreeWhateverElseDoesNotFitAnyMore) {
  const std::string other = forum_.Guest();
  forum_.Session(Clock(9), Clock(10), Uses("salon") + Attends(other));
  const std::string session =
      forum_.Session(Clock(10, 30), Clock(12), Uses("hall-a") + Attends(guest_) + Attends(other));
  forum_.SetTravelTime("palace", "hotel", absl::Minutes(45));
  forum_.ChangeAsset("hall-a",
                     "availability { weekly { day: MONDAY start { hours: 9 } end { "
                     "hours: 18 } } }");
  EXPECT_THAT(Answer(session, guest_, "DECLINED"), IsOk());
  EXPECT_EQ(Value(forum_.GetSession(session)).state(), v1::RELEASED);
  EXPECT_THAT(forum_.CreateSession(Clock(11), Clock(12), Attends(guest_)), IsOk());
}

TEST_P(InvitationsTest, AFocalPointAnswersForItsOwnPeople) {
  const std::string stranger = forum_.Guest(forum_.Delegation("minsk"));
  const std::string session =
      forum_.Session(Clock(10), Clock(11), Attends(guest_) + Attends(stranger));
  const std::string closed = forum_.Session(
      Clock(12), Clock(13), Attends(guest_) + "delegations: 'events/tibo/delegations/minsk'");
  forum_.ActAs("users/focal-point", &focal_point_);
  EXPECT_THAT(Answer(session, guest_, "ACCEPTED"), IsOk());
  EXPECT_THAT(Answer(session, stranger, "DECLINED"), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(Answer(closed, guest_, "DECLINED"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(InvitationsTest, OnlyWhoIsInvitedAndTakesPartAnswers) {
  const std::string session = forum_.Session(Clock(10), Clock(11), Attends(guest_));
  EXPECT_THAT(BadFields(Answer(session, forum_.Guest(), "ACCEPTED")), ElementsAre("who"));
  Value(forum_.Do(&Schedule::CancelSession, Forum::Named(session)));
  EXPECT_THAT(Answer(session, guest_, "ACCEPTED"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

}  // namespace
}  // namespace plenary::testing
