// The one place where SQLite's errors become refusals. Engine text goes to the log only.
#ifndef PLENARY_SERVICES_STORAGE_SQLITE_ERRORS_H_
#define PLENARY_SERVICES_STORAGE_SQLITE_ERRORS_H_

#include <sqlite3.h>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace plenary::storage::sqlite {

// The refusal for the last error of `db`, which was asked to do `asked` (SQL or words, no values).
absl::Status LastError(sqlite3* db, absl::string_view asked);

// The refusal for an extended result code with the system's errno behind it.
absl::Status RefusalOf(int code, int system_errno, absl::string_view words,
                       absl::string_view asked);

// RESOURCE_EXHAUSTED: DISK_FULL.
absl::Status DiskFull();
// PERMISSION_DENIED: DATABASE_READ_ONLY.
absl::Status ReadOnly();
// UNAVAILABLE: DATABASE_UNAVAILABLE, with a RetryInfo.
absl::Status Unavailable();
// UNAVAILABLE: COMMIT_FATE_UNKNOWN, with a RetryInfo.
absl::Status CommitFateUnknown();
// UNAVAILABLE: SHUTTING_DOWN.
absl::Status ShuttingDown();
// RESOURCE_EXHAUSTED: SERVER_BUSY, with a RetryInfo.
absl::Status QueueFull();
// RESOURCE_EXHAUSTED: TRANSACTION_TOO_LARGE.
absl::Status TransactionTooLarge();
// INTERNAL: INTERNAL, with the details in the log.
absl::Status Fault(absl::string_view asked, absl::string_view words);

}  // namespace plenary::storage::sqlite

#endif  // PLENARY_SERVICES_STORAGE_SQLITE_ERRORS_H_
