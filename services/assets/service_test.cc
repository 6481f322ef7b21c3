#include "services/assets/service.h"

#include <atomic>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "plenary/v1/changes.pb.h"
#include "services/assets/table.h"
#include "services/storage/change_log.h"
#include "tests/testing/forum_suite.h"
#include "tests/testing/race.h"

namespace plenary::assets {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::plenary::testing::Value;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

using A = v1::Asset;
using S = AssetService;
using V = v1::VenueRecord;

// Says of assets and venues what a test says.
class SaidBookings : public Bookings {
 public:
  absl::StatusOr<Peak> PeakOf(storage::Tx&, absl::string_view asset, absl::Time) override {
    const auto found = peaks.find(std::string(asset));
    return found == peaks.end() ? Peak() : found->second;
  }
  absl::StatusOr<std::string> BlockerOfAsset(storage::Tx&, absl::string_view asset,
                                             absl::Time) override {
    return BlockerOf(asset);
  }
  absl::StatusOr<std::string> BlockerOfVenue(storage::Tx&, absl::string_view venue,
                                             absl::Time) override {
    return BlockerOf(venue);
  }
  absl::Status AssetMoved(storage::Tx&, absl::string_view asset, absl::Time) override {
    moved.emplace_back(asset);
    return absl::OkStatus();
  }
  absl::StatusOr<int32_t> CountTravelMisfits(storage::Tx&, absl::Time) override { return late; }

  std::map<std::string, Peak> peaks;
  std::map<std::string, std::string> blockers;
  std::vector<std::string> moved;
  int32_t late = 0;

 private:
  std::string BlockerOf(absl::string_view name) const {
    const auto found = blockers.find(std::string(name));
    return found == blockers.end() ? std::string() : found->second;
  }
};

class AssetForum : public testing::Forum {
 public:
  using Forum::Ask;
  using Forum::Do;
  using Forum::Forum;

  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (S::*method)(storage::Change&,
                                                                    const Request&) const,
                              const std::string& request) {
    return storage::ChangeAndWait(store(), random(), CallOf<Request>(), service_, method,
                                  Parse<Request>(request));
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (S::*method)(storage::Tx&,
                                                                     const storage::Call&,
                                                                     const Request&) const,
                               const std::string& request) {
    return storage::ReadAndWait(store(), CallOf<Request>(), service_, method,
                                Parse<Request>(request));
  }

  SaidBookings bookings;

 private:
  S service_{sealer(), bookings};
};

class AssetsTest : public ::testing::TestWithParam<std::string> {
 protected:
  // `rest` is the text of further fields of the resource, `more` of the request, here and below.
  absl::StatusOr<V> CreateVenue(const std::string& id, const std::string& rest = "",
                                const std::string& more = "") {
    return forum_.Do(
        &S::CreateVenue,
        absl::StrCat("venue_id: '", id, "' venue { time_zone: 'Europe/Minsk' ",
                     "display_names { language: 'en' text: '", id, "' } ", rest, " } ", more));
  }
  std::string Venue(const std::string& id, const std::string& rest = "") {
    return Value(CreateVenue(id, rest)).name();
  }
  absl::StatusOr<V> GetVenue(const std::string& name, const std::string& rest = "") {
    return forum_.Ask(&S::GetVenue, forum_.Named(name, rest));
  }
  absl::StatusOr<V> UpdateVenue(const std::string& name, const std::string& rest,
                                const std::string& more = "") {
    return forum_.Do(&S::UpdateVenue,
                     absl::StrCat("venue { ", forum_.Named(name, rest), " } ", more));
  }
  absl::StatusOr<V> DeleteVenue(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&S::DeleteVenue, forum_.Named(name, rest));
  }
  absl::StatusOr<V> UndeleteVenue(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&S::UndeleteVenue, forum_.Named(name, rest));
  }
  absl::StatusOr<A> CreateAsset(const std::string& id, const std::string& rest,
                                const std::string& more = "") {
    return forum_.Do(&S::CreateAsset, absl::StrCat("asset_id: '", id, "' asset { ",
                                                   "display_names { language: 'en' text: '", id,
                                                   "' } ", rest, " } ", more));
  }
  std::string Asset(const std::string& id, const std::string& rest = "kind: ROOM") {
    return Value(CreateAsset(id, rest)).name();
  }
  absl::StatusOr<A> GetAsset(const std::string& name, const std::string& rest = "") {
    return forum_.Ask(&S::GetAsset, forum_.Named(name, rest));
  }
  absl::StatusOr<A> UpdateAsset(const std::string& name, const std::string& rest,
                                const std::string& more = "") {
    return forum_.Do(&S::UpdateAsset,
                     absl::StrCat("asset { ", forum_.Named(name, rest), " } ", more));
  }
  absl::StatusOr<A> DeleteAsset(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&S::DeleteAsset, forum_.Named(name, rest));
  }
  absl::StatusOr<A> UndeleteAsset(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&S::UndeleteAsset, forum_.Named(name, rest));
  }
  // Between venues by their ids.
  static std::string Way(const std::string& from, const std::string& to, int minutes) {
    return absl::StrCat("travel_times { origin: 'venues/", from, "' destination: 'venues/", to,
                        "' duration { seconds: ", minutes * 60, " } } ");
  }
  absl::StatusOr<v1::SetTravelTimesResponse> SetWays(const std::string& request) {
    return forum_.Do(&S::SetTravelTimes, request);
  }
  // "a b 10": from, to, minutes.
  std::vector<std::string> Ways(const std::string& request = "") {
    auto asked = Parse<v1::ListTravelTimesRequest>(request);
    std::vector<std::string> ways;
    do {
      const auto page = Value(forum_.Ask(&S::ListTravelTimes, asked.ShortDebugString()));
      for (const v1::TravelTime& way : page.travel_times()) {
        ways.push_back(absl::StrCat(base::LastId(way.origin()), " ",
                                    base::LastId(way.destination()), " ",
                                    way.duration().seconds() / 60));
      }
      asked.set_page_token(page.next_page_token());
    } while (!asked.page_token().empty());
    return ways;
  }
  // The ids of a list, page by page.
  std::vector<std::string> Venues(const std::string& request = "") {
    auto asked = Parse<v1::ListVenuesRequest>(request);
    std::vector<std::string> ids;
    do {
      const auto page = Value(forum_.Ask(&S::ListVenues, asked.ShortDebugString()));
      for (const V& venue : page.venues()) ids.emplace_back(base::LastId(venue.name()));
      asked.set_page_token(page.next_page_token());
    } while (!asked.page_token().empty());
    return ids;
  }
  std::vector<std::string> Assets(const std::string& request = "") {
    auto asked = Parse<v1::ListAssetsRequest>(request);
    std::vector<std::string> ids;
    do {
      const auto page = Value(forum_.Ask(&S::ListAssets, asked.ShortDebugString()));
      for (const A& asset : page.assets()) ids.emplace_back(base::LastId(asset.name()));
      asked.set_page_token(page.next_page_token());
    } while (!asked.page_token().empty());
    return ids;
  }

  AssetForum forum_{GetParam()};
};

PLENARY_ON_EVERY_ENGINE(AssetsTest);

// --- Venues.

TEST_P(AssetsTest, AVenueIsCreatedAndReadAgain) {
  const V created = Value(CreateVenue("palace", "country_code: 'BY' note: 'key at the desk'"));
  EXPECT_EQ(created.name(), "venues/palace");
  EXPECT_FALSE(created.etag().empty());
  EXPECT_EQ(created.create_time(), created.update_time());
  EXPECT_THAT(Value(GetVenue("venues/palace")), EqualsProto(created));
}

TEST_P(AssetsTest, AVenueWithoutAnIdGetsOneOfTheServer) {
  const V created = Value(
      forum_.Do(&S::CreateVenue,
                "venue { time_zone: 'UTC' display_names { language: 'en' text: 'Somewhere' } }"));
  EXPECT_THAT(GetVenue(created.name()), IsOk());
}

TEST_P(AssetsTest, AVenueNeedsATimeZoneThatThereIs) {
  EXPECT_THAT(BadFields(forum_.Do(&S::CreateVenue,
                                  "venue { display_names { language: 'en' text: 'A' } "
                                  "time_zone: 'Europe/Atlantis' }")),
              ElementsAre("venue.time_zone"));
}

TEST_P(AssetsTest, AnIdIsTakenEvenByADeletedVenue) {
  Value(DeleteVenue(Venue("palace")));
  EXPECT_THAT(CreateVenue("palace"), RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
}

TEST_P(AssetsTest, AVenueIsUpdatedByMaskUnderItsEtag) {
  const V before = Value(CreateVenue("palace", "note: 'old'"));
  const V after = Value(UpdateVenue("venues/palace", "time_zone: 'Asia/Shanghai'"));
  EXPECT_EQ(after.time_zone(), "Asia/Shanghai");
  EXPECT_EQ(after.note(), "old");
  EXPECT_THAT(UpdateVenue("venues/palace", absl::StrCat("note: 'new' etag: '", before.etag(), "'")),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(Value(UpdateVenue("venues/palace", "", "update_mask { paths: 'note' }")).note(),
              IsEmpty());
}

TEST_P(AssetsTest, AVenueStaysWhileAnAssetStandsInItOrAnActivityTakesPlaceThere) {
  const std::string palace = Venue("palace");
  const std::string hall = Asset("hall", "kind: ROOM venue: 'venues/palace'");
  const auto refused = DeleteVenue(palace);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(refused.status())["blockedBy"], hall);
  Value(DeleteAsset(hall));
  forum_.bookings.blockers[palace] = "events/e/sessions/s";
  EXPECT_THAT(DeleteVenue(palace), RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  forum_.bookings.blockers.clear();
  EXPECT_TRUE(Value(DeleteVenue(palace)).has_delete_time());
}

TEST_P(AssetsTest, ADeletedVenueIsFoundChangedByNobodyAndUndeleted) {
  const std::string palace = Venue("palace");
  EXPECT_THAT(UndeleteVenue(palace), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
  Value(DeleteVenue(palace));
  EXPECT_TRUE(Value(GetVenue(palace)).has_delete_time());
  EXPECT_THAT(UpdateVenue(palace, "note: 'x'"), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(Venues(), IsEmpty());
  EXPECT_THAT(Venues("show_deleted: true"), ElementsAre("palace"));
  EXPECT_FALSE(Value(UndeleteVenue(palace)).has_delete_time());
  EXPECT_THAT(Venues(), ElementsAre("palace"));
}

TEST_P(AssetsTest, VenuesAreListedByNamePageByPageAndFiltered) {
  Venue("c", "country_code: 'BY'");
  Venue("a", "country_code: 'CN'");
  Venue("b", "country_code: 'BY'");
  EXPECT_THAT(Venues("page_size: 2"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(Venues("page_size: 1 order_by: 'display_name desc'"), ElementsAre("c", "b", "a"));
  EXPECT_THAT(Venues("filter: 'country_code = \"BY\"'"), ElementsAre("b", "c"));
  EXPECT_THAT(forum_.Ask(&S::ListVenues, "filter: 'note = \"x\"'"),
              RefusedFor(v1::ERROR_REASON_INVALID_FILTER));
  EXPECT_THAT(forum_.Ask(&S::ListVenues, "order_by: 'note'"),
              RefusedFor(v1::ERROR_REASON_INVALID_ORDER));
}

TEST_P(AssetsTest, WhatHasNoSuchNameIsNotFound) {
  EXPECT_THAT(GetVenue("venues/none"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(GetAsset("assets/none"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(UpdateAsset("assets/none", "seats: 3"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(DeleteAsset("assets/none"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

// --- Assets.

TEST_P(AssetsTest, AnAssetIsCreatedAndReadAgain) {
  Venue("palace");
  const A created = Value(
      CreateAsset("hall", "kind: ROOM venue: 'venues/palace' seats: 100 attributes: 'projector'"));
  EXPECT_EQ(created.name(), "assets/hall");
  EXPECT_THAT(Value(GetAsset("assets/hall")), EqualsProto(created));
  EXPECT_EQ(Value(GetAsset("assets/hall", "read_mask { paths: 'seats' }")).ShortDebugString(),
            "seats: 100");
}

TEST_P(AssetsTest, AnAssetIsTriedWithoutBeingCreated) {
  Value(CreateAsset("hall", "kind: ROOM", "validate_only: true"));
  EXPECT_THAT(GetAsset("assets/hall"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(AssetsTest, ARepeatedRequestCreatesOneAsset) {
  const std::string request =
      "request_id: 'r1' asset { kind: ROOM display_names { language: 'en' text: 'Hall' } }";
  EXPECT_EQ(Value(forum_.Do(&S::CreateAsset, request)).name(),
            Value(forum_.Do(&S::CreateAsset, request)).name());
  EXPECT_EQ(Assets().size(), 1);
}

TEST_P(AssetsTest, AnAssetRefersToWhatIsThere) {
  EXPECT_THAT(CreateAsset("hall", "kind: ROOM venue: 'venues/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  Value(DeleteVenue(Venue("ruin")));
  const auto refused = CreateAsset("hall", "kind: ROOM venue: 'venues/ruin'");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_EQ(base::MetadataOf(refused.status())["field"], "asset.venue");
  EXPECT_THAT(CreateAsset("car", "kind: VEHICLE person: 'people/nobody'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(CreateAsset("hall", "kind: ROOM parts: 'assets/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(AssetsTest, EveryBadFieldOfAnAssetIsToldAtOnce) {
  EXPECT_THAT(BadFields(CreateAsset("hall",
                                    "kind: ROOM modes: WHISPERED person: 'people/p' "
                                    "setup_duration { seconds: -1 }")),
              UnorderedElementsAre("asset.modes", "asset.person", "asset.setup_duration"));
}

TEST_P(AssetsTest, WhatAnAssetIsCannotChange) {
  const std::string hall = Asset("hall");
  EXPECT_THAT(UpdateAsset(hall, "kind: TABLE"), RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
}

TEST_P(AssetsTest, AssetsAreListedByNamePageByPageAndFiltered) {
  Venue("palace");
  const std::string driver = forum_.Person();
  Asset("c", "kind: ROOM venue: 'venues/palace'");
  Asset("a", "kind: TABLE venue: 'venues/palace' capacity: 12");
  Asset("b", absl::StrCat("kind: VEHICLE person: '", driver, "'"));
  EXPECT_THAT(Assets("page_size: 2"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(Assets("order_by: 'create_time desc' page_size: 1"), Not(IsEmpty()));
  EXPECT_THAT(Assets("filter: 'kind = ROOM'"), ElementsAre("c"));
  EXPECT_THAT(Assets("filter: 'venue = \"venues/palace\"'"), ElementsAre("a", "c"));
  EXPECT_THAT(Assets("filter: 'capacity > 1'"), ElementsAre("a"));
  EXPECT_THAT(Assets(absl::StrCat("filter: 'person = \"", driver, "\"'")), ElementsAre("b"));
}

TEST_P(AssetsTest, ABatchAnswersInItsOrderOrRefusesForTheFirstThatIsMissing) {
  Asset("a");
  Asset("b");
  const auto found = Value(forum_.Ask(&S::BatchGetAssets, "names: 'assets/b' names: 'assets/a'"));
  ASSERT_EQ(found.assets_size(), 2);
  EXPECT_EQ(found.assets(0).name(), "assets/b");
  const auto refused =
      forum_.Ask(&S::BatchGetAssets, "names: 'assets/a' names: 'assets/x' names: 'assets/y'");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(base::MetadataOf(refused.status())["resource"], "assets/x");
}

TEST_P(AssetsTest, AnAssetStaysWhileItIsBookedOrPartOfAnother) {
  const std::string a = Asset("a");
  const std::string both = Asset("both", "kind: ROOM parts: 'assets/a'");
  const auto refused = DeleteAsset(a);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(refused.status())["blockedBy"], both);
  forum_.bookings.blockers[both] = "events/e/sessions/s";
  EXPECT_THAT(DeleteAsset(both), RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  forum_.bookings.blockers.clear();
  Value(DeleteAsset(both));
  Value(DeleteAsset(a));
  EXPECT_THAT(Assets(), IsEmpty());
}

TEST_P(AssetsTest, AnAssetIsUndeletedOnlyWithWhatItRefersTo) {
  const std::string palace = Venue("palace");
  const std::string a = Asset("a");
  const std::string both = Asset("both", "kind: ROOM venue: 'venues/palace' parts: 'assets/a'");
  EXPECT_THAT(UndeleteAsset(both), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
  Value(DeleteAsset(both));
  Value(DeleteAsset(a));
  Value(DeleteVenue(palace));
  EXPECT_THAT(UndeleteAsset(both), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  Value(UndeleteVenue(palace));
  EXPECT_THAT(UndeleteAsset(both), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  Value(UndeleteAsset(a));
  EXPECT_FALSE(Value(UndeleteAsset(both)).has_delete_time());
}

TEST_P(AssetsTest, CapacityMayNotFallBelowWhatIsBooked) {
  const std::string sets = Asset("sets", "kind: EQUIPMENT capacity: 40");
  forum_.bookings.peaks[sets] = {25, forum_.start(), "events/e/sessions/s"};
  const auto refused = UpdateAsset(sets, "capacity: 24");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_CAPACITY_BELOW_USE));
  EXPECT_EQ(base::MetadataOf(refused.status())["blockedBy"], "events/e/sessions/s");
  EXPECT_THAT(UpdateAsset(sets, "capacity: 25"), IsOk());
  EXPECT_THAT(UpdateAsset(sets, "", "update_mask { paths: 'capacity' }"),
              RefusedFor(v1::ERROR_REASON_CAPACITY_BELOW_USE));
}

TEST_P(AssetsTest, PartsAndPersonStayAsTheyAreWhileTheAssetIsBooked) {
  Asset("a");
  Asset("b");
  const std::string both = Asset("both", "kind: ROOM parts: 'assets/a' parts: 'assets/b'");
  const std::string car = Asset("car", "kind: VEHICLE");
  const std::string driver = absl::StrCat("person: '", forum_.Person(), "'");
  forum_.bookings.blockers = {{both, "events/e/sessions/s"}, {car, "events/e/sessions/s"}};
  EXPECT_THAT(UpdateAsset(both, "parts: 'assets/a'"), RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_THAT(UpdateAsset(car, driver), RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_THAT(UpdateAsset(both, "parts: 'assets/b' parts: 'assets/a' seats: 9"), IsOk());
  forum_.bookings.blockers.clear();
  EXPECT_THAT(UpdateAsset(both, "parts: 'assets/a'"), IsOk());
  EXPECT_THAT(UpdateAsset(car, driver), IsOk());
}

TEST_P(AssetsTest, WhoeverIsBookedInARoomMovesWithItToAnotherVenue) {
  Venue("palace");
  const std::string hall = Asset("hall");
  Value(UpdateAsset(hall, "seats: 10"));
  EXPECT_THAT(forum_.bookings.moved, IsEmpty());
  Value(UpdateAsset(hall, "venue: 'venues/palace'"));
  EXPECT_THAT(forum_.bookings.moved, Contains(hall));
}

TEST_P(AssetsTest, PartsMakeNoCycleAndAtMostThreeLevels) {
  Asset("a");
  Asset("ab", "kind: ROOM parts: 'assets/a'");
  Asset("abc", "kind: ROOM parts: 'assets/ab'");
  EXPECT_THAT(BadFields(UpdateAsset("assets/a", "parts: 'assets/ab'")), ElementsAre("asset.parts"));
  EXPECT_THAT(BadFields(UpdateAsset("assets/a", "parts: 'assets/abc'")),
              ElementsAre("asset.parts"));
  EXPECT_THAT(BadFields(CreateAsset("abcd", "kind: ROOM parts: 'assets/abc'")),
              ElementsAre("asset.parts"));
  Asset("seat", "kind: EQUIPMENT");
  EXPECT_THAT(BadFields(UpdateAsset("assets/a", "parts: 'assets/seat'")),
              ElementsAre("asset.parts"));
}

TEST_P(AssetsTest, APartHasOneUnitAndKeepsIt) {
  Asset("tables", "kind: TABLE capacity: 12");
  EXPECT_THAT(BadFields(CreateAsset("hall", "kind: ROOM parts: 'assets/tables'")),
              ElementsAre("asset.parts[0]"));
  Asset("table", "kind: TABLE");
  Asset("hall", "kind: ROOM parts: 'assets/table'");
  EXPECT_THAT(BadFields(UpdateAsset("assets/table", "capacity: 2")), ElementsAre("asset.capacity"));
}

TEST_P(AssetsTest, ADriverWhoWasMergedIsNamedByTheOneWhoStays) {
  const std::string stays = forum_.Person("Drivin");
  const std::string goes = forum_.Person("Drivyn");
  Value(forum_.Do(&testing::Forum::Directory::MergePeople,
                  absl::StrCat("name: '", stays, "' duplicate: '", goes, "'")));
  EXPECT_EQ(Value(CreateAsset("car", absl::StrCat("kind: VEHICLE person: '", goes, "'"))).person(),
            stays);
}

// --- Who sees what.

TEST_P(AssetsTest, WhatIsForTheSecretariatIsToldToNobodyElse) {
  const std::string interpreter = Asset(
      "ru-zh", "kind: INTERPRETER contact_name: 'Bureau' contact_phone: '+375 29' note: 'dear'");
  const std::string palace = Venue("palace", "note: 'key at the desk'");
  const base::Access focal_point({{v1::REGISTRAR, "events/e/delegations/d"}});
  forum_.ActAs("users/focal", &focal_point);
  const A seen = Value(GetAsset(interpreter));
  EXPECT_THAT(seen.contact_name() + seen.contact_phone() + seen.note(), IsEmpty());
  EXPECT_THAT(Value(GetVenue(palace)).note(), IsEmpty());
  // Nor by a mask that leaves out what it is.
  const auto page = Value(forum_.Ask(
      &S::ListAssets, "read_mask { paths: 'contact_name' paths: 'contact_phone' paths: 'note' }"));
  EXPECT_THAT(page.assets(0), EqualsProto(A()));
  EXPECT_THAT(Value(forum_.Ask(&S::ListVenues, "")).venues(0).note(), IsEmpty());
  EXPECT_THAT(
      Value(forum_.Ask(&S::BatchGetAssets, "names: 'assets/ru-zh'")).assets(0).contact_phone(),
      IsEmpty());

  const base::Access manager({{v1::EVENT_MANAGER, "events/e"}});
  forum_.ActAs("users/manager", &manager);
  EXPECT_EQ(Value(GetAsset(interpreter)).contact_phone(), "+375 29");
  EXPECT_EQ(Value(GetVenue(palace)).note(), "key at the desk");
}

// --- Travel times.

TEST_P(AssetsTest, TravelTimesAreSetAndListedByOriginThenDestination) {
  for (const char* id : {"a", "b", "c"}) Venue(id);
  const auto set = Value(SetWays(Way("b", "a", 20) + Way("a", "b", 30) + Way("a", "c", 10)));
  EXPECT_EQ(set.travel_times_size(), 3);
  EXPECT_THAT(Ways("page_size: 2"), ElementsAre("a b 30", "a c 10", "b a 20"));
  EXPECT_THAT(Ways("origin: 'venues/a' page_size: 1"), ElementsAre("a b 30", "a c 10"));
  Value(SetWays(Way("a", "b", 5)));
  EXPECT_THAT(Ways("origin: 'venues/a'"), ElementsAre("a b 5", "a c 10"));
  EXPECT_THAT(forum_.Ask(&S::ListTravelTimes, "origin: 'venues/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(AssetsTest, AWayHoldsBackToo) {
  Venue("a");
  Venue("b");
  const auto set = Value(SetWays("both_ways: true " + Way("a", "b", 30)));
  EXPECT_EQ(set.travel_times_size(), 2);
  EXPECT_THAT(Ways(), ElementsAre("a b 30", "b a 30"));
}

TEST_P(AssetsTest, NoWayIsLongerThanByWayOfAThirdVenue) {
  for (const char* id : {"a", "b", "c"}) Venue(id);
  Value(SetWays("both_ways: true " + Way("a", "b", 10) + Way("b", "c", 10)));
  const auto refused = SetWays(Way("a", "c", 21));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_TRAVEL_TIMES_INCONSISTENT));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kInvalidArgument));
  base::Metadata metadata = base::MetadataOf(refused.status());
  EXPECT_EQ(metadata["from"], "venues/a");
  EXPECT_EQ(metadata["to"], "venues/c");
  EXPECT_EQ(metadata["via"], "venues/b");
  EXPECT_THAT(Ways("origin: 'venues/a'"), ElementsAre("a b 10"));
  EXPECT_THAT(SetWays(Way("a", "c", 20)), IsOk());
  // What is set together is judged together.
  EXPECT_THAT(SetWays(Way("a", "c", 60) + Way("a", "b", 50)), IsOk());
  EXPECT_THAT(SetWays(Way("a", "b", 49)), RefusedFor(v1::ERROR_REASON_TRAVEL_TIMES_INCONSISTENT));
}

TEST_P(AssetsTest, AWayLeadsBetweenVenuesThatThereAre) {
  Venue("a");
  const auto refused = SetWays(Way("a", "none", 5));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(base::MetadataOf(refused.status())["field"], "travel_times[0].destination");
  Value(DeleteVenue(Venue("ruin")));
  EXPECT_THAT(SetWays(Way("ruin", "a", 5)), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST_P(AssetsTest, TheAnswerTellsHowManyCanNoLongerGetThereInTime) {
  Venue("a");
  Venue("b");
  forum_.bookings.late = 3;
  EXPECT_EQ(Value(SetWays(Way("a", "b", 30))).misfits(), 3);
}

// --- The change log, and many at once.

TEST_P(AssetsTest, WhatHappensStandsInTheDirectorysChain) {
  const std::string a = Venue("a");
  Venue("b");
  Value(UpdateVenue(a, "note: 'x'"));
  Value(SetWays(Way("a", "b", 5)));
  Value(DeleteVenue(a));
  std::vector<std::string> told;
  ASSERT_THAT(storage::ReadAndWait(
                  forum_.store(),
                  [&](storage::Tx& tx) -> absl::Status {
                    told.clear();
                    return tx.Run(
                        {"SELECT resource, kind FROM changes "
                         "WHERE partition_name = 'directory' ORDER BY number",
                         {},
                         [&](const storage::Row& row) {
                           told.push_back(absl::StrCat(
                               row.Text(0), " ",
                               v1::Change::Kind_Name(static_cast<v1::Change::Kind>(row.Int(1)))));
                         }});
                  }),
              IsOk());
  EXPECT_THAT(told, ElementsAre("venues/a CREATED", "venues/b CREATED", "venues/a UPDATED",
                                "venues/a/travelTimes/b UPDATED", "venues/a DELETED"));
}

TEST_P(AssetsTest, TwoWhoCombineRoomsAtOnceMakeNoCycle) {
  for (int round = 0; round < 5; ++round) {
    const std::string left = absl::StrCat("l", round);
    const std::string right = absl::StrCat("r", round);
    Asset(left);
    Asset(right);
    std::atomic<int> done = 0;
    testing::Race(2, [&](int i) {
      const std::string& whole = i == 0 ? left : right;
      const std::string& part = i == 0 ? right : left;
      if (UpdateAsset("assets/" + whole, absl::StrCat("parts: 'assets/", part, "'")).ok()) ++done;
    });
    EXPECT_EQ(done, 1);
  }
}

TEST_P(AssetsTest, AVenueIsDeletedOrGetsAnAssetButNotBoth) {
  for (int round = 0; round < 5; ++round) {
    const std::string id = absl::StrCat("v", round);
    const std::string venue = Venue(id);
    std::atomic<int> done = 0;
    testing::Race(2, [&](int i) {
      const bool ok = i == 0 ? DeleteVenue(venue).ok()
                             : CreateAsset(absl::StrCat("a", round),
                                           absl::StrCat("kind: ROOM venue: '", venue, "'"))
                                   .ok();
      if (ok) ++done;
    });
    EXPECT_EQ(done, 1);
  }
}

// --- What other rooms read.

TEST_P(AssetsTest, OtherRoomsFindAssetsByKindAndVenueAndWaysByTheirEnds) {
  Venue("a");
  Venue("b");
  Asset("r1", "kind: ROOM venue: 'venues/a'");
  Asset("r2", "kind: ROOM venue: 'venues/b'");
  Asset("t1", "kind: TABLE venue: 'venues/a'");
  Value(DeleteAsset(Asset("r3", "kind: ROOM venue: 'venues/a'")));
  Value(SetWays(Way("a", "b", 15)));
  const auto read = [&](storage::Tx& tx) -> absl::Status {
    const auto ids = [&](A::Kind kind, absl::string_view venue) {
      std::vector<std::string> names;
      for (const A& asset : Value(ListAssetsOf(tx, kind, venue))) {
        names.emplace_back(base::LastId(asset.name()));
      }
      return names;
    };
    EXPECT_THAT(ids(A::KIND_UNSPECIFIED, ""), ElementsAre("r1", "r2", "t1"));
    EXPECT_THAT(ids(A::ROOM, ""), ElementsAre("r1", "r2"));
    EXPECT_THAT(ids(A::KIND_UNSPECIFIED, "venues/a"), ElementsAre("r1", "t1"));
    EXPECT_THAT(ids(A::ROOM, "venues/a"), ElementsAre("r1"));
    EXPECT_EQ(Value(FindTravelTime(tx, "venues/a", "venues/b")), absl::Minutes(15));
    EXPECT_EQ(Value(FindTravelTime(tx, "venues/b", "venues/a")), absl::ZeroDuration());
    EXPECT_EQ(Value(FindTravelTime(tx, "venues/a", "venues/a")), absl::ZeroDuration());
    EXPECT_EQ(Value(LongestTravelTime(tx)), absl::Minutes(15));
    return absl::OkStatus();
  };
  EXPECT_THAT(storage::ReadAndWait(forum_.store(), read), IsOk());
}

}  // namespace
}  // namespace plenary::assets
