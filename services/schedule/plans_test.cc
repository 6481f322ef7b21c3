// Versions of a schedule over every engine: work in progress, releases, differences, going back.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/schedule.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::BadFields;
using ::plenary::testing::Clock;
using ::plenary::testing::Forum;
using ::plenary::testing::Interval;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::ScheduleForum;
using ::plenary::testing::TimeOf;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Schedule = ScheduleForum::Schedule;

constexpr char kInProgress[] = "view: WORK_IN_PROGRESS";

class PlansTest : public testing::ScheduleTest {
 protected:
  absl::StatusOr<v1::Plan> TryRelease(const std::string& rest = "") {
    return forum_.Do(&Schedule::ReleasePlan, absl::StrCat("parent: '", Forum::kEvent, "' ", rest));
  }
  // The name of the version.
  std::string Release(const std::string& rest = "") { return Value(TryRelease(rest)).name(); }
  absl::StatusOr<v1::Plan> Revert(const std::string& plan, const std::string& rest = "") {
    return forum_.Do(&Schedule::RevertPlan,
                     absl::StrCat("parent: '", Forum::kEvent, "' plan: '", plan, "' ", rest));
  }
  absl::StatusOr<v1::Plan> Get(const std::string& id) {
    return forum_.Ask(&Schedule::GetPlan,
                      absl::StrCat("name: '", Forum::kEvent, "/plans/", id, "'"));
  }
  std::vector<std::string> Labels(const std::string& rest = "") {
    const auto page = Value(
        forum_.Ask(&Schedule::ListPlans, absl::StrCat("parent: '", Forum::kEvent, "' ", rest)));
    std::vector<std::string> labels;
    for (const v1::Plan& plan : page.plans()) labels.push_back(plan.label());
    return labels;
  }
  absl::StatusOr<v1::DiffPlansResponse> Diff(const std::string& rest = "") {
    return forum_.Ask(&Schedule::DiffPlans, absl::StrCat("parent: '", Forum::kEvent, "' ", rest));
  }
  // "MOVED events/tibo/sessions/…".
  static std::vector<std::string> Told(const v1::DiffPlansResponse& response) {
    std::vector<std::string> changes;
    for (const v1::ScheduleChange& change : response.changes()) {
      changes.push_back(
          absl::StrCat(v1::ScheduleChange::Kind_Name(change.kind()), " ", change.activity()));
    }
    return changes;
  }
  std::vector<std::string> Changes(const std::string& rest = "") { return Told(Value(Diff(rest))); }

  // A session in another event, which is scheduled directly.
  absl::StatusOr<v1::Session> Elsewhere(absl::Time start, absl::Time end, const std::string& rest) {
    v1::CreateSessionRequest request;
    request.set_parent("events/expo");
    *request.mutable_session() = Parse<v1::Session>(
        absl::StrCat("titles { language: 'en' text: 'Elsewhere' } ", Interval(start, end)), rest);
    return forum_.Do(&Schedule::CreateSession, request);
  }
  absl::StatusOr<v1::Session> Update(const std::string& name, const std::string& rest) {
    return forum_.Do(&Schedule::UpdateSession,
                     absl::StrCat("session { name: '", name, "' ", rest, " }"));
  }
  void Delete(const std::string& name) {
    Value(forum_.Do(&Schedule::DeleteSession, absl::StrCat("name: '", name, "'")));
  }
  v1::Session InProgress(const std::string& name) {
    return Value(forum_.GetSession(name, kInProgress));
  }

  void SetUp() override { forum_.Event("", "expo"); }
};
PLENARY_ON_EVERY_ENGINE(PlansTest);

TEST_P(PlansTest, WorkInProgressOccupiesNothing) {
  forum_.WorkInVersions();
  const std::string talk = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  EXPECT_EQ(InProgress(talk).state(), v1::DRAFT);
  EXPECT_THAT(forum_.GetSession(talk), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Elsewhere(Clock(10), Clock(11), Uses("hall-a")), IsOk());
}

TEST_P(PlansTest, WhatIsReleasedOccupiesAndIsSeen) {
  forum_.WorkInVersions();
  const std::string talk = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const v1::Plan plan = Value(TryRelease("note: 'The first draft'"));
  EXPECT_EQ(plan.name(), "events/tibo/plans/1");
  EXPECT_EQ(plan.label(), "1");
  EXPECT_EQ(plan.state(), v1::Plan::RELEASED);
  EXPECT_EQ(plan.note(), "The first draft");
  EXPECT_EQ(plan.activities(), 1);
  EXPECT_EQ(plan.added(), 1);
  EXPECT_EQ(Value(forum_.GetSession(talk)).state(), v1::RELEASED);
  EXPECT_THAT(Elsewhere(Clock(10), Clock(11), Uses("hall-a")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(PlansTest, TwoItemsInProgressConflictAsTheyAreEdited) {
  forum_.WorkInVersions();
  const std::string talk = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const absl::StatusOr<v1::Session> second =
      forum_.CreateSession(Clock(10, 30), Clock(12), Uses("hall-a"));
  EXPECT_THAT(second, RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_EQ(base::MetadataOf(second.status())["blockedBy"], talk);
  const v1::Session kept = Value(
      forum_.CreateSession(Clock(10, 30), Clock(12), Uses("hall-a"), "allow_conflicts: true"));
  EXPECT_THAT(kept.conflicts(), SizeIs(1));
}

TEST_P(PlansTest, AReleaseWithConflictsNamesAllOfThemAndReleasesNothing) {
  forum_.WorkInVersions();
  const std::string first = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string second = forum_.Session(Clock(12), Clock(13), Uses("hall-b"));
  const std::string third = forum_.Session(Clock(12), Clock(13), Uses("table-1"));
  Value(Elsewhere(Clock(10), Clock(11), Uses("hall-a")));
  Value(Elsewhere(Clock(12), Clock(13), Uses("hall-ab")));
  const absl::StatusOr<v1::Plan> refused = TryRelease();
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_SCHEDULE_HAS_CONFLICTS));
  EXPECT_EQ(base::MetadataOf(refused.status())["conflicts"], "2");
  EXPECT_THAT(BadFields(refused.status()), ::testing::UnorderedElementsAre(first, second));
  EXPECT_THAT(Labels(), IsEmpty());
  EXPECT_THAT(forum_.GetSession(third), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Elsewhere(Clock(12), Clock(13), Uses("table-1")), IsOk());
}

TEST_P(PlansTest, WhereNothingDiffersThereIsNothingToRelease) {
  forum_.WorkInVersions();
  EXPECT_THAT(TryRelease(), RefusedFor(v1::ERROR_REASON_NOTHING_TO_RELEASE));
  const std::string talk = forum_.Session(Clock(10), Clock(11));
  Release();
  EXPECT_THAT(TryRelease(), RefusedFor(v1::ERROR_REASON_NOTHING_TO_RELEASE));
  // What is changed there and back differs no more.
  Value(Update(talk, Interval(Clock(12), Clock(13))));
  Value(Update(talk, Interval(Clock(10), Clock(11))));
  EXPECT_THAT(TryRelease(), RefusedFor(v1::ERROR_REASON_NOTHING_TO_RELEASE));
}

TEST_P(PlansTest, DirectChangesMakeSmallVersions) {
  const std::string talk = forum_.Session(Clock(10), Clock(11));
  EXPECT_THAT(Labels(), ElementsAre("0.1"));
  forum_.WorkInVersions();
  Value(Update(talk, Interval(Clock(12), Clock(13))));
  Release();
  Value(forum_.Do(&Schedule::MoveActivities,
                  absl::StrCat("parent: 'events/tibo' release: true moves { activity: '", talk,
                               "' start_time ", InText(Clock(14)), " }")));
  EXPECT_THAT(Labels(), ElementsAre("1.1", "1", "0.1"));
  EXPECT_THAT(Labels("filter: 'is_minor = true'"), ElementsAre("1.1", "0.1"));
  EXPECT_THAT(Labels("order_by: 'create_time' page_size: 2"), ElementsAre("0.1", "1"));
  EXPECT_EQ(Value(Get("2")).state(), v1::Plan::SUPERSEDED);
  EXPECT_EQ(Value(Get("3")).state(), v1::Plan::RELEASED);
  EXPECT_THAT(Get("4"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Get("first"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(PlansTest, TheWorkInProgressIsCountedAgainstWhatIsInForce) {
  forum_.WorkInVersions();
  const std::string stays = forum_.Session(Clock(9), Clock(10));
  const std::string moves = forum_.Session(Clock(10), Clock(11));
  const std::string changes = forum_.Session(Clock(11), Clock(12));
  const std::string goes = forum_.Session(Clock(12), Clock(13));
  Release();
  Value(Update(moves, Interval(Clock(14), Clock(15))));
  Value(Update(changes, "titles { language: 'en' text: 'Another title' }"));
  Delete(goes);
  forum_.Session(Clock(16), Clock(17));
  const v1::Plan plan = Value(Get("wip"));
  EXPECT_EQ(plan.state(), v1::Plan::WIP);
  EXPECT_EQ(plan.activities(), 4);
  EXPECT_EQ(plan.added(), 1);
  EXPECT_EQ(plan.moved(), 1);
  EXPECT_EQ(plan.changed(), 1);
  EXPECT_EQ(plan.cancelled(), 1);
  const v1::Plan released = Value(TryRelease());
  EXPECT_EQ(released.activities(), 4);
  EXPECT_EQ(released.added(), 1);
  EXPECT_EQ(released.moved(), 1);
  EXPECT_EQ(released.changed(), 1);
  EXPECT_EQ(released.cancelled(), 1);
}

TEST_P(PlansTest, WhoSeesOnlyADelegationIsToldVersionsButNotTheWorkInProgress) {
  forum_.WorkInVersions();
  forum_.Session(Clock(9), Clock(10));
  Release();
  const base::Access access({{v1::REGISTRAR, forum_.Delegation("kursk")}});
  forum_.ActAs("users/anna", &access);
  EXPECT_EQ(Value(Get("1")).label(), "1");
  EXPECT_THAT(Get("wip"), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
}

TEST_P(PlansTest, AVersionNeverChanges) {
  forum_.WorkInVersions();
  const std::string talk = forum_.Session(Clock(10), Clock(11));
  const std::string first = Release();
  Value(Update(talk, Interval(Clock(12), Clock(13))));
  const std::string second = Release();
  const std::string between = absl::StrCat("from: '", first, "' to: '", second, "'");
  const v1::DiffPlansResponse before = Value(Diff(between));
  EXPECT_THAT(Told(before), ElementsAre("MOVED " + talk));
  EXPECT_EQ(TimeOf(before.changes(0).before().session().interval().start_time()), Clock(10));
  EXPECT_EQ(TimeOf(before.changes(0).after().session().interval().start_time()), Clock(12));
  Delete(talk);
  Release();
  Value(Revert(first, "release: true"));
  EXPECT_THAT(Diff(between), testing::IsOkAnd(testing::EqualsProto(before)));
}

TEST_P(PlansTest, DifferencesAreOfADelegationOrAPerson) {
  forum_.WorkInVersions();
  const std::string kursk = forum_.Delegation("kursk");
  const std::string omsk = forum_.Delegation("omsk");
  const std::string minister = forum_.Guest(kursk);
  const std::string for_kursk =
      forum_.Session(Clock(9), Clock(10), absl::StrCat("delegations: '", kursk, "'"));
  const std::string for_both = forum_.Session(
      Clock(10), Clock(11),
      absl::StrCat("delegations: '", kursk, "' delegations: '", omsk, "' ", Attends(minister)));
  Release();
  const std::string for_all = forum_.Session(Clock(8), Clock(9));
  Value(Update(for_kursk, Interval(Clock(12), Clock(13))));
  Value(Update(for_both, "note: 'Bring the protocol'"));
  EXPECT_THAT(Changes(),
              ElementsAre("ADDED " + for_all, "CHANGED " + for_both, "MOVED " + for_kursk));
  EXPECT_THAT(Changes(absl::StrCat("delegation: '", kursk, "'")),
              ElementsAre("CHANGED " + for_both, "MOVED " + for_kursk));
  EXPECT_THAT(Changes(absl::StrCat("delegation: '", omsk, "'")),
              ElementsAre("CHANGED " + for_both));
  EXPECT_THAT(Changes(absl::StrCat("person: '", minister, "'")),
              ElementsAre("CHANGED " + for_both));
  const std::string person = forum_.Participant(minister).person();
  const v1::DiffPlansResponse of_person = Value(Diff(absl::StrCat("person: '", person, "'")));
  ASSERT_THAT(Told(of_person), ElementsAre("CHANGED " + for_both));
  EXPECT_THAT(of_person.changes(0).fields(), ElementsAre("note"));
  EXPECT_THAT(of_person.changes(0).delegations(), ElementsAre(kursk, omsk));
  EXPECT_THAT(of_person.changes(0).people(), ElementsAre(person));
  // Whoever had to be there is told, too, when they needn't any more.
  Value(forum_.Do(
      &Schedule::UpdateSession,
      absl::StrCat("session { name: '", for_both, "' } update_mask { paths: 'attendees' }")));
  EXPECT_THAT(Changes(absl::StrCat("person: '", person, "'")), ElementsAre("CHANGED " + for_both));
}

TEST_P(PlansTest, DifferencesComeInPages) {
  forum_.WorkInVersions();
  std::vector<std::string> expected;
  expected.reserve(5);
  for (int i = 0; i < 5; ++i) {
    expected.push_back("ADDED " + forum_.Session(Clock(9 + i), Clock(10 + i)));
  }
  std::vector<std::string> all;
  std::string token;
  do {
    const v1::DiffPlansResponse page =
        Value(Diff(absl::StrCat("page_size: 2 page_token: '", token, "'")));
    EXPECT_LE(page.changes_size(), 2);
    for (const std::string& change : Told(page)) all.push_back(change);
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_EQ(all, expected);
  token = Value(Diff("page_size: 2")).next_page_token();
  EXPECT_THAT(Diff(absl::StrCat("to: 'events/tibo/plans/wip' page_token: '", token, "'")),
              RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
}

TEST_P(PlansTest, VersionsOfAnotherEventAreNotCompared) {
  EXPECT_THAT(BadFields(Diff("from: 'events/expo/plans/1' delegation: "
                             "'events/expo/delegations/kursk'")
                            .status()),
              ElementsAre("from", "delegation"));
  EXPECT_THAT(Diff("from: 'events/tibo/plans/7'"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(BadFields(Revert("events/expo/plans/1").status()), ElementsAre("plan"));
  EXPECT_THAT(BadFields(Revert("events/tibo/plans/wip").status()), ElementsAre("plan"));
}

TEST_P(PlansTest, GoingBackMakesTheWorkInProgressWhatAVersionWas) {
  forum_.WorkInVersions();
  const std::string moved = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string deleted = forum_.Session(Clock(12), Clock(13));
  const std::string first = Release();
  Value(Update(moved, Interval(Clock(14), Clock(15))));
  Delete(deleted);
  const std::string added = forum_.Session(Clock(16), Clock(17));
  Release();
  const std::string draft = forum_.Session(Clock(18), Clock(19));
  const v1::Plan plan = Value(Revert(first));
  EXPECT_EQ(plan.state(), v1::Plan::WIP);
  EXPECT_EQ(TimeOf(InProgress(moved).interval().start_time()), Clock(10));
  EXPECT_FALSE(InProgress(deleted).has_delete_time());
  EXPECT_TRUE(InProgress(added).has_delete_time());
  EXPECT_TRUE(InProgress(draft).has_delete_time());
  EXPECT_THAT(Changes(absl::StrCat("from: '", first, "'")), IsEmpty());
  // What is in force is so until the next release.
  EXPECT_EQ(TimeOf(Value(forum_.GetSession(moved)).interval().start_time()), Clock(14));
  Release();
  EXPECT_EQ(TimeOf(Value(forum_.GetSession(moved)).interval().start_time()), Clock(10));
  EXPECT_THAT(Changes(absl::StrCat("from: '", first, "' to: 'events/tibo/plans/3'")), IsEmpty());
}

TEST_P(PlansTest, GoingBackReleasesInOneTransactionWhereItFits) {
  forum_.WorkInVersions();
  const std::string talk = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string first = Release();
  Value(Update(talk, Interval(Clock(14), Clock(15))));
  Release();
  Value(Elsewhere(Clock(10), Clock(11), Uses("hall-a")));
  EXPECT_THAT(Revert(first, "release: true"), RefusedFor(v1::ERROR_REASON_SCHEDULE_HAS_CONFLICTS));
  EXPECT_EQ(TimeOf(InProgress(talk).interval().start_time()), Clock(14));
  // The work in progress may conflict.
  Value(Revert(first));
  EXPECT_EQ(TimeOf(InProgress(talk).interval().start_time()), Clock(10));
  EXPECT_THAT(TryRelease(), RefusedFor(v1::ERROR_REASON_SCHEDULE_HAS_CONFLICTS));
}

TEST_P(PlansTest, GoingBackInModeDirectIsReleased) {
  const std::string talk = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  Value(Update(talk, Interval(Clock(14), Clock(15))));
  forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const v1::Plan plan = Value(Revert("events/tibo/plans/1", "note: 'As it was'"));
  EXPECT_EQ(plan.label(), "1");
  EXPECT_EQ(plan.reverted_to(), "events/tibo/plans/1");
  EXPECT_EQ(plan.moved(), 1);
  EXPECT_EQ(plan.cancelled(), 1);
  EXPECT_EQ(TimeOf(Value(forum_.GetSession(talk)).interval().start_time()), Clock(10));
  EXPECT_EQ(Value(Get("1")).state(), v1::Plan::SUPERSEDED);
}

TEST_P(PlansTest, WhatIsCancelledSinceTakesPlaceAgainAfterGoingBack) {
  const std::string talk = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  Value(forum_.Do(&Schedule::CancelSession,
                  absl::StrCat("name: '", talk, "' reason: 'The speaker is ill'")));
  const v1::Plan plan = Value(Revert("events/tibo/plans/1"));
  EXPECT_EQ(plan.added(), 1);
  EXPECT_EQ(Value(forum_.GetSession(talk)).state(), v1::RELEASED);
  EXPECT_EQ(Value(forum_.GetSession(talk)).cancel_reason(), "");
  EXPECT_THAT(Elsewhere(Clock(10), Clock(11), Uses("hall-a")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(PlansTest, WhatPeopleAnsweredSinceStaysAnsweredAfterGoingBack) {
  const std::string guest = forum_.Guest();
  const std::string talk = forum_.Session(Clock(10), Clock(11), Attends(guest));
  Value(forum_.Do(&Schedule::AnswerInvitation,
                  absl::StrCat("activity: '", talk, "' who: '", guest, "' answer: DECLINED")));
  Value(Update(talk, Interval(Clock(14), Clock(15))));
  Value(Revert("events/tibo/plans/1"));
  const v1::Session session = Value(forum_.GetSession(talk));
  EXPECT_EQ(TimeOf(session.interval().start_time()), Clock(10));
  EXPECT_EQ(session.attendees(0).answer(), v1::Attendee::DECLINED);
  EXPECT_THAT(Elsewhere(Clock(10), Clock(11), Attends(forum_.Participant(guest).person())), IsOk());
}

}  // namespace
}  // namespace plenary::schedule
