#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/directory/service.h"
#include "services/directory/table.h"
#include "tests/testing/forum_suite.h"

namespace plenary::directory {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;

using D = DirectoryService;
using Response = v1::FindDuplicatesResponse;

class DuplicatesTest : public testing::ForumTest {
 protected:
  void SetUp() override {
    for (const char* id : {"ministry", "works"}) forum_.Organization(id);
    kovalyov_ =
        Person(Kovalyov("organization: 'organizations/ministry' "
                        "work_email: 's.kovalev@example.org' "
                        "birth_date { year: 1975 month: 4 day: 12 }"));
    Person(
        "names { language: 'ru' family_name: 'Козлов' given_name: 'Сергей' } "
        "organization: 'organizations/ministry'");
  }
  static std::string Kovalyov(const std::string& rest = "") {
    return absl::StrCat(
        "names { language: 'ru' family_name: 'Ковалёв' given_name: 'Сергей' patronymic: 'Ильич' } ",
        rest);
  }
  absl::StatusOr<v1::Person> Create(const std::string& person, const std::string& rest = "") {
    return forum_.Do(&D::CreatePerson, absl::StrCat("person { ", person, " } ", rest));
  }
  std::string Person(const std::string& person) { return Value(Create(person)).name(); }
  Response Find(const std::string& request) {
    return Value(forum_.Ask(&D::FindDuplicates, request));
  }
  // Who looks like somebody about to be created, and how alike they are.
  std::vector<std::pair<std::string, int>> Like(const std::string& person) {
    std::vector<std::pair<std::string, int>> found;
    const Response response = Find(absl::StrCat("person { ", person, " }"));
    for (const auto& candidate : response.candidates()) {
      found.emplace_back(candidate.person().name(), candidate.likeness());
    }
    return found;
  }
  std::vector<std::vector<PersonMatch>> Match(const std::vector<std::string>& people) {
    std::vector<Wanted> wanted;
    wanted.reserve(people.size());
    for (const std::string& person : people) wanted.push_back({Parse<v1::Person>(person)});
    std::vector<std::vector<PersonMatch>> matches;
    EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                     [&](storage::Tx& tx) {
                                       PLENARY_ASSIGN_OR_RETURN(
                                           matches, MatchPeople(tx, testing::TestVault(), wanted));
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return matches;
  }
  std::vector<std::vector<std::string>> OrganizationsCalled(const std::vector<std::string>& names) {
    std::vector<std::vector<std::string>> found;
    EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                     [&](storage::Tx& tx) {
                                       PLENARY_ASSIGN_OR_RETURN(found,
                                                                FindOrganizationsByName(tx, names));
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return found;
  }

  std::string kovalyov_;
};
PLENARY_ON_EVERY_ENGINE(DuplicatesTest);

TEST_P(DuplicatesTest, WhoLooksLikeSomebodyIsFoundWithTheReasons) {
  const struct {
    const char* label;
    std::string person;
    int likeness;
    std::vector<Response::Reason> reasons;
  } kCases[] = {
      {"the same name", Kovalyov(), 750, {Response::SAME_NAME}},
      {"a Belarusian passport",
       "names { language: 'en' family_name: 'KAVALIOU' given_name: 'SIARHEI' } "
       "organization: 'organizations/ministry'",
       850,
       {Response::NAME_SOUNDS_ALIKE, Response::SAME_ORGANIZATION}},
      {"initials",
       "names { language: 'ru' family_name: 'Ковалев' given_name: 'С.' patronymic: 'И.' } "
       "organization: 'organizations/ministry'",
       800,
       {Response::INITIALS_FIT, Response::SAME_ORGANIZATION}},
      {"misspelt",
       "names { language: 'ru' family_name: 'Ковклёв' given_name: 'Сергей' } "
       "organization: 'organizations/ministry'",
       800,
       {Response::NAME_MISSPELT, Response::SAME_ORGANIZATION}},
      {"parts swapped",
       "names { language: 'ru' family_name: 'Сергей' given_name: 'Ковалёв' }",
       650,
       {Response::NAME_PARTS_SWAPPED}},
      {"one mail",
       "names { language: 'en' family_name: 'Kovalev' given_name: 'Sergey' } "
       "work_email: 'S.Kovalev@Example.org'",
       950,
       {Response::NAME_SOUNDS_ALIKE, Response::SAME_EMAIL}},
      {"one date of birth",
       Kovalyov("birth_date { year: 1975 month: 4 day: 12 }"),
       1000,
       {Response::SAME_NAME, Response::SAME_BIRTH_DATE}},
      {"misspelt, one date of birth",
       "names { language: 'ru' family_name: 'Ковклёв' given_name: 'Сергей' } "
       "birth_date { year: 1975 month: 4 day: 12 }",
       800,
       {Response::NAME_MISSPELT, Response::SAME_BIRTH_DATE}}};
  for (const auto& one : kCases) {
    SCOPED_TRACE(one.label);
    const Response response = Find(absl::StrCat("person { ", one.person, " }"));
    ASSERT_THAT(response.candidates(), SizeIs(1));
    const auto& candidate = response.candidates(0);
    EXPECT_EQ(candidate.person().name(), kovalyov_);
    EXPECT_EQ(candidate.likeness(), one.likeness);
    std::vector<Response::Reason> reasons;
    for (const int reason : candidate.reasons()) {
      reasons.push_back(static_cast<Response::Reason>(reason));
    }
    EXPECT_EQ(reasons, one.reasons);
  }
}

TEST_P(DuplicatesTest, WhoIsSomebodyElseIsNotShown) {
  EXPECT_THAT(Like("names { language: 'ru' family_name: 'Петрова' given_name: 'Анна' }"),
              IsEmpty());
  EXPECT_THAT(Like(Kovalyov("birth_date { year: 1980 month: 1 day: 1 }")), IsEmpty());
  EXPECT_THAT(Like("names { language: 'ru' family_name: 'Ковалёв' given_name: 'Пётр' }"),
              IsEmpty());
}

TEST_P(DuplicatesTest, OfSomebodyWhoIsThereHeHimselfIsNone) {
  EXPECT_THAT(Find(forum_.Named(kovalyov_)).candidates(), IsEmpty());
  const std::string other = Person(
      "names { language: 'be' family_name: 'Кавалёў' given_name: 'Сяргей' } "
      "organization: 'organizations/ministry'");
  const Response of_one = Find(forum_.Named(kovalyov_));
  ASSERT_THAT(of_one.candidates(), SizeIs(1));
  EXPECT_EQ(of_one.candidates(0).person().name(), other);
  const Response of_other = Find(forum_.Named(other));
  ASSERT_THAT(of_other.candidates(), SizeIs(1));
  EXPECT_EQ(of_other.candidates(0).person().name(), kovalyov_);
}

TEST_P(DuplicatesTest, TheLikeliestComeFirstAndNoMoreThanAskedFor) {
  const std::string namesake = Person(Kovalyov("organization: 'organizations/works'"));
  const std::string initials =
      Person("names { language: 'ru' family_name: 'Ковалёв' given_name: 'С.' }");
  EXPECT_THAT(Like(Kovalyov("organization: 'organizations/ministry'")),
              ElementsAre(Pair(kovalyov_, 950), Pair(namesake, 750), Pair(initials, 550)));
  EXPECT_THAT(Find(absl::StrCat("page_size: 2 person { ", Kovalyov(), " }")).candidates(),
              SizeIs(2));
}

TEST_P(DuplicatesTest, ADeletedOrMergedPersonIsNobodysDuplicate) {
  const std::string twin = Person(Kovalyov());
  EXPECT_THAT(Like(Kovalyov()), SizeIs(2));
  Value(
      forum_.Do(&D::MergePeople, absl::StrCat("name: '", twin, "' duplicate: '", kovalyov_, "'")));
  EXPECT_THAT(Like(Kovalyov()), ElementsAre(Pair(twin, 750)));
  EXPECT_THAT(Find(forum_.Named(kovalyov_)).candidates(), IsEmpty());
  Value(forum_.Do(&D::DeletePerson, forum_.Named(twin)));
  EXPECT_THAT(Like(Kovalyov("work_email: 's.kovalev@example.org'")), IsEmpty());
}

TEST_P(DuplicatesTest, ARequestThatNamesNobodyIsRefused) {
  EXPECT_THAT(BadFields(forum_.Ask(&D::FindDuplicates, "page_size: 3").status()),
              ElementsAre("name"));
  EXPECT_THAT(forum_.Ask(&D::FindDuplicates, "name: 'people/nobody'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(DuplicatesTest, ALikelyDuplicateIsNotCreatedWhereThatIsAskedFor) {
  const std::string careful = "refuse_likely_duplicate: true";
  const auto refused = Create(Kovalyov(), careful);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_LIKELY_DUPLICATE));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_EQ(base::MetadataOf(refused.status())["person"], kovalyov_);
  EXPECT_EQ(base::MetadataOf(refused.status())["candidates"], "1");
  EXPECT_THAT(Create(Kovalyov("birth_date { year: 1980 month: 1 day: 1 }"), careful), IsOk());
  // Shown, but not likely.
  EXPECT_THAT(
      Create("names { language: 'ru' family_name: 'Сергей' given_name: 'Ковалёв' }", careful),
      IsOk());
  EXPECT_THAT(Create(Kovalyov()), IsOk());
}

TEST_P(DuplicatesTest, ManyAreMatchedAtOnceAndToldWhoIsTheSame) {
  const auto matches =
      Match({Kovalyov("organization: 'organizations/ministry'"),
             "names { language: 'ru' family_name: 'Петрова' given_name: 'Анна' }",
             Kovalyov("organization: 'organizations/works'"),
             Kovalyov("organization: 'organizations/works' "
                      "birth_date { year: 1975 month: 4 day: 12 }"),
             "names { language: 'ru' family_name: 'Ковалёв' given_name: 'С.' } "
             "organization: 'organizations/ministry'",
             "names { language: 'en' family_name: 'Kovalev' given_name: 'Sergey' } "
             "work_email: 's.kovalev@example.org'"});
  ASSERT_THAT(matches, SizeIs(6));
  const struct {
    size_t wanted;
    int likeness;
    bool is_same;
  } kCases[] = {{0, 950, true}, {2, 750, false}, {3, 1000, true}, {4, 800, false}, {5, 950, false}};
  for (const auto& one : kCases) {
    SCOPED_TRACE(one.wanted);
    ASSERT_THAT(matches[one.wanted], SizeIs(1));
    const PersonMatch& match = matches[one.wanted].front();
    EXPECT_EQ(match.person.name(), kovalyov_);
    EXPECT_EQ(match.likeness, one.likeness);
    EXPECT_EQ(match.is_same, one.is_same);
    EXPECT_THAT(match.reasons, Not(IsEmpty()));
  }
  EXPECT_THAT(matches[1], IsEmpty());
}

TEST_P(DuplicatesTest, OfANameThatManyHaveTheOneIsFoundWhoIsTheSame) {
  v1::BatchCreatePeopleRequest request;
  for (int i = 0; i < 60; ++i) {
    v1::Person& person = *request.add_people();
    person = Parse<v1::Person>(Kovalyov());
    if (i != 59) person.set_organization("organizations/works");
    if (i == 58)
      *person.mutable_birth_date() = Parse<google::type::Date>("year: 1980 month: 1 day: 1");
  }
  const auto created = Value(forum_.Do(&D::BatchCreatePeople, request));
  const auto matches = Match({Kovalyov("organization: 'organizations/ministry'"), Kovalyov(),
                              Kovalyov("birth_date { year: 1980 month: 1 day: 1 } "
                                       "organization: 'organizations/ministry'")});
  const std::string same[] = {kovalyov_, created.people(59).name(), created.people(58).name()};
  for (size_t i = 0; i < matches.size(); ++i) {
    ASSERT_THAT(matches[i], SizeIs(kMostMatches)) << i;
    EXPECT_EQ(matches[i].front().person.name(), same[i]) << i;
    EXPECT_TRUE(matches[i].front().is_same) << i;
    EXPECT_FALSE(matches[i][1].is_same) << i;
  }
}

TEST_P(DuplicatesTest, WhoIsThereWithInitialsOnlyIsMatchedByTheWholeName) {
  const std::string initials = Person(
      "names { language: 'ru' family_name: 'Жданов' given_name: 'П.' } "
      "organization: 'organizations/works'");
  const auto matches =
      Match({"names { language: 'ru' family_name: 'Жданов' given_name: 'Пётр' } "
             "organization: 'organizations/works'"});
  ASSERT_THAT(matches[0], SizeIs(1));
  EXPECT_EQ(matches[0][0].person.name(), initials);
  EXPECT_EQ(matches[0][0].likeness, 800);
}

TEST_P(DuplicatesTest, AnOrganizationIsKnownByEachOfItsNames) {
  Value(forum_.Do(&D::CreateOrganization,
                  "organization_id: 'mininfo' organization { type: AUTHORITY "
                  "display_names { language: 'ru' text: 'Министерство связи' } "
                  "short_names { language: 'ru' text: 'Минсвязи' } "
                  "alternative_names { language: 'ru' text: 'Мининформ' } }"));
  Value(forum_.Do(&D::CreateOrganization,
                  "organization_id: 'other' organization { type: AUTHORITY "
                  "display_names { language: 'ru' text: 'МИНСВЯЗИ' } }"));
  const std::vector<std::string> both = {"organizations/mininfo", "organizations/other"};
  EXPECT_THAT(OrganizationsCalled({"министерство  связи", "Минсвязи", "мининформ", "Минск"}),
              ElementsAre(ElementsAre("organizations/mininfo"), both,
                          ElementsAre("organizations/mininfo"), IsEmpty()));
  Value(forum_.Do(&D::DeleteOrganization, forum_.Named("organizations/other")));
  EXPECT_THAT(OrganizationsCalled({"Минсвязи"}), ElementsAre(ElementsAre("organizations/mininfo")));
}

TEST_P(DuplicatesTest, ADateOfBirthIsNeverToldAgain) {
  const v1::Person person = Value(forum_.Ask(&D::GetPerson, forum_.Named(kovalyov_)));
  EXPECT_FALSE(person.has_birth_date());
  EXPECT_TRUE(person.birth_date_known());
  const auto update = [&](const std::string& fields, const std::string& mask) {
    return forum_.Do(&D::UpdatePerson, absl::StrCat("person { name: '", kovalyov_, "' ", fields,
                                                    " } update_mask { paths: '", mask, "' }"));
  };
  EXPECT_TRUE(Value(update(Kovalyov(), "*")).birth_date_known());
  const auto changed = Value(update("birth_date { year: 1976 month: 2 day: 29 }", "birth_date"));
  EXPECT_TRUE(changed.birth_date_known());
  EXPECT_FALSE(changed.has_birth_date());
  EXPECT_THAT(Like(Kovalyov("birth_date { year: 1976 month: 2 day: 29 }")),
              ElementsAre(Pair(kovalyov_, 1000)));
  EXPECT_FALSE(Value(update("", "birth_date")).birth_date_known());
  EXPECT_THAT(Like(Kovalyov("birth_date { year: 1976 month: 2 day: 29 }")),
              ElementsAre(Pair(kovalyov_, 750)));
  EXPECT_TRUE(Value(forum_.Do(&D::UpdatePerson,
                              absl::StrCat("person { name: '", kovalyov_,
                                           "' birth_date { year: 1975 month: 4 day: 12 } }")))
                  .birth_date_known());

  std::string payloads;
  EXPECT_THAT(storage::ReadAndWait(
                  forum_.store(),
                  [&](storage::Tx& tx) {
                    const auto add = [&](const storage::Row& row) {
                      payloads += std::string(row.Text(0));
                    };
                    PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT payload FROM changes", {}, add}));
                    return tx.Run({"SELECT body FROM people", {}, add});
                  }),
              IsOk());
  const v1::Person dates = Parse<v1::Person>("birth_date { year: 1975 month: 4 day: 12 }");
  EXPECT_THAT(payloads, Not(HasSubstr(dates.SerializeAsString())));
}

TEST_P(DuplicatesTest, ADateOfBirthIsAWholeDateFrom1900ToToday) {
  const char* kBad[] = {"year: 1975 month: 4",         "month: 4 day: 12",
                        "year: 1975 month: 2 day: 29", "year: 1899 month: 12 day: 31",
                        "year: 2023 month: 4 day: 18", "year: 1975 month: 13 day: 1",
                        "year: -5 month: 1 day: 1",    "year: 99999999 month: 1 day: 1"};
  for (const char* date : kBad) {
    EXPECT_THAT(BadFields(Create(Kovalyov(absl::StrCat("birth_date { ", date, " }"))).status()),
                ElementsAre("person.birth_date"))
        << date;
  }
  for (const char* date : {"year: 1900 month: 1 day: 1", "year: 2023 month: 4 day: 17",
                           "year: 2000 month: 2 day: 29"}) {
    EXPECT_THAT(Create(Kovalyov(absl::StrCat("birth_date { ", date, " }"))), IsOk()) << date;
  }
  EXPECT_THAT(forum_
                  .Do(&D::UpdatePerson, absl::StrCat("person { name: '", kovalyov_,
                                                     "' birth_date { year: 1980 } } "
                                                     "update_mask { paths: 'birth_date.year' }"))
                  .status(),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
}

}  // namespace
}  // namespace plenary::directory
