// Rooms and persons of a conference that are in two events at once.
#ifndef PLENARY_SERVICES_INTERCHANGE_CONFERENCE_CONFLICTS_H_
#define PLENARY_SERVICES_INTERCHANGE_CONFERENCE_CONFLICTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/interchange/conference.h"

namespace plenary::interchange {

// Two events that overlap, in one room or with one person.
struct DoubleBooking {
  enum Kind { kRoom, kPerson };
  Kind kind = kRoom;
  int subject = 0;  // index into Conference::rooms or Conference::persons
  // Indexes into Conference::events; `first` starts earlier, or stands earlier.
  int first = 0;
  int second = 0;
  // The overlap, [start, end).
  absl::Time start;
  absl::Time end;

  bool operator==(const DoubleBooking&) const = default;
};

struct DoubleBookings {
  std::vector<DoubleBooking> found;  // by start, then as the fields stand
  int64_t count = 0;                 // of all there are, also where not all are in `found`
};

struct DoubleBookingOptions {
  // Takes persons of one name for one, case and spelling of letters aside, for files in which each
  // event has its own ids (ConferenceRemark::kPersonIdsOfEvents). `subject` is then the first.
  bool persons_by_name = false;
  int64_t most = 100'000;  // found; the rest is counted only
};

// All double bookings, events without start or duration aside. Takes n log n time and as much as
// there is to find. Safe from several threads.
DoubleBookings FindDoubleBookings(const Conference& conference,
                                  const DoubleBookingOptions& options = {});

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CONFERENCE_CONFLICTS_H_
