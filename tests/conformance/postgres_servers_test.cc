// What PostgreSQL alone can do: several servers over one database, groups that lose a race.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/clock.h"
#include "services/base/errors.h"
#include "services/storage/postgres_store.h"
#include "tests/testing/matchers.h"
#include "tests/testing/postgres_cluster.h"
#include "tests/testing/race.h"

namespace plenary::storage {
namespace {

using testing::IsOk;
using testing::PostgresCluster;
using testing::Race;
using testing::RefusedFor;

// Adds one to counter `name` and writes an entry of that number.
absl::Status Count(Tx& tx, absl::string_view name) {
  int64_t last = 0;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT value FROM counters WHERE name = $1",
                                  {name},
                                  [&](const Row& row) { last = row.Int(0); }}));
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"INSERT INTO counters (name, value) VALUES ($1, $2) "
              "ON CONFLICT (name) DO UPDATE SET value = $2",
              {name, last + 1},
              nullptr}));
  return tx.Run(
      {"INSERT INTO entries (counter, number) VALUES ($1, $2)", {name, last + 1}, nullptr});
}

class PostgresServersTest : public ::testing::Test {
 protected:
  PostgresServersTest() {
    cluster_.Ask(
        "CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL);"
        "CREATE TABLE entries (counter TEXT, number BIGINT, PRIMARY KEY (counter, number))");
  }
  std::unique_ptr<Store> Open(int writers = 0) {
    StoreOptions options;
    options.writers = writers;
    absl::StatusOr<std::unique_ptr<Store>> store =
        OpenPostgresStore(cluster_.Uri("postgres"), clock_, options);
    EXPECT_THAT(store, IsOk());
    return *std::move(store);
  }
  int64_t Value(absl::string_view counter) {
    return cluster_.Ask(absl::StrCat("SELECT value FROM counters WHERE name = '", counter, "'"));
  }
  int64_t Entries(absl::string_view counter) {
    return cluster_.Ask(
        absl::StrCat("SELECT count(*) FROM entries WHERE counter = '", counter, "'"));
  }

  PostgresCluster cluster_;
  base::SystemClock clock_;
};

TEST_F(PostgresServersTest, TwoServersNumberOnePartitionWithoutGaps) {
  const std::unique_ptr<Store> servers[] = {Open(), Open()};
  Race(16, [&](int caller) {
    for (int i = 0; i < 20; ++i) {
      EXPECT_THAT(WriteAndWait(*servers[caller % 2], {"events/a"},
                               [](Tx& tx) { return Count(tx, "events/a"); }),
                  IsOk());
    }
  });
  EXPECT_EQ(Value("events/a"), 320);
  EXPECT_EQ(Entries("events/a"), 320);
}

TEST_F(PostgresServersTest, TwoServersCountManyPartitionsExactly) {
  const std::unique_ptr<Store> servers[] = {Open(), Open()};
  Race(16, [&](int caller) {
    const std::string event = absl::StrCat("events/", caller % 4);
    for (int i = 0; i < 20; ++i) {
      EXPECT_THAT(
          WriteAndWait(*servers[caller / 4 % 2], {event}, [&](Tx& tx) { return Count(tx, event); }),
          IsOk());
    }
  });
  for (const char* event : {"events/0", "events/1", "events/2", "events/3"}) {
    EXPECT_EQ(Value(event), 80);
    EXPECT_EQ(Entries(event), 80);
  }
}

TEST_F(PostgresServersTest, BodiesOverSeveralPartitionsWaitForEachInOneOrder) {
  const std::unique_ptr<Store> servers[] = {Open(), Open()};
  Race(8, [&](int caller) {
    const Keys keys = caller % 4 < 2 ? Keys{"events/a", "events/b"} : Keys{"events/b", "events/a"};
    for (int i = 0; i < 10; ++i) {
      EXPECT_THAT(WriteAndWait(*servers[caller % 2], keys,
                               [](Tx& tx) {
                                 PLENARY_RETURN_IF_ERROR(Count(tx, "events/a"));
                                 return Count(tx, "events/b");
                               }),
                  IsOk());
    }
  });
  EXPECT_EQ(Value("events/a"), 80);
  EXPECT_EQ(Value("events/b"), 80);
}

// Each of two lanes may leave only while the other one stays: a rule across partitions that no
// lock of theirs guards.
TEST_F(PostgresServersTest, TwoLanesCannotBothActOnWhatTheOtherIsAboutToChange) {
  const std::unique_ptr<Store> servers[] = {Open(), Open()};
  for (int round = 0; round < 50; ++round) {
    cluster_.Ask(
        "INSERT INTO counters VALUES ('a', 1), ('b', 1) "
        "ON CONFLICT (name) DO UPDATE SET value = 1");
    Race(2, [&](int caller) {
      const std::string mine = caller == 0 ? "a" : "b";
      EXPECT_THAT(WriteAndWait(*servers[caller], {mine},
                               [&](Tx& tx) {
                                 int64_t present = 0;
                                 PLENARY_RETURN_IF_ERROR(tx.Run(
                                     {"SELECT sum(value) FROM counters WHERE name IN ('a', 'b')",
                                      {},
                                      [&](const Row& row) { present = row.Int(0); }}));
                                 if (present < 2) return absl::OkStatus();
                                 return tx.Run({"UPDATE counters SET value = 0 WHERE name = $1",
                                                {absl::string_view(mine)},
                                                nullptr});
                               }),
                  IsOk());
    });
    ASSERT_EQ(Value("a") + Value("b"), 1) << "round " << round;
  }
}

// A store with one writer, held up so that what is written meanwhile makes one group.
class PostgresGroupTest : public PostgresServersTest {
 protected:
  PostgresGroupTest() : store_(Open(/*writers=*/1)) {}

  // Writes to each counter in one group, all in lane "events/a".
  std::vector<absl::Status> WriteTogether(const std::vector<std::string>& counters) {
    std::promise<void> holding;
    std::promise<void> go_on;
    std::future<void> gone_on = go_on.get_future();
    std::promise<absl::Status> held;
    store_->Write(
        {"events/a"},
        [&](Tx&) {
          holding.set_value();
          gone_on.wait();
          return absl::OkStatus();
        },
        [&](absl::Status status) { held.set_value(std::move(status)); });
    holding.get_future().wait();
    std::vector<std::promise<absl::Status>> answers(counters.size());
    for (size_t i = 0; i < counters.size(); ++i) {
      store_->Write(
          {"events/a"}, [&counters, i](Tx& tx) { return Count(tx, counters[i]); },
          [&answers, i](absl::Status status) { answers[i].set_value(std::move(status)); });
    }
    go_on.set_value();
    EXPECT_THAT(held.get_future().get(), IsOk());
    std::vector<absl::Status> statuses;
    statuses.reserve(answers.size());
    for (std::promise<absl::Status>& answer : answers) {
      statuses.push_back(answer.get_future().get());
    }
    return statuses;
  }
  // Makes entries of counter `counter` fail with `sqlstate` the first `times` times.
  void FailEntriesOf(absl::string_view counter, absl::string_view sqlstate, int times) {
    cluster_.Ask(absl::StrCat(
        "CREATE SEQUENCE failures;"
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NEW.counter = '",
        counter, "' AND nextval('failures') <= ", times,
        " THEN RAISE 'as the test wishes' USING ERRCODE = '", sqlstate, "'; END IF; ",
        "RETURN NEW; END $$;",
        "CREATE TRIGGER fail BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION fail()"));
  }

  std::unique_ptr<Store> store_;
};

TEST_F(PostgresGroupTest, BodiesOfOneLaneCommitTogether) {
  for (const absl::Status& status : WriteTogether(std::vector<std::string>(100, "a"))) {
    EXPECT_THAT(status, IsOk());
  }
  EXPECT_EQ(Value("a"), 100);
  EXPECT_EQ(store_->Stats().largest_group, 60);
  EXPECT_EQ(store_->Stats().commits, 3);
}

TEST_F(PostgresGroupTest, AHeldBackStatementThatFailsUndoesItsOwnBodyOnly) {
  FailEntriesOf("bad", "23505", 1000);
  const std::vector<absl::Status> statuses =
      WriteTogether({"good", "bad", "bad", "good", "bad", "good", "bad"});
  for (const size_t good : {0, 3, 5}) EXPECT_THAT(statuses[good], IsOk());
  for (const size_t bad : {1, 2, 4, 6}) {
    EXPECT_THAT(statuses[bad], RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  }
  EXPECT_EQ(Value("good"), 3);
  EXPECT_EQ(Entries("good"), 3);
  EXPECT_EQ(Value("bad"), 0);
}

TEST_F(PostgresGroupTest, AGroupThatLosesARaceTwiceRunsOneByOneAndLosesNothing) {
  FailEntriesOf("unlucky", "40001", 2);
  for (const absl::Status& status : WriteTogether({"a", "unlucky", "a", "a"})) {
    EXPECT_THAT(status, IsOk());
  }
  EXPECT_EQ(Value("a"), 3);
  EXPECT_EQ(Value("unlucky"), 1);
  EXPECT_EQ(store_->Stats().commits, 1 + 4);
  EXPECT_EQ(store_->Stats().aborts, 2 * 4);
}

TEST_F(PostgresGroupTest, ABodyThatLosesEveryRaceIsGivenBackWithoutHarmToTheOthers) {
  FailEntriesOf("unlucky", "40P01", 1'000'000);
  const std::vector<absl::Status> statuses = WriteTogether({"a", "unlucky", "a"});
  EXPECT_THAT(statuses[0], IsOk());
  EXPECT_THAT(statuses[1], RefusedFor(v1::ERROR_REASON_TOO_MUCH_CONTENTION));
  EXPECT_THAT(statuses[2], IsOk());
  EXPECT_EQ(Value("a"), 2);
  EXPECT_EQ(Entries("unlucky"), 0);
}

TEST_F(PostgresServersTest, NumbersOfEveryWidthAreRead) {
  const std::unique_ptr<Store> store = Open();
  std::vector<int64_t> numbers;
  EXPECT_THAT(ReadAndWait(*store,
                          [&](Tx& tx) {
                            return tx.Run(
                                {"SELECT 1::smallint, -2::int, true, count(*), "
                                 "sum(n), 120000000000::numeric, NULL::bigint "
                                 "FROM (VALUES (-40000::bigint), (-20001)) AS v (n)",
                                 {},
                                 [&](const Row& row) {
                                   numbers.clear();
                                   for (int i = 0; i < 7; ++i) {
                                     numbers.push_back(row.Int(i));
                                   }
                                 }});
                          }),
              IsOk());
  EXPECT_THAT(numbers, ::testing::ElementsAre(1, -2, 1, 2, -60001, 120000000000, 0));
}

TEST_F(PostgresServersTest, AReadSeesOneSnapshotThroughout) {
  const std::unique_ptr<Store> store = Open();
  int64_t first = -1;
  int64_t second = -1;
  EXPECT_THAT(
      ReadAndWait(*store,
                  [&](Tx& tx) {
                    const absl::string_view count = "SELECT count(*) FROM entries";
                    PLENARY_RETURN_IF_ERROR(
                        tx.Run({count, {}, [&](const Row& row) { first = row.Int(0); }}));
                    cluster_.Ask("INSERT INTO entries VALUES ('a', 1)");
                    return tx.Run({count, {}, [&](const Row& row) { second = row.Int(0); }});
                  }),
      IsOk());
  EXPECT_EQ(first, 0);
  EXPECT_EQ(second, 0);
}

TEST_F(PostgresServersTest, ServersThatStartTogetherMigrateOnce) {
  PostgresCluster fresh;
  Race(4, [&](int) { EXPECT_THAT(OpenPostgresStore(fresh.Uri("postgres"), clock_, {}), IsOk()); });
  EXPECT_EQ(fresh.Ask("SELECT count(*) - max(version) FROM schema_migrations"), 0);
}

TEST_F(PostgresServersTest, AUriOfSeveralHostsFindsTheOneThatIsThere) {
  const std::string uri = absl::StrCat("postgresql:///postgres?user=postgres&host=/nowhere,",
                                       cluster_.folder(), "&target_session_attrs=read-write");
  EXPECT_THAT(OpenPostgresStore(uri, clock_, {}), IsOk());
}

}  // namespace
}  // namespace plenary::storage
