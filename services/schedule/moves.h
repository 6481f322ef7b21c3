// Moves of activities, put on an agenda.
#ifndef PLENARY_SERVICES_SCHEDULE_MOVES_H_
#define PLENARY_SERVICES_SCHEDULE_MOVES_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/schedule.pb.h"
#include "services/base/errors.h"
#include "services/schedule/agenda.h"
#include "services/schedule/table.h"

namespace plenary::schedule {

// Checks a move of an activity of `event` by itself. `field` is its path: "moves[2]".
void CheckMove(const v1::Move& move, absl::string_view event, absl::string_view field,
               base::FieldErrors& errors);

// Finds the room of the move, with those that activities have, for EntryOfMove.
absl::Status LoadForMove(const ActivityRow& row, const v1::Move& move, Agenda& agenda);

// The entry by which the activity of `row` moves. What was released moves with it, whatever else is
// in progress of it, where `release` says so or the event is RUNNING; what never was stays in
// progress unless `release` says so. A venue that was the old room's becomes the new one's.
//
// RESOURCE_DELETED; ABORTED: ETAG_MISMATCH; FAILED_PRECONDITION: WRONG_STATE of what is cancelled
// or given back, BOOKING_HOLD_EXPIRED; INVALID_FIELDS where the room is none, or the end that is
// given comes before the start.
absl::StatusOr<Entry> EntryOfMove(const ActivityRow& row, const v1::Move& move, bool release,
                                  const Agenda& agenda, absl::string_view field);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_MOVES_H_
