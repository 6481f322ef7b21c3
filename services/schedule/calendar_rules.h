// From the lines of programmes and itineraries to the entries of a calendar (RFC 5545).
#ifndef PLENARY_SERVICES_SCHEDULE_CALENDAR_RULES_H_
#define PLENARY_SERVICES_SCHEDULE_CALENDAR_RULES_H_

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "plenary/v1/schedule.pb.h"
#include "services/interchange/calendar.h"

namespace plenary::schedule {

// A line with what calendars tell beside it.
struct CalendarLine {
  v1::ProgrammeItem item;
  std::string external_id;  // its id where it comes from; empty: it is our own
  std::string organizer;    // who invites: "Anna Ivanova <anna@example.org>", or a name
  std::string address;      // of the venue
  std::string about;        // what it is about
  std::string url;
  bool is_held = false;         // a hold, which may expire
  bool is_transparent = false;  // takes no time of whoever has it in their calendar
};

struct CalendarStyle {
  std::string name;
  std::string language;
  std::string time_zone = "UTC";
  bool is_working = false;  // with what the working programme tells
  // The longest text about one line, in bytes.
  size_t most_about = std::numeric_limits<size_t>::max();
};

// The UID of what did not come from elsewhere: "opening@tibo-2023" of
// "events/tibo-2023/sessions/opening", "talks.meeting@tibo-2023" of a meeting. The same for as long
// as the line lives.
std::string OwnUid(const v1::ProgrammeItem& item);

// What came from another calendar keeps its UID; where several have one, the first by name.
interchange::CalendarFeed CalendarOf(const std::vector<CalendarLine>& lines,
                                     const CalendarStyle& style);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_CALENDAR_RULES_H_
