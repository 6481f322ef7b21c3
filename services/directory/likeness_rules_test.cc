#include "services/directory/likeness_rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/testing/protos.h"

namespace plenary::directory {
namespace {

using ::plenary::testing::Parse;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

using P = v1::Person;
using Response = v1::FindDuplicatesResponse;

constexpr char kIvan[] =
    "names { language: 'ru' family_name: 'Ковалёв' given_name: 'Сергей' patronymic: 'Ильич' } ";
constexpr char kMinistry[] = "organization: 'organizations/ministry' ";
constexpr char kWorks[] = "organization: 'organizations/works' ";

// `birth_a` and `birth_b` stand for dates of birth; empty: unknown.
Likeness Compare(const P& a, absl::string_view birth_a, const P& b, absl::string_view birth_b) {
  const Likeness likeness = LikenessOf({a, birth_a}, {b, birth_b});
  const Likeness other_way = LikenessOf({b, birth_b}, {a, birth_a});
  EXPECT_EQ(likeness.value, other_way.value);
  EXPECT_EQ(likeness.reasons, other_way.reasons);
  EXPECT_EQ(likeness.is_same, other_way.is_same);
  return likeness;
}

struct LikenessCase {
  const char* label;
  std::string a;
  std::string b;
  int value;
  std::vector<Response::Reason> reasons;
  bool is_same;
};

class LikenessTest : public ::testing::TestWithParam<LikenessCase> {};

TEST_P(LikenessTest, IsWhatNamesAndPapersSay) {
  const LikenessCase& row = GetParam();
  const Likeness likeness = Compare(Parse<P>(row.a), "", Parse<P>(row.b), "");
  EXPECT_EQ(likeness.value, row.value);
  EXPECT_EQ(likeness.reasons, row.reasons);
  EXPECT_EQ(likeness.is_same, row.is_same);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, LikenessTest,
    ::testing::Values(
        LikenessCase{"SameNameAlone", kIvan, kIvan, 750, {Response::SAME_NAME}, true},
        LikenessCase{"SameNameElsewhere",
                     absl::StrCat(kIvan, kMinistry),
                     absl::StrCat(kIvan, kWorks),
                     750,
                     {Response::SAME_NAME},
                     false},
        LikenessCase{"SameNameAndOrganization",
                     absl::StrCat(kIvan, kMinistry),
                     absl::StrCat(kIvan, kMinistry),
                     950,
                     {Response::SAME_NAME, Response::SAME_ORGANIZATION},
                     true},
        LikenessCase{"SameNameWithoutYo",
                     kIvan,
                     "names { language: 'ru' family_name: 'КОВАЛЕВ' given_name: 'сергей' "
                     "patronymic: 'Ильич' }",
                     750,
                     {Response::SAME_NAME},
                     true},
        LikenessCase{"WithoutThePatronymic",
                     absl::StrCat(kIvan, kMinistry),
                     absl::StrCat(kMinistry,
                                  "names { language: 'ru' family_name: 'Ковалёв' "
                                  "given_name: 'Сергей' }"),
                     950,
                     {Response::SAME_NAME, Response::SAME_ORGANIZATION},
                     false},
        LikenessCase{"AnotherPatronymic",
                     absl::StrCat(kIvan, kMinistry),
                     absl::StrCat(kMinistry,
                                  "names { language: 'ru' family_name: 'Ковалёв' "
                                  "given_name: 'Сергей' patronymic: 'Петрович' }"),
                     400,
                     {Response::SAME_NAME, Response::SAME_ORGANIZATION},
                     false},
        LikenessCase{"BelarusianPassport",
                     absl::StrCat(kIvan, kMinistry),
                     absl::StrCat(kMinistry,
                                  "names { language: 'en' family_name: 'KAVALIOU' "
                                  "given_name: 'SIARHEI' }"),
                     850,
                     {Response::NAME_SOUNDS_ALIKE, Response::SAME_ORGANIZATION},
                     false},
        LikenessCase{"InitialsAndOrganization",
                     absl::StrCat(kIvan, kMinistry),
                     absl::StrCat(kMinistry,
                                  "names { language: 'ru' family_name: 'Ковалёв' "
                                  "given_name: 'С.' patronymic: 'И.' }"),
                     800,
                     {Response::INITIALS_FIT, Response::SAME_ORGANIZATION},
                     false},
        LikenessCase{"InitialsOfAnother",
                     kIvan,
                     "names { language: 'ru' family_name: 'Ковалёв' given_name: 'П.' }",
                     0,
                     {},
                     false},
        LikenessCase{"MisspeltWithOrganization",
                     absl::StrCat(kIvan, kMinistry),
                     absl::StrCat(kMinistry,
                                  "names { language: 'ru' family_name: 'Ковклёв' "
                                  "given_name: 'Сергей' }"),
                     800,
                     {Response::NAME_MISSPELT, Response::SAME_ORGANIZATION},
                     false},
        LikenessCase{"PartsSwapped",
                     kIvan,
                     "names { language: 'ru' family_name: 'Сергей' given_name: 'Ковалёв' }",
                     650,
                     {Response::NAME_PARTS_SWAPPED},
                     false},
        LikenessCase{"OneMailAndAlike",
                     absl::StrCat(kIvan, "work_email: 'S.Kovalev@example.org'"),
                     "names { language: 'en' family_name: 'Kovalev' given_name: 'Sergey' } "
                     "work_email: 's.kovalev@example.org'",
                     950,
                     {Response::NAME_SOUNDS_ALIKE, Response::SAME_EMAIL},
                     false},
        LikenessCase{"OnePhone",
                     absl::StrCat(kIvan, "work_phone: '+375 17 200-00-00'"),
                     absl::StrCat(kIvan, "work_phone: '+375 (17) 2000000'"),
                     950,
                     {Response::SAME_NAME, Response::SAME_PHONE},
                     true},
        LikenessCase{"OneMailOnly",
                     absl::StrCat(kIvan, "work_email: 'office@example.org'"),
                     "names { language: 'ru' family_name: 'Петрова' given_name: 'Анна' } "
                     "work_email: 'office@example.org'",
                     500,
                     {Response::SAME_EMAIL},
                     false},
        LikenessCase{"Strangers",
                     kIvan,
                     "names { language: 'ru' family_name: 'Козлов' given_name: 'Сергей' }",
                     0,
                     {},
                     false},
        LikenessCase{"OneLatinName",
                     absl::StrCat(kIvan,
                                  "latin_name { language: 'en' family_name: 'Kovalev' "
                                  "given_name: 'Sergey' }"),
                     "names { language: 'be' family_name: 'Кавалёў' given_name: 'Сяргей' } "
                     "latin_name { language: 'en' family_name: 'KOVALEV' given_name: 'Sergey' }",
                     750,
                     {Response::SAME_NAME},
                     true}),
    [](const auto& row) { return row.param.label; });

TEST(Likeness, OfNamesakesIsDecidedByTheirDatesOfBirth) {
  const P person = Parse<P>(absl::StrCat(kIvan, kMinistry));
  const P elsewhere = Parse<P>(absl::StrCat(kIvan, kWorks));
  const Likeness same = Compare(person, "one", elsewhere, "one");
  EXPECT_EQ(same.value, 1000);
  EXPECT_TRUE(same.is_same);
  EXPECT_THAT(same.reasons, ElementsAre(Response::SAME_NAME, Response::SAME_BIRTH_DATE));

  const Likeness other = Compare(person, "one", person, "other");
  EXPECT_EQ(other.value, 400);
  EXPECT_FALSE(other.is_same);
  EXPECT_THAT(other.reasons, Not(Contains(Response::SAME_BIRTH_DATE)));

  EXPECT_TRUE(Compare(person, "one", person, "").is_same);
  const P stranger = Parse<P>("names { language: 'ru' family_name: 'Козлов' }");
  EXPECT_EQ(Compare(person, "one", stranger, "one").value, 0);
}

TEST(Likeness, OfAFamilyNameAloneToTheSameIsThatOfOneName) {
  const P alone = Parse<P>("names { language: 'ru' family_name: 'Образцова' }");
  EXPECT_EQ(Compare(alone, "", alone, "").value, 750);
  const P whole = Parse<P>("names { language: 'ru' family_name: 'Образцова' given_name: 'Анна' }");
  const Likeness likeness = Compare(alone, "", whole, "");
  EXPECT_EQ(likeness.value, 550);
  EXPECT_THAT(likeness.reasons, ElementsAre(Response::INITIALS_FIT));
  EXPECT_FALSE(likeness.is_same);
}

TEST(Likeness, OfPeopleWithoutNamesIsNone) {
  EXPECT_EQ(Compare(P(), "", P(), "").value, 0);
  EXPECT_THAT(Compare(P(), "", P(), "").reasons, IsEmpty());
}

}  // namespace
}  // namespace plenary::directory
