#include "services/interchange/calendar_reader.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/text_forms.h"
#include "services/interchange/calendar_draft.h"
#include "services/interchange/calendar_encoding.h"
#include "services/interchange/calendar_entries.h"
#include "services/interchange/calendar_lines.h"
#include "services/interchange/calendar_remarks.h"
#include "services/interchange/calendar_text.h"
#include "services/interchange/calendar_zones.h"
#include "services/interchange/refusals.h"

namespace plenary::interchange {
namespace {

// The beginning of what a file says, to show which is meant.
std::string Shown(absl::string_view bytes) {
  return ShownBeginning(CleanCalendarText(bytes.substr(0, 200)).text);
}

class CalendarReader {
 public:
  CalendarReader(absl::string_view text, const CalendarReading& reading)
      : limits_(reading.limits),
        reading_(reading),
        remarks_(limits_.remarks),
        lines_(text, limits_.line_bytes),
        draft_(limits_, remarks_) {}

  absl::StatusOr<CalendarFile> Read();

 private:
  enum Kind { kCalendar, kEvent, kZone, kObservance, kOther };
  struct Component {
    Kind kind;
    std::string name;
    int64_t line;
  };

  absl::Status Take(const ContentLine& line);
  absl::Status TakeProperty(const ContentLine& line);
  void TakeCalendarProperty(const ContentLine& line);
  void TakeZoneProperty(const ContentLine& line);
  void TakeObservanceProperty(const ContentLine& line);
  absl::Status Begin(const ContentLine& line);
  absl::StatusOr<Kind> KindOf(absl::string_view name, int64_t line);
  absl::StatusOr<Kind> BeginEvent(int64_t line);
  absl::StatusOr<Kind> BeginObservance();
  void End(const ContentLine& line);
  void EndTop();
  // Ends all but the outermost `count` that are open, which nobody ended.
  void EndUnended(size_t count);
  void EndFile();
  bool IsOpen(Kind kind) const;

  const CalendarLimits& limits_;
  const CalendarReading& reading_;
  CalendarRemarks remarks_;
  CalendarLines lines_;
  std::vector<Component> open_;
  DraftReader draft_;
  std::vector<CalendarDraft> drafts_;
  FileZone zone_;
  FileZone::Observance observance_;
  bool has_observance_begin_ = false;
  int64_t observances_ = 0;
  CalendarZones zones_;
  CalendarFile file_;
  int64_t first_line_ = 1;
  std::string first_text_;
  bool has_calendar_ = false;
  bool has_bare_event_ = false;
};

absl::StatusOr<CalendarFile> CalendarReader::Read() {
  ContentLine line;
  bool is_first = true;
  while (lines_.Next(line)) {
    if (std::exchange(is_first, false)) {
      first_line_ = line.line;
      first_text_ = Shown(line.name.empty() ? line.value : line.name);
    }
    PLENARY_RETURN_IF_ERROR(Take(line));
  }
  EndFile();
  if (!has_calendar_ && !has_bare_event_) {
    return CalendarUnreadable(
        absl::StrCat(
            "this is no calendar: neither BEGIN:VCALENDAR nor BEGIN:VEVENT is in it, and it "
            "begins with \"",
            first_text_, "\""),
        first_line_);
  }
  PLENARY_ASSIGN_OR_RETURN(file_.entries,
                           EntriesOf(std::move(drafts_), zones_, reading_, remarks_));
  remarks_.MoveTo(file_);
  return std::move(file_);
}

absl::Status CalendarReader::Take(const ContentLine& line) {
  if (line.name == "BEGIN") return Begin(line);
  if (line.name == "END") {
    End(line);
    return absl::OkStatus();
  }
  if (line.name.empty()) {
    remarks_.Add(line.line, CalendarRemark::kBadLine,
                 absl::StrCat("\"", Shown(line.value),
                              "\" is no \"NAME:value\", nor does it begin with a blank as the "
                              "continuation of a line does; it is passed over"));
    return absl::OkStatus();
  }
  return TakeProperty(line);
}

absl::Status CalendarReader::TakeProperty(const ContentLine& line) {
  if (open_.empty()) return absl::OkStatus();
  switch (open_.back().kind) {
    case kCalendar:
      TakeCalendarProperty(line);
      break;
    case kEvent:
      return draft_.Take(line, lines_.is_cut());
    case kZone:
      TakeZoneProperty(line);
      break;
    case kObservance:
      TakeObservanceProperty(line);
      break;
    case kOther:
      break;
  }
  return absl::OkStatus();
}

// Where a file has several calendars, the first tells.
void CalendarReader::TakeCalendarProperty(const ContentLine& line) {
  std::string* told = nullptr;
  if (line.name == "NAME" || line.name == "X-WR-CALNAME") told = &file_.name;
  if (line.name == "DESCRIPTION" || line.name == "X-WR-CALDESC") told = &file_.description;
  if (line.name == "X-WR-TIMEZONE") told = &file_.time_zone;
  if (line.name == "METHOD") told = &file_.method;
  if (line.name == "PRODID") told = &file_.product;
  if (told == nullptr || !told->empty()) return;
  *told = ReadCalendarText(line, remarks_);
  if (told == &file_.time_zone) *told = IanaZoneName(*told);
  if (told == &file_.method) *told = absl::AsciiStrToUpper(*told);
}

void CalendarReader::TakeZoneProperty(const ContentLine& line) {
  if (line.name == "TZID") zone_.name = CleanCalendarText(line.value).text;
  if (line.name == "X-LIC-LOCATION") zone_.location = CleanCalendarText(line.value).text;
}

void CalendarReader::TakeObservanceProperty(const ContentLine& line) {
  if (line.name == "DTSTART") {
    const auto begin = ReadCalendarTime(line.value);
    has_observance_begin_ = begin.has_value();
    if (has_observance_begin_) observance_.begin = begin->civil;
  } else if (line.name == "TZOFFSETFROM") {
    observance_.from = ReadUtcOffset(line.value).value_or(observance_.from);
  } else if (line.name == "TZOFFSETTO") {
    observance_.to = ReadUtcOffset(line.value).value_or(observance_.to);
  } else if (line.name == "RRULE") {
    observance_.rule = line.value;
  } else if (line.name == "RDATE" &&
             static_cast<int64_t>(observance_.more.size()) < limits_.values) {
    for (const auto& more : ReadCalendarTimes(line, remarks_)) {
      observance_.more.push_back(more.start.civil);
    }
  }
}

absl::Status CalendarReader::Begin(const ContentLine& line) {
  const std::string name = absl::AsciiStrToUpper(absl::StripAsciiWhitespace(line.value));
  if (static_cast<int64_t>(open_.size()) >= limits_.depth) {
    return CalendarTooLarge(
        absl::StrCat("components are nested more than ", limits_.depth, " deep"), "depth",
        limits_.depth, line.line);
  }
  PLENARY_ASSIGN_OR_RETURN(const Kind kind, KindOf(name, line.line));
  open_.push_back({kind, Shown(name), line.line});
  return absl::OkStatus();
}

absl::StatusOr<CalendarReader::Kind> CalendarReader::KindOf(absl::string_view name, int64_t line) {
  if (name == "VCALENDAR") {
    has_calendar_ = true;
    return kCalendar;
  }
  if (name == "VEVENT") return BeginEvent(line);
  if (name == "VTIMEZONE") {
    zone_ = FileZone();
    return kZone;
  }
  if ((name == "STANDARD" || name == "DAYLIGHT") && IsOpen(kZone)) return BeginObservance();
  if (name == "VTODO" || name == "VJOURNAL" || name == "VFREEBUSY") {
    remarks_.Add(line, CalendarRemark::kNotAnEvent,
                 absl::StrCat("a ", name, " is no entry of a schedule, and is passed over"));
  }
  return kOther;
}

absl::StatusOr<CalendarReader::Kind> CalendarReader::BeginEvent(int64_t line) {
  // An entry holds no other: the one before was not ended.
  const auto before = std::find_if(open_.begin(), open_.end(),
                                   [](const Component& open) { return open.kind == kEvent; });
  if (before != open_.end()) {
    EndUnended(static_cast<size_t>(before - open_.begin()));
  }
  if (static_cast<int64_t>(drafts_.size()) >= limits_.entries) {
    return CalendarTooLarge(
        absl::StrCat("the calendar has more than ", limits_.entries, " entries"), "entries",
        limits_.entries, line);
  }
  if (!IsOpen(kCalendar) && !std::exchange(has_bare_event_, true)) {
    remarks_.Add(line, CalendarRemark::kNoCalendar,
                 "the entry stands outside any VCALENDAR; it is taken nevertheless");
  }
  draft_.Begin(line);
  return kEvent;
}

absl::StatusOr<CalendarReader::Kind> CalendarReader::BeginObservance() {
  if (++observances_ > limits_.observances) {
    return CalendarTooLarge(absl::StrCat("the file's own time zones have more than ",
                                         limits_.observances, " changes of the clock"),
                            "observances", limits_.observances, lines_.line());
  }
  observance_ = FileZone::Observance();
  has_observance_begin_ = false;
  return kObservance;
}

void CalendarReader::End(const ContentLine& line) {
  const std::string name = absl::AsciiStrToUpper(absl::StripAsciiWhitespace(line.value));
  const auto begun = std::find_if(open_.rbegin(), open_.rend(),
                                  [&](const Component& open) { return open.name == name; });
  if (begun == open_.rend()) {
    remarks_.Add(
        line.line, CalendarRemark::kUnclosed,
        absl::StrCat("END:", Shown(name), " ends nothing that was begun, and is passed over"));
    return;
  }
  EndUnended(static_cast<size_t>(open_.rend() - begun));
  EndTop();
}

void CalendarReader::EndUnended(size_t count) {
  while (open_.size() > count) {
    remarks_.Add(open_.back().line, CalendarRemark::kUnclosed,
                 absl::StrCat("the ", open_.back().name,
                              " that begins here has no END; it is taken "
                              "as far as it goes"));
    EndTop();
  }
}

void CalendarReader::EndTop() {
  const Kind kind = open_.back().kind;
  open_.pop_back();
  if (kind == kEvent) {
    auto draft = draft_.End();
    if (draft.has_value()) drafts_.push_back(*std::move(draft));
  } else if (kind == kZone) {
    zones_.Add(std::exchange(zone_, FileZone()));
  } else if (kind == kObservance && has_observance_begin_) {
    zone_.observances.push_back(std::exchange(observance_, FileZone::Observance()));
  }
}

void CalendarReader::EndFile() {
  while (!open_.empty()) {
    const Component& top = open_.back();
    if (top.kind == kEvent) {
      remarks_.AddLost(top.line, CalendarRemark::kUnclosed,
                       "the file ends inside the entry that begins here; it is left out");
      open_.pop_back();
      continue;
    }
    remarks_.Add(top.line, CalendarRemark::kUnclosed,
                 absl::StrCat("the file ends inside the ", top.name, " that begins here"));
    EndTop();
  }
}

bool CalendarReader::IsOpen(Kind kind) const {
  return std::any_of(open_.begin(), open_.end(),
                     [kind](const Component& open) { return open.kind == kind; });
}

}  // namespace

absl::StatusOr<CalendarFile> ReadCalendar(absl::string_view bytes, const CalendarReading& reading) {
  if (!base::IsTimeZone(reading.time_zone)) {
    return base::BadField("time_zone", "no IANA time zone that this machine knows");
  }
  if (static_cast<int64_t>(bytes.size()) > reading.limits.bytes) {
    return CalendarTooLarge(absl::StrCat("the file has ", bytes.size(), " bytes; at most ",
                                         reading.limits.bytes, " are taken"),
                            "bytes", reading.limits.bytes);
  }
  std::string decoded;
  PLENARY_ASSIGN_OR_RETURN(const absl::string_view text, DecodeCalendar(bytes, decoded));
  return CalendarReader(text, reading).Read();
}

}  // namespace plenary::interchange
