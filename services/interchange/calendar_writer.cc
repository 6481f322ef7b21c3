#include "services/interchange/calendar_writer.h"

#include <algorithm>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/text_forms.h"
#include "services/interchange/calendar_text.h"
#include "services/interchange/calendar_values.h"
#include "services/interchange/calendar_zone_writer.h"

namespace plenary::interchange {
namespace {

constexpr char kProduct[] = "-//Plenary//Plenary//EN";
// What calendar programs write for somebody who has no mail.
constexpr char kNoAddress[] = "invalid:nomail";
constexpr char kUntitled[] = "-";
constexpr char kUtc[] = "UTC";
// Instants that iCalendar can write: four digits for the year, in any zone.
constexpr absl::CivilDay kFirstDay(1, 1, 2);
constexpr absl::CivilDay kLastDay(9999, 12, 30);

absl::Time Writable(absl::Time time) {
  return std::clamp(time, absl::FromCivil(kFirstDay, absl::UTCTimeZone()),
                    absl::FromCivil(kLastDay, absl::UTCTimeZone()));
}

std::string UtcText(absl::Time time) {
  return absl::StrCat(CalendarDateTime(absl::ToCivilSecond(Writable(time), absl::UTCTimeZone())),
                      "Z");
}

// A parameter of a property where it has a value: ";CN=Anna".
std::string Parameter(absl::string_view name, absl::string_view value) {
  return value.empty() ? "" : absl::StrCat(";", name, "=", CalendarParameter(value));
}

// An address of somebody, or of a page: without what would end the line or the value.
std::string Address(absl::string_view text) {
  std::string address = CleanCalendarText(text).text;
  address.erase(std::remove(address.begin(), address.end(), '\n'), address.end());
  return address;
}

std::string MailAddress(const CalendarPerson& person) {
  return person.mail.empty() ? kNoAddress : absl::StrCat("mailto:", Address(person.mail));
}

const char* MethodText(CalendarFeed::Method method) {
  switch (method) {
    case CalendarFeed::kRequest:
      return "REQUEST";
    case CalendarFeed::kCancel:
      return "CANCEL";
    case CalendarFeed::kPublish:
      break;
  }
  return "PUBLISH";
}

const char* StatusText(CalendarEntry::Status status) {
  switch (status) {
    case CalendarEntry::kTentative:
      return "TENTATIVE";
    case CalendarEntry::kCancelled:
      return "CANCELLED";
    case CalendarEntry::kConfirmed:
      break;
  }
  return "CONFIRMED";
}

const char* RoleText(CalendarAttendee::Role role) {
  switch (role) {
    case CalendarAttendee::kOptional:
      return "OPT-PARTICIPANT";
    case CalendarAttendee::kChair:
      return "CHAIR";
    case CalendarAttendee::kNonParticipant:
      return "NON-PARTICIPANT";
    case CalendarAttendee::kRequired:
      break;
  }
  return "REQ-PARTICIPANT";
}

const char* AnswerText(CalendarAttendee::Answer answer) {
  switch (answer) {
    case CalendarAttendee::kAccepted:
      return "ACCEPTED";
    case CalendarAttendee::kDeclined:
      return "DECLINED";
    case CalendarAttendee::kTentative:
      return "TENTATIVE";
    case CalendarAttendee::kDelegated:
      return "DELEGATED";
    case CalendarAttendee::kNeedsAction:
      break;
  }
  return "NEEDS-ACTION";
}

class CalendarWriter {
 public:
  explicit CalendarWriter(const CalendarFeed& feed) : feed_(feed) {}

  std::string Write() {
    lines_.Add("BEGIN", "VCALENDAR");
    AddHead();
    for (const CalendarEntry& entry : feed_.entries) {
      NoteZone(entry.start);
      NoteZone(entry.end);
    }
    AddZones();
    for (const CalendarEntry& entry : feed_.entries) AddEntry(entry);
    lines_.Add("END", "VCALENDAR");
    return lines_.text();
  }

 private:
  struct ZoneUse {
    absl::TimeZone zone;
    bool is_known = false;
    // What its rules must cover; nothing where no time is written with the zone's name.
    absl::Time from = absl::InfiniteFuture();
    absl::Time to = absl::InfinitePast();
  };

  void AddHead();
  void NoteZone(const CalendarTime& time);
  void AddZones();
  void AddEntry(const CalendarEntry& entry);
  void AddTime(absl::string_view name, const CalendarTime& time);
  void AddPeople(const CalendarEntry& entry);
  ZoneUse& Use(const std::string& name);

  const CalendarFeed& feed_;
  ContentLines lines_;
  std::map<std::string, ZoneUse> zones_;  // sorted, so that bytes don't depend on chance
};

void CalendarWriter::AddHead() {
  lines_.Add("VERSION", "2.0");
  lines_.Add("PRODID", kProduct);
  lines_.Add("CALSCALE", "GREGORIAN");
  lines_.Add("METHOD", MethodText(feed_.method));
  if (feed_.method != CalendarFeed::kPublish) return;
  const std::string language = Parameter("LANGUAGE", feed_.language);
  lines_.AddText(absl::StrCat("NAME", language), feed_.name);
  lines_.AddText("X-WR-CALNAME", feed_.name);
  lines_.AddText(absl::StrCat("DESCRIPTION", language), feed_.description);
  lines_.AddText("X-WR-CALDESC", feed_.description);
  lines_.AddText("X-WR-TIMEZONE", feed_.time_zone);
  const std::string interval =
      absl::StrCat("PT", std::max<int64_t>(1, absl::ToInt64Minutes(feed_.refresh_interval)), "M");
  lines_.Add("REFRESH-INTERVAL;VALUE=DURATION", interval);
  lines_.Add("X-PUBLISHED-TTL", interval);
}

CalendarWriter::ZoneUse& CalendarWriter::Use(const std::string& name) {
  const auto [found, is_new] = zones_.try_emplace(name);
  ZoneUse& use = found->second;
  if (is_new) {
    use.zone = absl::UTCTimeZone();
    use.is_known = name != kUtc && base::IsTimeZone(name) && absl::LoadTimeZone(name, &use.zone);
  }
  return use;
}

void CalendarWriter::NoteZone(const CalendarTime& time) {
  ZoneUse& use = Use(time.time_zone);
  if (!use.is_known || time.is_date || time.is_floating) return;
  const int year = static_cast<int>(absl::ToCivilYear(Writable(time.time), use.zone).year());
  use.from = std::min(use.from, absl::FromCivil(absl::CivilYear(year), use.zone));
  use.to = std::max(use.to, absl::FromCivil(absl::CivilYear(year + 1), use.zone));
}

void CalendarWriter::AddZones() {
  for (const auto& [name, use] : zones_) {
    if (use.from < use.to) AddTimeZone(use.zone, use.from, use.to, lines_);
  }
}

void CalendarWriter::AddTime(absl::string_view name, const CalendarTime& time) {
  const ZoneUse& use = Use(time.time_zone);
  const absl::CivilSecond civil = absl::ToCivilSecond(Writable(time.time), use.zone);
  if (time.is_date) {
    lines_.Add(absl::StrCat(name, ";VALUE=DATE"), CalendarDate(absl::CivilDay(civil)));
  } else if (time.is_floating) {
    lines_.Add(name, CalendarDateTime(civil));
  } else if (use.is_known) {
    lines_.Add(absl::StrCat(name, Parameter("TZID", time.time_zone)), CalendarDateTime(civil));
  } else {
    lines_.Add(name, UtcText(time.time));
  }
}

void CalendarWriter::AddPeople(const CalendarEntry& entry) {
  const CalendarPerson& own = entry.organizer;
  const bool has_own = !own.name.empty() || !own.mail.empty();
  const CalendarPerson& organizer = has_own ? own : feed_.organizer;
  lines_.Add(absl::StrCat("ORGANIZER", Parameter("CN", organizer.name)), MailAddress(organizer));
  if (feed_.method == CalendarFeed::kPublish) return;
  for (const CalendarAttendee& attendee : entry.attendees) {
    lines_.Add(absl::StrCat(
                   "ATTENDEE", Parameter("CN", attendee.person.name),
                   ";ROLE=", RoleText(attendee.role), ";PARTSTAT=", AnswerText(attendee.answer),
                   ";RSVP=", attendee.answer == CalendarAttendee::kNeedsAction ? "TRUE" : "FALSE"),
               MailAddress(attendee.person));
  }
}

void CalendarWriter::AddEntry(const CalendarEntry& entry) {
  lines_.Add("BEGIN", "VEVENT");
  lines_.AddText("UID", entry.uid);
  lines_.Add("DTSTAMP", UtcText(entry.last_modified));
  lines_.Add("LAST-MODIFIED", UtcText(entry.last_modified));
  lines_.Add("SEQUENCE", absl::StrCat(entry.sequence));
  AddTime("DTSTART", entry.start);
  // The end is exclusive and must be later (3.8.2.2): without one the entry ends as it starts, and
  // a day at its end.
  if (entry.end.time > entry.start.time) AddTime("DTEND", entry.end);
  lines_.Add("STATUS", StatusText(entry.status));
  lines_.Add("TRANSP", entry.is_transparent ? "TRANSPARENT" : "OPAQUE");
  // RFC 5546 wants one; were it empty, strict readers would take none.
  lines_.AddText("SUMMARY", entry.summary.empty() ? kUntitled : entry.summary);
  lines_.AddText("DESCRIPTION", entry.description);
  lines_.AddText("LOCATION", entry.location);
  if (!entry.categories.empty()) {
    lines_.Add("CATEGORIES",
               absl::StrJoin(entry.categories, ",", [](std::string* out, const std::string& text) {
                 out->append(EscapeCalendarText(text));
               }));
  }
  if (!entry.url.empty()) lines_.Add("URL", Address(entry.url));
  AddPeople(entry);
  for (const std::string& uid : entry.related) lines_.AddText("RELATED-TO", uid);
  lines_.Add("END", "VEVENT");
}

}  // namespace

std::string WriteCalendar(const CalendarFeed& feed) { return CalendarWriter(feed).Write(); }

}  // namespace plenary::interchange
