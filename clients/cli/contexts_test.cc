#include "clients/cli/contexts.h"

#include <sys/stat.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/private_file.h"
#include "clients/cli/settings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::cli {
namespace {

using From = ChosenSetting::From;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ContextsTest : public ::testing::Test {
 protected:
  Context Of(const std::string& name, const std::string& server, bool current = false) {
    Context context;
    context.set_name(name);
    context.set_server(server);
    context.set_current(current);
    return context;
  }
  void Write(const std::vector<Context>& all) {
    Contexts contexts;
    for (const Context& context : all) *contexts.add_contexts() = context;
    ASSERT_TRUE(WriteContexts(path_, contexts).ok());
  }
  void WriteText(const std::string& text) {
    Write({});
    std::ofstream(path_) << text;
  }

  plenary::testing::TemporaryFolder folder_;
  std::map<std::string, std::string> environment_ = {{"XDG_CONFIG_HOME", folder_.path()}};
  const std::string path_ = ContextsPath(environment_);
};

TEST_F(ContextsTest, WhatIsWrittenIsReadAgain) {
  Context minsk = Of("minsk", "plenary.example:7780", true);
  minsk.set_event("events/tibo-2023");
  minsk.set_language("ru");
  minsk.set_token_file("/home/anna/minsk.token");
  minsk.set_tls_ca("system");
  minsk.set_tls_cert("/home/anna/cert.pem");
  minsk.set_tls_key("/home/anna/key.pem");
  Write({minsk, Of("a.b", R"(a "quoted" \ server)")});
  const auto read = ReadContexts(path_);
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_THAT(read->contexts(), SizeIs(2));
  EXPECT_EQ(read->contexts(0).server(), R"(a "quoted" \ server)");
  EXPECT_EQ(read->contexts(1).SerializeAsString(), minsk.SerializeAsString());
}

TEST_F(ContextsTest, WhereThereIsNoFileThereAreNoContexts) {
  const auto read = ReadContexts(path_);
  ASSERT_TRUE(read.ok());
  EXPECT_THAT(read->contexts(), IsEmpty());
}

TEST_F(ContextsTest, OnlyTheOwnerReadsTheFile) {
  Write({Of("minsk", "plenary.example:7780")});
  struct stat file;
  ASSERT_EQ(stat(path_.c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777, 0600);
}

TEST_F(ContextsTest, TheFileLiesWhereTheDesktopKeepsSettings) {
  EXPECT_EQ(ContextsPath({{"HOME", "/home/anna"}}), "/home/anna/.config/plenary/config.toml");
  EXPECT_EQ(ContextsPath({{"HOME", "/home/anna"}, {"XDG_CONFIG_HOME", "/x"}}),
            "/x/plenary/config.toml");
  EXPECT_EQ(ContextsPath({}), "");
  EXPECT_EQ(WriteContexts("", {}).code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(ContextsTest, ADamagedFileIsNamedWithItsLine) {
  struct Case {
    const char* label;
    std::string text;
    int line;
  };
  const std::vector<Case> cases = {
      {"no TOML", "current = 'a'\n[contexts.a\n", 2},
      {"a text without its end", "[contexts.a]\nserver = \"x\n", 2},
      {"the same key twice", "[contexts.a]\nserver = 'x'\nserver = 'y'\n", 3},
      {"an unknown setting", "\n\ncolour = 'red'\n", 3},
      {"an unknown field", "[contexts.a]\nserver = 'x'\nport = 7780\n", 3},
      {"a number for a text", "[contexts.a]\nserver = 7780\n", 2},
      {"no server", "[contexts.b]\nserver = 'x'\n[contexts.a]\nlanguage = 'ru'\n", 3},
      {"a context that is none", "[contexts]\na = 'x'\n", 2},
      {"contexts that are none", "contexts = 1\n", 1},
      {"a current one that is not there", "[contexts.a]\nserver = 'x'\n[current]\n", 3},
      {"a current one of another name", "current = 'b'\n[contexts.a]\nserver = 'x'\n", 1},
  };
  for (const Case& c : cases) {
    WriteText(c.text);
    const absl::Status status = ReadContexts(path_).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << c.label;
    EXPECT_THAT(std::string(status.message()), HasSubstr(absl::StrCat(path_, ":", c.line, ": ")))
        << c.label;
  }
}

TEST_F(ContextsTest, ANameIsOneThatAShellTakesAsItIs) {
  for (const char* name : {"minsk", "Prod-2.eu_1"}) EXPECT_TRUE(CheckContextName(name).ok());
  for (const char* name : {"", "a b", "минск", "a/b", "a'b"}) {
    EXPECT_FALSE(CheckContextName(name).ok()) << name;
  }
}

TEST_F(ContextsTest, AFlagBeatsTheEnvironmentWhichBeatsTheContext) {
  Context a = Of("a", "server-a:1", true);
  a.set_language("ru");
  Write({a, Of("b", "server-b:1")});
  struct Case {
    const char* label;
    GivenSettings given;
    std::map<std::string, std::string> variables;
    std::string server;
    From from;
  };
  const std::vector<Case> cases = {
      {"the current context", {}, {}, "server-a:1", From::kContext},
      {"another by the environment", {}, {{"PLENARY_CONTEXT", "b"}}, "server-b:1", From::kContext},
      {"another by its flag", {"b"}, {{"PLENARY_CONTEXT", "a"}}, "server-b:1", From::kContext},
      {"the environment", {}, {{"PLENARY_SERVER", "e:1"}}, "e:1", From::kEnvironment},
      {"a context given by its flag beats the environment",
       {"b"},
       {{"PLENARY_SERVER", "e:1"}},
       "server-b:1",
       From::kContext},
      {"a flag", {"b", "f:1"}, {{"PLENARY_SERVER", "e:1"}}, "f:1", From::kFlag},
  };
  for (const Case& c : cases) {
    auto environment = environment_;
    environment.insert(c.variables.begin(), c.variables.end());
    const auto chosen = ChooseSettings(c.given, environment);
    ASSERT_TRUE(chosen.ok()) << c.label << chosen.status();
    EXPECT_EQ(chosen->server.value, c.server) << c.label;
    EXPECT_EQ(chosen->server.from, c.from) << c.label;
  }
}

TEST_F(ContextsTest, WhatNobodySaysIsTheDefault) {
  const auto chosen = ChooseSettings({}, {});
  ASSERT_TRUE(chosen.ok());
  EXPECT_EQ(chosen->server.value, "127.0.0.1:7780");
  EXPECT_EQ(chosen->server.from, From::kDefault);
  EXPECT_EQ(chosen->language.value, "en");
  EXPECT_EQ(chosen->event.value, "");
}

TEST_F(ContextsTest, AContextThatIsNotThereIsRefusedWithThoseThatAre) {
  Write({Of("a", "x:1"), Of("b", "y:1")});
  const absl::Status status = ChooseSettings({"c"}, environment_).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("a, b"));
}

// What a token comes from, in words.
std::string SourceOf(const ChosenSettings& chosen) {
  return chosen.token.value.empty() ? chosen.token_file.value : "PLENARY_TOKEN";
}

TEST_F(ContextsTest, TheFirstCredentialThatIsThereCounts) {
  Context minsk = Of("minsk", "minsk:1", true);
  minsk.set_token_file("of-minsk");
  Write({minsk, Of("bare", "bare:1")});
  environment_["XDG_STATE_HOME"] = folder_ / "state";
  const auto session = [&](const GivenSettings& given) {
    return ChooseSettings(given, environment_)->session_file;
  };
  struct Case {
    const char* label;
    GivenSettings given;
    std::map<std::string, std::string> variables;
    bool is_signed_in;
    std::string source;
  };
  const std::map<std::string, std::string> file = {{"PLENARY_TOKEN_FILE", "of-env"}};
  const std::map<std::string, std::string> both = {{"PLENARY_TOKEN_FILE", "of-env"},
                                                   {"PLENARY_TOKEN", "pln_t1"}};
  GivenSettings flag;
  flag.token_file = "of-flag";
  GivenSettings by_name;
  by_name.context = "minsk";
  GivenSettings bare;
  bare.context = "bare";
  GivenSettings another_server;
  another_server.server = "other:1";
  const std::vector<Case> cases = {
      {"the flag", flag, both, true, "of-flag"},
      {"the variable", {}, both, true, "PLENARY_TOKEN"},
      {"the file of the variable", {}, file, true, "of-env"},
      {"the session", {}, {}, true, session({})},
      {"the context", {}, {}, false, "of-minsk"},
      {"a context given by name is not given the environment's", by_name, both, false, "of-minsk"},
      {"nor is one without a credential", bare, both, false, ""},
      {"the context's is not for another server", another_server, {}, false, ""},
      {"nor is its session", another_server, {}, true, ""},
  };
  for (const Case& c : cases) {
    auto environment = environment_;
    environment.insert(c.variables.begin(), c.variables.end());
    std::remove(session({}).c_str());
    if (c.is_signed_in) {
      ASSERT_TRUE(WritePrivateFile(session({}), "pln_s1").ok());
    }
    const auto chosen = ChooseSettings(c.given, environment);
    ASSERT_TRUE(chosen.ok()) << c.label << chosen.status();
    EXPECT_EQ(SourceOf(*chosen), c.source) << c.label;
  }
}

TEST_F(ContextsTest, EveryServerOfEveryContextHasASessionOfItsOwn) {
  Write({Of("a", "x:1"), Of("b", "x:1")});
  const auto path = [&](const std::string& context, const std::string& server) {
    GivenSettings given;
    given.context = context;
    given.server = server;
    auto environment = environment_;
    environment["XDG_STATE_HOME"] = "/state";
    return ChooseSettings(given, environment)->session_file;
  };
  EXPECT_EQ(path("a", ""), "/state/plenary/sessions/a@x%3a1");
  EXPECT_EQ(path("b", ""), "/state/plenary/sessions/b@x%3a1");
  EXPECT_EQ(path("", "../../etc/x"), "/state/plenary/sessions/@..%2f..%2fetc%2fx");
  EXPECT_EQ(ChooseSettings({}, {{"HOME", "/home/anna"}})->session_file,
            "/home/anna/.local/state/plenary/sessions/@127.0.0.1%3a7780");
  EXPECT_EQ(ChooseSettings({}, {})->session_file, "");
}

TEST_F(ContextsTest, APrivateFileLiesInAFolderOfItsOwnersAlone) {
  const std::string path = folder_ / "state/plenary/sessions/@x";
  ASSERT_TRUE(WritePrivateFile(path, "pln_s1").ok());
  struct stat found;
  ASSERT_EQ(stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600);
  ASSERT_EQ(stat((folder_ / "state/plenary/sessions").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0700);
}

}  // namespace
}  // namespace plenary::cli
