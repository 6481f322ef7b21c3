#include "services/base/reach_condition.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"

namespace plenary::base {
namespace {

// What no row fulfils.
constexpr absl::string_view kNothing = "1 = 0";

size_t PaddedSize(size_t names) {
  size_t size = 1;
  while (size < names) size *= 4;
  return size;
}

// Adds `names` to `params`, the last one repeated up to a size that many lists have.
void AddPadded(const std::vector<std::string>& names, std::vector<SqlValue>& params) {
  const size_t size = PaddedSize(names.size());
  params.reserve(params.size() + size);
  for (size_t i = 0; i < size; ++i) {
    params.emplace_back(names[std::min(i, names.size() - 1)]);
  }
}

std::string InList(absl::string_view column, size_t names, int first) {
  std::string sql = absl::StrCat(column, " IN (");
  for (size_t i = 0; i < PaddedSize(names); ++i) {
    absl::StrAppend(&sql, i == 0 ? "$" : ", $", first + static_cast<int>(i));
  }
  return absl::StrCat(sql, ")");
}

// The events of a reach and those in which a delegation of it is.
std::vector<std::string> EventsAround(const Reach& reach) {
  std::vector<std::string> events = reach.events;
  events.reserve(reach.events.size() + reach.delegations.size());
  for (const std::string& delegation : reach.delegations) events.emplace_back(EventOf(delegation));
  std::sort(events.begin(), events.end());
  events.erase(std::unique(events.begin(), events.end()), events.end());
  return events;
}

}  // namespace

ReachCondition::ReachCondition(Reach reach, int first) : next_(first) {
  around_.names = EventsAround(reach);
  events_.names = std::move(reach.events);
  delegations_.names = std::move(reach.delegations);
}

absl::StatusOr<ReachCondition> ReachCondition::Make(Reach reach, int first) {
  const size_t places = std::max(reach.events.size(), reach.delegations.size());
  ReachCondition condition(std::move(reach), first);
  if (places <= kMostPlaces && condition.around_.names.size() <= kMostPlaces) return condition;
  return Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_TRANSACTION_TOO_LARGE,
                absl::StrCat("your roles are bound in ", places,
                             " places, too many to look through at once; use a token for some of "
                             "them, or ask for a role on the whole installation"),
                {{"places", absl::StrCat(places)}, {"limit", absl::StrCat(kMostPlaces)}});
}

std::string ReachCondition::Among(absl::string_view column, Places& places) {
  if (column.empty() || places.names.empty()) return std::string(kNothing);
  if (places.first == 0) {
    places.first = next_;
    const size_t before = params_.size();
    AddPadded(places.names, params_);
    next_ += static_cast<int>(params_.size() - before);
  }
  return InList(column, places.names.size(), places.first);
}

std::string ReachCondition::In(absl::string_view event_column,
                               absl::string_view delegation_column) {
  const bool has_events = !event_column.empty() && !events_.names.empty();
  const bool has_delegations = !delegation_column.empty() && !delegations_.names.empty();
  if (!has_events) return Among(delegation_column, delegations_);
  if (!has_delegations) return Among(event_column, events_);
  // Apart, since the order in which they take their parameters is that of the text.
  const std::string in_events = Among(event_column, events_);
  return absl::StrCat("(", in_events, " OR ", Among(delegation_column, delegations_), ")");
}

std::string ReachCondition::AroundEvent(absl::string_view event_column) {
  return Among(event_column, around_);
}

absl::StatusOr<SqlCondition> VisibleRows(const Access* access, absl::string_view event_column,
                                         absl::string_view delegation_column) {
  SqlCondition condition;
  if (SeesAll(access)) return condition;
  PLENARY_ASSIGN_OR_RETURN(ReachCondition reach,
                           ReachCondition::Make(access->ReachOf(RoleSet::Any()), 1));
  condition.sql = reach.In(event_column, delegation_column);
  condition.params = reach.TakeParams();
  return condition;
}

absl::StatusOr<SqlCondition> VisibleRowsOf(const Access* access, absl::string_view event,
                                           absl::string_view event_column,
                                           absl::string_view delegation_column) {
  SqlCondition condition;
  if (SeesWhole(access, event)) {
    condition.sql = absl::StrCat(event_column, " = $1");
    condition.params.emplace_back(std::string(event));
    return condition;
  }
  Reach reach = access->ReachOf(RoleSet::Any());
  reach.events.clear();
  const auto is_elsewhere = [&](const std::string& delegation) {
    return EventOf(delegation) != event;
  };
  reach.delegations.erase(
      std::remove_if(reach.delegations.begin(), reach.delegations.end(), is_elsewhere),
      reach.delegations.end());
  // By the delegations alone, so that no engine goes through the whole event for a few of them.
  PLENARY_ASSIGN_OR_RETURN(ReachCondition in, ReachCondition::Make(std::move(reach), 1));
  condition.sql = in.In("", delegation_column);
  condition.params = in.TakeParams();
  return condition;
}

absl::StatusOr<SqlCondition> VisibleEvents(const Access* access, absl::string_view column) {
  SqlCondition condition;
  if (SeesAll(access)) return condition;
  PLENARY_ASSIGN_OR_RETURN(ReachCondition reach,
                           ReachCondition::Make(access->ReachOf(RoleSet::Any()), 1));
  condition.sql = reach.AroundEvent(column);
  condition.params = reach.TakeParams();
  return condition;
}

SqlCondition IsOneOf(absl::string_view column, const std::vector<std::string>& names, int first) {
  SqlCondition condition;
  if (names.empty()) {
    condition.sql = std::string(kNothing);
    return condition;
  }
  condition.sql = InList(column, names.size(), first);
  AddPadded(names, condition.params);
  return condition;
}

}  // namespace plenary::base
