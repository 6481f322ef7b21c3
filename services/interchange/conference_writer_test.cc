#include "services/interchange/conference_writer.h"

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/interchange/test_conferences.h"

namespace plenary::interchange {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Makes conferences at random, in the order in which they are written.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  Conference Make() {
    Conference& conference = conference_;
    if (Maybe()) conference.generator = {Text(), MaybeText(), MaybeText()};
    conference.schedule_url = MaybeText();
    conference.version = MaybeText();
    conference.schedule_elements = Elements(0);
    for (std::string* field :
         {&conference.acronym, &conference.title, &conference.subtitle, &conference.venue,
          &conference.city, &conference.url, &conference.base_url, &conference.logo}) {
      *field = MaybeText();
    }
    if (Maybe()) conference.start = absl::CivilDay(2023, 4, 18);
    if (Maybe()) conference.end = absl::CivilDay(2023, 4, 20);
    if (Maybe()) conference.timeslot_duration = absl::Minutes(5 + Below(60));
    if (Maybe()) conference.day_change = absl::Hours(Below(10));
    constexpr const char* kZones[] = {"Europe/Minsk", "Asia/Shanghai", "Europe/Brussels", "UTC",
                                      "America/New_York"};
    conference.time_zone = Zone(kZones[Below(5)]);
    conference.elements = Elements(0);
    MakeDeclaredTracks();
    MakePeople();
    for (int i = Below(4); i > 0; --i) MakeDay();
    NumberRooms();
    return std::move(conference_);
  }

 private:
  int Below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  bool Maybe() { return Below(2) == 0; }

  std::string Text() {
    static constexpr const char* kPieces[] = {"Пленарное заседание",
                                              "Дзень інавацый ў Мінску",
                                              "国际合作会议",
                                              "Plenary <session>",
                                              "A & B &amp; C",
                                              "\"quoted\" 'single'",
                                              "]]>",
                                              "🎉 emoji",
                                              "é à ü",
                                              "line\nbreak",
                                              "carriage\r\nreturn",
                                              "tab\tbed",
                                              "עברית",
                                              "<p>HTML</p>",
                                              "https://example.org/?a=1&b=2"};
    std::string text = kPieces[Below(15)];
    for (int i = Below(3); i > 0; --i) absl::StrAppend(&text, " ", kPieces[Below(15)]);
    return text;
  }
  std::string MaybeText() { return Maybe() ? Text() : ""; }
  // A text that none before was.
  std::string NewText() { return absl::StrCat(Text(), " ", ++number_); }

  std::vector<ConferenceElement> Elements(int level) {
    std::vector<ConferenceElement> elements;
    for (int i = Below(3); i > 0; --i) {
      ConferenceElement element{absl::StrCat("other-", Below(5)), {}, Text(), {}};
      if (Maybe()) element.attributes.push_back({"lang", Text()});
      if (level < 3) element.children = Elements(level + 1);
      elements.insert(elements.end(), std::move(element));
    }
    return elements;
  }

  void MakeDeclaredTracks() {
    for (int i = Below(4); i > 0; --i) {
      ConferenceTrack track{NewText(), MaybeText(), MaybeText(), true};
      conference_.tracks.insert(conference_.tracks.end(), std::move(track));
    }
  }

  // Whoever may speak; they become the conference's persons when they first do.
  void MakePeople() {
    for (int i = 0; i < 6; ++i) {
      ConferencePerson person;
      person.name = NewText();
      if (Maybe()) person.id = absl::StrCat(++number_);
      if (Maybe()) person.guid = NewText();
      if (Maybe()) person.code = NewText();
      if (Maybe()) person.attributes.push_back({"contact", Text()});
      people_.insert(people_.end(), std::move(person));
    }
  }

  void MakeDay() {
    ConferenceDay day;
    day.index = Below(100);
    day.date = absl::CivilDay(2023, 4, 18) + static_cast<int>(conference_.days.size());
    const absl::Time midnight = absl::FromCivil(*day.date, conference_.time_zone);
    if (Maybe()) day.start = midnight + absl::Hours(6);
    if (Maybe()) day.end = midnight + absl::Hours(28);
    day.elements = Elements(1);
    for (int i = Below(4); i > 0; --i) day.rooms.push_back(NewText());
    conference_.days.push_back(day);
    for (const std::string& room : day.rooms) {
      for (int i = Below(4); i > 0; --i) MakeEvent(room, midnight);
    }
    for (int i = Below(3); i > 0; --i) MakeEvent(Maybe() ? NewText() : "", midnight);
  }

  void MakeEvent(const std::string& room, absl::Time midnight) {
    ConferenceEvent event;
    event.id = Maybe() ? absl::StrCat(++number_) : "";
    event.guid = MaybeText();
    event.code = MaybeText();
    event.day = static_cast<int>(conference_.days.size()) - 1;
    event.room = room;
    if (Maybe()) event.start = midnight + absl::Seconds(60 * (360 + Below(1000)) + Below(2) * 30);
    if (Maybe()) event.duration = absl::Seconds(1 + Below(200'000));
    for (std::string* field :
         {&event.slug, &event.title, &event.subtitle, &event.type, &event.language, &event.abstract,
          &event.description, &event.logo, &event.url, &event.feedback_url, &event.origin_url,
          &event.video_download_url}) {
      *field = MaybeText();
    }
    event.links = Links();
    event.attachments = Links();
    event.recording = {MaybeText(), absl::nullopt, MaybeText(), MaybeText()};
    if (Maybe()) event.recording.optout = Maybe();
    if (Maybe()) event.attributes.push_back({"state", Text()});
    event.elements = Elements(1);
    SetTrack(event);
    SetSpeakers(event);
    conference_.events.push_back(std::move(event));
  }

  std::vector<ConferenceLink> Links() {
    std::vector<ConferenceLink> links;
    for (int i = Below(3); i > 0; --i) {
      links.insert(links.end(), {MaybeText(), MaybeText(), MaybeText(), MaybeText()});
    }
    return links;
  }

  void SetTrack(ConferenceEvent& event) {
    if (Maybe()) return;
    if (!conference_.tracks.empty() && Maybe()) {
      event.track =
          conference_
              .tracks[static_cast<size_t>(Below(static_cast<int>(conference_.tracks.size())))]
              .name;
      return;
    }
    event.track = NewText();
    conference_.tracks.push_back({event.track, "", "", false});
  }

  void SetSpeakers(ConferenceEvent& event) {
    for (int i = Below(4); i > 0; --i) {
      const ConferencePerson& person = people_[static_cast<size_t>(Below(6))];
      auto& known = conference_.persons;
      auto same = std::find(known.begin(), known.end(), person);
      const bool is_new = same == known.end();
      if (is_new) same = known.insert(known.end(), person);
      // Whoever has an id may be called otherwise.
      const bool has_id = !person.id.empty() || !person.guid.empty() || !person.code.empty();
      event.speakers.push_back({static_cast<int>(same - known.begin()),
                                !is_new && has_id && Maybe() ? MaybeText() : person.name});
    }
  }

  void NumberRooms() {
    std::set<std::string> known;
    const auto add = [&](const std::string& name, bool is_declared) {
      if (name.empty() || !known.insert(name).second) return;
      conference_.rooms.push_back({name, is_declared ? MaybeText() : "", is_declared});
    };
    for (const ConferenceDay& day : conference_.days) {
      for (const std::string& room : day.rooms) add(room, true);
    }
    for (const ConferenceEvent& event : conference_.events) add(event.room, false);
  }

  std::mt19937 random_;
  int number_ = 0;
  Conference conference_;
  std::vector<ConferencePerson> people_;
};

TEST(WriteConference, AnyConferenceIsTheSameOnceReadAgain) {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    const Conference conference = Generator(seed).Make();
    const ConferenceText text = WriteConference(conference);
    EXPECT_EQ(text.dropped_characters, 0) << seed;
    const auto file = ReadConference(text.xml, {});
    ASSERT_TRUE(file.ok()) << seed << ": " << file.status() << "\n" << text.xml;
    ASSERT_TRUE(file->conference == conference) << seed << ":\n"
                                                << text.xml << "\n"
                                                << WriteConference(file->conference).xml;
  }
}

TEST(WriteConference, WhatEveryProgramExportsIsTheSameOnceWrittenAndReadAgain) {
  for (const char* sample : {kPentabarf, kFrab, kPretalx, kWafer}) {
    const ConferenceFile file = ReadGood(sample, "Europe/Brussels");
    const ConferenceText text = WriteConference(file.conference);
    EXPECT_TRUE(ReadGood(text.xml, "UTC").conference == file.conference) << text.xml;
  }
}

TEST(WriteConference, WritesWhatTheSchemaWants) {
  Conference conference;
  conference.generator = {"example", "", "1.0"};
  conference.version = "3";
  conference.acronym = "primer-2023";
  conference.title = "Пример & образец";
  conference.time_zone = Zone("Europe/Minsk");
  conference.rooms = {{"Зал <А>", "0a000000-0000-4000-8000-000000000001", true}};
  conference.days.resize(1);
  conference.days[0].index = 1;
  conference.days[0].date = absl::CivilDay(2023, 4, 18);
  conference.days[0].rooms = {"Зал <А>"};
  conference.persons = {{"7", "", "", "Анна Примерова", {}}};
  ConferenceEvent& event = conference.events.emplace_back();
  event.id = "1";
  event.guid = "0a000000-0000-4000-8000-000000000002";
  event.day = 0;
  event.room = "Зал <А>";
  event.start = absl::FromCivil(absl::CivilSecond(2023, 4, 18, 9, 30, 0), conference.time_zone);
  event.duration = absl::Minutes(90);
  event.title = "Открытие";
  event.speakers = {{0, "Анна Примерова"}};
  EXPECT_EQ(WriteConference(conference).xml, R"(<?xml version="1.0" encoding="UTF-8"?>
<schedule>
  <generator name="example" version="1.0"/>
  <version>3</version>
  <conference>
    <acronym>primer-2023</acronym>
    <title>Пример &amp; образец</title>
    <days>1</days>
    <time_zone_name>Europe/Minsk</time_zone_name>
  </conference>
  <day index="1" date="2023-04-18">
    <room name="Зал &lt;А&gt;" guid="0a000000-0000-4000-8000-000000000001">
      <event id="1" guid="0a000000-0000-4000-8000-000000000002">
        <date>2023-04-18T09:30:00+03:00</date>
        <start>09:30</start>
        <duration>01:30</duration>
        <room>Зал &lt;А&gt;</room>
        <title>Открытие</title>
        <subtitle/>
        <track/>
        <type/>
        <abstract/>
        <persons>
          <person id="7">Анна Примерова</person>
        </persons>
      </event>
    </room>
  </day>
</schedule>
)");
}

TEST(WriteConference, DropsWhatNoXmlCanHoldAndSaysHowMuch) {
  Conference conference;
  conference.title =
      "A\x01"
      "B\x1F\x7F"
      "C\xFF\xC3"
      "D\xEF\xBF\xBF"
      "E\xED\xA0\x80";
  conference.title += std::string("F\0G", 3);
  const ConferenceText text = WriteConference(conference);
  EXPECT_THAT(text.xml, HasSubstr("<title>AB\x7F"
                                  "CDEFG</title>"));
  // Two control characters, two stray bytes, U+FFFF, three bytes of a surrogate, and NUL.
  EXPECT_EQ(text.dropped_characters, 9);
  EXPECT_EQ(ReadGood(text.xml).conference.title,
            "AB\x7F"
            "CDEFG");
}

TEST(WriteConference, AnEventIsUnderItsRoomWhereItsDayDeclaresIt) {
  const ConferenceFile file = ReadGood(
      DayOf(absl::StrCat(EventOf("1", "<start>10:00</start><duration>01:00</duration>"),
                         "<room name='Зал А'/>", EventOf("2", ""), "<room name='Зал Б'/>")));
  const std::string xml = WriteConference(file.conference).xml;
  const size_t room = xml.find("<room name=\"Зал А\">");
  ASSERT_NE(room, std::string::npos);
  EXPECT_LT(room, xml.find("id=\"1\""));
  EXPECT_LT(xml.find("id=\"2\""), xml.find("<room name=\"Зал Б\">"));
}

}  // namespace
}  // namespace plenary::interchange
