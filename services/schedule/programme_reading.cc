#include "services/schedule/programme_reading.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/base/access.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/reach_condition.h"
#include "services/schedule/facts.h"
#include "services/schedule/table.h"

namespace plenary::schedule {

using storage::Call;
using storage::Tx;

absl::Status CheckSeesWhole(const Call& call, absl::string_view event) {
  if (base::SeesWhole(call.access, event)) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_ROLE_REQUIRED,
                      absl::StrCat("this is for who sees all of ", event,
                                   "; ask for what guests are told, or for a role there"),
                      {{"roles", "VIEWER,EVENT_MANAGER,ADMINISTRATOR"}});
}

absl::StatusOr<Version> VersionInForce(Tx& tx, absl::string_view event) {
  PLENARY_ASSIGN_OR_RETURN(const ScheduleHead head, FindHead(tx, event));
  if (head.number == 0) return Version();
  return VersionNamed(tx, PlanName(event, head.number));
}

int64_t NumberOfPlan(absl::string_view plan) {
  int64_t number = 0;
  return absl::SimpleAtoi(base::LastId(plan), &number) && number > 0 ? number : 0;
}

absl::StatusOr<Version> VersionNamed(Tx& tx, absl::string_view plan) {
  PLENARY_ASSIGN_OR_RETURN(const auto found, FindPlan(tx, base::EventOf(plan), NumberOfPlan(plan)));
  if (!found) return base::NotFound(plan);
  return Version{found->label(), found->create_time()};
}

absl::StatusOr<Facts> FactsOf(Tx& tx, absl::string_view event,
                              const std::vector<v1::Activity>& activities, Named also) {
  PLENARY_ASSIGN_OR_RETURN(Facts facts, EventFacts(tx, event));
  for (const v1::Activity& activity : activities) AddNamed(activity, also);
  PLENARY_RETURN_IF_ERROR(LoadFacts(tx, also, facts));
  return facts;
}

ProgrammeStyle StyleFor(const Call& call, absl::string_view event, absl::string_view language) {
  ProgrammeStyle style;
  style.language = std::string(language);
  style.is_working = base::SeesWhole(call.access, event);
  style.with_contacts = call.access == nullptr || call.access->HoldsAnywhere(base::kSecretariat);
  return style;
}

}  // namespace plenary::schedule
