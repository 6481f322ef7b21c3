// Where threads break off, over every engine: each gap, its days, and what closes it.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/protocols/table.h"
#include "services/storage/store.h"
#include "services/trips/table.h"
#include "tests/testing/forum_suite.h"
#include "tests/testing/thread.h"

namespace plenary::thread {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::kPaper;
using ::plenary::testing::Parse;
using ::plenary::testing::ThreadNames;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class GapsTest : public testing::ThreadTest {
 protected:
  std::string GapAt(const std::string& kind, const std::string& node, const std::string& days) {
    return absl::StrCat(kind, " ", node, " ", days);
  }
};
PLENARY_ON_EVERY_ENGINE(GapsTest);

TEST_P(GapsTest, ARoundAfterWhichNothingWasSignedIsAGapAfterThirtyDays) {
  const std::string negotiation = forum_.Negotiation("kursk");
  const std::string round = forum_.RoundOf(negotiation, "");
  const std::string record = forum_.Record(negotiation, round);
  forum_.SetDay(2023, 5, 17);
  EXPECT_THAT(forum_.Gaps(round), IsEmpty());
  forum_.SetDay(2023, 5, 18);
  EXPECT_THAT(forum_.Gaps(round), ElementsAre(GapAt("ROUND_WITHOUT_SIGNED_PROTOCOL", round,
                                                    "2023-04-17 2023-05-18 1")));
  EXPECT_THAT(forum_.Gaps(round, "signed_after_days: 60"), IsEmpty());
  // A draft is no protocol yet.
  forum_.Undertaking(record, "", "side: THEIRS");
  forum_.Approve(record);
  EXPECT_THAT(forum_.Gaps(round), IsEmpty());
}

TEST_P(GapsTest, ATopicOnWhichNoPositionIsKnownIsAGapUntilItIsDropped) {
  const std::string topic = forum_.Topic(forum_.Negotiation("kursk"), "cities");
  EXPECT_THAT(forum_.Gaps(topic),
              ElementsAre(GapAt("TOPIC_WITHOUT_POSITION", topic, "2023-04-17 2023-04-17 1")));
  Value(forum_.Do(&testing::ThreadForum::Negotiations::DropTopic,
                  absl::StrCat("name: '", topic, "' reason: 'not now'")));
  EXPECT_THAT(forum_.Gaps(topic), IsEmpty());
}

TEST_P(GapsTest, ATopicThatWasDiscussedAndStandsInNoProtocolIsAGap) {
  const std::string negotiation = forum_.Negotiation("kursk");
  const std::string topic = forum_.Topic(negotiation, "cities");
  forum_.Position(topic, "We are ready");
  const std::string round = forum_.RoundOf(negotiation, topic);
  EXPECT_THAT(forum_.Gaps(topic), IsEmpty());
  forum_.SetDay(2023, 4, 19);
  EXPECT_THAT(forum_.Gaps(topic),
              ElementsAre(GapAt("TOPIC_WITHOUT_PROTOCOL_ITEM", topic, "2023-04-17 2023-04-18 2")));
  forum_.Undertaking(forum_.Record(negotiation, round), topic);
  EXPECT_THAT(forum_.Gaps(topic), ElementsAre(::testing::StartsWith("PROTOCOL_ITEM_WITHOUT")));
}

TEST_P(GapsTest, AnItemOfAProtocolThatNobodySignedMadeNoCommitment) {
  const std::string negotiation = forum_.Negotiation("kursk");
  const std::string record = forum_.Record(negotiation, forum_.RoundOf(negotiation, ""));
  const std::string item = forum_.Undertaking(record, "", "side: THEIRS");
  forum_.SetDay(2023, 4, 20);
  EXPECT_THAT(forum_.Gaps(record), ElementsAre(GapAt("PROTOCOL_ITEM_WITHOUT_COMMITMENT", item,
                                                     "2023-04-17 2023-04-17 4")));
  forum_.Approve(record);
  EXPECT_THAT(forum_.Gaps(record), IsEmpty());
}

TEST_P(GapsTest, ACommitmentOfOursThatNobodyIsToCarryOutIsAGap) {
  const std::string ours = forum_.Commitment();
  const std::string joint = forum_.Commitment("side: JOINT");
  EXPECT_THAT(forum_.Gaps(ours), ElementsAre(GapAt("COMMITMENT_WITHOUT_ACTION_ITEM", ours,
                                                   "2023-03-01 2023-03-01 48")));
  EXPECT_THAT(forum_.Gaps(joint), ElementsAre(GapAt("COMMITMENT_WITHOUT_ACTION_ITEM", joint,
                                                    "2023-03-01 2023-03-01 48")));
  forum_.Item(absl::StrCat("commitment: '", ours, "'"));
  EXPECT_THAT(forum_.Gaps(ours), IsEmpty());
  EXPECT_THAT(forum_.Gaps(forum_.Commitment("side: THEIRS")), IsEmpty());
}

TEST_P(GapsTest, ACommitmentIsOverdueAfterTheWorkingDayThatStandsForItsDate) {
  // A Saturday.
  const std::string theirs = forum_.Commitment("side: THEIRS due { date: '2023-05-13' }");
  Value(forum_.Settle("day_rule: FOLLOWING weekend_days: 6 weekend_days: 7"));
  forum_.SetDay(2023, 5, 15);
  EXPECT_THAT(forum_.Gaps(theirs), IsEmpty());
  forum_.SetDay(2023, 5, 16);
  EXPECT_THAT(forum_.Gaps(theirs),
              ElementsAre(GapAt("COMMITMENT_OVERDUE", theirs, "2023-05-13 2023-05-16 1")));
  Value(forum_.Note(theirs, "2023-05-16", "outcome: FULFILLED"));
  EXPECT_THAT(forum_.Gaps(theirs), IsEmpty());
}

TEST_P(GapsTest, ACommitmentOfTheirsOfWhichNothingIsHeardIsAGap) {
  const std::string theirs = forum_.Commitment("side: THEIRS");
  forum_.SetDay(2023, 5, 29);
  EXPECT_THAT(forum_.Gaps(theirs), IsEmpty());
  forum_.SetDay(2023, 5, 30);
  EXPECT_THAT(forum_.Gaps(theirs),
              ElementsAre(GapAt("COMMITMENT_SILENT", theirs, "2023-03-01 2023-05-30 1")));
  Value(forum_.Note(theirs, "2023-05-30"));
  EXPECT_THAT(forum_.Gaps(theirs), IsEmpty());
}

TEST_P(GapsTest, AnOverdueItemIsAGapAndWithoutEvidenceAnother) {
  const std::string item = forum_.Acknowledged();
  forum_.SetDay(2023, 6, 30);
  EXPECT_THAT(forum_.Gaps(item), IsEmpty());
  forum_.SetDay(2023, 7, 1);
  EXPECT_THAT(forum_.Gaps(item),
              ElementsAre(GapAt("ACTION_ITEM_OVERDUE", item, "2023-06-30 2023-07-01 1"),
                          GapAt("ACTION_ITEM_WITHOUT_EVIDENCE", item, "2023-06-30 2023-07-01 1")));
  Value(forum_.Report(item, "INTERIM", kPaper));
  EXPECT_THAT(forum_.Gaps(item),
              ElementsAre(GapAt("ACTION_ITEM_OVERDUE", item, "2023-06-30 2023-07-01 1")));
  Value(forum_.Report(item, "DONE", kPaper));
  EXPECT_THAT(forum_.Gaps(item), IsEmpty());
}

TEST_P(GapsTest, AVisitThatWasPlannedAndBecameNoEventIsAGap) {
  const std::string plan = forum_.Plan("kind: ANNUAL end_date: '2023-12-31'");
  const std::string item = forum_.Item(
      absl::StrCat("action_plan: '", plan, "' planned_event { kind: VISIT quarter: 2 }"));
  forum_.Approved(plan);
  forum_.SetDay(2023, 7, 1);
  EXPECT_THAT(forum_.Gaps(plan),
              ElementsAre(GapAt("ACTION_ITEM_OVERDUE", item, "2023-06-30 2023-07-01 1"),
                          GapAt("ACTION_ITEM_WITHOUT_EVIDENCE", item, "2023-06-30 2023-07-01 1"),
                          GapAt("PLANNED_EVENT_NOT_HELD", item, "2023-06-30 2023-07-01 1")));
}

TEST_P(GapsTest, AMemorandumWithoutAResultInAYearIsAGap) {
  const std::string negotiation = forum_.Negotiation("kursk");
  const std::string memorandum = absl::StrCat(negotiation, "/protocols/memorandum");
  const auto signed_one = Parse<v1::Protocol>(absl::StrCat(
      "name: '", memorandum,
      "' type: MEMORANDUM state: SIGNED date: '2022-04-16' titles { language: 'en' text: 'M' } "
      "signatories { signature { date: '2022-04-18' } }"));
  EXPECT_THAT(storage::WriteAndWait(
                  forum_.store(), {negotiation},
                  [&](storage::Tx& tx) { return protocols::InsertProtocol(tx, signed_one); }),
              IsOk());
  EXPECT_THAT(forum_.Gaps(memorandum), IsEmpty());
  forum_.SetDay(2023, 4, 18);
  EXPECT_THAT(forum_.Gaps(memorandum), ElementsAre(GapAt("MEMORANDUM_WITHOUT_RESULT", memorandum,
                                                         "2022-04-18 2023-04-18 1")));
  const std::string result =
      Value(forum_.indicators().CreateResult(
                "r", absl::StrCat("date: '2023-04-01' origins: '", memorandum, "'")))
          .name();
  EXPECT_THAT(forum_.Gaps(memorandum),
              ElementsAre(GapAt("RESULT_WITHOUT_FIGURE", result, "2023-04-01 2023-04-01 18")));
}

TEST_P(GapsTest, AResultThatNoFigureAccompaniesOrThatCameOfNothingIsAGap) {
  const std::string result =
      Value(forum_.indicators().CreateResult("r", "date: '2023-04-01'")).name();
  EXPECT_THAT(forum_.Gaps(result),
              ElementsAre(GapAt("RESULT_WITHOUT_FIGURE", result, "2023-04-01 2023-04-01 17"),
                          GapAt("RESULT_WITHOUT_ORIGIN", result, "2023-04-01 2023-04-01 17")));
}

TEST_P(GapsTest, ATripWhoseReportIsOverdueIsAGap) {
  const auto trip = Parse<v1::Trip>(
      "name: 'trips/cipr' delegation: 'events/tibo/delegations/ours' state: APPROVED "
      "return_date: '2023-04-05' report_due_date: '2023-04-15'");
  EXPECT_THAT(storage::WriteAndWait(forum_.store(), {"control"},
                                    [&](storage::Tx& tx) { return trips::InsertTrip(tx, trip); }),
              IsOk());
  EXPECT_THAT(forum_.Gaps("trips/cipr"),
              ElementsAre(GapAt("TRIP_WITHOUT_REPORT", "trips/cipr", "2023-04-15 2023-04-16 2")));
  const v1::Thread event = forum_.Traced("events/tibo");
  EXPECT_THAT(testing::ThreadForum::NamesIn(event), ElementsAre("events/tibo", "trips/cipr"));
}

TEST_P(GapsTest, GapsOfWhatAThreadCameOfAreNotItsOwn) {
  const ThreadNames names = forum_.WholeThread();
  forum_.Topic(names.negotiation, "bare");
  EXPECT_THAT(forum_.Gaps(names.result), IsEmpty());
  EXPECT_THAT(forum_.Gaps(names.negotiation),
              ElementsAre(::testing::StartsWith("TOPIC_WITHOUT_POSITION")));
}

}  // namespace
}  // namespace plenary::thread
