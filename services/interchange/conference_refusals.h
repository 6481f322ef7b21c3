// How a schedule.xml is refused: with where, and with what mends it.
#ifndef PLENARY_SERVICES_INTERCHANGE_CONFERENCE_REFUSALS_H_
#define PLENARY_SERVICES_INTERCHANGE_CONFERENCE_REFUSALS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace plenary::interchange {

// INVALID_ARGUMENT: SCHEDULE_UNREADABLE. `root` is the element that it has in place of a schedule.
absl::Status UnreadableSchedule(absl::string_view message, int64_t line,
                                absl::string_view root = {});

// RESOURCE_EXHAUSTED: SCHEDULE_TOO_LARGE. `line` is 0 where none is to blame.
absl::Status ScheduleTooLarge(absl::string_view message, int64_t limit, int64_t line = 0);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CONFERENCE_REFUSALS_H_
