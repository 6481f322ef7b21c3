#include "services/names/written.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/protos.h"

namespace plenary::names {
namespace {

using ::plenary::testing::Parse;

// Somebody with a Russian name and one in Chinese characters.
v1::Person Guest() {
  return Parse<v1::Person>(
      "names { language: 'ru' family_name: 'Примеров' given_name: 'Пётр' patronymic: 'Петрович' } "
      "names { language: 'zh' family_name: '普里梅罗夫' given_name: '彼得' } "
      "suggested_latin_name { language: 'ru' family_name: 'Primerov' given_name: 'Petr' }");
}
v1::Person Host() {
  return Parse<v1::Person>(
      "names { language: 'zh-Hans' family_name: '王' given_name: '小例' } "
      "names { language: 'ru' family_name: 'Ван' given_name: 'Сяоли' } "
      "latin_name { language: 'en' family_name: 'Wang' given_name: 'Xiaoli' }");
}

TEST(WrittenTest, TheFamilyNameStandsFirstWhereTheLanguageHasItSo) {
  EXPECT_EQ(WrittenName(Guest(), "ru"), "Примеров Пётр Петрович");
  EXPECT_EQ(WrittenName(Guest(), "en"), "Petr Primerov");
  EXPECT_EQ(WrittenName(Host(), "zh"), "王小例");
}

TEST(WrittenTest, WhoHasAChineseNameKeepsItsOrderInLatinLetters) {
  EXPECT_EQ(WrittenName(Host(), "en-GB"), "Wang Xiaoli");
}

TEST(WrittenTest, AForeignNameInChineseHasTheGivenNameFirst) {
  EXPECT_EQ(WrittenName(Guest(), "zh-Hans"), "彼得·普里梅罗夫");
}

TEST(WrittenTest, TheNextLanguageAReaderKnowsStandsInForOneThatIsMissing) {
  EXPECT_EQ(WrittenName(Guest(), "be"), "Примеров Пётр Петрович");
  v1::Person guest = Guest();
  guest.mutable_names()->RemoveLast();
  EXPECT_EQ(WrittenName(guest, "zh"), "Petr Primerov");
  EXPECT_EQ(WrittenName(guest, "fr"), "Примеров Пётр Петрович");
  EXPECT_EQ(WrittenName(guest, ""), "Примеров Пётр Петрович");
}

TEST(WrittenTest, ATextForEverySideComesBeforeThatOfOne) {
  const auto texts = Parse<v1::Organization>(
                         "display_names { language: 'zh' text: '白俄罗斯' side: 'CN' } "
                         "display_names { language: 'zh' text: '白罗斯' } "
                         "display_names { language: 'en' text: 'Belarus' }")
                         .display_names();
  EXPECT_EQ(WrittenText(texts, "zh"), "白罗斯");
  EXPECT_EQ(WrittenText(texts, "en-US"), "Belarus");
  EXPECT_EQ(WrittenText(texts, "ru"), "白俄罗斯");
  EXPECT_EQ(WrittenText({}, "ru"), "");
}

}  // namespace
}  // namespace plenary::names
