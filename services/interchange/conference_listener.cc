#include "services/interchange/conference_listener.h"

#include <algorithm>
#include <initializer_list>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/interchange/conference_refusals.h"
#include "services/interchange/refusals.h"

namespace plenary::interchange {
namespace {

using Attributes = const char* const*;

std::string Attribute(Attributes attributes, absl::string_view name) {
  for (; attributes[0] != nullptr; attributes += 2) {
    if (attributes[0] == name) return std::string(absl::StripAsciiWhitespace(attributes[1]));
  }
  return {};
}

bool IsOneOf(absl::string_view name, std::initializer_list<absl::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool IsBlank(absl::string_view text) { return absl::StripAsciiWhitespace(text).empty(); }

void AppendEscaped(absl::string_view text, std::string& markup) {
  for (const char c : text) {
    switch (c) {
      case '&':
        markup += "&amp;";
        break;
      case '<':
        markup += "&lt;";
        break;
      case '>':
        markup += "&gt;";
        break;
      case '"':
        markup += "&quot;";
        break;
      default:
        markup += c;
    }
  }
}

// A field of the conference or an event that is one element with a text.
template <typename T>
struct TextField {
  absl::string_view name;
  std::string T::*field;
};

constexpr TextField<Conference> kConferenceFields[] = {
    {"acronym", &Conference::acronym},   {"title", &Conference::title},
    {"subtitle", &Conference::subtitle}, {"venue", &Conference::venue},
    {"city", &Conference::city},         {"url", &Conference::url},
    {"base_url", &Conference::base_url}, {"logo", &Conference::logo},
};

constexpr TextField<ConferenceEvent> kEventFields[] = {
    {"room", &ConferenceEvent::room},
    {"slug", &ConferenceEvent::slug},
    {"title", &ConferenceEvent::title},
    {"subtitle", &ConferenceEvent::subtitle},
    {"track", &ConferenceEvent::track},
    {"type", &ConferenceEvent::type},
    {"language", &ConferenceEvent::language},
    {"abstract", &ConferenceEvent::abstract},
    {"description", &ConferenceEvent::description},
    {"logo", &ConferenceEvent::logo},
    {"url", &ConferenceEvent::url},
    {"feedback_url", &ConferenceEvent::feedback_url},
    {"origin_url", &ConferenceEvent::origin_url},
    {"video_download_url", &ConferenceEvent::video_download_url},
};

struct DraftField {
  absl::string_view name;
  DraftText ConferenceDraft::*field;
};
constexpr DraftField kDraftFields[] = {
    {"start", &ConferenceDraft::start},
    {"end", &ConferenceDraft::end},
    {"days", &ConferenceDraft::day_count},
    {"timeslot_duration", &ConferenceDraft::timeslot_duration},
    {"day_change", &ConferenceDraft::day_change},
    {"time_zone_name", &ConferenceDraft::time_zone},
};

struct DraftEventField {
  absl::string_view name;
  DraftText DraftEvent::*field;
};
constexpr DraftEventField kDraftEventFields[] = {
    {"date", &DraftEvent::date},
    {"start", &DraftEvent::start},
    {"duration", &DraftEvent::duration},
};

// What people will have taken for a schedule.xml, by its root element.
absl::string_view KindOfRoot(absl::string_view root) {
  if (root == "html") return "a web page";
  if (root == "rss" || root == "feed") return "a news feed";
  if (absl::EqualsIgnoreCase(root, "icalendar")) return "a calendar (xCal): import its .ics";
  if (root == "svg") return "a drawing";
  return "another kind of XML";
}

}  // namespace

absl::Status ConferenceListener::Start(const char* name, const char* const* attributes) {
  return StartIn(places_.back(), name, attributes);
}

absl::Status ConferenceListener::StartIn(Place place, absl::string_view name,
                                         Attributes attributes) {
  switch (place) {
    case Place::kFile:
      return StartRoot(name);
    case Place::kSchedule:
      return StartInSchedule(name, attributes);
    case Place::kConference:
      return StartInConference(name, attributes);
    case Place::kDay:
      return StartInDay(name, attributes);
    case Place::kRoom:
      return name == "event" ? StartEvent(attributes) : Pass(name);
    case Place::kEvent:
      return StartInEvent(name, attributes);
    case Place::kPersons:
      return name == "person" ? StartPerson(attributes) : Pass(name);
    case Place::kRecording:
      return StartInRecording(name, attributes);
    case Place::kLinks:
      return name == "link" ? StartLink(attributes, event().links) : Pass(name);
    case Place::kAttachments:
      return name == "attachment" ? StartLink(attributes, event().attachments) : Pass(name);
    case Place::kText:
    case Place::kMarkup:
      StartMarkup(name, attributes);
      return CheckText(markup_.size());
    case Place::kOther:
      return StartOtherChild(name, attributes);
    case Place::kPassed:
      break;
  }
  places_.push_back(Place::kPassed);
  return absl::OkStatus();
}

absl::Status ConferenceListener::End(const char* name) {
  const Place place = places_.back();
  places_.pop_back();
  switch (place) {
    case Place::kText:
      EndText();
      break;
    case Place::kMarkup:
      absl::StrAppend(&markup_, "</", name, ">");
      break;
    case Place::kOther:
      EndOther();
      break;
    case Place::kRoom:
      room_.clear();
      break;
    case Place::kDay:
      day_ = ConferenceEvent::kNoDay;
      break;
    default:
      break;
  }
  return absl::OkStatus();
}

absl::Status ConferenceListener::Text(absl::string_view text) {
  switch (places_.back()) {
    case Place::kText:
    case Place::kMarkup:
      plain_.append(text.data(), text.size());
      if (has_markup_) AppendEscaped(text, markup_);
      return CheckText(std::max(plain_.size(), markup_.size()));
    case Place::kOther: {
      std::string& kept = open_others_.back().text;
      kept.append(text.data(), text.size());
      return CheckText(kept.size());
    }
    case Place::kPassed:
      return absl::OkStatus();
    default:
      if (!IsBlank(text)) RemarkNotKept("text between elements");
      return absl::OkStatus();
  }
}

absl::Status ConferenceListener::Refuse(const XmlFault& fault) const {
  switch (fault.kind) {
    case XmlFault::kDoctype:
      return UnreadableSchedule(
          absl::StrCat("line ", fault.line,
                       " has a DOCTYPE, which no schedule has: entities are not read; leave it out "
                       "and write characters as they are"),
          fault.line);
    case XmlFault::kTooDeep:
      return ScheduleTooLarge(absl::StrCat("line ", fault.line, " is nested deeper than ",
                                           kScheduleXmlBounds.levels, " elements"),
                              kScheduleXmlBounds.levels, fault.line);
    case XmlFault::kTooMuchMemory:
      return ScheduleTooLarge(
          absl::StrCat("line ", fault.line, " takes more memory than any schedule does"),
          kScheduleXmlBounds.token_bytes, fault.line);
    case XmlFault::kMalformed:
      break;
  }
  return UnreadableSchedule(absl::StrCat("the schedule is no well-formed XML: ", fault.description,
                                         " in line ", fault.line, "; export it again"),
                            fault.line);
}

absl::Status ConferenceListener::StartRoot(absl::string_view name) {
  if (name != "schedule") {
    return UnreadableSchedule(
        absl::StrCat("the file is no conference's schedule.xml: in place of <schedule> it has <",
                     ShownBeginning(name), ">, ", KindOfRoot(name)),
        line_(), ShownBeginning(name));
  }
  places_.push_back(Place::kSchedule);
  return absl::OkStatus();
}

absl::Status ConferenceListener::StartInSchedule(absl::string_view name, Attributes attributes) {
  Conference& conference = draft_.conference;
  if (name == "conference") {
    has_conference_ = true;
    PassOthers(name, attributes, {});
    places_.push_back(Place::kConference);
    return absl::OkStatus();
  }
  if (name == "day") return StartDay(attributes);
  if (name == "event") return StartEvent(attributes);
  if (name == "version") {
    return StartText(name, attributes, conference.version, conference.schedule_elements);
  }
  if (name == "url") {
    return StartText(name, attributes, conference.schedule_url, conference.schedule_elements);
  }
  if (name == "generator") {
    StartGenerator(attributes);
    return absl::OkStatus();
  }
  return StartOther(name, attributes, conference.schedule_elements);
}

absl::Status ConferenceListener::StartInConference(absl::string_view name, Attributes attributes) {
  Conference& conference = draft_.conference;
  for (const TextField<Conference>& field : kConferenceFields) {
    if (name != field.name) continue;
    return StartText(name, attributes, conference.*field.field, conference.elements);
  }
  for (const DraftField& field : kDraftFields) {
    if (name != field.name) continue;
    return StartDraftText(name, attributes, draft_.*field.field, conference.elements);
  }
  if (name == "track") return StartTrack(attributes);
  return StartOther(name, attributes, conference.elements);
}

absl::Status ConferenceListener::StartInDay(absl::string_view name, Attributes attributes) {
  if (name == "room") return StartRoom(attributes);
  if (name == "event") return StartEvent(attributes);
  return StartOther(name, attributes, draft_.conference.days.back().elements);
}

absl::Status ConferenceListener::StartInEvent(absl::string_view name, Attributes attributes) {
  for (const TextField<ConferenceEvent>& field : kEventFields) {
    if (name != field.name) continue;
    return StartText(name, attributes, event().*field.field, event().elements);
  }
  for (const DraftEventField& field : kDraftEventFields) {
    if (name != field.name) continue;
    return StartDraftText(name, attributes, draft_.events.back().*field.field, event().elements);
  }
  struct Container {
    absl::string_view name;
    Place place;
  };
  constexpr Container kContainers[] = {{"persons", Place::kPersons},
                                       {"recording", Place::kRecording},
                                       {"links", Place::kLinks},
                                       {"attachments", Place::kAttachments}};
  for (const Container& container : kContainers) {
    if (name != container.name) continue;
    PassOthers(name, attributes, {});
    places_.push_back(container.place);
    return absl::OkStatus();
  }
  return StartOther(name, attributes, event().elements);
}

absl::Status ConferenceListener::StartInRecording(absl::string_view name, Attributes attributes) {
  ConferenceRecording& recording = event().recording;
  if (name == "license") return StartText(name, attributes, recording.license, event().elements);
  if (name == "url") return StartText(name, attributes, recording.url, event().elements);
  if (name == "link") return StartText(name, attributes, recording.link, event().elements);
  if (name == "optout") {
    return StartDraftText(name, attributes, draft_.events.back().optout, event().elements);
  }
  return Pass(name);
}

absl::Status ConferenceListener::StartDay(Attributes attributes) {
  PLENARY_RETURN_IF_ERROR(Count());
  if (static_cast<int64_t>(draft_.days.size()) >= limits_.days) {
    return ScheduleTooLarge(
        absl::StrCat("the schedule has more than ", limits_.days, " days: divide it"), limits_.days,
        line_());
  }
  has_conference_ = true;
  day_ = static_cast<int>(draft_.days.size());
  ConferenceDay& day = draft_.conference.days.emplace_back();
  if (!absl::SimpleAtoi(Attribute(attributes, "index"), &day.index)) day.index = day_ + 1;
  draft_.days.push_back({line_(),
                         Attribute(attributes, "date"),
                         Attribute(attributes, "start"),
                         Attribute(attributes, "end"),
                         {}});
  PassOthers("day", attributes, {"index", "date", "start", "end"});
  places_.push_back(Place::kDay);
  return absl::OkStatus();
}

absl::Status ConferenceListener::StartRoom(Attributes attributes) {
  PLENARY_RETURN_IF_ERROR(Count());
  room_ = Attribute(attributes, "name");
  draft_.days.back().rooms.push_back({room_, Attribute(attributes, "guid")});
  PassOthers("room", attributes, {"name", "guid"});
  places_.push_back(Place::kRoom);
  return absl::OkStatus();
}

absl::Status ConferenceListener::StartEvent(Attributes attributes) {
  PLENARY_RETURN_IF_ERROR(Count());
  if (static_cast<int64_t>(draft_.events.size()) >= limits_.events) {
    return ScheduleTooLarge(
        absl::StrCat("the schedule has more than ", limits_.events, " events: divide it"),
        limits_.events, line_());
  }
  draft_.events.emplace_back();
  draft_.events.back().line = line_();
  draft_.events.back().room_around = room_;
  ConferenceEvent& event = draft_.conference.events.emplace_back();
  event.id = Attribute(attributes, "id");
  event.guid = Attribute(attributes, "guid");
  event.code = Attribute(attributes, "code");
  event.day = day_;
  places_.push_back(Place::kEvent);
  return KeepOthers(attributes, {"id", "guid", "code"}, event.attributes);
}

absl::Status ConferenceListener::StartPerson(Attributes attributes) {
  PLENARY_RETURN_IF_ERROR(Count());
  DraftPerson& person = draft_.events.back().persons.emplace_back();
  person.line = line_();
  person.person.id = Attribute(attributes, "id");
  person.person.guid = Attribute(attributes, "guid");
  person.person.code = Attribute(attributes, "code");
  OpenText(person.person.name);
  return KeepOthers(attributes, {"id", "guid", "code"}, person.person.attributes);
}

absl::Status ConferenceListener::StartLink(Attributes attributes,
                                           std::vector<ConferenceLink>& links) {
  PLENARY_RETURN_IF_ERROR(Count());
  ConferenceLink& link = links.emplace_back();
  link.href = Attribute(attributes, "href");
  link.type = Attribute(attributes, "type");
  link.service = Attribute(attributes, "service");
  PassOthers("link", attributes, {"href", "type", "service"});
  OpenText(link.text);
  return absl::OkStatus();
}

absl::Status ConferenceListener::StartTrack(Attributes attributes) {
  PLENARY_RETURN_IF_ERROR(Count());
  ConferenceTrack& track = draft_.conference.tracks.emplace_back();
  track.name = Attribute(attributes, "name");
  track.slug = Attribute(attributes, "slug");
  track.color = Attribute(attributes, "color");
  track.is_declared = true;
  PassOthers("track", attributes, {"name", "slug", "color"});
  // Its name may be its text instead.
  if (track.name.empty()) {
    OpenText(track.name);
  } else {
    places_.push_back(Place::kPassed);
  }
  return absl::OkStatus();
}

void ConferenceListener::StartGenerator(Attributes attributes) {
  ConferenceGenerator& generator = draft_.conference.generator;
  generator.system = Attribute(attributes, "system");
  generator.version = Attribute(attributes, "version");
  generator.name = Attribute(attributes, "name");
  PassOthers("generator", attributes, {"name", "system", "version"});
  if (generator.name.empty()) {
    OpenText(generator.name);
  } else {
    places_.push_back(Place::kPassed);
  }
}

absl::Status ConferenceListener::StartText(absl::string_view name, Attributes attributes,
                                           std::string& field,
                                           std::vector<ConferenceElement>& others) {
  if (!field.empty()) return StartOther(name, attributes, others);
  PassOthers(name, attributes, {});
  OpenText(field);
  return absl::OkStatus();
}

absl::Status ConferenceListener::StartDraftText(absl::string_view name, Attributes attributes,
                                                DraftText& field,
                                                std::vector<ConferenceElement>& others) {
  if (field.text.empty()) field.line = line_();
  return StartText(name, attributes, field.text, others);
}

void ConferenceListener::OpenText(std::string& field) {
  field_ = &field;
  plain_.clear();
  markup_.clear();
  has_markup_ = false;
  places_.push_back(Place::kText);
}

void ConferenceListener::EndText() {
  *field_ = std::string(absl::StripAsciiWhitespace(has_markup_ ? markup_ : plain_));
}

// A description may be XHTML where others escape their HTML: both become the same text.
void ConferenceListener::StartMarkup(absl::string_view name, Attributes attributes) {
  if (!has_markup_) AppendEscaped(plain_, markup_);
  has_markup_ = true;
  absl::StrAppend(&markup_, "<", name);
  for (; attributes[0] != nullptr; attributes += 2) {
    absl::StrAppend(&markup_, " ", attributes[0], "=\"");
    AppendEscaped(attributes[1], markup_);
    markup_ += '"';
  }
  markup_ += '>';
  places_.push_back(Place::kMarkup);
}

absl::Status ConferenceListener::StartOther(absl::string_view name, Attributes attributes,
                                            std::vector<ConferenceElement>& others) {
  others_ = &others;
  return StartOtherChild(name, attributes);
}

absl::Status ConferenceListener::StartOtherChild(absl::string_view name, Attributes attributes) {
  PLENARY_RETURN_IF_ERROR(Count());
  ConferenceElement& element = open_others_.emplace_back();
  element.name = std::string(name);
  places_.push_back(Place::kOther);
  return KeepOthers(attributes, {}, element.attributes);
}

void ConferenceListener::EndOther() {
  ConferenceElement element = std::move(open_others_.back());
  open_others_.pop_back();
  element.text = std::string(absl::StripAsciiWhitespace(element.text));
  if (element.attributes.empty() && element.text.empty() && element.children.empty()) return;
  std::vector<ConferenceElement>& around =
      open_others_.empty() ? *others_ : open_others_.back().children;
  around.push_back(std::move(element));
}

absl::Status ConferenceListener::Pass(absl::string_view name) {
  RemarkNotKept(absl::StrCat("<", ShownBeginning(name), ">"));
  places_.push_back(Place::kPassed);
  return absl::OkStatus();
}

absl::Status ConferenceListener::KeepOthers(Attributes attributes,
                                            std::initializer_list<absl::string_view> known,
                                            std::vector<ConferenceAttribute>& others) {
  constexpr size_t kMost = 64;  // no exporter writes half as many
  for (; attributes[0] != nullptr; attributes += 2) {
    if (IsOneOf(attributes[0], known) || attributes[1][0] == '\0') continue;
    PLENARY_RETURN_IF_ERROR(Count());
    if (others.size() >= kMost) {
      return ScheduleTooLarge(
          absl::StrCat("an element in line ", line_(), " has more than ", kMost, " attributes"),
          kMost, line_());
    }
    others.push_back({attributes[0], attributes[1]});
  }
  return absl::OkStatus();
}

void ConferenceListener::PassOthers(absl::string_view name, Attributes attributes,
                                    std::initializer_list<absl::string_view> known) {
  for (; attributes[0] != nullptr; attributes += 2) {
    if (IsOneOf(attributes[0], known)) continue;
    RemarkNotKept(
        absl::StrCat("the attribute “", ShownBeginning(attributes[0]), "” of <", name, ">"));
  }
}

void ConferenceListener::RemarkNotKept(absl::string_view what) {
  constexpr size_t kMostRemarks = 100;
  if (not_kept_.size() >= kMostRemarks || !not_kept_.insert(std::string(what)).second) return;
  remarks_.Add(ConferenceRemark::kNotKept, line_(), -1,
               absl::StrCat(what, " is not part of the format and is not kept"));
}

absl::Status ConferenceListener::Count() {
  if (++items_ <= limits_.items) return absl::OkStatus();
  return ScheduleTooLarge(absl::StrCat("the schedule has more than ", limits_.items,
                                       " rooms, events, persons, links and others: divide it"),
                          limits_.items, line_());
}

absl::Status ConferenceListener::CheckText(size_t size) const {
  if (static_cast<int64_t>(size) <= limits_.text_bytes) return absl::OkStatus();
  return ScheduleTooLarge(absl::StrCat("the text that ends in line ", line_(), " is longer than ",
                                       limits_.text_bytes, " bytes: shorten it"),
                          limits_.text_bytes, line_());
}

}  // namespace plenary::interchange
