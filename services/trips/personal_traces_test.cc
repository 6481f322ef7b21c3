// What goes of the trips of somebody who is erased, and what stays.
#include "services/trips/personal_traces.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/delegations/personal_participations.h"
#include "services/personal_data/service.h"
#include "services/storage/change_log.h"
#include "tests/testing/trips.h"

namespace plenary::trips {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::Value;
using ::testing::SizeIs;
using Personal = personal_data::PersonalDataService;

class TripTracesTest : public testing::TripTest {
 protected:
  void Erase(const std::string& person) {
    const storage::Call call = {"users/officer", "ErasePerson", ""};
    Value(storage::ChangeAndWait(forum_.store(), forum_.random(), call, personal_,
                                 &Personal::ErasePerson,
                                 testing::Parse<v1::ErasePersonRequest>(
                                     absl::StrCat("name: '", person, "' reason: 'asked for it'"))));
  }
  // Whether the change log still holds `text`.
  bool LogHolds(const std::string& text) {
    bool holds = false;
    EXPECT_THAT(
        storage::ReadAndWait(forum_.store(),
                             [&](storage::Tx& tx) -> absl::Status {
                               PLENARY_ASSIGN_OR_RETURN(
                                   const auto entries,
                                   storage::ReadChanges(tx, storage::kControlPartition, 0, 1000));
                               for (const auto& entry : entries) {
                                 holds = holds || absl::StrContains(entry.payload, text);
                               }
                               return absl::OkStatus();
                             }),
        IsOk());
    return holds;
  }
  // A trip whose report was returned with "Say more".
  std::string Returned(const std::string& rest = "") {
    const std::string trip = forum_.ApprovedTrip(rest);
    Value(forum_.Report(trip));
    Value(forum_.Return(trip));
    return trip;
  }

  delegations::PersonalParticipations participations_;
  PersonalTraces traces_{participations_};
  const Personal personal_{forum_.sealer(), testing::TestVault(), traces_};
};
PLENARY_ON_EVERY_ENGINE(TripTracesTest);

TEST_P(TripTracesTest, WhyAReportWasReturnedGoesWithWhoWentAndTheReportStays) {
  const std::string trip = Returned();
  const std::string member = forum_.Participant(forum_.member()).person();
  // Nobody is erased who is still to take part in an event.
  forum_.clock().Advance(absl::Hours(24 * 365));
  Erase(member);
  const v1::Trip left = forum_.Get(trip);
  EXPECT_EQ(left.return_reason(), "");
  EXPECT_EQ(left.report().texts(0).text(), "We talked");
  ASSERT_THAT(left.members(), SizeIs(2));
  EXPECT_EQ(left.members(1).person(), member);
  EXPECT_FALSE(LogHolds("Say more"));
}

TEST_P(TripTracesTest, WhoeverIsToReportIsNamedByATripToo) {
  const std::string anna = forum_.Person("Anna");
  const std::string trip = Returned(absl::StrCat("responsible: '", anna, "'"));
  Erase(anna);
  EXPECT_EQ(forum_.Get(trip).return_reason(), "");
  EXPECT_FALSE(LogHolds("Say more"));
}

TEST_P(TripTracesTest, TripsOfOthersStayAsTheyAre) {
  const std::string trip = Returned();
  Erase(forum_.Person("Ilya"));
  EXPECT_EQ(forum_.Get(trip).return_reason(), "Say more");
  EXPECT_TRUE(LogHolds("Say more"));
}

}  // namespace
}  // namespace plenary::trips
