// Lists in and out, people found and merged, last year's copied: against a real server.
#include "clients/cli/lists.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/command_line.h"

namespace plenary::cli {
namespace {

using plenary::testing::CommandLineTest;
using plenary::testing::Outcome;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class ListsTest : public CommandLineTest {
 protected:
  void SetUp() override {
    MakeForum();
    MustDo("quota set kursk --event forum --category delegate --limit 100");
  }
  std::string Write(const std::string& name, const std::string& text) {
    const std::string path = folder_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  std::string Read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }
  // Three people of Kursk, as colleagues send them.
  std::string List() {
    return Write("list.csv",
                 "№;Ф.И.О.;Должность\r\n"
                 "1;Примерова Анна Петровна;начальник отдела\r\n"
                 "2;Образцов Иван Ильич;советник\r\n"
                 "3;Вымышленная Мария Олеговна;эксперт\r\n");
  }
  Outcome Import(const std::vector<std::string>& more, const std::string& input = "") {
    return Plenary("import participants --event forum --delegation kursk --category delegate", more,
                   input);
  }
  int CountParticipants() {
    const std::string rows = Plenary("participant list --event forum -o jsonl").out;
    return static_cast<int>(std::count(rows.begin(), rows.end(), '\n'));
  }
  std::string PersonOf(const std::string& query) {
    const std::vector<std::string> lines =
        absl::StrSplit(Plenary("search people -o csv --language ru", {query}).out, "\r\n");
    return std::string(*absl::StrSplit(lines.at(1), ',').begin());
  }
};

TEST_F(ListsTest, AListIsShownAskedAboutAndImported) {
  in_is_tty_ = true;
  const Outcome outcome = Import({List()}, "y\n");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("full-name"), HasSubstr("job-title"),
                                 HasSubstr("row-number"), HasSubstr("3 created")));
  EXPECT_THAT(outcome.err, HasSubstr("[y/N]"));
  EXPECT_EQ(CountParticipants(), 3);
}

TEST_F(ListsTest, WhoeverSaysNoChangesNothing) {
  in_is_tty_ = true;
  EXPECT_EQ(Import({List()}, "n\n").code, 1);
  EXPECT_EQ(CountParticipants(), 0);
}

TEST_F(ListsTest, WhereNobodyCanBeAskedYesIsGivenBeforehand) {
  const Outcome outcome = Import({List()});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--yes"));
  EXPECT_EQ(CountParticipants(), 0);
  EXPECT_EQ(Import({List(), "--yes"}).code, 0);
  EXPECT_EQ(CountParticipants(), 3);
}

TEST_F(ListsTest, ATrialAndAPreviewChangeNothing) {
  const Outcome trial = Import({List(), "--dry-run"});
  EXPECT_EQ(trial.code, 0) << trial.err;
  EXPECT_THAT(trial.out, AllOf(HasSubstr("3 created"), HasSubstr("Nothing was changed")));
  EXPECT_EQ(Import({List(), "--preview"}).code, 0);
  EXPECT_EQ(CountParticipants(), 0);
}

TEST_F(ListsTest, ARepeatedImportFindsEverybodyThere) {
  EXPECT_EQ(Import({List(), "--yes"}).code, 0);
  const Outcome again = Import({List(), "--yes"});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("0 created, 0 updated, 3 unchanged"));
}

TEST_F(ListsTest, RowsThatAreRejectedAreNamedWithTheirCell) {
  const std::string list = Write("bad.csv",
                                 "Ф.И.О.;Дата рождения\r\n"
                                 "Примерова Анна Петровна;31.02.1975\r\n"
                                 "Образцов Иван Ильич;12.04.1975\r\n");
  const Outcome outcome = Import({list, "--yes"});
  EXPECT_EQ(outcome.code, 1) << outcome.err;
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("31.02.1975"), HasSubstr("rejected"),
                                 HasSubstr("1 created, 0 updated, 0 unchanged, 1 rejected")));
  const Outcome for_programs = Import({list, "--yes", "-o", "csv"});
  EXPECT_THAT(for_programs.out, AllOf(HasSubstr("LINE,COLUMN,CELL,KIND,PROBLEM,REMEDY\r\n2,"),
                                      Not(HasSubstr("created"))));
}

TEST_F(ListsTest, ColumnsThatAreNotUnderstoodAreCorrectedByFlags) {
  const std::string list = Write("odd.csv", "Кто;Кем\r\nПримерова Анна Петровна;эксперт\r\n");
  const Outcome refused = Import({list, "--yes"});
  EXPECT_EQ(refused.code, 2) << refused.out;
  EXPECT_THAT(refused.err, HasSubstr("--column"));
  const Outcome corrected =
      Import({list, "--yes", "--column", "1=full-name@ru", "--column", "2=job-title@ru"});
  EXPECT_EQ(corrected.code, 0) << corrected.err;
  EXPECT_EQ(Import({list, "--column", "1=whatever"}).code, 2);
}

TEST_F(ListsTest, AFileThatIsNotThereIsSaidSo) {
  const Outcome outcome = Import({folder_ / "nothing.csv"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("nothing.csv"));
  EXPECT_EQ(Import({folder_.path()}).code, 2);
}

TEST_F(ListsTest, WhatIsExportedIsTakenBackWithoutLoss) {
  ASSERT_EQ(Import({List(), "--yes"}).code, 0);
  for (const char* name : {"out.csv", "out.xlsx"}) {
    const std::string path = folder_ / name;
    const Outcome exported = Plenary("export participants --event forum --to", {path});
    ASSERT_EQ(exported.code, 0) << exported.err;
    EXPECT_THAT(exported.err, HasSubstr("3 rows"));
    EXPECT_EQ(absl::StartsWith(Read(path), "PK"), absl::EndsWith(path, ".xlsx"));
    const Outcome back = Plenary("import participants --event forum --yes", {path});
    EXPECT_EQ(back.code, 0) << back.out << back.err;
    EXPECT_THAT(back.out, HasSubstr("0 created, 0 updated, 3 unchanged"));
  }
}

TEST_F(ListsTest, AnExportGoesToStandardOutputUnlessAFileIsNamed) {
  ASSERT_EQ(Import({List(), "--yes"}).code, 0);
  EXPECT_THAT(Plenary("export participants --event forum").out, HasSubstr("Примерова"));
  const std::string path = Write("there.csv", "keep me");
  EXPECT_EQ(Plenary("export participants --event forum --to", {path}).code, 5);
  EXPECT_EQ(Read(path), "keep me");
  EXPECT_EQ(Plenary("export participants --event forum --force --to", {path}).code, 0);
  EXPECT_THAT(Read(path), HasSubstr("Примерова"));
}

TEST_F(ListsTest, DelegationsGoOutAndInWithTheirQuotas) {
  const std::string path = folder_ / "delegations.csv";
  const Outcome exported = Plenary("export delegations --event forum --to", {path});
  ASSERT_EQ(exported.code, 0) << exported.err;
  const Outcome back = Plenary("import delegations --event forum --yes", {path});
  EXPECT_EQ(back.code, 0) << back.out << back.err;
  EXPECT_THAT(back.out, HasSubstr("1 unchanged"));
}

TEST_F(ListsTest, PeopleAreFoundInAnyScriptTheBestFirst) {
  ASSERT_EQ(Import({List(), "--yes"}).code, 0);
  for (const char* query : {"Примерова", "Primerova", "прим", "Примирова"}) {
    const Outcome found = Plenary("search people --language ru", {query});
    EXPECT_EQ(found.code, 0) << query;
    EXPECT_THAT(found.out, HasSubstr("Примерова Анна Петровна")) << query;
  }
  EXPECT_THAT(Plenary("search people --language ru Анна Примерова").out, HasSubstr("exact"));
  EXPECT_EQ(Plenary("search people Nobodyatall").code, 3);
  EXPECT_THAT(Plenary("search organizations kurs").out, HasSubstr("Kursk"));
}

TEST_F(ListsTest, AnActivityNamedAloneIsAboutPeople) {
  EXPECT_EQ(
      Plenary("import --event forum --delegation kursk --category delegate --yes", {List()}).code,
      0);
  EXPECT_THAT(Plenary("search -o csv --language ru", {"Примерова"}).out, HasSubstr("Анна"));
  EXPECT_THAT(Plenary("export --event forum").out, HasSubstr("Примерова"));
  EXPECT_EQ(Plenary("search").code, 2);
}

TEST_F(ListsTest, AMergeShowsBothAndAsks) {
  ASSERT_EQ(Import({List(), "--yes"}).code, 0);
  MustDo("person create --name ru=Примерова,Анна,П.");
  MustDo("person create --name ru=Примеров,Пётр");
  const std::string anna = PersonOf("Примерова Анна Петровна");
  const std::string twin = PersonOf("Примеров Пётр");
  const Outcome shown = Plenary("merge people --language ru", {twin, anna});
  EXPECT_EQ(shown.code, 2);
  EXPECT_THAT(shown.out, AllOf(HasSubstr("Примеров Пётр"), HasSubstr("Примерова Анна")));
  EXPECT_THAT(shown.err, AllOf(HasSubstr("1 participation moves"), HasSubstr("--yes")));
  in_is_tty_ = true;
  environment_["LANG"] = "ru_RU.UTF-8";
  const Outcome merged = Plenary("merge people", {twin, anna}, "да\n");
  EXPECT_EQ(merged.code, 0) << merged.err;
  EXPECT_THAT(merged.err, HasSubstr("Перейдёт 1 участие."));
  EXPECT_THAT(Plenary("participant list --event forum -o csv --filter",
                      {absl::StrCat("person = \"", twin, "\"")})
                  .out,
              HasSubstr("delegate"));
  EXPECT_EQ(Plenary("merge people --yes", {twin, anna}).code, 1) << "into itself by now";
}

TEST_F(ListsTest, LastYearIsCopied) {
  ASSERT_EQ(Import({List(), "--yes"}).code, 0);
  const Outcome event =
      Plenary("copy event forum forum-2031 --start-time 2031-04-18T09:00:00+03:00");
  EXPECT_EQ(event.code, 0) << event.err;
  EXPECT_THAT(event.out, AllOf(HasSubstr("forum-2031"), HasSubstr("delegate")));
  MustDo("event publish forum-2031");
  const Outcome delegation =
      Plenary("copy delegation forum/kursk --event forum-2031 --with-quotas");
  EXPECT_EQ(delegation.code, 0) << delegation.err;
  EXPECT_THAT(delegation.out, AllOf(HasSubstr("MARK"), HasSubstr("Примерова")));
  EXPECT_THAT(Plenary("participant list --event forum-2031").out, HasSubstr("draft"));
}

TEST_F(ListsTest, WhoMayBeTheSameIsListedWithWhy) {
  ASSERT_EQ(Import({List(), "--yes"}).code, 0);
  MustDo("person create --name ru=Примерова,Анна,Петровна");
  const Outcome found = Plenary("person duplicates", {PersonOf("Примерова Анна Петровна")});
  EXPECT_EQ(found.code, 0) << found.err;
  EXPECT_THAT(found.out, AllOf(HasSubstr("LIKENESS"), HasSubstr("same-name")));
  EXPECT_THAT(Plenary("person latin", {"ru=Щукин,Пётр"}).out, HasSubstr("Shchukin"));
}

}  // namespace
}  // namespace plenary::cli
