// PlanningService: how an event is planned, and plans. Each method does what its comment in
// plenary/v1/planning.proto promises; requests arrive checked (base::CheckFields) and run inside a
// transaction of the caller. What takes thought is in plan_work.h and questions.h.
#ifndef PLENARY_SERVICES_PLANNING_SERVICE_H_
#define PLENARY_SERVICES_PLANNING_SERVICE_H_

#include "absl/status/statusor.h"
#include "google/longrunning/operations.pb.h"
#include "plenary/v1/planning.pb.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::planning {

// Safe from several threads.
class PlanningService {
 public:
  absl::StatusOr<v1::PlanningSettings> GetPlanningSettings(
      storage::Tx& tx, const storage::Call& call,
      const v1::GetPlanningSettingsRequest& request) const;
  absl::StatusOr<v1::PlanningSettings> UpdatePlanningSettings(
      storage::Change& change, const v1::UpdatePlanningSettingsRequest& request) const;
  absl::StatusOr<google::longrunning::Operation> PlanEvent(
      storage::Change& change, const v1::PlanEventRequest& request) const;
};

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_SERVICE_H_
