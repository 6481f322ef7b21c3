// What the methods of sessions, meetings and bookings do alike to read, to change and to answer.
#ifndef PLENARY_SERVICES_SCHEDULE_ACTIVITY_ANSWERS_H_
#define PLENARY_SERVICES_SCHEDULE_ACTIVITY_ANSWERS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/field_mask.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/list_query.h"
#include "services/base/names.h"
#include "services/base/reach_condition.h"
#include "services/events/table.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/agenda.h"
#include "services/schedule/facts.h"
#include "services/schedule/table.h"
#include "services/schedule/told.h"
#include "services/storage/change.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"

namespace plenary::schedule {

// The parent of lists over all events.
inline constexpr absl::string_view kEveryEvent = "events/-";

// The resource of a type in an activity.
template <class Resource>
struct Typed;
template <>
struct Typed<v1::Session> {
  static constexpr ActivityType kType = ActivityType::kSession;
  static constexpr absl::string_view kField = "session";
  static constexpr absl::string_view kPattern = kSessionPattern;
  static v1::Session& In(v1::Activity& activity) { return *activity.mutable_session(); }
};
template <>
struct Typed<v1::Meeting> {
  static constexpr ActivityType kType = ActivityType::kMeeting;
  static constexpr absl::string_view kField = "meeting";
  static constexpr absl::string_view kPattern = kMeetingPattern;
  static v1::Meeting& In(v1::Activity& activity) { return *activity.mutable_meeting(); }
};
template <>
struct Typed<v1::Booking> {
  static constexpr ActivityType kType = ActivityType::kBooking;
  static constexpr absl::string_view kField = "booking";
  static constexpr absl::string_view kPattern = kBookingPattern;
  static v1::Booking& In(v1::Activity& activity) { return *activity.mutable_booking(); }
};

// --- Reading.

// Names attendees, who are stored without.
inline void AddAttendees(v1::Session& session, std::vector<v1::Attendee*>& attendees) {
  for (v1::Attendee& attendee : *session.mutable_attendees()) attendees.push_back(&attendee);
}
inline void AddAttendees(v1::Meeting& meeting, std::vector<v1::Attendee*>& attendees) {
  for (v1::Attendee& attendee : *meeting.mutable_attendees()) attendees.push_back(&attendee);
}
template <class Resource>
absl::Status NameAttendees(storage::Tx& tx, std::vector<Resource>& resources) {
  std::vector<v1::Attendee*> attendees;
  for (Resource& resource : resources) AddAttendees(resource, attendees);
  return attendees.empty() ? absl::OkStatus() : FillNames(tx, attendees);
}

// What the caller is told of `names`, in their order. NOT_FOUND: RESOURCE_NOT_FOUND for the first
// of which it is told nothing; PERMISSION_DENIED as CheckView.
template <class Resource>
absl::StatusOr<std::vector<Resource>> TellEach(storage::Tx& tx, const storage::Call& call,
                                               const std::vector<std::string>& names,
                                               v1::ScheduleView view) {
  for (const std::string& name : names) {
    PLENARY_RETURN_IF_ERROR(CheckView(call.access, view, base::EventOf(name)));
  }
  PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> rows,
                           storage::ExistingEach(FindActivities(tx, names), names));
  std::vector<Resource> resources;
  resources.reserve(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    absl::optional<v1::Activity> told = Told(std::move(rows[i]), view, call.access);
    if (!told) return base::NotFound(names[i]);
    resources.push_back(std::move(Typed<Resource>::In(*told)));
  }
  return resources;
}

// A session or meeting as GetSession and GetMeeting answer with it.
template <class Resource, class Request>
absl::StatusOr<Resource> GetItem(storage::Tx& tx, const storage::Call& call,
                                 const Request& request) {
  PLENARY_ASSIGN_OR_RETURN(std::vector<Resource> items,
                           TellEach<Resource>(tx, call, {request.name()}, request.view()));
  PLENARY_RETURN_IF_ERROR(NameAttendees(tx, items));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), items.front()));
  return std::move(items.front());
}

// Those of a BatchGet, all of which lie in its parent. INVALID_FIELDS.
template <class Resource, class Request>
absl::StatusOr<std::vector<Resource>> BatchGetItems(storage::Tx& tx, const storage::Call& call,
                                                    const Request& request) {
  base::FieldErrors errors;
  for (int i = 0; i < request.names_size(); ++i) {
    if (base::EventOf(request.names(i)) == request.parent()) continue;
    errors.Add(absl::StrCat("names[", i, "]"), absl::StrCat("must lie in ", request.parent()));
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  const std::vector<std::string> names(request.names().begin(), request.names().end());
  PLENARY_ASSIGN_OR_RETURN(std::vector<Resource> items,
                           TellEach<Resource>(tx, call, names, request.view()));
  PLENARY_RETURN_IF_ERROR(NameAttendees(tx, items));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), items));
  return items;
}

// A page of the activities of a type that the caller is told, read_mask and names of attendees left
// to the caller of this. NOT_FOUND where there is no such event; PERMISSION_DENIED as CheckView;
// errors of storage::List.
template <class Resource, class Request>
absl::StatusOr<storage::Page<Resource>> ListTold(storage::Tx& tx, const storage::Call& call,
                                                 const Request& request, v1::ScheduleView view,
                                                 const base::TokenSealer& sealer) {
  const bool is_of_one = request.parent() != kEveryEvent;
  if (is_of_one) {
    PLENARY_RETURN_IF_ERROR(
        storage::Existing(events::FindEvent(tx, request.parent()), request.parent()).status());
    PLENARY_RETURN_IF_ERROR(CheckView(call.access, view, request.parent()));
  }
  constexpr ActivityType kType = Typed<Resource>::kType;
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition told,
                           ToldRows(call.access, kType, view, request.parent()));
  // What was taken out of the schedule is shown to who sees all of it.
  const bool with_deleted =
      request.show_deleted() &&
      (is_of_one ? base::SeesWhole(call.access, request.parent()) : base::SeesAll(call.access));
  Request whole = request;
  whole.clear_read_mask();
  PLENARY_ASSIGN_OR_RETURN(
      storage::Page<Resource> page,
      storage::List<Resource>(tx, call,
                              is_of_one ? ActivityList(kType, view, with_deleted)
                                        : ActivityListOfAllEvents(kType, view, with_deleted),
                              whole, request.parent(), told.sql, std::move(told.params), sealer));
  for (Resource& resource : page.resources) {
    if (!base::SeesWhole(call.access, base::EventOf(resource.name()))) ClearForOthers(resource);
  }
  return page;
}

// The same with read_mask and names.
template <class Resource, class Request>
absl::StatusOr<storage::Page<Resource>> ListItems(storage::Tx& tx, const storage::Call& call,
                                                  const Request& request,
                                                  const base::TokenSealer& sealer) {
  PLENARY_ASSIGN_OR_RETURN(storage::Page<Resource> page,
                           ListTold<Resource>(tx, call, request, request.view(), sealer));
  PLENARY_RETURN_IF_ERROR(NameAttendees(tx, page.resources));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), page.resources));
  return page;
}

// Where to watch an event from, having read in `tx`; empty for all events, which have a change log
// each.
inline absl::StatusOr<std::string> ResumeTokenOf(storage::Tx& tx, const std::string& event,
                                                 const base::TokenSealer& sealer) {
  if (event == kEveryEvent) return std::string();
  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, event));
  return storage::MakeResumeToken(sealer, event, head.number);
}

// --- Changing.

// An activity that a change is about, deleted or not. NOT_FOUND: RESOURCE_NOT_FOUND. ABORTED:
// ETAG_MISMATCH where `etag` is given and not current.
inline absl::StatusOr<ActivityRow> CurrentRow(storage::Tx& tx, absl::string_view name,
                                              absl::string_view etag) {
  PLENARY_ASSIGN_OR_RETURN(ActivityRow row, storage::Existing(FindActivity(tx, name), name));
  if (!etag.empty() && etag != EtagOf(row.body)) return base::StaleEtag(name, EtagOf(row.body));
  return row;
}

// The same where it must not be deleted. FAILED_PRECONDITION: RESOURCE_DELETED.
inline absl::StatusOr<ActivityRow> LivingRow(storage::Tx& tx, absl::string_view name,
                                             absl::string_view etag) {
  PLENARY_ASSIGN_OR_RETURN(ActivityRow row, storage::Existing(FindActivity(tx, name), name));
  if (IsDeleted(row.body)) return base::Deleted(name);
  if (!etag.empty() && etag != EtagOf(row.body)) return base::StaleEtag(name, EtagOf(row.body));
  return row;
}

// FAILED_PRECONDITION: WRONG_STATE, where it was cancelled.
absl::Status CheckNotCancelled(const v1::Activity& activity);

// ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS, where a name that the caller chose is taken, even by a
// deleted one.
absl::Status CheckUntaken(storage::Tx& tx, absl::string_view name);

// The entry of a resource to be created in `parent`, with `name`.
template <class Resource>
Entry NewEntry(const Resource& asked, absl::string_view name, absl::string_view field) {
  Entry entry;
  Resource& resource = Typed<Resource>::In(entry.after);
  resource = asked;
  base::ClearOutputOnly(resource);
  resource.set_name(std::string(name));
  entry.kind = v1::Change::CREATED;
  entry.field = std::string(field);
  return entry;
}

// The entry of a stored activity that is to be changed, as it is.
inline Entry EntryOf(ActivityRow row, absl::string_view field) {
  Entry entry;
  entry.after = row.body;
  entry.before = std::move(row);
  entry.field = std::string(field);
  return entry;
}

// Takes holds over and lets conflicts pass, as the request says.
template <class Request>
void ReadWishes(const Request& request, Entry& entry) {
  entry.allow_conflicts = request.allow_conflicts();
  entry.take_over.assign(request.take_over().begin(), request.take_over().end());
}

// The entry of a session or meeting that is to be updated by mask. FAILED_PRECONDITION:
// RESOURCE_DELETED, WRONG_STATE; ABORTED: ETAG_MISMATCH; INVALID_FIELD_MASK.
template <class Resource, class Request>
absl::StatusOr<Entry> UpdatedEntry(storage::Tx& tx, const Resource& asked, const Request& request) {
  PLENARY_ASSIGN_OR_RETURN(ActivityRow row, LivingRow(tx, asked.name(), asked.etag()));
  PLENARY_RETURN_IF_ERROR(CheckNotCancelled(row.body));
  Entry entry = EntryOf(std::move(row), Typed<Resource>::kField);
  Resource& after = Typed<Resource>::In(entry.after);
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(asked.name());
  return entry;
}

// The same of one that is to be cancelled, deleted, undeleted.
template <class Resource, class Request>
absl::StatusOr<Entry> CancelledEntry(storage::Tx& tx, const Request& request) {
  PLENARY_ASSIGN_OR_RETURN(ActivityRow row, LivingRow(tx, request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(CheckNotCancelled(row.body));
  Entry entry = EntryOf(std::move(row), Typed<Resource>::kField);
  Typed<Resource>::In(entry.after).set_state(v1::CANCELLED);
  Typed<Resource>::In(entry.after).set_cancel_reason(request.reason());
  return entry;
}
template <class Resource, class Request>
absl::StatusOr<Entry> DeletedEntry(storage::Tx& tx, const Request& request) {
  PLENARY_ASSIGN_OR_RETURN(ActivityRow row, LivingRow(tx, request.name(), request.etag()));
  Entry entry = EntryOf(std::move(row), Typed<Resource>::kField);
  entry.kind = v1::Change::DELETED;
  return entry;
}
template <class Resource, class Request>
absl::StatusOr<Entry> UndeletedEntry(storage::Tx& tx, const Request& request) {
  PLENARY_ASSIGN_OR_RETURN(ActivityRow row, CurrentRow(tx, request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(Typed<Resource>::In(row.body)));
  Entry entry = EntryOf(std::move(row), Typed<Resource>::kField);
  Typed<Resource>::In(entry.after).clear_delete_time();
  entry.kind = v1::Change::UNDELETED;
  entry.comes_back = true;
  entry.allow_conflicts = request.allow_conflicts();
  return entry;
}

// Makes the one change of an agenda of its own, and answers with the resource as it was written.
// Errors of Agenda.
template <class Resource>
absl::StatusOr<Resource> PutAlone(storage::Change& change, Entry entry) {
  const std::string event(base::EventOf(NameOf(entry.after)));
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, event));
  PLENARY_RETURN_IF_ERROR(agenda.Put(std::move(entry)));
  PLENARY_ASSIGN_OR_RETURN(Outcome outcome, agenda.Close());
  return std::move(Typed<Resource>::In(outcome.placed.front().activity));
}

// Creates a session, meeting or booking named by `id`, or by the server where it is empty. The
// entry carries everything but the name.
template <class Resource>
absl::StatusOr<std::string> NewName(storage::Change& change, absl::string_view parent,
                                    const std::string& id) {
  const std::string chosen = id.empty() ? change.NewId() : id;
  std::string name = base::MakeName(Typed<Resource>::kPattern, {base::LastId(parent), chosen});
  if (!id.empty()) PLENARY_RETURN_IF_ERROR(CheckUntaken(change.tx(), name));
  return name;
}

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_ACTIVITY_ANSWERS_H_
