#include "services/gateway/cookie_rules.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"

namespace plenary::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

TEST(CookieRules, ACookieIsFoundAmongOthers) {
  const std::string header = "a=1; plenary_session=pln_s; b=\"2\"";
  EXPECT_EQ(CookieValue(header, "plenary_session"), "pln_s");
  EXPECT_EQ(CookieValue(header, "a"), "1");
  EXPECT_EQ(CookieValue(header, "session"), "");
  // Somebody planted another one.
  EXPECT_EQ(CookieValue("s=1; s=2", "s"), "");
}

TEST(CookieRules, ASessionIsOutOfReachOfScriptsAndOtherSites) {
  const auto cookies = SetSession("pln_s", absl::Hours(12), /*is_encrypted=*/true);
  ASSERT_TRUE(cookies.ok());
  EXPECT_EQ(
      cookies->front(),
      "__Host-plenary_session=pln_s; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure");
  const auto plain = SetSession("pln_s", absl::Hours(12), /*is_encrypted=*/false);
  EXPECT_THAT(plain->front(), StartsWith("plenary_session=pln_s;"));
  EXPECT_THAT(plain->front(), Not(HasSubstr("Secure")));
}

TEST(CookieRules, ALongTokenLiesInSeveralCookies) {
  const std::string token = std::string(3'500, 'a') + std::string(3'500, 'b') + "c";
  const auto cookies = SetSession(token, absl::Hours(1), false);
  ASSERT_TRUE(cookies.ok());
  ASSERT_THAT(*cookies, SizeIs(3));
  std::string header;
  for (const std::string& cookie : *cookies) header += cookie.substr(0, cookie.find(';')) + "; ";
  EXPECT_EQ(SessionIn(header, false), token);
  EXPECT_EQ(SessionIn(header, true), "");
  EXPECT_TRUE(absl::IsResourceExhausted(
      SetSession(std::string(10'501, 'a'), absl::Hours(1), false).status()));
}

TEST(CookieRules, SigningOutClearsWhatEverSessionLeaves) {
  const auto cookies = SetSession("", absl::ZeroDuration(), false);
  ASSERT_TRUE(cookies.ok());
  for (const std::string& cookie : *cookies) EXPECT_THAT(cookie, HasSubstr("=; Path=/; Max-Age=0"));
}

struct OriginCase {
  std::string label;
  Headers headers;
  bool is_encrypted;
  bool is_ours;
};

void PrintTo(const OriginCase& row, std::ostream* out) { *out << row.label; }

class SameOriginTest : public ::testing::TestWithParam<OriginCase> {};

INSTANTIATE_TEST_SUITE_P(
    Origins, SameOriginTest,
    ::testing::Values(
        OriginCase{"SamePage", {{"sec-fetch-site", "same-origin"}}, false, true},
        OriginCase{"TypedIn", {{"sec-fetch-site", "none"}}, false, true},
        OriginCase{"OtherSite", {{"sec-fetch-site", "cross-site"}}, false, false},
        OriginCase{"NeighbouringHost", {{"sec-fetch-site", "same-site"}}, false, false},
        OriginCase{"WhatTheBrowserSaysBeatsOrigin",
                   {{"sec-fetch-site", "cross-site"},
                    {"origin", "http://localhost:7788"},
                    {"host", "localhost:7788"}},
                   false,
                   false},
        OriginCase{"OldBrowserSamePage",
                   {{"origin", "http://localhost:7788"}, {"host", "localhost:7788"}},
                   false,
                   true},
        OriginCase{"OldBrowserOtherPort",
                   {{"origin", "http://localhost:9999"}, {"host", "localhost:7788"}},
                   false,
                   false},
        OriginCase{"OldBrowserOtherSite",
                   {{"origin", "https://evil.example"}, {"host", "localhost:7788"}},
                   false,
                   false},
        OriginCase{"Nowhere", {{"origin", "null"}, {"host", "localhost:7788"}}, false, false},
        OriginCase{"BehindAProxy",
                   {{"origin", "https://plenary.example"}, {"host", "127.0.0.1:7788"}},
                   false,
                   true},
        OriginCase{"PlainPageOfAnEncryptedServer",
                   {{"origin", "http://localhost:7788"}, {"host", "localhost:7788"}},
                   true,
                   false},
        OriginCase{"NothingSaysAnything", {{"host", "localhost:7788"}}, false, false}),
    [](const auto& row) { return row.param.label; });

TEST_P(SameOriginTest, IsProvedByTheBrowser) {
  const OriginCase& row = GetParam();
  const absl::Status status = CheckSameOrigin(row.headers, row.is_encrypted,
                                              "https://plenary.example/", /*needs_proof=*/true);
  EXPECT_EQ(status.ok(), row.is_ours);
  EXPECT_EQ(absl::IsPermissionDenied(status), !row.is_ours);
}

TEST(CookieRules, PagesToReturnToAreOurs) {
  for (const char* ours : {"/", "/events/x?y=1#z"}) EXPECT_TRUE(IsOwnPath(ours)) << ours;
  for (const char* other : {"", "x", "//evil.example", "/\\evil.example", "https://evil.example",
                            "/a\r\nSet-Cookie: x", "/ x"}) {
    EXPECT_FALSE(IsOwnPath(other)) << other;
  }
}

TEST(CookieRules, AProxyThatEncryptsIsBelievedOnItsOwnHost) {
  EXPECT_TRUE(BrowserSeesEncryption(false, "plenary.example", "https://plenary.example"));
  EXPECT_FALSE(BrowserSeesEncryption(false, "localhost:7788", "https://plenary.example"));
  EXPECT_FALSE(BrowserSeesEncryption(false, "plenary.example", "http://plenary.example"));
  EXPECT_TRUE(BrowserSeesEncryption(true, "localhost:7788", ""));
}

}  // namespace
}  // namespace plenary::gateway
