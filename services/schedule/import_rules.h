// From a schedule that was read from a file to what an import makes of it: rooms, tracks, people
// and sessions, without a name yet.
#ifndef PLENARY_SERVICES_SCHEDULE_IMPORT_RULES_H_
#define PLENARY_SERVICES_SCHEDULE_IMPORT_RULES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "services/interchange/calendar.h"
#include "services/interchange/conference_reader.h"

namespace plenary::schedule {

// Something that items name: a room, a track, a person. `key` is its id in files of this source, by
// which it is found again.
struct ImportedThing {
  std::string key;
  std::string name;
  std::string color;  // of a track
};

struct ImportedItem {
  int64_t line = 0;
  std::string key;
  std::string title;  // as in the file
  // Without a name, track, assets and attendees.
  v1::Session session;
  // Keys of things below; empty: none.
  std::string room;
  std::string track;
  std::vector<std::string> persons;
  // Why it cannot become a session; OK where it can.
  absl::Status refusal;
};

struct ImportedSchedule {
  // Where it takes place; empty: not told.
  std::string venue;
  std::string city;
  std::string time_zone;  // IANA
  int days = 0;
  int declared_rooms = 0;  // by its days; others are only named on items
  int persons = 0;         // in the file, also where no people are made of them
  int64_t double_bookings = 0;
  std::vector<ImportedThing> rooms;
  std::vector<ImportedThing> tracks;
  std::vector<ImportedThing> people;
  std::vector<ImportedItem> items;
  std::vector<v1::ScheduleImportRemark> remarks;  // of the reading
};

// The first `most` bytes of a text, whole characters.
std::string CutText(absl::string_view text, size_t most);

// What the directory makes of a name in a file: cleaned and taken apart.
v1::PersonName NameOfImported(absl::string_view full_name, absl::string_view language);

// How texts of a file are taken.
struct ImportReading {
  std::string language;  // of the request; empty: what the item says, else what the letters say
  bool without_speakers = false;
};

// What a session has of an item beyond the fields of Session is in its external_fields: "guid",
// "id", "code", "slug", "type", "license", "optout", "recording_url", "recording_link", "logo",
// "url", "feedback_url", "origin_url", "video_download_url", "attachment.1" … ("href\ntext"),
// "text": "description" or "both" where there is one beside or without the abstract (in
// `abstracts`, in this order), elements and attributes that hold text alone as "element.NAME" and
// "attribute.NAME"; of calendars "location", "organizer", "attendees", "transparent".
ImportedSchedule FromConference(const interchange::ConferenceFile& file,
                                const ImportReading& reading);
// `zone`: in which days are counted.
ImportedSchedule FromCalendar(const interchange::CalendarFile& file, const ImportReading& reading,
                              absl::TimeZone zone);

// Makes a stored session what an item says: title, texts, time and whatever else an import fills
// in. What staff added beside it stays: interpretation, notes, responsible officials, further
// assets.
void Overwrite(const v1::Session& imported, v1::Session& session);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_IMPORT_RULES_H_
