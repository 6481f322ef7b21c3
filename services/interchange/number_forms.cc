#include "services/interchange/number_forms.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"

namespace plenary::interchange {
namespace {

constexpr int64_t kSecondsOfDay = 86'400;
constexpr double kDaysTo9999 = 2'958'466;
// A double holds so many decimal digits for certain.
constexpr size_t kDigits = 15;
// Longer whole numbers are no numbers that a person typed.
constexpr double kLongestWhole = 1e21;

bool IsShortWhole(absl::string_view value) {
  return !value.empty() && value.size() <= kDigits && (value[0] != '0' || value.size() == 1) &&
         std::all_of(value.begin(), value.end(), absl::ascii_isdigit);
}

// Where a quoted text, a bracket or an escaped character that begins at `at` ends; `at` where none
// does.
size_t EndOfLiteral(absl::string_view code, size_t at) {
  const auto behind = [&](char closing) {
    const size_t end = code.find(closing, at + 1);
    return end == absl::string_view::npos ? code.size() : end + 1;
  };
  switch (code[at]) {
    case '"':
      return behind('"');
    case '[':
      return behind(']');
    case '\\':
    case '_':
    case '*':
      return std::min(at + 2, code.size());
    default:
      return at;
  }
}

// "[h]" counts hours beyond a day; other brackets are colours, conditions and languages.
bool IsElapsedTime(absl::string_view bracket) {
  const absl::string_view inside = absl::StripSuffix(absl::StripPrefix(bracket, "["), "]");
  return !inside.empty() && std::all_of(inside.begin(), inside.end(),
                                        [](char c) { return absl::StrContains("hmsHMS", c); });
}

absl::CivilDay DayOf(int64_t days, bool is_1904) {
  if (is_1904) return absl::CivilDay(1904, 1, 1) + days;
  // Day 60 is a 29 February that 1900 did not have; behind it Excel is one ahead.
  return absl::CivilDay(1899, 12, days < 60 ? 31 : 30) + days;
}

std::string TimeText(int64_t seconds) {
  std::string text = absl::StrFormat("%02d:%02d", seconds / 3600, seconds / 60 % 60);
  if (seconds % 60 != 0) absl::StrAppendFormat(&text, ":%02d", seconds % 60);
  return text;
}

}  // namespace

bool IsDateFormat(int format_id) {
  const auto is_in = [&](int first, int last) { return format_id >= first && format_id <= last; };
  return is_in(14, 22) || is_in(27, 36) || is_in(45, 47) || is_in(50, 58);
}

bool IsDateFormatCode(absl::string_view code) {
  if (absl::EqualsIgnoreCase(code, "General") || absl::EqualsIgnoreCase(code, "Standard")) {
    return false;
  }
  for (size_t at = 0; at < code.size() && code[at] != ';';) {
    const size_t end = EndOfLiteral(code, at);
    if (end == at) {
      if (absl::StrContains("dmyhsDMYHS", code[at])) return true;
      ++at;
      continue;
    }
    if (code[at] == '[' && IsElapsedTime(code.substr(at, end - at))) return true;
    at = end;
  }
  return false;
}

std::string NumberText(absl::string_view value) {
  if (IsShortWhole(value)) return std::string(value);
  double number = 0;
  if (!absl::SimpleAtod(value, &number) || !std::isfinite(number)) return std::string(value);
  if (number == 0) return "0";
  const double size = std::fabs(number);
  if (size >= 1e15 && size < kLongestWhole) return absl::StrFormat("%.0f", number);
  return absl::StrFormat("%.15g", number);
}

absl::optional<std::string> DateText(absl::string_view value, bool is_1904) {
  double serial = 0;
  if (!absl::SimpleAtod(value, &serial) || !(serial >= 0 && serial < kDaysTo9999)) {
    return absl::nullopt;
  }
  const auto seconds = static_cast<int64_t>(std::llround(serial * kSecondsOfDay));
  const int64_t days = seconds / kSecondsOfDay;
  const int64_t rest = seconds % kSecondsOfDay;
  if (days == 0 && !is_1904) return TimeText(rest);
  const std::string day = absl::FormatCivilTime(DayOf(days, is_1904));
  return rest == 0 ? day : absl::StrCat(day, "T", TimeText(rest));
}

std::string IsoDateText(absl::string_view value) {
  value = absl::StripSuffix(value, "Z");
  if (absl::StrContains(value, '.')) value = value.substr(0, value.find('.'));
  if (value.size() == 19) value = absl::StripSuffix(value, ":00");
  return std::string(absl::StripSuffix(value, "T00:00"));
}

}  // namespace plenary::interchange
