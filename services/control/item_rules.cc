#include "services/control/item_rules.h"

#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/base/texts.h"

namespace plenary::control {
namespace {

using Item = v1::ActionItem;
using State = v1::ActionItem::State;

constexpr State kStates[] = {
    Item::DRAFT,    Item::ASSIGNED, Item::ACKNOWLEDGED,        Item::IN_PROGRESS,
    Item::REPORTED, Item::RETURNED, Item::REMOVED_FROM_CONTROL};

// The states from which a verb leads somewhere, as text.
std::string StatesFor(Verb verb) {
  std::vector<std::string> states;
  for (const State state : kStates) {
    if (StepFrom(state, verb).has_value()) states.push_back(Item::State_Name(state));
  }
  return absl::StrJoin(states, ",");
}

absl::string_view WhatToDo(State state) {
  switch (state) {
    case Item::DRAFT:
      return "approve its plan first";
    case Item::ASSIGNED:
      return "acknowledge it first";
    case Item::ACKNOWLEDGED:
    case Item::IN_PROGRESS:
    case Item::RETURNED:
      return "report it done first";
    case Item::REPORTED:
      return "wait for the decision on the report";
    default:
      return "it changes no more";
  }
}

absl::Status RoleRequired(absl::string_view item, absl::string_view who) {
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_ROLE_REQUIRED,
                      absl::StrCat("that is for ", who, " of ", item),
                      {{"resource", std::string(item)}});
}

// The one name of an executor, whoever it is.
const std::string& NameOf(const Item::Executor& executor) {
  return executor.person().empty() ? executor.organization() : executor.person();
}

void CheckPlannedEvent(const Item& item, absl::string_view field, base::FieldErrors& errors) {
  if (!item.has_planned_event() || !item.action_plan().empty()) return;
  errors.Add(absl::StrCat(field, ".planned_event"), "stands in annual plans alone");
}

}  // namespace

void CheckTexts(const google::protobuf::RepeatedPtrField<v1::ControlText>& texts,
                absl::string_view field, base::FieldErrors& errors) {
  std::set<std::string> seen;
  for (int i = 0; i < texts.size(); ++i) {
    if (seen.insert(absl::AsciiStrToLower(texts[i].language())).second) continue;
    errors.Add(absl::StrCat(field, "[", i, "]"),
               "there is another text in this language; keep one");
  }
}

void CheckItem(const Item& item, absl::string_view field, base::FieldErrors& errors) {
  base::CheckOneTextPerLanguage(item.titles(), absl::StrCat(field, ".titles"), errors);
  CheckTexts(item.texts(), absl::StrCat(field, ".texts"), errors);
  CheckExecutorsNamed(item.lead(), item.co_executors(), field, errors);
  CheckDue(item.due(), absl::StrCat(field, ".due"), errors);
  CheckPlannedEvent(item, field, errors);
  if (item.is_unplanned() && item.action_plan().empty()) {
    errors.Add(absl::StrCat(field, ".is_unplanned"), "is said of items of plans alone");
  }
}

void CheckExecutorsNamed(const Item::Executor& lead,
                         const google::protobuf::RepeatedPtrField<Item::Executor>& co_executors,
                         absl::string_view field, base::FieldErrors& errors) {
  const std::string prefix = field.empty() ? "" : absl::StrCat(field, ".");
  std::set<std::string> seen = {NameOf(lead)};
  if (NameOf(lead).empty()) {
    errors.Add(absl::StrCat(prefix, "lead"), "must name an organization or a person");
  }
  for (int i = 0; i < co_executors.size(); ++i) {
    const std::string path = absl::StrCat(prefix, "co_executors[", i, "]");
    const std::string& name = NameOf(co_executors[i]);
    if (name.empty()) {
      errors.Add(path, "must name an organization or a person");
    } else if (!seen.insert(name).second) {
      errors.Add(path, "is an executor already");
    }
  }
}

bool IsUnderControl(State state) {
  return state != Item::STATE_UNSPECIFIED && state != Item::DRAFT &&
         state != Item::REMOVED_FROM_CONTROL;
}

bool IsOverdue(const Item& item, absl::CivilDay last_overdue) {
  if (!IsUnderControl(item.state()) || item.state() == Item::REPORTED || item.has_delete_time()) {
    return false;
  }
  return !item.due_date().empty() && item.due_date() <= Written(last_overdue);
}

absl::optional<State> StepFrom(State state, Verb verb) {
  const bool is_under_way =
      state == Item::ACKNOWLEDGED || state == Item::IN_PROGRESS || state == Item::RETURNED;
  switch (verb) {
    case Verb::kAcknowledge:
      if (state == Item::ASSIGNED) return Item::ACKNOWLEDGED;
      return absl::nullopt;
    case Verb::kStart:
      if (state == Item::ACKNOWLEDGED || state == Item::RETURNED) return Item::IN_PROGRESS;
      return absl::nullopt;
    case Verb::kReportInterim:
      if (is_under_way) return Item::IN_PROGRESS;
      return absl::nullopt;
    case Verb::kReportDone:
      if (is_under_way) return Item::REPORTED;
      return absl::nullopt;
    case Verb::kReturn:
      if (state == Item::REPORTED) return Item::RETURNED;
      return absl::nullopt;
    case Verb::kRecommend:
      if (state == Item::REPORTED) return Item::REPORTED;
      return absl::nullopt;
    case Verb::kReplaceExecutor:
      if (state == Item::DRAFT) return Item::DRAFT;
      if (state == Item::ASSIGNED || is_under_way) return Item::ASSIGNED;
      return absl::nullopt;
    case Verb::kAskForTime:
      if (state == Item::ASSIGNED || is_under_way) return state;
      return absl::nullopt;
  }
  return absl::nullopt;
}

absl::StatusOr<State> CheckVerb(const Item& item, Verb verb) {
  const absl::optional<State> to = StepFrom(item.state(), verb);
  if (to.has_value()) return *to;
  return WrongState(item.name(), Item::State_Name(item.state()), StatesFor(verb),
                    WhatToDo(item.state()));
}

absl::Status CheckMayRemove(const Item& item, Item::Reason reason) {
  if (!IsUnderControl(item.state())) {
    return WrongState(item.name(), Item::State_Name(item.state()),
                      "ASSIGNED,ACKNOWLEDGED,IN_PROGRESS,REPORTED,RETURNED",
                      "only what is under control is removed from it");
  }
  const bool needs_report = reason == Item::FULFILLED || reason == Item::PARTLY;
  if (!needs_report || item.state() == Item::REPORTED) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_NOT_REPORTED_DONE,
      absl::StrCat(item.name(), " is not reported done; an interim report is no ground to remove ",
                   "it from control as ", Item::Reason_Name(reason)),
      {{"item", item.name()}});
}

absl::Status CheckNoPartUnderControl(absl::string_view whole, absl::string_view part) {
  if (part.empty()) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_PARTS_UNDER_CONTROL,
      absl::StrCat(whole, " has parts under control, ", part, " among them; settle those first"),
      {{"item", std::string(part)}});
}

absl::Status CheckGoesOn(const Item& item) {
  if (item.state() != Item::REMOVED_FROM_CONTROL) return absl::OkStatus();
  return WrongState(item.name(), Item::State_Name(item.state()),
                    "DRAFT,ASSIGNED,ACKNOWLEDGED,IN_PROGRESS,REPORTED,RETURNED",
                    "it changes no more");
}

bool HasOtherDue(const Item& before, const Item& after) {
  return !google::protobuf::util::MessageDifferencer::Equals(before.due(), after.due());
}

absl::Status CheckMayMoveDue(const Item& before) {
  if (before.state() == Item::DRAFT) return absl::OkStatus();
  return base::BadField("action_item.due", "was given to the executors; request an extension");
}

absl::Status CheckPlannedEventFits(const Item& before, const Item& after) {
  if (before.has_planned_event() == after.has_planned_event()) return absl::OkStatus();
  return base::BadField("action_item.planned_event",
                        "cannot be put in or taken out of an item that is there");
}

absl::Status CheckMayDelete(const Item& item) {
  if (item.state() == Item::DRAFT || item.state() == Item::ASSIGNED) return absl::OkStatus();
  return WrongState(item.name(), Item::State_Name(item.state()), "DRAFT,ASSIGNED",
                    "remove it from control instead");
}

absl::Status WrongState(absl::string_view name, absl::string_view state, absl::string_view allowed,
                        absl::string_view what_to_do) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
                      absl::StrCat(name, " is ", state, "; ", what_to_do),
                      {{"resource", std::string(name)},
                       {"state", std::string(state)},
                       {"allowed", std::string(allowed)}});
}

absl::Status CheckNotSuperseded(absl::string_view name, absl::string_view superseded_by) {
  if (superseded_by.empty()) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_ALREADY_SUPERSEDED,
      absl::StrCat(superseded_by, " stands in the place of ", name, " already; start from that"),
      {{"resource", std::string(name)}, {"supersededBy", std::string(superseded_by)}});
}

bool ShowsSomething(const v1::Evidence& evidence) {
  if (evidence.has_event()) return !evidence.event().empty();
  const v1::DocumentReference& document = evidence.document();
  return !document.registration_number().empty() || !document.date().empty() ||
         !document.external_url().empty();
}

absl::Status CheckEvidence(const v1::ActionReport& report, absl::string_view item) {
  if (report.kind() != v1::ActionReport::DONE || !report.evidence().empty()) {
    return absl::OkStatus();
  }
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_EVIDENCE_MISSING,
                      absl::StrCat("a report that ", item,
                                   " is done needs evidence: a paper or an event that shows it"),
                      {{"item", std::string(item)}});
}

bool SettlePeriod(Item& item) {
  if (!item.due().has_periodic()) return false;
  const absl::optional<absl::CivilDay> end = DayOf(item.period_end_date());
  const auto next = end ? NextPeriodEnd(item.due().periodic(), *end) : absl::nullopt;
  if (!next.has_value()) return false;
  item.set_period_end_date(Written(*next));
  item.set_due_date(Written(*next));
  return true;
}

void SetFirstDue(absl::CivilDay begin, Item& item) {
  const absl::optional<absl::CivilDay> day = FirstDueDay(item.due(), begin);
  const std::string written = day ? Written(*day) : "";
  item.set_first_due_date(written);
  item.set_due_date(written);
  item.set_period_end_date(item.due().has_periodic() ? written : "");
}

absl::Status CheckMayCarryOut(const Actor& actor, absl::string_view item) {
  if (actor.is_program || actor.executes || actor.keeps_control) return absl::OkStatus();
  return RoleRequired(item, "an executor, or a NEGOTIATOR, CONTROLLER or ADMINISTRATOR,");
}

absl::Status CheckMayDecide(const Actor& actor, absl::string_view item) {
  PLENARY_RETURN_IF_ERROR(CheckDoesNotExecute(actor, item));
  if (actor.is_program || actor.is_author || actor.is_chair) return absl::OkStatus();
  return RoleRequired(item, "the author, or a chair,");
}

absl::Status CheckMayReturn(const Actor& actor, absl::string_view item) {
  PLENARY_RETURN_IF_ERROR(CheckDoesNotExecute(actor, item));
  if (actor.is_program || actor.is_author || actor.is_chair || actor.is_controller) {
    return absl::OkStatus();
  }
  return RoleRequired(item, "the author, the controller, or a chair,");
}

absl::Status CheckMayRecommend(const Actor& actor, absl::string_view item) {
  PLENARY_RETURN_IF_ERROR(CheckDoesNotExecute(actor, item));
  if (actor.is_program || actor.is_controller || actor.holds_controller) return absl::OkStatus();
  return RoleRequired(item, "the controller");
}

absl::Status CheckDoesNotExecute(const Actor& actor, absl::string_view item) {
  if (!actor.executes) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_EXECUTOR_MAY_NOT_DECIDE,
                      absl::StrCat("nobody decides about what they execute themselves: the author ",
                                   "of ", item, " does, or a chair"),
                      {{"item", std::string(item)}});
}

}  // namespace plenary::control
