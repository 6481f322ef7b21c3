#include "services/indicators/rules.h"

#include <unicode/ucurr.h>
#include <unicode/uenum.h>

#include <algorithm>
#include <memory>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "services/base/texts.h"
#include "services/indicators/decimal_rules.h"
#include "services/indicators/period_rules.h"

namespace plenary::indicators {
namespace {

constexpr size_t kDateBytes = 10;  // 2023-08-24

bool IsBlank(absl::string_view text) { return absl::StripAsciiWhitespace(text).empty(); }

// Every ISO 4217 code of a currency that is money today.
const std::set<std::string, std::less<>>& Currencies() {
  static const auto& currencies = *new std::set<std::string, std::less<>>([] {
    std::set<std::string, std::less<>> codes;
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UEnumeration, decltype(&uenum_close)> all(
        ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, &error), &uenum_close);
    int32_t size = 0;
    for (const char* code = nullptr;
         U_SUCCESS(error) && (code = uenum_next(all.get(), &size, &error)) != nullptr;) {
      codes.emplace(code, static_cast<size_t>(size));
    }
    return codes;
  }());
  return currencies;
}

// The path of a field of the message at `field`, which may be the request itself.
std::string PathOf(absl::string_view field, absl::string_view name) {
  return field.empty() ? std::string(name) : absl::StrCat(field, ".", name);
}

void CheckDate(absl::string_view date, absl::string_view field, base::FieldErrors& errors) {
  if (date.empty() || IsDate(date)) return;
  errors.Add(field, R"(must be a day of the calendar like "2023-08-24")");
}

void CheckPeriod(const v1::FigurePeriod& period, absl::string_view field,
                 base::FieldErrors& errors) {
  if (const std::string fault = FaultOfPeriod(period); !fault.empty()) {
    errors.Add(absl::StrCat(field, ".number"), fault);
  }
}

void CheckValue(const v1::Figure& figure, const v1::Indicator& indicator, absl::string_view field,
                base::FieldErrors& errors) {
  const absl::optional<Decimal> value = Decimal::Read(figure.value());
  if (!value.has_value()) {
    errors.Add(field, absl::StrCat("must be a number of at most ", kMostDigits,
                                   R"( digits like "-1234.50")"));
  } else if (value->decimals() > indicator.decimals()) {
    errors.Add(field, absl::StrCat("has ", value->decimals(), " decimals; ", indicator.name(),
                                   " has ", indicator.decimals()));
  }
}

void CheckMoney(const v1::Result& result, absl::string_view field, base::FieldErrors& errors) {
  const absl::optional<Decimal> amount = Decimal::Read(result.amount());
  if (!result.amount().empty() && (!amount.has_value() || amount->IsNegative())) {
    errors.Add(absl::StrCat(field, ".amount"),
               absl::StrCat("must be a number of at most ", kMostDigits,
                            R"( digits, not negative, like "1250000.00")"));
  }
  if (result.amount().empty() != result.currency().empty()) {
    errors.Add(absl::StrCat(field, ".currency"), "is given with an amount, and only with one");
  } else if (!result.currency().empty() && Currencies().count(result.currency()) == 0) {
    errors.Add(absl::StrCat(field, ".currency"), R"(must be an ISO 4217 code like "USD")");
  }
}

// Adds an error for each name that stands in a list already.
void CheckNoRepetition(const google::protobuf::RepeatedPtrField<std::string>& names,
                       absl::string_view field, base::FieldErrors& errors) {
  std::set<absl::string_view> seen;
  for (int i = 0; i < names.size(); ++i) {
    if (seen.insert(names[i]).second) continue;
    errors.Add(absl::StrCat(field, "[", i, "]"), "stands in the list already");
  }
}

}  // namespace

bool IsDate(absl::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  const bool has_form = text.size() == kDateBytes && text[4] == '-' && text[7] == '-' &&
                        std::count_if(text.begin(), text.end(), absl::ascii_isdigit) == 8 &&
                        absl::SimpleAtoi(text.substr(0, 4), &year) &&
                        absl::SimpleAtoi(text.substr(5, 2), &month) &&
                        absl::SimpleAtoi(text.substr(8, 2), &day);
  if (!has_form || year < 1) return false;
  const absl::CivilDay civil(year, month, day);
  return civil.year() == year && civil.month() == month && civil.day() == day;
}

void CheckIndicator(const v1::Indicator& indicator, absl::string_view field,
                    base::FieldErrors& errors) {
  base::CheckOneTextPerLanguage(indicator.display_names(), absl::StrCat(field, ".display_names"),
                                errors);
  if (IsBlank(indicator.unit())) errors.Add(absl::StrCat(field, ".unit"), "must not be blank");
}

void CheckFigure(const v1::Figure& figure, const v1::Indicator& indicator, absl::string_view field,
                 base::FieldErrors& errors) {
  CheckPeriod(figure.period(), PathOf(field, "period"), errors);
  CheckValue(figure, indicator, PathOf(field, "value"), errors);
  if (IsBlank(figure.source())) errors.Add(PathOf(field, "source"), "must not be blank");
  CheckDate(figure.publish_date(), PathOf(field, "publish_date"), errors);
  CheckDate(figure.document().date(), PathOf(field, "document.date"), errors);
}

void CheckResult(const v1::Result& result, absl::string_view field, base::FieldErrors& errors) {
  base::CheckOneTextPerLanguage(result.titles(), absl::StrCat(field, ".titles"), errors);
  CheckMoney(result, field, errors);
  CheckDate(result.date(), absl::StrCat(field, ".date"), errors);
  CheckDate(result.document().date(), absl::StrCat(field, ".document.date"), errors);
  CheckNoRepetition(result.parties(), absl::StrCat(field, ".parties"), errors);
  CheckNoRepetition(result.origins(), absl::StrCat(field, ".origins"), errors);
  CheckNoRepetition(result.figures(), absl::StrCat(field, ".figures"), errors);
}

void CheckDefaults(const v1::FigureDefaults& defaults, absl::string_view field,
                   base::FieldErrors& errors) {
  if (defaults.has_period()) {
    CheckPeriod(defaults.period(), absl::StrCat(field, ".period"), errors);
  }
  CheckDate(defaults.publish_date(), absl::StrCat(field, ".publish_date"), errors);
  CheckDate(defaults.document().date(), absl::StrCat(field, ".document.date"), errors);
}

absl::Status CheckFiguresStillFit(const v1::Indicator& before, const v1::Indicator& after,
                                  absl::string_view figure) {
  const bool fit = after.unit() == before.unit() && after.decimals() >= before.decimals() &&
                   after.is_rate() == before.is_rate();
  if (fit || figure.empty()) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RESOURCE_IN_USE,
      absl::StrCat(before.name(),
                   " has figures: its unit stays, its decimals are not lowered, and ",
                   "what is a rate remains one; create another indicator instead"),
      {{"resource", before.name()}, {"blockedBy", std::string(figure)}});
}

absl::Status SettleUnit(const v1::Indicator& indicator, v1::Figure& figure) {
  if (figure.unit().empty()) figure.set_unit(indicator.unit());
  if (figure.unit() == indicator.unit()) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_UNIT_MISMATCH,
      absl::StrCat(indicator.name(), " is measured in ", indicator.unit(), ", not in ",
                   figure.unit(), "; convert the figure, or give another indicator"),
      {{"unit", figure.unit()}, {"indicatorUnit", indicator.unit()}});
}

void Settle(v1::Figure& figure) {
  if (const auto value = Decimal::Read(figure.value()); value.has_value()) {
    figure.set_value(value->Text());
  }
}

absl::Status SettleRevision(const v1::Figure* latest, v1::Figure& figure) {
  const int32_t next = latest == nullptr ? 1 : latest->revision() + 1;
  if (latest != nullptr && figure.revision() < next) return RevisionExists(*latest);
  if (figure.revision() > next) {
    return base::BadField("figure.revision",
                          absl::StrCat("must be ", next, ": there are no gaps between revisions"));
  }
  figure.set_revision(next);
  return absl::OkStatus();
}

absl::Status RevisionExists(const v1::Figure& latest) {
  return base::WithResource(
      base::Refuse(
          absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_FIGURE_REVISION_EXISTS,
          absl::StrCat("there is such a figure already, and its latest revision is ",
                       latest.revision(), ", ", latest.name(), "; revise that one"),
          {{"figure", latest.name()}, {"latestRevision", absl::StrCat(latest.revision())}}),
      latest);
}

bool SayTheSame(const v1::Figure& a, const v1::Figure& b) {
  const absl::optional<Decimal> value = Decimal::Read(a.value());
  const absl::optional<Decimal> other = Decimal::Read(b.value());
  return a.status() == b.status() && value.has_value() && other.has_value() && *value == *other;
}

}  // namespace plenary::indicators
