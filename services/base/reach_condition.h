// The places where somebody holds a role as a condition of SQL, so that a list holds only what its
// reader may see, whatever the filter, the order and the page.
#ifndef PLENARY_SERVICES_BASE_REACH_CONDITION_H_
#define PLENARY_SERVICES_BASE_REACH_CONDITION_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/base/access.h"
#include "services/base/list_query.h"

namespace plenary::base {

// A condition with its parameters; empty where everything fulfils it.
struct SqlCondition {
  std::string sql;
  std::vector<SqlValue> params;
};

// The longest list of names in a condition.
inline constexpr size_t kMostPlaces = 256;

// Writes conditions for one reach that share their parameters. There are few texts of them,
// whatever the reach, since lists of names have 1, 4, 16, 64 or 256 items. Not thread-safe.
class ReachCondition {
 public:
  // The parameters are numbered from `first`. RESOURCE_EXHAUSTED: TRANSACTION_TOO_LARGE, where the
  // reach has more than kMostPlaces places.
  static absl::StatusOr<ReachCondition> Make(Reach reach, int first);

  // Whether a row lies in the reach, by the columns of its event and its delegation. Either may be
  // empty: such rows are in none.
  std::string In(absl::string_view event_column, absl::string_view delegation_column);
  // Whether a row is of an event that lies in the reach or in which something does.
  std::string AroundEvent(absl::string_view event_column);

  // The parameters of all that was written.
  std::vector<SqlValue> TakeParams() { return std::move(params_); }

 private:
  // Names as parameters, once a condition needs them.
  struct Places {
    std::vector<std::string> names;
    int first = 0;  // 0: not among the parameters yet
  };

  ReachCondition(Reach reach, int first);
  std::string Among(absl::string_view column, Places& places);

  int next_;
  Places events_;
  Places delegations_;
  Places around_;
  std::vector<SqlValue> params_;
};

// Whether `column` is one of `names`, which are kMostPlaces at most; parameters from `first`.
SqlCondition IsOneOf(absl::string_view column, const std::vector<std::string>& names, int first);

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_REACH_CONDITION_H_
