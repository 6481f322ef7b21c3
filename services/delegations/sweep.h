// What time alone brings about: holds expire, windows open, and who waits moves up.
#ifndef PLENARY_SERVICES_DELEGATIONS_SWEEP_H_
#define PLENARY_SERVICES_DELEGATIONS_SWEEP_H_

#include "absl/status/status.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/delegations/desk.h"
#include "services/storage/store.h"

namespace plenary::delegations {

// Closes holds that have expired, moves up who waits where there is a seat and the window is open,
// and expires what nobody confirmed in closed events, event by event, a bounded amount of each. The
// changes are made by caller "system". Tries every event; returns the first error. Waits for the
// store.
absl::Status Sweep(storage::Store& store, const base::Clock& clock, base::Random& random,
                   Attendances& attendances);

// Lets nominations nobody confirmed expire in an event that was closed, at most a thousand, and
// notes whether there are more for the next sweep.
absl::Status ExpireUnconfirmed(Desk& desk);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_SWEEP_H_
