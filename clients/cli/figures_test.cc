// Indicators, figures and results from the command line, against a real server.
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/command_line.h"

namespace plenary::cli {
namespace {

using plenary::testing::CommandLineTest;
using plenary::testing::Outcome;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class FiguresTest : public CommandLineTest {
 protected:
  void SetUp() override {
    MustDo("indicator create export --unit USD.million --decimals 2",
           {"--display-name", "en=Export of ICT services", "--display-name", "ru=Экспорт услуг"});
  }
  Outcome Add(const std::string& country, const std::string& period, const std::string& value,
              const std::string& kind = "actual") {
    return Plenary(absl::StrCat("figure create export --source Belstat --status final --kind ",
                                kind, " --country ", country, " --period ", period, " --value ",
                                value));
  }
  std::string Write(const std::string& text) {
    const std::string path = folder_ / "figures.csv";
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  Outcome Import(const std::string& more, const std::string& path, const std::string& input = "") {
    return Plenary(absl::StrCat("figure import --indicator export --kind actual --source Belstat "
                                "--status preliminary",
                                more),
                   {path}, input);
  }
  std::string Figures() { return Plenary("figure list export -o csv").out; }
};

TEST_F(FiguresTest, PeriodsAreTypedAndShownAlike) {
  for (const char* period : {"2023", "2023-Q3", "2023-09", "2023-01/09"}) {
    EXPECT_EQ(Add("RU", period, "10.5").code, 0) << period;
    EXPECT_THAT(Figures(), HasSubstr(absl::StrCat(",RU,,", period, ",actual,10.5,"))) << period;
  }
  EXPECT_EQ(Add("RU", "September", "10.5").code, 2);
  EXPECT_THAT(Plenary("figure list --year 2022 -o jsonl").out, IsEmpty());
}

TEST_F(FiguresTest, ARevisionLeavesTheOneBefore) {
  const Outcome first = Plenary(
      "figure create export --source Belstat --status preliminary --kind actual --country "
      "RU --period 2023 --value 10 -o csv");
  ASSERT_EQ(first.code, 0) << first.err;
  MustDo(absl::StrCat("figure revise ", IdIn(first), " --value 12 --status final"));
  EXPECT_THAT(Plenary("figure list export --latest -o csv").out,
              AllOf(HasSubstr(",12,"), Not(HasSubstr(",10,"))));
  const Outcome again =
      Plenary(absl::StrCat("figure revise ", IdIn(first), " --value 13 --status final"));
  EXPECT_EQ(again.code, 5);
  EXPECT_THAT(again.err, HasSubstr("FIGURE_REVISION_EXISTS"));
}

TEST_F(FiguresTest, FiguresAreComparedWithGrowthShownBothWays) {
  ASSERT_EQ(Add("RU", "2022", "100").code, 0);
  ASSERT_EQ(Add("RU", "2023", "120").code, 0);
  ASSERT_EQ(Add("CN", "2023", "40").code, 0);
  ASSERT_EQ(Add("RU", "2023", "110", "target").code, 0);
  const Outcome compared = Plenary("figure compare export --period 2023 --language ru");
  ASSERT_EQ(compared.code, 0) << compared.err;
  EXPECT_THAT(
      compared.out,
      AllOf(HasSubstr("Экспорт услуг, USD.million\n2023 compared with 2022; Belstat\n"),
            HasSubstr("Россия"), HasSubstr("120.0 %"), HasSubstr("20.0 %"), HasSubstr("75.0 %"),
            HasSubstr("109.1 %"), HasSubstr("Китай"), HasSubstr("Total")));
  EXPECT_THAT(
      Plenary("figure compare export --period 2023 -o csv").out,
      HasSubstr("indicators/export,2023,USD.million,RU,,Belstat,120,final,100,120.0,20.0,"));
}

TEST_F(FiguresTest, AnImportShowsWhatItWouldRejectAndAsks) {
  const std::string path = Write(
      "Страна;2022 год;2023 год\r\n"
      "Россия;1 100,25;1 234,50\r\n"
      "Атлантида;1;2\r\n");
  in_is_tty_ = true;
  const Outcome left = Import("", path, "n\n");
  EXPECT_EQ(left.code, 1);
  EXPECT_THAT(left.out,
              AllOf(HasSubstr("Атлантида"), HasSubstr("2 new, 0 revised, 0 unchanged, 1 rejected"),
                    HasSubstr("This was a trial: nothing was changed.")));
  EXPECT_THAT(Figures(), Not(HasSubstr("RU")));
  EXPECT_EQ(Import("", path, "y\n").code, 1);
  EXPECT_THAT(Figures(), AllOf(HasSubstr("RU,,2022,actual,1100.25"), HasSubstr("1234.50")));
}

TEST_F(FiguresTest, AnImportWithoutAnybodyToAskNeedsYes) {
  const std::string path = Write("Country,2023\r\nRussia,12.5\r\n");
  EXPECT_EQ(Import("", path).code, 2);
  EXPECT_EQ(Import(" --dry-run", path).code, 0);
  EXPECT_THAT(Figures(), Not(HasSubstr("RU")));
  EXPECT_EQ(Import(" --yes", path).code, 0);
  EXPECT_THAT(Figures(), HasSubstr("12.5"));
}

TEST_F(FiguresTest, AFigureThatStandsIsRevisedOnlyWhereThatIsSaid) {
  ASSERT_EQ(Import(" --yes", Write("Country,2023\r\nRussia,12.5\r\n")).code, 0);
  const std::string newer = Write("Country,2023\r\nRussia,13.5\r\n");
  const Outcome rejected = Import(" --yes", newer);
  EXPECT_EQ(rejected.code, 1);
  EXPECT_THAT(rejected.err, HasSubstr("an import revises with --revises"));
  EXPECT_EQ(Import(" --yes --revises", newer).code, 0);
  EXPECT_THAT(Plenary("figure list --latest -o csv").out, HasSubstr("13.5"));
}

TEST_F(FiguresTest, AResultIsFoundByWhatAccompaniesIt) {
  const Outcome figure = Plenary(
      "figure create export --source Belstat --status illustrative --kind actual "
      "--country RU --period 2023 --value 10 -o csv");
  ASSERT_EQ(figure.code, 0) << figure.err;
  MustDo(
      "result create contract --kind contract --date 2023-10-01 --amount 1250000.00 --currency "
      "USD --country RU --title en=Contract --figure " +
      IdIn(figure));
  EXPECT_THAT(Plenary("result list --figure " + IdIn(figure)).out,
              AllOf(HasSubstr("contract"), HasSubstr("1250000.00"), HasSubstr("USD")));
  EXPECT_THAT(Plenary("result list --kind pilot").out, Not(HasSubstr("1250000")));
}

}  // namespace
}  // namespace plenary::cli
