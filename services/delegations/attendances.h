// What the delegations tell the room above them, which keeps the schedule, of people who come and
// go, and of events that move.
#ifndef PLENARY_SERVICES_DELEGATIONS_ATTENDANCES_H_
#define PLENARY_SERVICES_DELEGATIONS_ATTENDANCES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/events.pb.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

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
  // Whether `person` could take the place of `replaced` in what has not begun. FAILED_PRECONDITION:
  // SUBJECT_OCCUPIED, TRAVEL_TOO_SHORT where the person is elsewhere. Writes nothing.
  virtual absl::Status CheckSubstitution(storage::Tx& tx, const v1::Participant& replaced,
                                         absl::string_view person) = 0;
  // `substitute` comes instead of `replaced`. With `move`, in the same place in what has not begun,
  // which was checked. Without, it is as if `replaced` had left.
  virtual absl::Status ParticipantSubstituted(storage::Change& change,
                                              const v1::Participant& replaced,
                                              const v1::Participant& substitute, bool move) = 0;

  // The delegation does not come (declined, deleted): nobody meets it any more.
  virtual absl::Status DelegationLeft(storage::Change& change,
                                      const v1::Delegation& delegation) = 0;

  // The event was put off to another interval: everything in its schedule moves by the shift of its
  // start. What no longer fits is work in progress with its conflicts, and bookings are given back.
  virtual absl::Status EventMoved(storage::Change& change, const v1::Event& before,
                                  const v1::Event& after) = 0;
  // The event will not take place: so will nothing in it, and what it booked is free.
  virtual absl::Status EventCancelled(storage::Change& change, const v1::Event& event) = 0;
  // What the event booked is free; and is booked again, where it fits.
  virtual absl::Status EventDeleted(storage::Change& change, const v1::Event& event) = 0;
  virtual absl::Status EventUndeleted(storage::Change& change, const v1::Event& event) = 0;

  // Something to come that stands on the person; empty where nothing does.
  virtual absl::StatusOr<std::string> BlockerOfPerson(storage::Tx& tx,
                                                      absl::string_view person) = 0;
  // What `from` was booked for, `to` is, as whose alias `from` stands now. FAILED_PRECONDITION:
  // SUBJECT_OCCUPIED, TRAVEL_TOO_SHORT where one cannot do both.
  virtual absl::Status PersonMoved(storage::Change& change, absl::string_view from,
                                   absl::string_view to) = 0;
};

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_ATTENDANCES_H_
