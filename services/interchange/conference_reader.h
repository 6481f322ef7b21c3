// A schedule.xml read, whoever exported it.
#ifndef PLENARY_SERVICES_INTERCHANGE_CONFERENCE_READER_H_
#define PLENARY_SERVICES_INTERCHANGE_CONFERENCE_READER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/interchange/conference.h"

namespace plenary::interchange {

// Something odd that was read all the same.
struct ConferenceRemark {
  enum Kind {
    kEncodingDiffers,    // the text is not in the encoding that it declares
    kUnknownTimeZone,    // the one asked for was taken
    kDaysDiffer,         // as many days are declared as there are not
    kBadDate,            // of the conference or a day, or a duration of the conference
    kDayRepeated,        // two days have one date
    kDayOutside,         // of the conference's first and last day
    kDuplicateId,        // of an event; both are kept
    kDuplicateGuid,      // likewise
    kNoTitle,            // an event without one
    kNoStart,            // likewise
    kBadStart,           // the event is left without one
    kNoDuration,         // an event without one
    kBadDuration,        // the event is left without one
    kStartsDiffer,       // the event's date was taken, its start says otherwise
    kClockChange,        // the event starts in an hour that the clocks skip or repeat
    kEventOutside,       // of its day
    kNoDay,              // an event outside of every day
    kNoRoom,             // an event without one
    kUndeclaredRoom,     // by no day, while others are
    kRoomsDiffer,        // the event's own was taken, it stands under another
    kPersonWithoutName,  // nor anything else to tell who it is: left out
    kPersonDiffers,      // one id, several names
    kPersonIdsOfEvents,  // ids tell nobody apart: each event has its own
    kNotKept,            // something unknown where nothing unknown is kept
  };
  Kind kind = kNotKept;
  int64_t line = 0;         // from 1
  int event = -1;           // index into Conference::events; -1 where it is about none
  std::string description;  // what is odd and what was made of it, for people
};

struct ConferenceFile {
  Conference conference;
  std::vector<int64_t> event_lines;       // the line on which each event begins, from 1
  std::vector<ConferenceRemark> remarks;  // by line
  int64_t remarks_left_out = 0;           // beyond ConferenceLimits::remarks
};

// What is refused with SCHEDULE_TOO_LARGE. Memory is bounded by them.
struct ConferenceLimits {
  int64_t bytes = int64_t{32} << 20;
  int64_t days = 1'000;
  int64_t events = 50'000;
  int64_t items = 500'000;  // days, rooms, events, persons on events, links and whatever else
  int64_t text_bytes = 256 << 10;  // of one text
  int64_t remarks = 10'000;        // more are counted only
};

struct ConferenceOptions {
  // In which times without an offset are read, where the file names no zone itself.
  absl::TimeZone time_zone = absl::UTCTimeZone();
  ConferenceLimits limits;
};

// Reads a schedule.xml in UTF-8, UTF-16 or any encoding of one or two bytes that it declares.
//
// An event starts at its `date`, else at its `start` on the date of its day, in the conference's
// zone. A day goes from its own start to its own end, else from the conference's `day_change` for
// 24 hours; a `start` before that is of the next calendar day. Where neither is told, a day goes on
// until six in the morning after, and a `start` before six is of the next calendar day where the
// event stands behind one in the afternoon or evening of its room.
//
// INVALID_ARGUMENT: SCHEDULE_UNREADABLE, with `line`, for what is no well-formed XML or no
// schedule (then with the `root` it has), has a DOCTYPE (entities are never read), or is not in
// its encoding. RESOURCE_EXHAUSTED: SCHEDULE_TOO_LARGE, with `limit` and, where it is known,
// `line`. Safe from several threads.
absl::StatusOr<ConferenceFile> ReadConference(absl::string_view bytes,
                                              const ConferenceOptions& options);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CONFERENCE_READER_H_
