#include "services/planning/plan_work.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/errors.h"
#include "services/base/ids.h"
#include "services/planning/explain.h"
#include "services/planning/placing_rules.h"
#include "services/planning/plan_writing.h"
#include "services/planning/progress_rules.h"
#include "services/planning/reading.h"
#include "services/planning/table.h"
#include "services/planning/words_rules.h"
#include "services/schedule/table.h"
#include "services/storage/operation_table.h"

namespace plenary::planning {
namespace {

using google::protobuf::util::TimeUtil;
using storage::Store;
using storage::Tx;
using storage::WorkUnderWay;

// How long a step waits for news.
constexpr absl::Duration StepTime() { return absl::Milliseconds(500); }
constexpr absl::Duration UsualTime() { return absl::Seconds(30); }
// Longer than a server is silent before another goes on with its operation.
constexpr absl::Duration Forgotten() { return absl::Minutes(2); }

v1::PlanEventRequest RequestOf(const WorkUnderWay& work) {
  v1::PlanEventRequest request;
  work.request().UnpackTo(&request);
  return request;
}

absl::Duration TimeLimitOf(const v1::PlanEventRequest& request) {
  if (!request.has_time_limit()) return UsualTime();
  return absl::Microseconds(TimeUtil::DurationToMicroseconds(request.time_limit()));
}

// That there is no plan. What it tells is kept as metadata before the operation ends with it.
absl::Status Impossible(const std::vector<v1::PlanConstraint>& conflict) {
  std::string names;
  for (const v1::PlanConstraint& constraint : conflict) {
    absl::StrAppend(&names, names.empty() ? "" : ",",
                    v1::PlanConstraint::Kind_Name(constraint.kind()));
    const std::string& of = !constraint.activity().empty() ? constraint.activity()
                            : !constraint.person().empty() ? constraint.person()
                            : constraint.assets().empty()  ? constraint.activity()
                                                           : constraint.assets(0);
    if (!of.empty()) absl::StrAppend(&names, " ", of);
  }
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_PLAN_IMPOSSIBLE,
                      absl::StrCat("no plan keeps all that must be kept: ", InWords(conflict)),
                      {{"constraints", names}});
}

absl::Status NoneInTime(absl::Duration time) {
  const auto seconds = absl::StrCat(absl::ToInt64Seconds(time));
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_NO_PLAN_FOUND_IN_TIME,
                      absl::StrCat("no plan was found within ", seconds,
                                   " seconds; give it more time, or plan fewer meetings at once"),
                      {{"seconds", seconds}});
}

void Count(const std::vector<Placing>& placings, v1::PlanEventResponse& response) {
  for (const Placing& placing : placings) {
    switch (placing.kind) {
      case Placing::kCreated:
        response.set_meetings_created(response.meetings_created() + 1);
        break;
      case Placing::kMoved:
        response.set_meetings_moved(response.meetings_moved() + 1);
        break;
      case Placing::kReplaced:
        response.set_meetings_replaced(response.meetings_replaced() + 1);
        break;
      case Placing::kKept:
        response.set_meetings_kept(response.meetings_kept() + 1);
        break;
      case Placing::kCancelled:
        response.set_meetings_cancelled(response.meetings_cancelled() + 1);
        break;
      case Placing::kLeftOut:
        break;
    }
  }
}

void CountBreaks(const Search& search, v1::PlanEventResponse& response) {
  const std::vector<int> breaks = solver::BreaksOf(search.posed().problem, *search.solution().plan);
  if (breaks.empty()) return;
  for (const int each : breaks) response.set_breaks(response.breaks() + each);
  response.set_most_breaks(*std::max_element(breaks.begin(), breaks.end()));
  response.set_fewest_breaks(*std::min_element(breaks.begin(), breaks.end()));
}

google::protobuf::Duration ToProto(double seconds) {
  return TimeUtil::MicrosecondsToDuration(static_cast<int64_t>(seconds * 1e6));
}

v1::PlanEventResponse ResponseOf(const Search& search, const std::vector<Placing>& placings) {
  v1::PlanEventResponse response;
  Count(placings, response);
  const auto refused = static_cast<int32_t>(search.posed().refused.size());
  response.set_unplaced_count(search.progress().unplaced() + refused);
  for (const Refused& each : search.posed().refused) {
    v1::PlanEventResponse::Unplaced& unplaced = *response.add_unplaced();
    unplaced.set_activity(each.name);
    *unplaced.mutable_explanation() = ExplainRefusal(each.name, each.why);
  }
  for (const auto& each : search.unplaced()) *response.add_unplaced() = each;
  const solver::Solution& solution = search.solution();
  *response.mutable_score() = planning::ToProto(solution.score);
  response.set_bound(solution.bound);
  if (solution.proof == solver::Proof::kOptimal) response.set_proof(v1::PROVED_OPTIMAL);
  CountBreaks(search, response);
  *response.mutable_elapsed() = ToProto(solution.seconds);
  if (solution.first_plan_seconds) {
    *response.mutable_first_plan_elapsed() = ToProto(*solution.first_plan_seconds);
  }
  return response;
}

// Whether the refusal is the schedule's, of what was put on it, rather than the engine's.
bool IsOfSchedule(const absl::Status& status) {
  return absl::IsFailedPrecondition(status) || absl::IsNotFound(status) ||
         absl::IsAlreadyExists(status);
}

}  // namespace

PlanWork::PlanWork(const base::Clock& clock, int threads)
    : clock_(clock),
      threads_(threads > 0 ? threads
                           : std::max(static_cast<int>(std::thread::hardware_concurrency()), 1)) {}

PlanWork::~PlanWork() {
  // All of them hear of it before the first is waited for.
  for (auto& [name, run] : runs_) run.search->Stop();
}

std::shared_ptr<Search> PlanWork::Find(const std::string& operation) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = runs_.find(operation);
  if (found == runs_.end()) return nullptr;
  found->second.asked = clock_.Now();
  return found->second.search;
}

void PlanWork::Keep(const std::string& operation, std::shared_ptr<Search> search) {
  const std::lock_guard<std::mutex> lock(mutex_);
  runs_[operation] = {std::move(search), clock_.Now()};
}

void PlanWork::LetGo(absl::string_view operation) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = runs_.find(operation);
  if (found == runs_.end()) return;
  found->second.search->Stop();
  let_go_.push_back(std::move(found->second.search));
  runs_.erase(found);
}

void PlanWork::Clear() {
  std::vector<std::shared_ptr<Search>> over;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    over.swap(let_go_);
    for (auto run = runs_.begin(); run != runs_.end();) {
      if (clock_.Now() - run->second.asked < Forgotten()) {
        ++run;
        continue;
      }
      over.push_back(std::move(run->second.search));
      run = runs_.erase(run);
    }
  }
  // Whose threads end here, out of the lock.
  over.clear();
}

absl::Status PlanWork::Begin(Store& store, WorkUnderWay& work) {
  const v1::PlanEventRequest request = RequestOf(work);
  absl::StatusOr<Given> given = absl::UnknownError("not read");
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) {
    given = ReadGiven(tx, request.parent(), request.scope());
    return given.status();
  }));
  if (given->facts.settings.mode() != v1::ScheduleSettings::VERSIONED) {
    return NeedsVersions(request.parent());
  }
  if (const absl::optional<Contradiction> contradiction = FindContradiction(*given)) {
    v1::PlanEventMetadata metadata;
    metadata.set_event(request.parent());
    for (v1::PlanConstraint& each : planning::ToProto(*contradiction, *given)) {
      *metadata.add_conflict() = std::move(each);
    }
    work.metadata.PackFrom(metadata);
    work.Fail(Impossible({metadata.conflict().begin(), metadata.conflict().end()}));
    return absl::OkStatus();
  }
  PLENARY_ASSIGN_OR_RETURN(Posed posed, Pose(*given));
  SearchOptions options;
  options.threads = request.threads() == 0 ? threads_ : std::min(request.threads(), threads_);
  options.seed = static_cast<uint64_t>(request.seed());
  options.time_limit = TimeLimitOf(request);
  auto search = std::make_shared<Search>(*std::move(given), std::move(posed), options, clock_);
  work.metadata.PackFrom(search->progress());
  Keep(work.name(), std::move(search));
  return absl::OkStatus();
}

absl::Status PlanWork::Conclude(Store& store, base::Random& random, WorkUnderWay& work,
                                const Search& search) const {
  v1::PlanEventMetadata metadata = search.progress();
  if (!search.solution().plan) {
    const bool is_impossible = search.solution().proof == solver::Proof::kInfeasible;
    for (const v1::PlanConstraint& each : search.conflict()) *metadata.add_conflict() = each;
    work.metadata.PackFrom(metadata);
    work.Fail(is_impossible ? Impossible(search.conflict())
                            : NoneInTime(TimeLimitOf(RequestOf(work))));
    return absl::OkStatus();
  }
  metadata.set_state(v1::PlanEventMetadata::WRITING);
  work.metadata.PackFrom(metadata);
  const std::vector<Placing> placings =
      PlacingsOf(search.posed(), *search.solution().plan, search.given().facts);
  const v1::PlanEventResponse response = ResponseOf(search, placings);
  const std::string& event = search.posed().event;
  const storage::Keys partitions = {event};
  const std::string seed = random.Bytes(32);
  absl::optional<base::IdSequence> ids;
  const absl::Status written =
      storage::WriteAndWait(store, {event, std::string(storage::kOperationsKey)}, [&](Tx& tx) {
        ids.emplace(seed, tx.now());
        storage::Change change(tx, work.call(), *ids);
        std::vector<storage::Statement> heads;
        change.AddStatements(partitions, heads);
        PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(heads)));
        PLENARY_RETURN_IF_ERROR(WritePlan(change, search.given(), placings));
        work.Finish(response);
        PLENARY_RETURN_IF_ERROR(work.Keep(tx));
        return change.Flush();
      });
  if (written.ok()) return absl::OkStatus();
  absl::Status outdated = written;
  if (IsOfSchedule(written)) {
    PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) {
      outdated = WhyOutdated(tx, search.given(), placings, written);
      return absl::OkStatus();
    }));
  }
  if (base::ReasonOf(outdated) != v1::ERROR_REASON_PLAN_OUTDATED) return outdated;
  // ABORTED would have the step tried again, and the same plan would fit no better.
  work.Fail(outdated);
  return absl::OkStatus();
}

absl::Status PlanWork::Step(Store& store, base::Random& random, WorkUnderWay& work) {
  Clear();
  const std::shared_ptr<Search> search = Find(work.name());
  if (search == nullptr) return Begin(store, work);
  if (search->Wait(StepTime())) return Conclude(store, random, work, *search);
  work.metadata.PackFrom(search->progress());
  return absl::OkStatus();
}

absl::Status PlanWork::Ended(Tx& tx, absl::string_view operation) {
  LetGo(operation);
  return DeleteRun(tx, operation);
}

absl::Status PlanWork::Forget(Tx&, absl::string_view) { return absl::OkStatus(); }

}  // namespace plenary::planning
