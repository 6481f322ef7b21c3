// Calendars in: iCalendar (RFC 5545) as programs really write it.
#ifndef PLENARY_SERVICES_INTERCHANGE_CALENDAR_READER_H_
#define PLENARY_SERVICES_INTERCHANGE_CALENDAR_READER_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/interchange/calendar.h"

namespace plenary::interchange {

// What a file may have at most. Memory stays within a small multiple of `bytes` and `text_bytes`.
struct CalendarLimits {
  int64_t bytes = 16 << 20;
  int64_t depth = 8;               // of components in components
  int64_t entries = 50'000;        // occurrences of what repeats included
  int64_t values = 5'000;          // of one entry: its properties, and dates in their lists
  int64_t line_bytes = 256 << 10;  // of a property that is taken, unfolded
  int64_t text_bytes = 128 << 20;  // of all entries, occurrences included
  int64_t observances = 5'000;     // changes of the clock told by the file's own zones
  int64_t remarks = 500;           // beyond, they are only counted; refuses nothing
  int64_t occurrences = 500;       // of one entry that repeats; refuses nothing
};

struct CalendarReading {
  // IANA: where times without a zone are meant, and days begin.
  std::string time_zone = "UTC";
  // What repeats is taken as one entry for each occurrence that lies in `[from, to)`, at most
  // `limits.occurrences` of them. What repeats without end is so only where `to` says when to stop:
  // else the first occurrence is taken alone. Other entries are taken wherever they lie.
  absl::Time from = absl::InfinitePast();
  absl::Time to = absl::InfiniteFuture();
  CalendarLimits limits;
};

// Reads `bytes`, which are UTF-8, with or without a byte order mark, UTF-16, or windows-1251 that
// makes Cyrillic words. All that can be read is; whatever is passed over, changed or left out has a
// remark that says so, with its line. Lines may end with CR LF, LF or CR; line numbers are those of
// the file before unfolding.
//
// - A zone is looked for among the IANA names ("/example.com/Europe/Berlin" and
//   "America/Los Angeles" too), the names of Windows, the X-LIC-LOCATION of the file's own
//   VTIMEZONE and then by its rules. A time in a zone that none of them knows is floating, in
//   `reading.time_zone`.
// - RRULE (one, daily or rarer), RDATE, EXDATE and RECURRENCE-ID make occurrences. A rule that
//   repeats more often or by lists of hours, minutes or seconds, or that takes too long to find
//   anything, gives the first occurrence alone. RANGE=THISANDFUTURE changes its one occurrence.
// - An entry without DTSTART, or with one that isn't a time, is left out; an end that is none, or
//   before the start, makes the entry a moment. A missing UID is made from what the entry says.
// - Of entries with one UID that differ in SEQUENCE the highest is taken; else the later ones get
//   "#2", "#3" behind their UID.
//
// INVALID_ARGUMENT: CALENDAR_UNREADABLE, with `line`, where no calendar is found in it.
// RESOURCE_EXHAUSTED: CALENDAR_TOO_LARGE, with `limit` and `of`, the name of the limit above
// ("bytes", "depth" …), and with `line` where there is one. Safe from several threads.
absl::StatusOr<CalendarFile> ReadCalendar(absl::string_view bytes, const CalendarReading& reading);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CALENDAR_READER_H_
