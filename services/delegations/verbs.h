// What can be done with one participant at a desk. Each verb does what the comment of its method in
// plenary/v1/delegations.proto promises and returns the participant after it, without its place in
// line; the caller closes the desk. A verb that is refused has written nothing.
#ifndef PLENARY_SERVICES_DELEGATIONS_VERBS_H_
#define PLENARY_SERVICES_DELEGATIONS_VERBS_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/delegations.pb.h"
#include "services/delegations/desk.h"
#include "services/vault/vault.h"

namespace plenary::delegations {

// Creates a participant in DRAFT.
absl::StatusOr<v1::Participant> Draft(Desk& desk, const v1::CreateParticipantRequest& request);
// Creates and nominates a participant, and the person where the row brings one; confirms where the
// row asks for it. `field` is the path of the row in the request: "participants[3]".
absl::StatusOr<v1::Participant> Register(Desk& desk, const vault::Vault& vault,
                                         const v1::RegistrationRow& row, absl::string_view reason,
                                         absl::string_view field);
absl::StatusOr<v1::Participant> Nominate(Desk& desk, const v1::NominateParticipantRequest& request);
absl::StatusOr<v1::Participant> Confirm(Desk& desk, const v1::ConfirmParticipantRequest& request);
absl::StatusOr<v1::Participant> Accept(Desk& desk, const v1::AcceptParticipantRequest& request);
absl::StatusOr<v1::Participant> Reject(Desk& desk, const v1::RejectParticipantRequest& request);
absl::StatusOr<v1::Participant> Decline(Desk& desk, const v1::DeclineParticipantRequest& request);
absl::StatusOr<v1::Participant> Withdraw(Desk& desk, const v1::WithdrawParticipantRequest& request);
absl::StatusOr<v1::Participant> Reinstate(Desk& desk,
                                          const v1::ReinstateParticipantRequest& request);
absl::StatusOr<v1::SubstituteParticipantResponse> Substitute(
    Desk& desk, const vault::Vault& vault, const v1::SubstituteParticipantRequest& request);
absl::StatusOr<v1::Participant> MoveToCategory(Desk& desk,
                                               const v1::ChangeCategoryRequest& request);
// What UpdateParticipant promises.
absl::StatusOr<v1::Participant> Edit(Desk& desk, const v1::UpdateParticipantRequest& request);
absl::StatusOr<v1::Participant> RecordAttendance(Desk& desk,
                                                 const v1::RecordAttendanceRequest& request);

// Takes `who` out of the event into `state` (DECLINED, REJECTED, WITHDRAWN or EXPIRED): seat and
// headship go, the composition notes it. For verbs on whole delegations and events.
absl::Status Leave(Desk& desk, Registration& who, v1::Participant::State state,
                   absl::string_view reason);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_VERBS_H_
