#include "services/assets/rules.h"

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"

namespace plenary::assets {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kNamed[] = "name: 'assets/a' display_names { language: 'en' text: 'Hall' } ";

std::vector<std::string> WrongWith(const std::string& asset) {
  base::FieldErrors errors;
  CheckAsset(Parse<v1::Asset>(std::string(kNamed) + asset), "asset", errors);
  return BadFields(errors.ToStatus());
}

std::string Weekly(const std::string& hours) {
  return "kind: ROOM availability { weekly { " + hours + " } } ";
}

struct AssetCase {
  const char* label;
  std::string asset;
  const char* field;  // empty: nothing is wrong
};

class AssetRulesTest : public ::testing::TestWithParam<AssetCase> {};

TEST_P(AssetRulesTest, AnAssetIsWellFormedOrTellsTheFieldThatIsNot) {
  const std::vector<std::string> wrong = WrongWith(GetParam().asset);
  if (std::string(GetParam().field).empty()) {
    EXPECT_THAT(wrong, IsEmpty());
  } else {
    EXPECT_THAT(wrong, ElementsAre(GetParam().field));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Cases, AssetRulesTest,
    ::testing::Values(
        AssetCase{"APlainRoom", "kind: ROOM", ""},
        AssetCase{"TwoNamesInOneLanguage",
                  "kind: ROOM display_names { language: 'EN' text: 'Room' }",
                  "asset.display_names[1]"},
        AssetCase{"HoursUntilTheEndOfTheDay",
                  Weekly("day: MONDAY start { hours: 9 } end { hours: 24 }"), ""},
        AssetCase{"HoursBeyondMidnight",
                  Weekly("day: MONDAY start { hours: 9 } end { hours: 24 minutes: 1 }"),
                  "asset.availability.weekly[0].end"},
        AssetCase{"HoursThatEndBeforeTheyStart",
                  Weekly("day: MONDAY start { hours: 22 } end { hours: 6 }"),
                  "asset.availability.weekly[0].end"},
        AssetCase{"EmptyHours", Weekly("day: MONDAY start { hours: 9 } end { hours: 9 }"),
                  "asset.availability.weekly[0].end"},
        AssetCase{"NoTimeOfDay",
                  Weekly("day: MONDAY start { hours: 9 minutes: 60 } end { hours: 12 }"),
                  "asset.availability.weekly[0].start"},
        AssetCase{"HoursThatTouch",
                  "kind: ROOM availability {"
                  " weekly { day: MONDAY start { hours: 14 } end { hours: 18 } }"
                  " weekly { day: MONDAY start { hours: 9 } end { hours: 14 } } }",
                  ""},
        AssetCase{"HoursOfOneDayThatOverlap",
                  "kind: ROOM availability {"
                  " weekly { day: MONDAY start { hours: 13 } end { hours: 18 } }"
                  " weekly { day: MONDAY start { hours: 9 } end { hours: 14 } } }",
                  "asset.availability.weekly[0]"},
        AssetCase{"TheSameHoursOfTwoDays",
                  "kind: ROOM availability {"
                  " weekly { day: MONDAY start { hours: 9 } end { hours: 14 } }"
                  " weekly { day: TUESDAY start { hours: 9 } end { hours: 14 } } }",
                  ""},
        AssetCase{
            "AnExceptionWithoutAnEnd",
            "kind: ROOM availability { exceptions { interval { start_time { seconds: 9 } } } }",
            "asset.availability.exceptions[0].interval"},
        AssetCase{"AnExceptionOfElevenYears",
                  "kind: ROOM availability { exceptions { interval { start_time { seconds: 0 } "
                  "end_time { seconds: 347000000 } } } }",
                  "asset.availability.exceptions[0].interval"},
        AssetCase{"AnEmptyException",
                  "kind: ROOM availability { exceptions { interval { start_time { seconds: 9 } "
                  "end_time { seconds: 9 } } } }",
                  "asset.availability.exceptions[0].interval"},
        AssetCase{"ASetupOfADay", "kind: ROOM setup_duration { seconds: 86400 }", ""},
        AssetCase{"ASetupOfMoreThanADay", "kind: ROOM setup_duration { seconds: 86401 }",
                  "asset.setup_duration"},
        AssetCase{"AClearUpOfHalfASecond", "kind: ROOM clear_up_duration { nanos: 500000000 }",
                  "asset.clear_up_duration"},
        AssetCase{"ANegativeClearUp", "kind: ROOM clear_up_duration { seconds: -60 }",
                  "asset.clear_up_duration"},
        AssetCase{"LanguagesOfARoom", "kind: ROOM language_pairs { from: 'ru' to: 'zh' }",
                  "asset.language_pairs"},
        AssetCase{"ModesOfACar", "kind: VEHICLE modes: WHISPERED", "asset.modes"},
        AssetCase{"APersonOfARoom", "kind: ROOM person: 'people/p'", "asset.person"},
        AssetCase{"APersonOfACar", "kind: VEHICLE person: 'people/p'", ""},
        AssetCase{"AnInterpreter",
                  "kind: INTERPRETER person: 'people/p' modes: SIMULTANEOUS modes: WHISPERED "
                  "language_pairs { from: 'ru' to: 'zh' both_ways: true } "
                  "language_pairs { from: 'ru' to: 'en' }",
                  ""},
        AssetCase{"OneLanguageIntoItself",
                  "kind: INTERPRETER language_pairs { from: 'ru' to: 'RU' }",
                  "asset.language_pairs[0]"},
        AssetCase{"AWayBackThatIsSaidTwice",
                  "kind: INTERPRETER language_pairs { from: 'ru' to: 'zh' both_ways: true } "
                  "language_pairs { from: 'zh' to: 'ru' }",
                  "asset.language_pairs[1]"},
        AssetCase{"NoModeAtAll", "kind: INTERPRETER modes: NONE", "asset.modes[0]"},
        AssetCase{"AModeTwice", "kind: INTERPRETER modes: WHISPERED modes: WHISPERED",
                  "asset.modes[1]"},
        AssetCase{"PartsOfACar", "kind: VEHICLE parts: 'assets/b'", "asset.parts"},
        AssetCase{"APartOfItself", "kind: ROOM parts: 'assets/b' parts: 'assets/a'",
                  "asset.parts[1]"},
        AssetCase{"APartTwice", "kind: ROOM parts: 'assets/b' parts: 'assets/b'",
                  "asset.parts[1]"}),
    [](const auto& each) { return std::string(each.param.label); });

TEST(VenueRulesTest, AVenueHasANameOnceInEachLanguage) {
  base::FieldErrors errors;
  CheckVenue(Parse<v1::VenueRecord>("addresses { language: 'en' text: 'Here' } "
                                    "addresses { language: 'en' text: 'There' }"),
             "venue", errors);
  EXPECT_THAT(BadFields(errors.ToStatus()),
              ElementsAre("venue.display_names", "venue.addresses[1]"));
}

TEST(PartRulesTest, APartIsARoomATableOrEquipmentWithOneUnit) {
  const auto wrong = [](const std::string& part) {
    base::FieldErrors errors;
    CheckPart(Parse<v1::Asset>(part), "asset.parts[0]", errors);
    return BadFields(errors.ToStatus());
  };
  EXPECT_THAT(wrong("kind: ROOM capacity: 1"), IsEmpty());
  EXPECT_THAT(wrong("kind: ROOM capacity: 2"), ElementsAre("asset.parts[0]"));
  EXPECT_THAT(wrong("kind: VEHICLE"), ElementsAre("asset.parts[0]"));
}

TEST(CapacityRulesTest, ACapacityBelowWhatIsBookedIsRefusedWithWhoAndWhen) {
  const auto asset = Parse<v1::Asset>("name: 'assets/sets' capacity: 5");
  EXPECT_THAT(CheckCapacity(asset, 5, absl::UnixEpoch(), "events/e/sessions/s"), IsOk());
  const absl::Status refused = CheckCapacity(asset, 6, absl::UnixEpoch(), "events/e/sessions/s");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_CAPACITY_BELOW_USE));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kFailedPrecondition));
  base::Metadata metadata = base::MetadataOf(refused);
  EXPECT_EQ(metadata["blockedBy"], "events/e/sessions/s");
  EXPECT_EQ(metadata["booked"], "6");
  EXPECT_EQ(metadata["capacity"], "5");
  EXPECT_EQ(metadata["at"], "1970-01-01T00:00:00+00:00");
}

TEST(TravelTimesTest, TimesBetweenTwoVenuesContradictNothing) {
  TravelTimes times;
  times.Set("venues/a", "venues/b", 600);
  times.Set("venues/b", "venues/a", 900);
  EXPECT_FALSE(times.FindDetour("venues/a", "venues/b").has_value());
}

TEST(TravelTimesTest, AWayMayTakeAsLongAsByWayOfAThirdVenueAndNoLonger) {
  TravelTimes times;
  times.Set("venues/a", "venues/b", 600);
  times.Set("venues/b", "venues/c", 300);
  times.Set("venues/a", "venues/c", 900);
  EXPECT_FALSE(times.FindDetour("venues/a", "venues/c").has_value());
  times.Set("venues/a", "venues/c", 901);
  // Whichever of the three was set, it is the long one that is told.
  for (const auto& [from, to] :
       {std::pair("venues/a", "venues/b"), std::pair("venues/b", "venues/c"),
        std::pair("venues/a", "venues/c")}) {
    const auto detour = times.FindDetour(from, to);
    ASSERT_TRUE(detour.has_value()) << from << " " << to;
    EXPECT_EQ(detour->from, "venues/a");
    EXPECT_EQ(detour->to, "venues/c");
    EXPECT_EQ(detour->via, "venues/b");
  }
}

TEST(TravelTimesTest, AWayThatIsNotSetIsNotTakenForNone) {
  TravelTimes times;
  times.Set("venues/a", "venues/b", 600);
  times.Set("venues/b", "venues/c", 600);
  EXPECT_FALSE(times.FindDetour("venues/a", "venues/b").has_value());
}

TEST(TravelTimesTest, AWholeCityIsCheckedWayByWay) {
  TravelTimes times;
  constexpr int kVenues = 60;
  const auto venue = [](int i) { return absl::StrCat("venues/v", i); };
  for (int i = 0; i < kVenues; ++i) {
    for (int j = 0; j < kVenues; ++j) {
      if (i != j) times.Set(venue(i), venue(j), 60 * std::abs(i - j));
    }
  }
  for (int i = 0; i < kVenues; ++i) {
    EXPECT_FALSE(times.FindDetour(venue(i), venue((i + 7) % kVenues)).has_value());
  }
  times.Set(venue(3), venue(9), 60 * 7);
  const auto detour = times.FindDetour(venue(3), venue(9));
  ASSERT_TRUE(detour.has_value());
  EXPECT_EQ(detour->from, venue(3));
  EXPECT_EQ(detour->to, venue(9));
}

TEST(TravelTimesTest, ARequestSetsAWayOnceBetweenTwoVenuesWithinTwoDays) {
  const auto wrong = [](const std::string& text, bool both_ways) {
    const auto request = Parse<v1::SetTravelTimesRequest>(text);
    base::FieldErrors errors;
    CheckTravelTimes(request.travel_times(), both_ways, "travel_times", errors);
    return BadFields(errors.ToStatus());
  };
  const std::string there =
      "travel_times { origin: 'venues/a' destination: 'venues/b' duration { seconds: 60 } } ";
  const std::string back =
      "travel_times { origin: 'venues/b' destination: 'venues/a' duration { seconds: 60 } } ";
  EXPECT_THAT(wrong(there + back, false), IsEmpty());
  EXPECT_THAT(wrong(there + back, true), ElementsAre("travel_times[1]"));
  EXPECT_THAT(wrong(there + there, false), ElementsAre("travel_times[1]"));
  EXPECT_THAT(
      wrong("travel_times { origin: 'venues/a' destination: 'venues/a' duration {} }", false),
      ElementsAre("travel_times[0].destination"));
  EXPECT_THAT(wrong("travel_times { origin: 'venues/a' destination: 'venues/b' "
                    "duration { seconds: 172801 } }",
                    false),
              ElementsAre("travel_times[0].duration"));
}

TEST(ClearForOthersTest, TelephonesAndNotesAreForTheSecretariatAndABureauToo) {
  auto interpreter = Parse<v1::Asset>(
      "kind: INTERPRETER contact_name: 'Bureau' contact_phone: '+375' note: 'dear'");
  ClearForOthers(interpreter);
  EXPECT_THAT(interpreter.contact_name() + interpreter.contact_phone() + interpreter.note(),
              IsEmpty());
  auto car = Parse<v1::Asset>("kind: VEHICLE contact_name: 'Ivan' contact_phone: '+375'");
  ClearForOthers(car);
  EXPECT_EQ(car.contact_name(), "Ivan");
  EXPECT_THAT(car.contact_phone(), IsEmpty());
}

}  // namespace
}  // namespace plenary::assets
