// What the ledger and the links of activities tell of assets, venues and ways as a whole.
#ifndef PLENARY_SERVICES_SCHEDULE_ASSET_USE_TABLE_H_
#define PLENARY_SERVICES_SCHEDULE_ASSET_USE_TABLE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// The name of an activity that concerns `subject`, ends after `from_us` and still takes place, as
// released or in progress, holds that have not expired by `now_us` among them; empty where there is
// none.
absl::StatusOr<std::string> FindUse(storage::Tx& tx, absl::string_view subject, int64_t from_us,
                                    int64_t now_us);

// How many activities that begin at `from_us` or later somebody or something cannot get to in time
// from where it was last known to be. Reads all of the ledger from then on.
absl::StatusOr<int64_t> CountLate(storage::Tx& tx, int64_t from_us, int64_t now_us);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_ASSET_USE_TABLE_H_
