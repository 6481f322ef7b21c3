// The times of a calendar file's drafts, put on their clocks.
#ifndef PLENARY_SERVICES_INTERCHANGE_CALENDAR_TIMES_H_
#define PLENARY_SERVICES_INTERCHANGE_CALENDAR_TIMES_H_

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/interchange/calendar.h"
#include "services/interchange/calendar_draft.h"
#include "services/interchange/calendar_recurrence.h"
#include "services/interchange/calendar_remarks.h"
#include "services/interchange/calendar_zones.h"

namespace plenary::interchange {

// One time at which an entry is.
struct Occurrence {
  absl::CivilSecond civil;  // its start by the clock of the draft
  CalendarTime start;
  CalendarTime end;
};

// When a draft is, and would be at another start.
struct DraftTiming {
  // So many days by the clock, and then so much.
  struct Length {
    int64_t days = 0;
    absl::Duration exact;
  };

  const CalendarClock* clock;
  Length length;
  CalendarTime end_form;  // zone and kind of the end
  Occurrence first;

  // The occurrence that starts at `civil`.
  Occurrence At(absl::CivilSecond civil) const;
};

// Not safe from several threads.
class CalendarTimes {
 public:
  // `time_zone` is where times without a zone, and in zones nobody knows, are meant.
  CalendarTimes(CalendarZones& zones, const std::string& time_zone, RepeatBudget& budget,
                CalendarRemarks& remarks);

  CalendarTime TimeOf(const WrittenTime& written);
  // `draft` has a start. An end before it, and zones that aren't IANA's, are remarked.
  DraftTiming TimingOf(const CalendarDraft& draft);

 private:
  const CalendarClock& ClockOf(const WrittenTime& time);
  // Sets the length of a draft that has `end`, or `duration`; false where that is before the start.
  bool SetLengthTo(const CalendarDraft& draft, DraftTiming& timing);
  static bool SetLength(const WrittenDuration& duration, DraftTiming& timing);

  CalendarZones& zones_;
  CalendarClock utc_;
  CalendarClock home_;
  RepeatBudget& budget_;
  CalendarRemarks& remarks_;
  absl::flat_hash_set<std::string> told_zones_;
  absl::flat_hash_set<int64_t> told_lines_;
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CALENDAR_TIMES_H_
