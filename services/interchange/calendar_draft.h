// An entry of a calendar file as it is written, before its times are put on a clock.
#ifndef PLENARY_SERVICES_INTERCHANGE_CALENDAR_DRAFT_H_
#define PLENARY_SERVICES_INTERCHANGE_CALENDAR_DRAFT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/optional.h"
#include "services/interchange/calendar.h"
#include "services/interchange/calendar_lines.h"
#include "services/interchange/calendar_reader.h"
#include "services/interchange/calendar_remarks.h"
#include "services/interchange/calendar_values.h"

namespace plenary::interchange {

struct CalendarDraft {
  // A further start (RDATE), with its own end where it is a period.
  struct More {
    WrittenTime start;
    absl::optional<WrittenTime> end;
    absl::optional<WrittenDuration> duration;
  };

  CalendarEntry entry;  // without its times
  absl::optional<WrittenTime> start;
  absl::optional<WrittenTime> end;
  absl::optional<WrittenDuration> duration;
  absl::optional<WrittenTime> recurrence;  // RECURRENCE-ID
  std::string rule;                        // RRULE; may be empty
  int64_t rule_line = 0;
  std::vector<More> more;
  std::vector<WrittenTime> without;  // EXDATE
};

// The text of a line's value, cleaned and unescaped; bytes that had to be cleaned are remarked.
std::string ReadCalendarText(const ContentLine& line, CalendarRemarks& remarks);

// The times of a list (RDATE, EXDATE), in the zone that its line names. Such as are none get
// nothing but a remark.
std::vector<CalendarDraft::More> ReadCalendarTimes(const ContentLine& line,
                                                   CalendarRemarks& remarks);

// Puts a draft together from the properties of a VEVENT.
class DraftReader {
 public:
  DraftReader(const CalendarLimits& limits, CalendarRemarks& remarks)
      : limits_(limits), remarks_(remarks) {}

  void Begin(int64_t line);
  // Takes a property; `is_cut` says that its line was longer than is kept. RESOURCE_EXHAUSTED:
  // CALENDAR_TOO_LARGE.
  absl::Status Take(const ContentLine& line, bool is_cut);
  // The draft; nothing, and a remark, where it has no start.
  absl::optional<CalendarDraft> End();

 private:
  using Taker = void (DraftReader::*)(const ContentLine&);
  struct Property {
    absl::string_view name;
    Taker take;
  };
  static const Property kProperties[];

  void TakeUid(const ContentLine& line);
  void TakeSequence(const ContentLine& line);
  void TakeStamp(const ContentLine& line);
  void TakeLastModified(const ContentLine& line);
  void TakeStart(const ContentLine& line);
  void TakeEnd(const ContentLine& line);
  void TakeDuration(const ContentLine& line);
  void TakeRecurrence(const ContentLine& line);
  void TakeRule(const ContentLine& line);
  void TakeMore(const ContentLine& line);
  void TakeWithout(const ContentLine& line);
  void TakeSummary(const ContentLine& line);
  void TakeDescription(const ContentLine& line);
  void TakeLocation(const ContentLine& line);
  void TakeCategories(const ContentLine& line);
  void TakeUrl(const ContentLine& line);
  void TakeStatus(const ContentLine& line);
  void TakeTransparency(const ContentLine& line);
  void TakeOrganizer(const ContentLine& line);
  void TakeAttendee(const ContentLine& line);
  void TakeRelated(const ContentLine& line);

  std::string Text(const ContentLine& line) { return ReadCalendarText(line, remarks_); }
  absl::optional<WrittenTime> Time(const ContentLine& line);

  const CalendarLimits& limits_;
  CalendarRemarks& remarks_;
  CalendarDraft draft_;
  int64_t values_ = 0;
  bool has_bad_start_ = false;
  bool has_last_modified_ = false;
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CALENDAR_DRAFT_H_
