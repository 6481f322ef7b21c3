#include "services/solver/problem.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace plenary::solver {
namespace {

// What is wrong with a part of a problem, from its name on: ".pool: there is no pool 7". Whoever
// holds the part puts its own name before it. nullopt: nothing.
using Complaint = absl::optional<std::string>;

// The complaint about the first item that has one.
template <typename Item, typename WrongWith>
Complaint FirstWrong(absl::string_view field, const std::vector<Item>& items,
                     const WrongWith& wrong_with) {
  for (size_t i = 0; i < items.size(); ++i) {
    if (const Complaint wrong = wrong_with(items[i])) {
      return absl::StrCat(".", field, "[", i, "]", *wrong);
    }
  }
  return absl::nullopt;
}

Complaint WrongIndex(absl::string_view field, int index, size_t size) {
  if (0 <= index && index < static_cast<int>(size)) return absl::nullopt;
  return absl::StrCat(".", field, ": ", index, " is none of ", size);
}

// Lengths are kept to what the longest horizon could hold, so that no sum of a few overflows.
Complaint WrongLength(absl::string_view field, int length) {
  if (0 <= length && length <= kMostSlots) return absl::nullopt;
  return absl::StrCat(".", field, ": ", length, " is not from 0 to ", kMostSlots);
}

Complaint WrongAmount(absl::string_view field, int64_t amount) {
  if (0 <= amount && amount <= kMostScore) return absl::nullopt;
  return absl::StrCat(".", field, ": ", amount, " is not from 0 to ", kMostScore);
}

Complaint WrongSpan(Span span, int slots) {
  if (0 <= span.begin && span.begin <= span.end && span.end <= slots) return absl::nullopt;
  return absl::StrCat(": [", span.begin, ", ", span.end, ") is no span of ", slots, " slots");
}

Complaint WrongSpans(absl::string_view field, const std::vector<Span>& spans, int slots) {
  return FirstWrong(field, spans, [&](Span span) { return WrongSpan(span, slots); });
}

Complaint WrongDays(const std::vector<Span>& days, int slots) {
  int reached = 0;
  for (size_t i = 0; i < days.size(); ++i) {
    if (days[i].begin != reached || days[i].end <= days[i].begin) {
      return absl::StrCat(".days[", i, "]: it does not go on from slot ", reached);
    }
    reached = days[i].end;
  }
  if (!days.empty() && reached != slots) {
    return absl::StrCat(".days: they end at slot ", reached, " of ", slots);
  }
  return absl::nullopt;
}

Complaint WrongPool(const Problem& problem, const Pool& pool) {
  if (pool.capacity < 0) return absl::StrCat(".capacity: ", pool.capacity, " is negative");
  if (pool.venue != -1) {
    if (const Complaint wrong = WrongIndex("venue", pool.venue, problem.travel.size())) {
      return wrong;
    }
  }
  return WrongSpans("closed", pool.closed, problem.slots);
}

Complaint WrongChoices(const Problem& problem, const std::vector<Choice>& choices) {
  std::unordered_set<int> seen;
  return FirstWrong("choices", choices, [&](const Choice& choice) -> Complaint {
    if (const Complaint wrong = WrongIndex("pool", choice.pool, problem.pools.size())) return wrong;
    if (!seen.insert(choice.pool).second) {
      return absl::StrCat(".pool: ", choice.pool, " is there twice");
    }
    return WrongAmount("cost", choice.cost);
  });
}

Complaint WrongNeed(const Problem& problem, const Need& need) {
  if (const Complaint wrong = WrongChoices(problem, need.choices)) return wrong;
  if (const Complaint wrong = WrongLength("before", need.before)) return wrong;
  if (const Complaint wrong = WrongLength("after", need.after)) return wrong;
  if (need.pinned != -1 &&
      std::none_of(need.choices.begin(), need.choices.end(),
                   [&](const Choice& choice) { return choice.pool == need.pinned; })) {
    return absl::StrCat(".pinned: ", need.pinned, " is not among the choices");
  }
  if (need.baseline == -1) return absl::nullopt;
  return WrongIndex("baseline", need.baseline, problem.pools.size());
}

Complaint WrongAttendances(const Problem& problem, const Activity& activity) {
  std::unordered_set<int> seen;
  const auto wrong_with = [&](const Attendance& attendance) -> Complaint {
    const int person = attendance.person;
    if (const Complaint wrong = WrongIndex("person", person, problem.persons.size())) return wrong;
    if (!seen.insert(person).second) return absl::StrCat(".person: ", person, " is there twice");
    const int to = attendance.to == 0 ? activity.duration : attendance.to;
    if (0 <= attendance.from && attendance.from < to && to <= activity.duration) {
      return absl::nullopt;
    }
    return absl::StrCat(".from: [", attendance.from, ", ", to, ") is no part of ",
                        activity.duration, " slots");
  };
  return FirstWrong("attendances", activity.attendances, wrong_with);
}

Complaint WrongStart(absl::string_view field, const absl::optional<int>& start, int slots) {
  if (!start) return absl::nullopt;
  return WrongIndex(field, *start, slots);
}

Complaint WrongActivity(const Problem& problem, const Activity& activity) {
  if (activity.duration < 1) return absl::StrCat(".duration: ", activity.duration, " is below 1");
  if (const Complaint wrong = WrongLength("duration", activity.duration)) return wrong;
  if (const Complaint wrong = WrongSpans("windows", activity.windows, problem.slots)) return wrong;
  if (const Complaint wrong = WrongAttendances(problem, activity)) return wrong;
  if (const Complaint wrong = FirstWrong(
          "needs", activity.needs, [&](const Need& need) { return WrongNeed(problem, need); })) {
    return wrong;
  }
  if (activity.venue != -1) {
    if (const Complaint wrong = WrongIndex("venue", activity.venue, problem.travel.size())) {
      return wrong;
    }
  }
  for (const auto& [field, start] : {std::make_pair("pinned_start", activity.pinned_start),
                                     std::make_pair("baseline_start", activity.baseline_start)}) {
    if (const Complaint wrong = WrongStart(field, start, problem.slots)) return wrong;
  }
  const auto wrong_cost = [&](const StartCost& start_cost) -> Complaint {
    if (const Complaint wrong = WrongSpan(start_cost.starts, problem.slots)) {
      return absl::StrCat(".starts", *wrong);
    }
    return WrongAmount("cost", start_cost.cost);
  };
  if (const Complaint wrong = FirstWrong("start_costs", activity.start_costs, wrong_cost)) {
    return wrong;
  }
  return WrongAmount("price", activity.price);
}

Complaint WrongPrecedence(const Problem& problem, const Precedence& precedence) {
  const size_t activities = problem.activities.size();
  if (const Complaint wrong = WrongIndex("before", precedence.before, activities)) return wrong;
  if (const Complaint wrong = WrongIndex("after", precedence.after, activities)) return wrong;
  if (precedence.before == precedence.after) {
    return absl::StrCat(".after: ", precedence.after, " would be after itself");
  }
  return WrongLength("gap", precedence.gap);
}

Complaint WrongTravel(const std::vector<std::vector<int>>& travel) {
  for (size_t from = 0; from < travel.size(); ++from) {
    if (travel[from].size() != travel.size()) {
      return absl::StrCat(".travel[", from, "]: it tells of ", travel[from].size(), " of ",
                          travel.size(), " venues");
    }
    for (size_t to = 0; to < travel.size(); ++to) {
      if (const Complaint wrong =
              WrongLength(absl::StrCat("travel[", from, "][", to, "]"), travel[from][to])) {
        return wrong;
      }
    }
    if (travel[from][from] != 0) {
      return absl::StrCat(".travel[", from, "][", from, "]: it is not 0");
    }
  }
  return absl::nullopt;
}

Complaint WrongWeights(const Weights& weights) {
  for (const auto& [field, weight] :
       {std::make_pair("breaks", weights.breaks), std::make_pair("idle", weights.idle),
        std::make_pair("unfairness", weights.unfairness), std::make_pair("early", weights.early),
        std::make_pair("missed", weights.missed), std::make_pair("moved", weights.moved),
        std::make_pair("replaced", weights.replaced),
        std::make_pair("table_changes", weights.table_changes)}) {
    if (const Complaint wrong = WrongAmount(field, weight)) {
      return absl::StrCat(".weights", *wrong);
    }
  }
  return absl::nullopt;
}

// A sum of amounts, none of them negative, that stays beyond kMostScore once it is.
class Total {
 public:
  void Add(int64_t count, int64_t amount) {
    int64_t product = 0;
    if (__builtin_mul_overflow(count, amount, &product) || product > kMostScore - sum_) {
      is_over_ = true;
    } else {
      sum_ += product;
    }
  }
  bool is_over() const { return is_over_; }

 private:
  int64_t sum_ = 0;
  bool is_over_ = false;
};

void AddWorstOf(const Problem& problem, const Activity& activity, Total& total) {
  const Weights& weights = problem.weights;
  total.Add(problem.slots, weights.early);
  if (activity.baseline_start) total.Add(1, weights.moved);
  if (activity.is_optional) total.Add(1, activity.price);
  for (const StartCost& start_cost : activity.start_costs) total.Add(1, start_cost.cost);
  for (const Need& need : activity.needs) {
    if (need.baseline != -1) total.Add(1, weights.replaced);
    int64_t worst = 0;
    for (const Choice& choice : need.choices) worst = std::max(worst, choice.cost);
    total.Add(1, worst);
  }
  for (const Attendance& attendance : activity.attendances) {
    if (attendance.is_required) {
      total.Add(1, weights.breaks);
      total.Add(1, weights.table_changes);
    } else {
      total.Add(1, weights.missed);
    }
  }
}

Complaint WrongTotal(const Problem& problem) {
  Total total;
  for (const Activity& activity : problem.activities) AddWorstOf(problem, activity, total);
  total.Add(static_cast<int64_t>(problem.persons.size()) * problem.slots, problem.weights.idle);
  total.Add(problem.slots, problem.weights.unfairness);
  if (!total.is_over()) return absl::nullopt;
  return absl::StrCat(".weights: a plan's score could pass ", kMostScore);
}

Complaint WrongWith(const Problem& problem) {
  if (problem.slots < 1) return absl::StrCat(".slots: ", problem.slots, " is below 1");
  if (const Complaint wrong = WrongDays(problem.days, problem.slots)) return wrong;
  if (const Complaint wrong = WrongTravel(problem.travel)) return wrong;
  if (const Complaint wrong = WrongLength("gap", problem.gap)) return wrong;
  if (problem.fairness && *problem.fairness < 0) {
    return absl::StrCat(".fairness: ", *problem.fairness, " is negative");
  }
  if (const Complaint wrong = WrongWeights(problem.weights)) return wrong;
  if (const Complaint wrong = FirstWrong("persons", problem.persons, [&](const Person& person) {
        return WrongSpans("forbidden", person.forbidden, problem.slots);
      })) {
    return wrong;
  }
  if (const Complaint wrong = FirstWrong(
          "pools", problem.pools, [&](const Pool& pool) { return WrongPool(problem, pool); })) {
    return wrong;
  }
  if (const Complaint wrong =
          FirstWrong("activities", problem.activities,
                     [&](const Activity& activity) { return WrongActivity(problem, activity); })) {
    return wrong;
  }
  if (const Complaint wrong = FirstWrong(
          "precedences", problem.precedences,
          [&](const Precedence& precedence) { return WrongPrecedence(problem, precedence); })) {
    return wrong;
  }
  return WrongTotal(problem);
}

absl::Status TooMany(absl::string_view field, int64_t count, int64_t most) {
  return absl::ResourceExhaustedError(absl::StrCat(field, ": ", count, " are more than ", most));
}

}  // namespace

absl::Status Validate(const Problem& problem) {
  if (problem.activities.size() > kMostActivities) {
    return TooMany("activities", problem.activities.size(), kMostActivities);
  }
  if (problem.persons.size() > kMostPersons) {
    return TooMany("persons", problem.persons.size(), kMostPersons);
  }
  if (problem.slots > kMostSlots) return TooMany("slots", problem.slots, kMostSlots);
  // Its name begins with the dot that would part it from the problem's.
  if (const Complaint wrong = WrongWith(problem)) {
    return absl::InvalidArgumentError(wrong->substr(1));
  }
  return absl::OkStatus();
}

}  // namespace plenary::solver
