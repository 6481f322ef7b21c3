#include "services/base/access.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "services/base/names.h"

namespace plenary::base {
namespace {

// Whether `resource` is `place` or its name lies in it.
bool LiesIn(absl::string_view resource, absl::string_view place) {
  if (place.empty()) return true;
  if (!absl::StartsWith(resource, place)) return false;
  return resource.size() == place.size() || resource[place.size()] == '/';
}

void SortOut(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace

bool Access::HoldsAnywhere(RoleSet roles) const {
  return std::any_of(grants_.begin(), grants_.end(),
                     [&](const Grant& grant) { return roles.Has(grant.role); });
}

bool Access::HoldsOnInstallation(RoleSet roles) const {
  return std::any_of(grants_.begin(), grants_.end(),
                     [&](const Grant& grant) { return roles.Has(grant.role) && grant.on.empty(); });
}

bool Access::HoldsOn(RoleSet roles, absl::string_view resource) const {
  return std::any_of(grants_.begin(), grants_.end(), [&](const Grant& grant) {
    return roles.Has(grant.role) && LiesIn(resource, grant.on);
  });
}

Reach Access::ReachOf(RoleSet roles) const {
  Reach reach;
  if (HoldsOnInstallation(roles)) {
    reach.everything = true;
    return reach;
  }
  for (const Grant& grant : grants_) {
    if (!roles.Has(grant.role) || EventOf(grant.on).empty()) continue;
    if (EventOf(grant.on) == grant.on) {
      reach.events.push_back(grant.on);
    } else if (!HoldsOn(roles, EventOf(grant.on))) {
      reach.delegations.push_back(grant.on);
    }
  }
  SortOut(reach.events);
  SortOut(reach.delegations);
  return reach;
}

bool Access::SeesDirectory() const {
  return HoldsOnInstallation(RoleSet::Any()) || HoldsAnywhere(kDirectoryRoles);
}

}  // namespace plenary::base
