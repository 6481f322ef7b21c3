// Which meeting answers which meeting request.
#ifndef PLENARY_SERVICES_SCHEDULE_ANSWERED_REQUESTS_H_
#define PLENARY_SERVICES_SCHEDULE_ANSWERED_REQUESTS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/schedule/agenda.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// Notes with the requests what becomes of the meetings that `entries` change: a request is
// SCHEDULED as soon as a meeting of the work in progress names it, and ACCEPTED again once that
// meeting is cancelled or deleted there, or names another; what was released of it doesn't matter.
// All entries count together, so that a request can go from one meeting to another. What comes back
// and whose request waits for no meeting any more, stands without it. NOT_FOUND:
// RESOURCE_NOT_FOUND. FAILED_PRECONDITION: RESOURCE_DELETED; WRONG_STATE where a request is not
// ACCEPTED; RESOURCE_IN_USE where another meeting answers it.
absl::Status NoteAnsweredRequests(storage::Change& change, absl::Time now,
                                  std::vector<Entry>& entries);

// Why NoteAnsweredRequests would refuse, entry by entry: FAILED_PRECONDITION, or OK where it would
// not. Writes nothing.
absl::StatusOr<std::vector<absl::Status>> JudgeAnsweredRequests(storage::Tx& tx,
                                                                std::vector<Entry> entries);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_ANSWERED_REQUESTS_H_
