#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/directory/service.h"
#include "tests/testing/forum_suite.h"

namespace plenary::directory {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Pair;
using ::testing::SizeIs;

using D = DirectoryService;

class SearchTest : public testing::ForumTest {
 protected:
  std::string Person(const std::string& person) {
    return Value(forum_.Do(&D::CreatePerson, absl::StrCat("person { ", person, " }"))).name();
  }
  std::string Person(const std::string& language, const std::string& family,
                     const std::string& given, const std::string& patronymic = "") {
    return Person(NameText(language, family, given, patronymic));
  }
  static std::string NameText(const std::string& language, const std::string& family,
                              const std::string& given, const std::string& patronymic = "") {
    return absl::StrCat("names { language: '", language, "' family_name: '", family,
                        "' given_name: '", given, "' patronymic: '", patronymic, "' } ");
  }
  v1::SearchPeopleResponse Page(const std::string& query, const std::string& rest = "") {
    return Value(forum_.Ask(&D::SearchPeople, absl::StrCat("query: \"", query, "\" ", rest)));
  }
  // Who is found, as lists show them, the best first.
  std::vector<std::string> Found(const std::string& query, const std::string& rest = "") {
    std::vector<std::string> names;
    const auto page = Page(query, rest);
    for (const auto& result : page.results()) {
      names.push_back(result.person().sort_name());
    }
    return names;
  }
  std::set<std::string> NamesFound(const std::string& query) {
    std::set<std::string> names;
    const auto page = Page(query, "page_size: 100");
    for (const auto& result : page.results()) {
      names.insert(result.person().name());
    }
    return names;
  }
  // How each is found.
  std::vector<std::pair<std::string, v1::SearchMatch>> Matches(const std::string& query) {
    std::vector<std::pair<std::string, v1::SearchMatch>> matches;
    const auto page = Page(query);
    for (const auto& result : page.results()) {
      matches.emplace_back(result.person().sort_name(), result.match());
    }
    return matches;
  }
  std::vector<std::string> Organizations(const std::string& query) {
    const auto page =
        Value(forum_.Ask(&D::SearchOrganizations, absl::StrCat("query: \"", query, "\"")));
    std::vector<std::string> ids;
    for (const auto& result : page.results()) {
      ids.emplace_back(base::LastId(result.organization().name()));
    }
    return ids;
  }
  void Organization(const std::string& id, const std::string& names) {
    Value(forum_.Do(
        &D::CreateOrganization,
        absl::StrCat("organization_id: '", id, "' organization { type: COMPANY ", names, " }")));
  }
};
PLENARY_ON_EVERY_ENGINE(SearchTest);

TEST_P(SearchTest, OnePersonIsFoundByVisaPassportAndBadge) {
  Person(absl::StrCat("country_code: 'BY' ", NameText("ru", "Ковалёв", "Сергей", "Ильич"),
                      NameText("be", "Кавалёў", "Сяргей", "Ільіч")));
  Person("ru", "Козлов", "Сергей", "Ильич");
  for (const char* query :
       {"Ковалёв", "ковалев сергей", "Сергей Ковалёв", "КАВАЛЁЎ", "Kavaliou", "Kavaliou Siarhei",
        "Kovalev", "Kovalyov Sergey", "kovalev s", "Ковалёв С.И.", "кав", "Kova", "科瓦廖夫"}) {
    EXPECT_THAT(Found(query), Contains("Ковалёв Сергей Ильич")) << query;
  }
}

TEST_P(SearchTest, AChinesePersonIsFoundByCharactersPinyinAndCyrillic) {
  Person("zh", "王", "小明");
  Person("en", "Zhang", "Wei");
  for (const char* query : {"王小明", "王", "小明", "Wang Xiaoming", "Xiaoming Wang", "Ван Сяомин",
                            "wang x", "Ван Сяо", "王小"}) {
    EXPECT_THAT(Found(query), ElementsAre("王 小明")) << query;
  }
  for (const char* query : {"张伟", "Чжан Вэй", "zhang"}) {
    EXPECT_THAT(Found(query), ElementsAre("Zhang Wei")) << query;
  }
}

TEST_P(SearchTest, TheBestComesFirstAndSaysHowItWasFound) {
  Person("ru", "Иванова", "Анна");
  Person("ru", "Иванов", "Борис");
  Person("be", "Іваноў", "Алесь");
  Person("ru", "Ивонов", "Виктор");
  Person("ru", "Петров", "Иван");
  EXPECT_THAT(
      Matches("Иванов"),
      ElementsAre(Pair("Иванов Борис", v1::EXACT), Pair("Иванова Анна", v1::BEGINNING),
                  Pair("Ивонов Виктор", v1::SOUNDS_ALIKE), Pair("Іваноў Алесь", v1::SOUNDS_ALIKE)));
  EXPECT_THAT(Matches("Пертов"), ElementsAre(Pair("Петров Иван", v1::MISSPELT)));
}

TEST_P(SearchTest, EveryWordMustBeFoundEachInANameOfItsOwn) {
  Person("ru", "Иванов", "Пётр");
  Person("ru", "Иванов", "Иван");
  Person("ru", "Петров", "Иван");
  EXPECT_THAT(Found("Иванов Иван"), ElementsAre("Иванов Иван"));
  EXPECT_THAT(Found("Иванов И"), ElementsAre("Иванов Иван"));
  EXPECT_THAT(Found("И. Петров"), ElementsAre("Петров Иван"));
  EXPECT_THAT(Found("Иван Сидоров"), IsEmpty());
}

TEST_P(SearchTest, ALatinInitialStandsForEveryLetterThatIsSpelledSo) {
  for (const char* given : {"Юрий", "Яна", "Харитон", "Цветана", "Борис"}) {
    Person("ru", "Ковалёв", given);
  }
  EXPECT_EQ(Found("Kovalev Yu").front(), "Ковалёв Юрий");
  EXPECT_THAT(Found("Y. Kovalev"), IsSupersetOf({"Ковалёв Юрий", "Ковалёв Яна"}));
  EXPECT_THAT(Found("Kovalev K"), ElementsAre("Ковалёв Харитон"));
  EXPECT_THAT(Found("Kovalev T"), ElementsAre("Ковалёв Цветана"));
  EXPECT_THAT(Found("Kovalev B"), ElementsAre("Ковалёв Борис"));
}

TEST_P(SearchTest, ASlightMisspellingIsForgiven) {
  Person("ru", "Щербаков", "Николай");
  Person("ru", "Орлов", "Пётр");
  for (const char* query : {"Щербков", "Щрбаков", "Щебраков", "Щербакков", "Sherbakov Nikolay",
                            "Щербаков Никалой", "Щербков Николай", "Щербоквв", "Щербков Никлоай"}) {
    EXPECT_THAT(Found(query), Contains("Щербаков Николай")) << query;
  }
  // Two letters that changed places in a short name leave no piece of it whole.
  EXPECT_THAT(Found("Оролв"), Contains("Орлов Пётр"));
  EXPECT_THAT(Found("Козлов"), IsEmpty());
}

TEST_P(SearchTest, ARussianNameIsFoundByTheCharactersThatTranscribeIt) {
  Person("ru", "Ковалёв", "Иван");
  Person("be", "Іваноў", "Андрэй");
  Person("zh", "科瓦廖夫", "伊万");
  for (const char* query : {"科瓦廖夫", "伊万·科瓦廖夫", "Kovalev", "Кавалёў"}) {
    EXPECT_THAT(Found(query), Contains("Ковалёв Иван")) << query;
  }
  EXPECT_THAT(Found("伊万诺夫"), Contains("Іваноў Андрэй"));
  EXPECT_THAT(Found("Ковалёв"), SizeIs(2));
}

TEST_P(SearchTest, WhoseFamilyNameWasTypedStandsBeforeWhoseFatherHasTheName) {
  const auto person = [&](const char* name) {
    Value(forum_.Do(&D::CreatePerson,
                    absl::StrCat("person { names { language: 'ru' ", name, " } }")));
  };
  person("family_name: 'Алексеев' given_name: 'Пётр' patronymic: 'Образцовович'");
  person("family_name: 'Образцов' given_name: 'Яков'");
  EXPECT_THAT(Found("Образцов"), ElementsAre("Образцов Яков", "Алексеев Пётр Образцовович"));
  EXPECT_THAT(Found("Образцев Я"), ElementsAre("Образцов Яков", "Алексеев Пётр Образцовович"));
  EXPECT_THAT(Found("Оброзцов"), ElementsAre("Образцов Яков", "Алексеев Пётр Образцовович"));
}

TEST_P(SearchTest, WhatIsDeletedOrRenamedIsFoundAsItIsNow) {
  const std::string name = Person("ru", "Яковлева", "Анна");
  EXPECT_THAT(Found("Яковлева"), SizeIs(1));
  Value(forum_.Do(&D::UpdatePerson, absl::StrCat("person { name: '", name, "' ",
                                                 NameText("ru", "Арбузова", "Анна"), " }")));
  EXPECT_THAT(Found("Яковлева"), IsEmpty());
  EXPECT_THAT(Found("Яковлеав"), IsEmpty());
  EXPECT_THAT(Found("Арбузова"), ElementsAre("Арбузова Анна"));
  EXPECT_THAT(Found("Анна"), ElementsAre("Арбузова Анна"));
  Value(forum_.Do(&D::DeletePerson, forum_.Named(name)));
  EXPECT_THAT(Found("Арбузова"), IsEmpty());
  Value(forum_.Do(&D::UndeletePerson, forum_.Named(name)));
  EXPECT_THAT(Found("Арбузова"), ElementsAre("Арбузова Анна"));
}

TEST_P(SearchTest, ASettledLatinSpellingIsFoundInsteadOfTheSuggestedOne) {
  const std::string name = Person("ru", "Цветков", "Иван");
  EXPECT_THAT(Found("Tsvetkov"), SizeIs(1));
  Value(forum_.Do(&D::UpdatePerson,
                  absl::StrCat("person { name: '", name,
                               "' latin_name { language: 'en' family_name: 'Flower' } }")));
  EXPECT_THAT(Found("Flower"), SizeIs(1));
}

TEST_P(SearchTest, OneTransactionCreatesAndFinds) {
  v1::BatchCreatePeopleRequest request;
  for (int i = 0; i < 40; ++i) {
    *request.add_people() =
        Parse<v1::Person>(NameText("ru", absl::StrCat("Образцов", i % 4 == 0 ? "а" : ""), "Ян"));
  }
  Value(forum_.Do(&D::BatchCreatePeople, request));
  EXPECT_THAT(NamesFound("Образцов Ян"), SizeIs(40));
  const auto page = Page("Образцова", "page_size: 100");
  EXPECT_EQ(std::count_if(page.results().begin(), page.results().end(),
                          [](const auto& result) { return result.match() == v1::EXACT; }),
            10);
}

TEST_P(SearchTest, ADryRunLeavesNobodyToBeFound) {
  Value(forum_.Do(&D::CreatePerson, absl::StrCat("validate_only: true person { ",
                                                 NameText("ru", "Призраков", "Пётр"), " }")));
  EXPECT_THAT(Found("Призраков"), IsEmpty());
  EXPECT_THAT(Found("Призарков"), IsEmpty());
}

TEST_P(SearchTest, PagesHoldEveryResultOnceInTheOrderOfTheReader) {
  for (const char* given : {"Яна", "Анна", "Борис", "Зоя", "Вера"}) {
    Person("ru", "Образцова", given);
  }
  Person("ru", "Оброзцеваа", "Ян");
  auto request =
      Parse<v1::SearchPeopleRequest>("query: 'образцова' page_size: 2 language_code: 'ru-BY'");
  std::vector<std::string> names;
  std::vector<int> sizes;
  do {
    const auto page = Value(forum_.Ask(&D::SearchPeople, request));
    sizes.push_back(page.results_size());
    for (const auto& result : page.results()) names.push_back(result.person().sort_name());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(sizes, ElementsAre(2, 2, 2));
  EXPECT_THAT(names, ElementsAre("Образцова Анна", "Образцова Борис", "Образцова Вера",
                                 "Образцова Зоя", "Образцова Яна", "Оброзцеваа Ян"));
}

TEST_P(SearchTest, APageTokenIsForItsQueryAndThreeDays) {
  for (const char* given : {"Анна", "Борис", "Вера"}) Person("ru", "Образцова", given);
  const std::string token = Page("образцова", "page_size: 1").next_page_token();
  const std::string next = absl::StrCat("page_size: 1 page_token: '", token, "'");
  EXPECT_THAT(Found("образцова", next), ElementsAre("Образцова Борис"));
  for (const std::string& other : {absl::StrCat("query: 'образцов' ", next),
                                   absl::StrCat("query: 'образцова' language_code: 'ru' ", next)}) {
    EXPECT_THAT(forum_.Ask(&D::SearchPeople, other),
                RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN))
        << other;
  }
  EXPECT_THAT(forum_.Ask(&D::SearchOrganizations, absl::StrCat("query: 'образцова' ", next)),
              RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
  forum_.clock().Advance(absl::Hours(72) + absl::Seconds(1));
  EXPECT_THAT(forum_.Ask(&D::SearchPeople, absl::StrCat("query: 'образцова' ", next)),
              RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
}

TEST_P(SearchTest, ASearchThatCannotBeIsRefused) {
  EXPECT_THAT(BadFields(forum_.Ask(&D::SearchPeople, "page_size: 5").status()),
              ElementsAre("query"));
  EXPECT_THAT(BadFields(forum_.Ask(&D::SearchPeople, "query: 'a' page_size: -1").status()),
              ElementsAre("page_size"));
  EXPECT_THAT(forum_.Ask(&D::SearchPeople, "query: 'a' read_mask { paths: 'age' }"),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
}

TEST_P(SearchTest, WhatHoldsNoLetterFindsNobody) {
  Person("ru", "Иванов", "Иван");
  for (const char* query : {" ", "!?", "%", "_", "' OR 1=1 --", "«»"}) {
    EXPECT_THAT(forum_.Ask(&D::SearchPeople, absl::StrCat("query: \"", query, "\"")), IsOk())
        << query;
  }
  EXPECT_THAT(Found("%"), IsEmpty());
  EXPECT_THAT(Found("!?"), IsEmpty());
}

TEST_P(SearchTest, AReadMaskKeepsWhatItNames) {
  Person("ru", "Иванов", "Иван");
  const auto page = Page("Иванов", "read_mask { paths: 'sort_name' }");
  ASSERT_THAT(page.results(), SizeIs(1));
  EXPECT_EQ(page.results(0).person().sort_name(), "Иванов Иван");
  EXPECT_EQ(page.results(0).person().name(), "");
  EXPECT_EQ(page.results(0).match(), v1::EXACT);
}

TEST_P(SearchTest, AnOrganizationIsFoundByEveryNameItHasOrHad) {
  Organization("ministry",
               "display_names { language: 'ru' text: 'Министерство связи и информатизации' } "
               "display_names { language: 'en' text: 'Ministry of Communications' } "
               "short_names { language: 'ru' text: 'Минсвязи' } "
               "alternative_names { language: 'ru' text: 'Министерство информатики' }");
  Organization("telecom", "display_names { language: 'zh' text: '中国电信' }");
  for (const char* query : {"Министерство связи", "минсв", "Minsvyazi", "МСИИ", "МСИ", "moc",
                            "информатики", "communications ministry", "Министерсвто связи"}) {
    EXPECT_THAT(Organizations(query), Contains("ministry")) << query;
  }
  for (const char* query : {"中国电信", "电信", "中国"}) {
    EXPECT_THAT(Organizations(query), ElementsAre("telecom")) << query;
  }
  Value(forum_.Do(&D::DeleteOrganization, forum_.Named("organizations/ministry")));
  EXPECT_THAT(Organizations("Минсвязи"), IsEmpty());
  Value(forum_.Do(&D::UndeleteOrganization, forum_.Named("organizations/ministry")));
  Value(forum_.Do(&D::UpdateOrganization,
                  "organization { name: 'organizations/ministry' "
                  "short_names { language: 'ru' text: 'Минцифры' } } "
                  "update_mask { paths: 'short_names' }"));
  EXPECT_THAT(Organizations("Минсвязи"), IsEmpty());
  EXPECT_THAT(Organizations("Минцифры"), ElementsAre("ministry"));
}

TEST_P(SearchTest, PeopleAndOrganizationsAreFoundApart) {
  Person("ru", "Заря", "Анна");
  Organization("zarya", "display_names { language: 'ru' text: 'Заря' }");
  EXPECT_THAT(Found("Заря"), ElementsAre("Заря Анна"));
  EXPECT_THAT(Organizations("Заря"), ElementsAre("zarya"));
}

TEST_P(SearchTest, ASearchEndsAfterFiveHundred) {
  for (int batch = 0; batch < 3; ++batch) {
    v1::BatchCreatePeopleRequest request;
    for (int i = 0; i < 200; ++i) {
      *request.add_people() = Parse<v1::Person>(NameText("ru", "Многолюдов", "Иван"));
    }
    Value(forum_.Do(&D::BatchCreatePeople, request));
  }
  auto request = Parse<v1::SearchPeopleRequest>("query: 'многолюдов иван' page_size: 100");
  std::set<std::string> names;
  int pages = 0;
  do {
    const auto page = Value(forum_.Ask(&D::SearchPeople, request));
    for (const auto& result : page.results()) names.insert(result.person().name());
    request.set_page_token(page.next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_EQ(pages, 5);
  EXPECT_THAT(names, SizeIs(500));
}

// The same names in another script, a beginning of one, and one with a letter left out.
TEST_P(SearchTest, EverybodyIsFoundByEachOfHisNames) {
  const std::vector<std::string> families = {
      "Ковалёв",    "Щербаков",    "Шчарбакоў", "Іваноў",   "Цветкова",
      "Чайковский", "Хрыстафораў", "Жданович",  "Эйсмант",  "Юшкевич",
      "Якубовіч",   "Ёлкин",       "Müller",    "O'Neill",  "Прим-Кузьмина",
      "Ли",         "Гайдукевич",  "Шапиро",    "Żukowski", "Дзержинский"};
  const std::vector<std::string> givens = {"Сергей",    "Дмитрий", "Яўген",    "Наталья", "Юлия",
                                           "Аляксандр", "Анна",    "Владимир", "Siarhei", "Пётр"};
  std::mt19937 random(2023);
  v1::BatchCreatePeopleRequest request;
  for (int i = 0; i < 100; ++i) {
    v1::Person& person = *request.add_people();
    v1::PersonName& name = *person.add_names();
    name.set_language(i % 2 == 0 ? "ru" : "be");
    name.set_family_name(families[random() % families.size()]);
    name.set_given_name(givens[random() % givens.size()]);
  }
  const auto created = Value(forum_.Do(&D::BatchCreatePeople, request));
  for (const v1::Person& person : created.people()) {
    const v1::PersonName& name = person.names(0);
    const std::string both = absl::StrCat(name.family_name(), " ", name.given_name());
    const std::string latin = absl::StrCat(person.suggested_latin_name().family_name(), " ",
                                           person.suggested_latin_name().given_name());
    for (const std::string& query :
         {both, absl::StrCat(name.given_name(), " ", name.family_name()), latin}) {
      EXPECT_THAT(NamesFound(query), Contains(person.name())) << query;
    }
    const std::string& passport = person.suggested_latin_name().family_name();
    EXPECT_THAT(
        NamesFound(absl::StrCat(passport.substr(0, passport.size() - 1), " ", name.given_name())),
        Contains(person.name()))
        << passport;
    if (passport.size() < 8) continue;
    std::string misspelt = passport;
    misspelt.erase(3, 1);
    EXPECT_THAT(NamesFound(absl::StrCat(misspelt, " ", name.given_name())), Contains(person.name()))
        << misspelt;
  }
}

}  // namespace
}  // namespace plenary::directory
