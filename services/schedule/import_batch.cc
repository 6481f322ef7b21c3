#include "services/schedule/import_batch.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/assets/table.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/directory/table.h"
#include "services/names/written.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/agenda.h"
#include "services/schedule/import_table.h"
#include "services/schedule/table.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Change;
using Remark = v1::ScheduleImportRemark;
using Names = std::map<std::string, std::string>;  // resources by keys of things

// A name of a room or a track is no longer in a LocalizedText, and of a person in a PersonName.
constexpr size_t kNameBytes = 255;

v1::LocalizedText InLanguage(const std::string& text, const std::string& language) {
  v1::LocalizedText localized;
  localized.set_language(language);
  localized.set_text(CutText(text, kNameBytes));
  return localized;
}

std::vector<std::string> Listed(const std::set<std::string>& keys) {
  return {keys.begin(), keys.end()};
}

// The items of one batch on their way.
class Batch {
 public:
  Batch(Change& change, const vault::Vault& vault, const v1::ImportScheduleRequest& request,
        const ImportedSchedule& schedule, size_t first, size_t end)
      : change_(change),
        vault_(vault),
        request_(request),
        schedule_(schedule),
        first_(first),
        end_(end),
        language_(request.language_code().empty() ? "en" : request.language_code()) {}

  absl::Status Do() {
    PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change_, request_.parent()));
    PLENARY_RETURN_IF_ERROR(FindVenue(agenda.event()));
    PLENARY_RETURN_IF_ERROR(MakeRooms());
    PLENARY_RETURN_IF_ERROR(MakeTracks(agenda.now()));
    PLENARY_RETURN_IF_ERROR(MakePeople());
    PLENARY_RETURN_IF_ERROR(FindSessions());
    PLENARY_RETURN_IF_ERROR(PutAll(agenda));
    PLENARY_ASSIGN_OR_RETURN(const Outcome outcome, agenda.Close());
    TellConflicts(outcome);
    return NoteImported(change_.tx(), request_.parent(), "session", new_sessions_);
  }
  ImportedBatch TakeResult() { return std::move(result_); }

 private:
  // The keys of `things` that items of this batch name; the first batch makes those that nobody
  // names, too.
  std::set<std::string> KeysOf(const std::string ImportedItem::*key,
                               const std::vector<ImportedThing>& things) const {
    std::set<std::string> keys;
    for (size_t i = 0; i < things.size() && first_ == 0; ++i) keys.insert(things[i].key);
    for (size_t i = first_; i < end_; ++i) {
      const ImportedItem& item = schedule_.items[i];
      if (item.refusal.ok() && !(item.*key).empty()) keys.insert(item.*key);
    }
    return keys;
  }
  static const ImportedThing* Find(const std::vector<ImportedThing>& things,
                                   const std::string& key) {
    const auto found = std::find_if(things.begin(), things.end(),
                                    [&](const ImportedThing& thing) { return thing.key == key; });
    return found == things.end() ? nullptr : &*found;
  }

  // The venue of rooms that are made: the request's, or one made from the file or the event.
  absl::Status FindVenue(const v1::Event& event) {
    venue_ = request_.venue();
    if (!venue_.empty()) {
      PLENARY_ASSIGN_OR_RETURN(const auto found, assets::FindVenue(change_.tx(), venue_));
      return storage::CheckReference(found, "venue", venue_);
    }
    if (schedule_.rooms.empty()) return absl::OkStatus();
    PLENARY_ASSIGN_OR_RETURN(Names known,
                             FindImported(change_.tx(), request_.parent(), "venue", {"venue"}));
    if (!known.empty()) {
      venue_ = known["venue"];
      return absl::OkStatus();
    }
    v1::VenueRecord venue;
    std::string name = !schedule_.venue.empty() ? schedule_.venue : schedule_.city;
    if (name.empty() && !event.display_names().empty()) name = event.display_names(0).text();
    *venue.add_display_names() = InLanguage(name, language_);
    venue.set_time_zone(event.time_zone());
    venue.set_country_code(event.country_code());
    venue_ = absl::StrCat("venues/", change_.NewId());
    PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change_.Now(venue_));
    storage::StampCreated(venue, venue_, now);
    PLENARY_RETURN_IF_ERROR(assets::InsertVenue(change_.tx(), venue));
    change_.Record(venue_, v1::Change::CREATED, venue);
    return NoteImported(change_.tx(), request_.parent(), "venue", {{"venue", venue_}});
  }

  // Rooms of that name at the venue are the rooms that are meant.
  absl::Status FindRoomsByName(const std::set<std::string>& keys) {
    if (request_.venue().empty()) return absl::OkStatus();
    PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::Asset> there,
                             assets::ListAssetsOf(change_.tx(), v1::Asset::ROOM, request_.venue()));
    for (const v1::Asset& asset : there) {
      for (const v1::LocalizedText& name : asset.display_names()) {
        if (keys.count(name.text()) > 0) rooms_.emplace(name.text(), asset.name());
      }
    }
    return absl::OkStatus();
  }

  absl::Status MakeRooms() {
    const std::set<std::string> keys = KeysOf(&ImportedItem::room, schedule_.rooms);
    PLENARY_ASSIGN_OR_RETURN(rooms_,
                             FindImported(change_.tx(), request_.parent(), "room", Listed(keys)));
    PLENARY_RETURN_IF_ERROR(FindRoomsByName(keys));
    Names made;
    for (const std::string& key : keys) {
      const ImportedThing* room = Find(schedule_.rooms, key);
      if (room == nullptr || rooms_.count(key) > 0) continue;
      v1::Asset asset;
      asset.set_kind(v1::Asset::ROOM);
      *asset.add_display_names() = InLanguage(room->name, language_);
      asset.set_venue(venue_);
      asset.set_external_id(key);
      const std::string name = absl::StrCat("assets/", change_.NewId());
      PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change_.Now(name));
      storage::StampCreated(asset, name, now);
      PLENARY_RETURN_IF_ERROR(assets::InsertAsset(change_.tx(), asset));
      change_.Record(name, v1::Change::CREATED, asset);
      made[key] = rooms_[key] = name;
    }
    result_.counts.set_rooms_created(static_cast<int32_t>(made.size()));
    return NoteImported(change_.tx(), request_.parent(), "room", made);
  }

  absl::Status MakeTracks(absl::Time now) {
    const std::set<std::string> keys = KeysOf(&ImportedItem::track, schedule_.tracks);
    PLENARY_ASSIGN_OR_RETURN(tracks_,
                             FindImported(change_.tx(), request_.parent(), "track", Listed(keys)));
    Names made;
    for (const std::string& key : keys) {
      const ImportedThing* found = Find(schedule_.tracks, key);
      if (found == nullptr || tracks_.count(key) > 0) continue;
      v1::Track track;
      *track.add_display_names() = InLanguage(found->name, language_);
      track.set_color(found->color.substr(0, 7));
      track.set_external_id(key);
      const std::string name = absl::StrCat(request_.parent(), "/tracks/", change_.NewId());
      storage::StampCreated(track, name, now);
      PLENARY_RETURN_IF_ERROR(InsertTrack(change_.tx(), track));
      change_.Record(name, v1::Change::CREATED, track);
      made[key] = tracks_[key] = name;
    }
    result_.counts.set_tracks_created(static_cast<int32_t>(made.size()));
    return NoteImported(change_.tx(), request_.parent(), "track", made);
  }

  static v1::Person PersonOf(const std::string& full_name, const std::string& language) {
    v1::Person person;
    *person.add_names() = NameOfImported(full_name, language);
    return person;
  }

  absl::Status MakePeople() {
    std::set<std::string> keys;
    for (size_t i = first_; i < end_; ++i) {
      const ImportedItem& item = schedule_.items[i];
      if (item.refusal.ok()) keys.insert(item.persons.begin(), item.persons.end());
    }
    PLENARY_ASSIGN_OR_RETURN(people_,
                             FindImported(change_.tx(), request_.parent(), "person", Listed(keys)));
    std::vector<directory::NewPerson> people;
    std::vector<std::string> made_keys;
    for (const std::string& key : keys) {
      const ImportedThing* found = Find(schedule_.people, key);
      if (found == nullptr || people_.count(key) > 0) continue;
      people.push_back({PersonOf(found->name, language_), "person"});
      made_keys.push_back(key);
    }
    if (people.empty()) return absl::OkStatus();
    PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::Person> made,
                             directory::CreatePeople(change_, vault_, std::move(people)));
    Names noted;
    Names written;  // as the file has them, where the directory has them otherwise
    for (size_t i = 0; i < made.size(); ++i) {
      noted[made_keys[i]] = people_[made_keys[i]] = made[i].name();
      const std::string& name = Find(schedule_.people, made_keys[i])->name;
      if (names::WrittenName(made[i], "") != name) written[made_keys[i]] = name;
    }
    result_.counts.set_people_created(static_cast<int32_t>(made.size()));
    PLENARY_RETURN_IF_ERROR(NoteImported(change_.tx(), request_.parent(), "person name", written));
    return NoteImported(change_.tx(), request_.parent(), "person", noted);
  }

  absl::Status FindSessions() {
    std::vector<std::string> keys;
    keys.reserve(end_ - first_);
    for (size_t i = first_; i < end_; ++i) keys.push_back(schedule_.items[i].key);
    PLENARY_ASSIGN_OR_RETURN(const Names known,
                             FindImported(change_.tx(), request_.parent(), "session", keys));
    std::vector<std::string> names;
    names.reserve(known.size());
    for (const auto& [key, name] : known) names.push_back(name);
    PLENARY_ASSIGN_OR_RETURN(const auto rows, FindActivities(change_.tx(), names));
    size_t i = 0;
    for (const auto& [key, name] : known) {
      if (rows[i]) sessions_.emplace(key, *rows[i]);
      ++i;
    }
    return absl::OkStatus();
  }

  // Its session with the room, the track and the speakers.
  v1::Session Whole(const ImportedItem& item) const {
    v1::Session session = item.session;
    const auto track = tracks_.find(item.track);
    if (track != tracks_.end()) session.set_track(track->second);
    const auto room = rooms_.find(item.room);
    if (room != rooms_.end()) session.add_assets()->set_asset(room->second);
    std::set<std::string> seen;
    for (const std::string& key : item.persons) {
      const auto person = people_.find(key);
      if (person == people_.end() || !seen.insert(person->second).second) continue;
      v1::Attendee& attendee = *session.add_attendees();
      attendee.set_who(person->second);
      attendee.set_role(v1::Attendee::SPEAKER);
    }
    return session;
  }

  // What an import made before, as this one would have it: rooms that came from files give way to
  // the item's, and so do speakers; what staff put beside them stays.
  void Update(const v1::Session& imported, v1::Session& session) const {
    Overwrite(imported, session);
    auto& uses = *session.mutable_assets();
    for (int i = uses.size() - 1; i >= 0; --i) {
      if (all_rooms_.count(uses[i].asset()) > 0) uses.DeleteSubrange(i, 1);
    }
    for (const v1::AssetUse& use : imported.assets()) *session.add_assets() = use;
    auto& attendees = *session.mutable_attendees();
    for (int i = attendees.size() - 1; i >= 0; --i) {
      const bool is_imported = attendees[i].role() == v1::Attendee::SPEAKER &&
                               absl::StartsWith(attendees[i].who(), "people/");
      const bool stays =
          std::any_of(imported.attendees().begin(), imported.attendees().end(),
                      [&](const v1::Attendee& each) { return each.who() == attendees[i].who(); });
      if (is_imported && !stays) attendees.DeleteSubrange(i, 1);
    }
    for (const v1::Attendee& each : imported.attendees()) {
      const bool is_there =
          std::any_of(attendees.begin(), attendees.end(),
                      [&](const v1::Attendee& there) { return there.who() == each.who(); });
      if (!is_there) *attendees.Add() = each;
    }
  }

  absl::optional<Entry> EntryOf(const ImportedItem& item) {
    Entry entry;
    entry.field = "session";
    entry.allow_conflicts = true;
    const auto known = sessions_.find(item.key);
    if (known == sessions_.end()) {
      *entry.after.mutable_session() = Whole(item);
      entry.after.mutable_session()->set_name(
          absl::StrCat(request_.parent(), "/sessions/", change_.NewId()));
      return entry;
    }
    entry.before = known->second;
    entry.after = known->second.body;
    Update(Whole(item), *entry.after.mutable_session());
    if (IsDeleted(entry.after)) {
      entry.kind = v1::Change::UNDELETED;
    } else if (!Differs(known->second.body, entry.after)) {
      return absl::nullopt;
    }
    return entry;
  }

  absl::Status PutAll(Agenda& agenda) {
    for (const auto& [key, name] : rooms_) all_rooms_.insert(name);
    for (const auto& [key, row] : sessions_) {
      for (const v1::AssetUse& use : AssetsOf(row.body)) old_rooms_.insert(use.asset());
    }
    PLENARY_RETURN_IF_ERROR(FindOldRooms());
    std::vector<Entry> entries;
    std::vector<const ImportedItem*> items;
    for (size_t i = first_; i < end_; ++i) {
      const ImportedItem& item = schedule_.items[i];
      if (!item.refusal.ok()) {
        Refuse(item, item.refusal);
        continue;
      }
      absl::optional<Entry> entry = EntryOf(item);
      if (!entry) {
        result_.counts.set_sessions_unchanged(result_.counts.sessions_unchanged() + 1);
        continue;
      }
      entries.push_back(*std::move(entry));
      items.push_back(&item);
    }
    std::vector<const v1::Activity*> activities;
    activities.reserve(entries.size());
    for (const Entry& entry : entries) activities.push_back(&entry.after);
    PLENARY_RETURN_IF_ERROR(agenda.Load(activities));
    for (size_t i = 0; i < entries.size(); ++i) {
      PLENARY_RETURN_IF_ERROR(Put(agenda, *items[i], std::move(entries[i])));
    }
    return absl::OkStatus();
  }

  // Rooms that sessions have from an import before, and that this one's items don't name.
  absl::Status FindOldRooms() {
    if (old_rooms_.empty()) return absl::OkStatus();
    PLENARY_ASSIGN_OR_RETURN(const auto found,
                             assets::FindAssets(change_.tx(), Listed(old_rooms_)));
    for (const auto& asset : found) {
      if (asset && !asset->external_id().empty()) all_rooms_.insert(asset->name());
    }
    return absl::OkStatus();
  }

  absl::Status Put(Agenda& agenda, const ImportedItem& item, Entry entry) {
    const std::string name = NameOf(entry.after);
    const bool is_new = !entry.before.has_value();
    const absl::Status status = agenda.Put(std::move(entry));
    // What an item says may be refused; that a database cannot be reached is no reason to go on.
    if (!status.ok()) {
      if (base::ReasonOf(status) == v1::ERROR_REASON_UNSPECIFIED) return status;
      if (status.code() == absl::StatusCode::kUnavailable) return status;
      Refuse(item, status);
      return absl::OkStatus();
    }
    placed_.push_back(&item);
    if (is_new) {
      new_sessions_[item.key] = name;
      result_.counts.set_sessions_created(result_.counts.sessions_created() + 1);
    } else {
      result_.counts.set_sessions_updated(result_.counts.sessions_updated() + 1);
    }
    return absl::OkStatus();
  }

  void Refuse(const ImportedItem& item, const absl::Status& status) {
    Remark& remark = result_.remarks.emplace_back();
    remark.set_line(static_cast<int32_t>(item.line));
    remark.set_severity(Remark::REFUSED);
    remark.set_item(CutText(item.title, kNameBytes));
    *remark.mutable_error() = base::ToRpcStatus(status);
    result_.counts.set_refused(result_.counts.refused() + 1);
  }

  void TellConflicts(const Outcome& outcome) {
    for (size_t i = 0; i < outcome.placed.size(); ++i) {
      for (const v1::Conflict& conflict : outcome.placed[i].conflicts) {
        if (conflict.is_warning()) continue;
        Remark& remark = result_.remarks.emplace_back();
        remark.set_line(static_cast<int32_t>(placed_[i]->line));
        remark.set_severity(Remark::CONFLICT);
        remark.set_item(CutText(placed_[i]->title, kNameBytes));
        remark.set_session(NameOf(outcome.placed[i].activity));
        *remark.mutable_error() = conflict.error();
      }
    }
  }

  Change& change_;
  const vault::Vault& vault_;
  const v1::ImportScheduleRequest& request_;
  const ImportedSchedule& schedule_;
  const size_t first_;
  const size_t end_;
  const std::string language_;
  std::string venue_;
  Names rooms_, tracks_, people_;
  std::set<std::string> all_rooms_;
  std::set<std::string> old_rooms_;
  std::map<std::string, ActivityRow> sessions_;  // by keys of items
  Names new_sessions_;
  std::vector<const ImportedItem*> placed_;  // those on the agenda, in its order
  ImportedBatch result_;
};

}  // namespace

absl::StatusOr<ImportedBatch> ImportItems(Change& change, const vault::Vault& vault,
                                          const v1::ImportScheduleRequest& request,
                                          const ImportedSchedule& schedule, size_t first,
                                          size_t end) {
  Batch batch(change, vault, request, schedule, first, end);
  PLENARY_RETURN_IF_ERROR(batch.Do());
  return batch.TakeResult();
}

}  // namespace plenary::schedule
