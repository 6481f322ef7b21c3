#include "services/planning/questions.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/optional.h"
#include "google/protobuf/util/time_util.h"
#include "plenary/v1/planning.pb.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/matchmaking/table.h"
#include "services/planning/explain.h"
#include "services/planning/placing_rules.h"
#include "services/planning/reading.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/table.h"
#include "services/storage/resource.h"

namespace plenary::planning {
namespace {

using google::protobuf::util::TimeUtil;
using storage::Tx;
using v1::ActivityExplanation;

constexpr int kMostUnlessTold = 3;
constexpr uint64_t kSeed = 1;
constexpr absl::Duration UsualTime() { return absl::Seconds(5); }
constexpr absl::Duration MostTime() { return absl::Minutes(1); }

template <class Request>
absl::Status CheckTimeLimit(const Request& request) {
  if (!request.has_time_limit()) return absl::OkStatus();
  const absl::Duration asked =
      absl::Microseconds(TimeUtil::DurationToMicroseconds(request.time_limit()));
  if (asked > absl::ZeroDuration() && asked <= MostTime()) return absl::OkStatus();
  return base::BadField("time_limit", "must be more than nothing and at most a minute");
}

template <class Request>
absl::Duration TimeOf(const Request& request) {
  if (!request.has_time_limit()) return UsualTime();
  return absl::Microseconds(TimeUtil::DurationToMicroseconds(request.time_limit()));
}

absl::Status WrongState(const std::string& name, const std::string& state, absl::string_view what) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
                      absl::StrCat(name, " ", what), {{"resource", name}, {"state", state}});
}

// The meeting of a request that has one, else the request, which waits for one.
absl::StatusOr<std::string> WhatOf(Tx& tx, const std::string& name) {
  if (!base::HasForm(name, matchmaking::kMeetingRequestPattern)) return name;
  PLENARY_ASSIGN_OR_RETURN(const v1::MeetingRequest request,
                           storage::Living(matchmaking::FindMeetingRequest(tx, name), name));
  if (!request.meeting().empty()) return request.meeting();
  if (request.state() == v1::MeetingRequest::ACCEPTED) return name;
  return WrongState(name, v1::MeetingRequest::State_Name(request.state()),
                    "is not accepted, so that there is nothing to place");
}

absl::Status CheckTakesPlace(Tx& tx, const std::string& name) {
  if (!base::HasForm(name, schedule::kMeetingPattern)) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const schedule::ActivityRow row,
                           storage::Existing(schedule::FindActivity(tx, name), name));
  if (schedule::IsDeleted(row.body)) return base::Deleted(name);
  if (!schedule::IsCancelled(row.body)) return absl::OkStatus();
  return WrongState(name, "CANCELLED", "is cancelled, so that there is nothing to place");
}

// A meeting that has its place, as far as it can be told without a search: nothing meets it, or it
// does not move.
absl::optional<ActivityExplanation> ExplainAtOnce(const Given& given, const Posed& posed,
                                                  const std::string& name) {
  ActivityExplanation explanation;
  explanation.set_activity(name);
  for (const Refused& refused : posed.refused) {
    if (refused.name == name) return ExplainRefusal(name, refused.why);
  }
  const auto meeting = std::find_if(given.meetings.begin(), given.meetings.end(),
                                    [&](const v1::Meeting& each) { return each.name() == name; });
  if (meeting == given.meetings.end()) return absl::nullopt;
  const auto meets = posed.in_the_way.find(name);
  if (meets == posed.in_the_way.end()) {
    explanation.set_standing(ActivityExplanation::PLACED);
    *explanation.mutable_place()->mutable_interval() = meeting->interval();
    explanation.mutable_place()->set_local_start(meeting->local_start().substr(0, 16));
    for (const v1::AssetUse& use : meeting->assets()) {
      explanation.mutable_place()->add_assets(use.asset());
    }
    explanation.set_text(absl::StrCat(name, " has its place"));
    return explanation;
  }
  if (posed.Find(name)) return absl::nullopt;
  const Occupied& other = meets->second;
  const bool is_ours = base::EventOf(other.activity) == posed.event;
  base::Metadata metadata = {{"subject", other.line.subject}};
  if (is_ours) metadata.emplace("blockedBy", other.activity);
  return ExplainRefusal(
      name, base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_SUBJECT_OCCUPIED,
                         absl::StrCat(name, " stays where it is, and ", other.line.subject,
                                      " is taken then"),
                         std::move(metadata)));
}

// Why there is no problem to look at: that nothing could be planned is an answer, too.
bool IsAnswer(const absl::Status& status) {
  const v1::ErrorReason reason = base::ReasonOf(status);
  return reason == v1::ERROR_REASON_PLAN_IMPOSSIBLE || reason == v1::ERROR_REASON_NOTHING_TO_PLAN;
}

}  // namespace

// What is to be thought about.
struct Questions::Question {
  std::string name;  // of the meeting, or of the request without one
  Given given;
  absl::StatusOr<Posed> posed = absl::UnknownError("not read");
  solver::StopRule stop;

  ActivityExplanation Explanation() const {
    if (!posed.ok()) return ExplainRefusal(name, posed.status());
    if (absl::optional<ActivityExplanation> known = ExplainAtOnce(given, *posed, name)) {
      return *std::move(known);
    }
    const absl::optional<int> activity = posed->Find(name);
    if (!activity) {
      ActivityExplanation unknown;
      unknown.set_activity(name);
      return unknown;
    }
    return ExplainPlace(*posed, *activity, posed->InProgress(), kSeed, stop);
  }

  std::vector<v1::Remedy> Remedies(int most) const {
    const absl::optional<int> activity = posed.ok() ? posed->Find(name) : absl::nullopt;
    if (!activity) return {};
    return SuggestRemedies(*posed, *activity, posed->InProgress(), most, kSeed, stop);
  }
};

Questions::Questions(storage::Store& store, const base::Clock& clock)
    : store_(store), clock_(clock) {
  threads_.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) threads_.emplace_back([this] { Work(); });
}

void Questions::Stop() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
}

Questions::~Questions() {
  Stop();
  for (std::thread& thread : threads_) thread.join();
}

bool Questions::Add(std::function<void()> work) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (waiting_.size() >= kMostWaiting || stopped_) return false;
    waiting_.push_back(std::move(work));
  }
  changed_.notify_one();
  return true;
}

void Questions::Work() {
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const std::function<void()> work = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    work();
    lock.lock();
  }
}

void Questions::Ask(storage::Exchange exchange, const std::string& name, absl::Duration time,
                    absl::Time until, std::function<void(const Question&)> answer,
                    storage::Done done) {
  const auto question = std::make_shared<Question>();
  const auto read = std::make_shared<storage::ReadHandler>(
      [question, name](Tx& tx, const storage::Call&, const google::protobuf::Message&,
                       google::protobuf::Message&) -> absl::Status {
        PLENARY_ASSIGN_OR_RETURN(question->name, WhatOf(tx, name));
        PLENARY_RETURN_IF_ERROR(CheckTakesPlace(tx, question->name));
        PLENARY_ASSIGN_OR_RETURN(question->given,
                                 ReadGiven(tx, base::EventOf(name), v1::PlanEventRequest::KEEP));
        return absl::OkStatus();
      });
  const auto think = [this, question, time, until, answer = std::move(answer), done] {
    question->posed = Pose(question->given);
    if (!question->posed.ok() && !IsAnswer(question->posed.status())) {
      return done(question->posed.status());
    }
    const absl::Time begun = clock_.Now();
    const absl::Time deadline = std::min(begun + time, until);
    question->stop.is_over = [this, deadline] { return stopped_ || clock_.Now() >= deadline; };
    question->stop.seconds = [this, begun] { return absl::ToDoubleSeconds(clock_.Now() - begun); };
    answer(*question);
    done(absl::OkStatus());
  };
  storage::HandleRead(store_, exchange, *read, [this, read, think, done](absl::Status status) {
    if (!status.ok()) return done(std::move(status));
    if (Add(think)) return;
    done(base::WithRetryAfter(
        base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_SERVER_BUSY,
                     "the server already thinks about as many questions as it takes; try again a "
                     "little later"),
        absl::Seconds(1)));
  });
}

void Questions::Explain(storage::Exchange exchange, absl::Time until, storage::Done done) {
  const auto& request = static_cast<const v1::ExplainActivityRequest&>(exchange.request);
  if (absl::Status status = CheckTimeLimit(request); !status.ok()) return done(std::move(status));
  auto& response = static_cast<ActivityExplanation&>(exchange.response);
  Ask(
      exchange, request.name(), TimeOf(request), until,
      [&response](const Question& question) { response = question.Explanation(); },
      std::move(done));
}

void Questions::Suggest(storage::Exchange exchange, absl::Time until, storage::Done done) {
  const auto& request = static_cast<const v1::SuggestRelaxationsRequest&>(exchange.request);
  if (absl::Status status = CheckTimeLimit(request); !status.ok()) return done(std::move(status));
  auto& response = static_cast<v1::SuggestRelaxationsResponse&>(exchange.response);
  const int most = request.max_remedies() == 0 ? kMostUnlessTold : request.max_remedies();
  Ask(
      exchange, request.name(), TimeOf(request), until,
      [&response, most](const Question& question) {
        *response.mutable_explanation() = question.Explanation();
        const auto standing = response.explanation().standing();
        const bool has_place =
            standing == ActivityExplanation::PLACED || standing == ActivityExplanation::FITS;
        if (has_place) return;
        for (v1::Remedy& remedy : question.Remedies(most)) {
          *response.add_remedies() = std::move(remedy);
        }
      },
      std::move(done));
}

}  // namespace plenary::planning
