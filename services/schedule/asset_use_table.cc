#include "services/schedule/asset_use_table.h"

#include "services/base/errors.h"

namespace plenary::schedule {
namespace {

// No activity is longer, buffers included.
constexpr int64_t kLongestUseMicros = int64_t{33} * 24 * 60 * 60 * 1'000'000;
// No way is longer.
constexpr int64_t kLongestWayMicros = int64_t{48} * 60 * 60 * 1'000'000;

}  // namespace

absl::StatusOr<std::string> FindUse(storage::Tx& tx, absl::string_view subject, int64_t from_us,
                                    int64_t now_us) {
  std::string activity;
  // Cancelled sessions and meetings (state 3) keep their links. Bookings (type 3) have one form,
  // and those that were given back or have expired have no rows that count.
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {"SELECT l.activity FROM activity_links AS l JOIN activities AS a ON a.name = l.activity "
       "WHERE l.subject = $1 AND l.layer IN (0, 1) AND l.start_us > $2 AND l.end_us > $3 AND "
       "CASE WHEN a.type = 3 THEN EXISTS (SELECT 1 FROM occupancy AS o WHERE o.activity = a.name "
       "AND (o.expire_us = 0 OR o.expire_us > $4)) "
       "WHEN l.layer = 0 THEN a.released_state <> 3 AND a.released_deleted_us = 0 "
       "ELSE a.state <> 3 AND a.deleted_us = 0 END "
       "AND NOT EXISTS (SELECT 1 FROM events AS e WHERE e.name = a.event AND e.deleted_us > 0) "
       "ORDER BY l.layer, l.start_us, l.activity LIMIT 1",
       {subject, from_us - kLongestUseMicros, from_us, now_us},
       [&](const storage::Row& row) { activity = std::string(row.Text(0)); }}));
  return activity;
}

absl::StatusOr<int64_t> CountLate(storage::Tx& tx, int64_t from_us, int64_t now_us) {
  int64_t late = 0;
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {"SELECT COUNT(DISTINCT later) FROM (SELECT end_us, end_venue, LEAD(activity) OVER w AS "
       "later, LEAD(start_us) OVER w AS later_start, LEAD(venue) OVER w AS later_venue "
       "FROM occupancy WHERE (venue <> '' OR end_venue <> '') AND start_us > $1 AND end_us > $2 "
       "AND (expire_us = 0 OR expire_us > $3) "
       "WINDOW w AS (PARTITION BY subject ORDER BY start_us, activity, line)) AS ways "
       "JOIN travel_times ON origin = end_venue AND destination = later_venue "
       "WHERE later_start >= $4 AND later_start - end_us < seconds * 1000000",
       {from_us - kLongestWayMicros - kLongestUseMicros, from_us - kLongestWayMicros, now_us,
        from_us},
       [&](const storage::Row& row) { late = row.Int(0); }}));
  return late;
}

}  // namespace plenary::schedule
