// What becomes of what a trip report says was agreed.
#include "services/control/trip_commitments.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/control/service.h"
#include "tests/testing/trips.h"

namespace plenary::control {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::TripForum;
using ::plenary::testing::Value;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class TripCommitmentsTest : public ::testing::TestWithParam<std::string> {
 protected:
  std::vector<v1::Commitment> Commitments() {
    const storage::Call call = {"local", "ListCommitments", ""};
    const auto page = Value(
        storage::ReadAndWait(forum_.store(), call, control_, &ActionPlanService::ListCommitments,
                             Parse<v1::ListCommitmentsRequest>("order_by: 'due_date'")));
    return {page.commitments().begin(), page.commitments().end()};
  }
  void Settle(const std::string& settings) {
    const storage::Call call = {"local", "UpdateControlSettings", ""};
    Value(storage::ChangeAndWait(forum_.store(), forum_.random(), call, control_,
                                 &ActionPlanService::UpdateControlSettings,
                                 Parse<v1::UpdateControlSettingsRequest>(absl::StrCat(
                                     "settings { name: 'controlSettings' ", settings, " }"))));
  }

  TripCommitments commitments_;
  TripForum forum_{GetParam(), &commitments_};
  const ActionPlanService control_{forum_.sealer()};
};
PLENARY_ON_EVERY_ENGINE(TripCommitmentsTest);

TEST_P(TripCommitmentsTest, EveryAgreedPointOfAnAcceptedReportBecomesACommitment) {
  const std::string negotiation = forum_.Negotiation("kursk");
  const std::string trip = forum_.ApprovedTrip(absl::StrCat("negotiation: '", negotiation, "'"));
  Value(forum_.Report(trip,
                      "agreed_points { side: OURS texts { language: 'en' text: 'Send a list' } "
                      "due_date: '2023-06-30' } agreed_points { side: THEIRS texts { language: "
                      "'en' text: 'Answer it' } due_date: '2023-07-30' counterpart: "
                      "'organizations/ministry' } agreed_points { side: JOINT texts { language: "
                      "'en' text: 'Meet every year' } is_continuous: true }"));
  EXPECT_THAT(Commitments(), IsEmpty());
  const v1::Trip closed = Value(forum_.AcceptReport(trip));
  const std::vector<v1::Commitment> made = Commitments();
  ASSERT_THAT(made, SizeIs(3));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(closed.report().agreed_points(i).commitment(), made[static_cast<size_t>(i)].name());
  }
  EXPECT_EQ(made[0].side(), v1::Commitment::OURS);
  EXPECT_EQ(made[0].source().trip(), trip);
  EXPECT_EQ(made[0].source_date(), TripForum::kReturn);
  EXPECT_EQ(made[0].due().date(), "2023-06-30");
  EXPECT_EQ(made[0].negotiation(), negotiation);
  EXPECT_EQ(made[0].counterpart(), "organizations/kursk-region");
  EXPECT_EQ(made[0].texts(0).text(), "Send a list");
  EXPECT_EQ(made[1].side(), v1::Commitment::THEIRS);
  EXPECT_EQ(made[1].counterpart(), "organizations/ministry");
  EXPECT_EQ(made[2].side(), v1::Commitment::JOINT);
  EXPECT_TRUE(made[2].due().has_continuous());
}

TEST_P(TripCommitmentsTest, AReportIsDueAsManyDaysAfterTheReturnAsControlIsSetTo) {
  EXPECT_EQ(forum_.Get(forum_.ApprovedTrip()).report_due_date(), "2023-06-14");
  Settle("trip_report_days: 3");
  Value(forum_.Do(&TripForum::Trips::DeleteTrip, TripForum::Named(forum_.List().front())));
  EXPECT_EQ(forum_.Get(forum_.ApprovedTrip()).report_due_date(), "2023-06-07");
}

TEST_P(TripCommitmentsTest, AReportThatIsDueOnADayWithoutWorkIsLateAfterTheDayThatStandsForIt) {
  // 10 June 2023 was a Saturday.
  Settle("day_rule: FOLLOWING");
  const std::string trip = forum_.ApprovedTrip("report_due_date: '2023-06-10'");
  const auto is_late_on = [&](int day) {
    forum_.clock().Set(
        absl::FromCivil(absl::CivilSecond(2023, 6, day, 12, 0, 0), absl::UTCTimeZone()));
    return forum_.Get(trip).is_report_overdue();
  };
  EXPECT_FALSE(is_late_on(12));
  EXPECT_TRUE(is_late_on(13));
}

}  // namespace
}  // namespace plenary::control
