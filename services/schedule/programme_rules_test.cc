#include "services/schedule/programme_rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/protos.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::InText;
using ::plenary::testing::Parse;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kGuest[] = "events/tibo/participants/guest";
constexpr char kOfficial[] = "people/official";

absl::TimeZone Zone(const std::string& name) {
  absl::TimeZone zone;
  absl::LoadTimeZone(name, &zone);
  return zone;
}
absl::Time At(const std::string& zone, int day, int hour, int minute = 0, int month = 4) {
  return absl::FromCivil(absl::CivilSecond(2023, month, day, hour, minute, 0), Zone(zone));
}
std::string Between(absl::Time start, absl::Time end) {
  return absl::StrCat("interval { start_time ", InText(start), " end_time ", InText(end), " } ");
}

// A forum in Minsk with a hall, a car, an interpreter, a guest and an official.
Facts World() {
  Facts facts;
  facts.event = Parse<v1::Event>("name: 'events/tibo' time_zone: 'Europe/Minsk'");
  facts.venues["venues/palace"] = Parse<v1::VenueRecord>(
      "name: 'venues/palace' time_zone: 'Europe/Minsk' "
      "display_names { language: 'ru' text: 'Дворец' } "
      "display_names { language: 'en' text: 'Palace' }");
  facts.venues["venues/tower"] = Parse<v1::VenueRecord>(
      "name: 'venues/tower' time_zone: 'Europe/Berlin' "
      "display_names { language: 'en' text: 'Tower' }");
  facts.assets["assets/hall"] = Parse<v1::Asset>(
      "name: 'assets/hall' kind: ROOM venue: 'venues/palace' "
      "display_names { language: 'ru' text: 'Зал 1' } "
      "display_names { language: 'en' text: 'Hall 1' }");
  facts.assets["assets/car"] = Parse<v1::Asset>(
      "name: 'assets/car' kind: VEHICLE display_names { language: 'ru' text: '0000 AA-7' } "
      "contact_name: 'Возилов' contact_phone: '+375 29 000-00-01'");
  facts.assets["assets/zh"] = Parse<v1::Asset>(
      "name: 'assets/zh' kind: INTERPRETER display_names { language: 'ru' text: 'Китайский' } "
      "person: 'people/interpreter'");
  const auto person = [&](const std::string& name, const std::string& rest) {
    facts.people[name] = Parse<v1::Person>(absl::StrCat("name: '", name, "' ", rest));
  };
  person("people/guest",
         "names { language: 'ru' family_name: 'Гостев' given_name: 'Иван' } "
         "names { language: 'en' family_name: 'Gostev' given_name: 'Ivan' }");
  person(kOfficial,
         "names { language: 'ru' family_name: 'Ответов' given_name: 'Пётр' } "
         "work_phone: '+375 17 000-00-02'");
  person("people/interpreter",
         "names { language: 'ru' family_name: 'Словова' given_name: 'Анна' } "
         "work_phone: '+375 29 000-00-03'");
  facts.participants[kGuest] =
      Parse<v1::Participant>(absl::StrCat("name: '", kGuest, "' person: 'people/guest' "));
  facts.organizations["organizations/kursk"] = Parse<v1::Organization>(
      "name: 'organizations/kursk' display_names { language: 'ru' text: 'Курская область' }");
  facts.delegations["events/tibo/delegations/kursk"] = Parse<v1::Delegation>(
      "name: 'events/tibo/delegations/kursk' organization: 'organizations/kursk'");
  facts.delegations["events/tibo/delegations/hosts"] = Parse<v1::Delegation>(
      "name: 'events/tibo/delegations/hosts' display_names { language: 'ru' text: 'Хозяева' }");
  return facts;
}

v1::Activity Session(const std::string& rest) {
  return Parse<v1::Activity>(
      absl::StrCat("session { name: 'events/tibo/sessions/s' state: RELEASED ", rest, " }"));
}
v1::Activity Dinner() {
  return Session(absl::StrCat(
      Between(At("Europe/Minsk", 18, 19), At("Europe/Minsk", 18, 22)),
      "kind: MEAL titles { language: 'ru' text: 'Ужин' } titles { language: 'en' text: 'Dinner' } ",
      "guest_notes { language: 'ru' text: 'Пригласительные' } note: 'счёт министерству' ",
      "assets { asset: 'assets/hall' } assets { asset: 'assets/car' } ",
      "delegations: 'events/tibo/delegations/kursk' responsible: '", kOfficial, "' ",
      "interpretation { mode: CONSECUTIVE interpreters: 'assets/zh' } ", "attendees { who: '",
      kGuest, "' person: 'people/guest' interval { end_time ",
      InText(At("Europe/Minsk", 18, 20, 30)), " } }"));
}

ProgrammeStyle InRussian(bool is_working = false) {
  ProgrammeStyle style;
  style.language = "ru";
  style.is_working = is_working;
  style.with_contacts = is_working;
  style.with_attendees = is_working;
  return style;
}

TEST(ProgrammeRulesTest, GuestsAreToldWhatWhenAndWhereAndNothingOfThoseWhoWork) {
  const v1::ProgrammeItem item = ItemOf(Dinner(), World(), InRussian());
  EXPECT_EQ(item.title(), "Ужин");
  EXPECT_EQ(item.place(), "Зал 1");
  EXPECT_EQ(item.venue(), "Дворец");
  EXPECT_EQ(item.guest_note(), "Пригласительные");
  EXPECT_EQ(item.local_start(), "2023-04-18T19:00:00");
  EXPECT_THAT(item.parties(), ElementsAre("Курская область"));
  EXPECT_EQ(item.note(), "");
  EXPECT_THAT(item.vehicles(), IsEmpty());
  EXPECT_THAT(item.interpreters(), IsEmpty());
  EXPECT_THAT(item.responsible(), IsEmpty());
  EXPECT_THAT(item.phones(), IsEmpty());
  EXPECT_THAT(item.attendees(), IsEmpty());
}

TEST(ProgrammeRulesTest, TheWorkingProgrammeNamesCarInterpreterOfficialAndTheirTelephones) {
  const v1::ProgrammeItem item = ItemOf(Dinner(), World(), InRussian(true));
  EXPECT_EQ(item.note(), "счёт министерству");
  EXPECT_THAT(item.vehicles(), ElementsAre("0000 AA-7 (Возилов)"));
  EXPECT_THAT(item.interpreters(), ElementsAre("Словова Анна"));
  EXPECT_THAT(item.responsible(), ElementsAre("Ответов Пётр"));
  EXPECT_THAT(item.phones(),
              ElementsAre("Ответов Пётр: +375 17 000-00-02", "Возилов: +375 29 000-00-01",
                          "Словова Анна: +375 29 000-00-03"));
  EXPECT_THAT(item.attendees(), ElementsAre("Гостев Иван"));
}

TEST(ProgrammeRulesTest, WhatIsForTheSecretariatAloneIsNotToldToOthersWhoWork) {
  ProgrammeStyle style = InRussian(true);
  style.with_contacts = false;
  const v1::ProgrammeItem item = ItemOf(Dinner(), World(), style);
  EXPECT_THAT(item.vehicles(), ElementsAre("0000 AA-7"));
  EXPECT_THAT(item.phones(),
              ElementsAre("Ответов Пётр: +375 17 000-00-02", "Словова Анна: +375 29 000-00-03"));
}

TEST(ProgrammeRulesTest, TextsAreInTheLanguageElseInTheNextOneThatAReaderKnows) {
  ProgrammeStyle style;
  style.language = "en";
  EXPECT_EQ(ItemOf(Dinner(), World(), style).title(), "Dinner");
  style.language = "zh";
  EXPECT_EQ(ItemOf(Dinner(), World(), style).title(), "Dinner");
  EXPECT_EQ(ItemOf(Dinner(), World(), style).place(), "Hall 1");
  style.language = "be";
  EXPECT_EQ(ItemOf(Dinner(), World(), style).title(), "Ужин");
  style.language = "";
  EXPECT_EQ(ItemOf(Dinner(), World(), style).title(), "Ужин");
}

TEST(ProgrammeRulesTest, AMeetingWithoutATitleIsNamedByItsParties) {
  const auto meeting = Parse<v1::Activity>(absl::StrCat(
      "meeting { name: 'events/tibo/meetings/m' parties { delegation: "
      "'events/tibo/delegations/kursk' } parties { delegation: 'events/tibo/delegations/hosts' } ",
      Between(At("Europe/Minsk", 18, 9), At("Europe/Minsk", 18, 10)), " }"));
  const v1::ProgrammeItem item = ItemOf(meeting, World(), InRussian());
  EXPECT_EQ(item.title(), "Курская область – Хозяева");
  EXPECT_TRUE(item.is_meeting());
}

TEST(ProgrammeRulesTest, AFlightIsShownInLocalTimeAtEachEnd) {
  const auto flight = Session(absl::StrCat(
      Between(At("Europe/Minsk", 18, 10), At("Europe/Minsk", 18, 12, 30)),
      "kind: DEPARTURE titles { language: 'en' text: 'Flight' } journey { carrier: 'Belavia' "
      "number: 'B2 895' end_time_zone: 'Europe/Berlin' origins { language: 'en' text: 'Minsk' } "
      "destinations { language: 'en' text: 'Berlin' } }"));
  const v1::ProgrammeItem item = ItemOf(flight, World(), ProgrammeStyle());
  EXPECT_EQ(item.local_start(), "2023-04-18T10:00:00");
  EXPECT_EQ(item.start_time_zone(), "Europe/Minsk");
  EXPECT_EQ(item.local_end(), "2023-04-18T11:30:00");
  EXPECT_EQ(item.end_time_zone(), "Europe/Berlin");
  EXPECT_EQ(item.journey(), "Belavia B2 895");
  EXPECT_EQ(item.place(), "Minsk – Berlin");
}

TEST(ProgrammeRulesTest, TimesOfDayFollowDaylightSavingAtTheVenue) {
  const auto tour = [&](int day) {
    const absl::Time start = At("UTC", day, 8, 0, 3);
    return ItemOf(
        Session(absl::StrCat(Between(start, start + absl::Hours(1)), "venue: 'venues/tower'")),
        World(), ProgrammeStyle());
  };
  // Clocks in Berlin went forward on 26 March 2023.
  EXPECT_EQ(tour(25).local_start(), "2023-03-25T09:00:00");
  EXPECT_EQ(tour(26).local_start(), "2023-03-26T10:00:00");
}

TEST(ProgrammeRulesTest, AnAttendeeIsThereForTheirOwnPartOfTheTime) {
  const auto item = ItemOfPerson(Dinner(), "people/guest", World(), InRussian());
  ASSERT_TRUE(item.has_value());
  EXPECT_EQ(item->local_start(), "2023-04-18T19:00:00");
  EXPECT_EQ(item->local_end(), "2023-04-18T20:30:00");
}

TEST(ProgrammeRulesTest, WhoDeclinedIsNotThere) {
  v1::Activity dinner = Dinner();
  dinner.mutable_session()->mutable_attendees(0)->set_answer(v1::Attendee::DECLINED);
  EXPECT_FALSE(ItemOfPerson(dinner, "people/guest", World(), InRussian()).has_value());
}

TEST(ProgrammeRulesTest, TheResponsibleOfficialOrganizes) {
  const auto item = ItemOfPerson(Dinner(), kOfficial, World(), InRussian());
  ASSERT_TRUE(item.has_value());
  EXPECT_EQ(item->role(), v1::Attendee::ORGANIZER);
}

TEST(ProgrammeRulesTest, DaysAreThoseOfTheLocalDatesOnWhichSomethingBegins) {
  std::vector<v1::ProgrammeItem> items;
  // Half past eleven in the evening in Minsk is still yesterday evening in Berlin.
  const absl::Time late = At("Europe/Minsk", 19, 0, 30);
  items.push_back(ItemOf(Session(Between(late, late + absl::Hours(1))), World(), {}));
  items.push_back(
      ItemOf(Session(absl::StrCat(Between(late, late + absl::Hours(1)), "venue: 'venues/tower'")),
             World(), {}));
  items.push_back(ItemOf(Dinner(), World(), {}));
  const auto days = ByDay(items);
  ASSERT_EQ(days.size(), 2u);
  EXPECT_EQ(days[0].date(), "2023-04-18");
  ASSERT_EQ(days[0].items_size(), 2);
  EXPECT_EQ(days[0].items(0).kind(), v1::Session::MEAL);
  EXPECT_EQ(days[1].date(), "2023-04-19");
  EXPECT_EQ(days[1].items_size(), 1);
  EXPECT_EQ(ZoneOfMost(items, "UTC"), "Europe/Minsk");
  EXPECT_EQ(ZoneOfMost({}, "Asia/Shanghai"), "Asia/Shanghai");
}

// Somebody of the same flight as kGuest.
v1::Participant Travels(const std::string& id) {
  return Parse<v1::Participant>(
      absl::StrCat("name: 'events/tibo/participants/", id, "' display_name: '", id,
                   "' stay { arrival { time ", InText(At("Europe/Minsk", 17, 15)),
                   " carrier: 'Belavia' number: 'B2 956' place: 'Минск' } }"));
}

TEST(ProgrammeRulesTest, PeopleWhoTravelTogetherAreOneLine) {
  std::vector<v1::ProgrammeItem> journeys;
  for (const char* id : {"ann", "bob"}) {
    journeys.push_back(*ArrivalOf(Travels(id), World(), InRussian(true)));
  }
  EXPECT_FALSE(DepartureOf(Travels("ann"), World(), InRussian()).has_value());
  std::vector<v1::ProgrammeItem> items;
  AddJourneys(journeys, items);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].title(), "Прибытие");
  EXPECT_EQ(items[0].place(), "Минск");
  EXPECT_EQ(items[0].local_start(), "2023-04-17T15:00:00");
  EXPECT_THAT(items[0].attendees(), ElementsAre("ann", "bob"));
}

TEST(ProgrammeRulesTest, AJourneyThatIsAnItemOfTheStayIsNotShownTwice) {
  std::vector<v1::ProgrammeItem> items = {
      ItemOf(Session(absl::StrCat(Between(At("Europe/Minsk", 17, 14), At("Europe/Minsk", 17, 15)),
                                  "kind: ARRIVAL journey { number: 'B2956' }")),
             World(), {})};
  AddJourneys({*ArrivalOf(Travels("ann"), World(), InRussian())}, items);
  EXPECT_EQ(items.size(), 1u);
}

}  // namespace
}  // namespace plenary::schedule
