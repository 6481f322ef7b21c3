// What methods on meeting requests do alike: the event they are in, the request they are about, the
// answer they give.
#ifndef PLENARY_SERVICES_MATCHMAKING_REQUESTS_H_
#define PLENARY_SERVICES_MATCHMAKING_REQUESTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/matchmaking.pb.h"
#include "services/base/access.h"
#include "services/matchmaking/rules.h"
#include "services/matchmaking/table.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::matchmaking {

// The event of a change, with how matchmaking is done there.
struct Occasion {
  v1::Event event;
  v1::MatchmakingSettings settings;
  absl::Time now;
};
// NOT_FOUND: RESOURCE_NOT_FOUND. FAILED_PRECONDITION: RESOURCE_DELETED, WRONG_STATE where the event
// is archived.
absl::StatusOr<Occasion> FindOccasion(storage::Change& change, absl::string_view event);

// A request that is about to change, for whom the caller speaks, and in what event.
struct Matter {
  Occasion occasion;
  v1::MeetingRequest before;
  Sides sides;
  Actor actor;
};
// NOT_FOUND, RESOURCE_DELETED, ETAG_MISMATCH, and the errors of FindOccasion.
absl::StatusOr<Matter> FindMatter(storage::Change& change, const std::string& name,
                                  const std::string& etag);

// Requests as a caller is told of them at `now`: with the names of their sides, EXPIRED where
// nobody answered in time, and with their meeting only to who sees the whole event.
absl::StatusOr<std::vector<v1::MeetingRequest>> Told(storage::Tx& tx, const base::Access* access,
                                                     absl::Time now,
                                                     std::vector<v1::MeetingRequest> requests);

// Writes and records the revision after `before`, and answers with what the caller is told of it.
absl::StatusOr<v1::MeetingRequest> Keep(storage::Change& change, absl::Time now,
                                        const v1::MeetingRequest& before, v1::MeetingRequest after);

}  // namespace plenary::matchmaking

#endif  // PLENARY_SERVICES_MATCHMAKING_REQUESTS_H_
