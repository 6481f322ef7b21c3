// The entries that the drafts of a calendar file make: on their clocks, and one for each
// occurrence.
#ifndef PLENARY_SERVICES_INTERCHANGE_CALENDAR_ENTRIES_H_
#define PLENARY_SERVICES_INTERCHANGE_CALENDAR_ENTRIES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "services/interchange/calendar.h"
#include "services/interchange/calendar_draft.h"
#include "services/interchange/calendar_reader.h"
#include "services/interchange/calendar_remarks.h"
#include "services/interchange/calendar_zones.h"

namespace plenary::interchange {

// See ReadCalendar. RESOURCE_EXHAUSTED: CALENDAR_TOO_LARGE.
absl::StatusOr<std::vector<CalendarEntry>> EntriesOf(std::vector<CalendarDraft> drafts,
                                                     CalendarZones& zones,
                                                     const CalendarReading& reading,
                                                     CalendarRemarks& remarks);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CALENDAR_ENTRIES_H_
