// What protocols say about people, and let go of when a person is erased.
#ifndef PLENARY_SERVICES_PROTOCOLS_PERSONAL_TABLE_H_
#define PLENARY_SERVICES_PROTOCOLS_PERSONAL_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/protocols.pb.h"
#include "services/storage/store.h"

namespace plenary::protocols {

// The protocols in which a person, or an alias of theirs, signs, initials or approves.
absl::StatusOr<std::vector<std::string>> ProtocolsNaming(storage::Tx& tx, absl::string_view person);

// Takes out of a protocol what tells who the signatory `person` was, but that they signed: their
// office and by whom their full powers were given; and out of the change log what it holds of the
// protocol. The body of the transaction declared its partition. Returns it as it is left.
absl::StatusOr<v1::Protocol> EraseSignatory(storage::Tx& tx, const std::string& protocol,
                                            absl::string_view person);

}  // namespace plenary::protocols

#endif  // PLENARY_SERVICES_PROTOCOLS_PERSONAL_TABLE_H_
