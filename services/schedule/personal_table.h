// What the schedule keeps of people beside their names, and lets go of when a person is erased.
#ifndef PLENARY_SERVICES_SCHEDULE_PERSONAL_TABLE_H_
#define PLENARY_SERVICES_SCHEDULE_PERSONAL_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/schedule/table.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// The events in whose schedule something concerns the person.
absl::StatusOr<std::vector<std::string>> EventsConcerning(storage::Tx& tx,
                                                          absl::string_view person);

// Takes what a person said with their answers to invitations out of activities and versions, and
// out of the change log what it holds of these activities. Returns them as they are left, so that
// the caller can record them.
absl::StatusOr<std::vector<ActivityRow>> EraseAnswerNotes(storage::Tx& tx,
                                                          absl::string_view person);

// Forgets by which id, which may be a name, and name the files that were imported know the person.
absl::Status ForgetImportedPerson(storage::Tx& tx, absl::string_view person);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_PERSONAL_TABLE_H_
