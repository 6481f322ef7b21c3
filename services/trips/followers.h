// What trips ask of the room above that keeps control, and tell it.
#ifndef PLENARY_SERVICES_TRIPS_FOLLOWERS_H_
#define PLENARY_SERVICES_TRIPS_FOLLOWERS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "plenary/v1/trips.pb.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::trips {

// What control says of days and of trips.
struct Calendar {
  std::string last_overdue;  // what was due until this day, and is not done, is late: "2023-08-24"
  int report_days = 0;       // how many days after the return a report is due
};

// Safe from several threads; called inside the transaction.
class TripFollower {
 public:
  virtual ~TripFollower() = default;
  virtual absl::StatusOr<Calendar> CalendarAt(storage::Tx& tx, absl::Time now) = 0;
  // The report of a trip is accepted. Makes a commitment of each point that was agreed, records it,
  // and returns their names in the order of the points; a refusal refuses the acceptance.
  virtual absl::StatusOr<std::vector<std::string>> ReportAccepted(storage::Change& change,
                                                                  const v1::Trip& trip) = 0;
};

}  // namespace plenary::trips

#endif  // PLENARY_SERVICES_TRIPS_FOLLOWERS_H_
