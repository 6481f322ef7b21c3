#include "services/solver/excused_rules.h"

#include <algorithm>
#include <cstdlib>

#include "services/solver/counter.h"

namespace plenary::solver {
namespace {

// Among this many literals, pairs are fewer clauses than a chain that counts.
constexpr size_t kFewLiterals = 6;

Span Common(Span a, Span b) { return {std::max(a.begin, b.begin), std::min(a.end, b.end)}; }

std::vector<Span> DaysOf(const Problem& problem) {
  if (problem.days.empty()) return {{0, problem.slots}};
  return problem.days;
}

Span TimeOf(const Problem& problem, int activity, int need, int start) {
  const Activity& what = problem.activities[activity];
  return {std::max(0, start - what.needs[need].before),
          std::min(problem.slots, start + what.duration + what.needs[need].after)};
}

// Calls `see` with each slot of `time` that one of `spans` holds.
template <typename See>
void ForEachCommonSlot(const std::vector<Span>& spans, Span time, const See& see) {
  for (const Span span : spans) {
    const Span common = Common(span, time);
    for (int slot = common.begin; slot < common.end; ++slot) see(slot);
  }
}

}  // namespace

Scope EmptyScope(const Problem& problem) {
  Scope scope;
  scope.parts.assign(problem.activities.size(), Scope::kAbsent);
  scope.must_be_placed.assign(problem.activities.size(), false);
  scope.kept.resize(problem.activities.size());
  return scope;
}

double SizeOf(const Problem& problem, const Scope& scope) {
  double size = 0;
  std::vector<double> users(problem.pools.size(), 0);
  for (size_t i = 0; i < problem.activities.size(); ++i) {
    if (scope.parts[i] == Scope::kAbsent) continue;
    const Activity& activity = problem.activities[i];
    for (const Need& need : activity.needs) {
      for (const Choice& choice : need.choices) ++users[choice.pool];
    }
    if (scope.parts[i] == Scope::kStill) continue;
    double of_start = 1 + activity.attendances.size() * (activity.duration + problem.gap);
    for (const Need& need : activity.needs) {
      of_start += need.choices.size() * (activity.duration + need.before + need.after);
    }
    size += of_start * problem.slots;
  }
  for (size_t pool = 0; pool < users.size(); ++pool) {
    const double counted = std::min<double>(users[pool], problem.pools[pool].capacity + 1.0);
    size += users[pool] * counted * problem.slots;
  }
  return size;
}

std::vector<int> StartsWithinDays(const Problem& problem, int activity) {
  std::vector<int> starts;
  starts.reserve(problem.slots);
  for (const Span day : DaysOf(problem)) {
    const int last = day.end - problem.activities[activity].duration;
    for (int start = day.begin; start <= last; ++start) starts.push_back(start);
  }
  return starts;
}

std::vector<int> TakenOf(const Problem& problem, const Plan& plan, int pool) {
  std::vector<int> taken(problem.slots, 0);
  for (size_t i = 0; i < plan.size(); ++i) {
    if (!plan[i].is_placed()) continue;
    for (size_t j = 0; j < plan[i].pools.size(); ++j) {
      if (plan[i].pools[j] != pool) continue;
      const Span time = TimeOf(problem, i, j, plan[i].start);
      for (int slot = time.begin; slot < time.end; ++slot) ++taken[slot];
    }
  }
  return taken;
}

ExcusedRules::ExcusedRules(const Problem& problem, const Scope& scope, Excuses& excuses, Sat& sat,
                           const std::function<bool()>& is_over)
    : problem_(problem),
      scope_(scope),
      excuses_(excuses),
      sat_(sat),
      is_over_(is_over),
      days_(DaysOf(problem)),
      choices_(problem.activities.size()),
      parts_(problem.persons.size()),
      uses_(problem.pools.size()) {
  for (size_t i = 0; i < problem.activities.size(); ++i) {
    if (is_over()) return;
    AddActivity(static_cast<int>(i));
  }
  for (size_t person = 0; person < problem.persons.size(); ++person) {
    if (is_over()) return;
    AddExclusive(static_cast<int>(person));
    AddJourneys(static_cast<int>(person));
  }
  for (size_t pool = 0; pool < problem.pools.size(); ++pool) {
    if (is_over()) return;
    AddPool(static_cast<int>(pool));
  }
  for (size_t i = 0; i < problem.precedences.size(); ++i) AddPrecedence(static_cast<int>(i));
  if (scope.has_fairness && problem.fairness) AddFairness();
  is_whole_ = !is_over();
}

void ExcusedRules::AddUnless(std::vector<Literal> clause, Literal excuse) {
  if (excuse != 0) clause.push_back(excuse);
  sat_.AddClause(clause);
}

void ExcusedRules::AddActivity(int activity) {
  if (scope_.parts[activity] == Scope::kAbsent) return;
  if (IsStill(activity)) {
    AddStill(activity);
  } else {
    AddMovable(activity);
  }
  const std::vector<std::vector<Source>>& sources = choices_[activity].sources;
  for (size_t j = 0; j < sources.size(); ++j) {
    for (const Source& source : sources[j]) {
      uses_[source.pool].push_back({activity, static_cast<int>(j), source.literal});
    }
  }
  const Activity& what = problem_.activities[activity];
  for (const Attendance& attendance : what.attendances) {
    if (!attendance.is_required) continue;
    const int to = attendance.to == 0 ? what.duration : attendance.to;
    parts_[attendance.person].push_back({activity, attendance.from, to});
  }
}

void ExcusedRules::AddStill(int activity) {
  const Placement& place = scope_.kept[activity];
  const Literal stays = sat_.NewVariable();
  choices_[activity].options = {{place.start, stays}};
  for (const int pool : place.pools) choices_[activity].sources.push_back({{pool, stays}});
  AddUnless({stays}, excuses_.ForGone(activity));
}

void ExcusedRules::AddMovable(int activity) {
  const std::vector<int> starts = StartsWithinDays(problem_, activity);
  std::vector<Literal> literals;
  literals.reserve(starts.size());
  Choices& choices = choices_[activity];
  choices.options.reserve(starts.size());
  for (const int start : starts) {
    literals.push_back(sat_.NewVariable());
    choices.options.push_back({start, literals.back()});
  }
  if (literals.size() > 1) sat_.AddAtMostOne(literals);
  if (scope_.must_be_placed[activity]) {
    AddUnless(literals, excuses_.For({Constraint::kPlaced, activity}));
  }
  AddSources(activity);
  for (const Option& option : choices.options) {
    if (!IsKeptAt(activity, option.start)) AddOwnRules(activity, option);
    AddClosed(activity, option);
  }
  if (scope_.kept[activity].is_placed()) AddKept(activity);
}

// Each need is met from one pool, whether the activity is placed or not.
void ExcusedRules::AddSources(int activity) {
  Choices& choices = choices_[activity];
  const Placement& place = scope_.kept[activity];
  for (size_t j = 0; j < problem_.activities[activity].needs.size(); ++j) {
    const Need& need = problem_.activities[activity].needs[j];
    const int kept_pool = place.is_placed() ? place.pools[j] : -1;
    std::vector<Source> sources;
    sources.reserve(need.choices.size());
    std::vector<Literal> literals;
    literals.reserve(need.choices.size());
    for (const Choice& choice : need.choices) {
      const Literal literal = need.choices.size() == 1 ? sat_.True() : sat_.NewVariable();
      sources.push_back({choice.pool, literal});
      literals.push_back(literal);
      if (need.pinned != -1 && need.pinned != choice.pool && choice.pool != kept_pool) {
        AddUnless({-literal}, excuses_.For({Constraint::kPin, activity}));
      }
    }
    choices.sources.push_back(std::move(sources));
    if (literals.empty()) {
      for (const Option& option : choices.options) sat_.AddUnit(-option.literal);
    } else if (literals.size() > 1) {
      sat_.AddClause(literals);
      sat_.AddAtMostOne(literals);
    }
  }
}

void ExcusedRules::AddOwnRules(int activity, const Option& option) {
  const Activity& what = problem_.activities[activity];
  const Span time = {option.start, option.start + what.duration};
  if (!what.windows.empty() &&
      std::none_of(what.windows.begin(), what.windows.end(), [&](Span window) {
        return window.begin <= time.begin && time.end <= window.end;
      })) {
    AddUnless({-option.literal}, excuses_.For({Constraint::kWindows, activity}));
  }
  if (what.pinned_start && *what.pinned_start != option.start) {
    AddUnless({-option.literal}, excuses_.For({Constraint::kPin, activity, -1,
                                               std::abs(*what.pinned_start - option.start)}));
  }
  for (const Attendance& attendance : what.attendances) {
    if (!attendance.is_required) continue;
    const int to = attendance.to == 0 ? what.duration : attendance.to;
    ForEachCommonSlot(problem_.persons[attendance.person].forbidden,
                      {option.start + attendance.from, option.start + to}, [&](int slot) {
                        AddUnless({-option.literal},
                                  excuses_.For({Constraint::kForbidden, attendance.person, slot}));
                      });
  }
}

void ExcusedRules::AddClosed(int activity, const Option& option) {
  const Choices& choices = choices_[activity];
  for (size_t j = 0; j < choices.sources.size(); ++j) {
    for (const Source& source : choices.sources[j]) {
      if (IsKeptAt(activity, option.start) && scope_.kept[activity].pools[j] == source.pool) {
        continue;
      }
      ForEachCommonSlot(problem_.pools[source.pool].closed,
                        TimeOf(problem_, activity, static_cast<int>(j), option.start),
                        [&](int slot) {
                          AddUnless({-option.literal, -source.literal},
                                    excuses_.For({Constraint::kClosed, source.pool, slot}));
                        });
    }
  }
}

void ExcusedRules::AddKept(int activity) {
  const Placement& place = scope_.kept[activity];
  const Choices& choices = choices_[activity];
  for (const Option& option : choices.options) {
    const int way = std::abs(option.start - place.start);
    if (way != 0) {
      AddUnless({-option.literal}, excuses_.For({Constraint::kKept, activity, -1, way}));
      continue;
    }
    for (size_t j = 0; j < choices.sources.size(); ++j) {
      for (const Source& source : choices.sources[j]) {
        if (source.pool == place.pools[j]) continue;
        AddUnless({-option.literal, -source.literal}, excuses_.For({Constraint::kKept, activity}));
      }
    }
  }
}

Literal ExcusedRules::Covers(int activity, int from, int to, int slot, bool is_exact) {
  const std::vector<Option>& options = choices_[activity].options;
  auto option = std::upper_bound(
      options.begin(), options.end(), slot - to,
      [](int latest_gone, const Option& other) { return latest_gone < other.start; });
  std::vector<Literal> covering;
  for (; option != options.end() && option->start + from <= slot; ++option) {
    covering.push_back(option->literal);
  }
  if (covering.empty()) return 0;
  if (covering.size() == 1) return covering[0];
  const Literal covers = sat_.NewVariable();
  for (const Literal literal : covering) sat_.AddImplication(literal, covers);
  if (is_exact) {
    covering.push_back(-covers);
    sat_.AddClause(covering);
  }
  return covers;
}

void ExcusedRules::AddExclusive(int person) {
  const std::vector<Part>& parts = parts_[person];
  const bool any_moves = std::any_of(parts.begin(), parts.end(),
                                     [&](const Part& part) { return !IsStill(part.activity); });
  if (!any_moves || parts.size() < 2) return;
  const Literal excuse = excuses_.For({Constraint::kExclusive, person});
  // Whoever is in an activity is held by it for the gap after it, too.
  for (int slot = 0; slot < problem_.slots + problem_.gap; ++slot) {
    std::vector<Cover> covers;
    covers.reserve(parts.size());
    for (const Part& part : parts) {
      const Literal literal = Covers(part.activity, part.from, part.to + problem_.gap, slot,
                                     /*is_exact=*/false);
      if (literal != 0) covers.push_back({part.activity, literal});
    }
    AddAtMostOne(covers, excuse);
  }
}

void ExcusedRules::AddAtMostOne(const std::vector<Cover>& covers, Literal excuse) {
  const auto still = std::count_if(covers.begin(), covers.end(),
                                   [&](const Cover& cover) { return IsStill(cover.activity); });
  // What is still does not stand in each other's way, even where it does.
  if (covers.size() <= kFewLiterals || still > 1) {
    for (size_t i = 0; i < covers.size(); ++i) {
      for (size_t j = i + 1; j < covers.size(); ++j) {
        if (IsStill(covers[i].activity) && IsStill(covers[j].activity)) continue;
        AddUnless({-covers[i].literal, -covers[j].literal}, excuse);
      }
    }
    return;
  }
  // As in Sat::AddAtMostOne: says that one of those so far holds.
  Literal before = covers[0].literal;
  for (size_t i = 1; i < covers.size(); ++i) {
    AddUnless({-before, -covers[i].literal}, excuse);
    if (i + 1 == covers.size()) break;
    const Literal now = sat_.NewVariable();
    sat_.AddImplication(before, now);
    sat_.AddImplication(covers[i].literal, now);
    before = now;
  }
}

void ExcusedRules::AddJourneys(int person) {
  if (problem_.travel.empty()) return;
  const std::vector<Part>& parts = parts_[person];
  for (const Part& before : parts) {
    for (const Part& after : parts) {
      if (before.activity == after.activity) continue;
      if (IsStill(before.activity) && IsStill(after.activity)) continue;
      AddJourney(before, after, excuses_.For({Constraint::kExclusive, person}));
    }
  }
}

// That the gap is kept is said already: what is left are longer ways.
void ExcusedRules::AddJourney(const Part& before, const Part& after, Literal excuse) {
  for (const auto& [from, is_from] : VenuesOf(before.activity)) {
    for (const auto& [to, is_to] : VenuesOf(after.activity)) {
      const int way = problem_.travel[from][to];
      if (way <= problem_.gap) continue;
      for (const Option& early : choices_[before.activity].options) {
        for (const Option& late : choices_[after.activity].options) {
          const int time = late.start + after.from - (early.start + before.to);
          if (time < problem_.gap || time >= way) continue;
          AddUnless({-early.literal, -late.literal, -is_from, -is_to}, excuse);
        }
      }
    }
  }
}

// The venues that an activity may be at, each with what says so.
std::vector<std::pair<int, Literal>> ExcusedRules::VenuesOf(int activity) const {
  const int venue = problem_.activities[activity].venue;
  if (venue != -1) return {{venue, sat_.True()}};
  std::vector<std::pair<int, Literal>> venues;
  if (choices_[activity].sources.empty()) return venues;
  for (const Source& source : choices_[activity].sources[0]) {
    const int of_pool = problem_.pools[source.pool].venue;
    if (of_pool != -1) venues.emplace_back(of_pool, source.literal);
  }
  return venues;
}

// The uses of a pool in one slot, and whether any of them moves.
std::vector<Literal> ExcusedRules::UsersAt(int pool, int slot, bool& any_moves) {
  std::vector<Literal> users;
  for (const Use& use : uses_[pool]) {
    const Need& need = problem_.activities[use.activity].needs[use.need];
    const int to = problem_.activities[use.activity].duration + need.after;
    const Literal covers = Covers(use.activity, -need.before, to, slot, /*is_exact=*/false);
    if (covers == 0) continue;
    any_moves = any_moves || !IsStill(use.activity);
    if (IsStill(use.activity) || need.choices.size() == 1) {
      users.push_back(covers);
      continue;
    }
    users.push_back(sat_.NewVariable());
    sat_.AddClause({-covers, -use.literal, users.back()});
  }
  return users;
}

void ExcusedRules::AddPool(int pool) {
  if (std::all_of(uses_[pool].begin(), uses_[pool].end(),
                  [&](const Use& use) { return IsStill(use.activity); })) {
    return;
  }
  const std::vector<int> taken = TakenOf(problem_, scope_.kept, pool);
  for (int slot = 0; slot < problem_.slots && !is_over_(); ++slot) {
    bool any_moves = false;
    const std::vector<Literal> users = UsersAt(pool, slot, any_moves);
    const size_t capacity = std::max(problem_.pools[pool].capacity, taken[slot]);
    if (!any_moves || users.size() <= capacity) continue;
    const size_t levels =
        excuses_.is_fine() ? std::min<size_t>(users.size() - capacity, kMostAdded + 1) : 1;
    const std::vector<Literal> more_than = Count(sat_, users, capacity + levels, Counting::kUp);
    for (size_t level = 0; level < levels; ++level) {
      if (level == kMostAdded) {
        sat_.AddUnit(-more_than[capacity + level]);
        has_limits_ = true;
        break;
      }
      AddUnless({-more_than[capacity + level]},
                excuses_.For({Constraint::kCapacity, pool, slot, static_cast<int>(level)}));
    }
  }
}

const std::vector<Literal>& ExcusedRules::StartsFrom(int activity) {
  Choices& choices = choices_[activity];
  if (!choices.starts_from.empty()) return choices.starts_from;
  choices.starts_from.resize(choices.options.size());
  for (size_t i = choices.options.size(); i-- > 0;) {
    const Literal from = sat_.NewVariable();
    sat_.AddImplication(choices.options[i].literal, from);
    if (i + 1 < choices.options.size()) sat_.AddImplication(choices.starts_from[i + 1], from);
    choices.starts_from[i] = from;
  }
  return choices.starts_from;
}

void ExcusedRules::AddPrecedence(int index) {
  const Precedence& rule = problem_.precedences[index];
  if (scope_.parts[rule.before] == Scope::kAbsent || scope_.parts[rule.after] == Scope::kAbsent) {
    return;
  }
  if (IsStill(rule.before) && IsStill(rule.after)) return;
  const Literal excuse = excuses_.For({Constraint::kPrecedence, index});
  const std::vector<Literal>& before_from = StartsFrom(rule.before);
  const std::vector<Option>& before = choices_[rule.before].options;
  for (const Option& after : choices_[rule.after].options) {
    const int latest = after.start - rule.gap - problem_.activities[rule.before].duration;
    for (size_t i = 0; i < before.size(); ++i) {
      if (before[i].start <= latest) continue;
      AddUnless({-after.literal, -before_from[i]}, excuse);
      break;
    }
  }
}

// Everybody has more than m breaks and nobody more than m + fairness, for some m.
void ExcusedRules::AddFairness() {
  std::vector<std::vector<Literal>> breaks;
  size_t most = 0;
  for (size_t person = 0; person < problem_.persons.size(); ++person) {
    if (!problem_.persons[person].is_compared) continue;
    if (is_over_()) return;
    breaks.push_back(BreaksOf(static_cast<int>(person)));
    most = std::max(most, breaks.back().size());
  }
  if (most > static_cast<size_t>(*problem_.fairness)) BoundBreaks(breaks, most);
}

// `breaks`: literals as BreaksOf has them, of each person; `most` of one.
void ExcusedRules::BoundBreaks(const std::vector<std::vector<Literal>>& breaks, size_t most) {
  const size_t bound = *problem_.fairness;
  std::vector<Literal> all_more_than(most);
  for (size_t k = 0; k < most; ++k) {
    all_more_than[k] = sat_.NewVariable();
    if (k > 0) sat_.AddImplication(all_more_than[k], all_more_than[k - 1]);
    for (size_t i = 0; i < breaks.size(); ++i) {
      std::vector<Literal> clause = {-all_more_than[k]};
      if (k < breaks[i].size()) clause.push_back(breaks[i][k]);
      sat_.AddClause(clause);
    }
  }
  const size_t levels = excuses_.is_fine() ? most - bound : 1;
  for (size_t level = 0; level < levels; ++level) {
    const Literal excuse = excuses_.For({Constraint::kFairness, -1, -1, static_cast<int>(level)});
    for (size_t i = 0; i < breaks.size(); ++i) {
      for (size_t k = 0; bound + level + k < breaks[i].size(); ++k) {
        AddUnless({-breaks[i][bound + level + k], all_more_than[k]}, excuse);
      }
    }
  }
}

// Says that a person has more than k breaks, for each k that is possible.
std::vector<Literal> ExcusedRules::BreaksOf(int person) {
  std::vector<Literal> begins;  // a run of activities that is not the first of its day
  for (const Span day : days_) {
    Literal was_busy = -sat_.True();   // in the slot before
    Literal was_there = -sat_.True();  // in a slot before that one
    for (int slot = day.begin; slot < day.end; ++slot) {
      const Literal is_busy = sat_.NewVariable();
      std::vector<Literal> reasons = {-is_busy};
      for (const Part& part : parts_[person]) {
        const Literal covers = Covers(part.activity, part.from, part.to, slot, /*is_exact=*/true);
        if (covers == 0) continue;
        sat_.AddImplication(covers, is_busy);
        reasons.push_back(covers);
      }
      sat_.AddClause(reasons);
      const Literal begins_again = sat_.NewVariable();
      sat_.AddClause({-is_busy, was_busy, -was_there, begins_again});
      sat_.AddImplication(begins_again, is_busy);
      sat_.AddImplication(begins_again, -was_busy);
      sat_.AddImplication(begins_again, was_there);
      begins.push_back(begins_again);
      const Literal is_there = sat_.NewVariable();
      sat_.AddImplication(was_busy, is_there);
      sat_.AddImplication(was_there, is_there);
      sat_.AddClause({-is_there, was_busy, was_there});
      was_there = is_there;
      was_busy = is_busy;
    }
  }
  // Between two breaks there is an activity, and there is one before and after them.
  const size_t most = parts_[person].empty() ? 0 : parts_[person].size() - 1;
  if (most == 0) return {};
  return Count(sat_, begins, std::min(most, begins.size()), Counting::kBoth);
}

Plan ExcusedRules::Decode() const {
  Plan plan(choices_.size());
  for (size_t i = 0; i < choices_.size(); ++i) {
    for (const Option& option : choices_[i].options) {
      if (sat_.Value(option.literal)) plan[i].start = option.start;
    }
    if (!plan[i].is_placed()) continue;
    for (const std::vector<Source>& sources : choices_[i].sources) {
      for (const Source& source : sources) {
        if (!sat_.Value(source.literal)) continue;
        plan[i].pools.push_back(source.pool);
        break;
      }
    }
  }
  return plan;
}

Literal ExcusedRules::StartsAt(int activity, int start) const {
  for (const Option& option : choices_[activity].options) {
    if (option.start == start) return option.literal;
  }
  return 0;
}

}  // namespace plenary::solver
