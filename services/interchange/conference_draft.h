// A schedule.xml as it went by, before its parts are held against each other.
#ifndef PLENARY_SERVICES_INTERCHANGE_CONFERENCE_DRAFT_H_
#define PLENARY_SERVICES_INTERCHANGE_CONFERENCE_DRAFT_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/interchange/conference.h"
#include "services/interchange/conference_reader.h"

namespace plenary::interchange {

// A text that is understood once all of the file is known.
struct DraftText {
  std::string text;
  int64_t line = 0;
};

struct DraftPerson {
  ConferencePerson person;
  int64_t line = 0;
};

// Beside the event or day of the same index in the conference.
struct DraftEvent {
  int64_t line = 0;
  DraftText date;
  DraftText start;
  DraftText duration;
  DraftText optout;         // of the recording
  std::string room_around;  // under which the event stands; its own is in the conference
  std::vector<DraftPerson> persons;
};

struct DraftDay {
  int64_t line = 0;
  std::string date;
  std::string start;
  std::string end;
  std::vector<ConferenceRoom> rooms;
};

// Gathers remarks up to a limit.
class ConferenceRemarks {
 public:
  explicit ConferenceRemarks(int64_t most) : most_(most) {}
  // `event` is its index, -1 where the remark is about none.
  void Add(ConferenceRemark::Kind kind, int64_t line, int event, absl::string_view description);
  // By line.
  std::vector<ConferenceRemark> Take();
  int64_t left_out() const { return left_out_; }

 private:
  int64_t most_;
  int64_t left_out_ = 0;
  std::vector<ConferenceRemark> remarks_;
};

struct ConferenceDraft {
  // Texts only: no times, rooms or persons.
  Conference conference;
  DraftText start;
  DraftText end;
  DraftText day_count;
  DraftText timeslot_duration;
  DraftText day_change;
  DraftText time_zone;
  std::vector<DraftDay> days;
  std::vector<DraftEvent> events;
};

// The conference that `draft` makes, times without an offset being read in `time_zone` where the
// draft names no zone.
Conference SettleConference(ConferenceDraft draft, absl::TimeZone time_zone,
                            ConferenceRemarks& remarks);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CONFERENCE_DRAFT_H_
