// What exports and feeds read beside the tables of the schedule.
#ifndef PLENARY_SERVICES_SCHEDULE_EXPORT_TABLE_H_
#define PLENARY_SERVICES_SCHEDULE_EXPORT_TABLE_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/schedule.pb.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// An activity that was released and deleted since.
struct Deleted {
  v1::Activity activity;  // as it was last released
  absl::Time time;        // when it was taken out of the schedule
};
// Those taken out since `since`, of `event` or, where it is empty, of all events; by start.
// DATA_LOSS: DATABASE_CORRUPT where one cannot be read.
absl::StatusOr<std::vector<Deleted>> ListDeletedSince(storage::Tx& tx, absl::string_view event,
                                                      absl::Time since);

// All resources that were imported into `event`, by the ids they have in the files; `kind` as in
// import_table.h.
absl::StatusOr<std::map<std::string, std::string>> ListImported(storage::Tx& tx,
                                                                absl::string_view event,
                                                                absl::string_view kind);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_EXPORT_TABLE_H_
