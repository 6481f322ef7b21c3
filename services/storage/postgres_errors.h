// The one place where PostgreSQL's errors become refusals. Engine text goes to the log only.
#ifndef PLENARY_SERVICES_STORAGE_POSTGRES_ERRORS_H_
#define PLENARY_SERVICES_STORAGE_POSTGRES_ERRORS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace plenary::storage::postgres {

// The refusal for an error with this SQLSTATE.
absl::Status RefusalOf(absl::string_view sqlstate);

// Whether the transaction lost a race and may win it when it is run again.
bool IsContention(absl::string_view sqlstate);

// UNAVAILABLE: DATABASE_UNAVAILABLE, with a RetryInfo.
absl::Status DatabaseUnavailable();
// UNAVAILABLE: SHUTTING_DOWN.
absl::Status ShuttingDown();
// UNAVAILABLE: COMMIT_FATE_UNKNOWN, with a RetryInfo.
absl::Status CommitFateUnknown();
// RESOURCE_EXHAUSTED: SERVER_BUSY, with a RetryInfo.
absl::Status QueueFull();
// RESOURCE_EXHAUSTED: TRANSACTION_TOO_LARGE.
absl::Status TransactionTooLarge();
// ABORTED: TOO_MUCH_CONTENTION, with a RetryInfo.
absl::Status TooMuchContention();
// ABORTED, for the engine alone: the body must return, and is run again.
absl::Status RunAgain();

}  // namespace plenary::storage::postgres

#endif  // PLENARY_SERVICES_STORAGE_POSTGRES_ERRORS_H_
