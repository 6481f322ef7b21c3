#include "services/planning/attendance.h"

#include <string>

#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/base/time_shift.h"
#include "services/planning/table.h"
#include "services/storage/resource.h"

namespace plenary::planning {
namespace {

absl::Time StartOfEvent(const v1::Event& event) {
  return absl::FromUnixMicros(storage::ToMicros(event.interval().start_time()));
}

}  // namespace

absl::Status Attendance::EventMoved(storage::Change& change, const v1::Event& before,
                                    const v1::Event& after) {
  PLENARY_RETURN_IF_ERROR(schedule::Attendance::EventMoved(change, before, after));
  if (!before.has_interval() || !after.has_interval()) return absl::OkStatus();
  const absl::Duration shift = StartOfEvent(after) - StartOfEvent(before);
  PLENARY_ASSIGN_OR_RETURN(const v1::PlanningSettings set, FindSettings(change.tx(), after.name()));
  if (shift == absl::ZeroDuration() || set.windows().empty()) return absl::OkStatus();
  v1::PlanningSettings moved = set;
  for (v1::PlanningSettings::Window& window : *moved.mutable_windows()) {
    base::ShiftBy(shift, *window.mutable_interval());
  }
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(after.name()));
  storage::StampUpdated(moved, set, now);
  PLENARY_RETURN_IF_ERROR(WriteSettings(change.tx(), after.name(), moved));
  change.Record(moved.name(), v1::Change::UPDATED, moved);
  return absl::OkStatus();
}

}  // namespace plenary::planning
