#include "clients/cli/text_table.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(TextTableTest, WidthIsWhatATerminalTakes) {
  EXPECT_EQ(DisplayWidth("Kursk"), 5);
  EXPECT_EQ(DisplayWidth("Курск"), 5);
  EXPECT_EQ(DisplayWidth("明斯克"), 6);
  EXPECT_EQ(DisplayWidth("e\xCC\x81"), 1);  // e with a combining acute accent
  EXPECT_EQ(DisplayWidth("\xFF"), 1);       // not UTF-8
}

TEST(TextTableTest, ColumnsOfSeveralScriptsAreAligned) {
  EXPECT_EQ(
      AlignedTable({"NAME", "STATE"},
                   {{"例甲明", "confirmed"}, {"Прыкладовіч", ""}, {"Li", "waitlisted"}}, false),
      "NAME         STATE\n"
      "例甲明       confirmed\n"
      "Прыкладовіч\n"
      "Li           waitlisted\n");
}

TEST(TextTableTest, ALineBreakInACellDoesNotBreakTheTable) {
  EXPECT_EQ(AlignedTable({"A"}, {{"two\nlines\x1b[31m"}}, false), "A\ntwo lines [31m\n");
}

TEST(TextTableTest, ATextIsWrappedAtBlanksAndWhereAWordIsTooLong) {
  EXPECT_THAT(Wrapped("a title of words", 7), ElementsAre("a title", "of", "words"));
  EXPECT_THAT(Wrapped("Возможности", 6), ElementsAre("Возмож", "ности"));
  EXPECT_THAT(Wrapped("数字政府论坛", 5), ElementsAre("数字", "政府", "论坛"));
  EXPECT_THAT(Wrapped(" \n ", 5), IsEmpty());
}

TEST(TextTableTest, APaddedTextIsExactlySoWide) {
  EXPECT_EQ(Padded("Курск", 7), "Курск  ");
  EXPECT_EQ(Padded("数字政府", 5), "数字 ");
}

TEST(TextTableTest, OnlyTheHeadingIsBold) {
  EXPECT_EQ(AlignedTable({"A"}, {{"b"}}, true), "\033[1mA\033[0m\nb\n");
}

TEST(TextTableTest, CsvQuotesWhatRfc4180SaysItMust) {
  EXPECT_EQ(CsvRecord({"plain", "a,b", "say \"yes\"", "two\nlines", ""}),
            "plain,\"a,b\",\"say \"\"yes\"\"\",\"two\nlines\",\r\n");
}

}  // namespace
}  // namespace plenary::cli
