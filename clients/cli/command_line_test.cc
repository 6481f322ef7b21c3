// The program against a real server.
#include "clients/cli/command_line.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/storage/backup_record.h"
#include "tests/testing/command_line.h"

namespace plenary::cli {
namespace {

using plenary::testing::CommandLineTest;
using plenary::testing::Outcome;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(CommandLineTest, WhatIsCreatedIsListed) {
  MustDo("organization create kursk --type region --display-name en=Kursk --display-name ru=Курск");
  const Outcome listed = Plenary("organization list --language ru");
  EXPECT_EQ(listed.out,
            "ID     NAME   TYPE    COUNTRY  REGION  PARENT\n"
            "kursk  Курск  region\n");
  EXPECT_EQ(Plenary("organization get kursk -o jsonl").code, 0);
}

TEST_F(CommandLineTest, ExitCodesSayWhatHappened) {
  MustDo("organization create kursk --type region --display-name en=Kursk");
  struct Case {
    std::string words;
    int code;
    std::string error;
  };
  const std::vector<Case> cases = {
      {"organization get nobody", 3, "reason: RESOURCE_NOT_FOUND"},
      {"organization create kursk --type region --display-name en=Kursk", 5,
       "reason: RESOURCE_ALREADY_EXISTS"},
      {"organization create Kursk --type region", 2, "field organization_id: "},
      {"organization create a --type planet", 2, "--type: expected state|region"},
      {"organization dance", 2, "dance"},
      {"organization update kursk --website x --etag stale", 5, "next: read it again"},
      {"organization undelete kursk", 1, "reason: RESOURCE_NOT_DELETED"},
      {"organization list --server 127.0.0.1:1", 4, "next: is plenaryd running there?"},
  };
  for (const Case& c : cases) {
    const Outcome outcome = Plenary(c.words);
    EXPECT_EQ(outcome.code, c.code) << c.words << "\n" << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr(c.error)) << c.words;
  }
}

TEST_F(CommandLineTest, ADryRunChangesNothing) {
  const std::string words = "organization create kursk --type region --display-name en=Kursk";
  EXPECT_THAT(Plenary(words + " --dry-run").out, HasSubstr("Kursk"));
  EXPECT_EQ(Plenary("organization get kursk").code, 3);
}

TEST_F(CommandLineTest, ADelegationIsRegisteredAndItsQuotaHolds) {
  MakeForum();
  const Outcome first = Register("Exampleson,Ann", " --confirm");
  ASSERT_EQ(first.code, 0) << first.err;
  EXPECT_THAT(first.out, AllOf(HasSubstr("Exampleson Ann"), HasSubstr(",confirmed,")));
  EXPECT_EQ(Register("Sampleton").code, 0);
  const Outcome third = Register("Fictionington");
  EXPECT_EQ(third.code, 1);
  EXPECT_THAT(third.err, AllOf(HasSubstr("reason: DELEGATION_QUOTA_EXHAUSTED"),
                               HasSubstr("next: wait in line")));
  EXPECT_THAT(
      Plenary("quota report --event forum -o csv").out,
      HasSubstr("events/forum/delegations/kursk,events/forum/categories/delegate,2,2,0,0,0"));
  EXPECT_EQ(Plenary("participant withdraw --event forum --reason ill", {IdIn(first)}).code, 0);
  EXPECT_THAT(Plenary("participant list --event forum --state withdrawn").out,
              AllOf(HasSubstr("Exampleson"), Not(HasSubstr("Sampleton"))));
}

TEST_F(CommandLineTest, RowsThatAreRefusedAreNamed) {
  MakeForum();
  const std::string row =
      R"({"register": {"participant": {"delegation": "kursk", "category": "delegate"},)"
      R"( "new_person": {"names": [{"language": "en", "family_name": "Exampleson"}]}}})"
      "\n";
  const Outcome outcome = Plenary("participant batch --event forum --mode row-by-row --rows -", {},
                                  absl::StrCat(row, row, row));
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("row 3: "), Not(HasSubstr("row 2: "))));
}

TEST_F(CommandLineTest, APageSizeAsksForOnePageAndNamesTheNext) {
  for (const char* id : {"a", "b", "c"}) {
    MustDo(absl::StrCat("organization create ", id, " --type company --display-name en=", id));
  }
  const Outcome first = Plenary("organization list -o jsonl --page-size 2");
  EXPECT_THAT(first.out, Not(HasSubstr("organizations/c")));
  const std::string hint = "--page-token ";
  ASSERT_THAT(first.err, HasSubstr(hint));
  std::string token = first.err.substr(first.err.find(hint) + hint.size());
  token.pop_back();  // the end of the line
  const Outcome second = Plenary("organization list -o jsonl --page-size 2 --page-token", {token});
  EXPECT_THAT(second.out, AllOf(HasSubstr("organizations/c"), Not(HasSubstr("organizations/b"))));
  EXPECT_THAT(second.err, IsEmpty());
}

TEST_F(CommandLineTest, AWatchedListGoesOnWithWhatHappens) {
  MustDo("organization create a --type company --display-name en=First");
  std::atomic<bool> is_over = false;
  Outcome watched;
  std::thread watcher([&] {
    watched = Plenary("organization list --watch --count 1");
    is_over = true;
  });
  // Changes made before the list is read are in it; the first one after it ends the watch.
  for (int i = 0; !is_over; ++i) {
    MustDo(absl::StrCat("organization update a --website https://", i, ".example"));
  }
  watcher.join();
  EXPECT_EQ(watched.code, 0) << watched.err;
  EXPECT_THAT(watched.out, HasSubstr("updated  organizations/a  First"));
}

TEST_F(CommandLineTest, TheLogIsVerified) {
  MustDo("organization create a --type company --display-name en=First");
  const Outcome verified = Plenary("change verify");
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("verified"));
}

TEST_F(CommandLineTest, TheSampleYearLoadsAndLoadsAgain) {
  const Outcome first = Plenary("load", {SAMPLE});
  ASSERT_EQ(first.code, 0) << first.err;
  EXPECT_THAT(first.out, Not(HasSubstr("passed over")));
  const Outcome people = Plenary("participant list --event tibo-2023 -o jsonl");
  EXPECT_GT(std::count(people.out.begin(), people.out.end(), '\n'), 600);
  const Outcome again = Plenary("load", {SAMPLE});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(Plenary("participant list --event tibo-2023 -o jsonl").out, people.out);
  for (const char* state :
       {"nominated", "confirmed", "accepted", "waitlisted", "withdrawn", "substituted"}) {
    EXPECT_THAT(Plenary(absl::StrCat("participant list --event tibo-2023 --state ", state)).out,
                HasSubstr(state));
  }
}

TEST_F(CommandLineTest, AfterADayASecondLoadPassesOverWhatIsThere) {
  ASSERT_EQ(Plenary("load", {SAMPLE}).code, 0);
  const std::string people = Plenary("participant list -o jsonl").out;
  server_.clock().Forward(absl::Hours(72));
  ASSERT_TRUE(server_.server().Maintain().ok());
  const Outcome again = Plenary("load", {SAMPLE});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("passed over"));
  EXPECT_EQ(Plenary("participant list -o jsonl").out, people);
}

TEST_F(CommandLineTest, AContextStandsForItsServerAndItsEvent) {
  MakeForum();
  environment_.erase("PLENARY_SERVER");
  EXPECT_EQ(Plenary("context add here --event forum --server", {server_.server().address()}).code,
            0);
  MustDo("context add nowhere --server 127.0.0.1:1");
  EXPECT_EQ(Plenary("context add here --server 127.0.0.1:1").code, 5);
  EXPECT_EQ(Plenary("delegation get kursk").code, 0);
  EXPECT_EQ(Plenary("delegation get kursk --context nowhere").code, 4);
  EXPECT_EQ(Plenary("delegation get kursk --context never").code, 2);
  EXPECT_EQ(Plenary("context list -o csv").out,
            absl::StrCat("NAME,SERVER,EVENT,LANGUAGE,CURRENT\r\nhere,", server_.server().address(),
                         ",events/forum,,yes\r\nnowhere,127.0.0.1:1,,,no\r\n"));
  MustDo("context use nowhere");
  EXPECT_EQ(Plenary("delegation get kursk").code, 4);
  EXPECT_THAT(Plenary("context show").out, HasSubstr("127.0.0.1:1  context nowhere"));
  MustDo("context remove nowhere");
  EXPECT_EQ(Plenary("context use nowhere").code, 3);
}

TEST_F(CommandLineTest, ADamagedFileOfContextsStopsWhatNeedsAServer) {
  MustDo("context add here --server 127.0.0.1:1");
  std::ofstream(folder_ / "plenary/config.toml") << "current = here\n";
  const Outcome outcome = Plenary("event list");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("config.toml:1: "));
  EXPECT_EQ(Plenary("help values").code, 0);
}

TEST_F(CommandLineTest, IdsOnTheServerAreOffered) {
  MakeForum();
  EXPECT_EQ(Plenary("__complete -- event get f").out, "forum\tForum\n");
  EXPECT_EQ(Plenary("__complete -- organization get ku").out, "kursk\tKursk\n");
  EXPECT_EQ(Plenary("__complete -- delegation get --event forum ku").out, "kursk\tkursk\n");
  EXPECT_EQ(Plenary("__complete -- delegation get for").out, "forum/kursk\tkursk\n");
  EXPECT_EQ(Plenary("__complete -- participant list --event forum --category=del").out,
            "--category=delegate\tDelegate\n");
  EXPECT_EQ(Plenary("__complete -- participant list --delegation ku --event").out,
            "--event\tthe event that short names lie in\n");
}

TEST_F(CommandLineTest, DoctorFindsWhatIsMissingAndIsContentWhenItIsThere) {
  const Outcome sick = Plenary("doctor -o json");
  EXPECT_EQ(sick.code, 1);
  EXPECT_THAT(sick.out, AllOf(HasSubstr("\"ok\": false"), HasSubstr("\"verdict\": \"FAILURE\"")));
  ASSERT_TRUE(storage::NoteBackup(database_.uri(), server_.clock().Now()).ok());
  ASSERT_TRUE(server_.server().Maintain().ok());
  const Outcome well = Plenary("doctor -o csv");
  EXPECT_THAT(well.out, AllOf(HasSubstr("backup,GOOD,"), HasSubstr("server,GOOD,"),
                              HasSubstr("api,GOOD,"), HasSubstr("versions,GOOD,")));
  server_.clock().Forward(absl::Seconds(30));
  EXPECT_THAT(Plenary("doctor -o csv").out, HasSubstr("clock,WARNING,"));
  EXPECT_EQ(Plenary("doctor --server 127.0.0.1:1").code, 4);
}

TEST_F(CommandLineTest, ARussianReaderIsToldFirstWhatARefusalMeans) {
  environment_["LANG"] = "ru_BY.UTF-8";
  const Outcome outcome = Plenary("organization get nobody");
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.err, ::testing::StartsWith("plenary: Такого ресурса нет.\n  there is no "));
  EXPECT_THAT(outcome.err, HasSubstr("причина: RESOURCE_NOT_FOUND"));
  EXPECT_THAT(Plenary("organization list").out, HasSubstr("НАЗВАНИЕ"));
  EXPECT_THAT(Plenary("organization list -o csv").out, HasSubstr("ID,NAME,"));
}

TEST_F(CommandLineTest, ALineThatCannotBeLoadedIsNamed) {
  const std::string path = ::testing::TempDir() + "/bad_line.jsonl";
  std::ofstream(path) << "\n{\"method\": \"Dance\", \"request\": {}}\n";
  const Outcome outcome = Plenary("load", {path});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr(absl::StrCat(path, ":2: there is no method \"Dance\"")));
}

}  // namespace
}  // namespace plenary::cli
