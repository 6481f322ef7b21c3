// GetItinerary: where a person, a participant, a delegation or an asset is.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/assets/table.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/reach_condition.h"
#include "services/delegations/person_table.h"
#include "services/delegations/table.h"
#include "services/directory/table.h"
#include "services/names/written.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/facts.h"
#include "services/schedule/ledger_table.h"
#include "services/schedule/programme_reading.h"
#include "services/schedule/programme_rules.h"
#include "services/schedule/service.h"
#include "services/schedule/table.h"
#include "services/schedule/told.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Call;
using storage::Tx;

// More cannot be read by anybody.
constexpr int64_t kMostItems = 5000;
// As deep as combined assets go.
constexpr int kDeepestPart = 3;
constexpr absl::Duration kLongestSpan = absl::Hours(366 * 24);
constexpr absl::Duration kAroundEvent = absl::Hours(14 * 24);
constexpr absl::Duration kHalfAYear = absl::Hours(183 * 24);

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(storage::ToMicros(time));
}

// Whose itinerary.
struct Subject {
  std::string name;
  std::string event;             // of a participant or delegation; empty: of all events
  std::string person;            // of a person or participant
  std::string delegation;        // of a delegation
  std::set<std::string> assets;  // of an asset: it and its parts
  std::string display_name;
  std::string zone = "UTC";  // where nothing says another
  absl::Time start;          // the usual span
  absl::Time end;
  std::vector<v1::Participant> participants;  // whose own journeys belong to it
};

struct Span {
  absl::Time start;
  absl::Time end;
};

bool Overlaps(const v1::Activity& activity, const Span& span) {
  return StartOf(activity) < span.end && EndOf(activity) > span.start;
}

bool TakesPart(const v1::Participant& participant) {
  using P = v1::Participant;
  const P::State state = participant.state();
  const bool comes = state == P::NOMINATED || state == P::CONFIRMED || state == P::ACCEPTED;
  return comes && !participant.has_delete_time();
}

// Reads one itinerary.
class ItineraryReader {
 public:
  ItineraryReader(Tx& tx, const Call& call, const v1::GetItineraryRequest& request)
      : tx_(tx),
        call_(call),
        request_(request),
        view_(request.view() == v1::WORK_IN_PROGRESS ? v1::WORK_IN_PROGRESS : v1::RELEASED_VIEW) {}

  absl::StatusOr<v1::Itinerary> Read() {
    PLENARY_RETURN_IF_ERROR(FindSubject());
    PLENARY_RETURN_IF_ERROR(ReadSpan());
    PLENARY_RETURN_IF_ERROR(ReadActivities());
    std::vector<v1::ProgrammeItem> items;
    for (const auto& [event, activities] : activities_) {
      PLENARY_RETURN_IF_ERROR(AddItems(event, activities, items));
    }
    SortItems(items);
    v1::Itinerary itinerary;
    itinerary.set_subject(subject_.name);
    itinerary.set_display_name(subject_.display_name);
    itinerary.set_time_zone(ZoneOfMost(items, subject_.zone));
    for (v1::ProgrammeItem& item : items) *itinerary.add_items() = std::move(item);
    if (!subject_.event.empty() && view_ == v1::RELEASED_VIEW) {
      PLENARY_ASSIGN_OR_RETURN(const Version version, VersionInForce(tx_, subject_.event));
      itinerary.set_version(version.label);
    }
    return itinerary;
  }

 private:
  absl::Status FindSubject() {
    subject_.name = request_.subject();
    subject_.start = tx_.now() - kHalfAYear;
    subject_.end = tx_.now() + kHalfAYear;
    if (absl::StartsWith(subject_.name, "people/")) return FindPersonAsked();
    if (absl::StartsWith(subject_.name, "assets/")) return FindAssetAsked();
    subject_.event = std::string(base::EventOf(subject_.name));
    if (view_ == v1::WORK_IN_PROGRESS) {
      PLENARY_RETURN_IF_ERROR(CheckSeesWhole(call_, subject_.event));
    }
    PLENARY_ASSIGN_OR_RETURN(const Facts facts, EventFacts(tx_, subject_.event));
    subject_.zone = facts.event.time_zone();
    subject_.start = TimeOf(facts.event.interval().start_time()) - kAroundEvent;
    subject_.end = TimeOf(facts.event.interval().end_time()) + kAroundEvent;
    const bool is_delegation = base::HasForm(subject_.name, delegations::kDelegationPattern);
    return is_delegation ? FindDelegationAsked() : FindParticipantAsked();
  }

  absl::Status FindPersonAsked() {
    PLENARY_ASSIGN_OR_RETURN(
        const v1::Person person,
        storage::Existing(directory::FindPerson(tx_, subject_.name), subject_.name));
    subject_.person = person.name();
    subject_.display_name = names::WrittenName(person, request_.language_code());
    PLENARY_ASSIGN_OR_RETURN(const auto names, delegations::ParticipationsOf(tx_, subject_.person));
    PLENARY_ASSIGN_OR_RETURN(auto participants, delegations::FindParticipants(tx_, names));
    for (absl::optional<v1::Participant>& each : participants) {
      if (!each || !TakesPart(*each)) continue;
      const std::string& place = each->delegation().empty()
                                     ? std::string(base::EventOf(each->name()))
                                     : each->delegation();
      if (base::SeesWhole(call_.access, place)) {
        subject_.participants.push_back(*std::move(each));
      }
    }
    return absl::OkStatus();
  }

  absl::Status FindParticipantAsked() {
    PLENARY_ASSIGN_OR_RETURN(
        v1::Participant participant,
        storage::Existing(delegations::FindParticipant(tx_, subject_.name), subject_.name));
    PLENARY_ASSIGN_OR_RETURN(const auto person, directory::FindPerson(tx_, participant.person()));
    subject_.person = person ? person->name() : participant.person();
    subject_.display_name =
        person ? names::WrittenName(*person, request_.language_code()) : participant.display_name();
    if (TakesPart(participant)) subject_.participants.push_back(std::move(participant));
    return absl::OkStatus();
  }

  absl::Status FindDelegationAsked() {
    subject_.delegation = subject_.name;
    Named named;
    named.delegations.insert(subject_.name);
    PLENARY_ASSIGN_OR_RETURN(const Facts facts, FactsOf(tx_, subject_.event, {}, named));
    if (facts.delegations.count(subject_.name) == 0) return base::NotFound(subject_.name);
    subject_.display_name = NameOfDelegation(subject_.name, facts, request_.language_code());
    PLENARY_ASSIGN_OR_RETURN(auto members, delegations::ListActiveOf(tx_, subject_.name));
    for (delegations::Participation& member : members) {
      if (TakesPart(member.participant)) {
        subject_.participants.push_back(std::move(member.participant));
      }
    }
    return absl::OkStatus();
  }

  absl::Status FindAssetAsked() {
    PLENARY_ASSIGN_OR_RETURN(
        const v1::Asset asset,
        storage::Existing(assets::FindAsset(tx_, subject_.name), subject_.name));
    subject_.display_name = names::WrittenText(asset.display_names(), request_.language_code());
    if (!asset.time_zone().empty()) subject_.zone = asset.time_zone();
    if (asset.time_zone().empty() && !asset.venue().empty()) {
      PLENARY_ASSIGN_OR_RETURN(const auto venue, assets::FindVenue(tx_, asset.venue()));
      if (venue) subject_.zone = venue->time_zone();
    }
    // Booking the whole books its parts, which have rows of their own; booking
    // a part blocks it.
    subject_.assets.insert(asset.name());
    std::vector<std::string> parts(asset.parts().begin(), asset.parts().end());
    for (int depth = 0; depth < kDeepestPart && !parts.empty(); ++depth) {
      PLENARY_ASSIGN_OR_RETURN(const auto found, assets::FindAssets(tx_, parts));
      parts.clear();
      for (const absl::optional<v1::Asset>& part : found) {
        if (!part || !subject_.assets.insert(part->name()).second) continue;
        parts.insert(parts.end(), part->parts().begin(), part->parts().end());
      }
    }
    return absl::OkStatus();
  }

  absl::Status ReadSpan() {
    const google::type::Interval& asked = request_.interval();
    span_.start = asked.has_start_time() ? TimeOf(asked.start_time()) : subject_.start;
    span_.end = asked.has_end_time() ? TimeOf(asked.end_time()) : subject_.end;
    base::FieldErrors errors;
    const bool is_asked = asked.has_start_time() || asked.has_end_time();
    if (is_asked && span_.start >= span_.end) errors.Add("interval", "must end after it starts");
    if (is_asked && span_.end - span_.start > kLongestSpan) {
      errors.Add("interval", "must be no longer than 366 days; ask several times");
    }
    return errors.ToStatus();
  }

  // --- What there is.

  absl::Status ReadActivities() {
    std::vector<ActivityRow> rows;
    if (!subject_.delegation.empty()) {
      PLENARY_ASSIGN_OR_RETURN(rows, ListAllActivities(tx_, subject_.event));
    } else {
      PLENARY_ASSIGN_OR_RETURN(rows, ReadLinked());
    }
    for (ActivityRow& row : rows) Keep(std::move(row));
    // Somebody may arrive for an event that has nothing else for them.
    for (const v1::Participant& participant : subject_.participants) {
      activities_[std::string(base::EventOf(participant.name()))];
    }
    return absl::OkStatus();
  }

  // Rows that concern the person or the assets in the released schedule, and
  // where it is asked for in the work in progress, each once.
  absl::StatusOr<std::vector<ActivityRow>> ReadLinked() {
    std::set<std::string> subjects = subject_.assets;
    if (!subject_.person.empty()) subjects.insert(subject_.person);
    std::map<std::string, ActivityRow> rows;
    for (const std::string& subject : subjects) {
      for (const bool in_progress : {false, true}) {
        if (in_progress && view_ != v1::WORK_IN_PROGRESS) continue;
        PLENARY_ASSIGN_OR_RETURN(auto found, ListActivitiesOf(tx_, subject, span_.start, span_.end,
                                                              in_progress, kMostItems + 1));
        for (ActivityRow& row : found) {
          const std::string name = NameOf(row.body);
          rows.emplace(name, std::move(row));
        }
      }
    }
    PLENARY_RETURN_IF_ERROR(AddBooked(rows));
    if (static_cast<int64_t>(rows.size()) > kMostItems) {
      return base::Refuse(absl::StatusCode::kResourceExhausted,
                          v1::ERROR_REASON_TRANSACTION_TOO_LARGE,
                          absl::StrCat("there are more than ", kMostItems,
                                       " activities in that time; ask for a shorter interval"),
                          {{"limit", absl::StrCat(kMostItems)}});
    }
    std::vector<ActivityRow> all;
    all.reserve(rows.size());
    for (auto& [name, row] : rows) all.push_back(std::move(row));
    return all;
  }

  // An interpreter or driver is where the asset they are is booked, without
  // being an attendee.
  absl::Status AddBooked(std::map<std::string, ActivityRow>& rows) {
    if (subject_.person.empty()) return absl::OkStatus();
    std::vector<OccupancyRow> occupied;
    std::vector<storage::Statement> statements;
    statements.push_back(SelectBetween(subject_.person,
                                       absl::ToUnixMicros(span_.start - kLongestActivity),
                                       absl::ToUnixMicros(span_.end), occupied));
    PLENARY_RETURN_IF_ERROR(tx_.RunAll(absl::MakeSpan(statements)));
    std::set<std::string> missing;
    for (const OccupancyRow& row : occupied) {
      if (rows.count(row.activity) == 0) missing.insert(row.activity);
      booked_.insert(row.activity);
    }
    const std::vector<std::string> names(missing.begin(), missing.end());
    PLENARY_ASSIGN_OR_RETURN(auto found, FindActivities(tx_, names));
    for (size_t i = 0; i < names.size(); ++i) {
      if (found[i]) rows.emplace(names[i], *std::move(found[i]));
    }
    return absl::OkStatus();
  }

  // Of events that the caller doesn't see as a whole, what was released is
  // shown in either view.
  void Keep(ActivityRow row) {
    const std::string event(base::EventOf(NameOf(row.body)));
    if (!subject_.event.empty() && event != subject_.event) return;
    const bool sees_progress =
        view_ == v1::WORK_IN_PROGRESS && base::SeesWhole(call_.access, event);
    absl::optional<v1::Activity> told = Told(
        std::move(row), sees_progress ? v1::WORK_IN_PROGRESS : v1::RELEASED_VIEW, call_.access);
    if (!told || IsDeleted(*told) || IsOver(*told) || !Overlaps(*told, span_)) return;
    activities_[event].push_back(*std::move(told));
  }

  // Whether a booking was given back or expired.
  bool IsOver(const v1::Activity& activity) const {
    if (!activity.has_booking()) return false;
    const v1::Booking& booking = activity.booking();
    const bool is_held =
        booking.state() == v1::Booking::FIRM || booking.state() == v1::Booking::HELD;
    const bool has_expired =
        booking.has_expire_time() && TimeOf(booking.expire_time()) <= tx_.now();
    return !is_held || has_expired;
  }

  // --- How it is told.

  absl::Status AddItems(const std::string& event, const std::vector<v1::Activity>& activities,
                        std::vector<v1::ProgrammeItem>& items) {
    Named also;
    for (const v1::Participant& participant : subject_.participants) {
      if (base::EventOf(participant.name()) == event) also.participants.insert(participant.name());
    }
    PLENARY_ASSIGN_OR_RETURN(const Facts facts, FactsOf(tx_, event, activities, std::move(also)));
    ProgrammeStyle style = StyleFor(call_, event, request_.language_code());
    style.with_attendees = true;
    std::vector<v1::ProgrammeItem> of_event;
    for (const v1::Activity& activity : activities) {
      absl::optional<v1::ProgrammeItem> item = ItemFor(activity, facts, style);
      if (item) of_event.push_back(*std::move(item));
    }
    AddJourneys(OwnJourneys(event, facts, style), of_event);
    items.insert(items.end(), std::make_move_iterator(of_event.begin()),
                 std::make_move_iterator(of_event.end()));
    return absl::OkStatus();
  }

  // The line of an activity; nullopt where the form that the caller is told
  // does not concern the subject.
  absl::optional<v1::ProgrammeItem> ItemFor(const v1::Activity& activity, const Facts& facts,
                                            const ProgrammeStyle& style) const {
    if (!subject_.delegation.empty()) {
      if (!ConcernsDelegation(activity, subject_.delegation)) return absl::nullopt;
      return ItemOf(activity, facts, style);
    }
    const std::set<std::string> concerned = SubjectsOf(activity, facts);
    if (subject_.person.empty()) {
      const bool is_needed =
          std::any_of(subject_.assets.begin(), subject_.assets.end(),
                      [&](const std::string& asset) { return concerned.count(asset) > 0; });
      if (!is_needed) return absl::nullopt;
      return ItemOf(activity, facts, style);
    }
    const bool is_there =
        concerned.count(subject_.person) > 0 || booked_.count(NameOf(activity)) > 0;
    if (!is_there) return absl::nullopt;
    return ItemOfPerson(activity, subject_.person, facts, style);
  }

  std::vector<v1::ProgrammeItem> OwnJourneys(const std::string& event, const Facts& facts,
                                             const ProgrammeStyle& style) const {
    std::vector<v1::ProgrammeItem> journeys;
    for (const v1::Participant& participant : subject_.participants) {
      if (base::EventOf(participant.name()) != event) continue;
      for (auto* journey_of : {&ArrivalOf, &DepartureOf}) {
        absl::optional<v1::ProgrammeItem> item = journey_of(participant, facts, style);
        if (!item) continue;
        const absl::Time time = TimeOf(item->interval().start_time());
        if (time >= span_.start && time < span_.end) journeys.push_back(*std::move(item));
      }
    }
    return journeys;
  }

  Tx& tx_;
  const Call& call_;
  const v1::GetItineraryRequest& request_;
  const v1::ScheduleView view_;
  Subject subject_;
  Span span_;
  std::set<std::string> booked_;  // activities for which the ledger has the person
  std::map<std::string, std::vector<v1::Activity>> activities_;  // by event
};

}  // namespace

absl::StatusOr<v1::Itinerary> ScheduleService::GetItinerary(
    Tx& tx, const Call& call, const v1::GetItineraryRequest& request) const {
  return ItineraryReader(tx, call, request).Read();
}

}  // namespace plenary::schedule
