#include "services/events/purge_table.h"

#include "services/base/errors.h"
#include "services/storage/resource.h"

namespace plenary::events {

absl::Status NotePurgeTime(storage::Tx& tx, const v1::Event& event) {
  if (!event.has_purge_time() || event.has_delete_time()) {
    return tx.Run({"DELETE FROM event_purges WHERE event = $1", {event.name()}, nullptr});
  }
  return tx.Run(
      {"INSERT INTO event_purges (event, purge_us, try_us, cursor_name, is_held, done_us) "
       "VALUES ($1, $2, $2, '', 0, 0) ON CONFLICT (event) DO UPDATE SET "
       "purge_us = excluded.purge_us, try_us = excluded.try_us, cursor_name = '', is_held = 0, "
       "done_us = 0 WHERE event_purges.purge_us <> excluded.purge_us",
       {event.name(), storage::ToMicros(event.purge_time())},
       nullptr});
}

absl::StatusOr<std::vector<Purge>> DuePurges(storage::Tx& tx, absl::Time now, int limit) {
  std::vector<Purge> due;
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {"SELECT event, cursor_name, is_held FROM event_purges WHERE done_us = 0 AND try_us <= $1 "
       "ORDER BY try_us LIMIT $2",
       {absl::ToUnixMicros(now), int64_t{limit}},
       [&](const storage::Row& row) {
         due.push_back({std::string(row.Text(0)), std::string(row.Text(1)), row.Int(2) != 0});
       }}));
  return due;
}

absl::Status KeepPurge(storage::Tx& tx, const Purge& purge) {
  return tx.Run(
      {"UPDATE event_purges SET cursor_name = $2, is_held = $3 WHERE event = $1",
       {absl::string_view(purge.event), absl::string_view(purge.cursor), int64_t{purge.is_held}},
       nullptr});
}

absl::Status EndPurge(storage::Tx& tx, absl::string_view event, absl::Time now) {
  return tx.Run({"UPDATE event_purges SET done_us = $2 WHERE event = $1",
                 {event, absl::ToUnixMicros(now)},
                 nullptr});
}

absl::Status BeginPurgeAgain(storage::Tx& tx, absl::string_view event, absl::Time at) {
  return tx.Run(
      {"UPDATE event_purges SET cursor_name = '', is_held = 0, try_us = $2 WHERE event = $1",
       {event, absl::ToUnixMicros(at)},
       nullptr});
}

absl::StatusOr<std::vector<std::string>> NotPurged(storage::Tx& tx,
                                                   const std::vector<std::string>& events) {
  std::vector<std::string> left;
  for (const std::string& event : events) {
    bool is_purged = false;
    PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT 1 FROM event_purges WHERE event = $1 AND done_us > 0",
                                    {absl::string_view(event)},
                                    [&](const storage::Row&) { is_purged = true; }}));
    if (!is_purged) left.push_back(event);
  }
  return left;
}

}  // namespace plenary::events
