// Who may be the same person as somebody.
#ifndef PLENARY_SERVICES_DIRECTORY_DUPLICATES_H_
#define PLENARY_SERVICES_DIRECTORY_DUPLICATES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "services/directory/table.h"
#include "services/storage/store.h"

namespace plenary::directory {

// Everybody who is there and looks like `who`, himself excepted, from kShownLikeness up, the
// likeliest first. Beside what MatchPeople looks at: misspelt names, family and given name
// exchanged, the same date of birth.
absl::StatusOr<std::vector<PersonMatch>> FindDuplicatesOf(storage::Tx& tx, const PersonRow& who);

// ALREADY_EXISTS: LIKELY_DUPLICATE, where somebody looks like `who` by kLikelyLikeness or more.
absl::Status CheckNoLikelyDuplicate(storage::Tx& tx, const PersonRow& who);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_DUPLICATES_H_
