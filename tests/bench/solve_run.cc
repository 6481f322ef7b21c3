#include "tests/bench/solve_run.h"

#include <jansson.h>

#include <memory>
#include <sstream>
#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/solver/plan.h"
#include "tests/bench/program.h"

namespace plenary::bench {
namespace {

using Json = std::unique_ptr<json_t, decltype(&json_decref)>;

[[noreturn]] void Fail(const SolveOrder& order, absl::string_view what) {
  throw std::runtime_error(
      absl::StrCat("plenary_solve ", order.file, " --fairness ", order.fairness, ": ", what));
}

solver::Proof ProofOf(absl::string_view word) {
  if (word == "optimal") return solver::Proof::kOptimal;
  return word == "infeasible" ? solver::Proof::kInfeasible : solver::Proof::kNone;
}

// The plan that the answer holds; all activities are of one need at most, met from pool 0.
solver::Plan PlanOf(const solver::Problem& problem, const json_t* slots) {
  solver::Plan plan(problem.activities.size());
  for (size_t i = 0; i < plan.size(); ++i) {
    plan[i].start = static_cast<int>(json_integer_value(json_array_get(slots, i)));
    plan[i].pools.resize(problem.activities[i].needs.size(), 0);
    plan[i].units.resize(plan[i].pools.size(), 0);
  }
  return plan;
}

void CheckPlan(const SolveOrder& order, const json_t* slots, int64_t objective) {
  if (json_array_size(slots) != order.problem.activities.size()) Fail(order, "not all are placed");
  solver::Plan plan = PlanOf(order.problem, slots);
  solver::AssignUnits(order.problem, plan);
  const std::vector<std::string> broken = solver::Violations(order.problem, plan);
  if (!broken.empty()) Fail(order, broken[0]);
  const int64_t score = solver::ScoreOf(order.problem, plan).total();
  if (score != objective) Fail(order, absl::StrCat("scores ", score, ", not ", objective));
}

void ReadAnswer(const SolveOrder& order, const std::string& text, SolveRun& run) {
  const Json json(json_loads(text.c_str(), 0, nullptr), &json_decref);
  if (json == nullptr) Fail(order, "no JSON");
  const auto get = [&](const char* key) { return json_object_get(json.get(), key); };
  run.proof = ProofOf(json_string_value(get("proof")));
  run.seconds = json_number_value(get("seconds"));
  run.bound = json_integer_value(get("bound"));
  if (json_is_real(get("first_feasible_seconds"))) {
    run.first_plan_seconds = json_real_value(get("first_feasible_seconds"));
  }
  if (!json_is_array(get("slot"))) return;
  run.objective = json_integer_value(get("objective"));
  CheckPlan(order, get("slot"), *run.objective);
  if (run.bound > *run.objective) Fail(order, "its bound is above its plan");
  if (run.proof == solver::Proof::kOptimal && run.bound != *run.objective) {
    Fail(order, "it calls a plan optimal that is above its bound");
  }
}

void ReadProgress(const std::string& text, SolveRun& run) {
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    std::istringstream words{std::string(line)};
    std::string kind;
    words >> kind;
    if (kind == "used") {
      double kib = 0;
      words >> kib >> run.processor_seconds;
      run.memory_mib = kib / 1024;
    } else if (kind == "progress") {
      solver::Progress& progress = run.progress.emplace_back();
      std::string best;
      words >> progress.seconds >> best >> progress.bound;
      if (best != "-") progress.best = std::stoll(best);
    }
  }
}

}  // namespace

absl::optional<int64_t> SolveRun::ScoreAfter(double after) const {
  absl::optional<int64_t> score;
  for (const solver::Progress& step : progress) {
    if (step.seconds <= after && step.best) score = step.best;
  }
  return score;
}

absl::optional<double> SolveRun::SecondsTo(int64_t score) const {
  for (const solver::Progress& step : progress) {
    if (step.best && *step.best <= score) return step.seconds;
  }
  return absl::nullopt;
}

SolveRun RunSolve(const SolveOrder& order) {
  const ProgramRun program =
      RunProgram({PLENARY_SOLVE, order.file, "--fairness", absl::StrCat(order.fairness),
                  "--time-limit", absl::StrCat(order.limit), "--threads", absl::StrCat(kThreads),
                  "--seed", absl::StrCat(order.seed), "--progress"},
                 order.limit + 30);
  if (program.exit_code != 0) {
    Fail(order, absl::StrCat("ended with ", program.exit_code, ": ", program.complaint));
  }
  SolveRun run;
  run.process_seconds = program.seconds;
  ReadAnswer(order, program.output, run);
  ReadProgress(program.complaint, run);
  return run;
}

}  // namespace plenary::bench
