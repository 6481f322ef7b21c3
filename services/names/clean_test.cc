#include "services/names/clean.h"

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace plenary::names {
namespace {

struct CleanCase {
  const char* label;
  std::string text, cleaned;
  bool had_invisible = false, had_direction = false;
};

void PrintTo(const CleanCase& c, std::ostream* os) { *os << c.label; }

class CleanOf : public testing::TestWithParam<CleanCase> {};

TEST_P(CleanOf, IsFitToStore) {
  const Cleaned cleaned = Clean(GetParam().text);
  EXPECT_EQ(cleaned.text, GetParam().cleaned);
  EXPECT_EQ(cleaned.had_invisible, GetParam().had_invisible);
  EXPECT_EQ(cleaned.had_direction, GetParam().had_direction);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, CleanOf,
    testing::Values(CleanCase{"Plain", "Иванов Иван", "Иванов Иван"}, CleanCase{"Empty", "", ""},
                    CleanCase{"Blanks", " \t Иванов\u00A0 \u2003\r\nИван \n", "Иванов Иван"},
                    CleanCase{"ZeroWidth", "Ива\u200Bнов\u200C\u200D", "Иванов", true},
                    CleanCase{"ByteOrderMark", "\uFEFFИванов", "Иванов", true},
                    CleanCase{"SoftHyphen", "Ива\u00ADнов", "Иванов", true},
                    CleanCase{"Control", std::string("Ива\0нов\x7F", 14), "Иванов", true},
                    CleanCase{"InvisibleAlone", "\u200B", "", true},
                    CleanCase{"RightToLeft", "\u202Eвонав\u202C", "вонав", false, true},
                    CleanCase{"DirectionMarks", "\u200FИванов\u2067", "Иванов", false, true},
                    CleanCase{"MarkApart", "Андреи\u0306", "Андрей"},
                    CleanCase{"MarkKeptApart", "Андреи\u034F\u0306", "Андрей", true},
                    CleanCase{"Apostrophes", "Дар’я Лук\u02BCян O`Neill", "Дар'я Лук'ян O'Neill"},
                    CleanCase{"HyphensInside", "Прим–Кузьмина Анна\u2011Мария",
                              "Прим-Кузьмина Анна-Мария"},
                    CleanCase{"DashBetweenBlanks", "Иванов — директор", "Иванов — директор"},
                    CleanCase{"NotUtf8", "Ив\xD0 \xFF", "Ив\uFFFD \uFFFD"},
                    CleanCase{"CutOff", "Иванов\xD0", "Иванов\uFFFD"}),
    [](const auto& test) { return std::string(test.param.label); });

TEST(Clean, CleaningTwiceChangesNothingMore) {
  const std::vector<std::string> pieces = absl::StrSplit(
      "а и й a Z 1 王 ’ ` - – — \u0301 \u0306 \u0308 \u034F \u200B \u202E \u00A0 \u2003 \t \u1FEF "
      "\u1FFD "
      "\u0340 \u2126 \u1100 \u1161 \u11A8 \xD0 \xFF",
      ' ');
  std::mt19937 random(5);
  for (int i = 0; i < 5000; ++i) {
    std::string text;
    for (int size = static_cast<int>(random() % 10); size > 0; --size) {
      text += random() % 5 == 0 ? " " : pieces[random() % pieces.size()];
    }
    const Cleaned once = Clean(text);
    const Cleaned twice = Clean(once.text);
    ASSERT_EQ(twice.text, once.text) << testing::PrintToString(text);
    ASSERT_FALSE(twice.had_invisible || twice.had_direction) << testing::PrintToString(text);
  }
}

struct HomoglyphCase {
  const char* label;
  const char* text;
  const char* repaired;  // empty: nothing to repair
  int count = 0;
  const char* description = "";
};

void PrintTo(const HomoglyphCase& c, std::ostream* os) { *os << c.label; }

class HomoglyphsIn : public testing::TestWithParam<HomoglyphCase> {};

TEST_P(HomoglyphsIn, AreFoundAndRepaired) {
  const absl::optional<Homoglyphs> found = FindHomoglyphs(GetParam().text);
  ASSERT_EQ(found.has_value(), GetParam().count > 0);
  if (!found.has_value()) return;
  EXPECT_EQ(found->repaired, GetParam().repaired);
  EXPECT_EQ(found->count, GetParam().count);
  EXPECT_EQ(found->description, GetParam().description);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, HomoglyphsIn,
    testing::Values(
        HomoglyphCase{"LatinCapital", "Cергей", "Сергей", 1, "Latin C in a Cyrillic name"},
        HomoglyphCase{"LatinSmall", "Пeтpов Иван", "Петров Иван", 2,
                      "Latin e, p in a Cyrillic name"},
        HomoglyphCase{"LatinIInBelarusian", "Мiхаiл", "Міхаіл", 2, "Latin i in a Cyrillic name"},
        HomoglyphCase{"LatinUWithBreve", "Іванoŭ", "Іваноў", 2, "Latin o, ŭ in a Cyrillic name"},
        HomoglyphCase{"CyrillicInLatin", "Ivаnov", "Ivanov", 1, "Cyrillic а in a Latin name"},
        HomoglyphCase{"BothWays", "Cергей Smіth", "Сергей Smith", 2,
                      "Latin C in a Cyrillic name; Cyrillic і in a Latin name"},
        HomoglyphCase{"DecidedByTheOtherWords", "Иван COВ", "Иван СОВ", 2,
                      "Latin C, O in a Cyrillic name"},
        HomoglyphCase{"CapitalsThatAllLookAlike", "AНТОН", "АНТОН", 1,
                      "Latin A in a Cyrillic name"},
        HomoglyphCase{"BeforeAnApostrophe", "O'Нил", "О'Нил", 1, "Latin O in a Cyrillic name"},
        HomoglyphCase{"PartsOfADoubleWord", "IT-отдел", ""},
        HomoglyphCase{"WordsOfTwoScripts", "Иван Smith", ""},
        HomoglyphCase{"NotRepairable", "Ивanов Zщ", ""}, HomoglyphCase{"OneScript", "Сергей", ""},
        HomoglyphCase{"Nothing", "", ""}),
    [](const auto& test) { return std::string(test.param.label); });

TEST(FindHomoglyphs, WhatIsRepairedNeedsNoRepair) {
  const absl::optional<Homoglyphs> found = FindHomoglyphs("Cергей Ивaнoв");
  ASSERT_TRUE(found.has_value());
  EXPECT_FALSE(FindHomoglyphs(found->repaired).has_value());
}

TEST(FindHomoglyphs, RandomBytesAreTakenAsTheyCome) {
  std::mt19937 random(6);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    const absl::optional<Homoglyphs> found = FindHomoglyphs(bytes);
    ASSERT_TRUE(!found.has_value() || found->count > 0);
    ASSERT_EQ(Clean(Clean(bytes).text).text, Clean(bytes).text);
  }
}

}  // namespace
}  // namespace plenary::names
