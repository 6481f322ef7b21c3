#include "services/server/first_administrator.h"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "absl/types/optional.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/access/bootstrap.h"
#include "services/access/resolve.h"
#include "tests/testing/clock.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::server {
namespace {

using plenary::testing::IsOk;
using plenary::testing::IsOkAnd;
using plenary::testing::ManualClock;
using plenary::testing::SeededRandom;
using plenary::testing::StatusIs;
using plenary::testing::TemporaryFolder;

std::string Read(const std::string& path) {
  std::ifstream file(path);
  std::string word;
  file >> word;
  return word;
}

class FirstAdministratorTest : public ::testing::TestWithParam<std::string> {
 protected:
  absl::StatusOr<absl::optional<std::string>> Welcome() {
    return WelcomeFirstAdministrator(options_, *store_, random_);
  }

  const TemporaryFolder folder_;
  ManualClock clock_;
  SeededRandom random_;
  plenary::testing::OpenedDatabase store_ = plenary::testing::OpenFresh(GetParam(), clock_);
  ServerOptions options_;
};
INSTANTIATE_TEST_SUITE_P(Engines, FirstAdministratorTest,
                         ::testing::ValuesIn(plenary::testing::Engines()),
                         plenary::testing::EngineName);

TEST_P(FirstAdministratorTest, TheTokenIsInAFileThatOnlyTheServersUserReads) {
  options_.admin_token_file = folder_ / "token";
  ASSERT_THAT(Welcome(), IsOkAnd(::testing::Optional(options_.admin_token_file)));
  struct stat file;
  ASSERT_EQ(stat(options_.admin_token_file.c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777, 0600u);
  const std::string secret = Read(options_.admin_token_file);
  EXPECT_THAT(
      storage::ReadAndWait(*store_,
                           [&](storage::Tx& tx) -> absl::Status {
                             const auto caller = access::ResolveSecret(tx, secret, "");
                             if (!caller.ok()) return caller.status();
                             EXPECT_EQ(caller->user, "users/admin");
                             EXPECT_TRUE(caller->access.HoldsOnInstallation({v1::ADMINISTRATOR}));
                             return absl::OkStatus();
                           }),
      IsOk());
}

TEST_P(FirstAdministratorTest, TheSecondStartWelcomesNobody) {
  options_.admin_token_file = folder_ / "token";
  ASSERT_THAT(Welcome(), IsOk());
  options_.admin_token_file = folder_ / "another";
  EXPECT_THAT(Welcome(), IsOkAnd(::testing::Eq(absl::nullopt)));
  EXPECT_NE(::access(options_.admin_token_file.c_str(), F_OK), 0);
}

TEST_P(FirstAdministratorTest, AFileThatIsThereIsNotWrittenOver) {
  options_.admin_token_file = folder_ / "token";
  std::ofstream(options_.admin_token_file) << "precious";
  EXPECT_THAT(Welcome(), StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_EQ(Read(options_.admin_token_file), "precious");
  EXPECT_THAT(access::HasAdministrator(*store_), IsOkAnd(false)) << "nobody was made in vain";
  options_.admin_token_file = folder_ / "another";
  EXPECT_THAT(Welcome(), IsOkAnd(::testing::Optional(options_.admin_token_file)));
}

TEST_P(FirstAdministratorTest, AFileThatCannotBeWrittenStopsTheStartBeforeAnythingIsMade) {
  options_.admin_token_file = folder_ / "no/such/folder/token";
  EXPECT_THAT(Welcome(), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(access::HasAdministrator(*store_), IsOkAnd(false));
}

TEST(AdminTokenFile, IsBesideAnSqliteFileUnlessTheOptionsSayOtherwise) {
  ServerOptions options;
  options.database = "sqlite:/data/plenary.db";
  EXPECT_EQ(AdminTokenFile(options), "/data/plenary.db.admin-token");
  options.database = "postgresql://plenary@db/plenary";
  EXPECT_EQ(AdminTokenFile(options), "/var/lib/plenary/admin-token");
  options.database = "sqlite::memory:";
  EXPECT_EQ(AdminTokenFile(options), "");
  options.admin_token_file = "/run/token";
  EXPECT_EQ(AdminTokenFile(options), "/run/token");
}

}  // namespace
}  // namespace plenary::server
