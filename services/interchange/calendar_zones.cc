#include "services/interchange/calendar_zones.h"

#include <unicode/ucal.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "services/base/text_forms.h"

namespace plenary::interchange {
namespace {

constexpr size_t kMostNameBytes = 120;
constexpr absl::CivilSecond kLastChange(2200, 1, 1);
// Of one observance: a yearly one begun in 1601, as Windows writes them, has 600.
constexpr int kMostChanges = 1'000;

// `name` is ASCII.
std::string IanaOfWindows(absl::string_view name) {
  std::array<UChar, kMostNameBytes> windows{};
  std::array<UChar, kMostNameBytes> iana{};
  std::array<char, kMostNameBytes> utf8{};
  UErrorCode error = U_ZERO_ERROR;
  const auto size = static_cast<int32_t>(name.size());
  u_charsToUChars(name.data(), windows.data(), size);
  const int32_t length = ucal_getTimeZoneIDForWindowsID(
      windows.data(), size, nullptr, iana.data(), static_cast<int32_t>(iana.size() - 1), &error);
  if (U_FAILURE(error) || length <= 0) return "";
  u_UCharsToChars(iana.data(), utf8.data(), length);
  const std::string found(utf8.data(), static_cast<size_t>(length));
  return base::IsTimeZone(found) ? found : "";
}

// A name, or what is left of it behind its first slashes as long as one is in it.
std::string IanaOfPath(absl::string_view name) {
  for (;;) {
    if (base::IsTimeZone(name)) return std::string(name);
    const size_t slash = name.find('/');
    if (slash == absl::string_view::npos) return "";
    name.remove_prefix(slash + 1);
    if (!absl::StrContains(name, '/')) return "";
  }
}

}  // namespace

std::string IanaZoneName(absl::string_view tzid) {
  tzid = absl::StripAsciiWhitespace(tzid);
  const bool is_ascii = std::all_of(tzid.begin(), tzid.end(), absl::ascii_isprint);
  if (tzid.empty() || tzid.size() >= kMostNameBytes || !is_ascii) return "";
  for (const std::string& name : {std::string(tzid), absl::StrReplaceAll(tzid, {{" ", "_"}}),
                                  absl::StrReplaceAll(tzid, {{"-", "/"}})}) {
    std::string found = IanaOfPath(name);
    if (!found.empty()) return found;
  }
  return IanaOfWindows(tzid);
}

CalendarClock::CalendarClock(const FileZone& zone, RepeatBudget& budget) {
  for (const FileZone::Observance& observance : zone.observances) {
    const auto add = [&](absl::CivilSecond begin) {
      changes_.push_back({begin, observance.from, observance.to});
    };
    add(observance.begin);
    for (const absl::CivilSecond& begin : observance.more) add(begin);
    const auto rule = ReadRepeatRule(observance.rule);
    if (!rule.has_value()) continue;
    int count = 0;
    ForEachRepeat(*rule, observance.begin, budget, [&](absl::CivilSecond begin) {
      const absl::CivilSecond utc = begin - observance.from;
      const bool is_over = rule->until.has_value() && utc > rule->until->civil;
      if (is_over || begin > kLastChange || ++count > kMostChanges) return false;
      add(begin);
      return true;
    });
  }
  std::stable_sort(changes_.begin(), changes_.end(),
                   [](const Change& a, const Change& b) { return a.begin < b.begin; });
}

int CalendarClock::OffsetAt(absl::CivilSecond civil) const {
  if (changes_.empty()) return 0;
  const auto after = std::upper_bound(
      changes_.begin(), changes_.end(), civil,
      [](absl::CivilSecond time, const Change& change) { return time < change.begin; });
  if (after == changes_.begin()) return after->from;
  const Change& change = *std::prev(after);
  const bool is_left_out = civil < change.begin + (change.to - change.from);
  return is_left_out ? change.from : change.to;
}

absl::Time CalendarClock::TimeOf(absl::CivilSecond civil) const {
  if (zone_.has_value()) return zone_->At(civil).pre;
  return absl::FromCivil(civil - OffsetAt(civil), absl::UTCTimeZone());
}

void CalendarZones::Add(FileZone zone) {
  std::string name = zone.name;
  zones_.try_emplace(std::move(name), std::move(zone));
}

const CalendarClock* CalendarZones::Find(absl::string_view tzid, RepeatBudget& budget) {
  auto found = clocks_.find(tzid);
  if (found == clocks_.end()) {
    found = clocks_.emplace(std::string(tzid), Make(tzid, budget)).first;
  }
  return found->second.has_value() ? &*found->second : nullptr;
}

absl::optional<CalendarClock> CalendarZones::Make(absl::string_view tzid,
                                                  RepeatBudget& budget) const {
  const auto own = zones_.find(std::string(tzid));
  std::string name = IanaZoneName(tzid);
  if (name.empty() && own != zones_.end()) name = IanaZoneName(own->second.location);
  absl::TimeZone zone;
  if (!name.empty() && absl::LoadTimeZone(name, &zone)) return CalendarClock(zone);
  if (own == zones_.end() || own->second.observances.empty()) return absl::nullopt;
  return CalendarClock(own->second, budget);
}

}  // namespace plenary::interchange
