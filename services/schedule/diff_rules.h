// What differs between two versions of a schedule.
#ifndef PLENARY_SERVICES_SCHEDULE_DIFF_RULES_H_
#define PLENARY_SERVICES_SCHEDULE_DIFF_RULES_H_

#include <vector>

#include "plenary/v1/schedule.pb.h"
#include "services/schedule/line_rules.h"

namespace plenary::schedule {

// What happened to an activity; KIND_UNSPECIFIED: nothing. nullptr: it was not there, or is not
// there any more. What is cancelled or deleted counts as not there, so that a session that is
// cancelled is REMOVED once, and ADDED when it takes place after all.
v1::ScheduleChange::Kind KindOfChange(const v1::Activity* before, const v1::Activity* after);

// What is different in `after`, by start (of what it is after, else before), then name. Delegations
// and people are not filled in.
std::vector<v1::ScheduleChange> FindDifferences(const std::vector<v1::Activity>& before,
                                                const std::vector<v1::Activity>& after);
// Fills in whom a change concerns, by what it is before and after: delegations that are parties,
// whose stay it is, or whose people are there; people who attend, are responsible, or are booked
// with an asset. Each once, by name.
void FillInWhom(v1::ScheduleChange& change, const Facts& facts);

// How many activities are in a version, those that are cancelled not among them, and how many of
// each kind of change brought it about.
void CountActivities(const std::vector<v1::Activity>& activities, v1::Plan& plan);
void CountChange(v1::ScheduleChange::Kind kind, v1::Plan& plan);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_DIFF_RULES_H_
