// The newcomer's way: the sample year, the command line, the twenty-line example, and a gRPC client
// that knows nothing but the protos.
#include <algorithm>
#include <csignal>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
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

// The commands in the code blocks of a page, in order; with a `heading` those below it, up to the
// next one.
std::vector<std::string> CommandsIn(const std::string& path, const std::string& heading) {
  std::ifstream file(path);
  std::vector<std::string> commands;
  bool has_begun = heading.empty();
  bool is_code = false;
  for (std::string line; std::getline(file, line);) {
    if (!heading.empty() && absl::StartsWith(line, "## ")) has_begun = line == heading;
    if (absl::StartsWith(line, "```")) is_code = !is_code && line == "```";
    const bool is_command = absl::StartsWith(line, "plenary ") || absl::StartsWith(line, "export ");
    if (has_begun && is_code && is_command) commands.push_back(line);
  }
  return commands;
}

class NewcomerTest : public ::testing::TestWithParam<std::string> {
 protected:
  Outcome Plenary(const std::string& words) const {
    return RunShell(absl::StrCat(PLENARY_CLI, " --server ", daemon_.address(), " ", words));
  }
  // Calls a method by the protos alone, as any other gRPC client would.
  Outcome Curl(const std::string& method, const std::string& json) const {
    return RunShell(absl::StrCat(BUF, " curl --protocol grpc --http2-prior-knowledge --schema ",
                                 PROTO, " -H 'authorization: Bearer ", daemon_.token(), "' -d '",
                                 json, "' http://", daemon_.address(), "/", method));
  }

  // Runs the commands in one shell and an empty folder, and expects each to succeed.
  void RunAll(const std::vector<std::string>& commands) const {
    const testing::TemporaryFolder folder;
    const std::string script = folder / "commands.sh";
    std::ofstream file(script);
    file << "cd " << folder.path() << "\nset -e\n"
         << "export LC_ALL=C.UTF-8 PLENARY_SERVER=" << daemon_.address() << "\n"
         << "plenary() { echo \"> $*\" >&2; " << PLENARY_CLI << " \"$@\"; }\n";
    for (const std::string& command : commands) file << command << "\n";
    file.close();
    const Outcome outcome = RunShell(absl::StrCat("bash ", script));
    EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  }

  const testing::Database database_{GetParam()};
  Daemon daemon_{PLENARYD, database_.uri()};
};
INSTANTIATE_TEST_SUITE_P(Engines, NewcomerTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(NewcomerTest, LoadsTheSampleRegistersADelegationAndReadsItBackInFourWays) {
  const Outcome loaded = Plenary(absl::StrCat("load ", SAMPLE));
  ASSERT_EQ(loaded.exit_code, 0) << loaded.output;
  const Outcome organization =
      Plenary("organization create newcomer --type company --display-name en=Newcomer");
  ASSERT_EQ(organization.exit_code, 0) << organization.output;
  const Outcome delegation = Plenary(
      "delegation register newcomer --event tibo-2023 --organization newcomer "
      "--reason 'registered by the secretariat for the test'");
  ASSERT_EQ(delegation.exit_code, 0) << delegation.output;
  const Outcome person = Plenary(
      "participant register --event tibo-2023 --delegation newcomer --category exhibitor "
      "--name en=Examplewoman,Ann --confirm --reason 'late' --when-full overbook");
  ASSERT_EQ(person.exit_code, 0) << person.output;

  EXPECT_THAT(Plenary("participant list --event tibo-2023 --delegation newcomer").output,
              HasSubstr("Examplewoman Ann"));
  const Outcome example =
      RunShell(absl::StrCat(PARTICIPANTS, " ", daemon_.address(), " events/tibo-2023"));
  EXPECT_EQ(example.exit_code, 0);
  EXPECT_THAT(example.output,
              HasSubstr("Examplewoman Ann, events/tibo-2023/categories/exhibitor\n"));
  const std::vector<std::string> lines = absl::StrSplit(example.output, '\n');
  EXPECT_GT(lines.size(), 300u);
  EXPECT_THAT(
      Curl("plenary.v1.DelegationService/ListParticipants",
           R"({"parent": "events/tibo-2023", "filter": "sort_name:\"Examplewoman\""})")
          .output,
      AllOf(HasSubstr("\"displayName\": \"Examplewoman Ann\""), Not(HasSubstr("nextPageToken"))));
  EXPECT_EQ(daemon_.Stop(SIGTERM), 0);
}

TEST_P(NewcomerTest, AnotherGrpcClientRegistersByTheProtosAlone) {
  ASSERT_EQ(Plenary(absl::StrCat("load ", SAMPLE)).exit_code, 0);
  const std::string request = R"({"parent": "events/tibo-2023", "delegation_id": "other",
      "delegation": {"organization": "organizations/kursk"}, "reason": "late", "request_id": "once",
      "participants": [{"participant": {"category": "events/tibo-2023/categories/support"},
        "new_person": {"names": [{"language": "zh", "script": "Hans", "family_name": "示",
                                  "given_name": "例"}]}}]})";
  const Outcome first = Curl("plenary.v1.DelegationService/RegisterDelegation", request);
  ASSERT_EQ(first.exit_code, 0) << first.output;
  EXPECT_THAT(first.output, HasSubstr("\"name\": \"events/tibo-2023/delegations/other\""));
  // The same request_id gives the same answer, the ids of participants included.
  EXPECT_EQ(Curl("plenary.v1.DelegationService/RegisterDelegation", request).output, first.output);
  const Outcome refused =
      Curl("plenary.v1.DelegationService/GetDelegation", R"({"name": "events/tibo-2023"})");
  EXPECT_NE(refused.exit_code, 0);
  EXPECT_THAT(refused.output,
              AllOf(HasSubstr("invalid_argument"), HasSubstr("google.rpc.ErrorInfo")));
}

TEST_P(NewcomerTest, TheScheduleDoesWhatTheFirstPageSays) {
  ASSERT_EQ(Plenary(absl::StrCat("load ", SAMPLE)).exit_code, 0);
  std::vector<std::string> commands = CommandsIn(README, "## On the command line");
  const auto is_of_schedule = [](const std::string& command) {
    return absl::StrContains(command, "schedule") || absl::StrContains(command, "session create") ||
           absl::StrContains(command, "itinerary") || absl::StrContains(command, "document ");
  };
  commands.erase(std::remove_if(commands.begin(), commands.end(), std::not_fn(is_of_schedule)),
                 commands.end());
  EXPECT_EQ(commands.size(), 9u);
  RunAll(commands);
}

TEST_P(NewcomerTest, EveryCommandOfThePageAboutTheScheduleWorks) {
  ASSERT_EQ(Plenary(absl::StrCat("load ", SAMPLE)).exit_code, 0);
  const std::vector<std::string> commands = CommandsIn(SCHEDULE_PAGE, "");
  EXPECT_GT(commands.size(), 40u);
  RunAll(commands);
  const Outcome programme = RunShell(absl::StrCat(PROGRAMME, " ", daemon_.address()));
  EXPECT_EQ(programme.exit_code, 0);
  EXPECT_THAT(programme.output,
              HasSubstr("2023-04-18\n10:00 Opening of the forum, Halls A and B\n"));
}

TEST_P(NewcomerTest, TheMeetingsArePlannedAsTheFirstPageSays) {
  ASSERT_EQ(Plenary(absl::StrCat("load ", SAMPLE)).exit_code, 0);
  const std::vector<std::string> commands = CommandsIn(README, "## Plan the meetings");
  EXPECT_EQ(commands.size(), 8u);
  RunAll(commands);
  const Outcome explained =
      Plenary("plan explain events/tibo-2023/meetingRequests/chelyabinsk-liyun -o json");
  EXPECT_THAT(explained.output, HasSubstr("\"standing\": \"IMPOSSIBLE\""));
  EXPECT_THAT(Plenary("request list --event tibo-2023 --state scheduled -o jsonl").output,
              HasSubstr("nebylitsa-cloud-kursk"));
}

TEST_P(NewcomerTest, EveryCommandOfThePageAboutMeetingsWorks) {
  ASSERT_EQ(Plenary(absl::StrCat("load ", SAMPLE)).exit_code, 0);
  const std::vector<std::string> commands = CommandsIn(MEETINGS_PAGE, "");
  EXPECT_GT(commands.size(), 25u);
  RunAll(commands);
  const Outcome planned = RunShell(absl::StrCat(PLAN_MEETINGS, " ", daemon_.address()));
  EXPECT_EQ(planned.exit_code, 0);
  EXPECT_THAT(planned.output, HasSubstr("meetings created, 1 without a place"));
}

TEST_P(NewcomerTest, EveryCommandFromATopicToAFigureWorks) {
  ASSERT_EQ(Plenary(absl::StrCat("load ", SAMPLE)).exit_code, 0);
  for (const char* page : {NEGOTIATIONS_PAGE, CONTROL_PAGE, FIGURES_PAGE}) {
    const std::vector<std::string> commands = CommandsIn(page, "## From the command line");
    EXPECT_GE(commands.size(), 9u) << page;
    RunAll(commands);
  }
}

TEST_P(NewcomerTest, TheWayFromAMeetingToAFigureIsWalked) {
  ASSERT_EQ(Plenary(absl::StrCat("load ", SAMPLE)).exit_code, 0);
  const std::vector<std::string> commands =
      CommandsIn(NEGOTIATIONS_PAGE, "## From a meeting to a figure");
  EXPECT_EQ(commands.size(), 11u);
  RunAll(commands);
}

TEST_P(NewcomerTest, OneCommandTellsWhatCameOfAMeetingAndOneWritesTheReport) {
  ASSERT_EQ(Plenary(absl::StrCat("load ", SAMPLE)).exit_code, 0);
  const std::vector<std::string> commands = CommandsIn(CLI_PAGE, "## What came of it");
  EXPECT_EQ(commands.size(), 6u);
  RunAll(commands);
  const Outcome traced = Plenary("trace Kursk Region --on 2023-08-24");
  EXPECT_EQ(traced.exit_code, 0);
  EXPECT_THAT(traced.output,
              AllOf(HasSubstr("result: Pilot of"), HasSubstr("Where the thread breaks off"),
                    HasSubstr("Figures that accompany the results"), HasSubstr("illustrative"),
                    Not(HasSubstr("third party"))));
}

}  // namespace
}  // namespace plenary::e2e
