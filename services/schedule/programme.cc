// GetProgramme: the programme of an event, and of a delegation's stay.
#include <string>
#include <utility>
#include <vector>

#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/names/written.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/programme_reading.h"
#include "services/schedule/programme_rules.h"
#include "services/schedule/service.h"
#include "services/schedule/table.h"
#include "services/schedule/told.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Call;
using storage::Tx;

// What of a programme is asked for.
struct Asked {
  std::string event;
  std::string delegation;  // empty: the whole event
  bool is_working = false;
  v1::ScheduleView view = v1::RELEASED_VIEW;
  int64_t plan = 0;  // the number of a version; 0: as `view` says
};

absl::StatusOr<Asked> ReadAsked(const Call& call, const v1::GetProgrammeRequest& request) {
  Asked asked;
  asked.event = std::string(base::EventOf(request.subject()));
  if (asked.event != request.subject()) asked.delegation = request.subject();
  asked.is_working = request.rendering() == v1::GetProgrammeRequest::WORKING;
  asked.view = request.view() == v1::WORK_IN_PROGRESS ? v1::WORK_IN_PROGRESS : v1::RELEASED_VIEW;
  if (!request.plan().empty()) {
    if (base::EventOf(request.plan()) != asked.event) {
      return base::BadField("plan", "must be a version of the subject's event");
    }
    asked.plan = NumberOfPlan(request.plan());
    const bool is_wip = base::LastId(request.plan()) == "wip";
    if (asked.plan == 0 && !is_wip) return base::NotFound(request.plan());
    asked.view = is_wip ? v1::WORK_IN_PROGRESS : v1::RELEASED_VIEW;
  }
  if (asked.is_working || asked.view == v1::WORK_IN_PROGRESS) {
    PLENARY_RETURN_IF_ERROR(CheckSeesWhole(call, asked.event));
  }
  return asked;
}

absl::StatusOr<std::vector<ActivityRow>> ReadRows(Tx& tx, const Asked& asked) {
  if (asked.plan == 0) return ListAllActivities(tx, asked.event);
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Activity> items,
                           ListPlanItems(tx, asked.event, asked.plan));
  std::vector<ActivityRow> rows;
  rows.reserve(items.size());
  for (v1::Activity& item : items) {
    ActivityRow& row = rows.emplace_back();
    row.body = item;
    row.released = std::move(item);
  }
  return rows;
}

// An event's programme for guests is what is for everybody.
bool Belongs(const v1::Activity& activity, const Asked& asked) {
  if (IsDeleted(activity)) return false;
  if (!asked.delegation.empty()) return ConcernsDelegation(activity, asked.delegation);
  return asked.is_working || IsOpen(activity);
}

absl::StatusOr<Version> VersionShown(Tx& tx, const Asked& asked) {
  if (asked.plan > 0) return VersionNamed(tx, PlanName(asked.event, asked.plan));
  if (asked.view == v1::WORK_IN_PROGRESS) return Version();
  return VersionInForce(tx, asked.event);
}

}  // namespace

absl::StatusOr<v1::Programme> ScheduleService::GetProgramme(
    Tx& tx, const Call& call, const v1::GetProgrammeRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Asked asked, ReadAsked(call, request));
  PLENARY_ASSIGN_OR_RETURN(const Version version, VersionShown(tx, asked));
  PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> rows, ReadRows(tx, asked));
  std::vector<v1::Activity> activities;
  activities.reserve(rows.size());
  for (ActivityRow& row : rows) {
    absl::optional<v1::Activity> told = Told(std::move(row), asked.view, call.access);
    if (told && Belongs(*told, asked)) activities.push_back(*std::move(told));
  }
  Named subject;
  if (!asked.delegation.empty()) subject.delegations.insert(asked.delegation);
  PLENARY_ASSIGN_OR_RETURN(const Facts facts,
                           FactsOf(tx, asked.event, activities, std::move(subject)));
  if (!asked.delegation.empty() && facts.delegations.count(asked.delegation) == 0) {
    return base::NotFound(asked.delegation);
  }
  ProgrammeStyle style = StyleFor(call, asked.event, request.language_code());
  style.is_working = asked.is_working;
  style.with_attendees = asked.is_working;
  std::vector<v1::ProgrammeItem> items;
  items.reserve(activities.size());
  for (const v1::Activity& activity : activities) items.push_back(ItemOf(activity, facts, style));
  v1::Programme programme;
  programme.set_subject(request.subject());
  programme.set_display_name(asked.delegation.empty()
                                 ? names::WrittenText(facts.event.display_names(), style.language)
                                 : NameOfDelegation(asked.delegation, facts, style.language));
  programme.set_time_zone(facts.event.time_zone());
  for (v1::Programme::Day& day : ByDay(std::move(items))) *programme.add_days() = std::move(day);
  programme.set_version(version.label);
  if (!version.label.empty()) *programme.mutable_version_time() = version.time;
  return programme;
}

}  // namespace plenary::schedule
