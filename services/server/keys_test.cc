#include "services/server/keys.h"

#include <sys/stat.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/directory/protected_table.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"

namespace plenary::server {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;

class KeysTest : public ::testing::TestWithParam<std::string> {
 protected:
  KeysTest() { options_.key_file = path_; }

  absl::StatusOr<OpenedVault> Open(const std::string& credentials = "") {
    return OpenVault(options_, credentials, *store_, random_);
  }
  std::string ReadFile() {
    std::ostringstream text;
    text << std::ifstream(path_).rdbuf();
    return text.str();
  }
  void WriteFile(const std::string& text) { std::ofstream(path_) << text; }
  // Seals something with the keys of a vault.
  void Use(const vault::Vault& vault) {
    directory::ProtectedData data;
    data.passport.emplace().set_number("AB1");
    ASSERT_THAT(storage::WriteAndWait(*store_, {"directory"},
                                      [&](storage::Tx& tx) {
                                        return directory::WriteProtected(tx, vault, "people/a",
                                                                         data);
                                      }),
                IsOk());
  }

  testing::ManualClock clock_;
  base::SystemRandom random_;
  testing::TemporaryFolder folder_;
  const std::string path_ = folder_ / "keys";
  testing::OpenedDatabase store_ = testing::OpenFresh(GetParam(), clock_);
  ServerOptions options_;
};
INSTANTIATE_TEST_SUITE_P(Engines, KeysTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(KeysTest, TheFirstStartMakesAFileForItsOwnerAloneAndTheNextOneReadsIt) {
  const auto first = Open();
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->made_file, path_);
  struct stat facts = {};
  ASSERT_EQ(stat(path_.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600U);
  const auto next = Open();
  ASSERT_THAT(next, IsOk());
  EXPECT_EQ(next->made_file, "");
  EXPECT_EQ(next->vault->current_key(), first->vault->current_key());
  EXPECT_EQ(next->vault->pepper(), first->vault->pepper());
}

TEST_P(KeysTest, AFileThatWasThereBeforeTheDatabaseIsTaken) {
  ASSERT_THAT(vault::WriteNewKeyFile(path_, vault::GenerateKeyring(random_)), IsOk());
  EXPECT_EQ(Open()->made_file, "");
}

TEST_P(KeysTest, AMissingFileIsNotMadeAnewOnceTheDatabaseHasKeys) {
  ASSERT_THAT(Open(), IsOk());
  ASSERT_EQ(std::remove(path_.c_str()), 0);
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_P(KeysTest, AFileThatItsGroupMayReadIsRefused) {
  ASSERT_THAT(Open(), IsOk());
  ASSERT_EQ(chmod(path_.c_str(), 0640), 0);
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_P(KeysTest, TheFileOfAnotherDatabaseIsRefused) {
  ASSERT_THAT(Open(), IsOk());
  WriteFile(vault::WriteKeyring(vault::GenerateKeyring(random_)));
  EXPECT_THAT(Open(), RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_KEY_MISSING));
}

TEST_P(KeysTest, ADamagedLineIsRefused) {
  ASSERT_THAT(Open(), IsOk());
  WriteFile(absl::StrReplaceAll(ReadFile(), {{"index ", "inbex "}}));
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_P(KeysTest, AKeyThatSealsSomethingMayNotBeTakenOut) {
  auto opened = Open();
  ASSERT_THAT(opened, IsOk());
  Use(*opened->vault);
  vault::Keyring keys = vault::ReadKeyFile(path_).value();
  keys.fields = {vault::GenerateFieldKey(random_)};
  WriteFile(vault::WriteKeyring(keys));
  EXPECT_THAT(Open(), RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_KEY_MISSING));
}

TEST_P(KeysTest, AServerMayRunWithoutKeysWhenToldTo) {
  options_.key_file = "none";
  const auto opened = Open();
  ASSERT_THAT(opened, IsOk());
  EXPECT_FALSE(opened->vault->has_keys());
}

TEST_P(KeysTest, CredentialsOfSystemdComeBeforeTheFileBesideTheDatabase) {
  options_.key_file = "";
  options_.database = absl::StrCat("sqlite:", folder_ / "plenary.db");
  EXPECT_EQ(Open()->made_file, folder_ / "plenary.db.keys");
  ASSERT_THAT(vault::WriteNewKeyFile(folder_ / "plenary-keys", vault::GenerateKeyring(random_)),
              IsOk());
  EXPECT_THAT(Open(folder_.path()), RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_KEY_MISSING));
}

TEST_P(KeysTest, KeysOfADatabaseInMemoryGoWithIt) {
  options_.key_file = "";
  options_.database = "sqlite::memory:";
  const auto opened = Open();
  ASSERT_THAT(opened, IsOk());
  EXPECT_TRUE(opened->vault->has_keys());
  EXPECT_EQ(opened->made_file, "");
}

}  // namespace
}  // namespace plenary::server
