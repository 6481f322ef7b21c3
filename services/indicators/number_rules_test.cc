#include "services/indicators/number_rules.h"

#include <string>

#include "gtest/gtest.h"

namespace plenary::indicators {
namespace {

std::string TextOf(const absl::optional<Decimal>& number) {
  return number.has_value() ? number->Text() : "none";
}

TEST(NumberRulesTest, ANumberIsReadWithACommaAndWithAPointAsFarAsItCanBe) {
  const struct {
    const char* text;
    const char* with_comma;
    const char* with_point;
  } cases[] = {
      {"1234", "1234", "1234"},
      {"1234,5", "1234.5", "none"},
      {"1234.5", "none", "1234.5"},
      {"1 234,56", "1234.56", "none"},
      {"1\xC2\xA0"
       "234,56",
       "1234.56", "none"},
      {"1\xE2\x80\xAF"
       "234\xE2\x80\xAF"
       "567",
       "1234567", "1234567"},
      {"1'234'567.89", "none", "1234567.89"},
      {"1’234,5", "1234.5", "none"},
      {"1.234.567,89", "1234567.89", "none"},
      {"1,234,567.89", "none", "1234567.89"},
      {"1.234.567", "1234567", "none"},
      {"1,234", "1.234", "1234"},
      {"1.234", "1234", "1.234"},
      {"1234,567", "1234.567", "none"},
      {"0,5", "0.5", "none"},
      {"−12,5", "-12.5", "none"},
      {"– 7", "-7", "-7"},
      {"１２３", "123", "123"},
      {"", "none", "none"},
      {"12 34", "none", "none"},
      {"1 234.567 8", "none", "none"},
      {"1 234'567", "none", "none"},
      {"12%", "none", "none"},
      {"12 млн", "none", "none"},
      {"(12)", "none", "none"},
      {"1,2,3", "none", "none"},
      {",5", "none", "none"},
      {"5,", "none", "none"},
      {"1e6", "none", "none"},
      {"1,2345678", "none", "none"},
  };
  for (const auto& each : cases) {
    const WrittenNumber read = ReadNumber(each.text);
    EXPECT_EQ(TextOf(read.with_comma), each.with_comma) << each.text;
    EXPECT_EQ(TextOf(read.with_point), each.with_point) << each.text;
  }
}

TEST(NumberRulesTest, WhatMayBeReadInTwoWaysIsReadOnlyWhereTheMarkIsKnown) {
  const WrittenNumber both = ReadNumber("1,234");
  EXPECT_EQ(both.Tells(), DecimalMark::kUnknown);
  EXPECT_EQ(TextOf(both.With(DecimalMark::kUnknown)), "none");
  EXPECT_EQ(TextOf(both.With(DecimalMark::kComma)), "1.234");
  EXPECT_EQ(TextOf(both.With(DecimalMark::kPoint)), "1234");
  const WrittenNumber comma = ReadNumber("1 234,5");
  EXPECT_EQ(comma.Tells(), DecimalMark::kComma);
  EXPECT_EQ(TextOf(comma.With(DecimalMark::kUnknown)), "1234.5");
  EXPECT_EQ(TextOf(comma.With(DecimalMark::kPoint)), "none");
  EXPECT_EQ(TextOf(ReadNumber("17").With(DecimalMark::kUnknown)), "17");
}

TEST(NumberRulesTest, ACellMaySayThatThereIsNoNumber) {
  for (const char* text : {"", " ", "-", "–", "…", "...", "x", "Х", "н/д", "N/A", "нет данных"}) {
    EXPECT_TRUE(SaysNoNumber(text)) << text;
  }
  for (const char* text : {"0", "-1", "xx"}) EXPECT_FALSE(SaysNoNumber(text)) << text;
}

}  // namespace
}  // namespace plenary::indicators
