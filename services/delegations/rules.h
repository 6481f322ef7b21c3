// The rules of delegations and participants: which verb applies when, which window is open, what
// takes a seat and whether there is one. Pure.
#ifndef PLENARY_SERVICES_DELEGATIONS_RULES_H_
#define PLENARY_SERVICES_DELEGATIONS_RULES_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/events.pb.h"
#include "services/base/errors.h"

namespace plenary::delegations {

// Add to `errors` what is wrong beyond what fields declare: two texts in one language of one side,
// a stay that is empty, names in another event. `field` is the path in the request: "delegation".
void CheckDelegation(const v1::Delegation& delegation, absl::string_view field,
                     base::FieldErrors& errors);
void CheckParticipant(const v1::Participant& participant, absl::string_view event,
                      absl::string_view field, base::FieldErrors& errors);
void CheckProject(const v1::Project& project, absl::string_view event, absl::string_view field,
                  base::FieldErrors& errors);

// Whether an event is still to come or under way. FAILED_PRECONDITION: WRONG_STATE where it is
// CLOSED, ARCHIVED or CANCELLED.
absl::Status CheckNotOver(const v1::Event& event);
// Whether anything in the event may change. FAILED_PRECONDITION: WRONG_STATE where it is ARCHIVED.
absl::Status CheckNotArchived(const v1::Event& event);

// Whether `step` may be taken at `now`: the event takes registrations, and the step has no window
// or `now` lies in it; both ends to the microsecond, the end not in it.
bool StepIsOpen(const v1::Event& event, v1::RegistrationWindow::Step step, absl::Time now);
// The same as a refusal, unless it is the secretariat that acts (`for_secretariat`) and it gives a
// `reason`.
// FAILED_PRECONDITION: REGISTRATION_CLOSED with metadata `window` (the step), `state`, and where
// the window has them `opensAt` and `closedAt` (RFC 3339 in the event's time zone).
absl::Status CheckStep(const v1::Event& event, v1::RegistrationWindow::Step step, absl::Time now,
                       absl::string_view reason, bool for_secretariat);
// PERMISSION_DENIED: SECRETARIAT_ONLY for `what`, with metadata `field` where one asks for it.
absl::Status SecretariatOnly(absl::string_view what, absl::string_view field);

// What can be done to a delegation as a whole.
enum class DelegationVerb { kSubmit, kApprove, kAccept, kDecline, kReturn };
// Whether `verb` applies in its state. FAILED_PRECONDITION: WRONG_STATE with metadata `state` and
// `allowed`.
absl::Status CheckVerb(const v1::Delegation& delegation, DelegationVerb verb);
v1::Delegation::State StateAfter(DelegationVerb verb);
// Whether its composition may change. FAILED_PRECONDITION: DELEGATION_NOT_OPEN where it is
// DECLINED, RESOURCE_DELETED where it was deleted.
absl::Status CheckOpen(const v1::Delegation& delegation);
// Whether it is APPROVED or ACCEPTED, so that it must have a head.
bool NeedsHead(const v1::Delegation& delegation);

// What can be done to a participant.
enum class ParticipantVerb {
  kNominate,
  kConfirm,
  kAccept,
  kReject,
  kDecline,
  kWithdraw,
  kReinstate,
  kSubstitute,
  kChangeCategory,
  kRecordAttendance,
  kHead,
  kDelete
};
// Whether `verb` applies in its state. FAILED_PRECONDITION: WRONG_STATE with metadata `state` and
// `allowed`.
absl::Status CheckVerb(const v1::Participant& participant, ParticipantVerb verb);

// Whether a participation in this state counts as the person's one in the event.
bool IsActive(v1::Participant::State state);
// Whether a participant in this state always has a seat, as the event's policy says.
bool TakesSeat(const v1::Event& event, v1::Participant::State state);
// The state in which somebody leaves the waiting list with a seat.
v1::Participant::State StateWithSeat(const v1::Event& event);
// FAILED_PRECONDITION: ACCEPTANCE_NOT_ASKED, where the host doesn't accept one by one.
absl::Status CheckAcceptanceAsked(const v1::Event& event);
// FAILED_PRECONDITION: OVERFLOW_MAY_NOT_SPEAK, where a speaker is in an overflow category.
absl::Status CheckMaySpeak(const v1::Participant& participant, const v1::Category& category);

// Seats under one limit.
struct Seats {
  absl::optional<int64_t> limit;  // none: as many as are asked for
  int64_t used = 0;
  int64_t held = 0;

  // Whether `wanted` more fit.
  bool Have(int64_t wanted) const { return !limit || used + held + wanted <= *limit; }
  // How many are left, never less than 0; only where there is a limit.
  int64_t Left() const;
  // By how many the limit is exceeded.
  int64_t OverBy() const;
};

// Whether `wanted` more seats fit under the limit of a delegation and of the category in the whole
// event. FAILED_PRECONDITION: DELEGATION_QUOTA_EXHAUSTED, CATEGORY_LIMIT_REACHED, each with
// metadata `seatsLeft`, `seatsWanted`, `limit`, `category`. `delegation` is empty for those who
// come alone. Whoever does not see the whole event (`sees_total`) is not told how many of the
// category's seats are left.
absl::Status CheckSeats(const Seats& quota, const Seats& total, int64_t wanted,
                        absl::string_view delegation, absl::string_view category,
                        bool sees_total = true);
// Whether a limit covers what is taken. FAILED_PRECONDITION: QUOTA_BELOW_USE unless
// `overbooking_reason` is given.
absl::Status CheckLimit(const Seats& seats, absl::string_view delegation,
                        absl::string_view category, absl::string_view overbooking_reason);

// What is done where no seat is left, once the event has been asked. UNSPECIFIED becomes WAIT or
// REFUSE.
v1::WhenFull WhenFullOf(const v1::Event& event, v1::WhenFull asked);

// FAILED_PRECONDITION: REASON_REQUIRED, where the secretariat gave none for `what`.
absl::Status CheckReason(absl::string_view reason, absl::string_view what);

// A duration by which everything in the event moves, applied to what has a time.
void ShiftBy(absl::Duration shift, google::type::Interval& interval);
void ShiftBy(absl::Duration shift, v1::Stay& stay);
absl::Duration ShiftBetween(const v1::Event& before, const v1::Event& after);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_RULES_H_
