// Planning from the command line, against a scripted server: what it shows while a plan is made,
// what Ctrl-C does, and what it tells of plans. tests/e2e plans with a real one.
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/substitute.h"
#include "clients/cli/command_line.h"
#include "clients/cli/terminal.h"
#include "gmock/gmock.h"
#include "google/longrunning/operations.grpc.pb.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"
#include "plenary/v1/assets.grpc.pb.h"
#include "plenary/v1/events.grpc.pb.h"
#include "plenary/v1/matchmaking.grpc.pb.h"
#include "plenary/v1/planning.grpc.pb.h"
#include "plenary/v1/schedule.grpc.pb.h"
#include "tests/testing/protos.h"

namespace plenary::cli {
namespace {

using google::longrunning::Operation;
using plenary::testing::Parse;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class ScriptedPlanning : public v1::PlanningService::Service {
 public:
  grpc::Status PlanEvent(grpc::ServerContext*, const v1::PlanEventRequest* request,
                         Operation* response) override {
    asked = *request;
    response->set_name("operations/plan-1");
    return grpc::Status::OK;
  }
  grpc::Status ExplainActivity(grpc::ServerContext*, const v1::ExplainActivityRequest* request,
                               v1::ActivityExplanation* response) override {
    *response = explanation;
    response->set_activity(request->name());
    return grpc::Status::OK;
  }
  grpc::Status SuggestRelaxations(grpc::ServerContext*,
                                  const v1::SuggestRelaxationsRequest* request,
                                  v1::SuggestRelaxationsResponse* response) override {
    *response = suggested;
    *response->mutable_explanation() = explanation;
    response->mutable_explanation()->set_activity(request->name());
    return grpc::Status::OK;
  }
  grpc::Status GetPlanningSettings(grpc::ServerContext*, const v1::GetPlanningSettingsRequest*,
                                   v1::PlanningSettings* response) override {
    *response = settings;
    return grpc::Status::OK;
  }
  grpc::Status UpdatePlanningSettings(grpc::ServerContext*,
                                      const v1::UpdatePlanningSettingsRequest* request,
                                      v1::PlanningSettings* response) override {
    updated = *request;
    *response = request->settings();
    return grpc::Status::OK;
  }

  v1::PlanEventRequest asked;
  v1::UpdatePlanningSettingsRequest updated;
  v1::ActivityExplanation explanation;
  v1::SuggestRelaxationsResponse suggested;
  v1::PlanningSettings settings;
};

// Gives the states one after the other; the last again and again.
class ScriptedOperations : public google::longrunning::Operations::Service {
 public:
  grpc::Status WaitOperation(grpc::ServerContext*, const google::longrunning::WaitOperationRequest*,
                             Operation* response) override {
    *response = is_cancelled ? cancelled : states.front();
    if (states.size() > 1) states.erase(states.begin());
    return grpc::Status::OK;
  }
  grpc::Status CancelOperation(grpc::ServerContext*,
                               const google::longrunning::CancelOperationRequest*,
                               google::protobuf::Empty*) override {
    is_cancelled = true;
    return grpc::Status::OK;
  }

  std::vector<Operation> states;
  Operation cancelled;
  bool is_cancelled = false;
};

class ScriptedEvents : public v1::EventService::Service {
  grpc::Status GetEvent(grpc::ServerContext*, const v1::GetEventRequest* request,
                        v1::Event* response) override {
    response->set_name(request->name());
    response->set_time_zone("Europe/Minsk");
    return grpc::Status::OK;
  }
};

class ScriptedSchedule : public v1::ScheduleService::Service {
 public:
  grpc::Status ListMeetings(grpc::ServerContext*, const v1::ListMeetingsRequest* request,
                            v1::ListMeetingsResponse* response) override {
    *response = request->view() == v1::WORK_IN_PROGRESS ? in_progress : released;
    return grpc::Status::OK;
  }
  grpc::Status ListMisfits(grpc::ServerContext*, const v1::ListMisfitsRequest*,
                           v1::ListMisfitsResponse* response) override {
    *response = misfits;
    return grpc::Status::OK;
  }
  grpc::Status GetMeeting(grpc::ServerContext*, const v1::GetMeetingRequest* request,
                          v1::Meeting* response) override {
    if (request->name() != "events/forum/meetings/m1") {
      return {grpc::StatusCode::NOT_FOUND, "there is no such meeting"};
    }
    response->set_name(request->name());
    return grpc::Status::OK;
  }
  grpc::Status UpdateMeeting(grpc::ServerContext*, const v1::UpdateMeetingRequest* request,
                             v1::Meeting* response) override {
    updated.push_back(*request);
    *response = request->meeting();
    return grpc::Status::OK;
  }

  v1::ListMeetingsResponse in_progress;
  v1::ListMeetingsResponse released;
  v1::ListMisfitsResponse misfits;
  std::vector<v1::UpdateMeetingRequest> updated;
};

class ScriptedMatchmaking : public v1::MatchmakingService::Service {
 public:
  grpc::Status ListMeetingRequests(grpc::ServerContext*,
                                   const v1::ListMeetingRequestsRequest* request,
                                   v1::ListMeetingRequestsResponse* response) override {
    listed = *request;
    *response = open;
    return grpc::Status::OK;
  }
  grpc::Status GetMeetingRequest(grpc::ServerContext*, const v1::GetMeetingRequestRequest* request,
                                 v1::MeetingRequest* response) override {
    response->set_name(request->name());
    if (request->name() == "events/forum/meetingRequests/kursk-liyun") {
      response->set_meeting("events/forum/meetings/m1");
    }
    return grpc::Status::OK;
  }
  grpc::Status CreateMeetingRequest(grpc::ServerContext*,
                                    const v1::CreateMeetingRequestRequest* request,
                                    v1::MeetingRequest* response) override {
    created = *request;
    *response = request->meeting_request();
    return grpc::Status::OK;
  }

  v1::ListMeetingRequestsRequest listed;
  v1::ListMeetingRequestsResponse open;
  v1::CreateMeetingRequestRequest created;
};

class ScriptedAssets : public v1::AssetService::Service {
  grpc::Status BatchGetAssets(grpc::ServerContext*, const v1::BatchGetAssetsRequest* request,
                              v1::BatchGetAssetsResponse* response) override {
    for (const std::string& name : request->names()) {
      v1::Asset& asset = *response->add_assets();
      asset.set_name(name);
      asset.set_kind(v1::Asset::TABLE);
      v1::LocalizedText& text = *asset.add_display_names();
      text.set_language("en");
      text.set_text(absl::StrCat("Table ", name.substr(name.rfind('-') + 1)));
    }
    return grpc::Status::OK;
  }
};

struct Outcome {
  int code = -1;
  std::string out;
  std::string err;
};

class PlanningTest : public ::testing::Test {
 protected:
  PlanningTest() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    for (grpc::Service* service : std::vector<grpc::Service*>{
             &planning_, &operations_, &events_, &schedule_, &matchmaking_, &assets_}) {
      builder.RegisterService(service);
    }
    server_ = builder.BuildAndStart();
    environment_ = {{"PLENARY_SERVER", absl::StrCat("127.0.0.1:", port)},
                    {"PLENARY_EVENT", "forum"},
                    {"LC_ALL", "C.UTF-8"}};
  }

  Outcome Plenary(const std::string& words, const std::string& input = "") {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    Terminal terminal{in, out, err, false, environment_};
    terminal.err_is_tty = terminal.in_is_tty = someone_is_there_;
    terminal.columns = 100;
    terminal.take_interrupts = [this](bool takes) { takes_ = takes; };
    terminal.was_interrupted = [this] { return interrupts_ > 0 && interrupts_-- > 0; };
    Outcome outcome;
    outcome.code = cli::Run(absl::StrSplit(words, ' '), terminal);
    outcome.out = out.str();
    outcome.err = err.str();
    return outcome;
  }

  static Operation UnderWay(const std::string& metadata) {
    Operation operation;
    operation.set_name("operations/plan-1");
    operation.mutable_metadata()->PackFrom(Parse<v1::PlanEventMetadata>(metadata));
    return operation;
  }
  static Operation Made(const std::string& response) {
    Operation operation = UnderWay("");
    operation.set_done(true);
    operation.mutable_response()->PackFrom(Parse<v1::PlanEventResponse>(response));
    return operation;
  }
  static Operation Failed(int code, const std::string& message, const std::string& metadata) {
    Operation operation = UnderWay(metadata);
    operation.set_done(true);
    operation.mutable_error()->set_code(code);
    operation.mutable_error()->set_message(message);
    return operation;
  }

  ScriptedPlanning planning_;
  ScriptedOperations operations_;
  ScriptedEvents events_;
  ScriptedSchedule schedule_;
  ScriptedMatchmaking matchmaking_;
  ScriptedAssets assets_;
  std::unique_ptr<grpc::Server> server_;
  std::map<std::string, std::string> environment_;
  bool someone_is_there_ = false;
  bool takes_ = false;
  int interrupts_ = 0;
};

TEST_F(PlanningTest, APlanIsAskedForWithItsScopeAndTime) {
  operations_.states = {Made("")};
  EXPECT_EQ(Plenary("plan make other --time-limit 30s --scope new-only --threads 2 --seed 7").code,
            0);
  EXPECT_EQ(planning_.asked.parent(), "events/other");
  EXPECT_EQ(planning_.asked.scope(), v1::PlanEventRequest::NEW_ONLY);
  EXPECT_EQ(planning_.asked.time_limit().seconds(), 30);
  EXPECT_EQ(planning_.asked.threads(), 2);
  EXPECT_EQ(planning_.asked.seed(), 7);
  // The event that is known anyway need not be said.
  EXPECT_EQ(Plenary("plan make").code, 0);
  EXPECT_EQ(planning_.asked.parent(), "events/forum");
}

TEST_F(PlanningTest, ThePlanIsToldInASentenceAndThenInFigures) {
  operations_.states = {UnderWay(R"pb(state: SEARCHING
                                      placed: 54
                                      unplaced: 3
                                      best_score: 130
                                      bound: 90
                                      elapsed { seconds: 2 }
                                      time_limit { seconds: 30 })pb"),
                        Made(R"pb(
                          meetings_created: 50
                          meetings_kept: 5
                          unplaced_count: 2
                          unplaced {
                            activity: "events/forum/meetingRequests/kursk-liyun"
                            explanation {
                              standing: FITS_IF_OTHERS_MOVE
                              is_minimal: true
                              constraints { kind: NOT_THERE text: "Li Jiaming is at the plant" }
                              constraints { kind: STAYS text: "minsk-liyun stays at 11:00" }
                            }
                            remedies {
                              steps { kind: MOVE text: "move minsk-liyun to 12:00" cost: 20 }
                              cost: 20
                            }
                          }
                          score { breaks: 120 left_out: 2000 total: 2120 }
                          bound: 2120
                          proof: PROVED_OPTIMAL
                          breaks: 12
                          most_breaks: 2
                          elapsed { seconds: 7 nanos: 200000000 }
                          first_plan_elapsed { nanos: 100000000 })pb")};
  const Outcome outcome = Plenary("plan make");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out,
            "55 of 57 meetings have a place; no better plan exists.\n"
            "  kursk-liyun: it fits only if other meetings move\n"
            "    - Li Jiaming is at the plant\n"
            "    - minsk-liyun stays at 11:00\n"
            "    Giving up any one of these is enough.\n"
            "    would help, at a cost of 20: move minsk-liyun to 12:00\n"
            "  and 1 more\n"
            "Created 50, moved 0, at another table or with another interpreter 0, as they were 5, "
            "cancelled 0.\n"
            "Breaks: 12 in all, 0 to 2 a person.\n"
            "Score 2120, no plan has less than 2120: breaks 120, left out 2000.\n"
            "It looked for 7.2 s; the first plan took 0.1 s.\n");
  EXPECT_THAT(outcome.err,
              AllOf(StartsWith("planning  0:02/0:30  54 of 57 placed  score 130  bound 90"),
                    HasSubstr("`plenary plan show`")));
}

TEST_F(PlanningTest, ProgramsGetTheWholeAnswerAndNothingElse) {
  operations_.states = {UnderWay("best_score: 1"), Made("meetings_created: 3")};
  const Outcome outcome = Plenary("plan make -o json");
  EXPECT_THAT(outcome.out, HasSubstr("\"meetings_created\": 3"));
  EXPECT_THAT(outcome.err, IsEmpty());
}

TEST_F(PlanningTest, WhatIsProvedImpossibleNamesWhatContradicts) {
  operations_.states = {Failed(9, "no plan keeps all that must be kept",
                               R"pb(conflict { kind: PINNED text: "m1 is pinned at 10:00" }
                                    conflict { kind: PINNED text: "m2 is pinned at 10:00" })pb")};
  const Outcome outcome = Plenary("plan make");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err,
              AllOf(HasSubstr("no plan keeps all"), HasSubstr("  - m1 is pinned at 10:00\n"),
                    HasSubstr("  - m2 is pinned at 10:00\n")));
  EXPECT_THAT(outcome.out, IsEmpty());
}

TEST_F(PlanningTest, CtrlCAsksAndCancels) {
  someone_is_there_ = true;
  interrupts_ = 1;
  operations_.states = {UnderWay("best_score: 1")};
  operations_.cancelled = Failed(1, "cancelled", "");
  const Outcome outcome = Plenary("plan make", "c\n");
  EXPECT_TRUE(operations_.is_cancelled);
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("Cancel the planning (c), leave it running (l)"),
                                 HasSubstr("Nothing was changed.\n")));
  EXPECT_FALSE(takes_);  // it ends the program again
}

TEST_F(PlanningTest, CtrlCMayLeaveItRunningFromARussianKeyboardToo) {
  someone_is_there_ = true;
  for (const char* answer : {"l\n", "д\n", ""}) {
    interrupts_ = 1;
    operations_.states = {UnderWay("best_score: 1")};
    const Outcome outcome = Plenary("plan make", answer);
    EXPECT_EQ(outcome.code, 0);
    EXPECT_FALSE(operations_.is_cancelled) << answer;
    EXPECT_THAT(outcome.err, HasSubstr("operations/plan-1 goes on")) << answer;
    EXPECT_FALSE(takes_);
  }
}

TEST_F(PlanningTest, CtrlCMayBeTakenBack) {
  someone_is_there_ = true;
  interrupts_ = 1;
  operations_.states = {UnderWay("best_score: 1"), UnderWay("best_score: 1"),
                        Made("meetings_created: 3")};
  const Outcome outcome = Plenary("plan make", "\n");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_FALSE(operations_.is_cancelled);
  EXPECT_THAT(outcome.out, StartsWith("3 of 3 meetings have a place"));
}

TEST_F(PlanningTest, WhatTakesItsTimeIsNamed) {
  operations_.states = std::vector<Operation>(6, UnderWay("best_score: 1"));
  operations_.states.push_back(Made(""));
  EXPECT_THAT(Plenary("plan make").err, HasSubstr("operations/plan-1: it goes on if you leave"));
}

TEST_F(PlanningTest, WhyAndWhatWouldHelpAreTold) {
  planning_.explanation = Parse<v1::ActivityExplanation>(
      R"pb(standing: IMPOSSIBLE
           is_minimal: true
           constraints { kind: WINDOWS text: "kursk-liyun is proposed for 14:00-16:00" }
           constraints { kind: NOT_THERE text: "Li Jiaming is at the plant" })pb");
  const Outcome why = Plenary("plan explain kursk-liyun");
  EXPECT_EQ(why.code, 0) << why.err;
  EXPECT_EQ(why.out,
            "kursk-liyun: it fits nowhere, wherever other meetings are\n"
            "  - kursk-liyun is proposed for 14:00-16:00\n"
            "  - Li Jiaming is at the plant\n"
            "  Giving up any one of these is enough.\n");
  EXPECT_EQ(Plenary("plan suggest kursk-liyun").code, 1);  // nothing was found
  planning_.suggested = Parse<v1::SuggestRelaxationsResponse>(
      R"pb(remedies {
             steps { kind: OUTSIDE_WINDOWS text: "meet outside the proposed times" cost: 50 }
             cost: 50
             place {
               interval {
                 start_time { seconds: 1681801200 }
                 end_time { seconds: 1681803000 }
               }
               assets: "assets/table-1"
             }
           })pb");
  const Outcome what = Plenary("plan suggest meetingRequests/kursk-liyun");
  EXPECT_EQ(what.code, 0) << what.err;
  EXPECT_THAT(what.out,
              HasSubstr("would help, at a cost of 50: meet outside the proposed times → 2023-04-18 "
                        "10:00-10:30  table-1\n"));
  environment_["LC_ALL"] = "ru_RU.UTF-8";
  EXPECT_THAT(Plenary("plan explain kursk-liyun").out,
              AllOf(HasSubstr("не поместится, как ни двигай"),
                    HasSubstr("человек занят: Li Jiaming is at the plant")));
}

TEST_F(PlanningTest, SettingsAreGivenAsFlags) {
  const Outcome outcome = Plenary(
      "plan set --day 2023-04-19 --window morning=10:00/13:00 --window 14:00/17:30 --asset table-1 "
      "--asset table-2 --breaks 5 --left-out-price 90000 --left-out-price 100 --gap-minutes 10");
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  const v1::PlanningSettings& settings = planning_.updated.settings();
  EXPECT_EQ(settings.name(), "events/forum/planning");
  ASSERT_EQ(settings.windows_size(), 2);
  EXPECT_EQ(settings.windows(0).part(), v1::PlanningSettings::Window::MORNING);
  EXPECT_EQ(settings.windows(0).interval().start_time().seconds(), 1681887600);  // 07:00Z
  EXPECT_EQ(settings.windows(1).interval().end_time().seconds(), 1681914600);
  EXPECT_EQ(settings.assets(1), "assets/table-2");
  EXPECT_EQ(settings.weights().breaks(), 5);
  EXPECT_EQ(settings.left_out_prices(1), 100);
  EXPECT_THAT(planning_.updated.update_mask().paths(),
              ::testing::UnorderedElementsAre("windows", "assets", "weights.breaks",
                                              "left_out_prices", "gap_minutes"));
}

TEST_F(PlanningTest, ARequestIsMadeFromTheSidesAndTheirPeople) {
  const Outcome outcome = Plenary(
      "request create kursk-liyun --from kursk:head --to liyun:p1:p2 --preference 1 --duration 30m "
      "--day 2023-04-19 --interval 10:00/12:00 --accepted");
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  const v1::CreateMeetingRequestRequest& created = matchmaking_.created;
  EXPECT_EQ(created.meeting_request_id(), "kursk-liyun");
  EXPECT_TRUE(created.accepted());
  const v1::MeetingRequest& request = created.meeting_request();
  EXPECT_EQ(request.from().party(), "events/forum/delegations/kursk");
  EXPECT_TRUE(request.from().head_must_attend());
  EXPECT_THAT(request.to().people(), ::testing::ElementsAre("events/forum/participants/p1",
                                                            "events/forum/participants/p2"));
  EXPECT_EQ(request.intervals(0).start_time().seconds(), 1681887600);
  EXPECT_EQ(request.duration().seconds(), 1800);
}

TEST_F(PlanningTest, RequestsAreListedByStateAndSide) {
  matchmaking_.open = Parse<v1::ListMeetingRequestsResponse>(
      R"pb(meeting_requests {
             name: "events/forum/meetingRequests/kursk-liyun"
             from { display_name: "Kursk Region" }
             to { display_name: "Liyun" }
             preference: 1
             state: PENDING
           })pb");
  const Outcome outcome = Plenary("request list --state pending --party kursk");
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("kursk-liyun  Kursk Region  Liyun"), HasSubstr("pending")));
  EXPECT_EQ(matchmaking_.listed.filter(),
            "state = PENDING AND party = \"events/forum/delegations/kursk\"");
}

TEST_F(PlanningTest, MeetingsArePinnedByTheirNameOrThatOfTheirRequest) {
  EXPECT_EQ(Plenary("plan pin m1 kursk-liyun").code, 0);
  EXPECT_EQ(Plenary("plan unpin m1").code, 0);
  ASSERT_EQ(schedule_.updated.size(), 3);
  EXPECT_TRUE(schedule_.updated[1].meeting().is_pinned());
  EXPECT_EQ(schedule_.updated[1].meeting().name(), "events/forum/meetings/m1");
  EXPECT_FALSE(schedule_.updated[2].meeting().is_pinned());
  EXPECT_THAT(schedule_.updated[2].update_mask().paths(), ::testing::ElementsAre("is_pinned"));
  EXPECT_EQ(Plenary("plan pin nothing").code, 3);
}

TEST_F(PlanningTest, TheBoardMarksWhatIsNewMovedAndPinned) {
  const std::string meeting = R"pb(meetings {
                                     name: "events/forum/meetings/$0"
                                     parties { delegation: "events/forum/delegations/kursk" }
                                     parties { organization: "organizations/$0" }
                                     interval {
                                       start_time { seconds: $1 }
                                       end_time { seconds: $2 }
                                     }
                                     assets { asset: "assets/table-$3" }
                                     is_pinned: $4
                                   })pb";
  const auto text = [&](const char* name, int64_t start, int table, bool pinned) {
    return absl::Substitute(meeting, name, start, start + 1800, table, pinned ? "true" : "false");
  };
  const int64_t ten = 1681887600;
  schedule_.released = Parse<v1::ListMeetingsResponse>(
      absl::StrCat(text("stays", ten, 2, false), text("moved", ten, 10, false)));
  schedule_.in_progress = Parse<v1::ListMeetingsResponse>(
      absl::StrCat(text("stays", ten, 2, false), text("moved", ten + 1800, 2, false),
                   text("new", ten, 10, false), text("pinned", ten + 1800, 10, true)));
  planning_.settings.add_assets("assets/table-1");
  matchmaking_.open = Parse<v1::ListMeetingRequestsResponse>(
      R"pb(meeting_requests {
             name: "events/forum/meetingRequests/altai-minsk"
             from { display_name: "Altai" }
             to { display_name: "Minsk" }
           })pb");
  const Outcome shown = Plenary("plan show");
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_EQ(
      shown.out,
      "2023-04-19\n"
      "       Table 1                        Table 2                        Table 10\n"
      "10:00  ·                              kursk – stays                  + kursk – new\n"
      "10:30  ·                              > kursk – moved                = kursk – pinned\n"
      "11:00\n"
      "+ new  > moved  = pinned  ! does not fit\n"
      "1 accepted request has no place; `plenary plan explain` says why:\n"
      "  altai-minsk: Altai – Minsk\n");
  EXPECT_THAT(Plenary("plan show --released").out,
              AllOf(HasSubstr("kursk – moved"), Not(HasSubstr("new\n"))));
  EXPECT_THAT(Plenary("plan show forum --day 2023-04-20").err, HasSubstr("No meeting has a place"));
  EXPECT_EQ(Plenary("plan show --day tomorrow").code, 2);
  EXPECT_THAT(Plenary("plan show -o json").out, HasSubstr("\"date\": \"2023-04-19\""));
}

}  // namespace
}  // namespace plenary::cli
