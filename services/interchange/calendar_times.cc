#include "services/interchange/calendar_times.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/interchange/refusals.h"

namespace plenary::interchange {
namespace {

constexpr int64_t kDaySeconds = 86'400;

absl::TimeZone ZoneOf(const std::string& name) {
  absl::TimeZone zone;
  (void)absl::LoadTimeZone(name, &zone);
  return zone;
}

}  // namespace

Occurrence DraftTiming::At(absl::CivilSecond civil) const {
  Occurrence occurrence{civil, first.start, end_form};
  occurrence.start.time = clock->TimeOf(civil);
  // Days by the clock, so that nine o'clock stays nine o'clock when the clock changes.
  occurrence.end.time =
      length.days > 0 ? clock->TimeOf(civil + length.days * kDaySeconds) : occurrence.start.time;
  occurrence.end.time += length.exact;
  return occurrence;
}

CalendarTimes::CalendarTimes(CalendarZones& zones, const std::string& time_zone,
                             RepeatBudget& budget, CalendarRemarks& remarks)
    : zones_(zones),
      utc_(absl::UTCTimeZone()),
      home_(ZoneOf(time_zone)),
      budget_(budget),
      remarks_(remarks) {}

const CalendarClock& CalendarTimes::ClockOf(const WrittenTime& time) {
  if (time.form == WrittenTime::kUtc) return utc_;
  if (time.form == WrittenTime::kDate || time.zone.empty()) return home_;
  const CalendarClock* const clock = zones_.Find(time.zone, budget_);
  if (clock == nullptr) {
    if (told_lines_.insert(time.line).second) {
      remarks_.Add(time.line, CalendarRemark::kUnknownZone,
                   absl::StrCat("the time zone \"", ShownBeginning(time.zone),
                                "\" is not known; the time is read as one of ", home_.name()));
    }
    return home_;
  }
  if (clock->name().empty() && told_zones_.insert(time.zone).second) {
    remarks_.Add(time.line, CalendarRemark::kZoneOfFile,
                 absl::StrCat("the time zone \"", ShownBeginning(time.zone),
                              "\" is known by the file's own rules alone; times in it are kept as "
                              "instants, and shown in ",
                              home_.name()));
  }
  return *clock;
}

CalendarTime CalendarTimes::TimeOf(const WrittenTime& written) {
  const CalendarClock& clock = ClockOf(written);
  CalendarTime time;
  time.time = clock.TimeOf(written.civil);
  time.time_zone = clock.name().empty() ? home_.name() : clock.name();
  time.is_date = written.form == WrittenTime::kDate;
  time.is_floating = written.form == WrittenTime::kLocal && &clock == &home_;
  return time;
}

DraftTiming CalendarTimes::TimingOf(const CalendarDraft& draft) {
  DraftTiming timing;
  timing.clock = &ClockOf(*draft.start);
  timing.first.start = TimeOf(*draft.start);
  timing.end_form = timing.first.start;
  bool ends_after = true;
  int64_t line = 0;
  if (draft.end.has_value()) {
    line = draft.end->line;
    ends_after = SetLengthTo(draft, timing);
  } else if (draft.duration.has_value()) {
    line = draft.duration->line;
    ends_after = SetLength(*draft.duration, timing);
  }
  const bool is_date = timing.first.start.is_date;
  if (is_date) timing.length = {std::max<int64_t>(timing.length.days, 1), {}};
  if (!ends_after) {
    remarks_.Add(line, CalendarRemark::kEndsBeforeStart,
                 is_date ? "the entry ends before it starts; it is taken as one day"
                         : "the entry ends before it starts; it is taken as a moment");
  }
  timing.first = timing.At(draft.start->civil);
  return timing;
}

bool CalendarTimes::SetLengthTo(const CalendarDraft& draft, DraftTiming& timing) {
  const CalendarTime end = TimeOf(*draft.end);
  const CalendarTime& start = timing.first.start;
  if (start.is_date) {
    timing.length.days = absl::CivilDay(draft.end->civil) - absl::CivilDay(draft.start->civil);
    return timing.length.days >= 0;
  }
  if (end.time < start.time) return false;
  timing.length.exact = end.time - start.time;
  // A day ends nothing that begins at an hour but by its midnight.
  if (!end.is_date) timing.end_form = end;
  return true;
}

bool CalendarTimes::SetLength(const WrittenDuration& duration, DraftTiming& timing) {
  if (!duration.is_negative) timing.length = {duration.days, duration.exact};
  return !duration.is_negative;
}

}  // namespace plenary::interchange
