// The list of people who may be one, in the database: pairs of somebody who was registered and
// somebody whom whoever did it may not see.
#ifndef PLENARY_SERVICES_DIRECTORY_LIKELY_DUPLICATE_TABLE_H_
#define PLENARY_SERVICES_DIRECTORY_LIKELY_DUPLICATE_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/directory.pb.h"
#include "services/base/list_query.h"
#include "services/storage/store.h"

namespace plenary::directory {

// A pair, without the people in it.
v1::LikelyDuplicate MakePair(absl::string_view person, absl::string_view candidate, int likeness,
                             absl::Time now);
// The names of the two people.
std::string PersonOf(const v1::LikelyDuplicate& pair);
std::string CandidateOf(const v1::LikelyDuplicate& pair);

// Puts pairs on the list; those that are there already stay as they were.
absl::Status InsertPairs(storage::Tx& tx, const std::vector<v1::LikelyDuplicate>& pairs);
absl::StatusOr<absl::optional<v1::LikelyDuplicate>> FindPair(storage::Tx& tx,
                                                             absl::string_view name);
absl::Status DeletePair(storage::Tx& tx, absl::string_view name);
// Takes every pair with the person off the list.
absl::Status DeletePairsOf(storage::Tx& tx, absl::string_view person);
// Makes `to` stand in the pairs of `from`, who is merged into it. The pair of the two goes.
absl::Status MovePairs(storage::Tx& tx, absl::string_view from, absl::string_view to);

// What the list offers.
const base::ListSpec& PairList();

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_LIKELY_DUPLICATE_TABLE_H_
