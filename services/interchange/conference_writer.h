// A schedule.xml written, for whatever reads that format.
#ifndef PLENARY_SERVICES_INTERCHANGE_CONFERENCE_WRITER_H_
#define PLENARY_SERVICES_INTERCHANGE_CONFERENCE_WRITER_H_

#include <cstdint>
#include <string>

#include "services/interchange/conference.h"

namespace plenary::interchange {

struct ConferenceText {
  std::string xml;  // UTF-8
  // Characters that no XML can hold (control characters, bytes that are not UTF-8) and that were
  // left out.
  int64_t dropped_characters = 0;
};

// Writes a schedule.xml after the schema of c3voc (https://c3voc.de/schedule/schema.xsd), to which
// it is valid where every event has a room that its day declares, a start, a duration, and ids of
// the forms that the schema wants. Times carry the offset of the conference's zone.
//
// ReadConference makes the same Conference of it, but for its order: events are written day by
// day, in each day by the rooms that it declares, then those in no such room; and but for what no
// event, day or declaration mentions. Times are whole seconds.
ConferenceText WriteConference(const Conference& conference);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CONFERENCE_WRITER_H_
