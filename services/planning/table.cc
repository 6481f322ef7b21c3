#include "services/planning/table.h"

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "services/base/errors.h"
#include "services/base/etag.h"
#include "services/storage/resource.h"

namespace plenary::planning {

using storage::Bytes;
using storage::Row;
using storage::Tx;

absl::StatusOr<v1::PlanningSettings> FindSettings(Tx& tx, absl::string_view event) {
  PLENARY_ASSIGN_OR_RETURN(absl::optional<v1::PlanningSettings> found,
                           storage::Find<v1::PlanningSettings>(
                               tx, "SELECT body FROM planning_settings WHERE event = $1", event));
  if (found) return *std::move(found);
  v1::PlanningSettings settings;
  settings.set_name(absl::StrCat(event, "/planning"));
  settings.set_etag(base::FirstEtag());
  return settings;
}

absl::Status WriteSettings(Tx& tx, absl::string_view event, const v1::PlanningSettings& settings) {
  const std::string body = settings.SerializeAsString();
  return tx.Run(
      {"INSERT INTO planning_settings (event, body) VALUES ($1, $2) "
       "ON CONFLICT (event) DO UPDATE SET body = excluded.body",
       {event, Bytes{body}},
       nullptr});
}

absl::StatusOr<std::string> FindRun(Tx& tx, absl::string_view event) {
  std::string operation;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT operation FROM plan_runs WHERE event = $1",
                                  {event},
                                  [&](const Row& row) { operation = std::string(row.Text(0)); }}));
  return operation;
}

absl::Status InsertRun(Tx& tx, absl::string_view event, absl::string_view operation) {
  return tx.Run(
      {"INSERT INTO plan_runs (event, operation) VALUES ($1, $2)", {event, operation}, nullptr});
}

absl::Status DeleteRun(Tx& tx, absl::string_view operation) {
  return tx.Run({"DELETE FROM plan_runs WHERE operation = $1", {operation}, nullptr});
}

}  // namespace plenary::planning
