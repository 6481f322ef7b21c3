#include "services/reports/sentence_rules.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/reports/catalogue_rules.h"

namespace plenary::reports {
namespace {

using documents::Language;

// What stands in braces in a pattern, forms without their words: "people", "?place".
std::set<std::string> MarksOf(const std::string& pattern) {
  std::set<std::string> marks;
  for (const absl::string_view piece : absl::StrSplit(pattern, '{')) {
    const size_t end = piece.find('}');
    if (end == absl::string_view::npos) continue;
    const std::vector<std::string> parts = absl::StrSplit(piece.substr(0, end), ':');
    marks.insert(parts.front());
  }
  return marks;
}

TEST(SentenceRulesTest, AFormGoesWithItsNumber) {
  const struct {
    Language language;
    const char* forms;
    std::map<std::string, std::string> expected;
  } cases[] = {
      {Language::kEnglish, "person/people", {{"0", "people"}, {"1", "person"}, {"21", "people"}}},
      {Language::kRussian,
       "человек/человека/людей",
       {{"0", "людей"},
        {"1", "человек"},
        {"2", "человека"},
        {"4", "человека"},
        {"5", "людей"},
        {"11", "людей"},
        {"12", "людей"},
        {"14", "людей"},
        {"21", "человек"},
        {"22", "человека"},
        {"111", "людей"},
        {"1001", "человек"}}},
      {Language::kBelarusian,
       "раўнд/раўнды/раўндаў",
       {{"1", "раўнд"}, {"3", "раўнды"}, {"10", "раўндаў"}, {"31", "раўнд"}}},
      {Language::kChinese, "轮", {{"1", "轮"}, {"5", "轮"}}},
  };
  for (const auto& each : cases) {
    for (const auto& [number, form] : each.expected) {
      EXPECT_EQ(FormFor(number, each.forms, each.language), form) << number;
    }
  }
}

TEST(SentenceRulesTest, NumbersAreWrittenAsTheLanguageWritesThem) {
  EXPECT_EQ(FormatNumber("1234567.50", Language::kEnglish), "1,234,567.50");
  EXPECT_EQ(FormatNumber("1234567.50", Language::kRussian), "1\u00A0234\u00A0567,50");
  EXPECT_EQ(FormatNumber("2023", Language::kRussian), "2023");
  EXPECT_EQ(FormatNumber("2023", Language::kChinese), "2,023");
  EXPECT_EQ(FormatNumber("-3.5", Language::kBelarusian), "\u22123,5");
}

TEST(SentenceRulesTest, WhatIsNotThereLeavesNothingBehind) {
  const std::string pattern = "{name}{?place}, {place}{/place}{^place} (nowhere){/place}.";
  Filling filling;
  filling.texts = {{"name", "TIBO"}, {"place", "Minsk"}};
  EXPECT_EQ(Fill(pattern, filling, Language::kEnglish), "TIBO, Minsk.");
  filling.texts["place"] = "";
  EXPECT_EQ(Fill(pattern, filling, Language::kEnglish), "TIBO (nowhere).");
}

TEST(SentenceRulesTest, ASentenceEndsWithOneFullStop) {
  Filling filling;
  filling.texts = {{"date", "24 августа 2023 г."}};
  EXPECT_EQ(Fill("{date}.", filling, Language::kRussian), "24 августа 2023 г.");
  EXPECT_EQ(Fill("{date}{?date}. Вопросы{/date}", filling, Language::kRussian),
            "24 августа 2023 г. Вопросы");
}

TEST(SentenceRulesTest, BracesInANameStayAsTheyAre) {
  Filling filling;
  filling.texts = {{"name", "{place}"}, {"place", "Minsk"}};
  EXPECT_EQ(Fill("{name}: {place}", filling, Language::kEnglish), "{place}: Minsk");
}

TEST(SentenceRulesTest, EveryPatternHasTheSameFieldsInEachLanguage) {
  for (const std::string& key : PatternKeys()) {
    const std::set<std::string> expected = MarksOf(PatternOf(key, Language::kEnglish));
    for (const Language language : documents::kLanguages) {
      EXPECT_FALSE(PatternOf(key, language).empty()) << key;
      EXPECT_EQ(MarksOf(PatternOf(key, language)), expected) << PatternOf(key, language);
    }
  }
}

TEST(SentenceRulesTest, RussianAndBelarusianPatternsHaveThreeFormsWhereverTheyHaveSome) {
  for (const std::string& key : PatternKeys()) {
    for (const Language language : {Language::kRussian, Language::kBelarusian}) {
      for (const absl::string_view piece : absl::StrSplit(PatternOf(key, language), '{')) {
        const size_t end = piece.find('}');
        if (end == absl::string_view::npos || piece.find(':') > end) continue;
        const std::vector<std::string> forms = absl::StrSplit(piece.substr(0, end), '/');
        EXPECT_EQ(forms.size(), 3U) << key << ": " << piece;
      }
    }
  }
}

TEST(SentenceRulesTest, ACountryIsCalledAsItsReadersCallIt) {
  EXPECT_EQ(Country("RU")(Language::kRussian), "Россия");
  EXPECT_EQ(Country("CN")(Language::kEnglish), "China");
  EXPECT_EQ(Country("BY")(Language::kChinese), "白罗斯");
  EXPECT_EQ(Country("KZ")(Language::kBelarusian), "Казахстан");
}

}  // namespace
}  // namespace plenary::reports
