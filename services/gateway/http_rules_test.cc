#include "services/gateway/http_rules.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace plenary::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::StartsWith;

struct HeadCase {
  std::string label;
  std::string head;
  int status;  // 0: it is taken
};

void PrintTo(const HeadCase& row, std::ostream* out) { *out << row.label; }

class RawHeadTest : public ::testing::TestWithParam<HeadCase> {};

const std::string kHost = "Host: localhost\r\n";

INSTANTIATE_TEST_SUITE_P(
    Heads, RawHeadTest,
    ::testing::Values(
        HeadCase{"Plain", "GET / HTTP/1.1\r\n" + kHost + "\r\n", 0},
        HeadCase{"WithLength", "POST /x HTTP/1.1\r\n" + kHost + "Content-Length: 5\r\n\r\n", 0},
        HeadCase{"Chunked", "POST /x HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n",
                 0},
        HeadCase{"OldWithoutHost", "GET / HTTP/1.0\r\n\r\n", 0},
        HeadCase{"SeveralOfWhatMayBeSeveral",
                 "GET / HTTP/1.1\r\n" + kHost + "Accept: a\r\nAccept: b\r\n\r\n", 0},
        HeadCase{"NoHost", "GET / HTTP/1.1\r\n\r\n", 400},
        HeadCase{"TwoHosts", "GET / HTTP/1.1\r\n" + kHost + "Host: other\r\n\r\n", 400},
        HeadCase{"LengthAndChunked",
                 "POST / HTTP/1.1\r\n" + kHost +
                     "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                 400},
        HeadCase{"TwoLengths",
                 "POST / HTTP/1.1\r\n" + kHost + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
                 400},
        HeadCase{"TwoEqualLengths",
                 "POST / HTTP/1.1\r\n" + kHost + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n",
                 400},
        HeadCase{"ListOfLengths", "POST / HTTP/1.1\r\n" + kHost + "Content-Length: 5, 5\r\n\r\n",
                 400},
        HeadCase{"SignedLength", "POST / HTTP/1.1\r\n" + kHost + "Content-Length: +5\r\n\r\n", 400},
        HeadCase{"HexLength", "POST / HTTP/1.1\r\n" + kHost + "Content-Length: 0x5\r\n\r\n", 400},
        HeadCase{"HugeLength",
                 "POST / HTTP/1.1\r\n" + kHost + "Content-Length: 99999999999999999999\r\n\r\n",
                 400},
        HeadCase{"EmptyLength", "POST / HTTP/1.1\r\n" + kHost + "Content-Length:\r\n\r\n", 400},
        HeadCase{"OtherCoding",
                 "POST / HTTP/1.1\r\n" + kHost + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501},
        HeadCase{"DisguisedCoding",
                 "POST / HTTP/1.1\r\n" + kHost +
                     "Transfer-Encoding: \x0b"
                     "chunked\r\n\r\n",
                 400},
        HeadCase{"OldChunked", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        HeadCase{"Folded", "GET / HTTP/1.1\r\n" + kHost + "X: a\r\n b\r\n\r\n", 400},
        HeadCase{"FoldedByTab", "GET / HTTP/1.1\r\n" + kHost + "X: a\r\n\tb\r\n\r\n", 400},
        HeadCase{"SpaceBeforeColon", "POST / HTTP/1.1\r\n" + kHost + "Content-Length : 5\r\n\r\n",
                 400},
        HeadCase{"NoColon", "GET / HTTP/1.1\r\n" + kHost + "X\r\n\r\n", 400},
        HeadCase{"NoName", "GET / HTTP/1.1\r\n" + kHost + ": x\r\n\r\n", 400},
        HeadCase{"BareLineFeed", "GET / HTTP/1.1\r\n" + kHost + "X: a\nY: b\r\n\r\n", 400},
        HeadCase{"BareCarriageReturn", "GET / HTTP/1.1\r\n" + kHost + "X: a\rY: b\r\n\r\n", 400},
        HeadCase{"Nul", std::string("GET / HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n", 42),
                 400},
        HeadCase{"TwoSpaces", "GET  / HTTP/1.1\r\n" + kHost + "\r\n", 400},
        HeadCase{"SpaceInTarget", "GET /a b HTTP/1.1\r\n" + kHost + "\r\n", 400},
        HeadCase{"WholeAddress", "GET http://other/ HTTP/1.1\r\n" + kHost + "\r\n", 400},
        HeadCase{"NotHttp", "HELO there you\r\n\r\n", 400},
        HeadCase{"NextHttp", "GET / HTTP/2.0\r\n" + kHost + "\r\n", 505},
        HeadCase{"TwoAuthorizations",
                 "GET / HTTP/1.1\r\n" + kHost + "Authorization: a\r\nauthorization: b\r\n\r\n",
                 400}),
    [](const auto& row) { return row.param.label; });

TEST_P(RawHeadTest, IsTakenWhereItMeansOneThing) {
  const auto refusal = CheckRawHead(GetParam().head);
  EXPECT_EQ(refusal.has_value() ? refusal->status : 0, GetParam().status);
}

TEST(HttpRules, AServerAnswersToItsNamesAndToAddresses) {
  const struct {
    std::string host;
    bool answers;
  } cases[] = {{"localhost:7788", true},
               {"127.0.0.1:7788", true},
               {"[::1]:7788", true},
               {"[::1]", true},
               {"192.0.2.7", true},
               {"plenary.example", true},
               {"PLENARY.EXAMPLE:443", true},
               {"gateway.internal", true},
               {"evil.example", false},
               {"plenary.example.evil.example", false},
               {"localhost.evil.example", false},
               {"", false},
               {"127.0.0.1.evil.example", false}};
  for (const auto& row : cases) {
    EXPECT_EQ(AnswersTo(row.host, "gateway.internal", "https://plenary.example/x"), row.answers)
        << row.host;
  }
}

TEST(HttpRules, FilesAreNamedInAnyScript) {
  EXPECT_EQ(AttachmentNamed("Список.xlsx"),
            "attachment; filename=\".xlsx\"; "
            "filename*=UTF-8''%D0%A1%D0%BF%D0%B8%D1%81%D0%BE%D0%BA.xlsx");
  EXPECT_EQ(AttachmentNamed("a\"b;c\r\n.pdf"),
            "attachment; filename=\"a_b_c__.pdf\"; filename*=UTF-8''a%22b%3Bc%0D%0A.pdf");
}

TEST(HttpRules, CompressionIsForWhoTakesIt) {
  EXPECT_TRUE(AcceptsCoding("gzip, deflate, br", "br"));
  EXPECT_TRUE(AcceptsCoding("GZIP;q=0.5", "gzip"));
  EXPECT_TRUE(AcceptsCoding("*", "gzip"));
  EXPECT_FALSE(AcceptsCoding("gzip;q=0, *", "gzip"));
  EXPECT_FALSE(AcceptsCoding("identity", "gzip"));
  EXPECT_FALSE(AcceptsCoding("", "gzip"));
}

TEST(HttpRules, TagsAreComparedWeakly) {
  EXPECT_TRUE(NamesTag("\"a\", W/\"b\"", "\"b\""));
  EXPECT_TRUE(NamesTag("*", "\"b\""));
  EXPECT_FALSE(NamesTag("\"a\"", "\"b\""));
  EXPECT_FALSE(NamesTag("", "\"b\""));
}

TEST(HttpRules, QueriesAreTakenApart) {
  const auto query = ParseQuery("a=1&b=x%20y+z&c&=d");
  ASSERT_TRUE(query.has_value());
  EXPECT_THAT(*query, ::testing::ElementsAre(Pair("a", "1"), Pair("b", "x y z"), Pair("c", ""),
                                             Pair("", "d")));
  EXPECT_FALSE(ParseQuery("a=%2").has_value());
  EXPECT_FALSE(ParseQuery("a=%zz").has_value());
}

TEST(HttpRules, EveryAnswerIsGuarded) {
  EXPECT_THAT(std::string(ValueOf(SecurityHeaders(false), "Content-Security-Policy")),
              StartsWith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
  EXPECT_EQ(ValueOf(SecurityHeaders(false), "Strict-Transport-Security"), "");
  EXPECT_THAT(std::string(ValueOf(SecurityHeaders(true), "Strict-Transport-Security")),
              HasSubstr("max-age="));
}

}  // namespace
}  // namespace plenary::gateway
