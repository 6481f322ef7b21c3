#include "services/schedule/activity_answers.h"

namespace plenary::schedule {

absl::Status CheckNotCancelled(const v1::Activity& activity) {
  if (!IsCancelled(activity)) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
      absl::StrCat(NameOf(activity), " was cancelled and changes no more; create ", "another one"),
      {{"resource", NameOf(activity)},
       {"state", v1::ActivityState_Name(v1::CANCELLED)},
       {"allowed", absl::StrCat(v1::ActivityState_Name(v1::DRAFT), ",",
                                v1::ActivityState_Name(v1::RELEASED))}});
}

absl::Status CheckUntaken(storage::Tx& tx, absl::string_view name) {
  PLENARY_ASSIGN_OR_RETURN(const auto found, FindActivity(tx, name));
  if (!found.has_value()) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS,
      absl::StrCat(name, " exists already, or existed and was deleted; choose another id, update ",
                   "it, or undelete it"),
      {{"resource", std::string(name)}});
}

}  // namespace plenary::schedule
