// The unary methods of plenary.v1.ChangeService.
#ifndef PLENARY_SERVICES_SERVER_CHANGE_SERVICE_H_
#define PLENARY_SERVICES_SERVER_CHANGE_SERVICE_H_

#include "absl/status/statusor.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::server {

// Contracts as in the proto.
class ChangeService {
 public:
  explicit ChangeService(const base::TokenSealer& sealer) : sealer_(sealer) {}

  absl::StatusOr<v1::ListChangesResponse> ListChanges(storage::Tx& tx, const storage::Call& call,
                                                      const v1::ListChangesRequest& request) const;

 private:
  const base::TokenSealer& sealer_;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_CHANGE_SERVICE_H_
