// Seats over every engine: quotas, limits of categories, holds, overbooking and overflow.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/testing/forum_suite.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::Forum;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::plenary::testing::Value;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Property;
using ::testing::SizeIs;
using P = v1::Participant;
using Rooms = Forum::Delegations;

class SeatsTest : public testing::ForumTest {
 protected:
  void SetUpEvent(const std::string& event = "", const std::string& category = "") {
    forum_.Event(event);
    delegates_ = forum_.Category("delegates", category);
    kursk_ = forum_.Delegation("kursk");
  }
  absl::StatusOr<v1::Quota> SetQuota(const std::string& rest) {
    return forum_.Do(&Rooms::SetQuota, absl::StrCat("delegation: '", kursk_, "' category: '",
                                                    delegates_, "' ", rest));
  }
  absl::StatusOr<v1::Category> UpdateDelegates(const std::string& rest) {
    return forum_.Do(&Forum::Events::UpdateCategory,
                     absl::StrCat("category { name: '", delegates_, "' ", rest, " }"));
  }
  v1::Quota Quota() { return forum_.QuotaOf(kursk_, delegates_); }
  // The whole event's seats in a category.
  v1::Quota Total(const std::string& category) {
    const v1::QuotaReport report = forum_.QuotaReport();
    for (const v1::Quota& total : report.category_totals()) {
      if (total.category() == category) return total;
    }
    return {};
  }
  absl::Time Later(absl::Duration by) { return forum_.clock().Now() + by; }

  std::string delegates_;
  std::string kursk_;
};
PLENARY_ON_EVERY_ENGINE(SeatsTest);

TEST_P(SeatsTest, ADelegationWithoutAQuotaTakesWhatTheCategoryHas) {
  SetUpEvent("", "limit: 2");
  forum_.Confirmed(kursk_, delegates_);
  forum_.Confirmed(kursk_, delegates_);
  const auto third = forum_.Confirm(forum_.Nominated(kursk_, delegates_));
  EXPECT_THAT(third, RefusedFor(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED));
  EXPECT_THAT(third, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 2);
}

TEST_P(SeatsTest, AQuotaIsTheMostThatADelegationConfirms) {
  SetUpEvent();
  forum_.SetQuota(kursk_, delegates_, 1);
  const std::string omsk = forum_.Delegation("omsk");
  forum_.Confirmed(kursk_, delegates_);
  const std::string second = forum_.Nominated(kursk_, delegates_);
  const auto refused = forum_.Confirm(second);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED));
  base::Metadata metadata = base::MetadataOf(refused.status());
  EXPECT_EQ(metadata["seatsLeft"], "0");
  EXPECT_EQ(metadata["seatsWanted"], "1");
  EXPECT_EQ(metadata["limit"], "1");
  EXPECT_EQ(metadata["category"], delegates_);
  EXPECT_EQ(forum_.StateOf(second), P::NOMINATED);
  EXPECT_EQ(forum_.StateOf(forum_.Confirmed(omsk, delegates_)), P::CONFIRMED);
}

TEST_P(SeatsTest, NominationTakesASeatWhereTheEventSaysSo) {
  SetUpEvent("seat_policy: ON_NOMINATION");
  forum_.SetQuota(kursk_, delegates_, 1);
  const std::string first = forum_.Nominated(kursk_, delegates_);
  EXPECT_EQ(Quota().used(), 1);
  const std::string second = forum_.Draft(kursk_, delegates_);
  EXPECT_THAT(forum_.Nominate(second), RefusedFor(v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED));
  EXPECT_EQ(forum_.StateOf(second), P::DRAFT);
  EXPECT_THAT(forum_.Confirm(first), IsOk());
  EXPECT_EQ(Quota().used(), 1);
}

TEST_P(SeatsTest, NominationTakesNoSeatWhereConfirmationDoes) {
  SetUpEvent();
  forum_.SetQuota(kursk_, delegates_, 1);
  forum_.Nominated(kursk_, delegates_);
  forum_.Nominated(kursk_, delegates_);
  EXPECT_EQ(Quota().used(), 0);
}

TEST_P(SeatsTest, DraftsTakeNoSeat) {
  SetUpEvent("seat_policy: ON_NOMINATION", "limit: 0");
  forum_.Draft(kursk_, delegates_);
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 0);
}

TEST_P(SeatsTest, WhoComesAloneTakesASeatOfTheCategoryOnly) {
  SetUpEvent("", "limit: 1");
  forum_.SetQuota(kursk_, delegates_, 0);
  EXPECT_EQ(forum_.StateOf(forum_.Confirmed("", delegates_)), P::CONFIRMED);
  EXPECT_THAT(forum_.Confirm(forum_.Nominated("", delegates_)),
              RefusedFor(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED));
  EXPECT_EQ(Quota().used(), 0);
  EXPECT_EQ(Total(delegates_).used(), 1);
}

TEST_P(SeatsTest, ASeatThatIsGivenUpIsFree) {
  SetUpEvent("host_acceptance: true");
  forum_.SetQuota(kursk_, delegates_, 1);
  const std::string withdrawn = forum_.Confirmed(kursk_, delegates_);
  ASSERT_THAT(forum_.Withdraw(withdrawn), IsOk());
  EXPECT_EQ(Quota().used(), 0);
  const std::string rejected = forum_.Confirmed(kursk_, delegates_);
  ASSERT_THAT(forum_.Reject(rejected), IsOk());
  EXPECT_EQ(Quota().used(), 0);
  const std::string accepted = forum_.Confirmed(kursk_, delegates_);
  ASSERT_THAT(forum_.Accept(accepted), IsOk());
  EXPECT_EQ(Quota().used(), 1);
  ASSERT_THAT(forum_.Withdraw(accepted), IsOk());
  EXPECT_EQ(Quota().used(), 0);
}

TEST_P(SeatsTest, ANominationThatIsDeclinedGivesItsSeatBack) {
  SetUpEvent("seat_policy: ON_NOMINATION");
  forum_.SetQuota(kursk_, delegates_, 1);
  ASSERT_THAT(forum_.Decline(forum_.Nominated(kursk_, delegates_)), IsOk());
  EXPECT_EQ(Quota().used(), 0);
  EXPECT_THAT(forum_.Nominate(forum_.Draft(kursk_, delegates_)), IsOk());
}

// --- Quotas.

TEST_P(SeatsTest, AQuotaIsSetChangedAndTakenAway) {
  SetUpEvent();
  const v1::Quota set = Value(SetQuota("limit: 5"));
  EXPECT_EQ(set.delegation(), kursk_);
  EXPECT_EQ(set.category(), delegates_);
  EXPECT_EQ(set.limit(), 5);
  EXPECT_EQ(set.over_by(), 0);
  EXPECT_THAT(Quota(), EqualsProto(set));
  EXPECT_THAT(SetQuota("limit: 0"), IsOkAnd(Property(&v1::Quota::limit, 0)));
  EXPECT_TRUE(Quota().has_limit());
  EXPECT_THAT(SetQuota(""), IsOkAnd(Property(&v1::Quota::has_limit, false)));
  EXPECT_FALSE(Quota().has_limit());
  EXPECT_EQ(forum_.StateOf(forum_.Confirmed(kursk_, delegates_)), P::CONFIRMED);
}

TEST_P(SeatsTest, AQuotaNamesADelegationAndACategoryThatExist) {
  SetUpEvent();
  forum_.Event("", "other");
  const std::string elsewhere = forum_.Category("delegates", "", "events/other");
  const auto set = [&](const std::string& delegation, const std::string& category) {
    return forum_.Do(&Rooms::SetQuota, absl::StrCat("delegation: '", delegation, "' category: '",
                                                    category, "' limit: 1"));
  };
  EXPECT_THAT(set("events/tibo/delegations/unknown", delegates_),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(set(kursk_, "events/tibo/categories/unknown"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(BadFields(set(kursk_, elsewhere)), ElementsAre("category"));
  EXPECT_THAT(BadFields(set(kursk_, "delegates")), ElementsAre("category"));
  EXPECT_THAT(BadFields(SetQuota("limit: -1")), ElementsAre("limit"));
  EXPECT_THAT(BadFields(SetQuota("limit: 1000001")), ElementsAre("limit"));
}

TEST_P(SeatsTest, AQuotaGoesBelowItsUseWithAReasonOnlyAndDropsNobody) {
  SetUpEvent();
  forum_.SetQuota(kursk_, delegates_, 3);
  const std::string a = forum_.Confirmed(kursk_, delegates_);
  const std::string b = forum_.Confirmed(kursk_, delegates_);
  forum_.Hold(kursk_, delegates_, 1, Later(absl::Hours(1)));
  const auto refused = SetQuota("limit: 1");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_QUOTA_BELOW_USE));
  EXPECT_EQ(base::MetadataOf(refused.status()).at("used"), "3");
  EXPECT_EQ(base::MetadataOf(refused.status()).at("limit"), "1");
  EXPECT_EQ(Quota().limit(), 3);
  const v1::Quota over = Value(SetQuota("limit: 1 overbooking_reason: 'a smaller hall'"));
  EXPECT_EQ(over.over_by(), 2);
  EXPECT_EQ(over.used(), 2);
  EXPECT_EQ(over.held(), 1);
  EXPECT_EQ(over.overbooking_reason(), "a smaller hall");
  EXPECT_THAT(Quota(), EqualsProto(over));
  EXPECT_EQ(forum_.StateOf(a), P::CONFIRMED);
  EXPECT_EQ(forum_.StateOf(b), P::CONFIRMED);
  EXPECT_THAT(forum_.Confirm(forum_.Nominated(kursk_, delegates_)),
              RefusedFor(v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED));
}

TEST_P(SeatsTest, WhoLeavesAnOverbookedDelegationLeavesNoFreeSeat) {
  SetUpEvent();
  const std::string a = forum_.Confirmed(kursk_, delegates_);
  forum_.Confirmed(kursk_, delegates_);
  ASSERT_THAT(SetQuota("limit: 1 overbooking_reason: 'a smaller hall'"), IsOk());
  ASSERT_THAT(forum_.Withdraw(a), IsOk());
  EXPECT_EQ(Quota().over_by(), 0);
  EXPECT_EQ(Quota().used(), 1);
  EXPECT_THAT(forum_.Confirm(forum_.Nominated(kursk_, delegates_)),
              RefusedFor(v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED));
}

TEST_P(SeatsTest, AQuotaIsSetAtAnyTimeButNotInWhatIsOver) {
  SetUpEvent();
  ASSERT_THAT(forum_.Do(&Forum::Events::UpdateEvent,
                        "event { name: 'events/tibo' windows { step: NOMINATION "
                        "interval { end_time { seconds: 5 } } } }"),
              IsOk());
  EXPECT_THAT(SetQuota("limit: 5"), IsOk());
  ASSERT_THAT(
      forum_.Do(&Forum::Events::CancelEvent, Forum::Named("events/tibo", "reason: 'flood'")),
      IsOk());
  EXPECT_THAT(SetQuota("limit: 6"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST_P(SeatsTest, AQuotaOfADeclinedDelegationCannotBeSet) {
  SetUpEvent();
  ASSERT_THAT(forum_.DeclineDelegation(kursk_), IsOk());
  EXPECT_THAT(SetQuota("limit: 5"), RefusedFor(v1::ERROR_REASON_DELEGATION_NOT_OPEN));
}

TEST_P(SeatsTest, ADryRunOfAQuotaSetsNothing) {
  SetUpEvent();
  EXPECT_THAT(SetQuota("limit: 5 validate_only: true"), IsOkAnd(Property(&v1::Quota::limit, 5)));
  EXPECT_FALSE(Quota().has_limit());
}

// --- Reports.

TEST_P(SeatsTest, AReportTellsWhatIsUsedHeldAndWaiting) {
  SetUpEvent("waiting_list: true", "limit: 10 precedence: 2");
  const std::string press = forum_.Category("press", "precedence: 1");
  const std::string brest = forum_.Delegation("brest");
  forum_.SetQuota(kursk_, delegates_, 2);
  forum_.SetQuota(kursk_, press, 1);
  forum_.SetQuota(brest, delegates_, 4);
  forum_.Confirmed(kursk_, delegates_);
  forum_.Hold(kursk_, delegates_, 1, Later(absl::Hours(1)));
  forum_.Confirmed(kursk_, delegates_);
  forum_.Confirmed(kursk_, press);
  forum_.Confirmed(brest, delegates_);
  forum_.Confirmed("", delegates_);
  const v1::QuotaReport report = forum_.QuotaReport();
  EXPECT_EQ(testing::TimeOf(report.read_time()), forum_.clock().Now());
  std::vector<std::string> lines;
  for (const v1::Quota& quota : report.quotas()) {
    lines.push_back(absl::StrCat(base::LastId(quota.delegation()), " ",
                                 base::LastId(quota.category()), " ", quota.limit(), " ",
                                 quota.used(), " ", quota.held(), " ", quota.waiting()));
  }
  EXPECT_THAT(lines, ElementsAre("brest delegates 4 1 0 0", "kursk press 1 1 0 0",
                                 "kursk delegates 2 1 1 1"));
  EXPECT_EQ(Total(delegates_).limit(), 10);
  EXPECT_EQ(Total(delegates_).used(), 3);
  EXPECT_EQ(Total(delegates_).held(), 1);
  EXPECT_EQ(Total(delegates_).waiting(), 1);
  EXPECT_EQ(Total(delegates_).delegation(), "");
  EXPECT_FALSE(Total(press).has_limit());
  EXPECT_EQ(forum_.QuotaReport(kursk_).quotas_size(), 2);
  EXPECT_EQ(forum_.QuotaReport(brest).quotas_size(), 1);
  EXPECT_THAT(forum_.GetDelegation(kursk_).quotas(),
              ElementsAre(EqualsProto(report.quotas(2)), EqualsProto(report.quotas(1))));
}

TEST_P(SeatsTest, AReportIsOfAnEventOrADelegationThatExists) {
  SetUpEvent();
  for (const char* parent : {"events/unknown", "events/tibo/delegations/unknown"}) {
    EXPECT_THAT(forum_.Ask(&Rooms::GetQuotaReport, absl::StrCat("parent: '", parent, "'")),
                RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  }
  EXPECT_THAT(BadFields(forum_.Ask(&Rooms::GetQuotaReport, "parent: 'people/a'")),
              ElementsAre("parent"));
}

// --- Holds.

TEST_P(SeatsTest, AHoldKeepsSeatsUntilItExpires) {
  SetUpEvent("", "limit: 2");
  const absl::Time until = Later(absl::Hours(1));
  const v1::SeatHold hold = Value(forum_.HoldSeats(kursk_, delegates_, 2, until));
  EXPECT_EQ(hold.seats(), 2);
  EXPECT_EQ(hold.category(), delegates_);
  EXPECT_EQ(testing::TimeOf(hold.create_time()), forum_.clock().Now());
  EXPECT_TRUE(
      base::HasForm(hold.name(), "events/{event}/delegations/{delegation}/seatHolds/{seat_hold}"));
  EXPECT_EQ(Quota().held(), 2);
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 2);
  const std::string omsk = forum_.Delegation("omsk");
  const std::string waiting = forum_.Nominated(omsk, delegates_);
  EXPECT_THAT(forum_.Confirm(waiting), RefusedFor(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED));
  forum_.clock().Set(until - absl::Microseconds(1));
  EXPECT_THAT(forum_.Confirm(waiting), RefusedFor(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED));
  forum_.clock().Set(until);
  // Expired, though nobody swept it away.
  EXPECT_EQ(Quota().held(), 0);
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 0);
  EXPECT_THAT(forum_.HoldsOf(kursk_), IsEmpty());
  EXPECT_THAT(forum_.Confirm(waiting), IsOk());
}

TEST_P(SeatsTest, NoMoreIsHeldThanThereIs) {
  SetUpEvent("", "limit: 3");
  forum_.SetQuota(kursk_, delegates_, 2);
  const auto refused = forum_.HoldSeats(kursk_, delegates_, 3, Later(absl::Hours(1)));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED));
  EXPECT_EQ(base::MetadataOf(refused.status())["seatsLeft"], "2");
  EXPECT_EQ(base::MetadataOf(refused.status())["seatsWanted"], "3");
  const std::string omsk = forum_.Delegation("omsk");
  EXPECT_THAT(forum_.HoldSeats(omsk, delegates_, 4, Later(absl::Hours(1))),
              RefusedFor(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED));
  EXPECT_EQ(Quota().held(), 0);
}

TEST_P(SeatsTest, AHoldMustEndInTheFutureAndHoldSomething) {
  SetUpEvent();
  EXPECT_THAT(BadFields(forum_.HoldSeats(kursk_, delegates_, 1, forum_.clock().Now())),
              ElementsAre("seat_hold.expire_time"));
  EXPECT_THAT(BadFields(forum_.HoldSeats(kursk_, delegates_, 0, Later(absl::Hours(1)))),
              ElementsAre("seat_hold.seats"));
  EXPECT_THAT(BadFields(forum_.Do(&Rooms::HoldSeats,
                                  absl::StrCat("parent: '", kursk_, "' seat_hold { category: '",
                                               delegates_, "' seats: 1 }"))),
              ElementsAre("seat_hold.expire_time"));
  EXPECT_THAT(forum_.HoldSeats(kursk_, "events/tibo/categories/unknown", 1, Later(absl::Hours(1))),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(SeatsTest, SeatsAreHeldInsideTheNominationWindow) {
  const absl::Time closes = Later(absl::Hours(1));
  SetUpEvent(
      absl::StrCat("windows { step: NOMINATION interval { end_time ", InText(closes), " } }"));
  forum_.clock().Set(closes - absl::Microseconds(1));
  EXPECT_THAT(forum_.HoldSeats(kursk_, delegates_, 1, Forum::start()), IsOk());
  forum_.clock().Set(closes);
  EXPECT_THAT(forum_.HoldSeats(kursk_, delegates_, 1, Forum::start()),
              RefusedFor(v1::ERROR_REASON_REGISTRATION_CLOSED));
  EXPECT_THAT(forum_.HoldSeats(kursk_, delegates_, 1, Forum::start(), "reason: 'the minister'"),
              IsOk());
}

TEST_P(SeatsTest, WhoIsNamedTakesAHeldSeat) {
  SetUpEvent("seat_policy: ON_NOMINATION", "limit: 2");
  const std::string hold = forum_.Hold(kursk_, delegates_, 2, Later(absl::Hours(1)));
  const std::string with_hold = absl::StrCat("seat_hold: '", hold, "'");
  EXPECT_THAT(forum_.Nominate(forum_.Draft(kursk_, delegates_), with_hold), IsOk());
  EXPECT_EQ(Quota().used(), 1);
  EXPECT_EQ(Quota().held(), 1);
  EXPECT_THAT(forum_.HoldsOf(kursk_), ElementsAre(Property(&v1::SeatHold::seats, 1)));
  EXPECT_THAT(forum_.Nominate(forum_.Draft(kursk_, delegates_)),
              RefusedFor(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED));
  EXPECT_THAT(forum_.Nominate(forum_.Draft(kursk_, delegates_), with_hold), IsOk());
  EXPECT_EQ(Quota().used(), 2);
  EXPECT_EQ(Quota().held(), 0);
  EXPECT_THAT(forum_.HoldsOf(kursk_), IsEmpty());
}

TEST_P(SeatsTest, WhoIsNamedForAHeldSeatHasItBeforeConfirming) {
  SetUpEvent("", "limit: 1");
  const std::string hold = forum_.Hold(kursk_, delegates_, 1, Later(absl::Hours(1)));
  const std::string named = forum_.Draft(kursk_, delegates_);
  ASSERT_THAT(forum_.Nominate(named, absl::StrCat("seat_hold: '", hold, "'")),
              IsOkAnd(Property(&P::state, P::NOMINATED)));
  EXPECT_EQ(Quota().used(), 1);
  forum_.clock().Advance(absl::Hours(2));
  EXPECT_THAT(forum_.Confirm(forum_.Nominated("", delegates_)),
              RefusedFor(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED));
  EXPECT_THAT(forum_.Confirm(named), IsOk());
  EXPECT_EQ(Quota().used(), 1);
}

TEST_P(SeatsTest, ASeatNamedAfterItsHoldExpiredIsRefused) {
  SetUpEvent();
  const absl::Time until = Later(absl::Hours(1));
  const std::string hold =
      absl::StrCat("seat_hold: '", forum_.Hold(kursk_, delegates_, 2, until), "'");
  forum_.clock().Set(until - absl::Microseconds(1));
  EXPECT_THAT(forum_.Nominate(forum_.Draft(kursk_, delegates_), hold), IsOk());
  forum_.clock().Set(until);
  const std::string late = forum_.Draft(kursk_, delegates_);
  EXPECT_THAT(forum_.Nominate(late, hold), RefusedFor(v1::ERROR_REASON_SEAT_HOLD_EXPIRED));
  EXPECT_EQ(forum_.StateOf(late), P::DRAFT);
  EXPECT_THAT(forum_.Nominate(late), IsOk());
}

TEST_P(SeatsTest, AHoldIsForItsDelegationAndCategory) {
  SetUpEvent();
  const std::string press = forum_.Category("press");
  const std::string omsk = forum_.Delegation("omsk");
  const std::string hold =
      absl::StrCat("seat_hold: '", forum_.Hold(kursk_, delegates_, 1, Later(absl::Hours(1))), "'");
  EXPECT_THAT(BadFields(forum_.Nominate(forum_.Draft(omsk, delegates_), hold)),
              ElementsAre("seat_hold"));
  EXPECT_THAT(BadFields(forum_.Nominate(forum_.Draft(kursk_, press), hold)),
              ElementsAre("seat_hold"));
  EXPECT_THAT(BadFields(forum_.Nominate(forum_.Draft("", delegates_), hold)),
              ElementsAre("seat_hold"));
  EXPECT_THAT(forum_.Nominate(forum_.Draft(kursk_, delegates_),
                              absl::StrCat("seat_hold: '", kursk_, "/seatHolds/unknown'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(Quota().held(), 1);
}

TEST_P(SeatsTest, HeldSeatsAreGivenBackOnceHoweverOftenItIsAsked) {
  SetUpEvent("", "limit: 1");
  const std::string hold = forum_.Hold(kursk_, delegates_, 1, Later(absl::Hours(1)));
  EXPECT_THAT(forum_.Release(hold), IsOk());
  EXPECT_THAT(forum_.Release(hold), IsOk());
  EXPECT_EQ(Quota().held(), 0);
  EXPECT_THAT(forum_.HoldsOf(kursk_), IsEmpty());
  forum_.Confirmed(kursk_, delegates_);
  EXPECT_THAT(forum_.Release(hold), IsOk());
  EXPECT_EQ(Quota().used(), 1);
  EXPECT_THAT(
      forum_.Nominate(forum_.Draft(kursk_, delegates_), absl::StrCat("seat_hold: '", hold, "'")),
      RefusedFor(v1::ERROR_REASON_SEAT_HOLD_EXPIRED));
  EXPECT_THAT(forum_.Release(absl::StrCat(kursk_, "/seatHolds/unknown")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(SeatsTest, AnExpiredHoldIsReleasedWithoutHarm) {
  SetUpEvent("", "limit: 1");
  const std::string hold = forum_.Hold(kursk_, delegates_, 1, Later(absl::Hours(1)));
  forum_.clock().Advance(absl::Hours(1));
  forum_.Confirmed(kursk_, delegates_);
  EXPECT_THAT(forum_.Release(hold), IsOk());
  EXPECT_EQ(Quota().used(), 1);
  EXPECT_EQ(Quota().held(), 0);
}

TEST_P(SeatsTest, HoldsAreListedInOrderOfExpiry) {
  SetUpEvent();
  const std::string press = forum_.Category("press");
  const std::string late = forum_.Hold(kursk_, delegates_, 1, Later(absl::Hours(3)));
  const std::string soon = forum_.Hold(kursk_, press, 2, Later(absl::Hours(1)));
  const std::string later = forum_.Hold(kursk_, delegates_, 3, Later(absl::Hours(2)));
  const std::string other = forum_.Hold(forum_.Delegation("omsk"), press, 3, Forum::start());
  const auto list = [&](const std::string& rest) {
    std::vector<std::string> names;
    auto request = testing::Parse<v1::ListSeatHoldsRequest>(
        absl::StrCat("parent: '", kursk_, "' page_size: 1 ", rest));
    do {
      const auto page = Value(forum_.Ask(&Rooms::ListSeatHolds, request));
      for (const v1::SeatHold& hold : page.seat_holds()) names.push_back(hold.name());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return names;
  };
  EXPECT_THAT(list(""), ElementsAre(soon, later, late));
  EXPECT_THAT(list("order_by: 'expire_time'"), ElementsAre(soon, later, late));
  EXPECT_THAT(list(absl::StrCat("filter: 'category = \"", delegates_, "\"'")),
              ElementsAre(later, late));
  EXPECT_THAT(list("filter: 'expire_time > \"2023-04-17T14:00:00Z\"'"), ElementsAre(late));
  EXPECT_THAT(
      forum_.Ask(&Rooms::ListSeatHolds, absl::StrCat("parent: '", kursk_, "' order_by: 'seats'")),
      RefusedFor(v1::ERROR_REASON_INVALID_ORDER));
  EXPECT_THAT(forum_.Ask(&Rooms::ListSeatHolds, "parent: 'events/tibo/delegations/unknown'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(SeatsTest, ADryRunOfAHoldHoldsNothing) {
  SetUpEvent();
  EXPECT_THAT(forum_.HoldSeats(kursk_, delegates_, 5, Forum::start(), "validate_only: true"),
              IsOk());
  EXPECT_THAT(forum_.HoldsOf(kursk_), IsEmpty());
  EXPECT_EQ(Quota().held(), 0);
}

// --- Overbooking.

TEST_P(SeatsTest, TheSecretariatOverbooksWithAReason) {
  SetUpEvent();
  forum_.SetQuota(kursk_, delegates_, 1);
  forum_.Confirmed(kursk_, delegates_);
  const std::string extra = forum_.Nominated(kursk_, delegates_);
  EXPECT_THAT(forum_.Confirm(extra, "when_full: OVERBOOK"),
              RefusedFor(v1::ERROR_REASON_REASON_REQUIRED));
  EXPECT_EQ(forum_.StateOf(extra), P::NOMINATED);
  const P taken = Value(forum_.Confirm(extra, "when_full: OVERBOOK reason: 'the governor'"));
  EXPECT_EQ(taken.state(), P::CONFIRMED);
  EXPECT_TRUE(taken.overbooked());
  EXPECT_EQ(Quota().used(), 2);
  EXPECT_EQ(Quota().over_by(), 1);
  EXPECT_EQ(Quota().overbooking_reason(), "the governor");
}

TEST_P(SeatsTest, OverbookingACategoryShowsInItsTotal) {
  SetUpEvent("seat_policy: ON_NOMINATION", "limit: 1");
  forum_.Nominated(kursk_, delegates_);
  const P extra = Value(
      forum_.Nominate(forum_.Draft("", delegates_), "when_full: OVERBOOK reason: 'the governor'"));
  EXPECT_TRUE(extra.overbooked());
  EXPECT_EQ(Total(delegates_).over_by(), 1);
  EXPECT_EQ(Total(delegates_).overbooking_reason(), "the governor");
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 2);
}

TEST_P(SeatsTest, WhoFindsASeatIsNotOverbooked) {
  SetUpEvent();
  forum_.SetQuota(kursk_, delegates_, 1);
  const P taken = Value(forum_.Confirm(forum_.Nominated(kursk_, delegates_),
                                       "when_full: OVERBOOK reason: 'the governor'"));
  EXPECT_FALSE(taken.overbooked());
  EXPECT_EQ(Quota().over_by(), 0);
}

TEST_P(SeatsTest, RefusingIsWhatHappensWhereItIsAskedFor) {
  SetUpEvent("waiting_list: true");
  forum_.SetQuota(kursk_, delegates_, 0);
  const std::string nominated = forum_.Nominated(kursk_, delegates_);
  EXPECT_THAT(forum_.Confirm(nominated, "when_full: REFUSE"),
              RefusedFor(v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED));
  EXPECT_THAT(BadFields(forum_.Confirm(nominated, "when_full: 99")), ElementsAre("when_full"));
}

// --- Overflow.

TEST_P(SeatsTest, WhoFindsNoSeatMaySitInTheOverflow) {
  SetUpEvent("", "limit: 1");
  const std::string balcony =
      forum_.Category("balcony", absl::StrCat("limit: 1 overflow_of: '", delegates_, "'"));
  forum_.Confirmed(kursk_, delegates_);
  const P above =
      Value(forum_.Confirm(forum_.Nominated(kursk_, delegates_), "when_full: USE_OVERFLOW"));
  EXPECT_EQ(above.state(), P::CONFIRMED);
  EXPECT_EQ(above.category(), balcony);
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 1);
  EXPECT_EQ(forum_.GetCategory(balcony).used(), 1);
  // The overflow is full as well: what was refused first is what is said.
  const std::string third = forum_.Nominated(kursk_, delegates_);
  const auto refused = forum_.Confirm(third, "when_full: USE_OVERFLOW");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED));
  EXPECT_EQ(base::MetadataOf(refused.status())["category"], delegates_);
  EXPECT_EQ(forum_.Participant(third).category(), delegates_);
}

TEST_P(SeatsTest, TheOverflowHasAQuotaOfItsOwn) {
  SetUpEvent();
  const std::string balcony =
      forum_.Category("balcony", absl::StrCat("overflow_of: '", delegates_, "'"));
  forum_.SetQuota(kursk_, delegates_, 0);
  forum_.SetQuota(kursk_, balcony, 0);
  const std::string nominated = forum_.Nominated(kursk_, delegates_);
  EXPECT_THAT(forum_.Confirm(nominated, "when_full: USE_OVERFLOW"),
              RefusedFor(v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED));
  forum_.SetQuota(kursk_, balcony, 1);
  EXPECT_THAT(forum_.Confirm(nominated, "when_full: USE_OVERFLOW"),
              IsOkAnd(Property(&P::category, balcony)));
  EXPECT_EQ(forum_.QuotaOf(kursk_, balcony).used(), 1);
}

TEST_P(SeatsTest, NobodySpeaksFromTheOverflow) {
  SetUpEvent();
  forum_.Category("balcony", absl::StrCat("overflow_of: '", delegates_, "'"));
  forum_.SetQuota(kursk_, delegates_, 0);
  const std::string speaker = forum_.Nominated(kursk_, delegates_, "functions: SPEAKER");
  EXPECT_THAT(forum_.Confirm(speaker, "when_full: USE_OVERFLOW"),
              RefusedFor(v1::ERROR_REASON_OVERFLOW_MAY_NOT_SPEAK));
  EXPECT_EQ(forum_.Participant(speaker).category(), delegates_);
}

TEST_P(SeatsTest, WithoutAnOverflowTheRefusalStands) {
  SetUpEvent();
  forum_.SetQuota(kursk_, delegates_, 0);
  EXPECT_THAT(forum_.Confirm(forum_.Nominated(kursk_, delegates_), "when_full: USE_OVERFLOW"),
              RefusedFor(v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED));
}

TEST_P(SeatsTest, WhoFindsASeatDoesNotSitInTheOverflow) {
  SetUpEvent();
  forum_.Category("balcony", absl::StrCat("overflow_of: '", delegates_, "'"));
  EXPECT_THAT(forum_.Confirm(forum_.Nominated(kursk_, delegates_), "when_full: USE_OVERFLOW"),
              IsOkAnd(Property(&P::category, delegates_)));
}

// --- Limits of categories.

TEST_P(SeatsTest, ACategorysLimitDoesNotGoBelowItsUse) {
  SetUpEvent("", "limit: 5");
  forum_.Confirmed(kursk_, delegates_);
  forum_.Hold(kursk_, delegates_, 2, Later(absl::Hours(1)));
  EXPECT_THAT(UpdateDelegates("limit: 2"), RefusedFor(v1::ERROR_REASON_QUOTA_BELOW_USE));
  EXPECT_THAT(UpdateDelegates("limit: 3"), IsOk());
}

TEST_P(SeatsTest, ACategorysUseShowsInItsListToo) {
  SetUpEvent("", "limit: 5");
  forum_.Confirmed(kursk_, delegates_);
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 1);
  EXPECT_THAT(forum_.Ask(&Forum::Events::BatchGetCategories,
                         absl::StrCat("parent: 'events/tibo' names: '", delegates_, "'")),
              IsOkAnd(Property(&v1::BatchGetCategoriesResponse::categories,
                               ElementsAre(Property(&v1::Category::used, 1)))));
}

// --- Moving between categories.

TEST_P(SeatsTest, ChangingCategoryTakesTheSeatAlong) {
  SetUpEvent();
  const std::string press = forum_.Category("press", "limit: 1");
  const std::string moved = forum_.Confirmed(kursk_, delegates_);
  EXPECT_THAT(forum_.ChangeCategory(moved, press),
              IsOkAnd(AllOf(Property(&P::category, press), Property(&P::state, P::CONFIRMED))));
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 0);
  EXPECT_EQ(forum_.GetCategory(press).used(), 1);
  const std::string second = forum_.Confirmed(kursk_, delegates_);
  EXPECT_THAT(forum_.ChangeCategory(second, press),
              RefusedFor(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED));
  forum_.SetQuota(kursk_, press, 1);
  EXPECT_THAT(forum_.ChangeCategory(second, press),
              RefusedFor(v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED));
  EXPECT_EQ(forum_.Participant(second).category(), delegates_);
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 1);
}

TEST_P(SeatsTest, ASpeakerCannotMoveToAnOverflow) {
  SetUpEvent();
  const std::string balcony =
      forum_.Category("balcony", absl::StrCat("overflow_of: '", delegates_, "'"));
  const std::string speaker = forum_.Confirmed(kursk_, delegates_, "functions: SPEAKER");
  EXPECT_THAT(forum_.ChangeCategory(speaker, balcony),
              RefusedFor(v1::ERROR_REASON_OVERFLOW_MAY_NOT_SPEAK));
}

TEST_P(SeatsTest, WhoHasNoSeatMovesFreely) {
  SetUpEvent();
  const std::string press = forum_.Category("press", "limit: 0");
  EXPECT_THAT(forum_.ChangeCategory(forum_.Draft(kursk_, delegates_), press), IsOk());
  EXPECT_THAT(forum_.ChangeCategory(forum_.Nominated(kursk_, delegates_), press),
              IsOkAnd(Property(&P::state, P::NOMINATED)));
}

TEST_P(SeatsTest, MovingIntoAFullCategoryMayWaitOrOverbook) {
  SetUpEvent("", "limit: 5");
  const std::string press = forum_.Category("press", "limit: 0");
  const P waits =
      Value(forum_.ChangeCategory(forum_.Confirmed(kursk_, delegates_), press, "when_full: WAIT"));
  EXPECT_EQ(waits.state(), P::WAITLISTED);
  EXPECT_EQ(waits.place_in_line(), 1);
  const P over = Value(forum_.ChangeCategory(forum_.Confirmed(kursk_, delegates_), press,
                                             "when_full: OVERBOOK reason: 'the governor'"));
  EXPECT_EQ(over.state(), P::CONFIRMED);
  EXPECT_TRUE(over.overbooked());
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 0);
  EXPECT_EQ(forum_.GetCategory(press).used(), 1);
}

}  // namespace
}  // namespace plenary::delegations
