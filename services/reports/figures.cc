// Figures of a year by country, and how they grew.
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "services/base/errors.h"
#include "services/reports/year.h"

namespace plenary::reports {
namespace {

using Comparison = v1::FigureComparison;
using Indicators = indicators::IndicatorService;
using Period = v1::FigurePeriod;

// Whether figures of one period tell more of the year than those of the other: those of all of it,
// else of the longest time from its beginning on.
bool TellsMore(const Period& a, const Period& b) {
  if (a.kind() != b.kind()) return a.kind() == Period::YEAR;
  return a.number() > b.number();
}

// The period by which each indicator tells most of the year; those without a figure have none.
absl::StatusOr<std::map<std::string, Period>> PeriodsTold(const Year& year) {
  v1::ListFiguresRequest request;
  request.set_parent("indicators/-");
  request.set_filter(absl::StrCat("latest = true AND kind = ACTUAL AND period.year = ", year.number,
                                  " AND (period.kind = YEAR OR period.kind = CUMULATIVE)"));
  PLENARY_ASSIGN_OR_RETURN(const auto figures,
                           ListAll(year, year.sources.indicators, &Indicators::ListFigures, request,
                                   &v1::ListFiguresResponse::mutable_figures));
  std::map<std::string, Period> periods;
  for (const v1::Figure& figure : figures) {
    const std::string indicator = figure.name().substr(0, figure.name().find("/figures/"));
    const auto [told, is_new] = periods.emplace(indicator, figure.period());
    if (!is_new && TellsMore(figure.period(), told->second)) told->second = figure.period();
  }
  return periods;
}

Words PeriodIn(const Period& period) {
  const auto month = [](int number) { return Word(absl::StrCat("month.", number)); };
  return [=](documents::Language language) {
    Filling filling;
    filling.texts = {{"year", absl::StrCat(period.year())}};
    if (period.kind() == Period::CUMULATIVE) {
      filling.texts["first"] = month(1)(language);
      filling.texts["last"] = month(period.number())(language);
    }
    return Fill(Word(absl::StrCat("period.", Period::Kind_Name(period.kind())))(language), filling,
                language);
  };
}

// «предварительно», «условный пример»; nothing for what is final.
Words MarkOf(v1::Figure::Status status) {
  if (status != v1::Figure::PRELIMINARY && status != v1::Figure::ILLUSTRATIVE) return Same("");
  return Word(absl::StrCat("status.", v1::Figure::Status_Name(status)));
}

// Writes what a row of a comparison says.
class RowTeller {
 public:
  // `place` is that of the row in the answer to `request`: "comparisons.0.rows.0".
  RowTeller(const v1::Indicator& indicator, const Comparison::Row& row,
            v1::CompareFiguresRequest request, std::string place)
      : indicator_(indicator), row_(row), request_(std::move(request)), place_(std::move(place)) {}

  Draft Growth() const {
    v1::Figure::Status status = row_.number().status();
    Draft draft = Begin(row_.source());
    draft.numbers = {
        Number("value", row_.number().value(), ".number.value", indicator_.unit(), status)};
    Name(row_.number(), draft);
    if (!row_.share_percent().empty()) {
      draft.numbers.push_back(Number("share", row_.share_percent(), ".share_percent", "%", status));
    }
    if (row_.growth() == Comparison::COMPARED) {
      draft.pattern = "figure.growth";
      status = Looser(status, row_.base().status());
      Name(row_.base(), draft);
      draft.numbers.push_back(
          Number("growth", row_.growth_percent(), ".growth_percent", "%", status));
      draft.numbers.push_back(
          Number("increase", row_.increase_percent(), ".increase_percent", "%", status));
    } else {
      draft.kind = v1::ReportSentence::MISSING;
      draft.pattern = row_.growth() == Comparison::BASE_NOT_POSITIVE ? "figure.base_not_positive"
                                                                     : "figure.no_base";
    }
    draft.texts["mark"] = MarkOf(status);
    return draft;
  }

  std::vector<Draft> Targets() const {
    std::vector<Draft> drafts;
    drafts.reserve(static_cast<size_t>(row_.targets_size()));
    for (int i = 0; i < row_.targets_size(); ++i) {
      const Comparison::Target& target = row_.targets(i);
      const std::string at = absl::StrCat(".targets.", i);
      const v1::Figure::Status status = Looser(target.number().status(), row_.number().status());
      Draft draft = Begin(target.source());
      draft.pattern = "figure.target";
      draft.numbers = {Number("target", target.number().value(), at + ".number.value",
                              indicator_.unit(), target.number().status())};
      if (!target.attainment_percent().empty()) {
        draft.numbers.push_back(Number("attainment", target.attainment_percent(),
                                       at + ".attainment_percent", "%", status));
      }
      draft.texts["mark"] = MarkOf(status);
      Name(target.number(), draft);
      drafts.push_back(std::move(draft));
    }
    return drafts;
  }

 private:
  Draft Begin(const std::string& source) const {
    Draft draft;
    draft.texts = {{"indicator", Recorded(indicator_.display_names())},
                   {"unit", Same(indicator_.unit())},
                   {"source", Same(source)},
                   {"period", PeriodIn(request_.period())},
                   {"country", row_.country().empty() ? Word("figure.all_countries")
                                                      : Country(row_.country())}};
    return draft;
  }

  v1::ReportNumber Number(absl::string_view key, const std::string& value, absl::string_view field,
                          absl::string_view unit, v1::Figure::Status status) const {
    return Told(key, value, unit,
                QueryOf(request_, v1::ReportQuery::VALUE, absl::StrCat(place_, field)), status);
  }

  // Adds the figures that a number comes from to what the sentence is about.
  static void Name(const Comparison::Number& number, Draft& draft) {
    draft.resources.insert(draft.resources.end(), number.figures().begin(), number.figures().end());
  }

  const v1::Indicator& indicator_;
  const Comparison::Row& row_;
  const v1::CompareFiguresRequest request_;
  const std::string place_;
};

void SayRow(const v1::Indicator& indicator, const Comparison::Row& row,
            const v1::CompareFiguresRequest& all, absl::string_view place, Section& section) {
  v1::CompareFiguresRequest one = all;
  one.set_source(row.source());
  if (!row.country().empty()) one.add_countries(row.country());
  const RowTeller teller(indicator, row, one, absl::StrCat("comparisons.0.", place));
  section.Say(teller.Growth());
  for (Draft& target : teller.Targets()) section.Say(std::move(target));
}

// What the figures of an indicator say, by country and together, or with one country alone; whether
// they say anything.
absl::StatusOr<bool> SayIndicator(const Year& year, const v1::Indicator& indicator,
                                  const Period& period, absl::string_view country,
                                  Section& section) {
  v1::CompareFiguresRequest request;
  request.add_indicators(indicator.name());
  *request.mutable_period() = period;
  PLENARY_ASSIGN_OR_RETURN(const v1::CompareFiguresResponse response,
                           year.sources.indicators.CompareFigures(year.tx, year.call, request));
  const Comparison& comparison = response.comparisons(0);
  for (const Comparison::Row& row : comparison.rows()) {
    if (country.empty() || row.country() == country) {
      SayRow(indicator, row, request, "rows.0", section);
    }
  }
  if (!country.empty()) return true;
  for (const Comparison::Row& total : comparison.totals()) {
    SayRow(indicator, total, request, "totals.0", section);
  }
  return comparison.rows_size() + comparison.totals_size() > 0;
}

absl::StatusOr<std::vector<v1::Indicator>> ReadIndicators(const Year& year) {
  return ListAll(year, year.sources.indicators, &Indicators::ListIndicators,
                 v1::ListIndicatorsRequest(), &v1::ListIndicatorsResponse::mutable_indicators);
}

}  // namespace

absl::Status WriteFigures(Year& year, Section section) {
  PLENARY_ASSIGN_OR_RETURN(const auto indicators, ReadIndicators(year));
  if (indicators.empty()) section.SayMissing("figures.none");
  PLENARY_ASSIGN_OR_RETURN(const auto periods, PeriodsTold(year));
  for (const v1::Indicator& indicator : indicators) {
    const auto period = periods.find(indicator.name());
    bool is_told = false;
    if (period != periods.end()) {
      PLENARY_ASSIGN_OR_RETURN(is_told, SayIndicator(year, indicator, period->second, "", section));
    }
    if (is_told) continue;
    Draft draft;
    draft.pattern = "figure.none";
    draft.kind = v1::ReportSentence::MISSING;
    draft.texts = {{"indicator", Recorded(indicator.display_names())}};
    draft.resources = {indicator.name()};
    section.Say(std::move(draft));
  }
  return absl::OkStatus();
}

absl::StatusOr<int> LatestYearWith(storage::Tx& tx, const storage::Call& call,
                                   const Sources& sources, absl::string_view country) {
  v1::ListFiguresRequest request;
  request.set_parent("indicators/-");
  request.set_filter(
      absl::StrCat("latest = true AND kind = ACTUAL AND country = ", Quoted(country)));
  request.set_order_by("period desc");
  request.set_page_size(1);
  PLENARY_ASSIGN_OR_RETURN(const v1::ListFiguresResponse latest,
                           sources.indicators.ListFigures(tx, call, request));
  return latest.figures().empty() ? 0 : latest.figures(0).period().year();
}

absl::Status WriteFiguresWith(Year& year, absl::string_view country, Section section) {
  PLENARY_ASSIGN_OR_RETURN(const auto indicators, ReadIndicators(year));
  PLENARY_ASSIGN_OR_RETURN(const auto periods, PeriodsTold(year));
  for (const v1::Indicator& indicator : indicators) {
    const auto period = periods.find(indicator.name());
    if (period == periods.end()) continue;
    PLENARY_RETURN_IF_ERROR(
        SayIndicator(year, indicator, period->second, country, section).status());
  }
  return absl::OkStatus();
}

}  // namespace plenary::reports
