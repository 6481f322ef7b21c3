// Meetings as plans see them: when they are, who comes, and what a request would become. Pure.
#ifndef PLENARY_SERVICES_PLANNING_MEETING_RULES_H_
#define PLENARY_SERVICES_PLANNING_MEETING_RULES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "plenary/v1/matchmaking.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "services/schedule/line_rules.h"

namespace plenary::planning {

absl::Time StartOf(const v1::Meeting& meeting);
absl::Time EndOf(const v1::Meeting& meeting);
v1::Activity AsActivity(const v1::Meeting& meeting);

// Whether somebody who is named is to be there, and is booked.
bool Comes(const v1::Attendee& attendee, const schedule::Facts& facts);
// Whether a participant takes part in the event no more.
bool HasLeft(const std::string& who, const schedule::Facts& facts);

// The meeting that a request would become, without time and place. FAILED_PRECONDITION:
// ATTENDEE_LEFT where nobody of those of a side takes part in the event any more.
absl::StatusOr<v1::Meeting> MeetingFor(const v1::MeetingRequest& request,
                                       const schedule::Facts& facts);

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_MEETING_RULES_H_
