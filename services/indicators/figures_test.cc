// Indicators and their figures over every engine: made, revised, listed, compared.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "tests/testing/indicators.h"
#include "tests/testing/race.h"

namespace plenary::indicators {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Service = IndicatorService;

class FiguresTest : public testing::IndicatorTest {
 protected:
  absl::StatusOr<v1::Indicator> Update(const std::string& fields, const std::string& more = "") {
    return calls_.Do(&Service::UpdateIndicator,
                     absl::StrCat("indicator { name: 'indicators/ict' ", fields, " } ", more));
  }
  v1::FigureComparison Compared(const std::string& rest) {
    return Value(calls_.Ask(&Service::CompareFigures,
                            absl::StrCat("indicators: 'indicators/ict' "
                                         "period { kind: YEAR year: 2023 } ",
                                         rest)))
        .comparisons(0);
  }
};
PLENARY_ON_EVERY_ENGINE(FiguresTest);

// --- Indicators.

TEST_P(FiguresTest, AnIndicatorSaysWhatIsMeasuredInWhichUnit) {
  const auto made = Value(calls_.CreateIndicator("per-head", "unit: 'USD' is_rate: true"));
  EXPECT_EQ(made.name(), "indicators/per-head");
  EXPECT_EQ(made.unit(), "USD");
  EXPECT_FALSE(made.etag().empty());
  EXPECT_THAT(Value(calls_.Ask(&Service::GetIndicator, "name: 'indicators/per-head'")),
              EqualsProto(made));
  EXPECT_THAT(calls_.CreateIndicator("per-head"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  EXPECT_THAT(BadFields(calls_.CreateIndicator("other", "unit: ' '")),
              ElementsAre("indicator.unit"));
}

TEST_P(FiguresTest, AnIndicatorWithFiguresKeepsItsUnit) {
  EXPECT_EQ(Value(Update("unit: 'EUR million'")).unit(), "EUR million");
  Value(Update("unit: 'USD million'"));
  const std::string figure = Value(calls_.Add("value: '1.25'")).name();
  const auto refusal = Update("unit: 'EUR million'");
  EXPECT_THAT(refusal, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(refusal.status()).at("blockedBy"), figure);
  EXPECT_THAT(Update("", "update_mask { paths: 'decimals' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(Value(Update("decimals: 3 source_note: 'As published'")).decimals(), 3);
}

TEST_P(FiguresTest, AStaleEtagOfAnIndicatorIsRefused) {
  EXPECT_THAT(Update("decimals: 3 etag: 'stale'"), RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
}

TEST_P(FiguresTest, TheFiguresOfADeletedIndicatorStayReadableAndNoneIsAdded) {
  const std::string figure = Value(calls_.Add("value: '1'")).name();
  const auto deleted =
      Value(calls_.Do(&Service::DeleteIndicator, std::string("name: 'indicators/ict'")));
  EXPECT_TRUE(deleted.has_delete_time());
  EXPECT_EQ(calls_.GetFigure(figure).value(), "1");
  EXPECT_THAT(calls_.Values(), ElementsAre(" 1"));
  EXPECT_THAT(calls_.Add("value: '2' country: 'RU'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(calls_.Revise(figure, "value: '2' status: FINAL"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(calls_.Do(&Service::UndeleteIndicator, std::string("name: 'indicators/ict'")),
              IsOk());
  EXPECT_THAT(calls_.Do(&Service::UndeleteIndicator, std::string("name: 'indicators/ict'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
  EXPECT_THAT(calls_.Revise(figure, "value: '2' status: FINAL"), IsOk());
}

TEST_P(FiguresTest, IndicatorsAreListedAndGotTogether) {
  Value(calls_.CreateIndicator("per-head", "unit: 'USD'"));
  const auto names = [&](const std::string& request) {
    std::vector<std::string> found;
    const auto page = Value(calls_.Ask(&Service::ListIndicators, request));
    for (const v1::Indicator& each : page.indicators()) found.push_back(each.name());
    return found;
  };
  EXPECT_THAT(names(""), ElementsAre("indicators/ict", "indicators/per-head"));
  EXPECT_THAT(names("filter: 'unit = \"USD\"'"), ElementsAre("indicators/per-head"));
  EXPECT_THAT(names("page_size: 1 order_by: 'create_time desc'"),
              ElementsAre("indicators/per-head"));
  Value(calls_.Do(&Service::DeleteIndicator, std::string("name: 'indicators/ict'")));
  EXPECT_THAT(names(""), ElementsAre("indicators/per-head"));
  EXPECT_THAT(names("show_deleted: true"), ElementsAre("indicators/ict", "indicators/per-head"));
  EXPECT_EQ(Value(calls_.Ask(&Service::BatchGetIndicators,
                             std::string("names: 'indicators/per-head' names: 'indicators/ict'")))
                .indicators(1)
                .name(),
            "indicators/ict");
  EXPECT_THAT(calls_.Ask(&Service::BatchGetIndicators,
                         std::string("names: 'indicators/ict' names: 'indicators/none'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

// --- Figures.

TEST_P(FiguresTest, AFigureIsTheFirstRevisionOfItsKeyInTheUnitOfItsIndicator) {
  const v1::Figure made = Value(calls_.Add("country: 'RU' value: '0120.50'"));
  EXPECT_EQ(made.revision(), 1);
  EXPECT_EQ(made.value(), "120.50");
  EXPECT_EQ(made.unit(), "USD million");
  EXPECT_THAT(made.superseded_by(), IsEmpty());
  EXPECT_THAT(calls_.GetFigure(made.name()), EqualsProto(made));
}

TEST_P(FiguresTest, AFigureWithTwoUnitsIsRefused) {
  const auto refusal = calls_.Add("value: '1' unit: 'EUR million'");
  EXPECT_THAT(refusal, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(refusal, RefusedFor(v1::ERROR_REASON_UNIT_MISMATCH));
  EXPECT_EQ(base::MetadataOf(refusal.status()).at("indicatorUnit"), "USD million");
  const std::string figure = Value(calls_.Add("value: '1' unit: 'USD million'")).name();
  EXPECT_THAT(calls_.Revise(figure, "value: '2' status: FINAL unit: 'USD'"),
              RefusedFor(v1::ERROR_REASON_UNIT_MISMATCH));
}

TEST_P(FiguresTest, ARevisionWithTheSameNumberIsRefusedAndTheLatestIsNamed) {
  const std::string first = Value(calls_.Add("value: '1'")).name();
  const std::string second = Value(calls_.Revise(first, "value: '2' status: FINAL")).name();
  for (const char* revision : {"", "revision: 1", "revision: 2"}) {
    const auto refusal = calls_.Add(absl::StrCat("value: '3' ", revision));
    EXPECT_THAT(refusal, StatusIs(absl::StatusCode::kAlreadyExists)) << revision;
    EXPECT_THAT(refusal, RefusedFor(v1::ERROR_REASON_FIGURE_REVISION_EXISTS)) << revision;
    EXPECT_EQ(base::MetadataOf(refusal.status()).at("figure"), second);
    EXPECT_EQ(base::MetadataOf(refusal.status()).at("latestRevision"), "2");
  }
  EXPECT_EQ(Value(calls_.Add("value: '3' revision: 3")).revision(), 3);
  EXPECT_THAT(BadFields(calls_.Add("value: '4' revision: 5")), ElementsAre("figure.revision"));
}

TEST_P(FiguresTest, ARevisionOverwritesNothing) {
  const std::string first = Value(calls_.Add("value: '100' note: 'first' country: 'RU'")).name();
  const v1::Figure second = Value(calls_.Revise(first, "value: '105.5' status: FINAL"));
  EXPECT_EQ(second.revision(), 2);
  EXPECT_EQ(second.country(), "RU");
  EXPECT_THAT(second.note(), IsEmpty());
  const v1::Figure before = calls_.GetFigure(first);
  EXPECT_EQ(before.value(), "100");
  EXPECT_EQ(before.status(), v1::Figure::PRELIMINARY);
  EXPECT_EQ(before.superseded_by(), second.name());
  EXPECT_THAT(calls_.Values("filter: 'latest = true'"), ElementsAre("RU 105.5"));
  EXPECT_THAT(calls_.Values("order_by: 'create_time'"), ElementsAre("RU 100", "RU 105.5"));
  const auto late = calls_.Revise(first, "value: '7' status: FINAL");
  EXPECT_THAT(late, RefusedFor(v1::ERROR_REASON_FIGURE_REVISION_EXISTS));
  EXPECT_EQ(base::MetadataOf(late.status()).at("figure"), second.name());
}

TEST_P(FiguresTest, OfTwoWhoReviseTheSameFigureAtOnceOneIsRefused) {
  const std::string first = Value(calls_.Add("value: '1'")).name();
  constexpr int kRacers = 6;
  std::vector<absl::Status> done(kRacers);
  testing::Race(kRacers, [&](int i) {
    done[static_cast<size_t>(i)] =
        calls_.Revise(first, absl::StrCat("value: '", i + 2, "' status: FINAL")).status();
  });
  int revised = 0;
  for (const absl::Status& each : done) {
    if (each.ok()) {
      ++revised;
    } else {
      EXPECT_THAT(each, RefusedFor(v1::ERROR_REASON_FIGURE_REVISION_EXISTS));
    }
  }
  EXPECT_EQ(revised, 1);
  EXPECT_EQ(calls_.Figures().size(), 2U);
}

TEST_P(FiguresTest, OfSeveralWhoAddTheSameFigureAtOnceOneDoes) {
  constexpr int kRacers = 6;
  std::vector<absl::Status> done(kRacers);
  testing::Race(kRacers, [&](int i) {
    done[static_cast<size_t>(i)] =
        calls_.Add(absl::StrCat("country: 'RU' value: '", i, "'")).status();
  });
  int added = 0;
  for (const absl::Status& each : done) {
    if (each.ok()) {
      ++added;
    } else {
      EXPECT_THAT(each, RefusedFor(v1::ERROR_REASON_FIGURE_REVISION_EXISTS));
    }
  }
  EXPECT_EQ(added, 1);
  EXPECT_EQ(calls_.Figures().size(), 1U);
}

TEST_P(FiguresTest, ACountryThatIsNoneIsABadField) {
  for (const char* country : {"XX", "Russia", "ru", "RU-KRS"}) {
    EXPECT_THAT(BadFields(calls_.Add(absl::StrCat("value: '1' country: '", country, "'"))),
                ElementsAre("figure.country"))
        << country;
  }
}

TEST_P(FiguresTest, EveryBadFieldOfAFigureIsToldAtOnce) {
  EXPECT_THAT(
      BadFields(calls_.Add("value: '1,5' source: ' ' publish_date: '2023-02-30' "
                           "period { kind: QUARTER number: 5 }")),
      ElementsAre("figure.period.number", "figure.value", "figure.source", "figure.publish_date"));
  EXPECT_THAT(BadFields(calls_.Add("value: '1.505'")), ElementsAre("figure.value"));
  const std::string figure = Value(calls_.Add("value: '1'")).name();
  EXPECT_THAT(BadFields(calls_.Revise(figure, "value: 'much' status: FINAL")),
              ElementsAre("value"));
}

TEST_P(FiguresTest, AnExporterMustBeThere) {
  EXPECT_THAT(calls_.Add("value: '1' organization: 'organizations/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  const std::string park = forum_.Organization("park");
  EXPECT_EQ(Value(calls_.Add(absl::StrCat("value: '1' organization: '", park, "'"))).organization(),
            park);
}

TEST_P(FiguresTest, FiguresAreListedByPeriodAndByWhatTheySay) {
  Value(calls_.CreateIndicator("other"));
  Value(calls_.Add("value: '3' country: 'RU'"));
  Value(calls_.Add("value: '1' country: 'RU' period { year: 2021 }"));
  Value(calls_.Add("value: '2' country: 'CN' period { kind: CUMULATIVE year: 2023 number: 9 }"));
  Value(calls_.Add("value: '4' country: 'RU' kind: TARGET status: FINAL source: 'Plan'"));
  Value(calls_.Add("value: '5' country: 'CN'", "indicators/other"));
  EXPECT_THAT(calls_.Values(), ElementsAre("RU 1", "CN 2", "RU 3", "RU 4"));
  EXPECT_THAT(calls_.Values("order_by: 'period desc'"),
              ElementsAre("RU 4", "RU 3", "CN 2", "RU 1"));
  EXPECT_THAT(calls_.Values("filter: 'country = \"CN\"'"), ElementsAre("CN 2"));
  EXPECT_THAT(calls_.Values("filter: 'kind = TARGET AND status = FINAL'"), ElementsAre("RU 4"));
  EXPECT_THAT(calls_.Values("filter: 'period.year = 2023 AND period.kind = YEAR'"),
              ElementsAre("RU 3", "RU 4"));
  EXPECT_THAT(calls_.Values("filter: 'period.number = 9'"), ElementsAre("CN 2"));
  EXPECT_THAT(calls_.Values("filter: 'source = \"Plan\"'"), ElementsAre("RU 4"));
  EXPECT_THAT(calls_.Values("filter: 'country = \"CN\"'", "indicators/-"),
              ElementsAre("CN 2", "CN 5"));
  EXPECT_THAT(calls_.Ask(&Service::ListFigures, std::string("parent: 'indicators/none'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(calls_.Ask(&Service::ListFigures,
                         std::string("parent: 'indicators/ict' filter: 'value = \"1\"'")),
              RefusedFor(v1::ERROR_REASON_INVALID_FILTER));
}

TEST_P(FiguresTest, FiguresAreGotTogetherWithinTheirIndicator) {
  Value(calls_.CreateIndicator("other"));
  const std::string mine = Value(calls_.Add("value: '1'")).name();
  const std::string other = Value(calls_.Add("value: '2'", "indicators/other")).name();
  const auto both = absl::StrCat("names: '", other, "' names: '", mine, "'");
  EXPECT_EQ(
      Value(calls_.Ask(&Service::BatchGetFigures, absl::StrCat("parent: 'indicators/-' ", both)))
          .figures(0)
          .value(),
      "2");
  EXPECT_THAT(BadFields(calls_.Ask(&Service::BatchGetFigures,
                                   absl::StrCat("parent: 'indicators/ict' ", both))),
              ElementsAre("names[0]"));
}

TEST_P(FiguresTest, ARepeatedRequestAddsNothingAndADryRunNeitherDoes) {
  const auto add = [&](const std::string& more) {
    return calls_.Do(
        &Service::CreateFigure,
        absl::StrCat("parent: 'indicators/ict' figure { period { kind: YEAR year: 2023 "
                     "} kind: ACTUAL source: 'Belstat' status: FINAL value: '1' } ",
                     more));
  };
  EXPECT_THAT(add("validate_only: true"), IsOk());
  EXPECT_THAT(calls_.Figures(), IsEmpty());
  const v1::Figure first = Value(add("request_id: 'once'"));
  EXPECT_THAT(Value(add("request_id: 'once'")), EqualsProto(first));
  EXPECT_EQ(calls_.Figures().size(), 1U);
}

// --- Compared.

TEST_P(FiguresTest, GrowthIsToldBothWaysWithTheFiguresBehindIt) {
  const std::string base =
      Value(calls_.Add("country: 'RU' value: '100' period { year: 2022 }")).name();
  const std::string first = Value(calls_.Add("country: 'RU' value: '110'")).name();
  const std::string second = Value(calls_.Revise(first, "value: '120' status: FINAL")).name();
  Value(calls_.Add("country: 'CN' value: '80'"));
  Value(calls_.Add("country: 'RU' value: '150' kind: TARGET source: 'Plan'"));
  const v1::FigureComparison compared = Compared("");
  ASSERT_EQ(compared.rows_size(), 2);
  const v1::FigureComparison::Row& russia = compared.rows(0);
  EXPECT_EQ(russia.country(), "RU");
  EXPECT_THAT(russia.number().figures(), ElementsAre(second));
  EXPECT_THAT(russia.base().figures(), ElementsAre(base));
  EXPECT_EQ(russia.growth_percent(), "120.0");
  EXPECT_EQ(russia.increase_percent(), "20.0");
  EXPECT_EQ(russia.share_percent(), "60.0");
  EXPECT_EQ(russia.targets(0).attainment_percent(), "80.0");
  EXPECT_EQ(compared.rows(1).growth(), v1::FigureComparison::NO_BASE);
  EXPECT_THAT(Compared("source: 'National Bank'").rows(), IsEmpty());
  // Targets are of whichever source.
  EXPECT_EQ(Compared("source: 'Belstat'").rows(0).targets_size(), 1);
}

TEST_P(FiguresTest, WhatIsComparedMustBeThereAndBeOnePeriod) {
  EXPECT_THAT(calls_.Ask(&Service::CompareFigures, std::string("indicators: 'indicators/none' "
                                                               "period { kind: YEAR year: 2023 }")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(BadFields(calls_.Ask(&Service::CompareFigures,
                                   std::string("indicators: 'indicators/ict' "
                                               "period { kind: YEAR year: 2023 number: 2 }"))),
              ElementsAre("period.number"));
}

}  // namespace
}  // namespace plenary::indicators
