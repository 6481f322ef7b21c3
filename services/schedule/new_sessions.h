// Many new sessions in one transaction.
#ifndef PLENARY_SERVICES_SCHEDULE_NEW_SESSIONS_H_
#define PLENARY_SERVICES_SCHEDULE_NEW_SESSIONS_H_

#include "absl/status/statusor.h"
#include "plenary/v1/schedule.pb.h"
#include "services/storage/change.h"

namespace plenary::schedule {

// Creates every session of the request, judged together. Where one is refused, all are: code,
// reason and metadata of the first refusal with its `row`, and each in a google.rpc.BadRequest.
// Errors: those of CreateSession.
absl::StatusOr<v1::BatchCreateSessionsResponse> CreateAllOrNone(
    storage::Change& change, const v1::BatchCreateSessionsRequest& request);

// Creates those that fit with what is there and with those before them; the others stand in the
// answer with their refusals and leave nothing behind. What is created is one version.
absl::StatusOr<v1::BatchCreateSessionsResponse> CreateRowByRow(
    storage::Change& change, const v1::BatchCreateSessionsRequest& request);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_NEW_SESSIONS_H_
