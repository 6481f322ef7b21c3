// How an event is scheduled.
#include <string>
#include <utility>

#include "plenary/v1/changes.pb.h"
#include "services/schedule/activity_answers.h"
#include "services/schedule/service.h"

namespace plenary::schedule {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// Minutes after midnight that are meant where nothing is said (see the proto).
constexpr int kDayStart = 9 * 60;
constexpr int kDayEnd = 19 * 60;

absl::Status CheckSettings(const v1::ScheduleSettings& settings) {
  const int start = settings.day_start_minutes() == 0 ? kDayStart : settings.day_start_minutes();
  const int end = settings.day_end_minutes() == 0 ? kDayEnd : settings.day_end_minutes();
  if (start < end) return absl::OkStatus();
  return base::BadField("settings.day_end_minutes", "must be later than day_start_minutes");
}

bool IsVersioned(const v1::ScheduleSettings& settings) {
  return settings.mode() == v1::ScheduleSettings::VERSIONED;
}

// What is in progress would be neither released nor seen to be in progress.
absl::Status CheckMode(const v1::ScheduleSettings& before, const v1::ScheduleSettings& after) {
  const bool is_given_up = IsVersioned(before) && !IsVersioned(after);
  if (!is_given_up || before.changed_activities() == 0) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
                      absl::StrCat(before.changed_activities(),
                                   " activities differ from the last release; release "
                                   "or revert them first"),
                      {{"resource", before.name()},
                       {"changedActivities", absl::StrCat(before.changed_activities())}});
}

}  // namespace

absl::StatusOr<v1::ScheduleSettings> ScheduleService::GetScheduleSettings(
    Tx& tx, const Call& call, const v1::GetScheduleSettingsRequest& request) const {
  const absl::string_view event = base::EventOf(request.name());
  PLENARY_RETURN_IF_ERROR(storage::Existing(events::FindEvent(tx, event), event).status());
  PLENARY_ASSIGN_OR_RETURN(ScheduleHead head, FindHead(tx, event));
  if (!base::SeesWhole(call.access, event)) head.settings.clear_changed_activities();
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), head.settings));
  return std::move(head.settings);
}

absl::StatusOr<v1::ScheduleSettings> ScheduleService::UpdateScheduleSettings(
    Change& change, const v1::UpdateScheduleSettingsRequest& request) const {
  const v1::ScheduleSettings& asked = request.settings();
  const std::string event(base::EventOf(asked.name()));
  PLENARY_ASSIGN_OR_RETURN(const Agenda agenda, Agenda::Open(change, event));
  ScheduleHead head = agenda.head();
  const v1::ScheduleSettings before = head.settings;
  if (!asked.etag().empty() && asked.etag() != before.etag()) {
    return base::StaleEtag(asked.name(), before.etag());
  }
  v1::ScheduleSettings& after = head.settings;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  PLENARY_RETURN_IF_ERROR(CheckSettings(after));
  PLENARY_RETURN_IF_ERROR(CheckMode(before, after));
  storage::StampUpdated(after, before, agenda.now());
  PLENARY_RETURN_IF_ERROR(WriteHead(change.tx(), event, head));
  change.Record(after.name(), v1::Change::UPDATED, after);
  return after;
}

}  // namespace plenary::schedule
