// The day it is, by the calendar of the installation, and what is told of resources by it.
#ifndef PLENARY_SERVICES_CONTROL_CIRCUMSTANCES_H_
#define PLENARY_SERVICES_CONTROL_CIRCUMSTANCES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "plenary/v1/action_plans.pb.h"
#include "services/control/day_rules.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::control {

struct Circumstances {
  v1::ControlSettings settings;
  Calendar calendar{v1::ControlSettings()};
  absl::Time now;
  absl::CivilDay today;
  absl::CivilDay last_overdue;     // what was due until then is overdue
  absl::CivilDay last_silent_day;  // what was not heard of after it is silent
};
absl::StatusOr<Circumstances> FindCircumstances(storage::Tx& tx, absl::Time now);
// Those of a change.
absl::StatusOr<Circumstances> FindCircumstances(storage::Change& change);

// Fills in what follows from the day.
void Tell(const Circumstances& circumstances, v1::ActionItem& item);
void Tell(const Circumstances& circumstances, v1::Commitment& commitment);

// The day on which an item was given to its executors; empty: it was not.
std::string AssignDate(const v1::ControlSettings& settings, const v1::ActionItem& item);

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_CIRCUMSTANCES_H_
