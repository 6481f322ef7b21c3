#include "services/gateway/json_rules.h"

#include <string>

#include "gmock/gmock.h"
#include "google/longrunning/operations.pb.h"
#include "google/protobuf/util/json_util.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "plenary/v1/events.pb.h"
#include "services/base/errors.h"

namespace plenary::gateway {
namespace {

using ::testing::HasSubstr;

TEST(JsonRules, JsonAndBytesSayTheSame) {
  const auto bytes =
      BytesOfJson(*v1::Event::descriptor(), R"({"name":"events/x","timeZone":"Europe/Minsk"})");
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  v1::Event event;
  ASSERT_TRUE(event.ParseFromString(*bytes));
  EXPECT_EQ(event.time_zone(), "Europe/Minsk");
  const auto json = JsonOfBytes(*v1::Event::descriptor(), *bytes);
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(*json, R"({"name":"events/x","timeZone":"Europe/Minsk"})");
}

TEST(JsonRules, WhatIsMisspeltIsNotLost) {
  for (const char* wrong : {"", "{", "[]", R"({"nmae":"x"})", R"({"name":7,"name":8})", "null x"}) {
    const auto bytes = BytesOfJson(*v1::Event::descriptor(), wrong);
    EXPECT_EQ(base::ReasonOf(bytes.status()), v1::ERROR_REASON_MALFORMED_REQUEST) << wrong;
  }
}

TEST(JsonRules, WhatAnOperationAnsweredIsReadable) {
  google::longrunning::Operation operation;
  v1::Event event;
  event.set_name("events/x");
  operation.mutable_response()->PackFrom(event);
  const auto json =
      JsonOfBytes(*google::longrunning::Operation::descriptor(), operation.SerializeAsString());
  ASSERT_TRUE(json.ok()) << json.status();
  EXPECT_THAT(*json, HasSubstr(R"("@type":"type.googleapis.com/plenary.v1.Event")"));
  EXPECT_THAT(*json, HasSubstr(R"("name":"events/x")"));
}

TEST(JsonRules, ARefusalHasCodeMessageAndDetails) {
  const google::rpc::Status status = base::ToRpcStatus(base::NotFound("events/x"));
  const std::string json = ErrorJson(status);
  EXPECT_THAT(json, HasSubstr(R"({"code":"not_found","message":")"));
  EXPECT_THAT(json, HasSubstr(R"("type":"google.rpc.ErrorInfo","value":")"));
  EXPECT_THAT(json, HasSubstr(R"("debug":{"reason":"RESOURCE_NOT_FOUND")"));
}

TEST(JsonRules, TextsCannotLeaveTheirQuotes) {
  EXPECT_EQ(QuotedJson("a\"b\\c\n</script>я"), R"("a\"b\\c\u000a\u003c/script\u003eя")");
}

TEST(JsonRules, AStreamEndsWithErrorAndTrailers) {
  EXPECT_EQ(EndOfStreamJson({}, {}), "{}");
  google::rpc::Status status;
  status.set_code(14);
  EXPECT_EQ(EndOfStreamJson(status, {{"mark", "x"}}),
            R"({"error":{"code":"unavailable"},"metadata":{"mark":["x"]}})");
}

}  // namespace
}  // namespace plenary::gateway
