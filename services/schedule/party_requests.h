// What becomes of meeting requests when those they name come and go, and their event moves.
#ifndef PLENARY_SERVICES_SCHEDULE_PARTY_REQUESTS_H_
#define PLENARY_SERVICES_SCHEDULE_PARTY_REQUESTS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/storage/change.h"

namespace plenary::schedule {

// A party (a delegation, a participant) does not take part any more: requests of it, or to it, that
// no meeting answers yet are CANCELLED. Where a meeting does, it says who has left, and what
// becomes of it is for people to decide.
absl::Status CancelRequestsOf(storage::Change& change, absl::string_view party);

// A participant comes instead of another: in whatever request names that one and may still lead to
// a meeting, or has.
absl::Status ReplaceInRequests(storage::Change& change, absl::string_view replaced,
                               absl::string_view substitute);

// The event is put off: so are the times that its requests propose.
absl::Status MoveRequests(storage::Change& change, absl::string_view event, absl::Duration shift);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_PARTY_REQUESTS_H_
