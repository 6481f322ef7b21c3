// One asset in the place of another, everywhere.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/assets/table.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/events/table.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/agenda.h"
#include "services/schedule/alternatives.h"
#include "services/schedule/misfits.h"
#include "services/schedule/service.h"
#include "services/schedule/table.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Change;
using storage::Tx;

constexpr absl::string_view kAllEvents = "events/-";
// Activities that one transaction changes.
constexpr int64_t kMostReplaced = 1000;

// What is put in the place of what, and when.
struct Replacement {
  v1::Asset asset;
  v1::Asset by;
  absl::Time start;
  absl::Time end;
  absl::Time now;
};

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(storage::ToMicros(time));
}

// Everywhere is for who manages everything.
absl::Status CheckMayReplaceIn(const Change& change, absl::string_view parent) {
  const base::Access* access = change.call().access;
  if (parent != kAllEvents || access == nullptr ||
      access->HoldsOnInstallation(base::kSecretariat)) {
    return absl::OkStatus();
  }
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_ROLE_REQUIRED,
                      "an asset is replaced in all events by who manages all of them; name one "
                      "event",
                      {{"roles", "EVENT_MANAGER,ADMINISTRATOR"}});
}

absl::StatusOr<Replacement> LoadReplacement(Tx& tx, const v1::ReplaceAssetRequest& request) {
  PLENARY_ASSIGN_OR_RETURN(auto found,
                           assets::FindAssets(tx, {request.asset(), request.replacement()}));
  if (!found[0]) return base::NotFound(request.asset());
  PLENARY_RETURN_IF_ERROR(storage::CheckReference(found[1], "replacement", request.replacement()));
  Replacement replacement;
  replacement.asset = *std::move(found[0]);
  replacement.by = *std::move(found[1]);
  const google::type::Interval& interval = request.interval();
  replacement.now = tx.now();
  replacement.start = interval.has_start_time() ? TimeOf(interval.start_time()) : tx.now();
  replacement.end = interval.has_end_time() ? TimeOf(interval.end_time())
                                            : absl::FromUnixSeconds(int64_t{1} << 35);
  return replacement;
}

absl::Status CheckReplacement(const v1::ReplaceAssetRequest& request,
                              const Replacement& replacement) {
  base::FieldErrors errors;
  if (request.asset() == request.replacement()) {
    errors.Add("replacement", "must be another asset");
  } else if (replacement.asset.kind() != replacement.by.kind()) {
    errors.Add("replacement", absl::StrCat("must be of the same kind, ",
                                           v1::Asset::Kind_Name(replacement.asset.kind())));
  }
  if (replacement.start >= replacement.end) {
    errors.Add("interval", "must end after it starts; without a start it begins now");
  }
  return errors.ToStatus();
}

bool Names(const v1::Activity& activity, const std::string& asset) {
  const auto& uses = AssetsOf(activity);
  if (std::any_of(uses.begin(), uses.end(),
                  [&](const v1::AssetUse& use) { return use.asset() == asset; })) {
    return true;
  }
  const std::vector<std::string> interpreters = InterpretersOf(activity);
  return std::find(interpreters.begin(), interpreters.end(), asset) != interpreters.end();
}

// Whether it still takes place, in the time of the replacement.
bool TakesPlaceIn(const v1::Activity& activity, const Replacement& replacement) {
  if (IsDeleted(activity) || IsCancelled(activity)) return false;
  const v1::Booking::State state = activity.booking().state();
  if (state == v1::Booking::EXPIRED || state == v1::Booking::GIVEN_BACK) return false;
  if (activity.booking().has_expire_time() &&
      TimeOf(activity.booking().expire_time()) <= replacement.now) {
    return false;
  }
  return StartOf(activity) < replacement.end && EndOf(activity) > replacement.start;
}

bool Concerns(const v1::Activity& activity, const Replacement& replacement) {
  return TakesPlaceIn(activity, replacement) && Names(activity, replacement.asset.name());
}

google::protobuf::RepeatedPtrField<std::string>* MutableInterpretersOf(v1::Activity& activity) {
  if (activity.has_meeting()) {
    return activity.mutable_meeting()->mutable_interpretation()->mutable_interpreters();
  }
  return activity.mutable_session()->mutable_interpretation()->mutable_interpreters();
}

absl::Status NeedsBoth(const v1::Activity& activity, const Replacement& replacement) {
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_SUBJECT_OCCUPIED,
      absl::StrCat(NameOf(activity), " needs both ", replacement.asset.name(), " and ",
                   replacement.by.name(), "; take one of them out of it first"),
      {{"subject", replacement.by.name()}, {"blockedBy", NameOf(activity)}});
}

// Puts the replacement into an activity that names the asset. Units of a shared one add up.
absl::Status Replace(const Replacement& replacement, v1::Activity& activity) {
  const std::string& asset = replacement.asset.name();
  const std::string& by = replacement.by.name();
  if (Names(activity, by) && replacement.by.capacity() <= 1) {
    return NeedsBoth(activity, replacement);
  }
  auto& uses = *MutableAssetsOf(activity);
  const auto old = std::find_if(uses.begin(), uses.end(),
                                [&](const v1::AssetUse& use) { return use.asset() == asset; });
  if (old != uses.end()) {
    const auto known = std::find_if(uses.begin(), uses.end(),
                                    [&](const v1::AssetUse& use) { return use.asset() == by; });
    if (known == uses.end()) {
      old->set_asset(by);
    } else {
      known->set_units(std::max(known->units(), 1) + std::max(old->units(), 1));
      uses.erase(old);
    }
  }
  if (activity.has_booking()) return absl::OkStatus();
  auto& interpreters = *MutableInterpretersOf(activity);
  std::replace(interpreters.begin(), interpreters.end(), asset, by);
  return absl::OkStatus();
}

// Activities that concern the asset in that time, by event, then by name.
using Found = std::map<std::string, std::map<std::string, ActivityRow>>;

absl::StatusOr<Found> FindActivitiesOf(Tx& tx, const Replacement& replacement,
                                       absl::string_view parent) {
  Found found;
  int64_t count = 0;
  for (const bool in_progress : {false, true}) {
    PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> rows,
                             ListActivitiesOf(tx, replacement.asset.name(), replacement.start,
                                              replacement.end, in_progress, kMostReplaced + 1));
    for (ActivityRow& row : rows) {
      const std::string name = NameOf(row.body);
      const std::string event(base::EventOf(name));
      if (parent != kAllEvents && parent != event) continue;
      if (found[event].emplace(name, std::move(row)).second) ++count;
    }
    if (static_cast<int64_t>(rows.size()) <= kMostReplaced && count <= kMostReplaced) continue;
    return base::Refuse(
        absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_TRANSACTION_TOO_LARGE,
        absl::StrCat("more than ", kMostReplaced, " activities need ", replacement.asset.name(),
                     " in that time; replace it in shorter intervals"),
        {{"limit", absl::StrCat(kMostReplaced)}});
  }
  return found;
}

// Whether what needs the asset needs it by its own name; a part of another has no replacement.
absl::Status CheckNamed(const v1::Activity& activity, const Replacement& replacement,
                        const Facts& facts) {
  const std::string& asset = replacement.asset.name();
  if (!TakesPlaceIn(activity, replacement) || Names(activity, asset)) return absl::OkStatus();
  if (SubjectsOf(activity, facts).count(asset) == 0) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RESOURCE_IN_USE,
                      absl::StrCat(NameOf(activity), " needs ", asset,
                                   " as a part of another asset; change that activity first"),
                      {{"resource", asset}, {"blockedBy", NameOf(activity)}});
}

// The subjects that booking the replacement books: itself, its parts, its person.
std::set<std::string> SubjectsBookedBy(const v1::Asset& asset, const Facts& facts) {
  v1::Activity probe;
  probe.mutable_booking()->add_assets()->set_asset(asset.name());
  std::set<std::string> subjects;
  for (const Line& line : LinesOf(probe, facts, absl::InfinitePast())) {
    subjects.insert(line.subject);
  }
  return subjects;
}

// Replaces the asset in the activities of one event.
class EventReplacement {
 public:
  EventReplacement(Change& change, const Replacement& replacement)
      : change_(change), replacement_(replacement) {}

  // Those that were changed, by start.
  const std::set<std::pair<absl::Time, std::string>>& replaced() const { return replaced_; }

  absl::Status Run(const std::string& event, const std::map<std::string, ActivityRow>& rows) {
    PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change_, event));
    PLENARY_RETURN_IF_ERROR(CheckAllNamed(agenda, rows));
    std::vector<std::string> in_progress;
    for (const auto& [name, row] : rows) {
      const bool is_released = row.released && Concerns(*row.released, replacement_);
      const bool is_worked_on = row.is_changed && Concerns(row.body, replacement_);
      if (!is_released && !is_worked_on) continue;
      PLENARY_RETURN_IF_ERROR(Put(agenda, row, is_released));
      replaced_.emplace(StartOf(is_released ? *row.released : row.body), name);
      if (is_worked_on) in_progress.push_back(name);
    }
    if (replaced_.empty()) return absl::OkStatus();
    PLENARY_RETURN_IF_ERROR(agenda.Close().status());
    return CheckFits(agenda, in_progress);
  }

 private:
  absl::Status CheckAllNamed(Agenda& agenda, const std::map<std::string, ActivityRow>& rows) const {
    std::vector<const v1::Activity*> forms;
    forms.reserve(2 * rows.size());
    for (const auto& [name, row] : rows) {
      if (row.released) forms.push_back(&*row.released);
      if (row.is_changed) forms.push_back(&row.body);
    }
    PLENARY_RETURN_IF_ERROR(agenda.Load(forms));
    for (const v1::Activity* form : forms) {
      PLENARY_RETURN_IF_ERROR(CheckNamed(*form, replacement_, agenda.facts()));
    }
    return absl::OkStatus();
  }

  absl::Status Put(Agenda& agenda, const ActivityRow& row, bool is_released) const {
    absl::Status refusal;
    const auto replace = [&](v1::Activity& form) {
      if (refusal.ok() && Concerns(form, replacement_)) refusal = Replace(replacement_, form);
    };
    Entry entry;
    if (is_released) {
      entry = AmendBoth(row, replace, "replacement");
    } else {
      // What stands in the way of the work in progress otherwise has been there before.
      entry.allow_conflicts = true;
      entry.field = "replacement";
      entry.before = row;
      entry.after = row.body;
      replace(entry.after);
    }
    PLENARY_RETURN_IF_ERROR(refusal);
    return agenda.Put(std::move(entry));
  }

  // The work in progress must have no conflict about the replacement.
  absl::Status CheckFits(const Agenda& agenda, const std::vector<std::string>& names) const {
    if (names.empty()) return absl::OkStatus();
    Facts facts = agenda.facts();
    const std::set<std::string> subjects = SubjectsBookedBy(replacement_.by, facts);
    PLENARY_ASSIGN_OR_RETURN(auto found, FindActivities(change_.tx(), names));
    std::vector<ActivityRow> rows;
    rows.reserve(found.size());
    for (auto& row : found) rows.push_back(*std::move(row));
    PLENARY_ASSIGN_OR_RETURN(const auto misfits,
                             FindMisfits(change_.tx(), rows, v1::WORK_IN_PROGRESS, facts));
    for (size_t i = 0; i < rows.size(); ++i) {
      for (const v1::Conflict& conflict : misfits[i]) {
        const absl::Status error = base::FromRpcStatus(conflict.error());
        base::Metadata metadata = base::MetadataOf(error);
        const bool is_about_it =
            subjects.count(metadata["subject"]) > 0 || subjects.count(metadata["asset"]) > 0;
        if (conflict.is_warning() || !is_about_it) continue;
        PLENARY_ASSIGN_OR_RETURN(
            const absl::Status refusal,
            WithAlternatives(change_.tx(), error, rows[i].body, facts, agenda.now()));
        return refusal;
      }
    }
    return absl::OkStatus();
  }

  Change& change_;
  const Replacement& replacement_;
  std::set<std::pair<absl::Time, std::string>> replaced_;
};

// Events that were deleted book nothing, nor do any changes happen in those that are archived.
absl::StatusOr<bool> IsOpenToChange(Tx& tx, const std::string& name) {
  PLENARY_ASSIGN_OR_RETURN(const auto event, events::FindEvent(tx, name));
  return event && !event->has_delete_time() && event->state() != v1::Event::ARCHIVED;
}

}  // namespace

absl::StatusOr<v1::ReplaceAssetResponse> ScheduleService::ReplaceAsset(
    Change& change, const v1::ReplaceAssetRequest& request) const {
  PLENARY_RETURN_IF_ERROR(CheckMayReplaceIn(change, request.parent()));
  PLENARY_ASSIGN_OR_RETURN(const Replacement replacement, LoadReplacement(change.tx(), request));
  PLENARY_RETURN_IF_ERROR(CheckReplacement(request, replacement));
  if (request.parent() != kAllEvents) {
    PLENARY_RETURN_IF_ERROR(Agenda::Open(change, request.parent()).status());
  }
  PLENARY_ASSIGN_OR_RETURN(const Found found,
                           FindActivitiesOf(change.tx(), replacement, request.parent()));
  std::set<std::pair<absl::Time, std::string>> replaced;
  for (const auto& [event, rows] : found) {
    PLENARY_ASSIGN_OR_RETURN(const bool is_open, IsOpenToChange(change.tx(), event));
    if (!is_open) continue;
    EventReplacement in_event(change, replacement);
    PLENARY_RETURN_IF_ERROR(in_event.Run(event, rows));
    replaced.insert(in_event.replaced().begin(), in_event.replaced().end());
  }
  v1::ReplaceAssetResponse response;
  for (const auto& [start, name] : replaced) response.add_activities(name);
  return response;
}

}  // namespace plenary::schedule
