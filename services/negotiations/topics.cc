// Topics.
#include <string>
#include <utility>

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

constexpr int kUsualPriority = 3;

// Says what a topic leaves open.
absl::Status FillIn(Tx& tx, const v1::Negotiation& negotiation, v1::Topic& topic) {
  if (topic.priority() == 0) topic.set_priority(kUsualPriority);
  if (topic.order() != 0) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const int64_t last, LastTopicOrder(tx, negotiation.name()));
  topic.set_order(static_cast<int>(last) + 1);
  return absl::OkStatus();
}

absl::Status CheckMayStand(Tx& tx, const v1::Topic& after, const v1::Topic& before) {
  base::FieldErrors errors;
  CheckTopic(after, "topic", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  return CheckNamed(tx, after, before, "topic");
}

// Takes a topic through a verb.
template <class Request>
absl::StatusOr<v1::Topic> Move(Change& change, const Request& request, TopicVerb verb) {
  const std::string& name = request.name();
  PLENARY_ASSIGN_OR_RETURN(const Dossier dossier, FindDossier(change, name));
  PLENARY_ASSIGN_OR_RETURN(const v1::Topic before,
                           storage::Living(FindTopic(change.tx(), name), name, request.etag()));
  const auto state = StateAfter(before.state(), verb);
  if (!state) return WrongState(name, v1::Topic::State_Name(before.state()));
  v1::Topic after = before;
  after.set_state(*state);
  after.set_state_reason(request.reason());
  return Keep(change, dossier.now, before, std::move(after));
}

}  // namespace

absl::StatusOr<v1::Topic> NegotiationService::CreateTopic(
    Change& change, const v1::CreateTopicRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Dossier dossier, FindDossier(change, request.parent()));
  v1::Topic topic = request.topic();
  base::ClearOutputOnly(topic);
  const std::string id = request.topic_id().empty() ? change.NewId() : request.topic_id();
  topic.set_name(base::MakeName(kTopicPattern, {base::LastId(request.parent()), id}));
  topic.set_state(v1::Topic::OPEN);
  PLENARY_RETURN_IF_ERROR(FillIn(change.tx(), dossier.negotiation, topic));
  PLENARY_RETURN_IF_ERROR(CheckMayStand(change.tx(), topic, v1::Topic()));
  return Add(change, dossier.now, std::move(topic));
}

absl::StatusOr<v1::Topic> NegotiationService::GetTopic(Tx& tx, const Call&,
                                                       const v1::GetTopicRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Topic topic,
                           storage::Existing(FindTopic(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), topic));
  return topic;
}

absl::StatusOr<v1::ListTopicsResponse> NegotiationService::ListTopics(
    Tx& tx, const Call& call, const v1::ListTopicsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition seen,
                           SeenParts(tx, call.access, request.parent(), request.show_deleted()));
  PLENARY_ASSIGN_OR_RETURN(
      auto page, storage::List<v1::Topic>(tx, call, TopicList(), request, request.parent(),
                                          seen.sql, std::move(seen.params), sealer_));
  v1::ListTopicsResponse response;
  for (v1::Topic& topic : page.resources) *response.add_topics() = std::move(topic);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_resume_token(),
                           ResumeTokenOf(tx, sealer_, request.parent()));
  return response;
}

absl::StatusOr<v1::Topic> NegotiationService::UpdateTopic(
    Change& change, const v1::UpdateTopicRequest& request) const {
  Tx& tx = change.tx();
  const v1::Topic& asked = request.topic();
  PLENARY_ASSIGN_OR_RETURN(const Dossier dossier, FindDossier(change, asked.name()));
  PLENARY_ASSIGN_OR_RETURN(const v1::Topic before, storage::Living(FindTopic(tx, asked.name()),
                                                                   asked.name(), asked.etag()));
  v1::Topic after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(before.name());
  PLENARY_RETURN_IF_ERROR(FillIn(tx, dossier.negotiation, after));
  PLENARY_RETURN_IF_ERROR(CheckMayStand(tx, after, before));
  return Keep(change, dossier.now, before, std::move(after));
}

absl::StatusOr<v1::Topic> NegotiationService::DeleteTopic(
    Change& change, const v1::DeleteTopicRequest& request) const {
  const std::string& name = request.name();
  PLENARY_ASSIGN_OR_RETURN(const Dossier dossier, FindDossier(change, name));
  PLENARY_ASSIGN_OR_RETURN(const v1::Topic before,
                           storage::Living(FindTopic(change.tx(), name), name, request.etag()));
  return KeepDeleted(change, dossier.now, before);
}

absl::StatusOr<v1::Topic> NegotiationService::UndeleteTopic(
    Change& change, const v1::UndeleteTopicRequest& request) const {
  const std::string& name = request.name();
  PLENARY_ASSIGN_OR_RETURN(const Dossier dossier, FindDossier(change, name));
  PLENARY_ASSIGN_OR_RETURN(const v1::Topic before,
                           storage::Current(FindTopic(change.tx(), name), name, request.etag()));
  return KeepUndeleted(change, dossier.now, before);
}

absl::StatusOr<v1::Topic> NegotiationService::AgreeTopic(
    Change& change, const v1::AgreeTopicRequest& request) const {
  return Move(change, request, TopicVerb::kAgree);
}

absl::StatusOr<v1::Topic> NegotiationService::DropTopic(Change& change,
                                                        const v1::DropTopicRequest& request) const {
  return Move(change, request, TopicVerb::kDrop);
}

absl::StatusOr<v1::Topic> NegotiationService::ReopenTopic(
    Change& change, const v1::ReopenTopicRequest& request) const {
  return Move(change, request, TopicVerb::kReopen);
}

}  // namespace plenary::negotiations
