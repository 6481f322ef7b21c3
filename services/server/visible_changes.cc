#include "services/server/visible_changes.h"

#include <functional>
#include <string>

#include "absl/strings/match.h"
#include "google/protobuf/any.pb.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/assets.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/matchmaking.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/schedule/told.h"
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

// Whether an entry is of an activity in a form that was not released, or differs from it.
bool IsInProgress(const storage::ChangeEntry& entry) {
  const std::string& name = entry.resource;
  const bool is_session = absl::StrContains(name, "/sessions/");
  if (!is_session && !absl::StrContains(name, "/meetings/")) return false;
  google::protobuf::Any resource;
  if (!resource.ParseFromString(entry.payload)) return true;
  v1::Session session;
  if (resource.UnpackTo(&session)) return session.is_changed() || session.state() == v1::DRAFT;
  v1::Meeting meeting;
  return !resource.UnpackTo(&meeting) || meeting.is_changed() || meeting.state() == v1::DRAFT;
}

// Whether a position, as an entry has it, is above the clearance of who reads the log. It may have
// been classified lower since.
bool IsAbove(const base::Access& access, const storage::ChangeEntry& entry) {
  if (!MayBeClassified(entry.resource)) return false;
  google::protobuf::Any resource;
  v1::Position position;
  return resource.ParseFromString(entry.payload) && resource.UnpackTo(&position) &&
         !base::IsClearedFor(&access, position.classification());
}

// Applies `hide` to the resource of a change where it is of that type.
template <class Resource>
void Hide(v1::Change& change, const std::function<void(Resource&)>& hide) {
  Resource resource;
  if (!change.resource().UnpackTo(&resource)) return;
  hide(resource);
  change.mutable_resource()->PackFrom(resource);
}

}  // namespace

bool SeesWholePartition(const base::Access& access, absl::string_view partition) {
  if (partition == storage::kAccessPartition || partition == storage::kDirectoryPartition) {
    return access.HoldsOnInstallation({v1::AUDITOR, v1::ADMINISTRATOR});
  }
  const bool may_be_above = !base::NegotiationOf(partition).empty();
  return access.HoldsOn(base::RoleSet::Any(), partition) &&
         (!may_be_above || base::IsClearedFor(&access, v1::SECRET));
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
    if (seen[i] && IsInProgress(entries[i])) {
      seen[i] = access.SeesEvent(base::EventOf(entries[i].resource));
    }
    if (seen[i] && IsAbove(access, entries[i])) seen[i] = false;
  }
  return seen;
}

void HideFromNarrow(const base::Access& access, absl::string_view caller, v1::Change& change) {
  change.clear_number();
  change.clear_hash();
  // Of a negotiation only what is classified is hidden from who reads it at all.
  const bool negotiates = !base::NegotiationOf(change.partition()).empty();
  if (negotiates && access.HoldsOn(base::RoleSet::Any(), change.partition())) return;
  change.clear_transaction_id();
  if (change.caller() != caller) {
    change.clear_caller();
    change.clear_method();
  }
  Hide<v1::Category>(change, [](v1::Category& category) { category.clear_used(); });
  Hide<v1::Session>(change, [](v1::Session& session) { schedule::ClearForOthers(session); });
  Hide<v1::Meeting>(change, [](v1::Meeting& meeting) { schedule::ClearForOthers(meeting); });
  Hide<v1::MeetingRequest>(change, [](v1::MeetingRequest& request) { request.clear_meeting(); });
  Hide<v1::Asset>(change, [](v1::Asset& asset) {
    asset.clear_contact_name();
    asset.clear_contact_phone();
    asset.clear_note();
  });
  Hide<v1::VenueRecord>(change, [](v1::VenueRecord& venue) { venue.clear_note(); });
}

}  // namespace plenary::server
