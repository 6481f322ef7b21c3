// The record, verified and exported from the command line.
#include "clients/cli/audit.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "services/storage/store.h"
#include "tests/testing/command_line.h"

namespace plenary::cli {
namespace {

using plenary::testing::CommandLineTest;
using plenary::testing::Outcome;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class AuditCommandTest : public CommandLineTest {
 protected:
  AuditCommandTest() { environment_["XDG_STATE_HOME"] = folder_ / "state"; }

  void MakeOrganizations(int count) {
    for (int i = 0; i < count; ++i) {
      MustDo(absl::StrCat("organization create o", made_++, " --type company --display-name en=O"));
    }
  }
  // What somebody does who has the database.
  void Tamper(const std::string& sql) {
    const absl::Status status =
        storage::WriteAndWait(server_.store(), {"test"}, [&](storage::Tx& tx) {
          return tx.Run({sql, {}, nullptr});
        });
    ASSERT_TRUE(status.ok()) << status;
  }
  std::string Read(const std::string& path) const {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
  void Write(const std::string& path, const std::string& text) const {
    std::ofstream(path) << text;
  }
  // The lines of an exported chain.
  std::vector<std::string> Lines(const std::string& path) const {
    return absl::StrSplit(Read(path), '\n', absl::SkipEmpty());
  }
  bool HasKept() const { return std::filesystem::exists(folder_ / "state/plenary/heads"); }

  // A file with the public key of somebody else.
  std::string AnotherKey() const {
    const std::string path = folder_ / "another-key";
    Write(path, absl::StrCat("public key ", std::string(64, 'a'), "\n"));
    return path;
  }

  const std::string exported_ = folder_ / "record";
  int made_ = 0;
};

TEST_F(AuditCommandTest, ARecordThatNobodyEditedIsVerifiedAgainAndAgain) {
  MakeOrganizations(3);
  const Outcome first = Plenary("audit verify");
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("verified"));
  EXPECT_TRUE(HasKept());
  MakeOrganizations(2);
  EXPECT_EQ(Plenary("audit verify").code, 0);
}

TEST_F(AuditCommandTest, AnEditIsNamedAndNothingIsKeptForTheNextTime) {
  MakeOrganizations(5);
  Tamper(
      "UPDATE changes SET caller = 'users/nobody' WHERE partition_name = 'directory' AND "
      "number = 3");
  const Outcome verified = Plenary("audit verify -o json");
  EXPECT_EQ(verified.code, 1);
  EXPECT_THAT(verified.out,
              AllOf(HasSubstr("\"directory\""), HasSubstr("\"3\""), HasSubstr("changed: ")));
  EXPECT_FALSE(HasKept());
}

TEST_F(AuditCommandTest, AnEditOfAResourceIsFoundByTheServer) {
  MakeOrganizations(5);
  Tamper("UPDATE changes SET payload = hash WHERE partition_name = 'directory' AND number = 2");
  const Outcome verified = Plenary("audit verify -o json");
  EXPECT_EQ(verified.code, 1);
  EXPECT_THAT(verified.out, AllOf(HasSubstr("\"directory\""), HasSubstr("\"2\"")));
}

TEST_F(AuditCommandTest, ACutThatLeavesASoundChainIsFoundByWhatWasKept) {
  MakeOrganizations(5);
  ASSERT_EQ(Plenary("audit verify").code, 0);
  Tamper("DELETE FROM changes WHERE partition_name = 'directory' AND number > 3");
  Tamper(
      "UPDATE change_heads SET number = 3, hash = (SELECT hash FROM changes WHERE "
      "partition_name = 'directory' AND number = 3) WHERE partition_name = 'directory'");
  // Somebody who verifies for the first time cannot know.
  EXPECT_EQ(Plenary("audit verify --heads", {folder_ / "fresh"}).code, 0);
  const Outcome verified = Plenary("audit verify -o json");
  EXPECT_EQ(verified.code, 1);
  EXPECT_THAT(verified.out, HasSubstr("\"directory\""));
}

TEST_F(AuditCommandTest, ACutIsFoundByTheAnchorFileOfTheServer) {
  MakeOrganizations(5);
  const std::string anchors = folder_ / "anchors";
  MustDo("audit sign");
  Write(anchors, Plenary("audit heads -o jsonl").out);
  EXPECT_EQ(Plenary("audit verify --anchors", {anchors}).code, 0);
  Tamper("DELETE FROM changes WHERE partition_name = 'directory' AND number > 3");
  Tamper(
      "UPDATE change_heads SET number = 3, hash = (SELECT hash FROM changes WHERE "
      "partition_name = 'directory' AND number = 3) WHERE partition_name = 'directory'");
  const std::string fresh = folder_ / "fresh";
  EXPECT_EQ(Plenary("audit verify", {"--heads", fresh, "--anchors", anchors}).code, 1);
}

TEST_F(AuditCommandTest, AServerSignsByItselfAndWritesWhatItSigned) {
  const std::string anchors = folder_ / "anchors";
  plenary::testing::Database database("sqlite");
  server::ServerOptions options = plenary::testing::TestOptions();
  options.anchor_file = anchors;
  plenary::testing::RunningServer server(database.uri(), options);
  server.clock().Forward(absl::Hours(2));
  ASSERT_TRUE(server.server().Maintain().ok());
  EXPECT_EQ(Lines(anchors).size(), 1);
  ASSERT_TRUE(server.server().Maintain().ok());
  EXPECT_EQ(Lines(anchors).size(), 1);
}

TEST_F(AuditCommandTest, AServerWithOtherKeysIsFound) {
  MakeOrganizations(1);
  const std::string kept = folder_ / "kept";
  ASSERT_EQ(Plenary("audit verify --heads", {kept}).code, 0);
  const std::string text = Read(kept);
  const std::string mark = "\"public_key\": \"";
  const size_t at = text.find(mark);
  ASSERT_NE(at, std::string::npos) << text;
  Write(kept, text.substr(0, at) + mark + std::string(43, 'A') + "=" +
                  text.substr(at + mark.size() + 44));
  const Outcome verified = Plenary("audit verify --heads", {kept});
  EXPECT_EQ(verified.code, 1);
  EXPECT_EQ(Plenary("audit verify --key", {AnotherKey()}).code, 1);
}

TEST_F(AuditCommandTest, TheServersOwnKeysAreTrustedWhereTheOperatorGaveThem) {
  MakeOrganizations(1);
  const std::string keys = folder_ / "keys";
  Write(keys, Plenary("audit keys -o json").out);
  EXPECT_EQ(Plenary("audit verify --key", {keys}).code, 0);
  Write(keys, Plenary("audit keys").out);
  EXPECT_EQ(Plenary("audit verify --key", {keys}).code, 0);
}

TEST_F(AuditCommandTest, AnExportIsVerifiedWithoutAServer) {
  MakeOrganizations(5);
  MustDo("audit export --to", {exported_});
  environment_["PLENARY_SERVER"] = "127.0.0.1:1";
  EXPECT_EQ(Plenary("audit verify", {exported_}).code, 0);
  const std::string keys = folder_ / "keys";
  Write(keys, Read(exported_ + "/keys.json"));
  EXPECT_EQ(Plenary("audit verify", {exported_, "--key", keys}).code, 0);
  EXPECT_EQ(Plenary("audit verify", {exported_, "--key", AnotherKey()}).code, 1);
}

TEST_F(AuditCommandTest, AnExportThatWasEditedIsFound) {
  MakeOrganizations(5);
  MustDo("audit export --to", {exported_});
  const std::string path = exported_ + "/directory.jsonl";
  const std::string sound = Read(path);
  std::vector<std::string> lines = Lines(path);
  ASSERT_EQ(lines.size(), 6);

  std::vector<std::string> edited = lines;
  edited[3] = absl::StrReplaceAll(lines[3], {{"organizations/", "organizations/x"}});
  Write(path, absl::StrJoin(edited, "\n") + "\n");
  const Outcome changed = Plenary("audit verify -o json", {exported_});
  EXPECT_EQ(changed.code, 1);
  EXPECT_THAT(changed.out, AllOf(HasSubstr("changed: "), HasSubstr("\"3\"")));

  std::vector<std::string> shorter = lines;
  shorter.erase(shorter.begin() + 2);
  Write(path, absl::StrJoin(shorter, "\n") + "\n");
  const Outcome removed = Plenary("audit verify -o json", {exported_});
  EXPECT_EQ(removed.code, 1);
  EXPECT_THAT(removed.out, AllOf(HasSubstr("removed: "), HasSubstr("\"2\"")));

  shorter = lines;
  shorter.pop_back();
  Write(path, absl::StrJoin(shorter, "\n") + "\n");
  EXPECT_THAT(Plenary("audit verify -o json", {exported_}).out,
              AllOf(HasSubstr("removed: "), HasSubstr("\"5\"")));

  std::filesystem::remove(path);
  EXPECT_EQ(Plenary("audit verify", {exported_}).code, 1);

  Write(path, sound);
  EXPECT_EQ(Plenary("audit verify", {exported_}).code, 0);
  const std::string heads = exported_ + "/heads.json";
  Write(heads, absl::StrReplaceAll(Read(heads), {{"\"number\": \"5\"", "\"number\": \"4\""}}));
  EXPECT_EQ(Plenary("audit verify", {exported_}).code, 1);
}

TEST_F(AuditCommandTest, AnExportWantsAFolderOfItsOwn) {
  MakeOrganizations(1);
  MustDo("audit export --to", {exported_});
  EXPECT_EQ(Plenary("audit export --to", {exported_}).code, 5);
  EXPECT_EQ(Plenary("audit verify", {folder_ / "nothing"}).code, 2);
}

TEST_F(AuditCommandTest, TheRecordTellsWhoDidWhat) {
  MakeOrganizations(2);
  const Outcome all = Plenary("audit list --partition directory");
  EXPECT_EQ(all.code, 0) << all.err;
  EXPECT_THAT(all.out, AllOf(HasSubstr("organizations/o1"), HasSubstr("CreateOrganization")));
  const Outcome one = Plenary("audit list --resource-name organizations/o0");
  EXPECT_THAT(one.out, AllOf(HasSubstr("organizations/o0"), Not(HasSubstr("organizations/o1"))));
  EXPECT_THAT(Plenary("audit list --kind read -o jsonl").out, IsEmpty());
}

}  // namespace
}  // namespace plenary::cli
