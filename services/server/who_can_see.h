// Who can see a resource, and why.
#ifndef PLENARY_SERVICES_SERVER_WHO_CAN_SEE_H_
#define PLENARY_SERVICES_SERVER_WHO_CAN_SEE_H_

#include "absl/status/statusor.h"
#include "plenary/v1/access.pb.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::server {

// Answers AccessService.WhoCanSee by asking, for every role that somebody holds, what a call would
// be asked. Safe from several threads.
class Onlookers {
 public:
  // Users who may sign in and links that work, by name, each with the roles that let them see the
  // resource; of roles bound in other events only an answer to who may know of them. NOT_FOUND:
  // RESOURCE_NOT_FOUND.
  absl::StatusOr<v1::WhoCanSeeResponse> WhoCanSee(storage::Tx& tx, const storage::Call& call,
                                                  const v1::WhoCanSeeRequest& request) const;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_WHO_CAN_SEE_H_
