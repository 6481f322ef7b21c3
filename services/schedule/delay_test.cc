// "Running 20 minutes late" over every engine: what follows, what can't give way, and that applying
// it works.
#include <random>
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

class DelayTest : public testing::ScheduleTest {
 protected:
  absl::StatusOr<v1::PreviewDelayResponse> Preview(const std::string& activity, int minutes,
                                                   const std::string& rest = "") {
    return forum_.Ask(
        &Schedule::PreviewDelay,
        absl::StrCat("activity: '", activity, "' delay { seconds: ", minutes * 60, " } ", rest));
  }
  absl::StatusOr<v1::MoveActivitiesResponse> Apply(const v1::PreviewDelayResponse& preview) {
    v1::MoveActivitiesRequest request;
    request.set_parent(Forum::kEvent);
    for (const auto& consequence : preview.consequences()) {
      *request.add_moves() = consequence.move();
    }
    return forum_.Do(&Schedule::MoveActivities, request);
  }
  // "NAME +20": each that moves, and by how many minutes its start does.
  static std::vector<std::string> Moved(const v1::PreviewDelayResponse& preview) {
    std::vector<std::string> moved;
    for (const auto& each : preview.consequences()) {
      const absl::Duration by =
          TimeOf(each.after().start_time()) - TimeOf(each.before().start_time());
      moved.push_back(absl::StrCat(each.move().activity(), " +", absl::ToInt64Minutes(by)));
    }
    return moved;
  }
  static std::vector<v1::ErrorReason> Reasons(const v1::PreviewDelayResponse& preview) {
    std::vector<v1::ErrorReason> reasons;
    for (const v1::Conflict& conflict : preview.conflicts()) {
      reasons.push_back(base::ReasonOf(base::FromRpcStatus(conflict.error())));
    }
    return reasons;
  }
};
PLENARY_ON_EVERY_ENGINE(DelayTest);

TEST_P(DelayTest, RunningTwentyMinutesLateShowsWhatFollowsBeforeItIsApplied) {
  const std::string minister = forum_.Guest();
  const std::string talks =
      forum_.Session(Clock(10), Clock(11), Uses("hall-a") + Attends(minister));
  const std::string panel = forum_.Session(Clock(11), Clock(12), Uses("hall-a"));
  const std::string dinner =
      forum_.Session(Clock(11, 45), Clock(13), Uses("salon") + Attends(minister));
  const std::string evening = forum_.Session(Clock(18), Clock(20), Attends(minister));
  const v1::PreviewDelayResponse preview = Value(Preview(talks, 20));
  EXPECT_THAT(preview.conflicts(), IsEmpty());
  // Between the venues lie 30 minutes, 15 of which are to spare.
  ASSERT_THAT(Moved(preview), ElementsAre(talks + " +20", panel + " +20", dinner + " +5"));
  EXPECT_EQ(preview.consequences(0).because_of(), "");
  EXPECT_EQ(preview.consequences(0).title(), "A session");
  EXPECT_EQ(preview.consequences(1).because_of(), talks);
  EXPECT_EQ(preview.consequences(1).shared_subject(), "assets/hall-a");
  EXPECT_EQ(preview.consequences(2).shared_subject(), forum_.Participant(minister).person());
  EXPECT_EQ(TimeOf(Value(forum_.GetSession(talks)).interval().start_time()), Clock(10));

  EXPECT_EQ(Value(Apply(preview)).plan().moved(), 3);
  EXPECT_EQ(TimeOf(Value(forum_.GetSession(dinner)).interval().start_time()), Clock(11, 50));
  EXPECT_EQ(TimeOf(Value(forum_.GetSession(evening)).interval().start_time()), Clock(18));
}

TEST_P(DelayTest, WhatOnlyEndsLateStartsInTime) {
  const std::string talks = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string panel = forum_.Session(Clock(11), Clock(12), Uses("hall-a"));
  const v1::PreviewDelayResponse preview = Value(Preview(talks, 15, "ends_late_only: true"));
  ASSERT_THAT(Moved(preview), ElementsAre(talks + " +0", panel + " +15"));
  EXPECT_EQ(TimeOf(preview.consequences(0).after().end_time()), Clock(11, 15));
  EXPECT_THAT(Apply(preview), IsOk());
}

TEST_P(DelayTest, WhatBeginsEarlierMovesNothingElse) {
  const std::string before = forum_.Session(Clock(9), Clock(9, 45), Uses("hall-a"));
  const std::string talks = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  forum_.Session(Clock(11), Clock(12), Uses("hall-a"));
  EXPECT_THAT(Moved(Value(Preview(talks, -10))), ElementsAre(talks + " +-10"));
  EXPECT_THAT(Value(Preview(talks, -10)).conflicts(), IsEmpty());
  const v1::PreviewDelayResponse too_early = Value(Preview(talks, -20));
  ASSERT_THAT(Reasons(too_early), ElementsAre(v1::ERROR_REASON_SUBJECT_OCCUPIED));
  EXPECT_EQ(base::MetadataOf(base::FromRpcStatus(too_early.conflicts(0).error()))["blockedBy"],
            before);
}

TEST_P(DelayTest, TheTimeAroundTheUseOfAnAssetIsKept) {
  forum_.ChangeAsset("hall-a", "clear_up_duration { seconds: 600 }");
  const std::string talks = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string panel = forum_.Session(Clock(11, 15), Clock(12), Uses("hall-a"));
  EXPECT_THAT(Moved(Value(Preview(talks, 20))), ElementsAre(talks + " +20", panel + " +15"));
}

TEST_P(DelayTest, ACascadeGoesOnPastMidnight) {
  const std::string dinner = forum_.Session(Clock(21), Clock(23, 30), Uses("hall-a"));
  const std::string fireworks = forum_.Session(Clock(23, 30), Clock(0, 30, 2), Uses("hall-a"));
  const std::string cleaning = forum_.Session(Clock(0, 30, 2), Clock(2, 0, 2), Uses("hall-a"));
  EXPECT_THAT(Moved(Value(Preview(dinner, 40))),
              ElementsAre(dinner + " +40", fireworks + " +40", cleaning + " +40"));
}

TEST_P(DelayTest, WhatIsFixedBookedOrOfAnotherEventCanNotGiveWay) {
  const std::string minister = forum_.Guest();
  const std::string person = forum_.Participant(minister).person();
  const std::string talks =
      forum_.Session(Clock(10), Clock(11), Uses("hall-a") + Uses("car") + Attends(minister));
  const std::string flight =
      forum_.Session(Clock(11), Clock(13), "kind: DEPARTURE is_fixed: true " + Attends(minister));
  const std::string service = forum_.Booking(Clock(11), Clock(12), Uses("car"));
  forum_.Event("", "expo");
  v1::CreateSessionRequest request;
  request.set_parent("events/expo");
  *request.mutable_session() = Parse<v1::Session>("titles { language: 'en' text: 'Elsewhere' } ",
                                                  Interval(Clock(11), Clock(12)) + Uses("hall-a"));
  Value(forum_.Do(&Schedule::CreateSession, request));
  const v1::PreviewDelayResponse preview = Value(Preview(talks, 20));
  EXPECT_THAT(Moved(preview), ElementsAre(talks + " +20"));
  EXPECT_THAT(Reasons(preview), ::testing::UnorderedElementsAre(v1::ERROR_REASON_ITEM_IS_FIXED,
                                                                v1::ERROR_REASON_SUBJECT_OCCUPIED,
                                                                v1::ERROR_REASON_SUBJECT_OCCUPIED,
                                                                v1::ERROR_REASON_SUBJECT_OCCUPIED));
  for (const v1::Conflict& conflict : preview.conflicts()) {
    EXPECT_EQ(conflict.activity(), talks);
    const absl::Status error = base::FromRpcStatus(conflict.error());
    if (base::ReasonOf(error) != v1::ERROR_REASON_ITEM_IS_FIXED) continue;
    EXPECT_EQ(base::MetadataOf(error)["blockedBy"], flight);
    EXPECT_EQ(base::MetadataOf(error)["subject"], person);
  }
  EXPECT_THAT(Apply(preview), RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(DelayTest, HoursOfAssetsDoNotGiveWayEither) {
  forum_.ChangeAsset("hall-a", absl::StrCat("availability { exceptions { ",
                                            Interval(Clock(12), Clock(18)), "} }"));
  const std::string talks = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string panel = forum_.Session(Clock(11), Clock(12), Uses("hall-a"));
  const v1::PreviewDelayResponse preview = Value(Preview(talks, 20));
  EXPECT_THAT(Moved(preview), ElementsAre(talks + " +20", panel + " +20"));
  ASSERT_THAT(Reasons(preview), ElementsAre(v1::ERROR_REASON_ASSET_NOT_AVAILABLE));
  EXPECT_EQ(preview.conflicts(0).activity(), panel);
}

TEST_P(DelayTest, OnlyWhatWasReleasedRunsLate) {
  forum_.WorkInVersions();
  const std::string draft = forum_.Session(Clock(10), Clock(11));
  EXPECT_THAT(Preview(draft, 20), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(Preview("events/tibo/sessions/nowhere", 20),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(DelayTest, ADelayIsWholeMinutesOfHalfADayAtMost) {
  const std::string talks = forum_.Session(Clock(10), Clock(11));
  for (const char* delay :
       {"seconds: 30", "seconds: 43260", "seconds: -43260", "seconds: 0", "seconds: 60 nanos: 1"}) {
    EXPECT_THAT(BadFields(forum_
                              .Ask(&Schedule::PreviewDelay,
                                   absl::StrCat("activity: '", talks, "' delay { ", delay, " }"))
                              .status()),
                ElementsAre("delay"))
        << delay;
  }
  EXPECT_THAT(BadFields(Preview(talks, -60, "ends_late_only: true").status()),
              ElementsAre("delay"));
}

TEST_P(DelayTest, WhatFollowsWithoutAConflictCanBeApplied) {
  const std::vector<std::string> rooms = {"hall-a", "hall-b", "salon", "hall-ab"};
  std::vector<std::string> people;
  people.reserve(4);
  for (int i = 0; i < 4; ++i) people.push_back(forum_.Guest());
  std::mt19937 random(7);
  const auto up_to = [&](int most) { return static_cast<int>(random() % (most + 1)); };
  std::vector<std::string> sessions;
  for (int i = 0; i < 60; ++i) {
    const absl::Time start = Clock(9) + absl::Minutes(5 * up_to(110));
    const auto created =
        forum_.CreateSession(start, start + absl::Minutes(20 + 5 * up_to(8)),
                             absl::StrCat(Uses(rooms[up_to(3)]), Attends(people[up_to(3)]),
                                          up_to(9) == 0 ? "is_fixed: true " : ""));
    if (created.ok()) sessions.push_back(created->name());
  }
  ASSERT_GT(sessions.size(), 10);
  int applied = 0;
  for (int i = 0; i < 30; ++i) {
    const std::string& late = sessions[up_to(static_cast<int>(sessions.size()) - 1)];
    const int minutes = 5 + 5 * up_to(5);
    const v1::PreviewDelayResponse preview =
        Value(Preview(late, minutes, up_to(1) == 0 ? "ends_late_only: true" : ""));
    if (preview.conflicts_size() > 0) {
      EXPECT_FALSE(Apply(preview).ok());
      continue;
    }
    EXPECT_THAT(Apply(preview), IsOk());
    ++applied;
  }
  EXPECT_GT(applied, 3);
}

}  // namespace
}  // namespace plenary::schedule
