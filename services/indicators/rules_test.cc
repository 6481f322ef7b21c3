#include "services/indicators/rules.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/protos.h"

namespace plenary::indicators {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kIndicator[] = "name: 'indicators/ict' unit: 'USD million' decimals: 2";
constexpr char kFigure[] =
    "name: 'indicators/ict/figures/a' period { kind: YEAR year: 2023 } kind: ACTUAL "
    "source: 'Belstat' status: FINAL value: '12.50' revision: 1";
constexpr char kResult[] = "kind: CONTRACT titles { language: 'en' text: 'A' } date: '2023-08-24'";

std::vector<std::string> FaultsOfFigure(const std::string& rest) {
  base::FieldErrors errors;
  CheckFigure(Parse<v1::Figure>(kFigure, rest), Parse<v1::Indicator>(kIndicator), "figure", errors);
  return BadFields(errors.ToStatus());
}

std::vector<std::string> FaultsOfResult(const std::string& rest) {
  base::FieldErrors errors;
  CheckResult(Parse<v1::Result>(kResult, rest), "result", errors);
  return BadFields(errors.ToStatus());
}

TEST(IndicatorRulesTest, ADateIsADayOfTheCalendar) {
  for (const char* date : {"2023-08-24", "2024-02-29", "0001-01-01", "9999-12-31"}) {
    EXPECT_TRUE(IsDate(date)) << date;
  }
  for (const char* date : {"", "2023-02-29", "2023-13-01", "2023-8-24", "24.08.2023", "2023-08-24T",
                           "0000-01-01", "2023/08/24", "+023-08-24", "2023-08-00"}) {
    EXPECT_FALSE(IsDate(date)) << date;
  }
}

TEST(IndicatorRulesTest, AFigureIsANumberOfAPeriodAfterASource) {
  EXPECT_THAT(FaultsOfFigure(""), IsEmpty());
  EXPECT_THAT(FaultsOfFigure("value: '12,50'"), ElementsAre("figure.value"));
  EXPECT_THAT(FaultsOfFigure("value: '12.505'"), ElementsAre("figure.value"));
  EXPECT_THAT(FaultsOfFigure("value: '1234567890123456789'"), ElementsAre("figure.value"));
  EXPECT_THAT(FaultsOfFigure("period { number: 3 }"), ElementsAre("figure.period.number"));
  EXPECT_THAT(FaultsOfFigure("period { kind: CUMULATIVE number: 12 }"),
              ElementsAre("figure.period.number"));
  EXPECT_THAT(FaultsOfFigure("source: ' '"), ElementsAre("figure.source"));
  EXPECT_THAT(FaultsOfFigure("publish_date: '24.08.2023' document { date: '2023-02-30' }"),
              ElementsAre("figure.publish_date", "figure.document.date"));
}

TEST(IndicatorRulesTest, AFigureWithTwoUnitsIsNone) {
  const auto indicator = Parse<v1::Indicator>(kIndicator);
  auto figure = Parse<v1::Figure>(kFigure);
  EXPECT_THAT(SettleUnit(indicator, figure), IsOk());
  EXPECT_EQ(figure.unit(), "USD million");
  figure.set_unit("EUR million");
  const absl::Status mismatch = SettleUnit(indicator, figure);
  EXPECT_THAT(mismatch, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(mismatch, RefusedFor(v1::ERROR_REASON_UNIT_MISMATCH));
  EXPECT_EQ(base::MetadataOf(mismatch).at("unit"), "EUR million");
  EXPECT_EQ(base::MetadataOf(mismatch).at("indicatorUnit"), "USD million");
}

TEST(IndicatorRulesTest, RevisionsFollowEachOtherWithoutGaps) {
  auto first = Parse<v1::Figure>(kFigure, "revision: 0");
  EXPECT_THAT(SettleRevision(nullptr, first), IsOk());
  EXPECT_EQ(first.revision(), 1);
  auto early = Parse<v1::Figure>(kFigure, "revision: 2");
  EXPECT_THAT(BadFields(SettleRevision(nullptr, early)), ElementsAre("figure.revision"));
  const auto latest = Parse<v1::Figure>(kFigure, "revision: 3");
  for (const int taken : {0, 1, 3}) {
    auto again = Parse<v1::Figure>(kFigure);
    again.set_revision(taken);
    const absl::Status refusal = SettleRevision(&latest, again);
    EXPECT_THAT(refusal, StatusIs(absl::StatusCode::kAlreadyExists)) << taken;
    EXPECT_THAT(refusal, RefusedFor(v1::ERROR_REASON_FIGURE_REVISION_EXISTS)) << taken;
    EXPECT_EQ(base::MetadataOf(refusal).at("figure"), latest.name());
    EXPECT_EQ(base::MetadataOf(refusal).at("latestRevision"), "3");
  }
  auto next = Parse<v1::Figure>(kFigure, "revision: 4");
  EXPECT_THAT(SettleRevision(&latest, next), IsOk());
  auto gap = Parse<v1::Figure>(kFigure, "revision: 5");
  EXPECT_THAT(BadFields(SettleRevision(&latest, gap)), ElementsAre("figure.revision"));
}

TEST(IndicatorRulesTest, FiguresSayTheSameWhateverDecimalsAreWritten) {
  const auto a = Parse<v1::Figure>(kFigure);
  EXPECT_TRUE(SayTheSame(a, Parse<v1::Figure>(kFigure, "value: '12.5' note: 'x'")));
  EXPECT_FALSE(SayTheSame(a, Parse<v1::Figure>(kFigure, "value: '12.51'")));
  EXPECT_FALSE(SayTheSame(a, Parse<v1::Figure>(kFigure, "status: PRELIMINARY")));
}

TEST(IndicatorRulesTest, AnIndicatorThatHasFiguresStaysWhatTheySay) {
  const auto before = Parse<v1::Indicator>(kIndicator);
  const auto check = [&](const std::string& rest, const std::string& figure) {
    return CheckFiguresStillFit(before, Parse<v1::Indicator>(kIndicator, rest), figure);
  };
  EXPECT_THAT(check("decimals: 3 source_note: 'x'", "indicators/ict/figures/a"), IsOk());
  for (const char* change : {"unit: 'EUR'", "decimals: 1", "is_rate: true"}) {
    EXPECT_THAT(check(change, "indicators/ict/figures/a"),
                RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE))
        << change;
    EXPECT_THAT(check(change, ""), IsOk()) << change;
  }
}

TEST(IndicatorRulesTest, AnIndicatorHasAUnitAndOneNamePerLanguage) {
  base::FieldErrors errors;
  CheckIndicator(Parse<v1::Indicator>("unit: ' ' display_names { language: 'en' text: 'a' } "
                                      "display_names { language: 'EN' text: 'b' }"),
                 "indicator", errors);
  EXPECT_THAT(BadFields(errors.ToStatus()),
              ElementsAre("indicator.display_names[1]", "indicator.unit"));
}

TEST(IndicatorRulesTest, MoneyHasAnAmountAndACurrency) {
  EXPECT_THAT(FaultsOfResult(""), IsEmpty());
  EXPECT_THAT(FaultsOfResult("amount: '1250000.00' currency: 'BYN'"), IsEmpty());
  EXPECT_THAT(FaultsOfResult("amount: '5'"), ElementsAre("result.currency"));
  EXPECT_THAT(FaultsOfResult("currency: 'USD'"), ElementsAre("result.currency"));
  EXPECT_THAT(FaultsOfResult("amount: '5' currency: 'XYZ'"), ElementsAre("result.currency"));
  EXPECT_THAT(FaultsOfResult("amount: '5' currency: 'usd'"), ElementsAre("result.currency"));
  EXPECT_THAT(FaultsOfResult("amount: '-5' currency: 'USD'"), ElementsAre("result.amount"));
  EXPECT_THAT(FaultsOfResult("amount: '5 млн' currency: 'USD'"), ElementsAre("result.amount"));
}

TEST(IndicatorRulesTest, AResultNamesEachOnceAndIsOfADay) {
  EXPECT_THAT(FaultsOfResult("date: 'August 2023'"), ElementsAre("result.date"));
  EXPECT_THAT(FaultsOfResult("parties: 'organizations/a' parties: 'organizations/b' "
                             "parties: 'organizations/a' origins: 'events/e' origins: 'events/e'"),
              ElementsAre("result.parties[2]", "result.origins[1]"));
}

}  // namespace
}  // namespace plenary::indicators
