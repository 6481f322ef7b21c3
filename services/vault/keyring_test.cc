#include "services/vault/keyring.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "services/base/ids.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::vault {
namespace {

// 32 bytes in base64.
constexpr char kKey[] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

class KeyringTest : public ::testing::Test {
 protected:
  std::string Write(const std::string& text, mode_t mode = 0600) {
    const std::string path = folder_ / "keys";
    std::ofstream(path) << text;
    chmod(path.c_str(), mode);
    return path;
  }
  static std::string Read(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }

  base::SystemRandom random_;
  testing::TemporaryFolder folder_;
};

TEST_F(KeyringTest, AFileOfGeneratedKeysIsReadAgainAsItWasWritten) {
  const Keyring keys = GenerateKeyring(random_);
  const std::string path = folder_ / "new";
  ASSERT_TRUE(WriteNewKeyFile(path, keys).ok());
  struct stat facts = {};
  ASSERT_EQ(stat(path.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600U);
  const Keyring read = ReadKeyFile(path).value();
  ASSERT_EQ(read.fields.size(), 1U);
  EXPECT_EQ(read.fields[0].id, keys.fields[0].id);
  EXPECT_EQ(read.fields[0].bytes, keys.fields[0].bytes);
  EXPECT_EQ(read.index, keys.index);
  EXPECT_EQ(read.signs, keys.signs);
}

TEST_F(KeyringTest, KeysAreNeverWrittenOver) {
  const std::string path = Write("field");
  EXPECT_EQ(WriteNewKeyFile(path, GenerateKeyring(random_)).code(),
            absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(Read(path), "field");
}

TEST_F(KeyringTest, AFileIsReplacedAsAWhole) {
  const std::string path = Write(WriteKeyring(GenerateKeyring(random_)));
  Keyring keys = ReadKeyFile(path).value();
  keys.fields.push_back(GenerateFieldKey(random_));
  ASSERT_TRUE(ReplaceKeyFile(path, keys).ok());
  EXPECT_EQ(ReadKeyFile(path).value().fields.size(), 2U);
  EXPECT_FALSE(std::filesystem::exists(absl::StrCat(path, ".new")));
}

TEST_F(KeyringTest, TheLastFieldKeyAndTheLastSignKeyAreCurrent) {
  const Keyring keys = ParseKeyring(absl::StrCat("# ours\r\n\n field a ", kKey, " # old\nindex ",
                                                 kKey, "\nsign ", kKey, "\n\tfield\tb\t", kKey))
                           .value();
  ASSERT_EQ(keys.fields.size(), 2U);
  EXPECT_EQ(keys.fields.back().id, "b");
}

struct DamagedCase {
  const char* label;
  std::string text;
};
void PrintTo(const DamagedCase& c, std::ostream* os) { *os << c.label; }

class DamagedKeyFile : public KeyringTest, public ::testing::WithParamInterface<DamagedCase> {};

TEST_P(DamagedKeyFile, IsRefusedWithoutTellingAKey) {
  const std::string text = absl::StrReplaceAll(GetParam().text, {{"KEY", kKey}});
  const absl::Status status = ReadKeyFile(Write(text)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(absl::StrContains(status.message(), std::string(kKey).substr(0, 8)));
}

INSTANTIATE_TEST_SUITE_P(
    Files, DamagedKeyFile,
    ::testing::Values(DamagedCase{"Empty", ""}, DamagedCase{"NoFieldKey", "index KEY\nsign KEY"},
                      DamagedCase{"NoIndexKey", "field a KEY\nsign KEY"},
                      DamagedCase{"NoSignKey", "field a KEY\nindex KEY"},
                      DamagedCase{"SameIdTwice", "field a KEY\nfield a KEY\nindex KEY\nsign KEY"},
                      DamagedCase{"TwoIndexKeys", "field a KEY\nindex KEY\nindex KEY\nsign KEY"},
                      DamagedCase{"IdWithOtherLetters", "field A/ KEY\nindex KEY\nsign KEY"},
                      DamagedCase{"NoId", "field KEY\nindex KEY\nsign KEY"},
                      DamagedCase{"CutKey", "field a AAECAwQF\nindex KEY\nsign KEY"},
                      DamagedCase{"LongKey", "field a KEYKEY\nindex KEY\nsign KEY"},
                      DamagedCase{"NoBase64", "field a !!!\nindex KEY\nsign KEY"},
                      DamagedCase{"UnknownKind", "field a KEY\nindex KEY\nsign KEY\nmaster KEY"},
                      DamagedCase{"Bytes", std::string("\0\xFF\n", 3)}),
    [](const auto& each) { return std::string(each.param.label); });

TEST_F(KeyringTest, AFileThatOthersMayReadIsRefused) {
  const std::string text = WriteKeyring(GenerateKeyring(random_));
  for (const mode_t mode : {0640, 0604, 0620, 0666}) {
    EXPECT_EQ(ReadKeyFile(Write(text, mode)).status().code(), absl::StatusCode::kPermissionDenied)
        << mode;
  }
  EXPECT_TRUE(ReadKeyFile(Write(text, 0400)).ok());
}

TEST_F(KeyringTest, AMissingFileAndAFolderAreToldApart) {
  EXPECT_EQ(ReadKeyFile(folder_ / "none").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReadKeyFile(folder_ / "").status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace plenary::vault
