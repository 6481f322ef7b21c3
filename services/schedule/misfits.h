// What does not fit in a schedule, or does not fit any more since something else changed: a venue
// or its time zone, a travel time, the hours or seats of an asset, who takes part.
#ifndef PLENARY_SERVICES_SCHEDULE_MISFITS_H_
#define PLENARY_SERVICES_SCHEDULE_MISFITS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "plenary/v1/schedule.pb.h"
#include "services/schedule/line_rules.h"
#include "services/schedule/table.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// For each of `rows`, activities of one event, what does not fit of it as released, as in progress
// where that differs, or (SCHEDULE_VIEW_UNSPECIFIED) of both, each thing once: judged by what it
// refers to as it is now, against the ledger and, in progress, against the rest of the event's work
// in progress. `facts` are those of the event (EventFacts); what the activities refer to is added.
absl::StatusOr<std::vector<std::vector<v1::Conflict>>> FindMisfits(
    storage::Tx& tx, const std::vector<ActivityRow>& rows, v1::ScheduleView view, Facts& facts);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_MISFITS_H_
