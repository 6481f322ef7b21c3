#include "services/delegations/line_rules.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace plenary::delegations {
namespace {

// The indexes of `waiters` in an order of theirs.
template <class Key>
std::vector<size_t> SortedBy(const std::vector<Waiter>& waiters, Key key) {
  std::vector<size_t> order(waiters.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return key(waiters[a]) < key(waiters[b]); });
  return order;
}

}  // namespace

std::vector<int64_t> SlotsOf(const std::vector<Waiter>& waiters) {
  const std::vector<size_t> places = SortedBy(
      waiters, [](const Waiter& w) { return std::tie(w.line_class, w.waiting_us, w.participant); });
  const std::vector<size_t> takers = SortedBy(waiters, [](const Waiter& w) {
    return std::tie(w.line_class, w.rank, w.waiting_us, w.participant);
  });
  std::vector<int64_t> slots(waiters.size());
  for (size_t i = 0; i < places.size(); ++i) slots[takers[i]] = waiters[places[i]].waiting_us;
  return slots;
}

std::vector<bool> WhoMovesUp(const std::vector<absl::string_view>& line, Seats& total,
                             std::map<std::string, Seats>& quotas) {
  std::vector<bool> moves_up(line.size(), false);
  for (size_t i = 0; i < line.size() && total.Have(1); ++i) {
    Seats& quota = quotas[std::string(line[i])];
    if (!quota.Have(1)) continue;
    moves_up[i] = true;
    ++quota.used;
    ++total.used;
  }
  return moves_up;
}

}  // namespace plenary::delegations
