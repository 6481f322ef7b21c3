// By what plans the work of a year ran.
#include <map>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/reports/year.h"

namespace plenary::reports {
namespace {

using Items = std::vector<v1::ActionItem>;

v1::ListActionPlansRequest PlansOf(const Year& year) {
  v1::ListActionPlansRequest request;
  request.set_filter(absl::StrCat("start_date <= ", Quoted(year.last_day),
                                  " AND end_date >= ", Quoted(year.first_day),
                                  " AND (state = APPROVED OR state = IMPLEMENTED)"));
  return request;
}

// The instructions by which something was undertaken with the counterpart of a plan until the year
// was over: "Directive No. 9 (3 December 2021)".
absl::StatusOr<Words> InstructionsBehind(const Year& year, const v1::ActionPlan& plan) {
  if (plan.counterpart().empty()) return Same("");
  v1::ListCommitmentsRequest request;
  request.set_filter(absl::StrCat("counterpart = ", Quoted(plan.counterpart()),
                                  " AND source_date <= ", Quoted(year.last_day)));
  PLENARY_ASSIGN_OR_RETURN(
      const auto commitments,
      ListAll(year, year.sources.plans, &control::ActionPlanService::ListCommitments, request,
              &v1::ListCommitmentsResponse::mutable_commitments));
  std::map<std::pair<std::string, std::string>, Words> instructions;  // by date and title
  for (const v1::Commitment& commitment : commitments) {
    if (!commitment.source().has_instruction()) continue;
    const v1::Commitment::Instruction& instruction = commitment.source().instruction();
    instructions.emplace(std::make_pair(instruction.date(), instruction.title()),
                         InBrackets(Same(instruction.title()), DateOf(instruction.date())));
  }
  std::vector<Words> all;
  all.reserve(instructions.size());
  for (const auto& [key, words] : instructions) all.push_back(words);
  return Enumerated(std::move(all));
}

absl::StatusOr<Draft> AboutPlan(const Year& year, const v1::ActionPlan& plan, const Items& items) {
  absl::CivilDay first;
  absl::CivilDay last;
  absl::ParseCivilTime(plan.start_date(), &first);
  absl::ParseCivilTime(plan.end_date(), &last);
  Draft draft;
  draft.texts = {{"title", Recorded(plan.titles())},
                 {"counterpart", NameOf(year, plan.counterpart())},
                 {"dates", Dates(first, last)}};
  PLENARY_ASSIGN_OR_RETURN(draft.texts["instructions"], InstructionsBehind(year, plan));
  draft.resources = {plan.name()};
  if (items.empty()) {
    draft.pattern = "plan.without_items";
    draft.kind = v1::ReportSentence::MISSING;
    return draft;
  }
  const std::string of_plan = absl::StrCat("action_plan = ", Quoted(plan.name()));
  const auto count = [&](absl::string_view condition) {
    return Queries{CountOf(ItemsOf(year, Both(of_plan, condition)))};
  };
  draft.pattern = "plan.one";
  draft.numbers = {Counted("items", static_cast<int64_t>(items.size()), count("")),
                   Counted("removed", CountIn(items, v1::ActionItem::REMOVED_FROM_CONTROL),
                           count("state = REMOVED_FROM_CONTROL")),
                   Counted("overdue", CountOverdue(items), count("overdue = true"))};
  return draft;
}

}  // namespace

absl::Status WritePlans(Year& year, Section section) {
  const v1::ListActionPlansRequest request = PlansOf(year);
  PLENARY_ASSIGN_OR_RETURN(
      const auto plans,
      ListAll(year, year.sources.plans, &control::ActionPlanService::ListActionPlans, request,
              &v1::ListActionPlansResponse::mutable_action_plans));
  if (plans.empty()) {
    section.SayMissing("plans.none");
    return absl::OkStatus();
  }
  std::map<std::string, Items> items;
  for (const v1::ActionItem& item : year.items) {
    if (!item.action_plan().empty()) items[item.action_plan()].push_back(item);
  }
  std::set<std::string> counterparts;
  Draft all;
  all.pattern = "plans.all";
  all.numbers = {Counted("plans", static_cast<int64_t>(plans.size()), {CountOf(request)})};
  all.resources.reserve(plans.size());
  for (const v1::ActionPlan& plan : plans) {
    counterparts.insert(plan.counterpart());
    all.resources.push_back(plan.name());
  }
  section.Say(std::move(all));
  PLENARY_RETURN_IF_ERROR(FindNames(year, counterparts));
  for (const v1::ActionPlan& plan : plans) {
    PLENARY_ASSIGN_OR_RETURN(Draft draft, AboutPlan(year, plan, items[plan.name()]));
    section.Say(std::move(draft));
  }
  return absl::OkStatus();
}

}  // namespace plenary::reports
