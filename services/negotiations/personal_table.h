// What dossiers keep of the people who work on them, for when a person is erased.
#ifndef PLENARY_SERVICES_NEGOTIATIONS_PERSONAL_TABLE_H_
#define PLENARY_SERVICES_NEGOTIATIONS_PERSONAL_TABLE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/negotiations.pb.h"
#include "services/storage/store.h"

namespace plenary::negotiations {

// The negotiations that a person, or an alias of theirs, answers for, and the topics that they
// prepare, deleted ones included.
absl::StatusOr<std::vector<v1::Negotiation>> NegotiationsInHandOf(storage::Tx& tx,
                                                                  absl::string_view person);
absl::StatusOr<std::vector<v1::Topic>> TopicsOwnedBy(storage::Tx& tx, absl::string_view person);

}  // namespace plenary::negotiations

#endif  // PLENARY_SERVICES_NEGOTIATIONS_PERSONAL_TABLE_H_
