// Whether the ledger says what the participants do: for the operator's checks.
#ifndef PLENARY_SERVICES_DELEGATIONS_LEDGER_CHECK_H_
#define PLENARY_SERVICES_DELEGATIONS_LEDGER_CHECK_H_

#include <vector>

#include "absl/status/status.h"
#include "services/storage/check.h"
#include "services/storage/store.h"

namespace plenary::delegations {

// Adds a finding for each count of seats used that isn't the number of participants with a seat
// there; each person with more than one active participation in an event; each delegation whose
// changes of composition aren't numbered from 1 without gaps; each participant whose event, person,
// delegation or category isn't there. The database has this program's schema.
absl::Status CheckLedger(storage::Tx& tx, std::vector<storage::Finding>& findings);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_LEDGER_CHECK_H_
