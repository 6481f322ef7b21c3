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
#include "services/schedule/activity_rules.h"
#include "services/schedule/agenda.h"
#include "services/schedule/moves.h"
#include "services/schedule/service.h"
#include "services/schedule/table.h"
#include "services/storage/resource.h"

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

template <class Resource>
absl::Status Overwrite(const Resource& given, Resource& stored) {
  if (stored.has_delete_time()) return base::Deleted(stored.name());
  if (!given.etag().empty() && given.etag() != stored.etag()) {
    return base::StaleEtag(stored.name(), stored.etag());
  }
  google::protobuf::FieldMask everything;
  everything.add_paths("*");
  return base::ApplyMask(everything, given, stored);
}

template <class Resource>
void Create(const Resource& given, const std::string& name, Resource& created) {
  created = given;
  base::ClearOutputOnly(created);
  created.set_name(name);
}

v1::Activity Created(const v1::TriedChange& change, const std::string& name) {
  v1::Activity created;
  if (change.has_session()) Create(change.session(), name, *created.mutable_session());
  if (change.has_meeting()) Create(change.meeting(), name, *created.mutable_meeting());
  if (change.has_booking()) Create(change.booking(), name, *created.mutable_booking());
  return created;
}

absl::Status Overwrite(const v1::TriedChange& change, v1::Activity& stored) {
  if (change.has_session()) return Overwrite(change.session(), *stored.mutable_session());
  if (change.has_meeting()) return Overwrite(change.meeting(), *stored.mutable_meeting());
  return Overwrite(change.booking(), *stored.mutable_booking());
}

absl::Status Cancel(v1::Activity& activity) {
  if (IsDeleted(activity)) return base::Deleted(NameOf(activity));
  if (activity.has_session()) activity.mutable_session()->set_state(v1::CANCELLED);
  if (activity.has_meeting()) activity.mutable_meeting()->set_state(v1::CANCELLED);
  if (activity.has_booking()) activity.mutable_booking()->set_state(v1::Booking::GIVEN_BACK);
  return absl::OkStatus();
}

absl::StatusOr<Entry> EntryOf(Tx& tx, const v1::TriedChange& change, const Tried& tried,
                              Agenda& agenda) {
  Entry entry;
  entry.field = tried.field;
  if (tried.is_new) {
    entry.after = Created(change, tried.activity);
    entry.kind = v1::Change::CREATED;
    return entry;
  }
  PLENARY_ASSIGN_OR_RETURN(const ActivityRow row,
                           storage::Existing(FindActivity(tx, tried.activity), tried.activity));
  if (change.has_move()) {
    PLENARY_RETURN_IF_ERROR(LoadForMove(row, change.move(), agenda));
    return EntryOfMove(row, change.move(), /*release=*/false, agenda,
                       absl::StrCat(tried.field, ".move"));
  }
  entry.before = row;
  entry.after = row.body;
  const bool is_cancel = change.change_case() == v1::TriedChange::kCancel;
  PLENARY_RETURN_IF_ERROR(is_cancel ? Cancel(entry.after) : Overwrite(change, entry.after));
  return entry;
}

absl::Status Put(Tx& tx, const v1::TriedChange& change, const Tried& tried, Agenda& agenda) {
  PLENARY_ASSIGN_OR_RETURN(Entry entry, EntryOf(tx, change, tried, agenda));
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
