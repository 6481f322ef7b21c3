#include "services/directory/service.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"
#include "tests/testing/forum_suite.h"

namespace plenary::directory {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using D = DirectoryService;
using O = v1::Organization;
using P = v1::Person;

std::string OrganizationText(const std::string& name, const std::string& rest = "") {
  return absl::StrCat("type: REGION display_names { language: 'ru' text: '", name, "' } ", rest);
}
std::string PersonText(const std::string& family_name, const std::string& rest = "") {
  return absl::StrCat("names { language: 'ru' family_name: '", family_name, "' } ", rest);
}

// A text under filters of `levels` brackets.
std::string Nested(int levels, const std::string& filter) {
  return absl::StrCat(std::string(levels, '('), filter, std::string(levels, ')'));
}

class DirectoryTest : public testing::ForumTest {
 protected:
  // `rest` is the text of further fields of the request.
  absl::StatusOr<O> CreateOrganization(const std::string& id, const std::string& organization,
                                       const std::string& rest = "") {
    return forum_.Do(
        &D::CreateOrganization,
        absl::StrCat("organization_id: '", id, "' organization { ", organization, " } ", rest));
  }
  std::string Organization(const std::string& id, const std::string& rest = "") {
    return Value(CreateOrganization(id, OrganizationText(id, rest))).name();
  }
  absl::StatusOr<O> GetOrganization(const std::string& name) {
    return forum_.Ask(&D::GetOrganization, forum_.Named(name));
  }
  absl::StatusOr<O> UpdateOrganization(const std::string& organization,
                                       const std::string& rest = "") {
    return forum_.Do(&D::UpdateOrganization,
                     absl::StrCat("organization { ", organization, " } ", rest));
  }
  absl::StatusOr<O> DeleteOrganization(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&D::DeleteOrganization, forum_.Named(name, rest));
  }
  absl::StatusOr<O> UndeleteOrganization(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&D::UndeleteOrganization, forum_.Named(name, rest));
  }
  absl::StatusOr<v1::ListOrganizationsResponse> ListOrganizations(const std::string& request) {
    return forum_.Ask(&D::ListOrganizations, request);
  }
  // The ids of one page.
  std::vector<std::string> OrganizationIds(const std::string& request = "") {
    const auto page = Value(ListOrganizations(request));
    std::vector<std::string> ids;
    ids.reserve(page.organizations_size());
    for (const O& each : page.organizations()) ids.emplace_back(base::LastId(each.name()));
    return ids;
  }

  absl::StatusOr<P> CreatePerson(const std::string& person, const std::string& rest = "") {
    return forum_.Do(&D::CreatePerson, absl::StrCat("person { ", person, " } ", rest));
  }
  std::string Person(const std::string& family_name, const std::string& rest = "") {
    return Value(CreatePerson(PersonText(family_name, rest))).name();
  }
  absl::StatusOr<P> GetPerson(const std::string& name) {
    return forum_.Ask(&D::GetPerson, forum_.Named(name));
  }
  absl::StatusOr<P> UpdatePerson(const std::string& person, const std::string& rest = "") {
    return forum_.Do(&D::UpdatePerson, absl::StrCat("person { ", person, " } ", rest));
  }
  absl::StatusOr<P> DeletePerson(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&D::DeletePerson, forum_.Named(name, rest));
  }
  absl::StatusOr<P> UndeletePerson(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&D::UndeletePerson, forum_.Named(name, rest));
  }
  absl::StatusOr<v1::ListPeopleResponse> ListPeople(const std::string& request) {
    return forum_.Ask(&D::ListPeople, request);
  }
  // The family names of one page.
  std::vector<std::string> People(const std::string& request = "") {
    const auto page = Value(ListPeople(request));
    std::vector<std::string> names;
    names.reserve(page.people_size());
    for (const P& each : page.people()) names.push_back(each.sort_name());
    return names;
  }

  // How many entries the directory's chain has.
  int64_t Entries() {
    int64_t number = 0;
    const absl::Status status = storage::ReadAndWait(forum_.store(), [&](storage::Tx& tx) {
      PLENARY_ASSIGN_OR_RETURN(const auto head, storage::ReadHead(tx, "directory"));
      number = head.number;
      return absl::OkStatus();
    });
    EXPECT_THAT(status, IsOk());
    return number;
  }
};
PLENARY_ON_EVERY_ENGINE(DirectoryTest);

TEST_P(DirectoryTest, AnOrganizationIsReadAsItWasCreated) {
  const auto created = CreateOrganization(
      "kursk",
      OrganizationText("Курская область", "country_code: 'RU' subdivision_code: 'RU-KRS'"));
  ASSERT_THAT(created, IsOk());
  EXPECT_EQ(created->name(), "organizations/kursk");
  EXPECT_EQ(created->subdivision_code(), "RU-KRS");
  EXPECT_EQ(created->etag(), "r1");
  EXPECT_THAT(created->create_time(), EqualsProto(storage::ToTimestamp(forum_.clock().Now())));
  EXPECT_THAT(created->update_time(), EqualsProto(created->create_time()));
  EXPECT_FALSE(created->has_delete_time());
  EXPECT_THAT(GetOrganization("organizations/kursk"), IsOkAnd(EqualsProto(*created)));
}

TEST_P(DirectoryTest, WhatTheServerSetsIsNotTakenFromTheRequest) {
  const auto created = CreateOrganization(
      "kursk", OrganizationText("Курск",
                                "name: 'organizations/orel' etag: 'r7' create_time { seconds: 5 } "
                                "delete_time { seconds: 5 }"));
  ASSERT_THAT(created, IsOk());
  EXPECT_EQ(created->name(), "organizations/kursk");
  EXPECT_EQ(created->etag(), "r1");
  EXPECT_THAT(created->create_time(), EqualsProto(storage::ToTimestamp(forum_.clock().Now())));
  EXPECT_FALSE(created->has_delete_time());
}

TEST_P(DirectoryTest, AnOrganizationWithoutAnIdGetsOneOfItsOwn) {
  const auto first = CreateOrganization("", OrganizationText("Курск"));
  const auto second = CreateOrganization("", OrganizationText("Курск"));
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_NE(first->name(), second->name());
  EXPECT_THAT(GetOrganization(second->name()), IsOkAnd(EqualsProto(*second)));
}

TEST_P(DirectoryTest, ANameIsTakenOnceEvenByWhatWasDeleted) {
  const std::string name = Organization("kursk");
  EXPECT_THAT(CreateOrganization("kursk", OrganizationText("Орёл")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  Value(DeleteOrganization(name));
  const auto again = CreateOrganization("kursk", OrganizationText("Орёл"));
  EXPECT_THAT(again, RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  EXPECT_THAT(again, StatusIs(absl::StatusCode::kAlreadyExists));
}

TEST_P(DirectoryTest, AMalformedRequestNamesEveryBadFieldAndChangesNothing) {
  const struct {
    const char* label;
    std::function<absl::Status()> call;
    std::vector<std::string> bad;
  } kCases[] = {
      {"nothing",
       [&] { return forum_.Do(&D::CreateOrganization, std::string()).status(); },
       {"organization"}},
      {"no fields",
       [&] { return CreateOrganization("kursk", "country_code: 'BY'").status(); },
       {"organization.type", "organization.display_names"}},
      {"an id with a space",
       [&] { return CreateOrganization("a b", OrganizationText("А")).status(); },
       {"organization_id"}},
      {"an unknown type",
       [&] {
         return CreateOrganization("kursk", "type: 99 display_names { language: 'ru' text: 'А' }")
             .status();
       },
       {"organization.type"}},
      {"two names in one language",
       [&] {
         return CreateOrganization(
                    "kursk", OrganizationText("А", "display_names { language: 'ru' text: 'Б' }"))
             .status();
       },
       {"organization.display_names[1]"}},
      {"a region of another state",
       [&] {
         return CreateOrganization(
                    "kursk", OrganizationText("А", "country_code: 'BY' subdivision_code: 'RU-KRS'"))
             .status();
       },
       {"organization.subdivision_code"}},
      {"a parent that is no organization",
       [&] {
         return CreateOrganization("kursk", OrganizationText("А", "parent: 'people/1'")).status();
       },
       {"organization.parent"}},
      {"a name of another form",
       [&] { return GetOrganization("organizations/a/b").status(); },
       {"name"}},
      {"no name", [&] { return GetOrganization("").status(); }, {"name"}},
      {"one bad name of several",
       [&] {
         return forum_.Ask(&D::BatchGetOrganizations, "names: 'organizations/a' names: 'people/b'")
             .status();
       },
       {"names[1]"}},
      {"an update without a name",
       [&] { return UpdateOrganization(OrganizationText("А")).status(); },
       {"organization.name"}},
      {"people without names",
       [&] { return forum_.Do(&D::BatchCreatePeople, "people {} people {}").status(); },
       {"people[0].names", "people[1].names"}},
      {"a negative page size", [&] { return ListPeople("page_size: -1").status(); }, {"page_size"}},
  };
  for (const auto& one : kCases) {
    SCOPED_TRACE(one.label);
    const absl::Status status = one.call();
    EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
    EXPECT_EQ(BadFields(status), one.bad);
  }
  EXPECT_EQ(Entries(), 0);
}

TEST_P(DirectoryTest, TwoHundredBadFieldsAreNamedAtOnce) {
  v1::BatchCreatePeopleRequest request;
  for (int i = 0; i < 200; ++i) {
    *request.add_people() = Parse<P>(PersonText("Образцов", "country_code: 'Belarus'"));
  }
  const auto answer = forum_.Do(&D::BatchCreatePeople, request);
  EXPECT_THAT(answer, RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(BadFields(answer), SizeIs(200));
  EXPECT_EQ(BadFields(answer).back(), "people[199].country_code");
}

TEST_P(DirectoryTest, ARequestForWhatIsNotThereIsRefused) {
  const std::string none = "organizations/none";
  const std::string nobody = "people/nobody";
  const absl::Status answers[] = {
      GetOrganization(none).status(),
      UpdateOrganization(absl::StrCat("name: '", none, "' type: STATE")).status(),
      DeleteOrganization(none).status(),
      UndeleteOrganization(none).status(),
      forum_.Ask(&D::BatchGetOrganizations, absl::StrCat("names: '", none, "'")).status(),
      GetPerson(nobody).status(),
      UpdatePerson(absl::StrCat("name: '", nobody, "' country_code: 'BY'")).status(),
      DeletePerson(nobody).status(),
      UndeletePerson(nobody).status(),
      forum_.Ask(&D::BatchGetPeople, absl::StrCat("names: '", nobody, "'")).status()};
  for (const absl::Status& status : answers) {
    EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kNotFound));
  }
}

TEST_P(DirectoryTest, ABatchAnswersInTheOrderOfTheNamesOrNotAtAll) {
  const std::string orel = Organization("orel");
  const std::string kursk = Organization("kursk");
  const auto both = forum_.Ask(
      &D::BatchGetOrganizations,
      absl::StrCat("names: '", orel, "' names: '", kursk, "' read_mask { paths: 'name' }"));
  ASSERT_THAT(both, IsOk());
  EXPECT_THAT(both->organizations(), ElementsAre(EqualsProto(Parse<O>(forum_.Named(orel))),
                                                 EqualsProto(Parse<O>(forum_.Named(kursk)))));
  const auto missing = forum_.Ask(&D::BatchGetOrganizations,
                                  absl::StrCat("names: '", orel, "' names: 'organizations/none'"));
  EXPECT_THAT(missing, RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(base::MetadataOf(missing.status())["resource"], "organizations/none");
}

TEST_P(DirectoryTest, AReadMaskKeepsWhatItNames) {
  const std::string name = Person("Образцова", "country_code: 'BY' work_email: 'a@example.org'");
  EXPECT_THAT(forum_.Ask(&D::GetPerson, forum_.Named(name, "read_mask { paths: 'country_code' }")),
              IsOkAnd(EqualsProto(Parse<P>("country_code: 'BY'"))));
  EXPECT_THAT(
      forum_.Ask(&D::BatchGetPeople,
                 absl::StrCat("names: '", name, "' read_mask { paths: 'country_code' }")),
      IsOkAnd(EqualsProto(Parse<v1::BatchGetPeopleResponse>("people { country_code: 'BY' }"))));
  const auto page = ListPeople("read_mask { paths: 'country_code' }");
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(page->people(), ElementsAre(EqualsProto(Parse<P>("country_code: 'BY'"))));
  for (const auto& status :
       {forum_.Ask(&D::GetPerson, forum_.Named(name, "read_mask { paths: 'age' }")).status(),
        ListPeople("read_mask { paths: 'age' }").status()}) {
    EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
  }
}

TEST_P(DirectoryTest, AnUpdateChangesWhatItsMaskNames) {
  const std::string name = Organization("kursk", "country_code: 'RU' website: 'https://old'");
  forum_.clock().Advance(absl::Hours(1));
  const auto masked =
      UpdateOrganization(forum_.Named(name, "country_code: 'BY' website: 'https://new'"),
                         "update_mask { paths: 'website' }");
  ASSERT_THAT(masked, IsOk());
  EXPECT_EQ(masked->country_code(), "RU");
  EXPECT_EQ(masked->website(), "https://new");
  EXPECT_EQ(masked->etag(), "r2");
  EXPECT_THAT(masked->update_time(), EqualsProto(storage::ToTimestamp(forum_.clock().Now())));
  EXPECT_LT(masked->create_time().seconds(), masked->update_time().seconds());
  EXPECT_THAT(GetOrganization(name), IsOkAnd(EqualsProto(*masked)));
}

TEST_P(DirectoryTest, AnUpdateWithoutAMaskChangesWhatIsSetAndWithAStarClearsTheRest) {
  const std::string name = Organization("kursk", "country_code: 'RU' website: 'https://old'");
  const auto set = UpdateOrganization(forum_.Named(name, "website: 'https://new'"));
  ASSERT_THAT(set, IsOk());
  EXPECT_EQ(set->country_code(), "RU");
  EXPECT_EQ(set->website(), "https://new");
  const auto all = UpdateOrganization(forum_.Named(name, OrganizationText("Курск")),
                                      "update_mask { paths: '*' }");
  ASSERT_THAT(all, IsOk());
  EXPECT_EQ(all->name(), name);
  EXPECT_EQ(all->country_code(), "");
  EXPECT_EQ(all->website(), "");
  EXPECT_EQ(all->display_names(0).text(), "Курск");
  EXPECT_THAT(all->create_time(), EqualsProto(set->create_time()));
}

TEST_P(DirectoryTest, AnUpdateThatMayNotBeIsRefused) {
  const std::string name = Organization("kursk");
  const struct {
    const char* organization;
    const char* mask;
    v1::ErrorReason reason;
  } kCases[] = {{"website: 'https://x'", "colour", v1::ERROR_REASON_INVALID_FIELD_MASK},
                {"website: 'https://x'", "name", v1::ERROR_REASON_INVALID_FIELD_MASK},
                {"website: 'https://x'", "create_time", v1::ERROR_REASON_INVALID_FIELD_MASK},
                {"website: 'https://x'", "display_names.text", v1::ERROR_REASON_INVALID_FIELD_MASK},
                {"website: 'https://x'", "display_names", v1::ERROR_REASON_INVALID_FIELDS},
                {"website: 'https://x' etag: 'r9'", "website", v1::ERROR_REASON_ETAG_MISMATCH},
                {"parent: 'organizations/none'", "parent", v1::ERROR_REASON_RESOURCE_NOT_FOUND}};
  for (const auto& one : kCases) {
    SCOPED_TRACE(absl::StrCat(one.organization, " by ", one.mask));
    EXPECT_THAT(UpdateOrganization(forum_.Named(name, one.organization),
                                   absl::StrCat("update_mask { paths: '", one.mask, "' }")),
                RefusedFor(one.reason));
  }
  EXPECT_EQ(Value(GetOrganization(name)).etag(), "r1");
  EXPECT_EQ(Entries(), 1);
}

TEST_P(DirectoryTest, OfTwoWhoReadTheSameRevisionTheSecondIsTold) {
  const std::string name = Organization("kursk");
  EXPECT_THAT(UpdateOrganization(forum_.Named(name, "etag: 'r1' website: 'https://first'")),
              IsOk());
  const auto second =
      UpdateOrganization(forum_.Named(name, "etag: 'r1' website: 'https://second'"));
  EXPECT_THAT(second, RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(DeleteOrganization(name, "etag: 'r1'"), RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(DeleteOrganization(name, "etag: 'r2'"), IsOk());
  EXPECT_THAT(UndeleteOrganization(name, "etag: 'r2'"), RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(UndeleteOrganization(name, "etag: 'r3'"), IsOk());
}

TEST_P(DirectoryTest, AnOrganizationLiesBelowOneThatLives) {
  const std::string above = Organization("ministry");
  const std::string below = Organization("department", absl::StrCat("parent: '", above, "'"));
  EXPECT_EQ(Value(GetOrganization(below)).parent(), above);

  const auto missing =
      CreateOrganization("a", OrganizationText("А", "parent: 'organizations/none'"));
  EXPECT_THAT(missing, RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(base::MetadataOf(missing.status())["field"], "organization.parent");

  const std::string gone = Organization("gone");
  Value(DeleteOrganization(gone));
  const auto deleted =
      CreateOrganization("a", OrganizationText("А", absl::StrCat("parent: '", gone, "'")));
  EXPECT_THAT(deleted, RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_EQ(base::MetadataOf(deleted.status())["resource"], gone);
}

TEST_P(DirectoryTest, NoOrganizationLiesBelowItself) {
  const std::string a = Organization("a");
  const std::string b = Organization("b", absl::StrCat("parent: '", a, "'"));
  const std::string c = Organization("c", absl::StrCat("parent: '", b, "'"));
  for (const std::string& parent : {a, b, c}) {
    const auto answer = UpdateOrganization(forum_.Named(a, absl::StrCat("parent: '", parent, "'")));
    EXPECT_THAT(answer, RefusedFor(v1::ERROR_REASON_INVALID_FIELDS)) << parent;
    EXPECT_THAT(BadFields(answer), ElementsAre("organization.parent"));
  }
  EXPECT_THAT(UpdateOrganization(forum_.Named(c, absl::StrCat("parent: '", a, "'"))), IsOk());
}

TEST_P(DirectoryTest, WhatIsDeletedIsStillReadAndCanComeBack) {
  const std::string name = Organization("kursk");
  forum_.clock().Advance(absl::Minutes(5));
  const auto deleted = DeleteOrganization(name);
  ASSERT_THAT(deleted, IsOk());
  EXPECT_THAT(deleted->delete_time(), EqualsProto(storage::ToTimestamp(forum_.clock().Now())));
  EXPECT_THAT(GetOrganization(name), IsOkAnd(EqualsProto(*deleted)));
  EXPECT_THAT(DeleteOrganization(name), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(UpdateOrganization(forum_.Named(name, "website: 'https://x'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(OrganizationIds(), IsEmpty());
  EXPECT_THAT(OrganizationIds("show_deleted: true"), ElementsAre("kursk"));

  const auto undeleted = UndeleteOrganization(name);
  ASSERT_THAT(undeleted, IsOk());
  EXPECT_FALSE(undeleted->has_delete_time());
  EXPECT_THAT(GetOrganization(name), IsOkAnd(EqualsProto(*undeleted)));
  EXPECT_THAT(OrganizationIds(), ElementsAre("kursk"));
  EXPECT_THAT(UndeleteOrganization(name), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
}

TEST_P(DirectoryTest, AnOrganizationIsNotDeletedWhileSomethingStandsOnIt) {
  const std::string ministry = Organization("ministry");
  const std::string department =
      Organization("department", absl::StrCat("parent: '", ministry, "'"));
  const std::string person = Person("Образцова", absl::StrCat("organization: '", department, "'"));

  auto refused = DeleteOrganization(ministry);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(base::MetadataOf(refused.status())["blockedBy"], department);
  refused = DeleteOrganization(department);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(refused.status())["blockedBy"], person);

  Value(DeletePerson(person));
  EXPECT_THAT(DeleteOrganization(department), IsOk());
  EXPECT_THAT(DeleteOrganization(ministry), IsOk());
  EXPECT_THAT(UndeleteOrganization(department), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(UndeletePerson(person), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST_P(DirectoryTest, AnOrganizationIsNotDeletedWhileItHasADelegation) {
  forum_.Event();
  const std::string delegation = forum_.Delegation("kursk");
  const auto refused = DeleteOrganization("organizations/kursk");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(refused.status())["blockedBy"], delegation);
}

TEST_P(DirectoryTest, APersonIsNotDeletedWhoTakesPart) {
  forum_.Event();
  const std::string category = forum_.Category("delegates");
  const std::string participant = forum_.Nominated(forum_.Delegation("kursk"), category);
  const std::string person = forum_.Participant(participant).person();
  const auto refused = DeletePerson(person);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(refused.status())["blockedBy"], participant);
}

TEST_P(DirectoryTest, APersonIsReadAsItWasCreatedUnderAnIdOfTheServer) {
  const auto created = CreatePerson(
      "name: 'people/anna' sort_name: 'Я' etag: 'r5' "
      "names { language: 'ru' family_name: 'Образцова' given_name: 'Анна' patronymic: 'Ивановна' "
      "}");
  ASSERT_THAT(created, IsOk());
  EXPECT_NE(created->name(), "people/anna");
  EXPECT_EQ(created->sort_name(), "Образцова Анна Ивановна");
  EXPECT_EQ(created->etag(), "r1");
  EXPECT_THAT(created->create_time(), EqualsProto(storage::ToTimestamp(forum_.clock().Now())));
  EXPECT_THAT(GetPerson(created->name()), IsOkAnd(EqualsProto(*created)));
}

TEST_P(DirectoryTest, ManyPeopleAreCreatedTogetherOrNotAtAll) {
  const std::string works = absl::StrCat("organization: '", Organization("kursk"), "'");
  v1::BatchCreatePeopleRequest request;
  *request.add_people() = Parse<P>(PersonText("Второй", works));
  *request.add_people() = Parse<P>(PersonText("Первый"));
  const auto created = forum_.Do(&D::BatchCreatePeople, request);
  ASSERT_THAT(created, IsOk());
  ASSERT_THAT(created->people(), SizeIs(2));
  EXPECT_EQ(created->people(0).sort_name(), "Второй");
  EXPECT_THAT(GetPerson(created->people(1).name()), IsOkAnd(EqualsProto(created->people(1))));

  *request.add_people() = Parse<P>(PersonText("Третий", "organization: 'organizations/none'"));
  const auto refused = forum_.Do(&D::BatchCreatePeople, request);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(base::MetadataOf(refused.status())["field"], "people[2].organization");
  EXPECT_THAT(People(), ElementsAre("Второй", "Первый"));
}

TEST_P(DirectoryTest, APersonIsSortedByTheNameAsItIsNow) {
  const std::string name = Person("Яковлева", "work_phone: '1'");
  Person("Образцова");
  const auto updated =
      UpdatePerson(forum_.Named(name, PersonText("Арбузова")), "update_mask { paths: 'names' }");
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->sort_name(), "Арбузова");
  EXPECT_EQ(updated->work_phone(), "1");
  EXPECT_EQ(updated->etag(), "r2");
  EXPECT_THAT(People(), ElementsAre("Арбузова", "Образцова"));
  EXPECT_THAT(
      UpdatePerson(forum_.Named(name, "sort_name: 'Ю'"), "update_mask { paths: 'sort_name' }"),
      RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
  EXPECT_THAT(UpdatePerson(forum_.Named(name, "etag: 'r1' work_phone: '2'")),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
}

TEST_P(DirectoryTest, APersonWorksForAnOrganizationThatLives) {
  const std::string gone = Organization("gone");
  Value(DeleteOrganization(gone));
  const std::string name = Person("Образцова");
  EXPECT_THAT(CreatePerson(PersonText("А", "organization: 'organizations/none'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  const auto refused = UpdatePerson(forum_.Named(name, absl::StrCat("organization: '", gone, "'")));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_EQ(base::MetadataOf(refused.status())["field"], "person.organization");
}

TEST_P(DirectoryTest, ADeletedPersonIsStillReadAndCanComeBack) {
  const std::string name = Person("Образцова");
  const auto deleted = DeletePerson(name);
  ASSERT_THAT(deleted, IsOk());
  EXPECT_TRUE(deleted->has_delete_time());
  EXPECT_THAT(GetPerson(name), IsOkAnd(EqualsProto(*deleted)));
  EXPECT_THAT(DeletePerson(name), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(UpdatePerson(forum_.Named(name, "work_phone: '2'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(People(), IsEmpty());
  EXPECT_THAT(People("show_deleted: true"), ElementsAre("Образцова"));
  EXPECT_THAT(UndeletePerson(name), IsOk());
  EXPECT_THAT(UndeletePerson(name), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
  EXPECT_THAT(People(), ElementsAre("Образцова"));
}

TEST_P(DirectoryTest, ListsAreOrderedAsPeopleReadNames) {
  for (const char* name : {"Жуков", "ежов", "Ёлкина", "Елагин", "Zimmermann", "Ільін"}) {
    Person(name);
    forum_.clock().Advance(absl::Seconds(1));
  }
  EXPECT_THAT(People(), ElementsAre("Zimmermann", "ежов", "Елагин", "Ёлкина", "Жуков", "Ільін"));
  EXPECT_THAT(People("order_by: 'sort_name desc'"),
              ElementsAre("Ільін", "Жуков", "Ёлкина", "Елагин", "ежов", "Zimmermann"));
  EXPECT_THAT(People("order_by: 'create_time'"),
              ElementsAre("Жуков", "ежов", "Ёлкина", "Елагин", "Zimmermann", "Ільін"));
  EXPECT_THAT(People("order_by: 'create_time desc' page_size: 2"),
              ElementsAre("Ільін", "Zimmermann"));
}

TEST_P(DirectoryTest, EachReaderGetsListsInHisOwnOrderByTheNamesHeSees) {
  Person("Яковлева", "names { language: 'en' family_name: 'Abakumova' }");
  Value(CreatePerson("names { language: 'be' family_name: 'Ўласава' }"));
  Value(CreatePerson("names { language: 'en' family_name: 'Miller' }"));
  Value(CreatePerson("names { language: 'zh' family_name: '张' }"));
  Value(CreatePerson("names { language: 'zh' family_name: '李' }"));
  const struct {
    const char* request;
    std::vector<std::string> people;
  } kCases[] = {{"", {"Miller", "Ўласава", "Яковлева", "张", "李"}},
                {"language_code: 'fr'", {"Miller", "Ўласава", "Яковлева", "张", "李"}},
                {"language_code: 'ru-BY'", {"Ўласава", "Яковлева", "Miller", "张", "李"}},
                {"language_code: 'be'", {"Ўласава", "Яковлева", "Miller", "张", "李"}},
                {"language_code: 'en'", {"Яковлева", "李", "Miller", "Ўласава", "张"}},
                {"language_code: 'en' order_by: 'sort_name desc'",
                 {"张", "Ўласава", "Miller", "李", "Яковлева"}},
                {"language_code: 'zh-Hans'", {"李", "张", "Яковлева", "Miller", "Ўласава"}}};
  for (const auto& one : kCases) EXPECT_EQ(People(one.request), one.people) << one.request;
}

TEST_P(DirectoryTest, OrganizationsAreOrderedForTheirReadersToo) {
  Organization("a", "display_names { language: 'en' text: 'Zeta' }");
  Organization("b", "display_names { language: 'en' text: 'Alpha' }");
  EXPECT_THAT(OrganizationIds("language_code: 'ru'"), ElementsAre("a", "b"));
  EXPECT_THAT(OrganizationIds("language_code: 'en'"), ElementsAre("b", "a"));
  EXPECT_THAT(OrganizationIds("language_code: 'en' order_by: 'create_time'"),
              ::testing::UnorderedElementsAre("a", "b"));
}

TEST_P(DirectoryTest, PagesOfOneReaderAreNotThoseOfAnother) {
  for (const char* name : {"А", "Б", "В"}) Person(name);
  const std::string token = Value(ListPeople("page_size: 1 language_code: 'ru'")).next_page_token();
  const std::string next = absl::StrCat("page_size: 1 page_token: '", token, "' ");
  EXPECT_THAT(People(absl::StrCat(next, "language_code: 'ru-BY'")), ElementsAre("Б"));
  EXPECT_THAT(ListPeople(absl::StrCat(next, "language_code: 'be'")),
              RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
  EXPECT_THAT(ListPeople(next), RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
}

TEST_P(DirectoryTest, ALatinSpellingIsProposedAsPassportsHaveIt) {
  const auto suggest = [&](const std::string& name) {
    return Value(forum_.Ask(&D::SuggestLatinName, absl::StrCat("name { ", name, " }")))
        .latin_name();
  };
  EXPECT_THAT(suggest("language: 'ru' family_name: 'Щукин' given_name: 'Юрий' "
                      "patronymic: 'Ильич'"),
              EqualsProto(Parse<v1::PersonName>("language: 'ru' script: 'Latn' "
                                                "family_name: 'Shchukin' given_name: 'Iurii'")));
  EXPECT_EQ(suggest("language: 'be' family_name: 'Кавалёў'").family_name(), "Kavaliou");
  EXPECT_EQ(suggest("language: 'zh' family_name: '王' given_name: '小明'").given_name(),
            "Xiaoming");
  EXPECT_EQ(BadFields(forum_.Ask(&D::SuggestLatinName, "").status()),
            std::vector<std::string>{"name"});
}

TEST_P(DirectoryTest, ANameWithLettersThatOnlyLookRightIsRefusedWithItsRepair) {
  const auto refused =
      CreatePerson("names { language: 'ru' family_name: 'Образцов' given_name: 'Cергей' }");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(BadFields(refused), ElementsAre("person.names[0].given_name"));
  EXPECT_THAT(std::string(refused.status().message()), ::testing::HasSubstr("Сергей"));
}

TEST_P(DirectoryTest, AFilterChoosesOrganizations) {
  const std::string ministry =
      Value(CreateOrganization("ministry",
                               "type: AUTHORITY country_code: 'BY' "
                               "display_names { language: 'ru' text: 'Минсвязи' }"))
          .name();
  forum_.clock().Advance(absl::Hours(1));
  Organization("kursk", absl::StrCat("country_code: 'RU' subdivision_code: 'RU-KRS' parent: '",
                                     ministry, "'"));
  Organization("orel", "country_code: 'RU'");
  const struct {
    const char* filter;
    std::vector<std::string> ids;
  } kCases[] = {{"", {"kursk", "orel", "ministry"}},
                {"type = REGION", {"kursk", "orel"}},
                {"type != REGION", {"ministry"}},
                {"country_code = \\\"RU\\\" AND NOT subdivision_code = \\\"RU-KRS\\\"", {"orel"}},
                {"parent = \\\"organizations/ministry\\\"", {"kursk"}},
                {"type = AUTHORITY OR subdivision_code = \\\"RU-KRS\\\"", {"kursk", "ministry"}},
                {"create_time < \\\"2023-04-17T12:30:00Z\\\"", {"ministry"}},
                {"update_time >= \\\"2023-04-17T15:30:00+03:00\\\"", {"kursk", "orel"}},
                {"country_code = \\\"CN\\\"", {}}};
  for (const auto& one : kCases) {
    EXPECT_EQ(OrganizationIds(absl::StrCat("filter: \"", one.filter, "\"")), one.ids) << one.filter;
  }
}

TEST_P(DirectoryTest, AFilterChoosesPeople) {
  const std::string kursk = Organization("kursk");
  Person("Иванова", absl::StrCat("country_code: 'RU' organization: '", kursk, "'"));
  Person("Иванченко", "country_code: 'BY'");
  Person("Петров", "country_code: 'BY'");
  EXPECT_THAT(People("filter: 'sort_name:\"Иван\"'"), ElementsAre("Иванова", "Иванченко"));
  EXPECT_THAT(People("filter: 'sort_name = \"Иван\"'"), IsEmpty());
  EXPECT_THAT(People("filter: 'organization = \"organizations/kursk\"'"), ElementsAre("Иванова"));
  EXPECT_THAT(People("filter: 'country_code = \"BY\"' order_by: 'sort_name desc'"),
              ElementsAre("Петров", "Иванченко"));
}

TEST_P(DirectoryTest, AListThatCannotBeIsRefused) {
  const struct {
    const char* label;
    std::string request;
    v1::ErrorReason reason;
  } kCases[] = {
      {"unknown field", "filter: 'colour = 1'", v1::ERROR_REASON_INVALID_FILTER},
      {"no literal", "filter: 'country_code ='", v1::ERROR_REASON_INVALID_FILTER},
      {"unknown value", "filter: 'create_time > \"yesterday\"'", v1::ERROR_REASON_INVALID_FILTER},
      {"17 levels", absl::StrCat("filter: '", Nested(17, "country_code = \"BY\""), "'"),
       v1::ERROR_REASON_INVALID_FILTER},
      {"2,001 bytes", absl::StrCat("filter: '", std::string(2001, '('), "'"),
       v1::ERROR_REASON_INVALID_FILTER},
      {"unknown order", "order_by: 'colour'", v1::ERROR_REASON_INVALID_ORDER},
      {"a token of nobody", "page_token: 'bm8gdG9rZW4gYXQgYWxs'",
       v1::ERROR_REASON_INVALID_PAGE_TOKEN},
      {"no token at all", "page_token: '***'", v1::ERROR_REASON_INVALID_PAGE_TOKEN}};
  for (const auto& one : kCases) {
    SCOPED_TRACE(one.label);
    EXPECT_THAT(ListPeople(one.request), RefusedFor(one.reason));
    EXPECT_THAT(ListOrganizations(one.request), StatusIs(absl::StatusCode::kInvalidArgument));
  }
  EXPECT_EQ(base::MetadataOf(ListPeople("filter: 'colour = 1'").status())["allowedFields"],
            "organization, country_code, sort_name, create_time, update_time");
  EXPECT_THAT(ListPeople(absl::StrCat("filter: '", Nested(10, "country_code = \"BY\""), "'")),
              IsOk());
}

TEST_P(DirectoryTest, PagesHoldEveryPersonOnce) {
  for (int i = 0; i < 7; ++i) Person(absl::StrCat("Образцов ", i), "country_code: 'BY'");
  Person("Zimmermann", "country_code: 'DE'");
  auto request = Parse<v1::ListPeopleRequest>(
      "page_size: 3 filter: 'country_code = \"BY\"' order_by: 'sort_name desc'");
  std::vector<std::string> names;
  std::vector<int> sizes;
  do {
    const auto page = Value(forum_.Ask(&D::ListPeople, request));
    sizes.push_back(page.people_size());
    for (const P& each : page.people()) names.push_back(each.sort_name());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(sizes, ElementsAre(3, 3, 1));
  EXPECT_THAT(names, ElementsAre("Образцов 6", "Образцов 5", "Образцов 4", "Образцов 3",
                                 "Образцов 2", "Образцов 1", "Образцов 0"));
}

TEST_P(DirectoryTest, APageTokenIsForItsQueryAndThreeDays) {
  for (const char* name : {"А", "Б", "В"}) Person(name);
  const std::string token = Value(ListPeople("page_size: 1")).next_page_token();
  const std::string next = absl::StrCat("page_size: 1 page_token: '", token, "' ");
  EXPECT_THAT(People(next), ElementsAre("Б"));
  for (const char* other :
       {"order_by: 'create_time'", "filter: 'country_code = \"BY\"'", "show_deleted: true"}) {
    EXPECT_THAT(ListPeople(absl::StrCat(next, other)),
                RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN))
        << other;
  }
  EXPECT_THAT(ListOrganizations(next), RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
  std::string forged = token;
  forged[forged.size() / 2] = forged[forged.size() / 2] == 'A' ? 'B' : 'A';
  EXPECT_THAT(ListPeople(absl::StrCat("page_size: 1 page_token: '", forged, "'")),
              RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
  forum_.clock().Advance(absl::Hours(72) + absl::Seconds(1));
  EXPECT_THAT(ListPeople(next), RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
}

TEST_P(DirectoryTest, AListSaysFromWhereToWatch) {
  const auto number_in = [&](const std::string& token) {
    return storage::ReadResumeToken(forum_.sealer(), "directory", token);
  };
  EXPECT_THAT(number_in(Value(ListPeople("")).resume_token()), IsOkAnd(0));
  Organization("kursk");
  Person("Образцова");
  EXPECT_THAT(number_in(Value(ListPeople("")).resume_token()), IsOkAnd(2));
  EXPECT_THAT(number_in(Value(ListOrganizations("")).resume_token()), IsOkAnd(2));
}

TEST_P(DirectoryTest, TheSameRequestIdGetsTheFirstAnswerAndChangesNothingTwice) {
  const auto first = CreatePerson(PersonText("Образцова"), "request_id: 'one'");
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(CreatePerson(PersonText("Образцова"), "request_id: 'one'"),
              IsOkAnd(EqualsProto(*first)));
  const auto other = CreatePerson(PersonText("Другая"), "request_id: 'one'");
  EXPECT_THAT(other, RefusedFor(v1::ERROR_REASON_REQUEST_ID_REUSED));
  EXPECT_THAT(other, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(CreateOrganization("kursk", OrganizationText("Курск"), "request_id: 'one'"),
              RefusedFor(v1::ERROR_REASON_REQUEST_ID_REUSED));
  EXPECT_THAT(People(), ElementsAre("Образцова"));
  EXPECT_EQ(Entries(), 1);

  // What was refused may be repeated with the same id once it can be done.
  const std::string name = Organization("kursk");
  const std::string person = Person("Там", absl::StrCat("organization: '", name, "'"));
  EXPECT_THAT(DeleteOrganization(name, "request_id: 'two'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  Value(DeletePerson(person));
  const auto deleted = DeleteOrganization(name, "request_id: 'two'");
  ASSERT_THAT(deleted, IsOk());
  EXPECT_THAT(DeleteOrganization(name, "request_id: 'two'"), IsOkAnd(EqualsProto(*deleted)));
}

TEST_P(DirectoryTest, ADryRunAnswersAndChangesNothing) {
  const std::string name = Organization("kursk");
  const std::string person = Person("Образцова");
  const int64_t before = Entries();
  const std::string dry = "validate_only: true request_id: 'dry' ";
  EXPECT_EQ(Value(CreateOrganization("orel", OrganizationText("Орёл"), dry)).name(),
            "organizations/orel");
  EXPECT_EQ(Value(UpdateOrganization(forum_.Named(name, "website: 'https://x'"), dry)).etag(),
            "r2");
  EXPECT_TRUE(Value(DeleteOrganization(name, dry)).has_delete_time());
  EXPECT_EQ(Value(CreatePerson(PersonText("Новая"), dry)).sort_name(), "Новая");
  EXPECT_EQ(Value(UpdatePerson(forum_.Named(person, PersonText("Иная")), dry)).sort_name(), "Иная");
  EXPECT_TRUE(Value(DeletePerson(person, dry)).has_delete_time());
  EXPECT_THAT(UndeletePerson(person, dry), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
  EXPECT_EQ(Value(forum_.Do(&D::BatchCreatePeople,
                            absl::StrCat("people { ", PersonText("А"), " } ", dry)))
                .people_size(),
            1);
  EXPECT_EQ(Entries(), before);
  EXPECT_THAT(OrganizationIds("show_deleted: true"), ElementsAre("kursk"));
  EXPECT_THAT(People("show_deleted: true"), ElementsAre("Образцова"));
  // Nor is the request_id used up.
  EXPECT_THAT(CreatePerson(PersonText("Новая"), "request_id: 'dry'"), IsOk());
}

}  // namespace
}  // namespace plenary::directory
