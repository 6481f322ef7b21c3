// Positions: for whoever is cleared for them; for anybody else they are not there.
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/base/check.h"
#include "services/base/names.h"
#include "services/negotiations/dossier.h"
#include "services/negotiations/rules.h"
#include "services/negotiations/service.h"

namespace plenary::negotiations {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// What every topic of a negotiation ends with in the parent of a list.
constexpr absl::string_view kAllTopics = "/topics/-";

// The topic that a position is on.
absl::string_view TopicOf(absl::string_view position) {
  return position.substr(0, position.find("/positions/"));
}

// A position that the caller may read, deleted or not. NOT_FOUND: RESOURCE_NOT_FOUND, in the same
// words whether it is not there or above the caller's clearance.
absl::StatusOr<v1::Position> FindReadable(Tx& tx, const base::Access* access,
                                          const std::string& name) {
  PLENARY_ASSIGN_OR_RETURN(v1::Position position, storage::Existing(FindPosition(tx, name), name));
  if (!base::IsClearedFor(access, position.classification())) return base::NotFound(name);
  return position;
}

// A position that is about to change, and in what.
struct Matter {
  Dossier dossier;
  v1::Position before;
};
// NOT_FOUND: RESOURCE_NOT_FOUND. FAILED_PRECONDITION: WRONG_STATE, RESOURCE_DELETED where the
// negotiation or the topic is. ABORTED: ETAG_MISMATCH, with the position attached.
absl::StatusOr<Matter> FindMatter(Change& change, const std::string& name,
                                  const std::string& etag) {
  Tx& tx = change.tx();
  Matter matter;
  PLENARY_ASSIGN_OR_RETURN(matter.dossier, FindDossier(change, name));
  // Before the position is looked at: the answer must not tell whether there is one.
  const std::string topic(TopicOf(name));
  PLENARY_RETURN_IF_ERROR(storage::Living(FindTopic(tx, topic), topic).status());
  PLENARY_ASSIGN_OR_RETURN(matter.before, FindReadable(tx, change.call().access, name));
  if (etag.empty() || etag == matter.before.etag()) return matter;
  return base::WithResource(base::StaleEtag(name, matter.before.etag()), matter.before);
}

absl::Status CheckMayStand(Change& change, const v1::Position& after, const v1::Position& before) {
  base::FieldErrors errors;
  CheckPosition(after, "position", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_RETURN_IF_ERROR(CheckMayClassify(change.call().access, after.classification()));
  return CheckNamed(change.tx(), after, before, "position");
}

void FillIn(v1::Position& position) {
  if (position.classification() == v1::CLASSIFICATION_UNSPECIFIED) {
    position.set_classification(v1::OFFICIAL);
  }
}

// The condition for the positions of a parent that the caller reads.
absl::StatusOr<base::SqlCondition> Readable(Tx& tx, const base::Access* access,
                                            const std::string& parent, bool show_deleted) {
  base::SqlCondition condition{"topic = $1 AND classification <= $2",
                               {parent, int64_t{ClearanceOf(access)}}};
  absl::string_view negotiation = parent;
  if (!absl::ConsumeSuffix(&negotiation, kAllTopics)) {
    PLENARY_RETURN_IF_ERROR(storage::Existing(FindTopic(tx, parent), parent).status());
    return condition;
  }
  // Whether the caller sees what stands before a wildcard was not asked before.
  if (access != nullptr && !access->HoldsOn(base::RoleSet::Any(), negotiation)) {
    return base::NotFound(negotiation);
  }
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(FindNegotiation(tx, negotiation), negotiation).status());
  condition.sql = "negotiation = $1 AND classification <= $2";
  condition.params.front() = std::string(negotiation);
  if (show_deleted) return condition;
  absl::StrAppend(&condition.sql,
                  " AND topic IN (SELECT name FROM topics WHERE negotiation = $1 "
                  "AND deleted_us = 0)");
  return condition;
}

}  // namespace

absl::StatusOr<v1::Position> NegotiationService::CreatePosition(
    Change& change, const v1::CreatePositionRequest& request) const {
  const std::string& topic = request.parent();
  PLENARY_ASSIGN_OR_RETURN(const Dossier dossier, FindDossier(change, topic));
  PLENARY_RETURN_IF_ERROR(storage::Living(FindTopic(change.tx(), topic), topic).status());
  v1::Position position = request.position();
  base::ClearOutputOnly(position);
  position.set_name(absl::StrCat(topic, "/positions/", change.NewId()));
  position.set_revision(1);
  FillIn(position);
  PLENARY_RETURN_IF_ERROR(CheckMayStand(change, position, v1::Position()));
  return Add(change, dossier.now, std::move(position));
}

absl::StatusOr<v1::Position> NegotiationService::GetPosition(
    Tx& tx, const Call& call, const v1::GetPositionRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Position position, FindReadable(tx, call.access, request.name()));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), position));
  return position;
}

absl::StatusOr<v1::ListPositionsResponse> NegotiationService::ListPositions(
    Tx& tx, const Call& call, const v1::ListPositionsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition readable,
                           Readable(tx, call.access, request.parent(), request.show_deleted()));
  PLENARY_ASSIGN_OR_RETURN(
      auto page, storage::List<v1::Position>(tx, call, PositionList(), request, request.parent(),
                                             readable.sql, std::move(readable.params), sealer_));
  v1::ListPositionsResponse response;
  for (v1::Position& each : page.resources) *response.add_positions() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_resume_token(),
                           ResumeTokenOf(tx, sealer_, request.parent()));
  return response;
}

absl::StatusOr<v1::Position> NegotiationService::UpdatePosition(
    Change& change, const v1::UpdatePositionRequest& request) const {
  const v1::Position& asked = request.position();
  PLENARY_ASSIGN_OR_RETURN(const Matter matter, FindMatter(change, asked.name(), asked.etag()));
  if (matter.before.has_delete_time()) return base::Deleted(asked.name());
  v1::Position after = matter.before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(matter.before.name());
  after.set_revision(matter.before.revision() + 1);
  FillIn(after);
  PLENARY_RETURN_IF_ERROR(CheckMayStand(change, after, matter.before));
  return Keep(change, matter.dossier.now, matter.before, std::move(after));
}

absl::StatusOr<v1::Position> NegotiationService::DeletePosition(
    Change& change, const v1::DeletePositionRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Matter matter, FindMatter(change, request.name(), request.etag()));
  if (matter.before.has_delete_time()) return base::Deleted(request.name());
  return KeepDeleted(change, matter.dossier.now, matter.before);
}

absl::StatusOr<v1::Position> NegotiationService::UndeletePosition(
    Change& change, const v1::UndeletePositionRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Matter matter, FindMatter(change, request.name(), request.etag()));
  return KeepUndeleted(change, matter.dossier.now, matter.before);
}

absl::StatusOr<v1::ListPositionRevisionsResponse> NegotiationService::ListPositionRevisions(
    Tx& tx, const Call& call, const v1::ListPositionRevisionsRequest& request) const {
  const std::string& position = request.parent();
  PLENARY_RETURN_IF_ERROR(FindReadable(tx, call.access, position).status());
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.parent = position;
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  PLENARY_ASSIGN_OR_RETURN(
      const base::ListQuery query,
      base::PlanList(PositionRevisionList(), asked, "position = $1 AND classification <= $2",
                     {position, int64_t{ClearanceOf(call.access)}}, sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(auto page, storage::ReadPage<v1::Position>(tx, query, sealer_));
  v1::ListPositionRevisionsResponse response;
  for (v1::Position& each : page.resources) *response.add_revisions() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

}  // namespace plenary::negotiations
