#include "services/indicators/number_rules.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/indicators/text_rules.h"

namespace plenary::indicators {
namespace {

constexpr size_t kGroupDigits = 3;

// Whether the whole part is digits, or groups of three of them parted by one kind of sign.
bool IsGrouped(absl::string_view whole, char other_mark) {
  char parting = 0;
  for (const char c : whole) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c))) continue;
    if (c != ' ' && c != '\'' && c != other_mark) return false;
    if (parting != 0 && parting != c) return false;
    parting = c;
  }
  if (parting == 0) return true;
  const std::vector<absl::string_view> groups = absl::StrSplit(whole, parting);
  if (groups.front().empty() || groups.front().size() > kGroupDigits) return false;
  return std::all_of(groups.begin() + 1, groups.end(),
                     [](absl::string_view group) { return group.size() == kGroupDigits; });
}

// `text` is folded and without a sign.
absl::optional<Decimal> ReadWith(absl::string_view text, bool is_negative, char mark) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, mark);
  const char other_mark = mark == ',' ? '.' : ',';
  if (parts.size() > 2 || !IsGrouped(parts.front(), other_mark)) return absl::nullopt;
  std::string plain = is_negative ? "-" : "";
  for (const char c : parts.front()) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c))) plain.push_back(c);
  }
  if (parts.size() == 2) absl::StrAppend(&plain, ".", parts.back());
  return Decimal::Read(plain);
}

}  // namespace

DecimalMark WrittenNumber::Tells() const {
  if (with_comma.has_value() == with_point.has_value()) return DecimalMark::kUnknown;
  return with_comma.has_value() ? DecimalMark::kComma : DecimalMark::kPoint;
}

absl::optional<Decimal> WrittenNumber::With(DecimalMark mark) const {
  if (mark == DecimalMark::kComma) return with_comma;
  if (mark == DecimalMark::kPoint) return with_point;
  if (!with_comma.has_value()) return with_point;
  if (!with_point.has_value() || *with_comma == *with_point) return with_comma;
  return absl::nullopt;
}

WrittenNumber ReadNumber(absl::string_view text) {
  const std::string folded = Folded(text);
  absl::string_view number = folded;
  const bool is_negative = absl::ConsumePrefix(&number, "-");
  number = absl::StripLeadingAsciiWhitespace(number);
  return {ReadWith(number, is_negative, ','), ReadWith(number, is_negative, '.')};
}

bool SaysNoNumber(absl::string_view text) {
  const std::string folded = Folded(text);
  if (folded.find_first_not_of(".-") == std::string::npos) return true;
  for (const char* none :
       {"x", "х", "н/д", "нет данных", "няма даных", "n/a", "na", "无", "不详"}) {
    if (folded == none) return true;
  }
  return false;
}

}  // namespace plenary::indicators
