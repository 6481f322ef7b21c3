#include "services/control/plan_rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/texts.h"
#include "services/control/day_rules.h"
#include "services/control/item_rules.h"

namespace plenary::control {
namespace {

using Plan = v1::ActionPlan;
using State = v1::ActionPlan::State;

absl::Status NotIn(const Plan& plan, absl::string_view allowed, absl::string_view what_to_do) {
  return WrongState(plan.name(), Plan::State_Name(plan.state()), allowed, what_to_do);
}

std::string StatesFor(PlanVerb verb) {
  std::vector<std::string> states;
  for (const State state : {Plan::DRAFT, Plan::IN_AGREEMENT, Plan::APPROVED, Plan::IMPLEMENTED}) {
    if (StepFrom(state, verb).has_value()) states.push_back(Plan::State_Name(state));
  }
  return absl::StrJoin(states, ",");
}

absl::string_view WhatToDo(State state) {
  switch (state) {
    case Plan::DRAFT:
      return "submit it first";
    case Plan::IN_AGREEMENT:
      return "approve or return it first";
    case Plan::APPROVED:
      return "amend it first";
    default:
      return "it changes no more";
  }
}

}  // namespace

void CheckPlan(const Plan& plan, absl::string_view field, base::FieldErrors& errors) {
  base::CheckOneTextPerLanguage(plan.titles(), absl::StrCat(field, ".titles"), errors);
  CheckDay(plan.start_date(), absl::StrCat(field, ".start_date"), errors);
  CheckDay(plan.end_date(), absl::StrCat(field, ".end_date"), errors);
  const auto start = DayOf(plan.start_date());
  const auto end = DayOf(plan.end_date());
  if (start && end && *end < *start) {
    errors.Add(absl::StrCat(field, ".end_date"), "must not be before start_date");
  }
  const bool is_annual = plan.kind() == Plan::ANNUAL;
  if (is_annual && start && end && start->year() != end->year()) {
    errors.Add(absl::StrCat(field, ".end_date"), "must be in the year of start_date");
  }
  if (!is_annual && plan.counterpart().empty()) {
    errors.Add(absl::StrCat(field, ".counterpart"), "is required of such a plan");
  }
}

absl::optional<State> StepFrom(State state, PlanVerb verb) {
  const auto lead = [state](State from, State to) {
    return state == from ? absl::make_optional(to) : absl::nullopt;
  };
  switch (verb) {
    case PlanVerb::kUpdate:
      return lead(Plan::DRAFT, Plan::DRAFT);
    case PlanVerb::kSubmit:
      return lead(Plan::DRAFT, Plan::IN_AGREEMENT);
    case PlanVerb::kReturn:
      return lead(Plan::IN_AGREEMENT, Plan::DRAFT);
    case PlanVerb::kApprove:
      return lead(Plan::IN_AGREEMENT, Plan::APPROVED);
    case PlanVerb::kAmend:
      return lead(Plan::APPROVED, Plan::DRAFT);
    case PlanVerb::kImplement:
      return lead(Plan::APPROVED, Plan::IMPLEMENTED);
  }
  return absl::nullopt;
}

absl::StatusOr<State> CheckVerb(const Plan& plan, PlanVerb verb) {
  const absl::optional<State> to = StepFrom(plan.state(), verb);
  if (to.has_value()) return *to;
  return NotIn(plan, StatesFor(verb), WhatToDo(plan.state()));
}

absl::Status CheckMayDelete(const Plan& plan) {
  if (plan.state() == Plan::DRAFT && plan.edition() == 1) return absl::OkStatus();
  return NotIn(plan, "DRAFT", "only a first edition that is being written is deleted");
}

absl::StatusOr<v1::ActionItem::State> EntryState(const Plan& plan, const v1::ActionItem& item) {
  if (item.has_planned_event() && plan.kind() != Plan::ANNUAL) {
    return base::BadField("action_item.planned_event", "stands in annual plans alone");
  }
  if (plan.state() == Plan::DRAFT) {
    if (!item.is_unplanned()) return v1::ActionItem::DRAFT;
    return base::BadField("action_item.is_unplanned",
                          "the plan is being written, so the item can be planned");
  }
  if (plan.state() == Plan::APPROVED && item.is_unplanned()) return v1::ActionItem::ASSIGNED;
  return NotIn(plan, "DRAFT",
               plan.state() == Plan::APPROVED ? "amend it, or say that the item is unplanned"
                                              : "items enter a plan while it is written");
}

absl::Status CheckMayTakeOut(const Plan& plan) {
  if (plan.state() == Plan::DRAFT) return absl::OkStatus();
  return NotIn(plan, "DRAFT", "items leave a plan while it is written; amend it first");
}

}  // namespace plenary::control
