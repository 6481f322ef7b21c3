#include "services/names/closeness.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace plenary::names {
namespace {

TEST(EditDistance, CountsWhatIsPutInLeftOutExchangedAndSwapped) {
  EXPECT_EQ(EditDistance("", "", 3), 0);
  EXPECT_EQ(EditDistance("ivan", "ivan", 3), 0);
  EXPECT_EQ(EditDistance("ivan", "ivanv", 3), 1);
  EXPECT_EQ(EditDistance("ivan", "van", 3), 1);
  EXPECT_EQ(EditDistance("ivan", "iban", 3), 1);
  EXPECT_EQ(EditDistance("ivan", "ivna", 3), 1);
  EXPECT_EQ(EditDistance("kitten", "sitting", 5), 3);
  // Nothing is edited twice: ca, ac, abc.
  EXPECT_EQ(EditDistance("ca", "abc", 5), 3);
}

TEST(EditDistance, CountsLettersAndNotBytes) {
  EXPECT_EQ(EditDistance("Иван", "Ивaн", 3), 1);
  EXPECT_EQ(EditDistance("王小明", "王明", 3), 1);
}

TEST(EditDistance, StopsBeyondItsLimit) {
  EXPECT_EQ(EditDistance("kitten", "sitting", 3), 3);
  EXPECT_EQ(EditDistance("kitten", "sitting", 2), 3);
  EXPECT_EQ(EditDistance("a", "bcdefgh", 2), 3);
  EXPECT_EQ(EditDistance("abcd", "efgh", 0), 1);
  EXPECT_EQ(EditDistance("abcd", "abcd", 0), 0);
  EXPECT_EQ(EditDistance("ab", "ba", 1), 1);
}

TEST(SoundsClose, LongerKeysMayDifferMore) {
  EXPECT_TRUE(SoundsClose("li", "li"));
  EXPECT_FALSE(SoundsClose("li", "lu"));
  EXPECT_FALSE(SoundsClose("van", "zan"));
  EXPECT_TRUE(SoundsClose("avhan", "avhani"));
  EXPECT_FALSE(SoundsClose("kazlav", "arlav"));
  EXPECT_TRUE(SoundsClose("hristavarav", "kristafarav"));
  EXPECT_FALSE(SoundsClose("hristavarav", "kristafaras"));
}

TEST(SoundsClose, NothingIsCloseToAnEmptyKey) {
  EXPECT_FALSE(SoundsClose("", ""));
  EXPECT_FALSE(SoundsClose("", "a"));
}

struct PairCase {
  const char* label;
  FullName a, b;
  int least, most;
};

void PrintTo(const PairCase& c, std::ostream* os) { *os << c.label; }

class LikenessOf : public testing::TestWithParam<PairCase> {};

TEST_P(LikenessOf, LiesInItsRangeBothWays) {
  const PairCase& pair = GetParam();
  const int likeness = NameLikeness(pair.a, pair.b);
  EXPECT_GE(likeness, pair.least);
  EXPECT_LE(likeness, pair.most);
  EXPECT_EQ(NameLikeness(pair.b, pair.a), likeness);
}

INSTANTIATE_TEST_SUITE_P(
    Names, LikenessOf,
    testing::Values(
        PairCase{
            "Itself", {"Иванов", "Иван", "Иванович"}, {"Иванов", "Иван", "Иванович"}, 1000, 1000},
        PairCase{"OnAPassport",
                 {"Ковалёв", "Сергей", "Петрович"},
                 {"KAVALIOU", "SIARHEI", "Piatrovich"},
                 1000,
                 1000},
        PairCase{"Chinese", {"王", "小明", ""}, {"Ван", "Сяомин", ""}, 1000, 1000},
        PairCase{"SyllablesApart", {"王", "小明", ""}, {"Wang", "Xiao Ming", ""}, 1000, 1000},
        PairCase{"SpellingsThatSoundClose",
                 {"Щербаков", "Евгений", ""},
                 {"Shcharbakou", "Yauhen", ""},
                 900,
                 999},
        PairCase{"SlipOfThePen", {"Петров", "Иван", ""}, {"Петрв", "Иван", ""}, 900, 999},
        PairCase{
            "PatronymicMissing", {"Иванов", "Иван", "Иванович"}, {"Ivanov", "Ivan", ""}, 900, 999},
        PairCase{"Initials", {"Иванов", "Иван", "Петрович"}, {"Иванов", "И.", "П."}, 800, 950},
        PairCase{"InitialOfAnother", {"Иванов", "Иван", ""}, {"Иванов", "С.", ""}, 0, 100},
        PairCase{"InitialsTwice", {"Иванов", "И.", "П."}, {"Иванов", "И.", "П."}, 1000, 1000},
        PairCase{"PartsExchanged", {"Ivan", "Ivanov", ""}, {"Ivanov", "Ivan", ""}, 850, 950},
        PairCase{
            "OneOfADoubleName", {"Прим-Кузьмина", "Анна", ""}, {"Кузьмина", "Анна", ""}, 850, 950},
        PairCase{"FamilyNameAlone", {"Иванов", "", ""}, {"Иванов", "Иван", ""}, 700, 799},
        PairCase{
            "Brothers", {"Иванов", "Иван", "Иванович"}, {"Иванов", "Пётр", "Иванович"}, 0, 400},
        PairCase{
            "Namesakes", {"Иванов", "Иван", "Иванович"}, {"Иванов", "Иван", "Сергеевич"}, 500, 699},
        PairCase{"AnotherFamily", {"Козлов", "Иван", ""}, {"Орлов", "Иван", ""}, 0, 500},
        PairCase{"Strangers", {"王", "伟", ""}, {"Иванов", "Анна", ""}, 0, 200},
        PairCase{"Nobody", {"", "", ""}, {"Иванов", "Анна", ""}, 0, 600}),
    [](const auto& test) { return std::string(test.param.label); });

}  // namespace
}  // namespace plenary::names
