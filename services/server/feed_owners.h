// What owners of calendar feeds may see: what they could see now, if they signed in.
#ifndef PLENARY_SERVICES_SERVER_FEED_OWNERS_H_
#define PLENARY_SERVICES_SERVER_FEED_OWNERS_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "services/base/access.h"
#include "services/schedule/owners.h"
#include "services/storage/store.h"

namespace plenary::server {

// Safe from several threads.
class CurrentOwners : public schedule::FeedOwners {
 public:
  // Without `check_access` whoever calls a server is the program itself, and so are owners.
  explicit CurrentOwners(bool check_access) : check_access_(check_access) {}

  absl::StatusOr<absl::optional<base::Access>> AccessNow(storage::Tx& tx, absl::string_view owner,
                                                         absl::string_view subject) const override;

 private:
  const bool check_access_;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_FEED_OWNERS_H_
