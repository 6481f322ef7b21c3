// Some items of an imported schedule in one transaction.
#ifndef PLENARY_SERVICES_SCHEDULE_IMPORT_BATCH_H_
#define PLENARY_SERVICES_SCHEDULE_IMPORT_BATCH_H_

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "plenary/v1/schedule.pb.h"
#include "services/schedule/import_rules.h"
#include "services/storage/change.h"
#include "services/vault/vault.h"

namespace plenary::schedule {

// What became of items.
struct ImportedBatch {
  // What was created, updated, left, refused and found in conflict.
  v1::ImportScheduleResponse counts;
  std::vector<v1::ScheduleImportRemark> remarks;
};

// Makes sessions of the items [first, end), with the rooms, tracks and people that they name and
// that are not there yet. What was imported before is updated. An item that is refused is remarked
// on; one that conflicts is kept in the work in progress.
absl::StatusOr<ImportedBatch> ImportItems(storage::Change& change, const vault::Vault& vault,
                                          const v1::ImportScheduleRequest& request,
                                          const ImportedSchedule& schedule, size_t first,
                                          size_t end);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_IMPORT_BATCH_H_
