#include "services/schedule/told.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"

namespace plenary::schedule {
namespace {

constexpr absl::string_view kAllEvents = "events/-";

bool SeesSomethingIn(const base::Access& access, absl::string_view event) {
  const std::string inside = absl::StrCat(event, "/");
  return std::any_of(access.grants().begin(), access.grants().end(),
                     [&](const base::Grant& grant) { return absl::StartsWith(grant.on, inside); });
}

template <class Resource>
void ClearItem(Resource& item) {
  item.clear_note();
  item.clear_conflicts();
  item.clear_external_id();
  item.clear_is_changed();
  for (v1::Attendee& attendee : *item.mutable_attendees()) attendee.clear_answer_note();
}

// The places in which a caller holds a role, as far as they lie in `parent`.
base::Reach ReachIn(const base::Access& access, absl::string_view parent) {
  base::Reach reach = access.ReachOf(base::RoleSet::Any());
  if (parent == kAllEvents) return reach;
  const auto is_elsewhere = [&](const std::string& place) {
    return base::EventOf(place) != parent;
  };
  for (std::vector<std::string>* places : {&reach.events, &reach.delegations}) {
    places->erase(std::remove_if(places->begin(), places->end(), is_elsewhere), places->end());
  }
  return reach;
}

}  // namespace

bool SeesReleased(const base::Access* access, const v1::Activity& released) {
  const absl::string_view event = base::EventOf(NameOf(released));
  if (base::SeesWhole(access, event)) return true;
  if (released.has_booking()) return false;
  if (IsOpen(released)) return SeesSomethingIn(*access, event);
  const std::vector<std::string> delegations = DelegationsOf(released);
  return std::any_of(delegations.begin(), delegations.end(), [&](const std::string& delegation) {
    return access->HoldsOn(base::RoleSet::Any(), delegation);
  });
}

absl::Status CheckView(const base::Access* access, v1::ScheduleView view, absl::string_view event) {
  if (view != v1::WORK_IN_PROGRESS || base::SeesWhole(access, event)) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_ROLE_REQUIRED,
                      "the work in progress is for who sees the whole event; ask for what was "
                      "released");
}

absl::optional<v1::Activity> Told(ActivityRow row, v1::ScheduleView view,
                                  const base::Access* access) {
  const bool sees_whole = base::SeesWhole(access, base::EventOf(NameOf(row.body)));
  if (sees_whole && (view == v1::WORK_IN_PROGRESS || row.body.has_booking())) {
    return std::move(row.body);
  }
  if (sees_whole && row.released.has_value()) return std::move(*row.released);
  if (sees_whole && IsDeleted(row.body) && !row.is_changed) return std::move(row.body);
  if (sees_whole || !row.released.has_value() || !SeesReleased(access, *row.released)) {
    return absl::nullopt;
  }
  ClearForOthers(*row.released);
  return std::move(*row.released);
}

void ClearForOthers(v1::Session& session) {
  ClearItem(session);
  session.clear_external_fields();
}

void ClearForOthers(v1::Meeting& meeting) {
  ClearItem(meeting);
  meeting.clear_is_pinned();
}

void ClearForOthers(v1::Booking& booking) { booking.clear_note(); }

void ClearForOthers(v1::Activity& activity) {
  if (activity.has_session()) ClearForOthers(*activity.mutable_session());
  if (activity.has_meeting()) ClearForOthers(*activity.mutable_meeting());
  if (activity.has_booking()) ClearForOthers(*activity.mutable_booking());
}

absl::StatusOr<base::SqlCondition> ToldRows(const base::Access* access, ActivityType type,
                                            v1::ScheduleView view, absl::string_view parent) {
  base::SqlCondition condition;
  const bool is_of_one = parent != kAllEvents;
  if (is_of_one) {
    condition.sql = "event = $1";
    condition.params.emplace_back(std::string(parent));
  }
  if (is_of_one ? base::SeesWhole(access, parent) : base::SeesAll(access)) return condition;
  const int first = static_cast<int>(condition.params.size()) + 1;
  PLENARY_ASSIGN_OR_RETURN(base::ReachCondition reach,
                           base::ReachCondition::Make(ReachIn(*access, parent), first));
  // In the order in which they take their parameters.
  std::string seen = reach.In("event", "");
  if (type != ActivityType::kBooking && view != v1::WORK_IN_PROGRESS) {
    const std::string around = reach.AroundEvent("event");
    const std::string concerned = reach.In("", "links.subject");
    absl::StrAppend(&seen, " OR (is_open = 1 AND ", around,
                    ") OR EXISTS (SELECT 1 FROM activity_links AS links WHERE links.activity = "
                    "listed.name AND links.layer = 0 AND ",
                    concerned, ")");
  }
  absl::StrAppend(&condition.sql, is_of_one ? " AND " : "", "(", seen, ")");
  for (base::SqlValue& param : reach.TakeParams()) condition.params.push_back(std::move(param));
  return condition;
}

}  // namespace plenary::schedule
