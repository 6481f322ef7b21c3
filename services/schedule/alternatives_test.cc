// What a refusal offers instead, over every engine: times and assets that are really free.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "tests/testing/matchers.h"
#include "tests/testing/schedule.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::Clock;
using ::plenary::testing::Forum;
using ::plenary::testing::InterpretedByTheOne;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::ScheduleForum;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Schedule = ScheduleForum::Schedule;
using Slot = std::pair<absl::Time, absl::Time>;

class AlternativesTest : public testing::ScheduleTest {
 protected:
  template <class Resource>
  static std::string Told(const absl::StatusOr<Resource>& refused, const std::string& key) {
    const base::Metadata metadata = base::MetadataOf(refused.status());
    const auto found = metadata.find(key);
    return found == metadata.end() ? std::string() : found->second;
  }
  template <class Resource>
  static std::vector<Slot> Times(const absl::StatusOr<Resource>& refused) {
    std::vector<Slot> times;
    const std::string told = Told(refused, "alternatives");
    for (const absl::string_view each : absl::StrSplit(told, ',', absl::SkipEmpty())) {
      const std::pair<std::string, std::string> ends = absl::StrSplit(each, '/');
      Slot& slot = times.emplace_back();
      EXPECT_TRUE(absl::ParseTime(absl::RFC3339_full, ends.first, &slot.first, nullptr)) << each;
      EXPECT_TRUE(absl::ParseTime(absl::RFC3339_full, ends.second, &slot.second, nullptr)) << each;
    }
    return times;
  }
  template <class Resource>
  static std::vector<std::string> Assets(const absl::StatusOr<Resource>& refused) {
    return absl::StrSplit(Told(refused, "otherAssets"), ',', absl::SkipEmpty());
  }
  static absl::StatusOr<v1::Session> Refused(absl::StatusOr<v1::Session> session,
                                             v1::ErrorReason reason) {
    EXPECT_THAT(session, RefusedFor(reason));
    return session;
  }
  // Whether a session is to be had, which leaves nothing behind.
  bool IsFree(const Slot& slot, const std::string& rest) {
    return forum_.CreateSession(slot.first, slot.second, rest, "validate_only: true").ok();
  }
};
PLENARY_ON_EVERY_ENGINE(AlternativesTest);

TEST_P(AlternativesTest, ARefusalNamesTheBlockerAndTheThreeNearestTimesWhichAreFree) {
  const std::string guest = forum_.Guest();
  const std::string talk = forum_.Session(Clock(11), Clock(12), Uses("hall-a"));
  forum_.Session(Clock(12, 15), Clock(13), Attends(guest));
  forum_.Session(Clock(9), Clock(10), Uses("hall-a"));
  const std::string wanted = absl::StrCat(Uses("hall-a"), Attends(guest));
  const auto refused = Refused(forum_.CreateSession(Clock(11), Clock(12), wanted),
                               v1::ERROR_REASON_SUBJECT_OCCUPIED);
  EXPECT_EQ(Told(refused, "subject"), "assets/hall-a");
  EXPECT_EQ(Told(refused, "blockedBy"), talk);
  EXPECT_THAT(Times(refused), ElementsAre(Slot(Clock(10), Clock(11)), Slot(Clock(13), Clock(14)),
                                          Slot(Clock(13, 15), Clock(14, 15))));
  for (const Slot& slot : Times(refused)) EXPECT_TRUE(IsFree(slot, wanted));
  // Nothing nearer was.
  for (int minutes = -60; minutes < 120; minutes += 15) {
    if (minutes == -60) continue;
    const absl::Time start = Clock(11) + absl::Minutes(minutes);
    EXPECT_FALSE(IsFree({start, start + absl::Hours(1)}, wanted)) << minutes;
  }
}

TEST_P(AlternativesTest, WhatIsRefusedAtAnUpdateMayUseItsOwnTime) {
  const std::string talk = forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  forum_.Session(Clock(11), Clock(12), Uses("hall-a"));
  const auto refused =
      Refused(forum_.Do(&Schedule::UpdateSession,
                        absl::StrCat("session { name: '", talk, "' ",
                                     testing::Interval(Clock(10, 30), Clock(11, 30)), " }")),
              v1::ERROR_REASON_SUBJECT_OCCUPIED);
  EXPECT_THAT(Times(refused),
              ElementsAre(Slot(Clock(10), Clock(11)), Slot(Clock(9, 45), Clock(10, 45)),
                          Slot(Clock(9, 30), Clock(10, 30))));
}

TEST_P(AlternativesTest, AlternativesKeepToTheHoursOfTheDay) {
  forum_.Session(Clock(9), Clock(18, 30), Uses("hall-a"));
  const auto refused = Refused(forum_.CreateSession(Clock(12), Clock(13), Uses("hall-a")),
                               v1::ERROR_REASON_SUBJECT_OCCUPIED);
  // Neither 18:30, which ends at 19:30, nor 8:00: on the day before it ends at 19:00.
  ASSERT_THAT(Times(refused), SizeIs(3));
  EXPECT_EQ(Times(refused)[0], Slot(Clock(18, 0, 0), Clock(19, 0, 0)));
}

TEST_P(AlternativesTest, AnEveningIsOfferedEvenings) {
  forum_.Session(Clock(20), Clock(22), Uses("hall-a"));
  const auto refused = Refused(forum_.CreateSession(Clock(21), Clock(22), Uses("hall-a")),
                               v1::ERROR_REASON_SUBJECT_OCCUPIED);
  EXPECT_EQ(Times(refused)[0], Slot(Clock(19), Clock(20)));
}

TEST_P(AlternativesTest, TheWayBetweenVenuesIsKeptFree) {
  const std::string guest = forum_.Guest();
  const std::string talk =
      forum_.Session(Clock(10), Clock(11), absl::StrCat(Uses("hall-a"), Attends(guest)));
  const std::string wanted = absl::StrCat(Uses("salon"), Attends(guest));
  const auto refused = Refused(forum_.CreateSession(Clock(11, 15), Clock(12, 15), wanted),
                               v1::ERROR_REASON_TRAVEL_TOO_SHORT);
  EXPECT_EQ(Told(refused, "blockedBy"), talk);
  EXPECT_EQ(Told(refused, "travelMinutes"), "30");
  EXPECT_EQ(Told(refused, "gapMinutes"), "15");
  ASSERT_THAT(Times(refused), SizeIs(3));
  EXPECT_EQ(Times(refused)[0].first, Clock(11, 30));
  for (const Slot& slot : Times(refused)) EXPECT_TRUE(IsFree(slot, wanted));
}

TEST_P(AlternativesTest, OtherAssetsOfTheKindThatAreLargeEnoughAndFreeAreOffered) {
  forum_.AddAsset("hall-c", "kind: ROOM venue: 'venues/palace' seats: 120");
  forum_.AddAsset("hall-d", "kind: ROOM venue: 'venues/palace' seats: 60");
  forum_.Session(Clock(10), Clock(11), Uses("hall-d"));
  forum_.Session(Clock(10), Clock(11), Uses("hall-b"));
  const auto refused = Refused(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-b")),
                               v1::ERROR_REASON_SUBJECT_OCCUPIED);
  // hall-ab is made of the hall that is taken, the salon is elsewhere.
  EXPECT_THAT(Assets(refused), ElementsAre("assets/hall-a", "assets/hall-c"));
  for (const std::string& asset : Assets(refused)) {
    const std::string use = absl::StrCat("assets { asset: '", asset, "' }");
    EXPECT_TRUE(IsFree({Clock(10), Clock(11)}, use)) << asset;
  }
}

TEST_P(AlternativesTest, AnInterpreterIsOfferedWhoWorksBetweenTheSameLanguages) {
  const std::string busy = forum_.Person("Busy");
  const std::string pair = "language_pairs { from: 'ru' to: 'zh' both_ways: true }";
  forum_.AddAsset("free", absl::StrCat("kind: INTERPRETER ", pair));
  forum_.AddAsset("one-way", "kind: INTERPRETER language_pairs { from: 'ru' to: 'zh' }");
  forum_.AddAsset("taken", absl::StrCat("kind: INTERPRETER person: '", busy, "' ", pair));
  forum_.Session(Clock(10), Clock(11), Attends(busy));
  forum_.Session(Clock(10), Clock(11), InterpretedByTheOne());
  const auto refused =
      Refused(forum_.CreateSession(Clock(10, 30), Clock(11, 30), InterpretedByTheOne()),
              v1::ERROR_REASON_SUBJECT_OCCUPIED);
  EXPECT_THAT(Assets(refused), ElementsAre("assets/free"));
}

TEST_P(AlternativesTest, AnAssetThatIsClosedIsOfferedWhenItOpens) {
  forum_.ChangeAsset("table-1",
                     "availability { weekly { day: THURSDAY start { hours: 14 } "
                     "end { hours: 18 } } }");
  const auto refused = Refused(forum_.CreateSession(Clock(10), Clock(11), Uses("table-1")),
                               v1::ERROR_REASON_ASSET_NOT_AVAILABLE);
  ASSERT_THAT(Times(refused), SizeIs(3));
  EXPECT_EQ(Times(refused)[0], Slot(Clock(14), Clock(15)));
}

TEST_P(AlternativesTest, UnitsOfASharedAssetThatAreLeftCount) {
  forum_.Session(Clock(10), Clock(11), Uses("headsets", "units: 30"));
  const auto refused =
      Refused(forum_.CreateSession(Clock(10), Clock(11), Uses("headsets", "units: 15")),
              v1::ERROR_REASON_CAPACITY_EXCEEDED);
  EXPECT_THAT(Times(refused), ElementsAre(Slot(Clock(9), Clock(10)), Slot(Clock(11), Clock(12)),
                                          Slot(Clock(11, 15), Clock(12, 15))));
  EXPECT_THAT(Assets(refused), IsEmpty());
}

TEST_P(AlternativesTest, WorkInProgressIsInTheWayOfWorkInProgress) {
  forum_.WorkInVersions();
  forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  forum_.Session(Clock(11), Clock(12), Uses("hall-a"));
  const auto refused = Refused(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a")),
                               v1::ERROR_REASON_SUBJECT_OCCUPIED);
  ASSERT_THAT(Times(refused), SizeIs(3));
  EXPECT_EQ(Times(refused)[0], Slot(Clock(9), Clock(10)));
  EXPECT_EQ(Times(refused)[1], Slot(Clock(12), Clock(13)));
}

TEST_P(AlternativesTest, NothingInThePastIsOfferedForWhatIsToCome) {
  forum_.clock().Set(Clock(9, 50));
  forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const auto refused = Refused(forum_.CreateSession(Clock(10), Clock(11), Uses("hall-a")),
                               v1::ERROR_REASON_SUBJECT_OCCUPIED);
  ASSERT_THAT(Times(refused), SizeIs(3));
  EXPECT_EQ(Times(refused)[0].first, Clock(11));
}

}  // namespace
}  // namespace plenary::schedule
