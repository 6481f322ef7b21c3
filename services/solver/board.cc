#include "services/solver/board.h"

#include <algorithm>
#include <utility>

namespace plenary::solver {
namespace {

// What the searches of a long run learn would fill the memory.
constexpr size_t kMostClausesKept = 500'000;

}  // namespace

void Board::Offer(Plan plan) {
  AssignUnits(problem_, plan);
  const int64_t score = ScoreOf(problem_, plan).total();
  const std::lock_guard<std::mutex> lock(mutex_);
  if (score >= best_) return;
  best_ = score;
  plan_ = std::move(plan);
  best_plan_seconds_ = stop_.seconds();
  if (!first_plan_seconds_) first_plan_seconds_ = best_plan_seconds_;
  if (bound_ >= best_) is_done_ = true;
  TellProgress();
}

void Board::Raise(int64_t bound) {
  if (bound <= bound_) return;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (bound <= bound_) return;
  // Whoever looked for better plans only may have proved too much.
  bound_ = std::min<int64_t>(bound, best_);
  if (bound_ >= best_) is_done_ = true;
  TellProgress();
}

void Board::Exhaust() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (is_exhausted_) return;
  is_exhausted_ = true;
  is_done_ = true;
  if (!plan_) return;
  bound_ = best_.load();
  TellProgress();
}

absl::optional<Plan> Board::Better(int64_t than) const {
  if (best_ >= than) return absl::nullopt;
  const std::lock_guard<std::mutex> lock(mutex_);
  return plan_;
}

void Board::Tell(int reader, const std::vector<Literal>& clause) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (clauses_.size() >= kMostClausesKept) return;
  clauses_.emplace_back(reader, clause);
}

std::vector<std::vector<Literal>> Board::Hear(int reader) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (heard_.size() <= static_cast<size_t>(reader)) heard_.resize(reader + 1, 0);
  std::vector<std::vector<Literal>> heard;
  for (size_t& next = heard_[reader]; next < clauses_.size(); ++next) {
    if (clauses_[next].first != reader) heard.push_back(clauses_[next].second);
  }
  return heard;
}

Solution Board::Conclude() {
  const std::lock_guard<std::mutex> lock(mutex_);
  Solution solution;
  solution.plan = plan_;
  if (plan_) solution.score = ScoreOf(problem_, *plan_);
  solution.bound = bound_;
  if (is_done_) solution.proof = plan_ ? Proof::kOptimal : Proof::kInfeasible;
  solution.seconds = stop_.seconds();
  solution.first_plan_seconds = first_plan_seconds_;
  solution.best_plan_seconds = best_plan_seconds_;
  return solution;
}

void Board::TellProgress() {
  if (!options_.on_progress) return;
  Progress progress;
  progress.seconds = stop_.seconds();
  if (plan_) progress.best = best_.load();
  if (plan_) progress.plan = &*plan_;
  progress.bound = bound_;
  options_.on_progress(progress);
}

}  // namespace plenary::solver
