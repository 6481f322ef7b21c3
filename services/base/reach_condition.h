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

// Whether a caller sees everything but what is for certain roles: whoever holds a role on the whole
// installation, and the program itself (nullptr).
inline bool SeesAll(const Access* access) {
  return access == nullptr || access->HoldsOnInstallation(RoleSet::Any());
}
// Whether a caller sees all of an event, and not only delegations of it.
inline bool SeesWhole(const Access* access, absl::string_view event) {
  return access == nullptr || access->SeesEvent(event);
}

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

// The condition for the rows that a caller sees, by the columns of their event and delegation.
absl::StatusOr<SqlCondition> VisibleRows(const Access* access, absl::string_view event_column,
                                         absl::string_view delegation_column);
// The same for rows of one event, by the column of their delegation. Says itself that they are of
// that event, unless the delegations do.
absl::StatusOr<SqlCondition> VisibleRowsOf(const Access* access, absl::string_view event,
                                           absl::string_view event_column,
                                           absl::string_view delegation_column);

// The condition for the events that a caller sees, by the column of their name: those in reach, and
// those in which something is.
absl::StatusOr<SqlCondition> VisibleEvents(const Access* access, absl::string_view column);

// Whether `column` is one of `names`, which are kMostPlaces at most; parameters from `first`.
SqlCondition IsOneOf(absl::string_view column, const std::vector<std::string>& names, int first);

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_REACH_CONDITION_H_
