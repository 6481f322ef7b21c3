#include "services/gateway/gateway.h"

#include <sys/resource.h>

#include <atomic>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/files.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "services/gateway/connect_rules.h"
#include "services/gateway/gzip.h"
#include "tests/testing/callers.h"
#include "tests/testing/http.h"
#include "tests/testing/oidc_provider.h"
#include "tests/testing/running_server.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::gateway {
namespace {

using plenary::testing::Administration;
using plenary::testing::Fetch;
using plenary::testing::HttpAnswer;
using plenary::testing::HttpConnection;
using plenary::testing::HttpRequest;
using plenary::testing::RunningServer;
using plenary::testing::TemporaryFolder;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kPassword[] = "correct horse battery";
constexpr char kJson[] = "Content-Type: application/json";
constexpr char kProto[] = "Content-Type: application/proto";
constexpr char kStreamJson[] = "Content-Type: application/connect+json";
constexpr char kSamePage[] = "Sec-Fetch-Site: same-origin";

server::ServerOptions Options() {
  server::ServerOptions options = plenary::testing::TestOptions();
  options.http_listen = "127.0.0.1:0";
  return options;
}

int PortOf(const RunningServer& server) {
  const std::string address = const_cast<RunningServer&>(server).server().http_address();
  int port = 0;
  EXPECT_TRUE(absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &port)) << address;
  return port;
}

std::string Bearer(const std::string& secret) {
  return absl::StrCat("Authorization: Bearer ", secret);
}

std::string Envelope(const std::string& message, uint8_t flags = 0) {
  return EnvelopePrefix(flags, message.size()) + message;
}

// The messages of a stream's body, its end as the last.
std::vector<EnvelopeReader::Message> Messages(const std::string& body) {
  std::vector<EnvelopeReader::Message> messages;
  size_t at = 0;
  while (at + kPrefixBytes <= body.size()) {
    size_t bytes = 0;
    for (int i = 1; i < 5; ++i) bytes = bytes << 8 | static_cast<uint8_t>(body[at + i]);
    messages.push_back({static_cast<uint8_t>(body[at]), body.substr(at + kPrefixBytes, bytes)});
    at += kPrefixBytes + bytes;
  }
  return messages;
}

// The name and value of the cookie that a Set-Cookie sets.
std::string CookieOf(const HttpAnswer& answer, const std::string& name) {
  for (const auto& [key, value] : answer.headers) {
    if (key == "set-cookie" && absl::StartsWith(value, name + "=")) {
      return value.substr(0, value.find(';'));
    }
  }
  return "";
}

class GatewayTest : public ::testing::Test {
 protected:
  explicit GatewayTest(server::ServerOptions options = Options())
      : server_("sqlite::memory:", std::move(options)), port_(PortOf(server_)) {}

  HttpAnswer Call(const std::string& method, const std::string& json,
                  std::vector<std::string> headers = {}) {
    headers.push_back(kJson);
    headers.push_back(Bearer(server_.admin_secret()));
    return Fetch(port_, {"POST", absl::StrCat("/plenary.v1.", method), std::move(headers), json});
  }
  // A user who signs in with kPassword.
  void AddUser(const std::string& id) {
    administration_.User(id);
    plenary::testing::Answered<v1::SetPasswordRequest, v1::User>(
        *server_.channel(), "plenary.v1.AccessService/SetPassword",
        absl::StrCat("name: 'users/", id, "' new_password: '", kPassword, "'"));
  }
  HttpAnswer SignIn(const std::string& user, const std::string& password,
                    std::vector<std::string> headers = {}) {
    headers.push_back(kJson);
    return Fetch(port_,
                 {"POST", "/session", std::move(headers),
                  absl::StrCat("{\"user\":\"", user, "\",\"password\":\"", password, "\"}")});
  }

  RunningServer server_;
  const int port_;
  Administration administration_{server_};
};

TEST_F(GatewayTest, JsonIsAllThatCurlNeeds) {
  const HttpAnswer made = Call("EventService/CreateEvent", R"({"eventId":"tibo","event":{
      "kind":"FORUM","role":"HOSTED","timeZone":"Europe/Minsk",
      "displayNames":[{"language":"ru","text":"Форум"}],
      "interval":{"startTime":"2096-10-02T06:40:00Z","endTime":"2096-10-03T06:40:00Z"}}})");
  ASSERT_EQ(made.status, 200) << made.body;
  EXPECT_EQ(made.Header("content-type"), "application/json");
  EXPECT_EQ(made.Header("cache-control"), "no-store");
  const HttpAnswer read = Call("EventService/GetEvent", R"({"name":"events/tibo"})");
  EXPECT_EQ(read.status, 200);
  EXPECT_THAT(read.body, HasSubstr("\"text\":\"Форум\""));
}

TEST_F(GatewayTest, BinaryIsWhatGrpcCarries) {
  const std::string event = administration_.Event("tibo");
  v1::GetEventRequest request;
  request.set_name(event);
  const HttpAnswer answer =
      Fetch(port_, {"POST",
                    "/plenary.v1.EventService/GetEvent",
                    {kProto, Bearer(server_.admin_secret()), "Connect-Protocol-Version: 1"},
                    request.SerializeAsString()});
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.Header("content-type"), "application/proto");
  v1::Event read;
  ASSERT_TRUE(read.ParseFromString(answer.body));
  EXPECT_EQ(read.name(), event);
}

TEST_F(GatewayTest, WhatChangesNothingMayBeGot) {
  administration_.Event("tibo");
  const std::string query =
      "?connect=v1&encoding=json&message=%7B%22name%22%3A%22events%2Ftibo%22%7D";
  const std::vector<std::string> signed_in = {Bearer(server_.admin_secret())};
  const HttpAnswer got =
      Fetch(port_, {"GET", "/plenary.v1.EventService/GetEvent" + query, signed_in, ""});
  EXPECT_EQ(got.status, 200) << got.body;
  EXPECT_THAT(got.body, HasSubstr("\"name\":\"events/tibo\""));
  const HttpAnswer refused =
      Fetch(port_, {"GET", "/plenary.v1.EventService/PublishEvent" + query, signed_in, ""});
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.Header("allow"), "POST");
}

TEST_F(GatewayTest, ARefusalHasItsStatusAndDetails) {
  const HttpAnswer missing = Call("EventService/GetEvent", R"({"name":"events/none"})");
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(missing.Header("content-type"), "application/json");
  EXPECT_THAT(missing.body, StartsWith(R"({"code":"not_found","message":")"));
  EXPECT_THAT(missing.body, HasSubstr(R"("type":"google.rpc.ErrorInfo")"));
  const HttpAnswer fields = Call("EventService/GetEvent", R"({"name":"x"})");
  EXPECT_EQ(fields.status, 400);
  EXPECT_THAT(fields.body, HasSubstr("fieldViolations"));
  const HttpAnswer nobody =
      Fetch(port_, {"POST", "/plenary.v1.EventService/GetEvent", {kJson}, "{}"});
  EXPECT_EQ(nobody.status, 401);
  EXPECT_EQ(nobody.Header("www-authenticate"), "Bearer");
}

TEST_F(GatewayTest, WhatIsNoCallIsRefusedInWords) {
  const struct {
    std::string label;
    HttpRequest request;
    int status;
    std::string code;
  } cases[] = {
      {"unknown method",
       {"POST", "/plenary.v1.EventService/Dance", {kJson}, "{}"},
       404,
       "unimplemented"},
      {"form",
       {"POST",
        "/plenary.v1.EventService/GetEvent",
        {"Content-Type: application/x-www-form-urlencoded"},
        "a=b"},
       415,
       "unknown"},
      {"plain text",
       {"POST", "/plenary.v1.EventService/GetEvent", {"Content-Type: text/plain"}, "{}"},
       415,
       "unknown"},
      {"stream type for a unary method",
       {"POST", "/plenary.v1.EventService/GetEvent", {kStreamJson}, ""},
       415,
       "unknown"},
      {"no JSON",
       {"POST", "/plenary.v1.EventService/GetEvent", {kJson}, "{"},
       400,
       "invalid_argument"},
      {"unknown compression",
       {"POST", "/plenary.v1.EventService/GetEvent", {kJson, "Content-Encoding: br"}, "{}"},
       501,
       "unimplemented"},
      {"no gzip",
       {"POST", "/plenary.v1.EventService/GetEvent", {kJson, "Content-Encoding: gzip"}, "{}"},
       400,
       "invalid_argument"},
      {"other version",
       {"POST", "/plenary.v1.EventService/GetEvent", {kJson, "Connect-Protocol-Version: 2"}, "{}"},
       400,
       "invalid_argument"},
      {"bad timeout",
       {"POST", "/plenary.v1.EventService/GetEvent", {kJson, "Connect-Timeout-Ms: soon"}, "{}"},
       400,
       "invalid_argument"},
      {"other host", {"GET", "/healthz", {}, ""}, 421, "invalid_argument"},
  };
  for (const auto& row : cases) {
    HttpConnection connection(port_);
    std::string text = row.request.Text();
    if (row.status == 421) text = "GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n";
    connection.Send(text);
    const HttpAnswer answer = connection.Receive();
    EXPECT_EQ(answer.status, row.status) << row.label << ": " << answer.body;
    EXPECT_THAT(answer.body, StartsWith(absl::StrCat("{\"code\":\"", row.code, "\""))) << row.label;
  }
}

TEST_F(GatewayTest, ACallEndsWithItsDeadline) {
  const HttpAnswer late =
      Call("EventService/GetEvent", R"({"name":"events/x"})", {"Connect-Timeout-Ms: 0"});
  EXPECT_EQ(late.status, 504);
  EXPECT_THAT(late.body, StartsWith(R"({"code":"deadline_exceeded")"));
}

TEST_F(GatewayTest, MessagesAreCompressedBothWays) {
  std::string people = R"({"people":[)";
  for (int i = 0; i < 50; ++i) {
    absl::StrAppend(&people, i == 0 ? "" : ",",
                    R"({"names":[{"language":"en","familyName":"Example"}]})");
  }
  people += "]}";
  const HttpAnswer answer = Call("DirectoryService/BatchCreatePeople", Gzip(people),
                                 {"Content-Encoding: gzip", "Accept-Encoding: gzip"});
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.Header("content-encoding"), "gzip");
  const auto plain = Gunzip(answer.body, 1 << 20);
  ASSERT_TRUE(plain.ok());
  EXPECT_THAT(*plain, StartsWith(R"({"people":[{"name":"people/)"));
}

TEST_F(GatewayTest, WhatGrowsWithoutBoundIsNotUnpacked) {
  const HttpAnswer answer =
      Call("EventService/GetEvent", Gzip(std::string(20 << 20, ' ')), {"Content-Encoding: gzip"});
  EXPECT_EQ(answer.status, 429);
  EXPECT_THAT(answer.body, HasSubstr("MESSAGE_TOO_LARGE"));
}

TEST_F(GatewayTest, AWatchStreamsAndResumes) {
  const std::string event = administration_.Event("tibo");
  const std::string delegation = administration_.Delegation(event, "kursk");
  const auto open = [&](const std::string& json) {
    auto connection = std::make_unique<HttpConnection>(port_);
    connection->Send(HttpRequest{"POST",
                                 "/plenary.v1.ChangeService/WatchChanges",
                                 {kStreamJson, Bearer(server_.admin_secret())},
                                 Envelope(json)}
                         .Text());
    return connection;
  };
  const auto first = open(R"({"parent":"events/tibo"})");
  HttpAnswer answer = first->ReceiveHead();
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.Header("content-type"), "application/connect+json");
  ASSERT_TRUE(first->ReceiveChunk(answer));
  const std::string heartbeat = Messages(answer.body).at(0).bytes;
  EXPECT_THAT(heartbeat, HasSubstr("resumeToken"));
  administration_.Touch(delegation, "seen live");
  answer.body.clear();
  ASSERT_TRUE(first->ReceiveChunk(answer));
  EXPECT_THAT(Messages(answer.body).at(0).bytes, HasSubstr("seen live"));

  const size_t at = heartbeat.find("\"resumeToken\":\"") + 15;
  const std::string token = heartbeat.substr(at, heartbeat.find('"', at) - at);
  const auto second =
      open(absl::StrCat(R"({"parent":"events/tibo","resumeToken":")", token, "\"}"));
  HttpAnswer resumed = second->ReceiveHead();
  ASSERT_TRUE(second->ReceiveChunk(resumed));
  EXPECT_THAT(Messages(resumed.body).at(0).bytes, HasSubstr("seen live"));
}

TEST_F(GatewayTest, AStreamThatIsRefusedEndsWithWhy) {
  const HttpAnswer answer = Fetch(port_, {"POST",
                                          "/plenary.v1.ChangeService/WatchChanges",
                                          {kStreamJson, Bearer(server_.admin_secret())},
                                          Envelope(R"({"parent":"events/none"})")});
  EXPECT_EQ(answer.status, 200);
  const auto messages = Messages(answer.body);
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(messages[0].flags, kEndFlag);
  EXPECT_THAT(messages[0].bytes, StartsWith(R"({"error":{"code":"not_found")"));
}

TEST_F(GatewayTest, AStreamTakesJustTheMessageItIsFor) {
  const struct {
    std::string label;
    std::string body;
  } cases[] = {{"none", ""},
               {"two", Envelope("{}") + Envelope("{}")},
               {"half", Envelope("{}").substr(0, 6)},
               {"compressed without a word", Envelope(Gzip("{}"), 1)},
               {"flags", Envelope("{}", 8)}};
  for (const auto& row : cases) {
    const HttpAnswer answer = Fetch(port_, {"POST",
                                            "/plenary.v1.ChangeService/WatchChanges",
                                            {kStreamJson, Bearer(server_.admin_secret())},
                                            row.body});
    EXPECT_EQ(answer.status, 200) << row.label;
    const auto messages = Messages(answer.body);
    ASSERT_FALSE(messages.empty()) << row.label;
    EXPECT_THAT(messages.back().bytes, StartsWith(R"({"error":{"code":"invalid_argument")"))
        << row.label;
  }
}

TEST_F(GatewayTest, AClientThatLeavesEndsItsStream) {
  administration_.Event("tibo");
  {
    HttpConnection connection(port_);
    connection.Send(HttpRequest{"POST",
                                "/plenary.v1.ChangeService/WatchChanges",
                                {kStreamJson, Bearer(server_.admin_secret())},
                                Envelope(R"({"parent":"events/tibo"})")}
                        .Text());
    HttpAnswer answer = connection.ReceiveHead();
    ASSERT_TRUE(connection.ReceiveChunk(answer));
  }
  const auto open = [&] {
    const HttpAnswer metrics = Fetch(port_, {"GET", "/metrics", {}, ""});
    return absl::StrContains(metrics.body, "plenary_server_streams_open 0\n");
  };
  const absl::Time until = absl::Now() + absl::Seconds(20);
  while (!open() && absl::Now() < until) {
  }
  EXPECT_TRUE(open());
}

TEST_F(GatewayTest, DrainEndsStreamsWithAWord) {
  administration_.Event("tibo");
  HttpConnection connection(port_);
  connection.Send(HttpRequest{"POST",
                              "/plenary.v1.ChangeService/WatchChanges",
                              {kStreamJson, Bearer(server_.admin_secret())},
                              Envelope(R"({"parent":"events/tibo"})")}
                      .Text());
  HttpAnswer answer = connection.ReceiveHead();
  ASSERT_TRUE(connection.ReceiveChunk(answer));
  answer.body.clear();
  HttpConnection idle(port_);
  idle.Send(HttpRequest{"GET", "/healthz", {}, ""}.Text());
  EXPECT_EQ(idle.Receive().status, 200);
  server_.server().Drain();
  while (connection.ReceiveChunk(answer)) {
  }
  EXPECT_FALSE(answer.is_cut);
  EXPECT_THAT(Messages(answer.body).back().bytes, HasSubstr("SHUTTING_DOWN"));
  EXPECT_TRUE(idle.IsEnded());
}

TEST_F(GatewayTest, APasswordSignsABrowserIn) {
  AddUser("anna");
  administration_.Event("tibo");
  administration_.Bind("users/anna", v1::EVENT_MANAGER);
  const HttpAnswer signed_in = SignIn("anna", kPassword, {kSamePage});
  ASSERT_EQ(signed_in.status, 200) << signed_in.body;
  EXPECT_THAT(signed_in.body, HasSubstr(R"("user":"users/anna")"));
  EXPECT_THAT(signed_in.body, HasSubstr("expireTime"));
  EXPECT_THAT(signed_in.body, Not(HasSubstr("pln_")));
  const std::string cookie = CookieOf(signed_in, "plenary_session");
  ASSERT_THAT(cookie, StartsWith("plenary_session=pln_"));
  EXPECT_NE(CookieOf(signed_in, "plenary_browser"), "");
  const HttpRequest read{"POST",
                         "/plenary.v1.EventService/GetEvent",
                         {kJson, "Cookie: " + cookie, kSamePage},
                         R"({"name":"events/tibo"})"};
  EXPECT_EQ(Fetch(port_, read).status, 200);

  const HttpAnswer out = Fetch(port_, {"DELETE", "/session", {"Cookie: " + cookie, kSamePage}, ""});
  EXPECT_EQ(out.status, 200);
  EXPECT_EQ(CookieOf(out, "plenary_session"), "plenary_session=");
  EXPECT_EQ(Fetch(port_, read).status, 401);
  // What is over is cleared as well.
  EXPECT_EQ(Fetch(port_, {"DELETE", "/session", {"Cookie: " + cookie, kSamePage}, ""}).status, 200);
}

TEST_F(GatewayTest, AWrongPasswordIsToldApartByNothing) {
  AddUser("anna");
  for (const char* user : {"anna", "nobody"}) {
    const HttpAnswer answer = SignIn(user, "wrong password 1");
    EXPECT_EQ(answer.status, 401) << user;
    EXPECT_THAT(answer.body, HasSubstr("WRONG_PASSWORD")) << user;
    EXPECT_EQ(CookieOf(answer, "plenary_session"), "");
  }
}

TEST_F(GatewayTest, ACookieWorksFromPagesOfOursOnly) {
  AddUser("anna");
  administration_.Bind("users/anna", v1::EVENT_MANAGER);
  const std::string cookie = "Cookie: " + CookieOf(SignIn("anna", kPassword), "plenary_session");
  const struct {
    std::string label;
    std::vector<std::string> headers;
    int status;
  } cases[] = {
      {"same page", {"Sec-Fetch-Site: same-origin"}, 200},
      {"typed in", {"Sec-Fetch-Site: none"}, 200},
      {"neighbour", {"Sec-Fetch-Site: same-site"}, 403},
      {"other site", {"Sec-Fetch-Site: cross-site"}, 403},
      {"old browser", {"Origin: http://localhost"}, 200},
      {"old browser, other site", {"Origin: https://evil.example"}, 403},
      {"no word", {}, 403},
  };
  for (const auto& row : cases) {
    std::vector<std::string> headers = row.headers;
    headers.insert(headers.end(), {kJson, cookie});
    const HttpAnswer answer =
        Fetch(port_, {"POST", "/plenary.v1.AccessService/WhoAmI", headers, "{}"});
    EXPECT_EQ(answer.status, row.status) << row.label << ": " << answer.body;
    const HttpAnswer out = Fetch(port_, {"GET", "/files/none", headers, ""});
    EXPECT_EQ(out.status == 403, row.status == 403) << row.label;
  }
  // Nor is anybody signed in by a page of another site.
  EXPECT_EQ(SignIn("anna", kPassword, {"Sec-Fetch-Site: cross-site"}).status, 403);
  EXPECT_EQ(Fetch(port_, {"POST", "/session", {"Content-Type: text/plain"}, "{}"}).status, 415);
}

TEST_F(GatewayTest, ALinkSignsABrowserInAndIsBoundToIt) {
  const std::string event = administration_.Event("tibo", "binds_links_to_first_browser: true");
  const std::string secret =
      administration_.Link(administration_.Delegation(event, "kursk")).secret();
  const HttpRequest sign_in{
      "POST", "/session/link", {kJson, kSamePage}, absl::StrCat("{\"link\":\"", secret, "\"}")};
  const HttpAnswer first = Fetch(port_, sign_in);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_THAT(first.body, HasSubstr("registrationLinks/"));
  const std::string cookies = absl::StrCat("Cookie: ", CookieOf(first, "plenary_session"), "; ",
                                           CookieOf(first, "plenary_browser"));
  EXPECT_EQ(
      Fetch(port_, {"POST", "/plenary.v1.AccessService/WhoAmI", {kJson, cookies, kSamePage}, "{}"})
          .status,
      200);
  // The same letter, opened in another browser.
  const HttpAnswer other = Fetch(port_, sign_in);
  EXPECT_THAT(other.body, HasSubstr("LINK_BOUND_ELSEWHERE"));
  EXPECT_EQ(CookieOf(other, "plenary_session"), "");
  EXPECT_EQ(Fetch(port_, {"POST", "/session/link", {kJson}, R"({"link":"pln_lnone"})"}).status,
            401);
  EXPECT_EQ(Fetch(port_, {"POST", "/session/link", {kJson}, "{}"}).status, 401);
}

TEST_F(GatewayTest, APageLearnsHowPeopleSignIn) {
  EXPECT_EQ(Fetch(port_, {"GET", "/session/options", {}, ""}).body,
            R"({"password":true,"oidc":false})");
}

TEST_F(GatewayTest, FilesGoUpAndDown) {
  std::string bytes;
  for (int i = 0; i < 300'000; ++i) absl::StrAppend(&bytes, i, "\n");
  const std::string who = Bearer(server_.admin_secret());
  const HttpAnswer up = Fetch(
      port_, {"POST", "/files?filename=%D0%A1%D0%BF%D0%B8%D1%81%D0%BE%D0%BA.csv", {who}, bytes});
  ASSERT_EQ(up.status, 200) << up.body;
  EXPECT_THAT(up.body, HasSubstr("\"filename\":\"Список.csv\""));
  EXPECT_THAT(up.body, HasSubstr(absl::StrCat("\"sizeBytes\":\"", bytes.size(), "\"")));
  const size_t at = up.body.find("files/");
  const std::string name = up.body.substr(at, up.body.find('"', at) - at);

  const HttpAnswer down = Fetch(port_, {"GET", "/" + name, {who}, ""});
  EXPECT_EQ(down.status, 200);
  EXPECT_EQ(down.body, bytes);
  EXPECT_EQ(down.Header("content-length"), absl::StrCat(bytes.size()));
  EXPECT_EQ(down.Header("content-type"), "text/csv; charset=utf-8");
  EXPECT_EQ(down.Header("x-content-type-options"), "nosniff");
  EXPECT_THAT(down.Header("content-disposition"),
              HasSubstr("filename*=UTF-8''%D0%A1%D0%BF%D0%B8%D1%81%D0%BE%D0%BA.csv"));
  EXPECT_EQ(Fetch(port_, {"GET", "/files/none", {who}, ""}).status, 404);
  EXPECT_EQ(Fetch(port_, {"GET", "/" + name, {}, ""}).status, 401);
  EXPECT_EQ(Fetch(port_, {"POST", "/files", {who}, "x"}).status, 400);
}

TEST_F(GatewayTest, AFileInChunksIsTakenAsItComes) {
  HttpConnection connection(port_);
  connection.Send(absl::StrCat("POST /files?filename=a.txt HTTP/1.1\r\nHost: localhost\r\n",
                               Bearer(server_.admin_secret()),
                               "\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"));
  EXPECT_EQ(connection.ReceiveHead().status, 100);
  connection.Send("5\r\nhello\r\n");
  connection.Send("6;x=y\r\n world\r\n0\r\nMark: z\r\n\r\n");
  const HttpAnswer answer = connection.Receive();
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_THAT(answer.body, HasSubstr("\"sizeBytes\":\"11\""));
}

TEST_F(GatewayTest, AnUploadThatEndsEarlyLeavesNothing) {
  {
    HttpConnection connection(port_);
    connection.Send(absl::StrCat("POST /files?filename=a.txt HTTP/1.1\r\nHost: localhost\r\n",
                                 Bearer(server_.admin_secret()),
                                 "\r\nContent-Length: 1000\r\n\r\nhalf"));
  }
  const absl::Time until = absl::Now() + absl::Seconds(20);
  int64_t open = 1;
  while (open != 0 && absl::Now() < until) {
    open = absl::StrContains(Fetch(port_, {"GET", "/metrics", {}, ""}).body,
                             "plenary_server_streams_open 0\n")
               ? 0
               : 1;
  }
  EXPECT_EQ(open, 0);
}

TEST_F(GatewayTest, ACalendarIsReadByItsSecret) {
  administration_.Event("tibo");
  const HttpAnswer made =
      Call("ScheduleService/CreateCalendarFeed", R"({"calendarFeed":{"subject":"events/tibo"}})");
  ASSERT_EQ(made.status, 200) << made.body;
  const size_t at = made.body.find("\"secret\":\"") + 10;
  const std::string secret = made.body.substr(at, made.body.find('"', at) - at);
  const std::string target = absl::StrCat("/calendars/", secret, ".ics");
  const HttpAnswer read = Fetch(port_, {"GET", target, {}, ""});
  ASSERT_EQ(read.status, 200) << read.body;
  EXPECT_EQ(read.Header("content-type"), "text/calendar; charset=utf-8");
  EXPECT_THAT(read.Header("cache-control"), StartsWith("private"));
  EXPECT_THAT(read.body, StartsWith("BEGIN:VCALENDAR\r\n"));
  const HttpAnswer same =
      Fetch(port_, {"GET", target, {"If-None-Match: " + read.Header("etag")}, ""});
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.Header("etag"), read.Header("etag"));
  EXPECT_EQ(Fetch(port_, {"GET", "/calendars/pln_none.ics", {}, ""}).status, 404);
}

TEST_F(GatewayTest, MonitoringFindsItWellAndReady) {
  EXPECT_EQ(Fetch(port_, {"GET", "/healthz", {}, ""}).status, 200);
  EXPECT_EQ(Fetch(port_, {"GET", "/readyz", {}, ""}).status, 200);
  Call("EventService/GetEvent", R"({"name":"events/none"})");
  const HttpAnswer metrics = Fetch(port_, {"GET", "/metrics", {}, ""});
  EXPECT_EQ(metrics.status, 200);
  EXPECT_THAT(metrics.body, HasSubstr("plenary_calls_total{method=\"plenary.v1.EventService/"
                                      "GetEvent\",code=\"NOT_FOUND\"} 1\n"));
  EXPECT_THAT(metrics.body, HasSubstr("plenary_gateway_connections "));
}

TEST_F(GatewayTest, EveryAnswerIsGuarded) {
  for (const char* target : {"/", "/healthz", "/files/x", "/plenary.v1.EventService/GetEvent"}) {
    const HttpAnswer answer = Fetch(port_, {"GET", target, {}, ""});
    EXPECT_THAT(answer.Header("content-security-policy"), StartsWith("default-src 'none'"))
        << target;
    EXPECT_EQ(answer.Header("x-content-type-options"), "nosniff") << target;
    EXPECT_EQ(answer.Header("referrer-policy"), "no-referrer") << target;
    EXPECT_EQ(answer.Header("cross-origin-opener-policy"), "same-origin") << target;
    EXPECT_EQ(answer.Header("cross-origin-resource-policy"), "same-origin") << target;
    EXPECT_EQ(answer.Header("strict-transport-security"), "") << target;
  }
}

class LimitedGatewayTest : public GatewayTest {
 protected:
  LimitedGatewayTest() : GatewayTest(Limited()) {}
  static server::ServerOptions Limited() {
    server::ServerOptions options = Options();
    options.rate_per_address = 1;
    options.rate_limit_loopback = true;
    return options;
  }
};

// Whatever it says of itself; nobody but the gateway of the same process says for whom it calls.
TEST_F(LimitedGatewayTest, ABrowsersOwnAddressIsWhatIsLimited) {
  int refused = 0;
  for (int i = 0; i < 10; ++i) {
    const HttpAnswer answer =
        Call("EventService/GetEvent", R"({"name":"events/none"})",
             {absl::StrCat("Plenary-Gateway: ", std::string(64, '0'), " ipv4:192.0.2.", i, ":1"),
              absl::StrCat("X-Forwarded-For: 192.0.2.", i)});
    if (answer.status != 429) continue;
    ++refused;
    EXPECT_NE(answer.Header("retry-after"), "");
  }
  EXPECT_GE(refused, 5);
}

TEST_F(LimitedGatewayTest, AnAddressThatIsMadeUpCountsForNothingOverGrpc) {
  int refused = 0;
  for (int i = 0; i < 10; ++i) {
    grpc::ClientContext context;
    context.AddMetadata("plenary-gateway",
                        absl::StrCat(std::string(64, '0'), " ipv4:192.0.2.", i, ":1"));
    v1::GetEventRequest request;
    request.set_name("events/none");
    v1::Event event;
    const absl::Status status = plenary::testing::CallMethod(
        *server_.channel(), "plenary.v1.EventService/GetEvent", request, event, context);
    if (absl::IsResourceExhausted(status)) ++refused;
  }
  EXPECT_GE(refused, 5);
}

TEST(ProviderSignIn, ABrowserComesBackSignedIn) {
  plenary::testing::OidcProvider provider;
  server::ServerOptions options = Options();
  options.oidc.issuer = provider.issuer();
  options.oidc.audience = "plenary";
  options.oidc_client_id = "plenary-web";
  const RunningServer server("sqlite::memory:", options);
  const int port = PortOf(server);
  const std::string self = absl::StrCat("http://127.0.0.1:", port);
  provider.AllowBrowsers(self + "/session/oidc/callback");
  const auto get = [&](const std::string& target, const std::string& cookies) {
    HttpConnection connection(port);
    connection.Send(absl::StrCat("GET ", target, " HTTP/1.1\r\nHost: 127.0.0.1:", port,
                                 "\r\nSec-Fetch-Site: cross-site\r\nCookie: ", cookies,
                                 "\r\n\r\n"));
    return connection.Receive();
  };
  EXPECT_EQ(get("/session/options", "").body, R"({"password":true,"oidc":{"name":"127.0.0.1"}})");
  EXPECT_EQ(get("/session/oidc/start?return=//evil.example", "").status, 400);

  const HttpAnswer start = get("/session/oidc/start?return=/events%3Fx", "");
  ASSERT_EQ(start.status, 303) << start.body;
  EXPECT_THAT(start.Header("location"), HasSubstr("code_challenge_method=S256"));
  EXPECT_THAT(start.Header("set-cookie"), HasSubstr("SameSite=Lax"));
  const std::string attempt = CookieOf(start, "plenary_sign_in");
  const std::string back = provider.Follow(start.Header("location")).substr(self.size());
  // Another browser, into which somebody put the address.
  EXPECT_EQ(get(back, "").status, 401);

  const HttpAnswer signed_in = get(back, attempt);
  ASSERT_EQ(signed_in.status, 303) << signed_in.body;
  EXPECT_EQ(signed_in.Header("location"), "/events?x");
  std::string cookies;
  for (const auto& [name, value] : signed_in.headers) {
    if (name == "set-cookie") absl::StrAppend(&cookies, value.substr(0, value.find(';')), "; ");
  }
  const HttpAnswer who = Fetch(
      port,
      {"POST", "/plenary.v1.AccessService/WhoAmI", {kJson, kSamePage, "Cookie: " + cookies}, "{}"});
  EXPECT_EQ(who.status, 200) << who.body;
  EXPECT_THAT(who.body, HasSubstr("Anna Example"));
  // A code works once.
  EXPECT_EQ(get(back, attempt).status, 401);

  provider.Stop();
  const HttpAnswer home =
      get("/session/oidc/callback?error=access_denied&state=" +
              attempt.substr(attempt.find('=') + 1, attempt.find('.') - attempt.find('=') - 1),
          attempt);
  EXPECT_EQ(home.status, 303);
  EXPECT_EQ(home.Header("location"), "/");
}

struct BrokenCase {
  std::string label;
  std::string bytes;
  int status;  // 0: the connection just ends
};

TEST_F(GatewayTest, WhatIsNoHttpIsRefusedAndEnds) {
  const std::string host = "Host: localhost\r\n";
  const std::string call = "POST /plenary.v1.EventService/GetEvent HTTP/1.1\r\n" + host +
                           "Content-Type: application/json\r\n";
  const BrokenCase cases[] = {
      {"smuggled by both",
       call + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"two lengths", call + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400},
      {"folded", "GET / HTTP/1.1\r\n" + host + "X: a\r\n b\r\n\r\n", 400},
      {"line feeds alone", "GET / HTTP/1.1\nHost: localhost\n\n", 400},
      {"chunk without a size", call + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n",
       400},
      {"chunk of another size", call + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}{}\r\n0\r\n\r\n",
       400},
      {"huge chunk", call + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}", 400},
      {"oversize head",
       "GET / HTTP/1.1\r\n" + host + "X: " + std::string(20 << 10, 'a') + "\r\n\r\n", 431},
      {"endless line", std::string(40 << 10, 'a'), 431},
      {"next version", "GET / HTTP/3.0\r\n" + host + "\r\n", 505},
      {"tls hello", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 0},
      {"half a head", "GET / HT", 0},
  };
  for (const BrokenCase& row : cases) {
    HttpConnection connection(port_);
    connection.Send(row.bytes);
    connection.EndSending();
    EXPECT_EQ(connection.Receive().status, row.status) << row.label;
    EXPECT_TRUE(connection.IsEnded()) << row.label;
  }
}

TEST_F(GatewayTest, RequestsInARowAreAnsweredInTheirOrder) {
  HttpConnection connection(port_);
  std::string text;
  for (int i = 0; i < 20; ++i) {
    text += HttpRequest{"POST",
                        absl::StrCat("/plenary.v1.EventService/GetEvent"),
                        {kJson, Bearer(server_.admin_secret())},
                        absl::StrCat("{\"name\":\"events/e", i, "\"}")}
                .Text();
  }
  connection.Send(text);
  for (int i = 0; i < 20; ++i) {
    const HttpAnswer answer = connection.Receive();
    EXPECT_EQ(answer.status, 404);
    EXPECT_THAT(answer.body, HasSubstr(absl::StrCat("events/e", i, "\"")));
  }
}

TEST_F(GatewayTest, ASocketThatIsHalfClosedStillGetsItsAnswer) {
  HttpConnection connection(port_);
  connection.Send(HttpRequest{"GET", "/healthz", {}, ""}.Text());
  connection.EndSending();
  EXPECT_EQ(connection.Receive().status, 200);
  EXPECT_TRUE(connection.IsEnded());
}

TEST_F(GatewayTest, AHeadRequestHasTheHeadAlone) {
  HttpConnection connection(port_);
  connection.Send(HttpRequest{"HEAD", "/healthz", {}, ""}.Text());
  const HttpAnswer head = connection.Receive(/*is_head=*/true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.Header("content-length"), "3");
  connection.Send(HttpRequest{"GET", "/healthz", {}, ""}.Text());
  EXPECT_EQ(connection.Receive().body, "ok\n");
}

// Raises the number of open files as far as it goes; how many connections fit, both ends counted.
int MostConnections() {
  rlimit limit = {22'000, 22'000};
  // Where even that is not allowed, as many as are.
  if (setrlimit(RLIMIT_NOFILE, &limit) == 0) return 10'000;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  getrlimit(RLIMIT_NOFILE, &limit);
  return static_cast<int>(std::min<rlim_t>(10'000, (limit.rlim_cur - 200) / 2));
}

TEST_F(GatewayTest, TenThousandIdleConnectionsAreNoBurden) {
  const int count = MostConnections();
  if (count < 10'000) std::cerr << "only " << count << " connections may be open here\n";
  std::vector<std::unique_ptr<HttpConnection>> idle;
  for (int i = 0; i < count; ++i) {
    idle.push_back(std::make_unique<HttpConnection>(port_));
    idle.back()->Send(HttpRequest{"GET", "/healthz", {}, ""}.Text());
    ASSERT_EQ(idle.back()->Receive().status, 200) << i;
  }
  EXPECT_EQ(Call("EventService/GetEvent", R"({"name":"events/none"})").status, 404);
  // And each of them still serves.
  for (int i = 0; i < count; i += 997) {
    idle[i]->Send(HttpRequest{"GET", "/healthz", {}, ""}.Text());
    EXPECT_EQ(idle[i]->Receive().status, 200) << i;
  }
}

class CrowdedGatewayTest : public GatewayTest {
 protected:
  CrowdedGatewayTest() : GatewayTest(Crowded()) {}
  static server::ServerOptions Crowded() {
    server::ServerOptions options = Options();
    options.http_max_connections = 3;
    return options;
  }
};

TEST_F(CrowdedGatewayTest, OneConnectionTooManyIsClosed) {
  std::vector<std::unique_ptr<HttpConnection>> open;
  for (int i = 0; i < 3; ++i) {
    open.push_back(std::make_unique<HttpConnection>(port_));
    open.back()->Send(HttpRequest{"GET", "/healthz", {}, ""}.Text());
    ASSERT_EQ(open.back()->Receive().status, 200);
  }
  HttpConnection late(port_);
  EXPECT_TRUE(late.IsEnded());
  EXPECT_THAT(
      open[0]->Send(HttpRequest{"GET", "/metrics", {}, ""}.Text()) ? open[0]->Receive().body : "",
      HasSubstr("plenary_gateway_connections_refused_total 1\n"));
}

}  // namespace
}  // namespace plenary::gateway
