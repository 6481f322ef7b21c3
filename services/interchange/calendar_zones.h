// Time zones as calendar files name them (TZID, VTIMEZONE; RFC 5545, 3.2.19 and 3.6.5).
#ifndef PLENARY_SERVICES_INTERCHANGE_CALENDAR_ZONES_H_
#define PLENARY_SERVICES_INTERCHANGE_CALENDAR_ZONES_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/interchange/calendar_recurrence.h"

namespace plenary::interchange {

// The IANA name that is meant by a TZID: itself, a part behind slashes
// ("/example.com/20230101/Europe/Berlin"), "America/Los Angeles", "US-Eastern", or a zone of
// Windows ("Belarus Standard Time"; CLDR's table, in ICU). Empty where it is none of these.
std::string IanaZoneName(absl::string_view tzid);

// A VTIMEZONE of a file, with its own rules.
struct FileZone {
  // STANDARD or DAYLIGHT.
  struct Observance {
    absl::CivilSecond begin;  // by the clock as it was before (`from`)
    int from = 0;             // seconds east of Greenwich
    int to = 0;
    std::string rule;                     // RRULE; may be empty
    std::vector<absl::CivilSecond> more;  // RDATE
  };

  std::string name;
  std::string location;  // X-LIC-LOCATION: what the zone is called elsewhere
  std::vector<Observance> observances;
};

// A clock, from a time zone or from a file's own rules.
class CalendarClock {
 public:
  explicit CalendarClock(absl::TimeZone zone) : zone_(zone) {}
  // Looks for the changes of `zone` until 2200; such as `budget` doesn't reach are missing.
  CalendarClock(const FileZone& zone, RepeatBudget& budget);

  // A time that comes twice is the first of them; one that is left out is reckoned as if the
  // clock hadn't changed (3.3.5).
  absl::Time TimeOf(absl::CivilSecond civil) const;
  // IANA; empty for a file's own rules.
  std::string name() const { return zone_.has_value() ? zone_->name() : std::string(); }

 private:
  struct Change {
    absl::CivilSecond begin;
    int from;
    int to;
  };
  int OffsetAt(absl::CivilSecond civil) const;

  absl::optional<absl::TimeZone> zone_;
  std::vector<Change> changes_;  // by `begin`
};

// The zones of one file. Not safe from several threads.
class CalendarZones {
 public:
  // A zone of the file; of several with one name the first counts.
  void Add(FileZone zone);
  // The clock for a TZID; nullptr where nobody knows it. It stays until this is destroyed.
  const CalendarClock* Find(absl::string_view tzid, RepeatBudget& budget);

 private:
  absl::optional<CalendarClock> Make(absl::string_view tzid, RepeatBudget& budget) const;

  absl::flat_hash_map<std::string, FileZone> zones_;
  std::map<std::string, absl::optional<CalendarClock>, std::less<>> clocks_;
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CALENDAR_ZONES_H_
