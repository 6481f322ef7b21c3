// What is to be planned, in plain numbers.
//
// Time is a row of slots of equal length (the grain), counted from 0 and cut into days. An activity
// has a length in slots, people who attend it, and needs: a table, a room, two interpreters. A plan
// gives each activity a start and each of its needs a pool of assets to take one from.
//
// Everything is an index into the vectors of Problem. All spans are half-open.
#ifndef PLENARY_SERVICES_SOLVER_PROBLEM_H_
#define PLENARY_SERVICES_SOLVER_PROBLEM_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/optional.h"

namespace plenary::solver {

// Slots [begin, end).
struct Span {
  int begin = 0;
  int end = 0;
};

// Somebody who is never in two activities at once.
struct Person {
  // When they cannot be anywhere.
  std::vector<Span> forbidden;
  // Whether their breaks are compared with other people's (Problem::fairness, Weights::unfairness).
  bool is_compared = true;
};

// Assets that are alike in everything: tables of one hall, interpreters of one pair of languages.
// Those with hours of their own are pools of one.
struct Pool {
  int capacity = 1;          // how many there are
  int venue = -1;            // into Problem::travel; -1: nowhere in particular
  std::vector<Span> closed;  // when none of them can be had
};

// A pool that a need can be met from.
struct Choice {
  int pool = 0;
  int64_t cost = 0;  // of meeting it from there: how badly a room fits
};

// One asset from one of some pools, for as long as the activity lasts and around it.
struct Need {
  std::vector<Choice> choices;
  int before = 0;     // slots: setting up
  int after = 0;      // clearing up
  int pinned = -1;    // the pool it is met from, whatever the wishes; must be among the choices
  int baseline = -1;  // the pool it was met from in the plan before; -1: there was none
};

// Somebody who takes part; once in an activity.
struct Attendance {
  int person = 0;
  // Others wish to come, and do so where they are free beside what they must attend and what they
  // wish for in earlier activities of the list; else it costs Weights::missed.
  bool is_required = true;
  // Their own part of the activity, in slots from its start; to = 0: all of it.
  int from = 0;
  int to = 0;
};

// Starting in `starts` costs something.
struct StartCost {
  Span starts;
  int64_t cost = 0;
};

struct Activity {
  int duration = 1;  // slots, at least 1
  // It lies wholly in one of these; empty: anywhere within a day.
  std::vector<Span> windows;
  std::vector<Attendance> attendances;
  std::vector<Need> needs;
  // Where it takes place: a venue, or that of the pool that its first need is met from (-1).
  int venue = -1;
  absl::optional<int> pinned_start;    // it starts there
  absl::optional<int> baseline_start;  // it started there in the plan before
  std::vector<StartCost> start_costs;  // those that hold add up
  // Whether it may be left out, and what that costs.
  bool is_optional = false;
  int64_t price = 0;
};

// `after` begins at least `gap` slots after the end of `before`, where neither is left out.
struct Precedence {
  int before = 0;
  int after = 0;
  int gap = 0;
};

// What a wish weighs. A score is a sum of these, to be made small; all are at least 0. Breaks, idle
// slots and tables are those of required attendances alone.
struct Weights {
  int64_t breaks = 1;         // a person's idle run between two activities of a day
  int64_t idle = 0;           // a slot of such a run
  int64_t unfairness = 0;     // the most breaks of a person less the fewest
  int64_t early = 0;          // a slot that an activity starts after slot 0
  int64_t missed = 0;         // an optional attendance that is not possible
  int64_t moved = 0;          // an activity that does not start where it did
  int64_t replaced = 0;       // a need that is not met from where it was
  int64_t table_changes = 0;  // a person's two activities in a row of a day at different assets
};

struct Problem {
  int slots = 0;
  std::vector<Span> days;  // in order, without gaps or overlaps; empty: one day
  std::vector<Person> persons;
  std::vector<Pool> pools;
  std::vector<Activity> activities;
  std::vector<Precedence> precedences;
  // Slots that it takes from one venue to another; for equal venues 0.
  std::vector<std::vector<int>> travel;
  // Slots between two activities of a person, at least. As with travel, a night between two days
  // counts for as many slots as it has: none.
  int gap = 0;
  // The most that the breaks of two people may differ; nullopt: as they like.
  absl::optional<int> fairness;
  Weights weights;
};

// The most that one problem may hold.
inline constexpr int kMostActivities = 100'000;
inline constexpr int kMostPersons = 100'000;
inline constexpr int kMostSlots = 10'000;
inline constexpr int64_t kMostScore = int64_t{1} << 53;

// Whether it is well formed: indices exist, spans lie within the slots, numbers are not negative,
// lengths no longer than kMostSlots, and no score can pass kMostScore. INVALID_ARGUMENT says what
// is wrong, RESOURCE_EXHAUSTED that it is too large. That a problem is impossible is no fault of
// its form.
absl::Status Validate(const Problem& problem);

}  // namespace plenary::solver

#endif  // PLENARY_SERVICES_SOLVER_PROBLEM_H_
