#include "services/indicators/period_rules.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace plenary::indicators {
namespace {

using Period = v1::FigurePeriod;

Period Of(Period::Kind kind, int year, int number) {
  Period period;
  period.set_kind(kind);
  period.set_year(year);
  period.set_number(number);
  return period;
}

std::string InWords(const Period& period) {
  return absl::StrCat(Period::Kind_Name(period.kind()), " ", period.number(), " ", period.year());
}

TEST(PeriodRulesTest, APeriodIsReadAsPeopleWriteItInFourLanguages) {
  const struct {
    const char* text;
    const char* read;
  } cases[] = {
      {"2023", "YEAR 0 2023"},
      {"2023 год", "YEAR 0 2023"},
      {"2023 г.", "YEAR 0 2023"},
      {"за 2023 год", "YEAR 0 2023"},
      {"2023年", "YEAR 0 2023"},
      {"２０２３", "YEAR 0 2023"},
      {"январь–декабрь 2023", "YEAR 0 2023"},
      {"2023-09", "MONTH 9 2023"},
      {"09.2023", "MONTH 9 2023"},
      {"сентябрь 2023 г.", "MONTH 9 2023"},
      {"верасень 2023", "MONTH 9 2023"},
      {"май 2023", "MONTH 5 2023"},
      {"мая 2023", "MONTH 5 2023"},
      {"март 2023", "MONTH 3 2023"},
      {"September 2023", "MONTH 9 2023"},
      {"2023年9月", "MONTH 9 2023"},
      {"2023年9月份", "MONTH 9 2023"},
      {"III квартал 2023 г.", "QUARTER 3 2023"},
      {"3 кв. 2023", "QUARTER 3 2023"},
      {"3-й квартал 2023 года", "QUARTER 3 2023"},
      {"2023Q3", "QUARTER 3 2023"},
      {"Q3 2023", "QUARTER 3 2023"},
      {"2023-Q3", "QUARTER 3 2023"},
      {"3rd quarter of 2023", "QUARTER 3 2023"},
      {"2023年第三季度", "QUARTER 3 2023"},
      {"апрель - июнь 2023", "QUARTER 2 2023"},
      {"январь–сентябрь 2023", "CUMULATIVE 9 2023"},
      {"янв.-сен. 2023", "CUMULATIVE 9 2023"},
      {"студзень – верасень 2023 года", "CUMULATIVE 9 2023"},
      {"January–September 2023", "CUMULATIVE 9 2023"},
      {"Jan-Sep 2023", "CUMULATIVE 9 2023"},
      {"январь 2023 – сентябрь 2023", "CUMULATIVE 9 2023"},
      {"9 месяцев 2023", "CUMULATIVE 9 2023"},
      {"за 9 мес. 2023 г.", "CUMULATIVE 9 2023"},
      {"9 months 2023", "CUMULATIVE 9 2023"},
      {"2023年1-9月", "CUMULATIVE 9 2023"},
      {"2023年1月至9月", "CUMULATIVE 9 2023"},
      {"12 месяцев 2023", "YEAR 0 2023"},
      {"январь 2023", "MONTH 1 2023"},
      {"I полугодие 2023", "CUMULATIVE 6 2023"},
      {"1 паўгоддзе 2023", "CUMULATIVE 6 2023"},
      {"2023年上半年", "CUMULATIVE 6 2023"},
  };
  for (const auto& each : cases) {
    const absl::optional<Period> read = ReadPeriod(each.text);
    EXPECT_EQ(read.has_value() ? InWords(*read) : "none", each.read) << each.text;
  }
}

TEST(PeriodRulesTest, WhatIsNoPeriodThatAFigureMayBeAboutIsNotReadAsOne) {
  for (const char* text :
       {"", "год", "23", "сентябрь", "2022–2023", "2023/24", "13.2023", "18.04.2023", "2023-09-01",
        "5 квартал 2023", "II полугодие 2023", "февраль–сентябрь 2023", "сентябрь–январь 2023",
        "2023 экспорт", "Экспорт за 2023 год", "1234567890123", "2023 кв", "Q3"}) {
    EXPECT_FALSE(ReadPeriod(text).has_value()) << text;
  }
}

TEST(PeriodRulesTest, PeriodsAreInOrderOfTheirEndAndTheirLength) {
  const std::vector<Period> in_order = {
      Of(Period::YEAR, 2022, 0),       Of(Period::MONTH, 2023, 1),  Of(Period::MONTH, 2023, 2),
      Of(Period::CUMULATIVE, 2023, 2), Of(Period::MONTH, 2023, 3),  Of(Period::QUARTER, 2023, 1),
      Of(Period::CUMULATIVE, 2023, 3), Of(Period::MONTH, 2023, 9),  Of(Period::QUARTER, 2023, 3),
      Of(Period::CUMULATIVE, 2023, 9), Of(Period::MONTH, 2023, 12), Of(Period::QUARTER, 2023, 4),
      Of(Period::YEAR, 2023, 0),       Of(Period::MONTH, 2024, 1),
  };
  for (size_t i = 1; i < in_order.size(); ++i) {
    EXPECT_LT(PeriodKey(in_order[i - 1]), PeriodKey(in_order[i])) << InWords(in_order[i]);
  }
}

TEST(PeriodRulesTest, ThePeriodBeforeIsTheSameOfTheYearBefore) {
  EXPECT_EQ(InWords(YearBefore(Of(Period::CUMULATIVE, 2023, 9))), "CUMULATIVE 9 2022");
}

TEST(PeriodRulesTest, ThereIsOneWayToSayEachPeriod) {
  const struct {
    Period::Kind kind;
    int number;
    bool is_fine;
  } cases[] = {
      {Period::YEAR, 0, true},        {Period::YEAR, 1, false},
      {Period::QUARTER, 0, false},    {Period::QUARTER, 1, true},
      {Period::QUARTER, 4, true},     {Period::QUARTER, 5, false},
      {Period::MONTH, 0, false},      {Period::MONTH, 12, true},
      {Period::CUMULATIVE, 1, false}, {Period::CUMULATIVE, 2, true},
      {Period::CUMULATIVE, 11, true}, {Period::CUMULATIVE, 12, false},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(FaultOfPeriod(Of(each.kind, 2023, each.number)).empty(), each.is_fine)
        << Period::Kind_Name(each.kind) << " " << each.number;
  }
}

}  // namespace
}  // namespace plenary::indicators
