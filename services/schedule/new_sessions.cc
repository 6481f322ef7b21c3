#include "services/schedule/new_sessions.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/schedule/activity_answers.h"
#include "services/schedule/alternatives.h"

namespace plenary::schedule {
namespace {

using storage::Change;
using storage::Tx;

// Looking for other times takes a while, so that not every refused row of a long list is given
// some.
constexpr int kMostAlternatives = 10;

std::string FieldOf(int row) { return absl::StrCat("requests[", row, "].session"); }

absl::Status CheckParent(const v1::BatchCreateSessionsRequest& request, int row) {
  const std::string& parent = request.requests(row).parent();
  if (parent.empty() || parent == request.parent()) return absl::OkStatus();
  return base::BadField(absl::StrCat("requests[", row, "].parent"),
                        absl::StrCat("must be ", request.parent(), ", or empty"));
}

// The rows of a batch as entries, and what became of each so far.
class NewSessions {
 public:
  NewSessions(Change& change, const v1::BatchCreateSessionsRequest& request)
      : change_(change), request_(request), refusals_(request.requests_size()) {
    entries_.reserve(request.requests_size());
  }

  // Names and entries. What is wrong with a row by itself refuses it.
  absl::Status Read() {
    std::set<std::string> names;
    for (int row = 0; row < request_.requests_size(); ++row) {
      const v1::CreateSessionRequest& asked = request_.requests(row);
      absl::StatusOr<std::string> name =
          NewName<v1::Session>(change_, request_.parent(), asked.session_id());
      PLENARY_RETURN_IF_ERROR(Note(row, name.status()));
      if (name.ok() && !names.insert(*name).second) Refuse(row, Twice(*name));
      PLENARY_RETURN_IF_ERROR(Note(row, CheckParent(request_, row)));
      Entry& entry =
          entries_.emplace_back(NewEntry(asked.session(), name.value_or(""), FieldOf(row)));
      ReadWishes(asked, entry);
    }
    return absl::OkStatus();
  }

  // Puts on the agenda what is not refused; what it does not take is. Answers with the rows on it.
  absl::StatusOr<std::vector<int>> PutOn(Agenda& agenda) {
    std::vector<int> rows;
    for (int row = 0; row < request_.requests_size(); ++row) {
      if (!refusals_[row].ok()) continue;
      const absl::Status status = agenda.Put(entries_[row]);
      PLENARY_RETURN_IF_ERROR(Note(row, status));
      if (status.ok()) rows.push_back(row);
    }
    return rows;
  }

  // Refuses every row whose holds cannot be taken over, each looked at by itself.
  absl::Status CheckHolds() {
    for (int row = 0; row < request_.requests_size(); ++row) {
      if (!refusals_[row].ok() || entries_[row].take_over.empty()) continue;
      PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change_, request_.parent()));
      PLENARY_RETURN_IF_ERROR(Note(row, agenda.Put(entries_[row])));
      if (refusals_[row].ok()) {
        PLENARY_RETURN_IF_ERROR(Note(row, agenda.FindConflicts().status()));
      }
    }
    return absl::OkStatus();
  }

  // Refuses rows of `rows`, which are on the agenda, that conflict with what is there or with a row
  // before them that is not refused. Whether there was one.
  absl::StatusOr<bool> RefuseUnfit(Agenda& agenda, const std::vector<int>& rows) {
    PLENARY_ASSIGN_OR_RETURN(const auto conflicts, agenda.FindConflicts());
    std::set<std::string> fit;  // the rows that are not refused, up to here
    std::set<std::string> all;
    for (const int row : rows) all.insert(NameOf(entries_[row].after));
    bool refused = false;
    for (size_t i = 0; i < rows.size(); ++i) {
      const std::string& name = NameOf(entries_[rows[i]].after);
      for (const v1::Conflict& conflict : conflicts[i]) {
        const absl::Status status = base::FromRpcStatus(conflict.error());
        const std::string blocker = base::MetadataOf(status)["blockedBy"];
        const bool yields = all.count(blocker) > 0 && fit.count(blocker) == 0;
        if (conflict.is_warning() || yields || entries_[rows[i]].allow_conflicts) continue;
        PLENARY_RETURN_IF_ERROR(RefuseWithAlternatives(rows[i], status, agenda));
        refused = true;
        break;
      }
      if (refusals_[rows[i]].ok()) fit.insert(name);
    }
    return refused;
  }

  // OK where no row was refused.
  absl::Status ToStatus() const {
    std::vector<base::RowRefusal> refused;
    for (int row = 0; row < request_.requests_size(); ++row) {
      if (!refusals_[row].ok()) refused.push_back({row, FieldOf(row), refusals_[row]});
    }
    return refused.empty() ? absl::OkStatus() : base::RefuseRows(refused);
  }

  // What became of every row; `rows` are those that were placed.
  v1::BatchCreateSessionsResponse Answer(const std::vector<int>& rows, Outcome outcome) const {
    v1::BatchCreateSessionsResponse response;
    for (const absl::Status& refusal : refusals_) {
      v1::SessionResult& result = *response.add_results();
      if (!refusal.ok()) *result.mutable_error() = base::ToRpcStatus(refusal);
    }
    for (size_t i = 0; i < rows.size(); ++i) {
      *response.mutable_results(rows[i])->mutable_session() =
          std::move(*outcome.placed[i].activity.mutable_session());
    }
    return response;
  }

 private:
  // Refuses a row for what is a refusal. Anything else ends the whole: the transaction is to be run
  // again, or the engine failed.
  absl::Status Note(int row, const absl::Status& status) {
    if (status.ok()) return absl::OkStatus();
    if (base::ReasonOf(status) == v1::ERROR_REASON_UNSPECIFIED ||
        status.code() == absl::StatusCode::kAborted ||
        status.code() == absl::StatusCode::kUnavailable) {
      return status;
    }
    Refuse(row, status);
    return absl::OkStatus();
  }
  // The first refusal of a row stands.
  void Refuse(int row, const absl::Status& status) { refusals_[row].Update(status); }

  absl::Status RefuseWithAlternatives(int row, const absl::Status& status, const Agenda& agenda) {
    if (alternatives_++ >= kMostAlternatives) {
      Refuse(row, status);
      return absl::OkStatus();
    }
    PLENARY_ASSIGN_OR_RETURN(
        const absl::Status refusal,
        WithAlternatives(change_.tx(), status, entries_[row].after, agenda.facts(), agenda.now()));
    Refuse(row, refusal);
    return absl::OkStatus();
  }

  static absl::Status Twice(const std::string& name) {
    return base::Refuse(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS,
                        absl::StrCat("another row has the name ", name, " already"),
                        {{"resource", name}});
  }

  Change& change_;
  const v1::BatchCreateSessionsRequest& request_;
  std::vector<Entry> entries_;
  std::vector<absl::Status> refusals_;
  int alternatives_ = 0;
};

}  // namespace

absl::StatusOr<v1::BatchCreateSessionsResponse> CreateAllOrNone(
    Change& change, const v1::BatchCreateSessionsRequest& request) {
  NewSessions sessions(change, request);
  PLENARY_RETURN_IF_ERROR(sessions.Read());
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, request.parent()));
  PLENARY_ASSIGN_OR_RETURN(const std::vector<int> rows, sessions.PutOn(agenda));
  PLENARY_RETURN_IF_ERROR(sessions.ToStatus());
  absl::StatusOr<Outcome> outcome = agenda.Close();
  if (!outcome.ok() && outcome.status().code() == absl::StatusCode::kFailedPrecondition) {
    // Which rows do not fit, so that all can be mended at once.
    PLENARY_RETURN_IF_ERROR(sessions.RefuseUnfit(agenda, rows).status());
    PLENARY_RETURN_IF_ERROR(sessions.ToStatus());
  }
  if (!outcome.ok()) return outcome.status();
  return sessions.Answer(rows, *std::move(outcome));
}

absl::StatusOr<v1::BatchCreateSessionsResponse> CreateRowByRow(
    Change& change, const v1::BatchCreateSessionsRequest& request) {
  NewSessions sessions(change, request);
  PLENARY_RETURN_IF_ERROR(sessions.Read());
  PLENARY_RETURN_IF_ERROR(sessions.CheckHolds());
  // Whoever yields may have been in the way of another, so it is looked again until all fit.
  for (;;) {
    PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, request.parent()));
    PLENARY_ASSIGN_OR_RETURN(const std::vector<int> rows, sessions.PutOn(agenda));
    PLENARY_ASSIGN_OR_RETURN(const bool refused, sessions.RefuseUnfit(agenda, rows));
    if (refused) continue;
    if (rows.empty()) return sessions.Answer(rows, Outcome());
    PLENARY_ASSIGN_OR_RETURN(Outcome outcome, agenda.Close());
    return sessions.Answer(rows, std::move(outcome));
  }
}

}  // namespace plenary::schedule
