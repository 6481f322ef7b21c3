// The rules of a time zone as iCalendar tells them (VTIMEZONE, RFC 5545, 3.6.5).
#ifndef PLENARY_SERVICES_INTERCHANGE_CALENDAR_ZONE_WRITER_H_
#define PLENARY_SERVICES_INTERCHANGE_CALENDAR_ZONE_WRITER_H_

#include <string>

#include "absl/time/time.h"
#include "services/interchange/calendar_text.h"

namespace plenary::interchange {

// Adds a VTIMEZONE that holds for `[from, to)`: the observance in force at `from`, and one for each
// change of offset until `to`, DAYLIGHT where the clock is ahead of the year's other time. No rule
// is guessed: a zone that changed its rules in between says just when.
void AddTimeZone(const absl::TimeZone& zone, absl::Time from, absl::Time to, ContentLines& lines);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CALENDAR_ZONE_WRITER_H_
