// Values of iCalendar that have a form: times, durations, offsets (RFC 5545, 3.3).
#ifndef PLENARY_SERVICES_INTERCHANGE_CALENDAR_VALUES_H_
#define PLENARY_SERVICES_INTERCHANGE_CALENDAR_VALUES_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace plenary::interchange {

// A time as it is written.
struct WrittenTime {
  enum Form { kDate, kLocal, kUtc };

  absl::CivilSecond civil;
  Form form = kLocal;
  std::string zone;  // TZID; empty where none is told
  int64_t line = 0;
};

// "20230418" (3.3.4), "20230418T093000" and "20230418T063000Z" (3.3.5); without seconds too, and
// with blanks around it. A leap second is the second after it. nullopt for what is no such text, or
// a day or hour that there isn't.
absl::optional<WrittenTime> ReadCalendarTime(absl::string_view text);

// A duration (3.3.6): days are as long as the clock makes them, the rest is exact.
struct WrittenDuration {
  int64_t days = 0;
  absl::Duration exact;
  bool is_negative = false;
  int64_t line = 0;
};
// "PT1H30M", "P1W", "-P1DT2H". nullopt for what is no such text, or longer than a thousand years.
absl::optional<WrittenDuration> ReadCalendarDuration(absl::string_view text);

// "+0300", "-033000" (3.3.14), in seconds east of Greenwich, less than a day; "+03" too.
absl::optional<int> ReadUtcOffset(absl::string_view text);

// "20230418" and "20230418T093000".
std::string CalendarDate(absl::CivilDay day);
std::string CalendarDateTime(absl::CivilSecond time);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CALENDAR_VALUES_H_
