// The rules of commitments: what one must be like, and where it stands. Pure.
#ifndef PLENARY_SERVICES_CONTROL_COMMITMENT_RULES_H_
#define PLENARY_SERVICES_CONTROL_COMMITMENT_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "plenary/v1/action_plans.pb.h"
#include "services/base/errors.h"

namespace plenary::control {

// Adds what is wrong beyond what fields declare. `field` is its path in the request.
void CheckCommitment(const v1::Commitment& commitment, absl::string_view field,
                     base::FieldErrors& errors);
// Fills in what follows from the rest: source_date, where nothing is said, and due_date. `today` is
// the day of creation.
void FillIn(absl::CivilDay today, v1::Commitment& commitment);

// Whether it is carried out by action items of ours. FAILED_PRECONDITION: COMMITMENT_NOT_OURS, and
// ALREADY_SUPERSEDED.
absl::Status CheckTakesItems(const v1::Commitment& commitment);
// Whether `before` may become `after`: what a protocol or a trip report says stays.
// FAILED_PRECONDITION: PROTOCOL_SIGNED.
absl::Status CheckMayUpdate(const v1::Commitment& before, const v1::Commitment& after);
// FAILED_PRECONDITION: PROTOCOL_SIGNED, where it comes from a protocol or a trip.
absl::Status CheckMayDelete(const v1::Commitment& commitment);

// How many items of a commitment stand so.
struct Tally {
  v1::ActionItem::State state;
  v1::ActionItem::Reason reason;  // of those removed from control
  int64_t count = 0;
};
// Where a commitment of ours, or a joint one, stands by its items. Superseded items count only
// where there are no others.
v1::Commitment::State StateByItems(const std::vector<Tally>& tallies);

// Adds what is wrong with a note on it. `field` is its path in the request.
void CheckNote(const v1::ProgressNote& note, const v1::Commitment& commitment, absl::CivilDay today,
               absl::string_view field, base::FieldErrors& errors);
// Whether it takes notes: theirs or joint, and not superseded. FAILED_PRECONDITION: WRONG_STATE.
absl::Status CheckIsWatched(const v1::Commitment& commitment);
// Takes in what was heard.
void Hear(const v1::ProgressNote& note, v1::Commitment& commitment);

// The last day on which something must have been heard of what is not silent on `today`.
absl::CivilDay LastSilentDay(absl::CivilDay today, int silent_after_days);
// When something was last heard of it, or it was agreed.
const std::string& HeardDate(const v1::Commitment& commitment);
bool IsSilent(const v1::Commitment& commitment, absl::CivilDay last_silent_day);

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_COMMITMENT_RULES_H_
