#include "services/indicators/compare_rules.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/types/optional.h"
#include "services/base/errors.h"
#include "services/indicators/decimal_rules.h"
#include "services/indicators/period_rules.h"

namespace plenary::indicators {
namespace {

using Comparison = v1::FigureComparison;
using Request = v1::CompareFiguresRequest;

// Figures by what they are told apart by: countries, or organizations; empty: all together.
using ByGroup = std::map<std::string, const v1::Figure*>;
using BySource = std::map<std::string, ByGroup>;

// What is compared with what.
struct Sorted {
  BySource numbers;
  BySource bases;
  BySource targets;
};

bool IsByCountry(const Request& request) { return request.grouping() != Request::BY_ORGANIZATION; }

Decimal ValueOf(absl::string_view value) { return Decimal::Read(value).value_or(Decimal()); }

// The less a status promises, the greater.
int Looseness(v1::Figure::Status status) {
  switch (status) {
    case v1::Figure::FINAL:
      return 0;
    case v1::Figure::PRELIMINARY:
      return 1;
    default:
      return 2;
  }
}

Sorted Sort(const Request& request, const std::vector<v1::Figure>& figures) {
  const bool is_by_country = IsByCountry(request);
  const auto& fixed_names = is_by_country ? request.organizations() : request.countries();
  const std::string fixed = fixed_names.empty() ? "" : fixed_names[0];
  const int64_t now = PeriodKey(request.period());
  const int64_t before = PeriodKey(YearBefore(request.period()));
  const v1::Figure::Kind kind = KindAsked(request);
  Sorted sorted;
  for (const v1::Figure& figure : figures) {
    if ((is_by_country ? figure.organization() : figure.country()) != fixed) continue;
    const std::string& group = is_by_country ? figure.country() : figure.organization();
    const int64_t period = PeriodKey(figure.period());
    const bool is_asked =
        figure.kind() == kind && (request.source().empty() || figure.source() == request.source());
    if (is_asked && period == now) sorted.numbers[figure.source()][group] = &figure;
    if (is_asked && period == before) sorted.bases[figure.source()][group] = &figure;
    if (kind != v1::Figure::TARGET && figure.kind() == v1::Figure::TARGET && period == now) {
      sorted.targets[figure.source()][group] = &figure;
    }
  }
  return sorted;
}

Comparison::Number NumberOf(const v1::Figure& figure) {
  Comparison::Number number;
  number.set_value(figure.value());
  number.add_figures(figure.name());
  number.set_status(figure.status());
  return number;
}

Comparison::Number SumOf(const ByGroup& figures) {
  Comparison::Number number;
  Decimal sum;
  for (const auto& [group, figure] : figures) {
    sum = sum + ValueOf(figure->value());
    number.add_figures(figure->name());
    const bool is_looser =
        number.figures_size() == 1 || Looseness(figure->status()) > Looseness(number.status());
    if (is_looser) number.set_status(figure->status());
  }
  number.set_value(sum.Text());
  return number;
}

const v1::Figure* Find(const ByGroup& figures, const std::string& group) {
  const auto found = figures.find(group);
  return found == figures.end() ? nullptr : found->second;
}

const ByGroup& Of(const BySource& figures, const std::string& source) {
  static const auto& none = *new ByGroup;
  const auto found = figures.find(source);
  return found == figures.end() ? none : found->second;
}

bool HaveTheSameGroups(const ByGroup& a, const ByGroup& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& one, const auto& other) { return one.first == other.first; });
}

void AddGrowth(Comparison::Row& row) {
  if (!row.has_base()) return row.set_growth(Comparison::NO_BASE);
  const Decimal base = ValueOf(row.base().value());
  if (!base.IsPositive()) return row.set_growth(Comparison::BASE_NOT_POSITIVE);
  const Decimal number = ValueOf(row.number().value());
  row.set_growth(Comparison::COMPARED);
  row.set_growth_percent(Percent(number, base));
  row.set_increase_percent(PercentMore(number, base));
}

void AddTargets(const v1::Indicator& indicator, const BySource& targets, const std::string& group,
                Comparison::Row& row) {
  const Decimal number = ValueOf(row.number().value());
  for (const auto& [source, figures] : targets) {
    const v1::Figure* figure = Find(figures, group);
    if (figure == nullptr) continue;
    const Decimal aim = ValueOf(figure->value());
    Comparison::Target& target = *row.add_targets();
    *target.mutable_number() = NumberOf(*figure);
    target.set_source(source);
    if (aim.IsPositive()) target.set_attainment_percent(Percent(number, aim));
    target.set_is_met(indicator.less_is_better() ? !(aim < number) : !(number < aim));
  }
}

// The total after one source; nullopt where there is none.
absl::optional<Comparison::Row> TotalOf(const v1::Indicator& indicator, const Sorted& sorted,
                                        const std::string& source) {
  const ByGroup& numbers = Of(sorted.numbers, source);
  const ByGroup& bases = Of(sorted.bases, source);
  Comparison::Row row;
  row.set_source(source);
  if (const v1::Figure* stated = Find(numbers, ""); stated != nullptr) {
    *row.mutable_number() = NumberOf(*stated);
    if (const v1::Figure* base = Find(bases, ""); base != nullptr) {
      *row.mutable_base() = NumberOf(*base);
    }
  } else {
    if (indicator.is_rate()) return absl::nullopt;
    *row.mutable_number() = SumOf(numbers);
    // Of other countries the sum would grow or shrink by who is counted.
    if (HaveTheSameGroups(numbers, bases)) *row.mutable_base() = SumOf(bases);
  }
  AddGrowth(row);
  AddTargets(indicator, sorted.targets, "", row);
  return row;
}

bool IsShown(const Request& request, const std::string& group) {
  const auto& shown = IsByCountry(request) ? request.countries() : request.organizations();
  return shown.empty() || std::find(shown.begin(), shown.end(), group) != shown.end();
}

Comparison::Row RowOf(const v1::Indicator& indicator, const Request& request, const Sorted& sorted,
                      const v1::Figure& figure, const absl::optional<Comparison::Row>& total) {
  const std::string& group = IsByCountry(request) ? figure.country() : figure.organization();
  Comparison::Row row;
  row.set_source(figure.source());
  *row.mutable_number() = NumberOf(figure);
  const v1::Figure* base = Find(Of(sorted.bases, figure.source()), group);
  if (base != nullptr) *row.mutable_base() = NumberOf(*base);
  AddGrowth(row);
  if (total.has_value() && !indicator.is_rate()) {
    const Decimal whole = ValueOf(total->number().value());
    if (whole.IsPositive()) row.set_share_percent(Percent(ValueOf(figure.value()), whole));
  }
  AddTargets(indicator, sorted.targets, group, row);
  return row;
}

// The greatest number first.
std::vector<const v1::Figure*> Ordered(const ByGroup& figures) {
  std::vector<const v1::Figure*> ordered;
  ordered.reserve(figures.size());
  for (const auto& [group, figure] : figures) ordered.push_back(figure);
  std::stable_sort(ordered.begin(), ordered.end(), [](const v1::Figure* a, const v1::Figure* b) {
    return ValueOf(b->value()) < ValueOf(a->value());
  });
  return ordered;
}

}  // namespace

absl::Status CheckQuestion(const Request& request) {
  base::FieldErrors errors;
  if (const std::string fault = FaultOfPeriod(request.period()); !fault.empty()) {
    errors.Add("period.number", fault);
  }
  const bool is_by_country = IsByCountry(request);
  const int fixed = is_by_country ? request.organizations_size() : request.countries_size();
  if (fixed > 1) {
    errors.Add(is_by_country ? "organizations" : "countries",
               "may name one at most in this grouping");
  }
  return errors.ToStatus();
}

v1::Figure::Kind KindAsked(const Request& request) {
  return request.kind() == v1::Figure::KIND_UNSPECIFIED ? v1::Figure::ACTUAL : request.kind();
}

Comparison Compare(const v1::Indicator& indicator, const Request& request,
                   const std::vector<v1::Figure>& figures) {
  const Sorted sorted = Sort(request, figures);
  const bool is_by_country = IsByCountry(request);
  const auto& fixed_names = is_by_country ? request.organizations() : request.countries();
  const std::string fixed = fixed_names.empty() ? "" : fixed_names[0];
  Comparison comparison;
  comparison.set_indicator(indicator.name());
  comparison.set_unit(indicator.unit());
  *comparison.mutable_period() = request.period();
  *comparison.mutable_base_period() = YearBefore(request.period());
  const auto place = [&](Comparison::Row row, const std::string& group) {
    row.set_country(is_by_country ? group : fixed);
    row.set_organization(is_by_country ? fixed : group);
    return row;
  };
  for (const auto& [source, numbers] : sorted.numbers) {
    const absl::optional<Comparison::Row> total = TotalOf(indicator, sorted, source);
    if (total.has_value()) *comparison.add_totals() = place(*total, "");
    for (const v1::Figure* figure : Ordered(numbers)) {
      const std::string& group = is_by_country ? figure->country() : figure->organization();
      if (group.empty() || !IsShown(request, group)) continue;
      *comparison.add_rows() = place(RowOf(indicator, request, sorted, *figure, total), group);
    }
  }
  return comparison;
}

}  // namespace plenary::indicators
