// What exported files and calendar feeds hold, read for a caller: nothing that the caller may not
// see.
#ifndef PLENARY_SERVICES_SCHEDULE_EXPORT_READING_H_
#define PLENARY_SERVICES_SCHEDULE_EXPORT_READING_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/schedule.pb.h"
#include "services/interchange/calendar.h"
#include "services/schedule/calendar_rules.h"
#include "services/schedule/export_conference_rules.h"
#include "services/schedule/service.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// Whether there is such an event, delegation, person, participant or asset. NOT_FOUND:
// RESOURCE_NOT_FOUND.
absl::Status CheckSubject(storage::Tx& tx, const std::string& subject);

// What is to be read.
struct LinesAsked {
  // Of an event its programme, of anything else its itinerary.
  std::string subject;
  v1::ScheduleView view = v1::RELEASED_VIEW;
  std::string language;
  // With what is for the hosts' staff: of events that the caller sees whole.
  bool is_working = false;
};

// Lines by start.
struct Lines {
  std::string display_name;
  std::string time_zone;
  std::vector<v1::ProgrammeItem> items;
};
// PERMISSION_DENIED: ROLE_REQUIRED. NOT_FOUND: RESOURCE_NOT_FOUND.
absl::StatusOr<Lines> ReadLines(const ScheduleService& service, storage::Tx& tx,
                                const storage::Call& call, const LinesAsked& asked);

// All of it as a calendar.
absl::StatusOr<interchange::CalendarFeed> ReadCalendar(const ScheduleService& service,
                                                       storage::Tx& tx, const storage::Call& call,
                                                       const LinesAsked& asked);
// What a calendar program that asks again and again needs of it: of an event and what lies in one,
// all; of people and assets 90 days back and 366 ahead; and for 30 days what was cancelled or
// deleted.
absl::StatusOr<interchange::CalendarFeed> ReadFeed(const ScheduleService& service, storage::Tx& tx,
                                                   const storage::Call& call,
                                                   const LinesAsked& asked);

// The programme of an event for WriteConference: what is for everybody and was not cancelled.
absl::StatusOr<ConferenceSource> ReadConferenceSource(storage::Tx& tx, const storage::Call& call,
                                                      const std::string& event,
                                                      v1::ScheduleView view);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_EXPORT_READING_H_
