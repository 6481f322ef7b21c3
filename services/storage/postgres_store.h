// The engine for when one machine is not enough: PostgreSQL through libpq.
//
// Bodies on one partition would fight over its quotas and its chain and abort each other all day,
// so each server queues them in a lane per set of keys and commits many together. Servers take
// turns by advisory locks on the sorted keys, taken before the transaction takes its snapshot;
// SERIALIZABLE stands behind the locks.
#ifndef PLENARY_SERVICES_STORAGE_POSTGRES_STORE_H_
#define PLENARY_SERVICES_STORAGE_POSTGRES_STORE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/base/clock.h"
#include "services/storage/store.h"

namespace plenary::storage {

// As OpenStore, for `postgresql://…` (also `postgres://…`), several hosts and
// target_session_attrs included. UNAVAILABLE (DATABASE_UNAVAILABLE) where the database cannot be
// reached within a few seconds.
absl::StatusOr<std::unique_ptr<Store>> OpenPostgresStore(absl::string_view uri,
                                                         const base::Clock& clock,
                                                         const StoreOptions& options);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_POSTGRES_STORE_H_
