// Backups of every engine, restored into every engine.
#include "services/storage/backup.h"

#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/base/ids.h"
#include "services/storage/change_log.h"
#include "services/storage/migrate.h"
#include "services/storage/postgres_schema.h"
#include "services/storage/postgres_snapshot.h"
#include "services/storage/snapshot.h"
#include "services/storage/sqlite_connection.h"
#include "services/storage/sqlite_schema.h"
#include "tests/conformance/facts.h"

namespace plenary::storage {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::RefusedFor;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr absl::string_view kPartition = "events/tibo-2023";
// More than one page of rows.
constexpr int kSettings = 450;

absl::Status Append(Tx& tx, absl::string_view partition, const std::string& resource) {
  base::IdSequence ids(absl::StrCat(resource, std::string(32, 's')).substr(0, 32), tx.now());
  PLENARY_ASSIGN_OR_RETURN(const ChainHead head, ReadHead(tx, partition));
  return AppendChanges(tx, partition, head, std::max(tx.now(), head.time), "local",
                       "plenary.v1.Test/Append",
                       {{resource, 1, absl::StrCat("payload of ", resource)}}, ids)
      .status();
}

absl::Status AppendTo(Store& store, absl::string_view partition, const std::string& resource) {
  return WriteAndWait(store, {Key(partition)},
                      [&](Tx& tx) { return Append(tx, partition, resource); });
}

absl::Status Execute(Store& store, const std::string& sql) {
  return WriteAndWait(store, {Key(kPartition)}, [&](Tx& tx) { return tx.Run({sql, {}, nullptr}); });
}

absl::Status InsertRows(Tx& tx) {
  for (int i = 0; i < kSettings; ++i) {
    const std::string name = absl::StrCat("setting-", i);
    const std::string value(i % 7, static_cast<char>(i));
    PLENARY_RETURN_IF_ERROR(tx.Run({"INSERT INTO settings (name, value) VALUES ($1, $2)",
                                    {absl::string_view(name), Bytes{value}},
                                    nullptr}));
  }
  return tx.Run(
      {"INSERT INTO people (name, organization, country_code, sort_name, sort_key, create_us, "
       "update_us, deleted_us, body) VALUES ('people/a', '', 'BY', 'Мицкевич 密茨', $1, $2, 0, 0, "
       "$3)",
       {Bytes{absl::string_view("\0\xff\0", 3)}, int64_t{-1}, Bytes{""}},
       nullptr});
}

// Rows of every kind: integers of either sign, texts in several scripts, bytes with zeros, NULLs,
// empty values, keys of one and of two columns, several pages.
absl::Status Fill(Store& store) {
  PLENARY_RETURN_IF_ERROR(WriteAndWait(store, {"directory"}, InsertRows));
  for (int i = 0; i < 10; ++i) {
    PLENARY_RETURN_IF_ERROR(AppendTo(store, "directory", absl::StrCat("people/", i)));
    PLENARY_RETURN_IF_ERROR(AppendTo(store, kPartition, absl::StrCat("participants/", i)));
  }
  PLENARY_RETURN_IF_ERROR(WriteAndWait(store, {"directory"}, [](Tx& tx) {
    return ErasePayloads(tx, "directory", "people/3").status();
  }));
  return WriteAndWait(store, {Key(kPartition)}, [](Tx& tx) {
    return PruneChanges(tx, kPartition, absl::InfiniteFuture(), 4).status();
  });
}

absl::StatusOr<Contents> ContentsAt(const std::string& uri) {
  const base::SystemClock clock;
  Contents contents;
  PLENARY_RETURN_IF_ERROR(ReadSnapshot(uri, clock, [&](Tx& tx) -> absl::Status {
    PLENARY_ASSIGN_OR_RETURN(contents, ContentsOf(tx));
    return absl::OkStatus();
  }));
  return contents;
}

absl::StatusOr<std::vector<Finding>> FindingsAt(const std::string& uri) {
  const base::SystemClock clock;
  Checked checked;
  PLENARY_RETURN_IF_ERROR(ReadSnapshot(uri, clock, [&](Tx& tx) -> absl::Status {
    PLENARY_ASSIGN_OR_RETURN(checked, CheckDatabase(tx));
    return absl::OkStatus();
  }));
  return checked.findings;
}

// A database of an engine that holds nothing, not even tables.
class EmptyDatabase {
 public:
  explicit EmptyDatabase(const std::string& engine) : database_(engine) {
    if (engine == "sqlite") return;
    const auto connection = postgres::OpenPatient(database_.uri(), postgres::Role::kWriter);
    if (!connection.ok() ||
        !postgres::RunSegment(**connection, {"DROP SCHEMA public CASCADE", "CREATE SCHEMA public"})
             .ok()) {
      throw std::runtime_error("cannot empty a database");
    }
  }
  const std::string& uri() const { return database_.uri(); }
  std::string path() const { return database_.path(); }

 private:
  testing::Database database_;
};

class BackupTest : public ::testing::TestWithParam<std::string> {
 protected:
  Store& store() { return *database_; }
  const std::string& uri() { return database_.database().uri(); }
  absl::StatusOr<BackupFacts> BackUp(bool overwrite = false) {
    return Backup(uri(), file_, overwrite, clock_);
  }

  testing::ManualClock clock_;
  testing::OpenedDatabase database_ = testing::OpenFresh(GetParam(), clock_);
  testing::TemporaryFolder folder_;
  const std::string file_ = folder_ / "plenary.backup";
};
INSTANTIATE_TEST_SUITE_P(Engines, BackupTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(BackupTest, ABackupSaysWhatItHolds) {
  ASSERT_THAT(Fill(store()), IsOk());
  const absl::StatusOr<BackupFacts> facts = BackUp();
  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(facts->format, 1);
  EXPECT_EQ(facts->engine, GetParam());
  EXPECT_EQ(facts->time, clock_.Now());
  EXPECT_EQ(facts->contents.schema_version, static_cast<int64_t>(Migrations().size()));
  ASSERT_THAT(facts->contents.chains, SizeIs(2));
  EXPECT_EQ(facts->contents.chains[0].partition, "directory");
  EXPECT_EQ(facts->contents.chains[0].number, 10);
  const absl::StatusOr<Contents> live = ContentsAt(uri());
  ASSERT_THAT(live, IsOk());
  EXPECT_EQ(facts->contents.tables, live->tables);
  EXPECT_EQ(facts->contents.chains, live->chains);
}

TEST_P(BackupTest, IsForItsOwnerAloneAndOneFile) {
  ASSERT_THAT(BackUp(), IsOk());
  struct stat info;
  ASSERT_EQ(stat(file_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600);
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
    EXPECT_EQ(entry.path().string(), file_);
    ++files;
  }
  EXPECT_EQ(files, 1);
}

TEST_P(BackupTest, AnOlderBackupIsReplacedOnlyOnDemand) {
  ASSERT_THAT(BackUp(), IsOk());
  ASSERT_THAT(Fill(store()), IsOk());
  EXPECT_THAT(BackUp(), RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  ASSERT_THAT(BackUp(/*overwrite=*/true), IsOk());
  const absl::StatusOr<CheckedBackup> backup = CheckBackup(file_, clock_);
  ASSERT_THAT(backup, IsOk());
  EXPECT_THAT(backup->facts.contents.chains, SizeIs(2));
}

TEST_P(BackupTest, NothingButABackupIsReplaced) {
  const testing::OpenedDatabase other = testing::OpenFresh("sqlite", clock_);
  const std::string path = other.database().path();
  EXPECT_THAT(Backup(uri(), path, /*overwrite=*/true, clock_),
              RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  EXPECT_THAT(AppendTo(*other, kPartition, "a"), IsOk());
  std::ofstream(file_) << "minutes of the meeting";
  EXPECT_THAT(BackUp(/*overwrite=*/true), RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
}

TEST_P(BackupTest, ADatabaseThatDoesNotVerifyLeavesNoBackup) {
  ASSERT_THAT(Fill(store()), IsOk());
  ASSERT_THAT(Execute(store(), "UPDATE changes SET caller = 'another' WHERE number = 7"), IsOk());
  EXPECT_THAT(BackUp(), RefusedFor(v1::ERROR_REASON_DATABASE_CORRUPT));
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
  EXPECT_THAT(FindingsAt(uri()), IsOkAnd(SizeIs(2)));
}

TEST_P(BackupTest, WhatAnInterruptedBackupLeftIsNoObstacle) {
  for (const char* ending : {".partial", ".partial-wal", ".partial-journal"}) {
    std::ofstream(absl::StrCat(file_, ending)) << std::string(5000, 'x');
  }
  ASSERT_THAT(BackUp(), IsOk());
  EXPECT_THAT(CheckBackup(file_, clock_), IsOk());
  EXPECT_FALSE(std::filesystem::exists(file_ + ".partial-wal"));
}

// Appends until it is told to end, and counts what was answered.
class BusyWriter {
 public:
  BusyWriter(Store& store, int number)
      : number_(number), thread_([this, &store] { Work(store); }) {}
  ~BusyWriter() { End(); }
  void End() {
    ends_ = true;
    if (thread_.joinable()) thread_.join();
  }
  int answered() const { return answered_; }
  std::string Resource(int i) const { return absl::StrCat("writers/", number_, "/", i); }

 private:
  void Work(Store& store) {
    for (int i = 0; !ends_; ++i) {
      const std::string partition = absl::StrCat("events/", number_ % 3);
      ASSERT_THAT(AppendTo(store, partition, Resource(i)), IsOk());
      ++answered_;
    }
  }
  const int number_;
  std::atomic<bool> ends_ = false;
  std::atomic<int> answered_ = 0;
  std::thread thread_;
};

TEST_P(BackupTest, EveryWriteAnsweredBeforeABackupBeganIsInItWhileEightWritersGoOn) {
  std::vector<std::unique_ptr<BusyWriter>> writers;
  writers.reserve(8);
  for (int i = 0; i < 8; ++i) writers.push_back(std::make_unique<BusyWriter>(store(), i));
  for (const auto& writer : writers) {
    while (writer->answered() < 20) std::this_thread::yield();
  }
  std::set<std::string> answered;
  for (const auto& writer : writers) {
    for (int i = writer->answered() - 1; i >= 0; --i) answered.insert(writer->Resource(i));
  }
  ASSERT_THAT(BackUp(), IsOk());
  for (const auto& writer : writers) writer->End();

  const EmptyDatabase restored("sqlite");
  ASSERT_THAT(Restore(file_, restored.uri(), clock_), IsOk());
  EXPECT_THAT(FindingsAt(restored.uri()), IsOkAnd(IsEmpty()));
  ASSERT_THAT(
      ReadSnapshot(restored.uri(), clock_,
                   [&](Tx& tx) {
                     return tx.Run({"SELECT resource FROM changes", {}, [&](const Row& row) {
                                      answered.erase(std::string(row.Text(0)));
                                    }});
                   }),
      IsOk());
  EXPECT_THAT(answered, IsEmpty());
}

// ---- From an engine to an engine.

struct Route {
  std::string from;
  std::string to;
};

void PrintTo(const Route& route, std::ostream* out) { *out << route.from << " to " << route.to; }

std::vector<Route> Routes() {
  std::vector<Route> routes;
  for (const std::string& from : testing::Engines()) {
    for (const std::string& to : testing::Engines()) routes.push_back({from, to});
  }
  return routes;
}

class RestoreTest : public ::testing::TestWithParam<Route> {
 protected:
  testing::ManualClock clock_;
  testing::OpenedDatabase source_ = testing::OpenFresh(GetParam().from, clock_);
  EmptyDatabase target_{GetParam().to};
  testing::TemporaryFolder folder_;
  const std::string file_ = folder_ / "plenary.backup";
};
INSTANTIATE_TEST_SUITE_P(Routes, RestoreTest, ::testing::ValuesIn(Routes()), [](const auto& route) {
  return absl::StrCat(route.param.from, "_to_", route.param.to);
});

TEST_P(RestoreTest, GivesBackExactlyWhatWasBackedUp) {
  ASSERT_THAT(Fill(*source_), IsOk());
  ASSERT_THAT(Backup(source_.database().uri(), file_, false, clock_), IsOk());
  const absl::StatusOr<BackupFacts> facts = Restore(file_, target_.uri(), clock_);
  ASSERT_THAT(facts, IsOk());
  const absl::StatusOr<Contents> before = ContentsAt(source_.database().uri());
  const absl::StatusOr<Contents> after = ContentsAt(target_.uri());
  ASSERT_THAT(before, IsOk());
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->tables, before->tables);
  EXPECT_EQ(after->chains, before->chains);
  EXPECT_THAT(FindingsAt(target_.uri()), IsOkAnd(IsEmpty()));
}

TEST_P(RestoreTest, AServerGoesOnWhereTheBackupWasMade) {
  ASSERT_THAT(Fill(*source_), IsOk());
  ASSERT_THAT(Backup(source_.database().uri(), file_, false, clock_), IsOk());
  ASSERT_THAT(Restore(file_, target_.uri(), clock_), IsOk());
  {
    const absl::StatusOr<std::unique_ptr<Store>> store = OpenStore(target_.uri(), clock_);
    ASSERT_THAT(store, IsOk());
    ASSERT_THAT(AppendTo(**store, kPartition, "participants/new"), IsOk());
    const auto head = InRead(**store, [](Tx& tx) { return ReadHead(tx, kPartition); });
    ASSERT_THAT(head, IsOk());
    EXPECT_EQ(head->number, 11);
  }
  EXPECT_THAT(FindingsAt(target_.uri()), IsOkAnd(IsEmpty()));
}

TEST_P(RestoreTest, ATargetThatHoldsAnythingIsRefusedAndKept) {
  ASSERT_THAT(Backup(source_.database().uri(), file_, false, clock_), IsOk());
  { ASSERT_THAT(OpenStore(target_.uri(), clock_), IsOk()); }
  const absl::StatusOr<Contents> before = ContentsAt(target_.uri());
  EXPECT_THAT(Restore(file_, target_.uri(), clock_),
              RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  const absl::StatusOr<Contents> after = ContentsAt(target_.uri());
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->tables, before->tables);
}

TEST_P(RestoreTest, ATargetInUseIsRefused) {
  ASSERT_THAT(Backup(source_.database().uri(), file_, false, clock_), IsOk());
  const absl::StatusOr<std::unique_ptr<Store>> in_use = OpenStore(target_.uri(), clock_);
  ASSERT_THAT(in_use, IsOk());
  EXPECT_THAT(Restore(file_, target_.uri(), clock_),
              RefusedFor(GetParam().to == "sqlite" ? v1::ERROR_REASON_DATABASE_IN_USE
                                                   : v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
}

// ---- Backups of other versions.

// A database file of an older version of the schema, with something in it.
absl::Status MakeOld(const std::string& path, int64_t version, const base::Clock& clock) {
  PLENARY_ASSIGN_OR_RETURN(const auto connection,
                           sqlite::Connection::Open(path, sqlite::Access::kCreate));
  PLENARY_RETURN_IF_ERROR(sqlite::MigrateTo(*connection, version, clock.Now()));
  return connection->Execute("INSERT INTO settings (name, value) VALUES ('old', x'0102')");
}

class OldBackupTest : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Engines, OldBackupTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(OldBackupTest, IsRestoredAndBroughtUpToThisProgram) {
  const testing::ManualClock clock;
  const testing::TemporaryFolder folder;
  const std::string file = folder / "old.backup";
  ASSERT_THAT(MakeOld(folder / "old.db", 1, clock), IsOk());
  const auto backup = Backup(absl::StrCat("sqlite:", folder / "old.db"), file, false, clock);
  ASSERT_THAT(backup, IsOk());
  EXPECT_EQ(backup->contents.schema_version, 1);

  const EmptyDatabase target(GetParam());
  ASSERT_THAT(Restore(file, target.uri(), clock), IsOk());
  const absl::StatusOr<Contents> contents = ContentsAt(target.uri());
  ASSERT_THAT(contents, IsOk());
  EXPECT_EQ(contents->schema_version, static_cast<int64_t>(Migrations().size()));
  EXPECT_THAT(FindingsAt(target.uri()), IsOkAnd(IsEmpty()));
  EXPECT_THAT(contents->tables, ::testing::Contains(backup->contents.tables.back()));
}

// ---- Damage. The file is the same whichever engine it came from.

constexpr char kPayload[] = "payload of people/5";

class DamageTest : public ::testing::Test {
 protected:
  DamageTest() {
    const testing::OpenedDatabase source = testing::OpenFresh("sqlite", clock_);
    EXPECT_THAT(Fill(*source), IsOk());
    EXPECT_THAT(Backup(source.database().uri(), file_, false, clock_), IsOk());
    std::ostringstream bytes;
    bytes << std::ifstream(file_, std::ios::binary).rdbuf();
    sound_ = bytes.str();
  }
  void Write(const std::string& bytes) const {
    std::ofstream(file_, std::ios::binary | std::ios::trunc) << bytes;
  }
  // Changes the backup as one would who has the file and sqlite3.
  void Edit(const std::string& sql) const {
    Write(sound_);
    const auto connection = sqlite::Connection::Open(file_, sqlite::Access::kWrite);
    ASSERT_THAT(connection, IsOk());
    ASSERT_THAT((*connection)->Execute(sql), IsOk());
  }
  // The file is refused, and the target stays as empty as it was.
  void ExpectRefused(v1::ErrorReason reason) const {
    const EmptyDatabase target("sqlite");
    EXPECT_THAT(Restore(file_, target.uri(), clock_), RefusedFor(reason));
    EXPECT_FALSE(std::filesystem::exists(target.path()));
    EXPECT_FALSE(std::filesystem::exists(target.path() + ".partial"));
  }

  testing::ManualClock clock_;
  testing::TemporaryFolder folder_;
  const std::string file_ = folder_ / "plenary.backup";
  std::string sound_;
};

TEST_F(DamageTest, AnyByteOfDataThatChangedIsNoticed) {
  const size_t place = sound_.find(kPayload);
  ASSERT_NE(place, std::string::npos);
  std::string bytes = sound_;
  bytes[place] ^= 1;
  Write(bytes);
  const absl::StatusOr<CheckedBackup> backup = CheckBackup(file_, clock_);
  ASSERT_THAT(backup, IsOk());
  EXPECT_THAT(backup->checked.findings, Not(IsEmpty()));
  ExpectRefused(v1::ERROR_REASON_DATABASE_CORRUPT);
}

TEST_F(DamageTest, EveryPageThatChangedIsNoticed) {
  constexpr size_t kPage = 4096;
  ASSERT_EQ(sound_.size() % kPage, 0u);
  for (size_t page = 0; page < sound_.size(); page += kPage) {
    SCOPED_TRACE(absl::StrCat("page ", page / kPage));
    std::string bytes = sound_;
    // Behind the file's own header of 100 bytes; the kind of page and its first cells.
    for (size_t i = page == 0 ? 100 : page; i < page + kPage; i += 2) bytes[i] ^= 0x55;
    Write(bytes);
    const absl::StatusOr<CheckedBackup> backup = CheckBackup(file_, clock_);
    // Without its table of facts it is no backup at all.
    EXPECT_TRUE(!backup.ok() || !backup->checked.findings.empty());
  }
}

TEST_F(DamageTest, AFileCutShortIsRefused) {
  Write(sound_.substr(0, sound_.size() / 2));
  ExpectRefused(v1::ERROR_REASON_DATABASE_CORRUPT);
}

TEST_F(DamageTest, WhatIsNoBackupIsRefused) {
  Write("minutes of the meeting, which are long enough to be taken for something");
  ExpectRefused(v1::ERROR_REASON_DATABASE_CORRUPT);
  Edit("DROP TABLE backup_facts");
  ExpectRefused(v1::ERROR_REASON_RESOURCE_NOT_FOUND);
  std::filesystem::remove(file_);
  ExpectRefused(v1::ERROR_REASON_RESOURCE_NOT_FOUND);
}

struct Editing {
  std::string label;
  std::string sql;
};

const Editing kEditings[] = {
    {"a row changed", "UPDATE settings SET value = x'00' WHERE name = 'setting-7'"},
    {"a row added", "INSERT INTO settings (name, value) VALUES ('x', x'')"},
    {"a row removed", "DELETE FROM settings WHERE name = 'setting-7'"},
    {"an empty value made NULL", "UPDATE changes SET payload = x'' WHERE resource = 'people/3'"},
    {"a chain cut at its end",
     "DELETE FROM changes WHERE number = 10 AND partition_name = 'directory'"},
    {"an entry changed", "UPDATE changes SET caller = 'another' WHERE number = 9"},
    {"a table removed", "DROP TABLE operations"},
    {"a table's digest", "UPDATE backup_facts SET value = x'00' WHERE name = 'settings'"},
    {"a table's rows", "UPDATE backup_facts SET number = 1 WHERE name = 'settings'"},
    {"a chain's head", "UPDATE backup_facts SET number = 9 WHERE kind = 'chain'"},
    {"the time", "UPDATE backup_facts SET number = 0 WHERE name = 'time_us'"},
    {"the seal", "DELETE FROM backup_facts WHERE kind = 'seal'"},
};

TEST_F(DamageTest, AnyEditingIsNoticed) {
  for (const Editing& editing : kEditings) {
    SCOPED_TRACE(editing.label);
    Edit(editing.sql);
    ExpectRefused(v1::ERROR_REASON_DATABASE_CORRUPT);
  }
}

TEST_F(DamageTest, ABackupOfANewerProgramIsRefused) {
  Edit("UPDATE backup_facts SET number = 2 WHERE name = 'format'");
  ExpectRefused(v1::ERROR_REASON_DATABASE_TOO_NEW);
  Edit("UPDATE backup_facts SET number = 9999 WHERE name = 'schema_version'");
  ExpectRefused(v1::ERROR_REASON_DATABASE_TOO_NEW);
}

TEST_F(DamageTest, AWriteAheadLogLeftOfAnotherDatabaseIsNotReadIntoTheRestoredOne) {
  const EmptyDatabase target("sqlite");
  std::ofstream(target.path() + "-wal") << "left behind";
  EXPECT_THAT(Restore(file_, target.uri(), clock_),
              RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
}

// ---- Checks of a live database.

class CheckTest : public BackupTest {};
INSTANTIATE_TEST_SUITE_P(Engines, CheckTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(CheckTest, ASoundDatabaseHasNoFindingsWhileItIsInUse) {
  ASSERT_THAT(Fill(store()), IsOk());
  EXPECT_THAT(FindingsAt(uri()), IsOkAnd(IsEmpty()));
}

TEST_P(CheckTest, SaysWhereAChainIsBroken) {
  ASSERT_THAT(Fill(store()), IsOk());
  ASSERT_THAT(Execute(store(),
                      "UPDATE changes SET kind = 3 WHERE number = 7 AND partition_name = "
                      "'directory'"),
              IsOk());
  const auto findings = FindingsAt(uri());
  ASSERT_THAT(findings, IsOkAnd(SizeIs(1)));
  EXPECT_EQ(findings->front().where, "directory, entry 7");
  EXPECT_THAT(findings->front().advice, Not(IsEmpty()));
}

TEST_P(CheckTest, SaysThatAChainLacksItsEndOrItsHead) {
  ASSERT_THAT(Fill(store()), IsOk());
  ASSERT_THAT(Execute(store(),
                      "DELETE FROM changes WHERE number = 10 AND partition_name = "
                      "'directory'"),
              IsOk());
  EXPECT_THAT(FindingsAt(uri()), IsOkAnd(SizeIs(1)));
  ASSERT_THAT(Execute(store(), "DELETE FROM change_heads WHERE partition_name = 'directory'"),
              IsOk());
  EXPECT_THAT(FindingsAt(uri()), IsOkAnd(SizeIs(1)));
}

TEST_P(CheckTest, SaysWhichIndexAndTableAreMissing) {
  ASSERT_THAT(Execute(store(), "DROP INDEX changes_by_resource"), IsOk());
  ASSERT_THAT(Execute(store(), "DROP TABLE operations"), IsOk());
  const auto findings = FindingsAt(uri());
  ASSERT_THAT(findings, IsOk());
  std::set<std::string> where;
  for (const Finding& finding : *findings) where.insert(finding.where);
  EXPECT_THAT(where,
              ::testing::UnorderedElementsAre("index changes_by_resource", "table operations",
                                              "index operations_by_lease"));
}

TEST_P(CheckTest, ADatabaseOfANewerProgramIsNotJudged) {
  ASSERT_THAT(Execute(store(),
                      "INSERT INTO schema_migrations (version, name, time_us) VALUES "
                      "(9999, 'later', 0)"),
              IsOk());
  EXPECT_THAT(FindingsAt(uri()), RefusedFor(v1::ERROR_REASON_DATABASE_TOO_NEW));
  EXPECT_THAT(BackUp(), RefusedFor(v1::ERROR_REASON_DATABASE_TOO_NEW));
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST(SnapshotTest, WhatIsNotThereIsNotMade) {
  const testing::ManualClock clock;
  const testing::TemporaryFolder folder;
  EXPECT_THAT(ContentsAt(absl::StrCat("sqlite:", folder / "nothing.db")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  EXPECT_THAT(ContentsAt("sqlite::memory:"), RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(ContentsAt("mysql://x"), RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
}

}  // namespace
}  // namespace plenary::storage
