// The versions of an event's schedule: released, read, compared, gone back to.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/events/table.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/agenda.h"
#include "services/schedule/diff_rules.h"
#include "services/schedule/facts.h"
#include "services/schedule/pages.h"
#include "services/schedule/programme_reading.h"
#include "services/schedule/service.h"
#include "services/schedule/table.h"
#include "services/schedule/told.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"

namespace plenary::schedule {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// The work in progress in the place of a version's number.
constexpr absl::string_view kWorkInProgress = "wip";

bool IsWorkInProgress(absl::string_view plan) { return base::LastId(plan) == kWorkInProgress; }

absl::Status CheckEvent(Tx& tx, absl::string_view event) {
  return storage::Existing(events::FindEvent(tx, event), event).status();
}

// What is in the work in progress: the activities that are not deleted.
absl::StatusOr<std::vector<v1::Activity>> ListInProgress(Tx& tx, absl::string_view event) {
  PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> rows, ListAllActivities(tx, event));
  std::vector<v1::Activity> activities;
  activities.reserve(rows.size());
  for (ActivityRow& row : rows) {
    if (!IsDeleted(row.body)) activities.push_back(std::move(row.body));
  }
  return activities;
}

absl::StatusOr<std::vector<v1::Activity>> ListInForce(Tx& tx, absl::string_view event) {
  PLENARY_ASSIGN_OR_RETURN(const ScheduleHead head, FindHead(tx, event));
  return ListPlanItems(tx, event, head.number);
}

// What is in the version `plan`, by number or "wip". NOT_FOUND: RESOURCE_NOT_FOUND.
absl::StatusOr<std::vector<v1::Activity>> ListInVersion(Tx& tx, absl::string_view plan) {
  const absl::string_view event = base::EventOf(plan);
  if (IsWorkInProgress(plan)) return ListInProgress(tx, event);
  const int64_t number = NumberOfPlan(plan);
  PLENARY_RETURN_IF_ERROR(storage::Existing(FindPlan(tx, event, number), plan).status());
  return ListPlanItems(tx, event, number);
}

// The work in progress as a version, counted against the one in force.
absl::StatusOr<v1::Plan> PlanInProgress(Tx& tx, absl::string_view event) {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::Activity> before, ListInForce(tx, event));
  PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::Activity> after, ListInProgress(tx, event));
  v1::Plan plan;
  plan.set_name(absl::StrCat(event, "/plans/", kWorkInProgress));
  plan.set_state(v1::Plan::WIP);
  CountActivities(after, plan);
  for (const v1::ScheduleChange& change : FindDifferences(before, after)) {
    CountChange(change.kind(), plan);
  }
  return plan;
}

void SetState(v1::Plan& plan, const ScheduleHead& head) {
  const bool is_in_force = NumberOfPlan(plan.name()) == head.number;
  plan.set_state(is_in_force ? v1::Plan::RELEASED : v1::Plan::SUPERSEDED);
}

void CheckLiesIn(absl::string_view event, absl::string_view name, absl::string_view field,
                 base::FieldErrors& errors) {
  if (name.empty() || base::EventOf(name) == event) return;
  errors.Add(field, absl::StrCat("must lie in ", event));
}

// --- Comparing.

// Tells of each change whom it concerns.
absl::StatusOr<Facts> FillInAll(Tx& tx, const v1::DiffPlansRequest& request,
                                std::vector<v1::ScheduleChange>& changes) {
  Named named;
  for (const v1::ScheduleChange& change : changes) {
    if (change.has_before()) AddNamed(change.before(), named);
    if (change.has_after()) AddNamed(change.after(), named);
  }
  const bool is_person = base::EventOf(request.person()).empty();
  if (!request.person().empty()) {
    (is_person ? named.people : named.participants).insert(request.person());
  }
  PLENARY_ASSIGN_OR_RETURN(Facts facts, FactsOf(tx, request.parent(), {}, std::move(named)));
  for (v1::ScheduleChange& change : changes) FillInWhom(change, facts);
  return facts;
}

template <class Names>
bool Holds(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Keeps the changes that concern the delegation and the person of the request.
absl::Status KeepThoseOf(Tx& tx, const v1::DiffPlansRequest& request,
                         std::vector<v1::ScheduleChange>& changes) {
  PLENARY_ASSIGN_OR_RETURN(const Facts facts, FillInAll(tx, request, changes));
  v1::Attendee attendee;
  attendee.set_who(request.person());
  const std::string person = request.person().empty() ? "" : PersonOf(attendee, facts);
  const auto concerns_others = [&](const v1::ScheduleChange& change) {
    const bool is_of_another =
        !request.delegation().empty() && !Holds(change.delegations(), request.delegation());
    return is_of_another || (!request.person().empty() && !Holds(change.people(), person));
  };
  changes.erase(std::remove_if(changes.begin(), changes.end(), concerns_others), changes.end());
  return absl::OkStatus();
}

// Names attendees, who are stored without.
absl::Status NameAllAttendees(Tx& tx, std::vector<v1::ScheduleChange>& changes) {
  std::vector<v1::Attendee*> attendees;
  const auto add = [&](v1::Activity& activity) {
    for (v1::Attendee& attendee : *MutableAttendeesOf(activity)) attendees.push_back(&attendee);
  };
  for (v1::ScheduleChange& change : changes) {
    if (change.has_before()) add(*change.mutable_before());
    if (change.has_after()) add(*change.mutable_after());
  }
  return attendees.empty() ? absl::OkStatus() : FillNames(tx, attendees);
}

Place PlaceOf(const v1::ScheduleChange& change) {
  const v1::Activity& latest = change.has_after() ? change.after() : change.before();
  return {absl::ToUnixMicros(StartOf(latest)), change.activity()};
}

// Cuts `changes` down to a page; the token of the next one, empty on the last.
absl::StatusOr<std::string> CutPage(Tx& tx, const Call& call, const v1::DiffPlansRequest& request,
                                    const base::TokenSealer& sealer,
                                    std::vector<v1::ScheduleChange>& changes) {
  const std::string binding = BindingOf(call, request);
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<Place> behind,
                           ReadPlace(request.page_token(), binding, tx.now(), sealer));
  if (behind) {
    const auto first =
        std::find_if(changes.begin(), changes.end(),
                     [&](const v1::ScheduleChange& change) { return PlaceOf(change) > *behind; });
    changes.erase(changes.begin(), first);
  }
  const size_t size = PageSizeOf(request.page_size());
  if (changes.size() <= size) return std::string();
  changes.resize(size);
  return TokenBehind(PlaceOf(changes.back()), binding, tx.now(), sealer);
}

// --- Going back.

// What people said and did since stays said and done: their answers, and who of the parties came.
void KeepWhatHappened(const v1::Activity& now, v1::Activity& then) {
  std::map<std::string, const v1::Attendee*> attendees;
  for (const v1::Attendee& attendee : AttendeesOf(now)) attendees[attendee.who()] = &attendee;
  for (v1::Attendee& attendee : *MutableAttendeesOf(then)) {
    const auto found = attendees.find(attendee.who());
    if (found == attendees.end()) continue;
    attendee.set_answer(found->second->answer());
    attendee.set_answer_note(found->second->answer_note());
    attendee.set_left(found->second->left());
  }
  if (!then.has_meeting()) return;
  for (v1::Meeting::Party& party : *then.mutable_meeting()->mutable_parties()) {
    for (const v1::Meeting::Party& same : now.meeting().parties()) {
      const bool is_same =
          same.delegation() == party.delegation() && same.organization() == party.organization();
      if (is_same) party.set_outcome(same.outcome());
    }
  }
}

// What makes an activity what it was in a version; nullopt where it is that already.
absl::optional<Entry> EntryBack(const ActivityRow& row, const v1::Activity& then) {
  Entry entry;
  entry.after = then;
  KeepWhatHappened(row.body, entry.after);
  const bool is_gone = IsDeleted(row.body);
  if (!is_gone && !Differs(row.body, entry.after)) return absl::nullopt;
  entry.before = row;
  entry.kind = is_gone ? v1::Change::UNDELETED : v1::Change::UPDATED;
  entry.comes_back = true;
  entry.field = NameOf(then);
  return entry;
}

Entry EntryOut(const ActivityRow& row) {
  Entry entry;
  entry.before = row;
  entry.after = row.body;
  entry.kind = v1::Change::DELETED;
  entry.field = NameOf(row.body);
  return entry;
}

// What makes the work in progress what `then` was.
absl::StatusOr<std::vector<Entry>> EntriesBack(Tx& tx, absl::string_view event,
                                               const std::vector<v1::Activity>& then) {
  std::vector<std::string> names;
  names.reserve(then.size());
  for (const v1::Activity& activity : then) names.push_back(NameOf(activity));
  PLENARY_ASSIGN_OR_RETURN(const auto rows, FindActivities(tx, names));
  std::vector<Entry> entries;
  for (size_t i = 0; i < then.size(); ++i) {
    // Rows of activities are never removed, but those of an event that was.
    if (!rows[i]) return base::NotFound(names[i]);
    absl::optional<Entry> entry = EntryBack(*rows[i], then[i]);
    if (entry) entries.push_back(*std::move(entry));
  }
  const std::set<std::string> were_there(names.begin(), names.end());
  PLENARY_ASSIGN_OR_RETURN(const std::vector<ActivityRow> all, ListAllActivities(tx, event));
  for (const ActivityRow& row : all) {
    if (IsDeleted(row.body) || were_there.count(NameOf(row.body)) > 0) continue;
    entries.push_back(EntryOut(row));
  }
  return entries;
}

absl::Status PutAll(std::vector<Entry> entries, bool allow_conflicts, Agenda& agenda) {
  std::vector<const v1::Activity*> activities;
  activities.reserve(entries.size());
  for (const Entry& entry : entries) activities.push_back(&entry.after);
  PLENARY_RETURN_IF_ERROR(agenda.Load(activities));
  for (Entry& entry : entries) {
    entry.allow_conflicts = allow_conflicts;
    PLENARY_RETURN_IF_ERROR(agenda.Put(std::move(entry)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Plan> ScheduleService::ReleasePlan(Change& change,
                                                      const v1::ReleasePlanRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, request.parent()));
  agenda.ReleaseAll(request.note());
  PLENARY_ASSIGN_OR_RETURN(Outcome outcome, agenda.Close());
  return *std::move(outcome.plan);
}

absl::StatusOr<v1::Plan> ScheduleService::GetPlan(Tx& tx, const Call& call,
                                                  const v1::GetPlanRequest& request) const {
  const absl::string_view event = base::EventOf(request.name());
  PLENARY_RETURN_IF_ERROR(CheckEvent(tx, event));
  if (IsWorkInProgress(request.name())) {
    PLENARY_RETURN_IF_ERROR(CheckView(call.access, v1::WORK_IN_PROGRESS, event));
    return PlanInProgress(tx, event);
  }
  PLENARY_ASSIGN_OR_RETURN(
      v1::Plan plan,
      storage::Existing(FindPlan(tx, event, NumberOfPlan(request.name())), request.name()));
  PLENARY_ASSIGN_OR_RETURN(const ScheduleHead head, FindHead(tx, event));
  SetState(plan, head);
  return plan;
}

absl::StatusOr<v1::ListPlansResponse> ScheduleService::ListPlans(
    Tx& tx, const Call& call, const v1::ListPlansRequest& request) const {
  PLENARY_RETURN_IF_ERROR(CheckEvent(tx, request.parent()));
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.parent = request.parent();
  asked.filter = request.filter();
  asked.order_by = request.order_by();
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  PLENARY_ASSIGN_OR_RETURN(
      const base::ListQuery query,
      base::PlanList(PlanList(), asked, "event = $1", {request.parent()}, sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(auto page, storage::ReadPage<v1::Plan>(tx, query, sealer_));
  PLENARY_ASSIGN_OR_RETURN(const ScheduleHead head, FindHead(tx, request.parent()));
  for (v1::Plan& plan : page.resources) SetState(plan, head);
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), page.resources));
  v1::ListPlansResponse response;
  for (v1::Plan& plan : page.resources) *response.add_plans() = std::move(plan);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead chain, storage::ReadHead(tx, request.parent()));
  response.set_resume_token(storage::MakeResumeToken(sealer_, request.parent(), chain.number));
  return response;
}

absl::StatusOr<v1::DiffPlansResponse> ScheduleService::DiffPlans(
    Tx& tx, const Call& call, const v1::DiffPlansRequest& request) const {
  base::FieldErrors errors;
  CheckLiesIn(request.parent(), request.from(), "from", errors);
  CheckLiesIn(request.parent(), request.to(), "to", errors);
  CheckLiesIn(request.parent(), request.delegation(), "delegation", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_RETURN_IF_ERROR(CheckEvent(tx, request.parent()));
  PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::Activity> before,
                           request.from().empty() ? ListInForce(tx, request.parent())
                                                  : ListInVersion(tx, request.from()));
  PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::Activity> after,
                           request.to().empty() ? ListInProgress(tx, request.parent())
                                                : ListInVersion(tx, request.to()));
  std::vector<v1::ScheduleChange> changes = FindDifferences(before, after);
  const bool is_of_all = request.delegation().empty() && request.person().empty();
  if (!is_of_all) PLENARY_RETURN_IF_ERROR(KeepThoseOf(tx, request, changes));
  v1::DiffPlansResponse response;
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_next_page_token(),
                           CutPage(tx, call, request, sealer_, changes));
  if (is_of_all) PLENARY_RETURN_IF_ERROR(FillInAll(tx, request, changes).status());
  PLENARY_RETURN_IF_ERROR(NameAllAttendees(tx, changes));
  for (v1::ScheduleChange& change : changes) *response.add_changes() = std::move(change);
  return response;
}

absl::StatusOr<v1::Plan> ScheduleService::RevertPlan(Change& change,
                                                     const v1::RevertPlanRequest& request) const {
  base::FieldErrors errors;
  CheckLiesIn(request.parent(), request.plan(), "plan", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, request.parent()));
  if (IsWorkInProgress(request.plan())) {
    return base::BadField("plan", "must be a released version; the work in progress is what it is");
  }
  PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::Activity> then, ListInVersion(tx, request.plan()));
  PLENARY_ASSIGN_OR_RETURN(std::vector<Entry> entries, EntriesBack(tx, request.parent(), then));
  const bool is_released = request.release() || agenda.is_direct();
  PLENARY_RETURN_IF_ERROR(PutAll(std::move(entries), /*allow_conflicts=*/!is_released, agenda));
  if (is_released) agenda.ReleaseAll(request.note(), request.plan());
  PLENARY_ASSIGN_OR_RETURN(Outcome outcome, agenda.Close());
  if (outcome.plan) return *std::move(outcome.plan);
  return PlanInProgress(tx, request.parent());
}

}  // namespace plenary::schedule
