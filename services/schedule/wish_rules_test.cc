#include "services/schedule/wish_rules.h"

#include <map>
#include <string>

#include "gtest/gtest.h"
#include "tests/testing/protos.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Parse;

const std::map<std::string, v1::Asset>& Parts() {
  static const auto& parts = *new std::map<std::string, v1::Asset>{
      {"assets/a", Parse<v1::Asset>("name: 'assets/a' kind: ROOM seats: 30")},
      {"assets/b", Parse<v1::Asset>("name: 'assets/b' kind: ROOM seats: 20")}};
  return parts;
}

TEST(WishRulesTest, AnAssetSuitsAWishThatItFulfilsWhole) {
  const struct {
    const char* label;
    const char* asset;
    const char* wish;
    bool suits;
  } kCases[] = {
      {"the kind", "kind: ROOM", "kind: ROOM", true},
      {"another kind", "kind: TABLE", "kind: ROOM", false},
      {"deleted", "kind: ROOM delete_time { seconds: 1 }", "kind: ROOM", false},
      {"the venue", "kind: ROOM venue: 'venues/v'", "kind: ROOM venue: 'venues/v'", true},
      {"another venue", "kind: ROOM venue: 'venues/w'", "kind: ROOM venue: 'venues/v'", false},
      {"as many seats", "kind: ROOM seats: 12", "kind: ROOM seats: 12", true},
      {"a seat too few", "kind: ROOM seats: 11", "kind: ROOM seats: 12", false},
      {"seats that nobody counted", "kind: ROOM", "kind: ROOM seats: 1", false},
      {"seats of its parts", "kind: ROOM parts: 'assets/a' parts: 'assets/b'",
       "kind: ROOM seats: 50", true},
      {"all attributes", "kind: ROOM attributes: 'booth' attributes: 'screen'",
       "kind: ROOM attributes: 'screen'", true},
      {"an attribute short", "kind: ROOM attributes: 'booth'",
       "kind: ROOM attributes: 'booth' attributes: 'screen'", false},
      {"languages, whatever the region",
       "kind: INTERPRETER language_pairs { from: 'ru-BY' to: 'zh' }",
       "kind: INTERPRETER languages: 'zh-Hans' languages: 'ru'", true},
      {"one language of two", "kind: INTERPRETER language_pairs { from: 'ru' to: 'en' }",
       "kind: INTERPRETER languages: 'zh' languages: 'ru'", false},
      {"languages that nobody told", "kind: INTERPRETER",
       "kind: INTERPRETER languages: 'zh' languages: 'ru'", false},
      {"the mode", "kind: INTERPRETER modes: WHISPERED", "kind: INTERPRETER mode: WHISPERED", true},
      {"another mode", "kind: INTERPRETER modes: WHISPERED", "kind: INTERPRETER mode: SIMULTANEOUS",
       false},
      {"any mode", "kind: INTERPRETER", "kind: INTERPRETER mode: SIMULTANEOUS", true},
  };
  for (const auto& [label, asset, wish, suits] : kCases) {
    EXPECT_EQ(Suits(Parse<v1::Asset>(asset), Parse<v1::AssetWish>(wish), Parts()), suits) << label;
  }
}

TEST(WishRulesTest, TheFewerSeatsStayEmptyTheBetterItSuits) {
  const auto wish = Parse<v1::AssetWish>("kind: ROOM seats: 12");
  EXPECT_EQ(FitOf(Parse<v1::Asset>("seats: 12"), wish, Parts()), 1000);
  EXPECT_EQ(FitOf(Parse<v1::Asset>("seats: 24"), wish, Parts()), 500);
  EXPECT_EQ(FitOf(Parse<v1::Asset>("seats: 24"), Parse<v1::AssetWish>("kind: ROOM"), Parts()),
            1000);
}

TEST(WishRulesTest, WhoStandsInOffersAtLeastAsMuch) {
  const struct {
    const char* label;
    const char* other;
    const char* asset;
    int64_t units;
    bool stands_in;
  } kCases[] = {
      {"larger", "name: 'b' kind: ROOM seats: 40", "name: 'a' kind: ROOM seats: 30", 1, true},
      {"smaller", "name: 'b' kind: ROOM seats: 20", "name: 'a' kind: ROOM seats: 30", 1, false},
      {"itself", "name: 'a' kind: ROOM", "name: 'a' kind: ROOM", 1, false},
      {"elsewhere", "name: 'b' kind: ROOM venue: 'venues/v'", "name: 'a' kind: ROOM", 1, false},
      {"units", "name: 'b' kind: EQUIPMENT capacity: 9", "name: 'a' kind: EQUIPMENT capacity: 40",
       9, true},
      {"units short", "name: 'b' kind: EQUIPMENT capacity: 9",
       "name: 'a' kind: EQUIPMENT capacity: 40", 10, false},
      {"both ways by two pairs",
       "name: 'b' kind: INTERPRETER language_pairs { from: 'ru' to: 'zh' } "
       "language_pairs { from: 'zh' to: 'ru' }",
       "name: 'a' kind: INTERPRETER language_pairs { from: 'ru' to: 'zh' both_ways: true }", 1,
       true},
      {"one way of two", "name: 'b' kind: INTERPRETER language_pairs { from: 'ru' to: 'zh' }",
       "name: 'a' kind: INTERPRETER language_pairs { from: 'ru' to: 'zh' both_ways: true }", 1,
       false},
      {"a mode short", "name: 'b' kind: INTERPRETER modes: CONSECUTIVE",
       "name: 'a' kind: INTERPRETER modes: WHISPERED", 1, false},
  };
  for (const auto& [label, other, asset, units, stands_in] : kCases) {
    EXPECT_EQ(CanStandInFor(Parse<v1::Asset>(other), Parse<v1::Asset>(asset), units, Parts()),
              stands_in)
        << label;
  }
}

}  // namespace
}  // namespace plenary::schedule
