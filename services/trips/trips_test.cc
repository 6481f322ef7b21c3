// Trips over every engine: planned, approved, reported, closed.
#include "tests/testing/trips.h"

#include <atomic>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/race.h"

namespace plenary::trips {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::Forum;
using ::plenary::testing::IsOk;
using ::plenary::testing::Race;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::TripForum;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using Service = TripForum::Trips;
using Trip = v1::Trip;

class TripsTest : public testing::TripTest {
 protected:
  absl::StatusOr<Trip> Delete(const std::string& name) {
    return forum_.Do(&Service::DeleteTrip, Forum::Named(name));
  }
  absl::StatusOr<Trip> Undelete(const std::string& name) {
    return forum_.Do(&Service::UndeleteTrip, Forum::Named(name));
  }
};
PLENARY_ON_EVERY_ENGINE(TripsTest);

TEST_P(TripsTest, ATripIsBackOnTheLastDayOfItsEventUnlessItSaysOtherwise) {
  const Trip made = Value(forum_.Plan(forum_.sent()));
  EXPECT_EQ(made.state(), Trip::PLANNED);
  EXPECT_EQ(made.return_date(), TripForum::kReturn);
  EXPECT_EQ(made.report_due_date(), "");
  EXPECT_THAT(forum_.Get(made.name()), EqualsProto(made));
  EXPECT_EQ(Value(forum_.Plan(forum_.forming(), "return_date: '2023-06-10'")).return_date(),
            "2023-06-10");
}

TEST_P(TripsTest, OnlyADelegationThatIsSentGoesOnATripAndOnOne) {
  EXPECT_THAT(BadFields(forum_.Plan(forum_.Delegation("guests"))), ElementsAre("trip.delegation"));
  EXPECT_THAT(forum_.Plan("events/abroad/delegations/none"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  const std::string first = Value(forum_.Plan(forum_.sent())).name();
  const absl::Status refused = forum_.Plan(forum_.sent()).status();
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  EXPECT_EQ(base::MetadataOf(refused)["resource"], first);
}

TEST_P(TripsTest, OfTwoTripsThatArePlannedAtOnceForADelegationOneIs) {
  std::atomic<int> planned = 0;
  Race(2, [&](int) {
    const absl::Status status = forum_.Plan(forum_.sent()).status();
    if (status.ok()) return void(++planned);
    EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  });
  EXPECT_EQ(planned, 1);
}

TEST_P(TripsTest, WhatATripNamesExists) {
  EXPECT_THAT(forum_.Plan(forum_.sent(), "responsible: 'people/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.Plan(forum_.sent(), "negotiation: 'negotiations/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(TripsTest, ADeletedTripLeavesItsDelegationFree) {
  const std::string first = Value(forum_.Plan(forum_.sent())).name();
  ASSERT_THAT(Delete(first), IsOk());
  EXPECT_THAT(forum_.List(), IsEmpty());
  EXPECT_THAT(forum_.List("show_deleted: true"), ElementsAre(first));
  EXPECT_THAT(forum_.Approve(first), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  const std::string second = Value(forum_.Plan(forum_.sent())).name();
  EXPECT_THAT(Undelete(first), RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  Value(Delete(second));
  EXPECT_THAT(Undelete(first), IsOk());
  EXPECT_THAT(Undelete(first), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
}

TEST_P(TripsTest, WhoIsConfirmedWhenTheTripIsApprovedIsWhoWasApproved) {
  const std::string trip = forum_.ApprovedTrip();
  const Trip approved = forum_.Get(trip);
  EXPECT_EQ(approved.state(), Trip::APPROVED);
  ASSERT_THAT(approved.members(), SizeIs(2));
  EXPECT_EQ(approved.members(0).participant(), forum_.head());
  EXPECT_EQ(approved.members(0).person(), forum_.Participant(forum_.head()).person());
  EXPECT_EQ(approved.composition_number(),
            forum_.GetDelegation(forum_.sent()).composition_number());
  EXPECT_EQ(approved.report_due_date(), "2023-06-09");
  EXPECT_TRUE(approved.has_approve_time());
  Value(forum_.Withdraw(forum_.member()));
  EXPECT_THAT(forum_.Get(trip), EqualsProto(approved));
  EXPECT_GT(forum_.GetDelegation(forum_.sent()).composition_number(),
            approved.composition_number());
}

TEST_P(TripsTest, ADelegationThatNobodyApprovedDoesNotGo) {
  const std::string trip = Value(forum_.Plan(forum_.forming())).name();
  EXPECT_THAT(forum_.Approve(trip), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST_P(TripsTest, WhatAnApprovedTripIsToDoStays) {
  const std::string trip = forum_.ApprovedTrip();
  const std::string anna = forum_.Person("Anna");
  const Trip changed = Value(forum_.Update(
      trip, absl::StrCat("responsible: '", anna, "' report_due_date: '2023-07-01' ",
                         "return_date: '2023-06-05' order { registration_number: '17' }")));
  EXPECT_EQ(changed.responsible(), anna);
  EXPECT_EQ(changed.return_date(), "2023-06-05");
  EXPECT_EQ(changed.report_due_date(), "2023-07-01");
  EXPECT_EQ(changed.order().registration_number(), "17");
  EXPECT_THAT(forum_.Update(trip, "assignments { language: 'en' text: 'Rest' }"),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(BadFields(forum_.Update(trip, "", "update_mask { paths: 'report_due_date' }")),
              ElementsAre("trip.report_due_date"));
  EXPECT_THAT(BadFields(forum_.Update(trip, "report_due_date: '2023-06-04'")),
              ElementsAre("trip.report_due_date"));
  EXPECT_THAT(forum_.Update(trip, "etag: 'old' report_due_date: '2023-07-02'"),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  Value(forum_.Report(trip));
  EXPECT_THAT(forum_.Update(trip, "report_due_date: '2023-07-02'"),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(Delete(trip), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST_P(TripsTest, AReportIsReturnedUntilItIsAccepted) {
  const std::string trip = forum_.ApprovedTrip();
  EXPECT_THAT(forum_.AcceptReport(trip), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_EQ(Value(forum_.Report(trip)).state(), Trip::REPORTED);
  EXPECT_THAT(forum_.Report(trip), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  const Trip returned = Value(forum_.Return(trip));
  EXPECT_EQ(returned.state(), Trip::APPROVED);
  EXPECT_EQ(returned.return_reason(), "Say more");
  EXPECT_TRUE(returned.has_report());
  const Trip again =
      Value(forum_.Report(trip,
                          "agreed_points { side: OURS texts { language: 'en' text: 'Send a list' } "
                          "due_date: '2023-06-30' }"));
  ASSERT_THAT(again.report().agreed_points(), SizeIs(1));
  EXPECT_EQ(again.report().agreed_points(0).commitment(), "");
  EXPECT_TRUE(again.report().has_submit_time());
  EXPECT_THAT(forum_.accepted().All(), IsEmpty());
  const Trip closed = Value(forum_.AcceptReport(trip));
  EXPECT_EQ(closed.state(), Trip::CLOSED);
  EXPECT_TRUE(closed.has_accept_time());
  EXPECT_EQ(closed.report().agreed_points(0).commitment(), "commitments/0");
  EXPECT_THAT(forum_.Get(trip), EqualsProto(closed));
  ASSERT_THAT(forum_.accepted().All(), SizeIs(1));
  EXPECT_THAT(forum_.accepted().All()[0], EqualsProto(again));
}

TEST_P(TripsTest, AReportIsForWhoIsResponsibleAndForWhoPlansTrips) {
  const std::string anna = forum_.Person("Anna");
  const std::string trip = forum_.ApprovedTrip(absl::StrCat("responsible: '", anna, "'"));
  const base::Access boris =
      base::Access({{v1::VIEWER, ""}}).As(forum_.Participant(forum_.member()).person());
  forum_.ActAs("users/boris", &boris);
  EXPECT_THAT(forum_.Report(trip), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  const base::Access responsible = base::Access({{v1::VIEWER, "events/abroad"}}).As(anna);
  forum_.ActAs("users/anna", &responsible);
  const Trip reported = Value(forum_.Report(trip));
  EXPECT_EQ(reported.report().user(), "users/anna");
  const base::Access planner({{v1::EVENT_MANAGER, ""}});
  forum_.ActAs("users/planner", &planner);
  Value(forum_.Return(trip));
  EXPECT_EQ(Value(forum_.Report(trip)).report().user(), "users/planner");
}

TEST_P(TripsTest, WhoNegotiatesSeesTripsForThatAndWhoGoesTheirOwn) {
  const std::string negotiation = forum_.Negotiation("kursk");
  const std::string theirs = forum_.ApprovedTrip();
  const std::string other =
      Value(forum_.Plan(forum_.forming(), absl::StrCat("negotiation: '", negotiation, "'"))).name();
  const base::Access negotiator({{v1::NEGOTIATOR, negotiation}});
  forum_.ActAs("users/negotiator", &negotiator);
  EXPECT_THAT(forum_.List(), ElementsAre(other));
  const base::Access member =
      base::Access({{v1::VIEWER, "events/none"}}).As(forum_.Participant(forum_.member()).person());
  forum_.ActAs("users/member", &member);
  EXPECT_THAT(forum_.List(), ElementsAre(theirs));
  const base::Access both = base::Access({{v1::VIEWER, negotiation}}).As(member.person());
  forum_.ActAs("users/both", &both);
  EXPECT_THAT(forum_.List(), UnorderedElementsAre(theirs, other));
  const base::Access viewer({{v1::VIEWER, ""}});
  forum_.ActAs("users/viewer", &viewer);
  EXPECT_THAT(forum_.List(), UnorderedElementsAre(theirs, other));
}

TEST_P(TripsTest, SeveralTripsAreReadAtOnceOrNone) {
  const std::string first = forum_.ApprovedTrip();
  const std::string second = Value(forum_.Plan(forum_.forming())).name();
  const std::string both = absl::StrCat("names: '", second, "' names: '", first, "' ");
  const auto found = Value(forum_.Ask(&Service::BatchGetTrips, both));
  ASSERT_THAT(found.trips(), SizeIs(2));
  EXPECT_THAT(found.trips(0), EqualsProto(forum_.Get(second)));
  EXPECT_THAT(found.trips(1), EqualsProto(forum_.Get(first)));
  EXPECT_THAT(forum_.Ask(&Service::BatchGetTrips, both + "names: 'trips/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(TripsTest, AReportFromWhichNothingCanFollowIsNotAccepted) {
  const std::string trip = forum_.ApprovedTrip();
  Value(forum_.Report(trip));
  forum_.accepted().Refuse(base::NotFound("organizations/gone"));
  EXPECT_THAT(forum_.AcceptReport(trip), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(forum_.Get(trip).state(), Trip::REPORTED);
}

TEST_P(TripsTest, WhatWasAgreedIsNotDueBeforeTheReturn) {
  const std::string trip = forum_.ApprovedTrip();
  const std::string point = "agreed_points { side: THEIRS texts { language: 'en' text: 'A' } ";
  EXPECT_THAT(forum_.Report(trip, point + "due_date: '2023-06-03' }"),
              RefusedFor(v1::ERROR_REASON_DUE_BEFORE_SOURCE));
  EXPECT_THAT(BadFields(forum_.Report(trip, point + "due_date: 'June' }")),
              ElementsAre("report.agreed_points[0].due_date"));
  EXPECT_THAT(forum_.Report(trip, point + "counterpart: 'organizations/none' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.Report(trip, point + "due_date: '2023-06-04' }"), IsOk());
}

TEST_P(TripsTest, LateReportsAreListed) {
  const std::string trip = forum_.ApprovedTrip("report_due_date: '2023-06-10'");
  const std::string planned = Value(forum_.Plan(forum_.forming())).name();
  const std::string late = "filter: 'is_report_overdue = true'";
  forum_.clock().Set(absl::FromCivil(absl::CivilDay(2023, 6, 10), absl::UTCTimeZone()));
  EXPECT_THAT(forum_.List(late), IsEmpty());
  forum_.clock().Advance(absl::Hours(24));
  EXPECT_THAT(forum_.List(late), ElementsAre(trip));
  EXPECT_TRUE(forum_.Get(trip).is_report_overdue());
  EXPECT_FALSE(forum_.Get(planned).is_report_overdue());
  Value(forum_.Report(trip));
  EXPECT_THAT(forum_.List(late), IsEmpty());
  EXPECT_THAT(forum_.List("filter: 'state = PLANNED'"), ElementsAre(planned));
  EXPECT_THAT(forum_.List(absl::StrCat("filter: 'delegation = \"", forum_.sent(), "\"'")),
              ElementsAre(trip));
}

}  // namespace
}  // namespace plenary::trips
