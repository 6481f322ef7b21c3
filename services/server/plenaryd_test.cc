// The program itself, started as its users start it.
#include <sys/stat.h>

#include <csignal>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/daemon.h"
#include "tests/testing/engines.h"

namespace plenary::server {
namespace {

using plenary::testing::Daemon;
using plenary::testing::Outcome;
using plenary::testing::RunShell;
using ::testing::HasSubstr;

Outcome Plenaryd(const std::string& arguments) {
  return RunShell(absl::StrCat(PLENARYD, " ", arguments));
}

class PlenarydTest : public ::testing::Test {
 protected:
  plenary::testing::Database database_{"sqlite"};
};

TEST_F(PlenarydTest, SaysWhereItListensAndEndsWellOnSigterm) {
  Daemon daemon(PLENARYD, database_.uri());
  EXPECT_THAT(daemon.first_line(), ::testing::MatchesRegex("listening on 127.0.0.1:[0-9]+\n"));
  EXPECT_EQ(daemon.Stop(SIGTERM), 0);
}

TEST_F(PlenarydTest, ASecondProcessOnTheSameFileSaysSo) {
  Daemon daemon(PLENARYD, database_.uri());
  const Outcome second =
      Plenaryd(absl::StrCat("--listen 127.0.0.1:0 --database ", database_.uri()));
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.output, HasSubstr("plenaryd: "));
  EXPECT_THAT(second.output, HasSubstr("holds the database file"));
}

TEST_F(PlenarydTest, APortInUseIsAnError) {
  Daemon daemon(PLENARYD, database_.uri());
  const plenary::testing::Database other("sqlite");
  const Outcome second =
      Plenaryd(absl::StrCat("--listen ", daemon.address(), " --database ", other.uri()));
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.output, HasSubstr("another program uses the port"));
}

TEST_F(PlenarydTest, ListeningBeyondLoopbackIsAnErrorThatSaysWhy) {
  const Outcome outcome =
      Plenaryd(absl::StrCat("--listen 0.0.0.0:7780 --database ", database_.uri()));
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.output, HasSubstr("without TLS"));
}

TEST_F(PlenarydTest, TheDatabaseIsForItsOwnUserAlone) {
  Daemon daemon(PLENARYD, database_.uri());
  for (const char* suffix : {"", "-wal"}) {
    struct stat made = {};
    ASSERT_EQ(stat((database_.path() + suffix).c_str(), &made), 0) << suffix;
    EXPECT_EQ(made.st_mode & (S_IRWXG | S_IRWXO), 0u) << suffix;
  }
}

TEST_F(PlenarydTest, ReflectionListsEveryServiceForBufCurl) {
  Daemon daemon(PLENARYD, database_.uri());
  const Outcome listed = RunShell(absl::StrCat(BUF,
                                               " curl --http2-prior-knowledge --protocol grpc "
                                               "--list-services http://",
                                               daemon.address()));
  ASSERT_EQ(listed.exit_code, 0) << listed.output;
  for (const char* service :
       {"plenary.v1.DirectoryService", "plenary.v1.EventService", "plenary.v1.DelegationService",
        "plenary.v1.ChangeService", "plenary.v1.MonitoringService", "google.longrunning.Operations",
        "grpc.health.v1.Health"}) {
    EXPECT_THAT(listed.output, HasSubstr(service));
  }
}

TEST_F(PlenarydTest, BufCurlCallsByReflectionAlone) {
  Daemon daemon(PLENARYD, database_.uri());
  const std::string stranger = absl::StrCat(BUF, " curl --http2-prior-knowledge --protocol grpc ");
  const std::string curl =
      absl::StrCat(stranger, "-H 'authorization: Bearer ", daemon.token(), "' ");
  const std::string base = absl::StrCat("http://", daemon.address(), "/");
  const Outcome health =
      RunShell(absl::StrCat(stranger, "-d '{}' ", base, "grpc.health.v1.Health/Check"));
  EXPECT_THAT(health.output, HasSubstr("SERVING"));
  const Outcome status = RunShell(
      absl::StrCat(curl, "-d '{}' ", base, "plenary.v1.MonitoringService/GetServerStatus"));
  EXPECT_THAT(status.output, HasSubstr("\"engine\": \"sqlite\""));
  const Outcome refused = RunShell(absl::StrCat(curl, "-d '{\"name\": \"people/nobody\"}' ", base,
                                                "plenary.v1.DirectoryService/GetPerson"));
  EXPECT_NE(refused.exit_code, 0);
  EXPECT_THAT(refused.output, HasSubstr("google.rpc.ErrorInfo"));
  const Outcome unknown = RunShell(
      absl::StrCat(stranger, "-d '{}' ", base, "plenary.v1.MonitoringService/GetServerStatus"));
  EXPECT_THAT(unknown.output, HasSubstr("unauthenticated"));
}

TEST(PlenarydOptions, AnOptionThatIsNoneIsAUsageError) {
  EXPECT_EQ(Plenaryd("--max-cals 5").exit_code, 2);
  EXPECT_EQ(Plenaryd("--max-calls many").exit_code, 2);
  EXPECT_EQ(Plenaryd("--config /nowhere/plenary.conf").exit_code, 2);
  EXPECT_EQ(Plenaryd("--help").exit_code, 0);
}

TEST(PlenarydOptions, WhatIsInForceCanBePrinted) {
  const Outcome outcome = RunShell(absl::StrCat("PLENARY_MAX_CALLS=5 PLENARY_MAX_STREAMS=5 ",
                                                PLENARYD, " --max-calls 7 --print-config"));
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.output, HasSubstr("\nmax-calls = 7\n"));
  EXPECT_THAT(outcome.output, HasSubstr("\nmax-streams = 5\n"));
}

}  // namespace
}  // namespace plenary::server
