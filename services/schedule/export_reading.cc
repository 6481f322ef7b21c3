#include "services/schedule/export_reading.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "services/assets/table.h"
#include "services/base/access.h"
#include "services/base/names.h"
#include "services/base/reach_condition.h"
#include "services/delegations/table.h"
#include "services/directory/table.h"
#include "services/events/table.h"
#include "services/names/written.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/export_table.h"
#include "services/schedule/facts.h"
#include "services/schedule/programme_reading.h"
#include "services/schedule/programme_rules.h"
#include "services/schedule/table.h"
#include "services/schedule/told.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Call;
using storage::Tx;

constexpr absl::Duration kFeedBack = absl::Hours(90 * 24);
constexpr absl::Duration kFeedAhead = absl::Hours(366 * 24);
constexpr absl::Duration kCalledOffFor = absl::Hours(30 * 24);
// GetItinerary answers for no longer at once.
constexpr absl::Duration kLongestItinerary = absl::Hours(366 * 24);
// A calendar is fetched every hour; who wants to read on opens the programme.
constexpr size_t kMostAboutInFeed = 1000;

struct Span {
  absl::Time start;
  absl::Time end;
};

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(storage::ToMicros(time));
}

bool Overlaps(const v1::ProgrammeItem& item, const Span& span) {
  return TimeOf(item.interval().start_time()) < span.end &&
         TimeOf(item.interval().end_time()) >= span.start;
}

bool IsEvent(absl::string_view subject) { return base::HasForm(subject, events::kEventPattern); }

const std::string& ExternalIdOf(const v1::Activity& activity) {
  return activity.has_meeting() ? activity.meeting().external_id()
                                : activity.session().external_id();
}

void ClearForGuests(v1::ProgrammeItem& item) {
  item.clear_attendees();
  item.clear_vehicles();
  item.clear_interpreters();
  item.clear_responsible();
  item.clear_phones();
  item.clear_note();
}

// --- Lines.

absl::StatusOr<Lines> ReadProgramme(const ScheduleService& service, Tx& tx, const Call& call,
                                    const LinesAsked& asked) {
  v1::GetProgrammeRequest request;
  request.set_subject(asked.subject);
  request.set_view(asked.view);
  request.set_language_code(asked.language);
  request.set_rendering(asked.is_working ? v1::GetProgrammeRequest::WORKING
                                         : v1::GetProgrammeRequest::GUESTS);
  PLENARY_ASSIGN_OR_RETURN(v1::Programme programme, service.GetProgramme(tx, call, request));
  Lines lines{programme.display_name(), programme.time_zone(), {}};
  for (v1::Programme::Day& day : *programme.mutable_days()) {
    for (v1::ProgrammeItem& item : *day.mutable_items()) lines.items.push_back(std::move(item));
  }
  SortItems(lines.items);
  return lines;
}

absl::StatusOr<Lines> ReadItinerary(const ScheduleService& service, Tx& tx, const Call& call,
                                    const LinesAsked& asked, const absl::optional<Span>& span) {
  v1::GetItineraryRequest request;
  request.set_subject(asked.subject);
  request.set_view(asked.view);
  request.set_language_code(asked.language);
  if (span) {
    *request.mutable_interval()->mutable_start_time() = storage::ToTimestamp(span->start);
    *request.mutable_interval()->mutable_end_time() = storage::ToTimestamp(span->end);
  }
  PLENARY_ASSIGN_OR_RETURN(v1::Itinerary itinerary, service.GetItinerary(tx, call, request));
  Lines lines{itinerary.display_name(), itinerary.time_zone(), {}};
  lines.items.reserve(static_cast<size_t>(itinerary.items_size()));
  for (v1::ProgrammeItem& item : *itinerary.mutable_items()) {
    if (!asked.is_working) ClearForGuests(item);
    lines.items.push_back(std::move(item));
  }
  return lines;
}

// In as many pieces as it takes; what lies in two of them comes once.
absl::StatusOr<Lines> ReadLongItinerary(const ScheduleService& service, Tx& tx, const Call& call,
                                        const LinesAsked& asked, const Span& span) {
  Lines all;
  std::set<std::pair<std::string, int>> seen;
  for (absl::Time start = span.start; start < span.end; start += kLongestItinerary) {
    const Span piece{start, std::min(start + kLongestItinerary, span.end)};
    PLENARY_ASSIGN_OR_RETURN(Lines lines, ReadItinerary(service, tx, call, asked, piece));
    if (all.items.empty()) {
      all.display_name = std::move(lines.display_name);
      all.time_zone = std::move(lines.time_zone);
    }
    for (v1::ProgrammeItem& item : lines.items) {
      if (!seen.emplace(item.activity(), item.kind()).second) continue;
      all.items.push_back(std::move(item));
    }
  }
  return all;
}

// --- What stands beside the lines of a calendar.

// Adds what calendars tell beside their lines, of activities in the form that the caller is told.
class Details {
 public:
  Details(Tx& tx, const Call& call, const LinesAsked& asked)
      : tx_(tx), call_(call), asked_(asked) {}

  absl::StatusOr<std::vector<CalendarLine>> AddTo(std::vector<v1::ProgrammeItem> items) {
    PLENARY_RETURN_IF_ERROR(LoadActivities(items));
    PLENARY_RETURN_IF_ERROR(LoadAllFacts(items));
    std::vector<CalendarLine> lines;
    lines.reserve(items.size());
    for (v1::ProgrammeItem& item : items) lines.push_back(LineOf(std::move(item)));
    return lines;
  }

 private:
  absl::Status LoadActivities(const std::vector<v1::ProgrammeItem>& items) {
    std::vector<std::string> names;
    names.reserve(items.size());
    for (const v1::ProgrammeItem& item : items) {
      // Own journeys are no activities.
      const bool is_journey = base::HasForm(item.activity(), delegations::kParticipantPattern);
      if (!is_journey) names.push_back(item.activity());
    }
    PLENARY_ASSIGN_OR_RETURN(auto rows, FindActivities(tx_, names));
    for (size_t i = 0; i < names.size(); ++i) {
      if (rows[i]) Keep(names[i], *std::move(rows[i]));
    }
    return absl::OkStatus();
  }

  void Keep(const std::string& name, ActivityRow row) {
    const bool sees_progress =
        asked_.view == v1::WORK_IN_PROGRESS && base::SeesWhole(call_.access, base::EventOf(name));
    // The UID of an entry is the same for everybody who has it.
    external_ids_[name] = ExternalIdOf(row.released && !sees_progress ? *row.released : row.body);
    absl::optional<v1::Activity> told = Told(
        std::move(row), sees_progress ? v1::WORK_IN_PROGRESS : v1::RELEASED_VIEW, call_.access);
    if (told) activities_[name] = *std::move(told);
  }

  // Of each event: where things take place.
  absl::Status LoadAllFacts(const std::vector<v1::ProgrammeItem>& items) {
    std::map<std::string, Named> named;
    for (const v1::ProgrammeItem& item : items) named[std::string(base::EventOf(item.activity()))];
    for (const auto& [name, activity] : activities_) {
      Named all;
      AddNamed(activity, all);
      Named& places = named[std::string(base::EventOf(name))];
      places.assets.insert(all.assets.begin(), all.assets.end());
      places.venues.insert(all.venues.begin(), all.venues.end());
    }
    for (const auto& [event, places] : named) {
      PLENARY_ASSIGN_OR_RETURN(facts_[event], FactsOf(tx_, event, {}, places));
    }
    return absl::OkStatus();
  }

  CalendarLine LineOf(v1::ProgrammeItem item) const {
    CalendarLine line;
    line.item = std::move(item);
    const auto facts = facts_.find(std::string(base::EventOf(line.item.activity())));
    if (facts == facts_.end()) return line;
    line.organizer = names::WrittenText(facts->second.event.display_names(), asked_.language);
    const auto found = activities_.find(line.item.activity());
    if (found == activities_.end()) return line;
    const v1::Activity& activity = found->second;
    line.external_id = external_ids_.at(line.item.activity());
    const auto venue = facts->second.venues.find(VenueOf(activity, facts->second));
    if (venue != facts->second.venues.end()) {
      line.address = names::WrittenText(venue->second.addresses(), asked_.language);
    }
    if (activity.has_session()) AddSession(activity.session(), line);
    if (activity.has_meeting()) line.about = TextIn(activity.meeting().agendas());
    line.is_held = activity.booking().state() == v1::Booking::HELD;
    return line;
  }

  void AddSession(const v1::Session& session, CalendarLine& line) const {
    line.about = TextIn(session.abstracts());
    if (!session.links().empty()) line.url = session.links(0).url();
    const auto transparent = session.external_fields().find("transparent");
    line.is_transparent = transparent != session.external_fields().end();
    const auto organizer = session.external_fields().find("organizer");
    if (organizer != session.external_fields().end()) line.organizer = organizer->second;
  }

  std::string TextIn(const google::protobuf::RepeatedPtrField<v1::LongText>& texts) const {
    for (const v1::LongText& text : texts) {
      if (text.language() == asked_.language) return text.text();
    }
    return texts.empty() ? "" : texts.Get(0).text();
  }

  Tx& tx_;
  const Call& call_;
  const LinesAsked& asked_;
  std::map<std::string, v1::Activity> activities_;  // by name
  std::map<std::string, std::string> external_ids_;
  std::map<std::string, Facts> facts_;  // by event
};

CalendarStyle StyleOf(const Lines& lines, const LinesAsked& asked) {
  CalendarStyle style;
  style.name = lines.display_name;
  style.language = asked.language;
  style.time_zone = lines.time_zone;
  style.is_working = asked.is_working;
  return style;
}

// --- What was deleted.

// Whom the entries of a feed are about.
struct Concerned {
  std::string event;       // of everything but people and assets
  std::string delegation;  // the subject, where it is one
  std::string subject;     // a person or an asset; empty for the whole event
};

absl::StatusOr<Concerned> ConcernedBy(Tx& tx, const std::string& subject) {
  Concerned concerned;
  concerned.event = std::string(base::EventOf(subject));
  if (base::HasForm(subject, delegations::kDelegationPattern)) concerned.delegation = subject;
  if (base::HasForm(subject, delegations::kParticipantPattern)) {
    PLENARY_ASSIGN_OR_RETURN(const v1::Participant participant,
                             storage::Existing(delegations::FindParticipant(tx, subject), subject));
    concerned.subject = participant.person();
  }
  if (absl::StartsWith(subject, "assets/")) concerned.subject = subject;
  if (!absl::StartsWith(subject, "people/")) return concerned;
  // Whoever was merged into another is that one.
  PLENARY_ASSIGN_OR_RETURN(const v1::Person person,
                           storage::Existing(directory::FindPerson(tx, subject), subject));
  concerned.subject = person.name();
  return concerned;
}

// What a programme would say of it; nullopt where it is not about the subject.
absl::optional<v1::ProgrammeItem> ItemOfConcerned(const v1::Activity& activity,
                                                  const Concerned& concerned, const Facts& facts,
                                                  const ProgrammeStyle& style) {
  if (!concerned.delegation.empty()) {
    if (!ConcernsDelegation(activity, concerned.delegation)) return absl::nullopt;
    return ItemOf(activity, facts, style);
  }
  if (concerned.subject.empty()) {
    if (!IsOpen(activity)) return absl::nullopt;
    return ItemOf(activity, facts, style);
  }
  if (SubjectsOf(activity, facts).count(concerned.subject) == 0) return absl::nullopt;
  if (absl::StartsWith(concerned.subject, "assets/")) return ItemOf(activity, facts, style);
  return ItemOfPerson(activity, concerned.subject, facts, style);
}

// As what was cancelled, once and for good: its state is one more change.
absl::optional<CalendarLine> LineOfDeleted(const Deleted& deleted, const Concerned& concerned,
                                           const Facts& facts, const ProgrammeStyle& style) {
  absl::optional<v1::ProgrammeItem> item =
      ItemOfConcerned(deleted.activity, concerned, facts, style);
  if (!item) return absl::nullopt;
  CalendarLine line;
  line.item = *std::move(item);
  line.item.set_state(v1::CANCELLED);
  line.item.set_sequence(line.item.sequence() + 1);
  *line.item.mutable_update_time() = storage::ToTimestamp(deleted.time);
  line.organizer = names::WrittenText(facts.event.display_names(), style.language);
  line.external_id = ExternalIdOf(deleted.activity);
  return line;
}

// What the subject had and was deleted since `since`.
absl::StatusOr<std::vector<CalendarLine>> ReadDeleted(Tx& tx, const Call& call,
                                                      const LinesAsked& asked, absl::Time since) {
  PLENARY_ASSIGN_OR_RETURN(const Concerned concerned, ConcernedBy(tx, asked.subject));
  PLENARY_ASSIGN_OR_RETURN(const auto deleted, ListDeletedSince(tx, concerned.event, since));
  std::map<std::string, std::vector<const Deleted*>> by_event;
  for (const Deleted& each : deleted) {
    if (!SeesReleased(call.access, each.activity)) continue;
    by_event[std::string(base::EventOf(NameOf(each.activity)))].push_back(&each);
  }
  std::vector<CalendarLine> lines;
  for (const auto& [event, gone] : by_event) {
    std::vector<v1::Activity> activities;
    activities.reserve(gone.size());
    for (const Deleted* each : gone) activities.push_back(each->activity);
    PLENARY_ASSIGN_OR_RETURN(const Facts facts, FactsOf(tx, event, activities));
    ProgrammeStyle style;
    style.language = asked.language;
    for (const Deleted* each : gone) {
      absl::optional<CalendarLine> line = LineOfDeleted(*each, concerned, facts, style);
      if (line) lines.push_back(*std::move(line));
    }
  }
  return lines;
}

// What imported files say beside the sessions that came of them.
absl::Status AddImported(Tx& tx, const std::string& event, ConferenceSource& source) {
  PLENARY_ASSIGN_OR_RETURN(const auto people, ListImported(tx, event, "person"));
  PLENARY_ASSIGN_OR_RETURN(const auto written, ListImported(tx, event, "person name"));
  for (const auto& [id, person] : people) {
    const auto name = written.find(id);
    // Of several ids of one person the first is taken, always the same.
    source.imported.emplace(person,
                            PersonInFile{id, name == written.end() ? std::string() : name->second});
  }
  PLENARY_ASSIGN_OR_RETURN(const auto rooms, ListImported(tx, event, "room"));
  source.rooms.reserve(rooms.size());
  for (const auto& [id, room] : rooms) source.rooms.push_back(room);
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckSubject(Tx& tx, const std::string& subject) {
  if (IsEvent(subject)) {
    return storage::Existing(events::FindEvent(tx, subject), subject).status();
  }
  if (base::HasForm(subject, delegations::kDelegationPattern)) {
    return storage::Existing(delegations::FindDelegation(tx, subject), subject).status();
  }
  if (base::HasForm(subject, delegations::kParticipantPattern)) {
    return storage::Existing(delegations::FindParticipant(tx, subject), subject).status();
  }
  if (absl::StartsWith(subject, "assets/")) {
    return storage::Existing(assets::FindAsset(tx, subject), subject).status();
  }
  return storage::Existing(directory::FindPerson(tx, subject), subject).status();
}

absl::StatusOr<Lines> ReadLines(const ScheduleService& service, Tx& tx, const Call& call,
                                const LinesAsked& asked) {
  const absl::string_view event = base::EventOf(asked.subject);
  if (asked.is_working && !event.empty()) PLENARY_RETURN_IF_ERROR(CheckSeesWhole(call, event));
  if (IsEvent(asked.subject)) return ReadProgramme(service, tx, call, asked);
  return ReadItinerary(service, tx, call, asked, absl::nullopt);
}

absl::StatusOr<interchange::CalendarFeed> ReadCalendar(const ScheduleService& service, Tx& tx,
                                                       const Call& call, const LinesAsked& asked) {
  PLENARY_ASSIGN_OR_RETURN(Lines lines, ReadLines(service, tx, call, asked));
  const CalendarStyle style = StyleOf(lines, asked);
  PLENARY_ASSIGN_OR_RETURN(const std::vector<CalendarLine> told,
                           Details(tx, call, asked).AddTo(std::move(lines.items)));
  return CalendarOf(told, style);
}

absl::StatusOr<interchange::CalendarFeed> ReadFeed(const ScheduleService& service, Tx& tx,
                                                   const Call& call, const LinesAsked& asked) {
  const Span span{tx.now() - kFeedBack, tx.now() + kFeedAhead};
  const absl::Time since = tx.now() - kCalledOffFor;
  // What is of one event ends by itself; people and assets go on from year to year.
  const bool is_of_event = !base::EventOf(asked.subject).empty();
  PLENARY_ASSIGN_OR_RETURN(Lines lines, is_of_event
                                            ? ReadLines(service, tx, call, asked)
                                            : ReadLongItinerary(service, tx, call, asked, span));
  const auto is_outside = [&](const v1::ProgrammeItem& item) {
    return !is_of_event && !Overlaps(item, span);
  };
  const auto is_over = [&](const v1::ProgrammeItem& item) {
    const bool is_old_news = item.state() == v1::CANCELLED && TimeOf(item.update_time()) < since;
    return is_old_news || is_outside(item);
  };
  lines.items.erase(std::remove_if(lines.items.begin(), lines.items.end(), is_over),
                    lines.items.end());
  CalendarStyle style = StyleOf(lines, asked);
  style.most_about = kMostAboutInFeed;
  PLENARY_ASSIGN_OR_RETURN(std::vector<CalendarLine> told,
                           Details(tx, call, asked).AddTo(std::move(lines.items)));
  PLENARY_ASSIGN_OR_RETURN(std::vector<CalendarLine> deleted, ReadDeleted(tx, call, asked, since));
  for (CalendarLine& line : deleted) {
    if (!is_outside(line.item)) told.push_back(std::move(line));
  }
  return CalendarOf(told, style);
}

absl::StatusOr<ConferenceSource> ReadConferenceSource(Tx& tx, const Call& call,
                                                      const std::string& event,
                                                      v1::ScheduleView view) {
  PLENARY_RETURN_IF_ERROR(CheckView(call.access, view, event));
  ConferenceSource source;
  PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> rows, ListAllActivities(tx, event));
  for (ActivityRow& row : rows) {
    absl::optional<v1::Activity> told = Told(std::move(row), view, call.access);
    if (!told || !told->has_session() || !IsOpen(*told)) continue;
    // The format has no word for what was cancelled: whoever reads it would come.
    if (!IsDeleted(*told) && !IsCancelled(*told)) source.sessions.push_back(*std::move(told));
  }
  Named rooms;
  if (base::SeesWhole(call.access, event)) {
    PLENARY_RETURN_IF_ERROR(AddImported(tx, event, source));
    rooms.assets.insert(source.rooms.begin(), source.rooms.end());
  }
  PLENARY_ASSIGN_OR_RETURN(source.facts, FactsOf(tx, event, source.sessions, std::move(rooms)));
  PLENARY_ASSIGN_OR_RETURN(source.tracks, ListAllTracks(tx, event));
  if (view != v1::WORK_IN_PROGRESS) {
    PLENARY_ASSIGN_OR_RETURN(const Version version, VersionInForce(tx, event));
    source.version = version.label;
  }
  return source;
}

}  // namespace plenary::schedule
