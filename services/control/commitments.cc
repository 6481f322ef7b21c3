// Commitments: noted, read, changed, heard of.
#include <string>
#include <utility>
#include <vector>

#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/negotiation_condition.h"
#include "services/control/circumstances.h"
#include "services/control/commitment_rules.h"
#include "services/control/commitment_table.h"
#include "services/control/item_table.h"
#include "services/control/keeping.h"
#include "services/control/pages.h"
#include "services/control/plan_table.h"
#include "services/control/references.h"
#include "services/control/service.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"

namespace plenary::control {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// How many notes a commitment takes.
constexpr int64_t kMostNotes = 1000;

absl::Status CheckWellFormed(const v1::Commitment& commitment) {
  base::FieldErrors errors;
  CheckCommitment(commitment, "commitment", errors);
  return errors.ToStatus();
}

// What it names is there; the negotiation of its plan is its own where it names none.
absl::Status SettleSource(Tx& tx, v1::Commitment& commitment) {
  if (commitment.source().has_action_plan()) {
    const std::string& name = commitment.source().action_plan();
    PLENARY_ASSIGN_OR_RETURN(const auto plan, FindActionPlan(tx, name));
    PLENARY_RETURN_IF_ERROR(storage::CheckReference(plan, "commitment.source.action_plan", name));
    if (commitment.negotiation().empty()) commitment.set_negotiation(plan->negotiation());
  }
  PLENARY_RETURN_IF_ERROR(CheckNegotiation(tx, commitment.negotiation(), "commitment.negotiation"));
  return CheckOrganization(tx, commitment.counterpart(), "commitment.counterpart");
}

// A commitment that is about to change.
struct Matter {
  Circumstances circumstances;
  v1::Commitment before;
};
absl::StatusOr<Matter> FindMatter(Change& change, const std::string& name,
                                  const std::string& etag) {
  Matter matter;
  PLENARY_ASSIGN_OR_RETURN(matter.circumstances, FindCircumstances(change));
  PLENARY_ASSIGN_OR_RETURN(matter.before,
                           storage::Living(FindCommitment(change.tx(), name), name, etag));
  return matter;
}

absl::Status CheckHasRoom(Tx& tx, const std::string& commitment) {
  PLENARY_ASSIGN_OR_RETURN(const int64_t count, CountProgressNotes(tx, commitment));
  if (count < kMostNotes) return absl::OkStatus();
  return base::BadField("progress_note", "the commitment has 1,000 notes and takes no more");
}

}  // namespace

absl::StatusOr<v1::Commitment> ActionPlanService::CreateCommitment(
    Change& change, const v1::CreateCommitmentRequest& request) const {
  v1::Commitment made = request.commitment();
  base::ClearOutputOnly(made);
  made.clear_name();
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(made));
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(change));
  PLENARY_RETURN_IF_ERROR(SettleSource(change.tx(), made));
  FillIn(circumstances.today, made);
  PLENARY_RETURN_IF_ERROR(CheckNotBeforeSource(made.due_date(), made.source_date()));
  const std::string id = request.commitment_id().empty() ? change.NewId() : request.commitment_id();
  return KeepNew(change, circumstances, base::MakeName(kCommitmentPattern, {id}), std::move(made));
}

absl::StatusOr<v1::Commitment> ActionPlanService::GetCommitment(
    Tx& tx, const Call&, const v1::GetCommitmentRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Commitment found,
                           storage::Existing(FindCommitment(tx, request.name()), request.name()));
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(tx, tx.now()));
  Tell(circumstances, found);
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), found));
  return found;
}

absl::StatusOr<v1::BatchGetCommitmentsResponse> ActionPlanService::BatchGetCommitments(
    Tx& tx, const Call&, const v1::BatchGetCommitmentsRequest& request) const {
  const std::vector<std::string> names(request.names().begin(), request.names().end());
  PLENARY_ASSIGN_OR_RETURN(auto found, storage::ExistingEach(FindCommitments(tx, names), names));
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(tx, tx.now()));
  for (v1::Commitment& each : found) Tell(circumstances, each);
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), found));
  v1::BatchGetCommitmentsResponse response;
  for (v1::Commitment& each : found) *response.add_commitments() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListCommitmentsResponse> ActionPlanService::ListCommitments(
    Tx& tx, const Call& call, const v1::ListCommitmentsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(tx, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition seen,
                           base::OfNegotiations(call.access, "negotiation", 2));
  std::vector<base::SqlValue> params = {Written(circumstances.last_silent_day)};
  params.insert(params.end(), seen.params.begin(), seen.params.end());
  v1::ListCommitmentsRequest whole = request;
  whole.clear_read_mask();
  PLENARY_ASSIGN_OR_RETURN(
      auto page, storage::List<v1::Commitment>(tx, call, CommitmentList(), whole, "", seen.sql,
                                               std::move(params), sealer_));
  for (v1::Commitment& each : page.resources) Tell(circumstances, each);
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), page.resources));
  v1::ListCommitmentsResponse response;
  for (v1::Commitment& each : page.resources) *response.add_commitments() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(const auto head, storage::ReadHead(tx, storage::kControlPartition));
  response.set_resume_token(
      storage::MakeResumeToken(sealer_, storage::kControlPartition, head.number));
  return response;
}

absl::StatusOr<v1::Commitment> ActionPlanService::UpdateCommitment(
    Change& change, const v1::UpdateCommitmentRequest& request) const {
  const v1::Commitment& asked = request.commitment();
  PLENARY_ASSIGN_OR_RETURN(const Matter matter, FindMatter(change, asked.name(), asked.etag()));
  v1::Commitment after = matter.before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(asked.name());
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  PLENARY_RETURN_IF_ERROR(CheckMayUpdate(matter.before, after));
  PLENARY_RETURN_IF_ERROR(
      CheckOrganization(change.tx(), after.counterpart(), "commitment.counterpart"));
  FillIn(matter.circumstances.today, after);
  PLENARY_RETURN_IF_ERROR(CheckNotBeforeSource(after.due_date(), after.source_date()));
  return Keep(change, matter.circumstances, matter.before, std::move(after));
}

absl::StatusOr<v1::Commitment> ActionPlanService::DeleteCommitment(
    Change& change, const v1::DeleteCommitmentRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Matter matter, FindMatter(change, request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckMayDelete(matter.before));
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(request.name(), matter.before.supersedes()));
  PLENARY_ASSIGN_OR_RETURN(const std::string item,
                           LivingItemOf(change.tx(), Whole::kCommitment, request.name()));
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(request.name(), item));
  v1::Commitment after = matter.before;
  *after.mutable_delete_time() = storage::ToTimestamp(matter.circumstances.now);
  return Keep(change, matter.circumstances, matter.before, std::move(after));
}

absl::StatusOr<v1::Commitment> ActionPlanService::UndeleteCommitment(
    Change& change, const v1::UndeleteCommitmentRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(change));
  PLENARY_ASSIGN_OR_RETURN(const v1::Commitment before,
                           storage::Current(FindCommitment(change.tx(), request.name()),
                                            request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  v1::Commitment after = before;
  after.clear_delete_time();
  return Keep(change, circumstances, before, std::move(after));
}

absl::StatusOr<v1::Commitment> ActionPlanService::NoteProgress(
    Change& change, const v1::NoteProgressRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Matter matter, FindMatter(change, request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckIsWatched(matter.before));
  v1::ProgressNote note = request.progress_note();
  base::ClearOutputOnly(note);
  base::FieldErrors errors;
  CheckNote(note, matter.before, matter.circumstances.today, "progress_note", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_RETURN_IF_ERROR(CheckHasRoom(change.tx(), request.name()));
  note.set_name(
      base::MakeName(kProgressNotePattern, {base::LastId(request.name()), change.NewId()}));
  note.set_user(change.call().caller);
  *note.mutable_create_time() = storage::ToTimestamp(matter.circumstances.now);
  PLENARY_RETURN_IF_ERROR(InsertProgressNote(change.tx(), request.name(), note));
  change.Record(note.name(), v1::Change::CREATED, note);
  v1::Commitment after = matter.before;
  Hear(note, after);
  return Keep(change, matter.circumstances, matter.before, std::move(after));
}

absl::StatusOr<v1::ListProgressNotesResponse> ActionPlanService::ListProgressNotes(
    Tx& tx, const Call& call, const v1::ListProgressNotesRequest& request) const {
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(FindCommitment(tx, request.parent()), request.parent()).status());
  PLENARY_ASSIGN_OR_RETURN(auto page, PageOfParts<v1::ProgressNote>(
                                          tx, call, ProgressNoteList(), request, request.parent(),
                                          "commitment = $1", {request.parent()}, sealer_));
  v1::ListProgressNotesResponse response;
  for (v1::ProgressNote& each : page.resources) *response.add_progress_notes() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

}  // namespace plenary::control
