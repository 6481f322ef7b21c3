#include "services/interchange/calendar_zone_writer.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "services/interchange/calendar_values.h"

namespace plenary::interchange {
namespace {

using CivilInfo = absl::TimeZone::CivilInfo;

// Before any change of its clock a zone has always been as it is.
constexpr absl::CivilSecond kSinceEver(1970, 1, 1);

// "+0300", "-0330", "+002946" (3.3.14).
std::string OffsetText(int seconds) {
  const int size = std::abs(seconds);
  std::string text =
      absl::StrFormat("%c%02d%02d", seconds < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  if (size % 60 != 0) absl::StrAppendFormat(&text, "%02d", size % 60);
  return text;
}

// Time-zone data calls the winter of Dublin and the Ramadan of Casablanca a saving of minus one
// hour; calendar programs take DAYLIGHT for the time that is ahead.
bool IsDaylight(const CivilInfo& before, const CivilInfo& after) {
  if (before.is_dst == after.is_dst) return after.is_dst;
  return after.offset > before.offset;
}

void AddObservance(const CivilInfo& before, const CivilInfo& after, absl::CivilSecond begin,
                   ContentLines& lines) {
  const char* const kind = IsDaylight(before, after) ? "DAYLIGHT" : "STANDARD";
  lines.Add("BEGIN", kind);
  lines.Add("DTSTART", CalendarDateTime(begin));
  lines.Add("TZOFFSETFROM", OffsetText(before.offset));
  lines.Add("TZOFFSETTO", OffsetText(after.offset));
  lines.AddText("TZNAME", after.zone_abbr);
  lines.Add("END", kind);
}

}  // namespace

void AddTimeZone(const absl::TimeZone& zone, absl::Time from, absl::Time to, ContentLines& lines) {
  lines.Add("BEGIN", "VTIMEZONE");
  lines.AddText("TZID", zone.name());
  absl::TimeZone::CivilTransition change;
  // A change at `from` itself is in force by then.
  if (!zone.PrevTransition(from + absl::Seconds(1), &change)) {
    const CivilInfo always = zone.At(from);
    AddObservance(always, always, kSinceEver, lines);
  } else {
    from = zone.At(change.to).trans - absl::Seconds(1);
  }
  while (zone.NextTransition(from, &change)) {
    from = zone.At(change.to).trans;
    if (from >= to) break;
    AddObservance(zone.At(from - absl::Seconds(1)), zone.At(from), change.from, lines);
  }
  lines.Add("END", "VTIMEZONE");
}

}  // namespace plenary::interchange
