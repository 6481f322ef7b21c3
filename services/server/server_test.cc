#include "services/server/server.h"

#include <future>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/longrunning/operations.grpc.pb.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "plenary/v1/changes.grpc.pb.h"
#include "plenary/v1/directory.grpc.pb.h"
#include "plenary/v1/events.grpc.pb.h"
#include "plenary/v1/monitoring.grpc.pb.h"
#include "services/base/errors.h"
#include "services/server/health.pb.h"
#include "services/storage/store.h"
#include "tests/testing/engines.h"
#include "tests/testing/running_server.h"

namespace plenary::server {
namespace {

using plenary::testing::CallMethod;
using plenary::testing::FromGrpc;
using plenary::testing::RunningServer;
using plenary::testing::TestOptions;
using ::testing::HasSubstr;

constexpr char kCreatePerson[] = "plenary.v1.DirectoryService/CreatePerson";
constexpr char kBatchCreatePeople[] = "plenary.v1.DirectoryService/BatchCreatePeople";

v1::CreatePersonRequest NewPerson(const std::string& family_name = "Ivanova") {
  v1::CreatePersonRequest request;
  v1::PersonName& name = *request.mutable_person()->add_names();
  name.set_language("en");
  name.set_family_name(family_name);
  return request;
}

v1::BatchCreatePeopleRequest PeopleWithoutNames(int count) {
  v1::BatchCreatePeopleRequest request;
  for (int i = 0; i < count; ++i) request.add_people()->set_country_code("nowhere");
  return request;
}

absl::StatusOr<v1::Person> Create(RunningServer& server, const v1::CreatePersonRequest& request) {
  v1::Person person;
  const absl::Status status = CallMethod(*server.channel(), kCreatePerson, request, person);
  if (!status.ok()) return status;
  return person;
}

int64_t PeopleIn(RunningServer& server) {
  int64_t count = 0;
  const absl::Status status = storage::ReadAndWait(server.store(), [&](storage::Tx& tx) {
    return tx.Run(
        {"SELECT COUNT(*) FROM people", {}, [&](const storage::Row& row) { count = row.Int(0); }});
  });
  EXPECT_TRUE(status.ok()) << status;
  return count;
}

template <class Detail>
Detail DetailOf(const absl::Status& status) {
  Detail found;
  const google::rpc::Status rich = base::ToRpcStatus(status);
  for (const google::protobuf::Any& any : rich.details()) any.UnpackTo(&found);
  return found;
}

grpc::health::v1::HealthCheckResponse::ServingStatus Health(RunningServer& server,
                                                            const std::string& service) {
  grpc::health::v1::HealthCheckRequest request;
  request.set_service(service);
  grpc::health::v1::HealthCheckResponse response;
  const absl::Status status =
      CallMethod(*server.channel(), "grpc.health.v1.Health/Check", request, response);
  EXPECT_TRUE(status.ok()) << status;
  return response.status();
}

// An operation that nobody finishes: a lease of another server holds it.
std::string AddHeldOperation(RunningServer& server) {
  const absl::Status status =
      storage::WriteAndWait(server.store(), {"operations"}, [](storage::Tx& tx) {
        return tx.Run(
            {"INSERT INTO operations (id, caller, method, done, cancel_asked, "
             "lease_owner, lease_expire_us, create_us, body) VALUES ('held', 'local', "
             "'plenary.v1.AuditService/VerifyChain', 0, 0, 'another', $1, 0, $2)",
             {absl::ToUnixMicros(absl::Now() + absl::Hours(1)), storage::Bytes{""}},
             nullptr});
      });
  EXPECT_TRUE(status.ok()) << status;
  return "operations/held";
}

// A call that runs until its time is over or the server drains.
class LongCall {
 public:
  explicit LongCall(RunningServer& server) : channel_(server.NewChannel()) {
    const std::string name = AddHeldOperation(server);
    result_ = std::async(std::launch::async, [this, name] {
      google::longrunning::WaitOperationRequest request;
      request.set_name(name);
      google::longrunning::Operation operation;
      absl::Status status;
      // Another call may be under way at a server that takes only one.
      do {
        status = CallMethod(*channel_, "google.longrunning.Operations/WaitOperation", request,
                            operation);
      } while (absl::IsResourceExhausted(status));
      return status;
    });
  }
  absl::Status Result() { return result_.get(); }

 private:
  std::shared_ptr<grpc::Channel> channel_;
  std::future<absl::Status> result_;
};

v1::ServerStatus StatusOf(RunningServer& server) {
  v1::ServerStatus response;
  const absl::Status status =
      CallMethod(*server.channel(), "plenary.v1.MonitoringService/GetServerStatus",
                 v1::GetServerStatusRequest(), response);
  EXPECT_TRUE(status.ok()) << status;
  return response;
}

class ServerTest : public ::testing::TestWithParam<std::string> {
 protected:
  plenary::testing::Database database_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, ServerTest, ::testing::ValuesIn(plenary::testing::Engines()),
                         plenary::testing::EngineName);

TEST_P(ServerTest, ACallIsAnswered) {
  RunningServer server(database_.uri());
  const auto person = Create(server, NewPerson());
  ASSERT_TRUE(person.ok()) << person.status();
  v1::GetPersonRequest request;
  request.set_name(person->name());
  v1::Person read;
  const absl::Status status =
      CallMethod(*server.channel(), "plenary.v1.DirectoryService/GetPerson", request, read);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(read.names(0).family_name(), "Ivanova");
}

TEST_P(ServerTest, ARepeatedRequestIdGetsTheFirstAnswerAgain) {
  RunningServer server(database_.uri());
  v1::CreatePersonRequest request = NewPerson();
  request.set_request_id("once");
  const auto first = Create(server, request);
  server.Restart();
  const auto second = Create(server, request);
  ASSERT_TRUE(first.ok() && second.ok()) << first.status() << second.status();
  EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
  EXPECT_EQ(PeopleIn(server), 1);
}

TEST_P(ServerTest, ARequestIdStandsForOneRequestOnly) {
  RunningServer server(database_.uri());
  v1::CreatePersonRequest request = NewPerson();
  request.set_request_id("once");
  ASSERT_TRUE(Create(server, request).ok());
  request.mutable_person()->mutable_names(0)->set_family_name("Petrova");
  const absl::Status status = Create(server, request).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(base::ReasonOf(status), v1::ERROR_REASON_REQUEST_ID_REUSED);
  EXPECT_EQ(PeopleIn(server), 1);
}

TEST_P(ServerTest, ADryRunAnswersAndChangesNothing) {
  RunningServer server(database_.uri());
  v1::CreatePersonRequest request = NewPerson();
  request.set_request_id("dry");
  request.set_validate_only(true);
  const auto tried = Create(server, request);
  ASSERT_TRUE(tried.ok()) << tried.status();
  EXPECT_THAT(tried->name(), HasSubstr("people/"));
  EXPECT_EQ(PeopleIn(server), 0);
  request.set_validate_only(false);
  EXPECT_TRUE(Create(server, request).ok()) << "the id of a dry run is still free";
}

TEST_P(ServerTest, APageTokenIsForItsQueryAndThreeDays) {
  RunningServer server(database_.uri());
  for (const char* name : {"Ivanova", "Petrova", "Sidorova"}) {
    ASSERT_TRUE(Create(server, NewPerson(name)).ok());
  }
  const auto list = [&](v1::ListPeopleRequest request) {
    request.set_page_size(1);
    v1::ListPeopleResponse response;
    const absl::Status status =
        CallMethod(*server.channel(), "plenary.v1.DirectoryService/ListPeople", request, response);
    return std::make_pair(status, response.next_page_token());
  };
  const std::string token = list({}).second;
  ASSERT_NE(token, "");
  v1::ListPeopleRequest next;
  next.set_page_token(token);
  EXPECT_TRUE(list(next).first.ok());

  v1::ListPeopleRequest other = next;
  other.set_show_deleted(true);
  EXPECT_EQ(base::ReasonOf(list(other).first), v1::ERROR_REASON_INVALID_PAGE_TOKEN);
  v1::ListPeopleRequest forged = next;
  forged.set_page_token(token.substr(0, token.size() - 4) + "AAAA");
  EXPECT_EQ(base::ReasonOf(list(forged).first), v1::ERROR_REASON_INVALID_PAGE_TOKEN);
  server.Restart();
  EXPECT_TRUE(list(next).first.ok()) << "a restart doesn't change the key of tokens";
  server.clock().Forward(absl::Hours(73));
  EXPECT_EQ(base::ReasonOf(list(next).first), v1::ERROR_REASON_INVALID_PAGE_TOKEN);
}

TEST_P(ServerTest, MaintenanceForgetsExpiredAnswers) {
  RunningServer server(database_.uri());
  v1::CreatePersonRequest request = NewPerson();
  request.set_request_id("once");
  ASSERT_TRUE(Create(server, request).ok());
  server.clock().Forward(absl::Hours(24 * 4));
  ASSERT_TRUE(server.server().Maintain().ok());
  ASSERT_TRUE(Create(server, request).ok());
  EXPECT_EQ(PeopleIn(server), 2);
}

// What follows does not depend on the engine.
class BadInputTest : public ::testing::Test {
 protected:
  plenary::testing::Database database_{"sqlite"};
  RunningServer server_{database_.uri()};
};

TEST_F(BadInputTest, TwoHundredFieldErrorsComeAtOnce) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, 1 << 20);
  const auto channel = server_.NewChannel(arguments);
  grpc::ClientContext context;
  context.AddMetadata("plenary-max-details-bytes", "500000");
  v1::BatchCreatePeopleResponse response;
  const absl::Status status =
      CallMethod(*channel, kBatchCreatePeople, PeopleWithoutNames(100), response, context);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(base::ReasonOf(status), v1::ERROR_REASON_INVALID_FIELDS);
  EXPECT_EQ(DetailOf<google::rpc::BadRequest>(status).field_violations_size(), 200);
}

TEST_F(BadInputTest, AnOrdinaryClientGetsAsManyFieldErrorsAsItTakes) {
  v1::BatchCreatePeopleResponse response;
  const absl::Status status =
      CallMethod(*server_.channel(), kBatchCreatePeople, PeopleWithoutNames(100), response);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_GT(DetailOf<google::rpc::BadRequest>(status).field_violations_size(), 10);
  EXPECT_EQ(base::MetadataOf(status).at("violationsInAll"), "200");
}

TEST_F(BadInputTest, AnUnknownEnumValueIsABadField) {
  v1::CreateEventRequest request;
  request.mutable_event()->set_kind(static_cast<v1::Event::Kind>(99));
  v1::Event event;
  const absl::Status status =
      CallMethod(*server_.channel(), "plenary.v1.EventService/CreateEvent", request, event);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  std::set<std::string> fields;
  const auto bad_request = DetailOf<google::rpc::BadRequest>(status);
  for (const auto& violation : bad_request.field_violations()) {
    fields.insert(violation.field());
  }
  EXPECT_THAT(fields, ::testing::Contains("event.kind"));
}

TEST_F(BadInputTest, ATextThatIsNotUtf8IsMalformed) {
  const std::string bytes("\x0a\x02\xc3\x28", 4);
  const grpc::Slice slice(bytes);
  grpc::ByteBuffer response;
  const absl::Status status =
      CallMethod(*server_.channel(), "plenary.v1.DirectoryService/GetPerson",
                 grpc::ByteBuffer(&slice, 1), response);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(base::ReasonOf(status), v1::ERROR_REASON_MALFORMED_REQUEST);
}

TEST_F(BadInputTest, ANameOfTenMegabytesIsTooLarge) {
  v1::Person person;
  const absl::Status status =
      CallMethod(*server_.channel(), kCreatePerson, NewPerson(std::string(10 << 20, 'x')), person);
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(base::ReasonOf(status), v1::ERROR_REASON_MESSAGE_TOO_LARGE);
}

TEST_F(BadInputTest, AnUnknownMethodIsUnimplemented) {
  v1::Person person;
  EXPECT_EQ(CallMethod(*server_.channel(), "plenary.v1.DirectoryService/ForgetEverything",
                       NewPerson(), person)
                .code(),
            absl::StatusCode::kUnimplemented);
}

class PorchTest : public ::testing::Test {
 protected:
  plenary::testing::Database database_{"sqlite"};
};

TEST_F(PorchTest, AddressesBeyondLoopbackAreRefused) {
  RunningServer server(database_.uri());
  for (const char* address :
       {"0.0.0.0:0", "[::]:0", "10.0.0.1:0", "example.org:0", "nonsense", "127.0.0.1:99999"}) {
    ServerOptions options = TestOptions();
    options.listen = address;
    const auto refused = PlenaryServer::Start(
        options, server.store(), plenary::testing::TestVault(), server.clock(), server.random());
    EXPECT_EQ(refused.status().code(), absl::StatusCode::kInvalidArgument) << address;
  }
}

TEST_F(PorchTest, APortInUseIsRefused) {
  RunningServer server(database_.uri());
  const plenary::testing::Database other("sqlite");
  ServerOptions options = TestOptions();
  options.listen = server.server().address();
  EXPECT_THROW(RunningServer(other.uri(), options), std::runtime_error);
}

TEST_F(PorchTest, HealthIsToldForTheServerAndForEachService) {
  RunningServer server(database_.uri());
  using Response = grpc::health::v1::HealthCheckResponse;
  for (const char* service : {"", "plenary.v1.DirectoryService", "plenary.v1.EventService",
                              "plenary.v1.DelegationService", "plenary.v1.ChangeService",
                              "plenary.v1.MonitoringService", "google.longrunning.Operations"}) {
    EXPECT_EQ(Health(server, service), Response::SERVING) << service;
  }
}

TEST_F(PorchTest, CallsOverTheLimitAreToldWhenToComeAgain) {
  ServerOptions options = TestOptions();
  options.max_calls = 1;
  RunningServer server(database_.uri(), options);
  LongCall running(server);
  // Until the long call has arrived.
  absl::Status status;
  do {
    status = Create(server, NewPerson()).status();
  } while (status.ok());
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(base::ReasonOf(status), v1::ERROR_REASON_SERVER_BUSY);
  EXPECT_GT(DetailOf<google::rpc::RetryInfo>(status).retry_delay().nanos(), 0);
  server.server().Drain();
  EXPECT_TRUE(running.Result().ok());
}

TEST_F(PorchTest, ACallThatWaitedTooLongIsNotBegun) {
  ServerOptions options = TestOptions();
  options.default_deadline = absl::Seconds(1);
  options.store.readers = 1;
  // Nor does anybody wait to be looked up.
  options.check_access = false;
  RunningServer server(database_.uri(), options);
  // The only reader is busy until the call behind it is too old.
  std::promise<void> go_on;
  const std::shared_future<void> gone_on = go_on.get_future().share();
  std::promise<void> begun;
  server.store().Read(
      [gone_on, &begun](storage::Tx&) {
        begun.set_value();
        gone_on.wait();
        return absl::OkStatus();
      },
      [](const absl::Status&) {});
  begun.get_future().wait();
  auto answer = std::async(std::launch::async, [&] {
    v1::GetPersonRequest request;
    request.set_name("people/nobody");
    v1::Person person;
    return CallMethod(*server.channel(), "plenary.v1.DirectoryService/GetPerson", request, person);
  });
  while (StatusOf(server).gauges().at("server.calls_running") < 2) std::this_thread::yield();
  server.clock().Forward(absl::Seconds(5));
  go_on.set_value();
  EXPECT_EQ(answer.get().code(), absl::StatusCode::kDeadlineExceeded);
}

TEST_F(PorchTest, DrainLetsRunningCallsFinish) {
  RunningServer server(database_.uri());
  LongCall running(server);
  while (StatusOf(server).gauges().at("server.calls_running") < 2) std::this_thread::yield();
  server.server().Drain();
  EXPECT_TRUE(running.Result().ok());
  EXPECT_EQ(Create(server, NewPerson()).status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(PorchTest, TheStatusCountsCallsByMethodAndCode) {
  RunningServer server(database_.uri());
  ASSERT_TRUE(Create(server, NewPerson()).ok());
  ASSERT_FALSE(Create(server, v1::CreatePersonRequest()).ok());
  const v1::ServerStatus status = StatusOf(server);
  EXPECT_EQ(status.engine(), "sqlite");
  EXPECT_GT(status.schema_version(), 0);
  EXPECT_GT(status.gauges().at("store.commits"), 0);
  EXPECT_EQ(status.gauges().at("server.calls_running"), 1) << "the one that asks";
  for (const v1::MethodCalls& calls : status.methods()) {
    if (calls.method() != kCreatePerson) continue;
    EXPECT_EQ(calls.calls_by_code().at("OK"), 1);
    EXPECT_EQ(calls.calls_by_code().at("INVALID_ARGUMENT"), 1);
    EXPECT_EQ(calls.latency_counts_size(), calls.latency_bounds_size() + 1);
    EXPECT_GT(calls.latency_sum().nanos(), 0);
  }
}

}  // namespace
}  // namespace plenary::server
