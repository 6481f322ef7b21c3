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
#include "services/interchange/calendar_times.h"
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

class EntryMaker {
 public:
  EntryMaker(CalendarZones& zones, const CalendarReading& reading, CalendarRemarks& remarks)
      : reading_(reading), remarks_(remarks), times_(zones, reading.time_zone, budget_, remarks) {}

  absl::StatusOr<std::vector<CalendarEntry>> Make(std::vector<CalendarDraft> drafts);

 private:
  void GiveUid(CalendarDraft& draft);
  absl::Status Take(CalendarDraft draft);
  absl::Status TakeChanged(CalendarDraft draft, const DraftTiming& timing);
  absl::Status TakeSeries(const CalendarDraft& draft, const DraftTiming& timing);
  absl::Status Add(CalendarEntry entry);
  bool SettleEditions(CalendarEntry& entry, CalendarEntry& before);
  void GiveOwnUid(CalendarEntry& entry, int64_t line_before);

  std::vector<Occurrence> OccurrencesOf(const CalendarDraft& draft, const DraftTiming& timing);
  void FollowRule(const CalendarDraft& draft, const DraftTiming& timing,
                  std::vector<Occurrence>& occurrences);
  void AddMore(const CalendarDraft& draft, const DraftTiming& timing,
               std::vector<Occurrence>& occurrences);
  void RemoveWithout(const CalendarDraft& draft, std::vector<Occurrence>& occurrences);
  bool IsInWindow(const Occurrence& occurrence) const;

  const CalendarReading& reading_;
  CalendarRemarks& remarks_;
  RepeatBudget budget_;
  CalendarTimes times_;
  int64_t text_bytes_ = 0;
  absl::flat_hash_set<std::string> changed_;       // occurrences that have an entry of their own
  absl::flat_hash_map<std::string, size_t> seen_;  // UIDs, and which entry has it
  absl::flat_hash_map<std::string, int> copies_;   // of a UID
  std::vector<CalendarEntry> entries_;
};

absl::StatusOr<std::vector<CalendarEntry>> EntryMaker::Make(std::vector<CalendarDraft> drafts) {
  entries_.reserve(drafts.size());
  for (CalendarDraft& draft : drafts) {
    GiveUid(draft);
    if (!draft.recurrence.has_value()) continue;
    changed_.insert(
        OccurrenceUid(draft.entry.uid, times_.TimeOf(*draft.recurrence), draft.recurrence->civil));
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
  const DraftTiming timing = times_.TimingOf(draft);
  if (draft.recurrence.has_value()) return TakeChanged(std::move(draft), timing);
  if (!draft.rule.empty() || !draft.more.empty()) return TakeSeries(draft, timing);
  draft.entry.start = timing.first.start;
  draft.entry.end = timing.first.end;
  return Add(std::move(draft.entry));
}

absl::Status EntryMaker::TakeChanged(CalendarDraft draft, const DraftTiming& timing) {
  if (!IsInWindow(timing.first)) return absl::OkStatus();
  CalendarEntry& entry = draft.entry;
  entry.series_uid = entry.uid;
  entry.uid =
      OccurrenceUid(entry.series_uid, times_.TimeOf(*draft.recurrence), draft.recurrence->civil);
  entry.start = timing.first.start;
  entry.end = timing.first.end;
  return Add(std::move(entry));
}

absl::Status EntryMaker::TakeSeries(const CalendarDraft& draft, const DraftTiming& timing) {
  for (const Occurrence& occurrence : OccurrencesOf(draft, timing)) {
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
  const auto seen = seen_.find(entry.uid);
  if (seen != seen_.end()) {
    CalendarEntry& before = entries_[seen->second];
    if (SettleEditions(entry, before)) return absl::OkStatus();
    GiveOwnUid(entry, before.line);
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
  seen_.emplace(entry.uid, entries_.size());
  entries_.push_back(std::move(entry));
  return absl::OkStatus();
}

// Of two editions of an entry the later stays, in the place of the one before. False where neither
// is the later.
bool EntryMaker::SettleEditions(CalendarEntry& entry, CalendarEntry& before) {
  if (entry.sequence == before.sequence) return false;
  if (entry.sequence > before.sequence) std::swap(entry, before);
  remarks_.AddLost(
      entry.line, CalendarRemark::kRepeatedUid,
      absl::StrCat("line ", before.line, " begins a later edition of this entry, which is taken"));
  return true;
}

void EntryMaker::GiveOwnUid(CalendarEntry& entry, int64_t line_before) {
  std::string own;
  do {
    own = absl::StrCat(entry.uid, "#", ++copies_.try_emplace(entry.uid, 1).first->second);
  } while (seen_.contains(own));
  entry.uid = std::move(own);
  remarks_.Add(entry.line, CalendarRemark::kRepeatedUid,
               absl::StrCat("the UID is that of the entry in line ", line_before,
                            "; it is taken as \"", ShownBeginning(entry.uid), "\""));
}

bool EntryMaker::IsInWindow(const Occurrence& occurrence) const {
  if (occurrence.start.time >= reading_.to) return false;
  return occurrence.end.time > reading_.from || occurrence.start.time >= reading_.from;
}

std::vector<Occurrence> EntryMaker::OccurrencesOf(const CalendarDraft& draft,
                                                  const DraftTiming& timing) {
  std::vector<Occurrence> occurrences;
  FollowRule(draft, timing, occurrences);
  AddMore(draft, timing, occurrences);
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

void EntryMaker::FollowRule(const CalendarDraft& draft, const DraftTiming& timing,
                            std::vector<Occurrence>& occurrences) {
  const auto add = [&](const Occurrence& occurrence) {
    if (IsInWindow(occurrence)) occurrences.push_back(occurrence);
  };
  const auto rule = draft.rule.empty() ? absl::nullopt : ReadRepeatRule(draft.rule);
  const bool is_endless = rule.has_value() && !rule->until.has_value() && rule->count == 0 &&
                          reading_.to == absl::InfiniteFuture();
  if (!rule.has_value() || is_endless) {
    add(timing.first);
    if (draft.rule.empty()) return;
    remarks_.Add(draft.rule_line, CalendarRemark::kRepeats,
                 is_endless ? kWithoutEnd : kRuleNotFollowed);
    return;
  }
  // One more than is taken, so that the caller sees there are more; and as many as may be excepted.
  const size_t most = static_cast<size_t>(reading_.limits.occurrences) + draft.without.size() + 1;
  const bool is_done = ForEachRepeat(*rule, timing.first.civil, budget_, [&](auto civil) {
    const Occurrence occurrence = timing.At(civil);
    if (IsOver(*rule, occurrence) || occurrence.start.time >= reading_.to) return false;
    add(occurrence);
    return occurrences.size() < most;
  });
  if (!is_done) remarks_.Add(draft.rule_line, CalendarRemark::kRepeats, kTooSlow);
}

void EntryMaker::AddMore(const CalendarDraft& draft, const DraftTiming& timing,
                         std::vector<Occurrence>& occurrences) {
  for (const CalendarDraft::More& more : draft.more) {
    WrittenTime start = more.start;
    // A bare day among times is that day's occurrence.
    if (start.form == WrittenTime::kDate && !timing.first.start.is_date) {
      start = *draft.start;
      start.civil = absl::CivilSecond(absl::CivilDay(more.start.civil)) +
                    (draft.start->civil - absl::CivilSecond(absl::CivilDay(draft.start->civil)));
    }
    CalendarDraft own;
    own.entry.line = draft.entry.line;
    own.start = start;
    own.end = more.end;
    own.duration = more.duration;
    DraftTiming moved = times_.TimingOf(own);
    if (!more.end.has_value() && !more.duration.has_value()) {
      moved.length = timing.length;
      moved.first = moved.At(start.civil);
    }
    if (IsInWindow(moved.first)) occurrences.push_back(moved.first);
  }
}

void EntryMaker::RemoveWithout(const CalendarDraft& draft, std::vector<Occurrence>& occurrences) {
  absl::flat_hash_set<absl::CivilDay> days;
  absl::flat_hash_set<absl::Time> times;
  for (const WrittenTime& time : draft.without) {
    if (time.form == WrittenTime::kDate) {
      days.insert(absl::CivilDay(time.civil));
    } else {
      times.insert(times_.TimeOf(time).time);
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
