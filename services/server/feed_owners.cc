#include "services/server/feed_owners.h"

#include <utility>
#include <vector>

#include "services/access/resolve.h"
#include "services/base/errors.h"
#include "services/server/sight.h"

namespace plenary::server {

using MaybeAccess = absl::optional<base::Access>;

absl::StatusOr<MaybeAccess> CurrentOwners::AccessNow(storage::Tx& tx, absl::string_view owner,
                                                     absl::string_view subject) const {
  if (!check_access_) return MaybeAccess(base::Access({{v1::ADMINISTRATOR, ""}}));
  absl::StatusOr<access::Caller> caller = access::ResolveName(tx, owner);
  if (caller.status().code() == absl::StatusCode::kUnauthenticated) return MaybeAccess();
  if (!caller.ok()) return caller.status();
  const Sight sight(caller->access, owner);
  Lookup lookup(tx, sight);
  PLENARY_ASSIGN_OR_RETURN(const std::vector<bool> seen, lookup.WhichAreSeen({subject}));
  if (!seen.front()) return MaybeAccess();
  return MaybeAccess(std::move(caller->access));
}

}  // namespace plenary::server
