// What a focal point may do with its own delegation, over every engine, and what stays the
// secretariat's.
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/testing/import_suite.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::Forum;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using P = v1::Participant;
using Rooms = Forum::Delegations;
using Directory = Forum::Directory;

class FocalPointTest : public testing::ImportTest {
 protected:
  void SetUp() override {}
  void TearDown() override {
    BeProgram();
    ImportTest::TearDown();
  }
  // An event with what `rest` says, the focal point's delegation and another.
  void SetUpEvent(const std::string& rest = "", const std::string& category = "") {
    forum_.Event(absl::StrCat("waiting_list: true host_acceptance: true ", rest));
    delegates_ = forum_.Category("delegates", category);
    own_ = forum_.Invited("kursk");
    other_ = forum_.Invited("minsk");
  }
  void BeFocalPoint() { forum_.ActAs("registrationLinks/kursk", &focal_point_); }
  void BeSecretariat() { forum_.ActAs("users/secretary", &secretariat_); }
  void BeProgram() { forum_.ActAs("local", nullptr); }

  // The text of somebody new.
  static std::string Person(const std::string& family_name, const std::string& given_name = "Ivan",
                            const std::string& rest = "") {
    return absl::StrCat("names { language: 'en' family_name: '", family_name, "' given_name: '",
                        given_name, "' } ", rest);
  }
  // A row that registers somebody new into a delegation.
  std::string NewRow(const std::string& delegation, const std::string& person,
                     const std::string& rest = "") {
    return absl::StrCat("changes { register { participant { delegation: '", delegation,
                        "' category: '", delegates_, "' } new_person { ", person, " } ", rest,
                        " } } ");
  }
  absl::StatusOr<P> Register(const std::string& delegation, const std::string& person,
                             const std::string& rest = "", const std::string& batch = "") {
    PLENARY_ASSIGN_OR_RETURN(const auto answer,
                             forum_.Do(&Rooms::BatchChangeParticipants,
                                       absl::StrCat("parent: 'events/tibo' mode: ROW_BY_ROW ",
                                                    NewRow(delegation, person, rest), batch)));
    const v1::ParticipantResult& result = answer.results(0);
    if (result.has_error()) return base::FromRpcStatus(result.error());
    return result.participant();
  }
  // Who is on the list of likely duplicates, with whom they look like.
  std::vector<std::pair<std::string, std::string>> Filed() {
    BeProgram();
    std::vector<std::pair<std::string, std::string>> pairs;
    const auto list = Value(forum_.Ask(&Directory::ListLikelyDuplicates, ""));
    pairs.reserve(list.likely_duplicates_size());
    for (const v1::LikelyDuplicate& pair : list.likely_duplicates()) {
      pairs.emplace_back(pair.person().name(), pair.candidate().name());
    }
    return pairs;
  }

  std::string own_;
  std::string other_;
  const base::Access focal_point_{
      std::vector<base::Grant>{{v1::REGISTRAR, "events/tibo/delegations/kursk"}}};
  const base::Access secretariat_{std::vector<base::Grant>{{v1::EVENT_MANAGER, "events/tibo"}}};
};
PLENARY_ON_EVERY_ENGINE(FocalPointTest);

// --- Windows.

// Every step's window is over.
constexpr char kClosed[] =
    "windows { step: NOMINATION interval { end_time { seconds: 1 } } } "
    "windows { step: CONFIRMATION interval { end_time { seconds: 1 } } } "
    "windows { step: SUBSTITUTION interval { end_time { seconds: 1 } } } ";

TEST_P(FocalPointTest, AReasonOpensAClosedWindowForTheSecretariatAlone) {
  SetUpEvent(kClosed);
  const std::string draft = forum_.Draft(own_, delegates_);
  const std::string nominated =
      Value(forum_.Nominate(forum_.Draft(own_, delegates_), "reason: 'before'")).name();
  const std::string left =
      Value(forum_.Nominate(forum_.Draft(own_, delegates_), "reason: 'before'")).name();
  Value(forum_.Withdraw(left));
  const std::string person = forum_.Person();
  const std::string guests = forum_.Category("guests");
  const std::string why = " reason: 'the minister asks'";
  const std::vector<std::pair<std::string, std::function<absl::Status()>>> steps = {
      {"nominate", [&] { return forum_.Nominate(draft, why).status(); }},
      {"register", [&] { return Register(own_, Person("Ivanov"), "", why).status(); }},
      {"register a delegation",
       [&] {
         return forum_
             .Do(&Rooms::RegisterDelegation,
                 absl::StrCat("parent: 'events/tibo' delegation { name: '", own_, "' }", why))
             .status();
       }},
      {"change the category",
       [&] { return forum_.ChangeCategory(nominated, guests, why).status(); }},
      {"confirm", [&] { return forum_.Confirm(nominated, why).status(); }},
      {"update a participant",
       [&] {
         return forum_
             .Do(&Rooms::UpdateParticipant,
                 absl::StrCat("participant { name: '", nominated, "' note: 'vegetarian' }", why))
             .status();
       }},
      {"update the delegation",
       [&] {
         return forum_
             .Do(&Rooms::UpdateDelegation,
                 absl::StrCat("delegation { name: '", own_, "' note: 'late' }", why))
             .status();
       }},
      {"hold seats",
       [&] { return forum_.HoldSeats(own_, delegates_, 1, Forum::start(), why).status(); }},
      {"substitute", [&] { return forum_.Substitute(nominated, person, why).status(); }},
      {"reinstate", [&] { return forum_.Reinstate(left, why).status(); }},
      {"submit", [&] { return forum_.Submit(own_, why).status(); }}};
  BeFocalPoint();
  for (const auto& [label, step] : steps) {
    EXPECT_THAT(step(), RefusedFor(v1::ERROR_REASON_REGISTRATION_CLOSED)) << label;
  }
  BeSecretariat();
  for (const auto& [label, step] : steps) EXPECT_THAT(step(), IsOk()) << label;
}

TEST_P(FocalPointTest, InsideTheWindowAFocalPointDoesAllThatItsDelegationNeeds) {
  SetUpEvent();
  BeFocalPoint();
  const std::string name = Value(Register(own_, Person("Ivanov"))).name();
  EXPECT_THAT(forum_.Confirm(name), IsOk());
  EXPECT_THAT(forum_.Withdraw(name), IsOk());
  EXPECT_THAT(forum_.Reinstate(name), IsOk());
  EXPECT_THAT(forum_.SetHead(own_, name), IsOk());
  EXPECT_THAT(forum_.Submit(own_), IsOk());
}

// --- Seats.

TEST_P(FocalPointTest, OnlyTheSecretariatOverbooks) {
  SetUpEvent("", "limit: 0");
  const std::string overbook = "when_full: OVERBOOK";
  const std::string why = "reason: 'the minister asks'";
  BeFocalPoint();
  EXPECT_THAT(Register(own_, Person("Ivanov"), absl::StrCat("confirm: true ", overbook), why),
              RefusedFor(v1::ERROR_REASON_SECRETARIAT_ONLY));
  BeSecretariat();
  EXPECT_THAT(Register(own_, Person("Ivanov"), absl::StrCat("confirm: true ", overbook), why),
              IsOk());
}

TEST_P(FocalPointTest, AFullCategoryDoesNotSayHowManySeatsAreLeft) {
  SetUpEvent("", "limit: 3");
  forum_.Confirmed(other_, delegates_);
  BeFocalPoint();
  const auto hold = forum_.HoldSeats(own_, delegates_, 3, Forum::start());
  EXPECT_THAT(hold, RefusedFor(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED));
  EXPECT_EQ(base::MetadataOf(hold.status()).count("seatsLeft"), 0);
  BeSecretariat();
  EXPECT_THAT(base::MetadataOf(forum_.HoldSeats(own_, delegates_, 3, Forum::start()).status()),
              Contains(Pair("seatsLeft", "2")));
}

TEST_P(FocalPointTest, WhomTheHostRejectedTheSecretariatAloneBringsBack) {
  SetUpEvent();
  const std::string rejected = forum_.Nominated(own_, delegates_);
  Value(forum_.Reject(rejected));
  BeFocalPoint();
  EXPECT_THAT(forum_.Reinstate(rejected), RefusedFor(v1::ERROR_REASON_SECRETARIAT_ONLY));
  BeSecretariat();
  EXPECT_THAT(forum_.Reinstate(rejected), IsOk());
}

TEST_P(FocalPointTest, OfAnotherDelegationsHoldNothingIsTold) {
  SetUpEvent();
  const std::string hold = forum_.Hold(other_, delegates_, 1, Forum::start());
  BeFocalPoint();
  const auto with_hold = [&](const std::string& name) {
    return Register(own_, Person("Ivanov"), absl::StrCat("seat_hold: '", name, "'")).status();
  };
  EXPECT_EQ(with_hold(hold), with_hold(absl::StrCat(other_, "/seatHolds/none")));
}

TEST_P(FocalPointTest, WhoTakesPartUnseenIsSaidToTakePartAndNoMore) {
  SetUpEvent();
  // The focal point knows the person from another event.
  forum_.Event("", "geneva");
  const std::string category = forum_.Category("delegates", "", "events/geneva");
  const std::string known = forum_.Participant(forum_.Nominated(other_, delegates_)).person();
  const std::string elsewhere = forum_.Delegation("kursk-2", "", "events/geneva");
  Value(forum_.Create(absl::StrCat("person: '", known, "' delegation: '", elsewhere,
                                   "' category: '", category, "'")));
  const base::Access both(
      std::vector<base::Grant>{{v1::REGISTRAR, own_}, {v1::REGISTRAR, elsewhere}});
  forum_.ActAs("users/anna", &both);
  const auto refused = forum_.Create(
      absl::StrCat("person: '", known, "' delegation: '", own_, "' category: '", delegates_, "'"));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES));
  EXPECT_THAT(base::MetadataOf(refused.status()), ElementsAre(Pair("person", known)));
}

TEST_P(FocalPointTest, TheIdOfAProjectIsChosenByTheSecretariatOrTheServer) {
  SetUpEvent();
  const std::string project = absl::StrCat(
      "parent: 'events/tibo' project { organization: 'organizations/kursk' delegation: '", own_,
      "' titles { language: 'en' text: 'A harbour' } } ");
  const std::string with_id = absl::StrCat(project, "project_id: 'harbour'");
  BeFocalPoint();
  EXPECT_THAT(forum_.Do(&Rooms::CreateProject, with_id),
              RefusedFor(v1::ERROR_REASON_SECRETARIAT_ONLY));
  EXPECT_THAT(forum_.Do(&Rooms::CreateProject, project), IsOk());
  BeSecretariat();
  EXPECT_THAT(forum_.Do(&Rooms::CreateProject, with_id), IsOk());
}

TEST_P(FocalPointTest, AProjectIsGivenToAnotherDelegationByTheSecretariatAlone) {
  SetUpEvent();
  const std::string project =
      Value(forum_.Do(&Rooms::CreateProject,
                      absl::StrCat("parent: 'events/tibo' project { organization: "
                                   "'organizations/kursk' delegation: '",
                                   own_, "' titles { language: 'en' text: 'A harbour' } }")))
          .name();
  const auto give = [&](const std::string& delegation) {
    return forum_.Do(&Rooms::UpdateProject,
                     absl::StrCat("project { name: '", project, "' delegation: '", delegation,
                                  "' } update_mask { paths: 'delegation' }"));
  };
  // Who may see the other one, too.
  const base::Access viewer(
      std::vector<base::Grant>{{v1::REGISTRAR, own_}, {v1::VIEWER, "events/tibo"}});
  forum_.ActAs("users/anna", &viewer);
  EXPECT_THAT(give(other_), RefusedFor(v1::ERROR_REASON_SECRETARIAT_ONLY));
  EXPECT_THAT(give(""), RefusedFor(v1::ERROR_REASON_SECRETARIAT_ONLY));
  BeSecretariat();
  EXPECT_THAT(give(other_), IsOk());
}

// --- People who look like others.

TEST_P(FocalPointTest, WhoLooksLikeSomebodyHiddenIsRegisteredAndFiledQuietly) {
  SetUpEvent();
  const std::string hidden = Value(Register(other_, Person("Ivanov"))).person();
  BeFocalPoint();
  const auto registered = Register(own_, Person("Ivanov"));
  ASSERT_THAT(registered, IsOk());
  EXPECT_THAT(Filed(), ElementsAre(Pair(registered->person(), hidden)));
}

TEST_P(FocalPointTest, EveryWayToBringSomebodyNewFilesThem) {
  SetUpEvent();
  Value(Register(other_, Person("Ivanov")));
  Value(Register(other_, Person("Petrov")));
  const std::string replaced = forum_.Nominated(own_, delegates_);
  BeFocalPoint();
  Value(forum_.Do(&Rooms::RegisterDelegation,
                  absl::StrCat("parent: 'events/tibo' delegation { name: '", own_,
                               "' } participants { participant { category: '", delegates_,
                               "' } new_person { ", Person("Ivanov", "Ivan"), " } }")));
  EXPECT_THAT(Filed(), SizeIs(1));
  BeFocalPoint();
  Value(forum_.Substitute(replaced, "",
                          absl::StrCat("new_person { ", Person("Ivanov", "Ivan"), " }")));
  EXPECT_THAT(Filed(), SizeIs(2));
  BeFocalPoint();
  Import("Family name,Given name\nPetrov,Ivan\n", absl::StrCat("delegation: '", own_, "'"));
  EXPECT_THAT(Filed(), SizeIs(3));
}

TEST_P(FocalPointTest, WhomTheCallerSeesIsNotFiled) {
  SetUpEvent();
  BeFocalPoint();
  Value(Register(own_, Person("Ivanov")));
  Value(Register(own_, Person("Ivanov")));
  EXPECT_THAT(Filed(), IsEmpty());
  BeSecretariat();
  Value(Register(other_, Person("Ivanov")));
  EXPECT_THAT(Filed(), IsEmpty());
}

TEST_P(FocalPointTest, AFiledPairGoesOnceItIsSettledOrMerged) {
  SetUpEvent();
  const std::string hidden = Value(Register(other_, Person("Ivanov"))).person();
  BeFocalPoint();
  const std::string first = Value(Register(own_, Person("Ivanov"))).person();
  const std::string second = Value(Register(own_, Person("Ivanov"))).person();
  BeProgram();
  const auto list = Value(forum_.Ask(&Directory::ListLikelyDuplicates, ""));
  ASSERT_EQ(list.likely_duplicates_size(), 2);
  for (const v1::LikelyDuplicate& pair : list.likely_duplicates()) {
    EXPECT_GE(pair.likeness(), 700);
    EXPECT_TRUE(pair.has_create_time());
    if (pair.person().name() != first) continue;
    EXPECT_THAT(forum_.Do(&Directory::SettleLikelyDuplicate, Forum::Named(pair.name())), IsOk());
    EXPECT_THAT(forum_.Do(&Directory::SettleLikelyDuplicate, Forum::Named(pair.name())),
                RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  }
  EXPECT_THAT(Filed(), ElementsAre(Pair(second, hidden)));
  // Both are in one event: one of them leaves first.
  for (const P& each : forum_.Participants()) {
    if (each.person() == second) Value(forum_.Withdraw(each.name()));
  }
  Value(forum_.Do(&Directory::MergePeople,
                  absl::StrCat("name: '", hidden, "' duplicate: '", second, "'")));
  EXPECT_THAT(Filed(), IsEmpty());
}

TEST_P(FocalPointTest, APairOfWhoWasMergedIsOfWhoStays) {
  SetUpEvent();
  const std::string hidden = Value(Register(other_, Person("Ivanov"))).person();
  const std::string stays = forum_.Person("Sidorov");
  BeFocalPoint();
  const std::string filed = Value(Register(own_, Person("Ivanov"))).person();
  BeProgram();
  Value(forum_.Do(&Directory::MergePeople,
                  absl::StrCat("name: '", stays, "' duplicate: '", hidden, "'")));
  EXPECT_THAT(Filed(), ElementsAre(Pair(filed, stays)));
}

// --- Lists.

TEST_P(FocalPointTest, RowsThatNameAnotherDelegationAreOfNoneThatThereIs) {
  SetUpEvent();
  BeFocalPoint();
  const std::string rest = absl::StrCat("delegation: '", own_, "'");
  const auto imported = Import(
      "Family name,Given name,Delegation\nIvanov,Ivan,minsk\nPetrov,Ivan,nowhere\n"
      "Sidorov,Ivan,kursk\n",
      rest);
  EXPECT_EQ(Summary(imported), "1 created, 2 rejected");
  EXPECT_THAT(Complaints(), ElementsAre("2 REJECTED 3 UNKNOWN_NAME", "3 REJECTED 3 UNKNOWN_NAME"));
  EXPECT_THAT(forum_.Participants(), SizeIs(1));
}

TEST_P(FocalPointTest, AnotherOrganizationIsKeptAsTheAffiliation) {
  SetUpEvent();
  BeFocalPoint();
  const auto imported =
      Import("Family name,Given name,Organization\nIvanov,Ivan,minsk\nPetrov,Ivan,kursk\n",
             absl::StrCat("delegation: '", own_, "'"));
  EXPECT_EQ(Summary(imported), "2 created");
  EXPECT_THAT(Complaints(), ElementsAre("2 REMARK 3 UNKNOWN_NAME"));
}

TEST_P(FocalPointTest, AListFindsAmongThoseAloneWhomTheFocalPointSees) {
  SetUpEvent();
  Value(Register(other_, Person("Ivanov")));
  BeFocalPoint();
  const auto imported = Import("Family name,Given name\nIvanov,Ivan\n",
                               absl::StrCat("delegation: '", own_, "' confirm: true"));
  EXPECT_EQ(Summary(imported), "1 created");
  EXPECT_EQ(CountsOf(imported).people_created(), 1);
  EXPECT_THAT(Filed(), SizeIs(1));
}

TEST_P(FocalPointTest, AListThatNamesHiddenPeopleByIdFindsNobody) {
  SetUpEvent();
  const P hidden = Value(Register(other_, Person("Ivanov")));
  BeFocalPoint();
  const auto imported = Import(absl::StrCat("Person,Participant\n", hidden.person(), ",\n,",
                                            base::LastId(hidden.name()), "\npeople/nobody,\n"),
                               absl::StrCat("delegation: '", own_,
                                            "' table { header_line: 1 } columns { index: 1 field: "
                                            "PERSON } columns { index: 2 field: PARTICIPANT }"));
  EXPECT_EQ(Summary(imported), "3 rejected");
  for (const v1::ImportReject& reject : Rejects(last_)) {
    EXPECT_EQ(base::ReasonOf(base::FromRpcStatus(reject.error())),
              v1::ERROR_REASON_RESOURCE_NOT_FOUND);
  }
}

TEST_P(FocalPointTest, WhoTakesPartElsewhereTooIsNotChangedByAList) {
  SetUpEvent();
  forum_.Event("", "geneva");
  const std::string category = forum_.Category("delegates", "", "events/geneva");
  const std::string elsewhere = forum_.Delegation("brest", "", "events/geneva");
  BeFocalPoint();
  const std::string person =
      Value(Register(own_, Person("Ivanov", "Ivan", "work_email: 'i@example.org'"))).person();
  BeProgram();
  Value(forum_.Create(absl::StrCat("person: '", person, "' delegation: '", elsewhere,
                                   "' category: '", category, "'")));
  BeFocalPoint();
  Import("Family name,Given name,E-mail,Phone\nIvanov,Ivan,i@example.org,+375 17 000 00 00\n",
         absl::StrCat("delegation: '", own_, "'"));
  BeProgram();
  EXPECT_EQ(Value(forum_.Ask(&Directory::GetPerson, Forum::Named(person))).work_phone(), "");
}

TEST_P(FocalPointTest, AListGivesNoPlaceInOfficialLists) {
  SetUpEvent();
  const std::string list = "Family name,Given name,Precedence\nIvanov,Ivan,1\n";
  const std::string rest = absl::StrCat(
      "delegation: '", own_,
      "' columns { index: 1 field: FAMILY_NAME } columns { index: 2 field: GIVEN_NAME } "
      "columns { index: 3 field: PRECEDENCE }");
  BeFocalPoint();
  EXPECT_EQ(Summary(Import(list, rest)), "1 rejected");
  EXPECT_THAT(Complaints(), ElementsAre("2 REJECTED 3 SECRETARIAT_ONLY"));
  BeSecretariat();
  EXPECT_EQ(Summary(Import(list, rest)), "1 created");
}

}  // namespace
}  // namespace plenary::delegations
