// Later due dates: asked for, granted, refused.
#include <string>
#include <utility>

#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/etag.h"
#include "services/base/names.h"
#include "services/control/item_rules.h"
#include "services/control/item_table.h"
#include "services/control/matters.h"
#include "services/control/pages.h"
#include "services/control/service.h"
#include "services/storage/resource.h"

namespace plenary::control {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// FAILED_PRECONDITION: EXTENSION_UNDECIDED.
absl::Status CheckNoneWaits(const v1::ActionItem& item) {
  if (item.undecided_extension().empty()) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_EXTENSION_UNDECIDED,
                      "an extension is asked for already; wait for the decision",
                      {{"extension", item.undecided_extension()}});
}

absl::Status CheckAsked(const v1::Extension& asked, const v1::ActionItem& item) {
  base::FieldErrors errors;
  CheckDay(asked.new_due_date(), "extension.new_due_date", errors);
  if (item.due_date().empty()) {
    errors.Add("extension.new_due_date", "the item is due at no time");
  } else if (asked.new_due_date() <= item.due_date()) {
    errors.Add("extension.new_due_date", "must be after the day on which the item is due");
  }
  return errors.ToStatus();
}

}  // namespace

absl::StatusOr<v1::Extension> ActionPlanService::RequestExtension(
    Change& change, const v1::RequestExtensionRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Matter matter, FindMatter(change, request.parent(), ""));
  PLENARY_RETURN_IF_ERROR(CheckMayCarryOut(matter.actor, request.parent()));
  PLENARY_RETURN_IF_ERROR(CheckVerb(matter.before, Verb::kAskForTime).status());
  PLENARY_RETURN_IF_ERROR(CheckNoneWaits(matter.before));
  v1::Extension made = request.extension();
  base::ClearOutputOnly(made);
  PLENARY_RETURN_IF_ERROR(CheckAsked(made, matter.before));
  made.set_state(v1::Extension::UNDECIDED);
  made.set_old_due_date(matter.before.due_date());
  made.set_user(change.call().caller);
  made.set_person(matter.person);
  made.set_name(
      base::MakeName(kExtensionPattern, {base::LastId(request.parent()), change.NewId()}));
  made.set_etag(base::FirstEtag());
  *made.mutable_create_time() = storage::ToTimestamp(matter.circumstances.now);
  *made.mutable_update_time() = made.create_time();
  PLENARY_RETURN_IF_ERROR(InsertExtension(change.tx(), made));
  change.Record(made.name(), v1::Change::CREATED, made);
  matter.after.set_undecided_extension(made.name());
  PLENARY_RETURN_IF_ERROR(End(change, std::move(matter)).status());
  return made;
}

absl::StatusOr<v1::Extension> ActionPlanService::DecideExtension(
    Change& change, const v1::DecideExtensionRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Extension before,
      storage::Current(FindExtension(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_ASSIGN_OR_RETURN(Matter matter, FindMatter(change, ItemOf(request.name()), ""));
  PLENARY_RETURN_IF_ERROR(CheckMayDecide(matter.actor, matter.before.name()));
  if (before.state() != v1::Extension::UNDECIDED) {
    return WrongState(before.name(), v1::Extension::State_Name(before.state()), "UNDECIDED",
                      "it was decided already; ask for another");
  }
  const bool is_granted = request.decision() == v1::Extension::GRANTED;
  if (!is_granted && request.decision() != v1::Extension::REFUSED) {
    return base::BadField("decision", "must be GRANTED or REFUSED");
  }
  v1::Extension after = before;
  after.set_state(request.decision());
  after.set_note(request.note());
  after.set_decided_by_user(change.call().caller);
  after.set_decided_by_person(matter.person);
  *after.mutable_decide_time() = storage::ToTimestamp(matter.circumstances.now);
  storage::StampUpdated(after, before, matter.circumstances.now);
  PLENARY_RETURN_IF_ERROR(UpdateExtensionRow(change.tx(), after));
  change.Record(after.name(), v1::Change::UPDATED, after);
  matter.after.clear_undecided_extension();
  if (is_granted) matter.after.set_due_date(before.new_due_date());
  PLENARY_RETURN_IF_ERROR(End(change, std::move(matter)).status());
  return after;
}

absl::StatusOr<v1::ListExtensionsResponse> ActionPlanService::ListExtensions(
    Tx& tx, const Call& call, const v1::ListExtensionsRequest& request) const {
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(FindActionItem(tx, request.parent()), request.parent()).status());
  PLENARY_ASSIGN_OR_RETURN(
      auto page, PageOfParts<v1::Extension>(tx, call, ExtensionList(), request, request.parent(),
                                            "item = $1", {request.parent()}, sealer_));
  v1::ListExtensionsResponse response;
  for (v1::Extension& each : page.resources) *response.add_extensions() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

}  // namespace plenary::control
