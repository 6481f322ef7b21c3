#include "services/control/visibility.h"

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/negotiation_condition.h"

namespace plenary::control {

absl::StatusOr<base::SqlCondition> SeenItems(const base::Access* access, const std::string& person,
                                             int first) {
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition seen,
                           base::OfNegotiations(access, "negotiation", first));
  if (seen.sql.empty() || person.empty()) return seen;
  const std::string who = absl::StrCat("$", first + static_cast<int>(seen.params.size()));
  seen.sql = absl::StrCat(
      "(", seen.sql, " OR name IN (SELECT item FROM action_item_people WHERE who = ", who,
      " OR who IN (SELECT alias FROM person_aliases WHERE person = ", who, ")))");
  seen.params.emplace_back(person);
  return seen;
}

}  // namespace plenary::control
