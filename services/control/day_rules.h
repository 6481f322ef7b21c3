// Days, working days, and what is due when. Pure.
//
// Days are written as ISO 8601 has them, "2023-08-24", so that they are ordered as texts are.
#ifndef PLENARY_SERVICES_CONTROL_DAY_RULES_H_
#define PLENARY_SERVICES_CONTROL_DAY_RULES_H_

#include <array>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/action_plans.pb.h"
#include "services/base/errors.h"

namespace plenary::control {

// The day that is written, from 1900-01-01 to 9998-12-31; nullopt where it is none.
absl::optional<absl::CivilDay> DayOf(absl::string_view written);
std::string Written(absl::CivilDay day);
// Adds an error where `written`, at `field`, is no day. An empty one passes.
void CheckDay(absl::string_view written, absl::string_view field, base::FieldErrors& errors);

// --- The calendar of the installation.

// What the settings say, with what stands where they say nothing.
std::string ZoneOf(const v1::ControlSettings& settings);
int SilentAfterDays(const v1::ControlSettings& settings);
std::set<int> ReminderDays(const v1::ControlSettings& settings);
int AcknowledgeDays(const v1::ControlSettings& settings);
// Adds what is wrong with them beyond what fields declare. `field` is their path in the request.
void CheckSettings(const v1::ControlSettings& settings, absl::string_view field,
                   base::FieldErrors& errors);

// The day that it is at `now` in the zone of the settings.
absl::CivilDay Today(const v1::ControlSettings& settings, absl::Time now);

// Which days people work, and which day stands for one on which they don't.
class Calendar {
 public:
  explicit Calendar(const v1::ControlSettings& settings);

  bool IsWorking(absl::CivilDay day) const;
  // The working day that stands for a due day. Where there is none in a year, the day itself. Later
  // days have no earlier ones.
  absl::CivilDay Effective(absl::CivilDay day) const;
  // The last day whose effective day is before `today`: what was due then or earlier, and is not
  // done, is overdue.
  absl::CivilDay LastOverdue(absl::CivilDay today) const;
  // The due days whose effective day is `day`, the first and the last; the first is after the last
  // where there are none.
  std::pair<absl::CivilDay, absl::CivilDay> DueOn(absl::CivilDay day) const;

 private:
  v1::ControlSettings::DayRule rule_;
  std::array<bool, 8> is_weekend_ = {};  // by the day of the week, Monday is 1
  std::set<std::string> holidays_;
  std::set<std::string> working_days_;
};

// --- What is due when.

// Adds what is wrong with a due that is set. `field` is its path in the request.
void CheckDue(const v1::Due& due, absl::string_view field, base::FieldErrors& errors);
// The last day of the period in which `day` lies.
absl::CivilDay PeriodEnd(v1::Due::Period period, absl::CivilDay day);
// The day something is due first, where it began on `begin`; nullopt: never.
absl::optional<absl::CivilDay> FirstDueDay(const v1::Due& due, absl::CivilDay begin);
// The day it is due last; nullopt: never.
absl::optional<absl::CivilDay> LastDueDay(const v1::Due& due);
// The end of the period after the one that ends on `period_end`; nullopt where that was the last.
absl::optional<absl::CivilDay> NextPeriodEnd(const v1::Due::Periodic& periodic,
                                             absl::CivilDay period_end);

// FAILED_PRECONDITION: DUE_BEFORE_SOURCE, where `due_date` is before `source_date`; either may be
// empty.
absl::Status CheckNotBeforeSource(absl::string_view due_date, absl::string_view source_date);

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_DAY_RULES_H_
