// The ledger in the database: who and what is occupied when.
#ifndef PLENARY_SERVICES_SCHEDULE_LEDGER_TABLE_H_
#define PLENARY_SERVICES_SCHEDULE_LEDGER_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// A row. Times in microseconds since 1970.
struct OccupancyRow {
  std::string subject;
  int64_t start_us = 0;
  std::string activity;
  int64_t line = 0;
  int64_t end_us = 0;
  int64_t units = 1;
  std::string venue;
  std::string end_venue;
  int64_t expire_us = 0;  // 0: firm
};

// Statements borrow what they are given until they have run; each adds the rows it finds to `into`.

// The rows of a subject that begin before `before_us`, the last first, at most `limit`.
storage::Statement SelectBefore(absl::string_view subject, int64_t before_us, int64_t limit,
                                std::vector<OccupancyRow>& into);
// The rows of a subject that begin in [from_us, to_us), by start.
storage::Statement SelectBetween(absl::string_view subject, int64_t from_us, int64_t to_us,
                                 std::vector<OccupancyRow>& into);
// The rows of an activity, by line.
storage::Statement SelectOfActivity(absl::string_view activity, std::vector<OccupancyRow>& into);

absl::Status InsertRows(storage::Tx& tx, const std::vector<OccupancyRow>& rows);
// Removes every row of each of `activities`.
absl::Status DeleteRowsOf(storage::Tx& tx, const std::vector<std::string>& activities);
// Activities with rows that expired at `now_us` or before, at most `limit`, the oldest first.
absl::StatusOr<std::vector<std::string>> ListExpired(storage::Tx& tx, int64_t now_us,
                                                     int64_t limit);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_LEDGER_TABLE_H_
