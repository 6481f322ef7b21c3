// What methods of this room do alike to read and to answer.
#ifndef PLENARY_SERVICES_DELEGATIONS_ANSWERS_H_
#define PLENARY_SERVICES_DELEGATIONS_ANSWERS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/delegations.pb.h"
#include "services/base/errors.h"
#include "services/base/list_query.h"
#include "services/base/names.h"
#include "services/base/reach_condition.h"
#include "services/delegations/desk.h"
#include "services/events/table.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"

namespace plenary::delegations {

// The parent of lists over all events.
inline constexpr absl::string_view kAllEvents = "events/-";

// The names of a BatchGet, all of which lie in `parent`. INVALID_FIELDS.
template <class Request>
absl::StatusOr<std::vector<std::string>> NamesIn(const Request& request) {
  base::FieldErrors errors;
  for (int i = 0; i < request.names_size(); ++i) {
    if (base::EventOf(request.names(i)) == request.parent()) continue;
    errors.Add(absl::StrCat("names[", i, "]"), absl::StrCat("must lie in ", request.parent()));
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  return std::vector<std::string>(request.names().begin(), request.names().end());
}

// Each of `resources`.
template <class Resources>
auto PointersTo(Resources& resources) -> std::vector<decltype(&*resources.begin())> {
  std::vector<decltype(&*resources.begin())> pointers;
  pointers.reserve(resources.size());
  for (auto& each : resources) pointers.push_back(&each);
  return pointers;
}

// The participants of the rows that were done.
inline std::vector<v1::Participant*> ParticipantsOf(
    google::protobuf::RepeatedPtrField<v1::ParticipantResult>& results) {
  std::vector<v1::Participant*> participants;
  participants.reserve(results.size());
  for (v1::ParticipantResult& result : results) {
    if (result.has_participant()) participants.push_back(result.mutable_participant());
  }
  return participants;
}

// A page of what has no masks and is not deleted, within `scope`. Errors of base::PlanList.
template <class Resource, class Request>
absl::StatusOr<storage::Page<Resource>> ListWithin(storage::Tx& tx, const storage::Call& call,
                                                   const base::ListSpec& spec,
                                                   const Request& request, absl::string_view scope,
                                                   std::vector<base::SqlValue> scope_params,
                                                   const base::TokenSealer& sealer) {
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.parent = request.parent();
  asked.filter = request.filter();
  asked.order_by = request.order_by();
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  PLENARY_ASSIGN_OR_RETURN(
      const base::ListQuery query,
      base::PlanList(spec, asked, scope, std::move(scope_params), sealer, tx.now()));
  return storage::ReadPage<Resource>(tx, query, sealer);
}

// What the list of one event offers to filter by beside what every event has.
using FieldsOfEvent = std::vector<base::FilterField> (*)(const v1::Event& event);

// A page of the resources of an event, or of all events by `of_all`, as far as the caller sees
// them: `delegation_column` is that of their delegation. NOT_FOUND where there is no such event;
// errors of storage::List. The read_mask is left to the caller, who fills in more first.
template <class Resource, class Request>
absl::StatusOr<storage::Page<Resource>> ListOfEvent(
    storage::Tx& tx, const storage::Call& call, const base::ListSpec& of_one,
    const base::ListSpec& of_all, absl::string_view delegation_column, const Request& request,
    const base::TokenSealer& sealer, FieldsOfEvent fields_of = nullptr) {
  Request whole = request;
  whole.clear_read_mask();
  if (request.parent() == kAllEvents) {
    PLENARY_ASSIGN_OR_RETURN(base::SqlCondition seen,
                             base::VisibleRows(call.access, "event", delegation_column));
    return storage::List<Resource>(tx, call, of_all, whole, request.parent(), seen.sql,
                                   std::move(seen.params), sealer);
  }
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Event event,
      storage::Existing(events::FindEvent(tx, request.parent()), request.parent()));
  PLENARY_ASSIGN_OR_RETURN(
      base::SqlCondition seen,
      base::VisibleRowsOf(call.access, request.parent(), "event", delegation_column));
  return storage::List<Resource>(
      tx, call, of_one, whole, request.parent(), seen.sql, std::move(seen.params), sealer,
      fields_of == nullptr ? std::vector<base::FilterField>() : fields_of(event));
}

// Where to watch an event from, having read in `tx`; empty for all events, which have a change log
// each.
inline absl::StatusOr<std::string> ResumeTokenOf(storage::Tx& tx, const std::string& event,
                                                 const base::TokenSealer& sealer) {
  if (event == kAllEvents) return std::string();
  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, event));
  return storage::MakeResumeToken(sealer, event, head.number);
}

// Does `verb` at the desk of the event that `resource` lies in, and closes the desk.
template <class Verb>
auto AtDesk(storage::Change& change, Attendances& attendances, absl::string_view resource,
            const Verb& verb, const Desk::Foreseen& foreseen = {})
    -> decltype(verb(std::declval<Desk&>())) {
  PLENARY_ASSIGN_OR_RETURN(const auto desk,
                           Desk::Open(change, attendances, base::EventOf(resource), foreseen));
  auto answer = verb(*desk);
  if (!answer.ok()) return answer;
  PLENARY_RETURN_IF_ERROR(desk->Close());
  return answer;
}

// Participants as they are after the desk was closed: who waits may have moved up, and has a place.
absl::Status SeeWhoWaits(storage::Tx& tx, const std::vector<v1::Participant*>& participants);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_ANSWERS_H_
