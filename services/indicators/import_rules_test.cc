#include "services/indicators/import_rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/indicators/import_words_rules.h"
#include "tests/testing/protos.h"

namespace plenary::indicators {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kDefaults[] = "defaults { kind: ACTUAL source: 'Belstat' status: FINAL } ";

class ImportRulesTest : public ::testing::Test {
 protected:
  // Rows of a table whose fields are parted by semicolons.
  static std::vector<interchange::TableRow> RowsOf(const std::vector<std::string>& lines) {
    std::vector<interchange::TableRow> rows;
    rows.reserve(lines.size());
    for (size_t i = 0; i < lines.size(); ++i) {
      rows.push_back({static_cast<int64_t>(i + 1), absl::StrSplit(lines[i], ';'), {}});
    }
    return rows;
  }
  absl::StatusOr<ImportedTable> TryRead(const std::vector<std::string>& lines,
                                        const std::string& rest = kDefaults) {
    const auto request = Parse<v1::ImportFiguresRequest>(rest);
    return ReadTable(RowsOf(lines), {indicator_, request, format_});
  }
  // "RU YEAR 0 2023 120.5" of each figure.
  std::vector<std::string> Read(const std::vector<std::string>& lines,
                                const std::string& rest = kDefaults) {
    table_ = *TryRead(lines, rest);
    std::vector<std::string> words;
    words.reserve(table_.figures.size());
    for (const ImportedFigure& each : table_.figures) {
      const v1::Figure& figure = each.figure;
      words.push_back(absl::StrCat(
          figure.country(), " ", v1::FigurePeriod::Kind_Name(figure.period().kind()), " ",
          figure.period().number(), " ", figure.period().year(), " ", figure.value()));
    }
    return words;
  }
  // "3 2 INVALID_FIELDS value" of each reject of what was read last: line, column, reason, fields.
  std::vector<std::string> Rejects() const {
    std::vector<std::string> words;
    words.reserve(table_.rejects.size());
    for (const v1::FigureImportReject& reject : table_.rejects) {
      const absl::Status why = base::FromRpcStatus(reject.error());
      words.push_back(absl::StrCat(
          reject.line(), " ", reject.column(), " ",
          absl::StripPrefix(v1::ErrorReason_Name(base::ReasonOf(why)), "ERROR_REASON_")));
      for (const std::string& field : BadFields(why)) absl::StrAppend(&words.back(), " ", field);
    }
    return words;
  }

  v1::Indicator indicator_ =
      Parse<v1::Indicator>("name: 'indicators/ict' unit: 'USD million' decimals: 2");
  interchange::TableFormat format_{interchange::TableFormat::kCsv, "UTF-8", ',', false, {}, ""};
  ImportedTable table_;
};

TEST_F(ImportRulesTest, ARowIsAFigure) {
  EXPECT_THAT(Read({"Country;Period;Value", "Russia;2023;120.5", "CN;2023-09;7"}),
              ElementsAre("RU YEAR 0 2023 120.5", "CN MONTH 9 2023 7"));
  const ImportedFigure& first = table_.figures[0];
  EXPECT_EQ(first.line, 2);
  EXPECT_EQ(first.column, 3);
  EXPECT_EQ(first.heading, "Value");
  EXPECT_EQ(first.cell, "120.5");
  EXPECT_EQ(first.figure.kind(), v1::Figure::ACTUAL);
  EXPECT_EQ(first.figure.source(), "Belstat");
  EXPECT_EQ(first.figure.unit(), "USD million");
  EXPECT_THAT(table_.rejects, IsEmpty());
}

TEST_F(ImportRulesTest, EachColumnWhosePeriodStandsAboveItHoldsFigures) {
  EXPECT_THAT(
      Read({"Экспорт ИКТ-услуг, млн долл.", "Страна;2022 год;январь–сентябрь 2023;Доля, %",
            "Россия;1 200,50;1 300,75;40", "Всего;3 000;–;100", "Источник: Белстат;;;"}),
      ElementsAre("RU YEAR 0 2022 1200.50", "RU CUMULATIVE 9 2023 1300.75", " YEAR 0 2022 3000"));
  EXPECT_THAT(table_.unread_headings, ElementsAre("Доля, %"));
  EXPECT_THAT(table_.rejects, IsEmpty());
}

TEST_F(ImportRulesTest, ARowSaysWhatItsColumnsAreHeadedInAnyOfFourLanguages) {
  Read({"Страна;Организация;Период;Вид;Источник;Статус;Значение;Единица измерения;Примечание;"
        "Дата публикации",
        "Китай;pvt;2023;прогноз;ПВТ;предварительные;5;USD million;оценка;18.01.2024"},
       "");
  ASSERT_EQ(table_.figures.size(), 1U);
  const v1::Figure& figure = table_.figures[0].figure;
  EXPECT_EQ(figure.country(), "CN");
  EXPECT_EQ(figure.organization(), "organizations/pvt");
  EXPECT_EQ(figure.kind(), v1::Figure::FORECAST);
  EXPECT_EQ(figure.source(), "ПВТ");
  EXPECT_EQ(figure.status(), v1::Figure::PRELIMINARY);
  EXPECT_EQ(figure.note(), "оценка");
  EXPECT_EQ(figure.publish_date(), "2024-01-18");
  for (const char* headings : {"Краіна;Перыяд;Значэнне", "Country;Year;Amount", "国家;年份;数值"}) {
    EXPECT_THAT(Read({headings, "KZ;2023;5"}), ElementsAre("KZ YEAR 0 2023 5")) << headings;
  }
}

TEST_F(ImportRulesTest, WhetherACommaStandsBeforeDecimalsIsToldByTheColumnAsAWhole) {
  EXPECT_THAT(Read({"Country;Year;Value", "RU;2023;1,25", "CN;2023;12,5"}),
              ElementsAre("RU YEAR 0 2023 1.25", "CN YEAR 0 2023 12.5"));
  indicator_.set_decimals(3);
  EXPECT_THAT(Read({"Country;Year;Value", "RU;2023;1,234", "CN;2023;12,5"}),
              ElementsAre("RU YEAR 0 2023 1.234", "CN YEAR 0 2023 12.5"));
  EXPECT_THAT(Read({"Country;Year;Value", "RU;2023;1,234", "CN;2023;12.5"}),
              ElementsAre("RU YEAR 0 2023 1234", "CN YEAR 0 2023 12.5"));
}

TEST_F(ImportRulesTest, ANumberThatMayBeReadInTwoWaysIsRejectedUnlessSomebodySaysWhich) {
  const std::vector<std::string> lines = {"Country;Year;Value", "RU;2023;1,234", "CN;2023;7"};
  indicator_.set_decimals(3);
  EXPECT_THAT(Read(lines), ElementsAre("CN YEAR 0 2023 7"));
  EXPECT_THAT(Rejects(), ElementsAre("2 3 INVALID_FIELDS value"));
  EXPECT_EQ(table_.rejects[0].cell(), "1,234");
  EXPECT_THAT(Read(lines, absl::StrCat(kDefaults, "decimal_separator: ','")),
              ElementsAre("RU YEAR 0 2023 1.234", "CN YEAR 0 2023 7"));
  EXPECT_THAT(Read(lines, absl::StrCat(kDefaults, "decimal_separator: '.'")),
              ElementsAre("RU YEAR 0 2023 1234", "CN YEAR 0 2023 7"));
  // Fields that are parted by semicolons leave the comma to numbers.
  format_.delimiter = ';';
  EXPECT_THAT(Read(lines), ElementsAre("RU YEAR 0 2023 1.234", "CN YEAR 0 2023 7"));
  // A workbook writes a point itself.
  format_.kind = interchange::TableFormat::kXlsx;
  EXPECT_THAT(Read({"Country;Year;Value", "RU;2023;1.234"}), ElementsAre("RU YEAR 0 2023 1.234"));
}

TEST_F(ImportRulesTest, EveryCellThatCannotBeTakenIsRejectedWithItsLineAndTheOthersAreTaken) {
  EXPECT_THAT(Read({"Country;Year;Value;Unit;Kind;Status", "Atlantis;2023;1;;;", "RU;soon;1;;;",
                    "RU;2023;much;;;", "RU;2023;1.234;;;", "RU;2023;1;EUR;;", "RU;2023;1;;rumour;",
                    "RU;2023;1;;;certain", ";2023;1;;;", "BY;2023;1;;;"}),
              ElementsAre("BY YEAR 0 2023 1"));
  EXPECT_THAT(Rejects(), ElementsAre("2 1 INVALID_FIELDS country", "3 2 INVALID_FIELDS period",
                                     "4 3 INVALID_FIELDS value", "5 3 INVALID_FIELDS value",
                                     "6 4 UNIT_MISMATCH", "7 5 INVALID_FIELDS kind",
                                     "8 6 INVALID_FIELDS status", "9 1 INVALID_FIELDS country"));
}

TEST_F(ImportRulesTest, WhatIsSaidNeitherInTheRowNorAsADefaultIsMissing) {
  EXPECT_THAT(Read({"Country;Value", "RU;1"}, ""), IsEmpty());
  EXPECT_THAT(Rejects(), ElementsAre("2 0 INVALID_FIELDS kind source status"));
  EXPECT_THAT(Read({"Country;Value", "RU;1"}), IsEmpty());
  EXPECT_THAT(Rejects(), ElementsAre("2 2 INVALID_FIELDS period"));
  EXPECT_THAT(Read({"Country;Value", "RU;1"},
                   "defaults { kind: TARGET source: 'Plan' status: FINAL "
                   "period { kind: QUARTER year: 2023 number: 4 } }"),
              ElementsAre("RU QUARTER 4 2023 1"));
}

TEST_F(ImportRulesTest, AFigureStandsOnceInATableOrSaysTheSameEachTime) {
  EXPECT_THAT(Read({"Country;Year;Value", "RU;2023;1", "Россия;2023;1.00", "RU;2023;2"}),
              ElementsAre("RU YEAR 0 2023 1"));
  EXPECT_EQ(table_.repeated, 1);
  EXPECT_THAT(Rejects(), ElementsAre("4 3 INVALID_FIELDS value"));
}

TEST_F(ImportRulesTest, ColumnsMayBeToldInsteadOfRecognised) {
  EXPECT_THAT(Read({"RU;5;6", "CN;7;8"}, absl::StrCat(kDefaults,
                                                      "columns { index: 1 field: COUNTRY } "
                                                      "columns { index: 3 field: VALUE "
                                                      "period { kind: YEAR year: 2021 } }")),
              ElementsAre("RU YEAR 0 2021 6", "CN YEAR 0 2021 8"));
  EXPECT_THAT(Read({"Ländername;Country;Value", "ignored;RU;5"},
                   absl::StrCat(kDefaults,
                                "table { header_line: 1 } "
                                "columns { index: 2 field: COUNTRY } "
                                "columns { index: 3 field: VALUE "
                                "period { kind: YEAR year: 2021 } }")),
              ElementsAre("RU YEAR 0 2021 5"));
  EXPECT_THAT(table_.unread_headings, ElementsAre("Ländername"));
}

TEST_F(ImportRulesTest, ATableWithoutValuesOrWithTwoColumnsOfAKindIsRefused) {
  EXPECT_THAT(TryRead({"Country;Year", "RU;2023"}), RefusedFor(v1::ERROR_REASON_TABLE_COLUMNS));
  EXPECT_THAT(TryRead({"Country;State;Страна;Value", "RU;x;RU;5"}),
              RefusedFor(v1::ERROR_REASON_TABLE_COLUMNS));
  EXPECT_THAT(TryRead({"Country;2023;2023 год", "RU;5;6"}),
              RefusedFor(v1::ERROR_REASON_TABLE_COLUMNS));
  EXPECT_THAT(TryRead({"RU;5"}), RefusedFor(v1::ERROR_REASON_TABLE_COLUMNS));
}

TEST_F(ImportRulesTest, AnErrorOfASpreadsheetIsNoNumber) {
  auto rows = RowsOf({"Country;Year;Value", "RU;2023;#N/A"});
  rows[1].problems.push_back({2, "is an error"});
  const auto request = Parse<v1::ImportFiguresRequest>(kDefaults);
  table_ = *ReadTable(rows, {indicator_, request, format_});
  EXPECT_THAT(Rejects(), ElementsAre("2 3 INVALID_FIELDS value"));
}

TEST(ImportWordsTest, AnExporterIsNoExport) {
  EXPECT_EQ(ReadHeading("Экспортёр"), v1::FigureColumn::ORGANIZATION);
  EXPECT_EQ(ReadHeading("Экспорт, млн долл."), v1::FigureColumn::VALUE);
  EXPECT_EQ(ReadHeading("Exporter"), v1::FigureColumn::ORGANIZATION);
  EXPECT_EQ(ReadHeading("Exports"), v1::FigureColumn::VALUE);
  EXPECT_EQ(ReadHeading("出口企业"), v1::FigureColumn::ORGANIZATION);
  EXPECT_EQ(ReadHeading("出口额"), v1::FigureColumn::VALUE);
  EXPECT_EQ(ReadHeading("№ п/п"), v1::FigureColumn::FIELD_UNSPECIFIED);
  EXPECT_EQ(ReadHeading(""), v1::FigureColumn::FIELD_UNSPECIFIED);
}

}  // namespace
}  // namespace plenary::indicators
