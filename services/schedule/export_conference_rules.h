// From the sessions of an event to the schedule that conference software exchanges. What was
// imported from such a schedule (import_rules.h) comes out as it came in.
#ifndef PLENARY_SERVICES_SCHEDULE_EXPORT_CONFERENCE_RULES_H_
#define PLENARY_SERVICES_SCHEDULE_EXPORT_CONFERENCE_RULES_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "plenary/v1/schedule.pb.h"
#include "services/interchange/conference.h"
#include "services/schedule/line_rules.h"

namespace plenary::schedule {

// Somebody as an imported file has them.
struct PersonInFile {
  std::string id;
  std::string name;  // empty: as the directory writes it
};

struct ConferenceSource {
  std::vector<v1::Activity> sessions;
  Facts facts;                                   // of the event, with what sessions refer to
  std::vector<v1::Track> tracks;                 // all of the event, in their order
  std::vector<std::string> rooms;                // beside those of sessions
  std::map<std::string, PersonInFile> imported;  // by the person
  std::string version;                           // the label of the version; may be empty
};

// Texts in `language` where there are any, else in the first. Times are told in the zone of most
// sessions; one that begins before six in the morning belongs to the day before, if something
// begins on that. Rooms stand in the order of their names; those in which nothing is are declared
// by every day. What has no id of a file gets one that is made from its name, the same every time.
// Who was imported has the name of the file until somebody changes it.
interchange::Conference ConferenceOf(const ConferenceSource& source, absl::string_view language);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_EXPORT_CONFERENCE_RULES_H_
