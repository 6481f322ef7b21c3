#include "services/planning/grid_rules.h"

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::planning {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

absl::TimeZone Zone(const std::string& name) {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone(name, &zone));
  return zone;
}
absl::Time At(int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilSecond(2023, 6, day, hour, minute, 0), absl::UTCTimeZone());
}
Window Between(absl::Time start, absl::Time end) { return {start, end}; }

std::vector<std::string> Spans(const std::vector<solver::Span>& spans) {
  std::vector<std::string> texts;
  texts.reserve(spans.size());
  for (const solver::Span& span : spans) {
    texts.push_back(std::to_string(span.begin) + "-" + std::to_string(span.end));
  }
  return texts;
}
std::string Text(const solver::Span& span) { return Spans({span}).front(); }

TEST(DailyWindowsTest, EveryLocalDayOfAnEventHasOneCutToTheEvent) {
  const absl::TimeZone minsk = Zone("Europe/Minsk");
  const auto at = [&](int day, int hour) {
    return absl::FromCivil(absl::CivilSecond(2023, 6, day, hour, 0, 0), minsk);
  };
  const std::vector<Window> windows = DailyWindows(at(1, 12), at(3, 3), 9 * 60, 18 * 60, minsk);
  ASSERT_THAT(windows, SizeIs(2));
  EXPECT_EQ(windows[0].start, at(1, 12));
  EXPECT_EQ(windows[0].end, at(1, 18));
  EXPECT_EQ(windows[1].start, at(2, 9));
  EXPECT_EQ(windows[1].end, at(2, 18));
}

TEST(DailyWindowsTest, TheClockOfTheZoneCountsOnADayOnWhichItIsPutForward) {
  // On 26 March 2023 it went from 02:00 to 03:00 in Berlin.
  const absl::TimeZone berlin = Zone("Europe/Berlin");
  const auto day = [&](int number) {
    return absl::FromCivil(absl::CivilDay(2023, 3, number), berlin);
  };
  const std::vector<Window> night = DailyWindows(day(26), day(27), 1 * 60, 5 * 60, berlin);
  ASSERT_THAT(night, SizeIs(1));
  EXPECT_EQ(night[0].end - night[0].start, absl::Hours(3));
  const std::vector<Window> work = DailyWindows(day(25), day(27), 9 * 60, 10 * 60, berlin);
  ASSERT_THAT(work, SizeIs(2));
  EXPECT_EQ(work[1].start - work[0].start, absl::Hours(23));
}

TEST(DailyWindowsTest, AnEventWithoutTimeHasNone) {
  EXPECT_THAT(DailyWindows(At(1, 9), At(1, 9), 0, 1440, absl::UTCTimeZone()), IsEmpty());
}

TEST(GridTest, ASlotBeginsEveryGrainFromTheStartOfAWindow) {
  const Grid grid({Between(At(1, 9, 10), At(1, 10, 20))}, absl::Minutes(30), 0,
                  absl::InfinitePast());
  EXPECT_EQ(grid.slots(), 2);
  EXPECT_EQ(grid.StartOf(0), At(1, 9, 10));
  EXPECT_EQ(grid.EndOf(1), At(1, 10, 10));
  EXPECT_EQ(grid.SlotAt(At(1, 9, 40), At(1, 10)), 1);
  EXPECT_EQ(grid.SlotAt(At(1, 9, 30), At(1, 10)), absl::nullopt);
  EXPECT_EQ(grid.SlotAt(At(1, 9, 40), At(1, 10, 20)), absl::nullopt);
  EXPECT_EQ(grid.SlotsFor(absl::Minutes(30)), 1);
  EXPECT_EQ(grid.SlotsFor(absl::Minutes(31)), 2);
}

TEST(GridTest, WindowsThatTouchLieOnOneRowAndOthersAreDaysOfTheirOwn) {
  const Grid grid(
      {Between(At(1, 9), At(1, 10)), Between(At(1, 10), At(1, 11)), Between(At(1, 14), At(1, 15))},
      absl::Minutes(30), 0, absl::InfinitePast());
  EXPECT_EQ(grid.slots(), 6);
  EXPECT_THAT(Spans(grid.windows()), ElementsAre("0-2", "2-4", "4-6"));
  EXPECT_THAT(Spans(grid.days()), ElementsAre("0-4", "4-6"));
  EXPECT_TRUE(grid.IsUnbroken({1, 3}));
  EXPECT_FALSE(grid.IsUnbroken({3, 5}));
}

TEST(GridTest, WhatBeganIsLeftOutAndTheRestStaysWhereItIs) {
  const Grid grid({Between(At(1, 9), At(1, 11))}, absl::Minutes(30), 0, At(1, 9, 10));
  EXPECT_EQ(grid.slots(), 3);
  EXPECT_EQ(grid.StartOf(0), At(1, 9, 30));
  EXPECT_TRUE(Grid({Between(At(1, 9), At(1, 11))}, absl::Minutes(30), 0, At(2, 9)).empty());
}

TEST(GridTest, SlotsAroundARowSayWhatIsTakenBeforeAndAfterIt) {
  const Grid grid({Between(At(1, 9), At(1, 10)), Between(At(2, 9), At(2, 10))}, absl::Minutes(30),
                  1, absl::InfinitePast());
  // One before, two of the first row, one after it, one before the second, two, one after.
  EXPECT_EQ(grid.slots(), 8);
  EXPECT_THAT(Spans(grid.windows()), ElementsAre("1-3", "5-7"));
  EXPECT_THAT(Spans(grid.days()), ElementsAre("0-4", "4-8"));
  EXPECT_EQ(Text(grid.Touched(At(1, 8, 45), At(1, 8, 50))), "0-1");
  EXPECT_EQ(Text(grid.Touched(At(1, 10), At(1, 10, 15))), "3-4");
  EXPECT_EQ(Text(grid.Touched(At(1, 12), At(1, 13))), "0-0");
  EXPECT_EQ(Text(grid.Touched(At(1, 9, 45), At(2, 9, 15))), "2-6");
}

TEST(GridTest, AShortTimeBetweenTwoRowsIsThereAsAWhole) {
  const Grid grid({Between(At(1, 9), At(1, 10)), Between(At(1, 10, 50), At(1, 11, 50))},
                  absl::Minutes(30), 4, absl::InfinitePast());
  // 50 minutes are one slot, which may be the first half hour of them or the last.
  EXPECT_THAT(Spans(grid.windows()), ElementsAre("4-6", "7-9"));
  EXPECT_EQ(Text(grid.Touched(At(1, 10), At(1, 10, 5))), "6-7");
  EXPECT_EQ(Text(grid.Touched(At(1, 10, 45), At(1, 10, 50))), "6-7");
  EXPECT_FALSE(grid.IsUnbroken({6, 7}));
}

TEST(GridTest, WhatLiesInATimeIsCutFromEachWindow) {
  const Grid grid({Between(At(1, 9), At(1, 11)), Between(At(1, 14), At(1, 16))}, absl::Minutes(30),
                  0, absl::InfinitePast());
  EXPECT_THAT(Spans(grid.Within(At(1, 10, 10), At(1, 15))), ElementsAre("3-4", "4-6"));
  EXPECT_THAT(Spans(grid.Within(At(1, 11), At(1, 14))), IsEmpty());
}

TEST(GridTest, SlotsAreCountedBeforeTheyAreMade) {
  EXPECT_EQ(CountSlots({Between(At(1, 9), At(1, 10)), Between(At(2, 9), At(2, 9, 50))},
                       absl::Minutes(15)),
            7);
}

}  // namespace
}  // namespace plenary::planning
