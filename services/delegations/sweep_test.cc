// What time alone brings about: holds that expired, windows that opened.
#include "services/delegations/sweep.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/testing/forum_suite.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::Forum;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using P = v1::Participant;

class SweepTest : public testing::ForumTest {
 protected:
  void SetUpEvent(int limit, const std::string& event = "") {
    forum_.Event(absl::StrCat("waiting_list: true ", event));
    delegates_ = forum_.Category("delegates", absl::StrCat("limit: ", limit));
    kursk_ = forum_.Delegation("kursk");
  }
  absl::Status SweepNow() {
    return Sweep(forum_.store(), forum_.clock(), forum_.random(), forum_.attendances());
  }
  absl::Time Later(absl::Duration by) { return forum_.clock().Now() + by; }
  std::string Waiting() {
    const std::string name = forum_.Confirmed(kursk_, delegates_);
    EXPECT_EQ(forum_.StateOf(name), P::WAITLISTED);
    forum_.clock().Advance(absl::Seconds(1));
    return name;
  }
  // How many changes the log of the event has.
  int64_t Changes() {
    int64_t number = 0;
    EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                     [&](storage::Tx& tx) -> absl::Status {
                                       PLENARY_ASSIGN_OR_RETURN(
                                           const auto head, storage::ReadHead(tx, "events/tibo"));
                                       number = head.number;
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return number;
  }

  std::string delegates_;
  std::string kursk_;
};
PLENARY_ON_EVERY_ENGINE(SweepTest);

TEST_P(SweepTest, ExpiredHoldsGoAndTheLineMovesUp) {
  SetUpEvent(3);
  const absl::Time expires = Later(absl::Hours(1));
  forum_.Hold(kursk_, delegates_, 2, expires);
  forum_.Hold(kursk_, delegates_, 1, Later(absl::Hours(9)));
  const std::string first = Waiting();
  const std::string second = Waiting();
  const std::string third = Waiting();
  forum_.clock().Set(expires - absl::Microseconds(1));
  ASSERT_THAT(SweepNow(), IsOk());
  EXPECT_EQ(forum_.StateOf(first), P::WAITLISTED);
  forum_.clock().Set(expires);
  ASSERT_THAT(SweepNow(), IsOk());
  EXPECT_EQ(forum_.StateOf(first), P::CONFIRMED);
  EXPECT_EQ(forum_.StateOf(second), P::CONFIRMED);
  EXPECT_EQ(forum_.StateOf(third), P::WAITLISTED);
  EXPECT_EQ(forum_.Participant(third).place_in_line(), 1);
  EXPECT_THAT(forum_.HoldsOf(kursk_), SizeIs(1));
}

TEST_P(SweepTest, ASweptHoldIsExpiredToWhoeverNamesIt) {
  SetUpEvent(1);
  const std::string hold = forum_.Hold(kursk_, delegates_, 1, Later(absl::Hours(1)));
  forum_.clock().Advance(absl::Hours(1));
  ASSERT_THAT(SweepNow(), IsOk());
  EXPECT_THAT(
      forum_.Nominate(forum_.Draft(kursk_, delegates_), absl::StrCat("seat_hold: '", hold, "'")),
      RefusedFor(v1::ERROR_REASON_SEAT_HOLD_EXPIRED));
  EXPECT_THAT(forum_.Release(hold), IsOk());
}

TEST_P(SweepTest, AWindowThatOpensLetsTheLineIn) {
  const absl::Time opens = forum_.clock().Now() + absl::Hours(1);
  SetUpEvent(
      1, absl::StrCat("windows { step: PROMOTION interval { start_time ", InText(opens), " } }"));
  const std::string seated = forum_.Confirmed(kursk_, delegates_);
  const std::string first = Waiting();
  ASSERT_THAT(forum_.Withdraw(seated), IsOk());
  forum_.clock().Set(opens - absl::Microseconds(1));
  ASSERT_THAT(SweepNow(), IsOk());
  EXPECT_EQ(forum_.StateOf(first), P::WAITLISTED);
  forum_.clock().Set(opens);
  ASSERT_THAT(SweepNow(), IsOk());
  EXPECT_EQ(forum_.StateOf(first), P::CONFIRMED);
}

TEST_P(SweepTest, NobodyMovesUpOnceTheWindowClosed) {
  const absl::Time closes = forum_.clock().Now() + absl::Hours(1);
  SetUpEvent(
      1, absl::StrCat("windows { step: PROMOTION interval { end_time ", InText(closes), " } }"));
  forum_.Hold(kursk_, delegates_, 1, closes);
  const std::string first = Waiting();
  forum_.clock().Set(closes);
  ASSERT_THAT(SweepNow(), IsOk());
  EXPECT_EQ(forum_.StateOf(first), P::WAITLISTED);
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 0);
}

TEST_P(SweepTest, WhereNothingIsToBeDoneNothingIsWritten) {
  SetUpEvent(1);
  forum_.Hold(kursk_, delegates_, 1, Later(absl::Hours(1)));
  Waiting();
  const int64_t before = Changes();
  ASSERT_THAT(SweepNow(), IsOk());
  EXPECT_EQ(Changes(), before);
  forum_.clock().Advance(absl::Hours(1));
  ASSERT_THAT(SweepNow(), IsOk());
  const int64_t after = Changes();
  EXPECT_GT(after, before);
  ASSERT_THAT(SweepNow(), IsOk());
  EXPECT_EQ(Changes(), after);
}

TEST_P(SweepTest, AHoldExpiresInADeletedCategoryToo) {
  SetUpEvent(1);
  forum_.Hold(kursk_, delegates_, 1, Later(absl::Hours(1)));
  forum_.clock().Advance(absl::Hours(1));
  ASSERT_THAT(forum_.Do(&Forum::Events::DeleteCategory, Forum::Named(delegates_)), IsOk());
  EXPECT_THAT(SweepNow(), IsOk());
  const int64_t after = Changes();
  EXPECT_THAT(SweepNow(), IsOk());
  EXPECT_EQ(Changes(), after);
}

TEST_P(SweepTest, EveryEventIsSwept) {
  SetUpEvent(1);
  forum_.Event("waiting_list: true", "other");
  const std::string press = forum_.Category("press", "limit: 1", "events/other");
  const std::string omsk = forum_.Delegation("omsk", "", "events/other");
  forum_.Hold(kursk_, delegates_, 1, Later(absl::Hours(1)));
  forum_.Hold(omsk, press, 1, Later(absl::Hours(1)));
  const std::string here = Waiting();
  const std::string there = forum_.Confirmed(omsk, press);
  forum_.clock().Advance(absl::Hours(1));
  ASSERT_THAT(SweepNow(), IsOk());
  EXPECT_EQ(forum_.StateOf(here), P::CONFIRMED);
  EXPECT_EQ(forum_.StateOf(there), P::CONFIRMED);
}

TEST_P(SweepTest, HoldsOfACancelledEventAreGoneWithoutASweep) {
  SetUpEvent(1);
  forum_.Hold(kursk_, delegates_, 1, Later(absl::Hours(1)));
  const std::string waits = Waiting();
  ASSERT_THAT(
      forum_.Do(&Forum::Events::CancelEvent, Forum::Named("events/tibo", "reason: 'flood'")),
      IsOk());
  forum_.clock().Advance(absl::Hours(2));
  ASSERT_THAT(SweepNow(), IsOk());
  EXPECT_EQ(forum_.StateOf(waits), P::WAITLISTED);
}

// The close expires a thousand nominations at once; the sweeps do the rest.
TEST_P(SweepTest, MoreNominationsThanOneTransactionTakesExpireInTheEnd) {
  SetUpEvent(0);
  constexpr int kMany = 1002;
  v1::RegisterDelegationRequest request;
  request.set_parent("events/tibo");
  request.mutable_delegation()->set_name(kursk_);
  for (int i = 0; i < kMany; ++i) {
    if (i == kMany / 2) {
      Value(forum_.Do(&Forum::Delegations::RegisterDelegation, request));
      request.clear_participants();
    }
    v1::RegistrationRow& row = *request.add_participants();
    row.mutable_participant()->set_category(delegates_);
    v1::PersonName& name = *row.mutable_new_person()->add_names();
    name.set_language("en");
    name.set_family_name(absl::StrCat("Person ", i));
  }
  Value(forum_.Do(&Forum::Delegations::RegisterDelegation, request));
  Value(forum_.Do(&Forum::Events::StartEvent, Forum::Named("events/tibo")));
  Value(forum_.Do(&Forum::Events::CloseEvent, Forum::Named("events/tibo")));
  const auto nominated = [&] {
    return forum_.Participants("events/tibo", "page_size: 1000 filter: 'state = NOMINATED'");
  };
  EXPECT_THAT(nominated(), SizeIs(2));
  ASSERT_THAT(SweepNow(), IsOk());
  EXPECT_THAT(nominated(), IsEmpty());
}

}  // namespace
}  // namespace plenary::delegations
