// Tries changes of a schedule without making them.
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/schedule/activity_answers.h"
#include "services/schedule/agenda.h"
#include "services/schedule/moves.h"
#include "services/schedule/service.h"

namespace plenary::schedule {
namespace {

using storage::Call;
using storage::Tx;

constexpr int kMostFound = 1000;

// A change that is tried.
struct Tried {
  std::string field;     // its path in the request
  std::string activity;  // its name; of a new one a name that nothing stored can have
  bool is_new = false;
};

absl::string_view CollectionOf(const v1::TriedChange& change) {
  if (change.has_session()) return "/sessions/";
  return change.has_meeting() ? "/meetings/" : "/bookings/";
}

// The name that a change gives; empty where it is to create something.
const std::string& NameIn(const v1::TriedChange& change) {
  switch (change.change_case()) {
    case v1::TriedChange::kSession:
      return change.session().name();
    case v1::TriedChange::kMeeting:
      return change.meeting().name();
    case v1::TriedChange::kBooking:
      return change.booking().name();
    case v1::TriedChange::kMove:
      return change.move().activity();
    default:
      return change.cancel();
  }
}

// Checks the changes by themselves, each of another activity of the event.
absl::StatusOr<std::vector<Tried>> AllTried(const v1::CheckConflictsRequest& request) {
  base::FieldErrors errors;
  std::vector<Tried> tried;
  tried.reserve(static_cast<size_t>(request.changes_size()));
  std::set<std::string> seen;
  for (int i = 0; i < request.changes_size(); ++i) {
    const v1::TriedChange& change = request.changes(i);
    Tried& each = tried.emplace_back();
    each.field = absl::StrCat("changes[", i, "]");
    each.activity = NameIn(change);
    if (change.change_case() == v1::TriedChange::CHANGE_NOT_SET) {
      errors.Add(each.field, "must say what to try");
    } else if (change.has_move()) {
      CheckMove(change.move(), request.parent(), absl::StrCat(each.field, ".move"), errors);
    } else if (each.activity.empty()) {
      // No id that is chosen or made begins like this.
      each.activity = absl::StrCat(request.parent(), CollectionOf(change), "-", i);
      each.is_new = true;
    } else if (base::EventOf(each.activity) != request.parent()) {
      errors.Add(each.field, absl::StrCat("must be of ", request.parent()));
    }
    if (!seen.insert(each.activity).second) {
      errors.Add(each.field, "changes what another one changes; try them one after the other");
    }
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  return tried;
}

// The entry of a resource that is to be created, or updated in all that can be set.
template <class Resource>
absl::StatusOr<Entry> EntryOfResource(Tx& tx, const Resource& asked, const Tried& tried) {
  if (tried.is_new) return NewEntry(asked, tried.activity, tried.field);
  PLENARY_ASSIGN_OR_RETURN(ActivityRow row, LivingRow(tx, tried.activity, asked.etag()));
  PLENARY_RETURN_IF_ERROR(CheckNotCancelled(row.body));
  Entry entry = EntryOf(std::move(row), tried.field);
  google::protobuf::FieldMask everything;
  everything.add_paths("*");
  Resource& after = Typed<Resource>::In(entry.after);
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(everything, asked, after));
  after.set_name(tried.activity);
  return entry;
}

absl::StatusOr<Entry> EntryOfCancel(Tx& tx, const Tried& tried) {
  PLENARY_ASSIGN_OR_RETURN(ActivityRow row, LivingRow(tx, tried.activity, ""));
  PLENARY_RETURN_IF_ERROR(CheckNotCancelled(row.body));
  Entry entry = EntryOf(std::move(row), tried.field);
  v1::Activity& after = entry.after;
  if (after.has_session()) after.mutable_session()->set_state(v1::CANCELLED);
  if (after.has_meeting()) after.mutable_meeting()->set_state(v1::CANCELLED);
  if (after.has_booking()) after.mutable_booking()->set_state(v1::Booking::GIVEN_BACK);
  return entry;
}

absl::StatusOr<Entry> EntryOfChange(Tx& tx, const v1::TriedChange& change, const Tried& tried,
                                    Agenda& agenda) {
  switch (change.change_case()) {
    case v1::TriedChange::kSession:
      return EntryOfResource(tx, change.session(), tried);
    case v1::TriedChange::kMeeting:
      return EntryOfResource(tx, change.meeting(), tried);
    case v1::TriedChange::kBooking:
      return EntryOfResource(tx, change.booking(), tried);
    case v1::TriedChange::kMove: {
      PLENARY_ASSIGN_OR_RETURN(const ActivityRow row, CurrentRow(tx, tried.activity, ""));
      PLENARY_RETURN_IF_ERROR(LoadForMove(row, change.move(), agenda));
      return EntryOfMove(row, change.move(), /*release=*/false, agenda,
                         absl::StrCat(tried.field, ".move"));
    }
    default:
      return EntryOfCancel(tx, tried);
  }
}

absl::Status Put(Tx& tx, const v1::TriedChange& change, const Tried& tried, Agenda& agenda) {
  PLENARY_ASSIGN_OR_RETURN(Entry entry, EntryOfChange(tx, change, tried, agenda));
  return agenda.Put(std::move(entry));
}

// Whether a status is what CheckConflicts is asked for, and no fault of the request.
bool IsConflict(const absl::Status& status) {
  return status.code() == absl::StatusCode::kFailedPrecondition;
}

// Tells of what a request would create by its place there, since it has no name yet.
class Teller {
 public:
  explicit Teller(const std::vector<Tried>& tried) {
    for (const Tried& each : tried) {
      if (each.is_new) replacements_.emplace_back(each.activity, each.field);
    }
  }

  v1::Conflict Told(v1::Conflict conflict, const Tried& tried) const {
    if (replacements_.empty()) return conflict;
    if (tried.is_new) conflict.clear_activity();
    const absl::Status status = base::FromRpcStatus(conflict.error());
    base::Metadata metadata = base::MetadataOf(status);
    const std::string message = Replaced(status.message());
    for (auto& [key, value] : metadata) value = Replaced(value);
    *conflict.mutable_error() = base::ToRpcStatus(
        base::Refuse(status.code(), base::ReasonOf(status), message, std::move(metadata)));
    return conflict;
  }

 private:
  std::string Replaced(absl::string_view text) const {
    return absl::StrReplaceAll(text, replacements_);
  }

  std::vector<std::pair<std::string, std::string>> replacements_;
};

}  // namespace

absl::StatusOr<v1::CheckConflictsResponse> ScheduleService::CheckConflicts(
    Tx& tx, const Call&, const v1::CheckConflictsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<Tried> tried, AllTried(request));
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::OpenToLook(tx, request.parent()));
  std::vector<std::vector<v1::Conflict>> found(tried.size());
  std::vector<size_t> put;  // which of the changes are on the agenda
  put.reserve(tried.size());
  for (size_t i = 0; i < tried.size(); ++i) {
    const absl::Status status = Put(tx, request.changes(static_cast<int>(i)), tried[i], agenda);
    if (status.ok()) {
      put.push_back(i);
      continue;
    }
    if (!IsConflict(status)) return status;
    v1::Conflict& conflict = found[i].emplace_back();
    conflict.set_activity(tried[i].activity);
    *conflict.mutable_error() = base::ToRpcStatus(status);
  }
  PLENARY_ASSIGN_OR_RETURN(std::vector<std::vector<v1::Conflict>> conflicts,
                           agenda.FindConflicts());
  for (size_t i = 0; i < put.size(); ++i) found[put[i]] = std::move(conflicts[i]);

  const Teller teller(tried);
  v1::CheckConflictsResponse response;
  for (size_t i = 0; i < found.size(); ++i) {
    for (v1::Conflict& conflict : found[i]) {
      if (response.found_size() == kMostFound) return response;
      v1::CheckConflictsResponse::Found& added = *response.add_found();
      added.set_change(static_cast<int32_t>(i));
      *added.mutable_conflict() = teller.Told(std::move(conflict), tried[i]);
    }
  }
  return response;
}

}  // namespace plenary::schedule
