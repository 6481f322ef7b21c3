// A small world for tests of planning: a MatchmakingForum that is scheduled in versions, and plans
// that are carried out as the server carries out long work, step by step.
//
//   class PlanTest : public testing::PlanningTest {};
//   PLENARY_ON_EVERY_ENGINE(PlanTest);
//
//   TEST_P(PlanTest, AnAcceptedRequestBecomesAMeeting) {
//     const std::string request = forum_.Wanted(forum_.kursk(), anna, forum_.omsk(), boris);
//     EXPECT_EQ(forum_.Planned().meetings_created(), 1);
//   }
#ifndef PLENARY_TESTS_TESTING_PLANNING_H_
#define PLENARY_TESTS_TESTING_PLANNING_H_

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "google/longrunning/operations.pb.h"
#include "plenary/v1/planning.pb.h"
#include "services/base/errors.h"
#include "services/delegations/consequences.h"
#include "services/planning/attendance.h"
#include "services/planning/plan_work.h"
#include "services/planning/questions.h"
#include "services/planning/service.h"
#include "services/storage/long_work.h"
#include "services/storage/operation_table.h"
#include "tests/testing/matchmaking.h"
#include "tests/testing/protos.h"

namespace plenary::testing {

// Not safe from several threads.
class PlanningForum : public MatchmakingForum {
 public:
  using Planning = planning::PlanningService;
  using Operation = google::longrunning::Operation;
  using MatchmakingForum::Ask;
  using MatchmakingForum::Do;

  // Meetings are planned at `table-1` from 10 to 12 on the first day, every half an hour, until a
  // test says otherwise.
  explicit PlanningForum(const std::string& engine) : MatchmakingForum(engine) {
    WorkInVersions();
    Value(SettlePlanning(absl::StrCat("windows { ", Interval(Clock(10), Clock(12)),
                                      " } grain_minutes: 30 assets: 'assets/table-1' "
                                      "default_duration { seconds: 1800 }")));
  }

  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (Planning::*method)(storage::Change&,
                                                                           const Request&) const,
                              const std::string& request) {
    return storage::ChangeAndWait(store(), random(), CallOf<Request>(), planning_, method,
                                  Parse<Request>(request));
  }

  absl::StatusOr<v1::PlanningSettings> SettlePlanning(const std::string& rest,
                                                      const std::string& more = "") {
    return Do(&Planning::UpdatePlanningSettings,
              absl::StrCat("settings { name: 'events/tibo/planning' ", rest, " } ", more));
  }
  v1::PlanningSettings PlanningSettings() {
    return Value(storage::ReadAndWait(
        store(), CallOf<v1::GetPlanningSettingsRequest>(), planning_,
        &Planning::GetPlanningSettings,
        Parse<v1::GetPlanningSettingsRequest>("name: 'events/tibo/planning'")));
  }

  // A request that both sides agreed to, for one of each to meet half an hour; empty: whoever the
  // side stands for.
  std::string Wanted(const std::string& from, const std::string& of_from, const std::string& to,
                     const std::string& of_to, const std::string& rest = "") {
    const auto side = [](const std::string& party, const std::string& person) {
      return absl::StrCat("{ party: '", party, "' ",
                          person.empty() ? "" : absl::StrCat("people: '", person, "' "), "} ");
    };
    return Value(Do(&Matchmaking::CreateMeetingRequest,
                    absl::StrCat("parent: 'events/tibo' accepted: true meeting_request { from ",
                                 side(from, of_from), "to ", side(to, of_to),
                                 "duration { seconds: 1800 } ", rest, " }")))
        .name();
  }

  // Plans, with one thread. `rest` is the text of further fields.
  absl::StatusOr<Operation> Begin(const std::string& rest = "") {
    return Do(&Planning::PlanEvent,
              absl::StrCat("parent: 'events/tibo' threads: 1 seed: 1 ", rest));
  }
  // Takes one step of a plan, as whichever server has it.
  void Step(const std::string& operation) { StepBy(*work_, operation); }
  // Goes on until it is done.
  Operation Finish(const std::string& operation) {
    while (!GetOperation(operation).done()) Step(operation);
    return GetOperation(operation);
  }
  // The server is killed: another knows only what is in the database.
  void Kill() { work_ = std::make_unique<planning::PlanWork>(clock(), 1); }
  void CancelOperation(const std::string& operation) {
    Check(storage::WriteAndWait(
        store(), {std::string(storage::kOperationsKey)},
        [&](storage::Tx& tx) { return storage::AskToCancel(tx, operation); }));
  }
  Operation GetOperation(const std::string& operation) {
    Operation found;
    Check(storage::ReadAndWait(store(), [&](storage::Tx& tx) -> absl::Status {
      PLENARY_ASSIGN_OR_RETURN(const auto stored, storage::FindOperation(tx, operation));
      if (!stored) return base::NotFound(operation);
      found = stored->operation();
      return absl::OkStatus();
    }));
    return found;
  }

  // The event is put off to `start`, as the server does it.
  void Postpone(absl::Time start) {
    const auto request = Parse<v1::PostponeEventRequest>(
        absl::StrCat("name: 'events/tibo' reason: 'Later' interval { start_time ", InText(start),
                     " end_time ", InText(start + absl::Hours(72)), " }"));
    Value(storage::ChangeAndWait(store(), random(), CallOf<v1::PostponeEventRequest>(), events_,
                                 &Events::PostponeEvent, request));
  }

  // From the beginning to the end. The first throws where it is refused or fails.
  v1::PlanEventResponse Planned(const std::string& rest = "") { return Value(TryToPlan(rest)); }
  absl::StatusOr<v1::PlanEventResponse> TryToPlan(const std::string& rest = "") {
    const absl::StatusOr<Operation> begun = Begin(rest);
    if (!begun.ok()) return begun.status();
    return ResultOf(Finish(begun->name()));
  }
  static absl::StatusOr<v1::PlanEventResponse> ResultOf(const Operation& operation) {
    if (operation.has_error()) return base::FromRpcStatus(operation.error());
    v1::PlanEventResponse response;
    operation.response().UnpackTo(&response);
    return response;
  }
  static v1::PlanEventMetadata MetadataOf(const Operation& operation) {
    v1::PlanEventMetadata metadata;
    operation.metadata().UnpackTo(&metadata);
    return metadata;
  }

  absl::StatusOr<v1::ActivityExplanation> Explain(const std::string& name) {
    const auto request = Parse<v1::ExplainActivityRequest>(Named(name));
    v1::ActivityExplanation response;
    const storage::Call call = CallOf<v1::ExplainActivityRequest>();
    const absl::Status status = storage::Await([&](storage::Done done) {
      questions_.Explain({call, request, response}, absl::InfiniteFuture(), std::move(done));
    });
    if (!status.ok()) return status;
    return response;
  }
  absl::StatusOr<v1::SuggestRelaxationsResponse> Suggest(const std::string& name) {
    const auto request = Parse<v1::SuggestRelaxationsRequest>(Named(name));
    v1::SuggestRelaxationsResponse response;
    const storage::Call call = CallOf<v1::SuggestRelaxationsRequest>();
    const absl::Status status = storage::Await([&](storage::Done done) {
      questions_.Suggest({call, request, response}, absl::InfiniteFuture(), std::move(done));
    });
    if (!status.ok()) return status;
    return response;
  }

  // Meetings in progress, by start.
  std::vector<v1::Meeting> Meetings() {
    auto request = Parse<v1::ListMeetingsRequest>(
        "parent: 'events/tibo' view: WORK_IN_PROGRESS page_size: 1000");
    const auto page = Value(Ask(&Schedule::ListMeetings, request));
    return {page.meetings().begin(), page.meetings().end()};
  }
  v1::Meeting GetMeeting(const std::string& name) {
    return Value(Ask(&Schedule::GetMeeting, Named(name, "view: WORK_IN_PROGRESS")));
  }
  // The meeting that answers a request; throws where there is none.
  v1::Meeting MeetingOf(const std::string& request) {
    return GetMeeting(GetRequest(request).meeting());
  }
  static absl::Time StartOf(const v1::Meeting& meeting) {
    return TimeOf(meeting.interval().start_time());
  }
  absl::StatusOr<v1::Meeting> UpdateMeeting(const std::string& name, const std::string& fields) {
    return Do(&Schedule::UpdateMeeting,
              absl::StrCat("meeting { name: '", name, "' ", fields, " }"));
  }
  absl::StatusOr<v1::Plan> ReleaseAll() {
    return Do(&Schedule::ReleasePlan, "parent: 'events/tibo'");
  }

 private:
  static void Check(const absl::Status& status) {
    if (!status.ok()) throw std::runtime_error(status.ToString());
  }

  void StepBy(planning::PlanWork& plan_work, const std::string& operation) {
    absl::optional<storage::Claim> claim;
    const auto claim_it = [&](storage::Tx& tx) -> absl::Status {
      const absl::Time now = clock().Now();
      PLENARY_ASSIGN_OR_RETURN(claim,
                               storage::ClaimOperation(tx, "server", now, now + absl::Seconds(30)));
      return absl::OkStatus();
    };
    const storage::Keys keys = {std::string(storage::kOperationsKey)};
    Check(storage::WriteAndWait(store(), keys, claim_it));
    if (!claim) throw std::runtime_error(absl::StrCat("nobody can go on with ", operation));
    storage::WorkUnderWay work(*std::move(claim), "server", absl::Seconds(30), &plan_work);
    absl::Status status = work.cancel_asked() ? absl::CancelledError("cancelled")
                                              : plan_work.Step(store(), random(), work);
    if (!status.ok()) work.Fail(status);
    if (work.NeedsKeeping(clock().Now())) {
      Check(storage::WriteAndWait(store(), keys, [&](storage::Tx& tx) { return work.Keep(tx); }));
    }
    Check(storage::WriteAndWait(
        store(), keys, [](storage::Tx& tx) { return storage::ReleaseOperations(tx, "server"); }));
  }

  Planning planning_;
  std::unique_ptr<planning::PlanWork> work_ =
      std::make_unique<planning::PlanWork>(clock(), /*threads=*/1);
  planning::Questions questions_{store(), clock()};
  planning::Attendance attendance_;
  delegations::Consequences consequences_{attendance_};
  Events events_{sealer(), consequences_};
};

// Its fixture.
class PlanningTest : public ::testing::TestWithParam<std::string> {
 protected:
  PlanningForum forum_{GetParam()};
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_PLANNING_H_
