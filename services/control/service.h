// ActionPlanService: what was promised, who carries it out, and whether it is done. Each method
// does what its comment in plenary/v1/action_plans.proto promises; requests arrive checked
// (base::CheckFields) and run inside a transaction of the caller.
#ifndef PLENARY_SERVICES_CONTROL_SERVICE_H_
#define PLENARY_SERVICES_CONTROL_SERVICE_H_

#include "absl/status/statusor.h"
#include "plenary/v1/action_plans.pb.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::control {

// Safe from several threads. All it is given outlives it.
class ActionPlanService {
 public:
  explicit ActionPlanService(const base::TokenSealer& sealer) : sealer_(sealer) {}

  absl::StatusOr<v1::Commitment> CreateCommitment(storage::Change& change,
                                                  const v1::CreateCommitmentRequest& request) const;
  absl::StatusOr<v1::Commitment> GetCommitment(storage::Tx& tx, const storage::Call& call,
                                               const v1::GetCommitmentRequest& request) const;
  absl::StatusOr<v1::BatchGetCommitmentsResponse> BatchGetCommitments(
      storage::Tx& tx, const storage::Call& call,
      const v1::BatchGetCommitmentsRequest& request) const;
  absl::StatusOr<v1::ListCommitmentsResponse> ListCommitments(
      storage::Tx& tx, const storage::Call& call, const v1::ListCommitmentsRequest& request) const;
  absl::StatusOr<v1::Commitment> UpdateCommitment(storage::Change& change,
                                                  const v1::UpdateCommitmentRequest& request) const;
  absl::StatusOr<v1::Commitment> DeleteCommitment(storage::Change& change,
                                                  const v1::DeleteCommitmentRequest& request) const;
  absl::StatusOr<v1::Commitment> UndeleteCommitment(
      storage::Change& change, const v1::UndeleteCommitmentRequest& request) const;
  absl::StatusOr<v1::Commitment> NoteProgress(storage::Change& change,
                                              const v1::NoteProgressRequest& request) const;
  absl::StatusOr<v1::ListProgressNotesResponse> ListProgressNotes(
      storage::Tx& tx, const storage::Call& call,
      const v1::ListProgressNotesRequest& request) const;
  absl::StatusOr<v1::ActionPlan> CreateActionPlan(storage::Change& change,
                                                  const v1::CreateActionPlanRequest& request) const;
  absl::StatusOr<v1::ActionPlan> GetActionPlan(storage::Tx& tx, const storage::Call& call,
                                               const v1::GetActionPlanRequest& request) const;
  absl::StatusOr<v1::ListActionPlansResponse> ListActionPlans(
      storage::Tx& tx, const storage::Call& call, const v1::ListActionPlansRequest& request) const;
  absl::StatusOr<v1::ActionPlan> UpdateActionPlan(storage::Change& change,
                                                  const v1::UpdateActionPlanRequest& request) const;
  absl::StatusOr<v1::ActionPlan> DeleteActionPlan(storage::Change& change,
                                                  const v1::DeleteActionPlanRequest& request) const;
  absl::StatusOr<v1::ActionPlan> UndeleteActionPlan(
      storage::Change& change, const v1::UndeleteActionPlanRequest& request) const;
  absl::StatusOr<v1::ActionPlan> SubmitActionPlan(storage::Change& change,
                                                  const v1::SubmitActionPlanRequest& request) const;
  absl::StatusOr<v1::ActionPlan> ReturnActionPlan(storage::Change& change,
                                                  const v1::ReturnActionPlanRequest& request) const;
  absl::StatusOr<v1::ActionPlan> ApproveActionPlan(
      storage::Change& change, const v1::ApproveActionPlanRequest& request) const;
  absl::StatusOr<v1::ActionPlan> AmendActionPlan(storage::Change& change,
                                                 const v1::AmendActionPlanRequest& request) const;
  absl::StatusOr<v1::ActionPlan> ImplementActionPlan(
      storage::Change& change, const v1::ImplementActionPlanRequest& request) const;
  absl::StatusOr<v1::ListActionPlanEditionsResponse> ListActionPlanEditions(
      storage::Tx& tx, const storage::Call& call,
      const v1::ListActionPlanEditionsRequest& request) const;
  absl::StatusOr<v1::ListEditionItemsResponse> ListEditionItems(
      storage::Tx& tx, const storage::Call& call, const v1::ListEditionItemsRequest& request) const;
  absl::StatusOr<v1::ActionItem> CreateActionItem(storage::Change& change,
                                                  const v1::CreateActionItemRequest& request) const;
  absl::StatusOr<v1::ActionItem> GetActionItem(storage::Tx& tx, const storage::Call& call,
                                               const v1::GetActionItemRequest& request) const;
  absl::StatusOr<v1::BatchGetActionItemsResponse> BatchGetActionItems(
      storage::Tx& tx, const storage::Call& call,
      const v1::BatchGetActionItemsRequest& request) const;
  absl::StatusOr<v1::ListActionItemsResponse> ListActionItems(
      storage::Tx& tx, const storage::Call& call, const v1::ListActionItemsRequest& request) const;
  absl::StatusOr<v1::ActionItem> UpdateActionItem(storage::Change& change,
                                                  const v1::UpdateActionItemRequest& request) const;
  absl::StatusOr<v1::ActionItem> DeleteActionItem(storage::Change& change,
                                                  const v1::DeleteActionItemRequest& request) const;
  absl::StatusOr<v1::ActionItem> UndeleteActionItem(
      storage::Change& change, const v1::UndeleteActionItemRequest& request) const;
  absl::StatusOr<v1::ActionItem> AcknowledgeActionItem(
      storage::Change& change, const v1::AcknowledgeActionItemRequest& request) const;
  absl::StatusOr<v1::ActionItem> StartActionItem(storage::Change& change,
                                                 const v1::StartActionItemRequest& request) const;
  absl::StatusOr<v1::ActionItem> ReportActionItem(storage::Change& change,
                                                  const v1::ReportActionItemRequest& request) const;
  absl::StatusOr<v1::ListActionReportsResponse> ListActionReports(
      storage::Tx& tx, const storage::Call& call,
      const v1::ListActionReportsRequest& request) const;
  absl::StatusOr<v1::ActionItem> ReturnActionItem(storage::Change& change,
                                                  const v1::ReturnActionItemRequest& request) const;
  absl::StatusOr<v1::ActionItem> RecommendRemoval(storage::Change& change,
                                                  const v1::RecommendRemovalRequest& request) const;
  absl::StatusOr<v1::ActionItem> RemoveFromControl(
      storage::Change& change, const v1::RemoveFromControlRequest& request) const;
  absl::StatusOr<v1::ActionItem> ReplaceExecutor(storage::Change& change,
                                                 const v1::ReplaceExecutorRequest& request) const;
  absl::StatusOr<v1::Extension> RequestExtension(storage::Change& change,
                                                 const v1::RequestExtensionRequest& request) const;
  absl::StatusOr<v1::Extension> DecideExtension(storage::Change& change,
                                                const v1::DecideExtensionRequest& request) const;
  absl::StatusOr<v1::ListExtensionsResponse> ListExtensions(
      storage::Tx& tx, const storage::Call& call, const v1::ListExtensionsRequest& request) const;
  absl::StatusOr<v1::ControlList> GetControlList(storage::Tx& tx, const storage::Call& call,
                                                 const v1::GetControlListRequest& request) const;
  absl::StatusOr<v1::ListRemindersResponse> ListReminders(
      storage::Tx& tx, const storage::Call& call, const v1::ListRemindersRequest& request) const;
  absl::StatusOr<v1::ControlSettings> GetControlSettings(
      storage::Tx& tx, const storage::Call& call,
      const v1::GetControlSettingsRequest& request) const;
  absl::StatusOr<v1::ControlSettings> UpdateControlSettings(
      storage::Change& change, const v1::UpdateControlSettingsRequest& request) const;

 private:
  const base::TokenSealer& sealer_;
};

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_SERVICE_H_
