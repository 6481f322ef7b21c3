#include "clients/cli/texts.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/columns.h"
#include "clients/cli/commands.h"
#include "clients/cli/report.pb.h"
#include "gmock/gmock.h"
#include "google/longrunning/operations.pb.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "plenary/status.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/action_plans.pb.h"
#include "plenary/v1/assets.pb.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/documents.pb.h"
#include "plenary/v1/error_reason.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/imports.pb.h"
#include "plenary/v1/indicators.pb.h"
#include "plenary/v1/matchmaking.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/personal_data.pb.h"
#include "plenary/v1/planning.pb.h"
#include "plenary/v1/protocols.pb.h"
#include "plenary/v1/reports.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "plenary/v1/thread.pb.h"
#include "plenary/v1/trips.pb.h"

namespace plenary::cli {
namespace {

using ::testing::ElementsAre;

const Words kEnglish(Words::Language::kEnglish);
const Words kRussian(Words::Language::kRussian);

std::set<std::string> Placeholders(absl::string_view text) {
  std::set<std::string> found;
  for (size_t i = text.find('$'); i != absl::string_view::npos; i = text.find('$', i + 1)) {
    found.insert(std::string(text.substr(i, 2)));
  }
  return found;
}

TEST(TextsTest, EveryTextSaysTheSameInBothLanguages) {
  std::set<std::string> keys;
  for (const Text& text : kTexts) {
    EXPECT_TRUE(keys.insert(text.key).second) << text.key << " is there twice";
    EXPECT_STRNE(text.en, "") << text.key;
    EXPECT_STRNE(text.ru, "") << text.key;
    EXPECT_EQ(Placeholders(text.en), Placeholders(text.ru)) << text.key;
  }
}

TEST(TextsTest, ATextWithFormsHasTwoInEnglishAndThreeInRussian) {
  for (const Text& text : kTexts) {
    if (!absl::StrContains(text.en, "|") && !absl::StrContains(text.ru, "|")) continue;
    const std::vector<std::string> english = absl::StrSplit(text.en, '|');
    const std::vector<std::string> russian = absl::StrSplit(text.ru, '|');
    EXPECT_EQ(english.size(), 2) << text.key;
    EXPECT_EQ(russian.size(), 3) << text.key;
    for (const std::string& form : russian) {
      EXPECT_EQ(Placeholders(form), Placeholders(english[0])) << text.key;
    }
  }
}

TEST(TextsTest, EveryReasonOfTheApiHasASentence) {
  const auto& reasons = *v1::ErrorReason_descriptor();
  for (int i = 1; i < reasons.value_count(); ++i) {
    const std::string name = ReasonName(static_cast<v1::ErrorReason>(reasons.value(i)->number()));
    EXPECT_TRUE(kRussian.Find(absl::StrCat("reason.", name)).has_value()) << name;
  }
}

TEST(TextsTest, EveryNounAndVerbHasItsHelp) {
  for (const Command& command : Commands()) {
    const std::string verb = absl::StrCat(command.noun, ".", command.verb);
    EXPECT_TRUE(kRussian.Find(verb).has_value()) << verb;
    EXPECT_TRUE(kRussian.Find(absl::StrCat("noun.", command.noun)).has_value()) << command.noun;
  }
}

// What is said of plans by the name of a value.
void ExpectWords(const std::string& prefix, const google::protobuf::EnumDescriptor& type) {
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->name() == "KIND_UNSPECIFIED") continue;
    const std::string key = absl::StrCat(prefix, type.value(i)->name());
    EXPECT_TRUE(kRussian.Find(key).has_value()) << key;
  }
}

TEST(TextsTest, WhatAPlanTellsHasItsWords) {
  ExpectWords("plan-constraint.", *v1::PlanConstraint::Kind_descriptor());
  ExpectWords("plan-step.", *v1::RemedyStep::Kind_descriptor());
  ExpectWords("plan-standing.", *v1::ActivityExplanation::Standing_descriptor());
  const google::protobuf::Descriptor& score = *v1::PlanScore::descriptor();
  for (int i = 0; i < score.field_count(); ++i) {
    if (score.field(i)->name() == "total") continue;
    const std::string key = absl::StrCat("plan-term.", score.field(i)->name());
    EXPECT_TRUE(kRussian.Find(key).has_value()) << key;
  }
}

TEST(TextsTest, WhatAThreadTellsHasItsWords) {
  ExpectWords("gap.", *v1::ThreadGap::Kind_descriptor());
  const auto expect_rest = [](const std::string& prefix,
                              const google::protobuf::EnumDescriptor& type) {
    for (int i = 0; i < type.value_count(); ++i) {
      if (type.value(i)->number() == 0) continue;
      const std::string key = absl::StrCat(prefix, type.value(i)->name());
      EXPECT_TRUE(kRussian.Find(key).has_value()) << key;
    }
  };
  expect_rest("stage.", *v1::ThreadNode::Type_descriptor());
  expect_rest("side.", *v1::Commitment::Side_descriptor());
  expect_rest("item-kind.", *v1::ProtocolItem::Kind_descriptor());
  expect_rest("figure-status.", *v1::Figure::Status_descriptor());
  expect_rest("control.", *ControlledItem::Section_descriptor());
}

TEST(TextsTest, WhatIsFilteredByAFlagAloneHasItsHelp) {
  for (const char* filter : {"silent", "overdue", "unplanned", "latest", "is_report_overdue"}) {
    EXPECT_TRUE(kRussian.Find(absl::StrCat("flag.filter-", filter)).has_value()) << filter;
  }
}

// Of a type and of those declared in it.
void ExpectHeadings(const google::protobuf::Descriptor& type) {
  for (int i = 0; i < type.nested_type_count(); ++i) ExpectHeadings(*type.nested_type(i));
  if (!HasColumns(type)) return;
  for (const std::string& heading : Headings(type)) {
    EXPECT_TRUE(kRussian.Find(absl::StrCat("heading.", heading)).has_value()) << heading;
  }
}

TEST(TextsTest, EveryHeadingOfATableHasItsWord) {
  for (const google::protobuf::FileDescriptor* file :
       {v1::Person::descriptor()->file(),
        v1::Event::descriptor()->file(),
        v1::Delegation::descriptor()->file(),
        v1::Change::descriptor()->file(),
        v1::ImportColumn::descriptor()->file(),
        v1::User::descriptor()->file(),
        v1::LegalHold::descriptor()->file(),
        v1::Asset::descriptor()->file(),
        v1::Track::descriptor()->file(),
        v1::Print::descriptor()->file(),
        v1::MeetingRequest::descriptor()->file(),
        v1::Negotiation::descriptor()->file(),
        v1::Protocol::descriptor()->file(),
        v1::ActionItem::descriptor()->file(),
        v1::Figure::descriptor()->file(),
        v1::Trip::descriptor()->file(),
        v1::Thread::descriptor()->file(),
        v1::Report::descriptor()->file(),
        google::longrunning::Operation::descriptor()->file(),
        Context::descriptor()->file()}) {
    for (int i = 0; i < file->message_type_count(); ++i) ExpectHeadings(*file->message_type(i));
  }
}

TEST(TextsTest, RussianCountsInThreeForms) {
  std::vector<std::string> counted;
  for (const int count : {1, 2, 4, 5, 11, 12, 14, 21, 23, 25, 101, 111, 0}) {
    counted.push_back(kRussian.Count("count.rows", count));
  }
  EXPECT_THAT(counted, ElementsAre("1 строка", "2 строки", "4 строки", "5 строк", "11 строк",
                                   "12 строк", "14 строк", "21 строка", "23 строки", "25 строк",
                                   "101 строка", "111 строк", "0 строк"));
  EXPECT_EQ(kEnglish.Count("count.rows", 1), "1 row");
  EXPECT_EQ(kEnglish.Count("count.rows", 0), "0 rows");
}

TEST(TextsTest, TheLocaleChoosesTheLanguage) {
  struct Case {
    const char* label;
    std::map<std::string, std::string> environment;
    Words::Language language;
    bool utf8;
  };
  const auto kRu = Words::Language::kRussian;
  const auto kEn = Words::Language::kEnglish;
  const std::vector<Case> cases = {
      {"nothing is set", {}, kEn, false},
      {"C", {{"LANG", "C"}}, kEn, false},
      {"Russian of Belarus", {{"LANG", "ru_BY.UTF-8"}}, kRu, true},
      {"in another encoding", {{"LANG", "ru_RU.KOI8-R"}}, kRu, false},
      {"a bare language", {{"LANG", "ru"}}, kRu, false},
      {"LC_MESSAGES beats LANG",
       {{"LANG", "en_US.UTF-8"}, {"LC_MESSAGES", "ru_RU.utf8"}},
       kRu,
       true},
      {"LC_ALL beats both",
       {{"LANG", "ru_RU.UTF-8"}, {"LC_MESSAGES", "ru_RU.UTF-8"}, {"LC_ALL", "C.UTF-8"}},
       kEn,
       true},
      {"what is set to nothing does not count",
       {{"LC_ALL", ""}, {"LANG", "ru_RU.UTF-8"}},
       kRu,
       true},
      {"another language that begins alike", {{"LANG", "run_BI.UTF-8"}}, kEn, true},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Words(c.environment).language(), c.language) << c.label;
    EXPECT_EQ(ShowsUtf8(c.environment), c.utf8) << c.label;
  }
}

}  // namespace
}  // namespace plenary::cli
