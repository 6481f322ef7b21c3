// What the assets ask of the room above them, which keeps the ledger of what is booked.
#ifndef PLENARY_SERVICES_ASSETS_BOOKINGS_H_
#define PLENARY_SERVICES_ASSETS_BOOKINGS_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/assets.pb.h"
#include "services/storage/store.h"

namespace plenary::assets {

// Most units of a shared asset taken at one instant.
struct Peak {
  int64_t units = 0;
  absl::Time at;
  std::string activity;  // one that takes part in it; empty where nothing is booked
};

// Safe from several threads; called inside the transaction of the change.
class Bookings {
 public:
  virtual ~Bookings() = default;
  // The peak from `from` on.
  virtual absl::StatusOr<Peak> PeakOf(storage::Tx& tx, absl::string_view asset,
                                      absl::Time from) = 0;
  // The name of an activity that needs the asset and ends after `from`, released or in progress;
  // empty where there is none.
  virtual absl::StatusOr<std::string> BlockerOfAsset(storage::Tx& tx, absl::string_view asset,
                                                     absl::Time from) = 0;
  // The name of an activity that takes place at the venue and ends after `from`; empty where there
  // is none.
  virtual absl::StatusOr<std::string> BlockerOfVenue(storage::Tx& tx, absl::string_view venue,
                                                     absl::Time from) = 0;
  // The asset, whose row says so already, is in another venue from now on, and so is whoever is
  // booked there after `from`. RESOURCE_EXHAUSTED: TRANSACTION_TOO_LARGE.
  virtual absl::Status AssetMoved(storage::Tx& tx, absl::string_view asset, absl::Time from) = 0;
  // How many activities after `from` somebody can no longer get to in time, by the travel times as
  // they stand.
  virtual absl::StatusOr<int32_t> CountTravelMisfits(storage::Tx& tx, absl::Time from) = 0;
};

}  // namespace plenary::assets

#endif  // PLENARY_SERVICES_ASSETS_BOOKINGS_H_
