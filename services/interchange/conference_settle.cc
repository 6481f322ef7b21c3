#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/base/text_forms.h"
#include "services/interchange/conference_draft.h"
#include "services/interchange/conference_times.h"
#include "services/interchange/refusals.h"

namespace plenary::interchange {
namespace {

using Kind = ConferenceRemark::Kind;

constexpr int64_t kDaySeconds = 24 * 60 * 60;
// Where nothing is told: until then it is the night of the day before, from then on afternoon.
constexpr absl::Duration kNightEnd = absl::Hours(6);
constexpr absl::Duration kAfternoon = absl::Hours(12);

// When a day of the conference goes, as far as it is known.
struct DayBounds {
  absl::optional<absl::Time> start;
  absl::optional<absl::Time> end;

  bool Have(absl::Time time) const { return start && end && *start <= time && time < *end; }
};

absl::Time InstantOf(const ScheduleInstant& instant, absl::TimeZone zone) {
  if (!instant.offset) return absl::FromCivil(instant.local, zone);
  return absl::FromCivil(instant.local, absl::UTCTimeZone()) - *instant.offset;
}

std::string Shown(absl::string_view text) { return absl::StrCat("“", ShownBeginning(text), "”"); }

absl::optional<bool> ReadTruth(absl::string_view text) {
  if (absl::EqualsIgnoreCase(text, "true") || text == "1") return true;
  if (absl::EqualsIgnoreCase(text, "false") || text == "0") return false;
  return absl::nullopt;
}

// Holds the parts of a draft against each other.
class Settling {
 public:
  Settling(ConferenceDraft draft, absl::TimeZone zone, ConferenceRemarks& remarks)
      : draft_(std::move(draft)), conference_(draft_.conference), remarks_(remarks) {
    conference_.time_zone = zone;
  }

  Conference Take() {
    SettleTimeZone();
    SettleDates();
    for (size_t i = 0; i < draft_.days.size(); ++i) SettleDay(i);
    SettleDeclaredRooms();
    SettleDeclaredTracks();
    for (size_t i = 0; i < draft_.events.size(); ++i) SettleEvent(i);
    RemarkIdsOfEvents();
    return std::move(conference_);
  }

 private:
  void Remark(Kind kind, int64_t line, absl::string_view description) {
    remarks_.Add(kind, line, -1, description);
  }
  void RemarkEvent(Kind kind, size_t event, absl::string_view description, int64_t line = 0) {
    remarks_.Add(kind, line == 0 ? draft_.events[event].line : line, static_cast<int>(event),
                 description);
  }

  void SettleTimeZone() {
    const DraftText& name = draft_.time_zone;
    if (name.text.empty()) return;
    absl::TimeZone zone;
    // What is no zone's name may be that of a file of this machine.
    if (base::IsTimeZone(name.text) && absl::LoadTimeZone(name.text, &zone)) {
      conference_.time_zone = zone;
      return;
    }
    Remark(Kind::kUnknownTimeZone, name.line,
           absl::StrCat("the time zone ", Shown(name.text), " is not known; times are read in ",
                        conference_.time_zone.name()));
  }

  absl::optional<absl::CivilDay> DateOf(const DraftText& text, absl::string_view what) {
    if (text.text.empty()) return absl::nullopt;
    const absl::optional<absl::CivilDay> date = ReadScheduleDay(text.text);
    if (!date) {
      Remark(Kind::kBadDate, text.line, absl::StrCat(what, " ", Shown(text.text), " is no date"));
    }
    return date;
  }

  void SettleDates() {
    conference_.start = DateOf(draft_.start, "the first day");
    conference_.end = DateOf(draft_.end, "the last day");
    const DraftText& slot = draft_.timeslot_duration;
    conference_.timeslot_duration = ReadScheduleDuration(slot.text, false);
    if (!slot.text.empty() && !conference_.timeslot_duration) {
      Remark(Kind::kBadDate, slot.line,
             absl::StrCat("the timeslot's duration ", Shown(slot.text), " is none"));
    }
    const DraftText& change = draft_.day_change;
    conference_.day_change = ReadScheduleTimeOfDay(change.text);
    if (!change.text.empty() && !conference_.day_change) {
      Remark(Kind::kBadDate, change.line,
             absl::StrCat("the day change ", Shown(change.text), " is no time of day"));
    }
    size_t count = 0;
    if (absl::SimpleAtoi(draft_.day_count.text, &count) && count != draft_.days.size()) {
      Remark(Kind::kDaysDiffer, draft_.day_count.line,
             absl::StrCat(count, " days are declared; there are ", draft_.days.size()));
    }
  }

  absl::optional<absl::Time> BoundOf(const DraftDay& day, const std::string& text) {
    if (text.empty()) return absl::nullopt;
    const absl::optional<ScheduleInstant> instant = ReadScheduleInstant(text);
    if (instant) return InstantOf(*instant, conference_.time_zone);
    Remark(Kind::kBadDate, day.line, absl::StrCat(Shown(text), " is no date and time"));
    return absl::nullopt;
  }

  void SettleDay(size_t index) {
    const DraftDay& draft = draft_.days[index];
    ConferenceDay& day = conference_.days[index];
    day.date = ReadScheduleDay(draft.date);
    day.start = BoundOf(draft, draft.start);
    day.end = BoundOf(draft, draft.end);
    if (!day.date && day.start) day.date = absl::ToCivilDay(*day.start, conference_.time_zone);
    if (!day.date) {
      Remark(Kind::kBadDate, draft.line,
             absl::StrCat("the date ", Shown(draft.date), " of the day is none"));
    }
    if (day.start && day.end && *day.end <= *day.start) {
      Remark(Kind::kBadDate, draft.line, "the day ends before it begins; its end is not taken");
      day.end = absl::nullopt;
    }
    std::set<std::string> declared;
    for (const ConferenceRoom& room : draft.rooms) {
      if (!room.name.empty() && declared.insert(room.name).second) day.rooms.push_back(room.name);
    }
    bounds_.push_back(BoundsOf(day));
    RemarkDay(day, draft.line);
  }

  DayBounds BoundsOf(const ConferenceDay& day) const {
    DayBounds bounds = {day.start, day.end};
    if (!day.date) return bounds;
    const absl::optional<absl::Duration>& change = conference_.day_change;
    const absl::CivilSecond begin =
        absl::CivilSecond(*day.date) + absl::ToInt64Seconds(change.value_or(absl::ZeroDuration()));
    const absl::CivilSecond end = begin + kDaySeconds;
    if (!bounds.start) bounds.start = absl::FromCivil(begin, conference_.time_zone);
    if (!bounds.end) {
      bounds.end = absl::FromCivil(change ? end : end + absl::ToInt64Seconds(kNightEnd),
                                   conference_.time_zone);
    }
    return bounds;
  }

  void RemarkDay(const ConferenceDay& day, int64_t line) {
    if (!day.date) return;
    if (!dates_.insert(*day.date).second) {
      Remark(Kind::kDayRepeated, line,
             absl::StrCat(absl::FormatCivilTime(*day.date), " is a day of the conference already"));
    }
    const bool is_before = conference_.start && *day.date < *conference_.start;
    const bool is_behind = conference_.end && *day.date > *conference_.end;
    if (!is_before && !is_behind) return;
    Remark(Kind::kDayOutside, line,
           absl::StrCat(absl::FormatCivilTime(*day.date), " is ",
                        is_before ? "before the conference's first day"
                                  : "after the conference's last day"));
  }

  void SettleDeclaredRooms() {
    for (const DraftDay& day : draft_.days) {
      for (const ConferenceRoom& room : day.rooms) {
        if (room.name.empty()) continue;
        ConferenceRoom& known = RoomOf(room.name);
        if (known.guid.empty()) known.guid = room.guid;
      }
    }
    declared_rooms_ = conference_.rooms.size();
  }

  ConferenceRoom& RoomOf(const std::string& name) {
    const auto [room, is_new] = rooms_.emplace(name, conference_.rooms.size());
    if (is_new) conference_.rooms.push_back({name, "", true});
    return conference_.rooms[room->second];
  }

  void SettleDeclaredTracks() {
    std::vector<ConferenceTrack> declared = std::move(conference_.tracks);
    conference_.tracks.clear();
    for (ConferenceTrack& track : declared) {
      if (track.name.empty() || !tracks_.insert(track.name).second) continue;
      conference_.tracks.push_back(std::move(track));
    }
  }

  void SettleEvent(size_t index) {
    ConferenceEvent& event = conference_.events[index];
    RemarkTwins(index);
    if (event.title.empty()) RemarkEvent(Kind::kNoTitle, index, "the event has no title");
    event.start = StartOf(index);
    event.duration = DurationOf(index);
    event.recording.optout = ReadTruth(draft_.events[index].optout.text);
    SettleDayOf(index);
    SettleRoom(index);
    if (!event.track.empty() && tracks_.insert(event.track).second) {
      conference_.tracks.push_back({event.track, "", "", false});
    }
    SettlePersons(index);
  }

  void RemarkTwins(size_t index) {
    const ConferenceEvent& event = conference_.events[index];
    const int64_t line = draft_.events[index].line;
    const auto [id, is_new_id] = lines_by_id_.emplace(event.id, line);
    if (!event.id.empty() && !is_new_id) {
      RemarkEvent(Kind::kDuplicateId, index,
                  absl::StrCat("the event in line ", id->second, " has the same id"));
    }
    const auto [guid, is_new_guid] = lines_by_guid_.emplace(event.guid, line);
    if (!event.guid.empty() && !is_new_guid) {
      RemarkEvent(Kind::kDuplicateGuid, index,
                  absl::StrCat("the event in line ", guid->second, " has the same guid"));
    }
  }

  absl::optional<absl::Time> StartOf(size_t index) {
    const DraftText& date = draft_.events[index].date;
    const DraftText& start = draft_.events[index].start;
    const absl::optional<absl::Duration> time = ReadScheduleTimeOfDay(start.text);
    if (const absl::optional<ScheduleInstant> instant = ReadScheduleInstant(date.text)) {
      const absl::Time found = instant->offset ? InstantOf(*instant, conference_.time_zone)
                                               : InZone(instant->local, index, date.line);
      if (!start.text.empty()) CompareStart(index, *instant, found, time);
      return found;
    }
    const absl::optional<absl::CivilDay> day = ReadScheduleDay(date.text);
    if (!date.text.empty() && !day) {
      RemarkEvent(Kind::kBadStart, index,
                  absl::StrCat("the date ", Shown(date.text), " of the event is none"), date.line);
    }
    if (start.text.empty()) {
      if (date.text.empty() || day) {
        RemarkEvent(Kind::kNoStart, index, "the event has no start");
      }
      return absl::nullopt;
    }
    if (!time) {
      RemarkEvent(Kind::kBadStart, index,
                  absl::StrCat("the start ", Shown(start.text), " of the event is no time of day"),
                  start.line);
      return absl::nullopt;
    }
    if (day)
      return InZone(absl::CivilSecond(*day) + absl::ToInt64Seconds(*time), index, start.line);
    return OnItsDay(index, *time);
  }

  // A start without a date.
  absl::optional<absl::Time> OnItsDay(size_t index, absl::Duration time) {
    const int64_t line = draft_.events[index].start.line;
    const int day = conference_.events[index].day;
    const bool has_date = day >= 0 && conference_.days[static_cast<size_t>(day)].date;
    if (!has_date) {
      RemarkEvent(Kind::kBadStart, index, "the event stands under no date, so its start is none",
                  line);
      return absl::nullopt;
    }
    absl::CivilSecond local = absl::CivilSecond(*conference_.days[static_cast<size_t>(day)].date) +
                              absl::ToInt64Seconds(time);
    if (IsAfterMidnight(index, local, time)) local += kDaySeconds;
    return InZone(local, index, line);
  }

  // Whether an event at `local` on its day's date is meant to be a day later.
  bool IsAfterMidnight(size_t index, absl::CivilSecond local, absl::Duration time) {
    const auto day = static_cast<size_t>(conference_.events[index].day);
    if (conference_.days[day].start || conference_.day_change) {
      const DayBounds& bounds = bounds_[day];
      return absl::FromCivil(local, conference_.time_zone) < *bounds.start &&
             bounds.Have(absl::FromCivil(local + kDaySeconds, conference_.time_zone));
    }
    const std::string& own = conference_.events[index].room;
    absl::Duration& latest =
        latest_starts_[{day, own.empty() ? draft_.events[index].room_around : own}];
    latest = std::max(latest, time);
    return time < kNightEnd && latest >= kAfternoon;
  }

  absl::Time InZone(absl::CivilSecond local, size_t event, int64_t line) {
    const absl::TimeZone::TimeInfo info = conference_.time_zone.At(local);
    if (info.kind != absl::TimeZone::TimeInfo::UNIQUE) {
      RemarkEvent(Kind::kClockChange, event,
                  absl::StrCat("the clocks ",
                               info.kind == absl::TimeZone::TimeInfo::SKIPPED ? "skip" : "repeat",
                               " the hour in which the event starts"),
                  line);
    }
    return info.pre;
  }

  void CompareStart(size_t index, const ScheduleInstant& instant, absl::Time found,
                    absl::optional<absl::Duration> time) {
    const auto time_of_day = [](absl::CivilSecond local) {
      return local - absl::CivilSecond(absl::CivilDay(local));
    };
    if (time) {
      const int64_t told = absl::ToInt64Seconds(*time) % kDaySeconds;
      // The date may be in UTC.
      if (told == time_of_day(instant.local) ||
          told == time_of_day(absl::ToCivilSecond(found, conference_.time_zone))) {
        return;
      }
    }
    const DraftText& start = draft_.events[index].start;
    RemarkEvent(Kind::kStartsDiffer, index,
                absl::StrCat("the start ", Shown(start.text), " is not that of the date ",
                             Shown(draft_.events[index].date.text), ", which is taken"),
                start.line);
  }

  absl::optional<absl::Duration> DurationOf(size_t index) {
    const DraftText& text = draft_.events[index].duration;
    if (text.text.empty()) {
      RemarkEvent(Kind::kNoDuration, index, "the event has no duration");
      return absl::nullopt;
    }
    const bool has_days = absl::EqualsIgnoreCase(conference_.generator.name, "pretalx");
    const absl::optional<absl::Duration> duration = ReadScheduleDuration(text.text, has_days);
    if (!duration) {
      RemarkEvent(Kind::kBadDuration, index,
                  absl::StrCat("the duration ", Shown(text.text),
                               " of the event is none between a second and 31 days"),
                  text.line);
    }
    return duration;
  }

  void SettleDayOf(size_t index) {
    ConferenceEvent& event = conference_.events[index];
    if (event.day == ConferenceEvent::kNoDay) {
      for (size_t i = 0; event.start && i < bounds_.size(); ++i) {
        if (!bounds_[i].Have(*event.start)) continue;
        event.day = static_cast<int>(i);
        break;
      }
      RemarkEvent(Kind::kNoDay, index,
                  event.day == ConferenceEvent::kNoDay
                      ? "the event stands under no day"
                      : "the event stands under no day; that of its date is taken");
      return;
    }
    const DayBounds& bounds = bounds_[static_cast<size_t>(event.day)];
    if (!event.start || !bounds.start || !bounds.end || bounds.Have(*event.start)) return;
    RemarkEvent(Kind::kEventOutside, index,
                absl::StrCat("the event starts at ",
                             WriteScheduleInstant(*event.start, conference_.time_zone),
                             ", outside of its day"));
  }

  void SettleRoom(size_t index) {
    ConferenceEvent& event = conference_.events[index];
    const std::string& around = draft_.events[index].room_around;
    if (event.room.empty()) event.room = around;
    if (event.room.empty()) {
      RemarkEvent(Kind::kNoRoom, index, "the event has no room");
      return;
    }
    if (!around.empty() && around != event.room) {
      RemarkEvent(Kind::kRoomsDiffer, index,
                  absl::StrCat("the event's room is ", Shown(event.room), "; it stands under ",
                               Shown(around)));
    }
    const auto [room, is_new] = rooms_.emplace(event.room, conference_.rooms.size());
    if (!is_new) return;
    conference_.rooms.push_back({event.room, "", false});
    // Older exporters declare none at all.
    if (declared_rooms_ == 0) return;
    RemarkEvent(Kind::kUndeclaredRoom, index,
                absl::StrCat("no day declares the room ", Shown(event.room)));
  }

  void SettlePersons(size_t index) {
    ConferenceEvent& event = conference_.events[index];
    std::vector<DraftPerson> persons = std::move(draft_.events[index].persons);
    event.speakers.reserve(persons.size());
    for (DraftPerson& draft : persons) {
      const std::string key = KeyOf(draft.person);
      if (key.empty()) {
        RemarkEvent(Kind::kPersonWithoutName, index, "a person without name and id is left out",
                    draft.line);
        continue;
      }
      const auto [place, is_new] = persons_.emplace(key, conference_.persons.size());
      const int person = static_cast<int>(place->second);
      event.speakers.push_back({person, draft.person.name});
      if (is_new) {
        conference_.persons.push_back(std::move(draft.person));
        person_events_.push_back({index, 1});
      } else {
        AddToPerson(place->second, index, draft);
      }
    }
  }

  static std::string KeyOf(const ConferencePerson& person) {
    if (!person.id.empty()) return absl::StrCat("id ", person.id);
    if (!person.guid.empty()) return absl::StrCat("guid ", person.guid);
    if (!person.code.empty()) return absl::StrCat("code ", person.code);
    return person.name.empty() ? "" : absl::StrCat("name ", person.name);
  }

  // What another event says of somebody known.
  void AddToPerson(size_t number, size_t event, DraftPerson& draft) {
    ConferencePerson& known = conference_.persons[number];
    PersonEvents& events = person_events_[number];
    if (events.last != event) ++events.count;
    events.last = event;
    bool differs = false;
    const auto add = [&](std::string& field, const std::string& told) {
      if (field.empty()) field = told;
      if (!told.empty() && field != told) differs = true;
    };
    add(known.name, draft.person.name);
    add(known.guid, draft.person.guid);
    add(known.code, draft.person.code);
    for (ConferenceAttribute& attribute : draft.person.attributes) {
      const auto same = std::find_if(
          known.attributes.begin(), known.attributes.end(),
          [&](const ConferenceAttribute& other) { return other.name == attribute.name; });
      if (same == known.attributes.end()) {
        known.attributes.push_back(std::move(attribute));
      } else if (same->value != attribute.value) {
        differs = true;
      }
    }
    if (!differs || !differing_persons_.insert(number).second) return;
    RemarkEvent(Kind::kPersonDiffers, event,
                absl::StrCat("the person ", Shown(draft.person.name), " is ", Shown(known.name),
                             " on another event, or has other details there, which are taken"),
                draft.line);
  }

  void RemarkIdsOfEvents() {
    constexpr int kFewestNames = 3;  // fewer people may well share a name
    std::map<std::string, int> persons_by_name;
    int shared_names = 0;
    for (size_t i = 0; i < conference_.persons.size(); ++i) {
      if (person_events_[i].count > 1) return;
      if (conference_.persons[i].id.empty()) return;
      if (++persons_by_name[conference_.persons[i].name] == 2) ++shared_names;
    }
    if (shared_names < kFewestNames) return;
    Remark(Kind::kPersonIdsOfEvents, draft_.events.front().line,
           absl::StrCat("no person's id is on two events, while ", shared_names,
                        " names are: ids don't tell who is whom"));
  }

  struct PersonEvents {
    size_t last = 0;
    int count = 0;
  };

  ConferenceDraft draft_;
  Conference& conference_;  // the draft's
  ConferenceRemarks& remarks_;
  std::vector<DayBounds> bounds_;
  std::set<absl::CivilDay> dates_;
  std::map<std::pair<size_t, std::string>, absl::Duration> latest_starts_;  // by day and room
  size_t declared_rooms_ = 0;
  std::map<std::string, size_t> rooms_;
  std::set<std::string> tracks_;
  std::map<std::string, int64_t> lines_by_id_;
  std::map<std::string, int64_t> lines_by_guid_;
  std::map<std::string, size_t> persons_;
  std::vector<PersonEvents> person_events_;
  std::set<size_t> differing_persons_;
};

}  // namespace

void ConferenceRemarks::Add(ConferenceRemark::Kind kind, int64_t line, int event,
                            absl::string_view description) {
  if (static_cast<int64_t>(remarks_.size()) >= most_) {
    ++left_out_;
    return;
  }
  remarks_.push_back({kind, line, event, std::string(description)});
}

std::vector<ConferenceRemark> ConferenceRemarks::Take() {
  std::stable_sort(
      remarks_.begin(), remarks_.end(),
      [](const ConferenceRemark& a, const ConferenceRemark& b) { return a.line < b.line; });
  return std::move(remarks_);
}

Conference SettleConference(ConferenceDraft draft, absl::TimeZone time_zone,
                            ConferenceRemarks& remarks) {
  return Settling(std::move(draft), time_zone, remarks).Take();
}

}  // namespace plenary::interchange
