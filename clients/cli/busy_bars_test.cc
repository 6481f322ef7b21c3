#include "clients/cli/busy_bars.h"

#include <string>

#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "clients/cli/text_table.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::cli {
namespace {

using Kind = BusyTime::Kind;
using ::testing::HasSubstr;

const absl::TimeZone kMinsk = absl::FixedTimeZone(3 * 60 * 60);

absl::Time At(int hour, int minute = 0, int day = 18) {
  return absl::FromCivil(absl::CivilMinute(2023, 4, day, hour, minute), kMinsk);
}

TEST(BusyBarsTest, AQuarterOfAnHourIsOneMark) {
  EXPECT_EQ(DrawBusy({{"Примерова", {{At(10), At(11)}, {At(11, 30), At(12), Kind::kHeld}}},
                      {"Hall A", {{At(9), At(10), Kind::kUnavailable}}}},
                     At(9), At(13), kMinsk, 80, true),
            "2023-04-18  09:00   11:00\n"
            "Примерова   ····████··▒▒····\n"
            "Hall A      ░░░░············\n");
}

TEST(BusyBarsTest, WithoutUtf8MarksAreOfAscii) {
  EXPECT_THAT(DrawBusy({{"A", {{At(9), At(9, 30)}}}}, At(9), At(10), kMinsk, 80, false),
              HasSubstr("A           ##..\n"));
}

TEST(BusyBarsTest, EachDayHasItsBarsOverTheHoursThatMatter) {
  const std::string drawn = DrawBusy({{"A", {{At(7), At(9)}, {At(10, 0, 19), At(11, 0, 19)}}}},
                                     At(0), At(0, 0, 20), kMinsk, 80, true);
  EXPECT_THAT(drawn, HasSubstr("2023-04-18  07:00 "));
  EXPECT_THAT(drawn, HasSubstr("\n\n2023-04-19  08:00 "));
}

TEST(BusyBarsTest, WhatIsBookedGoesBeforeWhatIsHeldInTheSameMark) {
  EXPECT_THAT(DrawBusy({{"A", {{At(9), At(10), Kind::kHeld}, {At(9), At(10)}}}}, At(9), At(10),
                       kMinsk, 80, true),
              HasSubstr("████\n"));
}

TEST(BusyBarsTest, BarsFitIntoTheTerminal) {
  const std::string drawn = DrawBusy({{"A name that is much longer than it should ever be", {}}},
                                     At(0), At(0, 0, 20), kMinsk, 60, true);
  for (const auto line : absl::StrSplit(drawn, '\n')) EXPECT_LE(DisplayWidth(line), 60) << line;
}

}  // namespace
}  // namespace plenary::cli
