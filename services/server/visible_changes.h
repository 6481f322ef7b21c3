// The change log as somebody may see it who does not see everything.
#ifndef PLENARY_SERVICES_SERVER_VISIBLE_CHANGES_H_
#define PLENARY_SERVICES_SERVER_VISIBLE_CHANGES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/access.h"
#include "services/storage/change_log.h"
#include "services/storage/store.h"

namespace plenary::server {

// Whether every change of `partition` may be shown as it is.
bool SeesWholePartition(const base::Access& access, absl::string_view partition);

// Which of `entries` the caller sees: changes of what it sees now. In two round trips at most,
// however many there are.
absl::StatusOr<std::vector<bool>> VisibleChanges(storage::Tx& tx, const base::Access& access,
                                                 absl::string_view caller,
                                                 const std::vector<storage::ChangeEntry>& entries);

// Takes out of a change what tells of others, for who does not see its partition whole: its number
// and hash; and for who does not even see most of it, the transaction, who made it and how, unless
// that is `caller`, and how full a category is.
void HideFromNarrow(const base::Access& access, absl::string_view caller, v1::Change& change);

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_VISIBLE_CHANGES_H_
