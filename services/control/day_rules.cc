#include "services/control/day_rules.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

namespace plenary::control {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 9998;
constexpr char kDefaultZone[] = "Europe/Minsk";
constexpr int kDefaultSilentAfter = 30;
constexpr int kDefaultAcknowledge = 2;
// Nobody goes a year without a working day; a calendar that says so is not followed.
constexpr int kLongestWait = 366;

int OrElse(int value, int fallback) { return value == 0 ? fallback : value; }

// The day of the week, Monday is 1, Sunday 7.
int WeekdayOf(absl::CivilDay day) { return static_cast<int>(absl::GetWeekday(day)) + 1; }

int MonthsOf(v1::Due::Period period) {
  switch (period) {
    case v1::Due::QUARTER:
      return 3;
    case v1::Due::HALF_YEAR:
      return 6;
    case v1::Due::YEAR:
      return 12;
    default:
      return 1;
  }
}

void CheckDays(const google::protobuf::RepeatedPtrField<std::string>& days, absl::string_view field,
               base::FieldErrors& errors) {
  for (int i = 0; i < days.size(); ++i) {
    if (DayOf(days[i]).has_value()) continue;
    errors.Add(absl::StrCat(field, "[", i, "]"), R"(must be a day like "2023-08-24")");
  }
}

}  // namespace

absl::optional<absl::CivilDay> DayOf(absl::string_view written) {
  // "2023-08-24": no other form, so that days are ordered as their texts are.
  if (written.size() != 10 || written[4] != '-' || written[7] != '-') return absl::nullopt;
  int numbers[3] = {};
  const absl::string_view parts[3] = {written.substr(0, 4), written.substr(5, 2),
                                      written.substr(8, 2)};
  for (int i = 0; i < 3; ++i) {
    const bool is_digits =
        std::all_of(parts[i].begin(), parts[i].end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_digits || !absl::SimpleAtoi(parts[i], &numbers[i])) return absl::nullopt;
  }
  const absl::CivilDay day(numbers[0], numbers[1], numbers[2]);
  // February 30 would have become a day of March.
  if (Written(day) != written) return absl::nullopt;
  if (numbers[0] < kFirstYear || numbers[0] > kLastYear) return absl::nullopt;
  return day;
}

std::string Written(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

void CheckDay(absl::string_view written, absl::string_view field, base::FieldErrors& errors) {
  if (written.empty() || DayOf(written).has_value()) return;
  errors.Add(field, R"(must be a day like "2023-08-24", from 1900 to 9998)");
}

std::string ZoneOf(const v1::ControlSettings& settings) {
  return settings.time_zone().empty() ? kDefaultZone : settings.time_zone();
}

int SilentAfterDays(const v1::ControlSettings& settings) {
  return OrElse(settings.silent_after_days(), kDefaultSilentAfter);
}

std::set<int> ReminderDays(const v1::ControlSettings& settings) {
  if (settings.reminder_days().empty()) return {1, 7, 30};
  return {settings.reminder_days().begin(), settings.reminder_days().end()};
}

int AcknowledgeDays(const v1::ControlSettings& settings) {
  return OrElse(settings.acknowledge_days(), kDefaultAcknowledge);
}

void CheckSettings(const v1::ControlSettings& settings, absl::string_view field,
                   base::FieldErrors& errors) {
  CheckDays(settings.holidays(), absl::StrCat(field, ".holidays"), errors);
  CheckDays(settings.working_days(), absl::StrCat(field, ".working_days"), errors);
  const std::set<int> weekend(settings.weekend_days().begin(), settings.weekend_days().end());
  if (weekend.size() != static_cast<size_t>(settings.weekend_days_size())) {
    errors.Add(absl::StrCat(field, ".weekend_days"), "must name each day once");
  }
  const std::set<std::string> holidays(settings.holidays().begin(), settings.holidays().end());
  for (int i = 0; i < settings.working_days_size(); ++i) {
    if (holidays.count(settings.working_days(i)) == 0) continue;
    errors.Add(absl::StrCat(field, ".working_days[", i, "]"), "is one of the holidays, too");
  }
}

absl::CivilDay Today(const v1::ControlSettings& settings, absl::Time now) {
  absl::TimeZone zone = absl::UTCTimeZone();
  (void)absl::LoadTimeZone(ZoneOf(settings), &zone);
  return absl::ToCivilDay(now, zone);
}

Calendar::Calendar(const v1::ControlSettings& settings)
    : rule_(settings.day_rule()),
      holidays_(settings.holidays().begin(), settings.holidays().end()),
      working_days_(settings.working_days().begin(), settings.working_days().end()) {
  for (const int day : settings.weekend_days()) is_weekend_.at(static_cast<size_t>(day)) = true;
  if (settings.weekend_days().empty()) is_weekend_[6] = is_weekend_[7] = true;
}

bool Calendar::IsWorking(absl::CivilDay day) const {
  const std::string written = Written(day);
  if (holidays_.count(written) > 0) return false;
  return !is_weekend_.at(static_cast<size_t>(WeekdayOf(day))) || working_days_.count(written) > 0;
}

absl::CivilDay Calendar::Effective(absl::CivilDay day) const {
  const int step = rule_ == v1::ControlSettings::PRECEDING   ? -1
                   : rule_ == v1::ControlSettings::FOLLOWING ? 1
                                                             : 0;
  if (step == 0) return day;
  for (int i = 0; i <= kLongestWait; ++i) {
    if (IsWorking(day + step * i)) return day + step * i;
  }
  return day;
}

absl::CivilDay Calendar::LastOverdue(absl::CivilDay today) const {
  absl::CivilDay last = today - 1;
  while (Effective(last) >= today) --last;
  while (Effective(last + 1) < today) ++last;
  return last;
}

std::pair<absl::CivilDay, absl::CivilDay> Calendar::DueOn(absl::CivilDay day) const {
  return {LastOverdue(day) + 1, LastOverdue(day + 1)};
}

void CheckDue(const v1::Due& due, absl::string_view field, base::FieldErrors& errors) {
  switch (due.due_case()) {
    case v1::Due::kDate:
      CheckDay(due.date(), absl::StrCat(field, ".date"), errors);
      if (due.date().empty()) errors.Add(absl::StrCat(field, ".date"), "is required");
      return;
    case v1::Due::kPeriodic: {
      const auto from = DayOf(due.periodic().from());
      const auto until = DayOf(due.periodic().until());
      CheckDay(due.periodic().until(), absl::StrCat(field, ".periodic.until"), errors);
      CheckDay(due.periodic().from(), absl::StrCat(field, ".periodic.from"), errors);
      if (from && until && *until < *from) {
        errors.Add(absl::StrCat(field, ".periodic.until"), "must not be before `from`");
      }
      return;
    }
    case v1::Due::kContinuous:
      return CheckDay(due.continuous().until(), absl::StrCat(field, ".continuous.until"), errors);
    case v1::Due::DUE_NOT_SET:
      return errors.Add(field, "must be a date, periodic or continuous");
  }
}

absl::CivilDay PeriodEnd(v1::Due::Period period, absl::CivilDay day) {
  const int months = MonthsOf(period);
  const int first = (day.month() - 1) / months * months + 1;
  const absl::CivilMonth begin(day.year(), first);
  return absl::CivilDay(begin + months) - 1;
}

absl::optional<absl::CivilDay> FirstDueDay(const v1::Due& due, absl::CivilDay begin) {
  if (due.due_case() != v1::Due::kPeriodic) return LastDueDay(due);
  const absl::CivilDay from = DayOf(due.periodic().from()).value_or(begin);
  // One that begins when its last period is over is due for that period.
  return std::min(PeriodEnd(due.periodic().period(), from), *LastDueDay(due));
}

absl::optional<absl::CivilDay> LastDueDay(const v1::Due& due) {
  switch (due.due_case()) {
    case v1::Due::kDate:
      return DayOf(due.date());
    case v1::Due::kPeriodic:
      return PeriodEnd(due.periodic().period(),
                       DayOf(due.periodic().until()).value_or(absl::CivilDay()));
    case v1::Due::kContinuous:
      return DayOf(due.continuous().until());
    case v1::Due::DUE_NOT_SET:
      return absl::nullopt;
  }
  return absl::nullopt;
}

absl::optional<absl::CivilDay> NextPeriodEnd(const v1::Due::Periodic& periodic,
                                             absl::CivilDay period_end) {
  const absl::CivilDay next = PeriodEnd(periodic.period(), period_end + 1);
  const absl::optional<absl::CivilDay> until = DayOf(periodic.until());
  if (!until || next > PeriodEnd(periodic.period(), *until)) return absl::nullopt;
  return next;
}

absl::Status CheckNotBeforeSource(absl::string_view due_date, absl::string_view source_date) {
  if (due_date.empty() || due_date >= source_date) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_DUE_BEFORE_SOURCE,
      absl::StrCat("it would be due on ", due_date, ", but was agreed only on ", source_date,
                   "; give a later day"),
      {{"dueDate", std::string(due_date)}, {"sourceDate", std::string(source_date)}});
}

}  // namespace plenary::control
