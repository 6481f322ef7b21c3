#include "services/directory/rules.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "tests/testing/protos.h"

namespace plenary::directory {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::Parse;

using Fields = std::vector<std::string>;

struct OrganizationCase {
  std::string label;
  std::string text;
  Fields bad;
};

class OrganizationRules : public ::testing::TestWithParam<OrganizationCase> {};

TEST_P(OrganizationRules, NameEveryBadField) {
  base::FieldErrors errors;
  CheckOrganization(Parse<v1::Organization>(GetParam().text), "organization", errors);
  EXPECT_EQ(BadFields(errors.ToStatus()), GetParam().bad);
}

INSTANTIATE_TEST_SUITE_P(
    Organizations, OrganizationRules,
    ::testing::Values(
        OrganizationCase{"OneName", "display_names { language: 'ru' text: 'Курск' }", {}},
        OrganizationCase{"NoName", "type: STATE", {"organization.display_names"}},
        OrganizationCase{"OneLanguageTwice",
                         "display_names { language: 'ru' text: 'А' } "
                         "display_names { language: 'RU' text: 'Б' }",
                         {"organization.display_names[1]"}},
        OrganizationCase{"OneLanguageOfTwoSides",
                         "display_names { language: 'zh' text: '白罗斯' side: 'BY' } "
                         "display_names { language: 'zh' text: '白俄罗斯' side: 'CN' }",
                         {}},
        OrganizationCase{"ShortNameTwice",
                         "display_names { language: 'ru' text: 'А' } "
                         "short_names { language: 'ru' text: 'А' } "
                         "short_names { language: 'ru' text: 'Б' }",
                         {"organization.short_names[1]"}},
        OrganizationCase{"AlternativeNamesInOneLanguage",
                         "display_names { language: 'ru' text: 'А' } "
                         "alternative_names { language: 'ru' text: 'Б' } "
                         "alternative_names { language: 'ru' text: 'В' }",
                         {}},
        OrganizationCase{"CharactersNobodySees",
                         "display_names { language: 'ru' text: 'Ку\\342\\200\\213рск' } "
                         "short_names { language: 'ru' text: '\\342\\200\\217Курск' } "
                         "alternative_names { language: 'ru' text: 'Кур\\302\\255ск' }",
                         {"organization.display_names[0].text", "organization.short_names[0].text",
                          "organization.alternative_names[0].text"}},
        OrganizationCase{
            "TwoScriptsInOneName", "display_names { language: 'ru' text: 'КурскTelecom' }", {}},
        OrganizationCase{"RegionOfItsState",
                         "display_names { language: 'ru' text: 'А' } "
                         "country_code: 'RU' subdivision_code: 'RU-KRS'",
                         {}},
        OrganizationCase{"RegionWithoutState",
                         "display_names { language: 'ru' text: 'А' } subdivision_code: 'RU-KRS'",
                         {}},
        OrganizationCase{"RegionOfAnotherState",
                         "display_names { language: 'ru' text: 'А' } "
                         "country_code: 'BY' subdivision_code: 'RU-KRS'",
                         {"organization.subdivision_code"}}),
    [](const auto& row) { return row.param.label; });

struct PersonCase {
  std::string label;
  std::string text;
  Fields bad;
};

class PersonRules : public ::testing::TestWithParam<PersonCase> {};

TEST_P(PersonRules, NameEveryBadField) {
  base::FieldErrors errors;
  CheckPerson(Parse<v1::Person>(GetParam().text), "people[2]", errors);
  EXPECT_EQ(BadFields(errors.ToStatus()), GetParam().bad);
}

INSTANTIATE_TEST_SUITE_P(
    People, PersonRules,
    ::testing::Values(
        PersonCase{"OneName", "names { language: 'ru' family_name: 'Образцова' }", {}},
        PersonCase{"NoName", "country_code: 'BY'", {"people[2].names"}},
        PersonCase{"OneLanguageInTwoScripts",
                   "names { language: 'uz' script: 'Latn' family_name: 'Namunaev' } "
                   "names { language: 'uz' script: 'Cyrl' family_name: 'Намунаев' }",
                   {}},
        PersonCase{"OneLanguageAndScriptTwice",
                   "names { language: 'uz' script: 'Latn' family_name: 'Namunaev' } "
                   "names { language: 'uz' script: 'Latn' family_name: 'Namunayev' }",
                   {"people[2].names[1]"}},
        PersonCase{"ScriptOfAnotherForm",
                   "names { language: 'ru' script: 'cyrl' family_name: 'Образцова' }",
                   {"people[2].names[0].script"}},
        PersonCase{"LatinNameInCyrillic",
                   "names { language: 'ru' family_name: 'Образцова' } "
                   "latin_name { language: 'en' script: 'Cyrl' family_name: 'Образцова' }",
                   {"people[2].latin_name.script"}},
        PersonCase{"CharactersNobodySees",
                   "names { language: 'ru' family_name: 'Образ\\342\\200\\213цова' "
                   "        given_name: 'Анна\\342\\200\\256' patronymic: 'Иванов\\007на' }",
                   {"people[2].names[0].family_name", "people[2].names[0].given_name",
                    "people[2].names[0].patronymic"}},
        PersonCase{"LatinLetterInACyrillicName",
                   "names { language: 'ru' family_name: 'Образцова' given_name: 'Aнна' }",
                   {"people[2].names[0].given_name"}},
        PersonCase{"CyrillicLetterInALatinName",
                   "names { language: 'ru' family_name: 'Образцова' } "
                   "latin_name { language: 'en' family_name: 'Оbraztsova' }",
                   {"people[2].latin_name.family_name"}},
        PersonCase{"TwoScriptsInTwoParts",
                   "names { language: 'ru' family_name: 'Образцова-Smith' given_name: 'Anna' }",
                   {}},
        PersonCase{"TitleTwice",
                   "names { language: 'ru' family_name: 'Образцова' } "
                   "job_titles { language: 'ru' text: 'Инженер' } "
                   "job_titles { language: 'ru' text: 'Директор' }",
                   {"people[2].job_titles[1]"}}),
    [](const auto& row) { return row.param.label; });

}  // namespace
}  // namespace plenary::directory
