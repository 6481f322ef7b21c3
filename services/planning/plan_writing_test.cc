// A plan that is larger than what one change usually writes goes into the work in progress, and is
// released, in one transaction, over every engine.
#include "services/planning/plan_writing.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/matchmaking/table.h"
#include "services/storage/change.h"
#include "tests/testing/matchers.h"
#include "tests/testing/planning.h"

namespace plenary::planning {
namespace {

using ::plenary::testing::Interval;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::PlanningForum;
using ::plenary::testing::Value;

// So many that a statement for each thing that they name would be more than a body may run.
constexpr int kTables = 20;
constexpr int kSlots = 100;
constexpr int kMeetings = kTables * kSlots;

class PlanWritingTest : public testing::PlanningTest {
 protected:
  void SetUp() override {
    for (int i = 0; i < 2 * kTables; ++i) {
      parties_.push_back(forum_.Organization(absl::StrCat("side-", i)));
      people_.push_back(forum_.Person());
    }
    for (int i = 0; i < kTables; ++i) {
      tables_.push_back(forum_.AddAsset(absl::StrCat("desk-", i), "kind: TABLE"));
    }
    given_.facts.event.set_name("events/tibo");
  }

  // Accepted requests, and a plan in which each table has two of the parties in every slot.
  absl::Status MakePlan(storage::Tx& tx) {
    tx.AllowStatements(10 * kMeetings);
    given_.requests.clear();
    placings_.clear();
    for (int i = 0; i < kMeetings; ++i) {
      const int table = i % kTables;
      const auto one = static_cast<size_t>(2 * table);
      given_.requests.push_back(Parse<v1::MeetingRequest>(absl::StrCat(
          "name: 'events/tibo/meetingRequests/r", i, "' etag: '1' state: ACCEPTED from { party: '",
          parties_[one], "' } to { party: '", parties_[one + 1], "' }")));
      PLENARY_RETURN_IF_ERROR(
          matchmaking::InsertMeetingRequest(tx, given_.requests.back(), matchmaking::Sides()));
      const absl::Time start = testing::Forum::start() + (i / kTables) * absl::Minutes(30);
      Placing& placing = placings_.emplace_back();
      placing.kind = Placing::kCreated;
      placing.meeting = Parse<v1::Meeting>(absl::StrCat(
          "request: '", given_.requests.back().name(), "' parties { organization: '", parties_[one],
          "' } parties { organization: '", parties_[one + 1], "' } attendees { who: '",
          people_[one], "' } attendees { who: '", people_[one + 1], "' } assets { asset: '",
          tables_[static_cast<size_t>(table)], "' } ", Interval(start, start + absl::Minutes(30))));
    }
    return absl::OkStatus();
  }

  absl::Status Write() {
    const storage::Call call = {"users/anna", "plenary.v1.PlanningService/PlanEvent", ""};
    base::IdSequence ids(std::string(32, 's'), forum_.clock().Now());
    return storage::WriteAndWait(forum_.store(), {"events/tibo"}, [&](storage::Tx& tx) {
      ids.Reset();
      storage::Change change(tx, call, ids);
      PLENARY_RETURN_IF_ERROR(WritePlan(change, given_, placings_));
      return change.Flush();
    });
  }

  Given given_;
  std::vector<Placing> placings_;
  std::vector<std::string> parties_;
  std::vector<std::string> people_;
  std::vector<std::string> tables_;
};
PLENARY_ON_EVERY_ENGINE(PlanWritingTest);

TEST_P(PlanWritingTest, ThousandsOfMeetingsAreWrittenInOneTransactionAndReleasedInAnother) {
  ASSERT_THAT(storage::WriteAndWait(forum_.store(), {"events/tibo"},
                                    [&](storage::Tx& tx) { return MakePlan(tx); }),
              IsOk());
  ASSERT_THAT(Write(), IsOk());
  EXPECT_EQ(forum_.StateOfRequest(given_.requests.back().name()), v1::MeetingRequest::SCHEDULED);
  const v1::Plan released = Value(forum_.ReleaseAll());
  EXPECT_EQ(released.added(), kMeetings);
}

}  // namespace
}  // namespace plenary::planning
