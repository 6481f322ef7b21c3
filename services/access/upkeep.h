// What is done for credentials off the path of calls.
#ifndef PLENARY_SERVICES_ACCESS_UPKEEP_H_
#define PLENARY_SERVICES_ACCESS_UPKEEP_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/storage/store.h"

namespace plenary::access {

// Notes that the credentials of those `names` were used in this hour. The change log has nothing of
// it. Costs one statement a name, 500 in a transaction; waits for the store.
absl::Status NoteUse(storage::Store& store, const std::vector<std::string>& names);

// Removes sessions and credentials of deleted users that expired a month ago or earlier, a bounded
// number of them. Waits for the store.
absl::Status RemoveExpiredCredentials(storage::Store& store);

}  // namespace plenary::access

#endif  // PLENARY_SERVICES_ACCESS_UPKEEP_H_
