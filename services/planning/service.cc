#include "services/planning/service.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "plenary/v1/changes.pb.h"
#include "services/assets/table.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/events/table.h"
#include "services/planning/plan_writing.h"
#include "services/planning/settings_rules.h"
#include "services/planning/table.h"
#include "services/schedule/agenda.h"
#include "services/storage/operation_table.h"
#include "services/storage/resource.h"

namespace plenary::planning {
namespace {

using google::protobuf::util::TimeUtil;
using storage::Call;
using storage::Change;
using storage::Tx;

constexpr int64_t kMostSeconds = 60 * 60;

// Whether the assets are there, and of a kind that people meet at.
absl::Status CheckAssets(Tx& tx, const v1::PlanningSettings& settings) {
  const std::vector<std::string> names(settings.assets().begin(), settings.assets().end());
  PLENARY_ASSIGN_OR_RETURN(const auto assets, assets::FindAssets(tx, names));
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string field = absl::StrCat("settings.assets[", i, "]");
    PLENARY_RETURN_IF_ERROR(storage::CheckReference(assets[i], field, names[i]));
    const bool is_place =
        assets[i]->kind() == v1::Asset::ROOM || assets[i]->kind() == v1::Asset::TABLE;
    if (!is_place) return base::BadField(field, "must be a room or a table");
    if (!assets[i]->parts().empty()) {
      return base::BadField(field, "is made of parts; name those instead");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckTimeLimit(const v1::PlanEventRequest& request) {
  if (!request.has_time_limit()) return absl::OkStatus();
  const int64_t micros = TimeUtil::DurationToMicroseconds(request.time_limit());
  if (micros > 0 && micros <= kMostSeconds * 1'000'000) return absl::OkStatus();
  return base::BadField("time_limit", "must be more than nothing and at most an hour");
}

absl::Status UnderWay(const std::string& event, const std::string& operation) {
  return base::Refuse(
      absl::StatusCode::kAborted, v1::ERROR_REASON_PLAN_UNDER_WAY,
      absl::StrCat(event, " is being planned by ", operation, "; wait for it, or cancel it"),
      {{"operation", operation}, {"resource", event}});
}

}  // namespace

absl::StatusOr<v1::PlanningSettings> PlanningService::GetPlanningSettings(
    Tx& tx, const Call&, const v1::GetPlanningSettingsRequest& request) const {
  const absl::string_view event = base::EventOf(request.name());
  PLENARY_RETURN_IF_ERROR(storage::Existing(events::FindEvent(tx, event), event).status());
  PLENARY_ASSIGN_OR_RETURN(v1::PlanningSettings settings, FindSettings(tx, event));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), settings));
  return settings;
}

absl::StatusOr<v1::PlanningSettings> PlanningService::UpdatePlanningSettings(
    Change& change, const v1::UpdatePlanningSettingsRequest& request) const {
  const v1::PlanningSettings& asked = request.settings();
  const absl::string_view event = base::EventOf(asked.name());
  PLENARY_ASSIGN_OR_RETURN(const schedule::Agenda agenda, schedule::Agenda::Open(change, event));
  PLENARY_ASSIGN_OR_RETURN(const v1::PlanningSettings before, FindSettings(change.tx(), event));
  if (!asked.etag().empty() && asked.etag() != before.etag()) {
    return base::StaleEtag(asked.name(), before.etag());
  }
  v1::PlanningSettings after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  base::FieldErrors errors;
  CheckSettings(after, "settings", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_RETURN_IF_ERROR(CheckAssets(change.tx(), after));
  storage::StampUpdated(after, before, agenda.now());
  PLENARY_RETURN_IF_ERROR(WriteSettings(change.tx(), event, after));
  change.Record(after.name(), v1::Change::UPDATED, after);
  return after;
}

absl::StatusOr<google::longrunning::Operation> PlanningService::PlanEvent(
    Change& change, const v1::PlanEventRequest& request) const {
  PLENARY_RETURN_IF_ERROR(CheckTimeLimit(request));
  const std::string& event = request.parent();
  PLENARY_ASSIGN_OR_RETURN(const schedule::Agenda agenda, schedule::Agenda::Open(change, event));
  if (agenda.is_direct()) return NeedsVersions(event);
  PLENARY_ASSIGN_OR_RETURN(const std::string under_way, FindRun(change.tx(), event));
  if (!under_way.empty()) return UnderWay(event, under_way);
  v1::PlanEventMetadata metadata;
  metadata.set_state(v1::PlanEventMetadata::READING);
  metadata.set_event(event);
  PLENARY_ASSIGN_OR_RETURN(google::longrunning::Operation operation,
                           storage::AddOperation(change, request, metadata));
  PLENARY_RETURN_IF_ERROR(InsertRun(change.tx(), event, operation.name()));
  return operation;
}

}  // namespace plenary::planning
