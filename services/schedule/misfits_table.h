// Activities of whatever type in the order in which they begin.
#ifndef PLENARY_SERVICES_SCHEDULE_MISFITS_TABLE_H_
#define PLENARY_SERVICES_SCHEDULE_MISFITS_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/schedule/table.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// Those of an event that are not deleted or were released, from the place (`start_us`, `name`) on,
// by start of the work in progress, then by name; at most `limit`.
absl::StatusOr<std::vector<ActivityRow>> ListActivitiesFrom(storage::Tx& tx,
                                                            absl::string_view event,
                                                            int64_t start_us,
                                                            absl::string_view name, int64_t limit);
// The first event by name after `event` that has activities; empty where there is none.
absl::StatusOr<std::string> NextEventWithActivities(storage::Tx& tx, absl::string_view event);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_MISFITS_TABLE_H_
