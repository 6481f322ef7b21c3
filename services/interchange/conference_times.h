// Dates, times and durations as a schedule.xml writes them.
#ifndef PLENARY_SERVICES_INTERCHANGE_CONFERENCE_TIMES_H_
#define PLENARY_SERVICES_INTERCHANGE_CONFERENCE_TIMES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace plenary::interchange {

// Each reads a text without white space around it, and answers nullopt where it is none such.
// Years are 1900-2199.

// "2014-12-27", or the date of "2014-12-27T11:00:00+01:00".
absl::optional<absl::CivilDay> ReadScheduleDay(absl::string_view text);

struct ScheduleInstant {
  absl::CivilSecond local;
  absl::optional<absl::Duration> offset;  // from UTC, at most 18 hours either way
};

// "2014-12-27T11:00:00+01:00" (RFC 3339), also with a blank for the T, without seconds, with
// fractions of them, which are dropped, or without an offset.
absl::optional<ScheduleInstant> ReadScheduleInstant(absl::string_view text);

// "9:30", "09:30", "09:30:00", from midnight; up to "29:59", as those write who count an hour after
// midnight to the day before.
absl::optional<absl::Duration> ReadScheduleTimeOfDay(absl::string_view text);

// "0:45", "00:45", "00:45:00", "100:00"; more than 0 and at most 31 days. `has_days`: a first part
// of one digit, where there are three, is days, as pretalx writes them: "1:02:00".
absl::optional<absl::Duration> ReadScheduleDuration(absl::string_view text, bool has_days);

// "00:45"; "00:45:30" where there are seconds.
std::string WriteScheduleDuration(absl::Duration duration);

// "2014-12-27T11:00:00+01:00".
std::string WriteScheduleInstant(absl::Time instant, absl::TimeZone zone);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CONFERENCE_TIMES_H_
