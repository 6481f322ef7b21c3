// What meeting requests say about people, and let go of when a person is erased.
#ifndef PLENARY_SERVICES_MATCHMAKING_PERSONAL_TABLE_H_
#define PLENARY_SERVICES_MATCHMAKING_PERSONAL_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "plenary/v1/matchmaking.pb.h"
#include "services/storage/store.h"

namespace plenary::matchmaking {

// The events with a request in which one of `names` ("people/…", "events/…/participants/…") is a
// party or comes with one.
absl::StatusOr<std::vector<std::string>> EventsNaming(storage::Tx& tx,
                                                      const std::vector<std::string>& names);

// Takes everything that was written about the meeting out of those requests, and out of the change
// log what it holds of them. Returns them as they are left, so that the caller can record them.
absl::StatusOr<std::vector<v1::MeetingRequest>> EraseNotes(storage::Tx& tx,
                                                           const std::vector<std::string>& names);

}  // namespace plenary::matchmaking

#endif  // PLENARY_SERVICES_MATCHMAKING_PERSONAL_TABLE_H_
