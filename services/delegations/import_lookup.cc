#include "services/delegations/import_lookup.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/import_table.h"
#include "services/delegations/new_delegation.h"
#include "services/directory/table.h"
#include "services/directory/visibility_table.h"
#include "services/events/table.h"
#include "services/names/sound.h"
#include "services/storage/resource.h"

namespace plenary::delegations {
namespace {

// Who may put people into a delegation.
constexpr base::RoleSet kRegistrars = {v1::REGISTRAR, v1::EVENT_MANAGER, v1::ADMINISTRATOR};

absl::Status UnknownName(absl::string_view what, absl::string_view text, absl::string_view field,
                         absl::string_view advice) {
  return base::Refuse(absl::StatusCode::kNotFound, v1::ERROR_REASON_UNKNOWN_NAME,
                      absl::StrCat("no ", what, " is called «", text, "»; ", advice),
                      {{"name", std::string(text)}, {"field", std::string(field)}});
}

absl::Status AmbiguousName(absl::string_view what, absl::string_view text, absl::string_view field,
                           size_t candidates) {
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_AMBIGUOUS_NAME,
      absl::StrCat("«", text, "» may be one of ", candidates, " ", what, "; give the id"),
      {{"name", std::string(text)},
       {"field", std::string(field)},
       {"candidates", absl::StrCat(candidates)}});
}

// A text that may be an id, as the name it would be of.
std::string NameOf(absl::string_view text, absl::string_view pattern,
                   absl::string_view collection) {
  if (base::HasForm(text, pattern)) return std::string(text);
  return base::IsId(text) ? absl::StrCat(collection, text) : "";
}

}  // namespace

absl::Status ImportLookup::LookUp(const std::set<std::string>& organizations,
                                  const std::set<std::string>& delegations) {
  if (categories_.empty()) {
    PLENARY_ASSIGN_OR_RETURN(categories_,
                             events::ListAllCategories(desk_.tx(), desk_.event().name()));
  }
  std::set<std::string> texts = organizations;
  texts.insert(delegations.begin(), delegations.end());
  PLENARY_RETURN_IF_ERROR(LookUpOrganizations(texts));
  PLENARY_RETURN_IF_ERROR(HideOrganizations());
  PLENARY_RETURN_IF_ERROR(LookUpDelegations(delegations));
  std::set<std::string> known;
  for (const auto& [text, found] : organizations_) known.insert(found.begin(), found.end());
  const std::vector<std::string> names(known.begin(), known.end());
  PLENARY_ASSIGN_OR_RETURN(auto found, FindDelegationsOf(desk_.tx(), desk_.event().name(), names));
  for (size_t i = 0; i < names.size(); ++i) {
    std::vector<std::string>& its = found[i];
    const auto is_hidden = [&](const std::string& delegation) { return !MayName(delegation); };
    its.erase(std::remove_if(its.begin(), its.end(), is_hidden), its.end());
    delegations_of_[names[i]] = std::move(its);
  }
  return absl::OkStatus();
}

bool ImportLookup::MayName(absl::string_view delegation) const {
  const base::Access* const access = desk_.change().call().access;
  return access == nullptr || access->HoldsOn(kRegistrars, delegation);
}

// Takes out of what was found the organizations that the caller does not see.
absl::Status ImportLookup::HideOrganizations() {
  const base::Access* const access = desk_.change().call().access;
  if (directory::SeesEverybody(access)) return absl::OkStatus();
  std::set<std::string> names;
  for (const auto& [text, found] : organizations_) names.insert(found.begin(), found.end());
  PLENARY_ASSIGN_OR_RETURN(
      const auto visible,
      directory::OnlyVisibleOrganizations(desk_.tx(), access, {names.begin(), names.end()}));
  for (auto& [text, found] : organizations_) {
    const auto is_hidden = [&](const std::string& name) { return visible.count(name) == 0; };
    found.erase(std::remove_if(found.begin(), found.end(), is_hidden), found.end());
  }
  return absl::OkStatus();
}

absl::Status ImportLookup::LookUpOrganizations(const std::set<std::string>& texts) {
  const std::vector<std::string> wanted(texts.begin(), texts.end());
  std::vector<std::string> ids;
  for (const std::string& text : wanted) {
    std::string name = NameOf(text, directory::kOrganizationPattern, "organizations/");
    if (!name.empty()) ids.push_back(std::move(name));
  }
  if (!wanted.empty()) {
    PLENARY_ASSIGN_OR_RETURN(auto found, directory::FindOrganizationsByName(desk_.tx(), wanted));
    for (size_t i = 0; i < wanted.size(); ++i)
      organizations_[names::Fold(wanted[i])] = std::move(found[i]);
  }
  if (ids.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindOrganizations(desk_.tx(), ids));
  std::set<std::string> living;
  for (const auto& organization : found) {
    if (organization && !organization->has_delete_time()) living.insert(organization->name());
  }
  for (const std::string& text : wanted) {
    const std::string name = NameOf(text, directory::kOrganizationPattern, "organizations/");
    // An id says it exactly.
    if (living.count(name) > 0) organizations_[names::Fold(text)] = {name};
  }
  return absl::OkStatus();
}

absl::Status ImportLookup::LookUpDelegations(const std::set<std::string>& texts) {
  const std::string collection = absl::StrCat(desk_.event().name(), "/delegations/");
  std::vector<std::string> names;
  std::vector<std::string> with_id;
  for (const std::string& text : texts) {
    std::string name = NameOf(text, kDelegationPattern, collection);
    if (name.empty()) continue;
    names.push_back(std::move(name));
    with_id.push_back(text);
  }
  if (names.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto found, FindDelegations(desk_.tx(), names));
  for (size_t i = 0; i < names.size(); ++i) {
    const bool is_there = found[i] && !found[i]->has_delete_time();
    if (is_there && MayName(names[i])) delegations_[with_id[i]] = names[i];
  }
  return absl::OkStatus();
}

const std::vector<std::string>& ImportLookup::Organizations(const std::string& text) const {
  static const auto& none = *new std::vector<std::string>;
  const auto found = organizations_.find(names::Fold(text));
  return found == organizations_.end() ? none : found->second;
}

absl::StatusOr<const std::map<std::string, std::set<std::string>>*>
ImportLookup::DelegationsByName() {
  if (has_all_delegations_) return &delegations_by_name_;
  PLENARY_ASSIGN_OR_RETURN(const auto all, ListAllDelegations(desk_.tx(), desk_.event().name()));
  for (const v1::Delegation& delegation : all) {
    if (!MayName(delegation.name())) continue;
    for (const v1::LocalizedText& name : delegation.display_names()) {
      delegations_by_name_[names::Fold(name.text())].insert(delegation.name());
    }
  }
  has_all_delegations_ = true;
  return &delegations_by_name_;
}

absl::StatusOr<std::string> ImportLookup::Delegation(const std::string& text) {
  constexpr absl::string_view kField = "participant.delegation";
  if (const auto found = delegations_.find(text); found != delegations_.end()) {
    return found->second;
  }
  std::set<std::string> fitting;
  PLENARY_ASSIGN_OR_RETURN(const auto* by_name, DelegationsByName());
  if (const auto found = by_name->find(names::Fold(text)); found != by_name->end()) {
    fitting = found->second;
  }
  for (const std::string& organization : Organizations(text)) {
    const std::vector<std::string>& its = delegations_of_[organization];
    fitting.insert(its.begin(), its.end());
  }
  if (fitting.empty()) {
    return UnknownName("delegation of this event", text, kField,
                       "invite it first, or correct the name");
  }
  if (fitting.size() > 1) return AmbiguousName("delegations", text, kField, fitting.size());
  delegations_[text] = *fitting.begin();
  return *fitting.begin();
}

absl::StatusOr<std::string> ImportLookup::DelegationOf(const std::string& organization) const {
  const auto found = delegations_of_.find(organization);
  if (found == delegations_of_.end() || found->second.empty()) return std::string();
  if (found->second.size() > 1) {
    return AmbiguousName("delegations", organization, "participant.organization",
                         found->second.size());
  }
  return found->second.front();
}

absl::StatusOr<std::string> ImportLookup::Category(absl::string_view text) const {
  constexpr absl::string_view kField = "participant.category";
  std::vector<std::string> fitting;
  const std::string folded = names::Fold(text);
  for (const v1::Category& category : categories_) {
    if (!text.empty() && (category.name() == text || base::LastId(category.name()) == text)) {
      return category.name();
    }
    const bool is_called =
        std::any_of(category.display_names().begin(), category.display_names().end(),
                    [&](const auto& name) { return names::Fold(name.text()) == folded; });
    const bool is_first_choice = text.empty() && category.overflow_of().empty();
    if (is_called || is_first_choice) fitting.push_back(category.name());
  }
  if (fitting.size() == 1) return fitting.front();
  if (text.empty()) {
    return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_INVALID_FIELDS,
                        "the row names no category, and the event has not just one",
                        {{"field", std::string(kField)}});
  }
  if (fitting.size() > 1) return AmbiguousName("categories", text, kField, fitting.size());
  return UnknownName("category of this event", text, kField, "create it, or correct the name");
}

bool ImportLookup::IsOverflowOf(absl::string_view category, absl::string_view of) const {
  return std::any_of(categories_.begin(), categories_.end(), [&](const v1::Category& each) {
    return each.name() == category && each.overflow_of() == of;
  });
}

absl::StatusOr<std::string> ImportLookup::AddOrganization(
    const std::vector<v1::LocalizedText>& texts, absl::string_view country_code) {
  v1::Organization organization;
  organization.set_type(v1::Organization::COMPANY);
  organization.set_country_code(std::string(country_code));
  std::set<std::string> languages;
  for (const v1::LocalizedText& name : texts) {
    if (languages.insert(name.language()).second) *organization.add_display_names() = name;
  }
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, desk_.change().Now(storage::kDirectoryPartition));
  storage::StampCreated(
      organization, base::MakeName(directory::kOrganizationPattern, {desk_.change().NewId()}), now);
  PLENARY_RETURN_IF_ERROR(directory::InsertOrganization(desk_.tx(), organization));
  desk_.change().Record(organization.name(), v1::Change::CREATED, organization);
  for (const v1::LocalizedText& name : texts) {
    organizations_[names::Fold(name.text())] = {organization.name()};
  }
  return organization.name();
}

absl::StatusOr<std::string> ImportLookup::AddDelegationOf(const std::string& organization) {
  v1::Delegation delegation;
  delegation.set_organization(organization);
  PLENARY_ASSIGN_OR_RETURN(
      const File* file, AddDelegation(desk_, std::move(delegation), "", v1::Delegation::FORMING));
  delegations_of_[organization] = {file->delegation.name()};
  return file->delegation.name();
}

}  // namespace plenary::delegations
