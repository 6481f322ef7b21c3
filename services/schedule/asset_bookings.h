// What the assets ask of the ledger.
#ifndef PLENARY_SERVICES_SCHEDULE_ASSET_BOOKINGS_H_
#define PLENARY_SERVICES_SCHEDULE_ASSET_BOOKINGS_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/assets/bookings.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// Answers from the rows and links of the transaction; holds that have expired count for nothing.
class AssetBookings : public assets::Bookings {
 public:
  absl::StatusOr<assets::Peak> PeakOf(storage::Tx& tx, absl::string_view asset,
                                      absl::Time from) override;
  absl::StatusOr<std::string> BlockerOfAsset(storage::Tx& tx, absl::string_view asset,
                                             absl::Time from) override;
  absl::StatusOr<std::string> BlockerOfVenue(storage::Tx& tx, absl::string_view venue,
                                             absl::Time from) override;
  absl::Status AssetMoved(storage::Tx& tx, absl::string_view asset, absl::Time from) override;
  absl::StatusOr<int32_t> CountTravelMisfits(storage::Tx& tx, absl::Time from) override;
};

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_ASSET_BOOKINGS_H_
