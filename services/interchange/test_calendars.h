// Calendars for the tests of this folder.
#ifndef PLENARY_SERVICES_INTERCHANGE_TEST_CALENDARS_H_
#define PLENARY_SERVICES_INTERCHANGE_TEST_CALENDARS_H_

#include <libical/ical.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/interchange/calendar.h"
#include "services/interchange/calendar_reader.h"

namespace plenary::interchange {

inline absl::TimeZone Zone(const std::string& name) {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(name, &zone)) ADD_FAILURE() << "no time zone " << name;
  return zone;
}

// A time by the clock of a zone.
inline CalendarTime At(absl::CivilSecond civil, const std::string& zone) {
  CalendarTime time;
  time.time = absl::FromCivil(civil, Zone(zone));
  time.time_zone = zone;
  return time;
}

inline CalendarTime Day(absl::CivilDay day, const std::string& zone) {
  CalendarTime time = At(absl::CivilSecond(day), zone);
  time.is_date = true;
  return time;
}

// A valid entry, but for what the test says.
inline CalendarEntry Entry(const std::string& uid, const CalendarTime& start,
                           const CalendarTime& end) {
  CalendarEntry entry;
  entry.uid = uid;
  entry.last_modified =
      absl::FromCivil(absl::CivilSecond(2023, 4, 1, 8, 0, 0), absl::UTCTimeZone());
  entry.start = start;
  entry.end = end;
  entry.summary = "Plenary session";
  return entry;
}

inline CalendarFeed Feed(std::vector<CalendarEntry> entries) {
  CalendarFeed feed;
  feed.name = "Programme";
  feed.time_zone = "Europe/Minsk";
  feed.organizer = {"Secretariat", "secretariat@example.org"};
  feed.entries = std::move(entries);
  return feed;
}

// `inside` (lines that end with "\n") in a VCALENDAR; its first line is line 3.
inline std::string CalendarOf(absl::string_view inside) {
  return absl::StrCat("BEGIN:VCALENDAR\nVERSION:2.0\n", inside, "END:VCALENDAR\n");
}

// `inside` in a VEVENT with UID and DTSTAMP; its first line is line 6.
inline std::string EventOf(absl::string_view inside) {
  return CalendarOf(absl::StrCat("BEGIN:VEVENT\nUID:a@example.org\nDTSTAMP:20230401T080000Z\n",
                                 inside, "END:VEVENT\n"));
}

// "uid start/end [zone] summary", an entry a line, by the clock of its zone.
inline std::string Shown(const CalendarEntry& entry) {
  const auto shown = [](const CalendarTime& time) {
    return absl::FormatTime(time.is_date ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M", time.time,
                            Zone(time.time_zone));
  };
  return absl::StrCat(entry.uid, " ", shown(entry.start), "/", shown(entry.end), " ",
                      entry.start.time_zone, entry.start.is_floating ? " floating" : "",
                      entry.summary.empty() ? "" : " ", entry.summary);
}

// The entries, and each remark as "line: reason", with "!" where an entry is lost for it.
inline std::string Shown(const absl::StatusOr<CalendarFile>& file) {
  if (!file.ok()) {
    return absl::StrCat(
        v1::ErrorReason_Name(base::ReasonOf(file.status())).substr(13), " ",
        absl::StrJoin(base::MetadataOf(file.status()), " ", absl::PairFormatter("=")));
  }
  std::vector<std::string> lines;
  lines.reserve(file->entries.size() + file->remarks.size());
  for (const CalendarEntry& entry : file->entries) lines.push_back(Shown(entry));
  for (const CalendarRemark& remark : file->remarks) {
    constexpr const char* kReasons[] = {
        "not-an-event", "no-calendar",  "unclosed",     "bad-line", "bad-text",
        "bad-value",    "no-uid",       "repeated-uid", "no-start", "bad-time",
        "ends-before",  "unknown-zone", "zone-of-file", "repeats",  "too-many"};
    lines.push_back(absl::StrCat("line ", remark.line, " ", kReasons[remark.reason],
                                 remark.is_entry_lost ? "!" : ""));
  }
  return absl::StrJoin(lines, "\n");
}

inline CalendarReading InMinsk() {
  CalendarReading reading;
  reading.time_zone = "Europe/Minsk";
  return reading;
}

// What libical, the strictest of readers, has to say against a calendar; empty where nothing is.
inline std::string StrictFaults(const std::string& text) {
  icalerror_set_errors_are_fatal(0);
  icalcomponent* const calendar = icalparser_parse_string(text.c_str());
  if (calendar == nullptr) return "libical reads nothing";
  // Faults found by the check stand as properties beside those found by the parser.
  const bool is_good = icalrestriction_check(calendar) != 0;
  const int errors = icalcomponent_count_errors(calendar);
  char* const shown = icalcomponent_as_ical_string_r(calendar);
  std::vector<std::string> faults;
  const std::string unfolded = absl::StrReplaceAll(shown, {{"\r\n ", ""}});
  for (const absl::string_view line : absl::StrSplit(unfolded, "\r\n")) {
    if (absl::StrContains(line, "X-LIC-ERROR")) faults.emplace_back(line);
  }
  icalmemory_free_buffer(shown);
  icalcomponent_free(calendar);
  if (is_good && errors == 0) return "";
  return absl::StrCat(errors, " faults: ", absl::StrJoin(faults, "; "));
}

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_TEST_CALENDARS_H_
