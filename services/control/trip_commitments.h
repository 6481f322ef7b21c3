// What control makes of reports of trips.
#ifndef PLENARY_SERVICES_CONTROL_TRIP_COMMITMENTS_H_
#define PLENARY_SERVICES_CONTROL_TRIP_COMMITMENTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "plenary/v1/trips.pb.h"
#include "services/storage/change.h"
#include "services/storage/store.h"
#include "services/trips/followers.h"

namespace plenary::control {

// One commitment of each point that was agreed, in the negotiation of the trip, agreed on the day
// of its return; with the counterpart of the point, or else that of the negotiation. Safe from
// several threads.
class TripCommitments : public trips::TripFollower {
 public:
  absl::StatusOr<trips::Calendar> CalendarAt(storage::Tx& tx, absl::Time now) override;
  absl::StatusOr<std::vector<std::string>> ReportAccepted(storage::Change& change,
                                                          const v1::Trip& trip) override;
};

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_TRIP_COMMITMENTS_H_
