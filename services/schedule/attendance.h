// What happens to a schedule, and to requests for meetings, when participants and delegations come
// and go, and events move.
#ifndef PLENARY_SERVICES_SCHEDULE_ATTENDANCE_H_
#define PLENARY_SERVICES_SCHEDULE_ATTENDANCE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/delegations/attendances.h"

namespace plenary::schedule {

// Safe from several threads.
class Attendance : public delegations::Attendances {
 public:
  absl::Status ParticipantLeft(storage::Change& change,
                               const v1::Participant& participant) override;
  absl::Status ParticipantReturned(storage::Change& change,
                                   const v1::Participant& participant) override;
  absl::Status CheckSubstitution(storage::Tx& tx, const v1::Participant& replaced,
                                 absl::string_view person) override;
  absl::Status ParticipantSubstituted(storage::Change& change, const v1::Participant& replaced,
                                      const v1::Participant& substitute, bool move) override;

  absl::Status DelegationLeft(storage::Change& change, const v1::Delegation& delegation) override;

  absl::Status EventMoved(storage::Change& change, const v1::Event& before,
                          const v1::Event& after) override;
  absl::Status EventCancelled(storage::Change& change, const v1::Event& event) override;
  absl::Status EventDeleted(storage::Change& change, const v1::Event& event) override;
  absl::Status EventUndeleted(storage::Change& change, const v1::Event& event) override;

  absl::StatusOr<std::string> BlockerOfPerson(storage::Tx& tx, absl::string_view person) override;
  absl::Status PersonMoved(storage::Change& change, absl::string_view from,
                           absl::string_view to) override;
};

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_ATTENDANCE_H_
