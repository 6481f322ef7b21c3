// What time alone brings about: files expire.
#ifndef PLENARY_SERVICES_FILES_SWEEP_H_
#define PLENARY_SERVICES_FILES_SWEEP_H_

#include "absl/status/status.h"
#include "services/storage/store.h"

namespace plenary::files {

// Removes files that have expired and nobody holds, whether they were whole or not, at most a
// hundred, each in a transaction of its own. Waits for the store.
absl::Status Sweep(storage::Store& store);

}  // namespace plenary::files

#endif  // PLENARY_SERVICES_FILES_SWEEP_H_
