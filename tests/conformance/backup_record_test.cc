// What servers know of the last backup, on every engine.
#include "services/storage/backup_record.h"

#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "tests/testing/clock.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"

namespace plenary::storage {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;

class BackupRecordTest : public ::testing::TestWithParam<std::string> {
 protected:
  std::string uri() const { return store_.database().uri(); }
  absl::optional<absl::Time> Last() {
    const auto last = LastBackup(*store_, uri());
    EXPECT_THAT(last.status(), IsOk());
    return last.value_or(absl::nullopt);
  }

  const absl::Time noon_ = absl::FromUnixMicros(1'681'732'800'123'456);
  testing::ManualClock clock_;
  testing::OpenedDatabase store_ = testing::OpenFresh(GetParam(), clock_);
};
INSTANTIATE_TEST_SUITE_P(Engines, BackupRecordTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(BackupRecordTest, AFreshDatabaseWasNeverBackedUp) { EXPECT_EQ(Last(), absl::nullopt); }

TEST_P(BackupRecordTest, TheLastBackupCounts) {
  EXPECT_THAT(NoteBackup(uri(), noon_), IsOk());
  EXPECT_EQ(Last(), noon_);
  EXPECT_THAT(NoteBackup(uri(), noon_ + absl::Hours(1)), IsOk());
  EXPECT_EQ(Last(), noon_ + absl::Hours(1));
}

TEST_P(BackupRecordTest, TheNoteOutlivesTheServer) {
  EXPECT_THAT(NoteBackup(uri(), noon_), IsOk());
  store_.Close();
  store_.Open();
  EXPECT_EQ(Last(), noon_);
}

TEST(BackupRecordFileTest, ANoteThatCannotBeReadIsNone) {
  testing::ManualClock clock;
  testing::OpenedDatabase store = testing::OpenFresh("sqlite", clock);
  std::ofstream(absl::StrCat(store.database().path(), ".last-backup")) << "yesterday\n";
  const auto last = LastBackup(*store, store.database().uri());
  ASSERT_THAT(last.status(), IsOk());
  EXPECT_EQ(*last, absl::nullopt);
}

TEST(BackupRecordFileTest, AFolderThatIsNotThereTakesNoNote) {
  EXPECT_THAT(NoteBackup("sqlite:/no/such/folder/plenary.db", absl::UnixEpoch()),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace plenary::storage
