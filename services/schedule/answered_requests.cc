#include "services/schedule/answered_requests.h"

#include <map>
#include <set>
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
using storage::Tx;
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
  explicit Touched(Tx& tx) : tx_(tx) {}

  // Reads the requests that are answered by entries now and were not before, or the other way
  // round, and frees those that are not any more.
  absl::Status FreeAll(const std::vector<Entry>& entries) {
    PLENARY_RETURN_IF_ERROR(ReadAll(entries));
    for (const Entry& entry : entries) {
      const std::string before = AnsweredBefore(entry);
      if (before.empty() || before == AnsweredAfter(entry)) continue;
      Free(before, NameOf(entry.after));
    }
    return absl::OkStatus();
  }

  // The request that an entry answers from now on, if it is another than before.
  absl::Status Take(Entry& entry) {
    const std::string after = AnsweredAfter(entry);
    if (after.empty() || after == AnsweredBefore(entry)) return absl::OkStatus();
    return Take(after, entry);
  }

  absl::Status Write(Change& change, absl::Time now) {
    for (auto& [name, request] : now_) {
      const absl::optional<Request>& before = before_.at(name);
      const bool is_changed = request.has_value() && request->meeting() != before->meeting();
      if (!is_changed) continue;
      storage::StampUpdated(*request, *before, now);
      PLENARY_RETURN_IF_ERROR(matchmaking::UpdateMeetingRequestRow(tx_, *request));
      change.Record(name, v1::Change::UPDATED, *request);
    }
    return absl::OkStatus();
  }

 private:
  absl::Status ReadAll(const std::vector<Entry>& entries) {
    std::set<std::string> named;
    for (const Entry& entry : entries) {
      if (AnsweredBefore(entry) == AnsweredAfter(entry)) continue;
      named.insert({AnsweredBefore(entry), AnsweredAfter(entry)});
    }
    named.erase("");
    const std::vector<std::string> names(named.begin(), named.end());
    PLENARY_ASSIGN_OR_RETURN(const auto found, matchmaking::FindMeetingRequests(tx_, names));
    for (size_t i = 0; i < names.size(); ++i) before_.emplace(names[i], found[i]);
    now_ = before_;
    return absl::OkStatus();
  }

  // The meeting does not answer the request any more.
  void Free(const std::string& name, const std::string& meeting) {
    absl::optional<Request>& request = now_.at(name);
    if (!request.has_value() || request->meeting() != meeting) return;
    request->set_state(Request::ACCEPTED);
    request->clear_meeting();
  }

  // The meeting of `entry` answers the request from now on.
  absl::Status Take(const std::string& name, Entry& entry) {
    absl::optional<Request>& request = now_.at(name);
    v1::Meeting& meeting = *entry.after.mutable_meeting();
    const bool is_there = request.has_value() && !request->has_delete_time();
    if (is_there && request->state() == Request::SCHEDULED) return AnsweredElsewhere(*request);
    if (is_there && request->state() == Request::ACCEPTED) {
      request->set_state(Request::SCHEDULED);
      request->set_meeting(meeting.name());
      return absl::OkStatus();
    }
    if (entry.comes_back) {
      meeting.clear_request();
      return absl::OkStatus();
    }
    PLENARY_RETURN_IF_ERROR(
        storage::CheckReference(request, absl::StrCat(entry.field, ".request"), name));
    return NotAccepted(*request);
  }

  Tx& tx_;
  std::map<std::string, absl::optional<Request>> before_;
  std::map<std::string, absl::optional<Request>> now_;
};

}  // namespace

absl::Status NoteAnsweredRequests(Change& change, absl::Time now, std::vector<Entry>& entries) {
  Touched touched(change.tx());
  PLENARY_RETURN_IF_ERROR(touched.FreeAll(entries));
  for (Entry& entry : entries) PLENARY_RETURN_IF_ERROR(touched.Take(entry));
  return touched.Write(change, now);
}

absl::StatusOr<std::vector<absl::Status>> JudgeAnsweredRequests(Tx& tx,
                                                                std::vector<Entry> entries) {
  Touched touched(tx);
  PLENARY_RETURN_IF_ERROR(touched.FreeAll(entries));
  std::vector<absl::Status> refusals;
  refusals.reserve(entries.size());
  for (Entry& entry : entries) {
    const absl::Status taken = touched.Take(entry);
    const bool is_refusal = taken.code() == absl::StatusCode::kFailedPrecondition;
    if (!taken.ok() && !is_refusal) return taken;
    refusals.push_back(taken);
  }
  return refusals;
}

}  // namespace plenary::schedule
