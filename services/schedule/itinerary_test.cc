// Itineraries and programmes over every engine: whose, what of them, in which words, and who is
// told what.
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
using ::plenary::testing::RefusedFor;
using ::plenary::testing::ScheduleForum;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class ItineraryTest : public testing::ScheduleTest {
 protected:
  static std::string Titled(const std::string& title) {
    return absl::StrCat("titles { language: 'en' text: '", title, "' } ");
  }
  // A session of that title alone.
  std::string Session(const std::string& title, int hour, const std::string& rest = "",
                      const std::string& event = Forum::kEvent, int day = 1) {
    v1::CreateSessionRequest request;
    request.set_parent(event);
    *request.mutable_session() = testing::Parse<v1::Session>(
        absl::StrCat(Titled(title), Interval(Clock(hour, 0, day), Clock(hour + 1, 0, day)), rest));
    return Value(forum_.Do(&ScheduleForum::Schedule::CreateSession, request)).name();
  }

  absl::StatusOr<v1::Itinerary> Ask(const std::string& subject, const std::string& rest = "") {
    return forum_.Ask(&ScheduleForum::Schedule::GetItinerary,
                      absl::StrCat("subject: '", subject, "' language_code: 'en' ", rest));
  }
  static std::vector<std::string> Titles(const v1::Itinerary& itinerary) {
    std::vector<std::string> titles;
    for (const v1::ProgrammeItem& item : itinerary.items()) titles.push_back(item.title());
    return titles;
  }
  std::vector<std::string> TitlesOf(const std::string& subject, const std::string& rest = "") {
    return Titles(Value(Ask(subject, rest)));
  }

  absl::StatusOr<v1::Programme> Programme(const std::string& subject,
                                          const std::string& rest = "") {
    return forum_.Ask(&ScheduleForum::Schedule::GetProgramme,
                      absl::StrCat("subject: '", subject, "' language_code: 'en' ", rest));
  }
  // "2023-06-01 Opening".
  static std::vector<std::string> Days(const v1::Programme& programme) {
    std::vector<std::string> all;
    for (const v1::Programme::Day& day : programme.days()) {
      for (const v1::ProgrammeItem& item : day.items()) {
        all.push_back(absl::StrCat(day.date(), " ", item.title()));
      }
    }
    return all;
  }

  void ActAs(const std::vector<base::Grant>& grants) {
    access_ = std::make_unique<base::Access>(grants);
    forum_.ActAs("users/anna", access_.get());
  }
  void ActAsFocalPointOf(const std::string& delegation) { ActAs({{v1::REGISTRAR, delegation}}); }

  std::unique_ptr<base::Access> access_;
};
PLENARY_ON_EVERY_ENGINE(ItineraryTest);

TEST_P(ItineraryTest, AParticipantsItineraryHoldsWhatTheyAttendAndTheirOwnJourneys) {
  const std::string guest = forum_.Confirmed(
      "", "events/tibo/categories/guests",
      absl::StrCat("stay { arrival { time ", InText(Clock(8)),
                   " carrier: 'Belavia' number: 'B2 956' place: 'Minsk' } departure { time ",
                   InText(Clock(23)), " } }"));
  Session("Opening", 10, Attends(guest, "role: SPEAKER"));
  Session("Not theirs", 11);
  Session("Lunch", 12, Attends(guest, "optional: true"));
  const v1::Itinerary itinerary = Value(Ask(guest));
  EXPECT_THAT(Titles(itinerary), ElementsAre("Arrival", "Opening", "Lunch", "Departure"));
  EXPECT_EQ(itinerary.items(0).activity(), guest);
  EXPECT_EQ(itinerary.items(0).journey(), "Belavia B2 956");
  EXPECT_EQ(itinerary.items(0).local_start(), "2023-06-01T08:00:00");
  EXPECT_EQ(itinerary.items(1).role(), v1::Attendee::SPEAKER);
  EXPECT_EQ(itinerary.items(1).local_start(), "2023-06-01T10:00:00");
  EXPECT_TRUE(itinerary.items(2).optional());
  EXPECT_EQ(itinerary.time_zone(), "Europe/Minsk");
  EXPECT_EQ(itinerary.version(), "0.3");
}

TEST_P(ItineraryTest, APersonsItineraryRunsOverAllEvents) {
  forum_.Event("", "expo");
  forum_.Category("guests", "", "events/expo");
  const std::string person = forum_.Person("Busy");
  const auto join = [&](const std::string& event) {
    return Value(
               forum_.Confirm(Value(forum_.Nominate(Value(forum_.Create(absl::StrCat(
                                                              "person: '", person, "' category: '",
                                                              event, "/categories/guests'")))
                                                        .name()))
                                  .name()))
        .name();
  };
  Session("At the forum", 10, Attends(join("events/tibo")));
  Session("At the expo", 14, Attends(join("events/expo")), "events/expo");
  forum_.Booking(Clock(17), Clock(18), absl::StrCat("purpose: 'Leave' people: '", person, "'"));
  EXPECT_THAT(TitlesOf(person), ElementsAre("At the forum", "At the expo", "Leave"));
  EXPECT_THAT(TitlesOf(person, Interval(Clock(12), Clock(15))), ElementsAre("At the expo"));
  ActAs({{v1::EVENT_MANAGER, "events/expo"}});
  // What is open in the other event they don't see, since they see nothing in it.
  EXPECT_THAT(TitlesOf(person), ElementsAre("At the expo"));
}

TEST_P(ItineraryTest, WhoDeclinesOrLeavesIsNotThere) {
  const std::string guest = forum_.Guest();
  const std::string session = Session("Opening", 10, Attends(guest));
  Value(forum_.Do(&ScheduleForum::Schedule::AnswerInvitation,
                  absl::StrCat("activity: '", session, "' who: '", guest, "' answer: DECLINED")));
  EXPECT_THAT(TitlesOf(guest), IsEmpty());
}

TEST_P(ItineraryTest, APartOfAHallIsTakenByTheWholeAndTheOtherWayRound) {
  Session("Everybody", 10, Uses("hall-ab"));
  Session("Some", 14, Uses("hall-a"));
  EXPECT_THAT(TitlesOf("assets/hall-a"), ElementsAre("Everybody", "Some"));
  EXPECT_THAT(TitlesOf("assets/hall-b"), ElementsAre("Everybody"));
  EXPECT_THAT(TitlesOf("assets/hall-ab"), ElementsAre("Everybody", "Some"));
  EXPECT_EQ(Value(Ask("assets/hall-a")).display_name(), "hall-a");
}

TEST_P(ItineraryTest, AnInterpreterIsWhereTheyInterpret) {
  Session("Talks", 10, testing::InterpretedByTheOne());
  EXPECT_THAT(TitlesOf("assets/ru-zh"), ElementsAre("Talks"));
  EXPECT_THAT(TitlesOf(forum_.interpreter_person()), ElementsAre("Talks"));
  Session("Transfer", 12, Uses("car"));
  EXPECT_THAT(TitlesOf("assets/car"), ElementsAre("Transfer"));
  EXPECT_THAT(TitlesOf(forum_.driver()), ElementsAre("Transfer"));
}

TEST_P(ItineraryTest, ADelegationsItineraryHoldsItsStayItsMeetingsAndItsPeoplesJourneys) {
  const std::string kursk = forum_.Delegation("kursk");
  const std::string omsk = forum_.Delegation("omsk");
  forum_.Confirmed(kursk, "events/tibo/categories/guests",
                   absl::StrCat("stay { arrival { time ", InText(Clock(8)), " } }"));
  const std::string guest = forum_.Guest(kursk);
  Session("Dinner", 19, absl::StrCat("delegations: '", kursk, "'"));
  Session("Panel", 11, Attends(guest, "role: SPEAKER"));
  Session("Another dinner", 19, absl::StrCat("delegations: '", omsk, "'"));
  Session("Open", 12);
  EXPECT_THAT(TitlesOf(kursk), ElementsAre("Arrival", "Panel", "Dinner"));
  EXPECT_EQ(Value(Ask(kursk)).display_name(), "kursk");
}

TEST_P(ItineraryTest, TheWorkInProgressIsForThoseWhoSeeTheWholeEvent) {
  const std::string kursk = forum_.Delegation("kursk");
  const std::string guest = forum_.Guest(kursk);
  forum_.WorkInVersions();
  Session("Planned", 10, Attends(guest));
  EXPECT_THAT(TitlesOf(guest), IsEmpty());
  EXPECT_THAT(TitlesOf(guest, "view: WORK_IN_PROGRESS"), ElementsAre("Planned"));
  EXPECT_EQ(Value(Ask(guest, "view: WORK_IN_PROGRESS")).version(), "");
  ActAsFocalPointOf(kursk);
  EXPECT_THAT(Ask(guest, "view: WORK_IN_PROGRESS"), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(Programme("events/tibo", "view: WORK_IN_PROGRESS"),
              RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
}

TEST_P(ItineraryTest, AnIntervalIsWellFormedAndAYearLongAtMost) {
  const auto asked = [&](absl::Time start, absl::Time end) {
    return BadFields(Ask("assets/car", Interval(start, end)));
  };
  EXPECT_THAT(asked(Clock(10), Clock(10)), ElementsAre("interval"));
  EXPECT_THAT(asked(Clock(12), Clock(10)), ElementsAre("interval"));
  EXPECT_THAT(asked(Clock(10), Clock(10) + absl::Hours(24 * 367)), ElementsAre("interval"));
  EXPECT_THAT(asked(Clock(10), Clock(10) + absl::Hours(24 * 366)), IsEmpty());
}

TEST_P(ItineraryTest, TimesOfDayFollowTheClockOfTheVenueAcrossAChangeOfIt) {
  forum_.AddVenue("tower", "Europe/Berlin");
  forum_.Event("interval { start_time { seconds: 1698364800 } end_time { seconds: 1698710400 } }",
               "autumn");
  const auto at_seven = [&](int day) {
    v1::CreateSessionRequest request;
    request.set_parent("events/autumn");
    const absl::Time start =
        absl::FromCivil(absl::CivilSecond(2023, 10, day, 7, 0, 0), absl::UTCTimeZone());
    *request.mutable_session() = testing::Parse<v1::Session>(absl::StrCat(
        Titled("Tour"), "venue: 'venues/tower' ", Interval(start, start + absl::Hours(1))));
    Value(forum_.Do(&ScheduleForum::Schedule::CreateSession, request));
  };
  at_seven(28);
  at_seven(29);  // clocks went back that night
  const v1::Programme programme = Value(Programme("events/autumn"));
  ASSERT_THAT(programme.days(), SizeIs(2));
  EXPECT_EQ(programme.days(0).items(0).local_start(), "2023-10-28T09:00:00");
  EXPECT_EQ(programme.days(1).items(0).local_start(), "2023-10-29T08:00:00");
  EXPECT_EQ(programme.days(1).items(0).start_time_zone(), "Europe/Berlin");
}

TEST_P(ItineraryTest, AnEventsProgrammeIsWhatIsForEverybodyAndTheWorkingOneIsAll) {
  const std::string kursk = forum_.Delegation("kursk");
  Session("Opening", 10);
  Session("Dinner", 19, absl::StrCat("delegations: '", kursk, "' note: 'two tables'"));
  Session("Second day", 9, "", Forum::kEvent, 2);
  const v1::Programme guests = Value(Programme("events/tibo"));
  EXPECT_THAT(Days(guests), ElementsAre("2023-06-01 Opening", "2023-06-02 Second day"));
  EXPECT_EQ(guests.version(), "0.3");
  EXPECT_TRUE(guests.has_version_time());
  const v1::Programme working = Value(Programme("events/tibo", "rendering: WORKING"));
  EXPECT_THAT(Days(working),
              ElementsAre("2023-06-01 Opening", "2023-06-01 Dinner", "2023-06-02 Second day"));
  EXPECT_EQ(working.days(0).items(1).note(), "two tables");
}

TEST_P(ItineraryTest, AFocalPointHasTheGuestsProgrammeAndNoTelephonesWhateverItAsksFor) {
  const std::string kursk = forum_.Delegation("kursk");
  const std::string omsk = forum_.Delegation("omsk");
  const std::string guest = forum_.Guest(kursk);
  forum_.ChangeAsset("car", "contact_phone: '+375 29 000-00-01'");
  const std::string official =
      Value(forum_.Do(&Forum::Directory::CreatePerson,
                      "person { names { language: 'en' family_name: 'Official' } "
                      "work_phone: '+375 17 000-00-02' }"))
          .name();
  const std::string rest = absl::StrCat(Uses("car"), "responsible: '", official,
                                        "' note: 'for the staff' ", Attends(guest));
  Session("Dinner", 19, absl::StrCat("delegations: '", kursk, "' ", rest));
  Session("Others", 12, absl::StrCat("delegations: '", omsk, "'"));
  const v1::Programme working = Value(Programme(kursk, "rendering: WORKING"));
  EXPECT_THAT(working.days(0).items(0).phones(), SizeIs(2));
  EXPECT_THAT(working.days(0).items(0).responsible(), ElementsAre("Official"));

  ActAsFocalPointOf(kursk);
  EXPECT_THAT(Programme(kursk, "rendering: WORKING"), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(Programme("events/tibo", "rendering: WORKING"),
              RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  const v1::Programme own = Value(Programme(kursk));
  EXPECT_THAT(Days(own), ElementsAre("2023-06-01 Dinner"));
  for (const std::string& text :
       {own.ShortDebugString(), Value(Ask(kursk)).ShortDebugString(),
        Value(Ask(guest)).ShortDebugString(), Value(Ask("assets/car")).ShortDebugString()}) {
    EXPECT_THAT(text, Not(HasSubstr("+375")));
    EXPECT_THAT(text, Not(HasSubstr("for the staff")));
    EXPECT_THAT(text, Not(HasSubstr("Official")));
  }
}

TEST_P(ItineraryTest, AViewerIsToldOfficialsTelephonesButNotThoseOfAssets) {
  forum_.ChangeAsset("car", "contact_phone: '+375 29 000-00-01'");
  Session("Transfer", 12, Uses("car"));
  EXPECT_THAT(Value(Programme("events/tibo", "rendering: WORKING")).ShortDebugString(),
              HasSubstr("+375 29"));
  ActAs({{v1::VIEWER, "events/tibo"}});
  const v1::Programme working = Value(Programme("events/tibo", "rendering: WORKING"));
  EXPECT_THAT(Days(working), ElementsAre("2023-06-01 Transfer"));
  EXPECT_THAT(working.ShortDebugString(), Not(HasSubstr("+375 29")));
}

TEST_P(ItineraryTest, AnOlderVersionIsShownAsItWas) {
  const std::string session = Session("Opening", 10);
  Value(forum_.Do(&ScheduleForum::Schedule::MoveActivities,
                  absl::StrCat("parent: 'events/tibo' moves { activity: '", session,
                               "' start_time ", InText(Clock(15)), " }")));
  EXPECT_EQ(Value(Programme("events/tibo")).days(0).items(0).local_start(), "2023-06-01T15:00:00");
  const v1::Programme before = Value(Programme("events/tibo", "plan: 'events/tibo/plans/1'"));
  EXPECT_EQ(before.days(0).items(0).local_start(), "2023-06-01T10:00:00");
  EXPECT_EQ(before.version(), "0.1");
  EXPECT_THAT(Programme("events/tibo", "plan: 'events/tibo/plans/9'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(BadFields(Programme("events/tibo", "plan: 'events/expo/plans/1'")),
              ElementsAre("plan"));
}

TEST_P(ItineraryTest, WhatIsNotThereIsNotFound) {
  for (const char* subject : {"people/nobody", "assets/none", "events/tibo/participants/none",
                              "events/tibo/delegations/none"}) {
    EXPECT_THAT(Ask(subject), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND)) << subject;
  }
  EXPECT_THAT(Programme("events/none"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Programme("events/tibo/delegations/none"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace plenary::schedule
