#include "services/delegations/new_delegation.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/delegations/rules.h"
#include "services/directory/table.h"
#include "services/storage/resource.h"

namespace plenary::delegations {
namespace {

using storage::Tx;

// What a delegation refers to beside its organization, by field.
std::vector<std::pair<std::string, std::string>> PeopleOf(const v1::Delegation& delegation) {
  std::vector<std::pair<std::string, std::string>> people;
  people.reserve(delegation.focal_points_size() + 1);
  for (int i = 0; i < delegation.focal_points_size(); ++i) {
    people.emplace_back(absl::StrCat("delegation.focal_points[", i, "]"),
                        delegation.focal_points(i));
  }
  if (!delegation.liaison_officer().empty()) {
    people.emplace_back("delegation.liaison_officer", delegation.liaison_officer());
  }
  return people;
}

}  // namespace

absl::StatusOr<v1::Organization> FindItsOrganization(Tx& tx, const v1::Delegation& delegation) {
  PLENARY_ASSIGN_OR_RETURN(auto organization,
                           directory::FindOrganization(tx, delegation.organization()));
  PLENARY_RETURN_IF_ERROR(
      storage::CheckReference(organization, "delegation.organization", delegation.organization()));
  return *std::move(organization);
}

absl::Status CheckWellFormed(const v1::Delegation& delegation) {
  base::FieldErrors errors;
  CheckDelegation(delegation, "delegation", errors);
  return errors.ToStatus();
}

absl::Status CheckPeople(Tx& tx, const v1::Delegation& after, const v1::Delegation& before) {
  std::set<std::string> known;
  for (auto& [field, name] : PeopleOf(before)) known.insert(name);
  for (const auto& [field, name] : PeopleOf(after)) {
    if (!known.insert(name).second) continue;
    PLENARY_ASSIGN_OR_RETURN(const auto person, directory::FindPerson(tx, name));
    PLENARY_RETURN_IF_ERROR(storage::CheckReference(person, field, name));
  }
  return absl::OkStatus();
}

SortName SortNameOf(const v1::Delegation& delegation, const v1::Organization& organization) {
  v1::Organization shown;
  *shown.mutable_display_names() = delegation.display_names().empty() ? organization.display_names()
                                                                      : delegation.display_names();
  return {shown.display_names().empty() ? "" : shown.display_names(0).text(),
          directory::ReaderSortKeys(shown)};
}

absl::StatusOr<File*> AddDelegation(Desk& desk, v1::Delegation delegation, absl::string_view id,
                                    v1::Delegation::State state) {
  base::ClearOutputOnly(delegation);
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(delegation));
  PLENARY_ASSIGN_OR_RETURN(const v1::Organization organization,
                           FindItsOrganization(desk.tx(), delegation));
  PLENARY_RETURN_IF_ERROR(CheckPeople(desk.tx(), delegation, v1::Delegation()));
  delegation.set_state(state);
  const SortName sort_name = SortNameOf(delegation, organization);
  return desk.AddFile(std::move(delegation), id, sort_name);
}

}  // namespace plenary::delegations
