// From an activity to the lines it has in the ledger, and to what is wrong with it by itself.
#ifndef PLENARY_SERVICES_SCHEDULE_LINE_RULES_H_
#define PLENARY_SERVICES_SCHEDULE_LINE_RULES_H_

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/assets.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/schedule.pb.h"

namespace plenary::schedule {

// A subject is occupied: a row of the ledger.
struct Line {
  std::string subject;  // "people/…", "assets/…"
  absl::Time start;     // buffers included
  absl::Time end;
  int64_t units = 1;
  std::string venue;      // where the subject is at the start and the end; empty: not known
  std::string end_venue;  // as `venue` unless the activity is a journey
  absl::Time expire = absl::InfiniteFuture();  // of a hold
};

// What activities refer to, loaded by their names. What does not exist is not there.
struct Facts {
  v1::Event event;
  v1::ScheduleSettings settings;
  std::map<std::string, v1::Asset> assets;  // parts among them
  std::map<std::string, v1::VenueRecord> venues;
  std::map<std::string, v1::Participant> participants;
  std::map<std::string, v1::Person> people;  // by the names they were asked for
  std::map<std::string, v1::Delegation> delegations;
  std::map<std::string, v1::Organization> organizations;
  std::map<std::string, v1::Track> tracks;
};

// The names that an activity refers to, for loading Facts. Parts of assets and people of
// participants are found out while loading.
struct Named {
  std::set<std::string> assets, venues, participants, people, delegations, organizations, tracks;
  // Delegations whose head must attend: the participants who head them are needed, too.
  std::set<std::string> heads_of;
};
void AddNamed(const v1::Activity& activity, Named& named);

// Whether everything that `activity` refers to is there, and not deleted unless `before` (empty:
// none) referred to it already. NOT_FOUND: RESOURCE_NOT_FOUND, FAILED_PRECONDITION:
// RESOURCE_DELETED, with `field`; INVALID_FIELDS where a participant, delegation or track is of
// another event, an asset is of a kind that cannot stand there.
absl::Status CheckReferences(const v1::Activity& activity, const v1::Activity& before,
                             const Facts& facts, absl::string_view field);

// Fills in what is output only and follows from facts: persons, delegations and names of attendees,
// who has left, local_start and local_end (which stay as they were while time, zone and place do),
// interpreters_needed. Answers that are not set are those that `before` has. Where parties, time or
// attendees differ from `before`, heads who must attend are made required, and added if they are
// missing. FAILED_PRECONDITION: HEAD_MUST_ATTEND.
absl::Status Complete(v1::Activity& activity, const v1::Activity& before, const Facts& facts);

// Whether somebody does not take part in the event any more.
bool HasLeft(const v1::Participant& participant);
// The person by a name, which may be an alias; of an attendee, whether a participant or a person.
std::string PersonNamed(const std::string& name, const Facts& facts);
std::string PersonOf(const v1::Attendee& attendee, const Facts& facts);

// The participant who heads a delegation at an instant; empty: nobody.
std::string HeadAt(const std::string& delegation, absl::Time instant, const Facts& facts);

// The time zone that its start, or its end, is shown in, and both as wall-clock time there:
// "2023-04-18T10:00:00".
std::string StartZoneOf(const v1::Activity& activity, const Facts& facts);
std::string EndZoneOf(const v1::Activity& activity, const Facts& facts);
std::string LocalStart(const v1::Activity& activity, const Facts& facts);
std::string LocalEnd(const v1::Activity& activity, const Facts& facts);
// The venue of an activity: its own, else that of its first room or table; empty: not known.
std::string VenueOf(const v1::Activity& activity, const Facts& facts);

// The lines of a completed activity; none where it is deleted, cancelled, given back or expired at
// `now`. Assets with their buffers, each part of a combined one, the persons of interpreters and
// drivers; people who are required, have not declined and have not left, for their own part of the
// time.
std::vector<Line> LinesOf(const v1::Activity& activity, const Facts& facts, absl::Time now);

// Whom and what it concerns: people (optional, declined and responsible ones, too), assets with
// parts, the venues it names itself, delegations; of an open session also those its attendees come
// with.
std::set<std::string> SubjectsOf(const v1::Activity& activity, const Facts& facts);

// What is wrong with it by itself: assets, with the time around their use, outside their hours
// (ASSET_NOT_AVAILABLE), interpreters short or unsuitable (a warning unless the settings say
// BLOCK); and as warnings a room too small, consecutive interpretation, attendees who left, a head
// who must attend and does not, zone rules that changed. Of what is cancelled or deleted, nothing.
std::vector<v1::Conflict> OwnConflicts(const v1::Activity& activity, const Facts& facts);

// Whether an asset can be had in all of [start, end) by its hours; else sets `from` and `to`, the
// first time in it that it cannot.
bool IsAvailable(const v1::Asset& asset, absl::string_view zone, absl::Time start, absl::Time end,
                 absl::Time& from, absl::Time& to);
// All such times, in order and apart from each other.
std::vector<std::pair<absl::Time, absl::Time>> UnavailableTimes(const v1::Asset& asset,
                                                                absl::string_view zone,
                                                                absl::Time start, absl::Time end);
// The zone of an asset's hours.
std::string ZoneOf(const v1::Asset& asset, const Facts& facts);

// Interpreters that the staffing rule asks for (AIIC: simultaneous, two languages, one booth: 1 up
// to 40 minutes, 2 up to 4 hours, 3 up to 6, 4 up to 8; three languages at least 6; four or more at
// least 2 a booth). 0 for no interpretation, 1 for consecutive and whispered up to 4 hours, then 2.
int InterpretersNeeded(v1::InterpretationMode mode, int languages, absl::Duration duration);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_LINE_RULES_H_
