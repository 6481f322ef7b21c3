#include "services/indicators/decimal_rules.h"

#include <string>

#include "gtest/gtest.h"

namespace plenary::indicators {
namespace {

// What a text is read as, written again; "none" where it is no number.
std::string ReadAgain(const std::string& text) {
  const absl::optional<Decimal> read = Decimal::Read(text);
  return read.has_value() ? read->Text() : "none";
}
Decimal D(const std::string& text) { return *Decimal::Read(text); }

TEST(DecimalRulesTest, ANumberIsKeptAsItWasGivenButForZerosInFront) {
  const struct {
    const char* text;
    const char* read;
  } cases[] = {
      {"0", "0"},
      {"-0.00", "0.00"},
      {"007.50", "7.50"},
      {"-1234.5", "-1234.5"},
      {"0.000001", "0.000001"},
      {"-0.05", "-0.05"},
      {"999999999999999999", "999999999999999999"},
      {"0000000000000000000000001", "1"},
      {"123456789012.345678", "123456789012.345678"},
  };
  for (const auto& each : cases) EXPECT_EQ(ReadAgain(each.text), each.read) << each.text;
}

TEST(DecimalRulesTest, WhatIsNotDigitsWithOnePointIsNoNumber) {
  for (const char* text : {"", "-", ".", "1.", ".5", "1,5", "1 000", "+1", "1e3", "--1", "1.2.3",
                           "0x10", "1000000000000000000", "0.0000001", "١"}) {
    EXPECT_EQ(ReadAgain(text), "none") << text;
  }
}

TEST(DecimalRulesTest, NumbersAreEqualWhateverDecimalsAreWritten) {
  EXPECT_TRUE(D("3.2") == D("3.20"));
  EXPECT_TRUE(D("-0") == D("0.000"));
  EXPECT_FALSE(D("3.2") == D("3.21"));
  EXPECT_TRUE(D("-1") < D("0.5"));
  EXPECT_FALSE(D("10") < D("9.99"));
}

TEST(DecimalRulesTest, ASumIsExact) {
  EXPECT_EQ((D("0.1") + D("0.2")).Text(), "0.3");
  EXPECT_EQ((D("1") + D("-0.25")).Text(), "0.75");
  Decimal sum;
  for (int i = 0; i < 10; ++i) sum = sum + D("999999999999.999999");
  EXPECT_EQ(sum.Text(), "9999999999999.999990");
}

TEST(DecimalRulesTest, PercentagesHaveOneDecimalAndRoundHalvesAwayFromZero) {
  const struct {
    const char* number;
    const char* base;
    const char* percent;
    const char* more;
  } cases[] = {
      {"120", "100", "120.0", "20.0"},
      {"80", "100", "80.0", "-20.0"},
      {"1", "3", "33.3", "-66.7"},
      {"2", "3", "66.7", "-33.3"},
      {"100.05", "100", "100.1", "0.1"},
      {"100.04", "100", "100.0", "0.0"},
      // Rounded once: the two never contradict each other.
      {"99.95", "100", "100.0", "0.0"},
      {"0", "7", "0.0", "-100.0"},
      {"-50", "100", "-50.0", "-150.0"},
      {"-0.05", "100", "-0.1", "-100.1"},
      {"999999999999999999", "0.000001", "99999999999999999900000000.0",
       "99999999999999999899999900.0"},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(Percent(D(each.number), D(each.base)), each.percent) << each.number;
    EXPECT_EQ(PercentMore(D(each.number), D(each.base)), each.more) << each.number;
  }
}

}  // namespace
}  // namespace plenary::indicators
