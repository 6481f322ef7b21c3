#include "services/solver/encoding.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "services/solver/counter.h"

namespace plenary::solver {
namespace {

// The literal that is true when any of `literals` is; 0 where there is none.
Literal AnyOf(Sat& sat, const std::vector<Literal>& literals) {
  if (literals.empty()) return 0;
  if (literals.size() == 1) return literals[0];
  const Literal any = sat.NewVariable();
  std::vector<Literal> clause = literals;
  clause.push_back(-any);
  sat.AddClause(clause);
  for (const Literal literal : literals) sat.AddImplication(literal, any);
  return any;
}

// a AND b; either may be 0, which is never.
Literal BothOf(Sat& sat, Literal a, Literal b) {
  if (a == 0 || b == 0) return 0;
  if (a == b) return a;
  const Literal both = sat.NewVariable();
  sat.AddImplication(both, a);
  sat.AddImplication(both, b);
  sat.AddClause({-a, -b, both});
  return both;
}

}  // namespace

Encoding::Encoding(const Model& model, Sat& sat, const EncodingOptions& options,
                   const std::function<bool()>& is_over)
    : model_(model), problem_(*model.problem), sat_(sat), options_(options) {
  AddAll(is_over);
  is_whole_ = !is_over();
}

void Encoding::AddAll(const std::function<bool()>& is_over) {
  const int activities = static_cast<int>(problem_.activities.size());
  const int persons = static_cast<int>(problem_.persons.size());
  choices_.resize(activities);
  // Those of all activities first: the variables that two encodings of a model share.
  for (int a = 0; a < activities && !is_over(); ++a) AddStarts(a);
  for (int a = 0; a < activities && !is_over(); ++a) AddPools(a);
  busy_.resize(persons);
  days_.resize(persons);
  breaks_.resize(persons);
  for (int p = 0; p < persons && !is_over(); ++p) AddBusy(p);
  shared_variables_ = sat_.variables();
  for (int p = 0; p < persons && !is_over(); ++p) AddPerson(p);
  if (is_over()) return;
  AddJourneys(is_over);
  AddCapacities(is_over);
  if (is_over()) return;
  for (const Precedence& rule : problem_.precedences) AddPrecedence(rule);
  AddFairness();
  for (int a = 0; a < activities; ++a) AddStartCosts(a);
}

// --- Activities.

void Encoding::AddStarts(int activity) {
  Choices& choices = choices_[activity];
  std::vector<Literal> all;
  for (const int start : model_.starts[activity].members()) {
    choices.starts.emplace_back(start, sat_.NewVariable());
    all.push_back(choices.starts.back().second);
  }
  const Activity& what = problem_.activities[activity];
  if (what.is_optional) {
    choices.is_left_out = sat_.NewVariable();
    all.push_back(choices.is_left_out);
    AddSoft(choices.is_left_out, what.price);
  }
  sat_.AddClause(all);
  sat_.AddAtMostOne(all);
  choices.covers = CoversOf(activity, 0, what.duration);
}

// Per slot: the activity's slots from `from` to `to` lie there.
std::vector<Literal> Encoding::CoversOf(int activity, int from, int to) {
  std::vector<Literal> covers(problem_.slots, 0);
  for (int slot = 0; slot < problem_.slots; ++slot) {
    std::vector<Literal> starts;
    for (const auto& [start, literal] : choices_[activity].starts) {
      if (start + from <= slot && slot < start + to) starts.push_back(literal);
    }
    covers[slot] = AnyOf(sat_, starts);
  }
  return covers;
}

// Which pool each need is met from. A single choice needs no variable.
void Encoding::AddPools(int activity) {
  const Activity& what = problem_.activities[activity];
  Choices& choices = choices_[activity];
  choices.pools.resize(what.needs.size());
  for (size_t n = 0; n < what.needs.size(); ++n) {
    const Need& need = what.needs[n];
    std::vector<Literal>& pools = choices.pools[n];
    std::vector<Literal> possible;
    for (const Choice& choice : need.choices) {
      const bool is_pinned_elsewhere = need.pinned >= 0 && need.pinned != choice.pool;
      const bool is_only = need.choices.size() == 1 || need.pinned == choice.pool;
      pools.push_back(is_pinned_elsewhere ? 0 : is_only ? sat_.True() : sat_.NewVariable());
      if (pools.back() == 0) continue;
      possible.push_back(pools.back());
      const int64_t cost =
          choice.cost +
          (need.baseline >= 0 && need.baseline != choice.pool ? problem_.weights.replaced : 0);
      AddPoolCost(choices, pools.back(), cost);
      for (const auto& [start, literal] : choices.starts) {
        if (!IsOpen(problem_, what, need, choice.pool, start))
          sat_.AddClause({-literal, -pools.back()});
      }
    }
    if (possible.size() > 1) {
      sat_.AddClause(possible);
      sat_.AddAtMostOne(possible);
    }
  }
}

// A pool costs only what takes place.
void Encoding::AddPoolCost(const Choices& choices, Literal pool, int64_t cost) {
  if (cost == 0) return;
  if (choices.is_left_out == 0) {
    AddSoft(pool, cost);
    return;
  }
  const Literal used = sat_.NewVariable();
  sat_.AddClause({choices.is_left_out, -pool, used});
  AddSoft(used, cost);
}

// --- People.

void Encoding::AddBusy(int person) {
  std::vector<std::vector<Literal>> covers(problem_.slots);
  for (const Engagement& engagement : model_.engagements[person]) {
    const Activity& what = problem_.activities[engagement.activity];
    const bool is_whole = engagement.from == 0 && engagement.to == what.duration;
    const std::vector<Literal> part =
        is_whole ? choices_[engagement.activity].covers
                 : CoversOf(engagement.activity, engagement.from, engagement.to);
    for (int slot = 0; slot < problem_.slots; ++slot) {
      if (part[slot] != 0) covers[slot].push_back(part[slot]);
    }
  }
  busy_[person].assign(problem_.slots, 0);
  for (int slot = 0; slot < problem_.slots; ++slot) {
    busy_[person][slot] = AnyOf(sat_, covers[slot]);
    if (problem_.gap == 0 && covers[slot].size() > 1) sat_.AddAtMostOne(covers[slot]);
  }
  if (problem_.gap > 0) AddGaps(person);
}

// With a gap, each activity holds its people that much longer.
void Encoding::AddGaps(int person) {
  std::vector<std::vector<Literal>> covers(problem_.slots);
  for (const Engagement& engagement : model_.engagements[person]) {
    const std::vector<Literal> held =
        CoversOf(engagement.activity, engagement.from, engagement.to + problem_.gap);
    for (int slot = 0; slot < problem_.slots; ++slot) {
      if (held[slot] != 0) covers[slot].push_back(held[slot]);
    }
  }
  for (const std::vector<Literal>& slot : covers) {
    if (slot.size() > 1) sat_.AddAtMostOne(slot);
  }
}

void Encoding::AddPerson(int person) {
  if (model_.engagements[person].size() < 2) return;
  std::vector<Literal> ends;  // of breaks, in all days
  std::vector<DayOfPerson> days;
  for (const Span& day : model_.days) days.push_back(AddDay(person, day, ends));
  if (ends.empty()) return;
  breaks_[person] = Count(sat_, ends, ends.size(), Counting::kBoth);
  for (const Literal output : breaks_[person]) AddSoft(output, problem_.weights.breaks);
  for (const DayOfPerson& day : days) AddSingleRun(person, day);
  AddNumberOfSlots(person);
  days_[person] = std::move(days);
}

// Prefixes: busy at a slot or before it that day; suffixes the same behind it. A break ends where
// somebody is busy after an idle slot and was busy before.
Encoding::DayOfPerson Encoding::AddDay(int person, Span day, std::vector<Literal>& ends) {
  DayOfPerson known;
  known.day = day;
  const std::vector<Literal>& busy = busy_[person];
  known.before.assign(day.end - day.begin, 0);
  known.after.assign(day.end - day.begin, 0);
  const auto either = [&](Literal a, Literal b) {
    if (a == 0 || b == 0) return a + b;
    return AnyOf(sat_, {a, b});
  };
  for (int slot = day.begin; slot < day.end; ++slot) {
    const int i = slot - day.begin;
    known.before[i] = either(i > 0 ? known.before[i - 1] : 0, busy[slot]);
  }
  for (int slot = day.end; slot-- > day.begin;) {
    const int i = slot - day.begin;
    known.after[i] = either(slot + 1 < day.end ? known.after[i + 1] : 0, busy[slot]);
  }
  for (int slot = day.begin + 2; slot < day.end; ++slot) {
    const int i = slot - day.begin;
    if (busy[slot] == 0 || known.before[i - 2] == 0) continue;
    const Literal idle_before = busy[slot - 1];
    const Literal end = sat_.NewVariable();
    std::vector<Literal> all = {-busy[slot], -known.before[i - 2], end};
    if (idle_before != 0) all.push_back(idle_before);
    sat_.AddClause(all);
    sat_.AddImplication(end, busy[slot]);
    sat_.AddImplication(end, known.before[i - 2]);
    if (idle_before != 0) sat_.AddImplication(end, -idle_before);
    ends.push_back(end);
  }
  AddIdleCosts(known, busy);
  return known;
}

void Encoding::AddIdleCosts(const DayOfPerson& known, const std::vector<Literal>& busy) {
  if (problem_.weights.idle == 0) return;
  for (int slot = known.day.begin + 1; slot + 1 < known.day.end; ++slot) {
    const int i = slot - known.day.begin;
    if (known.before[i - 1] == 0 || known.after[i + 1] == 0) continue;
    const Literal idle = sat_.NewVariable();
    std::vector<Literal> clause = {-known.before[i - 1], -known.after[i + 1], idle};
    if (busy[slot] != 0) clause.push_back(busy[slot]);
    sat_.AddClause(clause);
    AddSoft(idle, problem_.weights.idle);
  }
}

// Without a break a person is busy from the first to the last slot of a day.
void Encoding::AddSingleRun(int person, const DayOfPerson& known) {
  const Literal any_break = breaks_[person][0];
  for (int slot = known.day.begin + 1; slot + 1 < known.day.end; ++slot) {
    const int i = slot - known.day.begin;
    if (known.before[i - 1] == 0 || known.after[i + 1] == 0) continue;
    std::vector<Literal> clause = {any_break, -known.before[i - 1], -known.after[i + 1]};
    if (busy_[person][slot] != 0) clause.push_back(busy_[person][slot]);
    sat_.AddClause(clause);
  }
  const int length = LengthIfAllPlaced(person);
  if (length >= 0 && model_.days.size() == 1) AddRunOfLength(person, known, length);
}

// A run without a break is as long as all that a person attends: whoever is busy behind a slot
// began less than that before, and nobody is busy at two slots that far apart.
void Encoding::AddRunOfLength(int person, const DayOfPerson& known, int length) {
  const Literal any_break = breaks_[person][0];
  for (int slot = known.day.begin + length; slot < known.day.end; ++slot) {
    const Literal after = known.after[slot - known.day.begin];
    const Literal began = known.before[slot - known.day.begin - length];
    if (after != 0 && began != 0) sat_.AddClause({any_break, -after, -began});
    std::vector<Literal> clause = {any_break};
    if (after != 0) clause.push_back(after);
    if (began != 0) clause.push_back(began);
    sat_.AddClause(clause);
  }
  for (int slot = known.day.begin; slot < known.day.end; ++slot) {
    for (int other = slot + length; other < known.day.end; ++other) {
      if (busy_[person][slot] == 0 || busy_[person][other] == 0) continue;
      sat_.AddClause({any_break, -busy_[person][slot], -busy_[person][other]});
    }
  }
}

// How many slots a person is busy for; -1: that depends on what is left out.
int Encoding::LengthIfAllPlaced(int person) const {
  int length = 0;
  for (const Engagement& engagement : model_.engagements[person]) {
    if (problem_.activities[engagement.activity].is_optional) return -1;
    length += engagement.to - engagement.from;
  }
  return length;
}

// The number of slots a person is busy for is known (the paper's first implied constraint).
void Encoding::AddNumberOfSlots(int person) {
  const int length = LengthIfAllPlaced(person);
  if (length < 0) return;
  std::vector<Literal> slots;
  for (const Literal busy : busy_[person]) {
    if (busy != 0) slots.push_back(busy);
  }
  if (static_cast<int>(slots.size()) < length) return;
  const std::vector<Literal> outputs = Count(sat_, slots, length + 1, Counting::kBoth);
  if (length > 0) sat_.AddUnit(outputs[length - 1]);
  if (static_cast<int>(outputs.size()) > length) sat_.AddUnit(-outputs[length]);
}

// --- Journeys: pairs of activities of a person that are too far apart for the time between them.

void Encoding::AddJourneys(const std::function<bool()>& is_over) {
  if (!model_.has_travel) return;
  std::map<std::pair<int, int>, std::vector<std::pair<Engagement, Engagement>>> pairs;
  for (const std::vector<Engagement>& engagements : model_.engagements) {
    for (size_t i = 0; i < engagements.size(); ++i) {
      for (size_t j = i + 1; j < engagements.size(); ++j) {
        pairs[{engagements[i].activity, engagements[j].activity}].emplace_back(engagements[i],
                                                                               engagements[j]);
      }
    }
  }
  for (const auto& [activities, parts] : pairs) {
    if (is_over()) return;
    std::set<std::vector<int>> seen;
    for (const auto& [a, b] : parts) {
      if (seen.insert({a.from, a.to, b.from, b.to}).second) AddJourney(a, b);
    }
  }
}

// Where an activity can take place, each venue with the literal of it (that of True: it is the
// only).
std::vector<std::pair<int, Literal>> Encoding::VenuesOf(int activity) {
  const Activity& what = problem_.activities[activity];
  if (what.venue >= 0) return {{what.venue, sat_.True()}};
  std::vector<std::pair<int, Literal>> venues;
  if (what.needs.empty()) return venues;
  for (size_t i = 0; i < what.needs[0].choices.size(); ++i) {
    const Literal literal = choices_[activity].pools[0][i];
    const int venue = problem_.pools[what.needs[0].choices[i].pool].venue;
    if (literal != 0 && venue >= 0) venues.emplace_back(venue, literal);
  }
  return venues;
}

void Encoding::AddJourney(const Engagement& a, const Engagement& b) {
  for (const auto& [from, at_from] : VenuesOf(a.activity)) {
    for (const auto& [to, at_to] : VenuesOf(b.activity)) {
      const int way = problem_.travel[from][to];
      const int back = problem_.travel[to][from];
      if (way <= problem_.gap && back <= problem_.gap) continue;
      for (const auto& [start_a, x_a] : choices_[a.activity].starts) {
        for (const auto& [start_b, x_b] : choices_[b.activity].starts) {
          const bool fits =
              start_a + a.to + way <= start_b + b.from || start_b + b.to + back <= start_a + a.from;
          if (!fits) sat_.AddClause({-x_a, -x_b, -at_from, -at_to});
        }
      }
    }
  }
}

// --- Pools.

void Encoding::AddCapacities(const std::function<bool()>& is_over) {
  std::vector<std::vector<std::vector<Literal>>> users(
      problem_.pools.size(), std::vector<std::vector<Literal>>(problem_.slots));
  for (size_t a = 0; a < problem_.activities.size(); ++a) AddUses(static_cast<int>(a), users);
  for (size_t pool = 0; pool < users.size(); ++pool) {
    const int group = options_.counts_people ? GroupSize(static_cast<int>(pool)) : 0;
    for (int slot = 0; slot < problem_.slots && !is_over(); ++slot) {
      if (group > 0) {
        AddPeopleAtSlot(static_cast<int>(pool), slot, group);
      } else {
        AddPoolAtSlot(static_cast<int>(pool), users[pool][slot]);
      }
    }
  }
}

void Encoding::AddUses(int activity, std::vector<std::vector<std::vector<Literal>>>& users) {
  const Activity& what = problem_.activities[activity];
  for (size_t n = 0; n < what.needs.size(); ++n) {
    const Need& need = what.needs[n];
    const bool is_bare = need.before == 0 && need.after == 0;
    const std::vector<Literal> covers =
        is_bare ? choices_[activity].covers
                : CoversOf(activity, -need.before, what.duration + need.after);
    for (size_t i = 0; i < need.choices.size(); ++i) {
      const Literal pool = choices_[activity].pools[n][i];
      if (pool == 0) continue;
      for (int slot = 0; slot < problem_.slots; ++slot) {
        if (covers[slot] == 0) continue;
        users[need.choices[i].pool][slot].push_back(
            pool == sat_.True() ? covers[slot] : BothOf(sat_, covers[slot], pool));
      }
    }
  }
}

void Encoding::AddPoolAtSlot(int pool, const std::vector<Literal>& users) {
  const size_t capacity = problem_.pools[pool].capacity;
  if (users.size() <= capacity) return;
  if (capacity == 0) {
    for (const Literal user : users) sat_.AddUnit(-user);
  } else if (capacity == 1) {
    sat_.AddAtMostOne(users);
  } else {
    const std::vector<Literal> outputs = Count(sat_, users, capacity + 1, Counting::kUp);
    sat_.AddUnit(-outputs[capacity]);
  }
}

// Where every activity takes one slot and one asset of `pool`, and always the same number of
// people, nobody being anywhere else: that number. Then counting the people of a slot counts its
// activities, and there are fewer people than activities. 0: it is not so.
int Encoding::GroupSize(int pool) const {
  if (problem_.pools.size() != 1 || problem_.gap > 0) return 0;
  size_t group = 0;
  for (const Activity& activity : problem_.activities) {
    const bool is_plain = activity.duration == 1 && activity.needs.size() == 1 &&
                          activity.needs[0].before == 0 && activity.needs[0].after == 0 &&
                          activity.needs[0].choices.size() == 1 &&
                          activity.needs[0].choices[0].pool == pool;
    size_t people = 0;
    for (const Attendance& attendance : activity.attendances) people += attendance.is_required;
    if (!is_plain || people == 0 || (group != 0 && people != group)) return 0;
    group = people;
  }
  return static_cast<int>(group);
}

void Encoding::AddPeopleAtSlot(int pool, int slot, int group) {
  std::vector<Literal> people;
  for (const std::vector<Literal>& busy : busy_) {
    if (busy[slot] != 0) people.push_back(busy[slot]);
  }
  const size_t most = static_cast<size_t>(problem_.pools[pool].capacity) * group;
  if (people.size() <= most) return;
  const std::vector<Literal> outputs = Count(sat_, people, most + 1, Counting::kUp);
  sat_.AddUnit(-outputs[most]);
}

// --- Precedence, fairness, costs.

void Encoding::AddPrecedence(const Precedence& rule) {
  const int way = problem_.activities[rule.before].duration + rule.gap;
  const Choices& first = choices_[rule.before];
  const Choices& second = choices_[rule.after];
  // Where the second starts at s, the first starts at s - way at the latest.
  Literal early_enough = 0;
  size_t next = 0;
  for (const auto& [start, literal] : second.starts) {
    while (next < first.starts.size() && first.starts[next].first + way <= start) {
      const Literal x = first.starts[next++].second;
      early_enough = early_enough == 0 ? x : AnyOf(sat_, {early_enough, x});
    }
    std::vector<Literal> clause = {-literal};
    if (early_enough != 0) clause.push_back(early_enough);
    if (first.is_left_out != 0) clause.push_back(first.is_left_out);
    sat_.AddClause(clause);
  }
}

// The literal that says a person has more than `k` breaks; 0: never.
Literal Encoding::MoreBreaks(int person, size_t k) const {
  return k < breaks_[person].size() ? breaks_[person][k] : 0;
}

// all[k]: everybody has more than k breaks. any[k]: somebody does.
void Encoding::AddFairness() {
  if (!problem_.fairness && problem_.weights.unfairness == 0) return;
  size_t most = 0;
  bool somebody_never = false;
  for (size_t p = 0; p < breaks_.size(); ++p) {
    if (!problem_.persons[p].is_compared) continue;
    most = std::max(most, breaks_[p].size());
    somebody_never |= breaks_[p].empty();
  }
  std::vector<Literal> all(most, 0);
  for (size_t k = 0; k < most && !somebody_never; ++k) {
    all[k] = sat_.NewVariable();
    for (size_t p = 0; p < breaks_.size(); ++p) {
      if (!problem_.persons[p].is_compared) continue;
      const Literal more = MoreBreaks(static_cast<int>(p), k);
      sat_.AddClause(more == 0 ? std::vector<Literal>{-all[k]}
                               : std::vector<Literal>{-all[k], more});
    }
  }
  if (problem_.fairness) BoundUnfairness(all);
  if (problem_.weights.unfairness > 0) PriceUnfairness(all);
}

// Whoever has more than k + fairness breaks, everybody has more than k.
void Encoding::BoundUnfairness(const std::vector<Literal>& all) {
  for (size_t p = 0; p < breaks_.size(); ++p) {
    if (!problem_.persons[p].is_compared) continue;
    for (size_t k = 0; k + *problem_.fairness < breaks_[p].size(); ++k) {
      const Literal more = breaks_[p][k + *problem_.fairness];
      sat_.AddClause(all[k] == 0 ? std::vector<Literal>{-more}
                                 : std::vector<Literal>{-more, all[k]});
    }
  }
}

// The difference is the number of k that somebody exceeds and not everybody does.
void Encoding::PriceUnfairness(const std::vector<Literal>& all) {
  for (size_t k = 0; k < all.size(); ++k) {
    const Literal differs = sat_.NewVariable();
    for (size_t p = 0; p < breaks_.size(); ++p) {
      const Literal more = MoreBreaks(static_cast<int>(p), k);
      if (more == 0 || !problem_.persons[p].is_compared) continue;
      std::vector<Literal> clause = {-more, differs};
      if (all[k] != 0) clause.push_back(all[k]);
      sat_.AddClause(clause);
    }
    AddSoft(differs, problem_.weights.unfairness);
  }
}

// Steps of cost: of a start that costs c, every step up to c is true.
void Encoding::AddStartCosts(int activity) {
  const Choices& choices = choices_[activity];
  std::map<int64_t, std::vector<Literal>> by_cost;
  for (const auto& [start, literal] : choices.starts) {
    by_cost[StartCostAt(problem_, activity, start)].push_back(literal);
  }
  if (by_cost.empty()) return;
  int64_t paid = 0;
  if (choices.is_left_out == 0) {
    paid = by_cost.begin()->first;
    constant_ += paid;
  }
  Literal step = 0;
  for (const auto& [cost, starts] : by_cost) {
    if (cost == paid) continue;
    const Literal next = sat_.NewVariable();
    if (step != 0) sat_.AddImplication(next, step);
    for (const Literal start : starts) sat_.AddImplication(start, next);
    AddSoft(next, cost - paid);
    paid = cost;
    step = next;
  }
}

void Encoding::AddSoft(Literal literal, int64_t weight) {
  if (weight > 0) softs_.push_back({literal, weight});
}

// --- Plans.

std::vector<Literal> Encoding::Inside(int person, int day, Span span) const {
  const DayOfPerson& known = days_[person][day];
  std::vector<Literal> inside;
  const int last_before = span.begin - known.day.begin - 1;
  if (last_before >= 0 && known.before[last_before] != 0) {
    inside.push_back(-known.before[last_before]);
  }
  if (span.end < known.day.end && known.after[span.end - known.day.begin] != 0) {
    inside.push_back(-known.after[span.end - known.day.begin]);
  }
  return inside;
}

Plan Encoding::Decode() const {
  Plan plan(choices_.size());
  for (size_t a = 0; a < choices_.size(); ++a) {
    for (const auto& [start, literal] : choices_[a].starts) {
      if (sat_.Value(literal)) plan[a].start = start;
    }
    const Activity& what = problem_.activities[a];
    plan[a].pools.assign(what.needs.size(), -1);
    for (size_t n = 0; n < what.needs.size() && plan[a].is_placed(); ++n) {
      for (size_t i = 0; i < what.needs[n].choices.size(); ++i) {
        const Literal literal = choices_[a].pools[n][i];
        if (literal != 0 && sat_.Value(literal)) plan[a].pools[n] = what.needs[n].choices[i].pool;
      }
    }
  }
  return plan;
}

double Encoding::EstimateClauses(const Model& model) {
  const Problem& problem = *model.problem;
  double clauses = 0;
  for (size_t a = 0; a < model.starts.size(); ++a) {
    double pools = 0;
    for (const Need& need : problem.activities[a].needs)
      pools += static_cast<double>(need.choices.size());
    clauses += model.starts[a].count() * (4 + 3 * pools) * problem.activities[a].duration;
  }
  const double slots = problem.slots;
  for (const auto& engagements : model.engagements) {
    const double many = static_cast<double>(engagements.size());
    if (many < 2) continue;
    clauses += many * slots * 3 + slots * slots * 2;
    if (model.has_travel) clauses += many * many * slots * slots / 2;
  }
  for (const Pool& pool : problem.pools) {
    const double users = std::min<double>(static_cast<double>(model.starts.size()),
                                          static_cast<double>(2 * problem.persons.size()));
    clauses += slots * users * std::min<double>(pool.capacity + 1.0, users) * 2;
  }
  return clauses;
}

}  // namespace plenary::solver
