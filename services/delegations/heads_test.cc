// Headship over every engine: who heads a delegation when, from its forming to its approval and on.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
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
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Property;
using C = v1::CompositionChange;
using D = v1::Delegation;
using P = v1::Participant;
using Rooms = Forum::Delegations;

class HeadsTest : public testing::ForumTest {
 protected:
  void SetUp() override {
    forum_.Event("waiting_list: true host_acceptance: true");
    delegates_ = forum_.Category("delegates");
    kursk_ = forum_.Delegation("kursk");
    ivanov_ = forum_.Nominated(kursk_, delegates_, "capacity: HEAD");
    petrov_ = forum_.Nominated(kursk_, delegates_, "capacity: ADVISER");
  }
  // The start of the n-th day of the event as text.
  static std::string Day(int day) { return InText(Forum::start() + absl::Hours(24 * day)); }
  static std::string From(int day) {
    return absl::StrCat("interval { start_time ", Day(day), " } ");
  }
  static std::string Until(int day) {
    return absl::StrCat("interval { end_time ", Day(day), " } ");
  }
  static std::string Between(int start, int end) {
    return absl::StrCat("interval { start_time ", Day(start), " end_time ", Day(end), " } ");
  }
  // "Ivanov[,1) Petrov*[1,2)": who heads when, by days, acting heads with a star.
  std::string Heads() {
    std::vector<std::string> heads;
    const D delegation = forum_.GetDelegation(kursk_);
    for (const v1::Headship& head : delegation.headships()) {
      const auto day = [](bool has, const google::protobuf::Timestamp& time) {
        return has ? absl::StrCat((testing::TimeOf(time) - Forum::start()) / absl::Hours(24)) : "";
      };
      const google::type::Interval& when = head.interval();
      const std::string who = head.participant() == ivanov_   ? "Ivanov"
                              : head.participant() == petrov_ ? "Petrov"
                                                              : "another";
      heads.push_back(absl::StrCat(who, head.acting() ? "*" : "", "[",
                                   day(when.has_start_time(), when.start_time()), ",",
                                   day(when.has_end_time(), when.end_time()), ")"));
    }
    return absl::StrJoin(heads, " ");
  }
  P::Capacity CapacityOf(const std::string& name) { return forum_.Participant(name).capacity(); }

  std::string delegates_;
  std::string kursk_;
  std::string ivanov_;
  std::string petrov_;
};
PLENARY_ON_EVERY_ENGINE(HeadsTest);

TEST_P(HeadsTest, WhoIsNominatedAsHeadHeadsTheWholeStay) { EXPECT_EQ(Heads(), "Ivanov[,)"); }

TEST_P(HeadsTest, ADraftHeadsNothing) {
  const std::string omsk = forum_.Delegation("omsk");
  const std::string draft = forum_.Draft(omsk, delegates_, "capacity: HEAD");
  EXPECT_THAT(forum_.GetDelegation(omsk).headships(), IsEmpty());
  ASSERT_THAT(forum_.Nominate(draft), IsOk());
  EXPECT_THAT(forum_.GetDelegation(omsk).headships(),
              ElementsAre(Property(&v1::Headship::participant, draft)));
}

TEST_P(HeadsTest, ASecondHeadIsRefused) {
  const std::string draft = forum_.Draft(kursk_, delegates_, "capacity: HEAD");
  EXPECT_THAT(forum_.Nominate(draft), RefusedFor(v1::ERROR_REASON_HEAD_ALREADY_SET));
  EXPECT_EQ(forum_.StateOf(draft), P::DRAFT);
  EXPECT_EQ(Heads(), "Ivanov[,)");
}

TEST_P(HeadsTest, TheHeadIsReplacedAtOnce) {
  const D after = Value(forum_.SetHead(kursk_, petrov_));
  EXPECT_EQ(Heads(), "Petrov[,)");
  EXPECT_THAT(forum_.GetDelegation(kursk_), EqualsProto(after));
  EXPECT_EQ(CapacityOf(petrov_), P::HEAD);
  EXPECT_EQ(CapacityOf(ivanov_), P::REPRESENTATIVE);
  const C change = forum_.CompositionOf(kursk_).back();
  EXPECT_EQ(change.kind(), C::HEAD_CHANGED);
  EXPECT_EQ(change.participant(), petrov_);
}

TEST_P(HeadsTest, WhoWasHeadIsHeadUntilTheStartOfTheNext) {
  ASSERT_THAT(forum_.SetHead(kursk_, petrov_, From(1)), IsOk());
  EXPECT_EQ(Heads(), "Ivanov[,1) Petrov[1,)");
  EXPECT_EQ(CapacityOf(ivanov_), P::HEAD);
  EXPECT_EQ(CapacityOf(petrov_), P::HEAD);
}

TEST_P(HeadsTest, AnActingHeadStandsInForAWhile) {
  ASSERT_THAT(forum_.SetHead(kursk_, petrov_, absl::StrCat(Between(1, 2), "acting: true")), IsOk());
  EXPECT_EQ(Heads(), "Ivanov[,1) Petrov*[1,2) Ivanov[2,)");
  EXPECT_EQ(CapacityOf(ivanov_), P::HEAD);
  EXPECT_EQ(CapacityOf(petrov_), P::ADVISER);
}

TEST_P(HeadsTest, OnlyTheDelegationsOwnHeadIt) {
  const std::string omsk = forum_.Delegation("omsk");
  const std::string stranger = forum_.Nominated(omsk, delegates_);
  EXPECT_THAT(forum_.SetHead(kursk_, stranger), RefusedFor(v1::ERROR_REASON_NOT_IN_DELEGATION));
  EXPECT_THAT(forum_.SetHead(kursk_, forum_.Nominated("", delegates_)),
              RefusedFor(v1::ERROR_REASON_NOT_IN_DELEGATION));
  EXPECT_THAT(forum_.SetHead(kursk_, "events/tibo/participants/unknown"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.SetHead("events/tibo/delegations/unknown", ivanov_),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(Heads(), "Ivanov[,)");
}

TEST_P(HeadsTest, WhoIsNotInCannotHead) {
  const std::string draft = forum_.Draft(kursk_, delegates_);
  EXPECT_THAT(forum_.SetHead(kursk_, draft), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  ASSERT_THAT(forum_.Withdraw(petrov_), IsOk());
  EXPECT_THAT(forum_.SetHead(kursk_, petrov_), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  const std::string full = forum_.Category("full", "limit: 0");
  EXPECT_THAT(forum_.SetHead(kursk_, forum_.Confirmed(kursk_, full)),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST_P(HeadsTest, AHeadshipLiesInTheStay) {
  EXPECT_THAT(BadFields(forum_.SetHead(kursk_, petrov_, From(3))), ElementsAre("interval"));
  EXPECT_THAT(BadFields(forum_.SetHead(kursk_, petrov_, Until(0))), ElementsAre("interval"));
  EXPECT_THAT(BadFields(forum_.SetHead(kursk_, petrov_, Between(2, 1))), ElementsAre("interval"));
  EXPECT_THAT(BadFields(forum_.SetHead(kursk_, petrov_, Between(1, 1))), ElementsAre("interval"));
  ASSERT_THAT(forum_.SetHead(kursk_, petrov_, Between(-1, 4)), IsOk());
  EXPECT_EQ(Heads(), "Petrov[,)");
}

TEST_P(HeadsTest, AHeadIsSetWithTheCurrentEtag) {
  EXPECT_THAT(forum_.SetHead(kursk_, petrov_, "etag: 'r99'"),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(forum_.SetHead(kursk_, petrov_,
                             absl::StrCat("etag: '", forum_.GetDelegation(kursk_).etag(), "'")),
              IsOk());
}

TEST_P(HeadsTest, AGapKeepsADelegationFromBeingApproved) {
  const std::string omsk = forum_.Delegation("omsk");
  const std::string head = forum_.Nominated(omsk, delegates_);
  ASSERT_THAT(forum_.SetHead(omsk, head, From(1)), IsOk());
  ASSERT_THAT(forum_.Submit(omsk), IsOk());
  EXPECT_THAT(forum_.Approve(omsk), RefusedFor(v1::ERROR_REASON_HEAD_REQUIRED));
  ASSERT_THAT(forum_.SetHead(omsk, head, Until(1)), IsOk());
  EXPECT_THAT(forum_.Approve(omsk), IsOk());
}

TEST_P(HeadsTest, BeforeApprovalTheHeadMayLeave) {
  ASSERT_THAT(forum_.Withdraw(ivanov_), IsOk());
  EXPECT_EQ(Heads(), "");
  const std::string next = forum_.Nominated(kursk_, delegates_, "capacity: HEAD");
  EXPECT_EQ(Heads(), "another[,)");
  ASSERT_THAT(forum_.Decline(next), IsOk());
  EXPECT_EQ(Heads(), "");
  ASSERT_THAT(forum_.SetHead(kursk_, petrov_), IsOk());
  ASSERT_THAT(forum_.Reject(petrov_), IsOk());
  EXPECT_EQ(Heads(), "");
}

TEST_P(HeadsTest, TheHeadOfAnApprovedDelegationStays) {
  forum_.Approved(kursk_);
  EXPECT_THAT(forum_.Withdraw(ivanov_), RefusedFor(v1::ERROR_REASON_HEAD_REQUIRED));
  EXPECT_THAT(forum_.Decline(ivanov_), RefusedFor(v1::ERROR_REASON_HEAD_REQUIRED));
  EXPECT_THAT(forum_.Reject(ivanov_), RefusedFor(v1::ERROR_REASON_HEAD_REQUIRED));
  ASSERT_THAT(forum_.AcceptDelegation(kursk_), IsOk());
  EXPECT_THAT(forum_.Withdraw(ivanov_), RefusedFor(v1::ERROR_REASON_HEAD_REQUIRED));
  EXPECT_EQ(forum_.StateOf(ivanov_), P::NOMINATED);
  EXPECT_THAT(forum_.Withdraw(petrov_), IsOk());
}

TEST_P(HeadsTest, OnceReplacedTheHeadMayLeave) {
  forum_.Approved(kursk_);
  ASSERT_THAT(forum_.SetHead(kursk_, petrov_), IsOk());
  EXPECT_THAT(forum_.Withdraw(ivanov_), IsOk());
  EXPECT_EQ(Heads(), "Petrov[,)");
  EXPECT_EQ(forum_.GetDelegation(kursk_).state(), D::APPROVED);
}

TEST_P(HeadsTest, WhoHeadsLaterStaysToo) {
  forum_.Approved(kursk_);
  ASSERT_THAT(forum_.SetHead(kursk_, petrov_, absl::StrCat(Between(1, 2), "acting: true")), IsOk());
  EXPECT_THAT(forum_.Withdraw(petrov_), RefusedFor(v1::ERROR_REASON_HEAD_REQUIRED));
  forum_.clock().Set(Forum::start() + absl::Hours(48));
  EXPECT_THAT(forum_.Withdraw(ivanov_), RefusedFor(v1::ERROR_REASON_HEAD_REQUIRED));
}

TEST_P(HeadsTest, WhoHeadedBeforeMayLeaveAndTheStayStaysCovered) {
  forum_.Approved(kursk_);
  ASSERT_THAT(forum_.SetHead(kursk_, petrov_, From(1)), IsOk());
  forum_.clock().Set(Forum::start() + absl::Hours(24));
  EXPECT_THAT(forum_.Withdraw(ivanov_), IsOk());
  EXPECT_EQ(forum_.StateOf(ivanov_), P::WITHDRAWN);
}

TEST_P(HeadsTest, TheHeadOfAnApprovedDelegationKeepsTheCapacity) {
  const auto update = [&](const std::string& name, const std::string& capacity) {
    return forum_.Do(&Rooms::UpdateParticipant,
                     absl::StrCat("participant { name: '", name, "' capacity: ", capacity, " }"));
  };
  forum_.Approved(kursk_);
  EXPECT_THAT(update(ivanov_, "ADVISER"), RefusedFor(v1::ERROR_REASON_HEAD_REQUIRED));
  EXPECT_THAT(update(petrov_, "HEAD"), RefusedFor(v1::ERROR_REASON_HEAD_ALREADY_SET));
  EXPECT_THAT(update(petrov_, "DEPUTY_HEAD"), IsOk());
  EXPECT_EQ(Heads(), "Ivanov[,)");
}

TEST_P(HeadsTest, BeforeApprovalTheCapacityDecides) {
  const auto update = [&](const std::string& name, const std::string& capacity) {
    return forum_.Do(&Rooms::UpdateParticipant,
                     absl::StrCat("participant { name: '", name, "' capacity: ", capacity, " }"));
  };
  ASSERT_THAT(update(ivanov_, "ADVISER"), IsOk());
  EXPECT_EQ(Heads(), "");
  ASSERT_THAT(update(petrov_, "HEAD"), IsOk());
  EXPECT_EQ(Heads(), "Petrov[,)");
  EXPECT_THAT(update(ivanov_, "HEAD"), RefusedFor(v1::ERROR_REASON_HEAD_ALREADY_SET));
}

TEST_P(HeadsTest, ASubstituteHeadsInstead) {
  forum_.Approved(kursk_);
  ASSERT_THAT(forum_.SetHead(kursk_, petrov_, absl::StrCat(Between(1, 2), "acting: true")), IsOk());
  const auto answer = Value(forum_.Substitute(ivanov_, forum_.Person()));
  EXPECT_EQ(answer.substitute().capacity(), P::HEAD);
  EXPECT_EQ(Heads(), "another[,1) Petrov*[1,2) another[2,)");
  EXPECT_EQ(forum_.GetDelegation(kursk_).headships(0).participant(), answer.substitute().name());
}

TEST_P(HeadsTest, AReturnedDelegationMayBeWithoutAHeadAgain) {
  forum_.Approved(kursk_);
  ASSERT_THAT(forum_.Return(kursk_), IsOk());
  EXPECT_THAT(forum_.Withdraw(ivanov_), IsOk());
  EXPECT_EQ(Heads(), "");
}

TEST_P(HeadsTest, AShorterStayCutsTheHeadships) {
  forum_.Approved(kursk_);
  ASSERT_THAT(forum_.SetHead(kursk_, petrov_, From(1)), IsOk());
  const auto stay = [&](int start, int end) {
    return forum_.Do(&Rooms::UpdateDelegation,
                     absl::StrCat("delegation { name: '", kursk_, "' stay { start_time ",
                                  Day(start), " end_time ", Day(end), " } }"));
  };
  ASSERT_THAT(stay(0, 2), IsOk());
  EXPECT_EQ(Heads(), "Ivanov[,1) Petrov[1,)");
  ASSERT_THAT(stay(1, 3), IsOk());
  EXPECT_EQ(Heads(), "Petrov[,)");
}

TEST_P(HeadsTest, WhoComesBackAsHeadHeadsWhereNobodyDoes) {
  ASSERT_THAT(forum_.Withdraw(ivanov_), IsOk());
  ASSERT_THAT(forum_.Reinstate(ivanov_), IsOk());
  EXPECT_EQ(Heads(), "Ivanov[,)");
  ASSERT_THAT(forum_.Withdraw(ivanov_), IsOk());
  ASSERT_THAT(forum_.SetHead(kursk_, petrov_), IsOk());
  EXPECT_THAT(forum_.Reinstate(ivanov_), RefusedFor(v1::ERROR_REASON_HEAD_ALREADY_SET));
}

TEST_P(HeadsTest, AHeadWhoWaitsHeadsNothingYet) {
  const std::string omsk = forum_.Delegation("omsk");
  const std::string full = forum_.Category("full", "limit: 1");
  const std::string seated = forum_.Confirmed("", full);
  const std::string head = forum_.Nominated(omsk, full, "capacity: HEAD");
  ASSERT_THAT(forum_.Confirm(head), IsOkAnd(Property(&P::state, P::WAITLISTED)));
  EXPECT_THAT(forum_.GetDelegation(omsk).headships(), IsEmpty());
  ASSERT_THAT(forum_.Withdraw(seated), IsOk());
  ASSERT_EQ(forum_.StateOf(head), P::CONFIRMED);
  EXPECT_THAT(forum_.GetDelegation(omsk).headships(),
              ElementsAre(Property(&v1::Headship::participant, head)));
}

TEST_P(HeadsTest, ADryRunSetsNoHead) {
  EXPECT_THAT(forum_.SetHead(kursk_, petrov_, "validate_only: true"), IsOk());
  EXPECT_EQ(Heads(), "Ivanov[,)");
  EXPECT_EQ(CapacityOf(petrov_), P::ADVISER);
}

TEST_P(HeadsTest, AHeadIsSetOnceForARequestId) {
  ASSERT_THAT(forum_.SetHead(kursk_, petrov_, "request_id: 'head'"), IsOk());
  const int number = forum_.GetDelegation(kursk_).composition_number();
  ASSERT_THAT(forum_.SetHead(kursk_, petrov_, "request_id: 'head'"), IsOk());
  EXPECT_EQ(forum_.GetDelegation(kursk_).composition_number(), number);
}

}  // namespace
}  // namespace plenary::delegations
