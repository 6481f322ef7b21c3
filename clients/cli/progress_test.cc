#include "clients/cli/progress.h"

#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::cli {
namespace {

using Unit = Progress::Unit;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class ProgressTest : public ::testing::Test {
 protected:
  Terminal& Make(bool is_tty, const std::string& locale = "en_GB.UTF-8") {
    terminal_.err_is_tty = is_tty;
    terminal_.environment["LC_ALL"] = locale;
    return terminal_;
  }
  absl::Time At(double seconds) const { return absl::UnixEpoch() + absl::Seconds(seconds); }

  std::istringstream in_;
  std::ostringstream out_;
  std::ostringstream err_;
  Terminal terminal_{in_, out_, err_, false, {}};
};

TEST_F(ProgressTest, ABarIsDrawnOverAndEndsItsLine) {
  {
    Progress progress(Make(true), false);
    progress.Show("applying", 0, 1000, Unit::kRows, At(0));
    progress.Show("applying", 500, 1000, Unit::kRows, At(2));
  }
  EXPECT_EQ(err_.str(),
            "\r\033[Kapplying  ░░░░░░░░░░░░░░░░░░░░░░░░  0 %  0/1000 rows"
            "\r\033[Kapplying  ████████████░░░░░░░░░░░░  50 %  500/1000 rows  250/s  0:02 left\n");
}

TEST_F(ProgressTest, WhereNobodyLooksALineComesEveryFiveSeconds) {
  Progress progress(Make(false), false);
  for (int i = 0; i <= 100; ++i) progress.Show("applying", i, 100, Unit::kRows, At(i / 10.0));
  progress.End();
  const std::string lines = err_.str();
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 3);
  EXPECT_THAT(lines,
              AllOf(HasSubstr("applying  50 %  50/100 rows  10/s  0:05 left\n"),
                    EndsWith("applying  100 %  100/100 rows  10/s\n"), Not(HasSubstr("\r"))));
}

TEST_F(ProgressTest, WithoutATotalThereIsNeitherBarNorTimeLeft) {
  Progress progress(Make(true), false);
  progress.Show("reading", 10, 0, Unit::kRows, At(0));
  progress.Show("reading", 30, 0, Unit::kRows, At(2));
  EXPECT_THAT(err_.str(), EndsWith("\r\033[Kreading  30 rows  10/s"));
}

TEST_F(ProgressTest, EachPhaseHasItsLineAndItsSpeed) {
  Progress progress(Make(true, "C"), false);
  progress.Show("uploading", 0, 8'000'000, Unit::kBytes, At(0));
  progress.Show("uploading", 4'000'000, 8'000'000, Unit::kBytes, At(2));
  progress.Show("applying", 0, 9000, Unit::kRows, At(100));
  progress.Show("applying", 1, 9000, Unit::kRows, At(101));
  EXPECT_THAT(err_.str(),
              AllOf(HasSubstr("uploading  ############............  50 %  4.0/8.0 MB  2.0 MB/s  "
                              "0:02 left\n\r\033[Kapplying"),
                    EndsWith("1/9000 rows  1/s  2:29:59 left")));
}

TEST_F(ProgressTest, ItSpeaksRussian) {
  Progress progress(Make(false, "ru_RU.UTF-8"), false);
  progress.Show("запись", 0, 100, Unit::kRows, At(0));
  progress.Show("запись", 100, 100, Unit::kRows, At(10));
  EXPECT_THAT(err_.str(), EndsWith("запись  100 %  строк: 100/100  10/с\n"));
}

TEST_F(ProgressTest, WhereProgramsReadItIsSilent) {
  Progress progress(Make(true), true);
  progress.Show("applying", 1, 2, Unit::kRows, At(0));
  progress.End();
  EXPECT_THAT(err_.str(), IsEmpty());
}

}  // namespace
}  // namespace plenary::cli
