#include "services/indicators/country_rules.h"

#include <string>

#include "gtest/gtest.h"

namespace plenary::indicators {
namespace {

TEST(CountryRulesTest, ACountryIsKnownByItsCodeAndItsNamesInFourLanguages) {
  const struct {
    const char* text;
    const char* code;
  } cases[] = {
      {"RU", "RU"},
      {"RUS", "RU"},
      {" BY ", "BY"},
      {"Россия", "RU"},
      {"РОССИЯ", "RU"},
      {"Расія", "RU"},
      {"Russia", "RU"},
      {"俄罗斯", "RU"},
      {"Российская Федерация", "RU"},
      {"РФ", "RU"},
      {"Китай", "CN"},
      {"Кітай", "CN"},
      {"КНР", "CN"},
      {"中国", "CN"},
      {"Китайская Народная Республика", "CN"},
      {"Республика Беларусь", "BY"},
      {"Republic of Belarus", "BY"},
      {"白罗斯", "BY"},
      {"白俄罗斯", "BY"},
      {"Азербайджан", "AZ"},
      {"Азербайджан (Республика)", "AZ"},
      {"Республика Армения", "AM"},
      {"Казахстан\xC2\xA0", "KZ"},
      {"哈萨克斯坦共和国", "KZ"},
      {"«Узбекистан»", "UZ"},
      {"Республика Корея", "KR"},
      {"КНДР", "KP"},
      {"Соединённые Штаты", "US"},
      {"U.S.A.", "US"},
      {"Кот-д’Ивуар", "CI"},
      {"Объединённые Арабские Эмираты", "AE"},
      {"Всего", ""},
      {"ИТОГО:", ""},
      {"Усяго", ""},
      {"Total", ""},
      {"合计", ""},
      {"", "none"},
      {"XX", "none"},
      {"ru", "none"},
      {"Атлантида", "none"},
      {"Курская область", "none"},
      {"Республика", "none"},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(ReadCountry(each.text).value_or("none"), each.code) << each.text;
  }
}

}  // namespace
}  // namespace plenary::indicators
