#include "services/directory/service.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/collation.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/directory/derived.h"
#include "services/directory/duplicates.h"
#include "services/directory/likely_duplicate_table.h"
#include "services/directory/protected_table.h"
#include "services/directory/rules.h"
#include "services/directory/search.h"
#include "services/directory/table.h"
#include "services/directory/visibility_table.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"

namespace plenary::directory {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// Candidates that FindDuplicates answers with.
constexpr size_t kUsualDuplicates = 10;
constexpr size_t kMostDuplicates = 50;

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

absl::Status UpdateRow(Tx& tx, const v1::Organization& before, const v1::Organization& after) {
  return UpdateOrganizationRow(tx, before, after);
}

absl::Status UpdateRow(Tx& tx, const v1::Person& before, const v1::Person& after) {
  return UpdatePersonRow(tx, before, after);
}

// The person of that very name. FAILED_PRECONDITION: RESOURCE_DELETED with `mergedInto` where it is
// an alias: who was merged into another is changed under that one's name.
absl::StatusOr<absl::optional<v1::Person>> FindItself(Tx& tx, absl::string_view name) {
  PLENARY_ASSIGN_OR_RETURN(absl::optional<v1::Person> person, FindPerson(tx, name));
  if (!person || person->name() == name) return person;
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RESOURCE_DELETED,
      absl::StrCat(name, " was merged into ", person->name(), "; change that one instead"),
      {{"resource", std::string(name)}, {"mergedInto", person->name()}});
}

bool Names(const google::protobuf::FieldMask& mask, absl::string_view field) {
  return std::find(mask.paths().begin(), mask.paths().end(), field) != mask.paths().end();
}

// Nobody sees what protected data holds, so nobody can mean a part of it.
absl::Status CheckNamedWhole(const google::protobuf::FieldMask& mask) {
  for (const std::string& path : mask.paths()) {
    for (const ProtectedField field : kProtectedFields) {
      if (!absl::StartsWith(path, absl::StrCat(NameOf(field), "."))) continue;
      return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_INVALID_FIELD_MASK,
                          absl::StrCat("field mask: ", NameOf(field),
                                       " is replaced as a whole; name it without its parts"),
                          {{"path", path}});
    }
  }
  return absl::OkStatus();
}

// Moves the protected data that an update put into `after` to where it is kept, and destroys what
// its mask names and it leaves out.
absl::Status KeepProtected(Change& change, const vault::Vault& vault,
                           const google::protobuf::FieldMask& mask, v1::Person& after) {
  base::FieldErrors errors;
  CheckProtected(after, change.tx().now(), "person", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  const ProtectedData data = TakeProtected(after);
  for (const ProtectedField field : kProtectedFields) {
    if (!Names(mask, NameOf(field))) continue;
    SetKnown(field, false, after);
    PLENARY_RETURN_IF_ERROR(DestroyProtected(change.tx(), after.name(), field));
  }
  SetKnown(data, after);
  return WriteProtected(change.tx(), vault, after.name(), data);
}

// Gives `person` the protected data that it lacks and `duplicate` has; an alias keeps none.
absl::Status MergeProtected(Tx& tx, const vault::Vault& vault, v1::Person& duplicate,
                            v1::Person& person) {
  std::vector<ProtectedField> lacking;
  for (const ProtectedField field : kProtectedFields) {
    if (IsKnown(field, duplicate) && !IsKnown(field, person)) lacking.push_back(field);
    SetKnown(field, false, duplicate);
  }
  if (!lacking.empty()) {
    PLENARY_ASSIGN_OR_RETURN(const ProtectedData data,
                             ReadProtected(tx, vault, duplicate.name(), lacking));
    SetKnown(data, person);
    PLENARY_RETURN_IF_ERROR(WriteProtected(tx, vault, person.name(), data));
  }
  return DestroyProtected(tx, duplicate.name());
}

// Who stays and who becomes an alias.
struct Pair {
  PersonRow person;
  PersonRow duplicate;
};

absl::StatusOr<PersonRow> FindLivingRow(Tx& tx, absl::string_view name) {
  PLENARY_ASSIGN_OR_RETURN(const v1::Person person, storage::Living(FindPerson(tx, name), name));
  PLENARY_ASSIGN_OR_RETURN(absl::optional<PersonRow> row, FindPersonRow(tx, person.name()));
  if (!row) return base::NotFound(name);
  return *std::move(row);
}

absl::StatusOr<Pair> FindPair(Tx& tx, const v1::MergePeopleRequest& request) {
  Pair pair;
  PLENARY_ASSIGN_OR_RETURN(pair.person, FindLivingRow(tx, request.name()));
  PLENARY_ASSIGN_OR_RETURN(pair.duplicate, FindLivingRow(tx, request.duplicate()));
  const v1::Person& person = pair.person.person;
  if (person.name() == pair.duplicate.person.name()) {
    return base::Refuse(
        absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_MERGE_WITH_SELF,
        absl::StrCat(request.name(), " and ", request.duplicate(), " are one person already, ",
                     person.name(), "; name two people"),
        {{"person", person.name()}});
  }
  if (!request.etag().empty() && request.etag() != person.etag()) {
    return base::StaleEtag(person.name(), person.etag());
  }
  return pair;
}

v1::FindDuplicatesResponse::Candidate ToCandidate(PersonMatch match) {
  v1::FindDuplicatesResponse::Candidate candidate;
  *candidate.mutable_person() = std::move(match.person);
  candidate.set_likeness(match.likeness);
  for (const auto reason : match.reasons) candidate.add_reasons(reason);
  return candidate;
}

// Whose duplicates a request asks for.
absl::StatusOr<PersonRow> SubjectOf(Tx& tx, const vault::Vault& vault,
                                    const v1::FindDuplicatesRequest& request) {
  if (request.has_name()) {
    PLENARY_ASSIGN_OR_RETURN(const v1::Person person,
                             storage::Existing(FindPerson(tx, request.name()), request.name()));
    PLENARY_ASSIGN_OR_RETURN(auto row, FindPersonRow(tx, person.name()));
    if (row) return *std::move(row);
  }
  if (!request.has_person()) return base::BadField("name", "name a person, or describe one");
  base::FieldErrors errors;
  CheckProtected(request.person(), tx.now(), "person", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  return ToRow(vault, request.person());
}

// Writes `resource` as the revision after itself, deleted or not, and records it.
template <class Resource>
absl::StatusOr<Resource> MarkDeleted(Change& change, Resource resource, bool deleted) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(resource.name()));
  const Resource before = resource;
  storage::StampUpdated(resource, before, now);
  resource.clear_delete_time();
  if (deleted) *resource.mutable_delete_time() = storage::ToTimestamp(now);
  PLENARY_RETURN_IF_ERROR(UpdateRow(change.tx(), before, resource));
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
  const absl::string_view language = base::ReaderLanguage(request.language_code());
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition seen, VisibleOrganizations(call.access, "name", 1));
  PLENARY_ASSIGN_OR_RETURN(auto page, storage::List<v1::Organization>(
                                          tx, call, OrganizationList(language), request, language,
                                          seen.sql, std::move(seen.params), sealer_));
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
  PLENARY_RETURN_IF_ERROR(UpdateOrganizationRow(change.tx(), before, after));
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

absl::StatusOr<v1::SearchOrganizationsResponse> DirectoryService::SearchOrganizations(
    Tx& tx, const Call& call, const v1::SearchOrganizationsRequest& request) const {
  return directory::SearchOrganizations(tx, call, request, sealer_);
}

absl::StatusOr<v1::Person> DirectoryService::CreatePerson(
    Change& change, const v1::CreatePersonRequest& request) const {
  if (request.refuse_likely_duplicate()) {
    PLENARY_ASSIGN_OR_RETURN(const PersonRow row, ToRow(vault_, request.person()));
    PLENARY_RETURN_IF_ERROR(CheckNoLikelyDuplicate(change.tx(), row));
  }
  return directory::CreatePerson(change, vault_, {request.person(), "person"});
}

absl::StatusOr<v1::BatchCreatePeopleResponse> DirectoryService::BatchCreatePeople(
    Change& change, const v1::BatchCreatePeopleRequest& request) const {
  std::vector<NewPerson> people;
  people.reserve(request.people_size());
  for (int i = 0; i < request.people_size(); ++i) {
    people.push_back({request.people(i), absl::StrCat("people[", i, "]")});
  }
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Person> created,
                           CreatePeople(change, vault_, std::move(people)));
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
  const absl::string_view language = base::ReaderLanguage(request.language_code());
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition seen, VisiblePeople(call.access, "name", 1));
  PLENARY_ASSIGN_OR_RETURN(
      auto page, storage::List<v1::Person>(tx, call, PersonList(language), request, language,
                                           seen.sql, std::move(seen.params), sealer_));
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
      storage::Living(FindItself(change.tx(), asked.name()), asked.name(), asked.etag()));
  v1::Person after = before;
  PLENARY_RETURN_IF_ERROR(CheckNamedWhole(request.update_mask()));
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  if (after.organization() != before.organization()) {
    PLENARY_RETURN_IF_ERROR(
        CheckOrganizationReference(change.tx(), after.organization(), "person.organization"));
  }
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  PLENARY_RETURN_IF_ERROR(KeepProtected(change, vault_, request.update_mask(), after));
  SetDerived(after);
  storage::StampUpdated(after, before, now);
  PLENARY_RETURN_IF_ERROR(UpdatePersonRow(change.tx(), before, after));
  change.Record(after.name(), v1::Change::UPDATED, after);
  return after;
}

absl::StatusOr<v1::Person> DirectoryService::DeletePerson(
    Change& change, const v1::DeletePersonRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      v1::Person person,
      storage::Living(FindItself(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_ASSIGN_OR_RETURN(const std::string blocker,
                           references_.BlockerOfPerson(change.tx(), request.name()));
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(request.name(), blocker));
  PLENARY_RETURN_IF_ERROR(DeletePairsOf(change.tx(), request.name()));
  return MarkDeleted(change, std::move(person), true);
}

absl::StatusOr<v1::Person> DirectoryService::UndeletePerson(
    Change& change, const v1::UndeletePersonRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      v1::Person person,
      storage::Current(FindItself(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(person));
  PLENARY_RETURN_IF_ERROR(
      CheckOrganizationReference(change.tx(), person.organization(), "person.organization"));
  return MarkDeleted(change, std::move(person), false);
}

absl::StatusOr<v1::SearchPeopleResponse> DirectoryService::SearchPeople(
    Tx& tx, const Call& call, const v1::SearchPeopleRequest& request) const {
  return directory::SearchPeople(tx, call, request, sealer_);
}

absl::StatusOr<v1::SuggestLatinNameResponse> DirectoryService::SuggestLatinName(
    Tx&, const Call&, const v1::SuggestLatinNameRequest& request) const {
  v1::SuggestLatinNameResponse response;
  *response.mutable_latin_name() = LatinNameOf(request.name());
  return response;
}

absl::StatusOr<v1::FindDuplicatesResponse> DirectoryService::FindDuplicates(
    Tx& tx, const Call& call, const v1::FindDuplicatesRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const PersonRow subject, SubjectOf(tx, vault_, request));
  PLENARY_ASSIGN_OR_RETURN(std::vector<PersonMatch> matches,
                           FindVisibleDuplicatesOf(tx, call.access, subject));
  const size_t most = request.page_size() == 0
                          ? kUsualDuplicates
                          : std::min<size_t>(request.page_size(), kMostDuplicates);
  if (matches.size() > most) matches.resize(most);
  v1::FindDuplicatesResponse response;
  for (PersonMatch& match : matches) *response.add_candidates() = ToCandidate(std::move(match));
  return response;
}

absl::StatusOr<v1::MergePeopleResponse> DirectoryService::MergePeople(
    Change& change, const v1::MergePeopleRequest& request) const {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(const Pair before, FindPair(tx, request));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(request.name()));
  v1::Person person = before.person.person;
  v1::Person duplicate = before.duplicate.person;
  FillFrom(duplicate, person);
  PLENARY_RETURN_IF_ERROR(MergeProtected(tx, vault_, duplicate, person));
  SetDerived(person);
  storage::StampUpdated(person, person, now);
  duplicate.clear_aliases();
  storage::StampUpdated(duplicate, duplicate, now);
  *duplicate.mutable_delete_time() = storage::ToTimestamp(now);
  PLENARY_RETURN_IF_ERROR(MakeAlias(tx, before.duplicate.person, duplicate, person.name()));
  PLENARY_RETURN_IF_ERROR(MovePairs(tx, duplicate.name(), person.name()));
  PLENARY_RETURN_IF_ERROR(UpdatePersonRow(tx, before.person.person, person));
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> moved,
                           references_.MovePerson(change, duplicate.name(), person));
  change.Record(person.name(), v1::Change::UPDATED, person);
  change.Record(duplicate.name(), v1::Change::DELETED, duplicate);
  v1::MergePeopleResponse response;
  *response.mutable_person() = std::move(person);
  for (const std::string& name : moved) response.add_moved_participants(name);
  return response;
}

}  // namespace plenary::directory
