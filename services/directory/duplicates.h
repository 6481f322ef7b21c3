// Who may be the same person as somebody.
#ifndef PLENARY_SERVICES_DIRECTORY_DUPLICATES_H_
#define PLENARY_SERVICES_DIRECTORY_DUPLICATES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/base/access.h"
#include "services/directory/table.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::directory {

// Everybody who is there and looks like `who`, himself excepted, from kShownLikeness up, the
// likeliest first. Beside what MatchPeople looks at: misspelt names, family and given name
// exchanged, the same date of birth.
absl::StatusOr<std::vector<PersonMatch>> FindDuplicatesOf(storage::Tx& tx, const PersonRow& who);

// The same of those alone whom the caller sees.
absl::StatusOr<std::vector<PersonMatch>> FindVisibleDuplicatesOf(storage::Tx& tx,
                                                                 const base::Access* access,
                                                                 const PersonRow& who);

// For a caller who does not see the directory: puts on the list of likely duplicates whoever looks
// like one of `created`, by kLikelyLikeness or more, and is not seen by the caller, who is told
// nothing.
absl::Status FileHiddenLookalikes(storage::Change& change, const std::vector<PersonRow>& created,
                                  absl::Time now);

// ALREADY_EXISTS: LIKELY_DUPLICATE, where somebody looks like `who` by kLikelyLikeness or more.
absl::Status CheckNoLikelyDuplicate(storage::Tx& tx, const PersonRow& who);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_DUPLICATES_H_
