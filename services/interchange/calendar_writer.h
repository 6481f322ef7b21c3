// Calendars out: iCalendar after RFC 5545, with the properties of RFC 7986.
#ifndef PLENARY_SERVICES_INTERCHANGE_CALENDAR_WRITER_H_
#define PLENARY_SERVICES_INTERCHANGE_CALENDAR_WRITER_H_

#include <string>

#include "services/interchange/calendar.h"

namespace plenary::interchange {

// The calendar as text/calendar in UTF-8. The same feed gives the same bytes, so that their hash
// can be an ETag: DTSTAMP is an entry's `last_modified`.
//
// Lines end with CR LF and are folded at 75 octets between characters (3.1). Each zone that a time
// is read in comes with the rules it has in the years of the calendar, one observance for each
// change of its clock (3.6.5); a zone nobody knows is written as UTC. Control characters are left
// out, bytes that are no UTF-8 become U+FFFD. A published calendar names no attendees (RFC 5546,
// 3.2.1). An entry that is called off stays as a tombstone, STATUS:CANCELLED. A moment has no end,
// and what has no summary is called "-".
//
// Safe from several threads.
std::string WriteCalendar(const CalendarFeed& feed);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CALENDAR_WRITER_H_
