#include "services/schedule/export_conference_rules.h"

#include <sodium.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "services/base/collation.h"
#include "services/base/names.h"
#include "services/names/written.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/import_rules.h"
#include "services/schedule/programme_rules.h"

namespace plenary::schedule {
namespace {

using interchange::Conference;
using interchange::ConferenceDay;
using interchange::ConferenceEvent;
using interchange::ConferencePerson;

constexpr int kFirstHourOfDay = 6;

template <class Resource>
const Resource* In(const std::map<std::string, Resource>& resources, const std::string& name) {
  const auto found = resources.find(name);
  return found == resources.end() ? nullptr : &found->second;
}

// 16 bytes that stand for a name.
std::string Digest(absl::string_view name) {
  std::string digest(crypto_generichash_BYTES_MIN, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(),
                     reinterpret_cast<const unsigned char*>(name.data()), name.size(), nullptr, 0);
  return digest;
}

// The form of a UUID of version 8, whose bits are its maker's choice (RFC 9562).
std::string GuidOf(absl::string_view name) {
  std::string bytes = Digest(name);
  bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x80);
  bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
  const std::string hex = absl::BytesToHexString(bytes);
  const absl::string_view digits = hex;
  return absl::StrCat(digits.substr(0, 8), "-", digits.substr(8, 4), "-", digits.substr(12, 4), "-",
                      digits.substr(16, 4), "-", digits.substr(20));
}

// A number that whoever reads the file can hold in 32 bits with a sign.
uint32_t NumberOf(absl::string_view name) {
  uint32_t number = 0;
  for (const char byte : Digest(name).substr(0, 4)) {
    number = number << 8 | static_cast<unsigned char>(byte);
  }
  return (number & 0x7FFFFFFF) | 1;
}

// Ids made of names, each once in a file.
class Numbers {
 public:
  std::string Next(absl::string_view name) {
    uint32_t number = NumberOf(name);
    while (!taken_.insert(number).second) ++number;
    return absl::StrCat(number);
  }

 private:
  std::set<uint32_t> taken_;
};

std::string TextIn(const google::protobuf::RepeatedPtrField<v1::LongText>& texts,
                   absl::string_view language) {
  for (const v1::LongText& text : texts) {
    if (text.language() == language) return text.text();
  }
  return texts.empty() ? "" : texts.Get(0).text();
}

bool TakesPart(const v1::Attendee& attendee) {
  return !attendee.left() && attendee.answer() != v1::Attendee::DECLINED;
}

bool IsOnStage(const v1::Attendee& attendee) {
  return attendee.role() == v1::Attendee::SPEAKER || attendee.role() == v1::Attendee::MODERATOR;
}

// "site visit".
std::string TypeOfKind(v1::Session::Kind kind) {
  if (kind == v1::Session::KIND_UNSPECIFIED) return "";
  return absl::AsciiStrToLower(absl::StrReplaceAll(v1::Session::Kind_Name(kind), {{"_", " "}}));
}

// The fields of a session that an import kept of its file.
class KeptFields {
 public:
  explicit KeptFields(const v1::Session& session)
      : fields_(session.external_fields().begin(), session.external_fields().end()) {}

  std::string Take(const std::string& name) const {
    const auto found = fields_.find(name);
    return found == fields_.end() ? "" : found->second;
  }
  // Those whose names begin with `prefix`, without it.
  std::map<std::string, std::string> Under(absl::string_view prefix) const {
    std::map<std::string, std::string> under;
    for (const auto& [name, value] : fields_) {
      if (absl::StartsWith(name, prefix)) under[name.substr(prefix.size())] = value;
    }
    return under;
  }

 private:
  const std::map<std::string, std::string> fields_;
};

void AddLinks(const v1::Session& session, ConferenceEvent& event) {
  event.links.reserve(static_cast<size_t>(session.links_size()));
  for (const v1::Link& link : session.links()) {
    interchange::ConferenceLink& added = event.links.emplace_back();
    added.href = link.url();
    added.text = link.title();
  }
}

// "attachment.1" and on: "href\ntext".
void AddAttachments(const KeptFields& kept, ConferenceEvent& event) {
  std::map<int, std::string> in_order;
  for (const auto& [number, value] : kept.Under("attachment.")) {
    int place = 0;
    if (absl::SimpleAtoi(number, &place)) in_order[place] = value;
  }
  for (const auto& [place, value] : in_order) {
    const size_t end = value.find('\n');
    interchange::ConferenceLink& link = event.attachments.emplace_back();
    link.href = value.substr(0, end);
    if (end != std::string::npos) link.text = value.substr(end + 1);
  }
}

void AddKept(const KeptFields& kept, ConferenceEvent& event) {
  event.guid = kept.Take("guid");
  event.id = kept.Take("id");
  event.code = kept.Take("code");
  event.slug = kept.Take("slug");
  event.recording.license = kept.Take("license");
  const std::string optout = kept.Take("optout");
  if (!optout.empty()) event.recording.optout = optout == "true";
  event.recording.url = kept.Take("recording_url");
  event.recording.link = kept.Take("recording_link");
  event.logo = kept.Take("logo");
  event.url = kept.Take("url");
  event.feedback_url = kept.Take("feedback_url");
  event.origin_url = kept.Take("origin_url");
  event.video_download_url = kept.Take("video_download_url");
  AddAttachments(kept, event);
  for (const auto& [name, value] : kept.Under("element.")) {
    event.elements.push_back({name, {}, value, {}});
  }
  for (const auto& [name, value] : kept.Under("attribute.")) {
    event.attributes.push_back({name, value});
  }
}

// A file may have had one text or two; see import_rules.h.
void AddTexts(const v1::Session& session, const KeptFields& kept, absl::string_view language,
              ConferenceEvent& event) {
  const std::string which = kept.Take("text");
  if (which == "both" && session.abstracts_size() > 1) {
    event.abstract = session.abstracts(0).text();
    event.description = session.abstracts(1).text();
    return;
  }
  (which == "description" ? event.description : event.abstract) =
      TextIn(session.abstracts(), language);
}

// Makes the schedule of one event.
class ConferenceMaker {
 public:
  ConferenceMaker(const ConferenceSource& source, absl::string_view language)
      : source_(source), facts_(source.facts), language_(language) {
    in_order_.reserve(source.sessions.size());
    for (const v1::Activity& session : source.sessions) in_order_.push_back(&session);
    std::sort(in_order_.begin(), in_order_.end(), [](const auto* left, const auto* right) {
      return std::make_pair(StartOf(*left), NameOf(*left)) <
             std::make_pair(StartOf(*right), NameOf(*right));
    });
  }

  Conference Make() {
    AddHead();
    NameRooms();
    AddTracks();
    FindDays();
    conference_.events.reserve(in_order_.size());
    for (const v1::Activity* session : in_order_) AddEvent(*session);
    const std::set<std::string> empty_rooms = EmptyRooms();
    for (ConferenceDay& day : conference_.days) FillDay(empty_rooms, day);
    if (!conference_.days.empty()) {
      conference_.start = conference_.days.front().date;
      conference_.end = conference_.days.back().date;
    }
    return std::move(conference_);
  }

 private:
  void AddHead() {
    const v1::Event& event = facts_.event;
    conference_.generator.name = "Plenary";
    conference_.version = source_.version;
    conference_.acronym = std::string(base::LastId(event.name()));
    conference_.title = names::WrittenText(event.display_names(), language_);
    conference_.venue = VenueName();
    conference_.city = names::WrittenText(event.venue().localities(), language_);
    conference_.url = event.website();
    std::map<std::string, int> count;
    std::string zone = event.time_zone();
    for (const v1::Activity* session : in_order_) ++count[StartZoneOf(*session, facts_)];
    for (const auto& [name, sessions] : count) {
      if (sessions > count[zone]) zone = name;
    }
    absl::LoadTimeZone(zone, &conference_.time_zone);
  }

  // Where the first session is of which it is known, else the event's.
  std::string VenueName() const {
    for (const v1::Activity* session : in_order_) {
      if (const auto* venue = In(facts_.venues, VenueOf(*session, facts_))) {
        return names::WrittenText(venue->display_names(), language_);
      }
    }
    return names::WrittenText(facts_.event.venue().display_names(), language_);
  }

  // The hall or table of a session; a file has one for each.
  const v1::Asset* HallOf(const v1::Activity& session) const {
    for (const v1::AssetUse& use : AssetsOf(session)) {
      const v1::Asset* asset = In(facts_.assets, use.asset());
      const bool is_hall = asset != nullptr &&
                           (asset->kind() == v1::Asset::ROOM || asset->kind() == v1::Asset::TABLE);
      if (is_hall) return asset;
    }
    return nullptr;
  }

  // Rooms are told apart by their names: two "Hall 1" have their venues behind them, or their ids.
  void NameRooms() {
    std::map<std::string, std::set<std::string>> by_name;
    for (const std::string& room : source_.rooms) {
      const v1::Asset* asset = In(facts_.assets, room);
      const bool lives = asset != nullptr && !asset->has_delete_time();
      if (lives) by_name[NameOfAsset(room, facts_, language_)].insert(room);
    }
    for (const v1::Activity* session : in_order_) {
      const v1::Asset* hall = HallOf(*session);
      if (hall != nullptr)
        by_name[NameOfAsset(hall->name(), facts_, language_)].insert(hall->name());
    }
    std::set<std::string> taken;
    for (const auto& [name, halls] : by_name) {
      for (const std::string& hall : halls) {
        std::string own = name;
        if (halls.size() > 1) own = absl::StrCat(name, " (", PlaceOfHall(hall), ")");
        if (!taken.insert(own).second) own = absl::StrCat(name, " (", base::LastId(hall), ")");
        taken.insert(own);
        rooms_[hall] = own;
      }
    }
    std::vector<std::pair<std::string, std::string>> sorted;
    sorted.reserve(rooms_.size());
    for (const auto& [hall, name] : rooms_) {
      sorted.emplace_back(base::SortKey(name, base::ReaderLanguage(language_)), name);
    }
    std::sort(sorted.begin(), sorted.end());
    conference_.rooms.reserve(sorted.size());
    for (auto& [key, name] : sorted) conference_.rooms.push_back({std::move(name), "", true});
  }

  std::string PlaceOfHall(const std::string& hall) const {
    const v1::VenueRecord* venue = In(facts_.venues, In(facts_.assets, hall)->venue());
    return venue == nullptr ? std::string(base::LastId(hall))
                            : names::WrittenText(venue->display_names(), language_);
  }

  void AddTracks() {
    std::set<std::string> seen;
    for (const v1::Track& track : source_.tracks) {
      std::string name = names::WrittenText(track.display_names(), language_);
      if (!seen.insert(name).second) continue;
      conference_.tracks.push_back({std::move(name), "", track.color(), true});
    }
  }

  void FindDays() {
    std::set<absl::CivilDay> days;
    for (const v1::Activity* session : in_order_) {
      const absl::CivilHour start(absl::ToCivilSecond(StartOf(*session), conference_.time_zone));
      if (start.hour() >= kFirstHourOfDay) days.insert(absl::CivilDay(start));
    }
    for (const v1::Activity* session : in_order_) {
      const absl::CivilHour start(absl::ToCivilSecond(StartOf(*session), conference_.time_zone));
      absl::CivilDay day(start);
      if (start.hour() < kFirstHourOfDay && days.count(day - 1) > 0) --day;
      day_of_[session] = day;
    }
    for (const auto& [session, day] : day_of_) days.insert(day);
    conference_.days.reserve(days.size());
    for (const absl::CivilDay& date : days) {
      ConferenceDay& day = conference_.days.emplace_back();
      day.index = static_cast<int>(conference_.days.size());
      day.date = date;
    }
  }

  // Rooms in which nothing is on any day.
  std::set<std::string> EmptyRooms() const {
    std::set<std::string> rooms;
    for (const interchange::ConferenceRoom& room : conference_.rooms) rooms.insert(room.name);
    for (const ConferenceEvent& event : conference_.events) rooms.erase(event.room);
    return rooms;
  }

  // From its first event to the end of its last, with the rooms in which something is.
  void FillDay(const std::set<std::string>& empty_rooms, ConferenceDay& day) const {
    std::set<std::string> used = empty_rooms;
    for (const ConferenceEvent& event : conference_.events) {
      if (event.day != day.index - 1) continue;
      const absl::Time end = *event.start + *event.duration;
      day.start = std::min(day.start.value_or(*event.start), *event.start);
      day.end = std::max(day.end.value_or(end), end);
      used.insert(event.room);
    }
    for (const interchange::ConferenceRoom& room : conference_.rooms) {
      if (used.count(room.name) > 0) day.rooms.push_back(room.name);
    }
  }

  int IndexOfDay(const absl::CivilDay& date) const {
    const auto found = std::find_if(conference_.days.begin(), conference_.days.end(),
                                    [&](const ConferenceDay& day) { return *day.date == date; });
    return static_cast<int>(found - conference_.days.begin());
  }

  void AddEvent(const v1::Activity& activity) {
    const v1::Session& session = activity.session();
    const KeptFields kept(session);
    ConferenceEvent& event = conference_.events.emplace_back();
    AddKept(kept, event);
    AddIds(session, event);
    event.day = IndexOfDay(day_of_[&activity]);
    event.start = StartOf(activity);
    event.duration = EndOf(activity) - StartOf(activity);
    if (const v1::Asset* hall = HallOf(activity)) event.room = rooms_[hall->name()];
    if (const v1::Track* track = In(facts_.tracks, session.track())) {
      event.track = names::WrittenText(track->display_names(), language_);
    }
    event.title = names::WrittenText(session.titles(), language_);
    event.subtitle = names::WrittenText(session.subtitles(), language_);
    event.type = kept.Take("type");
    if (event.type.empty()) event.type = TypeOfKind(session.kind());
    if (!session.languages().empty()) event.language = session.languages(0);
    AddTexts(session, kept, language_, event);
    AddLinks(session, event);
    for (const v1::Attendee& attendee : session.attendees()) {
      if (TakesPart(attendee) && IsOnStage(attendee)) AddSpeaker(attendee, event);
    }
  }

  // What came without ids keeps having none: it was told apart by its title, and is again. What
  // came from a calendar has its UID.
  void AddIds(const v1::Session& session, ConferenceEvent& event) {
    if (!event.guid.empty() || !event.id.empty() || !event.code.empty() || !event.slug.empty()) {
      return;
    }
    const std::string& external = session.external_id();
    if (!external.empty()) {
      const std::string title = names::WrittenText(session.titles(), language_);
      if (!absl::StartsWith(title, external)) event.guid = external;
      return;
    }
    event.guid = GuidOf(session.name());
    event.id = numbers_.Next(session.name());
  }

  void AddSpeaker(const v1::Attendee& attendee, ConferenceEvent& event) {
    const std::string person = PersonOf(attendee, facts_);
    const PersonInFile* imported = In(source_.imported, attendee.who());
    if (imported == nullptr) imported = In(source_.imported, person);
    std::string name = imported == nullptr ? "" : NameInFile(*imported, person);
    if (name.empty()) name = NameOfPerson(attendee.who(), facts_, language_);
    if (name.empty()) name = attendee.display_name();
    if (name.empty()) return;
    const auto [found, is_new] =
        persons_.emplace(person, static_cast<int>(conference_.persons.size()));
    if (is_new) AddPerson(person, name, imported);
    event.speakers.push_back({found->second, name});
  }

  // The name of the file; empty where the directory's is not what an import made of it, or is
  // written otherwise in the reader's language.
  std::string NameInFile(const PersonInFile& imported, const std::string& person) const {
    const v1::Person* found = In(facts_.people, person);
    if (imported.name.empty() || found == nullptr || found->names_size() != 1) return "";
    const v1::PersonName& now = found->names(0);
    const v1::PersonName then = NameOfImported(imported.name, now.language());
    const bool is_same = now.family_name() == then.family_name() &&
                         now.given_name() == then.given_name() &&
                         now.patronymic() == then.patronymic();
    const bool is_written_so =
        names::WrittenName(*found, language_) == names::WrittenName(*found, "");
    return is_same && is_written_so ? imported.name : "";
  }

  // Whom a file told apart by the name has it as the id there.
  void AddPerson(const std::string& person, const std::string& name, const PersonInFile* imported) {
    ConferencePerson& added = conference_.persons.emplace_back();
    added.name = name;
    if (imported == nullptr) {
      added.id = numbers_of_people_.Next(person);
    } else if (imported->id != name) {
      added.id = imported->id;
    }
  }

  const ConferenceSource& source_;
  const Facts& facts_;
  const absl::string_view language_;
  std::vector<const v1::Activity*> in_order_;
  std::map<const v1::Activity*, absl::CivilDay> day_of_;
  std::map<std::string, std::string> rooms_;  // what halls are called in the file
  std::map<std::string, int> persons_;        // their indexes
  Numbers numbers_;
  Numbers numbers_of_people_;
  Conference conference_;
};

}  // namespace

Conference ConferenceOf(const ConferenceSource& source, absl::string_view language) {
  return ConferenceMaker(source, language).Make();
}

}  // namespace plenary::schedule
