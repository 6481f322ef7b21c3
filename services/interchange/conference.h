// The schedule of a conference, as conference software exchanges it in a schedule.xml: the format
// that pentabarf began and frab, pretalx, wafer and others write
// (https://c3voc.de/wiki/schedule).
#ifndef PLENARY_SERVICES_INTERCHANGE_CONFERENCE_H_
#define PLENARY_SERVICES_INTERCHANGE_CONFERENCE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace plenary::interchange {

// Texts are UTF-8 without white space around them.

struct ConferenceAttribute {
  std::string name;
  std::string value;

  bool operator==(const ConferenceAttribute&) const = default;
};

// An element for which the structs below have no field, kept so that nothing is lost. Elements
// that hold nothing are not kept.
struct ConferenceElement {
  std::string name;
  std::vector<ConferenceAttribute> attributes;
  std::string text;  // what stands directly in it, in one piece
  std::vector<ConferenceElement> children;

  bool operator==(const ConferenceElement&) const = default;
};

struct ConferenceGenerator {
  std::string name;     // "pretalx"
  std::string system;   // the host it ran on
  std::string version;  // "2023.1.0"

  bool operator==(const ConferenceGenerator&) const = default;
};

// Told apart by its name.
struct ConferenceRoom {
  std::string name;
  std::string guid;
  bool is_declared = true;  // by a day; else only named on events

  bool operator==(const ConferenceRoom&) const = default;
};

// Told apart by its name.
struct ConferenceTrack {
  std::string name;
  std::string slug;
  std::string color;         // "#00aabb"
  bool is_declared = false;  // by the conference, as few exporters do; else only named on events

  bool operator==(const ConferenceTrack&) const = default;
};

// Told apart by id; without one by guid, else by code, else by name.
struct ConferencePerson {
  std::string id;
  std::string guid;
  std::string code;
  std::string name;                             // as the first event has it
  std::vector<ConferenceAttribute> attributes;  // others, such as "contact" of wafer

  bool operator==(const ConferencePerson&) const = default;
};

// A person on an event.
struct ConferenceSpeaker {
  int person = 0;    // index into Conference::persons
  std::string name;  // as this event has it

  bool operator==(const ConferenceSpeaker&) const = default;
};

struct ConferenceLink {
  std::string href;
  std::string text;
  std::string type;
  std::string service;

  bool operator==(const ConferenceLink&) const = default;
};

struct ConferenceRecording {
  std::string license;
  absl::optional<bool> optout;  // true: must not be recorded
  std::string url;
  std::string link;

  bool operator==(const ConferenceRecording&) const = default;
};

struct ConferenceEvent {
  static constexpr int kNoDay = -1;

  // Ids are the exporter's and need not be unique: one talk may have several events.
  std::string id;
  std::string guid;
  std::string code;
  int day = kNoDay;   // index into Conference::days
  std::string room;   // one of Conference::rooms, or empty
  std::string track;  // one of Conference::tracks, or empty
  // Nothing where the file has none that can be read.
  absl::optional<absl::Time> start;
  absl::optional<absl::Duration> duration;  // more than 0, at most 31 days
  std::string slug;
  std::string title;
  std::string subtitle;
  std::string type;
  std::string language;
  std::string abstract;     // plain text, HTML or Markdown; the format doesn't tell which
  std::string description;  // as abstract
  std::string logo;
  std::vector<ConferenceSpeaker> speakers;
  std::vector<ConferenceLink> links;
  std::vector<ConferenceLink> attachments;
  ConferenceRecording recording;
  std::string url;
  std::string feedback_url;
  std::string origin_url;
  std::string video_download_url;
  std::vector<ConferenceAttribute> attributes;  // others
  std::vector<ConferenceElement> elements;      // others

  bool operator==(const ConferenceEvent&) const = default;
};

struct ConferenceDay {
  int index = 0;                            // as declared, usually from 1
  absl::optional<absl::CivilDay> date;      // the conference's day, which may end after midnight
  absl::optional<absl::Time> start;         // where it is told
  absl::optional<absl::Time> end;           // where it is told
  std::vector<std::string> rooms;           // those it declares, also without an event
  std::vector<ConferenceElement> elements;  // others

  bool operator==(const ConferenceDay&) const = default;
};

struct Conference {
  // Of the schedule.
  ConferenceGenerator generator;
  std::string schedule_url;
  std::string version;
  std::vector<ConferenceElement> schedule_elements;  // others
  // Of the conference.
  std::string acronym;
  std::string title;
  std::string subtitle;
  std::string venue;
  std::string city;
  std::string url;
  std::string base_url;
  std::string logo;
  absl::optional<absl::CivilDay> start;
  absl::optional<absl::CivilDay> end;  // the last day
  absl::optional<absl::Duration> timeslot_duration;
  // The time of day at which one day of the conference ends and the next begins.
  absl::optional<absl::Duration> day_change;
  absl::TimeZone time_zone;                 // in which its people read times
  std::vector<ConferenceElement> elements;  // others

  std::vector<ConferenceDay> days;
  // In the order of their first mention, declared ones first.
  std::vector<ConferenceRoom> rooms;
  std::vector<ConferenceTrack> tracks;
  std::vector<ConferencePerson> persons;
  std::vector<ConferenceEvent> events;  // in their order in the file

  bool operator==(const Conference&) const = default;
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CONFERENCE_H_
