// Figures of the published instances: all are settled, how soon, and how soon by clasp.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "tests/bench/clasp.h"
#include "tests/bench/instances.h"
#include "tests/bench/planning.h"
#include "tests/bench/solve_run.h"

namespace plenary::bench {
namespace {

constexpr double kRowLimit = 60;  // seconds
constexpr int kClaspLimit = 20;
constexpr int kSlowestTold = 5;

using Wanted = Figure::Wanted;

// An instance with a bound on the unfairness, and what has been published of it.
struct Row {
  std::string name;
  int fairness = 2;
  absl::optional<int64_t> optimum;  // nullopt: there is no plan
  SolveOrder order;
  B2bInstance instance;

  std::string Label() const { return absl::StrCat(name, " d=", fairness); }
};

Row ReadRow(const std::string& data, const std::vector<std::string>& fields) {
  Row row;
  row.name = fields[0];
  int64_t optimum = 0;
  if (!absl::SimpleAtoi(fields[1].substr(std::string("b2b d=").size()), &row.fairness)) {
    throw std::runtime_error("results.tsv: what is " + fields[1]);
  }
  if (absl::SimpleAtoi(fields[2], &optimum)) row.optimum = optimum;
  row.order.file = absl::StrCat(data, "/b2b/", row.name, ".json");
  const absl::StatusOr<Instance> instance = ReadInstanceFile(row.order.file);
  if (!instance.ok()) {
    throw std::runtime_error(absl::StrCat(row.order.file, ": ", instance.status().message()));
  }
  row.instance = absl::get<B2bInstance>(*instance);
  row.order.problem = ProblemOf(row.instance, row.fairness);
  row.order.fairness = row.fairness;
  row.order.limit = kRowLimit;
  return row;
}

// The rows that MaxSAT settled (Bofill et al., tables 5 to 11): all there are.
std::vector<Row> ReadRows(const std::string& data) {
  std::vector<Row> rows;
  std::ifstream file(data + "/results.tsv");
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> fields = absl::StrSplit(line, '\t');
    if (fields.size() < 5 || fields[4] != "MaxSAT" || fields[3] != "yes") continue;
    rows.push_back(ReadRow(data, fields));
  }
  if (rows.empty()) throw std::runtime_error("results.tsv has no rows");
  return rows;
}

// Runs that must come to what has been published.
SolveRun Settle(const Row& row) {
  const SolveRun run = RunSolve(row.order);
  const bool is_known = run.proof == solver::Proof::kInfeasible
                            ? !row.optimum
                            : row.optimum && (!run.objective || *run.objective >= *row.optimum) &&
                                  run.bound <= *row.optimum;
  if (run.IsSettled() && !is_known) {
    throw std::runtime_error(row.Label() + " is settled in another way than published");
  }
  return run;
}

double Median(std::vector<double> values) { return Series{std::move(values)}.Median(); }

// What the rounds say of one row.
struct RowRounds {
  std::vector<double> seconds;
  std::vector<double> first_seconds;
  std::vector<double> ratios;  // to clasp, where both settled it
  std::vector<double> processor_seconds;
  bool is_settled = true;  // in every round
  double memory_mib = 0;
};

void MeasureRow(const Row& row, bool beside_clasp, RowRounds& rounds) {
  const SolveRun run = Settle(row);
  rounds.seconds.push_back(run.seconds);
  rounds.processor_seconds.push_back(run.processor_seconds);
  if (run.first_plan_seconds) rounds.first_seconds.push_back(*run.first_plan_seconds);
  rounds.is_settled = rounds.is_settled && run.IsSettled();
  rounds.memory_mib = std::max(rounds.memory_mib, run.memory_mib);
  // What clasp did not settle once is not tried again.
  const bool is_out = rounds.seconds.size() > 1 && rounds.ratios.empty();
  if (!beside_clasp || is_out || !run.IsSettled()) return;
  const ClaspAnswer clasp = RunClasp(row.instance, row.fairness, kThreads, kClaspLimit);
  if (!clasp.is_settled) return;
  if (clasp.optimum != row.optimum) throw std::runtime_error("clasp differs on " + row.Label());
  rounds.ratios.push_back(run.process_seconds / clasp.seconds);
}

void PrintSlowest(const std::vector<Row>& rows, const std::vector<RowRounds>& measured) {
  std::vector<std::pair<double, std::string>> slowest;
  slowest.reserve(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    slowest.emplace_back(Median(measured[i].seconds), rows[i].Label());
  }
  std::sort(slowest.rbegin(), slowest.rend());
  std::cout << "# slowest rows:";
  for (int i = 0; i < kSlowestTold && i < static_cast<int>(slowest.size()); ++i) {
    std::cout << absl::StrFormat(" %s %.2f s;", slowest[i].second, slowest[i].first);
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!measured[i].is_settled) std::cout << " not settled: " << rows[i].Label() << ";";
  }
  std::cout << std::endl;
}

void PrintTimes(const std::vector<Row>& rows, const std::vector<RowRounds>& measured) {
  int settled = 0;
  double total = 0;
  double slowest = 0;
  double memory = 0;
  double processor = 0;
  for (const RowRounds& row : measured) {
    processor += Median(row.processor_seconds);
    settled += row.is_settled ? 1 : 0;
    total += Median(row.seconds);
    slowest = std::max(slowest, Median(row.seconds));
    memory = std::max(memory, row.memory_mib);
  }
  const auto count = static_cast<double>(rows.size());
  Print({"b2b_settled",
         "published rows settled and checked, in each round",
         Wanted::kAtLeast,
         count,
         {{static_cast<double>(settled)}},
         {{"of", {{count}}}}});
  Print({"b2b_total",
         "seconds for all rows, the median of each",
         Wanted::kAtMost,
         80,
         {{total}},
         {{"processor s", {{processor}}}, {"memory MiB", {{memory}}}}});
  Print({"b2b_slowest",
         "seconds for the slowest row, the median of it",
         Wanted::kAtMost,
         10,
         {{slowest}},
         {}});
  PrintSlowest(rows, measured);
}

void PrintFirstPlans(const std::vector<Row>& rows, const std::vector<RowRounds>& measured) {
  int feasible = 0;
  int at_once = 0;
  double worst = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].optimum) continue;
    ++feasible;
    const double first =
        measured[i].first_seconds.empty() ? kRowLimit : Median(measured[i].first_seconds);
    at_once += first <= 0.1 ? 1 : 0;
    worst = std::max(worst, first);
  }
  Print({"first_feasible",
         "share of feasible rows with a plan within 0.1 s",
         Wanted::kAtLeast,
         0.95,
         {{static_cast<double>(at_once) / feasible}},
         {}});
  Print({"first_feasible_worst",
         "seconds to the first plan, on the worst row",
         Wanted::kAtMost,
         0.5,
         {{worst}},
         {}});
}

void PrintClasp(const std::vector<RowRounds>& measured) {
  std::vector<double> logarithms;
  for (const RowRounds& row : measured) {
    if (!row.ratios.empty()) logarithms.push_back(std::log(Median(row.ratios)));
  }
  if (logarithms.empty()) throw std::runtime_error("clasp settled no row");
  double sum = 0;
  for (const double logarithm : logarithms) sum += logarithm;
  const auto count = static_cast<double>(logarithms.size());
  Print({"b2b_vs_clasp",
         "time of our process over clasp's, the geometric mean of rows that both settle",
         Wanted::kAtMost,
         1,
         {{std::exp(sum / count)}},
         {{"rows", {{count}}}}});
}

void MeasureRows(const PlanningSettings& settings) {
  const std::vector<Row> rows = ReadRows(settings.data);
  const bool beside_clasp = settings.settings.Wants({"b2b_vs_clasp"});
  std::vector<RowRounds> measured(rows.size());
  for (int round = 0; round < settings.rounds; ++round) {
    for (size_t i = 0; i < rows.size(); ++i) {
      Row row = rows[i];
      row.order.seed = round + 1;
      MeasureRow(row, beside_clasp, measured[i]);
    }
  }
  PrintTimes(rows, measured);
  PrintFirstPlans(rows, measured);
  if (beside_clasp) PrintClasp(measured);
}

void MeasureTwoSeconds(const PlanningSettings& settings) {
  Figure figure{"within_two",
                "share of feasible rows within 2 breaks of the optimum after 2 s",
                Wanted::kAtLeast,
                0.95,
                {},
                {}};
  std::vector<double> worst;
  for (int round = 0; round < settings.rounds; ++round) {
    int feasible = 0;
    int near = 0;
    int64_t farthest = 0;
    for (Row& row : ReadRows(settings.data)) {
      if (!row.optimum) continue;
      row.order.limit = 2;
      row.order.seed = round + 1;
      const SolveRun run = RunSolve(row.order);
      const int64_t away = run.objective ? *run.objective - *row.optimum : INT32_MAX;
      ++feasible;
      near += away <= 2 ? 1 : 0;
      farthest = std::max(farthest, away);
    }
    figure.series.values.push_back(static_cast<double>(near) / feasible);
    worst.push_back(static_cast<double>(farthest));
  }
  figure.beside.push_back({"breaks above the optimum, at worst", {worst}});
  Print(figure);
}

// Those of CSPLib; one of them counts as open, for what is published of it is wrong.
void MeasureCsplib(const PlanningSettings& settings) {
  std::map<std::string, std::vector<double>> seconds;
  int settled = 0;
  const std::filesystem::directory_iterator folder(settings.data + "/csplib046");
  for (const auto& entry : folder) {
    SolveOrder order;
    order.file = entry.path();
    const absl::StatusOr<Instance> instance = ReadInstanceFile(order.file);
    if (!instance.ok()) throw std::runtime_error(order.file + " cannot be read");
    order.problem = ProblemOf(absl::get<Csplib046Instance>(*instance));
    bool is_settled = true;
    for (int round = 0; round < settings.rounds; ++round) {
      order.seed = round + 1;
      const SolveRun run = RunSolve(order);
      seconds[order.file].push_back(run.seconds);
      is_settled = is_settled && run.IsSettled();
    }
    settled += is_settled ? 1 : 0;
  }
  double slowest = 0;
  for (const auto& [file, values] : seconds) slowest = std::max(slowest, Median(values));
  const auto count = static_cast<double>(seconds.size());
  Print({"csplib046_settled",
         "instances of CSPLib 46 settled and checked",
         Wanted::kAtLeast,
         count,
         {{static_cast<double>(settled)}},
         {{"of", {{count}}}}});
  Print({"csplib046_slowest",
         "seconds for the slowest of them, the median of it",
         Wanted::kAtMost,
         1,
         {{slowest}},
         {}});
}

}  // namespace

std::vector<Measurement> PublishedMeasurements(const PlanningSettings& settings) {
  const auto measure = [&settings](void (*run)(const PlanningSettings&)) {
    return [settings, run] {
      if (!settings.data.empty()) run(settings);
    };
  };
  return {{{"b2b_settled", "b2b_total", "b2b_slowest", "first_feasible", "first_feasible_worst",
            "b2b_vs_clasp"},
           measure(MeasureRows)},
          {{"within_two"}, measure(MeasureTwoSeconds)},
          {{"csplib046_settled", "csplib046_slowest"}, measure(MeasureCsplib)}};
}

}  // namespace plenary::bench
