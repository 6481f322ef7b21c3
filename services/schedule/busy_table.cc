#include "services/schedule/busy_table.h"

#include <utility>

#include "absl/time/time.h"

namespace plenary::schedule {
namespace {

// No row is longer: an activity of 31 days with a day before and after it.
constexpr int64_t kLongestRowMicros = int64_t{33} * 24 * 60 * 60 * 1'000'000;

#define PLENARY_SELECT_BUSY                                                \
  "SELECT start_us, end_us, activity, units, expire_us, venue, end_venue " \
  "FROM occupancy WHERE subject = $1 AND start_us < $3 AND end_us > $2 "   \
  "AND (expire_us = 0 OR expire_us > $4) AND start_us >= "
#define PLENARY_ORDER_BUSY " ORDER BY start_us, activity, line"

// Rows of an exclusive subject don't overlap, so that of those that begin before, the last alone
// may reach into the time.
constexpr absl::string_view kOfExclusive = PLENARY_SELECT_BUSY
    "COALESCE((SELECT start_us FROM occupancy WHERE subject = $1 AND start_us <= $2 "
    "AND (expire_us = 0 OR expire_us > $4) ORDER BY start_us DESC LIMIT 1), $2)" PLENARY_ORDER_BUSY;
constexpr absl::string_view kOfShared = PLENARY_SELECT_BUSY "$5" PLENARY_ORDER_BUSY;

}  // namespace

storage::Statement SelectBusy(absl::string_view subject, int64_t from_us, int64_t to_us,
                              int64_t now_us, bool is_shared,
                              std::function<void(const BusyRow&)> each) {
  storage::Statement statement;
  statement.sql = is_shared ? kOfShared : kOfExclusive;
  statement.params = {subject, from_us, to_us, now_us};
  if (is_shared) statement.params.emplace_back(from_us - kLongestRowMicros);
  statement.each = [each = std::move(each)](const storage::Row& row) {
    each({row.Int(0), row.Int(1), row.Text(2), row.Int(3), row.Int(4), row.Text(5), row.Text(6)});
  };
  return statement;
}

}  // namespace plenary::schedule
