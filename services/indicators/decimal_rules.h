// Exact decimal numbers, and percentages of them. Pure.
#ifndef PLENARY_SERVICES_INDICATORS_DECIMAL_RULES_H_
#define PLENARY_SERVICES_INDICATORS_DECIMAL_RULES_H_

#include <string>

#include "absl/numeric/int128.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace plenary::indicators {

// Most decimals, and most digits in all, of a number that is read.
inline constexpr int kMostDecimals = 6;
inline constexpr int kMostDigits = 18;

// A number with its decimals: 3.20 has two, and equals 3.2. Sums of ten million numbers fit.
class Decimal {
 public:
  // Zero.
  Decimal() = default;

  // "-1234.50": digits, and a point with digits behind it where there are decimals. Nullopt where
  // it is anything else, or has more digits than may be; zeros in front don't count.
  static absl::optional<Decimal> Read(absl::string_view text);

  int decimals() const { return decimals_; }
  // As it was read, without zeros in front; zero has no sign.
  std::string Text() const;

  bool IsPositive() const { return units_ > 0; }
  bool IsNegative() const { return units_ < 0; }

  // With as many decimals as the one that has more.
  friend Decimal operator+(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return a.Aligned() == b.Aligned(); }
  friend bool operator<(const Decimal& a, const Decimal& b) { return a.Aligned() < b.Aligned(); }

  // Tenths of a percent that `part` is of `whole`, which is positive: halves are rounded away from
  // zero.
  friend absl::int128 TenthsOfPercent(const Decimal& part, const Decimal& whole);

 private:
  Decimal(absl::int128 units, int decimals) : units_(units), decimals_(decimals) {}
  // In units of 10^-kMostDecimals.
  absl::int128 Aligned() const;

  absl::int128 units_ = 0;  // of 10^-decimals_
  int decimals_ = 0;
};

absl::int128 TenthsOfPercent(const Decimal& part, const Decimal& whole);

// "120.0": `part` in percent of `whole`, which is positive.
std::string Percent(const Decimal& part, const Decimal& whole);
// "20.0", "-3.5": by how many percent `number` is more than `base`, which is positive: Percent less
// a hundred, so that the two agree in every decimal.
std::string PercentMore(const Decimal& number, const Decimal& base);

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_DECIMAL_RULES_H_
