#include "services/schedule/import_rules.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/errors.h"
#include "services/interchange/conference_conflicts.h"
#include "services/names/full_name.h"

namespace plenary::schedule {
namespace {

using google::protobuf::util::TimeUtil;
using interchange::CalendarEntry;
using interchange::CalendarPerson;
using interchange::ConferenceEvent;
using interchange::ConferenceFile;
using interchange::ConferencePerson;
using Remark = v1::ScheduleImportRemark;

// What fields of Session hold.
constexpr size_t kTitleBytes = 1024;
constexpr size_t kTextBytes = 16384;
constexpr size_t kFieldBytes = 4096;
constexpr size_t kIdBytes = 255;
constexpr size_t kNameBytes = 255;
constexpr size_t kLinkBytes = 2048;
constexpr size_t kLinkTitleBytes = 512;
constexpr int kMostFields = 50;
constexpr int kMostLinks = 50;
// What a calendar has at one moment, a reminder, takes so long.
constexpr absl::Duration kMoment = absl::Minutes(15);

// The language that a text is written in, as far as its letters say.
std::string LanguageByLetters(absl::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == 0xD0 || byte == 0xD1) return "ru";
    if (byte >= 0xE4 && byte <= 0xE9) return "zh";
  }
  return "en";
}

// "en" of "en", "EN", "en_US"; empty where it is no language.
std::string LanguageOf(absl::string_view said) {
  const absl::string_view first = said.substr(0, said.find_first_of("_-"));
  const bool is_code = (first.size() == 2 || first.size() == 3) &&
                       std::all_of(first.begin(), first.end(), absl::ascii_isalpha);
  return is_code ? absl::AsciiStrToLower(first) : std::string();
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  return TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

// Writes the session of one item; what does not fit is told.
class SessionWriter {
 public:
  SessionWriter(const ImportReading& reading, absl::string_view said_language,
                absl::string_view letters, ImportedItem& item, std::vector<Remark>& remarks)
      : item_(item), remarks_(remarks) {
    const std::string said = LanguageOf(said_language);
    language_ = !reading.language.empty() ? reading.language
                : !said.empty()           ? said
                                          : LanguageByLetters(letters);
    if (!said.empty()) session().add_languages(said);
  }

  v1::Session& session() { return item_.session; }

  void Title(absl::string_view text) {
    item_.title = std::string(text);
    v1::LocalizedText& title = *session().add_titles();
    title.set_language(language_);
    title.set_text(text.empty() ? "—" : Fit(text, kTitleBytes, "title"));
  }
  void Subtitle(absl::string_view text) {
    if (text.empty()) return;
    v1::LocalizedText& subtitle = *session().add_subtitles();
    subtitle.set_language(language_);
    subtitle.set_text(Fit(text, kTitleBytes, "subtitle"));
  }
  void Text(absl::string_view text, absl::string_view what) {
    if (text.empty()) return;
    v1::LongText& added = *session().add_abstracts();
    added.set_language(language_);
    added.set_text(Fit(text, kTextBytes, what));
  }
  void Place(absl::string_view text) {
    if (text.empty()) return;
    v1::LocalizedText& place = *session().add_places();
    place.set_language(language_);
    place.set_text(Fit(text, kTitleBytes, "location"));
  }
  void Link(absl::string_view url, absl::string_view title) {
    if (url.empty() || url.size() > kLinkBytes || session().links_size() >= kMostLinks) {
      if (!url.empty()) Say("a link is too long, or there are more than 50; it was left out");
      return;
    }
    v1::Link& link = *session().add_links();
    link.set_url(std::string(url));
    link.set_title(Fit(title, kLinkTitleBytes, "title of a link"));
  }
  void Field(absl::string_view name, absl::string_view value) {
    if (value.empty()) return;
    if (session().external_fields_size() >= kMostFields) {
      return Say(absl::StrCat(name, " is one field too many; it was left out"));
    }
    (*session().mutable_external_fields())[std::string(name)] = Fit(value, kFieldBytes, name);
  }
  void Time(absl::Time start, absl::Time end) {
    *session().mutable_interval()->mutable_start_time() = ToTimestamp(start);
    *session().mutable_interval()->mutable_end_time() = ToTimestamp(end);
  }
  void Refuse(absl::string_view field, absl::string_view words) {
    item_.refusal = base::BadField(field, words);
  }

 private:
  std::string Fit(absl::string_view text, size_t most, absl::string_view what) {
    if (text.size() > most) {
      Say(absl::StrCat(what, " has more than ", most, " bytes; what is beyond was left out"));
    }
    return CutText(text, most);
  }
  void Say(absl::string_view words) {
    Remark& remark = remarks_.emplace_back();
    remark.set_line(static_cast<int32_t>(item_.line));
    remark.set_severity(Remark::REMARK);
    remark.set_item(item_.title);
    *remark.mutable_error() = base::ToRpcStatus(base::BadField("item", words));
  }

  ImportedItem& item_;
  std::vector<Remark>& remarks_;
  std::string language_;
};

// In files in which every event has ids of its own, nothing but their names tells persons apart.
std::string KeyOf(const ConferencePerson& person, bool by_name) {
  if (by_name) return CutText(person.name, kIdBytes);
  for (const std::string* id : {&person.id, &person.guid, &person.code}) {
    if (!id->empty()) return CutText(*id, kIdBytes);
  }
  return CutText(person.name, kIdBytes);
}

// Ids need not be unique in a file; the second item with one has "#2" behind it.
class Keys {
 public:
  std::string Unique(const std::string& wanted) {
    const int count = ++counts_[wanted];
    return count == 1 ? wanted : absl::StrCat(wanted, "#", count);
  }

 private:
  std::map<std::string, int> counts_;
};

std::string KeyOf(const ConferenceEvent& event) {
  for (const std::string* id : {&event.guid, &event.id, &event.code, &event.slug, &event.title}) {
    if (!id->empty()) return CutText(*id, kIdBytes - 8);
  }
  return "item";
}

void WriteFields(const ConferenceEvent& event, SessionWriter& writer) {
  writer.Field("guid", event.guid);
  writer.Field("id", event.id);
  writer.Field("code", event.code);
  writer.Field("slug", event.slug);
  writer.Field("type", event.type);
  writer.Field("license", event.recording.license);
  if (event.recording.optout) writer.Field("optout", *event.recording.optout ? "true" : "false");
  writer.Field("recording_url", event.recording.url);
  writer.Field("recording_link", event.recording.link);
  writer.Field("logo", event.logo);
  writer.Field("url", event.url);
  writer.Field("feedback_url", event.feedback_url);
  writer.Field("origin_url", event.origin_url);
  writer.Field("video_download_url", event.video_download_url);
  int number = 0;
  for (const interchange::ConferenceLink& each : event.attachments) {
    writer.Field(absl::StrCat("attachment.", ++number), absl::StrCat(each.href, "\n", each.text));
  }
  for (const interchange::ConferenceElement& each : event.elements) {
    if (each.children.empty()) writer.Field(absl::StrCat("element.", each.name), each.text);
  }
  for (const interchange::ConferenceAttribute& each : event.attributes) {
    writer.Field(absl::StrCat("attribute.", each.name), each.value);
  }
}

void WriteTexts(const ConferenceEvent& event, SessionWriter& writer) {
  writer.Text(event.abstract, "abstract");
  writer.Text(event.description, "description");
  if (event.description.empty()) return;
  writer.Field("text", event.abstract.empty() ? "description" : "both");
}

ImportedItem ItemOf(const ConferenceFile& file, size_t index, const ImportReading& reading,
                    bool persons_by_name, Keys& keys, std::vector<Remark>& remarks) {
  const ConferenceEvent& event = file.conference.events[index];
  ImportedItem item;
  item.line = file.event_lines[index];
  item.key = keys.Unique(KeyOf(event));
  item.room = event.room;
  item.track = event.track;
  SessionWriter writer(reading, event.language, absl::StrCat(event.title, event.abstract), item,
                       remarks);
  writer.Title(event.title);
  writer.Subtitle(event.subtitle);
  WriteTexts(event, writer);
  for (const interchange::ConferenceLink& link : event.links) writer.Link(link.href, link.text);
  WriteFields(event, writer);
  item.session.set_external_id(item.key);
  if (file.conference.time_zone != absl::UTCTimeZone()) {
    item.session.set_time_zone(file.conference.time_zone.name());
  }
  std::set<std::string> seen;
  for (const interchange::ConferenceSpeaker& speaker : event.speakers) {
    const std::string key =
        KeyOf(file.conference.persons[static_cast<size_t>(speaker.person)], persons_by_name);
    if (!reading.without_speakers && seen.insert(key).second) item.persons.push_back(key);
  }
  if (!event.start || !event.duration) {
    writer.Refuse("interval", "is not told; without a start and a duration there is no session");
  } else {
    writer.Time(*event.start, *event.start + *event.duration);
  }
  return item;
}

Remark ToRemark(const interchange::ConferenceRemark& said, const ConferenceFile& file) {
  Remark remark;
  remark.set_line(static_cast<int32_t>(said.line));
  remark.set_severity(Remark::REMARK);
  if (said.event >= 0) {
    remark.set_item(file.conference.events[static_cast<size_t>(said.event)].title);
  }
  *remark.mutable_error() = base::ToRpcStatus(
      base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_SCHEDULE_UNREADABLE,
                   said.description, {{"line", absl::StrCat(said.line)}}));
  return remark;
}

Remark ToRemark(const interchange::CalendarRemark& said) {
  Remark remark;
  remark.set_line(static_cast<int32_t>(said.line));
  remark.set_severity(said.is_entry_lost ? Remark::REFUSED : Remark::REMARK);
  *remark.mutable_error() = base::ToRpcStatus(
      base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_CALENDAR_UNREADABLE,
                   said.text, {{"line", absl::StrCat(said.line)}}));
  return remark;
}

bool PersonsAreByName(const ConferenceFile& file) {
  return std::any_of(file.remarks.begin(), file.remarks.end(), [](const auto& remark) {
    return remark.kind == interchange::ConferenceRemark::kPersonIdsOfEvents;
  });
}

std::string Shown(const CalendarPerson& person) {
  if (person.mail.empty()) return person.name;
  return person.name.empty() ? person.mail : absl::StrCat(person.name, " <", person.mail, ">");
}

ImportedItem ItemOf(const CalendarEntry& entry, const ImportReading& reading,
                    ImportedSchedule& schedule) {
  ImportedItem item;
  item.line = entry.line;
  item.key = CutText(entry.uid, kIdBytes);
  SessionWriter writer(reading, "", absl::StrCat(entry.summary, entry.description), item,
                       schedule.remarks);
  writer.Title(entry.summary);
  writer.Text(entry.description, "description");
  writer.Place(entry.location);
  writer.Link(entry.url, "");
  writer.Field("location", entry.location);
  writer.Field("organizer", Shown(entry.organizer));
  std::vector<std::string> attendees;
  attendees.reserve(entry.attendees.size());
  for (const interchange::CalendarAttendee& attendee : entry.attendees) {
    attendees.push_back(Shown(attendee.person));
  }
  writer.Field("attendees", absl::StrJoin(attendees, ", "));
  if (entry.is_transparent) writer.Field("transparent", "true");
  item.session.set_external_id(item.key);
  item.session.set_time_zone(entry.start.time_zone);
  if (entry.end.time_zone != entry.start.time_zone) {
    item.session.mutable_journey()->set_end_time_zone(entry.end.time_zone);
  }
  if (!entry.categories.empty()) item.track = entry.categories.front();
  if (entry.status == CalendarEntry::kCancelled) item.session.set_state(v1::CANCELLED);
  const bool is_moment = entry.start.time == entry.end.time;
  writer.Time(entry.start.time, is_moment ? entry.start.time + kMoment : entry.end.time);
  return item;
}

void AddTrack(const std::string& name, std::set<std::string>& seen, ImportedSchedule& schedule) {
  if (name.empty() || !seen.insert(name).second) return;
  schedule.tracks.push_back({CutText(name, kIdBytes), name, ""});
}

}  // namespace

std::string CutText(absl::string_view text, size_t most) {
  if (text.size() <= most) return std::string(text);
  size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end));
}

v1::PersonName NameOfImported(absl::string_view full_name, absl::string_view language) {
  v1::PersonName name;
  name.set_language(std::string(language));
  const auto parts = names::SplitFullName(full_name, language);
  if (parts.ok() && !parts->family.empty()) {
    name.set_family_name(CutText(parts->family, kNameBytes));
    name.set_given_name(CutText(parts->given, kNameBytes));
    name.set_patronymic(CutText(parts->patronymic, kNameBytes));
  } else {
    name.set_family_name(CutText(full_name, kNameBytes));
  }
  return name;
}

ImportedSchedule FromConference(const ConferenceFile& file, const ImportReading& reading) {
  const interchange::Conference& conference = file.conference;
  ImportedSchedule schedule;
  schedule.venue = conference.venue;
  schedule.city = conference.city;
  schedule.time_zone = conference.time_zone.name();
  schedule.days = static_cast<int>(conference.days.size());
  schedule.persons = static_cast<int>(conference.persons.size());
  interchange::DoubleBookingOptions options;
  const bool by_name = PersonsAreByName(file);
  options.persons_by_name = by_name;
  schedule.double_bookings = interchange::FindDoubleBookings(conference, options).count;
  schedule.rooms.reserve(conference.rooms.size());
  for (const interchange::ConferenceRoom& room : conference.rooms) {
    schedule.rooms.push_back({CutText(room.name, kIdBytes), room.name, ""});
    schedule.declared_rooms += room.is_declared ? 1 : 0;
  }
  schedule.tracks.reserve(conference.tracks.size());
  for (const interchange::ConferenceTrack& track : conference.tracks) {
    schedule.tracks.push_back({CutText(track.name, kIdBytes), track.name, track.color});
  }
  schedule.people.reserve(conference.persons.size());
  for (const ConferencePerson& person : conference.persons) {
    schedule.people.push_back({KeyOf(person, by_name), person.name, ""});
  }
  schedule.remarks.reserve(file.remarks.size());
  for (const auto& remark : file.remarks) schedule.remarks.push_back(ToRemark(remark, file));
  Keys keys;
  schedule.items.reserve(conference.events.size());
  for (size_t i = 0; i < conference.events.size(); ++i) {
    schedule.items.push_back(ItemOf(file, i, reading, by_name, keys, schedule.remarks));
  }
  return schedule;
}

ImportedSchedule FromCalendar(const interchange::CalendarFile& file, const ImportReading& reading,
                              absl::TimeZone zone) {
  ImportedSchedule schedule;
  schedule.time_zone = file.time_zone;
  schedule.remarks.reserve(file.remarks.size());
  for (const auto& remark : file.remarks) schedule.remarks.push_back(ToRemark(remark));
  std::set<absl::CivilDay> days;
  std::set<std::string> tracks;
  schedule.items.reserve(file.entries.size());
  for (const CalendarEntry& entry : file.entries) {
    const ImportedItem& item = schedule.items.emplace_back(ItemOf(entry, reading, schedule));
    AddTrack(item.track, tracks, schedule);
    days.insert(absl::ToCivilDay(entry.start.time, zone));
  }
  schedule.days = static_cast<int>(days.size());
  return schedule;
}

void Overwrite(const v1::Session& imported, v1::Session& session) {
  *session.mutable_titles() = imported.titles();
  *session.mutable_subtitles() = imported.subtitles();
  *session.mutable_abstracts() = imported.abstracts();
  session.set_track(imported.track());
  *session.mutable_interval() = imported.interval();
  session.set_time_zone(imported.time_zone());
  *session.mutable_languages() = imported.languages();
  *session.mutable_links() = imported.links();
  *session.mutable_external_fields() = imported.external_fields();
  session.set_external_id(imported.external_id());
  if (!imported.places().empty()) *session.mutable_places() = imported.places();
  if (imported.has_journey()) *session.mutable_journey() = imported.journey();
  if (imported.state() == v1::CANCELLED || session.state() == v1::CANCELLED) {
    session.set_state(imported.state() == v1::CANCELLED ? v1::CANCELLED
                                                        : v1::ACTIVITY_STATE_UNSPECIFIED);
  }
}

}  // namespace plenary::schedule
