#include "clients/cli/planning_progress.h"

#include <algorithm>
#include <sstream>
#include <string>

#include "absl/strings/str_split.h"
#include "clients/cli/text_table.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::cli {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

PlanningState At(double seconds, absl::optional<int64_t> best, int64_t bound) {
  PlanningState state;
  state.best = best;
  state.bound = bound;
  state.placed = 55;
  state.unplaced = 2;
  state.elapsed = absl::Seconds(seconds);
  state.limit = absl::Seconds(30);
  return state;
}

class PlanningProgressTest : public ::testing::Test {
 protected:
  Terminal& Make(bool is_tty, const std::string& locale = "en_GB.UTF-8", int columns = 100) {
    terminal_.err_is_tty = is_tty;
    terminal_.columns = columns;
    terminal_.environment["LC_ALL"] = locale;
    return terminal_;
  }

  std::istringstream in_;
  std::ostringstream out_;
  std::ostringstream err_;
  Terminal terminal_{in_, out_, err_, false, {}};
};

TEST_F(PlanningProgressTest, OneLineIsDrawnOverUntilThePlanIsProved) {
  {
    PlanningProgress progress(Make(true), false);
    progress.Show(At(0, absl::nullopt, 0));
    progress.Show(At(2, 120, 90));
    progress.Show(At(7.5, 100, 100));
  }
  EXPECT_EQ(err_.str(),
            "\r\033[Kplanning  0:00/0:30  no plan yet"
            "\r\033[Kplanning  0:02/0:30  55 of 57 placed  score 120  bound 90  gap 25.0 %"
            "\r\033[Kplanning  0:07/0:30  55 of 57 placed  score 100  bound 100  proved best\n");
}

TEST_F(PlanningProgressTest, TheLineIsNeverWiderThanTheTerminal) {
  {
    PlanningProgress progress(Make(true, "ru_RU.UTF-8", 40), false);
    progress.Show(At(2, 120, 90));
  }
  for (const auto line : absl::StrSplit(err_.str(), absl::ByAnyChar("\r\n"))) {
    EXPECT_LT(DisplayWidth(line), 40 + 3) << line;  // the three are the code that clears it
  }
  EXPECT_THAT(err_.str(), HasSubstr("…"));
}

TEST_F(PlanningProgressTest, ALogHasALineForBetterPlansAndForTheEnd) {
  {
    PlanningProgress progress(Make(false), false);
    for (int i = 0; i < 100; ++i) progress.Show(At(i / 10.0, i < 60 ? 120 : 110, 90));
    progress.Show(At(10, 110, 110));
  }
  const std::string lines = err_.str();
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 3) << lines;
  EXPECT_THAT(lines, AllOf(HasSubstr("0:06/0:30  55 of 57 placed  score 110  bound 90"),
                           EndsWith("bound 110  proved best\n"), Not(HasSubstr("\r"))));
}

TEST_F(PlanningProgressTest, WhatStaysTheSameIsLoggedOnce) {
  {
    PlanningProgress progress(Make(false), false);
    for (int i = 0; i < 3; ++i) progress.Show(At(9, 120, 90));
  }
  const std::string lines = err_.str();
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 1) << lines;
}

TEST_F(PlanningProgressTest, ItSpeaksRussian) {
  {
    PlanningProgress progress(Make(false, "ru_RU.UTF-8"), false);
    progress.Show(At(2, 120, 90));
  }
  EXPECT_EQ(err_.str(),
            "планирование  0:02/0:30  размещено 55 из 57  баллы 120  граница 90  разрыв 25.0 %\n");
}

TEST_F(PlanningProgressTest, WhereProgramsReadItIsSilent) {
  {
    PlanningProgress progress(Make(true), true);
    progress.Show(At(2, 120, 90));
  }
  EXPECT_THAT(err_.str(), IsEmpty());
}

TEST(GapTextTest, WhatIsNotProvedIsNeverRoundedToNothing) {
  EXPECT_EQ(GapText(100, 100), "0 %");
  EXPECT_EQ(GapText(1'000'000, 999'999), "0.1 %");
  EXPECT_EQ(GapText(200, 0), "100.0 %");
}

}  // namespace
}  // namespace plenary::cli
