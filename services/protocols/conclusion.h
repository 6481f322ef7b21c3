// What happens once a protocol is signed by all, or approved.
#ifndef PLENARY_SERVICES_PROTOCOLS_CONCLUSION_H_
#define PLENARY_SERVICES_PROTOCOLS_CONCLUSION_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "plenary/v1/protocols.pb.h"
#include "services/protocols/followers.h"
#include "services/protocols/papers.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::protocols {

// Whether the item `amended` may be amended by an item of a protocol that amends `amends`: one of
// that protocol, or of one that that one amended, directly or not, and by no other item yet.
// `field` is its path in the request. NOT_FOUND; FAILED_PRECONDITION: RESOURCE_DELETED,
// ALREADY_SUPERSEDED; INVALID_ARGUMENT: INVALID_FIELDS.
absl::StatusOr<v1::ProtocolItem> FindAmendedItem(storage::Tx& tx, const std::string& amends,
                                                 const std::string& amended,
                                                 absl::string_view field);

// Writes `after`, which is SIGNED or APPROVED, marks what it and its items amend, and tells
// `follower` (nullptr: nobody). `items` are its living ones. Returns it as written.
// FAILED_PRECONDITION: those of FindAmended and FindAmendedItem, DUE_BEFORE_SOURCE, those of the
// follower.
absl::StatusOr<v1::Protocol> Conclude(storage::Change& change, const Paper& paper,
                                      v1::Protocol after,
                                      const std::vector<v1::ProtocolItem>& items,
                                      ProtocolFollower* follower);

}  // namespace plenary::protocols

#endif  // PLENARY_SERVICES_PROTOCOLS_CONCLUSION_H_
