// The program itself, as shells and man see it.
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

struct Outcome {
  int code = -1;
  std::string output;
};

class ProgramTest : public ::testing::Test {
 protected:
  // What a shell command writes, on both streams. No server listens on port 1.
  Outcome Shell(const std::string& command, const std::string& locale = "C.UTF-8") {
    const std::string whole =
        absl::StrCat("export LC_ALL=", locale, " XDG_CONFIG_HOME=", folder_.path(),
                     " HOME=", folder_.path(), " PLENARY_SERVER=127.0.0.1:1 PATH=", PLENARY_FOLDER,
                     ":$PATH; cd ", folder_.path(), "; exec 2>&1; ", command);
    Outcome outcome;
    FILE* pipe = popen(whole.c_str(), "r");
    if (pipe == nullptr) return outcome;
    char buffer[4096];
    while (const size_t count = fread(buffer, 1, sizeof buffer, pipe)) {
      outcome.output.append(buffer, count);
    }
    const int status = pclose(pipe);
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
  }

  // What bash offers for a line whose words are these, the last one under the cursor.
  std::string Bash(const std::vector<std::string>& words) {
    return Shell(absl::StrCat("bash -c 'source <(plenary completion bash); COMP_WORDS=(",
                              absl::StrJoin(words, " "),
                              "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _plenary plenary; "
                              "printf \"%s\\n\" \"${COMPREPLY[@]}\"'"))
        .output;
  }
  // The same in zsh, with the functions of its completion system that show the offers.
  std::string Zsh(const std::vector<std::string>& words) {
    return Shell(
               absl::StrCat(
                   "zsh -fc 'source <(plenary completion zsh); "
                   "_describe() { print -rl -- \"${(@P)2}\"; }; _files() { print files; }; words=(",
                   absl::StrJoin(words, " "), "); CURRENT=${#words}; _plenary'"))
        .output;
  }
  std::string Fish(const std::string& line) {
    return Shell(
               absl::StrCat("fish --no-config -c 'plenary completion fish | source; complete -C \"",
                            line, "\"'"))
        .output;
  }

  plenary::testing::TemporaryFolder folder_;
};

TEST_F(ProgramTest, BashOffersCommandsFlagsAndValues) {
  EXPECT_EQ(Bash({"plenary", "org"}), "organization\n");
  EXPECT_THAT(Bash({"plenary", "event", "\"\""}),
              AllOf(HasSubstr("publish\n"), HasSubstr("get\n")));
  EXPECT_EQ(Bash({"plenary", "event", "list", "--sta"}), "--state\n");
  EXPECT_EQ(Bash({"plenary", "event", "list", "--state", "pub"}), "published\n");
  EXPECT_EQ(Bash({"plenary", "-o", "j"}), "json\njsonl\n");
}

TEST_F(ProgramTest, BashOffersTheValueAloneBehindAnEqualsSign) {
  EXPECT_EQ(Bash({"plenary", "event", "list", "--state", "=", "pub"}), "published\n");
  EXPECT_THAT(Bash({"plenary", "-o", "csv", "event", "list", "--role", "="}),
              AllOf(HasSubstr("hosted\n"), Not(HasSubstr("--role"))));
}

TEST_F(ProgramTest, BashOffersFilesWhereAFileIsWanted) {
  ASSERT_EQ(Shell("touch 'people of kursk.jsonl'").code, 0);
  EXPECT_EQ(Bash({"plenary", "load", "peo"}), "people of kursk.jsonl\n");
  EXPECT_EQ(Bash({"plenary", "person", "batch", "--rows", "peo"}), "people of kursk.jsonl\n");
}

TEST_F(ProgramTest, ZshOffersThemWithTheirMeaning) {
  EXPECT_EQ(Zsh({"plenary", "org"}), "organization:States, regions, authorities, companies\n");
  EXPECT_EQ(Zsh({"plenary", "event", "list", "--state", "pub"}), "published:\n");
  EXPECT_EQ(Zsh({"plenary", "load", "\"\""}), "files\n");
}

TEST_F(ProgramTest, FishOffersThemWithTheirMeaning) {
  EXPECT_EQ(Fish("plenary org"), "organization\tStates, regions, authorities, companies\n");
  EXPECT_THAT(Fish("plenary event list --state pub"), HasSubstr("published"));
  EXPECT_EQ(Fish("plenary event li"), "list\tList events\n");
}

TEST_F(ProgramTest, ContextsAreOfferedByName) {
  ASSERT_EQ(Shell("plenary context add minsk --server 127.0.0.1:1 && "
                  "plenary context add moscow --server 127.0.0.1:2")
                .code,
            0);
  EXPECT_EQ(Bash({"plenary", "context", "use", "m"}), "minsk\nmoscow\n");
  EXPECT_EQ(Bash({"plenary", "--context", "mi"}), "minsk\n");
}

TEST_F(ProgramTest, AServerThatDoesNotAnswerCostsTheTypistNothing) {
  EXPECT_EQ(Bash({"plenary", "event", "get", "t"}), "\n");
}

TEST_F(ProgramTest, ThePagesOfTheManualAreCleanRoff) {
  const std::string check =
      "for page in '' $(plenary __complete -- man '' | cut -f 1); do "
      "plenary man $page >page.1 || echo no page $page; "
      "mandoc -Tlint -Wwarning page.1; groff -man -ww -z -k -Tutf8 page.1; done";
  for (const char* locale : {"C.UTF-8", "ru_RU.UTF-8"}) {
    EXPECT_THAT(Shell(check, locale).output, IsEmpty()) << locale;
  }
}

TEST_F(ProgramTest, ThePagesTellWhatTheProgramDoes) {
  const std::string page = Shell("plenary man delegation | mandoc -Tutf8 | col -b").output;
  EXPECT_THAT(page, AllOf(HasSubstr("plenary delegation register"), HasSubstr("--dry-run"),
                          HasSubstr("Register a delegation with its participants")));
  EXPECT_THAT(Shell("plenary man", "ru_RU.UTF-8").output,
              AllOf(HasSubstr("КОДЫ ЗАВЕРШЕНИЯ"), HasSubstr("PLENARY_CONTEXT"),
                    HasSubstr("plenary\\-delegation\\fR(1)")));
}

TEST_F(ProgramTest, TheLanguageOfTheTextsFollowsTheLocale) {
  EXPECT_THAT(Shell("plenary --help").output, HasSubstr("Delegations to an event"));
  EXPECT_THAT(Shell("plenary --help", "ru_RU.UTF-8").output,
              AllOf(HasSubstr("Использование:"), HasSubstr("Делегации на мероприятии"),
                    HasSubstr("Показать эту справку")));
  EXPECT_THAT(Shell("plenary event list", "ru_RU.UTF-8").output,
              AllOf(HasSubstr("Сервер недоступен."), HasSubstr("дальше: ")));
  EXPECT_THAT(Shell("plenary event list --role guest", "ru_RU.UTF-8").output,
              HasSubstr("Ошибка в команде или в её значении."));
}

}  // namespace
}  // namespace plenary::cli
