#include "services/server/wire.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "plenary/v1/directory.pb.h"
#include "services/base/errors.h"

namespace plenary::server {
namespace {

grpc::ByteBuffer Buffer(const std::string& bytes) {
  grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

v1::GetPersonRequest ValidRequest() {
  v1::GetPersonRequest request;
  request.set_name("people/ivan");
  return request;
}

google::rpc::Status Details(const grpc::Status& status) {
  google::rpc::Status rich;
  EXPECT_TRUE(rich.ParseFromString(status.error_details()));
  return rich;
}

template <class Detail>
Detail Only(const google::rpc::Status& status) {
  Detail detail;
  int found = 0;
  for (const google::protobuf::Any& any : status.details()) found += any.UnpackTo(&detail) ? 1 : 0;
  EXPECT_EQ(found, 1);
  return detail;
}

absl::Status ManyFieldErrors(int count) {
  base::FieldErrors errors;
  for (int i = 0; i < count; ++i) {
    errors.Add(absl::StrCat("people[", i, "].family_name"), "is required and was left empty");
  }
  return errors.ToStatus();
}

TEST(Wire, AMessageComesBackAsItWas) {
  v1::GetPersonRequest parsed;
  ASSERT_TRUE(Parse(Serialize(ValidRequest()), 1000, parsed).ok());
  EXPECT_EQ(parsed.name(), "people/ivan");
}

TEST(Wire, AnEmptyMessageIsAMessage) {
  v1::GetPersonRequest parsed = ValidRequest();
  ASSERT_TRUE(Parse(Serialize(v1::GetPersonRequest()), 1000, parsed).ok());
  EXPECT_EQ(parsed.name(), "");
}

TEST(Wire, WhatIsNoMessageIsMalformed) {
  const struct {
    const char* label;
    std::string bytes;
  } cases[] = {
      {"garbage", "\xff\xff\xff garbage"},
      {"cut off", ValidRequest().SerializeAsString().substr(0, 5)},
      {"not UTF-8", std::string("\x0a\x02\xc3\x28", 4)},
  };
  for (const auto& c : cases) {
    v1::GetPersonRequest parsed;
    const absl::Status status = Parse(Buffer(c.bytes), 1000, parsed);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << c.label;
    EXPECT_EQ(base::ReasonOf(status), v1::ERROR_REASON_MALFORMED_REQUEST) << c.label;
  }
}

TEST(Wire, AMessageOverTheLimitIsRefused) {
  v1::GetPersonRequest parsed;
  const absl::Status status = Parse(Serialize(ValidRequest()), 5, parsed);
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(base::ReasonOf(status), v1::ERROR_REASON_MESSAGE_TOO_LARGE);
}

TEST(Wire, ARefusalCarriesItsReason) {
  const grpc::Status status = ToGrpcStatus(base::NotFound("people/ivan"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  const auto info = Only<google::rpc::ErrorInfo>(Details(status));
  EXPECT_EQ(info.reason(), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(info.domain(), "plenary");
}

TEST(Wire, FieldErrorsThatDontFitAreCounted) {
  const grpc::Status status = ToGrpcStatus(ManyFieldErrors(200));
  EXPECT_LE(status.error_details().size() * 4 / 3 + status.error_message().size(),
            kUsualDetailBytes);
  const google::rpc::Status rich = Details(status);
  EXPECT_GT(Only<google::rpc::BadRequest>(rich).field_violations_size(), 20);
  EXPECT_EQ(Only<google::rpc::ErrorInfo>(rich).metadata().at("violationsInAll"), "200");
}

TEST(Wire, AClientWithRoomGetsEveryFieldError) {
  const grpc::Status status = ToGrpcStatus(ManyFieldErrors(200), 1 << 20);
  EXPECT_EQ(Only<google::rpc::BadRequest>(Details(status)).field_violations_size(), 200);
}

TEST(Wire, AStatusWithoutAReasonGetsThatOfItsCode) {
  EXPECT_EQ(base::ReasonOf(WithReason(absl::InternalError("disk"))), v1::ERROR_REASON_INTERNAL);
  EXPECT_EQ(base::ReasonOf(WithReason(absl::UnavailableError("gone"))),
            v1::ERROR_REASON_DATABASE_UNAVAILABLE);
  EXPECT_TRUE(WithReason(absl::OkStatus()).ok());
}

}  // namespace
}  // namespace plenary::server
