#include "services/matchmaking/personal_table.h"

#include <set>

#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/matchmaking/table.h"
#include "services/storage/change_log.h"
#include "services/storage/request_log.h"

namespace plenary::matchmaking {
namespace {

using storage::Row;
using storage::Tx;

absl::StatusOr<std::set<std::string>> RequestsNaming(Tx& tx,
                                                     const std::vector<std::string>& names) {
  std::set<std::string> requests;
  for (const std::string& name : names) {
    PLENARY_RETURN_IF_ERROR(
        tx.Run({"SELECT request FROM meeting_request_names WHERE who = $1 "
                "OR who IN (SELECT alias FROM person_aliases WHERE person = $1)",
                {absl::string_view(name)},
                [&](const Row& row) { requests.emplace(row.Text(0)); }}));
  }
  return requests;
}

// Whether there was something to take out.
bool TakeOutNotes(v1::MeetingRequest& request) {
  const bool had_some =
      !request.note().empty() || !request.answer_note().empty() || !request.cancel_reason().empty();
  request.clear_note();
  request.clear_answer_note();
  request.clear_cancel_reason();
  return had_some;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> EventsNaming(Tx& tx,
                                                      const std::vector<std::string>& names) {
  PLENARY_ASSIGN_OR_RETURN(const std::set<std::string> requests, RequestsNaming(tx, names));
  std::set<std::string> events;
  for (const std::string& name : requests) events.emplace(base::EventOf(name));
  return std::vector<std::string>(events.begin(), events.end());
}

absl::StatusOr<std::vector<v1::MeetingRequest>> EraseNotes(Tx& tx,
                                                           const std::vector<std::string>& names) {
  PLENARY_ASSIGN_OR_RETURN(const std::set<std::string> requests, RequestsNaming(tx, names));
  std::vector<v1::MeetingRequest> left;
  left.reserve(requests.size());
  for (const std::string& name : requests) {
    PLENARY_ASSIGN_OR_RETURN(auto request, FindMeetingRequest(tx, name));
    if (!request) continue;
    const bool had_notes = TakeOutNotes(*request);
    if (had_notes) PLENARY_RETURN_IF_ERROR(UpdateMeetingRequestRow(tx, *request));
    // What was taken out of it before may still stand in the log.
    PLENARY_RETURN_IF_ERROR(storage::ErasePayloads(tx, base::PartitionOf(name), name).status());
    PLENARY_RETURN_IF_ERROR(storage::ForgetAnswersAbout(tx, name));
    left.push_back(*std::move(request));
  }
  return left;
}

}  // namespace plenary::matchmaking
