#include "services/schedule/calendar_rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/protos.h"

namespace plenary::schedule {
namespace {

using interchange::CalendarEntry;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Parse;

// The line of a session at ten in Minsk; `rest` is the text of further fields.
CalendarLine Line(const std::string& rest = "", const std::string& id = "opening") {
  CalendarLine line;
  line.item = Parse<v1::ProgrammeItem>(
      absl::StrCat("activity: 'events/tibo/sessions/", id,
                   "' title: 'Opening' state: RELEASED start_time_zone: 'Europe/Minsk' "
                   "end_time_zone: 'Europe/Minsk' interval { start_time { seconds: 1685602800 } "
                   "end_time { seconds: 1685606400 } } update_time { seconds: 1681732800 } "),
      rest);
  return line;
}

CalendarEntry EntryOf(const CalendarLine& line, const CalendarStyle& style = {}) {
  return CalendarOf({line}, style).entries.at(0);
}

std::vector<std::string> Uids(const std::vector<CalendarLine>& lines) {
  std::vector<std::string> uids;
  for (const CalendarEntry& entry : CalendarOf(lines, {}).entries) uids.push_back(entry.uid);
  return uids;
}

TEST(CalendarRulesTest, AnEntryIsCalledByWhatItIsAndNeverOtherwise) {
  const auto uid = [](const std::string& activity, const std::string& rest = "") {
    return OwnUid(Parse<v1::ProgrammeItem>(absl::StrCat("activity: '", activity, "' ", rest)));
  };
  EXPECT_EQ(uid("events/tibo/sessions/a"), "a@tibo");
  EXPECT_EQ(uid("events/tibo/meetings/a"), "a.meeting@tibo");
  EXPECT_EQ(uid("events/tibo/bookings/a"), "a.booking@tibo");
  EXPECT_EQ(uid("events/tibo/participants/a", "kind: ARRIVAL"), "a.arrival@tibo");
  EXPECT_EQ(uid("events/tibo/participants/a", "kind: DEPARTURE"), "a.departure@tibo");
}

TEST(CalendarRulesTest, WhatCameFromAnotherCalendarKeepsItsUid) {
  CalendarLine line = Line();
  line.external_id = "talk@example.org";
  EXPECT_EQ(EntryOf(line).uid, "talk@example.org");
}

TEST(CalendarRulesTest, OfTwoEntriesThatCameWithOneUidTheFirstByNameKeepsIt) {
  CalendarLine one = Line("", "a");
  CalendarLine other = Line("", "b");
  one.external_id = other.external_id = "talk@example.org";
  EXPECT_THAT(Uids({one, other}), ElementsAre("talk@example.org", "b@tibo"));
  EXPECT_THAT(Uids({other, one}), ElementsAre("b@tibo", "talk@example.org"));
}

TEST(CalendarRulesTest, WhatIsCancelledIsCalledOffAndWhatMayNotBeIsTentative) {
  EXPECT_EQ(EntryOf(Line()).status, CalendarEntry::kConfirmed);
  EXPECT_EQ(EntryOf(Line("state: CANCELLED")).status, CalendarEntry::kCancelled);
  EXPECT_EQ(EntryOf(Line("state: DRAFT")).status, CalendarEntry::kTentative);
  CalendarLine held = Line();
  held.is_held = true;
  EXPECT_EQ(EntryOf(held).status, CalendarEntry::kTentative);
}

TEST(CalendarRulesTest, TheHallTheVenueAndItsAddressAreThePlace) {
  CalendarLine line = Line("place: 'Hall 1' venue: 'Palace' track: 'Trade' sequence: 3");
  line.address = "1 Example Street";
  const CalendarEntry entry = EntryOf(line);
  EXPECT_EQ(entry.location, "Hall 1, Palace, 1 Example Street");
  EXPECT_THAT(entry.categories, ElementsAre("Trade"));
  EXPECT_EQ(entry.sequence, 3);
  // Where nothing else says it, the place is the venue.
  EXPECT_EQ(EntryOf(Line("place: 'Palace' venue: 'Palace'")).location, "Palace");
}

TEST(CalendarRulesTest, AFlightHasTheClockOfEachEnd) {
  const CalendarEntry entry =
      EntryOf(Line("end_time_zone: 'Asia/Shanghai' journey: 'Example Air EX 1'"));
  EXPECT_EQ(entry.start.time_zone, "Europe/Minsk");
  EXPECT_EQ(entry.end.time_zone, "Asia/Shanghai");
  EXPECT_EQ(entry.description, "Example Air EX 1");
}

TEST(CalendarRulesTest, GuestsAreToldWhoSpeaksAndNotWhomToCall) {
  const CalendarLine line = Line(
      "speakers: 'Анна Примерова' languages: 'ru' languages: 'zh' interpretation: SIMULTANEOUS "
      "guest_note: 'Вход по паспорту' note: 'вода' phones: '+375 29 000-00-00'");
  CalendarStyle style;
  style.language = "ru";
  EXPECT_EQ(EntryOf(line, style).description,
            "Докладчики: Анна Примерова\nЯзыки: ru, zh\nсинхронный перевод\nВход по паспорту");
  style.is_working = true;
  EXPECT_EQ(EntryOf(line, style).description,
            "Докладчики: Анна Примерова\nЯзыки: ru, zh\nсинхронный перевод\nВход по паспорту\n"
            "Телефоны: +375 29 000-00-00\nвода");
}

TEST(CalendarRulesTest, WhatItIsAboutStandsLastAndIsCutBetweenCharacters) {
  CalendarLine line = Line();
  line.about = "О связи";
  EXPECT_EQ(EntryOf(line).description, "О связи");
  CalendarStyle style;
  style.most_about = 4;  // a letter has two bytes
  EXPECT_EQ(EntryOf(line, style).description, "О …");
  line.item.set_guest_note("Badge");
  EXPECT_EQ(EntryOf(line).description, "Badge\n\nО связи");
}

TEST(CalendarRulesTest, WhoInvitesIsReadFromAName) {
  CalendarLine line = Line();
  line.organizer = "Anna Example <anna@example.org>";
  EXPECT_EQ(EntryOf(line).organizer.name, "Anna Example");
  EXPECT_EQ(EntryOf(line).organizer.mail, "anna@example.org");
  line.organizer = "anna@example.org";
  EXPECT_EQ(EntryOf(line).organizer.mail, "anna@example.org");
  line.organizer = "The forum";
  EXPECT_EQ(EntryOf(line).organizer.name, "The forum");
  EXPECT_THAT(EntryOf(line).organizer.mail, IsEmpty());
}

}  // namespace
}  // namespace plenary::schedule
