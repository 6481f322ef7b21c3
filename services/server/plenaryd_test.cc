// The program itself, started as its users start it.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/engines.h"

namespace plenary::server {
namespace {

using ::testing::HasSubstr;

struct Outcome {
  int exit_code = -1;
  std::string output;  // standard output and error
};

Outcome RunShell(const std::string& command) {
  Outcome outcome;
  FILE* pipe = popen(absl::StrCat(command, " 2>&1").c_str(), "r");
  if (pipe == nullptr) return outcome;
  char buffer[4096];
  while (const size_t count = fread(buffer, 1, sizeof buffer, pipe)) {
    outcome.output.append(buffer, count);
  }
  const int status = pclose(pipe);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

Outcome Plenaryd(const std::string& arguments) {
  return RunShell(absl::StrCat(PLENARYD, " ", arguments));
}

// A plenaryd that runs until it is stopped.
class Daemon {
 public:
  explicit Daemon(const std::string& database) {
    int ends[2];
    if (pipe(ends) != 0) abort();
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      execl(PLENARYD, PLENARYD, "--database", database.c_str(), "--listen", "127.0.0.1:0",
            "--log-level", "off", nullptr);
      _exit(127);
    }
    close(ends[1]);
    FILE* output = fdopen(ends[0], "r");
    char line[256] = "";
    if (fgets(line, sizeof line, output) != nullptr) first_line_ = line;
    fclose(output);
  }
  ~Daemon() {
    if (pid_ > 0) Stop(SIGKILL);
  }

  // "listening on 127.0.0.1:PORT\n"
  const std::string& first_line() const { return first_line_; }
  std::string address() const {
    const std::string prefix = "listening on ";
    return first_line_.substr(prefix.size(), first_line_.size() - prefix.size() - 1);
  }
  // Its exit code, or -1 where the signal killed it.
  int Stop(int signal) {
    kill(pid_, signal);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t pid_ = 0;
  std::string first_line_;
};

class PlenarydTest : public ::testing::Test {
 protected:
  plenary::testing::Database database_{"sqlite"};
};

TEST_F(PlenarydTest, SaysWhereItListensAndEndsWellOnSigterm) {
  Daemon daemon(database_.uri());
  EXPECT_THAT(daemon.first_line(), ::testing::MatchesRegex("listening on 127.0.0.1:[0-9]+\n"));
  EXPECT_EQ(daemon.Stop(SIGTERM), 0);
}

TEST_F(PlenarydTest, ASecondProcessOnTheSameFileSaysSo) {
  Daemon daemon(database_.uri());
  const Outcome second =
      Plenaryd(absl::StrCat("--listen 127.0.0.1:0 --database ", database_.uri()));
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.output, HasSubstr("plenaryd: "));
  EXPECT_THAT(second.output, HasSubstr("holds the database file"));
}

TEST_F(PlenarydTest, APortInUseIsAnError) {
  Daemon daemon(database_.uri());
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
  EXPECT_THAT(outcome.output, HasSubstr("there is no identity yet"));
}

TEST_F(PlenarydTest, ReflectionListsEveryServiceForBufCurl) {
  Daemon daemon(database_.uri());
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
  Daemon daemon(database_.uri());
  const std::string curl = absl::StrCat(BUF, " curl --http2-prior-knowledge --protocol grpc ");
  const std::string base = absl::StrCat("http://", daemon.address(), "/");
  const Outcome health =
      RunShell(absl::StrCat(curl, "-d '{}' ", base, "grpc.health.v1.Health/Check"));
  EXPECT_THAT(health.output, HasSubstr("SERVING"));
  const Outcome status = RunShell(
      absl::StrCat(curl, "-d '{}' ", base, "plenary.v1.MonitoringService/GetServerStatus"));
  EXPECT_THAT(status.output, HasSubstr("\"engine\": \"sqlite\""));
  const Outcome refused = RunShell(absl::StrCat(curl, "-d '{\"name\": \"people/nobody\"}' ", base,
                                                "plenary.v1.DirectoryService/GetPerson"));
  EXPECT_NE(refused.exit_code, 0);
  EXPECT_THAT(refused.output, HasSubstr("google.rpc.ErrorInfo"));
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
