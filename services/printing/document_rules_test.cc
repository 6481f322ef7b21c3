#include "services/printing/document_rules.h"

#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/documents/shipped.h"
#include "tests/testing/protos.h"

namespace plenary::printing {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::Parse;
using ::testing::Contains;
using ::testing::ElementsAre;

TEST(DocumentRulesTest, ThereIsATemplateForEveryDocumentInEveryLanguage) {
  std::set<std::string> names;
  for (const TemplateKey& key : AllTemplates()) {
    ASSERT_NE(documents::FindDocumentKind(IdOf(key.kind)), nullptr);
    names.insert(NameOf(key));
    const auto found = KeyNamed(NameOf(key));
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->kind, key.kind);
    EXPECT_EQ(found->language, key.language);
  }
  EXPECT_EQ(names.size(), documents::DocumentKinds().size() * 4);
  EXPECT_THAT(names, Contains("documentTemplates/delegation-list-ru"));
  EXPECT_FALSE(KeyNamed("documentTemplates/delegation-list-fr").has_value());
}

TEST(DocumentRulesTest, FieldsOfAListAreNamedBehindIt) {
  const auto& fields = documents::FindDocumentKind("delegation-list")->fields;
  EXPECT_THAT(FieldNames(fields), Contains("people[].name"));
  EXPECT_THAT(FieldNames(fields), Contains("event.name"));
}

v1::RenderDocumentRequest Request(const std::string& rest) {
  return Parse<v1::RenderDocumentRequest>(
      "kind: HEAD_DAY subject: 'events/tibo/delegations/kursk' language_code: 'ru-RU' "
      "date: '2023-04-18'",
      rest);
}

TEST(DocumentRulesTest, ARequestSaysWhatOfWhatInWhichLanguageAndOnWhichDay) {
  const auto order = OrderOf(Request(""));
  ASSERT_TRUE(order.ok());
  EXPECT_EQ(order->language, documents::Language::kRussian);
  EXPECT_EQ(order->day, absl::CivilDay(2023, 4, 18));
  EXPECT_FALSE(order->is_work_in_progress);
}

TEST(DocumentRulesTest, WhatARequestLacksIsToldAllAtOnce) {
  auto request = Request("language_code: 'fr' date: '18.04.2023'");
  EXPECT_THAT(BadFields(OrderOf(request)), ElementsAre("language_code", "date"));
  request = Request("kind: EVENT_PROGRAMME");
  EXPECT_THAT(BadFields(OrderOf(request)), ElementsAre("subject"));
  request = Request("subject: 'events/tibo'");
  EXPECT_THAT(BadFields(OrderOf(request)), ElementsAre("subject"));
  request = Request("");
  request.clear_date();
  EXPECT_THAT(BadFields(OrderOf(request)), ElementsAre("date"));
  for (const char* date : {"2023-04-31", "2023-4-18x", "2023-04", "20230418  "}) {
    request.set_date(date);
    EXPECT_THAT(BadFields(OrderOf(request)), ElementsAre("date")) << date;
  }
}

TEST(DocumentRulesTest, WhatNamesTelephonesIsForThoseWhoSeeTheWholeEvent) {
  EXPECT_TRUE(NeedsWholeEvent(v1::WORKING_PROGRAMME));
  EXPECT_TRUE(NeedsWholeEvent(v1::HEAD_DAY));
  EXPECT_FALSE(NeedsWholeEvent(v1::DELEGATION_LIST));
  EXPECT_FALSE(NeedsWholeEvent(v1::GUEST_PROGRAMME));
  EXPECT_FALSE(NeedsWholeEvent(v1::EVENT_PROGRAMME));
}

}  // namespace
}  // namespace plenary::printing
