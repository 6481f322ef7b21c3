#include "services/interchange/calendar_recurrence.h"

#include <libical/ical.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace plenary::interchange {
namespace {

constexpr size_t kMostRuleBytes = 2'000;
constexpr int kFirstYear = 1600;
constexpr int kLastYear = 2500;
// Where libical gives up looking.
constexpr absl::CivilDay kEndOfTime(2583, 1, 1);

struct Frequency {
  absl::string_view name;
  int64_t days_a_step;
};
// A year of a yearly rule takes as long as 20 days of a daily one, and so on.
constexpr std::array<Frequency, 4> kFrequencies{
    {{"DAILY", 1}, {"WEEKLY", 2}, {"MONTHLY", 1}, {"YEARLY", 18}}};

constexpr std::array<absl::string_view, 8> kLists{
    {"INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "WKST"}};
constexpr std::array<absl::string_view, 3> kTimesOfDay{{"BYHOUR", "BYMINUTE", "BYSECOND"}};

template <typename Names>
bool Contains(const Names& names, absl::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool ReadFrequency(absl::string_view value, RepeatRule& rule) {
  for (const Frequency& frequency : kFrequencies) {
    if (frequency.name != value) continue;
    rule.days_a_step = frequency.days_a_step;
    return true;
  }
  return false;
}

// Takes one "NAME=value"; whether it is one that is followed.
bool ReadPart(absl::string_view name, absl::string_view value, RepeatRule& rule) {
  if (name == "FREQ") return ReadFrequency(value, rule);
  if (name == "COUNT") return absl::SimpleAtoi(value, &rule.count) && rule.count > 0;
  if (name == "UNTIL") {
    rule.until = ReadCalendarTime(value);
    return rule.until.has_value();
  }
  if (Contains(kTimesOfDay, name)) return !absl::StrContains(value, ',');
  return Contains(kLists, name);
}

// libical ends the program over a mistake unless it is told not to.
void MakeMistakesHarmless() {
  static const bool are_harmless = [] {
    icalerror_set_errors_are_fatal(0);
    return true;
  }();
  (void)are_harmless;
}

icaltimetype IcalTime(absl::CivilSecond time) {
  icaltimetype ical = icaltime_null_time();
  ical.year = static_cast<int>(time.year());
  ical.month = time.month();
  ical.day = time.day();
  ical.hour = time.hour();
  ical.minute = time.minute();
  ical.second = time.second();
  return ical;
}

absl::CivilSecond CivilTime(const icaltimetype& ical) {
  return absl::CivilSecond(ical.year, ical.month, ical.day, ical.hour, ical.minute, ical.second);
}

using Iterator = std::unique_ptr<icalrecur_iterator, decltype(&icalrecur_iterator_free)>;

Iterator Begin(const RepeatRule& rule, absl::CivilSecond first) {
  MakeMistakesHarmless();
  const icalrecurrencetype ical = icalrecurrencetype_from_string(rule.text.c_str());
  if (ical.freq == ICAL_NO_RECURRENCE) return {nullptr, &icalrecur_iterator_free};
  return {icalrecur_iterator_new(ical, IcalTime(first)), &icalrecur_iterator_free};
}

}  // namespace

absl::optional<RepeatRule> ReadRepeatRule(absl::string_view text) {
  if (text.size() > kMostRuleBytes) return absl::nullopt;
  RepeatRule rule;
  std::vector<std::string> parts;
  bool has_frequency = false;
  for (const absl::string_view part : absl::StrSplit(text, ';', absl::SkipWhitespace())) {
    const std::pair<absl::string_view, absl::string_view> sides =
        absl::StrSplit(part, absl::MaxSplits('=', 1));
    const std::string name = absl::AsciiStrToUpper(absl::StripAsciiWhitespace(sides.first));
    const std::string value = absl::AsciiStrToUpper(absl::StripAsciiWhitespace(sides.second));
    if (!ReadPart(name, value, rule)) return absl::nullopt;
    has_frequency = has_frequency || name == "FREQ";
    if (name != "UNTIL" && name != "COUNT") parts.push_back(absl::StrCat(name, "=", value));
  }
  if (!has_frequency) return absl::nullopt;
  rule.text = absl::StrJoin(parts, ";");
  return rule;
}

bool ForEachRepeat(const RepeatRule& rule, absl::CivilSecond first, RepeatBudget& budget,
                   const std::function<bool(absl::CivilSecond)>& take) {
  if (!take(first)) return true;
  if (first.year() < kFirstYear || first.year() > kLastYear) return false;
  const Iterator iterator = Begin(rule, first);
  absl::CivilSecond last = first;
  for (int64_t count = 1; count != rule.count;) {
    if (budget.is_spent()) return false;
    const icaltimetype next =
        iterator != nullptr ? icalrecur_iterator_next(iterator.get()) : icaltime_null_time();
    const bool is_end = icaltime_is_null_time(next) != 0;
    const absl::CivilSecond start = is_end ? absl::CivilSecond(kEndOfTime) : CivilTime(next);
    budget.Spend(1 + (absl::CivilDay(start) - absl::CivilDay(last)) / rule.days_a_step);
    if (is_end) return true;
    // The iterator begins with `first` where the rule makes it too.
    if (start <= last) continue;
    if (!take(start)) return true;
    last = start;
    ++count;
  }
  return true;
}

}  // namespace plenary::interchange
