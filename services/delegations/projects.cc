// Projects: what companies show or pitch.
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/answers.h"
#include "services/delegations/rules.h"
#include "services/delegations/service.h"
#include "services/delegations/table.h"
#include "services/directory/table.h"
#include "services/events/table.h"
#include "services/storage/resource.h"

namespace plenary::delegations {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// The event of a project, in which something may change.
absl::Status CheckEventIsOpen(Tx& tx, absl::string_view event) {
  PLENARY_ASSIGN_OR_RETURN(const v1::Event found,
                           storage::Living(events::FindEvent(tx, event), event));
  return CheckNotArchived(found);
}

// Whether what `after` refers to and `before` did not exists.
absl::Status CheckReferences(Tx& tx, const v1::Project& after, const v1::Project& before) {
  if (after.organization() != before.organization()) {
    PLENARY_ASSIGN_OR_RETURN(const auto found,
                             directory::FindOrganization(tx, after.organization()));
    PLENARY_RETURN_IF_ERROR(
        storage::CheckReference(found, "project.organization", after.organization()));
  }
  if (!after.delegation().empty() && after.delegation() != before.delegation()) {
    PLENARY_ASSIGN_OR_RETURN(const auto found, FindDelegation(tx, after.delegation()));
    PLENARY_RETURN_IF_ERROR(
        storage::CheckReference(found, "project.delegation", after.delegation()));
  }
  const std::set<std::string> known(before.participants().begin(), before.participants().end());
  for (int i = 0; i < after.participants_size(); ++i) {
    const std::string& name = after.participants(i);
    if (known.count(name) > 0) continue;
    PLENARY_ASSIGN_OR_RETURN(const auto found, FindParticipant(tx, name));
    PLENARY_RETURN_IF_ERROR(
        storage::CheckReference(found, absl::StrCat("project.participants[", i, "]"), name));
  }
  return absl::OkStatus();
}

absl::Status CheckWellFormed(const v1::Project& project, absl::string_view event) {
  base::FieldErrors errors;
  CheckProject(project, event, "project", errors);
  return errors.ToStatus();
}

absl::StatusOr<v1::Project> KeepProject(Change& change, v1::Project project,
                                        const v1::Project& before, v1::Change::Kind kind) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  storage::StampUpdated(project, before, now);
  if (kind == v1::Change::DELETED) *project.mutable_delete_time() = storage::ToTimestamp(now);
  if (kind == v1::Change::UNDELETED) project.clear_delete_time();
  PLENARY_RETURN_IF_ERROR(UpdateProjectRow(change.tx(), project));
  change.Record(project.name(), kind, project);
  return project;
}

// Whether a project may become that of `delegation`, or where it is empty the event's own.
bool MayGiveTo(const base::Access* access, absl::string_view delegation, absl::string_view event) {
  if (base::IsSecretariat(access, event)) return true;
  return !delegation.empty() && access->HoldsOn({v1::REGISTRAR}, delegation);
}

}  // namespace

absl::StatusOr<v1::Project> DelegationService::CreateProject(
    Change& change, const v1::CreateProjectRequest& request) const {
  // An id that is taken would tell of a project that the focal point may not see.
  if (!request.project_id().empty() &&
      !base::IsSecretariat(change.call().access, request.parent())) {
    return SecretariatOnly("choosing the id of a project", "project_id");
  }
  v1::Project project = request.project();
  base::ClearOutputOnly(project);
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(project, request.parent()));
  PLENARY_RETURN_IF_ERROR(CheckEventIsOpen(change.tx(), request.parent()));
  PLENARY_RETURN_IF_ERROR(CheckReferences(change.tx(), project, v1::Project()));
  const std::string id = request.project_id().empty() ? change.NewId() : request.project_id();
  const std::string name = base::MakeName(kProjectPattern, {base::LastId(request.parent()), id});
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  storage::StampCreated(project, name, now);
  PLENARY_RETURN_IF_ERROR(InsertProject(change.tx(), project));
  change.Record(name, v1::Change::CREATED, project);
  return project;
}

absl::StatusOr<v1::Project> DelegationService::GetProject(
    Tx& tx, const Call&, const v1::GetProjectRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Project project,
                           storage::Existing(FindProject(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), project));
  return project;
}

absl::StatusOr<v1::BatchGetProjectsResponse> DelegationService::BatchGetProjects(
    Tx& tx, const Call&, const v1::BatchGetProjectsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> names, NamesIn(request));
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Project> found,
                           storage::ExistingEach(FindProjects(tx, names), names));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), found));
  v1::BatchGetProjectsResponse response;
  for (v1::Project& each : found) *response.add_projects() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListProjectsResponse> DelegationService::ListProjects(
    Tx& tx, const Call& call, const v1::ListProjectsRequest& request) const {
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(events::FindEvent(tx, request.parent()), request.parent()).status());
  PLENARY_ASSIGN_OR_RETURN(
      base::SqlCondition seen,
      base::VisibleRowsOf(call.access, request.parent(), "event", "delegation"));
  PLENARY_ASSIGN_OR_RETURN(
      auto page, storage::List<v1::Project>(tx, call, ProjectList(), request, request.parent(),
                                            seen.sql, std::move(seen.params), sealer_));
  v1::ListProjectsResponse response;
  for (v1::Project& each : page.resources) *response.add_projects() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_resume_token(),
                           ResumeTokenOf(tx, request.parent(), sealer_));
  return response;
}

absl::StatusOr<v1::Project> DelegationService::UpdateProject(
    Change& change, const v1::UpdateProjectRequest& request) const {
  const v1::Project& asked = request.project();
  const absl::string_view event = base::EventOf(asked.name());
  PLENARY_RETURN_IF_ERROR(CheckEventIsOpen(change.tx(), event));
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Project before,
      storage::Living(FindProject(change.tx(), asked.name()), asked.name(), asked.etag()));
  v1::Project after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after, event));
  if (after.delegation() != before.delegation() &&
      !MayGiveTo(change.call().access, after.delegation(), event)) {
    return SecretariatOnly("giving a project to another delegation", "project.delegation");
  }
  PLENARY_RETURN_IF_ERROR(CheckReferences(change.tx(), after, before));
  return KeepProject(change, std::move(after), before, v1::Change::UPDATED);
}

absl::StatusOr<v1::Project> DelegationService::DeleteProject(
    Change& change, const v1::DeleteProjectRequest& request) const {
  PLENARY_RETURN_IF_ERROR(CheckEventIsOpen(change.tx(), base::EventOf(request.name())));
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Project before,
      storage::Living(FindProject(change.tx(), request.name()), request.name(), request.etag()));
  return KeepProject(change, before, before, v1::Change::DELETED);
}

absl::StatusOr<v1::Project> DelegationService::UndeleteProject(
    Change& change, const v1::UndeleteProjectRequest& request) const {
  PLENARY_RETURN_IF_ERROR(CheckEventIsOpen(change.tx(), base::EventOf(request.name())));
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Project before,
      storage::Current(FindProject(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  PLENARY_RETURN_IF_ERROR(CheckReferences(change.tx(), before, v1::Project()));
  return KeepProject(change, before, before, v1::Change::UNDELETED);
}

}  // namespace plenary::delegations
