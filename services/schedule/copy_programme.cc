// CopyProgramme: last year's programme, on the days of this year.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/table.h"
#include "services/events/table.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/agenda.h"
#include "services/schedule/programme_reading.h"
#include "services/schedule/service.h"
#include "services/schedule/table.h"
#include "services/schedule/told.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Change;
using storage::Tx;

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(storage::ToMicros(time));
}

absl::TimeZone Zone(absl::string_view name) {
  absl::TimeZone zone = absl::UTCTimeZone();
  absl::LoadTimeZone(name, &zone);
  return zone;
}

// From a day of one event to that of another, by the clock on the wall.
struct Shift {
  absl::civil_diff_t days = 0;
  absl::Time Moved(absl::Time time, absl::TimeZone from, absl::TimeZone to) const {
    const absl::CivilSecond local = absl::ToCivilSecond(time, from);
    const absl::CivilDay day = absl::CivilDay(local) + days;
    return absl::FromCivil(absl::CivilSecond(day.year(), day.month(), day.day(), local.hour(),
                                             local.minute(), local.second()),
                           to);
  }
};

absl::CivilDay FirstDayOf(const v1::Event& event) {
  return absl::ToCivilDay(TimeOf(event.interval().start_time()), Zone(event.time_zone()));
}

template <class Resource>
bool Lives(const std::map<std::string, Resource>& resources, const std::string& name) {
  const auto found = resources.find(name);
  return found != resources.end() && !found->second.has_delete_time();
}

// What is wrong with a copy, or was left out of it, without keeping it from being made.
v1::Conflict LeftOut(absl::string_view activity, const absl::Status& why, bool is_warning) {
  v1::Conflict conflict;
  conflict.set_activity(std::string(activity));
  *conflict.mutable_error() = base::ToRpcStatus(why);
  conflict.set_is_warning(is_warning);
  return conflict;
}

// Copies onto the agenda of the event that is copied to.
class ProgrammeCopier {
 public:
  ProgrammeCopier(Change& change, Agenda& agenda, const v1::CopyProgrammeRequest& request)
      : change_(change), agenda_(agenda), request_(request) {}

  absl::StatusOr<v1::CopyProgrammeResponse> Copy() {
    PLENARY_RETURN_IF_ERROR(LoadSource());
    PLENARY_RETURN_IF_ERROR(CopyTracks());
    if (request_.include_stays()) PLENARY_RETURN_IF_ERROR(FindDelegations());
    if (request_.include_attendees()) PLENARY_RETURN_IF_ERROR(FindParticipants());
    bool is_empty = true;
    for (const v1::Activity& activity : sessions_) {
      absl::optional<v1::Session> copy = CopyOf(activity.session());
      if (!copy) continue;
      PLENARY_ASSIGN_OR_RETURN(const bool is_put, Put(activity, *std::move(copy)));
      is_empty &= !is_put;
    }
    if (is_empty) return std::move(response_);
    PLENARY_ASSIGN_OR_RETURN(const Outcome outcome, agenda_.Close());
    response_.set_sessions(static_cast<int32_t>(outcome.placed.size()));
    for (const Placed& placed : outcome.placed) {
      for (const v1::Conflict& conflict : placed.conflicts) {
        v1::Conflict& told = *response_.add_conflicts();
        told = conflict;
        told.set_activity(NameOf(placed.activity));
      }
    }
    return std::move(response_);
  }

 private:
  Tx& tx() { return change_.tx(); }

  absl::Status LoadSource() {
    const std::string& name = request_.source();
    PLENARY_ASSIGN_OR_RETURN(source_event_, storage::Living(events::FindEvent(tx(), name), name));
    PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> rows, ListAllActivities(tx(), name));
    sessions_.reserve(rows.size());
    for (ActivityRow& row : rows) {
      // As it took place, or as it was to: what was released last.
      v1::Activity& last = row.released ? *row.released : row.body;
      if (!last.has_session() || IsDeleted(last) || IsCancelled(last)) continue;
      sessions_.push_back(std::move(last));
    }
    PLENARY_ASSIGN_OR_RETURN(facts_, FactsOf(tx(), name, sessions_));
    shift_.days = FirstDayOf(agenda_.event()) - FirstDayOf(source_event_);
    return absl::OkStatus();
  }

  // Tracks keep their ids, so that copying twice does not make two of each.
  absl::Status CopyTracks() {
    PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::Track> tracks,
                             ListAllTracks(tx(), request_.source()));
    for (const v1::Track& track : tracks) {
      if (track.has_delete_time()) continue;
      std::string name = TrackNamed(base::LastId(track.name()));
      PLENARY_ASSIGN_OR_RETURN(const auto there, FindTrack(tx(), name));
      if (!there || there->has_delete_time()) {
        if (there) name = TrackNamed(change_.NewId());
        PLENARY_RETURN_IF_ERROR(AddTrack(track, name));
      }
      tracks_[track.name()] = name;
    }
    return absl::OkStatus();
  }

  std::string TrackNamed(absl::string_view id) const {
    return base::MakeName(kTrackPattern, {base::LastId(agenda_.event().name()), id});
  }

  absl::Status AddTrack(const v1::Track& source, const std::string& name) {
    v1::Track copy = source;
    copy.clear_external_id();
    storage::StampCreated(copy, name, agenda_.now());
    PLENARY_RETURN_IF_ERROR(InsertTrack(tx(), copy));
    change_.Record(name, v1::Change::CREATED, copy);
    response_.set_tracks(response_.tracks() + 1);
    return absl::OkStatus();
  }

  // The delegations of this event, by the source's of the same organization.
  absl::Status FindDelegations() {
    PLENARY_ASSIGN_OR_RETURN(const auto delegations,
                             delegations::ListAllDelegations(tx(), agenda_.event().name()));
    std::map<std::string, std::string> by_organization;
    for (const v1::Delegation& each : delegations) {
      if (each.state() == v1::Delegation::DECLINED) continue;
      by_organization.emplace(each.organization(), each.name());
    }
    for (const auto& [name, delegation] : facts_.delegations) {
      const auto found = by_organization.find(delegation.organization());
      if (found != by_organization.end()) delegations_[name] = found->second;
    }
    return absl::OkStatus();
  }

  // The participations in this event of those who took part in the source, by theirs there.
  absl::Status FindParticipants() {
    std::vector<std::pair<std::string, std::string>> wanted;  // participant, person
    wanted.reserve(facts_.participants.size());
    for (const auto& [name, participant] : facts_.participants) {
      wanted.emplace_back(name, participant.person());
    }
    std::vector<delegations::LoadedParticipations> loaded(wanted.size());
    std::vector<storage::Statement> statements;
    statements.reserve(wanted.size());
    for (size_t i = 0; i < wanted.size(); ++i) {
      statements.push_back(
          delegations::SelectActive(agenda_.event().name(), wanted[i].second, loaded[i]));
    }
    PLENARY_RETURN_IF_ERROR(tx().RunAll(absl::MakeSpan(statements)));
    for (size_t i = 0; i < wanted.size(); ++i) {
      PLENARY_ASSIGN_OR_RETURN(const auto found, loaded[i].Take());
      if (found) participants_[wanted[i].first] = found->participant.name();
    }
    return absl::OkStatus();
  }

  // --- One session.

  // Without what belongs to its event alone; nullopt where it is an item of a stay that is not
  // copied.
  absl::optional<v1::Session> CopyOf(const v1::Session& source) {
    v1::Session copy;
    copy.set_kind(source.kind());
    *copy.mutable_titles() = source.titles();
    *copy.mutable_subtitles() = source.subtitles();
    *copy.mutable_abstracts() = source.abstracts();
    *copy.mutable_interval() = source.interval();
    copy.set_time_zone(source.time_zone());
    *copy.mutable_places() = source.places();
    *copy.mutable_languages() = source.languages();
    copy.set_expected_count(source.expected_count());
    copy.set_is_fixed(source.is_fixed());
    if (source.has_journey()) *copy.mutable_journey() = source.journey();
    *copy.mutable_guest_notes() = source.guest_notes();
    copy.set_note(source.note());
    *copy.mutable_links() = source.links();
    copy.set_copied_from(source.name());
    copy.set_name(
        base::MakeName(kSessionPattern, {base::LastId(agenda_.event().name()), change_.NewId()}));
    const auto track = tracks_.find(source.track());
    if (track != tracks_.end()) copy.set_track(track->second);
    if (!CopyDelegations(source, copy)) return absl::nullopt;
    CopyPlaces(source, copy);
    CopyInterpretation(source, copy);
    if (request_.include_attendees()) CopyPeople(source, copy);
    return copy;
  }

  bool CopyDelegations(const v1::Session& source, v1::Session& copy) {
    if (source.delegations().empty()) return true;
    if (!request_.include_stays()) return false;
    for (const std::string& delegation : source.delegations()) {
      const auto found = delegations_.find(delegation);
      if (found != delegations_.end()) copy.add_delegations(found->second);
    }
    // Without any it would be an item of the programme, for everybody to see.
    return !copy.delegations().empty();
  }

  void CopyPlaces(const v1::Session& source, v1::Session& copy) {
    for (const v1::AssetUse& use : source.assets()) {
      if (Lives(facts_.assets, use.asset())) {
        *copy.add_assets() = use;
      } else {
        TellLeftOut(copy.name(), use.asset());
      }
    }
    if (source.venue().empty()) return;
    if (Lives(facts_.venues, source.venue())) {
      copy.set_venue(source.venue());
    } else {
      TellLeftOut(copy.name(), source.venue());
    }
  }

  void TellLeftOut(const std::string& copy, const std::string& name) {
    *response_.add_conflicts() = LeftOut(copy, base::Deleted(name), /*is_warning=*/true);
  }

  void CopyInterpretation(const v1::Session& source, v1::Session& copy) {
    if (!source.has_interpretation()) return;
    v1::Interpretation& interpretation = *copy.mutable_interpretation();
    interpretation = source.interpretation();
    interpretation.clear_interpreters();
    interpretation.clear_interpreters_needed();
    if (!request_.include_attendees()) return;
    for (const std::string& interpreter : source.interpretation().interpreters()) {
      if (Lives(facts_.assets, interpreter)) interpretation.add_interpreters(interpreter);
    }
  }

  // Those who take part in this event, too, and people who need not.
  std::string CounterpartOf(const std::string& who) const {
    if (base::EventOf(who).empty()) return Lives(facts_.people, who) ? who : "";
    const auto found = participants_.find(who);
    return found == participants_.end() ? "" : found->second;
  }

  void CopyPeople(const v1::Session& source, v1::Session& copy) {
    std::set<std::string> seen;
    for (const v1::Attendee& attendee : source.attendees()) {
      const std::string who = CounterpartOf(attendee.who());
      if (attendee.left() || who.empty() || !seen.insert(who).second) continue;
      v1::Attendee& invited = *copy.add_attendees();
      invited.set_who(who);
      invited.set_role(attendee.role());
      invited.set_optional(attendee.optional());
      if (attendee.has_interval()) *invited.mutable_interval() = attendee.interval();
    }
    for (const std::string& official : source.responsible()) {
      const std::string who = CounterpartOf(official);
      if (!who.empty()) copy.add_responsible(who);
    }
  }

  // Moves the copy to its day, and puts it on the agenda; what cannot be put is told.
  absl::StatusOr<bool> Put(const v1::Activity& source, v1::Session copy) {
    Entry entry;
    *entry.after.mutable_session() = std::move(copy);
    entry.kind = v1::Change::CREATED;
    entry.field = "session";
    entry.allow_conflicts = true;
    PLENARY_RETURN_IF_ERROR(agenda_.Load({&entry.after}));
    Move(source, *entry.after.mutable_session());
    const std::string name = entry.after.session().name();
    const absl::Status put = agenda_.Put(std::move(entry));
    if (put.ok()) return true;
    const bool is_ours =
        absl::IsInvalidArgument(put) || absl::IsNotFound(put) || absl::IsFailedPrecondition(put);
    if (!is_ours) return put;
    *response_.add_conflicts() = LeftOut(source.session().name(), put, /*is_warning=*/false);
    return false;
  }

  void Move(const v1::Activity& source, v1::Session& copy) const {
    v1::Activity moved;
    *moved.mutable_session() = copy;
    const absl::TimeZone from = Zone(StartZoneOf(source, facts_));
    const absl::TimeZone to = Zone(StartZoneOf(moved, agenda_.facts()));
    const absl::Time start = shift_.Moved(StartOf(source), from, to);
    absl::Time end = shift_.Moved(EndOf(source), Zone(EndZoneOf(source, facts_)),
                                  Zone(EndZoneOf(moved, agenda_.facts())));
    // Clocks that are put forward in between may leave nothing of it.
    if (end <= start) end = start + (EndOf(source) - StartOf(source));
    *copy.mutable_interval()->mutable_start_time() = storage::ToTimestamp(start);
    *copy.mutable_interval()->mutable_end_time() = storage::ToTimestamp(end);
    for (v1::Attendee& attendee : *copy.mutable_attendees()) {
      google::type::Interval* part = attendee.mutable_interval();
      for (auto* time : {part->has_start_time() ? part->mutable_start_time() : nullptr,
                         part->has_end_time() ? part->mutable_end_time() : nullptr}) {
        if (time == nullptr) continue;
        *time = storage::ToTimestamp(std::clamp(shift_.Moved(TimeOf(*time), from, to), start, end));
      }
      if (!part->has_start_time() && !part->has_end_time()) attendee.clear_interval();
    }
  }

  Change& change_;
  Agenda& agenda_;
  const v1::CopyProgrammeRequest& request_;
  v1::Event source_event_;
  std::vector<v1::Activity> sessions_;  // of the source
  Facts facts_;                         // of the source
  Shift shift_;
  std::map<std::string, std::string> tracks_;        // from the source's to this event's
  std::map<std::string, std::string> delegations_;   // likewise
  std::map<std::string, std::string> participants_;  // likewise
  v1::CopyProgrammeResponse response_;
};

}  // namespace

absl::StatusOr<v1::CopyProgrammeResponse> ScheduleService::CopyProgramme(
    Change& change, const v1::CopyProgrammeRequest& request) const {
  if (request.source() == request.parent()) {
    return base::BadField("source", "must be another event than the one that is copied to");
  }
  PLENARY_RETURN_IF_ERROR(CheckSeesWhole(change.call(), request.source()));
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, request.parent()));
  return ProgrammeCopier(change, agenda, request).Copy();
}

}  // namespace plenary::schedule
