#include "services/server/call_log.h"

#include <mutex>
#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"

namespace plenary::server {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'681'000'000);

// What a log of `level` writes of `status` after `took`.
std::string Logged(LogLevel level, const absl::Status& status,
                   absl::Duration took = absl::Milliseconds(3),
                   const storage::Call& call = {"local", "plenary.v1.EventService/GetEvent",
                                                "id-1"}) {
  std::string lines;
  {
    CallLog log(level, absl::Seconds(1),
                [&](absl::string_view more) { lines.append(more.data(), more.size()); });
    log.Answered(call, kNow, took, status);
  }
  return lines;
}

google::protobuf::Struct Json(const std::string& line) {
  google::protobuf::Struct json;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(line, &json).ok()) << line;
  return json;
}

TEST(CallLog, ACallIsOneLineOfJson) {
  const std::string line = Logged(LogLevel::kInfo, absl::OkStatus());
  const auto json = Json(line);
  EXPECT_EQ(json.fields().at("time").string_value(), "2023-04-09T00:26:40.000000Z");
  EXPECT_EQ(json.fields().at("method").string_value(), "plenary.v1.EventService/GetEvent");
  EXPECT_EQ(json.fields().at("caller").string_value(), "local");
  EXPECT_EQ(json.fields().at("code").string_value(), "OK");
  EXPECT_EQ(json.fields().at("ms").number_value(), 3);
  EXPECT_EQ(json.fields().at("request_id").string_value(), "id-1");
  EXPECT_EQ(line.back(), '\n');
}

TEST(CallLog, ARefusalHasItsReasonButNotItsWords) {
  const std::string line = Logged(LogLevel::kInfo, base::NotFound("people/ivan"));
  const auto json = Json(line);
  EXPECT_EQ(json.fields().at("reason").string_value(), "ERROR_REASON_RESOURCE_NOT_FOUND");
  EXPECT_THAT(line, ::testing::Not(::testing::HasSubstr("ivan")));
}

TEST(CallLog, AFaultOfOursHasItsWords) {
  const auto json = Json(Logged(LogLevel::kInfo, absl::InternalError("disk \"a\"\n")));
  EXPECT_EQ(json.fields().at("detail").string_value(), "disk \"a\"\n");
}

TEST(CallLog, TheLevelSaysWhatIsWritten) {
  const struct {
    const char* label;
    LogLevel level;
    absl::Status status;
    absl::Duration took;
    bool written;
  } cases[] = {
      {"off", LogLevel::kOff, absl::InternalError(""), absl::ZeroDuration(), false},
      {"error: a fault", LogLevel::kError, absl::InternalError(""), absl::ZeroDuration(), true},
      {"error: a refusal", LogLevel::kError, base::NotFound("x"), absl::ZeroDuration(), false},
      {"warning: a refusal", LogLevel::kWarning, base::NotFound("x"), absl::ZeroDuration(), true},
      {"warning: a slow call", LogLevel::kWarning, absl::OkStatus(), absl::Seconds(2), true},
      {"warning: a call", LogLevel::kWarning, absl::OkStatus(), absl::ZeroDuration(), false},
      {"info: a call", LogLevel::kInfo, absl::OkStatus(), absl::ZeroDuration(), true},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(!Logged(c.level, c.status, c.took).empty(), c.written) << c.label;
  }
}

TEST(CallLog, NothingACallerSendsForgesALineOrDeceivesATerminal) {
  const struct {
    const char* label;
    std::string text;
  } cases[] = {
      {"a new line", "a\n{\"level\":\"info\"}"},
      {"a carriage return", "a\rb"},
      {"an escape sequence of a terminal", "a\x1b[2Jb"},
      {"a C1 control",
       "a\xc2\x9b"
       "2Jb"},
      {"a NEL, which ends a line",
       "a\xc2\x85"
       "b"},
      {"a line separator",
       "a\xe2\x80\xa8"
       "b"},
      {"a paragraph separator",
       "a\xe2\x80\xa9"
       "b"},
      {"a right-to-left override",
       "a\xe2\x80\xae"
       "b"},
      {"an isolate",
       "a\xe2\x81\xa6"
       "b"},
      {"an Arabic letter mark",
       "a\xd8\x9c"
       "b"},
      {"a byte-order mark",
       "a\xef\xbb\xbf"
       "b"},
      {"a byte that is no text",
       "a\x9b"
       "b"},
      {"a character cut short", "a\xe2\x80"},
      {"an overlong slash", "a\xc0\xaf"},
      {"a quote", "a\"b"},
  };
  for (const auto& c : cases) {
    const storage::Call call = {c.text, "m", c.text};
    const std::string line = Logged(LogLevel::kInfo, absl::OkStatus(), absl::ZeroDuration(), call);
    EXPECT_EQ(line.find('\n'), line.size() - 1) << c.label;
    for (const char byte : line.substr(0, line.size() - 1)) {
      EXPECT_TRUE(byte >= 0x20 && byte < 0x7f) << c.label << ": " << line;
    }
    EXPECT_TRUE(Json(line).fields().contains("caller")) << c.label;
  }
}

TEST(CallLog, LettersOfEveryScriptStayAsTheyAre) {
  const storage::Call call = {"users/анна-日本-ü-𝕏", "m", ""};
  const std::string line = Logged(LogLevel::kInfo, absl::OkStatus(), absl::ZeroDuration(), call);
  EXPECT_THAT(line, ::testing::HasSubstr("users/анна-日本-ü-𝕏"));
}

TEST(CallLog, ALongRequestIdIsCut) {
  const storage::Call call = {"local", "m", std::string(100'000, 'x')};
  const auto json = Json(Logged(LogLevel::kInfo, absl::OkStatus(), absl::ZeroDuration(), call));
  EXPECT_EQ(json.fields().at("request_id").string_value().size(), 128u);
}

}  // namespace
}  // namespace plenary::server
