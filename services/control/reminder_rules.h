// Of what people are to be reminded on a day. Pure.
#ifndef PLENARY_SERVICES_CONTROL_REMINDER_RULES_H_
#define PLENARY_SERVICES_CONTROL_REMINDER_RULES_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "plenary/v1/action_plans.pb.h"
#include "services/control/day_rules.h"

namespace plenary::control {

// The due days of which people are reminded on `day`, first and last of each stretch: of what is
// due in some days, and of what was due the day before.
std::vector<std::pair<absl::CivilDay, absl::CivilDay>> DueDaysRemindedOf(
    const v1::ControlSettings& settings, const Calendar& calendar, absl::CivilDay day);
// The day on which something was given to people who are reminded on `day` that they have not
// acknowledged it.
absl::CivilDay AssignDayRemindedOf(const v1::ControlSettings& settings, absl::CivilDay day);

// The reminders of an item on that day. `assign_date`: when it was given to its executors.
std::vector<v1::Reminder> RemindersOf(const v1::ActionItem& item, absl::string_view assign_date,
                                      const v1::ControlSettings& settings, const Calendar& calendar,
                                      absl::CivilDay day);

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_REMINDER_RULES_H_
