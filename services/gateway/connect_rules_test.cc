#include "services/gateway/connect_rules.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"

namespace plenary::gateway {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

TEST(ConnectRules, ContentTypesAreTheFourOfTheProtocol) {
  for (const auto& [is_stream, codec] : {std::pair(false, Codec::kJson),
                                         {false, Codec::kProto},
                                         {true, Codec::kJson},
                                         {true, Codec::kProto}}) {
    const auto format = FormatOf(ContentTypeOf({is_stream, codec}));
    ASSERT_TRUE(format.has_value());
    EXPECT_EQ(format->is_stream, is_stream);
    EXPECT_EQ(format->codec, codec);
  }
  EXPECT_TRUE(FormatOf("application/JSON; charset=UTF-8").has_value());
  for (const char* other :
       {"", "text/plain", "application/json; charset=koi8-r", "application/grpc-web+proto",
        "application/x-www-form-urlencoded", "application/jsonp", "multipart/form-data"}) {
    EXPECT_FALSE(FormatOf(other).has_value()) << other;
  }
}

TEST(ConnectRules, EveryCodeHasItsNameAndStatus) {
  const struct {
    absl::StatusCode code;
    std::string name;
    int status;
  } cases[] = {{absl::StatusCode::kCancelled, "canceled", 499},
               {absl::StatusCode::kInvalidArgument, "invalid_argument", 400},
               {absl::StatusCode::kDeadlineExceeded, "deadline_exceeded", 504},
               {absl::StatusCode::kNotFound, "not_found", 404},
               {absl::StatusCode::kAborted, "aborted", 409},
               {absl::StatusCode::kUnauthenticated, "unauthenticated", 401},
               {absl::StatusCode::kPermissionDenied, "permission_denied", 403},
               {absl::StatusCode::kResourceExhausted, "resource_exhausted", 429},
               {absl::StatusCode::kUnavailable, "unavailable", 503},
               {static_cast<absl::StatusCode>(99), "unknown", 500}};
  for (const auto& row : cases) {
    EXPECT_EQ(CodeName(row.code), row.name);
    EXPECT_EQ(HttpStatusOf(row.code), row.status);
  }
}

TEST(ConnectRules, TimeoutsAreTenDigitsAtMost) {
  EXPECT_EQ(*TimeoutOf(""), absl::InfiniteDuration());
  EXPECT_EQ(*TimeoutOf("1500"), absl::Milliseconds(1500));
  EXPECT_EQ(*TimeoutOf("9999999999"), absl::Milliseconds(9'999'999'999));
  for (const char* wrong : {"-1", "1s", "10000000000", "1.5", " 5"}) {
    EXPECT_FALSE(TimeoutOf(wrong).ok()) << wrong;
  }
}

TEST(ConnectRules, MessagesOfAStreamComeWholeHoweverTheyAreCut) {
  const std::string bytes = EnvelopePrefix(0, 3) + "abc" + EnvelopePrefix(1, 0) +
                            EnvelopePrefix(0, 300) + std::string(300, 'x');
  for (const size_t step : {1u, 2u, 7u, 1000u}) {
    EnvelopeReader reader(1000);
    std::vector<std::string> messages;
    for (size_t i = 0; i < bytes.size(); i += step) {
      reader.Add(bytes.substr(i, step));
      while (true) {
        auto message = reader.Next();
        ASSERT_TRUE(message.ok());
        if (!message->has_value()) break;
        messages.push_back((*message)->bytes);
      }
    }
    EXPECT_THAT(messages, ElementsAre("abc", "", std::string(300, 'x'))) << step;
    EXPECT_FALSE(reader.is_amid());
  }
}

TEST(ConnectRules, MessagesOfAStreamHaveBoundsAndFlags) {
  EnvelopeReader small(10);
  small.Add(EnvelopePrefix(0, 11));
  EXPECT_EQ(base::ReasonOf(small.Next().status()), v1::ERROR_REASON_MESSAGE_TOO_LARGE);
  EnvelopeReader flags(10);
  flags.Add(EnvelopePrefix(4, 1));
  EXPECT_TRUE(absl::IsInvalidArgument(flags.Next().status()));
  EnvelopeReader cut(10);
  cut.Add(EnvelopePrefix(0, 5) + "ab");
  EXPECT_FALSE((*cut.Next()).has_value());
  EXPECT_TRUE(cut.is_amid());
}

TEST(ConnectRules, AQueryHoldsACall) {
  const auto call = ParseQueryCall("connect=v1&encoding=json&message=%7B%22a%22%3A1%7D");
  ASSERT_TRUE(call.ok());
  EXPECT_EQ(call->message, "{\"a\":1}");
  const auto binary = ParseQueryCall("encoding=proto&base64=1&message=-_8&compression=gzip");
  ASSERT_TRUE(binary.ok()) << binary.status();
  EXPECT_EQ(binary->message, "\xfb\xff");
  EXPECT_TRUE(binary->is_gzip);
  for (const char* wrong : {"", "encoding=json", "message=x", "encoding=xml&message=x",
                            "connect=v2&encoding=json&message=", "encoding=json&message=%",
                            "encoding=proto&base64=1&message=%21"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseQueryCall(wrong).status())) << wrong;
  }
  EXPECT_TRUE(
      absl::IsUnimplemented(ParseQueryCall("encoding=json&message=&compression=br").status()));
}

TEST(ConnectRules, MetadataTravelsWithoutWhatIsGrpcsOwn) {
  EXPECT_THAT(HeadersOf({{"grpc-status-details-bin", "x"},
                         {"content-type", "application/grpc"},
                         {"mark-bin", "\x01"},
                         {"mark", "y"}},
                        "trailer-"),
              ElementsAre(Pair("trailer-mark-bin", "AQ"), Pair("trailer-mark", "y")));
}

}  // namespace
}  // namespace plenary::gateway
