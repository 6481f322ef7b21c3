// When an asset can be had.
#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "google/protobuf/util/time_util.h"
#include "services/schedule/line_rules.h"

namespace plenary::schedule {
namespace {

using google::protobuf::util::TimeUtil;
using google::type::TimeOfDay;

// A stretch of time, [start, end).
struct Stretch {
  absl::Time start;
  absl::Time end;
};

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
}

absl::CivilSecond At(absl::CivilDay day, const TimeOfDay& time) {
  // 24:00 is midnight of the next day.
  return absl::CivilSecond(day.year(), day.month(), day.day(), time.hours(), time.minutes(),
                           time.seconds());
}

bool IsOn(absl::CivilDay day, google::type::DayOfWeek weekday) {
  // google.type counts from Monday, which is 1, absl from Monday, which is 0.
  return static_cast<int>(absl::GetWeekday(day)) + 1 == static_cast<int>(weekday);
}

Stretch StretchOf(const google::type::Interval& interval) {
  return {interval.has_start_time() ? TimeOf(interval.start_time()) : absl::InfinitePast(),
          interval.has_end_time() ? TimeOf(interval.end_time()) : absl::InfiniteFuture()};
}

// When it is open in [start, end): its hours, and what opens it beyond them.
std::vector<Stretch> OpenStretches(const v1::Availability& availability, absl::TimeZone zone,
                                   absl::Time start, absl::Time end) {
  std::vector<Stretch> open;
  if (availability.weekly().empty()) open.push_back({start, end});
  const absl::CivilDay last(absl::ToCivilSecond(end, zone));
  for (absl::CivilDay day(absl::ToCivilSecond(start, zone)); day <= last; ++day) {
    for (const v1::Availability::WeeklyHours& hours : availability.weekly()) {
      if (!IsOn(day, hours.day())) continue;
      open.push_back({absl::FromCivil(At(day, hours.start()), zone),
                      absl::FromCivil(At(day, hours.end()), zone)});
    }
  }
  for (const v1::Availability::Exception& exception : availability.exceptions()) {
    if (exception.available()) open.push_back(StretchOf(exception.interval()));
  }
  return open;
}

bool StartsEarlier(const Stretch& left, const Stretch& right) { return left.start < right.start; }

// When it cannot be had in [start, end): what is not open, and every blackout.
std::vector<Stretch> ClosedStretches(const v1::Availability& availability, absl::TimeZone zone,
                                     absl::Time start, absl::Time end) {
  std::vector<Stretch> open = OpenStretches(availability, zone, start, end);
  std::sort(open.begin(), open.end(), StartsEarlier);
  std::vector<Stretch> closed;
  absl::Time open_until = start;
  for (const Stretch& stretch : open) {
    if (stretch.start >= end) break;
    if (stretch.start > open_until) closed.push_back({open_until, stretch.start});
    open_until = std::max(open_until, stretch.end);
  }
  if (open_until < end) closed.push_back({open_until, end});
  for (const v1::Availability::Exception& exception : availability.exceptions()) {
    const Stretch stretch = StretchOf(exception.interval());
    const bool is_near = stretch.start < end && stretch.end > start;
    if (!exception.available() && is_near) {
      closed.push_back({std::max(stretch.start, start), std::min(stretch.end, end)});
    }
  }
  std::sort(closed.begin(), closed.end(), StartsEarlier);
  return closed;
}

}  // namespace

std::string ZoneOf(const v1::Asset& asset, const Facts& facts) {
  if (!asset.time_zone().empty()) return asset.time_zone();
  const auto venue = facts.venues.find(asset.venue());
  return venue == facts.venues.end() ? "UTC" : venue->second.time_zone();
}

std::vector<std::pair<absl::Time, absl::Time>> UnavailableTimes(const v1::Asset& asset,
                                                                absl::string_view zone,
                                                                absl::Time start, absl::Time end) {
  absl::TimeZone time_zone;
  // Zones are checked when they are set; UTC stands for one that is gone.
  if (!absl::LoadTimeZone(zone, &time_zone)) time_zone = absl::UTCTimeZone();
  std::vector<std::pair<absl::Time, absl::Time>> times;
  for (const Stretch& stretch : ClosedStretches(asset.availability(), time_zone, start, end)) {
    if (!times.empty() && stretch.start <= times.back().second) {
      times.back().second = std::max(times.back().second, stretch.end);
    } else {
      times.emplace_back(stretch.start, stretch.end);
    }
  }
  return times;
}

bool IsAvailable(const v1::Asset& asset, absl::string_view zone, absl::Time start, absl::Time end,
                 absl::Time& from, absl::Time& to) {
  const auto times = UnavailableTimes(asset, zone, start, end);
  if (times.empty()) return true;
  std::tie(from, to) = times.front();
  return false;
}

}  // namespace plenary::schedule
