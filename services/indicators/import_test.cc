// Imports of figures over every engine: from the bytes of a file to figures and rejects.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/indicators/import_work.h"
#include "tests/testing/import_suite.h"
#include "tests/testing/indicators.h"

namespace plenary::indicators {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Service = IndicatorService;

constexpr char kDefaults[] = "defaults { kind: ACTUAL source: 'Belstat' status: FINAL } ";

// "Страна;2023\nРоссия;1 234,5\nВсего;2 000,0\n" in windows-1251, with a no-break space among the
// digits.
constexpr char kInWindows1251[] =
    "\xD1\xF2\xF0\xE0\xED\xE0;2023\n\xD0\xEE\xF1\xF1\xE8\xFF;1\xA0"
    "234,5\n"
    "\xC2\xF1\xE5\xE3\xEE;2\xA0"
    "000,0\n";

class FigureImportTest : public testing::ImportTest {
 protected:
  void SetUp() override { Value(calls_.CreateIndicator("ict")); }

  absl::StatusOr<Operation> TryImport(const std::string& bytes, const std::string& rest) {
    PLENARY_ASSIGN_OR_RETURN(
        const Operation begun,
        calls_.Do(&Service::ImportFigures,
                  absl::StrCat("parent: 'indicators/ict' file: '", Upload(bytes), "' ", rest)));
    last_ = begun.name();
    return begun;
  }
  // "2 created, 1 rejected", or what the import was refused for.
  std::string Imported(const std::string& bytes, const std::string& rest = kDefaults) {
    Value(TryImport(bytes, rest));
    return Summary(Finish(last_, work_));
  }
  static std::string Summary(const Operation& operation) {
    if (operation.has_error()) {
      return v1::ErrorReason_Name(base::ReasonOf(base::FromRpcStatus(operation.error())));
    }
    v1::ImportFiguresResponse counts;
    operation.response().UnpackTo(&counts);
    std::vector<std::string> parts;
    const auto add = [&](int count, const char* what) {
      if (count > 0) parts.push_back(absl::StrCat(count, " ", what));
    };
    add(counts.created(), "created");
    add(counts.revised(), "revised");
    add(counts.unchanged(), "unchanged");
    add(counts.rejected(), "rejected");
    return absl::StrJoin(parts, ", ");
  }
  // "3 2 INVALID_FIELDS" of each reject of the last import: line, column, reason.
  std::vector<std::string> FigureRejects() {
    std::vector<std::string> words;
    auto request = testing::Parse<v1::ListFigureImportRejectsRequest>(
        absl::StrCat("operation: '", last_, "' page_size: 2"));
    do {
      const auto page = Value(calls_.Ask(&Service::ListFigureImportRejects, request));
      for (const v1::FigureImportReject& each : page.rejects()) {
        const v1::ErrorReason reason = base::ReasonOf(base::FromRpcStatus(each.error()));
        words.push_back(
            absl::StrCat(each.line(), " ", each.column(), " ",
                         absl::StripPrefix(v1::ErrorReason_Name(reason), "ERROR_REASON_")));
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return words;
  }

  testing::IndicatorCalls calls_{forum_};
  FigureImportWork work_{testing::TestVault()};
};
PLENARY_ON_EVERY_ENGINE(FigureImportTest);

TEST_P(FigureImportTest, CommaDecimalsThousandSeparatorsAndCyrillicCountriesAreRead) {
  EXPECT_EQ(Imported("Страна;2022 год;2023 год\n"
                     "Россия;\"1 100,25\";\"1\xC2\xA0"
                     "234,50\"\n"
                     "Кітай;12,5;1.015,75\n"
                     "Всего;1 112,75;2 250,25\n"),
            "6 created");
  EXPECT_THAT(calls_.Values(),
              ::testing::UnorderedElementsAre("RU 1100.25", "CN 12.5", " 1112.75", "RU 1234.50",
                                              "CN 1015.75", " 2250.25"));
  const v1::Figure first = calls_.Figures("filter: 'country = \"RU\"'").front();
  EXPECT_EQ(first.source(), "Belstat");
  EXPECT_EQ(first.unit(), "USD million");
  EXPECT_EQ(first.revision(), 1);
}

TEST_P(FigureImportTest, TheEncodingOfAFileIsRecognised) {
  EXPECT_EQ(Imported(kInWindows1251), "2 created");
  EXPECT_THAT(calls_.Values(), ::testing::UnorderedElementsAre("RU 1234.5", " 2000.0"));
}

TEST_P(FigureImportTest, CommasAndTabsPartFieldsAsWell) {
  EXPECT_EQ(Imported("Country,Year,Value\nRussia,2023,\"1,234.5\"\n"), "1 created");
  EXPECT_EQ(Imported("Country\tYear\tValue\nChina\t2023\t7.25\n"), "1 created");
  EXPECT_THAT(calls_.Values(), ::testing::UnorderedElementsAre("RU 1234.5", "CN 7.25"));
}

TEST_P(FigureImportTest, TheSameFileAgainChangesNothing) {
  const std::string file = "Country;Year;Value\nRU;2023;1,5\nCN;2023;2,5\n";
  EXPECT_EQ(Imported(file), "2 created");
  EXPECT_EQ(Imported(file), "2 unchanged");
  EXPECT_EQ(Imported(file, absl::StrCat(kDefaults, "revises: true")), "2 unchanged");
  EXPECT_EQ(calls_.Figures().size(), 2U);
}

TEST_P(FigureImportTest, AnotherValueIsARevisionOnlyWhereThatIsAskedFor) {
  EXPECT_EQ(Imported("Country;Year;Value\nRU;2023;1,5\n"), "1 created");
  const std::string changed = "Country;Year;Value\nRU;2023;1,75\nCN;2023;2\n";
  EXPECT_EQ(Imported(changed), "1 created, 1 rejected");
  EXPECT_THAT(FigureRejects(), ElementsAre("2 3 FIGURE_REVISION_EXISTS"));
  EXPECT_THAT(calls_.Values("filter: 'country = \"RU\"'"), ElementsAre("RU 1.5"));
  EXPECT_EQ(Imported(changed, absl::StrCat(kDefaults, "revises: true")), "1 revised, 1 unchanged");
  EXPECT_THAT(calls_.Values("filter: 'country = \"RU\" AND latest = true'"),
              ElementsAre("RU 1.75"));
  EXPECT_EQ(calls_.Figures("filter: 'country = \"RU\"'").size(), 2U);
}

TEST_P(FigureImportTest, ADryRunSaysWhatWouldBecomeOfTheRows) {
  EXPECT_EQ(Imported("Country;Year;Value\nRU;2023;1,5\n"), "1 created");
  EXPECT_EQ(Imported("Country;Year;Value\nRU;2023;2,5\nCN;2023;1\nAtlantis;2023;1\n",
                     absl::StrCat(kDefaults, "dry_run: true revises: true")),
            "1 created, 1 revised, 1 rejected");
  EXPECT_THAT(calls_.Values(), ElementsAre("RU 1.5"));
  EXPECT_THAT(FigureRejects(), ElementsAre("4 1 INVALID_FIELDS"));
}

TEST_P(FigureImportTest, WhatIsNotTakenIsToldLineByLine) {
  forum_.Organization("park");
  EXPECT_EQ(Imported("Country;Year;Value;Unit;Exporter\n"
                     "XX;2023;1;;\nRU;2023;much;;\nRU;2023;1;EUR;\nRU;2023;1;;none\n"
                     "RU;2023;1;;park\nRU;2023;2;;organizations/park\n"),
            "1 created, 5 rejected");
  EXPECT_THAT(FigureRejects(),
              ElementsAre("2 1 INVALID_FIELDS", "3 3 INVALID_FIELDS", "4 4 UNIT_MISMATCH",
                          "5 3 RESOURCE_NOT_FOUND", "7 3 INVALID_FIELDS"));
}

TEST_P(FigureImportTest, AFileThatIsNoTableOfFiguresIsRefusedAsAWhole) {
  EXPECT_EQ(Imported("Name;Town\nAnna;Minsk\n"), "ERROR_REASON_TABLE_COLUMNS");
  EXPECT_EQ(Imported(""), "ERROR_REASON_TABLE_UNREADABLE");
  EXPECT_THAT(calls_.Figures(), IsEmpty());
}

TEST_P(FigureImportTest, AnImportIsCheckedBeforeItBegins) {
  EXPECT_THAT(
      BadFields(TryImport("x",
                          "decimal_separator: ';' defaults { publish_date: 'soon' } "
                          "columns { index: 1 field: VALUE "
                          "period { kind: YEAR year: 2023 number: 1 } }")),
      ElementsAre("defaults.publish_date", "columns[0].period.number", "decimal_separator"));
  EXPECT_THAT(calls_.Do(&Service::ImportFigures,
                        std::string("parent: 'indicators/ict' file: 'files/none'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(calls_.Do(&Service::ImportFigures,
                        absl::StrCat("parent: 'indicators/none' file: '", Upload("x"), "'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(FigureImportTest, AnImportThatAServerLeftIsFinishedByAnother) {
  std::string file = "Country;Period;Value\n";
  for (int year = 1950; year < 2000; ++year) {
    for (int month = 1; month <= 12; ++month) {
      absl::StrAppend(&file, "RU;", year, month < 10 ? "-0" : "-", month, ";", month, "\n");
    }
  }
  Value(TryImport(file, kDefaults));
  Server first(world(), work_, "first");
  ASSERT_TRUE(first.Claim());
  ASSERT_TRUE(first.Step());
  ASSERT_TRUE(first.Step());
  EXPECT_EQ(calls_.Figures("page_size: 1000").size(), 250U);
  first.Release();
  FigureImportWork elsewhere(testing::TestVault());
  EXPECT_EQ(Summary(Finish(last_, elsewhere)), "600 created");
  EXPECT_EQ(calls_.Figures("page_size: 1000").size(), 600U);
}

TEST_P(FigureImportTest, AnImportEndsWhenItsIndicatorIsDeletedMeanwhile) {
  Value(TryImport("Country;Year;Value\nRU;2023;1\n", kDefaults));
  Value(calls_.Do(&Service::DeleteIndicator, std::string("name: 'indicators/ict'")));
  EXPECT_EQ(Summary(Finish(last_, work_)), "ERROR_REASON_RESOURCE_DELETED");
}

}  // namespace
}  // namespace plenary::indicators
