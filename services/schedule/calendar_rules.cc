#include "services/schedule/calendar_rules.h"

#include <algorithm>
#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/names.h"
#include "services/schedule/export_words_rules.h"
#include "services/schedule/import_rules.h"

namespace plenary::schedule {
namespace {

using google::protobuf::Timestamp;
using google::protobuf::util::TimeUtil;
using interchange::CalendarEntry;
using interchange::CalendarTime;
using Strings = google::protobuf::RepeatedPtrField<std::string>;

CalendarTime TimeIn(const Timestamp& time, const std::string& zone) {
  CalendarTime told;
  told.time = absl::FromUnixSeconds(time.seconds());
  if (!zone.empty()) told.time_zone = zone;
  return told;
}

// Hall, venue and address, each once: a place in words may be the venue's name.
std::string LocationOf(const CalendarLine& line) {
  std::vector<std::string> parts;
  for (const std::string* part : {&line.item.place(), &line.item.venue(), &line.address}) {
    const bool is_new = std::find(parts.begin(), parts.end(), *part) == parts.end();
    if (!part->empty() && is_new) parts.push_back(*part);
  }
  return absl::StrJoin(parts, ", ");
}

// "Speakers: Anna Ivanova, Wang Xiaoming".
void AddEnumeration(Label label, const Strings& texts, const CalendarStyle& style,
                    std::vector<std::string>& lines) {
  if (texts.empty()) return;
  lines.push_back(absl::StrCat(LabelWord(label, style.language), ": ", absl::StrJoin(texts, ", ")));
}

void AddText(const std::string& text, std::vector<std::string>& lines) {
  if (!text.empty()) lines.push_back(text);
}

void AddWorking(const v1::ProgrammeItem& item, const CalendarStyle& style,
                std::vector<std::string>& lines) {
  AddEnumeration(Label::kAttendees, item.attendees(), style, lines);
  AddEnumeration(Label::kInterpreters, item.interpreters(), style, lines);
  AddEnumeration(Label::kVehicles, item.vehicles(), style, lines);
  AddEnumeration(Label::kResponsible, item.responsible(), style, lines);
  AddEnumeration(Label::kPhones, item.phones(), style, lines);
  AddText(item.note(), lines);
}

// What it is about stands last and by itself, as it may be long; alone where nothing else is told.
std::string DescriptionOf(const CalendarLine& line, const CalendarStyle& style) {
  const v1::ProgrammeItem& item = line.item;
  std::vector<std::string> lines;
  AddText(item.journey(), lines);
  AddEnumeration(Label::kSpeakers, item.speakers(), style, lines);
  AddEnumeration(Label::kModerators, item.moderators(), style, lines);
  AddEnumeration(Label::kParties, item.parties(), style, lines);
  AddEnumeration(Label::kLanguages, item.languages(), style, lines);
  AddText(InterpretationWord(item.interpretation(), style.language), lines);
  AddText(item.guest_note(), lines);
  if (style.is_working) AddWorking(item, style, lines);
  std::string about = CutText(line.about, style.most_about);
  if (about.size() < line.about.size()) about += "…";
  const bool is_both = !lines.empty() && !about.empty();
  return absl::StrCat(absl::StrJoin(lines, "\n"), is_both ? "\n\n" : "", about);
}

CalendarEntry::Status StatusOf(const CalendarLine& line) {
  if (line.item.state() == v1::CANCELLED) return CalendarEntry::kCancelled;
  const bool is_tentative = line.is_held || line.item.state() == v1::DRAFT;
  return is_tentative ? CalendarEntry::kTentative : CalendarEntry::kConfirmed;
}

// "Anna Ivanova <anna@example.org>", a name or an address alone.
interchange::CalendarPerson PersonIn(absl::string_view text) {
  interchange::CalendarPerson person;
  const size_t mail = text.rfind(" <");
  if (mail != absl::string_view::npos && absl::EndsWith(text, ">")) {
    person.name = std::string(text.substr(0, mail));
    person.mail = std::string(text.substr(mail + 2, text.size() - mail - 3));
  } else {
    const bool is_mail = absl::StrContains(text, "@") && !absl::StrContains(text, " ");
    (is_mail ? person.mail : person.name) = std::string(text);
  }
  return person;
}

CalendarEntry EntryOf(const CalendarLine& line, const CalendarStyle& style) {
  const v1::ProgrammeItem& item = line.item;
  CalendarEntry entry;
  entry.sequence = item.sequence();
  entry.last_modified = absl::FromUnixSeconds(item.update_time().seconds());
  entry.start = TimeIn(item.interval().start_time(), item.start_time_zone());
  entry.end = TimeIn(item.interval().end_time(), item.end_time_zone());
  entry.summary = item.title();
  entry.description = DescriptionOf(line, style);
  entry.location = LocationOf(line);
  if (!item.track().empty()) entry.categories.push_back(item.track());
  entry.url = line.url;
  entry.status = StatusOf(line);
  entry.is_transparent = line.is_transparent;
  entry.organizer = PersonIn(line.organizer);
  return entry;
}

// Which line has an id of another calendar as its UID: of several the first by name, so that a new
// one doesn't take it from an old one by chance of its start.
std::map<std::string, std::string> HoldersOfIds(const std::vector<CalendarLine>& lines) {
  std::map<std::string, std::string> holders;
  for (const CalendarLine& line : lines) {
    if (line.external_id.empty()) continue;
    const auto [found, is_new] = holders.emplace(line.external_id, line.item.activity());
    if (!is_new) found->second = std::min(found->second, line.item.activity());
  }
  return holders;
}

// What stands behind the id of anything but a session: a meeting may have a session's id.
absl::string_view SuffixOf(const v1::ProgrammeItem& item) {
  if (absl::StrContains(item.activity(), "/meetings/")) return ".meeting";
  if (absl::StrContains(item.activity(), "/bookings/")) return ".booking";
  if (!absl::StrContains(item.activity(), "/participants/")) return "";
  return item.kind() == v1::Session::DEPARTURE ? ".departure" : ".arrival";
}

}  // namespace

std::string OwnUid(const v1::ProgrammeItem& item) {
  return absl::StrCat(base::LastId(item.activity()), SuffixOf(item), "@",
                      base::LastId(base::EventOf(item.activity())));
}

interchange::CalendarFeed CalendarOf(const std::vector<CalendarLine>& lines,
                                     const CalendarStyle& style) {
  interchange::CalendarFeed feed;
  feed.name = style.name;
  feed.language = style.language;
  feed.time_zone = style.time_zone;
  feed.organizer.name = style.name;
  const std::map<std::string, std::string> holders = HoldersOfIds(lines);
  feed.entries.reserve(lines.size());
  for (const CalendarLine& line : lines) {
    CalendarEntry& entry = feed.entries.emplace_back(EntryOf(line, style));
    const auto holder = holders.find(line.external_id);
    const bool keeps_id = holder != holders.end() && holder->second == line.item.activity();
    entry.uid = keeps_id ? line.external_id : OwnUid(line.item);
  }
  return feed;
}

}  // namespace plenary::schedule
