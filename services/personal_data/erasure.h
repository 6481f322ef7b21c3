// Erasing a person for good.
#ifndef PLENARY_SERVICES_PERSONAL_DATA_ERASURE_H_
#define PLENARY_SERVICES_PERSONAL_DATA_ERASURE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "plenary/v1/directory.pb.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/personal_data/participations.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::personal_data {

// Erases what every room and the change log hold of a person, and notes that it was done. Returns
// what is left of the person.
absl::StatusOr<v1::Person> Erase(storage::Change& change, Participations& participations,
                                 const v1::Person& person);

// Brings the list of erasures in the file `path` and that of the database together: adds to the
// file who was erased since, and erases who stands in the file alone, as after a restore of a
// backup that is older than the erasure. A file that is not there is an empty one; it is made with
// mode 0600. One line each: "2023-04-18T09:30:00Z people/…". INVALID_ARGUMENT names a line that is
// none; PERMISSION_DENIED where the file cannot be read or written. Changes are made by caller
// "system". Waits for the store.
absl::Status SyncErasures(storage::Store& store, const base::Clock& clock, base::Random& random,
                          Participations& participations, const std::string& path);

}  // namespace plenary::personal_data

#endif  // PLENARY_SERVICES_PERSONAL_DATA_ERASURE_H_
