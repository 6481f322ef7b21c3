// How control works on the installation.
#include <string>
#include <utility>

#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/etag.h"
#include "services/control/commitment_table.h"
#include "services/control/day_rules.h"
#include "services/control/references.h"
#include "services/control/service.h"
#include "services/storage/resource.h"

namespace plenary::control {

using storage::Call;
using storage::Change;
using storage::Tx;

absl::StatusOr<v1::ControlSettings> ActionPlanService::GetControlSettings(
    Tx& tx, const Call&, const v1::GetControlSettingsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::ControlSettings settings, FindSettings(tx));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), settings));
  return settings;
}

absl::StatusOr<v1::ControlSettings> ActionPlanService::UpdateControlSettings(
    Change& change, const v1::UpdateControlSettingsRequest& request) const {
  const v1::ControlSettings& asked = request.settings();
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(kSettingsName));
  PLENARY_ASSIGN_OR_RETURN(const v1::ControlSettings before, FindSettings(change.tx()));
  if (!asked.etag().empty() && asked.etag() != before.etag()) {
    return base::StaleEtag(kSettingsName, before.etag());
  }
  v1::ControlSettings after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  base::FieldErrors errors;
  CheckSettings(after, "settings", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  for (std::string& chair : *after.mutable_chairs()) {
    PLENARY_RETURN_IF_ERROR(CheckPerson(change.tx(), "settings.chairs", chair));
  }
  storage::StampUpdated(after, before, now);
  PLENARY_RETURN_IF_ERROR(WriteSettings(change.tx(), after));
  change.Record(kSettingsName, v1::Change::UPDATED, after);
  return after;
}

}  // namespace plenary::control
