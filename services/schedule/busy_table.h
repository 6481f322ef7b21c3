// Who and what is occupied, read for many subjects at once.
#ifndef PLENARY_SERVICES_SCHEDULE_BUSY_TABLE_H_
#define PLENARY_SERVICES_SCHEDULE_BUSY_TABLE_H_

#include <cstdint>
#include <functional>

#include "absl/strings/string_view.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// A row of the ledger. Valid only inside the callback that receives it.
struct BusyRow {
  int64_t start_us = 0;
  int64_t end_us = 0;
  absl::string_view activity;
  int64_t units = 1;
  int64_t expire_us = 0;  // 0: firm
  absl::string_view venue;
  absl::string_view end_venue;
};

// The rows of a subject that overlap [from_us, to_us) and have not expired at `now_us`, by start;
// `each` sees every one. Of a shared subject, whose rows may overlap, with `is_shared`. Borrows
// `subject` until it has run.
storage::Statement SelectBusy(absl::string_view subject, int64_t from_us, int64_t to_us,
                              int64_t now_us, bool is_shared,
                              std::function<void(const BusyRow&)> each);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_BUSY_TABLE_H_
