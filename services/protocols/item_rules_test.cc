// The rules of a protocol's items: numbers, texts in step, due dates.
#include "services/protocols/item_rules.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"

namespace plenary::protocols {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Item = v1::ProtocolItem;

constexpr char kItems[] = "negotiations/kursk/protocols/minutes/items/";

Item Made(const std::string& id, const std::string& rest = "") {
  return Parse<Item>(absl::StrCat("name: '", kItems, id, "' kind: DECISION number: '7'"), rest);
}

Item PartOf(const std::string& parent, const std::string& id, int place) {
  Item item = Made(id, absl::StrCat("place: ", place));
  if (!parent.empty()) item.set_parent_item(kItems + parent);
  return item;
}

// "b=1", "b1=1.1" …
std::vector<std::string> Numbers(const std::vector<Item>& items) {
  std::vector<std::string> numbers;
  numbers.reserve(items.size());
  for (const Item& item : items) {
    numbers.push_back(absl::StrCat(item.name().substr(sizeof(kItems) - 1), "=", item.number()));
  }
  return numbers;
}

v1::Protocol Bilingual() {
  return Parse<v1::Protocol>(
      "name: 'negotiations/kursk/protocols/minutes' state: DRAFT languages: 'ru' languages: 'be'");
}

Item WithTexts(const std::string& ru, const std::string& be) {
  return Made("a", absl::StrCat("texts { language: 'ru' text: '", ru,
                                "' } texts { language: 'be' text: '", be, "' }"));
}

std::vector<std::string> Wrong(const Item& item) {
  base::FieldErrors errors;
  CheckItem(item, "protocol_item", errors);
  return BadFields(errors.ToStatus());
}

TEST(ItemRules, PartsFollowWhatTheyArePartOf) {
  const auto ordered = InOrder({PartOf("", "a", 1), PartOf("b", "b2", 2), PartOf("", "b", 2),
                                PartOf("b", "b1", 1), PartOf("b1", "deep", 1)},
                               "");
  EXPECT_THAT(Numbers(ordered), ElementsAre("a=1", "b=2", "b1=2.1", "deep=2.1.1", "b2=2.2"));
}

TEST(ItemRules, AnItemThatMovesTakesItsPlaceAndTheOthersMakeRoom) {
  const auto moved = [](const std::string& id, int place) {
    std::vector<Item> items;
    int last = 0;
    for (const char* each : {"a", "b", "c", "d"}) {
      items.push_back(PartOf("", each, ++last));
      if (each == id) items.back().set_place(place);
    }
    return Numbers(InOrder(std::move(items), kItems + id));
  };
  EXPECT_THAT(moved("a", 3), ElementsAre("b=1", "c=2", "a=3", "d=4"));
  EXPECT_THAT(moved("d", 1), ElementsAre("d=1", "a=2", "b=3", "c=4"));
  EXPECT_THAT(moved("b", 2), ElementsAre("a=1", "b=2", "c=3", "d=4"));
  EXPECT_THAT(moved("a", 0), ElementsAre("b=1", "c=2", "d=3", "a=4"));
  EXPECT_THAT(moved("a", 900), ElementsAre("b=1", "c=2", "d=3", "a=4"));
}

TEST(ItemRules, APlaceThatBecameFreeIsClosed) {
  const auto ordered = InOrder({PartOf("", "a", 1), PartOf("", "c", 3)}, "");
  EXPECT_THAT(Numbers(ordered), ElementsAre("a=1", "c=2"));
  EXPECT_EQ(ordered[1].place(), 2);
}

TEST(ItemRules, DepthCountsWhatAnItemIsPartOf) {
  const std::vector<Item> items = {PartOf("", "a", 1), PartOf("a", "b", 1), PartOf("b", "c", 1)};
  EXPECT_EQ(DepthOf(items, PartOf("", "d", 1)), 1);
  EXPECT_EQ(DepthOf(items, PartOf("b", "d", 1)), 3);
  EXPECT_EQ(DepthOf(items, PartOf("c", "d", 1)), 4);
}

TEST(ItemRules, ALanguageThatWasNotEditedFallsOutOfStep) {
  Item first = WithTexts("one", "adzin");
  TakeTexts(Bilingual(), Item(), first);
  EXPECT_EQ(first.revision(), 1);
  EXPECT_THAT(OutOfStep(Bilingual(), first), IsEmpty());
  Item second = first;
  second.mutable_texts(0)->set_text("two");
  TakeTexts(Bilingual(), first, second);
  EXPECT_EQ(second.revision(), 2);
  EXPECT_THAT(OutOfStep(Bilingual(), second), ElementsAre("be"));
  // Once the other is written anew, too, both say the same again.
  Item third = second;
  third.mutable_texts(1)->set_text("dva");
  TakeTexts(Bilingual(), second, third);
  EXPECT_EQ(third.revision(), 3);
  EXPECT_THAT(OutOfStep(Bilingual(), third), IsEmpty());
  Item both = second;
  both.mutable_texts(0)->set_text("three");
  both.mutable_texts(1)->set_text("try");
  TakeTexts(Bilingual(), second, both);
  EXPECT_THAT(OutOfStep(Bilingual(), both), IsEmpty());
}

TEST(ItemRules, AMissingTextIsOutOfStepAndAWorkingTranslationIsNot) {
  Item item =
      Made("a", "texts { language: 'RU' text: 'one' } texts { language: 'en' text: 'one' }");
  TakeTexts(Bilingual(), Item(), item);
  EXPECT_THAT(OutOfStep(Bilingual(), item), ElementsAre("be"));
  Item whole = item;
  *whole.add_texts() = Parse<v1::ProtocolText>("language: 'be' text: 'adzin'");
  TakeTexts(Bilingual(), item, whole);
  EXPECT_THAT(OutOfStep(Bilingual(), whole), IsEmpty());
  Item after = whole;
  after.mutable_texts(1)->set_text("uno");
  TakeTexts(Bilingual(), whole, after);
  EXPECT_THAT(OutOfStep(Bilingual(), after), IsEmpty());
}

TEST(ItemRules, ConfirmedTextsAreInStepAgain) {
  Item before = WithTexts("one", "adzin");
  TakeTexts(Bilingual(), Item(), before);
  Item item = before;
  item.mutable_texts(0)->set_text("One");
  TakeTexts(Bilingual(), before, item);
  google::protobuf::RepeatedPtrField<std::string> languages;
  *languages.Add() = "BE";
  base::FieldErrors errors;
  ConfirmTexts(Bilingual(), languages, item, errors);
  EXPECT_TRUE(errors.empty());
  EXPECT_EQ(item.revision(), 3);
  EXPECT_THAT(OutOfStep(Bilingual(), item), IsEmpty());
  *languages.Add() = "zh";
  ConfirmTexts(Bilingual(), languages, item, errors);
  EXPECT_THAT(BadFields(errors.ToStatus()), ElementsAre("languages[1]"));
}

TEST(ItemRules, AnItemSaysWhoUndertookWhatExactlyWhereItIsACommitment) {
  const std::string commitment = "kind: COMMITMENT commitment { side: OURS ";
  EXPECT_THAT(Wrong(Made("a")), IsEmpty());
  EXPECT_THAT(Wrong(Made("a", commitment + "due_date: '2023-12-01' }")), IsEmpty());
  EXPECT_THAT(Wrong(Made("a", "kind: COMMITMENT")), ElementsAre("protocol_item.commitment"));
  EXPECT_THAT(Wrong(Made("a", "commitment { side: OURS }")),
              ElementsAre("protocol_item.commitment"));
  EXPECT_THAT(Wrong(Made("a", commitment + "due_date: '2023-12-01' is_continuous: true }")),
              ElementsAre("protocol_item.commitment.due_date"));
  EXPECT_THAT(Wrong(Made("a", commitment + "due_date: 'soon' executors: 'organizations/a' "
                                           "executors: 'organizations/a' }")),
              UnorderedElementsAre("protocol_item.commitment.due_date",
                                   "protocol_item.commitment.executors[1]"));
}

TEST(ItemRules, AnItemNamesWhatLiesInItsNegotiation) {
  EXPECT_THAT(Wrong(Made("a",
                         "topic: 'negotiations/omsk/topics/a' "
                         "parent_item: 'negotiations/kursk/protocols/other/items/a' "
                         "amends_item: 'negotiations/kursk/protocols/minutes/items/b' "
                         "texts { language: 'ru' text: 'a' } texts { language: 'RU' "
                         "text: 'b' }")),
              UnorderedElementsAre("protocol_item.topic", "protocol_item.parent_item",
                                   "protocol_item.amends_item", "protocol_item.texts[1]"));
}

TEST(ItemRules, WhatIsAgreedHasItemsWithEveryTextInStep) {
  EXPECT_THAT(CheckComplete(Bilingual(), {}), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  Item whole = WithTexts("one", "adzin");
  TakeTexts(Bilingual(), Item(), whole);
  EXPECT_THAT(CheckComplete(Bilingual(), {whole}), IsOk());
  Item half = Made("b", "texts { language: 'be' text: 'dva' }");
  TakeTexts(Bilingual(), Item(), half);
  const absl::Status refused = CheckComplete(Bilingual(), {whole, half});
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_LANGUAGES_OUT_OF_STEP));
  EXPECT_EQ(base::MetadataOf(refused)["item"], half.name());
  EXPECT_EQ(base::MetadataOf(refused)["languages"], "ru");
}

TEST(ItemRules, NothingIsDueBeforeItWasAgreed) {
  const Item item = Made("a", "commitment { side: OURS due_date: '2023-08-24' }");
  EXPECT_THAT(CheckDueDates({item}, "2023-08-24"), IsOk());
  EXPECT_THAT(CheckDueDates({item}, ""), IsOk());
  const absl::Status refused = CheckDueDates({Made("b"), item}, "2023-08-25");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_DUE_BEFORE_SOURCE));
  EXPECT_EQ(base::MetadataOf(refused)["dueDate"], "2023-08-24");
  EXPECT_EQ(base::MetadataOf(refused)["sourceDate"], "2023-08-25");
}

}  // namespace
}  // namespace plenary::protocols
