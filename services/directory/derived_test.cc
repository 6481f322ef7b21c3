#include "services/directory/derived.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/testing/protos.h"

namespace plenary::directory {
namespace {

using ::plenary::testing::Parse;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

using O = v1::Organization;
using P = v1::Person;

P KovalyovOfThreePapers() {
  return Parse<P>(
      "country_code: 'BY' "
      "names { language: 'ru' family_name: 'Ковалёв' given_name: 'Сергей' patronymic: 'Ильич' } "
      "names { language: 'be' family_name: 'Кавалёў' given_name: 'Сяргей' patronymic: 'Ільіч' }");
}

TEST(SortName, IsFamilyNameGivenNameAndPatronymicOfTheFirstName) {
  EXPECT_EQ(NameFor(Parse<P>("names { language: 'ru' given_name: 'Анна' family_name: 'Образцова' "
                             "        patronymic: 'Ивановна' } "
                             "names { language: 'en' given_name: 'Anna' "
                             "        family_name: 'Obraztsova' }"),
                    ""),
            "Образцова Анна Ивановна");
}

TEST(SortName, LeavesOutWhatANameDoesNotHave) {
  EXPECT_EQ(NameFor(Parse<P>("names { language: 'zh' family_name: '样' }"), ""), "样");
  EXPECT_EQ(NameFor(Parse<P>("names { language: 'is' family_name: 'Dæmi' "
                             "        patronymic: 'Dæmisdóttir' }"),
                    ""),
            "Dæmi Dæmisdóttir");
}

TEST(Reader, SeesTheNameInHisLanguageOrTheNearestToIt) {
  const P kovalyov = KovalyovOfThreePapers();
  EXPECT_EQ(NameFor(kovalyov, "ru"), "Ковалёв Сергей Ильич");
  EXPECT_EQ(NameFor(kovalyov, "be"), "Кавалёў Сяргей Ільіч");
  EXPECT_EQ(NameFor(kovalyov, "en"), "Kavaliou Siarhei");
  EXPECT_EQ(NameFor(kovalyov, "zh"), "Kavaliou Siarhei");

  P settled = kovalyov;
  *settled.mutable_latin_name() =
      Parse<v1::PersonName>("language: 'en' family_name: 'Kovalev' given_name: 'Sergey'");
  EXPECT_EQ(NameFor(settled, "en"), "Kovalev Sergey");

  const P belarusian = Parse<P>("names { language: 'be' family_name: 'Кавалёў' }");
  EXPECT_EQ(NameFor(belarusian, "ru"), "Кавалёў");
  const P chinese = Parse<P>("names { language: 'zh-Hans' family_name: '王' given_name: '小明' }");
  EXPECT_EQ(NameFor(chinese, "ru"), "王 小明");
  EXPECT_EQ(NameFor(chinese, "zh"), "王 小明");
  EXPECT_EQ(NameFor(chinese, "en"), "Wang Xiaoming");
}

TEST(Reader, OfAnOrganizationSeesItsNameInHisLanguageOrTheFirst) {
  const O kursk = Parse<O>(
      "display_names { language: 'ru' text: 'Курская область' } "
      "display_names { language: 'en' text: 'Kursk Region' }");
  EXPECT_EQ(NameFor(kursk, "ru"), "Курская область");
  EXPECT_EQ(NameFor(kursk, "be"), "Курская область");
  EXPECT_EQ(NameFor(kursk, "en"), "Kursk Region");
  EXPECT_EQ(NameFor(kursk, "zh"), "Kursk Region");
  EXPECT_EQ(NameFor(kursk, ""), "Курская область");
}

TEST(LatinName, IsSuggestedAsThePassportOfTheCountryHasIt) {
  EXPECT_EQ(TextOf(SuggestedLatinNameOf(KovalyovOfThreePapers())), "Kavaliou Siarhei");
  P russian = KovalyovOfThreePapers();
  russian.set_country_code("RU");
  EXPECT_EQ(TextOf(SuggestedLatinNameOf(russian)), "Kovalev Sergei");
  EXPECT_EQ(TextOf(SuggestedLatinNameOf(
                Parse<P>("names { language: 'zh' family_name: '王' given_name: '文华' }"))),
            "Wang Wenhua");
  EXPECT_EQ(TextOf(SuggestedLatinNameOf(
                Parse<P>("names { language: 'de' family_name: 'Müller' given_name: 'Zoë' }"))),
            "Muller Zoe");
}

TEST(LatinName, IsSuggestedOnlyUntilOneIsSettled) {
  P person = KovalyovOfThreePapers();
  SetDerived(person);
  EXPECT_EQ(person.suggested_latin_name().family_name(), "Kavaliou");
  EXPECT_EQ(person.suggested_latin_name().script(), "Latn");
  EXPECT_EQ(person.sort_name(), "Ковалёв Сергей Ильич");
  person.mutable_latin_name()->set_family_name("Kovalev");
  SetDerived(person);
  EXPECT_FALSE(person.has_suggested_latin_name());
}

TEST(Words, OfAPersonAreTheSameInWhateverPapers) {
  const std::vector<std::string> russian =
      WordsOf(Parse<P>("names { language: 'ru' family_name: 'Ковалёв' given_name: 'Сергей' }"));
  EXPECT_THAT(russian, Not(IsEmpty()));
  EXPECT_EQ(WordsOf(Parse<P>("names { language: 'en' family_name: 'KOVALEV' "
                             "        given_name: 'Sergey' }")),
            russian);
}

TEST(Words, OfAnOrganizationHoldItsInitialsWithAndWithoutLittleWords) {
  const std::vector<std::string> texts = TextsOf(
      Parse<O>("display_names { language: 'ru' text: 'Министерство связи и информатизации' } "
               "short_names { language: 'ru' text: 'Минсвязи' } "
               "alternative_names { language: 'ru' text: 'Министерство информатики' }"));
  EXPECT_THAT(texts, ElementsAre("Министерство связи и информатизации", "Минсвязи",
                                 "Министерство информатики", "МСИИ", "МСИ"));
}

TEST(Words, AreBounded) {
  O organization;
  for (int i = 0; i < 300; ++i) {
    organization.add_alternative_names()->set_text(std::string(1 + i, 'b') + std::to_string(i));
  }
  const std::vector<std::string> words = WordsOf(organization);
  EXPECT_EQ(words.size(), kMostWords);
  for (const std::string& word : words) EXPECT_LE(word.size(), kMostWordBytes);
}

TEST(Keys, OfADoubleNameAreThatOfItInOneWord) {
  EXPECT_EQ(KeyOf(Parse<v1::PersonName>("family_name: 'Иванова-Петрова' given_name: 'Анна'")),
            KeyOf(Parse<v1::PersonName>("family_name: 'Иванова Петрова' given_name: 'Анна'")));
}

TEST(Keys, OfOrganizationsAreTheirNamesWhateverTheCase) {
  EXPECT_EQ(OrganizationKey("  ООО  «Ёлка»"), OrganizationKey("ооо «елка»"));
  EXPECT_LE(OrganizationKey(std::string(4000, 'x')).size(), 255u);
  std::string cyrillic;
  for (int i = 0; i < 200; ++i) cyrillic += "щ";
  EXPECT_EQ(OrganizationKey(cyrillic).size() % 2, 0u) << "cut inside a character";
}

}  // namespace
}  // namespace plenary::directory
