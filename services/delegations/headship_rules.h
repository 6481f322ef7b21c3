// Headship as an interval: who heads a delegation at which instant. Pure.
//
// The headships of a delegation are in order and don't overlap. The first has no start and the last
// no end as long as somebody heads the whole stay, so that they hold when the stay moves.
#ifndef PLENARY_SERVICES_DELEGATIONS_HEADSHIP_RULES_H_
#define PLENARY_SERVICES_DELEGATIONS_HEADSHIP_RULES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/type/interval.pb.h"
#include "plenary/v1/delegations.pb.h"

namespace plenary::delegations {

using Headships = google::protobuf::RepeatedPtrField<v1::Headship>;

// Makes `head` head for its interval, cut to `stay`; whoever headed a part of that interval heads
// the rest of theirs. INVALID_ARGUMENT: INVALID_FIELDS where the interval lies outside the stay or
// is empty.
absl::Status PlaceHead(v1::Headship head, const google::type::Interval& stay, Headships& headships);

// Cuts headships to `stay`: those outside it go, the first and the last are open again.
void FitToStay(const google::type::Interval& stay, Headships& headships);

// Takes every headship of `participant` away.
void RemoveHead(absl::string_view participant, Headships& headships);

// Gives every headship of `participant` to `successor`. Whether there was one.
bool PassHead(absl::string_view participant, absl::string_view successor, Headships& headships);

// Whether at every instant of the stay exactly one participant heads the delegation.
bool HeadsCover(const Headships& headships);

// Whether `participant` heads the delegation at `from` or later.
bool HeadsFrom(absl::string_view participant, absl::Time from, const Headships& headships);

// Whether `participant` heads it at some time, not merely acting.
bool IsHead(absl::string_view participant, const Headships& headships);

// The participants who head the delegation at `instant`.
std::vector<std::string> HeadsAt(absl::Time instant, const Headships& headships);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_HEADSHIP_RULES_H_
