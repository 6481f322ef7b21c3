// Schedules for the tests of this folder, as different programs export them.
#ifndef PLENARY_SERVICES_INTERCHANGE_TEST_CONFERENCES_H_
#define PLENARY_SERVICES_INTERCHANGE_TEST_CONFERENCES_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "services/interchange/conference_reader.h"

namespace plenary::interchange {

inline absl::TimeZone Zone(const std::string& name) {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone(name, &zone)) << name;
  return zone;
}

inline ConferenceFile ReadGood(absl::string_view bytes, const std::string& zone = "Europe/Minsk") {
  ConferenceOptions options;
  options.time_zone = Zone(zone);
  auto file = ReadConference(bytes, options);
  EXPECT_TRUE(file.ok()) << file.status();
  return file.ok() ? *std::move(file) : ConferenceFile();
}

// A schedule with one day, 18 April 2023, and what is in it.
inline std::string DayOf(absl::string_view inside) {
  return absl::StrCat(
      "<schedule><conference><title>Пример-2023</title></conference>"
      "<day index=\"1\" date=\"2023-04-18\">",
      inside, "</day></schedule>");
}

// An event that lacks nothing but what `inside` brings.
inline std::string EventOf(absl::string_view id, absl::string_view inside) {
  return absl::StrCat("<event id=\"", id, "\"><title>Заседание ", id, "</title><room>Зал А</room>",
                      inside, "</event>");
}

inline std::string EventAt(absl::string_view id, absl::string_view start,
                           absl::string_view duration) {
  return EventOf(id, absl::StrCat("<start>", start, "</start><duration>", duration, "</duration>"));
}

// The start of an event in its conference's zone, "none" where there is none.
inline std::string StartOf(const ConferenceFile& file, size_t event = 0) {
  const absl::optional<absl::Time> start = file.conference.events.at(event).start;
  return start ? absl::FormatTime("%Y-%m-%d %H:%M %Ez", *start, file.conference.time_zone) : "none";
}

inline std::vector<ConferenceRemark::Kind> KindsOf(const ConferenceFile& file) {
  std::vector<ConferenceRemark::Kind> kinds;
  kinds.reserve(file.remarks.size());
  for (const ConferenceRemark& remark : file.remarks) kinds.push_back(remark.kind);
  return kinds;
}

// As pentabarf wrote: no rooms around the events, no dates on them, an end that is empty.
inline constexpr char kPentabarf[] = R"(<?xml version="1.0" encoding="UTF-8"?>
<schedule>
  <conference>
    <title>Example Days 2009</title>
    <subtitle>A meeting of examples</subtitle>
    <venue>Université d'Exemple</venue>
    <city>Exampleville</city>
    <start>2009-02-07</start>
    <end>2009-02-08</end>
    <days>2</days>
    <release>FINAL</release>
    <day_change>04:00:00</day_change>
    <timeslot_duration>00:15:00</timeslot_duration>
  </conference>
  <day index="1" date="2009-02-07">
    <event id="11">
      <start>10:00</start>
      <duration>00:45</duration>
      <room>Aula</room>
      <slug></slug>
      <title>Opening</title>
      <track>Main</track>
      <language></language>
      <abstract>&lt;p&gt;Welcome &amp;amp; hello&lt;/p&gt;</abstract>
      <persons>
        <person id="1">Erika Beispiel</person>
      </persons>
      <links><link href="http://example.org/a?b=1&amp;c=2">Slides</link></links>
      <end></end>
    </event>
    <event id="12">
      <start>01:30</start>
      <duration>01:00:00</duration>
      <room>Bar</room>
      <title>Night talk</title>
      <track>Main</track>
    </event>
  </day>
  <day index="2" date="2009-02-08">
    <event id="13"><start>09:00</start><duration>0:30</duration><room>Aula</room>
      <title>Breakfast</title><persons><person id="1">Erika Beispiel</person></persons></event>
  </day>
</schedule>
)";

// As frab writes: rooms around the events, dates with an offset, a recording.
inline constexpr char kFrab[] = R"(<?xml version='1.0' encoding='utf-8' ?>
<schedule>
<version>1.5 For example</version>
<conference>
<acronym>ex2014</acronym>
<title>Example Congress</title>
<start>2014-12-27</start>
<end>2014-12-28</end>
<days>1</days>
<timeslot_duration>00:05</timeslot_duration>
</conference>
<day date='2014-12-27' end='2014-12-28T04:00:00+01:00' index='1' start='2014-12-27T11:00:00+01:00'>
<room name='Saal 1'>
<event guid='29aecfd7-2e44-4f49-ab86-29b5e0877326' id='6561'>
<date>2014-12-27T11:00:00+01:00</date>
<start>11:00</start>
<duration>00:30</duration>
<room>Saal 1</room>
<slug>ex2014-6561-opening</slug>
<recording><license>cc-by</license><optout>true</optout></recording>
<title>Opening</title>
<subtitle>Again</subtitle>
<track>Community</track>
<type>lecture</type>
<language>de</language>
<abstract></abstract>
<description>Long.</description>
<logo>/system/events/logos/6561.png</logo>
<persons><person id='1544'>Max Muster</person><person id='3874'>Erika Beispiel</person></persons>
<links><link href='https://example.org/'>Site</link></links>
<attachments><attachment href='/a.pdf' type='slides'>Slides</attachment></attachments>
</event>
<event guid='29aecfd7-2e44-4f49-ab86-29b5e0877327' id='6562'>
<date>2014-12-28T00:15:00+01:00</date>
<start>00:15</start>
<duration>01:00</duration>
<room>Saal 1</room>
<title>Midnight</title>
<persons><person id='1544'>Max Muster</person></persons>
</event>
</room>
<room name='Saal 2'></room>
</day>
</schedule>
)";

// As pretalx writes: a generator, a zone, colours, tracks declared, guids, codes, durations in
// days.
inline constexpr char kPretalx[] = R"(<?xml version='1.0' encoding='utf-8' ?>
<!-- Made by an example. -->
<schedule xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <generator name="pretalx" system="talks.example.org" version="2023.1.0" />
    <url>https://talks.example.org/schedule.xml</url>
    <version>v2</version>
    <conference>
        <title>Пример &amp; образец</title>
        <acronym>primer-2023</acronym>
        <start>2023-04-18</start>
        <end>2023-04-19</end>
        <days>2</days>
        <timeslot_duration>00:05</timeslot_duration>
        <base_url>https://talks.example.org</base_url>
        <logo>https://talks.example.org/logo.png</logo>
        <time_zone_name>Asia/Shanghai</time_zone_name>
        <color primary="#3aa57c" />
        <track name="Инновации" slug="innovation" color="#00aabb" />
        <track name="Пусто" slug="empty" />
    </conference>
    <day index='1' date='2023-04-18' start='2023-04-18T04:00:00+08:00' end='2023-04-19T03:59:00+08:00'>
        <room name='会议厅' guid='3a3ec0a5-4b8b-5f65-8a4e-5f0f0d6f0001'>
            <event guid='3a3ec0a5-4b8b-5f65-8a4e-5f0f0d6f0002' id='42' code='ABCDEF'>
                <room>会议厅</room>
                <title>开幕式</title>
                <subtitle></subtitle>
                <type>Доклад</type>
                <date>2023-04-18T09:30:00+08:00</date>
                <start>09:30</start>
                <duration>1:02:00</duration>
                <abstract>Кратко</abstract>
                <slug>primer-2023-42-kai-mu-shi</slug>
                <track>Инновации</track>
                <logo>https://talks.example.org/42.png</logo>
                <persons>
                    <person id='7' guid='3a3ec0a5-4b8b-5f65-8a4e-5f0f0d6f0003'>Анна Примерова</person>
                </persons>
                <language>zh-hans</language>
                <description>Подробно</description>
                <recording><license></license><optout>false</optout></recording>
                <links><link href="https://example.org/video" type="related" service="video">Видео</link></links>
                <attachments></attachments>
                <url>https://talks.example.org/talk/ABCDEF/</url>
                <feedback_url>https://talks.example.org/talk/ABCDEF/feedback/</feedback_url>
                <origin_url>https://talks.example.org/orga/ABCDEF/</origin_url>
                <do_not_stream>true</do_not_stream>
            </event>
        </room>
    </day>
    <day index='2' date='2023-04-19' start='2023-04-19T04:00:00+08:00' end='2023-04-20T03:59:00+08:00'></day>
</schedule>
)";

// As wafer writes: details of persons as attributes, dates in UTC with the local time beside them.
inline constexpr char kWafer[] = R"(<?xml version="1.0" encoding="UTF-8"?>
<schedule>
  <generator name="wafer" version="0.14.0"/>
  <version></version>
  <conference>
    <title>Voorbeeld 2022</title>
    <start>2022-10-13</start><end>2022-10-13</end><days>1</days>
    <timeslot_duration>00:15</timeslot_duration>
    <base_url>https://za.example.org</base_url>
    <time_zone_name>Africa/Johannesburg</time_zone_name>
    <acronym>ZA</acronym>
  </conference>
  <day date="2022-10-13" start="2022-10-13T06:00:00+00:00" end="2022-10-13T16:00:00+00:00" index="1">
    <room name="Room 1">
      <event id="5" guid="4d2b9c4e-0000-4000-8000-000000000005">
        <date>2022-10-13T07:00:00+00:00</date>
        <start>09:00</start>
        <duration>00:40</duration>
        <room>Room 1</room>
        <track>No Track</track>
        <abstract/><subtitle/>
        <slug>za-5-voorbeeld</slug>
        <title>Voorbeeld</title>
        <description><p>An <em>example</em> &amp; more</p></description>
        <type>talk</type>
        <persons>
          <person id="3" contact="jan@example.org" twitter="https://social.example.org/jan">Jan Voorbeeld</person>
        </persons>
        <recording><optout>false</optout><license>CC-BY</license></recording>
        <url>https://za.example.org/talks/5/</url>
        <conf_url>https://za.example.org/talks/5/</conf_url>
      </event>
    </room>
  </day>
</schedule>
)";

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_TEST_CONFERENCES_H_
