// Tracks: the lines of a programme.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/texts.h"
#include "services/schedule/activity_answers.h"
#include "services/schedule/service.h"

namespace plenary::schedule {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

bool IsColor(absl::string_view color) {
  return color.size() == 7 && color[0] == '#' &&
         std::all_of(color.begin() + 1, color.end(), absl::ascii_isxdigit);
}

absl::Status CheckTrack(const v1::Track& track) {
  base::FieldErrors errors;
  base::CheckOneTextPerLanguage(track.display_names(), "track.display_names", errors);
  if (!track.color().empty() && !IsColor(track.color())) {
    errors.Add("track.color", "must be #RRGGBB");
  }
  return errors.ToStatus();
}

// The event of a track, in which something may change.
absl::Status CheckEventIsOpen(Tx& tx, absl::string_view name) {
  PLENARY_ASSIGN_OR_RETURN(const v1::Event event,
                           storage::Living(events::FindEvent(tx, name), name));
  if (event.state() != v1::Event::ARCHIVED) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
                      absl::StrCat(name, " is archived: nothing in it changes any more"),
                      {{"resource", std::string(name)}, {"state", "ARCHIVED"}});
}

absl::StatusOr<v1::Track> KeepTrack(Change& change, v1::Track track, const v1::Track& before,
                                    v1::Change::Kind kind) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  storage::StampUpdated(track, before, now);
  if (kind == v1::Change::DELETED) *track.mutable_delete_time() = storage::ToTimestamp(now);
  if (kind == v1::Change::UNDELETED) track.clear_delete_time();
  PLENARY_RETURN_IF_ERROR(UpdateTrackRow(change.tx(), track));
  change.Record(track.name(), kind, track);
  return track;
}

// What who does not see the event whole is told of a track.
void ShowTo(const Call& call, v1::Track& track) {
  if (!base::SeesWhole(call.access, base::EventOf(track.name()))) track.clear_external_id();
}

}  // namespace

absl::StatusOr<v1::Track> ScheduleService::CreateTrack(
    Change& change, const v1::CreateTrackRequest& request) const {
  v1::Track track = request.track();
  base::ClearOutputOnly(track);
  PLENARY_RETURN_IF_ERROR(CheckTrack(track));
  PLENARY_RETURN_IF_ERROR(CheckEventIsOpen(change.tx(), request.parent()));
  const std::string id = request.track_id().empty() ? change.NewId() : request.track_id();
  const std::string name = base::MakeName(kTrackPattern, {base::LastId(request.parent()), id});
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  storage::StampCreated(track, name, now);
  PLENARY_RETURN_IF_ERROR(InsertTrack(change.tx(), track));
  change.Record(name, v1::Change::CREATED, track);
  return track;
}

absl::StatusOr<v1::Track> ScheduleService::GetTrack(Tx& tx, const Call& call,
                                                    const v1::GetTrackRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Track track,
                           storage::Existing(FindTrack(tx, request.name()), request.name()));
  ShowTo(call, track);
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), track));
  return track;
}

absl::StatusOr<v1::ListTracksResponse> ScheduleService::ListTracks(
    Tx& tx, const Call& call, const v1::ListTracksRequest& request) const {
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(events::FindEvent(tx, request.parent()), request.parent()).status());
  PLENARY_ASSIGN_OR_RETURN(
      auto page, storage::List<v1::Track>(tx, call, TrackList(), request, request.parent(),
                                          "event = $1", {request.parent()}, sealer_));
  v1::ListTracksResponse response;
  const bool sees_whole = base::SeesWhole(call.access, request.parent());
  for (v1::Track& track : page.resources) {
    if (!sees_whole) track.clear_external_id();
    *response.add_tracks() = std::move(track);
  }
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_resume_token(),
                           ResumeTokenOf(tx, request.parent(), sealer_));
  return response;
}

absl::StatusOr<v1::Track> ScheduleService::UpdateTrack(
    Change& change, const v1::UpdateTrackRequest& request) const {
  const v1::Track& asked = request.track();
  PLENARY_RETURN_IF_ERROR(CheckEventIsOpen(change.tx(), base::EventOf(asked.name())));
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Track before,
      storage::Living(FindTrack(change.tx(), asked.name()), asked.name(), asked.etag()));
  v1::Track after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  PLENARY_RETURN_IF_ERROR(CheckTrack(after));
  return KeepTrack(change, std::move(after), before, v1::Change::UPDATED);
}

absl::StatusOr<v1::Track> ScheduleService::DeleteTrack(
    Change& change, const v1::DeleteTrackRequest& request) const {
  PLENARY_RETURN_IF_ERROR(CheckEventIsOpen(change.tx(), base::EventOf(request.name())));
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Track before,
      storage::Living(FindTrack(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_ASSIGN_OR_RETURN(const std::string activity,
                           ActivityInTrack(change.tx(), request.name()));
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(request.name(), activity));
  return KeepTrack(change, before, before, v1::Change::DELETED);
}

absl::StatusOr<v1::Track> ScheduleService::UndeleteTrack(
    Change& change, const v1::UndeleteTrackRequest& request) const {
  PLENARY_RETURN_IF_ERROR(CheckEventIsOpen(change.tx(), base::EventOf(request.name())));
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Track before,
      storage::Current(FindTrack(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  return KeepTrack(change, before, before, v1::Change::UNDELETED);
}

}  // namespace plenary::schedule
