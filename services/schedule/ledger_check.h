// Whether the ledger says what the schedule does: for the operator's checks.
#ifndef PLENARY_SERVICES_SCHEDULE_LEDGER_CHECK_H_
#define PLENARY_SERVICES_SCHEDULE_LEDGER_CHECK_H_

#include <vector>

#include "absl/status/status.h"
#include "services/storage/check.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// Adds a finding for each subject that two activities occupy at once, and each shared asset of
// which more is taken than there is; each activity that occupies something without being released,
// firm or held, or at another time than its own; each asset that a released activity uses without
// occupying it. Holds that have expired count for nothing. The database has this program's schema.
absl::Status CheckLedger(storage::Tx& tx, std::vector<storage::Finding>& findings);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_LEDGER_CHECK_H_
