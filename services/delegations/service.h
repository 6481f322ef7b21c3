// DelegationService: delegations with their quotas, participants and projects. Each method does
// what its comment in plenary/v1/delegations.proto promises; requests arrive checked
// (base::CheckFields) and run inside a transaction of the caller.
#ifndef PLENARY_SERVICES_DELEGATIONS_SERVICE_H_
#define PLENARY_SERVICES_DELEGATIONS_SERVICE_H_

#include "absl/status/statusor.h"
#include "plenary/v1/delegations.pb.h"
#include "services/base/list_query.h"
#include "services/delegations/attendances.h"
#include "services/storage/change.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::delegations {

// Safe from several threads. `sealer`, `vault` and `attendances` outlive it.
class DelegationService {
 public:
  DelegationService(const base::TokenSealer& sealer, const vault::Vault& vault,
                    Attendances& attendances)
      : sealer_(sealer), vault_(vault), attendances_(attendances) {}

  Attendances& attendances() const { return attendances_; }

  absl::StatusOr<v1::Delegation> CreateDelegation(storage::Change& change,
                                                  const v1::CreateDelegationRequest& request) const;
  absl::StatusOr<v1::RegisterDelegationResponse> RegisterDelegation(
      storage::Change& change, const v1::RegisterDelegationRequest& request) const;
  absl::StatusOr<v1::Delegation> GetDelegation(storage::Tx& tx, const storage::Call& call,
                                               const v1::GetDelegationRequest& request) const;
  absl::StatusOr<v1::BatchGetDelegationsResponse> BatchGetDelegations(
      storage::Tx& tx, const storage::Call& call,
      const v1::BatchGetDelegationsRequest& request) const;
  absl::StatusOr<v1::ListDelegationsResponse> ListDelegations(
      storage::Tx& tx, const storage::Call& call, const v1::ListDelegationsRequest& request) const;
  absl::StatusOr<v1::Delegation> UpdateDelegation(storage::Change& change,
                                                  const v1::UpdateDelegationRequest& request) const;
  absl::StatusOr<v1::Delegation> DeleteDelegation(storage::Change& change,
                                                  const v1::DeleteDelegationRequest& request) const;
  absl::StatusOr<v1::Delegation> UndeleteDelegation(
      storage::Change& change, const v1::UndeleteDelegationRequest& request) const;
  absl::StatusOr<v1::Delegation> SubmitDelegation(storage::Change& change,
                                                  const v1::SubmitDelegationRequest& request) const;
  absl::StatusOr<v1::Delegation> ApproveDelegation(
      storage::Change& change, const v1::ApproveDelegationRequest& request) const;
  absl::StatusOr<v1::Delegation> AcceptDelegation(storage::Change& change,
                                                  const v1::AcceptDelegationRequest& request) const;
  absl::StatusOr<v1::Delegation> DeclineDelegation(
      storage::Change& change, const v1::DeclineDelegationRequest& request) const;
  absl::StatusOr<v1::Delegation> ReturnDelegation(storage::Change& change,
                                                  const v1::ReturnDelegationRequest& request) const;
  absl::StatusOr<v1::Quota> SetQuota(storage::Change& change,
                                     const v1::SetQuotaRequest& request) const;
  absl::StatusOr<v1::QuotaReport> GetQuotaReport(storage::Tx& tx, const storage::Call& call,
                                                 const v1::GetQuotaReportRequest& request) const;
  absl::StatusOr<v1::SeatHold> HoldSeats(storage::Change& change,
                                         const v1::HoldSeatsRequest& request) const;
  absl::StatusOr<v1::SeatHold> ReleaseSeatHold(storage::Change& change,
                                               const v1::ReleaseSeatHoldRequest& request) const;
  absl::StatusOr<v1::ListSeatHoldsResponse> ListSeatHolds(
      storage::Tx& tx, const storage::Call& call, const v1::ListSeatHoldsRequest& request) const;
  absl::StatusOr<v1::Delegation> SetHead(storage::Change& change,
                                         const v1::SetHeadRequest& request) const;
  absl::StatusOr<v1::ListCompositionChangesResponse> ListCompositionChanges(
      storage::Tx& tx, const storage::Call& call,
      const v1::ListCompositionChangesRequest& request) const;
  absl::StatusOr<v1::Participant> CreateParticipant(
      storage::Change& change, const v1::CreateParticipantRequest& request) const;
  absl::StatusOr<v1::Participant> GetParticipant(storage::Tx& tx, const storage::Call& call,
                                                 const v1::GetParticipantRequest& request) const;
  absl::StatusOr<v1::BatchGetParticipantsResponse> BatchGetParticipants(
      storage::Tx& tx, const storage::Call& call,
      const v1::BatchGetParticipantsRequest& request) const;
  absl::StatusOr<v1::ListParticipantsResponse> ListParticipants(
      storage::Tx& tx, const storage::Call& call, const v1::ListParticipantsRequest& request) const;
  absl::StatusOr<v1::Participant> UpdateParticipant(
      storage::Change& change, const v1::UpdateParticipantRequest& request) const;
  absl::StatusOr<v1::Participant> DeleteParticipant(
      storage::Change& change, const v1::DeleteParticipantRequest& request) const;
  absl::StatusOr<v1::Participant> UndeleteParticipant(
      storage::Change& change, const v1::UndeleteParticipantRequest& request) const;
  absl::StatusOr<v1::Participant> NominateParticipant(
      storage::Change& change, const v1::NominateParticipantRequest& request) const;
  absl::StatusOr<v1::Participant> ConfirmParticipant(
      storage::Change& change, const v1::ConfirmParticipantRequest& request) const;
  absl::StatusOr<v1::Participant> AcceptParticipant(
      storage::Change& change, const v1::AcceptParticipantRequest& request) const;
  absl::StatusOr<v1::Participant> RejectParticipant(
      storage::Change& change, const v1::RejectParticipantRequest& request) const;
  absl::StatusOr<v1::Participant> DeclineParticipant(
      storage::Change& change, const v1::DeclineParticipantRequest& request) const;
  absl::StatusOr<v1::Participant> WithdrawParticipant(
      storage::Change& change, const v1::WithdrawParticipantRequest& request) const;
  absl::StatusOr<v1::Participant> ReinstateParticipant(
      storage::Change& change, const v1::ReinstateParticipantRequest& request) const;
  absl::StatusOr<v1::SubstituteParticipantResponse> SubstituteParticipant(
      storage::Change& change, const v1::SubstituteParticipantRequest& request) const;
  absl::StatusOr<v1::Participant> ChangeCategory(storage::Change& change,
                                                 const v1::ChangeCategoryRequest& request) const;
  absl::StatusOr<v1::Participant> RecordAttendance(
      storage::Change& change, const v1::RecordAttendanceRequest& request) const;
  absl::StatusOr<v1::BatchChangeParticipantsResponse> BatchChangeParticipants(
      storage::Change& change, const v1::BatchChangeParticipantsRequest& request) const;
  absl::StatusOr<v1::CopyDelegationResponse> CopyDelegation(
      storage::Change& change, const v1::CopyDelegationRequest& request) const;
  absl::StatusOr<v1::ImportPreview> PreviewImport(storage::Tx& tx, const storage::Call& call,
                                                  const v1::PreviewImportRequest& request) const;
  absl::StatusOr<google::longrunning::Operation> ImportParticipants(
      storage::Change& change, const v1::ImportParticipantsRequest& request) const;
  absl::StatusOr<google::longrunning::Operation> ImportDelegations(
      storage::Change& change, const v1::ImportDelegationsRequest& request) const;
  absl::StatusOr<v1::ListImportRejectsResponse> ListImportRejects(
      storage::Tx& tx, const storage::Call& call,
      const v1::ListImportRejectsRequest& request) const;
  absl::StatusOr<google::longrunning::Operation> ExportParticipants(
      storage::Change& change, const v1::ExportParticipantsRequest& request) const;
  absl::StatusOr<google::longrunning::Operation> ExportDelegations(
      storage::Change& change, const v1::ExportDelegationsRequest& request) const;
  absl::StatusOr<v1::Project> CreateProject(storage::Change& change,
                                            const v1::CreateProjectRequest& request) const;
  absl::StatusOr<v1::Project> GetProject(storage::Tx& tx, const storage::Call& call,
                                         const v1::GetProjectRequest& request) const;
  absl::StatusOr<v1::BatchGetProjectsResponse> BatchGetProjects(
      storage::Tx& tx, const storage::Call& call, const v1::BatchGetProjectsRequest& request) const;
  absl::StatusOr<v1::ListProjectsResponse> ListProjects(
      storage::Tx& tx, const storage::Call& call, const v1::ListProjectsRequest& request) const;
  absl::StatusOr<v1::Project> UpdateProject(storage::Change& change,
                                            const v1::UpdateProjectRequest& request) const;
  absl::StatusOr<v1::Project> DeleteProject(storage::Change& change,
                                            const v1::DeleteProjectRequest& request) const;
  absl::StatusOr<v1::Project> UndeleteProject(storage::Change& change,
                                              const v1::UndeleteProjectRequest& request) const;

 private:
  const base::TokenSealer& sealer_;
  const vault::Vault& vault_;
  Attendances& attendances_;
};

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_SERVICE_H_
