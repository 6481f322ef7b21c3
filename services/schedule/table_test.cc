// The schedule in the database, over every engine: lists of both forms, what concerns whom,
// versions.
#include "services/schedule/table.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/list_query.h"
#include "services/schedule/ledger_table.h"
#include "tests/testing/engines.h"
#include "tests/testing/forum_suite.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kEvent[] = "events/tibo";

absl::Time At(int hour) { return absl::FromUnixSeconds(hour * 3600); }

// A session of an hour.
v1::Activity Session(const std::string& id, int hour, const std::string& rest = "") {
  return Parse<v1::Activity>(absl::StrCat("session { name: 'events/tibo/sessions/", id,
                                          "' interval { start_time { seconds: ", hour * 3600,
                                          " } end_time { seconds: ", (hour + 1) * 3600,
                                          " } } state: RELEASED ", rest, " }"));
}

std::vector<std::string> Ids(const std::vector<ActivityRow>& rows) {
  std::vector<std::string> ids;
  for (const ActivityRow& row : rows) {
    const std::string& name = NameOf(row.body);
    ids.push_back(name.substr(name.rfind('/') + 1));
  }
  return ids;
}

class ScheduleTableTest : public ::testing::TestWithParam<std::string> {
 protected:
  void Write(storage::Body body) {
    EXPECT_THAT(storage::WriteAndWait(*store_, {kEvent}, std::move(body)), IsOk());
  }
  template <class Value, class Read>
  Value Get(const Read& read) {
    Value value;
    EXPECT_THAT(storage::ReadAndWait(*store_,
                                     [&](storage::Tx& tx) {
                                       PLENARY_ASSIGN_OR_RETURN(value, read(tx));
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return value;
  }

  // Stores an activity with the links of its forms, which concern `subject`.
  void Insert(const v1::Activity& body, const absl::optional<v1::Activity>& released,
              bool is_changed, const std::string& subject = "people/anna",
              const std::string& subject_in_progress = "people/anna") {
    Write([&](storage::Tx& tx) {
      const ActivityRow row = {body, released, is_changed};
      PLENARY_RETURN_IF_ERROR(InsertActivity(tx, row, kEvent));
      if (released) {
        PLENARY_RETURN_IF_ERROR(WriteLinks(tx, NameOf(body), 0, StartOf(*released),
                                           EndOf(*released), {subject}, false));
      }
      if (!is_changed) return absl::OkStatus();
      return WriteLinks(tx, NameOf(body), 1, StartOf(body), EndOf(body), {subject_in_progress},
                        false);
    });
  }
  void InsertAsReleased(const v1::Activity& body) { Insert(body, body, false); }

  // The ids of a list, in its order.
  std::vector<std::string> List(v1::ScheduleView view, const std::string& filter = "",
                                const std::string& order_by = "",
                                ActivityType type = ActivityType::kSession) {
    const base::TokenSealer sealer(std::string(32, 'k'));
    base::ListRequest asked;
    asked.filter = filter;
    asked.order_by = order_by;
    const auto query =
        base::PlanList(ActivityList(type, view), asked, "event = $1 AND deleted_us = 0",
                       {std::string(kEvent)}, sealer, At(0));
    EXPECT_THAT(query, IsOk());
    std::vector<ActivityRow> rows;
    for (v1::Session& session : Get<storage::Page<v1::Session>>([&](storage::Tx& tx) {
                                  return storage::ReadPage<v1::Session>(tx, *query, sealer);
                                }).resources) {
      *rows.emplace_back().body.mutable_session() = std::move(session);
    }
    return Ids(rows);
  }
  std::vector<std::string> Concerned(const std::string& subject, int from, int to,
                                     bool work_in_progress) {
    return Ids(Get<std::vector<ActivityRow>>([&](storage::Tx& tx) {
      return ListActivitiesOf(tx, subject, At(from), At(to), work_in_progress, 100);
    }));
  }

  testing::ManualClock clock_;
  testing::OpenedDatabase store_ = testing::OpenFresh(GetParam(), clock_);
};
PLENARY_ON_EVERY_ENGINE(ScheduleTableTest);

TEST_P(ScheduleTableTest, AnActivityComesBackInBothItsForms) {
  Insert(Session("a", 10), Session("a", 8), true);
  const auto row = Get<absl::optional<ActivityRow>>(
      [](storage::Tx& tx) { return FindActivity(tx, "events/tibo/sessions/a"); });
  ASSERT_TRUE(row && row->released);
  EXPECT_TRUE(row->is_changed);
  EXPECT_EQ(StartOf(row->body), At(10));
  EXPECT_EQ(StartOf(*row->released), At(8));
  EXPECT_THAT(storage::WriteAndWait(
                  *store_, {kEvent},
                  [](storage::Tx& tx) {
                    return InsertActivity(tx, {Session("a", 1), absl::nullopt, true}, kEvent);
                  }),
              RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
}

TEST_P(ScheduleTableTest, AListOfWhatWasReleasedTellsNothingOfTheWorkInProgress) {
  InsertAsReleased(Session("calm", 9));
  Insert(Session("moved", 8, "kind: PANEL"), Session("moved", 10, "kind: PLENARY"), true);
  Insert(Session("draft", 7), absl::nullopt, true);
  Insert(Session("going", 11, "delete_time { seconds: 1 }"), Session("going", 11), true);
  EXPECT_THAT(List(v1::RELEASED_VIEW), ElementsAre("calm", "moved", "going"));
  EXPECT_THAT(List(v1::WORK_IN_PROGRESS), ElementsAre("draft", "moved", "calm"));
  EXPECT_THAT(List(v1::RELEASED_VIEW, "kind = PANEL"), IsEmpty());
  EXPECT_THAT(List(v1::RELEASED_VIEW, "kind = PLENARY"), ElementsAre("moved"));
  EXPECT_THAT(List(v1::WORK_IN_PROGRESS, "kind = PANEL"), ElementsAre("moved"));
  EXPECT_THAT(List(v1::RELEASED_VIEW, "start_time >= 1970-01-01T10:00:00Z", "start_time desc"),
              ElementsAre("going", "moved"));
  EXPECT_THAT(List(v1::WORK_IN_PROGRESS, "is_changed = false"), ElementsAre("calm"));
}

TEST_P(ScheduleTableTest, WhatIsNotSaidToBeAnythingElseIsATalk) {
  InsertAsReleased(Session("a", 9));
  InsertAsReleased(Session("b", 10, "kind: MEAL"));
  EXPECT_THAT(List(v1::RELEASED_VIEW, "kind = TALK"), ElementsAre("a"));
}

TEST_P(ScheduleTableTest, ListsAreFilteredByWhomAndWhatItConcerns) {
  Insert(Session("a", 9), Session("a", 9), false, "people/anna");
  Insert(Session("b", 10), Session("b", 10), true, "people/anna", "people/boris");
  Insert(Session("c", 11), Session("c", 11), false, "assets/hall");
  EXPECT_THAT(List(v1::RELEASED_VIEW, "person = \"people/anna\""), ElementsAre("a", "b"));
  EXPECT_THAT(List(v1::WORK_IN_PROGRESS, "person = \"people/anna\""), ElementsAre("a"));
  EXPECT_THAT(List(v1::WORK_IN_PROGRESS, "person = \"people/boris\""), ElementsAre("b"));
  EXPECT_THAT(List(v1::RELEASED_VIEW, "NOT person = \"people/anna\""), ElementsAre("c"));
  EXPECT_THAT(List(v1::RELEASED_VIEW, "asset = \"assets/hall\""), ElementsAre("c"));
  EXPECT_THAT(List(v1::RELEASED_VIEW, "asset = \"people/anna\""), IsEmpty());
  EXPECT_THAT(List(v1::RELEASED_VIEW, "person:*"), ElementsAre("a", "b"));
}

TEST_P(ScheduleTableTest, WhatConcernsASubjectIsFoundByTheFormThatIsAskedFor) {
  InsertAsReleased(Session("nine", 9));
  Insert(Session("moved", 20), Session("moved", 10), true);
  EXPECT_THAT(Concerned("people/anna", 0, 24, false), ElementsAre("nine", "moved"));
  EXPECT_THAT(Concerned("people/anna", 0, 12, true), ElementsAre("nine"));
  EXPECT_THAT(Concerned("people/anna", 12, 24, true), ElementsAre("moved"));
  // What ends as the time begins, or begins as it ends, is not in it.
  EXPECT_THAT(Concerned("people/anna", 10, 11, false), ElementsAre("moved"));
  EXPECT_THAT(Concerned("people/anna", 8, 9, false), IsEmpty());
  EXPECT_THAT(Concerned("people/boris", 0, 24, false), IsEmpty());
}

TEST_P(ScheduleTableTest, LinksAreReplaced) {
  InsertAsReleased(Session("a", 9));
  Write([](storage::Tx& tx) {
    return WriteLinks(tx, "events/tibo/sessions/a", 0, At(9), At(10),
                      {"people/boris", "events/tibo/delegations/kursk"}, true);
  });
  EXPECT_THAT(Concerned("people/anna", 0, 24, false), IsEmpty());
  EXPECT_THAT(Concerned("people/boris", 0, 24, false), ElementsAre("a"));
  EXPECT_THAT(Get<std::vector<std::string>>(
                  [](storage::Tx& tx) -> absl::StatusOr<std::vector<std::string>> {
                    std::vector<std::string> places;
                    PLENARY_RETURN_IF_ERROR(
                        tx.Run(SelectPlacesOfActivity("events/tibo/sessions/a", places)));
                    PLENARY_RETURN_IF_ERROR(
                        tx.Run(SelectEventOfOpenActivity("events/tibo/sessions/a", places)));
                    return places;
                  }),
              ElementsAre("events/tibo/delegations/kursk", "events/tibo"));
}

TEST_P(ScheduleTableTest, AVersionHoldsWhatWasInItThen) {
  const auto write = [&](int64_t number, const std::string& id, absl::optional<int> hour,
                         bool was_there) {
    Write([&](storage::Tx& tx) {
      const std::string name = "events/tibo/sessions/" + id;
      if (!hour) return WritePlanItem(tx, kEvent, number, name, nullptr, was_there);
      const v1::Activity item = Session(id, *hour);
      return WritePlanItem(tx, kEvent, number, name, &item, was_there);
    });
  };
  write(1, "a", 9, false);
  write(1, "b", 8, false);
  write(2, "a", 7, true);
  write(3, "b", absl::nullopt, true);
  write(4, "b", 10, false);
  const auto starts = [&](int64_t number) {
    std::vector<std::string> items;
    for (const v1::Activity& item : Get<std::vector<v1::Activity>>(
             [&](storage::Tx& tx) { return ListPlanItems(tx, kEvent, number); })) {
      items.push_back(absl::StrCat(item.session().name().substr(sizeof("events/tibo/sessions")),
                                   " ", absl::ToUnixSeconds(StartOf(item)) / 3600));
    }
    return items;
  };
  EXPECT_THAT(starts(1), ElementsAre("b 8", "a 9"));
  EXPECT_THAT(starts(2), ElementsAre("a 7", "b 8"));
  EXPECT_THAT(starts(3), ElementsAre("a 7"));
  EXPECT_THAT(starts(4), ElementsAre("a 7", "b 10"));
  EXPECT_THAT(starts(0), IsEmpty());
}

TEST_P(ScheduleTableTest, VersionsAreLabelledByReleasesAndWhatCameBetween) {
  EXPECT_EQ(LabelOf(0, 0), "");
  EXPECT_EQ(LabelOf(0, 2), "0.2");
  EXPECT_EQ(LabelOf(3, 0), "3");
  EXPECT_EQ(LabelOf(3, 2), "3.2");
}

TEST_P(ScheduleTableTest, AnEventThatNobodySetUpIsScheduledByTheDefaults) {
  ScheduleHead head = Get<ScheduleHead>([](storage::Tx& tx) { return FindHead(tx, kEvent); });
  EXPECT_FALSE(head.is_stored);
  EXPECT_EQ(head.settings.name(), "events/tibo/schedule");
  EXPECT_EQ(head.settings.released_plan(), "");
  head.number = 7;
  head.settings.set_mode(v1::ScheduleSettings::VERSIONED);
  head.settings.set_changed_activities(3);
  Write([&](storage::Tx& tx) { return WriteHead(tx, kEvent, head); });
  Write([&](storage::Tx& tx) { return WriteHead(tx, kEvent, head); });
  head = Get<ScheduleHead>([](storage::Tx& tx) { return FindHead(tx, kEvent); });
  EXPECT_TRUE(head.is_stored);
  EXPECT_EQ(head.settings.mode(), v1::ScheduleSettings::VERSIONED);
  EXPECT_EQ(head.settings.released_plan(), "events/tibo/plans/7");
  EXPECT_EQ(head.settings.changed_activities(), 3);
}

TEST_P(ScheduleTableTest, ATrackIsInUseByWhatStandsOrStoodInItWhenItWasReleased) {
  const std::string track = "track: 'events/tibo/tracks/web'";
  const auto user = [&] {
    return Get<std::string>(
        [](storage::Tx& tx) { return ActivityInTrack(tx, "events/tibo/tracks/web"); });
  };
  InsertAsReleased(Session("other", 9, "track: 'events/tibo/tracks/law'"));
  EXPECT_EQ(user(), "");
  Insert(Session("left", 9), Session("left", 9, track), true);
  EXPECT_EQ(user(), "events/tibo/sessions/left");
  InsertAsReleased(Session("gone", 9, track + " delete_time { seconds: 1 }"));
  Insert(Session("joined", 9, track), absl::nullopt, true);
  EXPECT_EQ(user(), "events/tibo/sessions/joined");
}

TEST_P(ScheduleTableTest, TheLedgerIsSearchedByItsKeysAlone) {
  std::vector<OccupancyRow> rows;
  const std::string subject = "people/anna";
  const std::vector<storage::Statement> statements = {
      SelectBefore(subject, 1, 4, rows), SelectBetween(subject, 1, 2, rows),
      SelectOfActivity("events/tibo/sessions/a", rows)};
  for (const storage::Statement& statement : statements) {
    std::string plan;
    Write([&](storage::Tx& tx) {
      const bool is_sqlite = tx.engine() == "sqlite";
      // With no rows, PostgreSQL would read the whole table.
      if (!is_sqlite) {
        PLENARY_RETURN_IF_ERROR(tx.Run({"SET LOCAL enable_seqscan = off", {}, nullptr}));
        PLENARY_RETURN_IF_ERROR(tx.Run({"SET LOCAL enable_bitmapscan = off", {}, nullptr}));
      }
      const std::string sql =
          absl::StrCat(is_sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ", statement.sql);
      const int column = is_sqlite ? 3 : 0;
      return tx.Run({sql, statement.params, [&](const storage::Row& row) {
                       absl::StrAppend(&plan, row.Text(column), "\n");
                     }});
    });
    EXPECT_THAT(plan, ::testing::AnyOf(::testing::HasSubstr("SEARCH occupancy USING"),
                                       ::testing::HasSubstr("Index Scan")))
        << statement.sql;
    EXPECT_THAT(plan, ::testing::Not(::testing::HasSubstr("SCAN occupancy"))) << statement.sql;
    EXPECT_THAT(plan, ::testing::Not(::testing::AnyOf(::testing::HasSubstr("TEMP B-TREE"),
                                                      ::testing::HasSubstr("Sort"))))
        << statement.sql << "\n"
        << plan;
  }
}

}  // namespace
}  // namespace plenary::schedule
