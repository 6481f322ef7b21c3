// What the settings of planning say, and what is meant where they say nothing.
#ifndef PLENARY_SERVICES_PLANNING_SETTINGS_RULES_H_
#define PLENARY_SERVICES_PLANNING_SETTINGS_RULES_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/planning.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "services/base/errors.h"
#include "services/planning/grid_rules.h"
#include "services/solver/problem.h"

namespace plenary::planning {

// Adds what is wrong beyond what fields declare. `field` is the path in the request: "settings".
void CheckSettings(const v1::PlanningSettings& settings, absl::string_view field,
                   base::FieldErrors& errors);

absl::Duration GrainOf(const v1::PlanningSettings& settings, const v1::ScheduleSettings& schedule);
// In order.
std::vector<Window> WindowsOf(const v1::PlanningSettings& settings, const v1::Event& event,
                              const v1::ScheduleSettings& schedule);
// How long a meeting lasts that does not say.
absl::Duration DefaultDurationOf(const v1::PlanningSettings& settings,
                                 absl::Duration of_matchmaking);

solver::Weights WeightsOf(const v1::PlanningSettings& settings);
// What a room costs for each doubling of the seats that are needed.
int64_t RoomFitOf(const v1::PlanningSettings& settings);
// What it costs to leave out a request of a preference; 0: that in the middle.
int64_t PriceOf(const v1::PlanningSettings& settings, int preference);

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_SETTINGS_RULES_H_
