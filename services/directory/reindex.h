// Completes what is stored beside organizations and people: sort keys, words, keys.
#ifndef PLENARY_SERVICES_DIRECTORY_REINDEX_H_
#define PLENARY_SERVICES_DIRECTORY_REINDEX_H_

#include "absl/status/status.h"
#include "services/storage/store.h"

namespace plenary::directory {

// Does a bounded part of the work there is: rows of a database that an older program wrote, or all
// of them where derived.h says other things than when they were written. Goes on where it ended
// before; costs one small read where nothing is left. Meanwhile everything else goes on, and what
// was not reached yet is not found. Waits for the store.
absl::Status Reindex(storage::Store& store);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_REINDEX_H_
