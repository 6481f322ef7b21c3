// What activities refer to, loaded; and what does not fit, in words.
#ifndef PLENARY_SERVICES_SCHEDULE_FACTS_H_
#define PLENARY_SERVICES_SCHEDULE_FACTS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/schedule.pb.h"
#include "services/schedule/ledger.h"
#include "services/schedule/line_rules.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// Loads what activities refer to, in few round trips: assets with their parts, the people of
// participants, interpreters and drivers, the heads, organizations and parties of delegations,
// venues, tracks. `facts` keeps what it has.
absl::Status LoadFacts(storage::Tx& tx, const Named& named, Facts& facts);
// The facts of an event with its settings. NOT_FOUND: RESOURCE_NOT_FOUND.
absl::StatusOr<Facts> EventFacts(storage::Tx& tx, absl::string_view event);

// Fills in the names of attendees, which are not stored, in one round trip for all.
absl::Status FillNames(storage::Tx& tx, const std::vector<v1::Attendee*>& attendees);

// A clash as a refusal: SUBJECT_OCCUPIED, CAPACITY_EXCEEDED, TRAVEL_TOO_SHORT with metadata and
// words.
absl::Status ToStatus(const Clash& clash, const Facts& facts);
// The same as a conflict of an activity.
v1::Conflict ToConflict(const Clash& clash, const Facts& facts);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_FACTS_H_
