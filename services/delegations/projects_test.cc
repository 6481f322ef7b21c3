// Projects over every engine: what companies show.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/testing/forum_suite.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::Forum;
using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Property;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using Rooms = Forum::Delegations;
using v1::Project;

class ProjectsTest : public testing::ForumTest {
 protected:
  void SetUp() override {
    forum_.Event();
    delegates_ = forum_.Category("delegates");
    belaz_ = forum_.Organization("belaz");
  }
  absl::StatusOr<Project> Create(const std::string& title, const std::string& rest = "",
                                 const std::string& id = "") {
    v1::CreateProjectRequest request;
    request.set_parent("events/tibo");
    request.set_project_id(id);
    *request.mutable_project() = Parse<Project>(absl::StrCat("organization: 'organizations/belaz' "
                                                             "titles { language: 'en' text: '",
                                                             title, "' }"),
                                                rest);
    return forum_.Do(&Rooms::CreateProject, request);
  }
  absl::StatusOr<Project> Update(const std::string& name, const std::string& fields,
                                 const std::string& rest = "") {
    return forum_.Do(&Rooms::UpdateProject,
                     absl::StrCat("project { name: '", name, "' ", fields, " } ", rest));
  }
  absl::StatusOr<Project> Delete(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&Rooms::DeleteProject, Forum::Named(name, rest));
  }
  absl::StatusOr<Project> Undelete(const std::string& name) {
    return forum_.Do(&Rooms::UndeleteProject, Forum::Named(name));
  }
  absl::StatusOr<Project> Get(const std::string& name, const std::string& rest = "") {
    return forum_.Ask(&Rooms::GetProject, Forum::Named(name, rest));
  }
  // The titles that a list tells, page by page.
  std::vector<std::string> Titles(const std::string& rest = "") {
    auto request =
        Parse<v1::ListProjectsRequest>(absl::StrCat("parent: 'events/tibo' page_size: 2 ", rest));
    std::vector<std::string> titles;
    do {
      const auto page = Value(forum_.Ask(&Rooms::ListProjects, request));
      for (const Project& project : page.projects()) titles.push_back(project.titles(0).text());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return titles;
  }

  std::string delegates_;
  std::string belaz_;
};
PLENARY_ON_EVERY_ENGINE(ProjectsTest);

TEST_P(ProjectsTest, AProjectSaysWhatWhoseAndByWhom) {
  const std::string kursk = forum_.Delegation("kursk");
  const std::string a = forum_.Nominated(kursk, delegates_);
  const std::string b = forum_.Draft("", delegates_);
  const Project made = Value(
      Create("A truck",
             absl::StrCat("delegation: '", kursk, "' participants: '", a, "' participants: '", b,
                          "' summaries { language: 'en' text: 'Large' } "
                          "partners_sought { language: 'en' text: 'Dealers' }"),
             "truck"));
  EXPECT_EQ(made.name(), "events/tibo/projects/truck");
  EXPECT_EQ(made.organization(), belaz_);
  EXPECT_THAT(made.participants(), ElementsAre(a, b));
  EXPECT_FALSE(made.etag().empty());
  EXPECT_THAT(made.update_time(), EqualsProto(made.create_time()));
  EXPECT_THAT(Get(made.name()), IsOkAnd(EqualsProto(made)));
  EXPECT_THAT(Get(made.name(), "read_mask { paths: 'delegation' }"),
              IsOkAnd(EqualsProto(Parse<Project>(absl::StrCat("delegation: '", kursk, "'")))));
}

TEST_P(ProjectsTest, AProjectsNameIsUsedOnce) {
  ASSERT_THAT(Create("A truck", "", "truck"), IsOk());
  EXPECT_THAT(Create("Another", "", "truck"), RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  EXPECT_NE(Value(Create("Another")).name(), Value(Create("Another")).name());
}

TEST_P(ProjectsTest, AProjectStandsOnWhatExistsInItsEvent) {
  forum_.Event("", "other");
  const std::string elsewhere = forum_.Delegation("omsk", "", "events/other");
  const std::string press = forum_.Category("press", "", "events/other");
  const std::string stranger = forum_.Nominated(elsewhere, press);
  EXPECT_THAT(BadFields(Create("A truck", absl::StrCat("delegation: '", elsewhere,
                                                       "' participants: '", stranger, "'"))),
              UnorderedElementsAre("project.delegation", "project.participants[0]"));
  EXPECT_THAT(Create("A truck", "delegation: 'events/tibo/delegations/unknown'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Create("A truck", "participants: 'events/tibo/participants/unknown'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Create("A truck", "organization: 'organizations/unknown'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.Do(&Rooms::CreateProject,
                        "parent: 'events/unknown' project { organization: 'organizations/belaz' "
                        "titles { language: 'en' text: 'x' } }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Titles(), IsEmpty());
}

TEST_P(ProjectsTest, AProjectHasATitleInALanguageOnce) {
  EXPECT_THAT(BadFields(forum_.Do(&Rooms::CreateProject,
                                  "parent: 'events/tibo' project { organization: 'belaz' }")),
              UnorderedElementsAre("project.titles", "project.organization"));
  EXPECT_THAT(BadFields(Create("A truck", "titles { language: 'en' text: 'A lorry' }")),
              ElementsAre("project.titles[1]"));
}

TEST_P(ProjectsTest, AnUpdateChangesWhatItsMaskNames) {
  const Project made =
      Value(Create("A truck", "summaries { language: 'en' text: 'Large' }", "truck"));
  forum_.clock().Advance(absl::Seconds(1));
  const Project after = Value(Update(made.name(), "titles { language: 'en' text: 'A lorry' }",
                                     "update_mask { paths: 'titles' }"));
  EXPECT_EQ(after.titles(0).text(), "A lorry");
  EXPECT_EQ(after.summaries_size(), 1);
  EXPECT_NE(after.etag(), made.etag());
  EXPECT_THAT(Get(made.name()), IsOkAnd(EqualsProto(after)));
  EXPECT_THAT(Update(made.name(), absl::StrCat("etag: '", made.etag(), "'"),
                     "update_mask { paths: 'summaries' }"),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(Update(made.name(), "", "update_mask { paths: 'create_time' }"),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
  EXPECT_THAT(Update(made.name(), "delegation: 'events/tibo/delegations/unknown'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Update("events/tibo/projects/unknown", "titles { language: 'en' text: 'x' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(ProjectsTest, ADeletionCanBeUndone) {
  const std::string truck = Value(Create("A truck")).name();
  EXPECT_THAT(Undelete(truck), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
  EXPECT_THAT(Delete(truck, "etag: 'r99'"), RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(Delete(truck), IsOkAnd(Property(&Project::has_delete_time, true)));
  EXPECT_THAT(Get(truck), IsOk());
  EXPECT_THAT(Titles(), IsEmpty());
  EXPECT_THAT(Titles("show_deleted: true"), ElementsAre("A truck"));
  EXPECT_THAT(Delete(truck), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(Update(truck, "titles { language: 'en' text: 'x' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(Undelete(truck), IsOkAnd(Property(&Project::has_delete_time, false)));
  EXPECT_THAT(Titles(), ElementsAre("A truck"));
}

TEST_P(ProjectsTest, AreListedByEveryFilterAndInEveryOrder) {
  const std::string kursk = forum_.Delegation("kursk");
  const std::string mtz = forum_.Organization("mtz");
  ASSERT_THAT(Create("C", absl::StrCat("delegation: '", kursk, "'")), IsOk());
  forum_.clock().Advance(absl::Seconds(1));
  ASSERT_THAT(Create("A", absl::StrCat("organization: '", mtz, "'")), IsOk());
  forum_.clock().Advance(absl::Seconds(1));
  ASSERT_THAT(Create("B"), IsOk());
  EXPECT_THAT(Titles(), ElementsAre("A", "B", "C"));
  EXPECT_THAT(Titles("order_by: 'sort_name'"), ElementsAre("A", "B", "C"));
  EXPECT_THAT(Titles("order_by: 'create_time'"), ElementsAre("C", "A", "B"));
  EXPECT_THAT(Titles("filter: 'organization = \"organizations/mtz\"'"), ElementsAre("A"));
  EXPECT_THAT(Titles(absl::StrCat("filter: 'delegation = \"", kursk, "\"'")), ElementsAre("C"));
  EXPECT_THAT(Titles("filter: 'create_time > \"2023-04-17T12:00:00Z\"'"), ElementsAre("A", "B"));
  EXPECT_THAT(forum_.Ask(&Rooms::ListProjects, "parent: 'events/tibo' filter: 'state = 5'"),
              RefusedFor(v1::ERROR_REASON_INVALID_FILTER));
  EXPECT_THAT(forum_.Ask(&Rooms::ListProjects, "parent: 'events/tibo' order_by: 'name'"),
              RefusedFor(v1::ERROR_REASON_INVALID_ORDER));
  EXPECT_THAT(forum_.Ask(&Rooms::ListProjects, "parent: 'events/-'"),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
}

TEST_P(ProjectsTest, SeveralAreReadInTheOrderOfTheirNamesOrNotAtAll) {
  const Project a = Value(Create("A"));
  const Project b = Value(Create("B"));
  const auto get = [&](const std::string& names) {
    return forum_.Ask(&Rooms::BatchGetProjects, absl::StrCat("parent: 'events/tibo' ", names));
  };
  EXPECT_THAT(get(absl::StrCat("names: '", b.name(), "' names: '", a.name(), "'")),
              IsOkAnd(Property(&v1::BatchGetProjectsResponse::projects,
                               ElementsAre(EqualsProto(b), EqualsProto(a)))));
  EXPECT_THAT(get(absl::StrCat("names: '", a.name(), "' names: 'events/tibo/projects/unknown'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(BadFields(get("names: 'events/other/projects/a'")), ElementsAre("names[0]"));
}

TEST_P(ProjectsTest, AProjectIsMadeOnceForARequestIdAndNotAtAllInADryRun) {
  const std::string request =
      "parent: 'events/tibo' project { organization: 'organizations/belaz' "
      "titles { language: 'en' text: 'A truck' } } ";
  const auto create = [&](const std::string& rest) {
    return forum_.Do(&Rooms::CreateProject, absl::StrCat(request, rest));
  };
  EXPECT_THAT(create("validate_only: true"), IsOk());
  EXPECT_THAT(Titles(), IsEmpty());
  const Project first = Value(create("request_id: 'once'"));
  EXPECT_THAT(create("request_id: 'once'"), IsOkAnd(EqualsProto(first)));
  EXPECT_THAT(Titles(), SizeIs(1));
}

TEST_P(ProjectsTest, NothingIsShownInAnArchivedEvent) {
  ASSERT_THAT(
      forum_.Do(&Forum::Events::CancelEvent, Forum::Named("events/tibo", "reason: 'flood'")),
      IsOk());
  ASSERT_THAT(forum_.Do(&Forum::Events::ArchiveEvent, Forum::Named("events/tibo")), IsOk());
  EXPECT_THAT(Create("A truck"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

}  // namespace
}  // namespace plenary::delegations
