#include "services/indicators/compare_rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/protos.h"

namespace plenary::indicators {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Comparison = v1::FigureComparison;
using Row = Comparison::Row;

constexpr char kYear2023[] = "period { kind: YEAR year: 2023 } ";

class CompareRulesTest : public ::testing::Test {
 protected:
  // A figure of a year, by Belstat, final, unless `rest` says otherwise.
  void Add(const std::string& country, int year, const std::string& value,
           const std::string& rest = "") {
    figures_.push_back(Parse<v1::Figure>(
        absl::StrCat("name: 'indicators/ict/figures/", country, "-", year, "-", figures_.size(),
                     "' country: '", country, "' period { kind: YEAR year: ", year, " } value: '",
                     value, "' unit: 'USD million' revision: 1"),
        rest));
    v1::Figure& figure = figures_.back();
    if (figure.kind() == 0) figure.set_kind(v1::Figure::ACTUAL);
    if (figure.status() == 0) figure.set_status(v1::Figure::FINAL);
    if (figure.source().empty()) figure.set_source("Belstat");
  }
  Comparison Compared(const std::string& rest = "", const std::string& period = kYear2023) const {
    return Compare(indicator_, Parse<v1::CompareFiguresRequest>(period, rest), figures_);
  }
  // "RU 120 100 growth 120.0 +20.0 share 60.0" of each row.
  static std::vector<std::string> InWords(const google::protobuf::RepeatedPtrField<Row>& rows) {
    std::vector<std::string> words;
    words.reserve(static_cast<size_t>(rows.size()));
    for (const Row& row : rows) {
      words.push_back(absl::StrCat(row.country(), row.organization(), " ", row.number().value(),
                                   " ", row.has_base() ? row.base().value() : "none", " ",
                                   row.growth_percent(), " ", row.increase_percent(), " ",
                                   row.share_percent()));
    }
    return words;
  }

  v1::Indicator indicator_ =
      Parse<v1::Indicator>("name: 'indicators/ict' unit: 'USD million' decimals: 2");
  std::vector<v1::Figure> figures_;
};

TEST_F(CompareRulesTest, GrowthIsToldBothWaysAndSharesByCountry) {
  Add("RU", 2022, "100");
  Add("RU", 2023, "120");
  Add("CN", 2022, "40");
  Add("CN", 2023, "80");
  const Comparison compared = Compared();
  EXPECT_EQ(compared.unit(), "USD million");
  EXPECT_EQ(compared.base_period().year(), 2022);
  EXPECT_THAT(InWords(compared.rows()),
              ElementsAre("RU 120 100 120.0 20.0 60.0", "CN 80 40 200.0 100.0 40.0"));
  EXPECT_THAT(InWords(compared.totals()), ElementsAre(" 200 140 142.9 42.9 "));
  EXPECT_THAT(compared.totals(0).number().figures(),
              ElementsAre(figures_[3].name(), figures_[1].name()));
}

TEST_F(CompareRulesTest, WhatHasNoFigureOfTheYearBeforeIsSaidToHaveNoneAndIsNotZero) {
  Add("RU", 2022, "100");
  Add("RU", 2023, "120");
  Add("AM", 2023, "5");
  const Comparison compared = Compared();
  EXPECT_EQ(compared.rows(1).country(), "AM");
  EXPECT_EQ(compared.rows(1).growth(), Comparison::NO_BASE);
  EXPECT_FALSE(compared.rows(1).has_base());
  EXPECT_THAT(compared.rows(1).growth_percent(), IsEmpty());
  // Of other countries than now.
  EXPECT_EQ(compared.totals(0).growth(), Comparison::NO_BASE);
}

TEST_F(CompareRulesTest, OverZeroOrLessThereIsNoRateOfGrowth) {
  Add("RU", 2022, "0");
  Add("RU", 2023, "120");
  Add("CN", 2022, "-1");
  Add("CN", 2023, "1");
  const Comparison compared = Compared();
  for (const Row& row : compared.rows()) {
    EXPECT_EQ(row.growth(), Comparison::BASE_NOT_POSITIVE) << row.country();
    EXPECT_TRUE(row.has_base());
    EXPECT_THAT(row.increase_percent(), IsEmpty());
  }
}

TEST_F(CompareRulesTest, AStatedTotalGoesBeforeASum) {
  Add("", 2023, "300");
  Add("", 2022, "200");
  Add("RU", 2023, "120");
  const Comparison compared = Compared();
  EXPECT_THAT(InWords(compared.totals()), ElementsAre(" 300 200 150.0 50.0 "));
  EXPECT_THAT(InWords(compared.rows()), ElementsAre("RU 120 none   40.0"));
}

TEST_F(CompareRulesTest, SourcesAreNeverSetAgainstEachOther) {
  Add("RU", 2022, "100", "source: 'National Bank'");
  Add("RU", 2023, "120");
  Add("RU", 2023, "110", "source: 'National Bank'");
  const Comparison compared = Compared();
  EXPECT_THAT(InWords(compared.rows()),
              ElementsAre("RU 120 none   100.0", "RU 110 100 110.0 10.0 100.0"));
  EXPECT_EQ(compared.rows(1).source(), "National Bank");
  EXPECT_THAT(InWords(Compared("source: 'Belstat'").rows()), ElementsAre("RU 120 none   100.0"));
}

TEST_F(CompareRulesTest, ARateHasNeitherSumNorShares) {
  indicator_.set_is_rate(true);
  Add("RU", 2022, "10");
  Add("RU", 2023, "12");
  EXPECT_THAT(Compared().totals(), IsEmpty());
  EXPECT_THAT(InWords(Compared().rows()), ElementsAre("RU 12 10 120.0 20.0 "));
  Add("", 2023, "11");
  EXPECT_THAT(InWords(Compared().totals()), ElementsAre(" 11 none   "));
  EXPECT_THAT(InWords(Compared().rows()), ElementsAre("RU 12 10 120.0 20.0 "));
}

TEST_F(CompareRulesTest, ActualsAreMeasuredByEveryTarget) {
  Add("RU", 2023, "120");
  Add("RU", 2023, "100", "kind: TARGET source: 'Action Plan'");
  Add("RU", 2023, "150", "kind: TARGET source: 'Programme'");
  Add("CN", 2023, "0", "kind: TARGET source: 'Programme'");
  Add("CN", 2023, "1");
  const Comparison compared = Compared();
  const Row& russia = compared.rows(0);
  ASSERT_EQ(russia.targets_size(), 2);
  EXPECT_EQ(russia.targets(0).source(), "Action Plan");
  EXPECT_EQ(russia.targets(0).attainment_percent(), "120.0");
  EXPECT_TRUE(russia.targets(0).is_met());
  EXPECT_EQ(russia.targets(1).attainment_percent(), "80.0");
  EXPECT_FALSE(russia.targets(1).is_met());
  EXPECT_THAT(russia.targets(1).number().figures(), ElementsAre(figures_[2].name()));
  EXPECT_THAT(compared.rows(1).targets(0).attainment_percent(), IsEmpty());
  EXPECT_THAT(Compared("kind: TARGET").rows(0).targets(), IsEmpty());
}

TEST_F(CompareRulesTest, WhereLessIsBetterATargetIsMetFromAbove) {
  indicator_.set_less_is_better(true);
  Add("RU", 2023, "9");
  Add("RU", 2023, "10", "kind: TARGET");
  EXPECT_TRUE(Compared().rows(0).targets(0).is_met());
  Add("CN", 2023, "11");
  Add("CN", 2023, "10", "kind: TARGET");
  EXPECT_FALSE(Compared().rows(0).targets(0).is_met());
}

TEST_F(CompareRulesTest, ASumIsOnlyAsFirmAsTheLeastFirmThatIsInIt) {
  Add("AM", 2023, "1", "status: PRELIMINARY");
  Add("CN", 2023, "2", "status: ILLUSTRATIVE");
  Add("RU", 2023, "3");
  EXPECT_EQ(Compared().totals(0).number().status(), v1::Figure::ILLUSTRATIVE);
  EXPECT_EQ(Compared().rows(0).number().status(), v1::Figure::FINAL);
}

TEST_F(CompareRulesTest, WhatIsShownOfSomeCountriesIsTheirPartOfTheWhole) {
  Add("RU", 2023, "120");
  Add("CN", 2023, "80");
  EXPECT_THAT(InWords(Compared("countries: 'CN'").rows()), ElementsAre("CN 80 none   40.0"));
  EXPECT_EQ(Compared("countries: 'CN'").totals(0).number().value(), "200");
}

TEST_F(CompareRulesTest, ExportersAreComparedAsCountriesAre) {
  Add("RU", 2023, "60", "organization: 'organizations/a'");
  Add("RU", 2023, "40", "organization: 'organizations/b'");
  Add("RU", 2023, "999");
  Add("CN", 2023, "7", "organization: 'organizations/a'");
  const Comparison compared = Compared("grouping: BY_ORGANIZATION countries: 'RU'");
  EXPECT_THAT(InWords(compared.totals()), ElementsAre("RU 999 none   "));
  EXPECT_THAT(InWords(compared.rows()),
              ElementsAre("RUorganizations/a 60 none   6.0", "RUorganizations/b 40 none   4.0"));
  EXPECT_THAT(InWords(Compared("organizations: 'organizations/a'").rows()),
              ElementsAre("RUorganizations/a 60 none   89.6", "CNorganizations/a 7 none   10.4"));
}

TEST_F(CompareRulesTest, ACumulativePeriodIsComparedWithTheSameMonthsOfTheYearBefore) {
  Add("RU", 2022, "100", "period { kind: CUMULATIVE year: 2022 number: 9 }");
  Add("RU", 2022, "500");
  Add("RU", 2023, "130", "period { kind: CUMULATIVE year: 2023 number: 9 }");
  EXPECT_THAT(InWords(Compared("", "period { kind: CUMULATIVE year: 2023 number: 9 }").rows()),
              ElementsAre("RU 130 100 130.0 30.0 100.0"));
}

TEST(CompareQuestionTest, OneExporterIsComparedByCountryAndOneCountryByExporter) {
  const auto check = [](const std::string& text) {
    return CheckQuestion(Parse<v1::CompareFiguresRequest>(kYear2023, text));
  };
  EXPECT_THAT(check("countries: 'RU' countries: 'CN' organizations: 'organizations/a'"), IsOk());
  EXPECT_THAT(BadFields(check("organizations: 'organizations/a' organizations: 'organizations/b'")),
              ElementsAre("organizations"));
  EXPECT_THAT(BadFields(check("grouping: BY_ORGANIZATION countries: 'RU' countries: 'CN'")),
              ElementsAre("countries"));
  EXPECT_THAT(BadFields(check("period { number: 3 }")), ElementsAre("period.number"));
}

}  // namespace
}  // namespace plenary::indicators
