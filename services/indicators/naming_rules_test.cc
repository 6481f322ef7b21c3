#include "services/indicators/naming_rules.h"

#include "gtest/gtest.h"
#include "tests/testing/protos.h"

namespace plenary::indicators {
namespace {

const v1::Person& Somebody() {
  static const auto person = testing::Parse<v1::Person>(
      "names { language: 'ru' family_name: 'Примеров' given_name: 'Алексей' } "
      "names { language: 'zh' family_name: '例' given_name: '甲明' } "
      "latin_name { language: 'en' family_name: 'Primerov' given_name: 'Alexey' }");
  return person;
}

TEST(NamingRulesTest, ATextNamesWhoStandsInItWithFamilyAndGivenNameOrInitial) {
  for (const char* text : {"as told by Alexey Primerov", "PRIMEROV, A.", "сообщил А. Примеров",
                           "Примеров Алексей", "由例甲明提供"}) {
    EXPECT_TRUE(Names(text, Somebody())) << text;
  }
}

TEST(NamingRulesTest, AFamilyNameAloneOrInsideAWordNamesNobody) {
  for (const char* text : {"", "Primerov Street", "the Primerovs, A.", "for example", "例如"}) {
    EXPECT_FALSE(Names(text, Somebody())) << text;
  }
}

TEST(NamingRulesTest, OfASignatureTheFamilyNameIsEnough) {
  EXPECT_TRUE(IsNameOf("Primerov", Somebody()));
  EXPECT_TRUE(IsNameOf("Minister Примеров", Somebody()));
  EXPECT_FALSE(IsNameOf("Vymyslov A.", Somebody()));
}

TEST(NamingRulesTest, WhoHasNoNamesIsNamedNowhere) {
  EXPECT_FALSE(Names("anything", v1::Person()));
  EXPECT_FALSE(IsNameOf("anything", v1::Person()));
}

}  // namespace
}  // namespace plenary::indicators
