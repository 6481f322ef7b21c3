// Numbers as people write them in tables. Pure.
#ifndef PLENARY_SERVICES_INDICATORS_NUMBER_RULES_H_
#define PLENARY_SERVICES_INDICATORS_NUMBER_RULES_H_

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "services/indicators/decimal_rules.h"

namespace plenary::indicators {

// What stands before decimals. Thousands may be parted by the other one, by blanks of any kind or
// by apostrophes, three digits each.
enum class DecimalMark { kUnknown, kComma, kPoint };

// A number with each of the marks; nullopt where it is none with that. "1 234,5" is one with a
// comma alone, "1,234" with either, but not the same; "1234" the same with both. A minus may be a
// dash.
struct WrittenNumber {
  absl::optional<Decimal> with_comma;
  absl::optional<Decimal> with_point;

  bool IsNumber() const { return with_comma.has_value() || with_point.has_value(); }
  // The only mark with which it is a number; kUnknown where it tells nothing.
  DecimalMark Tells() const;
  // The number, where it is the same with both, or with `mark`; with an unknown one, where only one
  // makes it a number. Nullopt otherwise.
  absl::optional<Decimal> With(DecimalMark mark) const;
};

WrittenNumber ReadNumber(absl::string_view text);

// Whether a cell says that there is no number: nothing, a dash, dots, "x", "н/д", "n/a".
bool SaysNoNumber(absl::string_view text);

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_NUMBER_RULES_H_
