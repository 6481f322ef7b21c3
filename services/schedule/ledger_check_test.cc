// The operator's check of the ledger of times, over what the schedule itself writes.
#include "services/schedule/ledger_check.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/schedule.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::Clock;
using ::plenary::testing::Forum;
using ::plenary::testing::InterpretedByTheOne;
using ::plenary::testing::IsOk;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Schedule = ScheduleService;

class LedgerCheckTest : public testing::ScheduleTest {
 protected:
  // Where something is wrong.
  std::vector<std::string> Found() {
    std::vector<storage::Finding> findings;
    EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                     [&](storage::Tx& tx) { return CheckLedger(tx, findings); }),
                IsOk());
    std::vector<std::string> where;
    where.reserve(findings.size());
    for (const storage::Finding& finding : findings) where.push_back(finding.where);
    return where;
  }
  void Execute(const std::string& sql) {
    ASSERT_THAT(storage::WriteAndWait(forum_.store(), {Forum::kEvent},
                                      [&](storage::Tx& tx) {
                                        return tx.Run({sql, {}, nullptr});
                                      }),
                IsOk());
  }
};
PLENARY_ON_EVERY_ENGINE(LedgerCheckTest);

TEST_P(LedgerCheckTest, WhateverAScheduleGoesThroughIsSound) {
  const std::string guest = forum_.Guest();
  const std::string talk = forum_.Session(
      Clock(10), Clock(11), absl::StrCat(Uses("hall-ab"), Attends(guest), InterpretedByTheOne()));
  forum_.Session(Clock(10), Clock(11), Uses("headsets", "units: 20"));
  forum_.Session(Clock(10, 30), Clock(12), Uses("headsets", "units: 20"));
  const std::string cancelled = forum_.Session(Clock(13), Clock(14), Uses("hall-a"));
  Value(forum_.Do(&Schedule::CancelSession,
                  absl::StrCat("name: '", cancelled, "' reason: 'no speaker'")));
  const std::string deleted = forum_.Meeting(
      Clock(13), Clock(14),
      absl::StrCat("parties { delegation: '", forum_.Delegation("kursk"), "' } ", Uses("table-1")));
  Value(forum_.Do(&Schedule::DeleteMeeting, absl::StrCat("name: '", deleted, "'")));
  forum_.HoldTime(Clock(15), Clock(16), Clock(9), Uses("salon"));
  Value(forum_.Withdraw(guest));
  forum_.WorkInVersions();
  Value(forum_.Do(&Schedule::UpdateSession,
                  absl::StrCat("session { name: '", talk, "' ",
                               testing::Interval(Clock(17), Clock(18)), " }")));
  EXPECT_THAT(Found(), IsEmpty());
  forum_.clock().Set(Clock(9, 30));
  // A hold that has expired is looked through, by the check, too.
  forum_.Session(Clock(15), Clock(16), Uses("salon"));
  Value(forum_.Do(&Schedule::ReleasePlan, absl::StrCat("parent: '", Forum::kEvent, "'")));
  EXPECT_THAT(Found(), IsEmpty());
}

TEST_P(LedgerCheckTest, MoreUnitsThanThereAreAreFound) {
  forum_.Session(Clock(10), Clock(12), Uses("headsets", "units: 30"));
  forum_.Session(Clock(11), Clock(13), Uses("headsets", "units: 10"));
  EXPECT_THAT(Found(), IsEmpty());
  Execute("UPDATE occupancy SET units = 11 WHERE units = 10");
  EXPECT_THAT(Found(), ElementsAre("assets/headsets"));
}

TEST_P(LedgerCheckTest, SomebodyInTwoPlacesAtOnceIsFound) {
  const std::string first = forum_.Person("First");
  const std::string second = forum_.Person("Second");
  forum_.Session(Clock(10), Clock(12), Attends(first));
  forum_.Session(Clock(11), Clock(13), Attends(second));
  Execute(
      absl::StrCat("UPDATE occupancy SET subject = '", first, "' WHERE subject = '", second, "'"));
  EXPECT_THAT(Found(), ElementsAre(first));
}

}  // namespace
}  // namespace plenary::schedule
