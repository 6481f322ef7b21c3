#include "services/control/visibility.h"

#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"

namespace plenary::control {
absl::StatusOr<base::SqlCondition> OfNegotiations(const base::Access* access, int first) {
  if (base::SeesAll(access)) return base::SqlCondition();
  std::set<std::string> negotiations;
  for (const base::Grant& grant : access->grants()) {
    const absl::string_view negotiation = base::NegotiationOf(grant.on);
    if (!negotiation.empty()) negotiations.emplace(negotiation);
  }
  if (negotiations.size() > base::kMostPlaces) {
    return base::Refuse(absl::StatusCode::kResourceExhausted,
                        v1::ERROR_REASON_TRANSACTION_TOO_LARGE,
                        "you hold roles on too many negotiations to list what comes from them all; "
                        "ask for a role on the installation");
  }
  const std::vector<std::string> names(negotiations.begin(), negotiations.end());
  return base::IsOneOf("negotiation", names, first);
}

absl::StatusOr<base::SqlCondition> SeenItems(const base::Access* access, const std::string& person,
                                             int first) {
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition seen, OfNegotiations(access, first));
  if (seen.sql.empty() || person.empty()) return seen;
  const std::string who = absl::StrCat("$", first + static_cast<int>(seen.params.size()));
  seen.sql = absl::StrCat(
      "(", seen.sql, " OR name IN (SELECT item FROM action_item_people WHERE who = ", who,
      " OR who IN (SELECT alias FROM person_aliases WHERE person = ", who, ")))");
  seen.params.emplace_back(person);
  return seen;
}

}  // namespace plenary::control
