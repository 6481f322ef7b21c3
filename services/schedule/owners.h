// What the schedule asks of whoever knows callers: what the owner of a calendar feed may see.
#ifndef PLENARY_SERVICES_SCHEDULE_OWNERS_H_
#define PLENARY_SERVICES_SCHEDULE_OWNERS_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "services/base/access.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// Safe from several threads.
class FeedOwners {
 public:
  virtual ~FeedOwners() = default;

  // What `owner`, a caller as in storage::Call, may do by now. nullopt where they may not sign in
  // any more or do not see `subject`.
  virtual absl::StatusOr<absl::optional<base::Access>> AccessNow(
      storage::Tx& tx, absl::string_view owner, absl::string_view subject) const = 0;
};

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_OWNERS_H_
