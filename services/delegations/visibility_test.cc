// What a focal point sees, over every engine: its own delegation, and nothing that tells whether
// there is any other.
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/testing/import_suite.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::Forum;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using Rooms = Forum::Delegations;
using Directory = Forum::Directory;
using Events = Forum::Events;

// An answer as a text, without what differs from one call to the next.
std::string Shown(google::protobuf::Message& answer) {
  const google::protobuf::Reflection& reflection = *answer.GetReflection();
  for (const char* token : {"next_page_token", "resume_token"}) {
    const auto* const field = answer.GetDescriptor()->FindFieldByName(token);
    if (field == nullptr) continue;
    // How long a token is tells as much as what it says.
    const size_t size = reflection.GetString(answer, field).size();
    reflection.SetString(&answer, field, absl::StrCat(size));
  }
  return answer.DebugString();
}

class VisibilityTest : public testing::ImportTest {
 protected:
  void TearDown() override {
    forum_.ActAs("local", nullptr);
    ImportTest::TearDown();
  }

  // Somebody of the name, who takes part in a delegation.
  std::string Registered(const std::string& delegation, const std::string& family_name,
                         const std::string& given_name = "Ivan") {
    const auto answer = Value(world().Do(
        &Rooms::BatchChangeParticipants,
        absl::StrCat("parent: 'events/tibo' changes { register { participant { delegation: '",
                     delegation, "' category: '", delegates_,
                     "' custom_values { key: 'shirt' value: 'l' } } new_person { organization: '",
                     OrganizationOf(delegation), "' names { language: 'en' family_name: '",
                     family_name, "' given_name: '", given_name, "' } } } }")));
    return answer.results(0).participant().name();
  }
  static std::string OrganizationOf(const std::string& delegation) {
    return absl::StrCat("organizations/", base::LastId(delegation));
  }
  void AddProject(const std::string& delegation) {
    Value(world().Do(&Rooms::CreateProject,
                     absl::StrCat("parent: 'events/tibo' project { organization: '",
                                  OrganizationOf(delegation), "' delegation: '", delegation,
                                  "' titles { language: 'en' text: 'A harbour' } }")));
  }

  // The focal point's own delegation, with everything a delegation has.
  void SetUpOwn() {
    own_ = world().Delegation("kursk", "display_names { language: 'en' text: 'The region' }");
    participant_ = Registered(own_, "Ivanov");
    Registered(own_, "Petrova", "Anna");
    world().SetQuota(own_, delegates_, 5);
    world().Hold(own_, delegates_, 1, Forum::start());
    AddProject(own_);
  }
  // Others that are as like it as can be.
  void SetUpOthers() {
    other_ = world().Delegation("kursk-2", "display_names { language: 'en' text: 'The region' }");
    other_participant_ = Registered(other_, "Ivanov");
    Registered(other_, "Petrov", "Anton");
    world().SetQuota(other_, delegates_, 7);
    world().Hold(other_, delegates_, 2, Forum::start());
    AddProject(other_);
    world().Event("", "geneva");
    world().Delegation("kursk-3", "", "events/geneva");
    world().Person("Ivanovski");
    world().Organization("kursk-region");
  }
  void BeFocalPoint() { world().ActAs("registrationLinks/kursk", &focal_point_); }

  template <class Service, class Request, class Response>
  std::string Ask(absl::StatusOr<Response> (Service::*method)(storage::Tx&, const storage::Call&,
                                                              const Request&) const,
                  const std::string& request) {
    Response response = Value(world().Ask(method, request));
    return Shown(response);
  }

  // Every answer that a focal point can have, by its question.
  std::vector<std::pair<std::string, std::string>> AllAnswers();

  std::string own_;
  std::string participant_;
  std::string other_;
  std::string other_participant_;
  const base::Access focal_point_{{{v1::REGISTRAR, "events/tibo/delegations/kursk"}}};
};
PLENARY_ON_EVERY_ENGINE(VisibilityTest);

std::vector<std::pair<std::string, std::string>> VisibilityTest::AllAnswers() {
  std::vector<std::pair<std::string, std::string>> answers;
  const auto add = [&](auto method, const std::string& request) {
    answers.emplace_back(request, Ask(method, request));
  };
  for (const char* rest :
       {"", "page_size: 1", "show_deleted: true", "order_by: 'create_time desc' page_size: 1"}) {
    add(&Events::ListEvents, rest);
    add(&Directory::ListPeople, rest);
    add(&Directory::ListOrganizations, rest);
    for (const char* parent : {"events/tibo", "events/-"}) {
      const std::string within = absl::StrCat("parent: '", parent, "' ", rest);
      add(&Rooms::ListDelegations, within);
      add(&Rooms::ListParticipants, within);
    }
    add(&Rooms::ListProjects, absl::StrCat("parent: 'events/tibo' ", rest));
  }
  for (const char* language : {"ru", "be", "en", "zh"}) {
    const std::string read = absl::StrCat("language_code: '", language, "'");
    add(&Directory::ListPeople, read);
    add(&Directory::ListOrganizations, read);
    add(&Rooms::ListParticipants, absl::StrCat("parent: 'events/tibo' page_size: 1 ", read));
  }
  for (const char* filter :
       {"delegation = \"events/tibo/delegations/kursk-2\"", "sort_name: \"Iva\"",
        "custom_values.shirt = \"l\"", "NOT custom_values.shirt:*", "precedence < 10"}) {
    add(&Rooms::ListParticipants,
        absl::StrCat("parent: 'events/tibo' page_size: 1 filter: '", filter, "'"));
  }
  add(&Rooms::ListDelegations,
      "parent: 'events/-' filter: 'organization = \"organizations/kursk-2\"'");
  add(&Rooms::ListProjects,
      "parent: 'events/tibo' filter: 'delegation = \"events/tibo/delegations/kursk-2\"'");
  add(&Directory::ListPeople, "filter: 'organization = \"organizations/kursk-2\"'");
  add(&Directory::ListOrganizations, "filter: 'type = REGION' page_size: 1");
  for (const char* typed : {"ivanov", "iva", "petrov", "ivonov", "ivanov ivan", "anton", "a"}) {
    add(&Directory::SearchPeople, absl::StrCat("query: '", typed, "'"));
    add(&Directory::SearchPeople, absl::StrCat("page_size: 1 query: '", typed, "'"));
  }
  for (const char* typed : {"kursk", "kur", "kursk region", "kirsk", "k"}) {
    add(&Directory::SearchOrganizations, absl::StrCat("query: '", typed, "'"));
  }
  for (const char* name : {"family_name: 'Ivanov' given_name: 'Ivan'", "family_name: 'Petrov'",
                           "family_name: 'Ivanow' given_name: 'I'"}) {
    add(&Directory::FindDuplicates, absl::StrCat("person { names { language: 'en' ", name, " } }"));
  }
  add(&Events::ListCategories, "parent: 'events/tibo'");
  add(&Events::GetCategory, "name: 'events/tibo/categories/delegates'");
  add(&Events::BatchGetCategories,
      "parent: 'events/tibo' names: 'events/tibo/categories/delegates'");
  add(&Rooms::GetQuotaReport, "parent: 'events/tibo'");
  add(&Rooms::GetQuotaReport, "parent: 'events/tibo/delegations/kursk'");
  add(&Rooms::ListSeatHolds, "parent: 'events/tibo/delegations/kursk'");
  add(&Rooms::ListCompositionChanges, "parent: 'events/tibo/delegations/kursk'");
  add(&Rooms::GetDelegation, "name: 'events/tibo/delegations/kursk'");
  add(&Rooms::GetParticipant, Forum::Named(participant_));
  answers.emplace_back("export of participants", Export());
  answers.emplace_back("export of delegations", ExportDelegations());
  return answers;
}

TEST_P(VisibilityTest, AFocalPointIsAnsweredAlikeWhetherOrNotThereAreOthers) {
  SetUpOwn();
  BeFocalPoint();
  const auto alone = AllAnswers();
  forum_.ActAs("local", nullptr);
  GoElsewhere();
  SetUpOwn();
  SetUpOthers();
  BeFocalPoint();
  const auto among_others = AllAnswers();
  ASSERT_EQ(alone.size(), among_others.size());
  for (size_t i = 0; i < alone.size(); ++i) {
    EXPECT_EQ(alone[i].second, among_others[i].second) << alone[i].first;
  }
}

TEST_P(VisibilityTest, AFocalPointSeesItsOwnDelegation) {
  SetUpOwn();
  SetUpOthers();
  BeFocalPoint();
  EXPECT_THAT(forum_.Participants(), SizeIs(2));
  EXPECT_THAT(forum_.AllDelegations(), SizeIs(1));
  EXPECT_EQ(Value(forum_.Ask(&Directory::ListPeople, "")).people_size(), 2);
  EXPECT_EQ(Value(forum_.Ask(&Directory::SearchPeople, "query: 'ivanov'")).results_size(), 1);
  const auto organizations = Value(forum_.Ask(&Directory::ListOrganizations, ""));
  ASSERT_EQ(organizations.organizations_size(), 1);
  EXPECT_EQ(organizations.organizations(0).name(), "organizations/kursk");
  const auto projects = Value(forum_.Ask(&Rooms::ListProjects, "parent: 'events/tibo'"));
  EXPECT_EQ(projects.projects_size(), 1);
  const v1::QuotaReport report = forum_.QuotaReport(own_);
  EXPECT_EQ(report.quotas_size(), 1);
  EXPECT_EQ(report.category_totals_size(), 0);
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 0);
}

TEST_P(VisibilityTest, AnExportOfAFocalPointHoldsItsOwnPeople) {
  SetUpOwn();
  SetUpOthers();
  BeFocalPoint();
  const std::string list = Export();
  EXPECT_THAT(list, HasSubstr("Petrova"));
  EXPECT_THAT(list, Not(HasSubstr("Anton")));
  EXPECT_THAT(ExportDelegations(), Not(HasSubstr("kursk-2")));
}

TEST_P(VisibilityTest, WhoReadsAWholeEventSeesEverybodyInIt) {
  SetUpOwn();
  SetUpOthers();
  const base::Access viewer({{v1::VIEWER, "events/tibo"}});
  forum_.ActAs("users/viewer", &viewer);
  EXPECT_THAT(forum_.Participants(), SizeIs(4));
  EXPECT_THAT(forum_.AllDelegations(), SizeIs(2));
  EXPECT_EQ(Value(forum_.Ask(&Directory::ListPeople, "")).people_size(), 4);
  EXPECT_EQ(Value(forum_.Ask(&Directory::ListOrganizations, "")).organizations_size(), 2);
  EXPECT_EQ(Value(forum_.Ask(&Directory::SearchPeople, "query: 'ivanov'")).results_size(), 2);
  EXPECT_EQ(forum_.QuotaReport().category_totals_size(), 1);
  EXPECT_EQ(forum_.GetCategory(delegates_).used(), 3);
}

TEST_P(VisibilityTest, APageOfANarrowedListLeadsToTheNext) {
  SetUpOwn();
  SetUpOthers();
  const base::Access two({{v1::VIEWER, own_},
                          {v1::REGISTRAR, other_},
                          {v1::REGISTRAR, "events/geneva/delegations/x"}});
  forum_.ActAs("users/two", &two);
  EXPECT_THAT(forum_.Participants("events/-", "page_size: 1"), SizeIs(4));
  EXPECT_THAT(forum_.Participants("events/tibo", "page_size: 3"), SizeIs(4));
}

TEST_P(VisibilityTest, WhoLeftForGoodIsSeenNoMore) {
  SetUpOwn();
  const std::string draft = world().Draft(own_, delegates_);
  BeFocalPoint();
  EXPECT_EQ(Value(forum_.Ask(&Directory::ListPeople, "")).people_size(), 3);
  Value(forum_.Do(&Rooms::DeleteParticipant, Forum::Named(draft)));
  EXPECT_EQ(Value(forum_.Ask(&Directory::ListPeople, "")).people_size(), 2);
}

}  // namespace
}  // namespace plenary::delegations
