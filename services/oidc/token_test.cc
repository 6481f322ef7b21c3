#include "services/oidc/token.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"

namespace plenary::oidc {
namespace {

using ::testing::ElementsAre;

constexpr char kHeader[] = R"({"alg":"RS256","kid":"k1"})";
constexpr char kPayload[] =
    R"({"iss":"https://id.example","aud":"plenary","sub":"anna","iat":990,"exp":2000})";

Settings TestSettings() {
  Settings settings;
  settings.issuer = "https://id.example";
  settings.audience = "plenary";
  return settings;
}

std::string Text(const std::string& header, const std::string& payload) {
  return absl::StrCat(absl::WebSafeBase64Escape(header), ".", absl::WebSafeBase64Escape(payload),
                      ".", absl::WebSafeBase64Escape("signature"));
}

std::string CauseOf(const absl::Status& status) {
  if (status.ok()) return "";
  EXPECT_EQ(status.code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(base::ReasonOf(status), v1::ERROR_REASON_TOKEN_NOT_ACCEPTED);
  return base::MetadataOf(status)["cause"];
}

absl::StatusOr<Claims> Read(const std::string& payload, Settings settings = TestSettings(),
                            absl::Time now = absl::FromUnixSeconds(1000)) {
  absl::StatusOr<Token> token = ParseToken(Text(kHeader, payload), settings);
  if (!token.ok()) return token.status();
  return ReadClaims(*token, settings, now);
}

TEST(Token, SaysWithWhatItWasSigned) {
  const auto token = ParseToken(Text(kHeader, kPayload), TestSettings());
  ASSERT_TRUE(token.ok()) << token.status();
  EXPECT_EQ(token->algorithm, "RS256");
  EXPECT_EQ(token->key_id, "k1");
}

TEST(Token, IsRefusedByItsHeader) {
  const struct {
    const char* label;
    const char* header;
    const char* cause;
  } cases[] = {
      {"not signed at all", R"({"alg":"none"})", "algorithm"},
      {"the same in other letters", R"({"alg":"NonE"})", "algorithm"},
      {"signed by a shared secret", R"({"alg":"HS256","kid":"k1"})", "algorithm"},
      {"an algorithm that is not asked for", R"({"alg":"RS512"})", "algorithm"},
      {"no algorithm", R"({"kid":"k1"})", "algorithm"},
      {"an algorithm that is no text", R"({"alg":["RS256"]})", "algorithm"},
      {"two algorithms", R"({"alg":"RS256","alg":"none"})", "malformed"},
      {"an extension that must be understood", R"({"alg":"RS256","crit":["exp"],"exp":1})",
       "malformed"},
      {"another token inside", R"({"alg":"RS256","cty":"JWT"})", "malformed"},
      {"a payload that is not encoded", R"({"alg":"RS256","b64":false})", "malformed"},
      {"encrypted", R"({"alg":"RS256","enc":"A128GCM"})", "malformed"},
      {"compressed", R"({"alg":"RS256","zip":"DEF"})", "malformed"},
      {"a token for signing out", R"({"alg":"RS256","typ":"logout+jwt"})", "malformed"},
      {"a type that is no text", R"({"alg":"RS256","typ":1})", "malformed"},
      {"a key that is no text", R"({"alg":"RS256","kid":1})", "malformed"},
      {"no object", R"(["RS256"])", "malformed"},
      {"no JSON", "RS256", "malformed"},
      {"an access token by its type", R"({"alg":"RS256","typ":"at+JWT"})", ""},
      {"a token by its type", R"({"alg":"RS256","typ":"JWT"})", ""},
  };
  for (const auto& c : cases) {
    const auto token = ParseToken(Text(c.header, kPayload), TestSettings());
    EXPECT_EQ(CauseOf(token.status()), c.cause) << c.label;
  }
}

TEST(Token, IsRefusedWhereItIsDamaged) {
  const std::string good = Text(kHeader, kPayload);
  const size_t first = good.find('.');
  const size_t last = good.rfind('.');
  const std::pair<const char*, std::string> cases[] = {
      {"empty", ""},
      {"no signature", good.substr(0, last)},
      {"an empty signature", good.substr(0, last + 1)},
      {"no payload", good.substr(0, first) + "." + good.substr(last)},
      {"a part too many", good + ".AAAA"},
      {"five parts, as if encrypted", good + ".AAAA.AAAA"},
      {"a blank in it", std::string(good).insert(first + 2, " ")},
      {"padding", good.substr(0, last) + "." + "AA=="},
      {"the other alphabet", good.substr(0, last) + ".+/+/"},
      {"a payload cut short", good.substr(0, last - 4) + good.substr(last)},
      {"a payload that is a list", Text(kHeader, "[1]")},
      {"a payload with a claim twice",
       Text(kHeader, R"({"iss":"https://id.example","sub":"anna","sub":"boris"})")},
      {"a payload that is no UTF-8", Text(kHeader, "{\"iss\":\"\xff\"}")},
      {"larger than any",
       Text(kHeader, absl::StrCat(R"({"iss":")", std::string(17 << 10, 'a'), R"("})"))},
  };
  for (const auto& [label, text] : cases) {
    EXPECT_EQ(CauseOf(ParseToken(text, TestSettings()).status()), "malformed") << label;
  }
}

TEST(Token, IsOfTheIssuerLetterByLetter) {
  for (const char* issuer : {R"("https://id.example/")", R"("https://ID.example")",
                             R"("https://other.example")", R"(["https://id.example"])", "null"}) {
    const std::string payload =
        absl::StrReplaceAll(kPayload, {{R"("https://id.example")", issuer}});
    EXPECT_EQ(CauseOf(ParseToken(Text(kHeader, payload), TestSettings()).status()), "issuer")
        << issuer;
  }
}

TEST(Claims, AreRefusedByWhatTheySay) {
  const struct {
    const char* label;
    const char* claims;  // beside the issuer
    const char* cause;
  } cases[] = {
      {"good", R"("aud":"plenary","sub":"anna","iat":990,"exp":2000)", ""},
      {"one of several audiences", R"("aud":["a","plenary"],"sub":"anna","iat":990,"exp":2000)",
       ""},
      {"another audience", R"("aud":"other","sub":"anna","iat":990,"exp":2000)", "audience"},
      {"part of the audience", R"("aud":"plen","sub":"anna","iat":990,"exp":2000)", "audience"},
      {"other audiences", R"("aud":["a","b"],"sub":"anna","iat":990,"exp":2000)", "audience"},
      {"no audience", R"("sub":"anna","iat":990,"exp":2000)", "audience"},
      {"an audience that is an object", R"("aud":{"plenary":1},"sub":"anna","iat":990,"exp":2000)",
       "audience"},
      {"expired", R"("aud":"plenary","sub":"anna","iat":990,"exp":940)", "expired"},
      {"expired inside the leeway", R"("aud":"plenary","sub":"anna","iat":990,"exp":941)", ""},
      {"expired long ago", R"("aud":"plenary","sub":"anna","iat":990,"exp":-1e11)", "expired"},
      {"no expiry", R"("aud":"plenary","sub":"anna")", "malformed"},
      {"an expiry that is a text", R"("aud":"plenary","sub":"anna","iat":990,"exp":"2000")",
       "malformed"},
      {"an expiry beyond all time", R"("aud":"plenary","sub":"anna","iat":990,"exp":1e300)",
       "malformed"},
      {"not yet valid", R"("aud":"plenary","sub":"anna","iat":990,"exp":2000,"nbf":1061)",
       "not_yet_valid"},
      {"valid inside the leeway", R"("aud":"plenary","sub":"anna","iat":990,"exp":2000,"nbf":1060)",
       ""},
      {"made in time to come", R"("iat":1061,"aud":"plenary","sub":"anna","exp":2000)",
       "not_yet_valid"},
      {"made at no time", R"("aud":"plenary","sub":"anna","exp":2000)", "malformed"},
      {"no subject", R"("aud":"plenary","iat":990,"exp":2000)", "subject"},
      {"an empty subject", R"("aud":"plenary","sub":"","iat":990,"exp":2000)", "subject"},
      {"a subject that is a number", R"("aud":"plenary","sub":7,"iat":990,"exp":2000)", "subject"},
      {"a subject with a line break", R"("aud":"plenary","sub":"a\nb","iat":990,"exp":2000)",
       "subject"},
  };
  for (const auto& c : cases) {
    const auto claims = Read(absl::StrCat(R"({"iss":"https://id.example",)", c.claims, "}"));
    EXPECT_EQ(CauseOf(claims.status()), c.cause) << c.label;
  }
}

TEST(Claims, ALargerLeewayTakesAClockThatIsFurtherOff) {
  Settings settings = TestSettings();
  const absl::Time late = absl::FromUnixSeconds(2000) + absl::Minutes(2);
  EXPECT_EQ(CauseOf(Read(kPayload, settings, late).status()), "expired");
  settings.leeway = absl::Minutes(3);
  const auto claims = Read(kPayload, settings, late);
  ASSERT_TRUE(claims.ok()) << claims.status();
  EXPECT_EQ(claims->expire, absl::FromUnixSeconds(2000) + absl::Minutes(3));
}

TEST(Claims, SayWhoItIs) {
  const auto claims = Read(R"({"iss":"https://id.example","aud":"plenary","sub":"anna","exp":2000,)"
                           R"("iat":990,"name":"Anna Example","preferred_username":"anna",)"
                           R"("groups":["staff",7,"admins"]})");
  ASSERT_TRUE(claims.ok()) << claims.status();
  EXPECT_EQ(claims->issuer, "https://id.example");
  EXPECT_EQ(claims->subject, "anna");
  EXPECT_EQ(claims->display_name, "Anna Example");
  EXPECT_THAT(claims->roles, ElementsAre("admins", "staff"));
  EXPECT_EQ(claims->issued_at, absl::FromUnixSeconds(990));
}

TEST(Claims, ALongNameIsCutBetweenCharacters) {
  std::string name = "a";
  for (int i = 0; i < 200; ++i) name += "я";
  const auto claims = Read(
      absl::StrCat(R"({"iss":"https://id.example","aud":"plenary",)",
                   R"("sub":"anna","iat":990,"exp":2000,"preferred_username":")", name, R"("})"));
  ASSERT_TRUE(claims.ok()) << claims.status();
  EXPECT_EQ(claims->display_name, name.substr(0, 255));
}

TEST(Claims, RolesLieWhereTheOperatorSays) {
  const struct {
    const char* label;
    const char* path;
    const char* claim;
    std::vector<std::string> roles;
  } cases[] = {
      {"a list", "groups", R"("groups":["a"])", {"a"}},
      {"one value", "groups", R"("groups":"a")", {"a"}},
      {"none", "groups", R"("other":["a"])", {}},
      {"a path", "realm_access.roles", R"("realm_access":{"roles":["a"]})", {"a"}},
      {"a path that ends early", "realm_access.roles", R"("realm_access":["a"])", {}},
      {"a name with dots in it",
       "https://example.com/roles",
       R"("https://example.com/roles":["a"])",
       {"a"}},
      {"something else", "groups", R"("groups":{"a":true})", {}},
  };
  for (const auto& c : cases) {
    Settings settings = TestSettings();
    settings.roles_claim = c.path;
    const auto claims = Read(
        absl::StrCat(
            R"({"iss":"https://id.example","aud":"plenary","sub":"anna","iat":990,"exp":2000,)",
            c.claim, "}"),
        settings);
    ASSERT_TRUE(claims.ok()) << c.label << claims.status();
    EXPECT_EQ(claims->roles, c.roles) << c.label;
  }
}

TEST(Settings, AreRefusedByWhatIsWrong) {
  const auto is_good = [](Settings settings) { return CheckSettings(settings).ok(); };
  EXPECT_TRUE(is_good(TestSettings()));
  for (const char* issuer :
       {"http://localhost:3000", "http://127.0.0.1:3000/realms/a", "http://[::1]:3000"}) {
    Settings settings = TestSettings();
    settings.issuer = issuer;
    EXPECT_TRUE(is_good(settings)) << issuer;
  }
  for (const char* issuer :
       {"", "id.example", "http://id.example", "http://localhost.example",
        "http://127.0.0.1.example", "http://localhost@id.example", "https://id.example/?a=b",
        "https://", "file:///etc/passwd", "ftp://id.example", "https://id.example#a"}) {
    Settings settings = TestSettings();
    settings.issuer = issuer;
    EXPECT_FALSE(is_good(settings)) << issuer;
  }
  for (const char* algorithm : {"none", "HS256", "EdDSA", "rs256", ""}) {
    Settings settings = TestSettings();
    settings.algorithms = {"RS256", algorithm};
    EXPECT_FALSE(is_good(settings)) << algorithm;
  }
  Settings settings = TestSettings();
  settings.algorithms.clear();
  EXPECT_FALSE(is_good(settings));
  settings = TestSettings();
  settings.audience = "";
  EXPECT_FALSE(is_good(settings));
  settings = TestSettings();
  settings.leeway = absl::Minutes(11);
  EXPECT_FALSE(is_good(settings));
  settings.leeway = -absl::Seconds(1);
  EXPECT_FALSE(is_good(settings));
}

}  // namespace
}  // namespace plenary::oidc
