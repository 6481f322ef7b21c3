#include "services/events/copy_rules.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/names.h"

namespace plenary::events {
namespace {

using google::protobuf::Timestamp;
using google::protobuf::util::TimeUtil;

absl::Time TimeOf(const Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

Timestamp TimestampOf(absl::Time time) {
  const int64_t seconds = absl::ToUnixSeconds(time);
  Timestamp timestamp;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return timestamp;
}

absl::TimeZone ZoneOf(const v1::Event& event) {
  absl::TimeZone zone = absl::UTCTimeZone();
  (void)absl::LoadTimeZone(event.time_zone(), &zone);
  return zone;
}

void MoveByDays(int64_t days, absl::TimeZone zone, google::type::Interval& interval) {
  const auto move = [&](Timestamp& timestamp) {
    timestamp = TimestampOf(MovedByDays(TimeOf(timestamp), days, zone));
  };
  if (interval.has_start_time()) move(*interval.mutable_start_time());
  if (interval.has_end_time()) move(*interval.mutable_end_time());
}

std::string CategoryIn(absl::string_view event, absl::string_view category) {
  return absl::StrCat(event, "/categories/", base::LastId(category));
}

// The custom fields of `source` as the event named `name` asks them.
void CopyCustomFields(const v1::Event& source, const std::set<std::string>& living,
                      absl::string_view name, v1::Event& copy) {
  for (v1::CustomField field : source.custom_fields()) {
    const auto asked = field.categories();
    field.clear_categories();
    for (const std::string& category : asked) {
      if (living.count(category) > 0) field.add_categories(CategoryIn(name, category));
    }
    // With no category left it would be asked in all of them.
    if (asked.empty() || !field.categories().empty()) *copy.add_custom_fields() = field;
  }
}

}  // namespace

absl::Time MovedByDays(absl::Time time, int64_t days, absl::TimeZone zone) {
  const absl::TimeZone::CivilInfo local = zone.At(time);
  const absl::CivilDay day = absl::CivilDay(local.cs) + days;
  const absl::CivilSecond moved(day.year(), day.month(), day.day(), local.cs.hour(),
                                local.cs.minute(), local.cs.second());
  const absl::TimeZone::TimeInfo found = zone.At(moved);
  if (found.kind == absl::TimeZone::TimeInfo::SKIPPED) return found.trans;
  return std::clamp(found.pre + local.subsecond,
                    absl::FromUnixSeconds(TimeUtil::kTimestampMinSeconds),
                    absl::FromUnixSeconds(TimeUtil::kTimestampMaxSeconds));
}

v1::Event CopyOf(const v1::Event& source, const std::vector<v1::Category>& categories,
                 absl::string_view name, absl::Time start) {
  const absl::TimeZone zone = ZoneOf(source);
  const int64_t days = absl::CivilDay(zone.At(start).cs) -
                       absl::CivilDay(zone.At(TimeOf(source.interval().start_time())).cs);
  v1::Event copy = source;
  copy.set_name(std::string(name));
  copy.set_copied_from(source.name());
  copy.set_state(v1::Event::DRAFT);
  copy.clear_state_reason();
  copy.clear_custom_fields();
  std::set<std::string> living;
  for (const v1::Category& category : categories) living.insert(category.name());
  CopyCustomFields(source, living, name, copy);
  MoveByDays(days, zone, *copy.mutable_interval());
  *copy.mutable_interval()->mutable_start_time() = TimestampOf(start);
  for (v1::RegistrationWindow& window : *copy.mutable_windows()) {
    MoveByDays(days, zone, *window.mutable_interval());
  }
  if (source.has_purge_time()) {
    *copy.mutable_purge_time() = TimestampOf(TimeOf(source.purge_time()) + absl::Hours(24) * days);
  }
  copy.clear_purged_time();
  return copy;
}

v1::Category CopyOf(const v1::Category& source, absl::string_view event) {
  v1::Category copy = source;
  copy.set_name(CategoryIn(event, source.name()));
  copy.clear_used();
  if (!source.overflow_of().empty()) copy.set_overflow_of(CategoryIn(event, source.overflow_of()));
  return copy;
}

}  // namespace plenary::events
