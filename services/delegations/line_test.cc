// The waiting line over every engine: who waits, in which place, and who moves up when.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/testing/forum_suite.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::Forum;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Property;
using P = v1::Participant;
using Rooms = Forum::Delegations;

class LineTest : public testing::ForumTest {
 protected:
  // An event with a waiting list, one category of `limit` seats and two delegations.
  void SetUpEvent(int limit, const std::string& rest = "") {
    forum_.Event(absl::StrCat("waiting_list: true ", rest));
    delegates_ = forum_.Category("delegates", absl::StrCat("limit: ", limit));
    kursk_ = forum_.Delegation("kursk");
    omsk_ = forum_.Delegation("omsk");
  }
  // Somebody who waits, a second after the one before.
  std::string Waiting(const std::string& delegation, const std::string& rest = "") {
    forum_.clock().Advance(absl::Seconds(1));
    const std::string name = forum_.Confirmed(delegation, delegates_, rest);
    EXPECT_EQ(forum_.StateOf(name), P::WAITLISTED);
    return name;
  }
  // Those who wait, as the list in the order of the line tells.
  std::vector<std::string> Line() {
    std::vector<std::string> names;
    for (const P& participant : forum_.Participants(
             "events/tibo", "filter: 'state = WAITLISTED' order_by: 'place_in_line'")) {
      names.push_back(participant.name());
      EXPECT_EQ(participant.place_in_line(), static_cast<int>(names.size()));
      EXPECT_EQ(forum_.Participant(participant.name()).place_in_line(),
                participant.place_in_line());
    }
    return names;
  }
  absl::StatusOr<P> Rank(const std::string& participant, int rank) {
    return forum_.Do(&Rooms::UpdateParticipant,
                     absl::StrCat("update_mask { paths: 'waiting_rank' } participant { name: '",
                                  participant, "' waiting_rank: ", rank, " }"));
  }
  std::string Window(const std::string& step, const std::string& interval) {
    return absl::StrCat("windows { step: ", step, " interval { ", interval, " } }");
  }

  std::string delegates_;
  std::string kursk_;
  std::string omsk_;
};
PLENARY_ON_EVERY_ENGINE(LineTest);

TEST_P(LineTest, WhoFindsNoSeatWaitsInLine) {
  SetUpEvent(1);
  const std::string seated = forum_.Confirmed(kursk_, delegates_);
  const P waits = Value(forum_.Confirm(forum_.Nominated(omsk_, delegates_)));
  EXPECT_EQ(waits.state(), P::WAITLISTED);
  EXPECT_EQ(waits.place_in_line(), 1);
  EXPECT_EQ(forum_.Participant(waits.name()).place_in_line(), 1);
  const std::string next = Waiting(kursk_);
  EXPECT_EQ(forum_.Participant(next).place_in_line(), 2);
  EXPECT_EQ(forum_.Participant(seated).place_in_line(), 0);
  EXPECT_EQ(forum_.QuotaOf(kursk_, delegates_).waiting(), 1);
  EXPECT_THAT(Line(), ElementsAre(waits.name(), next));
}

TEST_P(LineTest, OnNominationWhoIsNominatedWaits) {
  SetUpEvent(0, "seat_policy: ON_NOMINATION");
  EXPECT_THAT(forum_.Nominate(forum_.Draft(kursk_, delegates_)),
              IsOkAnd(AllOf(Property(&P::state, P::WAITLISTED), Property(&P::place_in_line, 1))));
}

TEST_P(LineTest, WithoutAWaitingListOnlyThoseWhoAskWait) {
  forum_.Event();
  delegates_ = forum_.Category("delegates", "limit: 0");
  const std::string nominated = forum_.Nominated(forum_.Delegation("kursk"), delegates_);
  EXPECT_THAT(forum_.Confirm(nominated), RefusedFor(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED));
  EXPECT_THAT(forum_.Confirm(nominated, "when_full: WAIT"),
              IsOkAnd(Property(&P::state, P::WAITLISTED)));
}

TEST_P(LineTest, EachCategoryHasALineOfItsOwn) {
  SetUpEvent(0);
  const std::string press = forum_.Category("press", "limit: 0");
  Waiting(kursk_);
  const std::string writer = forum_.Confirmed(kursk_, press);
  EXPECT_EQ(forum_.Participant(writer).place_in_line(), 1);
}

TEST_P(LineTest, TheFirstInLineTakesTheSeatOfWhoLeaves) {
  SetUpEvent(1);
  const std::string seated = forum_.Confirmed(kursk_, delegates_);
  const std::string first = Waiting(omsk_);
  const std::string second = Waiting(kursk_);
  ASSERT_THAT(forum_.Withdraw(seated), IsOk());
  EXPECT_EQ(forum_.StateOf(first), P::CONFIRMED);
  EXPECT_EQ(forum_.Participant(first).place_in_line(), 0);
  EXPECT_THAT(Line(), ElementsAre(second));
  const auto changes = forum_.CompositionOf(omsk_);
  EXPECT_EQ(changes.back().kind(), v1::CompositionChange::PROMOTED);
  EXPECT_EQ(changes.back().participant(), first);
}

struct LeavingCase {
  std::string label;
  absl::StatusOr<P> (*leave)(Forum&, const std::string&);
};

TEST_P(LineTest, EveryWayToLeaveLetsTheNextIn) {
  SetUpEvent(1, "seat_policy: ON_NOMINATION");
  const std::string press = forum_.Category("press");
  const std::vector<LeavingCase> ways = {
      {"withdraw", [](Forum& forum, const std::string& name) { return forum.Withdraw(name); }},
      {"decline", [](Forum& forum, const std::string& name) { return forum.Decline(name); }},
      {"reject", [](Forum& forum, const std::string& name) { return forum.Reject(name); }},
      {"change category",
       [](Forum& forum, const std::string& name) {
         return forum.ChangeCategory(name, "events/tibo/categories/press");
       }},
  };
  std::string seated = forum_.Nominated(kursk_, delegates_);
  for (const LeavingCase& way : ways) {
    const std::string next = Waiting(omsk_);
    ASSERT_THAT(way.leave(forum_, seated), IsOk()) << way.label;
    EXPECT_EQ(forum_.StateOf(next), P::NOMINATED) << way.label;
    seated = next;
  }
}

TEST_P(LineTest, WhoLeavesTheLineFreesNoSeat) {
  SetUpEvent(1);
  forum_.Confirmed(kursk_, delegates_);
  const std::string first = Waiting(omsk_);
  const std::string second = Waiting(kursk_);
  const std::string third = Waiting(kursk_);
  ASSERT_THAT(forum_.Withdraw(first), IsOk());
  EXPECT_THAT(Line(), ElementsAre(second, third));
  ASSERT_THAT(forum_.Decline(second), IsOk());
  EXPECT_THAT(Line(), ElementsAre(third));
  ASSERT_THAT(forum_.Reject(third), IsOk());
  EXPECT_THAT(Line(), IsEmpty());
}

TEST_P(LineTest, SubstitutionLetsNobodyIn) {
  SetUpEvent(1);
  const std::string seated = forum_.Confirmed(kursk_, delegates_);
  const std::string waits = Waiting(omsk_);
  ASSERT_THAT(forum_.Substitute(seated, forum_.Person()), IsOk());
  EXPECT_EQ(forum_.StateOf(waits), P::WAITLISTED);
}

TEST_P(LineTest, AReleasedHoldLetsAsManyInAsItHeld) {
  SetUpEvent(3);
  const std::string hold = forum_.Hold(kursk_, delegates_, 2, Forum::start());
  forum_.Confirmed(kursk_, delegates_);
  const std::string first = Waiting(omsk_);
  const std::string second = Waiting(omsk_);
  const std::string third = Waiting(omsk_);
  ASSERT_THAT(forum_.Release(hold), IsOk());
  EXPECT_EQ(forum_.StateOf(first), P::CONFIRMED);
  EXPECT_EQ(forum_.StateOf(second), P::CONFIRMED);
  EXPECT_THAT(Line(), ElementsAre(third));
}

TEST_P(LineTest, ALargerQuotaLetsItsDelegationIn) {
  SetUpEvent(5);
  forum_.SetQuota(kursk_, delegates_, 0);
  const std::string first = Waiting(kursk_);
  const std::string second = Waiting(kursk_);
  forum_.SetQuota(kursk_, delegates_, 1);
  EXPECT_EQ(forum_.StateOf(first), P::CONFIRMED);
  EXPECT_EQ(forum_.StateOf(second), P::WAITLISTED);
  ASSERT_THAT(forum_.Do(&Rooms::SetQuota,
                        absl::StrCat("delegation: '", kursk_, "' category: '", delegates_, "'")),
              IsOk());
  EXPECT_EQ(forum_.StateOf(second), P::CONFIRMED);
}

TEST_P(LineTest, ALargerCategoryLetsTheLineIn) {
  SetUpEvent(0);
  const std::string first = Waiting(kursk_);
  const std::string second = Waiting(omsk_);
  ASSERT_THAT(forum_.Do(&Forum::Events::UpdateCategory,
                        absl::StrCat("category { name: '", delegates_, "' limit: 1 }")),
              IsOk());
  EXPECT_EQ(forum_.StateOf(first), P::CONFIRMED);
  EXPECT_EQ(forum_.StateOf(second), P::WAITLISTED);
  ASSERT_THAT(forum_.Do(&Forum::Events::UpdateCategory,
                        absl::StrCat("update_mask { paths: 'limit' } category { name: '",
                                     delegates_, "' }")),
              IsOk());
  EXPECT_EQ(forum_.StateOf(second), P::CONFIRMED);
}

TEST_P(LineTest, WhoseDelegationHasNoRoomIsPassedOver) {
  SetUpEvent(2);
  forum_.SetQuota(kursk_, delegates_, 1);
  const std::string of_omsk = forum_.Confirmed(omsk_, delegates_);
  forum_.Confirmed(kursk_, delegates_);
  const std::string first = Waiting(kursk_);
  const std::string second = Waiting(omsk_);
  ASSERT_THAT(forum_.Withdraw(of_omsk), IsOk());
  EXPECT_EQ(forum_.StateOf(first), P::WAITLISTED);
  EXPECT_EQ(forum_.StateOf(second), P::CONFIRMED);
  EXPECT_THAT(Line(), ElementsAre(first));
}

// --- Rank.

TEST_P(LineTest, TheFocalPointsRankDecidesInsideADelegation) {
  SetUpEvent(0);
  const std::string a = Waiting(kursk_);
  const std::string b = Waiting(omsk_);
  const std::string c = Waiting(kursk_, "waiting_rank: 1");
  const std::string d = Waiting(kursk_, "waiting_rank: 2");
  // Kursk has the first, third and fourth place, and fills them by rank.
  EXPECT_THAT(Line(), ElementsAre(c, b, d, a));
}

TEST_P(LineTest, AnotherRankChangesTheOrderInsideTheDelegationAlone) {
  SetUpEvent(1);
  const std::string seated = forum_.Confirmed(omsk_, delegates_);
  const std::string a = Waiting(kursk_);
  const std::string b = Waiting(omsk_);
  const std::string c = Waiting(kursk_);
  ASSERT_THAT(Rank(c, 1), IsOk());
  EXPECT_THAT(Line(), ElementsAre(c, b, a));
  ASSERT_THAT(Rank(a, 1), IsOk());
  // Of equal rank: by time.
  EXPECT_THAT(Line(), ElementsAre(a, b, c));
  ASSERT_THAT(Rank(c, 0), IsOk());
  EXPECT_THAT(Line(), ElementsAre(a, b, c));
  ASSERT_THAT(forum_.Withdraw(seated), IsOk());
  EXPECT_EQ(forum_.StateOf(a), P::CONFIRMED);
  EXPECT_THAT(Line(), ElementsAre(b, c));
}

TEST_P(LineTest, TheDelegationKeepsItsPlaceWhenItsFirstLeaves) {
  SetUpEvent(0);
  const std::string a = Waiting(kursk_, "waiting_rank: 2");
  const std::string b = Waiting(omsk_);
  const std::string c = Waiting(kursk_, "waiting_rank: 1");
  EXPECT_THAT(Line(), ElementsAre(c, b, a));
  ASSERT_THAT(forum_.Withdraw(c), IsOk());
  // The place that Kursk took with `a` is still its own.
  EXPECT_THAT(Line(), ElementsAre(a, b));
}

TEST_P(LineTest, AnEtagDoesNotChangeWithThePlaceInLine) {
  SetUpEvent(0);
  const std::string a = Waiting(kursk_);
  const std::string b = Waiting(omsk_);
  const std::string etag = forum_.Participant(b).etag();
  ASSERT_THAT(forum_.Withdraw(a), IsOk());
  EXPECT_EQ(forum_.Participant(b).place_in_line(), 1);
  EXPECT_EQ(forum_.Participant(b).etag(), etag);
}

// --- Newcomers.

TEST_P(LineTest, NewcomersDoNotJumpTheLine) {
  const absl::Time opens = forum_.clock().Now() + absl::Hours(1);
  // Nobody is promoted yet, so that a seat stays free while somebody waits for it.
  SetUpEvent(1, Window("PROMOTION", absl::StrCat("start_time ", InText(opens))));
  const std::string seated = forum_.Confirmed(kursk_, delegates_);
  const std::string first = Waiting(omsk_);
  ASSERT_THAT(forum_.Withdraw(seated), IsOk());
  ASSERT_EQ(forum_.StateOf(first), P::WAITLISTED);
  EXPECT_THAT(forum_.Confirm(forum_.Nominated(kursk_, delegates_), "when_full: REFUSE"),
              RefusedFor(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED));
  EXPECT_THAT(forum_.HoldSeats(kursk_, delegates_, 1, Forum::start()),
              RefusedFor(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED));
  const std::string newcomer = Waiting(kursk_);
  EXPECT_THAT(Line(), ElementsAre(first, newcomer));
}

TEST_P(LineTest, WhoseDelegationIsFullHoldsNobodyUp) {
  SetUpEvent(5);
  forum_.SetQuota(kursk_, delegates_, 0);
  Waiting(kursk_);
  EXPECT_EQ(forum_.StateOf(forum_.Confirmed(omsk_, delegates_)), P::CONFIRMED);
}

TEST_P(LineTest, ThereAreSeatsForNewcomersBeyondThoseOfTheLine) {
  const absl::Time opens = forum_.clock().Now() + absl::Hours(1);
  SetUpEvent(2, Window("PROMOTION", absl::StrCat("start_time ", InText(opens))));
  const std::string a = forum_.Confirmed(kursk_, delegates_);
  const std::string b = forum_.Confirmed(kursk_, delegates_);
  const std::string first = Waiting(omsk_);
  ASSERT_THAT(forum_.Withdraw(a), IsOk());
  ASSERT_THAT(forum_.Withdraw(b), IsOk());
  // Two are free, one of them is the line's.
  EXPECT_EQ(forum_.StateOf(forum_.Confirmed(kursk_, delegates_)), P::CONFIRMED);
  EXPECT_EQ(forum_.StateOf(forum_.Confirmed(kursk_, delegates_)), P::WAITLISTED);
  EXPECT_EQ(forum_.StateOf(first), P::WAITLISTED);
}

// --- Windows.

TEST_P(LineTest, NobodyMovesUpOutsideTheWindow) {
  const absl::Time closes = forum_.clock().Now() + absl::Hours(1);
  SetUpEvent(2, Window("PROMOTION", absl::StrCat("end_time ", InText(closes))));
  const std::string a = forum_.Confirmed(kursk_, delegates_);
  const std::string b = forum_.Confirmed(kursk_, delegates_);
  const std::string first = Waiting(omsk_);
  const std::string second = Waiting(omsk_);
  forum_.clock().Set(closes - absl::Microseconds(1));
  ASSERT_THAT(forum_.Withdraw(a), IsOk());
  EXPECT_EQ(forum_.StateOf(first), P::CONFIRMED);
  forum_.clock().Set(closes);
  ASSERT_THAT(forum_.Withdraw(b), IsOk());
  EXPECT_EQ(forum_.StateOf(second), P::WAITLISTED);
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 1);
}

TEST_P(LineTest, NobodyMovesUpPastTheHostsAcceptance) {
  SetUpEvent(1, "host_acceptance: true");
  const std::string seated = forum_.Confirmed(kursk_, delegates_);
  ASSERT_THAT(forum_.Accept(seated), IsOk());
  const std::string first = Waiting(omsk_);
  ASSERT_THAT(forum_.Withdraw(seated), IsOk());
  EXPECT_EQ(forum_.StateOf(first), P::CONFIRMED);
  EXPECT_THAT(forum_.Accept(first), IsOk());
}

TEST_P(LineTest, OnNominationWhoMovesUpIsNominated) {
  SetUpEvent(1, "seat_policy: ON_NOMINATION");
  const std::string seated = forum_.Nominated(kursk_, delegates_);
  const std::string first = Waiting(omsk_);
  ASSERT_THAT(forum_.Withdraw(seated), IsOk());
  EXPECT_EQ(forum_.StateOf(first), P::NOMINATED);
  EXPECT_THAT(forum_.Confirm(first), IsOk());
}

TEST_P(LineTest, NobodyMovesUpInAPostponedEvent) {
  SetUpEvent(1);
  const std::string seated = forum_.Confirmed(kursk_, delegates_);
  const std::string first = Waiting(omsk_);
  ASSERT_THAT(
      forum_.Do(&Forum::Events::PostponeEvent, Forum::Named("events/tibo", "reason: 'flood'")),
      IsOk());
  ASSERT_THAT(forum_.Withdraw(seated), IsOk());
  EXPECT_EQ(forum_.StateOf(first), P::WAITLISTED);
}

// --- Coming back.

TEST_P(LineTest, WhoComesBackForASeatThatIsGoneIsFirstInLine) {
  SetUpEvent(1);
  const std::string gone = forum_.Confirmed(kursk_, delegates_);
  const std::string promoted = Waiting(omsk_);
  const std::string waits = Waiting(kursk_, "waiting_rank: 1");
  ASSERT_THAT(forum_.Withdraw(gone), IsOk());
  ASSERT_EQ(forum_.StateOf(promoted), P::CONFIRMED);
  forum_.clock().Advance(absl::Seconds(1));
  const P back = Value(forum_.Reinstate(gone));
  EXPECT_EQ(back.state(), P::WAITLISTED);
  EXPECT_EQ(back.place_in_line(), 1);
  EXPECT_EQ(forum_.StateOf(promoted), P::CONFIRMED);
  EXPECT_THAT(Line(), ElementsAre(gone, waits));
  ASSERT_THAT(forum_.Withdraw(promoted), IsOk());
  EXPECT_EQ(forum_.StateOf(gone), P::CONFIRMED);
  EXPECT_EQ(forum_.StateOf(waits), P::WAITLISTED);
}

TEST_P(LineTest, OnNominationWhoComesBackTakesAFreeSeatOrIsFirstInLine) {
  SetUpEvent(1, "seat_policy: ON_NOMINATION");
  const std::string gone = forum_.Nominated(kursk_, delegates_);
  ASSERT_THAT(forum_.Withdraw(gone), IsOk());
  EXPECT_THAT(forum_.Reinstate(gone), IsOkAnd(Property(&P::state, P::NOMINATED)));
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 1);
  const std::string waits = Waiting(omsk_);
  ASSERT_THAT(forum_.Withdraw(gone), IsOk());
  ASSERT_EQ(forum_.StateOf(waits), P::NOMINATED);
  const std::string next = Waiting(omsk_);
  EXPECT_THAT(forum_.Reinstate(gone), IsOkAnd(Property(&P::state, P::WAITLISTED)));
  EXPECT_THAT(Line(), ElementsAre(gone, next));
}

TEST_P(LineTest, WhoComesBackWithoutHavingHadASeatIsNominated) {
  SetUpEvent(0);
  const std::string declined = forum_.Nominated(kursk_, delegates_);
  ASSERT_THAT(forum_.Decline(declined), IsOk());
  EXPECT_THAT(forum_.Reinstate(declined), IsOkAnd(Property(&P::state, P::NOMINATED)));
}

TEST_P(LineTest, WhoComesBackWhileASeatIsFreeIsNominated) {
  SetUpEvent(1);
  const std::string gone = forum_.Confirmed(kursk_, delegates_);
  ASSERT_THAT(forum_.Withdraw(gone), IsOk());
  EXPECT_THAT(forum_.Reinstate(gone), IsOkAnd(Property(&P::state, P::NOMINATED)));
  EXPECT_THAT(forum_.Confirm(gone), IsOk());
}

TEST_P(LineTest, WhoLeftTheLineComesBackToItsEnd) {
  SetUpEvent(0, "seat_policy: ON_NOMINATION");
  const std::string gone = Waiting(kursk_);
  const std::string waits = Waiting(omsk_);
  ASSERT_THAT(forum_.Decline(gone), IsOk());
  forum_.clock().Advance(absl::Seconds(1));
  EXPECT_THAT(forum_.Reinstate(gone), IsOkAnd(Property(&P::state, P::WAITLISTED)));
  EXPECT_THAT(Line(), ElementsAre(waits, gone));
}

TEST_P(LineTest, NobodyLosesASeatByMovingUnlessTheyAskToWait) {
  SetUpEvent(1);
  const std::string full = forum_.Category("full", "limit: 0");
  const std::string seated = forum_.Confirmed(kursk_, delegates_);
  EXPECT_THAT(forum_.ChangeCategory(seated, full),
              RefusedFor(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED));
  EXPECT_EQ(forum_.StateOf(seated), P::CONFIRMED);
  EXPECT_THAT(forum_.ChangeCategory(seated, full, "when_full: WAIT"),
              IsOkAnd(Property(&P::state, P::WAITLISTED)));
}

TEST_P(LineTest, WhoWaitsTakesASeatInAnotherCategory) {
  SetUpEvent(0);
  const std::string press = forum_.Category("press", "limit: 1");
  const std::string waits = Waiting(kursk_);
  const P moved = Value(forum_.ChangeCategory(waits, press));
  EXPECT_EQ(moved.state(), P::CONFIRMED);
  EXPECT_EQ(moved.place_in_line(), 0);
  EXPECT_THAT(Line(), IsEmpty());
}

TEST_P(LineTest, WhoWaitsAndMovesToAFullCategoryWaitsThereBehindOthers) {
  SetUpEvent(0);
  const std::string press = forum_.Category("press", "limit: 0");
  const std::string waits = Waiting(kursk_);
  forum_.clock().Advance(absl::Seconds(1));
  const std::string there = forum_.Confirmed(omsk_, press);
  forum_.clock().Advance(absl::Seconds(1));
  const P moved = Value(forum_.ChangeCategory(waits, press));
  EXPECT_EQ(moved.state(), P::WAITLISTED);
  EXPECT_EQ(moved.place_in_line(), 2);
  EXPECT_EQ(forum_.Participant(there).place_in_line(), 1);
}

}  // namespace
}  // namespace plenary::delegations
