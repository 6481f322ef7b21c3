#include "plenary/status.h"

#include "absl/strings/cord.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace plenary {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

absl::Status FromText(const std::string& text) {
  google::rpc::Status status;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &status));
  return FromRpcStatus(status);
}

TEST(StatusTest, ReasonAndMetadataOfARefusalAreRead) {
  const absl::Status status = FromText(R"pb(
    code: 9
    message: "no seats"
    details {
      [type.googleapis.com/google.rpc.ErrorInfo] {
        reason: "DELEGATION_QUOTA_EXHAUSTED"
        domain: "plenary"
        metadata { key: "seatsLeft" value: "3" }
      }
    })pb");
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(status.message(), "no seats");
  EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED);
  EXPECT_EQ(ReasonName(ReasonOf(status)), "DELEGATION_QUOTA_EXHAUSTED");
  EXPECT_THAT(MetadataOf(status), ElementsAre(Pair("seatsLeft", "3")));
}

TEST(StatusTest, EveryBadFieldIsListed) {
  const absl::Status status = FromText(R"pb(
    code: 3
    details {
      [type.googleapis.com/google.rpc.BadRequest] {
        field_violations { field: "event.kind" description: "is required" }
        field_violations { field: "event.time_zone" description: "is not a time zone" }
      }
    })pb");
  const auto violations = FieldViolations(status);
  ASSERT_EQ(violations.size(), 2u);
  EXPECT_EQ(violations[0].field(), "event.kind");
  EXPECT_EQ(violations[1].description(), "is not a time zone");
}

TEST(StatusTest, AStatusWithoutDetailsHasNone) {
  const absl::Status status = absl::UnavailableError("connection refused");
  EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_UNSPECIFIED);
  EXPECT_EQ(ReasonName(ReasonOf(status)), "");
  EXPECT_THAT(MetadataOf(status), IsEmpty());
  EXPECT_THAT(FieldViolations(status), IsEmpty());
  EXPECT_EQ(RetryDelayOf(status), absl::nullopt);
}

TEST(StatusTest, AReasonOfANewerServerStaysUnspecified) {
  const absl::Status status = FromText(R"pb(
    code: 9
    details {
      [type.googleapis.com/google.rpc.ErrorInfo] { reason: "OUT_OF_COFFEE" }
    })pb");
  EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_UNSPECIFIED);
}

TEST(StatusTest, TheDelayTheServerAsksForIsRead) {
  const absl::Status status = FromText(R"pb(
    code: 8
    details {
      [type.googleapis.com/google.rpc.RetryInfo] { retry_delay { seconds: 1 nanos: 500000000 } }
    })pb");
  EXPECT_EQ(RetryDelayOf(status), absl::Milliseconds(1500));
}

}  // namespace
}  // namespace plenary
