#include "services/indicators/decimal_rules.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace plenary::indicators {
namespace {

absl::int128 PowerOfTen(int exponent) {
  absl::int128 power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

bool AreDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

// `units` of 10^-decimals as text.
std::string TextOf(absl::int128 units, int decimals) {
  const bool is_negative = units < 0;
  absl::int128 rest = is_negative ? -units : units;
  std::string reversed;
  for (int i = 0; rest != 0 || i <= decimals; ++i) {
    if (i == decimals && decimals > 0) reversed.push_back('.');
    reversed.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
    rest /= 10;
  }
  if (is_negative) reversed.push_back('-');
  return std::string(reversed.rbegin(), reversed.rend());
}

}  // namespace

absl::optional<Decimal> Decimal::Read(absl::string_view text) {
  const bool is_negative = absl::ConsumePrefix(&text, "-");
  const size_t point = text.find('.');
  const absl::string_view whole = text.substr(0, point);
  const absl::string_view part =
      point == absl::string_view::npos ? absl::string_view() : text.substr(point + 1);
  if (!AreDigits(whole)) return absl::nullopt;
  if (point != absl::string_view::npos && !AreDigits(part)) return absl::nullopt;
  const std::string digits = absl::StrCat(whole, part);
  const size_t zeros = std::min(digits.find_first_not_of('0'), digits.size());
  if (part.size() > kMostDecimals || digits.size() - zeros > kMostDigits) return absl::nullopt;
  absl::int128 units = 0;
  for (const char digit : digits) units = units * 10 + (digit - '0');
  return Decimal(is_negative ? -units : units, static_cast<int>(part.size()));
}

std::string Decimal::Text() const { return TextOf(units_, decimals_); }

absl::int128 Decimal::Aligned() const { return units_ * PowerOfTen(kMostDecimals - decimals_); }

Decimal operator+(const Decimal& a, const Decimal& b) {
  const int decimals = std::max(a.decimals_, b.decimals_);
  return {
      a.units_ * PowerOfTen(decimals - a.decimals_) + b.units_ * PowerOfTen(decimals - b.decimals_),
      decimals};
}

absl::int128 TenthsOfPercent(const Decimal& part, const Decimal& whole) {
  const absl::int128 thousandfold = part.Aligned() * 1000;
  const absl::int128 divisor = whole.Aligned();
  const absl::int128 doubled = (thousandfold < 0 ? -thousandfold : thousandfold) * 2 + divisor;
  const absl::int128 rounded = doubled / (divisor * 2);
  return thousandfold < 0 ? -rounded : rounded;
}

std::string Percent(const Decimal& part, const Decimal& whole) {
  return TextOf(TenthsOfPercent(part, whole), 1);
}

std::string PercentMore(const Decimal& number, const Decimal& base) {
  return TextOf(TenthsOfPercent(number, base) - 1000, 1);
}

}  // namespace plenary::indicators
