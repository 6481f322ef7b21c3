// What time alone brings about: requests that nobody answered expire.
#ifndef PLENARY_SERVICES_MATCHMAKING_SWEEP_H_
#define PLENARY_SERVICES_MATCHMAKING_SWEEP_H_

#include "absl/status/status.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/storage/store.h"

namespace plenary::matchmaking {

// Notes that requests have expired, which counts already; at most a thousand, the oldest first,
// event by event. The changes are made by caller "system". Tries every event; returns the first
// error. Waits for the store.
absl::Status Sweep(storage::Store& store, const base::Clock& clock, base::Random& random);

}  // namespace plenary::matchmaking

#endif  // PLENARY_SERVICES_MATCHMAKING_SWEEP_H_
