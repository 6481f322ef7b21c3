#include "services/server/visible_changes.h"

#include <string>

#include "google/protobuf/any.pb.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/events.pb.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/server/sight.h"

namespace plenary::server {
namespace {

// What a role was bound on, by an entry of it: the binding itself may be gone.
absl::optional<Placement> PlacementOf(const storage::ChangeEntry& entry) {
  google::protobuf::Any resource;
  v1::RoleBinding binding;
  if (entry.partition != storage::kAccessPartition || !resource.ParseFromString(entry.payload) ||
      !resource.UnpackTo(&binding)) {
    return absl::nullopt;
  }
  return Placement{{binding.resource()}, {}, {}};
}

}  // namespace

bool SeesWholePartition(const base::Access& access, absl::string_view partition) {
  if (partition == storage::kAccessPartition || partition == storage::kDirectoryPartition) {
    return access.HoldsOnInstallation({v1::AUDITOR, v1::ADMINISTRATOR});
  }
  return access.SeesEvent(partition);
}

absl::StatusOr<std::vector<bool>> VisibleChanges(storage::Tx& tx, const base::Access& access,
                                                 absl::string_view caller,
                                                 const std::vector<storage::ChangeEntry>& entries) {
  const Sight sight(access, caller);
  std::vector<absl::string_view> names;
  names.reserve(entries.size());
  for (const storage::ChangeEntry& entry : entries) names.emplace_back(entry.resource);
  Lookup lookup(tx, sight);
  PLENARY_ASSIGN_OR_RETURN(std::vector<bool> seen, lookup.WhichAreSeen(names));
  for (size_t i = 0; i < entries.size(); ++i) {
    const absl::optional<Placement> placement = PlacementOf(entries[i]);
    if (placement.has_value()) seen[i] = sight.Sees(entries[i].resource, *placement);
  }
  return seen;
}

void HideFromNarrow(absl::string_view caller, v1::Change& change) {
  change.clear_number();
  change.clear_hash();
  change.clear_transaction_id();
  if (change.caller() != caller) {
    change.clear_caller();
    change.clear_method();
  }
  v1::Category category;
  if (change.resource().UnpackTo(&category)) {
    category.clear_used();
    change.mutable_resource()->PackFrom(category);
  }
}

}  // namespace plenary::server
