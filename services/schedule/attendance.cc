#include "services/schedule/attendance.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/assets/table.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/agenda.h"
#include "services/schedule/ledger_table.h"
#include "services/schedule/party_requests.h"
#include "services/schedule/table.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Change;
using storage::Tx;

// What somebody takes part in at one event in the years to come.
constexpr int64_t kMostActivities = 5000;
const absl::Duration kFuture = absl::Hours(24 * 366 * 5);

bool IsAttendee(const v1::Activity& activity, const std::string& who) {
  if (activity.has_booking()) {
    const auto& people = activity.booking().people();
    return std::find(people.begin(), people.end(), who) != people.end();
  }
  const auto& attendees = AttendeesOf(activity);
  return std::any_of(attendees.begin(), attendees.end(),
                     [&](const v1::Attendee& attendee) { return attendee.who() == who; });
}

// The activities that have not begun and name the participant, in either form, each once.
absl::StatusOr<std::vector<ActivityRow>> ToCome(Tx& tx, const v1::Participant& participant,
                                                absl::Time now) {
  std::vector<ActivityRow> to_come;
  std::set<std::string> seen;
  for (const bool in_progress : {false, true}) {
    PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> rows,
                             ListActivitiesOf(tx, participant.person(), now, now + kFuture,
                                              in_progress, kMostActivities));
    for (ActivityRow& row : rows) {
      const bool names_them = IsAttendee(row.body, participant.name()) ||
                              (row.released && IsAttendee(*row.released, participant.name()));
      if (!names_them || StartOf(row.body) < now || IsDeleted(row.body)) continue;
      if (seen.insert(NameOf(row.body)).second) to_come.push_back(std::move(row));
    }
  }
  return to_come;
}

// Puts `who` in the place of `replaced`. Whoever comes has not answered yet.
void Replace(const std::string& replaced, const std::string& who, v1::Activity& activity) {
  if (activity.has_booking()) {
    for (std::string& name : *activity.mutable_booking()->mutable_people()) {
      if (name == replaced) name = who;
    }
    return;
  }
  const bool is_there = IsAttendee(activity, who);
  auto* attendees = MutableAttendeesOf(activity);
  for (int i = attendees->size() - 1; i >= 0; --i) {
    v1::Attendee& attendee = *attendees->Mutable(i);
    if (attendee.who() != replaced) continue;
    if (is_there) {
      attendees->DeleteSubrange(i, 1);
      continue;
    }
    attendee.set_who(who);
    attendee.set_answer(v1::Attendee::NEEDS_ACTION);
    attendee.clear_answer_note();
    attendee.clear_left();
  }
}

// Changes what is to come of a participant, each activity at once in both forms.
absl::Status ChangeToCome(Change& change, const v1::Participant& participant,
                          const std::function<void(v1::Activity&)>& edit, bool lets_through) {
  const std::string event(base::EventOf(participant.name()));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(event));
  PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> rows, ToCome(change.tx(), participant, now));
  if (rows.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, event));
  for (ActivityRow& row : rows) {
    Entry entry = AmendBoth(std::move(row), edit, "activity");
    entry.allow_conflicts = lets_through;
    PLENARY_RETURN_IF_ERROR(agenda.Put(std::move(entry)));
  }
  return agenda.Close().status();
}

// Who has left, who is back and whose alias a name is, Agenda::Put works out from participants and
// people; there is nothing to edit.
void Nothing(v1::Activity&) {}

// All of an event's schedule, bookings that are over left out.
absl::StatusOr<std::vector<ActivityRow>> AllOf(Tx& tx, absl::string_view event) {
  PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> rows, ListAllActivities(tx, event));
  PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> bookings, ListStandingBookings(tx, event));
  std::move(bookings.begin(), bookings.end(), std::back_inserter(rows));
  return rows;
}

// Changes everything in an event at once in both forms; what does not fit any more gives up what it
// had.
absl::Status ChangeAll(Change& change, absl::string_view event,
                       const std::function<void(v1::Activity&)>& edit) {
  PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> rows, AllOf(change.tx(), event));
  if (rows.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, event));
  for (ActivityRow& row : rows) {
    if (IsDeleted(row.body) && !row.released) continue;
    Entry entry = AmendBoth(std::move(row), edit, "activity");
    entry.allow_conflicts = true;
    entry.gives_up_released = true;
    PLENARY_RETURN_IF_ERROR(agenda.Put(std::move(entry)));
  }
  return agenda.Close().status();
}

template <class Item>
void CancelItem(const std::string& reason, Item& item) {
  item.set_state(v1::CANCELLED);
  item.set_cancel_reason(reason);
}

void Cancel(const std::string& reason, v1::Activity& activity) {
  if (activity.has_booking()) activity.mutable_booking()->set_state(v1::Booking::GIVEN_BACK);
  if (activity.has_session()) CancelItem(reason, *activity.mutable_session());
  if (activity.has_meeting()) CancelItem(reason, *activity.mutable_meeting());
}

absl::Time StartOfEvent(const v1::Event& event) {
  return absl::FromUnixMicros(storage::ToMicros(event.interval().start_time()));
}

// The activities of every event that concern a person and are not over, by event.
absl::StatusOr<std::map<std::string, std::vector<ActivityRow>>> NotOver(Tx& tx,
                                                                        absl::string_view person,
                                                                        absl::Time now) {
  std::map<std::string, std::vector<ActivityRow>> by_event;
  std::set<std::string> seen;
  for (const bool in_progress : {false, true}) {
    PLENARY_ASSIGN_OR_RETURN(
        std::vector<ActivityRow> rows,
        ListActivitiesOf(tx, person, now, now + kFuture, in_progress, kMostActivities));
    for (ActivityRow& row : rows) {
      const std::string name = NameOf(row.body);
      if (!seen.insert(name).second) continue;
      by_event[std::string(base::EventOf(name))].push_back(std::move(row));
    }
  }
  return by_event;
}

// Interpreters and vehicles go with whom their person was merged into.
absl::Status MoveAssets(Change& change, absl::string_view from, absl::string_view to) {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::Asset> assets,
                           assets::AssetsWith(change.tx(), from));
  for (const v1::Asset& before : assets) {
    PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
    v1::Asset after = before;
    after.set_person(std::string(to));
    storage::StampUpdated(after, before, now);
    PLENARY_RETURN_IF_ERROR(assets::UpdateAssetRow(change.tx(), after));
    change.Record(after.name(), v1::Change::UPDATED, after);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Attendance::ParticipantLeft(Change& change, const v1::Participant& participant) {
  PLENARY_RETURN_IF_ERROR(ChangeToCome(change, participant, &Nothing, /*lets_through=*/true));
  return CancelRequestsOf(change, participant.name());
}

absl::Status Attendance::ParticipantReturned(Change& change, const v1::Participant& participant) {
  // Where the person is elsewhere meanwhile, the activity waits in progress with its conflict.
  return ChangeToCome(change, participant, &Nothing, /*lets_through=*/true);
}

absl::Status Attendance::CheckSubstitution(Tx& tx, const v1::Participant& replaced,
                                           absl::string_view person) {
  PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> rows, ToCome(tx, replaced, tx.now()));
  if (rows.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::OpenToLook(tx, base::EventOf(replaced.name())));
  const std::string newcomer(person);
  for (ActivityRow& row : rows) {
    // Whoever comes has no participation yet, but the person is who is booked.
    PLENARY_RETURN_IF_ERROR(agenda.Put(AmendBoth(
        std::move(row),
        [&](v1::Activity& activity) { Replace(replaced.name(), newcomer, activity); },
        "activity")));
  }
  PLENARY_ASSIGN_OR_RETURN(const auto conflicts, agenda.FindConflicts());
  for (const std::vector<v1::Conflict>& of_one : conflicts) {
    for (const v1::Conflict& conflict : of_one) {
      if (!conflict.is_warning()) return base::FromRpcStatus(conflict.error());
    }
  }
  return absl::OkStatus();
}

absl::Status Attendance::ParticipantSubstituted(Change& change, const v1::Participant& replaced,
                                                const v1::Participant& substitute, bool move) {
  if (!move) return ParticipantLeft(change, replaced);
  PLENARY_RETURN_IF_ERROR(ChangeToCome(
      change, replaced,
      [&](v1::Activity& activity) { Replace(replaced.name(), substitute.name(), activity); },
      /*lets_through=*/true));
  return ReplaceInRequests(change, replaced.name(), substitute.name());
}

absl::Status Attendance::DelegationLeft(Change& change, const v1::Delegation& delegation) {
  return CancelRequestsOf(change, delegation.name());
}

absl::Status Attendance::EventMoved(Change& change, const v1::Event& before,
                                    const v1::Event& after) {
  if (!before.has_interval() || !after.has_interval()) return absl::OkStatus();
  const absl::Duration shift = StartOfEvent(after) - StartOfEvent(before);
  if (shift == absl::ZeroDuration()) return absl::OkStatus();
  PLENARY_RETURN_IF_ERROR(ChangeAll(change, after.name(), [shift](v1::Activity& activity) {
    MoveTo(activity, StartOf(activity) + shift, EndOf(activity) + shift);
  }));
  return MoveRequests(change, after.name(), shift);
}

absl::Status Attendance::EventCancelled(Change& change, const v1::Event& event) {
  return ChangeAll(change, event.name(),
                   [&](v1::Activity& activity) { Cancel(event.state_reason(), activity); });
}

absl::Status Attendance::EventDeleted(Change& change, const v1::Event& event) {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<ActivityRow> rows, AllOf(change.tx(), event.name()));
  std::vector<std::string> names;
  names.reserve(rows.size());
  for (const ActivityRow& row : rows) names.push_back(NameOf(row.body));
  return names.empty() ? absl::OkStatus() : DeleteRowsOf(change.tx(), names);
}

absl::Status Attendance::EventUndeleted(Change& change, const v1::Event& event) {
  return ChangeAll(change, event.name(), &Nothing);
}

absl::StatusOr<std::string> Attendance::BlockerOfPerson(Tx& tx, absl::string_view person) {
  PLENARY_ASSIGN_OR_RETURN(const auto by_event, NotOver(tx, person, tx.now()));
  for (const auto& [event, rows] : by_event) {
    for (const ActivityRow& row : rows) {
      if (!IsDeleted(row.body) && !IsCancelled(row.body)) return NameOf(row.body);
    }
  }
  PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::Asset> assets, assets::AssetsWith(tx, person));
  return assets.empty() ? std::string() : assets.front().name();
}

absl::Status Attendance::PersonMoved(Change& change, absl::string_view from, absl::string_view to) {
  PLENARY_RETURN_IF_ERROR(MoveAssets(change, from, to));
  PLENARY_ASSIGN_OR_RETURN(auto by_event, NotOver(change.tx(), from, change.tx().now()));
  for (auto& [event, rows] : by_event) {
    PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, event));
    for (ActivityRow& row : rows) {
      PLENARY_RETURN_IF_ERROR(agenda.Put(AmendBoth(std::move(row), &Nothing, "activity")));
    }
    PLENARY_RETURN_IF_ERROR(agenda.Close().status());
  }
  // What is over stays as it was, under the other name.
  return RenameSubject(change.tx(), from, to);
}

}  // namespace plenary::schedule
