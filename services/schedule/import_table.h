// What imports of schedules keep beside what they make: which resource an id of a file became, and
// what was remarked on.
#ifndef PLENARY_SERVICES_SCHEDULE_IMPORT_TABLE_H_
#define PLENARY_SERVICES_SCHEDULE_IMPORT_TABLE_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/schedule.pb.h"
#include "services/base/list_query.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// Resources by the ids that they have in files; those that were never imported into the event are
// not there. `kind` is "session", "room", "track", "person" or "venue"; or "person name", whose
// resource is the name that the file gives to a person, where the directory writes it otherwise.
absl::StatusOr<std::map<std::string, std::string>> FindImported(
    storage::Tx& tx, absl::string_view event, absl::string_view kind,
    const std::vector<std::string>& external_ids);
// Notes what an id became, instead of what it was before.
absl::Status NoteImported(storage::Tx& tx, absl::string_view event, absl::string_view kind,
                          const std::map<std::string, std::string>& resources);

// Adds remarks of an operation, numbered from `first` on.
absl::Status InsertRemarks(storage::Tx& tx, absl::string_view operation, int64_t first,
                           const std::vector<v1::ScheduleImportRemark>& remarks);
absl::Status DeleteRemarks(storage::Tx& tx, absl::string_view operation);
// Within "operation = $1".
const base::ListSpec& ImportRemarkList();

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_IMPORT_TABLE_H_
