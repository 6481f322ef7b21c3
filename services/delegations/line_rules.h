// The waiting line of a category: who takes which place, and who moves up. Pure.
#ifndef PLENARY_SERVICES_DELEGATIONS_LINE_RULES_H_
#define PLENARY_SERVICES_DELEGATIONS_LINE_RULES_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/delegations/rules.h"

namespace plenary::delegations {

// One of a delegation's people who wait for a category.
struct Waiter {
  std::string participant;
  int64_t line_class = 1;  // 0: first in line, who came back for a seat that was given away
  int64_t rank = 0;        // the focal point's; the larger the later
  int64_t waiting_us = 0;  // since when
};

// The place in line of each of `waiters`, all those of one delegation in one category. The places
// of a delegation are the times since when its people wait, so that nobody else's place depends on
// its order; inside a class the focal point's rank decides who takes the earliest, then time.
// One answer for each waiter, in their order.
std::vector<int64_t> SlotsOf(const std::vector<Waiter>& waiters);

// Who moves up, if everybody in line takes a seat where there is one: one answer for each of the
// delegations in `line`, which come in the order of the places (empty: comes alone). Takes the
// seats from `total` and from `quotas`, in which every delegation of the line has its own.
std::vector<bool> WhoMovesUp(const std::vector<absl::string_view>& line, Seats& total,
                             std::map<std::string, Seats>& quotas);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_LINE_RULES_H_
