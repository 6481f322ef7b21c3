// What the SQLite engine does when file, disk or another process are in the way.
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/base/ids.h"
#include "services/storage/change_log.h"
#include "services/storage/migrate.h"
#include "services/storage/sqlite_store.h"
#include "tests/conformance/facts.h"
#include "tests/faults/failing_disk.h"
#include "tests/faults/small_disk.h"
#include "tests/testing/race.h"

namespace plenary::storage {
namespace {

using ::plenary::testing::DiskCall;
using ::plenary::testing::FailingDisk;
using ::plenary::testing::IsLog;
using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::Race;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::SmallDisk;
using ::plenary::testing::StatusIs;
using ::testing::IsEmpty;

std::string BytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void WriteBytes(const std::string& path, absl::string_view bytes) {
  std::ofstream(path, std::ios::binary) << std::string(bytes);
}

class SqliteFileTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<Store>> Open(const std::string& path, StoreOptions options = {}) {
    return OpenStore(absl::StrCat("sqlite:", path), clock_, options);
  }
  absl::StatusOr<std::unique_ptr<Store>> Open() { return Open(path_); }
  // Makes the database and closes it.
  void Make() { ASSERT_THAT(Open(), IsOk()); }
  void Execute(const std::string& sql) {
    SQLite::Database(path_, SQLite::OPEN_READWRITE).exec(sql);
  }

  testing::ManualClock clock_;
  testing::TemporaryFolder folder_;
  const std::string path_ = folder_ / "plenary.db";
};

TEST_F(SqliteFileTest, ASecondStoreOnTheFileIsRefusedAndToldByWhom) {
  const auto first = Open();
  ASSERT_THAT(first, IsOk());
  const auto second = Open();
  EXPECT_THAT(second, RefusedFor(v1::ERROR_REASON_DATABASE_IN_USE));
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(base::MetadataOf(second.status())["pid"], absl::StrCat(getpid()));
}

TEST_F(SqliteFileTest, AnotherNameOfTheFileIsTheSameDatabase) {
  Make();
  std::filesystem::create_symlink(path_, folder_ / "other.db");
  const auto first = Open();
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(Open(folder_ / "other.db"), RefusedFor(v1::ERROR_REASON_DATABASE_IN_USE));
}

TEST_F(SqliteFileTest, AClosedFileMayBeOpenedAgain) {
  for (int i = 0; i < 3; ++i) Make();
}

TEST_F(SqliteFileTest, ANewerDatabaseIsRefusedAndNotTouched) {
  Make();
  Execute("INSERT INTO schema_migrations VALUES (9999, '9999_of_the_future', 0)");
  const std::string before = BytesOf(path_);
  const auto store = Open();
  EXPECT_THAT(store, RefusedFor(v1::ERROR_REASON_DATABASE_TOO_NEW));
  EXPECT_THAT(store, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(base::MetadataOf(store.status())["databaseVersion"], "9999");
  EXPECT_EQ(BytesOf(path_), before);
}

TEST_F(SqliteFileTest, AnOlderDatabaseIsRefusedWhereItMayNotBeMigrated) {
  Make();
  Execute(
      "DELETE FROM schema_migrations WHERE version = (SELECT MAX(version) FROM "
      "schema_migrations)");
  StoreOptions options;
  options.create = false;
  EXPECT_THAT(Open(path_, options), RefusedFor(v1::ERROR_REASON_DATABASE_TOO_OLD));
}

TEST_F(SqliteFileTest, AMissingFileIsMadeOnlyWhereItMayBe) {
  StoreOptions options;
  options.create = false;
  EXPECT_THAT(Open(path_, options), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_FALSE(std::filesystem::exists(path_));
  EXPECT_THAT(Open(path_), IsOk());
  EXPECT_THAT(Open(path_, options), IsOk());
}

TEST_F(SqliteFileTest, AMissingFolderIsTold) {
  EXPECT_THAT(Open(folder_ / "nowhere/plenary.db"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(SqliteFileTest, AFolderIsNoDatabase) {
  EXPECT_THAT(Open(folder_.path()), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Open(""), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(SqliteFileTest, AnotherProgramsFileIsRefusedAndNotTouched) {
  SQLite::Database(path_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE bookmarks (url TEXT)");
  const std::string before = BytesOf(path_);
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(BytesOf(path_), before);
}

TEST_F(SqliteFileTest, WhatIsNoDatabaseIsRefusedAsCorrupt) {
  WriteBytes(path_, std::string(100'000, 'x'));
  EXPECT_THAT(Open(), RefusedFor(v1::ERROR_REASON_DATABASE_CORRUPT));
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(SqliteFileTest, ADatabaseCutShortIsRefusedAsCorrupt) {
  Make();
  WriteBytes(path_, BytesOf(path_).substr(0, 6000));
  EXPECT_THAT(Open(), RefusedFor(v1::ERROR_REASON_DATABASE_CORRUPT));
}

TEST_F(SqliteFileTest, ADamagedPageIsToldToWhomeverReadsIt) {
  Make();
  std::string bytes = BytesOf(path_);
  // The first page holds the schema, which is read on opening.
  for (size_t i = 4096; i < bytes.size(); ++i) bytes[i] = '\x55';
  WriteBytes(path_, bytes);
  auto store = Open();
  absl::Status status = store.status();
  if (store.ok()) {
    status = ReadAndWait(**store, [](Tx& tx) { return ListPartitions(tx).status(); });
  }
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_DATABASE_CORRUPT));
}

TEST_F(SqliteFileTest, AnEmptyFileBecomesADatabase) {
  WriteBytes(path_, "");
  EXPECT_THAT(Open(), IsOk());
}

TEST_F(SqliteFileTest, AReadOnlyStoreStandsBesideAServer) {
  const auto server = Open();
  ASSERT_THAT(server, IsOk());
  ASSERT_THAT(MakeFacts(**server), IsOk());
  const auto reader = OpenReadOnly(path_, clock_);
  ASSERT_THAT(reader, IsOk());
  ASSERT_THAT(WriteAndWait(**server, {"a"}, [](Tx& tx) { return AddFact(tx, "seats", 5); }),
              IsOk());
  EXPECT_THAT(InRead(**reader, [](Tx& tx) { return NumberOf(tx, "seats"); }), IsOkAnd(5));
  EXPECT_THAT(WriteAndWait(**reader, {"a"}, [](Tx& tx) { return AddFact(tx, "tables", 5); }),
              RefusedFor(v1::ERROR_REASON_DATABASE_READ_ONLY));
}

TEST_F(SqliteFileTest, AWriteWaitsForAnotherProgramAndIsRefusedWhereThatTakesLong) {
  const auto store = Open();
  ASSERT_THAT(store, IsOk());
  ASSERT_THAT(MakeFacts(**store), IsOk());
  SQLite::Database other(path_, SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE");
  EXPECT_THAT(WriteAndWait(**store, {"a"}, [](Tx& tx) { return AddFact(tx, "seats", 5); }),
              RefusedFor(v1::ERROR_REASON_DATABASE_UNAVAILABLE));
  EXPECT_THAT(InRead(**store, CountFacts), IsOkAnd(0));
  other.exec("ROLLBACK");
  EXPECT_THAT(WriteAndWait(**store, {"a"}, [](Tx& tx) { return AddFact(tx, "seats", 5); }), IsOk());
}

class SmallDiskTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!testing::MayMount()) GTEST_SKIP() << "only root can mount a file system";
    disk_ = std::make_unique<SmallDisk>(16);
    store_ = Open();
    ASSERT_THAT(store_, IsOk());
    ASSERT_THAT(MakeFacts(**store_), IsOk());
  }
  void TearDown() override {
    store_ = absl::UnknownError("closed");
    disk_.reset();
  }
  absl::StatusOr<std::unique_ptr<Store>> Open() {
    return OpenStore(absl::StrCat("sqlite:", *disk_ / "plenary.db"), clock_);
  }
  absl::Status AddLarge(const std::string& name) {
    return WriteAndWait(**store_, {"a"}, [&](Tx& tx) {
      return tx.Run({"INSERT INTO facts (name, number, data) VALUES ($1, 1, $2)",
                     {absl::string_view(name), Bytes{large_}},
                     nullptr});
    });
  }

  testing::ManualClock clock_;
  const std::string large_ = std::string(20'000, 'x');
  std::unique_ptr<SmallDisk> disk_;
  absl::StatusOr<std::unique_ptr<Store>> store_;
};

TEST_F(SmallDiskTest, AFullDiskRefusesWithNothingHalfDoneAndTakesWritesAgainWhenThereIsRoom) {
  disk_->FillUpTo(512);
  std::atomic<int> kept = 0;
  std::atomic<int> refused = 0;
  Race(8, [&](int writer) {
    for (int i = 0; i < 20; ++i) {
      const absl::Status status = AddLarge(absl::StrCat(writer, "/", i));
      ++(status.ok() ? kept : refused);
      if (status.ok()) continue;
      EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_DISK_FULL));
    }
  });
  EXPECT_GT(refused, 0);
  EXPECT_THAT(InRead(**store_, CountFacts), IsOkAnd(kept.load()));

  disk_->MakeRoom();
  EXPECT_THAT(AddLarge("with room again"), IsOk());
  EXPECT_THAT(InRead(**store_, CountFacts), IsOkAnd(kept.load() + 1));
  store_ = absl::UnknownError("closed");
  store_ = Open();
  ASSERT_THAT(store_, IsOk());
  EXPECT_THAT(InRead(**store_, CountFacts), IsOkAnd(kept.load() + 1));
}

TEST_F(SmallDiskTest, ADatabaseOnAReadOnlyDiskIsRefused) {
  store_ = absl::UnknownError("closed");
  disk_->MakeReadOnly();
  store_ = Open();
  EXPECT_THAT(store_, RefusedFor(v1::ERROR_REASON_DATABASE_READ_ONLY));
  EXPECT_THAT(store_, StatusIs(absl::StatusCode::kPermissionDenied));
}

class FailingDiskTest : public ::testing::Test {
 protected:
  void SetUp() override {
    StoreOptions options;
    options.readers = 1;
    store_ = OpenStore(absl::StrCat("sqlite:", folder_ / "plenary.db"), clock_, options);
    ASSERT_THAT(store_, IsOk());
    ASSERT_THAT(MakeFacts(**store_), IsOk());
  }
  // What a test lets fail refers to its own variables.
  void TearDown() override { disk_.Fail(nullptr); }
  Store& store() { return **store_; }
  // Writes `count` facts in one group, with what happens to the disk set by `arrange` before it
  // is committed.
  std::vector<absl::Status> WriteGroup(int count, const std::function<void()>& arrange) {
    Gate gate(store(), {"a"});
    std::vector<std::future<absl::Status>> answers;
    answers.reserve(count);
    for (int i = 0; i < count; ++i) {
      answers.push_back(StartWrite(
          store(), {"a"}, [i](Tx& tx) { return AddFact(tx, absl::StrCat("fact-", i), i); }));
    }
    arrange();
    gate.Open();
    std::vector<absl::Status> statuses;
    statuses.reserve(count);
    for (std::future<absl::Status>& answer : answers) statuses.push_back(answer.get());
    return statuses;
  }

  FailingDisk disk_;
  testing::ManualClock clock_;
  testing::TemporaryFolder folder_;
  absl::StatusOr<std::unique_ptr<Store>> store_;
};

TEST_F(FailingDiskTest, ACommitThatFailsUnderAGroupRunsItsBodiesOneByOne) {
  std::atomic<int> syncs = 0;
  // The gate's own commit is the first; the second is the group's.
  const auto statuses = WriteGroup(20, [&] {
    disk_.Fail([&](const DiskCall& call) {
      const bool is_commit = call.kind == DiskCall::Kind::kSync && IsLog(call.path);
      return is_commit && ++syncs == 1 ? SQLITE_IOERR_FSYNC : SQLITE_OK;
    });
  });
  for (const absl::Status& status : statuses) EXPECT_THAT(status, IsOk());
  EXPECT_THAT(InRead(store(), CountFacts), IsOkAnd(20));
  EXPECT_GE(store().Stats().aborts, 20);
}

TEST_F(FailingDiskTest, ADiskThatFillsUpUnderACommitRefusesTheGroupAndKeepsNothing) {
  const auto statuses = WriteGroup(20, [&] {
    disk_.Fail([](const DiskCall& call) {
      return call.kind == DiskCall::Kind::kWrite && IsLog(call.path) ? SQLITE_FULL : SQLITE_OK;
    });
  });
  for (const absl::Status& status : statuses) {
    EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_DISK_FULL));
  }
  EXPECT_THAT(InRead(store(), CountFacts), IsOkAnd(0));
  disk_.Fail(nullptr);
  EXPECT_THAT(WriteAndWait(store(), {"a"}, [](Tx& tx) { return AddFact(tx, "a", 1); }), IsOk());
}

TEST_F(FailingDiskTest, ACommitWhoseFlushFailsForGoodIsOfUnknownFate) {
  const auto statuses = WriteGroup(3, [&] {
    disk_.Fail([](const DiskCall& call) {
      return call.kind == DiskCall::Kind::kSync && IsLog(call.path) ? SQLITE_IOERR_FSYNC
                                                                    : SQLITE_OK;
    });
  });
  for (const absl::Status& status : statuses) {
    EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_COMMIT_FATE_UNKNOWN));
  }
}

TEST_F(FailingDiskTest, ReadsThatFailAreRefusedAndTheNextSucceeds) {
  EXPECT_THAT(InRead(store(), CountFacts), IsOkAnd(0));
  // What the reader has in memory is out of date after a write.
  EXPECT_THAT(WriteAndWait(store(), {"a"}, [](Tx& tx) { return AddFact(tx, "a", 1); }), IsOk());
  disk_.Fail([](const DiskCall& call) {
    return call.kind == DiskCall::Kind::kRead ? SQLITE_IOERR_READ : SQLITE_OK;
  });
  EXPECT_THAT(InRead(store(), CountFacts), RefusedFor(v1::ERROR_REASON_DATABASE_UNAVAILABLE));
  disk_.Fail(nullptr);
  EXPECT_THAT(InRead(store(), CountFacts), IsOkAnd(1));
}

TEST_F(FailingDiskTest, RandomFaultsLoseNothingAcknowledgedAndBreakNoChain) {
  std::mutex mutex;
  std::mt19937 dice(2023);
  disk_.Fail([&](const DiskCall& call) {
    const std::lock_guard<std::mutex> lock(mutex);
    if (dice() % 50 != 0) return SQLITE_OK;
    switch (call.kind) {
      case DiskCall::Kind::kRead:
        return SQLITE_IOERR_READ;
      case DiskCall::Kind::kWrite:
        return dice() % 2 == 0 ? SQLITE_FULL : SQLITE_IOERR_WRITE;
      case DiskCall::Kind::kSync:
        return SQLITE_IOERR_FSYNC;
      case DiskCall::Kind::kTruncate:
        return SQLITE_IOERR_TRUNCATE;
    }
    return SQLITE_OK;
  });
  std::set<std::string> kept;
  std::set<std::string> maybe;
  Race(8, [&](int writer) {
    for (int i = 0; i < 50; ++i) {
      const std::string name = absl::StrCat("w", writer, "-", i);
      const std::string seed(32, static_cast<char>('a' + writer));
      const absl::Status status = WriteAndWait(store(), {"events/a"}, [&](Tx& tx) -> absl::Status {
        base::IdSequence ids(seed, tx.now());
        PLENARY_RETURN_IF_ERROR(AddFact(tx, name, i));
        PLENARY_ASSIGN_OR_RETURN(const ChainHead head, ReadHead(tx, "events/a"));
        return AppendChanges(tx, "events/a", head, tx.now(), "local", "test",
                             {{name, 1, "payload"}}, ids)
            .status();
      });
      const std::lock_guard<std::mutex> lock(mutex);
      if (status.ok()) kept.insert(name);
      if (base::ReasonOf(status) == v1::ERROR_REASON_COMMIT_FATE_UNKNOWN) maybe.insert(name);
    }
  });
  disk_.Fail(nullptr);
  EXPECT_GT(kept.size(), 100);

  store_ = absl::UnknownError("closed");
  store_ = OpenStore(absl::StrCat("sqlite:", folder_ / "plenary.db"), clock_);
  ASSERT_THAT(store_, IsOk());
  std::set<std::string> found;
  ASSERT_THAT(ReadAndWait(store(),
                          [&](Tx& tx) {
                            return tx.Run({"SELECT name FROM facts", {}, [&](const Row& row) {
                                             found.emplace(row.Text(0));
                                           }});
                          }),
              IsOk());
  for (const std::string& name : kept) EXPECT_TRUE(found.count(name)) << name << " was lost";
  for (const std::string& name : found) {
    EXPECT_TRUE(kept.count(name) || maybe.count(name)) << name << " was refused and is there";
  }
  const auto verification = InRead(store(), [](Tx& tx) {
    return VerifyChain(tx, "events/a", 0, std::string(32, '\0'), 1'000'000);
  });
  ASSERT_THAT(verification, IsOk());
  EXPECT_THAT(verification->faults, IsEmpty());
  EXPECT_EQ(verification->number, static_cast<int64_t>(found.size()));
}

class LogLengthTest : public ::testing::Test {
 protected:
  static StoreOptions ShortLog() {
    StoreOptions options;
    options.slow_wal_bytes = 1 << 20;
    options.stop_wal_bytes = 4 << 20;
    return options;
  }
  void SetUp() override { ASSERT_THAT(MakeFacts(*database_), IsOk()); }
  Store& store() { return *database_; }
  // Writes about `megabytes` by 8 threads.
  void WriteMuch(int megabytes) {
    Race(8, [this, megabytes](int writer) {
      const std::string large(8'000, 'x');
      for (int i = 0; i < megabytes * 1000 / 64; ++i) {
        const std::string name = absl::StrCat(writer, "/", i, "/", ++names_);
        EXPECT_THAT(WriteAndWait(store(), {"a"},
                                 [&](Tx& tx) {
                                   return tx.Run({"INSERT INTO facts (name, data) VALUES ($1, $2)",
                                                  {absl::string_view(name), Bytes{large}},
                                                  nullptr});
                                 }),
                    IsOk());
        int64_t now = store().Stats().wal_bytes;
        int64_t peak = peak_.load();
        while (now > peak && !peak_.compare_exchange_weak(peak, now)) {
        }
      }
    });
  }

  testing::ManualClock clock_;
  testing::OpenedDatabase database_ = testing::OpenFresh("sqlite", clock_, ShortLog());
  std::atomic<int> names_ = 0;
  std::atomic<int64_t> peak_ = 0;
};

TEST_F(LogLengthTest, TheLogStaysShortUnderLoad) {
  WriteMuch(40);
  EXPECT_GT(store().Stats().checkpoints, 0);
  EXPECT_LE(peak_, 6 << 20);
}

TEST_F(LogLengthTest, AReaderThatHoldsTheLogMakesWritersWaitAndNotFail) {
  std::promise<void> let_go;
  std::promise<void> reading;
  auto reader = std::async(std::launch::async, [&] {
    return ReadAndWait(store(), [&](Tx& tx) -> absl::Status {
      PLENARY_RETURN_IF_ERROR(CountFacts(tx).status());
      reading.set_value();
      let_go.get_future().wait();
      return CountFacts(tx).status();
    });
  });
  reading.get_future().wait();
  std::thread writers([&] { WriteMuch(16); });
  while (store().Stats().wal_bytes < (4 << 20)) std::this_thread::yield();
  const int64_t throttled_before = store().Stats().throttled;
  let_go.set_value();
  EXPECT_THAT(reader.get(), IsOk());
  writers.join();
  EXPECT_GT(throttled_before, 0);
  EXPECT_LE(peak_, 8 << 20);
}

TEST(InMemoryTest, ADatabaseInMemoryReadsAndWrites) {
  const testing::ManualClock clock;
  const auto store = OpenStore("sqlite::memory:", clock);
  ASSERT_THAT(store, IsOk());
  ASSERT_THAT(MakeFacts(**store), IsOk());
  Race(8, [&](int i) {
    EXPECT_THAT(
        WriteAndWait(**store, {"a"}, [i](Tx& tx) { return AddFact(tx, absl::StrCat(i), i); }),
        IsOk());
    EXPECT_THAT(InRead(**store, [i](Tx& tx) { return NumberOf(tx, absl::StrCat(i)); }), IsOkAnd(i));
  });
  EXPECT_THAT(InRead(**store, CountFacts), IsOkAnd(8));
  EXPECT_FALSE(ReadAndWait(**store, [](Tx& tx) { return AddFact(tx, "a", 1); }).ok());
  const StoreStats stats = (*store)->Stats();
  EXPECT_EQ(stats.reads, 10);
  EXPECT_EQ(stats.wal_bytes, 0);
}

TEST(OpenStoreTest, AUriOfAnotherFormIsRefused) {
  const testing::ManualClock clock;
  for (const char* uri : {"", "plenary.db", "mysql://localhost/plenary", "sqlite", "sqlite:"}) {
    EXPECT_THAT(OpenStore(uri, clock), StatusIs(absl::StatusCode::kInvalidArgument)) << uri;
  }
}

TEST(MigrationsTest, AreNumberedFromOneWithoutGaps) {
  int version = 0;
  for (const Migration& migration : Migrations()) {
    EXPECT_EQ(migration.version, ++version);
    EXPECT_THAT(StatementsFor(migration, "sqlite"), ::testing::Not(IsEmpty()));
  }
  EXPECT_GE(version, 1);
}

}  // namespace
}  // namespace plenary::storage
