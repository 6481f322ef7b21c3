// Many rows in one call: all or nothing, or row by row.
#ifndef PLENARY_SERVICES_DELEGATIONS_ROWS_H_
#define PLENARY_SERVICES_DELEGATIONS_ROWS_H_

#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/delegations.pb.h"

namespace plenary::delegations {

// Whether a rule refused the row, so that the next can still be tried; else the engine failed.
bool IsRefusal(const absl::Status& status);

// What became of `count` rows, each done by `do_row`, which writes nothing where it refuses. Row by
// row, a refusal is the row's error. All or nothing, every row is tried, and then base::RefuseRows
// is the answer if any was refused. Errors that are no refusals (the database failed) end it at
// once. `field` is the list's path in the request: "participants".
absl::StatusOr<std::vector<v1::ParticipantResult>> DoRows(
    v1::BatchMode mode, int count, absl::string_view field,
    absl::FunctionRef<absl::StatusOr<v1::Participant>(int row)> do_row);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_ROWS_H_
