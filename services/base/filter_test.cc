#include "services/base/filter.h"

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plenary/v1/events.pb.h"
#include "services/base/errors.h"

namespace plenary::base {
namespace {

using ::testing::HasSubstr;
using Type = FilterField::Type;

const std::vector<FilterField>& Fields() {
  static const auto& fields = *new std::vector<FilterField>{
      {"host", Type::kText, "host_name"},
      {"rank", Type::kInt, "rank"},
      {"open", Type::kBool, "open"},
      {"start_time", Type::kTime, "start_us"},
      {"venue.state", Type::kEnum, "state", v1::Event::State_descriptor()},
      {"answers.shirt-size", Type::kText, "answer", nullptr,
       "name IN (SELECT who FROM answers WHERE field =", "shirt-size"},
  };
  return fields;
}

std::string Shown(const SqlValue& value) {
  if (const int64_t* number = absl::get_if<int64_t>(&value)) return absl::StrCat(*number);
  return absl::StrCat("'", absl::get<std::string>(value), "'");
}

// The condition with its parameters behind it: "(rank = $3) | 7".
std::string Compiled(absl::string_view filter) {
  const absl::StatusOr<Condition> condition = CompileFilter(filter, Fields(), 3);
  if (!condition.ok()) return std::string(condition.status().message());
  std::string shown = condition->sql;
  for (const SqlValue& value : condition->params) absl::StrAppend(&shown, " | ", Shown(value));
  return shown;
}

TEST(Filter, FilterBecomesACondition) {
  const struct {
    const char* label;
    const char* filter;
    const char* condition;
  } kCases[] = {
      {"nothing", "", ""},
      {"spaces", " \t\n ", ""},
      {"a text", "host = Kursk", "(host_name = $3) | 'Kursk'"},
      {"no spaces", "host=Kursk", "(host_name = $3) | 'Kursk'"},
      {"a quoted text", R"(host != "a \"b\" \\ c")", R"((host_name <> $3) | 'a "b" \ c')"},
      {"single quotes", "host = 'it\\'s'", "(host_name = $3) | 'it's'"},
      {"SQL in a text", R"(host = "'; DROP TABLE events; --")",
       "(host_name = $3) | ''; DROP TABLE events; --'"},
      {"a word like an operator", "host = \"AND\"", "(host_name = $3) | 'AND'"},
      {"a beginning", "host:Ku", "((host_name >= $3 AND host_name < $4)) | 'Ku' | 'Kv'"},
      {"a Cyrillic beginning", "host:\"Кя\"",
       "((host_name >= $3 AND host_name < $4)) | 'Кя' | 'Кѐ'"},
      {"a beginning before the surrogates", "host:\"\uD7FF\"",
       "((host_name >= $3 AND host_name < $4)) | '\uD7FF' | '\uE000'"},
      {"a beginning with the last character", "host:\"a\U0010FFFF\"",
       "((host_name >= $3 AND host_name < $4)) | 'a\U0010FFFF' | 'b'"},
      {"any beginning", "host:\"\"", "(host_name >= $3) | ''"},
      {"has any", "host:*", "(host_name <> $3) | ''"},
      {"a beginning with a star", "host:\"*\"",
       "((host_name >= $3 AND host_name < $4)) | '*' | '+'"},
      {"a number", "rank >= -7", "(rank >= $3) | -7"},
      {"a truth", "open = true", "(open = $3) | 1"},
      {"a bare time", "start_time < 1970-01-01T03:00:01+03:00", "(start_us < $3) | 1000000"},
      {"a quoted time", "start_time > \"1970-01-01T00:00:00.000002Z\"", "(start_us > $3) | 2"},
      {"an enum value", "venue.state = PUBLISHED", "(state = $3) | 2"},
      {"an enum number", "venue.state != 2", "(state <> $3) | 2"},
      {"what is kept beside", "answers.shirt-size = l",
       "(name IN (SELECT who FROM answers WHERE field = $3 AND answer = $4)) | 'shirt-size' | 'l'"},
      {"a beginning of what is kept beside", "-answers.shirt-size:x",
       "(NOT (name IN (SELECT who FROM answers WHERE field = $3 AND answer >= $4) AND "
       "name IN (SELECT who FROM answers WHERE field = $5 AND answer < $6))) | 'shirt-size' | 'x' "
       "| 'shirt-size' | 'y'"},
      {"AND", "rank = 1 AND rank = 2", "(rank = $3) AND (rank = $4) | 1 | 2"},
      {"side by side", "rank=1 rank=2", "(rank = $3) AND (rank = $4) | 1 | 2"},
      {"OR before AND", "rank = 1 AND rank = 2 OR rank = 3",
       "(rank = $3) AND (rank = $4 OR rank = $5) | 1 | 2 | 3"},
      {"parentheses", "(rank = 1 AND rank = 2) OR rank = 3",
       "(((rank = $3) AND (rank = $4)) OR rank = $5) | 1 | 2 | 3"},
      {"NOT", "NOT rank = 1 OR -open = true", "(NOT rank = $3 OR NOT open = $4) | 1 | 1"},
      {"NOT of parentheses", "NOT (rank = 1)", "(NOT ((rank = $3))) | 1"},
  };
  for (const auto& c : kCases) EXPECT_EQ(Compiled(c.filter), c.condition) << c.label;
}

std::string Repeated(absl::string_view text, int times) {
  std::string repeated;
  for (int i = 0; i < times; ++i) absl::StrAppend(&repeated, text);
  return repeated;
}

TEST(Filter, FilterThatCannotBeReadIsRefusedWithItsPlace) {
  const struct {
    const char* label;
    std::string filter;
    int position;
    const char* words;
  } kCases[] = {
      {"an unknown field", "rank = 1 AND rnk = 2", 14, "there is no field rnk"},
      {"another case", "RANK = 1", 1, "there is no field RANK"},
      {"no field", "= 1", 1, "a field must stand here"},
      {"no operator", "rank 1", 6, "must follow"},
      {"no value", "rank =", 7, "a value must stand here"},
      {"two operators", "host == a", 7, "a value must stand here"},
      {"nothing behind AND", "rank = 1 AND", 13, "a field must stand here"},
      {"nothing behind OR", "rank = 1 OR ", 13, "a field must stand here"},
      {"nothing behind NOT", "NOT", 4, "a field must stand here"},
      {"empty parentheses", "()", 2, "a field must stand here"},
      {"never closed", "(rank = 1", 1, "never closed"},
      {"closed too often", "rank = 1)", 9, "closes nothing"},
      {"an open quotation", "host = \"abc", 8, "never closed"},
      {"an unknown escape", "host = \"\\x\"", 10, "must follow"},
      {"an escape at the end", "host = \"\\", 9, "must follow"},
      {"a text for a number", "rank = many", 8, "whole number"},
      {"too great a number", "rank = 9223372036854775808", 8, "whole number"},
      {"a fraction", "rank = 1.5", 8, "whole number"},
      {"a number for a truth", "open = 1", 8, "true or false"},
      {"a truth in order", "open > true", 1, "= or !="},
      {"a date for a time", "start_time > 2023-10-03", 14, "RFC 3339"},
      {"an endless time", "start_time > infinite-future", 14, "RFC 3339"},
      {"an unknown enum value", "venue.state = OPEN", 15, "DRAFT, PUBLISHED"},
      {"an unknown enum number", "venue.state = 99", 15, "DRAFT, PUBLISHED"},
      {"an enum in order", "venue.state < DRAFT", 1, "= or !="},
      {"a beginning of a number", "rank:1", 1, "= != <"},
      {"a comma", "host = a, rank = 1", 9, "a field must stand here"},
      {"deep nesting", absl::StrCat(Repeated("(", 17), "rank = 1", Repeated(")", 17)), 17,
       "nested deeper"},
      {"bottomless nesting", Repeated("(", 2000), 17, "nested deeper"},
      {"too many comparisons", Repeated("rank=1 ", 101), 701, "more than 100"},
      {"too long", Repeated(" ", 2001), 2001, "2001 bytes long"},
      {"not UTF-8", "host = \xff", 1, "UTF-8"},
      {"the zero character", std::string("host = a\0b", 10), 1, "zero character"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.label);
    const absl::Status status = CompileFilter(c.filter, Fields(), 1).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_INVALID_FILTER);
    EXPECT_EQ(MetadataOf(status)["allowedFields"],
              "host, rank, open, start_time, venue.state, answers.shirt-size");
    EXPECT_EQ(MetadataOf(status)["position"], absl::StrCat(c.position)) << status.message();
    EXPECT_THAT(std::string(status.message()), HasSubstr(c.words));
  }
}

TEST(Filter, SixteenNestedParenthesesAndAHundredComparisonsAreRead) {
  const std::string deep = absl::StrCat(Repeated("(", 16), "rank = 1", Repeated(")", 16));
  EXPECT_TRUE(CompileFilter(deep, Fields(), 1).ok());
  EXPECT_TRUE(CompileFilter(Repeated("rank=1 ", 100), Fields(), 1).ok());
  EXPECT_TRUE(CompileFilter(Repeated("(rank=1)", 100), Fields(), 1).ok());
}

TEST(Filter, AnyBytesAreReadOrRefused) {
  std::mt19937 random(20231003);
  const std::vector<std::string> kPieces = {"host",
                                            "rank",
                                            "venue.state",
                                            "start_time",
                                            "open",
                                            " ",
                                            "(",
                                            ")",
                                            "=",
                                            "!=",
                                            "<",
                                            ">=",
                                            ":",
                                            "*",
                                            "\"",
                                            "'",
                                            "\\",
                                            "-",
                                            "OR",
                                            "AND",
                                            "NOT",
                                            "DRAFT",
                                            "true",
                                            "7",
                                            "\u0416\uFFFD",
                                            ",",
                                            ".",
                                            "\xf0",
                                            "1970-01-01T00:00:00Z"};
  int read = 0;
  for (int i = 0; i < 50'000; ++i) {
    std::string filter;
    for (size_t pieces = random() % 24; pieces > 0; --pieces) {
      if (random() % 50 == 0) {
        filter.push_back(static_cast<char>(random()));
      } else {
        filter += kPieces[random() % kPieces.size()];
      }
    }
    const absl::StatusOr<Condition> condition = CompileFilter(filter, Fields(), 1);
    if (condition.ok()) {
      ++read;
    } else {
      ASSERT_EQ(ReasonOf(condition.status()), v1::ERROR_REASON_INVALID_FILTER) << filter;
    }
  }
  EXPECT_GT(read, 0);
}

}  // namespace
}  // namespace plenary::base
