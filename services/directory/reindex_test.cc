#include "services/directory/reindex.h"

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/directory/service.h"
#include "tests/testing/forum_suite.h"

namespace plenary::directory {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using D = DirectoryService;

// Every table that holds what is derived.
constexpr const char* kTables[] = {"directory_words", "directory_vocabulary", "word_trigrams",
                                   "person_keys", "organization_keys"};

class ReindexTest : public testing::ForumTest {
 protected:
  void SetUp() override {
    Value(forum_.Do(&D::CreateOrganization,
                    "organization_id: 'kursk' organization { type: REGION "
                    "display_names { language: 'ru' text: 'Курская область' } }"));
    ilyin_ = Person("be", "Ільін");
    Person("ru", "Абрамов");
    const std::string gone = Person("ru", "Ушедший");
    Value(forum_.Do(&D::DeletePerson, forum_.Named(gone)));
    const std::string twin = Person("ru", "Абрамов");
    Value(
        forum_.Do(&D::MergePeople, forum_.Named(ilyin_, absl::StrCat("duplicate: '", twin, "'"))));
  }
  std::string Person(const std::string& language, const std::string& family) {
    return Value(forum_.Do(
                     &D::CreatePerson,
                     absl::StrCat("person { names { language: '", language, "' family_name: '",
                                  family, "' given_name: 'Иван' } work_email: 'A@Example.org' }")))
        .name();
  }
  void Run(const std::string& sql) {
    ASSERT_THAT(storage::WriteAndWait(forum_.store(), {"directory"},
                                      [&](storage::Tx& tx) {
                                        return tx.Run({sql, {}, nullptr});
                                      }),
                IsOk());
  }
  // Everything derived, row by row as text.
  std::vector<std::string> Everything() {
    const char* kQueries[] = {
        "SELECT kind, word, subject, sounds FROM directory_words ORDER BY 1, 2, 3",
        "SELECT kind, word, '', '' FROM directory_vocabulary ORDER BY 1, 2",
        "SELECT kind, trigram, word, '' FROM word_trigrams ORDER BY 1, 2, 3",
        "SELECT 0, key, person, '' FROM person_keys ORDER BY 2, 3",
        "SELECT 1, key, organization, '' FROM organization_keys ORDER BY 2, 3",
        "SELECT deleted_us, name, email_key, body FROM people ORDER BY 2",
        "SELECT 0, name, sort_ru, sort_be FROM people ORDER BY 2",
        "SELECT 0, name, sort_en, sort_zh FROM people ORDER BY 2",
        "SELECT 1, name, sort_ru, sort_be FROM organizations ORDER BY 2",
        "SELECT 1, name, sort_en, sort_zh FROM organizations ORDER BY 2"};
    std::vector<std::string> rows;
    EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                     [&](storage::Tx& tx) {
                                       for (const char* sql : kQueries) {
                                         PLENARY_RETURN_IF_ERROR(
                                             tx.Run({sql, {}, [&](const storage::Row& row) {
                                                       rows.push_back(absl::StrCat(
                                                           row.Int(0), "|", row.Text(1), "|",
                                                           row.Text(2), "|", row.Text(3)));
                                                     }}));
                                       }
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return rows;
  }
  // Makes the database as an older program left it.
  void MakeOld() {
    for (const char* table : kTables) Run(absl::StrCat("DELETE FROM ", table));
    Run("UPDATE people SET sort_ru = sort_key, sort_be = sort_key, sort_en = sort_key, "
        "sort_zh = sort_key, email_key = ''");
    Run("UPDATE organizations SET sort_ru = sort_key, sort_be = sort_key, sort_en = sort_key, "
        "sort_zh = sort_key");
  }

  std::string ilyin_;
};
PLENARY_ON_EVERY_ENGINE(ReindexTest);

TEST_P(ReindexTest, ADatabaseOfAnOlderProgramBecomesWhatANewOneWouldHaveWritten) {
  const std::vector<std::string> before = Everything();
  MakeOld();
  EXPECT_NE(Everything(), before);
  EXPECT_THAT(Value(forum_.Ask(&D::SearchPeople, "query: 'Ільін'")).results(), IsEmpty());
  ASSERT_THAT(Reindex(forum_.store()), IsOk());
  EXPECT_EQ(Everything(), before);
  EXPECT_THAT(Value(forum_.Ask(&D::SearchPeople, "query: 'Ільін'")).results(), SizeIs(1));
  EXPECT_THAT(Value(forum_.Ask(&D::SearchOrganizations, "query: 'Курск'")).results(), SizeIs(1));
}

TEST_P(ReindexTest, WhatIsAsItShouldBeIsLeftAlone) {
  const std::vector<std::string> before = Everything();
  ASSERT_THAT(Reindex(forum_.store()), IsOk());
  EXPECT_EQ(Everything(), before);
  ASSERT_THAT(Reindex(forum_.store()), IsOk());
  EXPECT_EQ(Everything(), before);
}

TEST_P(ReindexTest, WhatIsDoneIsNotDoneAgain) {
  ASSERT_THAT(Reindex(forum_.store()), IsOk());
  Run("DELETE FROM directory_words");
  ASSERT_THAT(Reindex(forum_.store()), IsOk());
  EXPECT_THAT(Value(forum_.Ask(&D::SearchPeople, "query: 'Ільін'")).results(), IsEmpty());
}

TEST_P(ReindexTest, WhatAnotherVersionDerivedIsMadeAnew) {
  const std::vector<std::string> before = Everything();
  Run(
      absl::StrCat("INSERT INTO settings (name, value) VALUES ('derived_directory', "
                   "CAST('0 done ' AS ",
                   GetParam() == "sqlite" ? "BLOB" : "BYTEA", "))"));
  Run("INSERT INTO directory_words (kind, word, subject, sounds) VALUES (0, 'xyz', 'people/x', "
      "' xyz')");
  Run("UPDATE directory_words SET sounds = ' other'");
  ASSERT_THAT(Reindex(forum_.store()), IsOk());
  EXPECT_EQ(Everything(), before);
}

TEST_P(ReindexTest, AfterAnyChangesTheIndexIsWhatWouldBeMadeAnew) {
  const std::vector<std::string> families = {"Ковалёв", "Ковалев", "Кавалёў", "Иванова-Петрова",
                                             "王",      "Müller",  "Ли",      "Орлов"};
  std::mt19937 random(2023);
  const auto family = [&] { return families[random() % families.size()]; };
  std::vector<std::string> people = {Person("ru", family()), Person("zh", family())};
  for (int i = 0; i < 120; ++i) {
    const std::string name = people[random() % people.size()];
    const std::string other = people[random() % people.size()];
    // What may not be, such as a merge with himself, is refused and changes nothing.
    switch (random() % 6) {
      case 0:
        people.push_back(Person(random() % 2 == 0 ? "ru" : "be", family()));
        break;
      case 1:
        (void)forum_.Do(
            &D::UpdatePerson,
            absl::StrCat("person { name: '", name, "' names { language: 'ru' family_name: '",
                         family(), "' given_name: 'Анна' } country_code: 'BY' }"));
        break;
      case 2:
        (void)forum_.Do(&D::DeletePerson, forum_.Named(name));
        break;
      case 3:
        (void)forum_.Do(&D::UndeletePerson, forum_.Named(name));
        break;
      case 4:
        (void)forum_.Do(&D::MergePeople,
                        forum_.Named(name, absl::StrCat("duplicate: '", other, "'")));
        break;
      default:
        (void)forum_.Do(&D::UpdateOrganization,
                        absl::StrCat("organization { name: 'organizations/kursk' "
                                     "short_names { language: 'ru' text: 'Курск ",
                                     family(), "' } }"));
    }
  }
  const std::vector<std::string> changed = Everything();
  MakeOld();
  ASSERT_THAT(Reindex(forum_.store()), IsOk());
  EXPECT_EQ(Everything(), changed);
}

TEST_P(ReindexTest, ThousandsAreCompletedInSeveralTransactions) {
  for (int batch = 0; batch < 2; ++batch) {
    v1::BatchCreatePeopleRequest request;
    for (int i = 0; i < 700; ++i) {
      *request.add_people() = Parse<v1::Person>(absl::StrCat(
          "names { language: 'ru' family_name: 'Многолюдов' given_name: 'Иван ", batch, i, "' }"));
    }
    Value(forum_.Do(&D::BatchCreatePeople, request));
  }
  const std::vector<std::string> before = Everything();
  MakeOld();
  ASSERT_THAT(Reindex(forum_.store()), IsOk());
  EXPECT_EQ(Everything(), before);
}

}  // namespace
}  // namespace plenary::directory
