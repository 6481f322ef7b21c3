#include "services/schedule/asset_bookings.h"

#include <algorithm>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

#include "services/base/errors.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/asset_use_table.h"
#include "services/schedule/ledger_table.h"

namespace plenary::schedule {
namespace {

using storage::Tx;

// A row is no longer than an activity with a day of buffers on either side.
constexpr int64_t kRowDays = 33;

// The most units that `rows`, in the order of their starts, take at one instant from `from_us` on.
assets::Peak PeakIn(const std::vector<OccupancyRow>& rows, int64_t from_us) {
  using Ending = std::pair<int64_t, int64_t>;  // when, and how many units
  std::priority_queue<Ending, std::vector<Ending>, std::greater<>> open;
  assets::Peak peak;
  int64_t units = 0;
  for (const OccupancyRow& row : rows) {
    while (!open.empty() && open.top().first <= std::max(row.start_us, from_us)) {
      units -= open.top().second;
      open.pop();
    }
    open.emplace(row.end_us, row.units);
    units += row.units;
    if (units <= peak.units) continue;
    peak.units = units;
    peak.at = absl::FromUnixMicros(std::max(row.start_us, from_us));
    peak.activity = row.activity;
  }
  return peak;
}

}  // namespace

absl::StatusOr<assets::Peak> AssetBookings::PeakOf(Tx& tx, absl::string_view asset,
                                                   absl::Time from) {
  std::vector<OccupancyRow> rows;
  PLENARY_RETURN_IF_ERROR(
      tx.Run(SelectBetween(asset, absl::ToUnixMicros(from - absl::Hours(24 * kRowDays)),
                           std::numeric_limits<int64_t>::max(), rows)));
  const int64_t from_us = absl::ToUnixMicros(from);
  const int64_t now_us = absl::ToUnixMicros(tx.now());
  rows.erase(std::remove_if(rows.begin(), rows.end(),
                            [&](const OccupancyRow& row) {
                              const bool is_expired = row.expire_us != 0 && row.expire_us <= now_us;
                              return is_expired || row.end_us <= from_us;
                            }),
             rows.end());
  return PeakIn(rows, from_us);
}

absl::StatusOr<std::string> AssetBookings::BlockerOfAsset(Tx& tx, absl::string_view asset,
                                                          absl::Time from) {
  return FindUse(tx, asset, absl::ToUnixMicros(from), absl::ToUnixMicros(tx.now()));
}

absl::StatusOr<std::string> AssetBookings::BlockerOfVenue(Tx& tx, absl::string_view venue,
                                                          absl::Time from) {
  // Where an activity is by its room, the room itself stands in the way.
  return FindUse(tx, venue, absl::ToUnixMicros(from), absl::ToUnixMicros(tx.now()));
}

absl::StatusOr<int32_t> AssetBookings::CountTravelMisfits(Tx& tx, absl::Time from) {
  PLENARY_ASSIGN_OR_RETURN(const int64_t late,
                           CountLate(tx, absl::ToUnixMicros(from), absl::ToUnixMicros(tx.now())));
  return static_cast<int32_t>(std::min<int64_t>(late, std::numeric_limits<int32_t>::max()));
}

}  // namespace plenary::schedule
