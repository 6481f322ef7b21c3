#include "services/planning/search.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "google/protobuf/util/time_util.h"
#include "services/planning/explain.h"

namespace plenary::planning {
namespace {

using google::protobuf::util::TimeUtil;

// How long to look for why something has no place, after the search.
constexpr absl::Duration LongestExplaining() { return absl::Seconds(10); }
// Of how much it is said what would help, and how many ways.
constexpr size_t kMostHelped = 20;
constexpr int kMostRemedies = 3;
// How much is told of at all.
constexpr size_t kMostTold = 1'000;

google::protobuf::Duration ToProto(absl::Duration duration) {
  return TimeUtil::MicrosecondsToDuration(absl::ToInt64Microseconds(duration));
}

}  // namespace

Search::Search(Given given, Posed posed, const SearchOptions& options, const base::Clock& clock)
    : given_(std::move(given)),
      posed_(std::move(posed)),
      options_(options),
      clock_(clock),
      begun_(clock.Now()) {
  progress_.set_state(v1::PlanEventMetadata::SEARCHING);
  progress_.set_event(posed_.event);
  progress_.set_activities(posed_.CountPlanned());
  progress_.set_unplaced(posed_.CountPlanned());
  progress_.set_people(static_cast<int32_t>(posed_.persons.size()));
  *progress_.mutable_time_limit() = ToProto(options.time_limit);
  thread_ = std::thread([this] { Run(); });
}

Search::~Search() {
  Stop();
  thread_.join();
}

bool Search::Wait(absl::Duration most) {
  std::unique_lock<std::mutex> lock(mutex_);
  return changed_.wait_for(lock, absl::ToChronoMilliseconds(most), [this] { return is_over_; });
}

v1::PlanEventMetadata Search::progress() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  v1::PlanEventMetadata progress = progress_;
  *progress.mutable_elapsed() = ToProto(clock_.Now() - begun_);
  return progress;
}

solver::StopRule Search::RuleUntil(absl::Time deadline) const {
  solver::StopRule stop;
  stop.is_over = [this, deadline] { return stopped_.load() || clock_.Now() >= deadline; };
  stop.seconds = [this] { return absl::ToDoubleSeconds(clock_.Now() - begun_); };
  return stop;
}

void Search::Note(const solver::Progress& progress) {
  const std::lock_guard<std::mutex> lock(mutex_);
  progress_.set_bound(progress.bound);
  if (!progress.best) return;
  progress_.set_best_score(*progress.best);
  if (progress.plan != nullptr) CountPlaced(*progress.plan);
  if (progress_.has_first_plan_elapsed()) return;
  *progress_.mutable_first_plan_elapsed() = ToProto(absl::Seconds(progress.seconds));
}

void Search::CountPlaced(const solver::Plan& plan) {
  int placed = 0;
  for (size_t i = 0; i < plan.size(); ++i) {
    if (!posed_.activities[i].stays && plan[i].is_placed()) ++placed;
  }
  progress_.set_placed(placed);
  progress_.set_unplaced(progress_.activities() - placed);
}

void Search::NoteBest(const solver::Plan& plan) {
  const std::lock_guard<std::mutex> lock(mutex_);
  CountPlaced(plan);
  progress_.set_best_score(solution_.score.total());
  progress_.set_bound(solution_.bound);
  progress_.set_state(v1::PlanEventMetadata::EXPLAINING);
}

void Search::ExplainUnplaced(const solver::Plan& plan, const solver::StopRule& stop) {
  for (size_t i = 0; i < plan.size() && unplaced_.size() < kMostTold; ++i) {
    if (posed_.activities[i].stays || plan[i].is_placed()) continue;
    v1::PlanEventResponse::Unplaced& unplaced = unplaced_.emplace_back();
    unplaced.set_activity(posed_.activities[i].name);
    if (stop.is_over()) continue;
    *unplaced.mutable_explanation() =
        ExplainPlace(posed_, static_cast<int>(i), plan, options_.seed, stop);
    const bool fits = unplaced.explanation().standing() == v1::ActivityExplanation::FITS;
    if (fits || unplaced_.size() > kMostHelped || stop.is_over()) continue;
    for (v1::Remedy& remedy :
         SuggestRemedies(posed_, static_cast<int>(i), plan, kMostRemedies, options_.seed, stop)) {
      *unplaced.add_remedies() = std::move(remedy);
    }
  }
}

void Search::Run() {
  solver::SolveOptions options;
  options.threads = std::max(options_.threads, 1);
  options.seed = options_.seed;
  if (given_.scope == v1::PlanEventRequest::KEEP) options.start = posed_.InProgress();
  options.on_progress = [this](const solver::Progress& progress) { Note(progress); };
  solution_ = solver::Solve(posed_.problem, options, RuleUntil(begun_ + options_.time_limit));

  const solver::StopRule explaining = RuleUntil(clock_.Now() + LongestExplaining());
  if (solution_.plan) {
    NoteBest(*solution_.plan);
    ExplainUnplaced(*solution_.plan, explaining);
  } else if (solution_.proof == solver::Proof::kInfeasible) {
    conflict_ = ExplainAll(posed_, options_.seed, explaining);
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  is_over_ = true;
  changed_.notify_all();
}

}  // namespace plenary::planning
