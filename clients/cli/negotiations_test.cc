// Negotiations and protocols from the command line, against a real server.
#include <string>
#include <vector>

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
using ::testing::Not;

class NegotiationsTest : public CommandLineTest {
 protected:
  void SetUp() override {
    MustDo("organization create kursk --type region --country-code RU",
           {"--display-name", "en=Kursk Region", "--display-name", "ru=Курская область"});
    MustDo("organization create ministry --type authority --country-code BY --display-name",
           {"en=The Ministry"});
    anna_ = Person("en=Examplewoman,Ann");
    ivan_ = Person("en=Sampleman,John");
    MustDo("negotiation create kursk --counterpart kursk --our-organization ministry",
           {"--display-name", "en=Talks with the Kursk Region"});
  }
  // From now on somebody calls who is cleared for SECRET, in a session: a token is never cleared
  // for more than the one that made it.
  void BeCleared() {
    const std::string password = "a long enough example of a password\n";
    MustDo("user create vera --clearance secret");
    MustDo("role bind vera administrator");
    ASSERT_EQ(Plenary("user password vera", {}, password).code, 0);
    environment_.erase("PLENARY_TOKEN");
    environment_["XDG_STATE_HOME"] = folder_.path();
    ASSERT_EQ(Plenary("login vera", {}, password).code, 0);
  }
  std::string Person(const std::string& name) {
    return IdIn(Plenary("person create -o csv --name", {name}));
  }
  // A round at which both were, with a topic.
  void HoldRound() {
    MustDo("topic create kursk documents --title", {"en=Electronic documents"});
    MustDo(
        absl::StrCat("round create kursk r1 --start 2023-08-24 --end 2023-08-25 --time-zone "
                     "Europe/Minsk --topic documents --place en=Minsk --participant ",
                     anna_, ":ours:head:there --participant ", ivan_, ":theirs:head:there"));
  }
  // Minutes of it in two languages that both are to sign, without items.
  void WriteMinutes() {
    HoldRound();
    MustDo(
        absl::StrCat("protocol create kursk minutes --type minutes --round r1 --in ru --in en "
                     "--date 2023-08-24 --title en=Minutes --signatory ministry:",
                     anna_, ":co-chair --signatory kursk:", ivan_, ":co-chair"));
  }

  std::string anna_;
  std::string ivan_;
};

TEST_F(NegotiationsTest, WhatLiesInANegotiationIsNamedFromThere) {
  HoldRound();
  EXPECT_THAT(Plenary("round list kursk").out,
              AllOf(HasSubstr("kursk/r1"), HasSubstr("2023-08-24 00:00"), HasSubstr("Minsk")));
  EXPECT_THAT(Plenary("round get kursk/r1").out,
              HasSubstr("topics[0]                  negotiations/kursk/topics/documents"));
  EXPECT_THAT(Plenary("round list kursk --topic documents").out, HasSubstr("kursk/r1"));
  EXPECT_THAT(Plenary("topic list kursk --priority 5").out, Not(HasSubstr("documents")));
}

TEST_F(NegotiationsTest, AnEventThatARoundIsIsSaidLater) {
  HoldRound();
  MustDo(
      "event create forum --kind forum --role hosted --time-zone Europe/Minsk --display-name "
      "en=Forum --start 2030-04-18 --end 2030-04-22");
  MustDo("round update kursk/r1 --event forum");
  EXPECT_THAT(Plenary("round list kursk --event forum").out, HasSubstr("kursk/r1"));
}

TEST_F(NegotiationsTest, ABriefingTellsWhatOneShouldKnowOnAPage) {
  HoldRound();
  BeCleared();
  MustDo("position create kursk/documents --side theirs --classification confidential --text",
         {"en=They propose exchange between governments."});
  MustDo("contact create kursk --kind call --date 2023-08-01 --content Preparation --participant",
         {absl::StrCat(ivan_, ":theirs:there")});
  const Outcome brief = Plenary("negotiation brief kursk/r1");
  EXPECT_EQ(brief.code, 0) << brief.err;
  EXPECT_THAT(brief.out,
              AllOf(HasSubstr("Talks with the Kursk Region  open\nwith Kursk Region\n"),
                    HasSubstr("round 1, 2023-08-24 00:00, Minsk\n"),
                    HasSubstr("  theirs  *  John Sampleman\n"),
                    HasSubstr("  1. Electronic documents (priority 3)\n"),
                    HasSubstr("theirs (confidential): They propose exchange between governments."),
                    HasSubstr("2023-08-01, call, Sampleman John: Preparation")));
}

TEST_F(NegotiationsTest, ANegotiationIsSuspendedAndResumed) {
  MustDo("negotiation suspend kursk --reason elections");
  EXPECT_THAT(Plenary("negotiation list --state suspended").out, HasSubstr("kursk"));
  MustDo("negotiation resume kursk --reason over");
  EXPECT_EQ(Plenary("negotiation resume kursk --reason over").code, 1);
}

TEST_F(NegotiationsTest, AProtocolIsShownWithItsLanguagesSideBySide) {
  WriteMinutes();
  MustDo("protocol-item create kursk/minutes one --kind decision --topic documents",
         {"--text", "ru=Стороны согласовали порядок обмена документами в электронном виде.",
          "--text", "en=The sides agreed how to exchange documents electronically."});
  EXPECT_THAT(
      Plenary("protocol show kursk/minutes").out,
      AllOf(HasSubstr("Minutes\nminutes, draft, 2023-08-24\n"),
            HasSubstr("1  [decision]\n"
                      "   Стороны согласовали порядок обмена     The sides agreed how to exchange\n"
                      "   документами в электронном виде.        documents electronically.\n"),
            HasSubstr("  The Ministry  Examplewoman Ann  not signed\n")));
  EXPECT_THAT(Plenary("protocol show kursk/minutes --in en").out,
              AllOf(HasSubstr("   The sides agreed how to exchange documents electronically.\n"),
                    Not(HasSubstr("Стороны"))));
}

TEST_F(NegotiationsTest, LanguagesOutOfStepAreMarkedAndRefusedWithARemedy) {
  WriteMinutes();
  MustDo("protocol-item create kursk/minutes one --kind decision --text ru=Да --text en=Yes");
  MustDo("protocol-item update kursk/minutes/one --json",
         {R"({"texts": [{"language": "ru", "text": "Нет"}, {"language": "en", "text": "Yes"}]})"});
  EXPECT_THAT(Plenary("protocol show kursk/minutes").out, HasSubstr("out of step: en"));
  const Outcome refused = Plenary("protocol agree kursk/minutes");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("reason: LANGUAGES_OUT_OF_STEP"),
                                 HasSubstr("plenary protocol-item confirm")));
  MustDo("protocol-item confirm kursk/minutes/one --in en");
  MustDo("protocol agree kursk/minutes");
}

TEST_F(NegotiationsTest, WhatBothSignedIsUnderControl) {
  WriteMinutes();
  MustDo("protocol-item create kursk/minutes one --kind commitment --text ru=Да --text en=Connect",
         {"--commitment", "ours:ministry@2190-12-31"});
  MustDo("protocol agree kursk/minutes");
  MustDo(absl::StrCat("protocol sign kursk/minutes ", anna_, " --place Minsk --date 2023-08-24"));
  const Outcome signed_by_all = Plenary(
      absl::StrCat("protocol sign kursk/minutes ", ivan_, " --place Minsk --date 2023-08-24"));
  EXPECT_THAT(signed_by_all.out, HasSubstr("signed")) << signed_by_all.err;
  EXPECT_THAT(Plenary("commitment list --negotiation kursk --side ours").out,
              AllOf(HasSubstr("2190-12-31"), HasSubstr("open"), HasSubstr("Connect")));
  EXPECT_THAT(Plenary("negotiation brief kursk").out,
              HasSubstr("  2190-12-31, open, ours: Connect\n"));
  EXPECT_THAT(Plenary("protocol-item update kursk/minutes/one --place 1").err,
              HasSubstr("plenary protocol create --amends"));
}

TEST_F(NegotiationsTest, APositionIsNotThereForWhoIsNotCleared) {
  HoldRound();
  const std::string without_clearance = environment_["PLENARY_TOKEN"];
  BeCleared();
  MustDo("position create kursk/documents --side ours --classification secret --text en=Not.yet");
  EXPECT_THAT(Plenary("position list kursk/documents").out, HasSubstr("Not.yet"));
  environment_["PLENARY_TOKEN"] = without_clearance;
  const Outcome listed = Plenary("position list kursk/documents -o jsonl");
  EXPECT_EQ(listed.code, 0);
  EXPECT_THAT(listed.out, IsEmpty());
  EXPECT_THAT(Plenary("negotiation brief kursk/r1").out, Not(HasSubstr("Not.yet")));
}

TEST_F(NegotiationsTest, ChangesOfANegotiationAreListed) {
  HoldRound();
  const Outcome watched = Plenary("change list negotiations/kursk -o csv");
  EXPECT_THAT(watched.out, HasSubstr("negotiations/kursk/rounds/r1")) << watched.err;
}

}  // namespace
}  // namespace plenary::cli
