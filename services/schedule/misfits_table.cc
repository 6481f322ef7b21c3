#include "services/schedule/misfits_table.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "services/base/errors.h"

namespace plenary::schedule {
namespace {

std::pair<absl::Time, std::string> PlaceOf(const ActivityRow& row) {
  return {StartOf(row.body), NameOf(row.body)};
}

}  // namespace

absl::StatusOr<std::vector<ActivityRow>> ListActivitiesFrom(storage::Tx& tx,
                                                            absl::string_view event,
                                                            int64_t start_us,
                                                            absl::string_view name, int64_t limit) {
  std::vector<ActivityRow> rows;
  // Type by type, each from the index.
  for (const int64_t type : {1, 2, 3}) {
    LoadedActivities loaded;
    PLENARY_RETURN_IF_ERROR(
        tx.Run({"SELECT type, body, released, is_changed FROM activities "
                "WHERE event = $1 AND type = $2 AND (start_us, name) >= ($3, $4) "
                "AND (deleted_us = 0 OR released IS NOT NULL) ORDER BY start_us, name LIMIT $5",
                {event, type, start_us, name, limit},
                loaded.Reader()}));
    PLENARY_ASSIGN_OR_RETURN(std::vector<ActivityRow> found, loaded.TakeAll());
    std::move(found.begin(), found.end(), std::back_inserter(rows));
  }
  std::sort(rows.begin(), rows.end(), [](const ActivityRow& left, const ActivityRow& right) {
    return PlaceOf(left) < PlaceOf(right);
  });
  if (rows.size() > static_cast<size_t>(limit)) rows.resize(static_cast<size_t>(limit));
  return rows;
}

absl::StatusOr<std::string> NextEventWithActivities(storage::Tx& tx, absl::string_view event) {
  std::string next;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT event FROM activities WHERE event > $1 ORDER BY event LIMIT 1",
              {event},
              [&](const storage::Row& row) { next = std::string(row.Text(0)); }}));
  return next;
}

}  // namespace plenary::schedule
