// Completes what is stored beside delegations and participants: sort keys for readers.
#ifndef PLENARY_SERVICES_DELEGATIONS_REINDEX_H_
#define PLENARY_SERVICES_DELEGATIONS_REINDEX_H_

#include "absl/status/status.h"
#include "services/storage/store.h"

namespace plenary::delegations {

// Does a bounded part of the work there is: rows of a database that an older program wrote, or all
// of them where the directory's derived data are of another version than when they were written.
// Goes on where it ended before; costs one small read where nothing is left. Waits for the store.
absl::Status Reindex(storage::Store& store);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_REINDEX_H_
