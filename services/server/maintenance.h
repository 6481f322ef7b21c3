// What is cleared away in the background.
#ifndef PLENARY_SERVICES_SERVER_MAINTENANCE_H_
#define PLENARY_SERVICES_SERVER_MAINTENANCE_H_

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/delegations/attendances.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::server {

// One round: expired holds of seats (and who moves up for them), expired holds of people and
// assets, meeting requests that nobody answered in time, expired files and what is left of uploads
// that broke off, request-id answers past their lifetime, change log entries older than
// `change_retention`, and what is to be completed beside rows of an older program or sealed anew
// with the current key. Every part does a bounded amount of work and is tried even where one before
// it failed; returns the first error. Waits for the store.
absl::Status MaintainOnce(storage::Store& store, const vault::Vault& vault,
                          const base::Clock& clock, base::Random& random,
                          delegations::Attendances& attendances, absl::Duration change_retention);

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_MAINTENANCE_H_
