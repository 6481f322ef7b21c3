#include "services/base/negotiation_condition.h"

#include <set>
#include <string>
#include <vector>

#include "services/base/errors.h"
#include "services/base/names.h"

namespace plenary::base {

absl::StatusOr<SqlCondition> OfNegotiations(const Access* access, absl::string_view column,
                                            int first) {
  if (SeesAll(access)) return SqlCondition();
  std::set<std::string> negotiations;
  for (const Grant& grant : access->grants()) {
    const absl::string_view negotiation = NegotiationOf(grant.on);
    if (!negotiation.empty()) negotiations.emplace(negotiation);
  }
  if (negotiations.size() > kMostPlaces) {
    return Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_TRANSACTION_TOO_LARGE,
                  "you hold roles on too many negotiations to list what comes from them all; "
                  "ask for a role on the installation");
  }
  const std::vector<std::string> names(negotiations.begin(), negotiations.end());
  return IsOneOf(column, names, first);
}

}  // namespace plenary::base
