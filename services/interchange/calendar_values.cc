#include "services/interchange/calendar_values.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"

namespace plenary::interchange {
namespace {

constexpr size_t kDateDigits = 8;
constexpr int64_t kMostOfUnit = 100'000'000;
constexpr int64_t kMostDays = 366'000;

bool AreDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// The number that `size` digits at `at` make.
int Digits(absl::string_view text, size_t at, size_t size) {
  int number = 0;
  (void)absl::SimpleAtoi(text.substr(at, size), &number);
  return number;
}

absl::optional<absl::CivilDay> ReadDay(absl::string_view text) {
  if (text.size() != kDateDigits || !AreDigits(text)) return absl::nullopt;
  const int year = Digits(text, 0, 4);
  const int month = Digits(text, 4, 2);
  const int day = Digits(text, 6, 2);
  // absl makes 1 March of 29 February where there is none.
  const absl::CivilDay made(year, month, day);
  const bool is_day = year > 0 && made.year() == year && made.month() == month && made.day() == day;
  return is_day ? absl::optional<absl::CivilDay>(made) : absl::nullopt;
}

// "093000" or "0930", in seconds since midnight.
absl::optional<int> ReadTimeOfDay(absl::string_view text) {
  if ((text.size() != 6 && text.size() != 4) || !AreDigits(text)) return absl::nullopt;
  const int hour = Digits(text, 0, 2);
  const int minute = Digits(text, 2, 2);
  const int second = text.size() == 6 ? Digits(text, 4, 2) : 0;
  if (hour > 23 || minute > 59 || second > 60) return absl::nullopt;
  return hour * 3600 + minute * 60 + second;
}

// Takes a sign off the front of `text`; whether it is a minus.
bool TakeMinus(absl::string_view& text) {
  if (text.empty() || (text[0] != '-' && text[0] != '+')) return false;
  const bool is_minus = text[0] == '-';
  text.remove_prefix(1);
  return is_minus;
}

// Adds `number` of `unit`, as it counts before or behind the T of a duration.
bool AddUnit(char unit, int64_t number, bool is_time, WrittenDuration& duration) {
  if (!is_time && unit == 'W') {
    duration.days += number * 7;
  } else if (!is_time && unit == 'D') {
    duration.days += number;
  } else if (is_time && unit == 'H') {
    duration.exact += absl::Hours(number);
  } else if (is_time && unit == 'M') {
    duration.exact += absl::Minutes(number);
  } else if (is_time && unit == 'S') {
    duration.exact += absl::Seconds(number);
  } else {
    return false;
  }
  return true;
}

}  // namespace

absl::optional<WrittenTime> ReadCalendarTime(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  WrittenTime time;
  const auto day = ReadDay(text.substr(0, kDateDigits));
  if (!day.has_value()) return absl::nullopt;
  time.civil = absl::CivilSecond(*day);
  if (text.size() == kDateDigits) {
    time.form = WrittenTime::kDate;
    return time;
  }
  if (absl::ascii_toupper(text[kDateDigits]) != 'T') return absl::nullopt;
  text.remove_prefix(kDateDigits + 1);
  if (!text.empty() && absl::ascii_toupper(text.back()) == 'Z') {
    time.form = WrittenTime::kUtc;
    text.remove_suffix(1);
  }
  const auto seconds = ReadTimeOfDay(text);
  if (!seconds.has_value()) return absl::nullopt;
  time.civil += *seconds;
  return time;
}

absl::optional<WrittenDuration> ReadCalendarDuration(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  WrittenDuration duration;
  duration.is_negative = TakeMinus(text);
  if (text.size() < 3 || text[0] != 'P') return absl::nullopt;
  bool is_time = false;
  for (size_t at = 1; at < text.size();) {
    if (text[at] == 'T' && !is_time) {
      is_time = true;
      if (++at == text.size()) return absl::nullopt;
      continue;
    }
    const size_t unit = std::min(text.find_first_not_of("0123456789", at), text.size() - 1);
    int64_t number = 0;
    if (!absl::SimpleAtoi(text.substr(at, unit - at), &number) || number > kMostOfUnit ||
        !AddUnit(text[unit], number, is_time, duration)) {
      return absl::nullopt;
    }
    at = unit + 1;
  }
  const bool is_sane = duration.days <= kMostDays && duration.exact <= absl::Hours(24 * kMostDays);
  return is_sane ? absl::make_optional(duration) : absl::nullopt;
}

absl::optional<int> ReadUtcOffset(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  const bool is_minus = TakeMinus(text);
  const bool has_size = text.size() == 2 || text.size() == 4 || text.size() == 6;
  if (!has_size || !AreDigits(text)) return absl::nullopt;
  const int hours = Digits(text, 0, 2);
  const int minutes = text.size() > 2 ? Digits(text, 2, 2) : 0;
  const int seconds = text.size() > 4 ? Digits(text, 4, 2) : 0;
  if (hours > 23 || minutes > 59 || seconds > 59) return absl::nullopt;
  const int size = hours * 3600 + minutes * 60 + seconds;
  return is_minus ? -size : size;
}

std::string CalendarDate(absl::CivilDay day) {
  return absl::StrFormat("%04d%02d%02d", day.year(), day.month(), day.day());
}

std::string CalendarDateTime(absl::CivilSecond time) {
  return absl::StrFormat("%sT%02d%02d%02d", CalendarDate(absl::CivilDay(time)), time.hour(),
                         time.minute(), time.second());
}

}  // namespace plenary::interchange
