#include "services/schedule/suggest_rules.h"

#include <algorithm>
#include <cstddef>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

namespace plenary::schedule {
namespace {

// Candidates looked at for the wishes at one time, before they count as not to be had together.
constexpr int kMostSteps = 5000;
// Idle time that is too short to be of use.
constexpr absl::Duration kScrap = absl::Minutes(30);
// From here a time counts half as near.
constexpr int64_t kHalfDistanceMinutes = 240;

// One bit for each time that is tried.
class Bits {
 public:
  explicit Bits(size_t size = 0) : words_((size + 63) / 64) {}

  bool Test(size_t at) const { return (words_[at / 64] >> at % 64 & 1) != 0; }
  void Set(size_t at) { words_[at / 64] |= uint64_t{1} << at % 64; }
  void SetRange(size_t begin, size_t end) {
    while (begin < end) {
      const size_t stop = std::min(end, (begin / 64 + 1) * 64);
      const uint64_t ones = stop - begin == 64 ? ~uint64_t{0} : (uint64_t{1} << (stop - begin)) - 1;
      words_[begin / 64] |= ones << begin % 64;
      begin = stop;
    }
  }
  void Add(const Bits& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  }
  void Remove(const Bits& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  }
  int Count() const {
    int count = 0;
    for (const uint64_t word : words_) count += __builtin_popcountll(word);
    return count;
  }

 private:
  std::vector<uint64_t> words_;
};

// The times at which somebody or something cannot be there.
struct Shadow {
  Bits busy;
  // By reason of a way that is too long: one for each venue that may be decided on, or one for all.
  std::vector<Bits> ways;

  const Bits& WaysTo(size_t venue) const { return ways.size() == 1 ? ways[0] : ways[venue]; }
};

// The times to try, in order.
std::vector<absl::Time> GridOf(const Quest& quest) {
  std::vector<absl::Time> times;
  const absl::CivilDay last = absl::ToCivilDay(quest.span_end, quest.zone);
  for (absl::CivilDay day = absl::ToCivilDay(quest.span_start, quest.zone); day <= last; ++day) {
    for (int minute = 0; minute < 1440; minute += quest.grain_minutes) {
      const absl::TimeZone::TimeInfo at = quest.zone.At(absl::CivilSecond(day) + minute * 60);
      if (at.kind == absl::TimeZone::TimeInfo::SKIPPED) continue;
      times.push_back(at.pre);
      if (at.kind == absl::TimeZone::TimeInfo::REPEATED) times.push_back(at.post);
    }
  }
  if (quest.preferred_start) times.push_back(*quest.preferred_start);
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  times.erase(std::remove_if(times.begin(), times.end(),
                             [&](absl::Time time) {
                               return time < quest.span_start ||
                                      time + quest.duration > quest.span_end;
                             }),
              times.end());
  return times;
}

class Search {
 public:
  explicit Search(const Quest& quest);
  Findings Run();

 private:
  // Constraints by number: needs, wishes, and then these three.
  size_t Hours() const { return quest_.needs.size() + quest_.wishes.size(); }
  size_t Window() const { return Hours() + 1; }
  size_t Travel() const { return Hours() + 2; }
  std::string NameOf(size_t constraint) const;

  size_t NotBefore(absl::Time time) const {
    return std::lower_bound(times_.begin(), times_.end(), time) - times_.begin();
  }
  size_t After(absl::Time time) const {
    return std::upper_bound(times_.begin(), times_.end(), time) - times_.begin();
  }
  absl::Duration WayFrom(const std::string& origin, const std::string& destination) const;

  void ListVenues();
  void MarkHoursAndWindow();
  void MarkBusy(const Presence& presence, Bits& busy) const;
  void MarkWays(const Presence& presence, const std::string& arrival, const std::string& departure,
                Bits& ways) const;
  Shadow ShadowOf(const std::vector<Presence>& presences) const;
  Shadow ShadowOf(const Need& need) const;
  void CountScraps(const Presence& presence);

  // Finds a candidate for each of `wishes` at time `at`, in `venue`, none sharing a subject.
  bool Place(size_t at, size_t venue, const std::vector<size_t>& wishes,
             std::vector<size_t>& chosen, int& steps) const;
  bool IsToBeHad(size_t wish, size_t candidate, size_t at, size_t venue) const;
  bool SharesSubject(const std::vector<size_t>& wishes, const std::vector<size_t>& chosen,
                     const Candidate& candidate) const;
  // The candidates of all wishes at a time at which nothing else stands in the way.
  absl::optional<std::vector<size_t>> ChooseAt(size_t at) const;

  Suggestion SuggestionAt(size_t at, std::vector<size_t> chosen) const;
  absl::Duration DistanceOf(absl::Time start) const;

  // What would have to be given up for a time: each way to do so, as constraints in order.
  std::vector<std::vector<size_t>> BrokenAt(size_t at) const;
  void AddBroken(size_t at, size_t venue, bool gives_up_venue, const std::vector<size_t>& broken,
                 std::vector<std::vector<size_t>>& all) const;
  // The same of wishes alone; each of the answers is enough.
  std::vector<std::vector<size_t>> GivenUpAt(size_t at, size_t venue, bool gives_up_venue) const;
  int RuledOutBy(size_t constraint) const;
  void Explain(Findings& findings) const;

  const Quest& quest_;
  const std::vector<absl::Time> times_;
  // Those that may be decided on; the first: none is known.
  std::vector<std::string> venues_ = {""};
  std::vector<std::vector<size_t>> venue_of_;  // of each candidate of each wish, in venues_
  Bits outside_hours_;
  Bits outside_window_;
  std::vector<Shadow> needs_;
  std::vector<std::vector<Shadow>> candidates_;
  std::vector<Bits> required_ways_;  // by venue: somebody who is required cannot get there
  std::vector<size_t> wishes_;       // all of them
  std::vector<int> scraps_;
  int people_ = 0;
};

Search::Search(const Quest& quest)
    : quest_(quest),
      times_(GridOf(quest)),
      outside_hours_(times_.size()),
      outside_window_(times_.size()),
      scraps_(times_.size() + 1) {
  ListVenues();
  MarkHoursAndWindow();
  required_ways_.assign(venues_.size(), Bits(times_.size()));
  needs_.reserve(quest.needs.size());
  for (const Need& need : quest.needs) {
    needs_.push_back(ShadowOf(need));
    if (need.is_optional) continue;
    for (size_t venue = 0; venue < venues_.size(); ++venue) {
      required_ways_[venue].Add(needs_.back().WaysTo(venue));
    }
    if (!need.is_person) continue;
    ++people_;
    for (const Presence& presence : need.presences) CountScraps(presence);
  }
  for (size_t i = 1; i < scraps_.size(); ++i) scraps_[i] += scraps_[i - 1];
  for (size_t wish = 0; wish < quest.wishes.size(); ++wish) {
    wishes_.push_back(wish);
    std::vector<Shadow>& shadows = candidates_.emplace_back();
    shadows.reserve(quest.wishes[wish].candidates.size());
    for (const Candidate& candidate : quest.wishes[wish].candidates) {
      shadows.push_back(ShadowOf(candidate.presences));
    }
  }
}

std::string Search::NameOf(size_t constraint) const {
  if (constraint < quest_.needs.size()) return quest_.needs[constraint].constraint;
  if (constraint < Hours()) return absl::StrCat("wish ", constraint - quest_.needs.size() + 1);
  if (constraint == Hours()) return "hours";
  return constraint == Window() ? "window" : "travel";
}

absl::Duration Search::WayFrom(const std::string& origin, const std::string& destination) const {
  if (origin.empty() || destination.empty() || origin == destination) return absl::ZeroDuration();
  const auto found = quest_.ways.find({origin, destination});
  return found == quest_.ways.end() ? absl::ZeroDuration() : found->second;
}

void Search::ListVenues() {
  venue_of_.resize(quest_.wishes.size());
  for (size_t wish = 0; wish < quest_.wishes.size(); ++wish) {
    const bool decides = static_cast<int>(wish) == quest_.venue_wish;
    for (const Candidate& candidate : quest_.wishes[wish].candidates) {
      size_t venue = 0;
      if (decides) {
        venue = std::find(venues_.begin(), venues_.end(), candidate.venue) - venues_.begin();
        if (venue == venues_.size()) venues_.push_back(candidate.venue);
      }
      venue_of_[wish].push_back(venue);
    }
  }
}

void Search::MarkHoursAndWindow() {
  absl::CivilDay day;
  absl::Time opens = absl::InfiniteFuture();
  absl::Time closes = absl::InfinitePast();
  for (size_t at = 0; at < times_.size(); ++at) {
    const absl::Time start = times_[at];
    const absl::Time end = start + quest_.duration;
    if (start < quest_.window_start || end > quest_.window_end) outside_window_.Set(at);
    if (!quest_.has_hours) continue;
    const absl::CivilDay its_day = absl::ToCivilDay(start, quest_.zone);
    if (at == 0 || its_day != day) {
      day = its_day;
      const absl::CivilSecond midnight(day);
      opens = absl::FromCivil(midnight + quest_.day_start_minutes * 60, quest_.zone);
      closes = absl::FromCivil(midnight + quest_.day_end_minutes * 60, quest_.zone);
    }
    if (start < opens || end > closes) outside_hours_.Set(at);
  }
}

void Search::MarkBusy(const Presence& presence, Bits& busy) const {
  for (const TakenTime& taken : presence.taken) {
    busy.SetRange(After(taken.start - presence.to), NotBefore(taken.end - presence.from));
  }
}

void Search::MarkWays(const Presence& presence, const std::string& arrival,
                      const std::string& departure, Bits& ways) const {
  // Whoever was at a place that nobody knows came there from the last one that is known: of two
  // known ones, the nearer counts.
  absl::Time next_end = absl::InfiniteFuture();
  for (auto taken = presence.taken.rbegin(); taken != presence.taken.rend(); ++taken) {
    if (taken->end_venue.empty()) continue;
    const absl::Time there = taken->end + WayFrom(taken->end_venue, arrival);
    ways.SetRange(NotBefore(taken->end - presence.from),
                  NotBefore(std::min(there, next_end) - presence.from));
    next_end = taken->end;
  }
  absl::Time last_start = absl::InfinitePast();
  for (const TakenTime& taken : presence.taken) {
    if (taken.venue.empty()) continue;
    const absl::Time off = taken.start - WayFrom(departure, taken.venue);
    ways.SetRange(After(std::max(off, last_start) - presence.to), After(taken.start - presence.to));
    last_start = taken.start;
  }
}

Shadow Search::ShadowOf(const std::vector<Presence>& presences) const {
  Shadow shadow{Bits(times_.size()), {}};
  const bool goes_along = std::any_of(presences.begin(), presences.end(),
                                      [](const Presence& each) { return each.goes_along; });
  shadow.ways.assign(goes_along ? venues_.size() : 1, Bits(times_.size()));
  for (const Presence& presence : presences) {
    MarkBusy(presence, shadow.busy);
    for (size_t venue = 0; venue < shadow.ways.size(); ++venue) {
      const std::string& found = venues_[venue];
      MarkWays(presence, presence.goes_along ? found : presence.venue,
               presence.goes_along ? found : presence.end_venue, shadow.ways[venue]);
    }
  }
  return shadow;
}

Shadow Search::ShadowOf(const Need& need) const {
  Shadow shadow = ShadowOf(need.presences);
  Bits needless(times_.size());
  needless.SetRange(0, NotBefore(need.since));
  needless.SetRange(NotBefore(need.until), times_.size());
  shadow.busy.Remove(needless);
  for (Bits& ways : shadow.ways) ways.Remove(needless);
  return shadow;
}

void Search::CountScraps(const Presence& presence) {
  const std::vector<TakenTime>& taken = presence.taken;
  const auto count = [this](size_t begin, size_t end) {
    if (begin >= end) return;
    ++scraps_[begin];
    --scraps_[end];
  };
  for (size_t i = 0; i < taken.size(); ++i) {
    absl::Time until = taken[i].end + kScrap;
    if (i + 1 < taken.size()) until = std::min(until, taken[i + 1].start);
    count(After(taken[i].end - presence.from), NotBefore(until - presence.from));
    absl::Time since = taken[i].start - kScrap;
    if (i > 0) since = std::max(since, taken[i - 1].end);
    count(After(since - presence.to), NotBefore(taken[i].start - presence.to));
  }
}

bool Search::IsToBeHad(size_t wish, size_t candidate, size_t at, size_t venue) const {
  if (static_cast<int>(wish) == quest_.venue_wish && venue_of_[wish][candidate] != venue) {
    return false;
  }
  const Shadow& shadow = candidates_[wish][candidate];
  return !shadow.busy.Test(at) && !shadow.WaysTo(venue).Test(at);
}

bool Search::SharesSubject(const std::vector<size_t>& wishes, const std::vector<size_t>& chosen,
                           const Candidate& candidate) const {
  for (size_t i = 0; i < chosen.size(); ++i) {
    const Candidate& other = quest_.wishes[wishes[i]].candidates[chosen[i]];
    for (const std::string& subject : candidate.subjects) {
      if (other.subjects.count(subject) > 0) return true;
    }
  }
  return false;
}

bool Search::Place(size_t at, size_t venue, const std::vector<size_t>& wishes,
                   std::vector<size_t>& chosen, int& steps) const {
  if (chosen.size() == wishes.size()) return true;
  const size_t wish = wishes[chosen.size()];
  const std::vector<Candidate>& candidates = quest_.wishes[wish].candidates;
  for (size_t i = 0; i < candidates.size() && steps < kMostSteps; ++i) {
    ++steps;
    if (!IsToBeHad(wish, i, at, venue) || SharesSubject(wishes, chosen, candidates[i])) continue;
    chosen.push_back(i);
    if (Place(at, venue, wishes, chosen, steps)) return true;
    chosen.pop_back();
  }
  return false;
}

absl::optional<std::vector<size_t>> Search::ChooseAt(size_t at) const {
  for (size_t venue = 0; venue < venues_.size(); ++venue) {
    if (required_ways_[venue].Test(at)) continue;
    std::vector<size_t> chosen;
    int steps = 0;
    if (Place(at, venue, wishes_, chosen, steps)) return chosen;
  }
  return absl::nullopt;
}

absl::Duration Search::DistanceOf(absl::Time start) const {
  return absl::AbsDuration(start - quest_.preferred_start.value_or(quest_.window_start));
}

Suggestion Search::SuggestionAt(size_t at, std::vector<size_t> chosen) const {
  Suggestion suggestion;
  suggestion.start = times_[at];
  const bool knows_venue = quest_.venue_wish >= 0;
  const size_t venue = knows_venue ? venue_of_[quest_.venue_wish][chosen[quest_.venue_wish]] : 0;
  int optional = 0;
  for (size_t i = 0; i < needs_.size(); ++i) {
    if (!quest_.needs[i].is_optional) continue;
    ++optional;
    if (needs_[i].busy.Test(at) || needs_[i].WaysTo(venue).Test(at)) {
      suggestion.missing.push_back(i);
    }
  }
  int fit = 0;
  for (size_t i = 0; i < chosen.size(); ++i) fit += quest_.wishes[i].candidates[chosen[i]].fit;
  ScoreTerms& terms = suggestion.terms;
  const int64_t minutes = absl::ToInt64Minutes(DistanceOf(times_[at]));
  terms.distance = static_cast<int>(1000 * kHalfDistanceMinutes / (kHalfDistanceMinutes + minutes));
  const int missing = static_cast<int>(suggestion.missing.size());
  terms.missing = optional == 0 ? 1000 : 1000 * (optional - missing) / optional;
  terms.gaps = people_ == 0 ? 1000 : 1000 - 1000 * scraps_[at] / (2 * people_);
  terms.room = chosen.empty() ? 1000 : fit / static_cast<int>(chosen.size());
  suggestion.score =
      (60 * terms.distance + 25 * terms.missing + 5 * terms.gaps + 10 * terms.room) / 100;
  suggestion.candidates = std::move(chosen);
  return suggestion;
}

std::vector<std::vector<size_t>> Search::GivenUpAt(size_t at, size_t venue,
                                                   bool gives_up_venue) const {
  const auto can_place = [&](const std::vector<size_t>& wishes) {
    std::vector<size_t> chosen;
    int steps = 0;
    return Place(at, venue, wishes, chosen, steps);
  };
  std::vector<size_t> hopeless;
  std::vector<size_t> others;
  for (const size_t wish : wishes_) {
    const bool is_given_up = gives_up_venue && static_cast<int>(wish) == quest_.venue_wish;
    (is_given_up || !can_place({wish}) ? hopeless : others).push_back(wish);
  }
  if (can_place(others)) return {hopeless};
  std::vector<std::vector<size_t>> all;
  std::vector<size_t> kept;
  std::vector<size_t> greedily = hopeless;
  for (const size_t wish : others) {
    std::vector<size_t> rest = others;
    rest.erase(std::find(rest.begin(), rest.end(), wish));
    if (can_place(rest)) {
      all.push_back(hopeless);
      all.back().push_back(wish);
    }
    kept.push_back(wish);
    if (can_place(kept)) continue;
    kept.pop_back();
    greedily.push_back(wish);
  }
  if (all.empty()) all.push_back(std::move(greedily));
  return all;
}

void Search::AddBroken(size_t at, size_t venue, bool gives_up_venue,
                       const std::vector<size_t>& broken,
                       std::vector<std::vector<size_t>>& all) const {
  std::vector<size_t> late;
  for (size_t i = 0; required_ways_[venue].Test(at) && i < needs_.size(); ++i) {
    if (quest_.needs[i].is_optional || needs_[i].busy.Test(at)) continue;
    if (needs_[i].WaysTo(venue).Test(at)) late.push_back(i);
  }
  const auto add = [&all](std::vector<size_t> more) {
    std::sort(more.begin(), more.end());
    if (std::find(all.begin(), all.end(), more) == all.end()) all.push_back(std::move(more));
  };
  for (const std::vector<size_t>& wishes : GivenUpAt(at, venue, gives_up_venue)) {
    std::vector<size_t> more = broken;
    for (const size_t wish : wishes) more.push_back(needs_.size() + wish);
    // Who alone is late can be given up as well as all ways.
    if (late.size() == 1) {
      std::vector<size_t> without = more;
      without.push_back(late[0]);
      add(std::move(without));
    }
    if (!late.empty()) more.push_back(Travel());
    add(std::move(more));
  }
}

std::vector<std::vector<size_t>> Search::BrokenAt(size_t at) const {
  std::vector<size_t> broken;
  for (size_t i = 0; i < needs_.size(); ++i) {
    if (!quest_.needs[i].is_optional && needs_[i].busy.Test(at)) broken.push_back(i);
  }
  if (outside_hours_.Test(at)) broken.push_back(Hours());
  if (outside_window_.Test(at)) broken.push_back(Window());
  std::vector<std::vector<size_t>> all;
  if (quest_.venue_wish < 0) {
    AddBroken(at, 0, false, broken, all);
    return all;
  }
  AddBroken(at, 0, true, broken, all);
  for (size_t venue = 0; venue < venues_.size(); ++venue) {
    AddBroken(at, venue, false, broken, all);
  }
  return all;
}

int Search::RuledOutBy(size_t constraint) const {
  Bits out(times_.size());
  if (constraint == Window()) return outside_window_.Count();
  if (constraint == Hours()) {
    out = outside_hours_;
  } else if (constraint < needs_.size()) {
    if (!quest_.needs[constraint].is_optional) out = needs_[constraint].busy;
  } else if (constraint < Hours()) {
    const size_t wish = constraint - needs_.size();
    for (size_t at = 0; at < times_.size(); ++at) {
      bool is_to_be_had = false;
      for (size_t i = 0; i < candidates_[wish].size() && !is_to_be_had; ++i) {
        is_to_be_had = !candidates_[wish][i].busy.Test(at);
      }
      if (!is_to_be_had) out.Set(at);
    }
  } else {
    std::set<size_t> venues = {0};
    if (quest_.venue_wish >= 0) {
      const std::vector<size_t>& those = venue_of_[quest_.venue_wish];
      venues = std::set<size_t>(those.begin(), those.end());
    }
    for (size_t at = 0; at < times_.size() && !venues.empty(); ++at) {
      const bool is_late = std::all_of(venues.begin(), venues.end(), [&](size_t venue) {
        return required_ways_[venue].Test(at);
      });
      if (is_late) out.Set(at);
    }
  }
  out.Remove(outside_window_);
  return out.Count();
}

void Search::Explain(Findings& findings) const {
  std::vector<Obstacle> obstacles(Travel() + 1);
  std::map<std::vector<size_t>, int> smallest;
  size_t size = Travel() + 2;
  for (size_t at = 0; at < times_.size(); ++at) {
    for (const std::vector<size_t>& broken : BrokenAt(at)) {
      if (broken.size() > size) continue;
      if (broken.size() < size) smallest.clear();
      size = broken.size();
      ++smallest[broken];
      if (broken.size() != 1) continue;
      Obstacle& obstacle = obstacles[broken[0]];
      if (obstacle.times_without++ == 0) obstacle.first_without = times_[at];
    }
  }
  for (size_t i = 0; i < obstacles.size(); ++i) {
    obstacles[i].constraint = NameOf(i);
    obstacles[i].ruled_out = RuledOutBy(i);
  }
  const auto is_idle = [](const Obstacle& each) {
    return each.ruled_out == 0 && each.times_without == 0;
  };
  obstacles.erase(std::remove_if(obstacles.begin(), obstacles.end(), is_idle), obstacles.end());
  std::stable_sort(obstacles.begin(), obstacles.end(), [](const Obstacle& a, const Obstacle& b) {
    return std::make_pair(-a.times_without, -a.ruled_out) <
           std::make_pair(-b.times_without, -b.ruled_out);
  });
  findings.obstacles = std::move(obstacles);
  if (size < 2 || smallest.empty()) return;
  const auto best = std::max_element(
      smallest.begin(), smallest.end(),
      [](const auto& left, const auto& right) { return left.second < right.second; });
  for (const size_t constraint : best->first) findings.together.push_back(NameOf(constraint));
}

Findings Search::Run() {
  Findings findings;
  findings.tried = static_cast<int>(times_.size()) - outside_window_.Count();
  Bits out = outside_hours_;
  out.Add(outside_window_);
  for (size_t i = 0; i < needs_.size(); ++i) {
    if (!quest_.needs[i].is_optional) out.Add(needs_[i].busy);
  }
  std::vector<Suggestion>& found = findings.suggestions;
  for (size_t at = 0; at < times_.size(); ++at) {
    if (out.Test(at)) continue;
    absl::optional<std::vector<size_t>> chosen = ChooseAt(at);
    if (chosen.has_value()) found.push_back(SuggestionAt(at, *std::move(chosen)));
  }
  if (found.empty()) {
    Explain(findings);
    return findings;
  }
  const auto is_better = [this](const Suggestion& left, const Suggestion& right) {
    if (!quest_.nearest_first && left.score != right.score) return left.score > right.score;
    const absl::Duration left_distance = DistanceOf(left.start);
    const absl::Duration right_distance = DistanceOf(right.start);
    return std::tie(left_distance, left.start) < std::tie(right_distance, right.start);
  };
  std::sort(found.begin(), found.end(), is_better);
  if (found.size() > quest_.most) found.resize(quest_.most);
  return findings;
}

}  // namespace

Findings FindTimes(const Quest& quest) { return Search(quest).Run(); }

std::vector<TakenTime> FullTimes(const std::vector<TakenUnits>& taken, int64_t spare) {
  std::map<absl::Time, int64_t> steps;
  for (const TakenUnits& each : taken) {
    steps[each.start] += each.units;
    steps[each.end] -= each.units;
  }
  std::vector<TakenTime> full;
  if (spare < 0) {
    full.push_back({absl::InfinitePast(), absl::InfiniteFuture(), "", ""});
    return full;
  }
  int64_t units = 0;
  bool was_full = false;
  for (const auto& [time, change] : steps) {
    units += change;
    if (units > spare && !was_full) full.push_back({time, absl::InfiniteFuture(), "", ""});
    if (units <= spare && was_full) full.back().end = time;
    was_full = units > spare;
  }
  return full;
}

}  // namespace plenary::schedule
