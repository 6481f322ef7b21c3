#include "services/schedule/asset_bookings.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <queue>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/asset_use_table.h"
#include "services/schedule/facts.h"
#include "services/schedule/ledger_table.h"
#include "services/schedule/line_rules.h"
#include "services/schedule/table.h"

namespace plenary::schedule {
namespace {

using storage::Tx;

// A row is no longer than an activity with a day of buffers on either side.
constexpr int64_t kRowDays = 33;
// In the year 3111, after everything.
constexpr int64_t kNever = int64_t{1} << 55;
// Activities that move with an asset in one transaction.
constexpr size_t kMostMoved = 10000;

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

// Rows that were released, by their events.
using ByEvent = std::map<std::string, std::vector<v1::Activity>>;

absl::StatusOr<ByEvent> ReleasedWith(Tx& tx, absl::string_view asset, absl::Time from) {
  PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> rows,
                           ListActivitiesOf(tx, asset, from, absl::FromUnixMicros(kNever),
                                            /*work_in_progress=*/false, kMostMoved + 1));
  if (rows.size() > kMostMoved) {
    return base::Refuse(absl::StatusCode::kResourceExhausted,
                        v1::ERROR_REASON_TRANSACTION_TOO_LARGE,
                        absl::StrCat("more than ", kMostMoved, " activities are booked in ", asset,
                                     "; create another asset in the new venue instead"),
                        {{"limit", absl::StrCat(kMostMoved)}});
  }
  ByEvent by_event;
  for (ActivityRow& row : rows) {
    if (!row.released) continue;
    by_event[std::string(base::EventOf(NameOf(row.body)))].push_back(*std::move(row.released));
  }
  return by_event;
}

// Writes where the people and things of an activity are now; when they are there stays.
absl::Status WriteVenues(Tx& tx, const v1::Activity& activity, const Facts& facts) {
  std::map<std::string, const Line*> places;
  const std::vector<Line> lines = LinesOf(activity, facts, tx.now());
  for (const Line& line : lines) places.emplace(line.subject, &line);
  std::vector<OccupancyRow> rows;
  PLENARY_RETURN_IF_ERROR(tx.Run(SelectOfActivity(NameOf(activity), rows)));
  for (OccupancyRow& row : rows) {
    const auto place = places.find(row.subject);
    if (place == places.end()) continue;
    row.venue = place->second->venue;
    row.end_venue = place->second->end_venue;
  }
  PLENARY_RETURN_IF_ERROR(DeleteRowsOf(tx, {NameOf(activity)}));
  return InsertRows(tx, rows);
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

absl::Status AssetBookings::AssetMoved(Tx& tx, absl::string_view asset, absl::Time from) {
  PLENARY_ASSIGN_OR_RETURN(const ByEvent by_event, ReleasedWith(tx, asset, from));
  for (const auto& [event, activities] : by_event) {
    PLENARY_ASSIGN_OR_RETURN(Facts facts, EventFacts(tx, event));
    Named named;
    for (const v1::Activity& activity : activities) AddNamed(activity, named);
    PLENARY_RETURN_IF_ERROR(LoadFacts(tx, named, facts));
    for (const v1::Activity& activity : activities) {
      PLENARY_RETURN_IF_ERROR(WriteVenues(tx, activity, facts));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<int32_t> AssetBookings::CountTravelMisfits(Tx& tx, absl::Time from) {
  PLENARY_ASSIGN_OR_RETURN(const int64_t late,
                           CountLate(tx, absl::ToUnixMicros(from), absl::ToUnixMicros(tx.now())));
  return static_cast<int32_t>(std::min<int64_t>(late, std::numeric_limits<int32_t>::max()));
}

}  // namespace plenary::schedule
