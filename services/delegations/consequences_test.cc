// What follows for delegations from changes of events, categories, people and organizations.
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/testing/forum_suite.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::Forum;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::TimeOf;
using ::plenary::testing::Value;
using ::testing::IsEmpty;
using P = v1::Participant;
using Rooms = Forum::Delegations;

class ConsequencesTest : public testing::ForumTest {
 protected:
  void SetUpEvent(const std::string& event = "", const std::string& category = "") {
    forum_.Event(event);
    delegates_ = forum_.Category("delegates", category);
    kursk_ = forum_.Delegation("kursk");
  }
  void StartAndClose() {
    Value(forum_.Do(&Forum::Events::StartEvent, Forum::Named("events/tibo")));
    Value(forum_.Do(&Forum::Events::CloseEvent, Forum::Named("events/tibo")));
  }
  absl::StatusOr<v1::Event> Cancel() {
    return forum_.Do(&Forum::Events::CancelEvent, Forum::Named("events/tibo", "reason: 'flood'"));
  }
  // Puts the event off by `shift`, with `shorter` cut from its end.
  absl::StatusOr<v1::Event> Postpone(absl::Duration shift,
                                     absl::Duration shorter = absl::ZeroDuration()) {
    return forum_.Do(
        &Forum::Events::PostponeEvent,
        Forum::Named("events/tibo", absl::StrCat("reason: 'flood' interval { start_time ",
                                                 InText(Forum::start() + shift), " end_time ",
                                                 InText(Forum::end() + shift - shorter), " }")));
  }
  absl::Status DeletePerson(const std::string& name) {
    return forum_.Do(&Forum::Directory::DeletePerson, Forum::Named(name)).status();
  }
  absl::Status DeleteOrganization(const std::string& name) {
    return forum_.Do(&Forum::Directory::DeleteOrganization, Forum::Named(name)).status();
  }
  absl::Status DeleteCategory(const std::string& name) {
    return forum_.Do(&Forum::Events::DeleteCategory, Forum::Named(name)).status();
  }

  std::string delegates_;
  std::string kursk_;
};
PLENARY_ON_EVERY_ENGINE(ConsequencesTest);

// --- The event is over.

TEST_P(ConsequencesTest, WhatNobodyConfirmedExpiresWhenTheEventCloses) {
  SetUpEvent("waiting_list: true host_acceptance: true");
  const std::string full = forum_.Category("full", "limit: 0");
  const std::string draft = forum_.Draft(kursk_, delegates_);
  const std::string nominated = forum_.Nominated(kursk_, delegates_);
  const std::string waits = forum_.Confirmed(kursk_, full);
  const std::string confirmed = forum_.Confirmed(kursk_, delegates_);
  const std::string accepted = forum_.Confirmed(kursk_, delegates_);
  ASSERT_THAT(forum_.Accept(accepted), IsOk());
  const std::string withdrawn = forum_.Nominated(kursk_, delegates_);
  ASSERT_THAT(forum_.Withdraw(withdrawn), IsOk());
  forum_.Hold(kursk_, delegates_, 3, Forum::end());
  StartAndClose();
  EXPECT_EQ(forum_.StateOf(draft), P::EXPIRED);
  EXPECT_EQ(forum_.StateOf(nominated), P::EXPIRED);
  EXPECT_EQ(forum_.StateOf(waits), P::EXPIRED);
  EXPECT_EQ(forum_.StateOf(confirmed), P::CONFIRMED);
  EXPECT_EQ(forum_.StateOf(accepted), P::ACCEPTED);
  EXPECT_EQ(forum_.StateOf(withdrawn), P::WITHDRAWN);
  EXPECT_THAT(forum_.HoldsOf(kursk_), IsEmpty());
  EXPECT_EQ(forum_.QuotaOf(kursk_, delegates_).used(), 2);
  EXPECT_EQ(forum_.QuotaOf(kursk_, delegates_).held(), 0);
}

TEST_P(ConsequencesTest, NominationsThatHadSeatsGiveThemBackWhenTheyExpire) {
  SetUpEvent("seat_policy: ON_NOMINATION waiting_list: true", "limit: 1");
  const std::string nominated = forum_.Nominated(kursk_, delegates_);
  const std::string waits = forum_.Nominated(kursk_, delegates_);
  StartAndClose();
  EXPECT_EQ(forum_.StateOf(nominated), P::EXPIRED);
  EXPECT_EQ(forum_.StateOf(waits), P::EXPIRED);
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 0);
}

TEST_P(ConsequencesTest, WhatIsOverChangesNoMore) {
  SetUpEvent("host_acceptance: true");
  const std::string nominated = forum_.Nominated(kursk_, delegates_);
  const std::string confirmed = forum_.Confirmed(kursk_, delegates_, "capacity: HEAD");
  const std::string hold = forum_.Hold(kursk_, delegates_, 1, Forum::end());
  StartAndClose();
  const std::string reason = "reason: 'the secretariat asks'";
  EXPECT_THAT(
      forum_.Create(absl::StrCat("person: '", forum_.Person(), "' category: '", delegates_, "'")),
      RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.Accept(confirmed), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.Substitute(confirmed, forum_.Person(), reason),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.ChangeCategory(confirmed, forum_.Category("press"), reason),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.Reinstate(nominated), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.SetHead(kursk_, confirmed), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.HoldSeats(kursk_, delegates_, 1, Forum::end(), reason),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.Submit(kursk_, reason), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.Release(hold), IsOk());
  // Who turns out not to have come is withdrawn for the record, until that is closed too.
  EXPECT_THAT(forum_.Withdraw(confirmed), IsOk());
  ASSERT_THAT(forum_.Do(&Forum::Events::ArchiveEvent, Forum::Named("events/tibo")), IsOk());
  EXPECT_THAT(forum_.Withdraw(confirmed), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST_P(ConsequencesTest, WhatIsOverIsCorrectedWithAReasonUntilItIsArchived) {
  SetUpEvent();
  const std::string name = forum_.Confirmed(kursk_, delegates_);
  const auto update = [&](const std::string& reason) {
    return forum_.Do(&Rooms::UpdateParticipant,
                     absl::StrCat("participant { name: '", name, "' note: 'x' } ", reason));
  };
  const std::string reason = "reason: 'a letter of theirs'";
  StartAndClose();
  EXPECT_THAT(update(""), RefusedFor(v1::ERROR_REASON_REGISTRATION_CLOSED));
  EXPECT_THAT(update(reason), IsOk());
  ASSERT_THAT(forum_.Do(&Forum::Events::ArchiveEvent, Forum::Named("events/tibo")), IsOk());
  EXPECT_THAT(update(reason), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

// --- The event will not take place.

TEST_P(ConsequencesTest, ACancelledEventKeepsItsParticipantsOnRecord) {
  SetUpEvent("waiting_list: true", "limit: 3");
  const std::string nominated = forum_.Nominated(kursk_, delegates_);
  const std::string confirmed = forum_.Confirmed(kursk_, delegates_);
  forum_.Hold(kursk_, delegates_, 2, Forum::end());
  const std::string waits = forum_.Confirmed(kursk_, delegates_);
  ASSERT_EQ(forum_.StateOf(waits), P::WAITLISTED);
  ASSERT_THAT(Cancel(), IsOk());
  EXPECT_EQ(forum_.StateOf(nominated), P::NOMINATED);
  EXPECT_EQ(forum_.StateOf(confirmed), P::CONFIRMED);
  // The held seats are free, but nobody moves up to an event that will not take place.
  EXPECT_EQ(forum_.StateOf(waits), P::WAITLISTED);
  EXPECT_THAT(forum_.HoldsOf(kursk_), IsEmpty());
  EXPECT_THAT(forum_.Confirm(nominated, "reason: 'the secretariat asks'"),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.Withdraw(confirmed), IsOk());
  EXPECT_EQ(forum_.StateOf(waits), P::WAITLISTED);
}

// --- The event is put off.

TEST_P(ConsequencesTest, WhatHasATimeMovesWithTheEvent) {
  SetUpEvent();
  const absl::Time day_1 = Forum::start() + absl::Hours(24);
  const std::string omsk =
      forum_.Delegation("omsk", absl::StrCat("stay { start_time ", InText(Forum::start()),
                                             " end_time ", InText(day_1), " }"));
  const std::string head =
      forum_.Nominated(kursk_, delegates_,
                       absl::StrCat("capacity: HEAD stay { arrival { time ", InText(Forum::start()),
                                    " number: 'B2 956' } }"));
  const std::string next = forum_.Nominated(kursk_, delegates_, "stay { hotel: 'Minsk' }");
  ASSERT_THAT(
      forum_.SetHead(kursk_, next, absl::StrCat("interval { start_time ", InText(day_1), " }")),
      IsOk());
  const std::string hold = forum_.Hold(kursk_, delegates_, 1, Forum::start());
  const std::string etag = forum_.Participant(next).etag();
  const absl::Duration shift = absl::Hours(24 * 30) + absl::Microseconds(1);
  ASSERT_THAT(Postpone(shift), IsOk());
  const auto stay = forum_.GetDelegation(omsk).stay();
  EXPECT_EQ(TimeOf(stay.start_time()), Forum::start() + shift);
  EXPECT_EQ(TimeOf(stay.end_time()), day_1 + shift);
  EXPECT_EQ(TimeOf(forum_.Participant(head).stay().arrival().time()), Forum::start() + shift);
  EXPECT_EQ(forum_.Participant(head).stay().arrival().number(), "B2 956");
  const auto headships = forum_.GetDelegation(kursk_).headships();
  ASSERT_EQ(headships.size(), 2);
  EXPECT_FALSE(headships[0].interval().has_start_time());
  EXPECT_EQ(TimeOf(headships[0].interval().end_time()), day_1 + shift);
  EXPECT_EQ(TimeOf(headships[1].interval().start_time()), day_1 + shift);
  EXPECT_FALSE(headships[1].interval().has_end_time());
  ASSERT_EQ(forum_.HoldsOf(kursk_).size(), 1);
  EXPECT_EQ(TimeOf(forum_.HoldsOf(kursk_)[0].expire_time()), Forum::start() + shift);
  EXPECT_EQ(forum_.Participant(next).etag(), etag);
}

TEST_P(ConsequencesTest, AnApprovedDelegationHasAHeadWhereverTheEventGoes) {
  SetUpEvent();
  forum_.Nominated(kursk_, delegates_, "capacity: HEAD");
  const std::string next = forum_.Nominated(kursk_, delegates_);
  ASSERT_THAT(forum_.SetHead(kursk_, next,
                             absl::StrCat("interval { start_time ",
                                          InText(Forum::start() + absl::Hours(60)), " }")),
              IsOk());
  forum_.Approved(kursk_);
  // The new event is over before the second head's time.
  ASSERT_THAT(Postpone(absl::Hours(24), absl::Hours(48)), IsOk());
  EXPECT_EQ(forum_.GetDelegation(kursk_).state(), v1::Delegation::APPROVED);
}

TEST_P(ConsequencesTest, AHoldThatExpiredStaysExpiredWhenTheEventMoves) {
  SetUpEvent("", "limit: 1");
  forum_.Hold(kursk_, delegates_, 1, forum_.clock().Now() + absl::Hours(1));
  forum_.clock().Advance(absl::Hours(2));
  const std::string seated = forum_.Confirmed(kursk_, delegates_);
  ASSERT_THAT(Postpone(absl::Hours(24 * 30)), IsOk());
  EXPECT_EQ(forum_.QuotaOf(kursk_, delegates_).held(), 0);
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 1);
  EXPECT_EQ(forum_.StateOf(seated), P::CONFIRMED);
}

TEST_P(ConsequencesTest, HoldsMovedIntoThePastExpire) {
  SetUpEvent("waiting_list: true", "limit: 1");
  forum_.Hold(kursk_, delegates_, 1, Forum::start());
  const std::string waits = forum_.Confirmed(kursk_, delegates_);
  ASSERT_EQ(forum_.StateOf(waits), P::WAITLISTED);
  ASSERT_THAT(Postpone(-absl::Hours(24 * 60)), IsOk());
  EXPECT_EQ(forum_.QuotaOf(kursk_, delegates_).held(), 0);
}

TEST_P(ConsequencesTest, WithoutANewIntervalNothingMoves) {
  SetUpEvent();
  const std::string hold = forum_.Hold(kursk_, delegates_, 1, Forum::start());
  ASSERT_THAT(
      forum_.Do(&Forum::Events::PostponeEvent, Forum::Named("events/tibo", "reason: 'flood'")),
      IsOk());
  EXPECT_EQ(TimeOf(forum_.HoldsOf(kursk_)[0].expire_time()), Forum::start());
  EXPECT_THAT(forum_.Nominate(forum_.Draft(kursk_, delegates_)),
              RefusedFor(v1::ERROR_REASON_REGISTRATION_CLOSED));
}

// --- Something is deleted.

TEST_P(ConsequencesTest, APersonWhoParticipatesIsNotDeleted) {
  SetUpEvent();
  const std::string name = forum_.Draft(kursk_, delegates_);
  const std::string person = forum_.Participant(name).person();
  const absl::Status refused = DeletePerson(person);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(refused)["blockedBy"], name);
  ASSERT_THAT(forum_.Decline(name), IsOk());
  EXPECT_THAT(DeletePerson(person), IsOk());
  EXPECT_THAT(forum_.Reinstate(name), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST_P(ConsequencesTest, ADraftOfADeletedPersonIsNotUndeleted) {
  SetUpEvent();
  const std::string draft = forum_.Draft(kursk_, delegates_);
  ASSERT_THAT(forum_.Do(&Rooms::DeleteParticipant, Forum::Named(draft)), IsOk());
  ASSERT_THAT(DeletePerson(forum_.Participant(draft).person()), IsOk());
  EXPECT_THAT(forum_.Do(&Rooms::UndeleteParticipant, Forum::Named(draft)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST_P(ConsequencesTest, AnOrganizationWithADelegationIsNotDeleted) {
  SetUpEvent();
  const absl::Status refused = DeleteOrganization("organizations/kursk");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(refused)["blockedBy"], kursk_);
  ASSERT_THAT(forum_.DeclineDelegation(kursk_), IsOk());
  EXPECT_THAT(DeleteOrganization("organizations/kursk"), IsOk());
  const std::string omsk = forum_.Delegation("omsk");
  EXPECT_THAT(DeleteOrganization("organizations/omsk"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  ASSERT_THAT(forum_.Do(&Rooms::DeleteDelegation, Forum::Named(omsk)), IsOk());
  EXPECT_THAT(DeleteOrganization("organizations/omsk"), IsOk());
  EXPECT_THAT(forum_.Do(&Rooms::UndeleteDelegation, Forum::Named(omsk)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST_P(ConsequencesTest, AnOrganizationWithAProjectIsNotDeleted) {
  SetUpEvent();
  const std::string belaz = forum_.Organization("belaz");
  const std::string truck =
      Value(forum_.Do(&Rooms::CreateProject,
                      "parent: 'events/tibo' project { organization: 'organizations/belaz' "
                      "titles { language: 'en' text: 'A truck' } }"))
          .name();
  const absl::Status refused = DeleteOrganization(belaz);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(refused)["blockedBy"], truck);
  ASSERT_THAT(forum_.Do(&Rooms::DeleteProject, Forum::Named(truck)), IsOk());
  EXPECT_THAT(DeleteOrganization(belaz), IsOk());
}

TEST_P(ConsequencesTest, ACategoryWithSomebodyInItIsNotDeleted) {
  SetUpEvent();
  const std::string press = forum_.Category("press");
  const std::string draft = forum_.Draft(kursk_, press);
  EXPECT_THAT(DeleteCategory(press), RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  ASSERT_THAT(forum_.Do(&Rooms::DeleteParticipant, Forum::Named(draft)), IsOk());
  EXPECT_THAT(DeleteCategory(press), IsOk());
  EXPECT_THAT(forum_.Do(&Rooms::UndeleteParticipant, Forum::Named(draft)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(
      forum_.Create(absl::StrCat("person: '", forum_.Person(), "' category: '", press, "'")),
      RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST_P(ConsequencesTest, ACategoryThatAQuotaNamesIsNotDeleted) {
  SetUpEvent();
  const std::string press = forum_.Category("press");
  forum_.SetQuota(kursk_, press, 0);
  EXPECT_THAT(DeleteCategory(press), RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  ASSERT_THAT(forum_.Do(&Rooms::SetQuota,
                        absl::StrCat("delegation: '", kursk_, "' category: '", press, "'")),
              IsOk());
  EXPECT_THAT(DeleteCategory(press), IsOk());
}

TEST_P(ConsequencesTest, ACategoryWithHeldSeatsIsNotDeleted) {
  SetUpEvent();
  const std::string press = forum_.Category("press");
  const std::string hold = forum_.Hold(kursk_, press, 1, Forum::start());
  EXPECT_THAT(DeleteCategory(press), RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  ASSERT_THAT(forum_.Release(hold), IsOk());
  EXPECT_THAT(DeleteCategory(press), IsOk());
}

TEST_P(ConsequencesTest, ACategoryIsDeletedOnceItsPeopleLeft) {
  SetUpEvent();
  const std::string press = forum_.Category("press");
  const std::string seated = forum_.Confirmed(kursk_, press);
  const std::string nominated = forum_.Nominated(kursk_, press);
  ASSERT_THAT(forum_.Withdraw(seated), IsOk());
  ASSERT_THAT(forum_.Withdraw(nominated), IsOk());
  EXPECT_THAT(DeleteCategory(press), IsOk());
  EXPECT_THAT(forum_.Reinstate(seated), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(forum_.Reinstate(nominated), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST_P(ConsequencesTest, TheSeatPolicyStaysOnceSomebodyIsIn) {
  SetUpEvent();
  const auto set = [&](const std::string& policy) {
    return forum_.Do(&Forum::Events::UpdateEvent,
                     absl::StrCat("event { name: 'events/tibo' seat_policy: ", policy, " }"));
  };
  EXPECT_THAT(set("ON_NOMINATION"), IsOk());
  EXPECT_THAT(set("ON_CONFIRMATION"), IsOk());
  forum_.Nominated(kursk_, delegates_);
  EXPECT_THAT(set("ON_NOMINATION"), RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
}

}  // namespace
}  // namespace plenary::delegations
