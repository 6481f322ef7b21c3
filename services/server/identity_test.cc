#include "services/server/identity.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/longrunning/operations.pb.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/audit.pb.h"
#include "plenary/v1/changes.grpc.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/files.grpc.pb.h"
#include "plenary/v1/monitoring.pb.h"
#include "services/base/errors.h"
#include "services/server/recent.h"
#include "tests/testing/callers.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"
#include "tests/testing/running_server.h"

namespace plenary::server {
namespace {

using plenary::testing::Administration;
using plenary::testing::CallMethod;
using plenary::testing::FromGrpc;
using plenary::testing::IsOk;
using plenary::testing::RefusedFor;
using plenary::testing::RunningServer;
using plenary::testing::StatusIs;
using plenary::testing::TestOptions;

constexpr char kBearer[] = "Bearer ";

// Asks who one is, which everybody may who has proved it.
absl::Status WhoAmI(grpc::Channel& channel, grpc::ClientContext& context) {
  v1::WhoAmIResponse response;
  return CallMethod(channel, "plenary.v1.AccessService/WhoAmI", v1::WhoAmIRequest(), response,
                    context);
}
absl::Status WhoAmI(RunningServer& server, const std::string& secret) {
  grpc::ClientContext context;
  return WhoAmI(*server.NewChannel(secret), context);
}
absl::Status WhoAmIWith(RunningServer& server,
                        const std::vector<std::pair<std::string, std::string>>& metadata) {
  grpc::ClientContext context;
  for (const auto& [key, value] : metadata) context.AddMetadata(key, value);
  return WhoAmI(*server.NewChannel(std::string()), context);
}

std::map<std::string, int64_t> Gauges(RunningServer& server) {
  v1::ServerStatus status;
  EXPECT_THAT(CallMethod(*server.channel(), "plenary.v1.MonitoringService/GetServerStatus",
                         v1::GetServerStatusRequest(), status),
              IsOk());
  return {status.gauges().begin(), status.gauges().end()};
}

template <class Request>
absl::Status Get(grpc::Channel& channel, const std::string& method, const std::string& name) {
  Request request;
  request.set_name(name);
  grpc::ByteBuffer response;
  return CallMethod(channel, absl::StrCat("plenary.v1.", method), request, response);
}

bool HasRetryInfo(const absl::Status& status) {
  google::rpc::RetryInfo retry;
  const google::rpc::Status rich = base::ToRpcStatus(status);
  for (const google::protobuf::Any& any : rich.details()) {
    if (any.UnpackTo(&retry)) return true;
  }
  return false;
}

class IdentityTest : public ::testing::TestWithParam<std::string> {
 protected:
  plenary::testing::Database database_{GetParam()};
  RunningServer server_{database_.uri()};
  Administration admin_{server_};
};
INSTANTIATE_TEST_SUITE_P(Engines, IdentityTest, ::testing::ValuesIn(plenary::testing::Engines()),
                         plenary::testing::EngineName);

TEST_P(IdentityTest, WhoPresentsNothingIsAskedForACredential) {
  const absl::Status status = WhoAmI(server_, "");
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_CREDENTIAL_MISSING));
  EXPECT_EQ(Gauges(server_).at("unauthenticated"), 1);
}

TEST_P(IdentityTest, WhatIsNoCredentialIsTurnedAway) {
  const std::string good = server_.admin_secret();
  const struct {
    const char* label;
    std::vector<std::pair<std::string, std::string>> metadata;
  } cases[] = {
      {"another scheme", {{"authorization", "Basic YW5uYTpzZWNyZXQ="}}},
      {"nothing behind it", {{"authorization", "Bearer "}}},
      {"two words", {{"authorization", absl::StrCat(kBearer, good, " ", good)}}},
      {"a good one twice",
       {{"authorization", absl::StrCat(kBearer, good)},
        {"authorization", absl::StrCat(kBearer, good)}}},
      {"a good one beside another",
       {{"authorization", absl::StrCat(kBearer, good)}, {"authorization", "Bearer another"}}},
      {"two browsers",
       {{"authorization", absl::StrCat(kBearer, good)},
        {"plenary-browser", "browser-one-0001"},
        {"plenary-browser", "browser-two-0002"}}},
      {"cut short", {{"authorization", absl::StrCat(kBearer, good.substr(0, good.size() - 1))}}},
      {"one of a provider, where there is none",
       {{"authorization", "Bearer eyJhbGciOiJub25lIn0.e30."}}},
      {"far too long", {{"authorization", absl::StrCat(kBearer, std::string(9'000, 'x'))}}},
  };
  for (const auto& c : cases) {
    EXPECT_THAT(WhoAmIWith(server_, c.metadata), RefusedFor(v1::ERROR_REASON_CREDENTIAL_INVALID))
        << c.label;
  }
  EXPECT_THAT(WhoAmIWith(server_, {{"authorization", absl::StrCat("bearer ", good)}}), IsOk());
}

TEST_P(IdentityTest, AMistypedCredentialCostsNoQuery) {
  std::string mistyped = server_.admin_secret();
  mistyped[mistyped.size() / 2] = mistyped[mistyped.size() / 2] == 'a' ? 'b' : 'a';
  EXPECT_THAT(WhoAmI(server_, mistyped), RefusedFor(v1::ERROR_REASON_CREDENTIAL_INVALID));
  EXPECT_EQ(Gauges(server_).at("callers_looked_up"), 1) << "the administrator who asks";
}

TEST_P(IdentityTest, WhoIsKnownCostsNoQueryForSomeSeconds) {
  EXPECT_EQ(Gauges(server_).at("callers_remembered"), 1);
  EXPECT_EQ(Gauges(server_).at("callers_looked_up"), 1);
  server_.clock().Forward(absl::Seconds(6));
  EXPECT_EQ(Gauges(server_).at("callers_looked_up"), 2);
  EXPECT_EQ(Gauges(server_).at("callers_remembered"), 1);
}

TEST_P(IdentityTest, AnExpiredTokenSaysWhenItExpired) {
  const std::string user = admin_.User("anna");
  const std::string secret = admin_.Token(user).secret();
  ASSERT_THAT(WhoAmI(server_, secret), IsOk());
  server_.clock().Forward(absl::Hours(24 * 366));
  const absl::Status status = WhoAmI(server_, secret);
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_CREDENTIAL_EXPIRED));
  EXPECT_EQ(base::MetadataOf(status).count("expiredAt"), 1u);
}

TEST_P(IdentityTest, ATokenWorksUntilTheVeryAnswerThatItWasRevoked) {
  const v1::CreateApiTokenResponse token = admin_.Token(admin_.User("anna"));
  ASSERT_THAT(WhoAmI(server_, token.secret()), IsOk());
  admin_.Revoke(token.api_token().name());
  EXPECT_THAT(WhoAmI(server_, token.secret()), RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));
}

TEST_P(IdentityTest, ADisabledUsersTokensAreWorthNothing) {
  const std::string user = admin_.User("anna");
  const std::string secret = admin_.Token(user).secret();
  ASSERT_THAT(WhoAmI(server_, secret), IsOk());
  admin_.Disable(user);
  EXPECT_THAT(WhoAmI(server_, secret), RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));
}

TEST_P(IdentityTest, ARoleCountsFromTheAnswerThatGaveItToTheAnswerThatTookIt) {
  const std::string user = admin_.User("anna");
  const auto channel = server_.NewChannel(admin_.Token(user).secret());
  const std::string event = admin_.Event("tibo");
  const auto get = [&] {
    return Get<v1::GetEventRequest>(*channel, "EventService/GetEvent", event);
  };
  EXPECT_THAT(get(), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  const std::string binding = admin_.Bind(user, v1::VIEWER, event);
  EXPECT_THAT(get(), IsOk());
  admin_.Unbind(binding);
  EXPECT_THAT(get(), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  EXPECT_EQ(Gauges(server_).at("denied"), 2);
}

TEST_P(IdentityTest, WhatOneMayNotDoIsToldBeforeTheRequestIsRead) {
  const std::string user = admin_.User("anna");
  admin_.Bind(user, v1::VIEWER, admin_.Event("tibo"));
  const auto channel = server_.NewChannel(admin_.Token(user).secret());
  const std::string nonsense("\xff\xff\xff", 3);
  const grpc::Slice slice(nonsense);
  grpc::ByteBuffer response;
  EXPECT_THAT(CallMethod(*channel, "plenary.v1.AccessService/CreateUser",
                         grpc::ByteBuffer(&slice, 1), response),
              RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
}

TEST_P(IdentityTest, ATokenThatReadsChangesNothing) {
  const std::string event = admin_.Event("tibo");
  const auto channel = server_.NewChannel(admin_.Token("users/admin", "read_only: true").secret());
  EXPECT_THAT(Get<v1::GetEventRequest>(*channel, "EventService/GetEvent", event), IsOk());
  EXPECT_THAT(Get<v1::DeleteEventRequest>(*channel, "EventService/DeleteEvent", event),
              StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_P(IdentityTest, ALinkOfADeletedEventIsWorthNothingAfterAFewSeconds) {
  const std::string event = admin_.Event("tibo");
  const std::string delegation = admin_.Delegation(event, "kursk");
  const auto channel = server_.NewChannel(admin_.Link(delegation).secret());
  const auto get = [&] {
    return Get<v1::GetDelegationRequest>(*channel, "DelegationService/GetDelegation", delegation);
  };
  ASSERT_THAT(get(), IsOk());
  admin_.DeleteEvent(event);
  server_.clock().Forward(absl::Seconds(6));
  EXPECT_THAT(get(), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
}

TEST_P(IdentityTest, ALinkWorksInTheBrowserThatUsedItFirst) {
  const std::string event = admin_.Event("tibo", "binds_links_to_first_browser: true");
  const std::string secret = admin_.Link(admin_.Delegation(event, "kursk")).secret();
  const auto in = [&](const std::string& browser) {
    std::vector<std::pair<std::string, std::string>> metadata = {
        {"authorization", absl::StrCat(kBearer, secret)}};
    if (!browser.empty()) metadata.emplace_back("plenary-browser", browser);
    return WhoAmIWith(server_, metadata);
  };
  EXPECT_THAT(in(""), RefusedFor(v1::ERROR_REASON_LINK_BOUND_ELSEWHERE));
  EXPECT_THAT(in("browser-one-0001"), IsOk());
  EXPECT_THAT(in("browser-two-0002"), RefusedFor(v1::ERROR_REASON_LINK_BOUND_ELSEWHERE));
  EXPECT_THAT(in(""), RefusedFor(v1::ERROR_REASON_LINK_BOUND_ELSEWHERE));
  EXPECT_THAT(in("browser-one-0001"), IsOk());
}

TEST_P(IdentityTest, AnOperationIsItsCallersAndTheAdministrators) {
  const std::string user = admin_.User("anna");
  admin_.Bind(user, v1::AUDITOR);
  const auto anna = server_.NewChannel(admin_.Token(user).secret());
  const auto anna_too = server_.NewChannel(admin_.Token(user).secret());
  v1::VerifyChainRequest verify;
  verify.set_parent("-");
  google::longrunning::Operation operation;
  ASSERT_THAT(CallMethod(*anna, "plenary.v1.AuditService/VerifyChain", verify, operation), IsOk());

  const auto see = [&](grpc::Channel& channel) {
    google::longrunning::GetOperationRequest get;
    get.set_name(operation.name());
    google::longrunning::Operation seen;
    return CallMethod(channel, "google.longrunning.Operations/GetOperation", get, seen);
  };
  const auto wait = [&](grpc::Channel& channel) {
    google::longrunning::WaitOperationRequest request;
    request.set_name(operation.name());
    google::longrunning::Operation seen;
    return CallMethod(channel, "google.longrunning.Operations/WaitOperation", request, seen);
  };
  const auto count = [&](grpc::Channel& channel) {
    google::longrunning::ListOperationsResponse list;
    EXPECT_THAT(CallMethod(channel, "google.longrunning.Operations/ListOperations",
                           google::longrunning::ListOperationsRequest(), list),
                IsOk());
    return list.operations_size();
  };
  EXPECT_THAT(wait(*anna), IsOk());
  EXPECT_THAT(see(*anna), IsOk());
  EXPECT_EQ(count(*anna), 1);
  EXPECT_THAT(see(*server_.channel()), IsOk());
  EXPECT_EQ(count(*server_.channel()), 1);
  EXPECT_THAT(see(*anna_too), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(wait(*anna_too), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(count(*anna_too), 0);
}

// A watch of an event, and what came out of it.
class Watcher {
 public:
  Watcher(RunningServer& server, const std::string& secret, const std::string& event)
      : stub_(v1::ChangeService::NewStub(server.NewChannel(secret))),
        reader_(stub_->WatchChanges(&context_, Of(event))) {}
  ~Watcher() { context_.TryCancel(); }

  // Waits for a message, and tells whether the stream goes on.
  bool Next() {
    v1::WatchChangesResponse response;
    if (!reader_->Read(&response)) return false;
    for (const v1::Change& change : response.changes())
      resources_.push_back(change.resource_name());
    return true;
  }
  // Reads until a change of `resource` came.
  bool ReadTo(const std::string& resource) {
    while (resources_.empty() || resources_.back() != resource) {
      if (!Next()) return false;
    }
    return true;
  }
  // Reads to the end, and tells why it came.
  absl::Status End() {
    while (Next()) continue;
    return FromGrpc(reader_->Finish());
  }
  const std::vector<std::string>& resources() const { return resources_; }

 private:
  static v1::WatchChangesRequest Of(const std::string& event) {
    v1::WatchChangesRequest request;
    request.set_parent(event);
    return request;
  }

  grpc::ClientContext context_;
  std::unique_ptr<v1::ChangeService::Stub> stub_;
  std::unique_ptr<grpc::ClientReader<v1::WatchChangesResponse>> reader_;
  std::vector<std::string> resources_;
};

class StreamAccessTest : public IdentityTest {
 protected:
  const std::string event_ = admin_.Event("tibo");
  const std::string user_ = admin_.User("anna");
  const v1::CreateApiTokenResponse token_ = admin_.Token(user_);
};
INSTANTIATE_TEST_SUITE_P(Engines, StreamAccessTest,
                         ::testing::ValuesIn(plenary::testing::Engines()),
                         plenary::testing::EngineName);

TEST_P(StreamAccessTest, AWatchWithoutACredentialDoesNotBegin) {
  EXPECT_THAT(Watcher(server_, "", event_).End(), RefusedFor(v1::ERROR_REASON_CREDENTIAL_MISSING));
}

TEST_P(StreamAccessTest, AWatchOfWhatOneDoesNotSeeIsAnsweredLikeOneOfNothing) {
  admin_.Bind(user_, v1::VIEWER, admin_.Event("another"));
  const absl::Status hidden = Watcher(server_, token_.secret(), event_).End();
  EXPECT_THAT(hidden, RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  const absl::Status missing = Watcher(server_, token_.secret(), "events/none").End();
  EXPECT_EQ(missing.code(), hidden.code());
  EXPECT_EQ(base::ReasonOf(missing), base::ReasonOf(hidden));
}

TEST_P(StreamAccessTest, AWatchEndsWithItsToken) {
  admin_.Bind(user_, v1::VIEWER, event_);
  Watcher watcher(server_, token_.secret(), event_);
  ASSERT_TRUE(watcher.Next());
  admin_.Revoke(token_.api_token().name());
  const absl::Status status = watcher.End();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_CREDENTIAL_REVOKED));
}

TEST_P(StreamAccessTest, AWatchEndsWhenItsTokenExpires) {
  admin_.Bind(user_, v1::VIEWER, event_);
  Watcher watcher(server_, token_.secret(), event_);
  ASSERT_TRUE(watcher.Next());
  server_.clock().Forward(absl::Hours(24 * 366));
  EXPECT_THAT(watcher.End(), RefusedFor(v1::ERROR_REASON_CREDENTIAL_EXPIRED));
}

TEST_P(StreamAccessTest, AWatchEndsWithTheLastRoleOfItsUser) {
  const std::string binding = admin_.Bind(user_, v1::VIEWER, event_);
  Watcher watcher(server_, token_.secret(), event_);
  ASSERT_TRUE(watcher.Next());
  admin_.Unbind(binding);
  EXPECT_THAT(watcher.End(), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_P(StreamAccessTest, AWatchShowsWhatItsUserSeesWhenAChangeIsDelivered) {
  const std::string kursk = admin_.Delegation(event_, "kursk");
  const std::string minsk = admin_.Delegation(event_, "minsk");
  admin_.Bind(user_, v1::REGISTRAR, kursk);
  const std::string binding = admin_.Bind(user_, v1::VIEWER, event_);
  Watcher watcher(server_, token_.secret(), event_);
  ASSERT_TRUE(watcher.Next());
  admin_.Touch(minsk, "while all of the event is seen");
  ASSERT_TRUE(watcher.ReadTo(minsk));
  admin_.Unbind(binding);
  admin_.Touch(minsk, "while only Kursk is seen");
  admin_.Touch(kursk, "seen all the time");
  ASSERT_TRUE(watcher.ReadTo(kursk));
  EXPECT_THAT(watcher.resources(), ::testing::ElementsAre(minsk, kursk));
}

TEST_P(StreamAccessTest, AnUploadEndsWithItsToken) {
  admin_.Bind(user_, v1::EVENT_MANAGER, event_);
  grpc::ClientContext context;
  v1::File file;
  const auto stub = v1::FileService::NewStub(server_.NewChannel(token_.secret()));
  const auto writer = stub->UploadFile(&context, &file);
  v1::UploadFileRequest piece;
  piece.mutable_header()->set_filename("list.csv");
  ASSERT_TRUE(writer->Write(piece));
  // Until the server has it.
  while (Gauges(server_).at("server.streams_open") == 0) continue;
  admin_.Revoke(token_.api_token().name());
  EXPECT_THAT(FromGrpc(writer->Finish()), StatusIs(absl::StatusCode::kUnauthenticated));
}

// What follows does not depend on the engine.
class AdmissionTest : public ::testing::Test {
 protected:
  plenary::testing::Database database_{"sqlite"};
};

TEST_F(AdmissionTest, ACallerThatReadsTooFastIsToldWhenToComeAgain) {
  ServerOptions options = TestOptions();
  options.rate_reads = 1;
  RunningServer server(database_.uri(), options);
  absl::Status status;
  while (status.ok()) status = WhoAmI(server, server.admin_secret());
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_RATE_LIMITED));
  EXPECT_EQ(base::MetadataOf(status).at("limit"), "reads");
  EXPECT_TRUE(HasRetryInfo(status));
  server.clock().Forward(absl::Seconds(2));
  EXPECT_EQ(Gauges(server).at("rate_limited_reads"), 1);
}

TEST_F(AdmissionTest, ACallerThatChangesTooFastIsToldWhenToComeAgain) {
  ServerOptions options = TestOptions();
  options.rate_writes = 1;
  RunningServer server(database_.uri(), options);
  absl::Status status;
  while (status.ok()) {
    status =
        Get<v1::DeleteEventRequest>(*server.channel(), "EventService/DeleteEvent", "events/none");
    if (base::ReasonOf(status) == v1::ERROR_REASON_RESOURCE_NOT_FOUND) status = absl::OkStatus();
  }
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_RATE_LIMITED));
  EXPECT_EQ(base::MetadataOf(status).at("limit"), "writes");
  EXPECT_TRUE(HasRetryInfo(status));
  EXPECT_EQ(Gauges(server).at("rate_limited_writes"), 1);
}

TEST_F(AdmissionTest, AnAddressThatCallsTooFastIsToldWhenToComeAgain) {
  ServerOptions options = TestOptions();
  options.rate_per_address = 1;
  options.rate_limit_loopback = true;
  RunningServer server(database_.uri(), options);
  absl::Status status;
  do {
    status = WhoAmI(server, "");
  } while (base::ReasonOf(status) == v1::ERROR_REASON_CREDENTIAL_MISSING);
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_RATE_LIMITED));
  EXPECT_EQ(base::MetadataOf(status).at("limit"), "address");
  EXPECT_TRUE(HasRetryInfo(status));
  server.clock().Forward(absl::Seconds(5));
  EXPECT_EQ(Gauges(server).at("rate_limited_address"), 1);
}

TEST_F(AdmissionTest, WrongCredentialsShutOutTheUnknownButNotTheirNeighbours) {
  ServerOptions options = TestOptions();
  options.rate_limit_loopback = true;
  options.rate_per_address = 0;
  RunningServer server(database_.uri(), options);
  ASSERT_THAT(WhoAmI(server, server.admin_secret()), IsOk());
  absl::Status status;
  const auto channel = server.NewChannel(std::string("pln_tguessed"));
  int wrong = -1;
  do {
    grpc::ClientContext context;
    status = WhoAmI(*channel, context);
    ++wrong;
  } while (base::ReasonOf(status) == v1::ERROR_REASON_CREDENTIAL_INVALID);
  EXPECT_EQ(wrong, 100);
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_RATE_LIMITED));
  EXPECT_TRUE(HasRetryInfo(status));
  EXPECT_THAT(WhoAmI(server, server.admin_secret()), IsOk());
}

TEST_F(AdmissionTest, WhereAccessIsNotCheckedEverybodyMayDoEverything) {
  ServerOptions options = TestOptions();
  options.check_access = false;
  RunningServer server(database_.uri(), options);
  const auto stranger = server.NewChannel(std::string());
  v1::ServerStatus status;
  EXPECT_THAT(CallMethod(*stranger, "plenary.v1.MonitoringService/GetServerStatus",
                         v1::GetServerStatusRequest(), status),
              IsOk());
}

TEST(Recent, HoldsWhatWasAskedForLast) {
  Recent<int> recent(2);
  recent.Put("one", 1);
  recent.Put("two", 2);
  ASSERT_NE(recent.Find("one"), nullptr);
  recent.Put("three", 3);
  EXPECT_EQ(recent.size(), 2u);
  EXPECT_EQ(recent.Find("two"), nullptr);
  ASSERT_NE(recent.Find("one"), nullptr);
  EXPECT_EQ(*recent.Find("one"), 1);
  recent.Put("one", 11);
  EXPECT_EQ(*recent.Find("one"), 11);
  recent.Erase("one");
  EXPECT_EQ(recent.Find("one"), nullptr);
}

}  // namespace
}  // namespace plenary::server
