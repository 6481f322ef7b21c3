// What clients are told, and what is in the database, when PostgreSQL fails them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/clock.h"
#include "services/base/errors.h"
#include "services/storage/postgres_store.h"
#include "tests/faults/postgres_proxy.h"
#include "tests/testing/matchers.h"
#include "tests/testing/postgres_cluster.h"

namespace plenary::storage {
namespace {

using testing::IsOk;
using testing::PostgresCluster;
using testing::PostgresProxy;
using testing::RefusedFor;

constexpr char kTables[] =
    "CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL);"
    "CREATE TABLE notes (id TEXT PRIMARY KEY, counter TEXT NOT NULL, number BIGINT NOT NULL)";

// Writes note `id`, numbered on from the last of the counter.
absl::Status AddNote(Tx& tx, absl::string_view counter, absl::string_view id) {
  int64_t last = 0;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT value FROM counters WHERE name = $1",
                                  {counter},
                                  [&](const Row& row) { last = row.Int(0); }}));
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"INSERT INTO counters (name, value) VALUES ($1, $2) "
              "ON CONFLICT (name) DO UPDATE SET value = $2",
              {counter, last + 1},
              nullptr}));
  return tx.Run({"INSERT INTO notes (id, counter, number) VALUES ($1, $2, $3)",
                 {id, counter, last + 1},
                 nullptr});
}

class PostgresFaultsTest : public ::testing::Test {
 protected:
  std::unique_ptr<Store> Open(const std::string& uri, int writers = 0) {
    StoreOptions options;
    options.writers = writers;
    absl::StatusOr<std::unique_ptr<Store>> store = OpenPostgresStore(uri, clock_, options);
    EXPECT_THAT(store, IsOk());
    return *std::move(store);
  }
  int64_t NotesOf(absl::string_view id) {
    return server_.Ask(absl::StrCat("SELECT count(*) FROM notes WHERE id = '", id, "'"));
  }
  // Numbers that some note has not, or has twice.
  int64_t Gaps() {
    return server_.Ask(
        "SELECT count(*) FROM (SELECT counter FROM notes GROUP BY counter HAVING "
        "count(*) <> max(number) OR count(DISTINCT number) <> count(*)) AS broken");
  }

  PostgresCluster server_;
  base::SystemClock clock_;
};

// Callers who each write one note after the other and remember what they were told.
class Callers {
 public:
  Callers(Store& store, int count) : store_(store), told_(count) {
    for (int i = 0; i < count; ++i) {
      threads_.emplace_back([this, i] { Call(i); });
    }
  }
  ~Callers() { Stop(); }

  // Waits for `count` more notes to be acknowledged.
  void AwaitAcknowledged(int64_t count) {
    for (int64_t seen = acknowledged_.load(), wanted = seen + count; seen < wanted;
         seen = acknowledged_.load()) {
      acknowledged_.wait(seen);
    }
  }
  // What was told about each note. After this nobody calls.
  std::map<std::string, absl::Status> Stop() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    std::map<std::string, absl::Status> all;
    for (auto& told : told_) all.merge(told);
    return all;
  }

 private:
  void Call(int caller) {
    const std::string counter = absl::StrCat("events/", caller % 2);
    for (int i = 0; !stop_; ++i) {
      const std::string id = absl::StrCat(caller, "-", i);
      const absl::Status status =
          WriteAndWait(store_, {counter}, [&](Tx& tx) { return AddNote(tx, counter, id); });
      told_[caller][id] = status;
      if (!status.ok()) continue;
      ++acknowledged_;
      acknowledged_.notify_all();
    }
  }

  Store& store_;
  std::atomic<bool> stop_ = false;
  std::atomic<int64_t> acknowledged_ = 0;
  std::vector<std::map<std::string, absl::Status>> told_;
  std::vector<std::thread> threads_;
};

struct Stopping {
  const char* label;
  void (PostgresCluster::*stop)();
};

class PostgresRestartTest : public PostgresFaultsTest,
                            public ::testing::WithParamInterface<Stopping> {};

TEST_P(PostgresRestartTest, WhatWasAcknowledgedIsThereOnceAfterRestartsUnderLoad) {
  server_.Ask(kTables);
  const std::unique_ptr<Store> store = Open(server_.Uri("postgres"));
  Callers callers(*store, 16);
  for (int restart = 0; restart < 3; ++restart) {
    callers.AwaitAcknowledged(100);
    (server_.*GetParam().stop)();
    server_.Start();
  }
  callers.AwaitAcknowledged(100);
  for (const auto& [id, status] : callers.Stop()) {
    switch (base::ReasonOf(status)) {
      case v1::ERROR_REASON_UNSPECIFIED:
        ASSERT_THAT(status, IsOk());
        EXPECT_EQ(NotesOf(id), 1) << id << " was acknowledged";
        break;
      case v1::ERROR_REASON_DATABASE_UNAVAILABLE:
        EXPECT_EQ(NotesOf(id), 0) << id << " was said to be unchanged";
        break;
      default:
        EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_COMMIT_FATE_UNKNOWN));
    }
  }
  EXPECT_EQ(Gaps(), 0);
}

INSTANTIATE_TEST_SUITE_P(Stopping, PostgresRestartTest,
                         ::testing::Values(Stopping{"InOrder", &PostgresCluster::Stop},
                                           Stopping{"ByACrash", &PostgresCluster::Crash}),
                         [](const auto& parameter) { return std::string(parameter.param.label); });

TEST_F(PostgresFaultsTest, ADatabaseThatIsAwayIsUnavailableWithATimeToRetry) {
  server_.Ask(kTables);
  const std::unique_ptr<Store> store = Open(server_.Uri("postgres"));
  server_.Stop();
  std::future<absl::Status> reading = std::async(std::launch::async, [&] {
    return ReadAndWait(*store, [](Tx& tx) {
      return tx.Run({"SELECT count(*) FROM notes", {}, [](const Row&) {}});
    });
  });
  const absl::Status write =
      WriteAndWait(*store, {"events/a"}, [](Tx& tx) { return AddNote(tx, "events/a", "1"); });
  EXPECT_THAT(write, RefusedFor(v1::ERROR_REASON_DATABASE_UNAVAILABLE));
  const absl::Status read = reading.get();
  EXPECT_EQ(read.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(read, RefusedFor(v1::ERROR_REASON_DATABASE_UNAVAILABLE));
  EXPECT_TRUE(read.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());
  server_.Start();
  EXPECT_EQ(NotesOf("1"), 0);
}

// A store behind a proxy that strikes at the first COMMIT of a session.
class PostgresCommitFateTest : public PostgresFaultsTest {
 protected:
  PostgresCommitFateTest() {
    server_.Ask(kTables);
    proxy_folder_ = server_.folder() + "/proxy";
    std::filesystem::create_directory(proxy_folder_);
    proxy_ = std::make_unique<PostgresProxy>(proxy_folder_, server_.folder());
    store_ = Open(absl::StrCat("postgresql:///postgres?user=postgres&host=", proxy_folder_),
                  /*writers=*/1);
  }

  // Writes note "only", and nothing else: its body waits for no answer before COMMIT.
  std::future<absl::Status> StartNote() {
    return std::async(std::launch::async, [this] {
      return WriteAndWait(*store_, {"events/a"}, [this](Tx& tx) {
        ++runs_;
        return tx.Run({"INSERT INTO notes (id, counter, number) VALUES ('only', 'events/a', 1)",
                       {},
                       nullptr});
      });
    });
  }

  std::string proxy_folder_;
  std::unique_ptr<PostgresProxy> proxy_;
  std::unique_ptr<Store> store_;
  std::atomic<int> runs_ = 0;
};

TEST_F(PostgresCommitFateTest, ACommitWhoseAnswerWasLostIsFoundAndNotRepeated) {
  proxy_->Arm(PostgresProxy::Fault::kLoseAnswer);
  const absl::Status status = StartNote().get();
  EXPECT_THAT(status, IsOk());
  EXPECT_EQ(runs_, 1);
  EXPECT_EQ(NotesOf("only"), 1);
}

TEST_F(PostgresCommitFateTest, ACommitThatNeverArrivedIsRunAgain) {
  proxy_->Arm(PostgresProxy::Fault::kLoseCommit);
  const absl::Status status = StartNote().get();
  EXPECT_THAT(status, IsOk());
  EXPECT_EQ(runs_, 2);
  EXPECT_EQ(NotesOf("only"), 1);
}

TEST_F(PostgresCommitFateTest, ACommitStillUnderWayIsWaitedFor) {
  proxy_->Arm(PostgresProxy::Fault::kHoldCommit);
  std::future<absl::Status> note = StartNote();
  proxy_->AwaitFault();
  server_.AwaitAnswer("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
                      1);
  EXPECT_EQ(NotesOf("only"), 0);
  proxy_->Deliver();
  const absl::Status status = note.get();
  EXPECT_THAT(status, IsOk());
  EXPECT_EQ(runs_, 1);
  EXPECT_EQ(NotesOf("only"), 1);
}

TEST_F(PostgresCommitFateTest, ACommitThatCannotBeAskedAboutIsOfUnknownFate) {
  proxy_->RefuseAfterFault();
  proxy_->Arm(PostgresProxy::Fault::kLoseAnswer);
  const absl::Status status = StartNote().get();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_COMMIT_FATE_UNKNOWN));
  EXPECT_EQ(runs_, 1);
}

TEST_F(PostgresFaultsTest, ABackendKilledWhileItCommitsLosesNothingAndRepeatsNothing) {
  server_.Ask(kTables);
  // COMMIT waits for lock 42 in a trigger that runs at the end of the transaction.
  server_.Ask(
      "CREATE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS "
      "$$ BEGIN PERFORM pg_advisory_xact_lock_shared(42); RETURN NULL; END $$;"
      "CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON notes DEFERRABLE INITIALLY DEFERRED "
      "FOR EACH ROW EXECUTE FUNCTION wait_at_commit()");
  const std::unique_ptr<Store> store = Open(server_.Uri("postgres"));
  std::thread holder([this] {
    server_.Ask(
        "DO $$ BEGIN PERFORM pg_advisory_xact_lock(42); "
        "WHILE NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 AND "
        "NOT granted) LOOP END LOOP; "
        "PERFORM pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND "
        "objid = 42 AND NOT granted; END $$");
  });
  server_.AwaitAnswer(
      "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 AND granted", 1);
  std::atomic<int> runs = 0;
  const absl::Status status = WriteAndWait(*store, {"events/a"}, [&](Tx& tx) {
    ++runs;
    return AddNote(tx, "events/a", "only");
  });
  holder.join();
  EXPECT_THAT(status, IsOk());
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(NotesOf("only"), 1);
}

}  // namespace
}  // namespace plenary::storage
