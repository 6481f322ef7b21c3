#include "services/planning/stock_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/planning/settings_rules.h"
#include "services/schedule/line_rules.h"

namespace plenary::planning {
namespace {

absl::Duration ToDuration(const google::protobuf::Duration& duration) {
  return absl::Seconds(duration.seconds()) + absl::Nanoseconds(duration.nanos());
}

// Whether it takes the asset time to get from one venue to the next.
bool Travels(const v1::Asset& asset) {
  const bool moves = asset.kind() == v1::Asset::INTERPRETER || asset.kind() == v1::Asset::VEHICLE;
  return moves && asset.venue().empty();
}

// "ru-BY" is "ru", too.
std::string MainPart(absl::string_view tag) {
  return absl::AsciiStrToLower(tag.substr(0, tag.find('-')));
}

// As the schedule judges them: of whom nothing is said, it is assumed.
bool Interprets(const v1::Asset& asset, const v1::Interpretation& interpretation) {
  const auto& modes = asset.modes();
  const bool works =
      modes.empty() || std::find(modes.begin(), modes.end(), interpretation.mode()) != modes.end();
  std::set<std::string> spoken;
  for (const std::string& tag : interpretation.languages()) spoken.insert(MainPart(tag));
  const auto& pairs = asset.language_pairs();
  return works && (pairs.empty() || std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) {
                     return spoken.count(MainPart(pair.from())) > 0 &&
                            spoken.count(MainPart(pair.to())) > 0;
                   }));
}

int DoublingsOf(int64_t seats, int64_t people) {
  int doublings = 0;
  for (int64_t enough = std::max<int64_t>(people, 1) * 2; enough <= seats; enough *= 2) ++doublings;
  return doublings;
}

}  // namespace

std::vector<solver::Span> Merged(std::vector<solver::Span> spans) {
  std::sort(spans.begin(), spans.end(),
            [](solver::Span left, solver::Span right) { return left.begin < right.begin; });
  std::vector<solver::Span> merged;
  for (const solver::Span& span : spans) {
    if (span.begin >= span.end) continue;
    if (!merged.empty() && span.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, span.end);
    } else {
      merged.push_back(span);
    }
  }
  return merged;
}

std::vector<solver::Span> Without(const std::vector<solver::Span>& spans,
                                  const std::vector<solver::Span>& cut) {
  std::vector<solver::Span> left;
  for (solver::Span span : spans) {
    for (const solver::Span& hole : cut) {
      if (hole.end <= span.begin || hole.begin >= span.end) continue;
      if (hole.begin > span.begin) left.push_back({span.begin, hole.begin});
      span.begin = std::min(hole.end, span.end);
    }
    if (span.begin < span.end) left.push_back(span);
  }
  return left;
}

// --- Venues.

int Venues::IndexOf(const std::string& name) {
  if (name.empty()) return -1;
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found != names_.end()) return static_cast<int>(found - names_.begin());
  names_.push_back(name);
  return static_cast<int>(names_.size()) - 1;
}

absl::Duration Venues::Way(const std::string& from, const std::string& to) const {
  if (from == to) return absl::ZeroDuration();
  const auto found = given_.ways.find({from, to});
  return found == given_.ways.end() ? absl::ZeroDuration() : found->second;
}

std::vector<std::vector<int>> Venues::Travel() const {
  std::vector<std::vector<int>> travel(names_.size(), std::vector<int>(names_.size(), 0));
  for (size_t from = 0; from < names_.size(); ++from) {
    for (size_t to = 0; to < names_.size(); ++to) {
      travel[from][to] = SlotsCovering(Way(names_[from], names_[to]), grain_);
    }
  }
  return travel;
}

absl::Duration Venues::LongestTo(const std::string& venue) const {
  absl::Duration longest;
  if (venue.empty()) return longest;
  for (const std::string& name : names_) longest = std::max(longest, Way(name, venue));
  return longest;
}

absl::Duration Venues::LongestFrom(const std::string& venue) const {
  absl::Duration longest;
  if (venue.empty()) return longest;
  for (const std::string& name : names_) longest = std::max(longest, Way(venue, name));
  return longest;
}

absl::Duration Venues::Longest() const {
  absl::Duration longest;
  for (const std::string& name : names_) longest = std::max(longest, LongestTo(name));
  return longest;
}

// --- Pools.

Stock::Stock(const Given& given, const Obstacles& obstacles, Venues& venues, Posed& posed)
    : given_(given), obstacles_(obstacles), venues_(venues), posed_(posed) {
  AddPlaces();
}

void Stock::AddPlaces() {
  std::vector<const v1::Asset*> assets;
  std::map<int, int> count;  // of those that need so many slots around a use
  assets.reserve(given_.places.size());
  for (const std::string& name : given_.places) {
    const auto found = given_.facts.assets.find(name);
    if (found == given_.facts.assets.end() || found->second.has_delete_time()) continue;
    // One made of parts is taken with all of them, which are planned with themselves.
    if (!found->second.parts().empty()) continue;
    assets.push_back(&found->second);
    const Around around = AroundAsset(found->second);
    ++count[around.before + around.after];
  }
  int usual = 0;
  int most = 0;
  for (const auto& [slots, assets_of_it] : count) {
    if (assets_of_it > most) usual = slots;
    most = std::max(most, assets_of_it);
  }
  for (const v1::Asset* asset : assets) {
    const Around around = AroundAsset(*asset);
    // Where tables are turned over in minutes, one hall that takes an hour would slow down all.
    const bool is_slow = around.before + around.after > usual;
    if (is_slow && given_.settings.assets().empty()) continue;
    places_.insert(asset->name());
    const int pool = PoolOf(asset->name());
    const bool is_known =
        std::find(place_pools_.begin(), place_pools_.end(), pool) != place_pools_.end();
    if (!is_known) place_pools_.push_back(pool);
  }
}

int Stock::PoolOf(const std::string& name) {
  const auto known = pool_of_.find(name);
  if (known != pool_of_.end()) return known->second;
  const v1::Asset& asset = given_.facts.assets.at(name);
  const bool is_shared = asset.capacity() > 1;
  const std::vector<solver::Span> closed = SlotsOf(TakenTimesOf(asset));
  const std::string kind = KindOfPool(asset, closed);
  const auto alike = pool_by_kind_.find(kind);
  if (alike != pool_by_kind_.end()) {
    const auto pool = static_cast<size_t>(alike->second);
    posed_.pools[pool].assets.push_back(name);
    ++posed_.problem.pools[pool].capacity;
    pool_of_[name] = alike->second;
    return alike->second;
  }
  const int pool = AddPool(asset);
  pool_of_[name] = pool;
  pool_by_kind_[kind] = pool;
  posed_.problem.pools[static_cast<size_t>(pool)].closed = closed;
  if (is_shared) AddTakenUnits(asset, pool);
  return pool;
}

int Stock::AddPool(const v1::Asset& asset) {
  solver::Pool& pool = posed_.problem.pools.emplace_back();
  pool.capacity = std::max(asset.capacity(), 1);
  pool.venue = Travels(asset) ? -1 : venues_.IndexOf(asset.venue());
  PosedPool& posed = posed_.pools.emplace_back();
  posed.assets = {asset.name()};
  posed.is_shared = asset.capacity() > 1;
  posed.taken = TakenTimesOf(asset);
  pool_facts_.push_back({asset.seats(), AroundAsset(asset)});
  return static_cast<int>(posed_.pools.size()) - 1;
}

Around Stock::AroundAsset(const v1::Asset& asset) const {
  const absl::Duration grain = posed_.grid.grain();
  const absl::Duration way = Travels(asset) ? venues_.Longest() : absl::ZeroDuration();
  return {SlotsCovering(ToDuration(asset.setup_duration()), grain),
          SlotsCovering(ToDuration(asset.clear_up_duration()) + way, grain)};
}

std::vector<Taken> Stock::ClosedTimesOf(const v1::Asset& asset) const {
  std::vector<Taken> closed;
  if (!asset.has_availability() || posed_.grid.slots() == 0) return closed;
  for (const auto& [start, end] : schedule::UnavailableTimes(
           asset, schedule::ZoneOf(asset, given_.facts), posed_.grid.start(), posed_.grid.end())) {
    closed.push_back({start, end, ""});
  }
  return closed;
}

std::vector<Taken> Stock::TakenTimesOf(const v1::Asset& asset) const {
  std::vector<Taken> taken = ClosedTimesOf(asset);
  if (asset.capacity() > 1) return taken;
  std::vector<std::string> subjects = {asset.name()};
  if (!asset.person().empty()) {
    subjects.push_back(schedule::PersonNamed(asset.person(), given_.facts));
  }
  for (const std::string& subject : subjects) {
    const auto found = obstacles_.find(subject);
    if (found == obstacles_.end()) continue;
    for (const Occupied& obstacle : found->second) {
      const absl::Duration there = venues_.LongestTo(obstacle.line.venue);
      const absl::Duration back = venues_.LongestFrom(obstacle.line.end_venue);
      taken.push_back({obstacle.line.start - there, obstacle.line.end + back, obstacle.activity});
    }
  }
  return taken;
}

std::vector<solver::Span> Stock::SlotsOf(const std::vector<Taken>& taken) const {
  std::vector<solver::Span> spans;
  spans.reserve(taken.size());
  for (const Taken& time : taken) spans.push_back(posed_.grid.Touched(time.start, time.end));
  return Merged(std::move(spans));
}

// What of the units of a shared asset is taken, as activities that stay: one for each level, so
// that they are never more than the capacity, however they are rounded.
void Stock::AddTakenUnits(const v1::Asset& asset, int pool) {
  const auto found = obstacles_.find(asset.name());
  if (found == obstacles_.end()) return;
  const solver::Pool& its = posed_.problem.pools[static_cast<size_t>(pool)];
  std::vector<int64_t> units(static_cast<size_t>(posed_.grid.slots()), 0);
  for (const Occupied& obstacle : found->second) {
    const solver::Span span = posed_.grid.Touched(obstacle.line.start, obstacle.line.end);
    for (int slot = span.begin; slot < span.end; ++slot) {
      units[static_cast<size_t>(slot)] += obstacle.line.units;
    }
  }
  for (const solver::Span& span : its.closed) {
    std::fill(units.begin() + span.begin, units.begin() + span.end, 0);
  }
  const int64_t most = *std::max_element(units.begin(), units.end());
  for (int64_t level = 1; level <= std::min<int64_t>(most, its.capacity); ++level) {
    for (const solver::Span& day : posed_.grid.days()) {
      for (int begin = day.begin; begin < day.end;) {
        int end = begin;
        while (end < day.end && units[static_cast<size_t>(end)] >= level) ++end;
        if (end == begin) {
          ++begin;
          continue;
        }
        solver::Activity& taken = posed_.problem.activities.emplace_back();
        taken.duration = end - begin;
        taken.pinned_start = begin;
        taken.needs.emplace_back().choices = {{pool, 0}};
        taken.needs.back().pinned = pool;
        PosedActivity& stands_for = posed_.activities.emplace_back();
        stands_for.stays = true;
        stands_for.needs.emplace_back().was = asset.name();
        begin = end;
      }
    }
  }
}

std::string Stock::KindOfPool(const v1::Asset& asset,
                              const std::vector<solver::Span>& closed) const {
  // Shared ones have no equal, and neither has who goes with a person.
  if (asset.capacity() > 1 || !asset.person().empty()) return asset.name();
  const Around around = AroundAsset(asset);
  std::string kind = absl::StrCat(asset.kind(), "|", asset.venue(), "|", asset.seats(), "|",
                                  around.before, "|", around.after, "|");
  std::set<std::string> has(asset.attributes().begin(), asset.attributes().end());
  for (const v1::Asset::LanguagePair& pair : asset.language_pairs()) {
    has.insert(absl::StrCat(pair.from(), ">", pair.to(), pair.both_ways() ? "<" : ""));
  }
  for (const int mode : asset.modes()) has.insert(absl::StrCat("mode ", mode));
  for (const std::string& each : has) absl::StrAppend(&kind, each, ",");
  for (const solver::Span& span : closed) absl::StrAppend(&kind, "|", span.begin, "-", span.end);
  return kind;
}

// --- Choices.

std::vector<solver::Choice> Stock::Places(int people) const {
  const int64_t fit = RoomFitOf(given_.settings);
  std::vector<solver::Choice> choices;
  choices.reserve(place_pools_.size());
  for (const bool may_be_small : {false, true}) {
    for (const int pool : place_pools_) {
      // Seats that nobody counted say nothing.
      const int64_t seats = pool_facts_[static_cast<size_t>(pool)].seats;
      if (seats > 0 && seats < people && !may_be_small) continue;
      choices.push_back({pool, fit * DoublingsOf(seats, people)});
    }
    if (!choices.empty()) break;
  }
  return choices;
}

std::vector<solver::Choice> Stock::Interpreters(const v1::Interpretation& interpretation,
                                                const std::set<std::string>& busy) {
  std::vector<solver::Choice> choices;
  std::set<int> pools;
  for (const std::string& name : given_.interpreters) {
    const v1::Asset& asset = given_.facts.assets.at(name);
    const std::string person = schedule::PersonNamed(asset.person(), given_.facts);
    const bool is_busy = !person.empty() && busy.count(person) > 0;
    if (asset.has_delete_time() || is_busy || !Interprets(asset, interpretation)) continue;
    pools.insert(PoolOf(name));
  }
  choices.reserve(pools.size());
  for (const int pool : pools) choices.push_back({pool, 0});
  return choices;
}

Around Stock::AroundUse(const std::vector<solver::Choice>& choices) const {
  Around most;
  for (const solver::Choice& choice : choices) {
    const Around& around = pool_facts_[static_cast<size_t>(choice.pool)].around;
    most.before = std::max(most.before, around.before);
    most.after = std::max(most.after, around.after);
  }
  return most;
}

}  // namespace plenary::planning
