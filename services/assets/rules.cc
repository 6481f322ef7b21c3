#include "services/assets/rules.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/texts.h"

namespace plenary::assets {
namespace {

using google::protobuf::util::TimeUtil;

constexpr int kDaySeconds = 24 * 60 * 60;
constexpr int64_t kMostBufferSeconds = kDaySeconds;
constexpr int64_t kMostTravelSeconds = 48 * 60 * 60;
// Ten years, three leap days among them.
constexpr int64_t kMostExceptionSeconds = int64_t{3653} * kDaySeconds;

// Whole seconds from zero to `most`.
void CheckDuration(const google::protobuf::Duration& duration, int64_t most,
                   absl::string_view field, base::FieldErrors& errors) {
  if (duration.nanos() != 0 || duration.seconds() < 0 || duration.seconds() > most) {
    errors.Add(field, absl::StrCat("must be whole seconds, 0 to ", most));
  }
}

bool IsTimeOfDay(const google::type::TimeOfDay& time) {
  if (time.nanos() != 0 || time.minutes() < 0 || time.minutes() > 59) return false;
  if (time.seconds() < 0 || time.seconds() > 59 || time.hours() < 0) return false;
  return time.hours() < 24 || (time.hours() == 24 && time.minutes() == 0 && time.seconds() == 0);
}

int SecondsOf(const google::type::TimeOfDay& time) {
  return (time.hours() * 60 + time.minutes()) * 60 + time.seconds();
}

// Whether the hours are some by themselves: on a day, from one time to a later one.
bool CheckHours(const v1::Availability::WeeklyHours& hours, absl::string_view field,
                base::FieldErrors& errors) {
  const bool start_is_time = IsTimeOfDay(hours.start());
  const bool end_is_time = IsTimeOfDay(hours.end());
  if (!start_is_time) errors.Add(absl::StrCat(field, ".start"), "must be a time from 00:00:00 on");
  if (!end_is_time) errors.Add(absl::StrCat(field, ".end"), "must be a time up to 24:00:00");
  if (!start_is_time || !end_is_time) return false;
  if (SecondsOf(hours.start()) < SecondsOf(hours.end())) return true;
  errors.Add(absl::StrCat(field, ".end"),
             "must be after the start; what runs beyond midnight is two entries");
  return false;
}

void CheckWeekly(const v1::Availability& availability, absl::string_view field,
                 base::FieldErrors& errors) {
  // Day, start, end and place in the request.
  std::vector<std::tuple<int, int, int, int>> sorted;
  sorted.reserve(availability.weekly_size());
  for (int i = 0; i < availability.weekly_size(); ++i) {
    const v1::Availability::WeeklyHours& hours = availability.weekly(i);
    if (!CheckHours(hours, absl::StrCat(field, ".weekly[", i, "]"), errors)) continue;
    sorted.emplace_back(hours.day(), SecondsOf(hours.start()), SecondsOf(hours.end()), i);
  }
  std::sort(sorted.begin(), sorted.end());
  for (size_t i = 1; i < sorted.size(); ++i) {
    const auto& [day, start, end, place] = sorted[i];
    if (day != std::get<0>(sorted[i - 1]) || start >= std::get<2>(sorted[i - 1])) continue;
    errors.Add(absl::StrCat(field, ".weekly[", place, "]"),
               "overlaps other hours of its day; make them one");
  }
}

void CheckException(const v1::Availability::Exception& exception, absl::string_view field,
                    base::FieldErrors& errors) {
  const google::type::Interval& interval = exception.interval();
  if (!interval.has_start_time() || !interval.has_end_time()) {
    errors.Add(absl::StrCat(field, ".interval"), "needs a start and an end");
    return;
  }
  const int64_t seconds = interval.end_time().seconds() - interval.start_time().seconds();
  if (interval.start_time() >= interval.end_time() || seconds > kMostExceptionSeconds) {
    errors.Add(absl::StrCat(field, ".interval"),
               "must end after it starts, and within ten years of it");
  }
}

void CheckAvailability(const v1::Availability& availability, absl::string_view field,
                       base::FieldErrors& errors) {
  CheckWeekly(availability, field, errors);
  for (int i = 0; i < availability.exceptions_size(); ++i) {
    CheckException(availability.exceptions(i), absl::StrCat(field, ".exceptions[", i, "]"), errors);
  }
}

void CheckLanguagePairs(const v1::Asset& asset, absl::string_view field,
                        base::FieldErrors& errors) {
  std::set<std::pair<std::string, std::string>> seen;
  for (int i = 0; i < asset.language_pairs_size(); ++i) {
    const v1::Asset::LanguagePair& pair = asset.language_pairs(i);
    const std::string path = absl::StrCat(field, ".language_pairs[", i, "]");
    const std::string from = absl::AsciiStrToLower(pair.from());
    const std::string to = absl::AsciiStrToLower(pair.to());
    if (from == to) errors.Add(path, "must name two languages");
    bool is_new = seen.emplace(from, to).second;
    if (pair.both_ways()) is_new = seen.emplace(to, from).second && is_new;
    if (!is_new && from != to) errors.Add(path, "is said by an earlier pair");
  }
}

void CheckModes(const v1::Asset& asset, absl::string_view field, base::FieldErrors& errors) {
  std::set<int> seen;
  for (int i = 0; i < asset.modes_size(); ++i) {
    const std::string path = absl::StrCat(field, ".modes[", i, "]");
    if (asset.modes(i) == v1::INTERPRETATION_MODE_UNSPECIFIED || asset.modes(i) == v1::NONE) {
      errors.Add(path, "must be a mode in which something is interpreted");
    } else if (!seen.insert(asset.modes(i)).second) {
      errors.Add(path, "is said twice");
    }
  }
}

bool MayBeCombined(v1::Asset::Kind kind) {
  return kind == v1::Asset::ROOM || kind == v1::Asset::TABLE || kind == v1::Asset::EQUIPMENT;
}

void CheckParts(const v1::Asset& asset, absl::string_view field, base::FieldErrors& errors) {
  if (asset.parts_size() > 0 && !MayBeCombined(asset.kind())) {
    errors.Add(absl::StrCat(field, ".parts"), "only rooms, tables and equipment have parts");
  }
  std::set<std::string> seen;
  for (int i = 0; i < asset.parts_size(); ++i) {
    const std::string path = absl::StrCat(field, ".parts[", i, "]");
    if (asset.parts(i) == asset.name()) errors.Add(path, "nothing is a part of itself");
    if (!seen.insert(asset.parts(i)).second) errors.Add(path, "is named twice");
  }
}

// What only some kinds have.
void CheckKind(const v1::Asset& asset, absl::string_view field, base::FieldErrors& errors) {
  const bool is_interpreter = asset.kind() == v1::Asset::INTERPRETER;
  if (!is_interpreter && asset.language_pairs_size() > 0) {
    errors.Add(absl::StrCat(field, ".language_pairs"), "only interpreters have languages");
  }
  if (!is_interpreter && asset.modes_size() > 0) {
    errors.Add(absl::StrCat(field, ".modes"), "only interpreters work in a mode");
  }
  if (!is_interpreter && asset.kind() != v1::Asset::VEHICLE && !asset.person().empty()) {
    errors.Add(absl::StrCat(field, ".person"), "only interpreters and vehicles go with a person");
  }
}

void CheckNames(const google::protobuf::RepeatedPtrField<v1::LocalizedText>& names,
                absl::string_view field, base::FieldErrors& errors) {
  const std::string path = absl::StrCat(field, ".display_names");
  if (names.empty()) errors.Add(path, "needs a name in one language at least");
  base::CheckOneTextPerLanguage(names, path, errors);
}

}  // namespace

void CheckVenue(const v1::VenueRecord& venue, absl::string_view field, base::FieldErrors& errors) {
  CheckNames(venue.display_names(), field, errors);
  base::CheckOneTextPerLanguage(venue.addresses(), absl::StrCat(field, ".addresses"), errors);
}

void CheckAsset(const v1::Asset& asset, absl::string_view field, base::FieldErrors& errors) {
  CheckNames(asset.display_names(), field, errors);
  CheckKind(asset, field, errors);
  CheckLanguagePairs(asset, field, errors);
  CheckModes(asset, field, errors);
  CheckParts(asset, field, errors);
  CheckAvailability(asset.availability(), absl::StrCat(field, ".availability"), errors);
  CheckDuration(asset.setup_duration(), kMostBufferSeconds, absl::StrCat(field, ".setup_duration"),
                errors);
  CheckDuration(asset.clear_up_duration(), kMostBufferSeconds,
                absl::StrCat(field, ".clear_up_duration"), errors);
}

void CheckPart(const v1::Asset& part, absl::string_view field, base::FieldErrors& errors) {
  if (!MayBeCombined(part.kind())) {
    errors.Add(field, "must be a room, a table or equipment");
  }
  if (UnitsOf(part) > 1) {
    errors.Add(field, absl::StrCat("names ", part.name(), ", which has a capacity of ",
                                   part.capacity(), "; a part has one unit"));
  }
}

absl::Status CheckCapacity(const v1::Asset& after, int64_t booked, absl::Time at,
                           absl::string_view activity) {
  if (booked <= UnitsOf(after)) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_CAPACITY_BELOW_USE,
      absl::StrCat(after.name(), " has ", booked, " units booked at one instant, more than ",
                   UnitsOf(after), "; move what is booked first"),
      {{"asset", after.name()},
       {"blockedBy", std::string(activity)},
       {"booked", absl::StrCat(booked)},
       {"capacity", absl::StrCat(UnitsOf(after))},
       {"at", absl::FormatTime(absl::RFC3339_full, at, absl::UTCTimeZone())}});
}

bool ChangesWhatIsBooked(const v1::Asset& before, const v1::Asset& after) {
  const std::set<std::string> parts(before.parts().begin(), before.parts().end());
  return before.person() != after.person() ||
         parts != std::set<std::string>(after.parts().begin(), after.parts().end());
}

void ClearForOthers(v1::VenueRecord& venue) { venue.clear_note(); }

void ClearForOthers(v1::Asset& asset) {
  asset.clear_contact_phone();
  asset.clear_note();
  // Of vehicles it is the driver, whom guests look for.
  if (asset.kind() != v1::Asset::VEHICLE) asset.clear_contact_name();
}

void CheckTravelTimes(const google::protobuf::RepeatedPtrField<v1::TravelTime>& times,
                      bool both_ways, absl::string_view field, base::FieldErrors& errors) {
  std::set<std::pair<std::string, std::string>> seen;
  for (int i = 0; i < times.size(); ++i) {
    const v1::TravelTime& time = times[i];
    const std::string path = absl::StrCat(field, "[", i, "]");
    CheckDuration(time.duration(), kMostTravelSeconds, absl::StrCat(path, ".duration"), errors);
    if (time.origin() == time.destination()) {
      errors.Add(absl::StrCat(path, ".destination"), "must be another venue than the origin");
      continue;
    }
    bool is_new = seen.emplace(time.origin(), time.destination()).second;
    if (both_ways) is_new = seen.emplace(time.destination(), time.origin()).second && is_new;
    if (!is_new) errors.Add(path, "sets a way that an earlier entry sets; keep one");
  }
}

int TravelTimes::IdOf(absl::string_view venue) {
  const auto [known, is_new] = ids_.try_emplace(std::string(venue), venues_.size());
  if (is_new) {
    venues_.emplace_back(venue);
    from_.emplace_back();
    to_.emplace_back();
  }
  return known->second;
}

void TravelTimes::Set(absl::string_view origin, absl::string_view destination, int64_t seconds) {
  const int from = IdOf(origin);
  const int to = IdOf(destination);
  from_[from][to] = seconds;
  to_[to][from] = seconds;
}

absl::optional<Detour> TravelTimes::FindDetour(absl::string_view origin,
                                               absl::string_view destination) const {
  const int a = ids_.at(std::string(origin));
  const int b = ids_.at(std::string(destination));
  const int64_t direct = from_[a].at(b);
  const auto detour = [&](int from, int to, int via) {
    return absl::make_optional(Detour{venues_[from], venues_[to], venues_[via]});
  };
  for (const auto& [third, there] : from_[a]) {
    if (third == b) continue;
    const auto onward = to_[b].find(third);
    if (onward != to_[b].end() && there + onward->second < direct) return detour(a, b, third);
    const auto from_b = from_[b].find(third);
    if (from_b != from_[b].end() && direct + from_b->second < there) return detour(a, third, b);
  }
  for (const auto& [third, here] : to_[a]) {
    const auto to_b = to_[b].find(third);
    if (to_b != to_[b].end() && here + direct < to_b->second) return detour(third, b, a);
  }
  return absl::nullopt;
}

absl::Status RefuseDetour(const Detour& detour) {
  return base::Refuse(
      absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_TRAVEL_TIMES_INCONSISTENT,
      absl::StrCat("the way from ", detour.from, " to ", detour.to, " takes longer than by way of ",
                   detour.via, "; shorten it, or lengthen those"),
      {{"from", detour.from}, {"to", detour.to}, {"via", detour.via}});
}

}  // namespace plenary::assets
