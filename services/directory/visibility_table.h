// Which people and organizations somebody sees who does not see the whole directory, in the
// database: those who take part where the caller holds a role, and the organizations these belong
// to, that send delegations there or host events there.
#ifndef PLENARY_SERVICES_DIRECTORY_VISIBILITY_TABLE_H_
#define PLENARY_SERVICES_DIRECTORY_VISIBILITY_TABLE_H_

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/directory.pb.h"
#include "services/base/access.h"
#include "services/base/reach_condition.h"
#include "services/storage/store.h"

namespace plenary::directory {

// In all of these `access` is that of a call: nullptr is the program itself, which sees everything.
// RESOURCE_EXHAUSTED: TRANSACTION_TOO_LARGE, as base::ReachCondition::Make.

inline bool SeesEverybody(const base::Access* access) {
  return access == nullptr || access->SeesDirectory();
}

// Whether the caller sees the person, or the organization, of the name in `column`; parameters from
// `first`. Empty for who sees the directory.
absl::StatusOr<base::SqlCondition> VisiblePeople(const base::Access* access,
                                                 absl::string_view column, int first);
absl::StatusOr<base::SqlCondition> VisibleOrganizations(const base::Access* access,
                                                        absl::string_view column, int first);

// Those of `names` that the caller sees: people by their own names, not by aliases. Whoever sees
// the directory sees all of them, whether or not they exist.
absl::StatusOr<std::set<std::string>> OnlyVisiblePeople(storage::Tx& tx, const base::Access* access,
                                                        const std::vector<std::string>& names);
absl::StatusOr<std::set<std::string>> OnlyVisibleOrganizations(
    storage::Tx& tx, const base::Access* access, const std::vector<std::string>& names);

// Everybody, or every organization, that a caller sees who does not see the directory, but for
// deleted ones; by name.
absl::StatusOr<std::vector<v1::Person>> ListVisiblePeople(storage::Tx& tx,
                                                          const base::Access* access);
absl::StatusOr<std::vector<v1::Organization>> ListVisibleOrganizations(storage::Tx& tx,
                                                                       const base::Access* access);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_VISIBILITY_TABLE_H_
