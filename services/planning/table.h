// The settings of planning and the plans under way in the database, written once for every engine.
#ifndef PLENARY_SERVICES_PLANNING_TABLE_H_
#define PLENARY_SERVICES_PLANNING_TABLE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/planning.pb.h"
#include "services/storage/store.h"

namespace plenary::planning {

inline constexpr absl::string_view kSettingsPattern = "events/{event}/planning";

// Of an event without a row: the defaults.
absl::StatusOr<v1::PlanningSettings> FindSettings(storage::Tx& tx, absl::string_view event);
absl::Status WriteSettings(storage::Tx& tx, absl::string_view event,
                           const v1::PlanningSettings& settings);

// The operation that plans an event; empty: none does.
absl::StatusOr<std::string> FindRun(storage::Tx& tx, absl::string_view event);
absl::Status InsertRun(storage::Tx& tx, absl::string_view event, absl::string_view operation);
absl::Status DeleteRun(storage::Tx& tx, absl::string_view operation);

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_TABLE_H_
