// Sessions and items of stays: reading them, and changing them one by one.
#include <string>
#include <utility>
#include <vector>

#include "services/schedule/activity_answers.h"
#include "services/schedule/new_sessions.h"
#include "services/schedule/service.h"

namespace plenary::schedule {

using storage::Call;
using storage::Change;
using storage::Tx;

absl::StatusOr<v1::Session> ScheduleService::CreateSession(
    Change& change, const v1::CreateSessionRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const std::string name,
                           NewName<v1::Session>(change, request.parent(), request.session_id()));
  Entry entry = NewEntry(request.session(), name, "session");
  ReadWishes(request, entry);
  return PutAlone<v1::Session>(change, std::move(entry));
}

absl::StatusOr<v1::BatchCreateSessionsResponse> ScheduleService::BatchCreateSessions(
    Change& change, const v1::BatchCreateSessionsRequest& request) const {
  return request.mode() == v1::ROW_BY_ROW ? CreateRowByRow(change, request)
                                          : CreateAllOrNone(change, request);
}

absl::StatusOr<v1::Session> ScheduleService::GetSession(
    Tx& tx, const Call& call, const v1::GetSessionRequest& request) const {
  return GetItem<v1::Session>(tx, call, request);
}

absl::StatusOr<v1::BatchGetSessionsResponse> ScheduleService::BatchGetSessions(
    Tx& tx, const Call& call, const v1::BatchGetSessionsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Session> sessions,
                           BatchGetItems<v1::Session>(tx, call, request));
  v1::BatchGetSessionsResponse response;
  for (v1::Session& session : sessions) *response.add_sessions() = std::move(session);
  return response;
}

absl::StatusOr<v1::ListSessionsResponse> ScheduleService::ListSessions(
    Tx& tx, const Call& call, const v1::ListSessionsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(storage::Page<v1::Session> page,
                           ListItems<v1::Session>(tx, call, request, sealer_));
  v1::ListSessionsResponse response;
  for (v1::Session& session : page.resources) *response.add_sessions() = std::move(session);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_resume_token(),
                           ResumeTokenOf(tx, request.parent(), sealer_));
  return response;
}

absl::StatusOr<v1::Session> ScheduleService::UpdateSession(
    Change& change, const v1::UpdateSessionRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Entry entry, UpdatedEntry(change.tx(), request.session(), request));
  ReadWishes(request, entry);
  return PutAlone<v1::Session>(change, std::move(entry));
}

absl::StatusOr<v1::Session> ScheduleService::CancelSession(
    Change& change, const v1::CancelSessionRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Entry entry, CancelledEntry<v1::Session>(change.tx(), request));
  return PutAlone<v1::Session>(change, std::move(entry));
}

absl::StatusOr<v1::Session> ScheduleService::DeleteSession(
    Change& change, const v1::DeleteSessionRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Entry entry, DeletedEntry<v1::Session>(change.tx(), request));
  return PutAlone<v1::Session>(change, std::move(entry));
}

absl::StatusOr<v1::Session> ScheduleService::UndeleteSession(
    Change& change, const v1::UndeleteSessionRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Entry entry, UndeletedEntry<v1::Session>(change.tx(), request));
  return PutAlone<v1::Session>(change, std::move(entry));
}

}  // namespace plenary::schedule
