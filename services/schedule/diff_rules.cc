#include "services/schedule/diff_rules.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "services/schedule/activity_rules.h"

namespace plenary::schedule {
namespace {

bool TakesPlace(const v1::Activity* activity) {
  return activity != nullptr && !IsCancelled(*activity) && !IsDeleted(*activity);
}

// What an activity was and is; nullptr: not there.
struct Pair {
  const v1::Activity* before = nullptr;
  const v1::Activity* after = nullptr;
};

v1::ScheduleChange ToChange(v1::ScheduleChange::Kind kind, const std::string& name,
                            const Pair& pair) {
  v1::ScheduleChange change;
  change.set_kind(kind);
  change.set_activity(name);
  if (pair.before != nullptr) *change.mutable_before() = *pair.before;
  if (pair.after != nullptr) *change.mutable_after() = *pair.after;
  if (pair.before == nullptr || pair.after == nullptr) return change;
  for (std::string& field : DifferingFields(*pair.before, *pair.after)) {
    change.add_fields(std::move(field));
  }
  return change;
}

const v1::Activity& Latest(const v1::ScheduleChange& change) {
  return change.has_after() ? change.after() : change.before();
}

}  // namespace

v1::ScheduleChange::Kind KindOfChange(const v1::Activity* before, const v1::Activity* after) {
  if (!TakesPlace(before)) {
    return TakesPlace(after) ? v1::ScheduleChange::ADDED : v1::ScheduleChange::KIND_UNSPECIFIED;
  }
  if (!TakesPlace(after)) return v1::ScheduleChange::REMOVED;
  if (IsMoved(*before, *after)) return v1::ScheduleChange::MOVED;
  return Differs(*before, *after) ? v1::ScheduleChange::CHANGED
                                  : v1::ScheduleChange::KIND_UNSPECIFIED;
}

std::vector<v1::ScheduleChange> FindDifferences(const std::vector<v1::Activity>& before,
                                                const std::vector<v1::Activity>& after) {
  std::map<std::string, Pair> pairs;
  for (const v1::Activity& activity : before) pairs[NameOf(activity)].before = &activity;
  for (const v1::Activity& activity : after) pairs[NameOf(activity)].after = &activity;
  std::vector<v1::ScheduleChange> changes;
  for (const auto& [name, pair] : pairs) {
    const v1::ScheduleChange::Kind kind = KindOfChange(pair.before, pair.after);
    if (kind == v1::ScheduleChange::KIND_UNSPECIFIED) continue;
    changes.push_back(ToChange(kind, name, pair));
  }
  std::stable_sort(changes.begin(), changes.end(),
                   [](const v1::ScheduleChange& left, const v1::ScheduleChange& right) {
                     return StartOf(Latest(left)) < StartOf(Latest(right));
                   });
  return changes;
}

void FillInWhom(v1::ScheduleChange& change, const Facts& facts) {
  std::set<std::string> concerned;
  for (const v1::Activity* activity : {&change.before(), &change.after()}) {
    if (activity->activity_case() == v1::Activity::ACTIVITY_NOT_SET) continue;
    concerned.merge(SubjectsOf(*activity, facts));
    for (const v1::Attendee& attendee : AttendeesOf(*activity)) {
      if (!attendee.delegation().empty()) concerned.insert(attendee.delegation());
    }
  }
  for (const std::string& name : concerned) {
    if (absl::StartsWith(name, "people/")) change.add_people(name);
    if (absl::StartsWith(name, "events/")) change.add_delegations(name);
  }
}

void CountActivities(const std::vector<v1::Activity>& activities, v1::Plan& plan) {
  const auto count =
      std::count_if(activities.begin(), activities.end(),
                    [](const v1::Activity& activity) { return TakesPlace(&activity); });
  plan.set_activities(static_cast<int32_t>(count));
}

void CountChange(v1::ScheduleChange::Kind kind, v1::Plan& plan) {
  switch (kind) {
    case v1::ScheduleChange::ADDED:
      return plan.set_added(plan.added() + 1);
    case v1::ScheduleChange::MOVED:
      return plan.set_moved(plan.moved() + 1);
    case v1::ScheduleChange::CHANGED:
      return plan.set_changed(plan.changed() + 1);
    case v1::ScheduleChange::REMOVED:
      return plan.set_cancelled(plan.cancelled() + 1);
    default:
      return;
  }
}

}  // namespace plenary::schedule
