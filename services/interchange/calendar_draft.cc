#include "services/interchange/calendar_draft.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/interchange/calendar_text.h"
#include "services/interchange/refusals.h"

namespace plenary::interchange {
namespace {

constexpr char kMailTo[] = "mailto:";
constexpr size_t kMostCategories = 100;

// The beginning of what a file says, to show which is meant.
std::string Shown(absl::string_view bytes) {
  return ShownBeginning(CleanCalendarText(bytes.substr(0, 200)).text);
}

// A time of a line, in the zone it names.
absl::optional<WrittenTime> TimeOf(absl::string_view text, const ContentLine& line) {
  absl::optional<WrittenTime> time = ReadCalendarTime(text);
  if (!time.has_value()) return time;
  time->line = line.line;
  if (time->form == WrittenTime::kLocal) {
    time->zone = CleanCalendarText(line.parameter("TZID")).text;
  }
  if (absl::EqualsIgnoreCase(line.parameter("VALUE"), "DATE")) {
    time->form = WrittenTime::kDate;
    time->civil = absl::CivilSecond(absl::CivilDay(time->civil));
  }
  return time;
}

// "20230418T090000", or a period: "20230418T090000/PT1H", "20230418T090000/20230418T100000".
absl::optional<CalendarDraft::More> MoreOf(absl::string_view text, const ContentLine& line) {
  const std::pair<absl::string_view, absl::string_view> sides =
      absl::StrSplit(text, absl::MaxSplits('/', 1));
  CalendarDraft::More more;
  const auto start = TimeOf(sides.first, line);
  if (!start.has_value()) return absl::nullopt;
  more.start = *start;
  if (sides.second.empty()) return more;
  more.end = TimeOf(sides.second, line);
  more.duration = ReadCalendarDuration(sides.second);
  if (more.duration.has_value()) more.duration->line = line.line;
  return more.end.has_value() || more.duration.has_value() ? absl::make_optional(more)
                                                           : absl::nullopt;
}

CalendarPerson PersonOf(const ContentLine& line) {
  CalendarPerson person;
  person.name = CleanCalendarText(line.parameter("CN")).text;
  absl::string_view address = absl::StripAsciiWhitespace(line.value);
  if (!absl::StartsWithIgnoreCase(address, kMailTo)) address = line.parameter("EMAIL");
  if (absl::StartsWithIgnoreCase(address, kMailTo)) address.remove_prefix(sizeof(kMailTo) - 1);
  person.mail = CleanCalendarText(absl::StripAsciiWhitespace(address)).text;
  return person;
}

CalendarAttendee::Role RoleOf(absl::string_view text) {
  if (absl::EqualsIgnoreCase(text, "CHAIR")) return CalendarAttendee::kChair;
  if (absl::EqualsIgnoreCase(text, "OPT-PARTICIPANT")) return CalendarAttendee::kOptional;
  if (absl::EqualsIgnoreCase(text, "NON-PARTICIPANT")) return CalendarAttendee::kNonParticipant;
  return CalendarAttendee::kRequired;
}

CalendarAttendee::Answer AnswerOf(absl::string_view text) {
  if (absl::EqualsIgnoreCase(text, "ACCEPTED")) return CalendarAttendee::kAccepted;
  if (absl::EqualsIgnoreCase(text, "DECLINED")) return CalendarAttendee::kDeclined;
  if (absl::EqualsIgnoreCase(text, "TENTATIVE")) return CalendarAttendee::kTentative;
  if (absl::EqualsIgnoreCase(text, "DELEGATED")) return CalendarAttendee::kDelegated;
  return CalendarAttendee::kNeedsAction;
}

}  // namespace

std::string ReadCalendarText(const ContentLine& line, CalendarRemarks& remarks) {
  const CleanedCalendarText cleaned = CleanCalendarText(line.value);
  if (cleaned.had_bad_bytes) {
    remarks.Add(line.line, CalendarRemark::kBadText,
                absl::StrCat(line.name, " has bytes that are no UTF-8, shown as \uFFFD"));
  } else if (cleaned.had_controls) {
    remarks.Add(line.line, CalendarRemark::kBadText,
                absl::StrCat(line.name, " has control characters, which are left out"));
  }
  return UnescapeCalendarText(cleaned.text);
}

std::vector<CalendarDraft::More> ReadCalendarTimes(const ContentLine& line,
                                                   CalendarRemarks& remarks) {
  std::vector<CalendarDraft::More> times;
  for (const absl::string_view text : absl::StrSplit(line.value, ',', absl::SkipWhitespace())) {
    auto more = MoreOf(text, line);
    if (more.has_value()) {
      times.push_back(*std::move(more));
    } else {
      remarks.Add(
          line.line, CalendarRemark::kBadTime,
          absl::StrCat("\"", Shown(text), "\" in ", line.name, " is no time, and is passed over"));
    }
  }
  return times;
}

const DraftReader::Property DraftReader::kProperties[] = {
    {"UID", &DraftReader::TakeUid},
    {"SEQUENCE", &DraftReader::TakeSequence},
    {"DTSTAMP", &DraftReader::TakeStamp},
    {"LAST-MODIFIED", &DraftReader::TakeLastModified},
    {"DTSTART", &DraftReader::TakeStart},
    {"DTEND", &DraftReader::TakeEnd},
    {"DURATION", &DraftReader::TakeDuration},
    {"RECURRENCE-ID", &DraftReader::TakeRecurrence},
    {"RRULE", &DraftReader::TakeRule},
    {"RDATE", &DraftReader::TakeMore},
    {"EXDATE", &DraftReader::TakeWithout},
    {"SUMMARY", &DraftReader::TakeSummary},
    {"DESCRIPTION", &DraftReader::TakeDescription},
    {"LOCATION", &DraftReader::TakeLocation},
    {"CATEGORIES", &DraftReader::TakeCategories},
    {"URL", &DraftReader::TakeUrl},
    {"STATUS", &DraftReader::TakeStatus},
    {"TRANSP", &DraftReader::TakeTransparency},
    {"ORGANIZER", &DraftReader::TakeOrganizer},
    {"ATTENDEE", &DraftReader::TakeAttendee},
    {"RELATED-TO", &DraftReader::TakeRelated},
};

void DraftReader::Begin(int64_t line) {
  draft_ = CalendarDraft();
  draft_.entry.line = line;
  values_ = 0;
  has_bad_start_ = false;
  has_last_modified_ = false;
}

absl::Status DraftReader::Take(const ContentLine& line, bool is_cut) {
  values_ += 1;
  if (line.name == "RDATE" || line.name == "EXDATE") {
    values_ += std::count(line.value.begin(), line.value.end(), ',');
  }
  if (values_ > limits_.values) {
    return CalendarTooLarge(absl::StrCat("the entry that begins in line ", draft_.entry.line,
                                         " has more than ", limits_.values, " values"),
                            "values", limits_.values, line.line);
  }
  const auto* const property =
      std::find_if(std::begin(kProperties), std::end(kProperties),
                   [&](const Property& known) { return known.name == line.name; });
  if (property == std::end(kProperties)) return absl::OkStatus();
  if (is_cut) {
    return CalendarTooLarge(
        absl::StrCat(line.name, " is longer than ", limits_.line_bytes, " bytes"), "lineBytes",
        limits_.line_bytes, line.line);
  }
  (this->*property->take)(line);
  return absl::OkStatus();
}

absl::optional<CalendarDraft> DraftReader::End() {
  if (draft_.start.has_value()) return std::move(draft_);
  if (!has_bad_start_) {
    remarks_.AddLost(draft_.entry.line, CalendarRemark::kNoStart,
                     "the entry has no DTSTART, and is left out");
  }
  return absl::nullopt;
}

absl::optional<WrittenTime> DraftReader::Time(const ContentLine& line) {
  absl::optional<WrittenTime> time = TimeOf(line.value, line);
  if (!time.has_value()) {
    remarks_.Add(line.line, CalendarRemark::kBadTime,
                 absl::StrCat("\"", Shown(line.value), "\" in ", line.name,
                              " is no time, and is passed over"));
  }
  return time;
}

void DraftReader::TakeUid(const ContentLine& line) { draft_.entry.uid = Text(line); }

void DraftReader::TakeSequence(const ContentLine& line) {
  int64_t sequence = 0;
  if (absl::SimpleAtoi(line.value, &sequence) && sequence >= 0) {
    draft_.entry.sequence = sequence;
  } else {
    remarks_.Add(line.line, CalendarRemark::kBadValue, "SEQUENCE is no number, and is taken for 0");
  }
}

void DraftReader::TakeStamp(const ContentLine& line) {
  if (has_last_modified_) return;
  const auto time = Time(line);
  if (time.has_value()) {
    draft_.entry.last_modified = absl::FromCivil(time->civil, absl::UTCTimeZone());
  }
}

void DraftReader::TakeLastModified(const ContentLine& line) {
  TakeStamp(line);
  has_last_modified_ = true;
}

void DraftReader::TakeStart(const ContentLine& line) {
  draft_.start = TimeOf(line.value, line);
  has_bad_start_ = !draft_.start.has_value();
  if (has_bad_start_) {
    remarks_.AddLost(line.line, CalendarRemark::kBadTime,
                     absl::StrCat("\"", Shown(line.value),
                                  "\" in DTSTART is no time, and the entry is left out"));
  }
}

void DraftReader::TakeEnd(const ContentLine& line) { draft_.end = Time(line); }

void DraftReader::TakeDuration(const ContentLine& line) {
  draft_.duration = ReadCalendarDuration(line.value);
  if (draft_.duration.has_value()) {
    draft_.duration->line = line.line;
    return;
  }
  remarks_.Add(line.line, CalendarRemark::kBadTime,
               absl::StrCat("\"", Shown(line.value), "\" is no duration, and is passed over"));
}

void DraftReader::TakeRecurrence(const ContentLine& line) {
  draft_.recurrence = Time(line);
  if (absl::EqualsIgnoreCase(line.parameter("RANGE"), "THISANDFUTURE")) {
    remarks_.Add(line.line, CalendarRemark::kRepeats,
                 "the change is meant for all later occurrences, but is made to this one alone");
  }
}

void DraftReader::TakeRule(const ContentLine& line) {
  if (draft_.rule.empty()) {
    draft_.rule = line.value;
    draft_.rule_line = line.line;
  } else {
    remarks_.Add(line.line, CalendarRemark::kRepeats,
                 "the entry has a second RRULE, which is passed over");
  }
}

void DraftReader::TakeMore(const ContentLine& line) {
  auto times = ReadCalendarTimes(line, remarks_);
  std::move(times.begin(), times.end(), std::back_inserter(draft_.more));
}

void DraftReader::TakeWithout(const ContentLine& line) {
  for (auto& time : ReadCalendarTimes(line, remarks_)) {
    draft_.without.push_back(std::move(time.start));
  }
}

void DraftReader::TakeSummary(const ContentLine& line) { draft_.entry.summary = Text(line); }
void DraftReader::TakeDescription(const ContentLine& line) {
  draft_.entry.description = Text(line);
}
void DraftReader::TakeLocation(const ContentLine& line) { draft_.entry.location = Text(line); }

void DraftReader::TakeCategories(const ContentLine& line) {
  const CleanedCalendarText cleaned = CleanCalendarText(line.value);
  for (std::string& category : SplitCalendarTexts(cleaned.text)) {
    if (category.empty() || draft_.entry.categories.size() == kMostCategories) continue;
    draft_.entry.categories.push_back(std::move(category));
  }
}

void DraftReader::TakeUrl(const ContentLine& line) {
  draft_.entry.url = CleanCalendarText(absl::StripAsciiWhitespace(line.value)).text;
}

void DraftReader::TakeStatus(const ContentLine& line) {
  if (absl::EqualsIgnoreCase(line.value, "CANCELLED")) {
    draft_.entry.status = CalendarEntry::kCancelled;
  } else if (absl::EqualsIgnoreCase(line.value, "TENTATIVE")) {
    draft_.entry.status = CalendarEntry::kTentative;
  }
}

void DraftReader::TakeTransparency(const ContentLine& line) {
  draft_.entry.is_transparent = absl::StartsWithIgnoreCase(line.value, "TRANSPARENT");
}

void DraftReader::TakeOrganizer(const ContentLine& line) {
  draft_.entry.organizer = PersonOf(line);
}

void DraftReader::TakeAttendee(const ContentLine& line) {
  draft_.entry.attendees.push_back(
      {PersonOf(line), RoleOf(line.parameter("ROLE")), AnswerOf(line.parameter("PARTSTAT"))});
}

void DraftReader::TakeRelated(const ContentLine& line) {
  draft_.entry.related.push_back(Text(line));
}

}  // namespace plenary::interchange
