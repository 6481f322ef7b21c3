#include "clients/cli/plan_board.h"

#include <string>

#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "clients/cli/text_table.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::cli {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using Mark = BoardMeeting::Mark;

absl::Time At(int hour, int minute = 0, int day = 18) {
  return absl::FromCivil(absl::CivilMinute(2023, 4, day, hour, minute), absl::UTCTimeZone());
}

PlanBoard Morning() {
  PlanBoard board;
  board.zone = absl::UTCTimeZone();
  board.tables = {"Table 1", "Стол 2"};
  board.meetings = {
      {0, At(9), At(9, 30), {"Minsk", "Kursk"}, Mark::kNone},
      {0, At(9, 30), At(10), {"Altai", "例云科技"}, Mark::kNew},
      {1, At(9, 30), At(10, 30), {"Минсвязи", "Курская область"}, Mark::kPinned},
  };
  return board;
}

BoardPaper Paper(int columns, bool utf8 = true, bool colour = false) {
  BoardPaper paper;
  paper.columns = columns;
  paper.shows_utf8 = utf8;
  paper.has_colour = colour;
  return paper;
}

TEST(PlanBoardTest, TablesStandSideBySideAndTimeRunsDown) {
  EXPECT_EQ(DrawBoard(Morning(), Paper(60)),
            "2023-04-18\n"
            "       Table 1                   Стол 2\n"
            "09:00  Minsk – Kursk             ·\n"
            "09:30  + Altai – 例云科技        = Минсвязи\n"
            "10:00  ·                         │ Курская область\n"
            "10:30\n");
}

TEST(PlanBoardTest, WithoutUtf8TheBoardItselfIsOfAscii) {
  PlanBoard board = Morning();
  board.tables[1] = "Table 2";
  board.meetings[1].sides = {"Altai", "Liyun"};
  board.meetings[2].sides = {"A party of many words", "Another"};
  const std::string drawn = DrawBoard(board, Paper(50, false));
  for (const char c : drawn) EXPECT_GE(c, 0) << drawn;
  EXPECT_THAT(drawn, AllOf(HasSubstr("Altai - Liyun"), HasSubstr("| Another")));
}

TEST(PlanBoardTest, NoLineIsWiderThanThePaperInAnyScript) {
  PlanBoard board = Morning();
  for (int table = 2; table < 40; ++table) {
    board.tables.push_back("Стол с очень длинным названием");
    board.meetings.push_back(
        {table, At(9), At(9, 20), {"数字政府的未来与实践", "白罗斯共和国通信和信息化部"}});
    board.meetings.push_back({table,
                              At(10, 0, 19),
                              At(10, 40, 19),
                              {"Министерство", "Company of a long name", "Third"}});
  }
  for (const int columns : {30, 38, 39, 40, 60, 80, 133, 400}) {
    for (const auto line : absl::StrSplit(DrawBoard(board, Paper(columns)), '\n')) {
      EXPECT_LE(DisplayWidth(line), columns) << line;
    }
  }
}

TEST(PlanBoardTest, EachDayHasItsDateAndTablesThatDoNotFitTheirPages) {
  PlanBoard board = Morning();
  board.tables.push_back("Table 3");
  board.meetings.push_back({2, At(11, 0, 19), At(11, 30, 19), {"Minsk", "Altai"}, Mark::kMoved});
  const std::string drawn = DrawBoard(board, Paper(40));
  EXPECT_THAT(drawn, AllOf(HasSubstr("2023-04-18  1/2\n       Table 1         Стол 2\n"),
                           HasSubstr("\n2023-04-18  2/2\n       Table 3\n09:00  ·\n"),
                           HasSubstr("\n2023-04-19  2/2\n       Table 3\n"
                                     "11:00  > Minsk – Alt…\n11:30\n")));
}

TEST(PlanBoardTest, MeetingsOfATableAtTheSameTimeStandInLanes) {
  PlanBoard board = Morning();
  board.tables = {"Tables"};
  board.meetings = {{0, At(9), At(10), {"A", "B"}},
                    {0, At(9, 30), At(10), {"C", "D"}},
                    {0, At(10), At(10, 30), {"E", "F"}}};
  EXPECT_EQ(DrawBoard(board, Paper(60)),
            "2023-04-18\n"
            "       Tables /1                 Tables /2\n"
            "09:00  A – B                     ·\n"
            "09:30  │                         C – D\n"
            "10:00  E – F                     ·\n"
            "10:30\n");
}

TEST(PlanBoardTest, SidesAreShortenedEvenly) {
  EXPECT_EQ(SidesText({"Kursk Region", "Minsk"}, 20, true), "Kursk Region – Minsk");
  EXPECT_EQ(SidesText({"Kursk Region", "Minsk"}, 16, true), "Kursk R… – Minsk");
  EXPECT_EQ(SidesText({"Minsk", "Kursk Region"}, 16, true), "Minsk – Kursk R…");
  EXPECT_EQ(SidesText({"Nizhny Novgorod", "Chelyabinsk"}, 15, true), "Nizhn… – Chely…");
  EXPECT_EQ(SidesText({"明斯克市代表团", "库尔斯克州"}, 15, true), "明斯… – 库尔…");
  EXPECT_EQ(SidesText({"Minsk", "Kursk Region"}, 16, false), "Minsk - Kursk R~");
  EXPECT_EQ(SidesText({"Minsk", "Kursk", "Altai", "Chuvash"}, 12, true), "Minsk +3");
  EXPECT_EQ(SidesText({"A meeting with a title"}, 10, true), "A meeting…");
}

TEST(PlanBoardTest, ColourComesBesideTheSigns) {
  const std::string drawn = DrawBoard(Morning(), Paper(60, true, true));
  EXPECT_THAT(drawn, AllOf(HasSubstr("09:00  Minsk – Kursk "), HasSubstr("\033[32m+ Altai – "),
                           HasSubstr("\033[1m= Минсвязи")));
  EXPECT_THAT(DrawBoard(Morning(), Paper(60)), Not(HasSubstr("\033")));
}

TEST(PlanBoardTest, ANarrowTerminalGetsAList) {
  EXPECT_EQ(DrawBoard(Morning(), Paper(38)),
            "2023-04-18\n"
            "09:00  Table 1  Minsk – Kursk\n"
            "09:30  Table 1  + Altai – 例云科技\n"
            "09:30  Стол 2  = Минсвязи – Курская о…\n");
}

TEST(PlanBoardTest, AMeetingOverMidnightStandsUnderTheDayOnWhichItBegins) {
  PlanBoard board = Morning();
  board.meetings = {{0, At(23, 30), At(0, 30, 19), {"A", "B"}}};
  EXPECT_THAT(DrawBoard(board, Paper(60)), EndsWith("23:30  A – B                     ·\n00:30\n"));
}

TEST(PlanBoardTest, WithoutMeetingsThereIsNothingToDraw) {
  PlanBoard board = Morning();
  board.meetings.clear();
  EXPECT_EQ(DrawBoard(board, Paper(60)), "");
}

}  // namespace
}  // namespace plenary::cli
