#include "services/control/keeping.h"

#include <utility>
#include <vector>

#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/control/commitment_rules.h"
#include "services/control/commitment_table.h"
#include "services/control/item_rules.h"
#include "services/control/item_table.h"
#include "services/control/plan_table.h"
#include "services/storage/resource.h"

namespace plenary::control {
namespace {

using storage::Change;

template <class Resource>
v1::Change::Kind KindOf(const Resource& before, const Resource& after) {
  if (after.has_delete_time() == before.has_delete_time()) return v1::Change::UPDATED;
  return after.has_delete_time() ? v1::Change::DELETED : v1::Change::UNDELETED;
}

absl::StatusOr<std::vector<Tally>> TallyOf(Change& change, absl::string_view commitment) {
  PLENARY_ASSIGN_OR_RETURN(const auto counts, CountItemsOfCommitment(change.tx(), commitment));
  std::vector<Tally> tallies;
  tallies.reserve(counts.size());
  for (const ItemCount& each : counts) {
    tallies.push_back({static_cast<v1::ActionItem::State>(each.state),
                       static_cast<v1::ActionItem::Reason>(each.reason), each.count});
  }
  return tallies;
}

// Brings the commitment `name` to where its items say it stands.
absl::Status Follow(Change& change, const Circumstances& circumstances, absl::string_view name) {
  if (name.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto before, FindCommitment(change.tx(), name));
  // A superseded one stands no more, whatever becomes of its items.
  if (!before || before->state() == v1::Commitment::SUPERSEDED) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const std::vector<Tally> tallies, TallyOf(change, name));
  v1::Commitment after = *before;
  after.set_state(StateByItems(tallies));
  if (after.state() == before->state()) return absl::OkStatus();
  return Keep(change, circumstances, *before, std::move(after)).status();
}

}  // namespace

absl::StatusOr<v1::Commitment> Keep(Change& change, const Circumstances& circumstances,
                                    const v1::Commitment& before, v1::Commitment after) {
  storage::StampUpdated(after, before, circumstances.now);
  PLENARY_RETURN_IF_ERROR(UpdateCommitmentRow(change.tx(), after, HeardDate(after)));
  change.Record(after.name(), KindOf(before, after), after);
  Tell(circumstances, after);
  return after;
}

absl::StatusOr<v1::ActionPlan> Keep(Change& change, const Circumstances& circumstances,
                                    const v1::ActionPlan& before, v1::ActionPlan after) {
  storage::StampUpdated(after, before, circumstances.now);
  PLENARY_RETURN_IF_ERROR(UpdateActionPlanRow(change.tx(), after));
  change.Record(after.name(), KindOf(before, after), after);
  return after;
}

absl::StatusOr<v1::ActionItem> Keep(Change& change, const Circumstances& circumstances,
                                    const v1::ActionItem& before, v1::ActionItem after) {
  storage::StampUpdated(after, before, circumstances.now);
  PLENARY_RETURN_IF_ERROR(
      UpdateActionItemRow(change.tx(), after, AssignDate(circumstances.settings, after)));
  change.Record(after.name(), KindOf(before, after), after);
  PLENARY_RETURN_IF_ERROR(Follow(change, circumstances, after.commitment()));
  Tell(circumstances, after);
  return after;
}

absl::StatusOr<v1::Commitment> KeepNew(Change& change, const Circumstances& circumstances,
                                       absl::string_view name, v1::Commitment made) {
  storage::StampCreated(made, name, circumstances.now);
  made.set_state(v1::Commitment::OPEN);
  PLENARY_RETURN_IF_ERROR(InsertCommitment(change.tx(), made, HeardDate(made)));
  change.Record(made.name(), v1::Change::CREATED, made);
  PLENARY_RETURN_IF_ERROR(Supersede(change, circumstances, made.supersedes(), made.name()));
  Tell(circumstances, made);
  return made;
}

absl::StatusOr<v1::ActionItem> KeepNew(Change& change, const Circumstances& circumstances,
                                       absl::string_view name, v1::ActionItem made) {
  storage::StampCreated(made, name, circumstances.now);
  PLENARY_RETURN_IF_ERROR(
      InsertActionItem(change.tx(), made, AssignDate(circumstances.settings, made)));
  change.Record(made.name(), v1::Change::CREATED, made);
  PLENARY_RETURN_IF_ERROR(Follow(change, circumstances, made.commitment()));
  Tell(circumstances, made);
  return made;
}

absl::Status Supersede(Change& change, const Circumstances& circumstances,
                       absl::string_view superseded, absl::string_view name) {
  if (superseded.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const v1::Commitment before,
                           storage::Living(FindCommitment(change.tx(), superseded), superseded));
  PLENARY_RETURN_IF_ERROR(CheckNotSuperseded(before.name(), before.superseded_by()));
  v1::Commitment after = before;
  after.set_state(v1::Commitment::SUPERSEDED);
  after.set_superseded_by(std::string(name));
  return Keep(change, circumstances, before, std::move(after)).status();
}

}  // namespace plenary::control
