// What callers are told of the schedule. Who sees an event whole is told everything of it; anybody
// else only what was released of what concerns them, and not what the secretariat keeps for itself.
#ifndef PLENARY_SERVICES_SCHEDULE_TOLD_H_
#define PLENARY_SERVICES_SCHEDULE_TOLD_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/schedule.pb.h"
#include "services/base/access.h"
#include "services/base/reach_condition.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/table.h"

namespace plenary::schedule {

// Whether the caller sees an activity as it was released: an open session whoever sees something in
// the event, an item of a stay and a meeting whoever sees one of its delegations, a booking nobody
// but who sees the event whole. `access` as in storage::Call.
bool SeesReleased(const base::Access* access, const v1::Activity& released);

// PERMISSION_DENIED: ROLE_REQUIRED, where `view` is the work in progress and the caller does not
// see the event whole.
absl::Status CheckView(const base::Access* access, v1::ScheduleView view, absl::string_view event);

// The form of a stored activity that the caller is told in a view that CheckView allows; nullopt:
// nothing, as if it did not exist. What was released and then deleted is told, as deleted, to who
// sees the event whole.
absl::optional<v1::Activity> Told(ActivityRow row, v1::ScheduleView view,
                                  const base::Access* access);

// Takes out of a released form what is for who sees the event whole: notes, conflicts, ids and
// fields of where it comes from, whether it is being changed or pinned, what attendees said with
// their answers.
void ClearForOthers(v1::Session& session);
void ClearForOthers(v1::Meeting& meeting);
void ClearForOthers(v1::Booking& booking);
void ClearForOthers(v1::Activity& activity);

// The condition for the activities of `parent` ("events/-": of all events) that the caller is told
// in a view, over the columns that activity lists offer to a scope. RESOURCE_EXHAUSTED as
// base::ReachCondition.
absl::StatusOr<base::SqlCondition> ToldRows(const base::Access* access, ActivityType type,
                                            v1::ScheduleView view, absl::string_view parent);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_TOLD_H_
