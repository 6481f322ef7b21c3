// The purge of events: what is due to go, goes.
#ifndef PLENARY_SERVICES_PERSONAL_DATA_PURGE_H_
#define PLENARY_SERVICES_PERSONAL_DATA_PURGE_H_

#include "absl/status/status.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/personal_data/participations.h"
#include "services/storage/store.h"

namespace plenary::personal_data {

// Goes on with every event whose purge_time has come, at most 1,000 participants of each: stays,
// notes, reasons and answers go, and the protected data of whoever takes part in no event that is
// still to be purged, or will never be. Names stay, and so do all counts. A legal hold on the event
// puts it off, one on a person leaves that person out; both are looked at again every hour until
// they are released. Changes are made by caller "system". Tries every event; returns the first
// error. Waits for the store.
absl::Status Purge(storage::Store& store, const base::Clock& clock, base::Random& random,
                   Participations& participations);

}  // namespace plenary::personal_data

#endif  // PLENARY_SERVICES_PERSONAL_DATA_PURGE_H_
