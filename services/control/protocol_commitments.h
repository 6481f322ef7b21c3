// Commitments are made of what was undertaken in protocols, when those are concluded.
#ifndef PLENARY_SERVICES_CONTROL_PROTOCOL_COMMITMENTS_H_
#define PLENARY_SERVICES_CONTROL_PROTOCOL_COMMITMENTS_H_

#include <vector>

#include "absl/status/status.h"
#include "plenary/v1/protocols.pb.h"
#include "services/protocols/followers.h"
#include "services/storage/change.h"

namespace plenary::control {

// One commitment of each item that is one, in the negotiation and with the counterpart of the
// protocol, agreed on its date. Where the item amends another, its commitment stands in the place
// of that one's. An item of which there is one already makes no other. Safe from several threads.
class ProtocolCommitments : public protocols::ProtocolFollower {
 public:
  absl::Status Concluded(storage::Change& change, const v1::Protocol& protocol,
                         const std::vector<v1::ProtocolItem>& items) override;
};

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_PROTOCOL_COMMITMENTS_H_
