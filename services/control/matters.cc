#include "services/control/matters.h"

#include <utility>

#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/control/item_table.h"
#include "services/control/keeping.h"
#include "services/control/references.h"
#include "services/storage/resource.h"

namespace plenary::control {
namespace {

using storage::Change;

// What was asked for and not decided is refused with the removal: there is nothing left to extend.
absl::Status RefuseUndecided(Change& change, const Matter& matter) {
  const std::string& name = matter.before.undecided_extension();
  if (name.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const v1::Extension before,
                           storage::Existing(FindExtension(change.tx(), name), name));
  v1::Extension after = before;
  after.set_state(v1::Extension::REFUSED);
  after.set_decided_by_user(change.call().caller);
  after.set_decided_by_person(matter.person);
  *after.mutable_decide_time() = storage::ToTimestamp(matter.circumstances.now);
  storage::StampUpdated(after, before, matter.circumstances.now);
  PLENARY_RETURN_IF_ERROR(UpdateExtensionRow(change.tx(), after));
  change.Record(name, v1::Change::UPDATED, after);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Matter> FindMatter(Change& change, const std::string& name,
                                  const std::string& etag) {
  Matter matter;
  PLENARY_ASSIGN_OR_RETURN(matter.circumstances, FindCircumstances(change));
  PLENARY_ASSIGN_OR_RETURN(matter.before,
                           storage::Living(FindActionItem(change.tx(), name), name, etag));
  matter.after = matter.before;
  PLENARY_ASSIGN_OR_RETURN(matter.person, PersonOf(change.tx(), change.call().access));
  PLENARY_ASSIGN_OR_RETURN(matter.actor, ActorOf(change.tx(), change.call().access, matter.person,
                                                 matter.circumstances.settings, matter.before));
  return matter;
}

absl::StatusOr<v1::ActionItem> End(Change& change, Matter matter) {
  return Keep(change, matter.circumstances, matter.before, std::move(matter.after));
}

absl::StatusOr<v1::ActionItem> Remove(Change& change, Matter matter, v1::ActionItem::Reason reason,
                                      const std::string& note, const std::string& superseded_by) {
  const v1::ActionItem& before = matter.before;
  PLENARY_RETURN_IF_ERROR(CheckMayDecide(matter.actor, before.name()));
  PLENARY_RETURN_IF_ERROR(CheckNotSuperseded(before.name(), before.superseded_by()));
  PLENARY_RETURN_IF_ERROR(CheckMayRemove(before, reason));
  PLENARY_ASSIGN_OR_RETURN(const std::string part,
                           ItemUnderControlOf(change.tx(), Whole::kParent, before.name()));
  PLENARY_RETURN_IF_ERROR(CheckNoPartUnderControl(before.name(), part));
  PLENARY_RETURN_IF_ERROR(RefuseUndecided(change, matter));
  v1::ActionItem& after = matter.after;
  after.set_state(v1::ActionItem::REMOVED_FROM_CONTROL);
  after.clear_undecided_extension();
  after.set_superseded_by(superseded_by);
  v1::ActionItem::Removal& removal = *after.mutable_removal();
  removal.set_reason(reason);
  removal.set_note(note);
  removal.set_user(change.call().caller);
  removal.set_person(matter.person);
  *removal.mutable_time() = storage::ToTimestamp(matter.circumstances.now);
  return End(change, std::move(matter));
}

}  // namespace plenary::control
