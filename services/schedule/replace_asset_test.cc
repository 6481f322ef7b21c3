// One asset in the place of another, everywhere.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/base/access.h"
#include "services/schedule/service.h"
#include "tests/testing/schedule.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::BadFields;
using ::plenary::testing::Clock;
using ::plenary::testing::Interpreted;
using ::plenary::testing::Interval;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

using Schedule = ScheduleService;

constexpr char kWorkInProgress[] = "view: WORK_IN_PROGRESS";

class ReplaceAssetTest : public testing::ScheduleTest {
 protected:
  absl::StatusOr<v1::ReplaceAssetResponse> Replace(const std::string& asset,
                                                   const std::string& replacement,
                                                   const std::string& rest = "",
                                                   const std::string& parent = "events/tibo") {
    return forum_.Do(&Schedule::ReplaceAsset,
                     absl::StrCat("parent: '", parent, "' asset: 'assets/", asset,
                                  "' replacement: 'assets/", replacement, "' ", rest));
  }
  std::vector<std::string> Replaced(const std::string& asset, const std::string& replacement,
                                    const std::string& rest = "",
                                    const std::string& parent = "events/tibo") {
    const auto response = Value(Replace(asset, replacement, rest, parent));
    return {response.activities().begin(), response.activities().end()};
  }
  std::string AssetOf(const std::string& session, const std::string& view = "") {
    return Value(forum_.GetSession(session, view)).assets(0).asset();
  }
  v1::Session Change(const std::string& session, const std::string& rest) {
    return Value(forum_.Do(&Schedule::UpdateSession,
                           absl::StrCat("session { ", forum_.Named(session, rest), " }")));
  }
  void Release() { Value(forum_.Do(&Schedule::ReleasePlan, "parent: 'events/tibo'")); }
};

PLENARY_ON_EVERY_ENGINE(ReplaceAssetTest);

TEST_P(ReplaceAssetTest, EverythingThatNeedsTheAssetGetsTheOtherByStart) {
  const std::string later = forum_.Session(Clock(14), Clock(15), Uses("hall-a"));
  const std::string sooner = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string booking = forum_.Booking(Clock(12), Clock(13), Uses("hall-a"));
  const std::string elsewhere = forum_.Session(Clock(10), Clock(11), Uses("hall-b"));
  EXPECT_THAT(Replaced("hall-a", "salon"), ElementsAre(sooner, booking, later));
  EXPECT_EQ(AssetOf(sooner), "assets/salon");
  EXPECT_EQ(forum_.GetBooking(booking).assets(0).asset(), "assets/salon");
  EXPECT_EQ(AssetOf(elsewhere), "assets/hall-b");
  // The one is free, the other taken.
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(15), Uses("hall-a")), IsOk());
  EXPECT_THAT(forum_.CreateSession(Clock(12), Clock(13), Uses("salon")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(ReplaceAssetTest, AnInterpreterIsReplacedWithThePersonWhoIsBooked) {
  const std::string other = forum_.Person("Other");
  forum_.AddAsset("other", absl::StrCat("kind: INTERPRETER person: '", other, "'"));
  const std::string session = forum_.Session(
      Clock(10), Clock(11), Interpreted("CONSECUTIVE", "interpreters: 'assets/ru-zh'"));
  EXPECT_THAT(Replaced("ru-zh", "other"), ElementsAre(session));
  EXPECT_THAT(Value(forum_.GetSession(session)).interpretation().interpreters(),
              ElementsAre("assets/other"));
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Attends(other)),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Attends(forum_.interpreter_person())),
              IsOk());
}

TEST_P(ReplaceAssetTest, OnlyWhatTakesPlaceInTheIntervalChanges) {
  const std::string first = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string second = forum_.Session(Clock(12), Clock(13), Uses("hall-a"));
  EXPECT_THAT(Replaced("hall-a", "salon", Interval(Clock(11), Clock(14))), ElementsAre(second));
  EXPECT_EQ(AssetOf(first), "assets/hall-a");
}

TEST_P(ReplaceAssetTest, WithoutAnIntervalWhatIsOverStays) {
  const std::string over = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string running = forum_.Session(Clock(11), Clock(13), Uses("hall-a"));
  forum_.clock().Set(Clock(12));
  EXPECT_THAT(Replaced("hall-a", "salon"), ElementsAre(running));
  EXPECT_EQ(AssetOf(over), "assets/hall-a");
}

TEST_P(ReplaceAssetTest, AllIsReplacedOrNothing) {
  const std::string first = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  forum_.Session(Clock(12), Clock(13), Uses("hall-a"));
  const std::string blocker = forum_.Session(Clock(12, 30), Clock(14), Uses("salon"));
  const auto refused = Replace("hall-a", "salon");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_EQ(base::MetadataOf(refused.status())["blockedBy"], blocker);
  EXPECT_EQ(base::MetadataOf(refused.status())["subject"], "assets/salon");
  EXPECT_EQ(AssetOf(first), "assets/hall-a");
}

TEST_P(ReplaceAssetTest, ATryChangesNothing) {
  const std::string session = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  EXPECT_THAT(Replaced("hall-a", "salon", "validate_only: true"), ElementsAre(session));
  EXPECT_EQ(AssetOf(session), "assets/hall-a");
}

TEST_P(ReplaceAssetTest, TheReplacementIsAnotherLivingAssetOfTheSameKind) {
  EXPECT_THAT(BadFields(Replace("hall-a", "hall-a")), ElementsAre("replacement"));
  EXPECT_THAT(BadFields(Replace("hall-a", "table-1")), ElementsAre("replacement"));
  EXPECT_THAT(BadFields(Replace("hall-a", "hall-b", "interval { end_time { seconds: 1 } }")),
              ElementsAre("interval"));
  EXPECT_THAT(Replace("none", "hall-b"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Replace("hall-a", "none"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  Value(forum_.Do(&assets::AssetService::DeleteAsset, "name: 'assets/salon'"));
  EXPECT_THAT(Replace("hall-a", "salon"), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST_P(ReplaceAssetTest, WhatNeedsTheAssetAsAPartOfAnotherStandsInTheWay) {
  const std::string session = forum_.Session(Clock(10), Clock(11), Uses("hall-ab"));
  const auto refused = Replace("hall-a", "salon");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(refused.status())["blockedBy"], session);
}

TEST_P(ReplaceAssetTest, AReplacementWithPartsNeedsAllOfThem) {
  forum_.Session(Clock(10), Clock(11), Uses("salon"));
  const std::string blocker = forum_.Session(Clock(10), Clock(11), Uses("hall-b"));
  EXPECT_EQ(base::MetadataOf(Replace("salon", "hall-ab").status())["blockedBy"], blocker);
  Value(forum_.Do(&Schedule::CancelSession, forum_.Named(blocker, "reason: 'x'")));
  EXPECT_THAT(Replace("salon", "hall-ab"), IsOk());
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-b")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(ReplaceAssetTest, UnitsOfASharedAssetAddUpAndAnExclusiveOneIsNotTakenTwice) {
  forum_.AddAsset("more-headsets", "kind: EQUIPMENT capacity: 50");
  const std::string shared = forum_.Session(
      Clock(10), Clock(11), Uses("headsets", "units: 20") + Uses("more-headsets", "units: 15"));
  EXPECT_THAT(Replaced("headsets", "more-headsets"), ElementsAre(shared));
  const v1::Session after = Value(forum_.GetSession(shared));
  ASSERT_EQ(after.assets_size(), 1);
  EXPECT_EQ(after.assets(0).units(), 35);
  forum_.Session(Clock(10), Clock(11), Uses("hall-a") + Uses("hall-b"));
  EXPECT_THAT(Replace("hall-a", "hall-b"), RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(ReplaceAssetTest, WorkInProgressChangesInProgress) {
  forum_.WorkInVersions();
  const std::string session = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  EXPECT_THAT(Replaced("hall-a", "salon"), ElementsAre(session));
  EXPECT_EQ(AssetOf(session, kWorkInProgress), "assets/salon");
  EXPECT_THAT(forum_.GetSession(session, "view: RELEASED_VIEW"), Not(IsOk()));
}

TEST_P(ReplaceAssetTest, BothFormsOfAnActivityThatIsWorkedOnChange) {
  forum_.WorkInVersions();
  const std::string session = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  Release();
  Change(session, "expected_count: 7");
  EXPECT_THAT(Replaced("hall-a", "salon"), ElementsAre(session));
  const v1::Session released = Value(forum_.GetSession(session, "view: RELEASED_VIEW"));
  EXPECT_EQ(released.assets(0).asset(), "assets/salon");
  EXPECT_EQ(released.expected_count(), 0);
  const v1::Session in_progress = Value(forum_.GetSession(session, kWorkInProgress));
  EXPECT_EQ(in_progress.assets(0).asset(), "assets/salon");
  EXPECT_EQ(in_progress.expected_count(), 7);
  EXPECT_TRUE(in_progress.is_changed());
  // What was released books at once.
  EXPECT_THAT(forum_.CreateBooking(Clock(10), Clock(11), Uses("salon")),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_THAT(forum_.CreateBooking(Clock(10), Clock(11), Uses("hall-a")), IsOk());
}

TEST_P(ReplaceAssetTest, WorkInProgressIsRefusedForTheReplacementAloneAndKeepsOtherConflicts) {
  forum_.WorkInVersions();
  const std::string guest = forum_.Guest();
  forum_.Session(Clock(10), Clock(11), Attends(guest));
  const std::string clashing = forum_.Session(Clock(10), Clock(11), Uses("hall-a") + Attends(guest),
                                              "allow_conflicts: true");
  EXPECT_THAT(Replaced("hall-a", "salon"), ElementsAre(clashing));
  forum_.Booking(Clock(10), Clock(11), Uses("hall-b"));
  const auto refused = Replace("salon", "hall-b");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_EQ(AssetOf(clashing, kWorkInProgress), "assets/salon");
}

TEST_P(ReplaceAssetTest, AnEventLeavesOtherEventsAloneAndAllAreForWhoManagesAll) {
  forum_.Event("", "expo");
  const std::string here = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string there =
      Value(forum_.CreateBooking(Clock(12), Clock(13), Uses("hall-a"), "events/expo")).name();
  EXPECT_THAT(Replaced("hall-a", "salon"), ElementsAre(here));
  EXPECT_EQ(forum_.GetBooking(there).assets(0).asset(), "assets/hall-a");

  const std::string again = forum_.Session(Clock(14), Clock(15), Uses("hall-a"));
  const base::Access of_one_event({{v1::EVENT_MANAGER, "events/tibo"}});
  forum_.ActAs("users/manager", &of_one_event);
  EXPECT_THAT(Replace("hall-a", "salon", "", "events/-"),
              RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  const base::Access of_all({{v1::EVENT_MANAGER, ""}});
  forum_.ActAs("users/chief", &of_all);
  EXPECT_THAT(Replaced("hall-a", "salon", "", "events/-"), ElementsAre(there, again));
}

TEST_P(ReplaceAssetTest, NothingIsReplacedWhereNothingNeedsTheAsset) {
  EXPECT_THAT(Replaced("hall-a", "salon"), IsEmpty());
  EXPECT_THAT(Replace("hall-a", "salon", "", "events/none"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace plenary::schedule
