// What the delegations tell the room above them, which keeps the schedule, of people who come and
// go.
#ifndef PLENARY_SERVICES_DELEGATIONS_ATTENDANCES_H_
#define PLENARY_SERVICES_DELEGATIONS_ATTENDANCES_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/delegations.pb.h"
#include "services/storage/change.h"

namespace plenary::delegations {

// Safe from several threads; called inside the transaction of the change, after the participants'
// rows were written. What they change, they record.
class Attendances {
 public:
  virtual ~Attendances() = default;
  // The participant does not take part any more (withdrawn, declined, rejected, expired, deleted):
  // what the person was booked for as this participant, and has not begun, is free.
  virtual absl::Status ParticipantLeft(storage::Change& change,
                                       const v1::Participant& participant) = 0;
  // The participant takes part (again): what they are attendee of, and has not begun, is booked
  // again where the person is free; where not, they stay marked as having left.
  virtual absl::Status ParticipantReturned(storage::Change& change,
                                           const v1::Participant& participant) = 0;
  // `substitute` comes instead of `replaced`. With `move`, they take the place of each other in
  // what has not begun; FAILED_PRECONDITION: SUBJECT_OCCUPIED, TRAVEL_TOO_SHORT where the
  // substitute is elsewhere. Without, it is as if `replaced` had left.
  virtual absl::Status ParticipantSubstituted(storage::Change& change,
                                              const v1::Participant& replaced,
                                              const v1::Participant& substitute, bool move) = 0;
};

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_ATTENDANCES_H_
