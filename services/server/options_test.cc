#include "services/server/options.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::server {
namespace {

using ::testing::HasSubstr;

std::string Words(const absl::Status& status) { return std::string(status.message()); }

TEST(Options, AFlagBeatsTheEnvironmentWhichBeatsTheFile) {
  const OptionValues file = {{"max-calls", "1"}, {"max-streams", "1"}, {"drain-time", "1s"}};
  const OptionValues environment = {{"max-calls", "2"}, {"max-streams", "2"}};
  const OptionValues flags = {{"max-calls", "3"}};
  const auto options = MakeOptions(flags, environment, file);
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->max_calls, 3);
  EXPECT_EQ(options->max_streams, 2);
  EXPECT_EQ(options->drain_time, absl::Seconds(1));
  EXPECT_EQ(options->listen, ServerOptions().listen);
}

TEST(Options, AreReadFromTheEnvironmentUnderTheirName) {
  const OptionValues values = ReadEnvironment([](const char* name) {
    return std::string(name) == "PLENARY_MAX_MESSAGE_BYTES" ? "5000" : nullptr;
  });
  EXPECT_EQ(values, (OptionValues{{"max-message-bytes", "5000"}}));
}

TEST(Options, ABadValueIsRefusedWithItsSourceAndName) {
  const struct {
    const char* label;
    const char* name;
    const char* value;
  } cases[] = {
      {"no number", "max-calls", "many"},
      {"too small", "max-message-bytes", "5"},
      {"too large", "max-message-bytes", "999999999"},
      {"negative", "readers", "-1"},
      {"no duration", "heartbeat", "15"},
      {"no time at all", "heartbeat", "0s"},
      {"negative duration", "drain-time", "-1s"},
      {"no level", "log-level", "loud"},
      {"no choice", "tls-client-certificates", "maybe"},
      {"half known", "plaintext-beyond-loopback", "yes"},
      {"no role", "oidc-roles", "staff=boss"},
      {"no leeway", "oidc-leeway", "60"},
      {"unknown", "max-call", "1"},
  };
  for (const auto& c : cases) {
    const auto options = MakeOptions({}, {{c.name, c.value}}, {});
    EXPECT_EQ(options.status().code(), absl::StatusCode::kInvalidArgument) << c.label;
    EXPECT_THAT(Words(options.status()), HasSubstr("environment")) << c.label;
    EXPECT_THAT(Words(options.status()), HasSubstr(c.name)) << c.label;
  }
}

TEST(Options, AConfigFileHasCommentsAndBlankLines) {
  const auto values = ParseConfig("# ours\n\n  max-calls = 7 \nlisten=127.0.0.1:0\n");
  ASSERT_TRUE(values.ok()) << values.status();
  EXPECT_EQ(*values, (OptionValues{{"max-calls", "7"}, {"listen", "127.0.0.1:0"}}));
}

TEST(Options, AConfigFileIsRefusedByLine) {
  EXPECT_THAT(Words(ParseConfig("max-calls = 7\nmax-calls\n").status()), HasSubstr("line 2"));
  EXPECT_THAT(Words(ParseConfig("# a\nmax-cals = 7\n").status()), HasSubstr("line 2"));
  EXPECT_EQ(ReadConfig("/nowhere/plenary.conf").status().code(), absl::StatusCode::kNotFound);
}

TEST(Options, WhatIsPrintedIsAConfigFileThatSaysTheSame) {
  const auto before =
      MakeOptions({{"max-calls", "7"}, {"log-level", "warning"}, {"heartbeat", "1m30s"}}, {}, {});
  ASSERT_TRUE(before.ok()) << before.status();
  const auto values = ParseConfig(PrintConfig(*before));
  ASSERT_TRUE(values.ok()) << values.status();
  const auto after = MakeOptions({}, {}, *values);
  ASSERT_TRUE(after.ok()) << after.status();
  for (const OptionSpec& option : OptionTable()) {
    EXPECT_EQ(option.get(*after), option.get(*before)) << option.name;
  }
}

TEST(Options, EveryOneIsInTheMarkdownTable) {
  const std::string table = PrintOptionsMarkdown();
  for (const OptionSpec& option : OptionTable()) {
    EXPECT_THAT(table, HasSubstr("| `" + option.name + "` |"));
    EXPECT_THAT(table, HasSubstr(EnvironmentName(option)));
  }
}

}  // namespace
}  // namespace plenary::server
