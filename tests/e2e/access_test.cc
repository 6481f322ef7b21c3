// People who were given access, on the command line: a focal point with a link, staff with a
// password, a program with a token.
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/daemon.h"
#include "tests/testing/engines.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::e2e {
namespace {

using ::testing::AllOf;
using testing::Daemon;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Outcome;
using testing::RunShell;

constexpr char kPassword[] = "four words of some length";

class AccessTest : public ::testing::TestWithParam<std::string> {
 protected:
  // The program with these variables set, and `input` on its standard input.
  Outcome As(const std::string& variables, const std::string& words,
             const std::string& input = "") const {
    return RunShell(absl::StrCat("printf '", input, "' | env XDG_STATE_HOME=", folder_.path(), " ",
                                 variables, " ", PLENARY_CLI, " --server ", daemon_.address(), " ",
                                 words));
  }
  // As the first administrator, whose token the environment names.
  Outcome Admin(const std::string& words, const std::string& input = "") const {
    return As("", words, input);
  }
  // What is written for nobody else: standard output of a command, as a file.
  std::string Secret(const std::string& name, const std::string& words) const {
    const std::string path = folder_ / name;
    const Outcome made =
        RunShell(absl::StrCat("(umask 077; ", PLENARY_CLI, " --server ", daemon_.address(), " ",
                              words, " 2>/dev/null >", path, ")"));
    EXPECT_EQ(made.exit_code, 0) << words << "\n" << made.output;
    return path;
  }
  void MakeForum() const {
    for (const char* words :
         {"organization create kursk --type region --display-name en=Kursk",
          "organization create minsk --type region --display-name en=Minsk",
          "event create forum --kind forum --role hosted --time-zone Europe/Minsk "
          "--display-name en=Forum --start 2030-04-18 --end 2030-04-22",
          "category create delegate --event forum --display-name en=Delegate",
          "event publish forum",
          "delegation register kursk --event forum --organization kursk --quota delegate=2",
          "delegation register minsk --event forum --organization minsk --quota delegate=2",
          "participant register --event forum --delegation minsk --category delegate "
          "--name en=Hidden,Ann"}) {
      const Outcome outcome = Admin(words);
      ASSERT_EQ(outcome.exit_code, 0) << words << "\n" << outcome.output;
    }
  }

  const testing::TemporaryFolder folder_;
  const testing::Database database_{GetParam()};
  Daemon daemon_{PLENARYD, database_.uri()};
};
INSTANTIATE_TEST_SUITE_P(Engines, AccessTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(AccessTest, AFocalPointWithALinkRegistersItsDelegationAndSeesNoOther) {
  ASSERT_NO_FATAL_FAILURE(MakeForum());
  const std::string link =
      "PLENARY_TOKEN_FILE=" + Secret("link", "link create --event forum --delegation kursk");

  EXPECT_EQ(As(link,
               "participant register --event forum --delegation kursk --category delegate "
               "--name en=Sampleton,Tom")
                .exit_code,
            0);
  const Outcome people = As(link, "participant list --event forum");
  EXPECT_EQ(people.exit_code, 0) << people.output;
  EXPECT_THAT(people.output, AllOf(HasSubstr("Sampleton Tom"), Not(HasSubstr("Hidden"))));
  EXPECT_THAT(As(link, "delegation list --event forum").output,
              AllOf(HasSubstr("kursk"), Not(HasSubstr("minsk"))));
  EXPECT_THAT(As(link, "whoami").output, HasSubstr("registrar@events/forum/delegations/kursk"));

  // What is there and what is not are told alike.
  const Outcome another = As(link, "delegation get minsk --event forum");
  const Outcome nothing = As(link, "delegation get nulla --event forum");
  EXPECT_EQ(another.exit_code, 3);
  EXPECT_EQ(nothing.exit_code, 3);
  EXPECT_THAT(another.output, Not(HasSubstr("Minsk")));
  EXPECT_EQ(As(link,
               "participant register --event forum --delegation minsk --category delegate "
               "--name en=Intruder,Ian")
                .exit_code,
            3);
  EXPECT_EQ(As(link, "participant list --event forum --delegation minsk -o csv").output,
            As(link, "participant list --event forum --delegation nulla -o csv").output);
  EXPECT_THAT(As(link, "search people Hidden").output, Not(HasSubstr("Hidden")));
}

TEST_P(AccessTest, ARevokedLinkOpensNothingMore) {
  ASSERT_NO_FATAL_FAILURE(MakeForum());
  const std::string link =
      "PLENARY_TOKEN_FILE=" + Secret("link", "link create --event forum --delegation kursk");
  ASSERT_EQ(As(link, "event list").exit_code, 0);
  const Outcome revoked =
      Admin("link revoke $(" PLENARY_CLI " --server " + daemon_.address() +
            " link list forum -o csv | sed -n '2s/^registrationLinks.\\([^,]*\\),.*/\\1/p')");
  ASSERT_EQ(revoked.exit_code, 0) << revoked.output;
  const Outcome after = As(link, "event list");
  EXPECT_EQ(after.exit_code, 7);
  EXPECT_THAT(after.output, HasSubstr("reason: CREDENTIAL_REVOKED"));
}

TEST_P(AccessTest, AUserSignsInWithAPasswordAndOutAgain) {
  ASSERT_EQ(Admin("user create anna --display-name Anna").exit_code, 0);
  ASSERT_EQ(Admin("role bind anna event-manager").exit_code, 0);
  ASSERT_EQ(Admin("user password anna", absl::StrCat(kPassword, "\\n")).exit_code, 0);
  const std::string nobody = "PLENARY_TOKEN_FILE=";

  const Outcome wrong = As(nobody, "login anna", "some other four words\\n");
  EXPECT_EQ(wrong.exit_code, 7);
  EXPECT_THAT(wrong.output, HasSubstr("reason: WRONG_PASSWORD"));
  EXPECT_EQ(As(nobody, "event list").exit_code, 7);

  const Outcome right = As(nobody, "login anna", absl::StrCat(kPassword, "\\n"));
  ASSERT_EQ(right.exit_code, 0) << right.output;
  EXPECT_EQ(As(nobody, "event list").exit_code, 0);
  EXPECT_THAT(As(nobody, "whoami").output, HasSubstr("users/anna"));
  const std::string mode = absl::StrCat("find ", folder_.path(), " -type f -perm 0600 | wc -l");
  EXPECT_EQ(RunShell(mode).output, "1\n");

  EXPECT_EQ(As(nobody, "logout").exit_code, 0);
  EXPECT_EQ(As(nobody, "event list").exit_code, 7);
}

TEST_P(AccessTest, ATokenWorksUntilItIsRevokedAndReadsOnlyWhereItWasMadeSo) {
  ASSERT_EQ(Admin("user create badges --kind service").exit_code, 0);
  ASSERT_EQ(Admin("role bind badges event-manager").exit_code, 0);
  const std::string token =
      "PLENARY_TOKEN_FILE=" + Secret("token", "token create badges --read-only");
  EXPECT_EQ(As(token, "organization list").exit_code, 0);
  const Outcome writing =
      As(token, "organization create kursk --type region --display-name en=Kursk");
  EXPECT_EQ(writing.exit_code, 1) << writing.output;

  const Outcome revoked = Admin("token revoke $(" PLENARY_CLI " --server " + daemon_.address() +
                                " token list badges -o csv | sed -n '2s/,.*//p')");
  ASSERT_EQ(revoked.exit_code, 0) << revoked.output;
  const Outcome after = As(token, "organization list");
  EXPECT_EQ(after.exit_code, 7);
  EXPECT_THAT(after.output, HasSubstr("reason: CREDENTIAL_REVOKED"));
}

TEST_P(AccessTest, ATokenFileThatOthersMayReadIsRefusedBeforeItIsSent) {
  const std::string path = Secret("token", "token create admin");
  ASSERT_EQ(RunShell("chmod 640 " + path).exit_code, 0);
  const Outcome refused = As("PLENARY_TOKEN_FILE=" + path, "whoami");
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.output, HasSubstr("chmod 600"));
  ASSERT_EQ(RunShell("chmod 600 " + path).exit_code, 0);
  EXPECT_EQ(As("PLENARY_TOKEN_FILE=" + path, "whoami").exit_code, 0);
}

}  // namespace
}  // namespace plenary::e2e
