// The library against a scripted server of the generated stubs: what it sends, how it repeats, and
// how it goes on.
#include "plenary/client.h"

#include <deque>
#include <fstream>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/rpc/error_details.pb.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"
#include "plenary/v1/changes.grpc.pb.h"
#include "plenary/v1/delegations.grpc.pb.h"
#include "plenary/v1/schedule.grpc.pb.h"

namespace plenary {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Sleeps not at all, so that retries take no time.
class Restless : public Surroundings {
 public:
  absl::Time Now() override { return Machine().Now(); }
  void Sleep(absl::Duration duration, const absl::Notification*) override {
    const std::lock_guard lock(mutex_);
    slept_.push_back(duration);
  }
  uint64_t Random() override { return Machine().Random(); }
  size_t sleeps() {
    const std::lock_guard lock(mutex_);
    return slept_.size();
  }

 private:
  std::mutex mutex_;
  std::vector<absl::Duration> slept_;
};

// Answers from a list of participants; refuses first where it was told to.
class ScriptedDelegations : public v1::DelegationService::Service {
 public:
  grpc::Status ListParticipants(grpc::ServerContext*, const v1::ListParticipantsRequest* request,
                                v1::ListParticipantsResponse* response) override {
    list_requests.push_back(*request);
    if (list_requests.size() == fails_at_page) {
      return {grpc::StatusCode::INVALID_ARGUMENT, "the page token is damaged"};
    }
    const size_t first = request->page_token().empty() ? 0 : std::stoul(request->page_token());
    for (size_t i = first; i < people && i < first + request->page_size(); ++i) {
      response->add_participants()->set_display_name(absl::StrCat("P", i));
    }
    const size_t next = first + request->page_size();
    if (next < people) response->set_next_page_token(absl::StrCat(next));
    response->set_resume_token(absl::StrCat("after page ", list_requests.size()));
    return grpc::Status::OK;
  }
  grpc::Status ConfirmParticipant(grpc::ServerContext*,
                                  const v1::ConfirmParticipantRequest* request,
                                  v1::Participant* response) override {
    request_ids.push_back(request->request_id());
    if (refusals.empty()) {
      response->set_state(v1::Participant::CONFIRMED);
      return grpc::Status::OK;
    }
    const grpc::Status refusal = refusals.front();
    refusals.pop_front();
    return refusal;
  }

  size_t people = 0;
  size_t fails_at_page = 0;
  std::vector<v1::ListParticipantsRequest> list_requests;
  std::deque<grpc::Status> refusals;
  std::vector<std::string> request_ids;
};

// Plays one script per watch: what is written before the stream ends, and with which status.
class ScriptedChanges : public v1::ChangeService::Service {
 public:
  struct Script {
    std::vector<int64_t> numbers;
    grpc::Status end;
    bool stays_open = false;
  };
  grpc::Status WatchChanges(grpc::ServerContext* context, const v1::WatchChangesRequest* request,
                            grpc::ServerWriter<v1::WatchChangesResponse>* writer) override {
    Script script;
    {
      const std::lock_guard lock(mutex);
      requests.push_back(*request);
      if (scripts.empty()) return {grpc::StatusCode::INTERNAL, "the script is over"};
      script = scripts.front();
      scripts.pop_front();
    }
    for (const int64_t number : script.numbers) {
      v1::WatchChangesResponse response;
      response.add_changes()->set_number(number);
      response.set_resume_token(absl::StrCat("after ", number));
      writer->Write(response);
    }
    while (script.stays_open && !context->IsCancelled()) std::this_thread::yield();
    return script.end;
  }

  std::mutex mutex;
  std::deque<Script> scripts;
  std::vector<v1::WatchChangesRequest> requests;
};

// Answers with what it was asked.
class ScriptedSchedule : public v1::ScheduleService::Service {
 public:
  grpc::Status GetProgramme(grpc::ServerContext*, const v1::GetProgrammeRequest* request,
                            v1::Programme* response) override {
    response->set_subject(request->subject());
    response->set_display_name(request->language_code());
    return grpc::Status::OK;
  }
  grpc::Status GetItinerary(grpc::ServerContext*, const v1::GetItineraryRequest* request,
                            v1::Itinerary* response) override {
    response->set_subject(request->subject());
    response->set_display_name(request->language_code());
    return grpc::Status::OK;
  }
  grpc::Status QueryFreeBusy(grpc::ServerContext*, const v1::QueryFreeBusyRequest* request,
                             v1::QueryFreeBusyResponse* response) override {
    for (const std::string& subject : request->subjects()) {
      auto& added = *response->add_subjects();
      added.set_subject(subject);
      *added.add_busy()->mutable_interval() = request->interval();
    }
    return grpc::Status::OK;
  }
};

class ClientTest : public ::testing::Test {
 protected:
  ClientTest() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&delegations_);
    builder.RegisterService(&changes_);
    builder.RegisterService(&schedule_);
    server_ = builder.BuildAndStart();
    address_ = absl::StrCat("127.0.0.1:", port);
  }

  Client Connect(ClientOptions options = {}) {
    options.surroundings = &surroundings_;
    return Client::Connect(address_, options);
  }
  std::vector<int64_t> NumbersUntilError(ChangeStream& stream, absl::Status& error) {
    std::vector<int64_t> numbers;
    for (absl::StatusOr<v1::Change>& change : stream.Changes()) {
      if (change.ok()) {
        numbers.push_back(change->number());
      } else {
        error = change.status();
      }
    }
    return numbers;
  }

  Restless surroundings_;
  ScriptedDelegations delegations_;
  ScriptedChanges changes_;
  ScriptedSchedule schedule_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

v1::ConfirmParticipantRequest Confirmation(const std::string& request_id = "") {
  v1::ConfirmParticipantRequest request;
  request.set_name("events/tibo-2023/participants/p1");
  request.set_request_id(request_id);
  return request;
}

grpc::Status Refusal(grpc::StatusCode code, const google::protobuf::Message& detail) {
  google::rpc::Status rich;
  rich.set_code(code);
  rich.set_message("refused");
  rich.add_details()->PackFrom(detail);
  return {code, "refused", rich.SerializeAsString()};
}

TEST_F(ClientTest, AListIsReadPageByPageWithoutItsReaderNoticing) {
  delegations_.people = 5;
  v1::ListParticipantsRequest request;
  request.set_page_size(2);
  std::vector<std::string> names;
  Range<v1::Participant> participants = Connect().ListParticipants(request);
  for (absl::StatusOr<v1::Participant>& participant : participants) {
    ASSERT_TRUE(participant.ok()) << participant.status();
    names.push_back(participant->display_name());
  }
  EXPECT_THAT(names, ElementsAre("P0", "P1", "P2", "P3", "P4"));
  EXPECT_EQ(delegations_.list_requests.size(), 3u);
  EXPECT_EQ(participants.resume_token(), "after page 1");
}

TEST_F(ClientTest, AnEmptyListHasNoElements) {
  for (absl::StatusOr<v1::Participant>& participant : Connect().ListParticipants({})) {
    ADD_FAILURE() << participant.status();
  }
}

TEST_F(ClientTest, AListThatBreaksOffSaysSoLast) {
  delegations_.people = 5;
  delegations_.fails_at_page = 2;
  v1::ListParticipantsRequest request;
  request.set_page_size(3);
  std::vector<absl::StatusCode> codes;
  for (absl::StatusOr<v1::Participant>& participant : Connect().ListParticipants(request)) {
    codes.push_back(participant.status().code());
  }
  EXPECT_THAT(codes, ElementsAre(absl::StatusCode::kOk, absl::StatusCode::kOk,
                                 absl::StatusCode::kOk, absl::StatusCode::kInvalidArgument));
}

TEST_F(ClientTest, AChangeIsGivenARequestIdAndRepeatedWithTheSame) {
  delegations_.refusals = {{grpc::StatusCode::UNAVAILABLE, ""},
                           {grpc::StatusCode::UNAVAILABLE, ""}};
  const auto confirmed = Connect().ConfirmParticipant(Confirmation());
  ASSERT_TRUE(confirmed.ok()) << confirmed.status();
  EXPECT_EQ(confirmed->state(), v1::Participant::CONFIRMED);
  ASSERT_EQ(delegations_.request_ids.size(), 3u);
  EXPECT_EQ(std::set(delegations_.request_ids.begin(), delegations_.request_ids.end()).size(), 1u);
  EXPECT_EQ(delegations_.request_ids[0].size(), 32u);
  EXPECT_EQ(surroundings_.sleeps(), 2u);
}

TEST_F(ClientTest, TheCallersRequestIdIsKept) {
  ASSERT_TRUE(Connect().ConfirmParticipant(Confirmation("mine")).ok());
  EXPECT_THAT(delegations_.request_ids, ElementsAre("mine"));
}

TEST_F(ClientTest, AChangeWithoutARequestIdIsNotRepeated) {
  delegations_.refusals = {{grpc::StatusCode::UNAVAILABLE, ""}};
  ClientOptions options;
  options.fill_request_ids = false;
  EXPECT_EQ(Connect(options).ConfirmParticipant(Confirmation()).status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_THAT(delegations_.request_ids, ElementsAre(""));
}

TEST_F(ClientTest, ARefusalByARuleIsNotRepeatedAndKeepsItsDetails) {
  google::rpc::ErrorInfo info;
  info.set_reason("REGISTRATION_CLOSED");
  delegations_.refusals = {Refusal(grpc::StatusCode::FAILED_PRECONDITION, info)};
  const absl::Status status = Connect().ConfirmParticipant(Confirmation()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_REGISTRATION_CLOSED);
  EXPECT_EQ(delegations_.request_ids.size(), 1u);
}

TEST_F(ClientTest, AServerThatIsNotThereIsUnavailable) {
  server_->Shutdown();
  const absl::Status status = Connect().ConfirmParticipant(Confirmation()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(surroundings_.sleeps(), 7u);
}

TEST_F(ClientTest, ADeadlineThatIsOverEndsTheCall) {
  CallOptions options;
  options.deadline = absl::ZeroDuration();
  EXPECT_EQ(Connect().ConfirmParticipant(Confirmation(), options).status().code(),
            absl::StatusCode::kDeadlineExceeded);
}

TEST_F(ClientTest, AnAnswerOfAnotherTypeIsRefusedWithoutAskingTheServer) {
  EXPECT_EQ(Connect().Call<v1::Event>(Confirmation()).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Connect().Call<v1::Event>(v1::Event()).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(delegations_.request_ids.empty());
}

TEST_F(ClientTest, AWatchGoesOnFromItsLastTokenWhenTheConnectionBreaks) {
  changes_.scripts = {{{1, 2}, {grpc::StatusCode::UNAVAILABLE, "restarting"}},
                      {{3}, {grpc::StatusCode::OK, ""}},
                      {{}, {grpc::StatusCode::UNAVAILABLE, ""}},
                      {{4}, {grpc::StatusCode::OUT_OF_RANGE, "too old"}}};
  v1::WatchChangesRequest request;
  request.set_parent("events/tibo-2023");
  request.set_from_beginning(true);
  const auto stream = Connect().WatchChanges(request);
  absl::Status error;
  EXPECT_THAT(NumbersUntilError(*stream, error), ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(error.code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(stream->resume_token(), "after 4");
  std::vector<std::string> tokens;
  for (const v1::WatchChangesRequest& sent : changes_.requests) {
    tokens.push_back(sent.resume_token());
    EXPECT_EQ(sent.from_beginning(), sent.resume_token().empty());
  }
  EXPECT_THAT(tokens, ElementsAre("", "after 2", "after 3", "after 3"));
}

TEST_F(ClientTest, AWatchOnASilentServerConnectsAnew) {
  changes_.scripts = {{{1}, {}, true}, {{2}, {grpc::StatusCode::OUT_OF_RANGE, ""}}};
  ClientOptions options;
  options.watch_silence = absl::Milliseconds(300);
  const auto stream = Connect(options).WatchChanges({});
  absl::Status error;
  EXPECT_THAT(NumbersUntilError(*stream, error), ElementsAre(1, 2));
}

TEST_F(ClientTest, CancellingEndsAWatchThatWaits) {
  changes_.scripts = {{{1}, {}, true}};
  const auto stream = Connect().WatchChanges({});
  ASSERT_TRUE(stream->Next().ok());
  std::thread other([&] { stream->Cancel(); });
  EXPECT_EQ(stream->Next().status().code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(stream->Next().status().code(), absl::StatusCode::kCancelled);
  other.join();
}

TEST_F(ClientTest, AWatchGivesUpOnAServerThatStaysAway) {
  server_->Shutdown();
  EXPECT_EQ(Connect().WatchChanges({})->Next().status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(surroundings_.sleeps(), 7u);
}

TEST_F(ClientTest, ProgrammesItinerariesAndFreeTimesAreAskedForInOneLine) {
  const absl::StatusOr<v1::Programme> programme = Connect().Schedule("events/tibo-2023", "ru");
  ASSERT_TRUE(programme.ok()) << programme.status();
  EXPECT_EQ(programme->subject(), "events/tibo-2023");
  EXPECT_EQ(programme->display_name(), "ru");
  const absl::StatusOr<v1::Itinerary> itinerary = Connect().Itinerary("assets/hall-1");
  ASSERT_TRUE(itinerary.ok()) << itinerary.status();
  EXPECT_EQ(itinerary->subject(), "assets/hall-1");
  EXPECT_EQ(itinerary->display_name(), "");
  const absl::Time start = absl::FromUnixSeconds(1681801200);
  const absl::StatusOr<v1::QueryFreeBusyResponse> busy = Connect().FreeBusy(
      {"people/p1", "assets/hall-1"}, start, start + absl::Hours(2) + absl::Microseconds(1));
  ASSERT_TRUE(busy.ok()) << busy.status();
  ASSERT_EQ(busy->subjects_size(), 2);
  EXPECT_EQ(busy->subjects(1).subject(), "assets/hall-1");
  const google::type::Interval& asked = busy->subjects(0).busy(0).interval();
  EXPECT_EQ(asked.start_time().seconds(), 1681801200);
  EXPECT_EQ(asked.end_time().seconds(), 1681808400);
  EXPECT_EQ(asked.end_time().nanos(), 1000);
}

// client.h promises that every method of the API is a method of Client.
TEST(ClientHeaderTest, HasEveryMethodOfTheApi) {
  std::ifstream file(CLIENT_HEADER);
  const std::string header(std::istreambuf_iterator<char>(file), {});
  for (const google::protobuf::FileDescriptor* file_of_service :
       {v1::GetDelegationRequest::descriptor()->file(),
        v1::WatchChangesRequest::descriptor()->file(),
        v1::GetEventRequest::descriptor()->file(),
        v1::GetPersonRequest::descriptor()->file(),
        v1::GetFileRequest::descriptor()->file(),
        v1::GetServerStatusRequest::descriptor()->file(),
        v1::LoginRequest::descriptor()->file(),
        v1::SignHeadsRequest::descriptor()->file(),
        v1::ErasePersonRequest::descriptor()->file(),
        v1::CreateAssetRequest::descriptor()->file(),
        v1::GetItineraryRequest::descriptor()->file(),
        v1::GetPrintRequest::descriptor()->file(),
        v1::MeetingRequest::descriptor()->file(),
        v1::PlanEventRequest::descriptor()->file(),
        v1::Negotiation::descriptor()->file(),
        v1::Protocol::descriptor()->file(),
        v1::ActionItem::descriptor()->file(),
        v1::Figure::descriptor()->file(),
        v1::Trip::descriptor()->file(),
        v1::Thread::descriptor()->file(),
        v1::Report::descriptor()->file(),
        google::longrunning::Operation::descriptor()->file()}) {
    const google::protobuf::ServiceDescriptor& service = *file_of_service->service(0);
    for (int i = 0; i < service.method_count(); ++i) {
      EXPECT_THAT(header, HasSubstr(absl::StrCat(" ", service.method(i)->name(), "(")));
    }
  }
}

}  // namespace
}  // namespace plenary
