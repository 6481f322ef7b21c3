#include "services/delegations/rows.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace plenary::delegations {

bool IsRefusal(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kPermissionDenied:
      return base::ReasonOf(status) != v1::ERROR_REASON_UNSPECIFIED;
    default:
      return base::ReasonOf(status) == v1::ERROR_REASON_ETAG_MISMATCH;
  }
}

absl::StatusOr<std::vector<v1::ParticipantResult>> DoRows(
    v1::BatchMode mode, int count, absl::string_view field,
    absl::FunctionRef<absl::StatusOr<v1::Participant>(int row)> do_row) {
  std::vector<v1::ParticipantResult> results(count);
  std::vector<base::RowRefusal> refusals;
  for (int row = 0; row < count; ++row) {
    absl::StatusOr<v1::Participant> done = do_row(row);
    if (done.ok()) {
      *results[row].mutable_participant() = *std::move(done);
      continue;
    }
    if (!IsRefusal(done.status())) return done.status();
    *results[row].mutable_error() = base::ToRpcStatus(done.status());
    refusals.push_back({row, absl::StrCat(field, "[", row, "]"), done.status()});
  }
  if (mode != v1::ROW_BY_ROW && !refusals.empty()) return base::RefuseRows(refusals);
  return results;
}

}  // namespace plenary::delegations
