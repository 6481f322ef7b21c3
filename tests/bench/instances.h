// Published planning problems, read from JSON and put as problems of the solver.
//
// Reading is strict: a missing key, a number that is none or an index out of range is
// INVALID_ARGUMENT with the place where it stands.
#ifndef PLENARY_TESTS_BENCH_INSTANCES_H_
#define PLENARY_TESTS_BENCH_INSTANCES_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/variant.h"
#include "services/solver/plan.h"
#include "services/solver/problem.h"

namespace plenary::bench {

// Meetings of two, `b2b-instance/1` (Bofill et al., JAIR 74, 2022).
struct B2bInstance {
  enum class Session { kAny, kMorning, kAfternoon };
  struct Meeting {
    int a = 0;
    int b = 0;
    Session session = Session::kAny;
  };
  std::string name;  // in JSON, with its quotes
  int participants = 0;
  int slots = 0;
  int tables = 0;
  int morning_slots = 0;  // those below it are the morning
  std::vector<Meeting> meetings;
  std::vector<std::vector<int>> forbidden;       // of each participant: slots
  std::vector<absl::optional<int>> fixed;        // of each meeting: its slot
  std::vector<std::pair<int, int>> precedences;  // the first meeting strictly before the second
};

// Meetings at places apart, `csplib046/1` (CSPLib, prob046).
struct Csplib046Instance {
  std::string name;  // in JSON, as it has it: a number or a text; null: it has none
  int meetings = 0;
  int slots = 0;
  std::vector<std::vector<int>> agents;  // of each: meetings they attend
  std::vector<std::vector<int>> travel;  // slots between the places of two meetings
};

using Instance = absl::variant<B2bInstance, Csplib046Instance>;

absl::StatusOr<Instance> ReadInstance(absl::string_view json);
// Of a file; NOT_FOUND where it cannot be read.
absl::StatusOr<Instance> ReadInstanceFile(const std::string& path);

// `b2b-instance/1` again.
std::string WriteInstance(const B2bInstance& instance);

// `fairness`: the most that the breaks of two participants may differ; -1: as they like. The score
// is the number of breaks.
solver::Problem ProblemOf(const B2bInstance& instance, int fairness);
// Any plan will do: every one scores 0.
solver::Problem ProblemOf(const Csplib046Instance& instance);

// The slot of each activity.
std::vector<int> SlotsOf(const solver::Plan& plan);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_INSTANCES_H_
