// What a refusal offers instead.
#ifndef PLENARY_SERVICES_SCHEDULE_ALTERNATIVES_H_
#define PLENARY_SERVICES_SCHEDULE_ALTERNATIVES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/schedule.pb.h"
#include "services/schedule/line_rules.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// Adds to a refusal of `activity` (SUBJECT_OCCUPIED, CAPACITY_EXCEEDED, TRAVEL_TOO_SHORT,
// ASSET_NOT_AVAILABLE) the metadata `alternatives`: the three nearest times within a week at which
// all its lines fit, in the hours of the event's settings, as RFC 3339 intervals "start/end" in UTC
// separated by commas; and, where an asset is in the way, `otherAssets`: up to three of the same
// kind and venue, at least as large and with the same attributes (of interpreters: languages and
// modes), that are free at that time. Other statuses come back as they are. Reads only.
absl::StatusOr<absl::Status> WithAlternatives(storage::Tx& tx, absl::Status refusal,
                                              const v1::Activity& activity, const Facts& facts,
                                              absl::Time now);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_ALTERNATIVES_H_
