// plenary_solve: plans one published instance and prints what came out, as one JSON object.
//
//   plenary_solve INSTANCE.json [--fairness D] [--time-limit S] [--threads N] [--seed K]
//                 [--progress]
//
// It ends with 0 where it has an answer, be it that there is no plan or that none was found in
// time; with 2 where it was called wrongly or the instance is malformed; with 1 where the solver is
// wrong.
#include "services/solver/solve.h"

#include <jansson.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "services/solver/plan.h"
#include "services/solver/problem.h"
#include "tests/bench/instances.h"
#include "tests/bench/stop.h"

namespace plenary::bench {
namespace {

enum ExitCode { kAnswered = 0, kWrong = 1, kUsage = 2 };

// Whoever is asked to end (timeout(1), Ctrl-C) answers with what there is.
std::atomic<bool> told_to_end = false;
void TellToEnd(int /*signal*/) { told_to_end = true; }

struct Order {
  std::string file;
  int fairness = 2;  // -1: off
  double time_limit = 300;
  int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  uint64_t seed = 1;
  bool tells_progress = false;
};

void Declare(Order& order, CLI::App& app) {
  app.add_option("INSTANCE", order.file, "a file of b2b-instance/1 or csplib046/1")->required();
  app.add_option("--fairness", order.fairness,
                 "the most that the breaks of two participants may differ; -1: as they like")
      ->check(CLI::Range(-1, solver::kMostSlots))
      ->capture_default_str();
  app.add_option("--time-limit", order.time_limit, "seconds")
      ->check(CLI::Range(0.0, 1e6))
      ->capture_default_str();
  app.add_option("--threads", order.threads, "how many search side by side")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  app.add_option("--seed", order.seed, "one thread and no limit: equal seeds, equal answers")
      ->capture_default_str();
  app.add_flag("--progress", order.tells_progress,
               "tell on standard error of each better plan or bound, and of what was used");
}

struct Task {
  std::string name;  // in JSON
  int fairness = -1;
  solver::Problem problem;
};

Task TaskOf(const Instance& instance, int fairness) {
  if (const auto* b2b = absl::get_if<B2bInstance>(&instance)) {
    return {b2b->name, fairness, ProblemOf(*b2b, fairness)};
  }
  const auto& apart = absl::get<Csplib046Instance>(instance);
  return {apart.name, -1, ProblemOf(apart)};
}

const char* Spell(solver::Proof proof) {
  switch (proof) {
    case solver::Proof::kOptimal:
      return "optimal";
    case solver::Proof::kInfeasible:
      return "infeasible";
    case solver::Proof::kNone:
      break;
  }
  return "none";
}

json_t* JsonOf(const absl::optional<solver::Plan>& plan) {
  if (!plan) return json_null();
  json_t* slots = json_array();
  for (const int slot : SlotsOf(*plan)) json_array_append_new(slots, json_integer(slot));
  return slots;
}

void PrintSolution(const Task& task, const solver::Solution& solution) {
  const bool is_infeasible = solution.proof == solver::Proof::kInfeasible;
  const std::unique_ptr<json_t, decltype(&json_decref)> json(json_object(), &json_decref);
  const auto set = [&](const char* key, json_t* value) {
    json_object_set_new(json.get(), key, value);
  };
  set("instance", json_loads(task.name.c_str(), JSON_DECODE_ANY, nullptr));
  set("slot", JsonOf(solution.plan));
  set("fairness_d", json_integer(task.fairness));
  set("objective", solution.plan ? json_integer(solution.score.total()) : json_null());
  set("bound", is_infeasible ? json_null() : json_integer(solution.bound));
  set("proof", json_string(Spell(solution.proof)));
  set("seconds", json_real(solution.seconds));
  set("first_feasible_seconds",
      solution.first_plan_seconds ? json_real(*solution.first_plan_seconds) : json_null());
  const std::unique_ptr<char, decltype(&free)> text(
      json_dumps(json.get(), JSON_COMPACT | JSON_REAL_PRECISION(6)), &free);
  std::cout << text.get() << std::endl;
}

// "progress SECONDS SCORE BOUND"; no score: "-".
void TellProgress(const solver::Progress& progress) {
  std::cerr << "progress " << progress.seconds << " "
            << (progress.best ? absl::StrCat(*progress.best) : "-") << " " << progress.bound
            << std::endl;
}

// "used KIB SECONDS": the most memory that was resident, and the processor's time.
void TellUse() {
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  const double seconds = static_cast<double>(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
                         static_cast<double>(use.ru_utime.tv_usec + use.ru_stime.tv_usec) * 1e-6;
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmHWM:", 0) != 0) continue;
    std::cerr << "used " << std::stoll(line.substr(6)) << " " << seconds << std::endl;
  }
}

// Whether the plan is one, by the plain measure of rules; what it breaks is told.
bool KeepsRules(const Task& task, const solver::Solution& solution) {
  if (!solution.plan) return true;
  const std::vector<std::string> broken = solver::Violations(task.problem, *solution.plan);
  for (const std::string& rule : broken) std::cerr << "plenary_solve: " << rule << "\n";
  return broken.empty();
}

int Run(const Order& order) {
  solver::StopRule stop = StopAfter(order.time_limit);
  const absl::StatusOr<Instance> instance = ReadInstanceFile(order.file);
  if (!instance.ok()) {
    std::cerr << "plenary_solve: " << order.file << ": " << instance.status().message()
              << std::endl;
    return kUsage;
  }
  const Task task = TaskOf(*instance, order.fairness);
  if (const absl::Status status = solver::Validate(task.problem); !status.ok()) {
    std::cerr << "plenary_solve: " << order.file << ": " << status.message() << std::endl;
    return kUsage;
  }
  stop.is_over = [is_late = stop.is_over] { return told_to_end || is_late(); };
  solver::SolveOptions options;
  options.threads = order.threads;
  options.seed = order.seed;
  if (order.tells_progress) options.on_progress = TellProgress;
  const solver::Solution solution = solver::Solve(task.problem, options, stop);
  if (!KeepsRules(task, solution)) return kWrong;
  PrintSolution(task, solution);
  if (order.tells_progress) TellUse();
  return kAnswered;
}

int Main(int argc, char** argv) {
  Order order;
  CLI::App app("Plans a published instance; prints one JSON object.", "plenary_solve");
  Declare(order, app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Standard output is the answer's alone.
    return app.exit(error, std::cerr, std::cerr) == 0 ? kAnswered : kUsage;
  }
  std::signal(SIGINT, TellToEnd);
  std::signal(SIGTERM, TellToEnd);
  return Run(order);
}

}  // namespace
}  // namespace plenary::bench

int main(int argc, char** argv) { return plenary::bench::Main(argc, argv); }
