#include "services/server/who_can_see.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "services/access/holders_table.h"
#include "services/access/resolve.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/table.h"
#include "services/directory/table.h"
#include "services/events/table.h"
#include "services/negotiations/table.h"
#include "services/server/sight.h"
#include "services/storage/resource.h"

namespace plenary::server {
namespace {

using storage::Tx;
using v1::WhoCanSeeResponse;

// Somebody with roles, and those of them that count at present.
struct Holder {
  std::string display_name;
  std::vector<base::Grant> grants;
  v1::Classification clearance = v1::OFFICIAL;
};
using Holders = std::map<std::string, Holder>;  // by caller

template <class Resource>
absl::Status MustBeThere(const absl::StatusOr<absl::optional<Resource>>& found,
                         absl::string_view name) {
  if (!found.ok()) return found.status();
  return found->has_value() ? absl::OkStatus() : base::NotFound(name);
}

absl::Status CheckIsThere(Tx& tx, absl::string_view name) {
  if (absl::StartsWith(name, "people/")) return MustBeThere(directory::FindPerson(tx, name), name);
  if (absl::StartsWith(name, "organizations/")) {
    return MustBeThere(directory::FindOrganization(tx, name), name);
  }
  if (base::EventOf(name) == name) return MustBeThere(events::FindEvent(tx, name), name);
  if (base::HasForm(name, delegations::kDelegationPattern)) {
    return MustBeThere(delegations::FindDelegation(tx, name), name);
  }
  if (base::HasForm(name, delegations::kProjectPattern)) {
    return MustBeThere(delegations::FindProject(tx, name), name);
  }
  if (base::NegotiationOf(name) == name) {
    return MustBeThere(negotiations::FindNegotiation(tx, name), name);
  }
  if (base::HasForm(name, negotiations::kPositionPattern)) {
    return MustBeThere(negotiations::FindPosition(tx, name), name);
  }
  return MustBeThere(delegations::FindParticipant(tx, name), name);
}

// The events that a resource lies in or has to do with.
std::set<std::string> EventsOf(absl::string_view name, const Placement& placement) {
  std::set<std::string> events(placement.hosted.begin(), placement.hosted.end());
  for (const std::string& place : placement.places) events.emplace(base::EventOf(place));
  events.emplace(base::EventOf(name));
  events.erase("");
  return events;
}

absl::Status AddUsers(Tx& tx, Holders& holders) {
  storage::Loaded<v1::User> loaded_users;
  storage::Loaded<v1::RoleBinding> loaded_bindings;
  storage::Statement statements[] = {access::SelectEnabledUsers(loaded_users),
                                     access::SelectAllBindings(loaded_bindings)};
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::User> users, loaded_users.TakeAll());
  PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::RoleBinding> bindings, loaded_bindings.TakeAll());
  for (const v1::User& user : users) {
    Holder& holder = holders[user.name()];
    holder.display_name = user.display_name();
    holder.clearance = std::max(user.clearance(), v1::OFFICIAL);
    for (const int role : user.claimed_roles()) {
      holder.grants.push_back({static_cast<v1::Role>(role), ""});
    }
  }
  for (const v1::RoleBinding& binding : bindings) {
    const auto holder = holders.find(binding.user());
    if (holder == holders.end()) continue;
    holder->second.grants.push_back({binding.role(), binding.resource()});
  }
  return absl::OkStatus();
}

absl::Status AddLinks(Tx& tx, const std::set<std::string>& events, Holders& holders) {
  std::vector<std::string> names;
  storage::Loaded<v1::RegistrationLink> loaded;
  std::vector<storage::Statement> statements;
  statements.reserve(events.size());
  for (const std::string& event : events) {
    statements.push_back(access::SelectActiveLinks(event, tx.now(), loaded, names));
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::RegistrationLink> links, loaded.TakeAll());
  for (size_t i = 0; i < links.size(); ++i) {
    Holder& holder = holders[names[i]];
    holder.display_name = links[i].display_name();
    holder.grants = {{v1::REGISTRAR, links[i].delegation()}};
  }
  return absl::OkStatus();
}

// Takes away roles on what is deleted, which give nothing.
absl::Status DropDead(Tx& tx, Holders& holders) {
  std::set<std::string> places;
  for (const auto& [caller, holder] : holders) {
    for (const base::Grant& grant : holder.grants) places.insert(grant.on);
  }
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> found,
                           access::LivingOf(tx, {places.begin(), places.end()}));
  const std::set<std::string> living(found.begin(), found.end());
  for (auto& [caller, holder] : holders) {
    auto& grants = holder.grants;
    grants.erase(
        std::remove_if(grants.begin(), grants.end(),
                       [&](const base::Grant& grant) { return living.count(grant.on) == 0; }),
        grants.end());
  }
  return absl::OkStatus();
}

// Whether the caller may know who holds roles on `place`.
bool MayKnowOf(const base::Access* asking, absl::string_view place) {
  return asking == nullptr || place.empty() ||
         asking->HoldsOn({v1::EVENT_MANAGER, v1::AUDITOR, v1::ADMINISTRATOR}, place);
}

}  // namespace

absl::StatusOr<WhoCanSeeResponse> Onlookers::WhoCanSee(Tx& tx, const storage::Call& call,
                                                       const v1::WhoCanSeeRequest& request) const {
  const std::string& name = request.name();
  PLENARY_RETURN_IF_ERROR(CheckIsThere(tx, name));
  PLENARY_ASSIGN_OR_RETURN(const Placements placements, LookUpAll(tx, {name}));
  const Placement& placement = placements.at(name);
  Holders holders;
  PLENARY_RETURN_IF_ERROR(AddUsers(tx, holders));
  PLENARY_RETURN_IF_ERROR(AddLinks(tx, EventsOf(name, placement), holders));
  PLENARY_RETURN_IF_ERROR(DropDead(tx, holders));
  WhoCanSeeResponse response;
  for (const auto& [caller, holder] : holders) {
    WhoCanSeeResponse::Viewer viewer;
    for (const base::Grant& grant : holder.grants) {
      const base::Access alone = base::Access({grant}).ClearedFor(holder.clearance);
      if (!Sight(alone, caller).Sees(name, placement) || !MayKnowOf(call.access, grant.on))
        continue;
      v1::HeldRole& role = *viewer.add_roles();
      role.set_role(grant.role);
      role.set_resource(grant.on);
    }
    if (viewer.roles().empty()) continue;
    viewer.set_caller(caller);
    viewer.set_display_name(holder.display_name);
    *response.add_viewers() = std::move(viewer);
  }
  return response;
}

}  // namespace plenary::server
