#include "services/interchange/conference_reader.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/interchange/test_conferences.h"

namespace plenary::interchange {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Kind = ConferenceRemark::Kind;

std::vector<std::string> RoomsOf(const ConferenceFile& file) {
  std::vector<std::string> rooms;
  for (const ConferenceRoom& room : file.conference.rooms) {
    rooms.insert(rooms.end(), room.is_declared ? room.name : absl::StrCat(room.name, " (named)"));
  }
  return rooms;
}

std::vector<std::string> TracksOf(const ConferenceFile& file) {
  std::vector<std::string> tracks;
  for (const ConferenceTrack& track : file.conference.tracks) {
    tracks.insert(tracks.end(),
                  track.is_declared ? absl::StrCat(track.name, " (declared)") : track.name);
  }
  return tracks;
}

std::vector<std::string> SpeakersOf(const ConferenceFile& file, size_t event) {
  std::vector<std::string> speakers;
  for (const ConferenceSpeaker& speaker : file.conference.events.at(event).speakers) {
    const ConferencePerson& person =
        file.conference.persons.at(static_cast<size_t>(speaker.person));
    speakers.insert(speakers.end(), absl::StrCat(person.id, " ", speaker.name));
  }
  return speakers;
}

TEST(ReadConference, ReadsWhatPentabarfExports) {
  const ConferenceFile file = ReadGood(kPentabarf, "Europe/Brussels");
  const Conference& conference = file.conference;
  EXPECT_EQ(conference.title, "Example Days 2009");
  EXPECT_EQ(conference.venue, "Université d'Exemple");
  EXPECT_EQ(conference.city, "Exampleville");
  EXPECT_EQ(conference.start, absl::CivilDay(2009, 2, 7));
  EXPECT_EQ(conference.end, absl::CivilDay(2009, 2, 8));
  EXPECT_EQ(conference.timeslot_duration, absl::Minutes(15));
  EXPECT_EQ(conference.day_change, absl::Hours(4));
  EXPECT_THAT(conference.elements, ElementsAre(ConferenceElement{"release", {}, "FINAL", {}}));
  ASSERT_THAT(conference.days, SizeIs(2));
  EXPECT_EQ(conference.days[1].date, absl::CivilDay(2009, 2, 8));
  EXPECT_THAT(RoomsOf(file), ElementsAre("Aula (named)", "Bar (named)"));
  EXPECT_THAT(TracksOf(file), ElementsAre("Main"));
  ASSERT_THAT(conference.events, SizeIs(3));
  EXPECT_EQ(conference.events[0].abstract, "<p>Welcome &amp; hello</p>");
  EXPECT_EQ(conference.events[0].links.at(0).href, "http://example.org/a?b=1&c=2");
  EXPECT_THAT(conference.events[0].elements, IsEmpty()) << "an empty <end/> holds nothing";
  EXPECT_EQ(conference.events[1].duration, absl::Hours(1));
  EXPECT_EQ(conference.events[2].duration, absl::Minutes(30));
  EXPECT_THAT(conference.persons, SizeIs(1)) << "one id is one person";
  EXPECT_THAT(SpeakersOf(file, 2), ElementsAre("1 Erika Beispiel"));
  EXPECT_THAT(file.remarks, IsEmpty());
  EXPECT_THAT(file.event_lines, ElementsAre(16, 31, 40));
}

TEST(ReadConference, AnEventAfterMidnightBelongsToTheConferencesDayBefore) {
  const ConferenceFile file = ReadGood(kPentabarf, "Europe/Brussels");
  EXPECT_EQ(file.conference.events[1].day, 0);
  EXPECT_EQ(StartOf(file, 0), "2009-02-07 10:00 +01:00");
  EXPECT_EQ(StartOf(file, 1), "2009-02-08 01:30 +01:00");
  EXPECT_EQ(StartOf(file, 2), "2009-02-08 09:00 +01:00");
}

TEST(ReadConference, ReadsWhatFrabExports) {
  const ConferenceFile file = ReadGood(kFrab, "Europe/Berlin");
  const Conference& conference = file.conference;
  EXPECT_EQ(conference.version, "1.5 For example");
  EXPECT_EQ(conference.acronym, "ex2014");
  EXPECT_THAT(RoomsOf(file), ElementsAre("Saal 1", "Saal 2"));
  EXPECT_THAT(conference.days.at(0).rooms, ElementsAre("Saal 1", "Saal 2"));
  const ConferenceEvent& event = conference.events.at(0);
  EXPECT_EQ(event.guid, "29aecfd7-2e44-4f49-ab86-29b5e0877326");
  EXPECT_EQ(event.slug, "ex2014-6561-opening");
  EXPECT_EQ(event.subtitle, "Again");
  EXPECT_EQ(event.type, "lecture");
  EXPECT_EQ(event.language, "de");
  EXPECT_EQ(event.logo, "/system/events/logos/6561.png");
  EXPECT_EQ(event.recording, (ConferenceRecording{"cc-by", true, "", ""}));
  EXPECT_THAT(event.attachments, ElementsAre(ConferenceLink{"/a.pdf", "Slides", "slides", ""}));
  EXPECT_THAT(SpeakersOf(file, 0), ElementsAre("1544 Max Muster", "3874 Erika Beispiel"));
  EXPECT_EQ(StartOf(file, 1), "2014-12-28 00:15 +01:00");
  EXPECT_EQ(conference.events.at(1).day, 0);
  EXPECT_THAT(file.remarks, IsEmpty());
}

TEST(ReadConference, ReadsWhatPretalxExports) {
  const ConferenceFile file = ReadGood(kPretalx, "Europe/Minsk");
  const Conference& conference = file.conference;
  EXPECT_EQ(conference.generator,
            (ConferenceGenerator{"pretalx", "talks.example.org", "2023.1.0"}));
  EXPECT_EQ(conference.schedule_url, "https://talks.example.org/schedule.xml");
  EXPECT_EQ(conference.base_url, "https://talks.example.org");
  EXPECT_EQ(conference.title, "Пример & образец");
  EXPECT_EQ(conference.time_zone.name(), "Asia/Shanghai") << "the file's own, not the one told";
  EXPECT_THAT(conference.elements,
              ElementsAre(ConferenceElement{"color", {{"primary", "#3aa57c"}}, "", {}}));
  EXPECT_THAT(TracksOf(file), ElementsAre("Инновации (declared)", "Пусто (declared)"));
  EXPECT_EQ(conference.rooms.at(0).guid, "3a3ec0a5-4b8b-5f65-8a4e-5f0f0d6f0001");
  const ConferenceEvent& event = conference.events.at(0);
  EXPECT_EQ(event.code, "ABCDEF");
  EXPECT_EQ(event.duration, absl::Hours(26)) << "pretalx writes days in front of hours";
  EXPECT_EQ(event.url, "https://talks.example.org/talk/ABCDEF/");
  EXPECT_EQ(event.feedback_url, "https://talks.example.org/talk/ABCDEF/feedback/");
  EXPECT_EQ(event.origin_url, "https://talks.example.org/orga/ABCDEF/");
  EXPECT_EQ(event.links.at(0).service, "video");
  EXPECT_THAT(event.elements, ElementsAre(ConferenceElement{"do_not_stream", {}, "true", {}}));
  EXPECT_EQ(conference.persons.at(0).guid, "3a3ec0a5-4b8b-5f65-8a4e-5f0f0d6f0003");
  EXPECT_EQ(StartOf(file), "2023-04-18 09:30 +08:00");
  EXPECT_THAT(file.remarks, IsEmpty());
}

TEST(ReadConference, ReadsWhatWaferExports) {
  const ConferenceFile file = ReadGood(kWafer, "UTC");
  EXPECT_EQ(StartOf(file), "2022-10-13 09:00 +02:00");
  EXPECT_EQ(file.conference.events.at(0).description, "<p>An <em>example</em> &amp; more</p>")
      << "markup that is not escaped is the same text";
  EXPECT_THAT(file.conference.persons.at(0).attributes,
              ElementsAre(ConferenceAttribute{"contact", "jan@example.org"},
                          ConferenceAttribute{"twitter", "https://social.example.org/jan"}));
  EXPECT_EQ(file.conference.events.at(0).elements.at(0).name, "conf_url");
  EXPECT_THAT(file.remarks, IsEmpty());
}

TEST(ReadConference, KeepsWhatItDoesNotKnow) {
  const ConferenceFile file = ReadGood(
      "<schedule><conference><title>Т</title></conference><info a=\"1\">x<y>z</y></info>"
      "<day date=\"2023-04-18\"><note>обед</note>"
      "<event id=\"1\" state=\"confirmed\"><title>А</title><title>Б</title><room>Зал</room>"
      "<start>10:00</start><duration>01:00</duration></event></day></schedule>");
  const Conference& conference = file.conference;
  EXPECT_THAT(conference.schedule_elements,
              ElementsAre(ConferenceElement{
                  "info", {{"a", "1"}}, "x", {ConferenceElement{"y", {}, "z", {}}}}));
  EXPECT_THAT(conference.days[0].elements, ElementsAre(ConferenceElement{"note", {}, "обед", {}}));
  EXPECT_EQ(conference.days[0].index, 1);
  EXPECT_EQ(conference.events[0].title, "А");
  EXPECT_THAT(conference.events[0].elements, ElementsAre(ConferenceElement{"title", {}, "Б", {}}));
  EXPECT_THAT(conference.events[0].attributes,
              ElementsAre(ConferenceAttribute{"state", "confirmed"}));
  EXPECT_THAT(file.remarks, IsEmpty());
}

TEST(ReadConference, RemarksOnceWhatItDoesNotKeep) {
  const ConferenceFile file =
      ReadGood(DayOf("<room name=\"Зал А\">\n<size>5</size>\n<size>6</size>" +
                     EventOf("1",
                             "<start>10:00</start><duration>01:00</duration>"
                             "<links>\n<anchor>x</anchor></links>") +
                     "</room>"));
  EXPECT_THAT(KindsOf(file), ElementsAre(Kind::kNotKept, Kind::kNotKept));
  EXPECT_EQ(file.remarks[0].line, 2);
  EXPECT_EQ(file.remarks[1].line, 4);
}

// A start on 18 April 2023 in a conference whose days begin at some time.
struct StartCase {
  const char* label;
  const char* day;    // attributes
  const char* event;  // elements
  const char* start;
  std::vector<Kind> remarks;
};

TEST(ReadConference, AStartIsThatOfTheDateOrElseOfTheDay) {
  const std::vector<StartCase> cases = {
      {"time of the day",
       "date='2023-04-18'",
       "<start>09:30</start>",
       "2023-04-18 09:30 +03:00",
       {}},
      {"with seconds",
       "date='2023-04-18'",
       "<start>9:30:00</start>",
       "2023-04-18 09:30 +03:00",
       {}},
      {"an hour past 24",
       "date='2023-04-18'",
       "<start>25:30</start>",
       "2023-04-19 01:30 +03:00",
       {}},
      {"an hour past 24, in the morning",
       "date='2023-04-18'",
       "<start>29:59</start><date/>",
       "2023-04-19 05:59 +03:00",
       {}},
      {"before the day's start, which has no end",
       "date='2023-04-18' start='2023-04-18T09:00:00+03:00'",
       "<start>01:30</start>",
       "2023-04-19 01:30 +03:00",
       {}},
      {"after midnight",
       "date='2023-04-18' start='2023-04-18T09:00:00+03:00' "
       "end='2023-04-19T04:00:00+03:00'",
       "<start>01:30</start>",
       "2023-04-19 01:30 +03:00",
       {}},
      {"after midnight, behind the end",
       "date='2023-04-18' start='2023-04-18T09:00:00+03:00' "
       "end='2023-04-18T22:00:00+03:00'",
       "<start>01:30</start>",
       "2023-04-18 01:30 +03:00",
       {Kind::kEventOutside}},
      {"a date with an offset",
       "date='2023-04-18'",
       "<date>2023-04-18T10:00:00+05:00</date>",
       "2023-04-18 08:00 +03:00",
       {}},
      {"a date in UTC, the start local",
       "date='2023-04-18'",
       "<date>2023-04-18T06:30:00Z</date><start>09:30</start>",
       "2023-04-18 09:30 +03:00",
       {}},
      {"a date without an offset",
       "date='2023-04-18'",
       "<date>2023-04-18 10:00</date>",
       "2023-04-18 10:00 +03:00",
       {}},
      {"a date without a time",
       "date='2023-04-17'",
       "<date>2023-04-17</date><start>10:00</start>",
       "2023-04-17 10:00 +03:00",
       {}},
      {"date and start differ",
       "date='2023-04-18'",
       "<date>2023-04-18T10:00:00+03:00</date><start>11:00</start>",
       "2023-04-18 10:00 +03:00",
       {Kind::kStartsDiffer}},
      {"outside of the day",
       "date='2023-04-18'",
       "<date>2023-04-20T10:00:00+03:00</date>",
       "2023-04-20 10:00 +03:00",
       {Kind::kEventOutside}},
      {"no start", "date='2023-04-18'", "", "none", {Kind::kNoStart}},
      {"only a date", "date='2023-04-18'", "<date>2023-04-18</date>", "none", {Kind::kNoStart}},
      {"no time of day", "date='2023-04-18'", "<start>в обед</start>", "none", {Kind::kBadStart}},
      {"minute 75", "date='2023-04-18'", "<start>10:75</start>", "none", {Kind::kBadStart}},
      {"31 February",
       "date='2023-04-18'",
       "<date>2023-02-31T10:00:00Z</date>",
       "none",
       {Kind::kBadStart}},
      {"31 February, but a start",
       "date='2023-04-18'",
       "<date>2023-02-31T10:00:00Z</date><start>10:00</start>",
       "2023-04-18 10:00 +03:00",
       {Kind::kBadStart}},
      {"a day without a date",
       "index='1'",
       "<start>10:00</start>",
       "none",
       {Kind::kBadDate, Kind::kBadStart}},
      {"a day's date told by its start",
       "start='2023-04-18T08:00:00+03:00'",
       "<start>10:00</start>",
       "2023-04-18 10:00 +03:00",
       {}},
  };
  for (const StartCase& c : cases) {
    const ConferenceFile file = ReadGood(absl::StrCat(
        "<schedule><conference/><day ", c.day, "><event id='1'><title>А</title><room>Зал</room>",
        c.event, "<duration>01:00</duration></event></day></schedule>"));
    EXPECT_EQ(StartOf(file), c.start) << c.label;
    EXPECT_EQ(KindsOf(file), c.remarks) << c.label;
  }
}

TEST(ReadConference, WhereNoDayEndsAnEventBehindTheEveningOfItsRoomIsAfterMidnight) {
  const ConferenceFile file = ReadGood(DayOf(absl::StrCat(
      "<room name='Зал А'>", EventAt("1", "05:00", "01:00"), EventAt("2", "22:00", "01:00"),
      EventAt("3", "00:30", "01:00"), EventAt("4", "02:00", "01:00"), "</room><room name='Зал Б'>",
      "<event id='5'><title>А</title><start>00:30</start><duration>01:00</duration></event>",
      "</room>")));
  EXPECT_EQ(StartOf(file, 0), "2023-04-18 05:00 +03:00");
  EXPECT_EQ(StartOf(file, 2), "2023-04-19 00:30 +03:00");
  EXPECT_EQ(StartOf(file, 3), "2023-04-19 02:00 +03:00");
  EXPECT_EQ(StartOf(file, 4), "2023-04-18 00:30 +03:00") << "nothing in its room tells otherwise";
  EXPECT_THAT(file.remarks, IsEmpty());
}

TEST(ReadConference, AStartInAnHourThatTheClocksSkipOrRepeatIsRemarked) {
  const auto read = [](absl::string_view date, absl::string_view start) {
    return ReadGood(absl::StrCat("<schedule><conference/><day date='", date, "'>",
                                 EventAt("1", start, "01:00"), "</day></schedule>"),
                    "Europe/Brussels");
  };
  const ConferenceFile skipped = read("2023-03-26", "02:30");
  EXPECT_EQ(StartOf(skipped), "2023-03-26 03:30 +02:00");
  EXPECT_THAT(KindsOf(skipped), ElementsAre(Kind::kClockChange));
  const ConferenceFile repeated = read("2023-10-29", "02:30");
  EXPECT_EQ(StartOf(repeated), "2023-10-29 02:30 +02:00") << "the first of the two";
  EXPECT_THAT(KindsOf(repeated), ElementsAre(Kind::kClockChange));
}

TEST(ReadConference, AnUnknownTimeZoneLeavesTheOneAskedFor) {
  for (const char* name :
       {"Europe/Atlantis", "../../../etc/localtime", "/etc/localtime", "CEST+x"}) {
    const ConferenceFile file =
        ReadGood(absl::StrCat("<schedule><conference><time_zone_name>", name,
                              "</time_zone_name></conference></schedule>"));
    EXPECT_EQ(file.conference.time_zone.name(), "Europe/Minsk") << name;
    EXPECT_THAT(KindsOf(file), ElementsAre(Kind::kUnknownTimeZone)) << name;
  }
}

struct DurationCase {
  const char* text;
  absl::optional<absl::Duration> duration;
};

TEST(ReadConference, ADurationIsHoursAndMinutes) {
  const std::vector<DurationCase> cases = {
      {"00:45", absl::Minutes(45)},    {"0:45", absl::Minutes(45)},
      {"01:30:00", absl::Minutes(90)}, {"1:30:00", absl::Minutes(90)},
      {"00:00:30", absl::Seconds(30)}, {"100:00", absl::Hours(100)},
      {" 00:45\n", absl::Minutes(45)}, {"25:99", absl::nullopt},
      {"-00:30", absl::nullopt},       {"00:00", absl::nullopt},
      {"745:00", absl::nullopt},       {"45", absl::nullopt},
      {"00:45 ч", absl::nullopt},      {"99999999999:00", absl::nullopt},
  };
  for (const DurationCase& c : cases) {
    const ConferenceFile file = ReadGood(DayOf(EventAt("1", "10:00", c.text)));
    EXPECT_EQ(file.conference.events[0].duration, c.duration) << c.text;
    EXPECT_EQ(KindsOf(file), c.duration ? std::vector<Kind>{} : std::vector{Kind::kBadDuration})
        << c.text;
  }
}

TEST(ReadConference, WhatIsMissingIsRemarkedWithItsLineAndNothingIsLost) {
  const ConferenceFile file = ReadGood(
      DayOf("\n<room name='Зал А'>"
            "\n<event id='1'><start>10:00</start><duration>01:00</duration></event>"
            "\n<event id='2'><title>Б</title></event>"
            "\n<event id='3'><title>В</title><start>12:00</start><duration>01:00</duration>"
            "<room>Зал Б</room></event>"
            "\n</room>"
            "\n<event><title>Г</title><start>13:00</start><duration>01:00</duration></event>"));
  EXPECT_THAT(KindsOf(file), ElementsAre(Kind::kNoTitle, Kind::kNoStart, Kind::kNoDuration,
                                         Kind::kRoomsDiffer, Kind::kUndeclaredRoom, Kind::kNoRoom));
  EXPECT_EQ(file.remarks[0].event, 0);
  EXPECT_EQ(file.remarks[0].line, 3);
  EXPECT_EQ(file.remarks[1].line, 4);
  EXPECT_EQ(file.remarks[3].line, 5);
  EXPECT_EQ(file.remarks[5].event, 3);
  EXPECT_THAT(RoomsOf(file), ElementsAre("Зал А", "Зал Б (named)"));
  EXPECT_EQ(file.conference.events[0].room, "Зал А") << "that under which it stands";
  EXPECT_EQ(file.conference.events[2].room, "Зал Б") << "its own";
  EXPECT_THAT(file.conference.events, SizeIs(4));
}

TEST(ReadConference, DuplicateIdsAndGuidsAreBothKeptAndRemarked) {
  const ConferenceFile file = ReadGood(
      DayOf("<room name='Зал А'>"
            "\n<event id='1' "
            "guid='g'><title>А</title><start>10:00</start><duration>01:00</duration></event>"
            "\n<event id='1' "
            "guid='h'><title>Б</title><start>11:00</start><duration>01:00</duration></event>"
            "\n<event id='2' "
            "guid='g'><title>В</title><start>12:00</start><duration>01:00</duration></event>"
            "</room>"));
  EXPECT_THAT(KindsOf(file), ElementsAre(Kind::kDuplicateId, Kind::kDuplicateGuid));
  EXPECT_EQ(file.remarks[0].line, 3);
  EXPECT_EQ(file.remarks[1].line, 4);
  EXPECT_THAT(file.conference.events, SizeIs(3));
}

TEST(ReadConference, DaysThatContradictThemselvesAreRemarked) {
  const ConferenceFile file = ReadGood(
      "<schedule><conference><start>2023-04-18</start><end>2023-04-19</end><days>9</days>"
      "</conference>"
      "\n<day date='2023-04-18'/>"
      "\n<day date='2023-04-18'/>"
      "\n<day date='2023-05-18'/>"
      "\n<day date='2023-04-19' start='2023-04-19T10:00:00Z' end='2023-04-19T09:00:00Z'/>"
      "\n<day date='завтра'/>"
      "</schedule>");
  EXPECT_THAT(KindsOf(file), ElementsAre(Kind::kDaysDiffer, Kind::kDayRepeated, Kind::kDayOutside,
                                         Kind::kBadDate, Kind::kBadDate));
  EXPECT_EQ(file.remarks[1].line, 3);
  EXPECT_EQ(file.remarks[2].line, 4);
  EXPECT_THAT(file.conference.days, SizeIs(5));
}

TEST(ReadConference, AnEventOutsideOfEveryDayIsPutOnThatOfItsDate) {
  const ConferenceFile file = ReadGood(
      "<schedule><conference/><day date='2023-04-18'/><day date='2023-04-19'/>"
      "<event id='1'><title>А</title><room>Зал</room><date>2023-04-19T10:00:00+03:00</date>"
      "<duration>01:00</duration></event>"
      "<event id='2'><title>Б</title><room>Зал</room><start>10:00</start>"
      "<duration>01:00</duration></event></schedule>");
  EXPECT_EQ(file.conference.events[0].day, 1);
  EXPECT_EQ(file.conference.events[1].day, ConferenceEvent::kNoDay);
  EXPECT_THAT(KindsOf(file), ElementsAre(Kind::kNoDay, Kind::kBadStart, Kind::kNoDay));
}

TEST(ReadConference, PersonsAreToldApartByIdThenGuidThenCodeThenName) {
  const auto event = [](absl::string_view id, absl::string_view persons) {
    return EventOf(id, absl::StrCat("<start>1", id,
                                    ":00</start><duration>01:00</duration>"
                                    "<persons>",
                                    persons, "</persons>"));
  };
  const ConferenceFile file = ReadGood(DayOf(absl::StrCat(
      event("1",
            "<person id='7'>Анна Примерова</person><person guid='g'>Ли</person>"
            "<person code='c'>Ян</person><person>Пётр Образцов</person>"),
      event("2",
            "<person id='7' code='x'>А. Примерова</person><person guid='g'/>"
            "<person code='c'>Ян</person><person>Пётр Образцов</person><person> </person>"
            "<person id='8'>Анна Примерова</person>"))));
  ASSERT_THAT(file.conference.persons, SizeIs(5));
  EXPECT_EQ(file.conference.persons[0].name, "Анна Примерова");
  EXPECT_EQ(file.conference.persons[0].code, "x") << "what another event knows of them";
  EXPECT_THAT(SpeakersOf(file, 1),
              ElementsAre("7 А. Примерова", " ", " Ян", " Пётр Образцов", "8 Анна Примерова"));
  EXPECT_THAT(KindsOf(file), ElementsAre(Kind::kPersonDiffers, Kind::kPersonWithoutName));
}

TEST(ReadConference, IdsOfPersonsThatEachEventHasForItselfAreRemarked) {
  std::string events;
  for (int i = 0; i < 6; ++i) {
    absl::StrAppend(
        &events,
        EventOf(absl::StrCat(i), absl::StrCat("<start>1", i,
                                              ":00</start><duration>00:30"
                                              "</duration><persons><person id='",
                                              i, "'>Докладчик ", i % 3, "</person></persons>")));
  }
  const ConferenceFile file = ReadGood(DayOf(events));
  EXPECT_THAT(file.conference.persons, SizeIs(6)) << "an id is a person all the same";
  EXPECT_THAT(KindsOf(file), ElementsAre(Kind::kPersonIdsOfEvents));
}

TEST(ReadConference, OnlySoManyRemarksAreKeptAndTheOthersCounted) {
  ConferenceOptions options;
  options.limits.remarks = 3;
  std::string events;
  for (int i = 0; i < 10; ++i) absl::StrAppend(&events, EventAt("1", "10:00", "01:00"));
  const auto file = ReadConference(DayOf(events), options);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_THAT(file->remarks, SizeIs(3));
  EXPECT_EQ(file->remarks_left_out, 6);
}

}  // namespace
}  // namespace plenary::interchange
