#include "services/schedule/export_conference_rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/interchange/conference_reader.h"
#include "services/interchange/conference_writer.h"
#include "services/schedule/import_rules.h"
#include "tests/testing/protos.h"

namespace plenary::schedule {
namespace {

using interchange::Conference;
using interchange::ConferenceEvent;
using ::testing::ElementsAre;
using testing::EqualsProto;
using testing::InText;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Ne;
using testing::Parse;
using ::testing::SizeIs;

// By the clock in Minsk (UTC+3).
absl::Time Clock(int day, int hour) {
  return absl::FromCivil(absl::CivilHour(2023, 6, day, hour), absl::FixedTimeZone(3 * 60 * 60));
}

class ConferenceRulesTest : public ::testing::Test {
 protected:
  ConferenceRulesTest() {
    source_.facts.event = Parse<v1::Event>(
        "name: 'events/tibo' time_zone: 'Europe/Minsk' display_names { language: 'en' text: "
        "'TIBO' }");
  }
  void Add(const std::string& id, absl::Time start, const std::string& rest = "") {
    *source_.sessions.emplace_back().mutable_session() = Parse<v1::Session>(
        absl::StrCat("name: 'events/tibo/sessions/", id, "' titles { language: 'en' text: '", id,
                     "' } interval { start_time ", InText(start), " end_time ",
                     InText(start + absl::Hours(1)), " }"),
        rest);
  }
  void AddRoom(const std::string& id, const std::string& name, const std::string& venue) {
    source_.facts.assets[absl::StrCat("assets/", id)] =
        Parse<v1::Asset>(absl::StrCat("name: 'assets/", id, "' kind: ROOM venue: 'venues/", venue,
                                      "' display_names { language: 'en' text: '", name, "' }"));
    source_.facts.venues[absl::StrCat("venues/", venue)] = Parse<v1::VenueRecord>(absl::StrCat(
        "time_zone: 'Europe/Minsk' display_names { language: 'en' text: '", venue, "' }"));
  }
  Conference Made() { return ConferenceOf(source_, "en"); }
  static std::vector<std::string> Days(const Conference& conference) {
    std::vector<std::string> days;
    for (const interchange::ConferenceDay& day : conference.days) {
      days.push_back(absl::FormatCivilTime(*day.date));
    }
    return days;
  }

  ConferenceSource source_;
};

TEST_F(ConferenceRulesTest, WhatBeginsInTheNightBelongsToTheDayBefore) {
  Add("late", Clock(2, 1));
  Add("day", Clock(1, 10));
  Add("early", Clock(4, 5));  // nothing is on the day before
  const Conference made = Made();
  EXPECT_THAT(Days(made), ElementsAre("2023-06-01", "2023-06-04"));
  EXPECT_EQ(made.events[0].day, 0);
  EXPECT_EQ(made.events[1].day, 0);
  EXPECT_EQ(made.events[2].day, 1);
  EXPECT_EQ(made.days[0].start, Clock(1, 10));
  EXPECT_EQ(made.days[0].end, Clock(2, 2));
  EXPECT_EQ(made.days[0].index, 1);
  EXPECT_EQ(made.start, absl::CivilDay(2023, 6, 1));
  EXPECT_EQ(made.end, absl::CivilDay(2023, 6, 4));
}

TEST_F(ConferenceRulesTest, TimesAreToldInTheZoneOfMostSessions) {
  Add("a", Clock(1, 10), "time_zone: 'Europe/Berlin'");
  Add("b", Clock(1, 11), "time_zone: 'Europe/Berlin'");
  Add("c", Clock(1, 12));
  EXPECT_EQ(Made().time_zone.name(), "Europe/Berlin");
}

TEST_F(ConferenceRulesTest, RoomsStandByNameAndTwoOfOneNameAreToldApart) {
  AddRoom("one", "Hall", "Palace");
  AddRoom("two", "Hall", "Hotel");
  AddRoom("three", "Attic", "Hotel");
  Add("a", Clock(1, 10), "assets { asset: 'assets/one' }");
  Add("b", Clock(1, 11), "assets { asset: 'assets/two' }");
  Add("c", Clock(2, 12), "assets { asset: 'assets/three' }");
  const Conference made = Made();
  ASSERT_THAT(made.rooms, SizeIs(3));
  EXPECT_EQ(made.rooms[0].name, "Attic");
  EXPECT_THAT(made.days[0].rooms, ElementsAre("Hall (Hotel)", "Hall (Palace)"));
  EXPECT_THAT(made.days[1].rooms, ElementsAre("Attic"));
  EXPECT_EQ(made.events[0].room, "Hall (Palace)");
  EXPECT_EQ(made.venue, "Palace");
}

TEST_F(ConferenceRulesTest, WhatHasNoIdsGetsTheSameOnesEveryTime) {
  Add("a", Clock(1, 10));
  Add("b", Clock(1, 10));
  const Conference made = Made();
  EXPECT_THAT(made.events[0].guid,
              MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  EXPECT_THAT(made.events[0].id, MatchesRegex("[0-9]+"));
  EXPECT_THAT(made.events[1].guid, Ne(made.events[0].guid));
  source_.sessions.erase(source_.sessions.begin());
  EXPECT_EQ(Made().events[0].guid, made.events[1].guid);
  EXPECT_EQ(Made().events[0].id, made.events[1].id);
}

TEST_F(ConferenceRulesTest, WhatCameFromACalendarHasItsUid) {
  Add("a", Clock(1, 10), "external_id: 'talk@example.org'");
  EXPECT_EQ(Made().events[0].guid, "talk@example.org");
}

TEST_F(ConferenceRulesTest, WhoSpeaksOrModeratesIsThereAndWhoDeclinedIsNot) {
  source_.facts.people["people/anna"] = Parse<v1::Person>(
      "name: 'people/anna' names { language: 'en' given_name: 'Anna' "
      "family_name: 'Example' }");
  source_.facts.people["people/boris"] =
      Parse<v1::Person>("name: 'people/boris' names { language: 'en' family_name: 'Boris' }");
  source_.imported["people/anna"] = {"42", ""};
  Add("a", Clock(1, 10),
      "attendees { who: 'people/anna' person: 'people/anna' role: SPEAKER } "
      "attendees { who: 'people/boris' person: 'people/boris' role: SPEAKER answer: DECLINED }");
  Add("b", Clock(1, 11),
      "attendees { who: 'people/anna' person: 'people/anna' role: MODERATOR } "
      "attendees { who: 'people/boris' person: 'people/boris' role: PARTICIPANT }");
  const Conference made = Made();
  ASSERT_THAT(made.persons, SizeIs(1));
  EXPECT_EQ(made.persons[0].name, "Anna Example");
  EXPECT_EQ(made.persons[0].id, "42");
  EXPECT_THAT(made.events[0].speakers, SizeIs(1));
  EXPECT_THAT(made.events[1].speakers, SizeIs(1));
}

TEST_F(ConferenceRulesTest, WhoWasImportedHasTheNameOfTheFileUntilSomebodyChangesIt) {
  v1::Person& anna = source_.facts.people["people/anna"];
  anna = Parse<v1::Person>("name: 'people/anna'");
  *anna.add_names() = NameOfImported("Anna EXAMPLE (anex)", "en");
  source_.imported["people/anna"] = {"42", "Anna EXAMPLE (anex)"};
  Add("a", Clock(1, 10), "attendees { who: 'people/anna' person: 'people/anna' role: SPEAKER }");
  EXPECT_EQ(Made().persons[0].name, "Anna EXAMPLE (anex)");
  EXPECT_EQ(Made().events[0].speakers[0].name, "Anna EXAMPLE (anex)");
  anna.mutable_names(0)->set_family_name("Married");
  EXPECT_EQ(Made().persons[0].name, "Anna Married");
}

TEST_F(ConferenceRulesTest, ARoomInWhichNothingIsIsDeclaredByEveryDay) {
  AddRoom("one", "Hall", "Palace");
  AddRoom("two", "Attic", "Palace");
  source_.rooms = {"assets/one", "assets/two"};
  Add("a", Clock(1, 10), "assets { asset: 'assets/one' }");
  Add("b", Clock(2, 10));
  const Conference made = Made();
  EXPECT_THAT(made.days[0].rooms, ElementsAre("Attic", "Hall"));
  EXPECT_THAT(made.days[1].rooms, ElementsAre("Attic"));
}

// One event of a file with everything that an import keeps.
constexpr char kFile[] =
    "<schedule><conference><title>Example</title></conference>"
    "<day index='1' date='2023-06-01'><room name='Hall'>"
    "<event id='7' guid='guid-7' code='C7' feedback='yes'><date>2023-06-01T10:00:00+03:00</date>"
    "<start>10:00</start><duration>01:00</duration><room>Hall</room><slug>talk</slug>"
    "<url>https://example.org/7</url><recording><license>CC0</license><optout>true</optout>"
    "<url>https://example.org/7.webm</url><link>https://example.org/v</link></recording>"
    "<title>Talk</title><subtitle>Sub</subtitle><track>Trade</track><type>lecture</type>"
    "<language>en</language><abstract>Short</abstract><description>Long</description>"
    "<logo>logo.png</logo><persons/><links><link href='https://example.org/a'>A</link></links>"
    "<attachments><attachment href='s.pdf'>Slides</attachment>"
    "<attachment href='t.pdf'>Text</attachment></attachments>"
    "<video_download_url>https://example.org/d</video_download_url>"
    "<feedback_url>https://example.org/f</feedback_url>"
    "<origin_url>https://example.org/o</origin_url><mood>fine</mood></event>"
    "</room></day></schedule>";

ImportedItem ReadItem(const std::string& xml) {
  const auto file = interchange::ReadConference(xml, {});
  EXPECT_TRUE(file.ok()) << file.status();
  return FromConference(*file, {}).items.at(0);
}

TEST_F(ConferenceRulesTest, WhatWasImportedComesOutAsItCameIn) {
  const ImportedItem item = ReadItem(kFile);
  v1::Session session = item.session;
  session.set_name("events/tibo/sessions/seven");
  session.set_track("events/tibo/tracks/trade");
  session.add_assets()->set_asset("assets/hall");
  AddRoom("hall", "Hall", "Palace");
  source_.facts.tracks["events/tibo/tracks/trade"] =
      Parse<v1::Track>("name: 'events/tibo/tracks/trade' display_names { text: 'Trade' }");
  *source_.sessions.emplace_back().mutable_session() = session;
  const ImportedItem again = ReadItem(interchange::WriteConference(Made()).xml);
  // The file had no zone; what is written has one.
  v1::Session expected = item.session;
  expected.set_time_zone(again.session.time_zone());
  EXPECT_THAT(again.session, EqualsProto(expected));
  EXPECT_EQ(again.key, "guid-7");
  EXPECT_EQ(again.room, "Hall");
  EXPECT_EQ(again.track, "Trade");
}

TEST_F(ConferenceRulesTest, WhatWasToldApartByItsTitleIsAgain) {
  Add("Talk", Clock(1, 10), "external_id: 'Talk'");
  const Conference made = Made();
  EXPECT_THAT(made.events[0].guid, IsEmpty());
  EXPECT_THAT(made.events[0].id, IsEmpty());
}

TEST_F(ConferenceRulesTest, AnEventWithNothingMakesAScheduleWithNothing) {
  const Conference made = Made();
  EXPECT_THAT(made.days, IsEmpty());
  EXPECT_EQ(made.title, "TIBO");
  EXPECT_TRUE(interchange::ReadConference(interchange::WriteConference(made).xml, {}).ok());
}

}  // namespace
}  // namespace plenary::schedule
