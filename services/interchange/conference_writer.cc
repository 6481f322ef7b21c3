#include "services/interchange/conference_writer.h"

#include <unicode/utf8.h>

#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/base/text_forms.h"
#include "services/interchange/conference_times.h"

namespace plenary::interchange {
namespace {

// Writes XML line by line, and drops what XML cannot hold.
class Markup {
 public:
  using Attributes = std::vector<ConferenceAttribute>;

  // Attributes without a value are left out.
  void Open(absl::string_view name, const Attributes& attributes = {}) {
    Indent();
    BeginTag(name, attributes);
    text_ += ">\n";
    ++level_;
  }
  void Close(absl::string_view name) {
    --level_;
    Indent();
    absl::StrAppend(&text_, "</", name, ">\n");
  }
  // An element of one line.
  void Element(absl::string_view name, absl::string_view content,
               const Attributes& attributes = {}) {
    Indent();
    BeginTag(name, attributes);
    if (content.empty()) {
      text_ += "/>\n";
      return;
    }
    text_ += '>';
    AppendText(content, false);
    absl::StrAppend(&text_, "</", name, ">\n");
  }
  // The same, left out where it would be empty.
  void Optional(absl::string_view name, absl::string_view content) {
    if (!content.empty()) Element(name, content);
  }
  void Others(const std::vector<ConferenceElement>& elements) {
    for (const ConferenceElement& element : elements) {
      Indent();
      Other(element);
      text_ += '\n';
    }
  }

  ConferenceText Take() { return {std::move(text_), dropped_}; }

 private:
  void Indent() { text_.append(static_cast<size_t>(level_) * 2, ' '); }

  void BeginTag(absl::string_view name, const Attributes& attributes) {
    absl::StrAppend(&text_, "<", name);
    for (const ConferenceAttribute& attribute : attributes) {
      if (attribute.value.empty()) continue;
      AppendAttribute(attribute);
    }
  }

  void AppendAttribute(const ConferenceAttribute& attribute) {
    absl::StrAppend(&text_, " ", attribute.name, "=\"");
    AppendText(attribute.value, true);
    text_ += '"';
  }

  // Without white space of ours, which would be part of its text.
  void Other(const ConferenceElement& element) {
    absl::StrAppend(&text_, "<", element.name);
    for (const ConferenceAttribute& attribute : element.attributes) AppendAttribute(attribute);
    text_ += '>';
    AppendText(element.text, false);
    for (const ConferenceElement& child : element.children) Other(child);
    absl::StrAppend(&text_, "</", element.name, ">");
  }

  void AppendText(absl::string_view text, bool is_attribute) {
    const auto* const bytes = reinterpret_cast<const uint8_t*>(text.data());
    const auto size = static_cast<int64_t>(text.size());
    for (int64_t i = 0; i < size;) {
      const int64_t begin = i;
      UChar32 character = 0;
      U8_NEXT(bytes, i, size, character);
      if (!IsAllowed(character)) {
        ++dropped_;
      } else if (!AppendEscaped(character, is_attribute)) {
        text_.append(text.data() + begin, static_cast<size_t>(i - begin));
      }
    }
  }

  // XML 1.0, production 2. A byte that is not UTF-8 comes as a negative number.
  static bool IsAllowed(UChar32 c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
  }

  // False where the character may stand as it is.
  bool AppendEscaped(UChar32 c, bool is_attribute) {
    // A parser makes blanks of line ends in attributes, and line feeds of carriage returns.
    const bool is_white = c == '\r' || (is_attribute && (c == '\t' || c == '\n'));
    if (c == '&') {
      text_ += "&amp;";
    } else if (c == '<') {
      text_ += "&lt;";
    } else if (c == '>') {
      text_ += "&gt;";
    } else if (c == '"' && is_attribute) {
      text_ += "&quot;";
    } else if (is_white) {
      absl::StrAppend(&text_, "&#", c, ";");
    } else {
      return false;
    }
    return true;
  }

  std::string text_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  int level_ = 0;
  int64_t dropped_ = 0;
};

std::string DayText(const absl::optional<absl::CivilDay>& day) {
  return day ? absl::FormatCivilTime(*day) : "";
}

std::string DurationText(const absl::optional<absl::Duration>& duration) {
  return duration ? WriteScheduleDuration(*duration) : "";
}

class Writing {
 public:
  explicit Writing(const Conference& conference) : conference_(conference) {
    for (const ConferenceRoom& room : conference.rooms) room_guids_[room.name] = room.guid;
    events_.resize(conference.days.size());
    for (const ConferenceEvent& event : conference.events) {
      const bool has_day = event.day >= 0 && event.day < static_cast<int>(events_.size());
      (has_day ? events_[static_cast<size_t>(event.day)] : events_without_day_).push_back(&event);
    }
  }

  ConferenceText Write() {
    markup_.Open("schedule");
    const ConferenceGenerator& generator = conference_.generator;
    if (!(generator == ConferenceGenerator())) {
      markup_.Element(
          "generator", "",
          {{"name", generator.name}, {"system", generator.system}, {"version", generator.version}});
    }
    markup_.Optional("url", conference_.schedule_url);
    markup_.Element("version", conference_.version);
    WriteConference();
    for (size_t i = 0; i < conference_.days.size(); ++i) WriteDay(i);
    for (const ConferenceEvent* event : events_without_day_) WriteEvent(*event);
    markup_.Others(conference_.schedule_elements);
    markup_.Close("schedule");
    return markup_.Take();
  }

 private:
  using Events = std::vector<const ConferenceEvent*>;

  void WriteConference() {
    markup_.Open("conference");
    markup_.Optional("acronym", conference_.acronym);
    markup_.Element("title", conference_.title);
    markup_.Optional("subtitle", conference_.subtitle);
    markup_.Optional("venue", conference_.venue);
    markup_.Optional("city", conference_.city);
    markup_.Optional("start", DayText(conference_.start));
    markup_.Optional("end", DayText(conference_.end));
    markup_.Element("days", absl::StrCat(conference_.days.size()));
    markup_.Optional("day_change", DurationText(conference_.day_change));
    markup_.Optional("timeslot_duration", DurationText(conference_.timeslot_duration));
    markup_.Optional("base_url", conference_.base_url);
    markup_.Optional("logo", conference_.logo);
    markup_.Optional("url", conference_.url);
    const std::string zone = conference_.time_zone.name();
    if (base::IsTimeZone(zone)) markup_.Element("time_zone_name", zone);
    for (const ConferenceTrack& track : conference_.tracks) {
      if (!track.is_declared) continue;
      markup_.Element("track", "",
                      {{"name", track.name}, {"slug", track.slug}, {"color", track.color}});
    }
    markup_.Others(conference_.elements);
    markup_.Close("conference");
  }

  void WriteDay(size_t index) {
    const ConferenceDay& day = conference_.days[index];
    markup_.Open("day", {{"index", absl::StrCat(day.index)},
                         {"date", DayText(day.date)},
                         {"start", InstantText(day.start)},
                         {"end", InstantText(day.end)}});
    std::map<absl::string_view, Events> by_room;
    for (const std::string& room : day.rooms) by_room[room];
    Events elsewhere;
    for (const ConferenceEvent* event : events_[index]) {
      const auto room = by_room.find(event->room);
      (room == by_room.end() ? elsewhere : room->second).push_back(event);
    }
    for (const std::string& room : day.rooms) {
      markup_.Open("room", {{"name", room}, {"guid", room_guids_[room]}});
      for (const ConferenceEvent* event : by_room[room]) WriteEvent(*event);
      markup_.Close("room");
    }
    for (const ConferenceEvent* event : elsewhere) WriteEvent(*event);
    markup_.Others(day.elements);
    markup_.Close("day");
  }

  void WriteEvent(const ConferenceEvent& event) {
    Markup::Attributes attributes = {{"id", event.id}, {"guid", event.guid}, {"code", event.code}};
    attributes.insert(attributes.end(), event.attributes.begin(), event.attributes.end());
    markup_.Open("event", attributes);
    markup_.Optional("date", InstantText(event.start));
    markup_.Optional("start", StartText(event));
    markup_.Optional("duration", DurationText(event.duration));
    markup_.Element("room", event.room);
    markup_.Optional("slug", event.slug);
    markup_.Optional("url", event.url);
    WriteRecording(event.recording);
    markup_.Element("title", event.title);
    markup_.Element("subtitle", event.subtitle);
    markup_.Element("track", event.track);
    markup_.Element("type", event.type);
    markup_.Optional("language", event.language);
    markup_.Element("abstract", event.abstract);
    markup_.Optional("description", event.description);
    markup_.Optional("logo", event.logo);
    WriteSpeakers(event.speakers);
    WriteLinks("links", "link", event.links);
    WriteLinks("attachments", "attachment", event.attachments);
    markup_.Optional("video_download_url", event.video_download_url);
    markup_.Optional("feedback_url", event.feedback_url);
    markup_.Optional("origin_url", event.origin_url);
    markup_.Others(event.elements);
    markup_.Close("event");
  }

  void WriteRecording(const ConferenceRecording& recording) {
    if (recording == ConferenceRecording()) return;
    markup_.Open("recording");
    markup_.Element("license", recording.license);
    if (recording.optout) markup_.Element("optout", *recording.optout ? "true" : "false");
    markup_.Optional("url", recording.url);
    markup_.Optional("link", recording.link);
    markup_.Close("recording");
  }

  void WriteSpeakers(const std::vector<ConferenceSpeaker>& speakers) {
    if (speakers.empty()) return;
    markup_.Open("persons");
    for (const ConferenceSpeaker& speaker : speakers) {
      const ConferencePerson& person = conference_.persons[static_cast<size_t>(speaker.person)];
      Markup::Attributes attributes = {
          {"id", person.id}, {"guid", person.guid}, {"code", person.code}};
      attributes.insert(attributes.end(), person.attributes.begin(), person.attributes.end());
      markup_.Element("person", speaker.name, attributes);
    }
    markup_.Close("persons");
  }

  void WriteLinks(absl::string_view around, absl::string_view name,
                  const std::vector<ConferenceLink>& links) {
    if (links.empty()) return;
    markup_.Open(around);
    for (const ConferenceLink& link : links) {
      markup_.Element(name, link.text,
                      {{"href", link.href}, {"type", link.type}, {"service", link.service}});
    }
    markup_.Close(around);
  }

  std::string InstantText(const absl::optional<absl::Time>& instant) const {
    return instant ? WriteScheduleInstant(*instant, conference_.time_zone) : "";
  }

  std::string StartText(const ConferenceEvent& event) const {
    if (!event.start) return {};
    const absl::CivilSecond local = absl::ToCivilSecond(*event.start, conference_.time_zone);
    return WriteScheduleDuration(absl::Seconds(local - absl::CivilSecond(absl::CivilDay(local))));
  }

  const Conference& conference_;
  std::map<std::string, std::string> room_guids_;
  std::vector<Events> events_;  // by day
  Events events_without_day_;
  Markup markup_;
};

}  // namespace

ConferenceText WriteConference(const Conference& conference) { return Writing(conference).Write(); }

}  // namespace plenary::interchange
