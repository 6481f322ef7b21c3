// What follows from a protocol in the rooms above.
#ifndef PLENARY_SERVICES_PROTOCOLS_FOLLOWERS_H_
#define PLENARY_SERVICES_PROTOCOLS_FOLLOWERS_H_

#include <vector>

#include "absl/status/status.h"
#include "plenary/v1/protocols.pb.h"
#include "services/storage/change.h"

namespace plenary::protocols {

// Safe from several threads; called inside the transaction of the change, after its rows were
// written. What it changes, it records; a refusal of it refuses the signature.
class ProtocolFollower {
 public:
  virtual ~ProtocolFollower() = default;
  // A protocol was signed by all who were to sign it, or a record was approved. `items` are its
  // living items in their order; what an item amends is in its `amends_item`.
  virtual absl::Status Concluded(storage::Change& change, const v1::Protocol& protocol,
                                 const std::vector<v1::ProtocolItem>& items) = 0;
};

}  // namespace plenary::protocols

#endif  // PLENARY_SERVICES_PROTOCOLS_FOLLOWERS_H_
