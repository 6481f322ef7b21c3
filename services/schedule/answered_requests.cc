#include "services/schedule/answered_requests.h"

#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/matchmaking.pb.h"
#include "services/base/errors.h"
#include "services/matchmaking/table.h"
#include "services/schedule/activity_rules.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Change;
using Request = v1::MeetingRequest;

// The request that a meeting answers as long as it is to take place; empty: none.
std::string AnsweredBefore(const Entry& entry) {
  if (!entry.before.has_value()) return "";
  const v1::Activity& body = entry.before->body;
  return IsDeleted(body) || IsCancelled(body) ? "" : body.meeting().request();
}
std::string AnsweredAfter(const Entry& entry) {
  const bool is_gone = entry.kind == v1::Change::DELETED || IsCancelled(entry.after);
  return is_gone ? "" : entry.after.meeting().request();
}

absl::Status AnsweredElsewhere(const Request& request) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RESOURCE_IN_USE,
                      absl::StrCat(request.name(), " is answered by ", request.meeting(),
                                   " already; cancel or delete that first"),
                      {{"resource", request.name()}, {"blockedBy", request.meeting()}});
}

absl::Status NotAccepted(const Request& request) {
  const std::string& state = Request::State_Name(request.state());
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
      absl::StrCat(request.name(), " is ", state, "; a meeting answers one that is ACCEPTED"),
      {{"resource", request.name()}, {"state", state}, {"allowed", "ACCEPTED"}});
}

// The requests that a change touches.
class Touched {
 public:
  explicit Touched(Change& change) : change_(change) {}

  // The meeting does not answer the request any more.
  absl::Status Free(const std::string& name, const std::string& meeting) {
    PLENARY_ASSIGN_OR_RETURN(absl::optional<Request> * request, Find(name));
    if (!request->has_value() || (*request)->meeting() != meeting) return absl::OkStatus();
    (*request)->set_state(Request::ACCEPTED);
    (*request)->clear_meeting();
    return absl::OkStatus();
  }

  // The meeting of `entry` answers the request from now on.
  absl::Status Take(const std::string& name, Entry& entry) {
    PLENARY_ASSIGN_OR_RETURN(absl::optional<Request> * request, Find(name));
    v1::Meeting& meeting = *entry.after.mutable_meeting();
    const bool is_there = request->has_value() && !(*request)->has_delete_time();
    if (is_there && (*request)->state() == Request::SCHEDULED) return AnsweredElsewhere(**request);
    if (is_there && (*request)->state() == Request::ACCEPTED) {
      (*request)->set_state(Request::SCHEDULED);
      (*request)->set_meeting(meeting.name());
      return absl::OkStatus();
    }
    if (entry.comes_back) {
      meeting.clear_request();
      return absl::OkStatus();
    }
    PLENARY_RETURN_IF_ERROR(
        storage::CheckReference(*request, absl::StrCat(entry.field, ".request"), name));
    return NotAccepted(**request);
  }

  absl::Status Write(absl::Time now) {
    for (auto& [name, request] : now_) {
      const absl::optional<Request>& before = before_.at(name);
      const bool is_changed = request.has_value() && request->meeting() != before->meeting();
      if (!is_changed) continue;
      storage::StampUpdated(*request, *before, now);
      PLENARY_RETURN_IF_ERROR(matchmaking::UpdateMeetingRequestRow(change_.tx(), *request));
      change_.Record(name, v1::Change::UPDATED, *request);
    }
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<absl::optional<Request>*> Find(const std::string& name) {
    const auto found = now_.find(name);
    if (found != now_.end()) return &found->second;
    PLENARY_ASSIGN_OR_RETURN(auto loaded, matchmaking::FindMeetingRequest(change_.tx(), name));
    before_.emplace(name, loaded);
    return &now_.emplace(name, std::move(loaded)).first->second;
  }

  Change& change_;
  std::map<std::string, absl::optional<Request>> before_;
  std::map<std::string, absl::optional<Request>> now_;
};

}  // namespace

absl::Status NoteAnsweredRequests(Change& change, absl::Time now, std::vector<Entry>& entries) {
  Touched touched(change);
  for (const Entry& entry : entries) {
    const std::string before = AnsweredBefore(entry);
    if (before.empty() || before == AnsweredAfter(entry)) continue;
    PLENARY_RETURN_IF_ERROR(touched.Free(before, NameOf(entry.after)));
  }
  for (Entry& entry : entries) {
    const std::string after = AnsweredAfter(entry);
    if (after.empty() || after == AnsweredBefore(entry)) continue;
    PLENARY_RETURN_IF_ERROR(touched.Take(after, entry));
  }
  return touched.Write(now);
}

}  // namespace plenary::schedule
