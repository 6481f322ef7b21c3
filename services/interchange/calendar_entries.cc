#include "services/interchange/calendar_entries.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/interchange/calendar_recurrence.h"
#include "services/interchange/calendar_text.h"
#include "services/interchange/refusals.h"

namespace plenary::interchange {
namespace {

constexpr size_t kUidBytes = 16;

// Why only some of the occurrences were taken; each is a remark.
constexpr char kRuleNotFollowed[] =
    "the entry repeats by a rule that is not followed; only the first occurrence is taken";
constexpr char kWithoutEnd[] =
    "the entry repeats without end, and no time was told to stop at; only the first occurrence is "
    "taken";
constexpr char kTooSlow[] =
    "finding when the entry repeats takes too long; only the occurrences found till then are taken";

// An entry's texts, in bytes.
int64_t TextBytes(const CalendarEntry& entry) {
  size_t bytes = entry.uid.size() + entry.series_uid.size() + entry.summary.size() +
                 entry.description.size() + entry.location.size() + entry.url.size();
  for (const std::string& text : entry.categories) bytes += text.size() + sizeof(text);
  for (const std::string& text : entry.related) bytes += text.size() + sizeof(text);
  for (const CalendarAttendee& attendee : entry.attendees) {
    bytes += attendee.person.name.size() + attendee.person.mail.size() + sizeof(attendee);
  }
  return static_cast<int64_t>(bytes);
}

// A UID for an entry that has none: the same whenever the same entry is read.
std::string UidOf(const CalendarDraft& draft) {
  const WrittenTime& start = *draft.start;
  const std::string said = absl::StrCat(
      CalendarDateTime(start.civil), "\n", static_cast<int>(start.form), "\n", start.zone, "\n",
      draft.entry.summary, "\n", draft.entry.location, "\n", draft.entry.description);
  std::array<unsigned char, kUidBytes> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(said.data()),
                     said.size(), nullptr, 0);
  return absl::StrCat(absl::BytesToHexString(absl::string_view(
                          reinterpret_cast<const char*>(hash.data()), hash.size())),
                      "@plenary");
}

// The UID of the occurrence of a series that was to begin at `start`.
std::string OccurrenceUid(absl::string_view series, const CalendarTime& start,
                          absl::CivilSecond civil) {
  if (start.is_date) return absl::StrCat(series, "/", CalendarDate(absl::CivilDay(civil)));
  return absl::StrCat(series, "/",
                      CalendarDateTime(absl::ToCivilSecond(start.time, absl::UTCTimeZone())), "Z");
}

// How long an entry is: so many days by the clock, and then so much.
struct Length {
  int64_t days = 0;
  absl::Duration exact;
};

struct Occurrence {
  absl::CivilSecond civil;
  CalendarTime start;
  CalendarTime end;
};

// An entry on its clock.
struct Timed {
  const CalendarClock* clock;
  Length length;
  std::string end_zone;
  Occurrence first;
};

class EntryMaker {
 public:
  EntryMaker(CalendarZones& zones, const CalendarReading& reading, CalendarRemarks& remarks)
      : zones_(zones),
        reading_(reading),
        remarks_(remarks),
        utc_(absl::UTCTimeZone()),
        home_(HomeZone(reading)) {}

  absl::StatusOr<std::vector<CalendarEntry>> Make(std::vector<CalendarDraft> drafts);

 private:
  struct Seen {
    size_t index;
    int copies = 1;
  };

  static absl::TimeZone HomeZone(const CalendarReading& reading) {
    absl::TimeZone zone;
    (void)absl::LoadTimeZone(reading.time_zone, &zone);
    return zone;
  }

  void GiveUid(CalendarDraft& draft);
  absl::Status Take(CalendarDraft draft);
  absl::Status TakeChanged(CalendarDraft draft, const Timed& timed);
  absl::Status TakeSeries(const CalendarDraft& draft, const Timed& timed);
  absl::Status Add(CalendarEntry entry);
  bool ReplacesSeen(const CalendarEntry& entry, Seen& seen);

  const CalendarClock& ClockOf(const WrittenTime& time);
  CalendarTime TimeOf(const WrittenTime& time);
  Timed OnClock(const CalendarDraft& draft);
  void SetLength(const CalendarDraft& draft, Timed& timed);
  CalendarTime EndOf(const Timed& timed, absl::CivilSecond civil, const CalendarTime& start) const;
  Occurrence OccurrenceAt(const Timed& timed, absl::CivilSecond civil) const;
  std::vector<Occurrence> OccurrencesOf(const CalendarDraft& draft, const Timed& timed);
  void FollowRule(const CalendarDraft& draft, const Timed& timed,
                  std::vector<Occurrence>& occurrences);
  void AddMore(const CalendarDraft& draft, const Timed& timed,
               std::vector<Occurrence>& occurrences);
  void RemoveWithout(const CalendarDraft& draft, std::vector<Occurrence>& occurrences);
  bool IsInWindow(const CalendarTime& start, const CalendarTime& end) const;

  CalendarZones& zones_;
  const CalendarReading& reading_;
  CalendarRemarks& remarks_;
  CalendarClock utc_;
  CalendarClock home_;
  RepeatBudget budget_;
  int64_t text_bytes_ = 0;
  absl::flat_hash_set<std::string> changed_;  // occurrences that have an entry of their own
  absl::flat_hash_set<std::string> told_zones_;
  absl::flat_hash_set<int64_t> told_lines_;
  absl::flat_hash_map<std::string, Seen> seen_;
  std::vector<CalendarEntry> entries_;
};

absl::StatusOr<std::vector<CalendarEntry>> EntryMaker::Make(std::vector<CalendarDraft> drafts) {
  entries_.reserve(drafts.size());
  for (CalendarDraft& draft : drafts) {
    GiveUid(draft);
    if (!draft.recurrence.has_value()) continue;
    changed_.insert(
        OccurrenceUid(draft.entry.uid, TimeOf(*draft.recurrence), draft.recurrence->civil));
  }
  for (CalendarDraft& draft : drafts) {
    PLENARY_RETURN_IF_ERROR(Take(std::move(draft)));
    draft = CalendarDraft();
  }
  return std::move(entries_);
}

void EntryMaker::GiveUid(CalendarDraft& draft) {
  if (!draft.entry.uid.empty()) return;
  draft.entry.uid = UidOf(draft);
  remarks_.Add(draft.entry.line, CalendarRemark::kNoUid,
               "the entry has no UID; one is made from what it says");
}

absl::Status EntryMaker::Take(CalendarDraft draft) {
  const Timed timed = OnClock(draft);
  if (draft.recurrence.has_value()) return TakeChanged(std::move(draft), timed);
  if (!draft.rule.empty() || !draft.more.empty()) return TakeSeries(draft, timed);
  draft.entry.start = timed.first.start;
  draft.entry.end = timed.first.end;
  return Add(std::move(draft.entry));
}

absl::Status EntryMaker::TakeChanged(CalendarDraft draft, const Timed& timed) {
  if (!IsInWindow(timed.first.start, timed.first.end)) return absl::OkStatus();
  CalendarEntry& entry = draft.entry;
  entry.series_uid = entry.uid;
  entry.uid = OccurrenceUid(entry.series_uid, TimeOf(*draft.recurrence), draft.recurrence->civil);
  entry.start = timed.first.start;
  entry.end = timed.first.end;
  return Add(std::move(entry));
}

absl::Status EntryMaker::TakeSeries(const CalendarDraft& draft, const Timed& timed) {
  for (const Occurrence& occurrence : OccurrencesOf(draft, timed)) {
    std::string uid = OccurrenceUid(draft.entry.uid, occurrence.start, occurrence.civil);
    if (changed_.contains(uid)) continue;
    CalendarEntry entry = draft.entry;
    entry.series_uid = std::exchange(entry.uid, std::move(uid));
    entry.start = occurrence.start;
    entry.end = occurrence.end;
    PLENARY_RETURN_IF_ERROR(Add(std::move(entry)));
  }
  return absl::OkStatus();
}

absl::Status EntryMaker::Add(CalendarEntry entry) {
  const auto [found, is_new] = seen_.try_emplace(entry.uid, Seen{entries_.size()});
  if (!is_new && ReplacesSeen(entry, found->second)) {
    entries_[found->second.index] = std::move(entry);
    return absl::OkStatus();
  }
  if (!is_new) {
    if (entry.sequence < entries_[found->second.index].sequence) return absl::OkStatus();
    absl::StrAppend(&entry.uid, "#", ++found->second.copies);
    remarks_.Add(
        entry.line, CalendarRemark::kRepeatedUid,
        absl::StrCat("the UID is that of the entry in line ", entries_[found->second.index].line,
                     "; it is taken as \"", ShownBeginning(entry.uid), "\""));
  }
  text_bytes_ += TextBytes(entry);
  if (text_bytes_ > reading_.limits.text_bytes) {
    return CalendarTooLarge("what repeats makes more text than is taken", "textBytes",
                            reading_.limits.text_bytes, entry.line);
  }
  if (static_cast<int64_t>(entries_.size()) >= reading_.limits.entries) {
    return CalendarTooLarge(absl::StrCat("the calendar has more than ", reading_.limits.entries,
                                         " entries, occurrences of what repeats included"),
                            "entries", reading_.limits.entries, entry.line);
  }
  entries_.push_back(std::move(entry));
  return absl::OkStatus();
}

// Of two editions of an entry the later stays; says which goes.
bool EntryMaker::ReplacesSeen(const CalendarEntry& entry, Seen& seen) {
  const CalendarEntry& before = entries_[seen.index];
  if (entry.sequence == before.sequence) return false;
  const bool replaces = entry.sequence > before.sequence;
  remarks_.AddLost(replaces ? before.line : entry.line, CalendarRemark::kRepeatedUid,
                   absl::StrCat("line ", replaces ? entry.line : before.line,
                                " begins a later edition of this entry (SEQUENCE ",
                                std::max(entry.sequence, before.sequence), "), which is taken"));
  return replaces;
}

const CalendarClock& EntryMaker::ClockOf(const WrittenTime& time) {
  if (time.form == WrittenTime::kUtc) return utc_;
  if (time.form == WrittenTime::kDate || time.zone.empty()) return home_;
  const CalendarClock* const clock = zones_.Find(time.zone, budget_);
  if (clock == nullptr) {
    if (told_lines_.insert(time.line).second) {
      remarks_.Add(
          time.line, CalendarRemark::kUnknownZone,
          absl::StrCat("the time zone \"", ShownBeginning(time.zone),
                       "\" is not known; the time is read as one of ", reading_.time_zone));
    }
    return home_;
  }
  if (clock->name().empty() && told_zones_.insert(time.zone).second) {
    remarks_.Add(time.line, CalendarRemark::kZoneOfFile,
                 absl::StrCat("the time zone \"", ShownBeginning(time.zone),
                              "\" is known by the file's own rules alone; times in it are kept as "
                              "instants, and shown in ",
                              reading_.time_zone));
  }
  return *clock;
}

CalendarTime EntryMaker::TimeOf(const WrittenTime& written) {
  const CalendarClock& clock = ClockOf(written);
  CalendarTime time;
  time.time = clock.TimeOf(written.civil);
  time.time_zone = clock.name().empty() ? home_.name() : clock.name();
  time.is_date = written.form == WrittenTime::kDate;
  time.is_floating = written.form == WrittenTime::kLocal && &clock == &home_;
  return time;
}

Timed EntryMaker::OnClock(const CalendarDraft& draft) {
  Timed timed;
  timed.clock = &ClockOf(*draft.start);
  timed.first.civil = draft.start->civil;
  timed.first.start = TimeOf(*draft.start);
  timed.end_zone = timed.first.start.time_zone;
  SetLength(draft, timed);
  timed.first.end = EndOf(timed, timed.first.civil, timed.first.start);
  return timed;
}

void EntryMaker::SetLength(const CalendarDraft& draft, Timed& timed) {
  const CalendarTime& start = timed.first.start;
  if (start.is_date) timed.length.days = 1;
  bool ends_before = false;
  if (draft.end.has_value()) {
    const CalendarTime end = TimeOf(*draft.end);
    ends_before = end.time < start.time;
    if (start.is_date) {
      const int64_t days = absl::CivilDay(draft.end->civil) - absl::CivilDay(draft.start->civil);
      timed.length.days = std::max<int64_t>(days, 1);
    } else if (!ends_before) {
      timed.length.exact = end.time - start.time;
      if (!end.is_date) timed.end_zone = end.time_zone;
    }
  } else if (draft.duration.has_value()) {
    ends_before = draft.duration->is_negative;
    if (!ends_before) timed.length = {draft.duration->days, draft.duration->exact};
    if (start.is_date) timed.length = {std::max<int64_t>(timed.length.days, 1), {}};
  }
  if (ends_before) {
    remarks_.Add(draft.end.has_value() ? draft.end->line : draft.entry.line,
                 CalendarRemark::kEndsBeforeStart,
                 start.is_date ? "the entry ends before it starts; it is taken as one day"
                               : "the entry ends before it starts; it is taken as a moment");
  }
}

CalendarTime EntryMaker::EndOf(const Timed& timed, absl::CivilSecond civil,
                               const CalendarTime& start) const {
  CalendarTime end = start;
  constexpr int64_t kDaySeconds = 86'400;
  // Days by the clock, so that nine o'clock stays nine o'clock when the clock changes.
  if (timed.length.days > 0) {
    end.time = timed.clock->TimeOf(civil + timed.length.days * kDaySeconds);
  }
  end.time += timed.length.exact;
  end.time_zone = timed.end_zone;
  return end;
}

Occurrence EntryMaker::OccurrenceAt(const Timed& timed, absl::CivilSecond civil) const {
  Occurrence occurrence{civil, timed.first.start, {}};
  occurrence.start.time = timed.clock->TimeOf(civil);
  occurrence.end = EndOf(timed, civil, occurrence.start);
  return occurrence;
}

bool EntryMaker::IsInWindow(const CalendarTime& start, const CalendarTime& end) const {
  if (start.time >= reading_.to) return false;
  return end.time > reading_.from || start.time >= reading_.from;
}

std::vector<Occurrence> EntryMaker::OccurrencesOf(const CalendarDraft& draft, const Timed& timed) {
  std::vector<Occurrence> occurrences;
  FollowRule(draft, timed, occurrences);
  AddMore(draft, timed, occurrences);
  const auto is_earlier = [](const Occurrence& a, const Occurrence& b) {
    return a.start.time < b.start.time;
  };
  const auto is_same = [](const Occurrence& a, const Occurrence& b) {
    return a.start.time == b.start.time;
  };
  std::stable_sort(occurrences.begin(), occurrences.end(), is_earlier);
  occurrences.erase(std::unique(occurrences.begin(), occurrences.end(), is_same),
                    occurrences.end());
  RemoveWithout(draft, occurrences);
  const auto most = static_cast<size_t>(reading_.limits.occurrences);
  if (occurrences.size() > most) {
    occurrences.resize(most);
    remarks_.Add(draft.entry.line, CalendarRemark::kRepeats,
                 absl::StrCat("the entry repeats more than ", most,
                              " times; only the first of them are taken"));
  }
  return occurrences;
}

// Whether the rule ends before `occurrence`.
bool IsOver(const RepeatRule& rule, const Occurrence& occurrence) {
  if (!rule.until.has_value()) return false;
  switch (rule.until->form) {
    case WrittenTime::kUtc:
      return occurrence.start.time > absl::FromCivil(rule.until->civil, absl::UTCTimeZone());
    case WrittenTime::kDate:
      return absl::CivilDay(occurrence.civil) > absl::CivilDay(rule.until->civil);
    case WrittenTime::kLocal:
      break;
  }
  return occurrence.civil > rule.until->civil;
}

void EntryMaker::FollowRule(const CalendarDraft& draft, const Timed& timed,
                            std::vector<Occurrence>& occurrences) {
  const auto add = [&](const Occurrence& occurrence) {
    if (IsInWindow(occurrence.start, occurrence.end)) occurrences.push_back(occurrence);
  };
  const auto rule = draft.rule.empty() ? absl::nullopt : ReadRepeatRule(draft.rule);
  const bool is_endless = rule.has_value() && !rule->until.has_value() && rule->count == 0 &&
                          reading_.to == absl::InfiniteFuture();
  if (!rule.has_value() || is_endless) {
    add(timed.first);
    if (draft.rule.empty()) return;
    remarks_.Add(draft.rule_line, CalendarRemark::kRepeats,
                 is_endless ? kWithoutEnd : kRuleNotFollowed);
    return;
  }
  // One more than is taken, so that the caller sees there are more; and as many as may be excepted.
  const size_t most = static_cast<size_t>(reading_.limits.occurrences) + draft.without.size() + 1;
  const bool is_done = ForEachRepeat(*rule, timed.first.civil, budget_, [&](auto civil) {
    const Occurrence occurrence = OccurrenceAt(timed, civil);
    if (IsOver(*rule, occurrence) || occurrence.start.time >= reading_.to) return false;
    add(occurrence);
    return occurrences.size() < most;
  });
  if (!is_done) remarks_.Add(draft.rule_line, CalendarRemark::kRepeats, kTooSlow);
}

void EntryMaker::AddMore(const CalendarDraft& draft, const Timed& timed,
                         std::vector<Occurrence>& occurrences) {
  for (const CalendarDraft::More& more : draft.more) {
    WrittenTime start = more.start;
    // A bare day among times is that day's occurrence.
    if (start.form == WrittenTime::kDate && !timed.first.start.is_date) {
      start = *draft.start;
      start.civil = absl::CivilSecond(absl::CivilDay(more.start.civil)) +
                    (draft.start->civil - absl::CivilSecond(absl::CivilDay(draft.start->civil)));
    }
    CalendarDraft own;
    own.entry.line = draft.entry.line;
    own.start = start;
    own.end = more.end;
    own.duration = more.duration;
    Timed moved = OnClock(own);
    if (!more.end.has_value() && !more.duration.has_value()) {
      moved.length = timed.length;
      moved.first.end = EndOf(moved, moved.first.civil, moved.first.start);
    }
    if (IsInWindow(moved.first.start, moved.first.end)) occurrences.push_back(moved.first);
  }
}

void EntryMaker::RemoveWithout(const CalendarDraft& draft, std::vector<Occurrence>& occurrences) {
  absl::flat_hash_set<absl::CivilDay> days;
  absl::flat_hash_set<absl::Time> times;
  for (const WrittenTime& time : draft.without) {
    if (time.form == WrittenTime::kDate) {
      days.insert(absl::CivilDay(time.civil));
    } else {
      times.insert(TimeOf(time).time);
    }
  }
  const auto is_without = [&](const Occurrence& occurrence) {
    return times.contains(occurrence.start.time) || days.contains(absl::CivilDay(occurrence.civil));
  };
  occurrences.erase(std::remove_if(occurrences.begin(), occurrences.end(), is_without),
                    occurrences.end());
}

}  // namespace

absl::StatusOr<std::vector<CalendarEntry>> EntriesOf(std::vector<CalendarDraft> drafts,
                                                     CalendarZones& zones,
                                                     const CalendarReading& reading,
                                                     CalendarRemarks& remarks) {
  return EntryMaker(zones, reading, remarks).Make(std::move(drafts));
}

}  // namespace plenary::interchange
