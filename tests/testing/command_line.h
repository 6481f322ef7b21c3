// The program in this process, against a real server, for tests of what it says and does.
#ifndef PLENARY_TESTS_TESTING_COMMAND_LINE_H_
#define PLENARY_TESTS_TESTING_COMMAND_LINE_H_

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/cli/command_line.h"
#include "clients/cli/terminal.h"
#include "gtest/gtest.h"
#include "tests/testing/engines.h"
#include "tests/testing/running_server.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::testing {

struct Outcome {
  int code = -1;
  std::string out;
  std::string err;
};

class CommandLineTest : public ::testing::Test {
 protected:
  // Words are divided by blanks; a text with blanks is added in `more`.
  Outcome Plenary(const std::string& words, const std::vector<std::string>& more = {},
                  const std::string& input = "") {
    std::vector<std::string> arguments = absl::StrSplit(words, ' ');
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    cli::Terminal terminal{in, out, err, false, environment_};
    terminal.in_is_tty = in_is_tty_;
    Outcome outcome;
    outcome.code = cli::Run(arguments, terminal);
    outcome.out = out.str();
    outcome.err = err.str();
    return outcome;
  }
  void MustDo(const std::string& words, const std::vector<std::string>& more = {}) {
    const Outcome outcome = Plenary(words, more);
    ASSERT_EQ(outcome.code, 0) << words << "\n" << outcome.err;
  }
  // An event with a category of two seats and a delegation.
  void MakeForum() {
    MustDo("organization create kursk --type region --display-name en=Kursk");
    MustDo(
        "event create forum --kind forum --role hosted --time-zone Europe/Minsk "
        "--display-name en=Forum --start 2030-04-18 --end 2030-04-22 --seat-policy on-nomination");
    MustDo("category create delegate --event forum --display-name en=Delegate");
    MustDo("event publish forum");
    MustDo("delegation register kursk --event forum --organization kursk --quota delegate=2");
  }
  Outcome Register(const std::string& family, const std::string& more = "") {
    return Plenary(
        absl::StrCat("participant register --event forum --delegation kursk --category "
                     "delegate -o csv --name en=",
                     family, more));
  }
  // The id in the first column of the only row.
  static std::string IdIn(const Outcome& outcome) {
    const std::vector<std::string> lines = absl::StrSplit(outcome.out, "\r\n");
    return lines.size() < 2 ? "" : std::string(*absl::StrSplit(lines[1], ',').begin());
  }

  Database database_{"sqlite"};
  RunningServer server_{database_.uri()};
  TemporaryFolder folder_;
  std::map<std::string, std::string> environment_ = {{"PLENARY_SERVER", server_.server().address()},
                                                     {"PLENARY_TOKEN", server_.admin_secret()},
                                                     {"XDG_CONFIG_HOME", folder_.path()}};
  bool in_is_tty_ = false;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_COMMAND_LINE_H_
