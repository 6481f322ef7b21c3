// Agendas of many activities that may be kept with their conflicts.
#include "services/schedule/agenda.h"

#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/base/ids.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/ledger_check.h"
#include "tests/testing/matchers.h"
#include "tests/testing/schedule.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::Clock;
using ::plenary::testing::Forum;
using ::plenary::testing::IsOk;
using ::plenary::testing::Uses;
using ::testing::IsEmpty;

class AgendaTest : public testing::ScheduleTest {
 protected:
  // Closes an agenda that `put` fills; what came of it.
  Outcome Close(const std::function<absl::Status(Agenda&, storage::Tx&)>& put) {
    Outcome outcome;
    const storage::Call call = {"local", "plenary.v1.ScheduleService/MoveActivities", ""};
    base::IdSequence ids(forum_.random().Bytes(32), forum_.clock().Now());
    EXPECT_THAT(storage::WriteAndWait(forum_.store(), {Forum::kEvent},
                                      [&](storage::Tx& tx) {
                                        ids.Reset();
                                        storage::Change change(tx, call, ids);
                                        PLENARY_ASSIGN_OR_RETURN(
                                            Agenda agenda, Agenda::Open(change, Forum::kEvent));
                                        PLENARY_RETURN_IF_ERROR(put(agenda, tx));
                                        PLENARY_ASSIGN_OR_RETURN(outcome, agenda.Close());
                                        return change.Flush();
                                      }),
                IsOk());
    return outcome;
  }
  std::vector<storage::Finding> Faults() {
    std::vector<storage::Finding> findings;
    EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                     [&](storage::Tx& tx) { return CheckLedger(tx, findings); }),
                IsOk());
    return findings;
  }
};
PLENARY_ON_EVERY_ENGINE(AgendaTest);

TEST_P(AgendaTest, HoweverManyAreMovedTogetherTheLedgerHoldsNobodyTwice) {
  const std::vector<std::string> people = {forum_.Person("Anna"), forum_.Person("Boris")};
  std::vector<std::string> names;
  names.reserve(12);
  for (int i = 0; i < 12; ++i) {
    names.push_back(forum_.Session(Clock(6 + i), Clock(7 + i),
                                   absl::StrCat(Uses(i % 2 == 0 ? "hall-a" : "hall-b"),
                                                Attends(people[static_cast<size_t>(i) % 2]))));
  }
  int kept = 0;
  for (int round = 0; round < 25; ++round) {
    const Outcome outcome = Close([&](Agenda& agenda, storage::Tx& tx) {
      // The same rounds where the body is run again.
      std::mt19937 dice(static_cast<unsigned>(round) + 20230418);
      for (const std::string& name : names) {
        const unsigned what = dice() % 4;
        if (what == 0) continue;
        PLENARY_ASSIGN_OR_RETURN(auto row, FindActivity(tx, name));
        Entry entry;
        entry.after = row->body;
        // Some only get another name and stay where they are; the others go to a time that may be
        // taken.
        entry.after.mutable_session()->set_note(absl::StrCat("round ", round));
        if (what > 1) {
          const absl::Time start = Clock(6 + static_cast<int>(dice() % 12));
          MoveTo(entry.after, start, start + absl::Minutes(30 + dice() % 90));
        }
        entry.before = *std::move(row);
        entry.field = "session";
        entry.allow_conflicts = true;
        PLENARY_RETURN_IF_ERROR(agenda.Put(std::move(entry)));
      }
      return absl::OkStatus();
    });
    for (const Placed& placed : outcome.placed) kept += placed.is_released ? 0 : 1;
    for (const storage::Finding& fault : Faults()) {
      ADD_FAILURE() << "round " << round << ": " << fault.where << ": " << fault.what;
    }
  }
  EXPECT_GT(kept, 20) << "too few met to prove anything";
}

TEST_P(AgendaTest, OneThatDoesNotFitIsFoundBehindHundredsOfOthers) {
  forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const Outcome outcome = Close([&](Agenda& agenda, storage::Tx&) {
    for (int i = 0; i < 120; ++i) {
      Entry entry;
      v1::Session& session = *entry.after.mutable_session();
      session = testing::Parse<v1::Session>(
          absl::StrCat("titles { language: 'en' text: 'At once' } ",
                       testing::Interval(Clock(10), Clock(11)), Uses("hall-a")));
      session.set_name(absl::StrCat(Forum::kEvent, "/sessions/at-once-", i));
      entry.field = "session";
      entry.allow_conflicts = true;
      PLENARY_RETURN_IF_ERROR(agenda.Put(std::move(entry)));
    }
    return absl::OkStatus();
  });
  for (const Placed& placed : outcome.placed) EXPECT_FALSE(placed.is_released);
  EXPECT_THAT(Faults(), IsEmpty());
}

}  // namespace
}  // namespace plenary::schedule
