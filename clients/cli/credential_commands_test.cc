// Signing in, secrets shown once, and what is asked for, against a real server.
#include "clients/cli/credential_commands.h"

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/command_line.h"

namespace plenary::cli {
namespace {

using plenary::testing::CommandLineTest;
using plenary::testing::Outcome;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kPassword[] = "four words of some length";

class CredentialCommandsTest : public CommandLineTest {
 protected:
  CredentialCommandsTest() { environment_["XDG_STATE_HOME"] = folder_ / "state"; }

  void MakeAnna() {
    MustDo("user create anna --display-name Anna");
    ASSERT_EQ(Plenary("user password anna", {}, absl::StrCat(kPassword, "\n")).code, 0);
  }
  // From now on nobody is calling, unless somebody signs in.
  void ForgetToken() { environment_.erase("PLENARY_TOKEN"); }
};

TEST_F(CredentialCommandsTest, ASecretStandsAloneOnStandardOutput) {
  MakeForum();
  const Outcome token = Plenary("token create admin");
  EXPECT_EQ(token.code, 0) << token.err;
  EXPECT_THAT(token.out, MatchesRegex("pln_t[a-z0-9_]+\n"));
  EXPECT_THAT(token.err, HasSubstr("users/admin/tokens/"));
  const Outcome link = Plenary("link create --event forum --delegation kursk");
  EXPECT_EQ(link.code, 0) << link.err;
  EXPECT_THAT(link.out, MatchesRegex("pln_l[a-z0-9_]+\n"));
  EXPECT_THAT(link.err, AllOf(HasSubstr("events/forum/delegations/kursk"),
                              HasSubstr("plenary link revoke "), Not(HasSubstr("pln_l"))));
}

TEST_F(CredentialCommandsTest, AProgramGetsTheSecretInItsAnswer) {
  const Outcome token = Plenary("token create admin -o json");
  EXPECT_EQ(token.code, 0) << token.err;
  EXPECT_THAT(token.out, AllOf(HasSubstr("\"api_token\""), HasSubstr("\"secret\": \"pln_t")));
  EXPECT_THAT(token.err, IsEmpty());
}

TEST_F(CredentialCommandsTest, ARepeatedRequestSaysThatItsSecretWasShown) {
  ASSERT_EQ(Plenary("token create admin --request-id once").code, 0);
  const Outcome again = Plenary("token create admin --request-id once");
  EXPECT_EQ(again.code, 5);
  EXPECT_THAT(again.out, IsEmpty());
  EXPECT_THAT(again.err, HasSubstr("not shown twice"));
}

TEST_F(CredentialCommandsTest, ASessionServesEveryLaterCommandUntilItIsEnded) {
  MakeAnna();
  ForgetToken();
  ASSERT_EQ(Plenary("login anna", {}, absl::StrCat(kPassword, "\n")).code, 0);
  EXPECT_THAT(Plenary("whoami").out, HasSubstr("users/anna"));
  EXPECT_THAT(Plenary("context show").out, HasSubstr("plenary login"));
  EXPECT_EQ(Plenary("logout").code, 0);
  EXPECT_EQ(Plenary("whoami").code, 7);
  EXPECT_EQ(Plenary("logout").code, 0);
}

TEST_F(CredentialCommandsTest, ASessionThatTheServerEndedIsForgottenAllTheSame) {
  MakeAnna();
  const std::string admin = environment_["PLENARY_TOKEN"];
  ForgetToken();
  ASSERT_EQ(Plenary("login anna", {}, absl::StrCat(kPassword, "\n")).code, 0);
  environment_["PLENARY_TOKEN"] = admin;
  MustDo("user update anna --disabled");
  ForgetToken();
  const Outcome refused = Plenary("whoami");
  EXPECT_EQ(refused.code, 7);
  EXPECT_THAT(refused.err, HasSubstr("reason: CREDENTIAL_REVOKED"));
  EXPECT_EQ(Plenary("logout").code, 0);
  EXPECT_THAT(Plenary("whoami").err, HasSubstr("reason: CREDENTIAL_MISSING"));
}

TEST_F(CredentialCommandsTest, WhoeverIsNotSignedInIsToldHow) {
  ForgetToken();
  const Outcome refused = Plenary("event list");
  EXPECT_EQ(refused.code, 7);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("plenary login"), HasSubstr("PLENARY_TOKEN_FILE")));
  EXPECT_EQ(Plenary("doctor").code, 7);
}

TEST_F(CredentialCommandsTest, AVariableThatGoesBeforeTheSessionIsPointedOut) {
  MakeAnna();
  const Outcome login = Plenary("login anna", {}, absl::StrCat(kPassword, "\n"));
  EXPECT_EQ(login.code, 0);
  EXPECT_THAT(login.err, HasSubstr("PLENARY_TOKEN is set"));
  EXPECT_THAT(Plenary("whoami").out, HasSubstr("users/admin"));
}

TEST_F(CredentialCommandsTest, APasswordIsTypedTwiceAndNotShown) {
  MustDo("user create anna");
  in_is_tty_ = true;
  const std::string twice = absl::StrCat(kPassword, "\n", kPassword, "\n");
  const Outcome set = Plenary("user password anna", {}, twice);
  EXPECT_EQ(set.code, 0) << set.err;
  EXPECT_THAT(set.err, Not(HasSubstr(kPassword)));
  const Outcome differ =
      Plenary("user password anna", {}, absl::StrCat(kPassword, "\nsomething else entirely\n"));
  EXPECT_EQ(differ.code, 2);
  const Outcome weak = Plenary("user password anna", {}, "short\nshort\n");
  EXPECT_EQ(weak.code, 2);
  EXPECT_THAT(weak.err, HasSubstr("reason: PASSWORD_TOO_WEAK"));
}

TEST_F(CredentialCommandsTest, AUserWhoSetsTheirOwnPasswordGivesTheOldOne) {
  MakeAnna();
  ForgetToken();
  ASSERT_EQ(Plenary("login anna", {}, absl::StrCat(kPassword, "\n")).code, 0);
  const std::string next = "another four long words";
  EXPECT_EQ(Plenary("user password anna", {}, absl::StrCat("not the old one\n", next, "\n")).code,
            7);
  EXPECT_EQ(Plenary("user password anna", {}, absl::StrCat(kPassword, "\n", next, "\n")).code, 0);
  EXPECT_EQ(Plenary("login anna", {}, absl::StrCat(next, "\n")).code, 0);
}

TEST_F(CredentialCommandsTest, ARoleIsBoundWhereTheCommandLineSaysAndNowhereElse) {
  MakeForum();
  MustDo("user create anna");
  // What a context or the environment says is for short names alone.
  environment_["PLENARY_EVENT"] = "forum";
  MustDo("role bind anna auditor");
  MustDo("role bind anna event_manager --event forum");
  MustDo("role bind anna registrar --delegation kursk");
  const Outcome listed = Plenary("role list --user anna -o csv");
  EXPECT_THAT(listed.out, AllOf(HasSubstr("users/anna,auditor,,"),
                                HasSubstr("users/anna,event-manager,events/forum,"),
                                HasSubstr("users/anna,registrar,events/forum/delegations/kursk,")));
  EXPECT_EQ(Plenary("role bind anna registrar").code, 2);
  const Outcome seen = Plenary("access who-can-see kursk");
  EXPECT_THAT(seen.out, HasSubstr("registrar@events/forum/delegations/kursk"));
}

TEST_F(CredentialCommandsTest, WhatLiesInAUserIsNamedByBoth) {
  ASSERT_EQ(Plenary("token create admin --display-name export").code, 0);
  const Outcome listed = Plenary("token list admin --state active");
  EXPECT_THAT(listed.out, AllOf(HasSubstr("admin/"), HasSubstr("export")));
  const std::string csv = Plenary("token list admin -o csv").out;
  const size_t begin = csv.find("users/admin/tokens/");
  ASSERT_NE(begin, std::string::npos);
  const std::string name = csv.substr(begin, csv.find(',', begin) - begin);
  const std::string id = name.substr(std::string("users/admin/tokens/").size());
  MustDo(absl::StrCat("token get admin/", id));
  EXPECT_THAT(Plenary("token list -o csv").out, HasSubstr(name));
}

TEST_F(CredentialCommandsTest, ErasingAPersonAsksFirst) {
  const Outcome made = Plenary("person create --name en=Gone,Tom -o csv");
  const std::string person = IdIn(made);
  ASSERT_THAT(person, StartsWith("people/"));
  const std::string words = absl::StrCat("person erase ", person, " --reason requested");
  const Outcome unasked = Plenary(words);
  EXPECT_EQ(unasked.code, 2);
  EXPECT_THAT(unasked.err, HasSubstr("--yes"));
  EXPECT_EQ(Plenary(words + " --dry-run").code, 0);
  EXPECT_THAT(Plenary(absl::StrCat("person get ", person)).out, HasSubstr("Gone"));
  EXPECT_EQ(Plenary(words + " --yes").code, 0);
  EXPECT_THAT(Plenary(absl::StrCat("person get ", person)).out, Not(HasSubstr("Gone")));
}

TEST_F(CredentialCommandsTest, ProtectedDataIsGivenByFlagAndReadWithAPurpose) {
  MustDo("role bind admin accreditation-officer");
  const Outcome made =
      Plenary("person create --name en=Sampleton,Ann --birth-date 1980-04-18 -o csv --json",
              {R"({"passport": {"number": "AB 123"}})"});
  ASSERT_EQ(made.code, 0) << made.err;
  const std::string person = IdIn(made);
  EXPECT_THAT(Plenary(absl::StrCat("person get ", person)).out, Not(HasSubstr("1980")));
  const Outcome read = Plenary(absl::StrCat("person reveal ", person,
                                            " --field birth-date --field passport --purpose visa"));
  EXPECT_EQ(read.code, 0) << read.err;
  EXPECT_THAT(read.out, AllOf(HasSubstr("1980-04-18"), HasSubstr("AB 123")));
  EXPECT_THAT(Plenary("person find --passport-number ab123 --purpose visa").out,
              HasSubstr("Sampleton"));
  EXPECT_THAT(Plenary(absl::StrCat("person revelations ", person)).out, HasSubstr("visa"));
  EXPECT_EQ(Plenary("person find --birth-date 18.04.1980 --purpose visa").code, 2);
}

TEST_F(CredentialCommandsTest, ALegalHoldStopsAnErasure) {
  const std::string person = IdIn(Plenary("person create --name en=Kept,Tom -o csv"));
  const Outcome held = Plenary(absl::StrCat("legal-hold create ", person, " -o csv --reason case"));
  ASSERT_EQ(held.code, 0) << held.err;
  const Outcome refused =
      Plenary(absl::StrCat("person erase ", person, " --reason requested --yes"));
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("reason: LEGAL_HOLD"));
  MustDo(absl::StrCat("legal-hold release ", IdIn(held)));
  EXPECT_EQ(Plenary(absl::StrCat("person erase ", person, " --reason requested --yes")).code, 0);
}

}  // namespace
}  // namespace plenary::cli
