#include "clients/cli/day_grid.h"

#include <string>

#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "clients/cli/text_table.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

absl::Time At(int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(2023, 4, 18, hour, minute), absl::UTCTimeZone());
}

// Two halls with one talk over two others, and a break for all.
DayGrid Morning() {
  DayGrid grid;
  grid.zone = absl::UTCTimeZone();
  grid.rooms = {"Зал А", "B厅"};
  grid.items = {{0, At(10), At(11), "Открытие"},
                {1, At(10), At(10, 30), "论坛开幕式"},
                {1, At(10, 30), At(11), "Questions"}};
  return grid;
}

TEST(DayGridTest, RoomsStandSideBySideAndTimeRunsDown) {
  EXPECT_EQ(DrawDay(Morning(), 42, true),
            "        Зал А            B厅\n"
            "10:00 ├────────────────┼────────────────┤\n"
            "      │ Открытие       │ 论坛开幕式     │\n"
            "10:30 │                ├────────────────┤\n"
            "      │                │ Questions      │\n"
            "11:00 ├────────────────┼────────────────┤\n");
}

TEST(DayGridTest, WithoutUtf8LinesAreOfAscii) {
  const std::string drawn = DrawDay(Morning(), 42, false);
  EXPECT_THAT(drawn, AllOf(HasSubstr("10:00 +----------------+----------------+\n"),
                           HasSubstr("|                +----"), Not(HasSubstr("│"))));
}

TEST(DayGridTest, NoLineIsWiderThanTheTerminalInAnyScript) {
  DayGrid grid = Morning();
  for (int room = 2; room < 9; ++room) {
    grid.rooms.push_back("Зал с очень длинным названием");
    grid.items.push_back({room, At(10), At(11), "数字政府的未来与实践以及其他问题的讨论"});
  }
  for (const int columns : {10, 39, 41, 60, 80, 133}) {
    for (const auto line : absl::StrSplit(DrawDay(grid, columns, true), '\n')) {
      // A list has no width of its own.
      if (columns > 40) {
        EXPECT_LE(DisplayWidth(line), columns) << line;
      }
    }
  }
}

TEST(DayGridTest, RoomsThatDoNotFitFollowBelow) {
  DayGrid grid = Morning();
  grid.rooms.push_back("Hall 3");
  grid.items.push_back({2, At(12), At(13), "Lunch"});
  const std::string drawn = DrawDay(grid, 42, true);
  EXPECT_THAT(drawn, HasSubstr("┤\n\n        Hall 3\n12:00 ├──"));
}

TEST(DayGridTest, WhatOverlapsInARoomStandsSideBySide) {
  DayGrid grid = Morning();
  grid.rooms.resize(1);
  grid.items = {{0, At(10), At(11), "First"}, {0, At(10, 30), At(11, 30), "Second"}};
  EXPECT_EQ(DrawDay(grid, 42, true),
            "        Зал А            Зал А\n"
            "10:00 ├────────────────┤                │\n"
            "      │ First          │                │\n"
            "10:30 │                ├────────────────┤\n"
            "      │                │ Second         │\n"
            "11:00 ├────────────────┤                │\n"
            "      │                │                │\n"
            "11:30 │                ├────────────────┤\n");
}

TEST(DayGridTest, ATextThatDoesNotFitIsCut) {
  DayGrid grid = Morning();
  grid.items[1].text = "A title of many words for half an hour";
  EXPECT_THAT(DrawDay(grid, 42, true), HasSubstr("│ A title of…    │"));
}

TEST(DayGridTest, ANarrowTerminalGetsAList) {
  EXPECT_EQ(DrawDay(Morning(), 40, true),
            "10:00-11:00  Зал А  Открытие\n"
            "10:00-10:30  B厅    论坛开幕式\n"
            "10:30-11:00  B厅    Questions\n");
}

}  // namespace
}  // namespace plenary::cli
