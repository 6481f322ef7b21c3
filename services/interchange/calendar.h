// A calendar as programs exchange it (iCalendar, RFC 5545), in plain values.
#ifndef PLENARY_SERVICES_INTERCHANGE_CALENDAR_H_
#define PLENARY_SERVICES_INTERCHANGE_CALENDAR_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace plenary::interchange {

// An instant and the clock on which people read it, or a day.
struct CalendarTime {
  absl::Time time;                // the instant, in whole seconds; of a day, its midnight
  std::string time_zone = "UTC";  // IANA: "Europe/Minsk"
  bool is_date = false;           // a whole day: what counts is the day of `time` in `time_zone`
  // Written without any zone, for wherever the reader is (RFC 5545, 3.3.5, form 1); `time` is its
  // instant in `time_zone`.
  bool is_floating = false;
};

struct CalendarPerson {
  std::string name;
  std::string mail;  // the address alone: "anna@example.org"; empty where there is none
};

struct CalendarAttendee {
  enum Role { kRequired, kOptional, kChair, kNonParticipant };
  enum Answer { kNeedsAction, kAccepted, kDeclined, kTentative, kDelegated };

  CalendarPerson person;
  Role role = kRequired;
  Answer answer = kNeedsAction;
};

// One thing at one time (VEVENT). Texts are UTF-8 with "\n" between lines.
struct CalendarEntry {
  enum Status { kConfirmed, kTentative, kCancelled };

  // The same for as long as the entry lives, and in no other. Of an occurrence of what repeats:
  // the series' own, a slash and when it was to begin ("abc/20230418T060000Z", "abc/20230418").
  std::string uid;
  std::string series_uid;  // of an occurrence alone
  int64_t sequence = 0;    // raised when the time or place changes
  absl::Time last_modified;
  // `[start, end)`; both days or neither. Equal: a moment. They may have two zones, as a flight
  // has.
  CalendarTime start;
  CalendarTime end;
  std::string summary;
  std::string description;
  std::string location;
  std::vector<std::string> categories;
  std::string url;
  Status status = kConfirmed;
  bool is_transparent = false;  // takes no time of whoever has it in their calendar
  CalendarPerson organizer;     // neither name nor mail: the feed's, where it is written
  std::vector<CalendarAttendee> attendees;
  std::vector<std::string> related;  // uids
  int64_t line = 0;                  // where it begins in the file it was read from, from 1; else 0
};

// A calendar to be written.
struct CalendarFeed {
  // What the calendar is for (RFC 5546): subscribing, or inviting and calling off by mail.
  enum Method { kPublish, kRequest, kCancel };

  Method method = kPublish;
  std::string name;
  std::string description;
  std::string language;           // BCP 47, of name and description; may be empty
  std::string time_zone = "UTC";  // IANA, to show the calendar in
  absl::Duration refresh_interval = absl::Hours(1);  // how often to ask again
  CalendarPerson organizer;                          // of every entry that has none of its own
  std::vector<CalendarEntry> entries;
};

// What the reader of a calendar should know about one place in the file.
struct CalendarRemark {
  enum Reason {
    kNotAnEvent,       // a to-do, journal entry or free/busy report
    kNoCalendar,       // events without a VCALENDAR around them
    kUnclosed,         // BEGIN without END, or END without BEGIN
    kBadLine,          // neither "NAME:value" nor the continuation of such a line
    kBadText,          // bytes that are no UTF-8, or control characters
    kBadValue,         // of a property that has a form
    kNoUid,            // one was made from what the entry says
    kRepeatedUid,      // of an entry before, or that one's newer edition
    kNoStart,          // DTSTART is missing
    kBadTime,          // no date, or one that the calendar doesn't have
    kEndsBeforeStart,  // or has a negative duration
    kUnknownZone,      // neither an IANA nor a Windows name, nor told by the file
    kZoneOfFile,       // known by the file's own rules alone
    kRepeats,          // not every occurrence was taken
    kTooManyRemarks,   // the rest is not kept: `remark_count` counts them
  };

  int64_t line = 0;  // from 1
  Reason reason = kBadLine;
  // Whether an entry is missing for it; else the entry was taken as `text` says.
  bool is_entry_lost = false;
  std::string text;  // for people: what is wrong and what was done
};

// A calendar that was read.
struct CalendarFile {
  std::string name;
  std::string description;
  std::string time_zone;  // IANA; empty where the file tells none, or none that is known
  std::string method;     // as it stands there, upper case: "PUBLISH"; mostly empty
  std::string product;    // the program that wrote it (PRODID)
  std::vector<CalendarEntry> entries;   // as they stand in the file; occurrences by time
  std::vector<CalendarRemark> remarks;  // by line
  int64_t remark_count = 0;             // also of those that weren't kept
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CALENDAR_H_
