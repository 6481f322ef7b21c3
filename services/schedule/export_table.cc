#include "services/schedule/export_table.h"

#include "services/base/errors.h"
#include "services/schedule/activity_rules.h"

namespace plenary::schedule {

using storage::Row;
using storage::Tx;

absl::StatusOr<std::vector<Deleted>> ListDeletedSince(Tx& tx, absl::string_view event,
                                                      absl::Time since) {
  std::vector<Deleted> deleted;
  bool is_damaged = false;
  // A deleted row changes no more: it was last updated when it was taken out. What was in progress
  // alone was in no version.
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT item.type, item.body, gone.update_us FROM activities AS gone "
              "JOIN plan_items AS item ON item.event = gone.event AND item.activity = gone.name "
              "WHERE gone.deleted_us > 0 AND gone.update_us >= $1 AND gone.is_changed = 0 "
              "AND gone.released IS NULL AND item.end_number > 0 "
              "AND ($2 = '' OR gone.event = $2) AND NOT EXISTS (SELECT 1 FROM plan_items AS later "
              "WHERE later.event = item.event AND later.activity = item.activity "
              "AND later.first_number > item.first_number) ORDER BY item.start_us, item.activity",
              {absl::ToUnixMicros(since), event},
              [&](const Row& row) {
                Deleted& each = deleted.emplace_back();
                const auto type = static_cast<ActivityType>(row.Int(0));
                is_damaged |= !ParseActivity(type, row.Text(1), each.activity);
                each.time = absl::FromUnixMicros(row.Int(2));
              }}));
  if (is_damaged) {
    return base::Refuse(absl::StatusCode::kDataLoss, v1::ERROR_REASON_DATABASE_CORRUPT,
                        "a stored activity cannot be read; restore the database from a backup");
  }
  return deleted;
}

absl::StatusOr<std::map<std::string, std::string>> ListImported(Tx& tx, absl::string_view event,
                                                                absl::string_view kind) {
  std::map<std::string, std::string> resources;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT external_id, resource FROM imported_items WHERE event = $1 AND kind = $2",
              {event, kind},
              [&resources](const Row& row) {
                resources.emplace(std::string(row.Text(0)), std::string(row.Text(1)));
              }}));
  return resources;
}

}  // namespace plenary::schedule
