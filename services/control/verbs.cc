// What happens to an item under control: acknowledged, reported, returned, recommended, removed,
// and given to others.
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/control/item_rules.h"
#include "services/control/item_table.h"
#include "services/control/matters.h"
#include "services/control/pages.h"
#include "services/control/references.h"
#include "services/control/service.h"
#include "services/storage/resource.h"

namespace plenary::control {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;
using Item = v1::ActionItem;

// How many reports an item takes.
constexpr int64_t kMostReports = 1000;

// An item to which an executor does something, brought to the state that it leads to.
template <class Request>
absl::StatusOr<Matter> CarryOut(Change& change, const Request& request, Verb verb) {
  PLENARY_ASSIGN_OR_RETURN(Matter matter, FindMatter(change, request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckMayCarryOut(matter.actor, request.name()));
  PLENARY_ASSIGN_OR_RETURN(const Item::State state, CheckVerb(matter.before, verb));
  PLENARY_RETURN_IF_ERROR(CheckLeadIsThere(change.tx(), matter.before));
  matter.after.set_state(state);
  return matter;
}

absl::Status CheckReport(Tx& tx, const v1::ActionReport& report, const std::string& item) {
  base::FieldErrors errors;
  for (int i = 0; i < report.evidence_size(); ++i) {
    const v1::Evidence& each = report.evidence(i);
    const std::string field = absl::StrCat("action_report.evidence[", i, "]");
    CheckDay(each.document().date(), absl::StrCat(field, ".document.date"), errors);
    if (!ShowsSomething(each)) errors.Add(field, "must name a paper or an event");
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  for (int i = 0; i < report.evidence_size(); ++i) {
    PLENARY_RETURN_IF_ERROR(CheckEvent(tx, report.evidence(i).event(),
                                       absl::StrCat("action_report.evidence[", i, "].event")));
  }
  PLENARY_RETURN_IF_ERROR(CheckEvidence(report, item));
  PLENARY_ASSIGN_OR_RETURN(const int64_t count, CountReports(tx, item));
  if (count < kMostReports) return absl::OkStatus();
  return base::BadField("action_report", "the item has 1,000 reports and takes no more");
}

}  // namespace

absl::StatusOr<Item> ActionPlanService::AcknowledgeActionItem(
    Change& change, const v1::AcknowledgeActionItemRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Matter matter, CarryOut(change, request, Verb::kAcknowledge));
  *matter.after.mutable_acknowledge_time() = storage::ToTimestamp(matter.circumstances.now);
  return End(change, std::move(matter));
}

absl::StatusOr<Item> ActionPlanService::StartActionItem(
    Change& change, const v1::StartActionItemRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Matter matter, CarryOut(change, request, Verb::kStart));
  return End(change, std::move(matter));
}

absl::StatusOr<Item> ActionPlanService::ReportActionItem(
    Change& change, const v1::ReportActionItemRequest& request) const {
  v1::ActionReport report = request.action_report();
  base::ClearOutputOnly(report);
  const bool is_done = report.kind() == v1::ActionReport::DONE;
  PLENARY_ASSIGN_OR_RETURN(
      Matter matter, CarryOut(change, request, is_done ? Verb::kReportDone : Verb::kReportInterim));
  PLENARY_RETURN_IF_ERROR(CheckReport(change.tx(), report, request.name()));
  report.set_name(base::MakeName(kReportPattern, {base::LastId(request.name()), change.NewId()}));
  report.set_user(change.call().caller);
  report.set_person(matter.person);
  report.set_period_end_date(matter.before.period_end_date());
  *report.mutable_create_time() = storage::ToTimestamp(matter.circumstances.now);
  PLENARY_RETURN_IF_ERROR(InsertReport(change.tx(), report));
  change.Record(report.name(), v1::Change::CREATED, report);
  matter.after.set_last_report(report.name());
  if (is_done && SettlePeriod(matter.after)) matter.after.set_state(Item::IN_PROGRESS);
  return End(change, std::move(matter));
}

absl::StatusOr<v1::ListActionReportsResponse> ActionPlanService::ListActionReports(
    Tx& tx, const Call& call, const v1::ListActionReportsRequest& request) const {
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(FindActionItem(tx, request.parent()), request.parent()).status());
  PLENARY_ASSIGN_OR_RETURN(
      auto page, PageOfParts<v1::ActionReport>(tx, call, ReportList(), request, request.parent(),
                                               "item = $1", {request.parent()}, sealer_));
  v1::ListActionReportsResponse response;
  for (v1::ActionReport& each : page.resources) *response.add_action_reports() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<Item> ActionPlanService::ReturnActionItem(
    Change& change, const v1::ReturnActionItemRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Matter matter, FindMatter(change, request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckMayReturn(matter.actor, request.name()));
  PLENARY_ASSIGN_OR_RETURN(const Item::State state, CheckVerb(matter.before, Verb::kReturn));
  matter.after.set_state(state);
  matter.after.set_step_note(request.reason());
  matter.after.clear_recommendation();
  return End(change, std::move(matter));
}

absl::StatusOr<Item> ActionPlanService::RecommendRemoval(
    Change& change, const v1::RecommendRemovalRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Matter matter, FindMatter(change, request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckMayRecommend(matter.actor, request.name()));
  PLENARY_RETURN_IF_ERROR(CheckVerb(matter.before, Verb::kRecommend).status());
  Item::Recommendation& recommendation = *matter.after.mutable_recommendation();
  recommendation.set_note(request.note());
  recommendation.set_user(change.call().caller);
  recommendation.set_person(matter.person);
  *recommendation.mutable_time() = storage::ToTimestamp(matter.circumstances.now);
  return End(change, std::move(matter));
}

absl::StatusOr<Item> ActionPlanService::RemoveFromControl(
    Change& change, const v1::RemoveFromControlRequest& request) const {
  const std::string& by = request.superseded_by();
  if (by.empty() == (request.reason() == Item::SUPERSEDED)) {
    return base::BadField("superseded_by", "must be set with the reason SUPERSEDED, and only then");
  }
  PLENARY_ASSIGN_OR_RETURN(Matter matter, FindMatter(change, request.name(), request.etag()));
  if (!by.empty()) {
    PLENARY_ASSIGN_OR_RETURN(const auto newer, FindActionItem(change.tx(), by));
    PLENARY_RETURN_IF_ERROR(storage::CheckReference(newer, "superseded_by", by));
    PLENARY_RETURN_IF_ERROR(CheckNotSuperseded(by, newer->superseded_by()));
    if (by == request.name()) return base::BadField("superseded_by", "must be another item");
  }
  return Remove(change, std::move(matter), request.reason(), request.note(), by);
}

absl::StatusOr<Item> ActionPlanService::ReplaceExecutor(
    Change& change, const v1::ReplaceExecutorRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Matter matter, FindMatter(change, request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckDoesNotExecute(matter.actor, request.name()));
  PLENARY_ASSIGN_OR_RETURN(const Item::State state,
                           CheckVerb(matter.before, Verb::kReplaceExecutor));
  Item& after = matter.after;
  if (request.has_lead()) *after.mutable_lead() = request.lead();
  if (!request.co_executors().empty() || request.clear_co_executors()) {
    *after.mutable_co_executors() = request.co_executors();
  }
  base::FieldErrors errors;
  CheckExecutorsNamed(after.lead(), after.co_executors(), "", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_RETURN_IF_ERROR(SettleExecutors(change.tx(), "", after));
  after.set_step_note(request.reason());
  if (request.has_lead() && state == Item::ASSIGNED) {
    after.set_state(state);
    *after.mutable_assign_time() = storage::ToTimestamp(matter.circumstances.now);
    after.clear_acknowledge_time();
  }
  return End(change, std::move(matter));
}

}  // namespace plenary::control
