#include "services/directory/service.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/directory/rules.h"
#include "services/directory/table.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"

namespace plenary::directory {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

std::vector<std::string> NamesOf(const google::protobuf::RepeatedPtrField<std::string>& names) {
  return {names.begin(), names.end()};
}

absl::StatusOr<std::string> DirectoryResumeToken(Tx& tx, const base::TokenSealer& sealer) {
  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head,
                           storage::ReadHead(tx, storage::kDirectoryPartition));
  return storage::MakeResumeToken(sealer, storage::kDirectoryPartition, head.number);
}

// Whether the organization that `field` names may be referred to; nothing is asked where it names
// none.
absl::Status CheckOrganizationReference(Tx& tx, absl::string_view name, absl::string_view field) {
  if (name.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto found, FindOrganization(tx, name));
  return storage::CheckReference(found, field, name);
}

// A chain of parents must not return to where it began.
absl::Status CheckNoCycle(Tx& tx, const v1::Organization& organization) {
  std::string above = organization.parent();
  while (!above.empty()) {
    if (above == organization.name()) {
      return base::BadField("organization.parent",
                            absl::StrCat(organization.parent(), " is ", organization.name(),
                                         " itself or lies below it; name one above it"));
    }
    PLENARY_ASSIGN_OR_RETURN(const auto found, FindOrganization(tx, above));
    above = found.has_value() ? found->parent() : "";
  }
  return absl::OkStatus();
}

absl::Status CheckWellFormed(const v1::Organization& organization) {
  base::FieldErrors errors;
  CheckOrganization(organization, "organization", errors);
  return errors.ToStatus();
}

absl::Status CheckWellFormed(const v1::Person& person) {
  base::FieldErrors errors;
  CheckPerson(person, "person", errors);
  return errors.ToStatus();
}

absl::Status UpdateRow(Tx& tx, const v1::Organization& organization) {
  return UpdateOrganizationRow(tx, organization);
}

absl::Status UpdateRow(Tx& tx, const v1::Person& person) { return UpdatePersonRow(tx, person); }

// Writes `resource` as the revision after itself, deleted or not, and records it.
template <class Resource>
absl::StatusOr<Resource> MarkDeleted(Change& change, Resource resource, bool deleted) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(resource.name()));
  storage::StampUpdated(resource, resource, now);
  resource.clear_delete_time();
  if (deleted) *resource.mutable_delete_time() = storage::ToTimestamp(now);
  PLENARY_RETURN_IF_ERROR(UpdateRow(change.tx(), resource));
  change.Record(resource.name(), deleted ? v1::Change::DELETED : v1::Change::UNDELETED, resource);
  return resource;
}

}  // namespace

absl::StatusOr<v1::Organization> DirectoryService::CreateOrganization(
    Change& change, const v1::CreateOrganizationRequest& request) const {
  v1::Organization organization = request.organization();
  base::ClearOutputOnly(organization);
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(organization));
  PLENARY_RETURN_IF_ERROR(
      CheckOrganizationReference(change.tx(), organization.parent(), "organization.parent"));
  const std::string id =
      request.organization_id().empty() ? change.NewId() : request.organization_id();
  const std::string name = base::MakeName(kOrganizationPattern, {id});
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  storage::StampCreated(organization, name, now);
  PLENARY_RETURN_IF_ERROR(InsertOrganization(change.tx(), organization));
  change.Record(name, v1::Change::CREATED, organization);
  return organization;
}

absl::StatusOr<v1::Organization> DirectoryService::GetOrganization(
    Tx& tx, const Call&, const v1::GetOrganizationRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Organization organization,
                           storage::Existing(FindOrganization(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), organization));
  return organization;
}

absl::StatusOr<v1::BatchGetOrganizationsResponse> DirectoryService::BatchGetOrganizations(
    Tx& tx, const Call&, const v1::BatchGetOrganizationsRequest& request) const {
  const std::vector<std::string> names = NamesOf(request.names());
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Organization> found,
                           storage::ExistingEach(FindOrganizations(tx, names), names));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), found));
  v1::BatchGetOrganizationsResponse response;
  for (v1::Organization& each : found) *response.add_organizations() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListOrganizationsResponse> DirectoryService::ListOrganizations(
    Tx& tx, const Call& call, const v1::ListOrganizationsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      auto page,
      storage::List<v1::Organization>(tx, call, OrganizationList(), request, "", "", {}, sealer_));
  v1::ListOrganizationsResponse response;
  for (v1::Organization& each : page.resources) *response.add_organizations() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_resume_token(), DirectoryResumeToken(tx, sealer_));
  return response;
}

absl::StatusOr<v1::Organization> DirectoryService::UpdateOrganization(
    Change& change, const v1::UpdateOrganizationRequest& request) const {
  const v1::Organization& asked = request.organization();
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Organization before,
      storage::Living(FindOrganization(change.tx(), asked.name()), asked.name(), asked.etag()));
  v1::Organization after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  if (after.parent() != before.parent()) {
    PLENARY_RETURN_IF_ERROR(
        CheckOrganizationReference(change.tx(), after.parent(), "organization.parent"));
    PLENARY_RETURN_IF_ERROR(CheckNoCycle(change.tx(), after));
  }
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  storage::StampUpdated(after, before, now);
  PLENARY_RETURN_IF_ERROR(UpdateOrganizationRow(change.tx(), after));
  change.Record(after.name(), v1::Change::UPDATED, after);
  return after;
}

absl::StatusOr<v1::Organization> DirectoryService::DeleteOrganization(
    Change& change, const v1::DeleteOrganizationRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Organization organization,
                           storage::Living(FindOrganization(change.tx(), request.name()),
                                           request.name(), request.etag()));
  PLENARY_ASSIGN_OR_RETURN(std::string blocker, MemberOf(change.tx(), request.name()));
  if (blocker.empty()) {
    PLENARY_ASSIGN_OR_RETURN(blocker,
                             references_.BlockerOfOrganization(change.tx(), request.name()));
  }
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(request.name(), blocker));
  return MarkDeleted(change, std::move(organization), true);
}

absl::StatusOr<v1::Organization> DirectoryService::UndeleteOrganization(
    Change& change, const v1::UndeleteOrganizationRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Organization organization,
                           storage::Current(FindOrganization(change.tx(), request.name()),
                                            request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(organization));
  PLENARY_RETURN_IF_ERROR(
      CheckOrganizationReference(change.tx(), organization.parent(), "organization.parent"));
  return MarkDeleted(change, std::move(organization), false);
}

absl::StatusOr<v1::Person> DirectoryService::CreatePerson(
    Change& change, const v1::CreatePersonRequest& request) const {
  return directory::CreatePerson(change, {request.person(), "person"});
}

absl::StatusOr<v1::BatchCreatePeopleResponse> DirectoryService::BatchCreatePeople(
    Change& change, const v1::BatchCreatePeopleRequest& request) const {
  std::vector<NewPerson> people;
  people.reserve(request.people_size());
  for (int i = 0; i < request.people_size(); ++i) {
    people.push_back({request.people(i), absl::StrCat("people[", i, "]")});
  }
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Person> created,
                           CreatePeople(change, std::move(people)));
  v1::BatchCreatePeopleResponse response;
  for (v1::Person& each : created) *response.add_people() = std::move(each);
  return response;
}

absl::StatusOr<v1::Person> DirectoryService::GetPerson(Tx& tx, const Call&,
                                                       const v1::GetPersonRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Person person,
                           storage::Existing(FindPerson(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), person));
  return person;
}

absl::StatusOr<v1::BatchGetPeopleResponse> DirectoryService::BatchGetPeople(
    Tx& tx, const Call&, const v1::BatchGetPeopleRequest& request) const {
  const std::vector<std::string> names = NamesOf(request.names());
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Person> found,
                           storage::ExistingEach(FindPeople(tx, names), names));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), found));
  v1::BatchGetPeopleResponse response;
  for (v1::Person& each : found) *response.add_people() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListPeopleResponse> DirectoryService::ListPeople(
    Tx& tx, const Call& call, const v1::ListPeopleRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      auto page, storage::List<v1::Person>(tx, call, PersonList(), request, "", "", {}, sealer_));
  v1::ListPeopleResponse response;
  for (v1::Person& each : page.resources) *response.add_people() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_resume_token(), DirectoryResumeToken(tx, sealer_));
  return response;
}

absl::StatusOr<v1::Person> DirectoryService::UpdatePerson(
    Change& change, const v1::UpdatePersonRequest& request) const {
  const v1::Person& asked = request.person();
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Person before,
      storage::Living(FindPerson(change.tx(), asked.name()), asked.name(), asked.etag()));
  v1::Person after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  if (after.organization() != before.organization()) {
    PLENARY_RETURN_IF_ERROR(
        CheckOrganizationReference(change.tx(), after.organization(), "person.organization"));
  }
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  after.set_sort_name(SortNameOf(after));
  storage::StampUpdated(after, before, now);
  PLENARY_RETURN_IF_ERROR(UpdatePersonRow(change.tx(), after));
  change.Record(after.name(), v1::Change::UPDATED, after);
  return after;
}

absl::StatusOr<v1::Person> DirectoryService::DeletePerson(
    Change& change, const v1::DeletePersonRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      v1::Person person,
      storage::Living(FindPerson(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_ASSIGN_OR_RETURN(const std::string blocker,
                           references_.BlockerOfPerson(change.tx(), request.name()));
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(request.name(), blocker));
  return MarkDeleted(change, std::move(person), true);
}

absl::StatusOr<v1::Person> DirectoryService::UndeletePerson(
    Change& change, const v1::UndeletePersonRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      v1::Person person,
      storage::Current(FindPerson(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(person));
  PLENARY_RETURN_IF_ERROR(
      CheckOrganizationReference(change.tx(), person.organization(), "person.organization"));
  return MarkDeleted(change, std::move(person), false);
}

}  // namespace plenary::directory
