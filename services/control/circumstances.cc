#include "services/control/circumstances.h"

#include "services/base/errors.h"
#include "services/control/commitment_rules.h"
#include "services/control/commitment_table.h"
#include "services/control/item_rules.h"
#include "services/storage/resource.h"

namespace plenary::control {

absl::StatusOr<Circumstances> FindCircumstances(storage::Tx& tx, absl::Time now) {
  Circumstances found;
  PLENARY_ASSIGN_OR_RETURN(found.settings, FindSettings(tx));
  found.calendar = Calendar(found.settings);
  found.now = now;
  found.today = Today(found.settings, now);
  found.last_overdue = found.calendar.LastOverdue(found.today);
  found.last_silent_day = LastSilentDay(found.today, SilentAfterDays(found.settings));
  return found;
}

absl::StatusOr<Circumstances> FindCircumstances(storage::Change& change) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(kSettingsName));
  return FindCircumstances(change.tx(), now);
}

void Tell(const Circumstances& circumstances, v1::ActionItem& item) {
  const absl::optional<absl::CivilDay> due = DayOf(item.due_date());
  item.set_effective_due_date(due ? Written(circumstances.calendar.Effective(*due)) : "");
  item.set_is_overdue(IsOverdue(item, circumstances.last_overdue));
}

void Tell(const Circumstances& circumstances, v1::Commitment& commitment) {
  commitment.set_is_silent(IsSilent(commitment, circumstances.last_silent_day));
}

std::string AssignDate(const v1::ControlSettings& settings, const v1::ActionItem& item) {
  if (!item.has_assign_time()) return "";
  const absl::Time assigned = absl::FromUnixMicros(storage::ToMicros(item.assign_time()));
  return Written(Today(settings, assigned));
}

}  // namespace plenary::control
