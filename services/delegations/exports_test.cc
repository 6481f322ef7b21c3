// Exports over every engine, and that an import takes them back without loss.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/testing/import_suite.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::Forum;
using ::plenary::testing::InText;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using P = v1::Participant;

class ExportsTest : public testing::ImportTest {
 protected:
  // Three people, one of them with all that a row can hold and that is hard to hold.
  void SetUp() override {
    ImportTest::SetUp();
    MakeOrganizations();
    MakePeople();
  }

  void MakeOrganizations() {
    kursk_ = world().Delegation("kursk");
    Value(world().Do(&Forum::Directory::CreateOrganization,
                     "organization_id: 'ministry' organization { type: AUTHORITY "
                     "display_names { language: 'ru' text: 'Министерство «Пример»' } "
                     "display_names { language: 'en' text: 'Ministry; \"Example\"' } }"));
  }

  void MakePeople() {
    const std::string person =
        Value(
            world().Do(
                &Forum::Directory::CreatePerson,
                "person { names { language: 'ru' family_name: 'Примеров' given_name: 'Пётр' "
                "patronymic: 'Петрович' } names { language: 'be' family_name: 'Прымераў' "
                "given_name: 'Пётр' } names { language: 'en' side: 'BY' family_name: 'Prymerau' } "
                "latin_name { language: 'en' family_name: 'Primerov' given_name: 'Petr' } "
                "organization: 'organizations/ministry' country_code: 'BY' "
                "job_titles { language: 'ru' text: 'директор' } languages: 'ru' languages: 'en' "
                "work_email: 'p@example.org' work_phone: '+375 17 000-00-00' "
                "birth_date { year: 1975 month: 4 day: 12 } }"))
            .name();
    Add(absl::StrCat(
        "person: '", person, "' delegation: '", kursk_, "' capacity: HEAD functions: SPEAKER ",
        "functions: PRESS titles { language: 'en' text: 'Director, of \"this\"' } ",
        "affiliations { language: 'ru' text: '=Министерство' } precedence: 2 listing_consent: "
        "true ",
        "note: 'one\\ntwo; three' waiting_rank: 4 custom_values { key: 'shirt' value: 'l' } ",
        "stay { arrival { time ", InText(Forum::start() - absl::Seconds(5000)),
        " carrier: 'Belavia' number: 'B2 956' place: 'Minsk' } departure { time ",
        InText(Forum::end()), " } hotel: 'Hotel' needs: 'a; b' needs: 'c' }"));
    Add(absl::StrCat("person: '", world().Person("Alone"), "'"));
    Add(absl::StrCat("person: '", world().Person("Kursk"), "' delegation: '", kursk_, "'"));
  }

  void Add(const std::string& participant) {
    Value(world().Nominate(
        Value(world().Create(absl::StrCat("category: '", delegates_, "' ", participant))).name()));
  }

  // The participants without what differs between two databases.
  std::vector<std::string> Everybody() {
    std::vector<std::string> all;
    for (P& participant : world().Participants()) {
      const v1::Person person = PersonOf(participant);
      participant.clear_name();
      participant.clear_person();
      participant.clear_etag();
      participant.clear_create_time();
      participant.clear_update_time();
      participant.clear_titles();  // the person's own stand with the participation afterwards
      all.push_back(absl::StrCat(participant.ShortDebugString(), person.work_email(),
                                 person.organization(), person.country_code()));
    }
    return all;
  }

  std::string kursk_;
};
PLENARY_ON_EVERY_ENGINE(ExportsTest);

TEST_P(ExportsTest, AnExportImportedAgainFindsEverythingUnchanged) {
  for (const char* language : {"ru", "be", "en", "zh"}) {
    for (const char* format : {"CSV", "XLSX"}) {
      const std::string list =
          Export(absl::StrCat("language_code: '", language, "' format: ", format));
      const auto operation = Import(list, absl::StrCat("language_code: '", language, "'"));
      EXPECT_EQ(Summary(operation), "3 unchanged") << language << format << "\n" << list;
      EXPECT_THAT(Complaints(), IsEmpty()) << language << format;
    }
  }
}

TEST_P(ExportsTest, AnExportImportedIntoAnotherDatabaseGivesTheSameList) {
  std::string all;
  for (int field = v1::FULL_NAME; field <= v1::CUSTOM_VALUE; ++field) {
    if (field == v1::JOB_TITLE_AND_ORGANIZATION || field == v1::BIRTH_DATE) continue;
    absl::StrAppend(&all, "fields: ", v1::ImportField_Name(field), " ");
  }
  const std::string list = Export("language_code: 'ru'");
  const std::string without_ids = Export(all);
  const auto before = Everybody();
  GoElsewhere();
  MakeOrganizations();
  EXPECT_EQ(Summary(Import(list, "language_code: 'ru'")), "3 created");
  EXPECT_THAT(Complaints(), IsEmpty());
  EXPECT_EQ(Everybody(), before);
  EXPECT_EQ(Export(all), without_ids);
}

TEST_P(ExportsTest, AColumnIsThereWhereItHasSomething) {
  const std::string list = Export("language_code: 'en' delimiter: ';'");
  const std::vector<std::string> lines = absl::StrSplit(list, "\r\n");
  EXPECT_THAT(lines[0], StartsWith("\xEF\xBB\xBF"));
  EXPECT_THAT(lines[0], Not(HasSubstr("Attendance")));
  EXPECT_THAT(Export("language_code: 'en' filter: 'delegation = \"\"'"), Not(HasSubstr("Belavia")));
}

TEST_P(ExportsTest, TheColumnsThatAreAskedForComeInTheirOrder) {
  const std::string list = Export(
      "language_code: 'en' fields: WORK_EMAIL fields: FULL_NAME fields: HOTEL "
      "order_by: 'precedence' filter: 'precedence = 2'");
  const std::vector<std::string> lines = absl::StrSplit(list, "\r\n");
  ASSERT_THAT(lines, SizeIs(3));
  EXPECT_THAT(lines[1], StartsWith("p@example.org,"));
  EXPECT_THAT(lines[1], HasSubstr("Примеров Пётр Петрович"));
}

TEST_P(ExportsTest, WhatCannotBeExportedIsRefusedAtOnce) {
  const auto bad_field = world().Do(&Forum::Delegations::ExportParticipants,
                                    "parent: 'events/tibo' fields: NOTE fields: BIRTH_DATE");
  EXPECT_THAT(BadFields(bad_field), ElementsAre("fields[1]"));
  EXPECT_THAT(world().Do(&Forum::Delegations::ExportParticipants,
                         "parent: 'events/tibo' filter: 'unknown = 1'"),
              RefusedFor(v1::ERROR_REASON_INVALID_FILTER));
  EXPECT_THAT(world().Do(&Forum::Delegations::ExportDelegations, "parent: 'events/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(ExportsTest, ADateOfBirthIsNeverExported) { EXPECT_THAT(Export(), Not(HasSubstr("1975"))); }

// --- Delegations.

TEST_P(ExportsTest, DelegationsImportedAgainAreUnchanged) {
  const std::string officer = world().Person("Officer, senior");
  Value(world().Do(
      &Forum::Delegations::UpdateDelegation,
      absl::StrCat("delegation { name: '", kursk_,
                   "' display_names { language: 'ru' text: 'Курская область' } payer: HOST ",
                   "focal_points: '", world().Person("Focal"), "' liaison_officer: '", officer,
                   "' basis { kind: ORDER registration_number: '12|3' date: '2023-03-15' } ",
                   "note: 'a\\nb' stay { start_time ", InText(Forum::start()), " } }")));
  world().SetQuota(kursk_, delegates_, 5);
  world().Delegation("omsk");
  for (const char* language : {"ru", "en"}) {
    const std::string list = ExportDelegations(absl::StrCat("language_code: '", language, "'"));
    const auto operation = ImportDelegations(list, absl::StrCat("language_code: '", language, "'"));
    EXPECT_EQ(Summary(operation), "2 unchanged") << list;
    EXPECT_THAT(Complaints(), IsEmpty());
  }
}

TEST_P(ExportsTest, DelegationsAreInvitedAndChangedByAList) {
  const std::string list = "Организация,Кто платит,delegates\nОмск,принимающая сторона,3\n";
  EXPECT_EQ(Summary(ImportDelegations(list)), "1 rejected");
  EXPECT_THAT(Complaints(), ElementsAre("2 REJECTED 1 UNKNOWN_NAME"));
  EXPECT_EQ(Summary(ImportDelegations(list, "create_organizations: true")), "1 created");
  EXPECT_EQ(Summary(ImportDelegations(list, "create_organizations: true")), "1 unchanged");
  EXPECT_EQ(Summary(ImportDelegations("Организация,delegates\nОмск,4\n")), "1 updated");
  const auto delegations = world().AllDelegations("events/tibo", "filter: 'state = INVITED'");
  ASSERT_THAT(delegations, SizeIs(1));
  EXPECT_EQ(delegations[0].payer(), v1::Delegation::HOST);
  EXPECT_EQ(delegations[0].quotas(0).limit(), 4);
}

}  // namespace
}  // namespace plenary::delegations
