// Finds times for an activity that has none yet.
#ifndef PLENARY_SERVICES_SCHEDULE_TIME_SEARCH_H_
#define PLENARY_SERVICES_SCHEDULE_TIME_SEARCH_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/schedule.pb.h"
#include "services/base/errors.h"
#include "services/schedule/suggest_rules.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// What a time is looked for.
struct TimeSearch {
  std::string event;
  v1::FindTime find;
  // Who and what is needed: attendees, assets, interpreters, heads who must attend, the venue. Its
  // interval says nothing, but for own parts of the time, which lie in it.
  v1::Meeting meeting;
  // Activities of which what they occupy counts as free: one that is to be moved, holds that are to
  // be taken over.
  std::string moving;
  std::vector<std::string> take_over;
  size_t most = 5;  // suggestions
};

struct FoundTimes {
  Quest quest;  // that was searched
  Findings findings;
};

// Checks what a time is looked for by; `field` is its path: "find". INVALID_FIELDS.
void CheckFindTime(const v1::FindTime& find, absl::string_view field, base::FieldErrors& errors);

// Searches. Times that have passed are not found, unless the whole window has. In an event that is
// planned in versions, the work in progress counts. Whoever has left is not needed. NOT_FOUND:
// RESOURCE_NOT_FOUND, FAILED_PRECONDITION: RESOURCE_DELETED for the event, an attendee, an asset,
// the venue. INVALID_FIELDS where the hours of the day are empty.
absl::StatusOr<FoundTimes> SearchTimes(storage::Tx& tx, const TimeSearch& search, absl::Time now);

// The assets that a suggestion found for the wishes, in their order.
std::vector<std::string> AssetsOf(const Suggestion& suggestion, const Quest& quest);

// FAILED_PRECONDITION: NO_TIME_FOUND, with what stands in the way.
absl::Status NoTimeFound(const Findings& findings);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_TIME_SEARCH_H_
