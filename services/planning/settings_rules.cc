#include "services/planning/settings_rules.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"

namespace plenary::planning {
namespace {

using google::protobuf::util::TimeUtil;
using Weights = v1::PlanningSettings::Weights;

constexpr int kPreferences = 5;
constexpr int kMiddlePreference = 3;
constexpr std::array<int64_t, kPreferences> kPrices = {100'000, 3'000, 1'000, 500, 200};
constexpr absl::Duration LongestWindow() { return absl::Hours(31 * 24); }
// What is meant where the settings of the schedule say nothing (see schedule.proto).
constexpr int kGrainMinutes = 15;
constexpr int kDayStart = 9 * 60;
constexpr int kDayEnd = 19 * 60;

int Or(int value, int unset) { return value == 0 ? unset : value; }

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
}
Window ToWindow(const google::type::Interval& interval) {
  return {TimeOf(interval.start_time()), TimeOf(interval.end_time())};
}

std::vector<Window> WindowsSet(const v1::PlanningSettings& settings) {
  std::vector<Window> windows;
  windows.reserve(static_cast<size_t>(settings.windows_size()));
  for (const v1::PlanningSettings::Window& window : settings.windows()) {
    windows.push_back(ToWindow(window.interval()));
  }
  std::sort(windows.begin(), windows.end(),
            [](const Window& left, const Window& right) { return left.start < right.start; });
  return windows;
}

void CheckWindows(const v1::PlanningSettings& settings, absl::string_view field,
                  base::FieldErrors& errors) {
  for (int i = 0; i < settings.windows_size(); ++i) {
    const std::string at = absl::StrCat(field, ".windows[", i, "].interval");
    const google::type::Interval& interval = settings.windows(i).interval();
    const Window window = ToWindow(interval);
    if (!interval.has_start_time() || !interval.has_end_time() || window.start >= window.end) {
      errors.Add(at, "must have a start and a later end");
    } else if (window.end - window.start > LongestWindow()) {
      errors.Add(at, "must be no longer than 31 days");
    }
  }
  const std::vector<Window> windows = WindowsSet(settings);
  for (size_t i = 1; i < windows.size(); ++i) {
    if (windows[i].start >= windows[i - 1].end) continue;
    errors.Add(absl::StrCat(field, ".windows"), "must not overlap");
    return;
  }
}

void CheckDuration(const v1::PlanningSettings& settings, absl::string_view field,
                   base::FieldErrors& errors) {
  if (!settings.has_default_duration()) return;
  const google::protobuf::Duration& duration = settings.default_duration();
  const bool is_whole = duration.nanos() == 0 && duration.seconds() % 60 == 0;
  if (is_whole && duration.seconds() > 0 && duration.seconds() <= 24 * 60 * 60) return;
  errors.Add(absl::StrCat(field, ".default_duration"),
             "must be whole minutes, at least one and at most 24 hours");
}

}  // namespace

void CheckSettings(const v1::PlanningSettings& settings, absl::string_view field,
                   base::FieldErrors& errors) {
  CheckWindows(settings, field, errors);
  CheckDuration(settings, field, errors);
  const int prices = settings.left_out_prices_size();
  if (prices != 0 && prices != kPreferences) {
    errors.Add(absl::StrCat(field, ".left_out_prices"),
               "must be five, one for each preference, or none");
  }
  std::set<std::string> seen;
  for (int i = 0; i < settings.assets_size(); ++i) {
    if (seen.insert(settings.assets(i)).second) continue;
    errors.Add(absl::StrCat(field, ".assets[", i, "]"), "is named before; name every asset once");
  }
}

absl::Duration GrainOf(const v1::PlanningSettings& settings, const v1::ScheduleSettings& schedule) {
  return absl::Minutes(Or(settings.grain_minutes(), Or(schedule.grain_minutes(), kGrainMinutes)));
}

std::vector<Window> WindowsOf(const v1::PlanningSettings& settings, const v1::Event& event,
                              const v1::ScheduleSettings& schedule) {
  if (!settings.windows().empty()) return WindowsSet(settings);
  const Window whole = ToWindow(event.interval());
  absl::TimeZone zone;
  // Zones are checked when they are set; UTC stands for one that is gone.
  if (!absl::LoadTimeZone(event.time_zone(), &zone)) zone = absl::UTCTimeZone();
  return DailyWindows(whole.start, whole.end, Or(schedule.day_start_minutes(), kDayStart),
                      Or(schedule.day_end_minutes(), kDayEnd), zone);
}

absl::Duration DefaultDurationOf(const v1::PlanningSettings& settings,
                                 absl::Duration of_matchmaking) {
  if (settings.has_default_duration()) return absl::Seconds(settings.default_duration().seconds());
  return of_matchmaking > absl::ZeroDuration() ? of_matchmaking : absl::Minutes(30);
}

solver::Weights WeightsOf(const v1::PlanningSettings& settings) {
  const Weights& set = settings.weights();
  solver::Weights weights;
  weights.breaks = set.has_breaks() ? set.breaks() : 10;
  weights.idle = set.has_idle() ? set.idle() : 1;
  weights.unfairness = set.has_unfairness() ? set.unfairness() : 5;
  weights.early = set.early();
  weights.missed = set.has_missed() ? set.missed() : 20;
  weights.moved = set.has_moved() ? set.moved() : 50;
  weights.replaced = set.has_replaced() ? set.replaced() : 20;
  // Weighed, they would keep nearly every plan from being proved the best.
  weights.table_changes = set.table_changes();
  return weights;
}

int64_t RoomFitOf(const v1::PlanningSettings& settings) {
  return settings.weights().has_room_fit() ? settings.weights().room_fit() : 1;
}

int64_t PriceOf(const v1::PlanningSettings& settings, int preference) {
  const int rank = preference < 1 || preference > kPreferences ? kMiddlePreference : preference;
  if (settings.left_out_prices_size() == kPreferences) return settings.left_out_prices(rank - 1);
  return kPrices[static_cast<size_t>(rank - 1)];
}

}  // namespace plenary::planning
