// What time alone brings about: holds expire.
#ifndef PLENARY_SERVICES_SCHEDULE_SWEEP_H_
#define PLENARY_SERVICES_SCHEDULE_SWEEP_H_

#include "absl/status/status.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// Notes that holds have expired and takes what they kept out of the ledger, where it counts for
// nothing already; at most a thousand, the oldest first, event by event. The changes are made by
// caller "system". Tries every event; returns the first error. Waits for the store.
absl::Status Sweep(storage::Store& store, const base::Clock& clock, base::Random& random);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_SWEEP_H_
