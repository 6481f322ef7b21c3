// What programmes and itineraries read of a schedule: versions, facts, and how its caller is told.
#ifndef PLENARY_SERVICES_SCHEDULE_PROGRAMME_READING_H_
#define PLENARY_SERVICES_SCHEDULE_PROGRAMME_READING_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/timestamp.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "services/schedule/line_rules.h"
#include "services/schedule/programme_rules.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// PERMISSION_DENIED: ROLE_REQUIRED unless the caller sees all of the event.
absl::Status CheckSeesWhole(const storage::Call& call, absl::string_view event);

// A version of a schedule, as it stands on what shows it.
struct Version {
  std::string label;                 // empty: the work in progress, or nothing was released
  google::protobuf::Timestamp time;  // when it was released
};
absl::StatusOr<Version> VersionInForce(storage::Tx& tx, absl::string_view event);
// Of "events/…/plans/7". NOT_FOUND: RESOURCE_NOT_FOUND.
absl::StatusOr<Version> VersionNamed(storage::Tx& tx, absl::string_view plan);
// The number in the name of a released version; 0 where it names none.
int64_t NumberOfPlan(absl::string_view plan);

// The facts of `event` that activities refer to; `also` is loaded with them.
absl::StatusOr<Facts> FactsOf(storage::Tx& tx, absl::string_view event,
                              const std::vector<v1::Activity>& activities, Named also = {});

// How lines of an event are written for a caller: whoever doesn't see all of the event is told
// neither of cars, interpreters and officials nor of their telephones.
ProgrammeStyle StyleFor(const storage::Call& call, absl::string_view event,
                        absl::string_view language);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_PROGRAMME_READING_H_
