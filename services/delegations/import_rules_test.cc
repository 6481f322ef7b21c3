#include "services/delegations/import_rules.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/delegations/import_delegation_rules.h"
#include "services/delegations/import_words_rules.h"
#include "tests/testing/protos.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::EqualsProto;
using ::plenary::testing::Parse;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using P = v1::Participant;

v1::ImportColumn Column(int index, v1::ImportField field, const std::string& language = "") {
  v1::ImportColumn column;
  column.set_index(index);
  column.set_field(field);
  column.set_language(language);
  return column;
}

ListReading Reading(std::vector<v1::ImportColumn> columns) {
  ListReading reading;
  reading.columns = std::move(columns);
  reading.zone = absl::FixedTimeZone(3 * 60 * 60);
  return reading;
}

interchange::TableRow RowOf(std::vector<std::string> cells) {
  interchange::TableRow row;
  row.line = 7;
  row.cells = std::move(cells);
  return row;
}

ImportRow Read(std::vector<v1::ImportColumn> columns, std::vector<std::string> cells) {
  const interchange::TableRow row = RowOf(std::move(cells));
  const ListReading reading = Reading(std::move(columns));
  return ReadParticipantRow(row, reading, false);
}

TEST(ImportRulesTest, ATextIsInTheLanguageThatWasSaidUnlessItsLettersSayOtherwise) {
  struct Case {
    const char* label;
    const char* text;
    const char* said;
    const char* language;
  };
  for (const Case& c : std::vector<Case>{{"nothing said", "Иванов", "", "ru"},
                                         {"a Belarusian letter", "Кавалёў", "", "be"},
                                         {"Latin", "Ivanov", "", "en"},
                                         {"Chinese", "王小明", "", "zh"},
                                         {"said and possible", "Иванов", "be", "be"},
                                         {"said and impossible", "Ivanov", "ru", "en"},
                                         {"another Latin language", "Müller", "de", "de"},
                                         {"no letters at all", "123", "ru", "ru"}}) {
    EXPECT_EQ(LanguageOf(c.text, c.said), c.language) << c.label;
  }
}

TEST(ImportRulesTest, PartsOfANameStandTogetherByLanguage) {
  const ImportRow row = Read({Column(1, v1::FAMILY_NAME, "ru"), Column(2, v1::GIVEN_NAME, "ru"),
                              Column(3, v1::FAMILY_NAME, "be"), Column(4, v1::GIVEN_NAME, "be")},
                             {"Ковалёв", "Сергей", "Кавалёў", "Сяргей"});
  EXPECT_THAT(row.problems, IsEmpty());
  ASSERT_EQ(row.person.names_size(), 2);
  EXPECT_THAT(row.person.names(0),
              EqualsProto(Parse<v1::PersonName>(
                  "language: 'ru' family_name: 'Ковалёв' given_name: 'Сергей'")));
  EXPECT_EQ(row.person.names(1).given_name(), "Сяргей");
}

TEST(ImportRulesTest, InitialsAreSeen) {
  EXPECT_TRUE(Read({Column(1, v1::FULL_NAME)}, {"Иванов И.И."}).has_only_initials);
  EXPECT_FALSE(Read({Column(1, v1::FULL_NAME)}, {"Иванов Иван Иванович"}).has_only_initials);
}

TEST(ImportRulesTest, ARowWithoutANameIsNoRow) {
  EXPECT_TRUE(HoldBack(Read({Column(1, v1::FULL_NAME), Column(2, v1::NOTE)}, {"", "x"}).problems));
  EXPECT_FALSE(
      HoldBack(Read({Column(1, v1::FULL_NAME), Column(2, v1::PERSON)}, {"", "p1"}).problems));
}

TEST(ImportRulesTest, TimesAreThoseOfTheClocksAtTheEvent) {
  const ImportRow row = Read({Column(1, v1::FULL_NAME), Column(2, v1::ARRIVAL_TIME)},
                             {"Иванов Иван", "18.04.2023 09:30"});
  const absl::Time time = absl::FromUnixSeconds(row.participant.stay().arrival().time().seconds());
  EXPECT_EQ(time, absl::FromCivil(absl::CivilSecond(2023, 4, 18, 6, 30, 0), absl::UTCTimeZone()));
}

TEST(ImportRulesTest, ADayWithoutATimeIsTakenWithARemark) {
  const ImportRow row = Read({Column(1, v1::FULL_NAME), Column(2, v1::ARRIVAL_TIME)},
                             {"Иванов Иван Иванович", "18.04.2023"});
  ASSERT_THAT(row.problems, SizeIs(1));
  EXPECT_EQ(row.problems[0].severity(), v1::ImportReject::REMARK);
  EXPECT_EQ(row.problems[0].column(), 2);
}

TEST(ImportRulesTest, WhatDiffersInBlanksOnlyChangesNothing) {
  const ImportRow row = Read({Column(1, v1::FULL_NAME), Column(2, v1::NOTE), Column(3, v1::HOTEL)},
                             {"Иванов Иван", "a\r\nb", "Hotel  Minsk "});
  auto participant = Parse<P>("note: 'a\\nb' stay { hotel: 'Hotel Minsk' } capacity: ADVISER");
  const P before = participant;
  ApplyRow(row, v1::Person(), participant);
  EXPECT_THAT(participant, EqualsProto(before));
}

TEST(ImportRulesTest, WhoIsFoundByTheNameKeepsItAndGetsNamesInOtherLanguages) {
  const ImportRow row = Read({Column(1, v1::FULL_NAME, "ru"), Column(2, v1::FULL_NAME, "en")},
                             {"Иванова Анна", "Ivanova Anna"});
  const auto before =
      Parse<v1::Person>("names { language: 'ru' family_name: 'Иванова' given_name: 'Аня' }");
  v1::Person found = before;
  ApplyRow(row, false, found);
  ASSERT_EQ(found.names_size(), 2);
  EXPECT_EQ(found.names(0).given_name(), "Аня");
  EXPECT_EQ(found.names(1).family_name(), "Ivanova");
  v1::Person named = before;
  ApplyRow(row, true, named);
  EXPECT_EQ(named.names(0).given_name(), "Анна");
}

TEST(ImportRulesTest, ALikelyPersonIsAQuestionAndTheSameOneIsNot) {
  using Kind = Identity::Kind;
  v1::ImportDecision is_new;
  is_new.set_create_new(true);
  struct Case {
    const char* label;
    std::vector<Lookalike> lookalikes;
    const v1::ImportDecision* decision;
    v1::DuplicateHandling handling;
    Kind kind;
    const char* person;
  };
  for (const Case& c : std::vector<Case>{
           {"nobody", {}, nullptr, v1::ASK, Kind::kNew, ""},
           {"somebody unlike", {{"people/a", 600}}, nullptr, v1::ASK, Kind::kNew, ""},
           {"somebody like", {{"people/a", 750}}, nullptr, v1::ASK, Kind::kQuestion, ""},
           {"likeness allowed", {{"people/a", 750}}, nullptr, v1::CREATE_NEW, Kind::kNew, ""},
           {"decided", {{"people/a", 1000, true}}, &is_new, v1::ASK, Kind::kNew, ""},
           {"the same", {{"people/a", 1000, true}}, nullptr, v1::ASK, Kind::kPerson, "people/a"},
           {"the same, beside one like",
            {{"people/a", 1000, true}, {"people/b", 800}},
            nullptr,
            v1::ASK,
            Kind::kPerson,
            "people/a"},
           {"two the same",
            {{"people/a", 1000, true}, {"people/b", 1000, true}},
            nullptr,
            v1::CREATE_NEW,
            Kind::kQuestion,
            ""},
           {"two the same, one of them here",
            {{"people/a", 1000, true}, {"people/b", 1000, true, true}},
            nullptr,
            v1::ASK,
            Kind::kPerson,
            "people/b"}}) {
    const Identity identity = Identify(c.decision, c.handling, c.lookalikes);
    EXPECT_EQ(identity.kind, c.kind) << c.label;
    EXPECT_EQ(identity.person, c.person) << c.label;
  }
}

// --- Words.

TEST(ImportWordsTest, EveryWordOfAnExportIsReadBack) {
  for (const char* language : {"ru", "be", "en", "zh", "de"}) {
    for (int i = P::HEAD; i <= P::SUPPORT; ++i) {
      const auto capacity = static_cast<P::Capacity>(i);
      EXPECT_EQ(ReadCapacity(CapacityWord(capacity, language)), capacity) << language << i;
    }
    for (int i = P::SPEAKER; i <= P::GUEST; ++i) {
      const auto function = static_cast<P::Function>(i);
      EXPECT_EQ(ReadFunction(FunctionWord(function, language)), function) << language << i;
    }
    for (int i = v1::Delegation::SENDER; i <= v1::Delegation::SHARED; ++i) {
      const auto payer = static_cast<v1::Delegation::Payer>(i);
      EXPECT_EQ(ReadPayer(PayerWord(payer, language)), payer) << language << i;
    }
    for (const char* code : {"BY", "RU", "CN", "CD", "CG", "GE", "US", "KP", "KR", "GB"}) {
      EXPECT_EQ(ReadCountry(CountryWord(code, language)), code) << language << code;
    }
  }
}

TEST(ImportWordsTest, CountriesAndLanguagesAreKnownByManyNames) {
  for (const char* name : {"Беларусь", "Республика Беларусь", "РБ", "BY", "by", "BLR", "Belarus",
                           "白俄罗斯", "Белоруссия", "Рэспубліка Беларусь"}) {
    EXPECT_EQ(ReadCountry(name), "BY") << name;
  }
  EXPECT_EQ(ReadCountry("Атлантида"), absl::nullopt);
  for (const char* name : {"русский", "Русский язык", "ru", "Russian", "руская", "рус.", "俄语"}) {
    EXPECT_EQ(ReadLanguage(name), "ru") << name;
  }
  EXPECT_EQ(ReadLanguage("zh-Hans"), "zh-Hans");
  EXPECT_EQ(ReadLanguage("эльфийский"), absl::nullopt);
}

TEST(ImportWordsTest, EntriesOfACellAreReadBackWhateverIsInThem) {
  const std::vector<std::string> entries = {"a; b", "c\\", "d, e", "f\\;g"};
  EXPECT_EQ(SplitEntries(JoinEntries(entries, ';'), ';'), entries);
  EXPECT_EQ(SplitEntries(JoinEntries(entries, ','), ','), entries);
  EXPECT_THAT(SplitEntries(" a ;; b;", ';'), ElementsAre("a", "b"));
}

// --- Delegations.

TEST(ImportRulesTest, PapersOfADelegationAreReadBack) {
  const auto delegation = Parse<v1::Delegation>(
      "basis { kind: ORDER registration_number: '12-п; 3|4' date: '2023-03-15' signatory: 'A B' } "
      "basis { registration_number: '7' } basis { kind: LETTER external_url: 'https://x.example' "
      "}");
  for (const char* language : {"ru", "en"}) {
    v1::Delegation read;
    for (const auto& paper : ReadBasis(BasisText(delegation.basis(), language))) {
      *read.add_basis() = paper;
    }
    EXPECT_THAT(read, EqualsProto(delegation)) << language;
  }
  EXPECT_EQ(ReadBasis("Приказ | 5 | 15.03.2023").at(0).date(), "2023-03-15");
}

TEST(ImportRulesTest, APersonInACellIsFoundByTheIdInBrackets) {
  EXPECT_EQ(IdIn(PersonText("Примеров Пётр", "people/ab12")), "ab12");
  EXPECT_EQ(IdIn("people/ab12"), "ab12");
  EXPECT_EQ(IdIn("Примеров (младший)"), "");
  EXPECT_EQ(IdIn("Примеров Пётр"), "");
}

}  // namespace
}  // namespace plenary::delegations
