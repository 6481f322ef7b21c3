// Assets and venues as the ledger keeps them from being taken away.
#include "services/schedule/asset_bookings.h"

#include <atomic>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/testing/race.h"
#include "tests/testing/schedule.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::Clock;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;

using Assets = assets::AssetService;
using Schedule = ScheduleService;

class AssetBookingsTest : public testing::ScheduleTest {
 protected:
  absl::StatusOr<v1::Asset> Update(const std::string& id, const std::string& rest) {
    return forum_.Do(&Assets::UpdateAsset,
                     absl::StrCat("asset { name: 'assets/", id, "' ", rest, " }"));
  }
  absl::StatusOr<v1::Asset> Delete(const std::string& id) {
    return forum_.Do(&Assets::DeleteAsset, absl::StrCat("name: 'assets/", id, "'"));
  }
  absl::StatusOr<v1::VenueRecord> DeleteVenue(const std::string& id) {
    return forum_.Do(&Assets::DeleteVenue, absl::StrCat("name: 'venues/", id, "'"));
  }
  void Cancel(const std::string& session) {
    Value(forum_.Do(&Schedule::CancelSession, forum_.Named(session, "reason: 'no speaker'")));
  }
  int32_t MisfitsAfter(const std::string& from, const std::string& to, int minutes) {
    return Value(forum_.Do(&Assets::SetTravelTimes,
                           absl::StrCat("both_ways: true travel_times { origin: 'venues/", from,
                                        "' destination: 'venues/", to,
                                        "' duration { seconds: ", minutes * 60, " } }")))
        .misfits();
  }
  template <class T>
  static std::string BlockerIn(const absl::StatusOr<T>& refused) {
    return base::MetadataOf(refused.status())["blockedBy"];
  }
};

PLENARY_ON_EVERY_ENGINE(AssetBookingsTest);

TEST_P(AssetBookingsTest, CapacityFallsToWhatIsBookedAtOneInstantAndNoLower) {
  const std::string first = forum_.Session(Clock(10), Clock(12), Uses("headsets", "units: 20"));
  const std::string second = forum_.Session(Clock(11), Clock(13), Uses("headsets", "units: 15"));
  forum_.Session(Clock(12), Clock(14), Uses("headsets", "units: 18"));
  const auto refused = Update("headsets", "capacity: 34");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_CAPACITY_BELOW_USE));
  base::Metadata metadata = base::MetadataOf(refused.status());
  EXPECT_EQ(metadata["booked"], "35");
  EXPECT_EQ(metadata["blockedBy"], second);
  EXPECT_EQ(metadata["at"], "2023-06-01T08:00:00+00:00");
  EXPECT_THAT(Update("headsets", "capacity: 35"), IsOk());
  Cancel(first);
  EXPECT_THAT(Update("headsets", "capacity: 33"), IsOk());
}

TEST_P(AssetBookingsTest, WhatIsOverNeedsNoUnitsAndNoAsset) {
  forum_.Session(Clock(10), Clock(12), Uses("headsets", "units: 30"));
  forum_.clock().Set(Clock(11));
  EXPECT_THAT(Update("headsets", "capacity: 20"), RefusedFor(v1::ERROR_REASON_CAPACITY_BELOW_USE));
  EXPECT_THAT(Delete("headsets"), RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  forum_.clock().Set(Clock(12));
  EXPECT_THAT(Update("headsets", "capacity: 20"), IsOk());
  EXPECT_THAT(Delete("headsets"), IsOk());
}

TEST_P(AssetBookingsTest, AHoldKeepsItsAssetUntilItExpires) {
  const std::string hold = forum_.HoldTime(Clock(10), Clock(12), forum_.start() - absl::Hours(24),
                                           Uses("headsets", "units: 30"));
  EXPECT_THAT(Update("headsets", "capacity: 20"), RefusedFor(v1::ERROR_REASON_CAPACITY_BELOW_USE));
  EXPECT_EQ(BlockerIn(Delete("headsets")), hold);
  forum_.clock().Set(forum_.start() - absl::Hours(24));
  EXPECT_THAT(Update("headsets", "capacity: 20"), IsOk());
  EXPECT_THAT(Delete("headsets"), IsOk());
}

TEST_P(AssetBookingsTest, AnAssetIsNotDeletedWhileSomethingNeedsIt) {
  const std::string session = forum_.Session(Clock(10), Clock(12), Uses("salon"));
  const auto refused = Delete("salon");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(BlockerIn(refused), session);
  Cancel(session);
  EXPECT_THAT(Delete("salon"), IsOk());
}

TEST_P(AssetBookingsTest, WorkInProgressKeepsItsAssetToo) {
  forum_.WorkInVersions();
  const std::string session = forum_.Session(Clock(10), Clock(12), Uses("salon"));
  EXPECT_EQ(BlockerIn(Delete("salon")), session);
  Cancel(session);
  EXPECT_THAT(Delete("salon"), IsOk());
}

TEST_P(AssetBookingsTest, WhatWasDeletedWithItsEventNeedsNoAsset) {
  const std::string draft =
      Value(forum_.Do(&testing::Forum::Events::CreateEvent,
                      absl::StrCat("event_id: 'draft' event { kind: FORUM role: HOSTED "
                                   "time_zone: 'Europe/Minsk' "
                                   "display_names { language: 'en' text: 'A draft' } ",
                                   testing::Interval(Clock(0), Clock(20)), " }")))
          .name();
  Value(forum_.CreateBooking(Clock(10), Clock(12), Uses("salon"), draft));
  EXPECT_THAT(Delete("salon"), RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  Value(forum_.Do(&testing::Forum::Events::DeleteEvent, forum_.Named(draft)));
  EXPECT_THAT(Delete("salon"), IsOk());
}

TEST_P(AssetBookingsTest, ThePartsOfWhatIsBookedStayAsTheyAre) {
  forum_.Session(Clock(10), Clock(12), Uses("hall-ab"));
  EXPECT_THAT(Update("hall-ab", "parts: 'assets/hall-a'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_THAT(Update("hall-a", "parts: 'assets/table-1'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
}

TEST_P(AssetBookingsTest, AVenueThatAnActivityNamesIsNotDeleted) {
  forum_.AddVenue("park");
  const std::string walk = forum_.Session(Clock(10), Clock(12), "venue: 'venues/park'");
  EXPECT_EQ(BlockerIn(DeleteVenue("park")), walk);
  EXPECT_EQ(BlockerIn(DeleteVenue("hotel")), "assets/salon");
  Cancel(walk);
  EXPECT_THAT(DeleteVenue("park"), IsOk());
}

TEST_P(AssetBookingsTest, TheVenueAtTheEndOfAJourneyIsNotDeleted) {
  forum_.AddVenue("airport");
  const std::string transfer = forum_.Session(
      Clock(10), Clock(12), "kind: TRANSFER journey { end_venue: 'venues/airport' }");
  EXPECT_EQ(BlockerIn(DeleteVenue("airport")), transfer);
}

TEST_P(AssetBookingsTest, ALongerWayTellsHowManyActivitiesAreReachedTooLate) {
  const std::string guest = forum_.Guest();
  forum_.Session(Clock(10), Clock(11), Uses("hall-a") + Attends(guest));
  forum_.Session(Clock(11, 30), Clock(12), Uses("salon") + Attends(guest));
  forum_.Session(Clock(14), Clock(15), Uses("hall-b") + Attends(guest));
  EXPECT_EQ(MisfitsAfter("palace", "hotel", 30), 0);
  EXPECT_EQ(MisfitsAfter("palace", "hotel", 31), 1);
  EXPECT_EQ(MisfitsAfter("palace", "hotel", 121), 2);
  forum_.clock().Set(Clock(13));
  EXPECT_EQ(MisfitsAfter("palace", "hotel", 122), 1);
}

TEST_P(AssetBookingsTest, WhatIsBookedInARoomIsWhereTheRoomIs) {
  const std::string guest = forum_.Guest();
  forum_.Session(Clock(10), Clock(11), Uses("hall-b") + Attends(guest));
  EXPECT_THAT(forum_.CreateSession(Clock(11), Clock(12), Uses("salon") + Attends(guest)),
              RefusedFor(v1::ERROR_REASON_TRAVEL_TOO_SHORT));
  Value(Update("hall-b", "venue: 'venues/hotel'"));
  EXPECT_THAT(forum_.CreateSession(Clock(11), Clock(12), Uses("salon") + Attends(guest)), IsOk());
  EXPECT_THAT(forum_.CreateSession(Clock(9), Clock(10), Uses("hall-a") + Attends(guest)),
              RefusedFor(v1::ERROR_REASON_TRAVEL_TOO_SHORT));
}

TEST_P(AssetBookingsTest, WhoDrivesACarIsNotDeleted) {
  const auto refused =
      forum_.Do(&testing::Forum::Directory::DeletePerson, forum_.Named(forum_.driver()));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(BlockerIn(refused), "assets/car");
  Value(Delete("car"));
  EXPECT_THAT(forum_.Do(&testing::Forum::Directory::DeletePerson, forum_.Named(forum_.driver())),
              IsOk());
}

TEST_P(AssetBookingsTest, WhoWasMergedGoesOnInterpretingAsWhoStays) {
  forum_.Session(Clock(10), Clock(11), testing::InterpretedByTheOne());
  const std::string stays = forum_.Person("Interpreter");
  Value(forum_.Do(
      &testing::Forum::Directory::MergePeople,
      forum_.Named(stays, absl::StrCat("duplicate: '", forum_.interpreter_person(), "'"))));
  EXPECT_EQ(Value(forum_.Ask(&Assets::GetAsset, "name: 'assets/ru-zh'")).person(), stays);
  EXPECT_THAT(forum_.CreateSession(Clock(10), Clock(11), testing::Attends(stays)),
              RefusedFor(v1::ERROR_REASON_SUBJECT_OCCUPIED));
}

TEST_P(AssetBookingsTest, CapacityIsLoweredOrUnitsAreBookedButNotBoth) {
  for (int day = 1; day <= 3; ++day) {
    const std::string id = absl::StrCat("pool-", day);
    forum_.AddAsset(id, "kind: EQUIPMENT capacity: 40");
    std::atomic<int> done = 0;
    testing::Race(2, [&](int racer) {
      const bool ok =
          racer == 0
              ? Update(id, "capacity: 10").ok()
              : forum_.CreateSession(Clock(10, 0, day), Clock(11, 0, day), Uses(id, "units: 30"))
                    .ok();
      if (ok) ++done;
    });
    EXPECT_EQ(done, 1);
  }
}

TEST_P(AssetBookingsTest, AnAssetIsBookedOrDeletedButNotBoth) {
  for (int i = 0; i < 5; ++i) {
    const std::string id = absl::StrCat("room-", i);
    forum_.AddAsset(id, "kind: ROOM");
    std::atomic<int> done = 0;
    testing::Race(2, [&](int racer) {
      const bool ok =
          racer == 0 ? Delete(id).ok() : forum_.CreateSession(Clock(10), Clock(11), Uses(id)).ok();
      if (ok) ++done;
    });
    EXPECT_EQ(done, 1);
  }
}

}  // namespace
}  // namespace plenary::schedule
