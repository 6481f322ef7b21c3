#include "services/server/operations.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/time_util.h"
#include "gtest/gtest.h"
#include "plenary/v1/audit.pb.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/events.pb.h"
#include "services/base/errors.h"
#include "services/storage/change.h"
#include "services/storage/change_log.h"
#include "services/storage/operation_table.h"
#include "tests/testing/callers.h"
#include "tests/testing/engines.h"
#include "tests/testing/running_server.h"

namespace plenary::server {
namespace {

using google::longrunning::Operation;
using google::protobuf::util::TimeUtil;
using plenary::testing::Administration;
using plenary::testing::CallMethod;
using plenary::testing::RunningServer;

constexpr char kService[] = "google.longrunning.Operations/";

// Makes `count` changes of `event`.
void Change(RunningServer& server, const std::string& event, int count) {
  const storage::Call call = {"local", "test", ""};
  const std::string seed = server.random().Bytes(32);
  const absl::Status status = storage::WriteAndWait(server.store(), {event}, [&](storage::Tx& tx) {
    base::IdSequence ids(seed, tx.now());
    storage::Change change(tx, call, ids);
    v1::Event after;
    after.set_name(event);
    for (int i = 0; i < count; ++i) {
      change.Record(absl::StrCat(event, "/participants/p", i), v1::Change::CREATED, after);
    }
    return change.Flush();
  });
  ASSERT_TRUE(status.ok()) << status;
}

void Execute(RunningServer& server, const std::string& sql) {
  const absl::Status status = storage::WriteAndWait(server.store(), {"test"}, [&](storage::Tx& tx) {
    return tx.Run({sql, {}, nullptr});
  });
  ASSERT_TRUE(status.ok()) << status;
}

Operation Verify(RunningServer& server, const std::string& parent) {
  v1::VerifyChainRequest request;
  request.set_parent(parent);
  Operation operation;
  const absl::Status status =
      CallMethod(*server.channel(), "plenary.v1.AuditService/VerifyChain", request, operation);
  EXPECT_TRUE(status.ok()) << status;
  return operation;
}

Operation Wait(RunningServer& server, const std::string& name,
               absl::Duration timeout = absl::Seconds(30)) {
  google::longrunning::WaitOperationRequest request;
  request.set_name(name);
  *request.mutable_timeout() = TimeUtil::MillisecondsToDuration(absl::ToInt64Milliseconds(timeout));
  Operation operation;
  const absl::Status status =
      CallMethod(*server.channel(), absl::StrCat(kService, "WaitOperation"), request, operation);
  EXPECT_TRUE(status.ok()) << status;
  return operation;
}

v1::VerifyChainResponse ResponseOf(const Operation& operation) {
  v1::VerifyChainResponse response;
  EXPECT_TRUE(operation.done());
  EXPECT_TRUE(operation.response().UnpackTo(&response)) << operation.ShortDebugString();
  return response;
}

// Adds a verification of every chain that another server began, `verified` entries of `partition`
// ago, and holds until `lease_end`.
std::string AddOrphan(RunningServer& server, const std::string& partition, int verified,
                      absl::Time lease_end, const std::string& method = "VerifyChain",
                      const std::string& caller = "local") {
  storage::StoredOperation stored;
  stored.mutable_operation()->set_name("operations/orphan");
  v1::VerifyChainRequest request;
  request.set_parent("-");
  stored.mutable_request()->PackFrom(request);
  v1::VerifyChainMetadata metadata;
  metadata.set_partition(partition);
  metadata.set_number(verified);
  metadata.set_verified(verified);
  stored.mutable_operation()->mutable_metadata()->PackFrom(metadata);
  const std::string body = stored.SerializeAsString();
  const std::string full_method = absl::StrCat("plenary.v1.AuditService/", method);
  const absl::Status status =
      storage::WriteAndWait(server.store(), {"operations"}, [&](storage::Tx& tx) {
        return tx.Run(
            {"INSERT INTO operations (id, caller, method, done, cancel_asked, "
             "lease_owner, lease_expire_us, create_us, body) VALUES ('orphan', $4, "
             "$1, 0, 0, 'another', $2, 0, $3)",
             {absl::string_view(full_method), absl::ToUnixMicros(lease_end), storage::Bytes{body},
              absl::string_view(caller)},
             nullptr});
      });
  EXPECT_TRUE(status.ok()) << status;
  return "operations/orphan";
}

// How many entries the chain of `partition` has.
int64_t EntriesOf(RunningServer& server, const std::string& partition) {
  storage::ChainHead head;
  const absl::Status status = storage::ReadAndWait(server.store(), [&](storage::Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(head, storage::ReadHead(tx, partition));
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return head.number;
}

class OperationsTest : public ::testing::TestWithParam<std::string> {
 protected:
  plenary::testing::Database database_{GetParam()};
  RunningServer server_{database_.uri()};
};
INSTANTIATE_TEST_SUITE_P(Engines, OperationsTest, ::testing::ValuesIn(plenary::testing::Engines()),
                         plenary::testing::EngineName);

TEST_P(OperationsTest, AVerificationCountsEveryEntryOfEveryChain) {
  Change(server_, "events/a", 2500);
  Change(server_, "events/b", 3);
  const Operation done = Wait(server_, Verify(server_, "-").name());
  // The first administrator was made, too.
  const int64_t all = 2503 + EntriesOf(server_, "access");
  EXPECT_EQ(ResponseOf(done).verified(), all);
  EXPECT_EQ(ResponseOf(done).faults_size(), 0);
  v1::VerifyChainMetadata metadata;
  ASSERT_TRUE(done.metadata().UnpackTo(&metadata));
  EXPECT_EQ(metadata.total(), all);
  EXPECT_EQ(metadata.verified(), all);
}

TEST_P(OperationsTest, AVerificationNamesTheEntryThatWasTamperedWith) {
  Change(server_, "events/a", 10);
  Change(server_, "events/b", 10);
  Execute(server_,
          "UPDATE changes SET caller = 'x' WHERE partition_name = 'events/a' AND "
          "number = 4");
  const v1::VerifyChainResponse response = ResponseOf(Wait(server_, Verify(server_, "-").name()));
  ASSERT_EQ(response.faults_size(), 1);
  EXPECT_EQ(response.faults(0).partition(), "events/a");
  EXPECT_EQ(response.faults(0).number(), 4);
}

TEST_P(OperationsTest, AVerificationFindsAMissingEnd) {
  Change(server_, "events/a", 10);
  Execute(server_, "DELETE FROM changes WHERE partition_name = 'events/a' AND number > 7");
  const v1::VerifyChainResponse response =
      ResponseOf(Wait(server_, Verify(server_, "events/a").name()));
  ASSERT_EQ(response.faults_size(), 1);
  EXPECT_EQ(response.faults(0).number(), 8);
}

TEST_P(OperationsTest, AnOrphanIsResumedWhereItWasLeft) {
  Change(server_, "events/a", 10);
  Change(server_, "events/b", 10);
  // An entry before that place is not looked at again, so its fault goes unseen.
  Execute(server_,
          "UPDATE changes SET caller = 'x' WHERE partition_name = 'events/a' AND "
          "number = 4");
  const std::string name = AddOrphan(server_, "events/a", 7, absl::Now() - absl::Seconds(1));
  const v1::VerifyChainResponse response = ResponseOf(Wait(server_, name));
  EXPECT_EQ(response.verified(), 20);
  EXPECT_EQ(response.faults_size(), 0);
}

TEST_P(OperationsTest, NobodyWorksOnWhatAnotherHoldsUntilItsLeaseIsOver) {
  Change(server_, "events/a", 10);
  const std::string name = AddOrphan(server_, "", 0, absl::Now() + absl::Minutes(10));
  EXPECT_FALSE(Wait(server_, name, absl::Seconds(1)).done());
  server_.clock().Forward(absl::Minutes(11));
  EXPECT_TRUE(Wait(server_, name).done());
}

TEST_P(OperationsTest, AnOrphanNobodyKnowsHowToResumeFails) {
  const std::string name =
      AddOrphan(server_, "", 0, absl::Now() - absl::Seconds(1), "ForgottenMethod");
  const Operation operation = Wait(server_, name);
  EXPECT_TRUE(operation.done());
  EXPECT_EQ(operation.error().code(), static_cast<int>(absl::StatusCode::kUnimplemented));
}

TEST_P(OperationsTest, WorkWhoseCallerLostItsRoleEndsAndSaysSo) {
  Administration admin(server_);
  const std::string user = admin.User("anna");
  const std::string binding = admin.Bind(user, v1::AUDITOR);
  const std::string token = admin.Token(user).api_token().name();
  const std::string name =
      AddOrphan(server_, "", 0, absl::Now() + absl::Minutes(10), "VerifyChain", token);
  admin.Unbind(binding);
  server_.clock().Forward(absl::Minutes(11));
  const Operation operation = Wait(server_, name);
  EXPECT_TRUE(operation.done());
  EXPECT_EQ(operation.error().code(), static_cast<int>(absl::StatusCode::kPermissionDenied));
}

TEST_P(OperationsTest, WorkWhoseCallersTokenWasRevokedEndsAndSaysSo) {
  Administration admin(server_);
  const std::string user = admin.User("anna");
  admin.Bind(user, v1::AUDITOR);
  const std::string token = admin.Token(user).api_token().name();
  const std::string name =
      AddOrphan(server_, "", 0, absl::Now() + absl::Minutes(10), "VerifyChain", token);
  admin.Revoke(token);
  server_.clock().Forward(absl::Minutes(11));
  const Operation operation = Wait(server_, name);
  EXPECT_TRUE(operation.done());
  EXPECT_EQ(operation.error().code(), static_cast<int>(absl::StatusCode::kUnauthenticated));
}

TEST_P(OperationsTest, WorkWhoseCallerStillMayGoesOnInItsName) {
  Administration admin(server_);
  const std::string user = admin.User("anna");
  admin.Bind(user, v1::AUDITOR);
  const std::string token = admin.Token(user).api_token().name();
  const std::string name =
      AddOrphan(server_, "", 0, absl::Now() - absl::Seconds(1), "VerifyChain", token);
  EXPECT_EQ(ResponseOf(Wait(server_, name)).faults_size(), 0);
}

TEST_P(OperationsTest, ARestartGoesOnWithWhatWasUnderWay) {
  Change(server_, "events/a", 5000);
  const std::string name = Verify(server_, "events/a").name();
  server_.Restart();
  EXPECT_EQ(ResponseOf(Wait(server_, name)).verified(), 5000);
}

TEST_P(OperationsTest, ACancelledOperationEndsSo) {
  const std::string name = AddOrphan(server_, "", 0, absl::Now() + absl::Minutes(10));
  google::longrunning::CancelOperationRequest request;
  request.set_name(name);
  google::protobuf::Empty empty;
  ASSERT_TRUE(
      CallMethod(*server_.channel(), absl::StrCat(kService, "CancelOperation"), request, empty)
          .ok());
  server_.clock().Forward(absl::Minutes(11));
  const Operation operation = Wait(server_, name);
  EXPECT_TRUE(operation.done());
  EXPECT_EQ(operation.error().code(), static_cast<int>(absl::StatusCode::kCancelled));
}

TEST_P(OperationsTest, OperationsAreListedAndDeletedOnceDone) {
  Change(server_, "events/a", 5);
  const std::string name = Verify(server_, "events/a").name();
  Wait(server_, name);
  const std::string running = AddOrphan(server_, "", 0, absl::Now() + absl::Minutes(10));
  google::longrunning::ListOperationsRequest list;
  list.set_name("operations");
  list.set_filter("done = true");
  google::longrunning::ListOperationsResponse listed;
  ASSERT_TRUE(
      CallMethod(*server_.channel(), absl::StrCat(kService, "ListOperations"), list, listed).ok());
  ASSERT_EQ(listed.operations_size(), 1);
  EXPECT_EQ(listed.operations(0).name(), name);

  const std::string method = absl::StrCat(kService, "DeleteOperation");
  google::longrunning::DeleteOperationRequest request;
  google::protobuf::Empty empty;
  request.set_name(running);
  EXPECT_EQ(base::ReasonOf(CallMethod(*server_.channel(), method, request, empty)),
            v1::ERROR_REASON_WRONG_STATE);
  request.set_name(name);
  EXPECT_TRUE(CallMethod(*server_.channel(), method, request, empty).ok());
  EXPECT_EQ(CallMethod(*server_.channel(), method, request, empty).code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace plenary::server
