#include "services/interchange/conference_times.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"

namespace plenary::interchange {
namespace {

constexpr size_t kDayBytes = 10;  // of "2014-12-27"
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;
constexpr int kLastHour = 29;
constexpr absl::Duration kMostOffset = absl::Hours(18);
constexpr absl::Duration kMostDuration = absl::Hours(31 * 24);

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

// Takes a number of `fewest` to `most` digits off the beginning.
absl::optional<int> TakeNumber(absl::string_view& text, size_t fewest, size_t most) {
  size_t digits = 0;
  int number = 0;
  while (digits < std::min(most, text.size()) && IsDigit(text[digits])) {
    number = number * 10 + (text[digits++] - '0');
  }
  if (digits < fewest) return absl::nullopt;
  text.remove_prefix(digits);
  return number;
}

// Takes ":30" off the beginning; below 60.
absl::optional<int> TakeSixtieth(absl::string_view& text) {
  if (!absl::ConsumePrefix(&text, ":")) return absl::nullopt;
  const absl::optional<int> number = TakeNumber(text, 2, 2);
  return number && *number < 60 ? number : absl::nullopt;
}

absl::optional<absl::CivilDay> TakeDay(absl::string_view& text) {
  const absl::optional<int> year = TakeNumber(text, 4, 4);
  if (!year || !absl::ConsumePrefix(&text, "-")) return absl::nullopt;
  const absl::optional<int> month = TakeNumber(text, 2, 2);
  if (!month || !absl::ConsumePrefix(&text, "-")) return absl::nullopt;
  const absl::optional<int> day = TakeNumber(text, 2, 2);
  if (!day || *year < kFirstYear || *year > kLastYear) return absl::nullopt;
  // A CivilDay makes 3 March of 31 February.
  const absl::CivilDay date(*year, *month, *day);
  if (date.month() != *month || date.day() != *day) return absl::nullopt;
  return date;
}

// Takes "09:30" or "09:30:00" off the beginning.
absl::optional<absl::Duration> TakeTimeOfDay(absl::string_view& text, int last_hour) {
  const absl::optional<int> hour = TakeNumber(text, 1, 2);
  const absl::optional<int> minute = TakeSixtieth(text);
  if (!hour || !minute || *hour > last_hour) return absl::nullopt;
  int second = 0;
  if (!text.empty() && text[0] == ':') {
    const absl::optional<int> told = TakeSixtieth(text);
    if (!told) return absl::nullopt;
    second = *told;
  }
  return absl::Hours(*hour) + absl::Minutes(*minute) + absl::Seconds(second);
}

void DropFraction(absl::string_view& text) {
  if (text.size() < 2 || text[0] != '.' || !IsDigit(text[1])) return;
  text.remove_prefix(1);
  while (!text.empty() && IsDigit(text[0])) text.remove_prefix(1);
}

// "Z", "+01:00", "+0100", "+01".
absl::optional<absl::Duration> ReadOffset(absl::string_view text) {
  if (text == "Z" || text == "z") return absl::ZeroDuration();
  const bool is_negative = absl::ConsumePrefix(&text, "-");
  if (!is_negative && !absl::ConsumePrefix(&text, "+")) return absl::nullopt;
  const absl::optional<int> hours = TakeNumber(text, 1, 2);
  if (!hours) return absl::nullopt;
  int minutes = 0;
  if (!text.empty()) {
    absl::ConsumePrefix(&text, ":");
    const absl::optional<int> told = TakeNumber(text, 2, 2);
    if (!told || *told >= 60 || !text.empty()) return absl::nullopt;
    minutes = *told;
  }
  const absl::Duration offset = absl::Hours(*hours) + absl::Minutes(minutes);
  if (offset > kMostOffset) return absl::nullopt;
  return is_negative ? -offset : offset;
}

}  // namespace

absl::optional<absl::CivilDay> ReadScheduleDay(absl::string_view text) {
  if (text.size() > kDayBytes) {
    const absl::optional<ScheduleInstant> instant = ReadScheduleInstant(text);
    if (!instant) return absl::nullopt;
    return absl::CivilDay(instant->local);
  }
  const absl::optional<absl::CivilDay> day = TakeDay(text);
  return text.empty() ? day : absl::nullopt;
}

absl::optional<ScheduleInstant> ReadScheduleInstant(absl::string_view text) {
  const absl::optional<absl::CivilDay> day = TakeDay(text);
  if (!day || text.empty() || (text[0] != 'T' && text[0] != 't' && text[0] != ' ')) {
    return absl::nullopt;
  }
  text.remove_prefix(1);
  const absl::optional<absl::Duration> time = TakeTimeOfDay(text, 23);
  if (!time) return absl::nullopt;
  DropFraction(text);
  ScheduleInstant instant;
  instant.local = absl::CivilSecond(*day) + absl::ToInt64Seconds(*time);
  text = absl::StripLeadingAsciiWhitespace(text);
  if (text.empty()) return instant;
  instant.offset = ReadOffset(text);
  return instant.offset ? absl::make_optional(instant) : absl::nullopt;
}

absl::optional<absl::Duration> ReadScheduleTimeOfDay(absl::string_view text) {
  const absl::optional<absl::Duration> time = TakeTimeOfDay(text, kLastHour);
  return text.empty() ? time : absl::nullopt;
}

absl::optional<absl::Duration> ReadScheduleDuration(absl::string_view text, bool has_days) {
  const bool begins_with_days = has_days && text.size() > 1 && text[1] == ':' &&
                                std::count(text.begin(), text.end(), ':') == 2;
  int days = 0;
  if (begins_with_days) {
    const absl::optional<int> told = TakeNumber(text, 1, 1);
    if (!told) return absl::nullopt;
    days = *told;
    text.remove_prefix(1);
  }
  const absl::optional<int> hours = TakeNumber(text, 1, 3);
  const absl::optional<int> minutes = TakeSixtieth(text);
  if (!hours || !minutes) return absl::nullopt;
  int seconds = 0;
  if (!text.empty()) {
    const absl::optional<int> told = TakeSixtieth(text);
    if (!told || !text.empty()) return absl::nullopt;
    seconds = *told;
  }
  const absl::Duration duration =
      absl::Hours(24 * days + *hours) + absl::Minutes(*minutes) + absl::Seconds(seconds);
  if (duration <= absl::ZeroDuration() || duration > kMostDuration) return absl::nullopt;
  return duration;
}

std::string WriteScheduleDuration(absl::Duration duration) {
  const int64_t seconds = absl::ToInt64Seconds(duration);
  const std::string text = absl::StrFormat("%02d:%02d", seconds / 3600, seconds / 60 % 60);
  return seconds % 60 == 0 ? text : absl::StrFormat("%s:%02d", text, seconds % 60);
}

std::string WriteScheduleInstant(absl::Time instant, absl::TimeZone zone) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%S%Ez", instant, zone);
}

}  // namespace plenary::interchange
