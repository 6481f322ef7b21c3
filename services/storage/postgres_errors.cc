#include "services/storage/postgres_errors.h"

#include "absl/strings/match.h"
#include "services/base/errors.h"

namespace plenary::storage::postgres {

absl::Status RefusalOf(absl::string_view sqlstate) {
  if (sqlstate == "23505") {
    return base::Refuse(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS,
                        "a record with the same key exists already; choose another");
  }
  if (sqlstate == "53100") {
    return base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_DISK_FULL,
                        "the disk under the database is full; nothing was changed. Free some space "
                        "and try again");
  }
  if (sqlstate == "25006") {
    return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_DATABASE_READ_ONLY,
                        "the database takes no writes; connect to its primary");
  }
  // Cancelled: by statement_timeout, since nobody else cancels our statements.
  if (sqlstate == "57014") return TransactionTooLarge();
  if (IsContention(sqlstate)) return TooMuchContention();
  // Class 08: connection; 53: resources; 57P: shutdown.
  if (sqlstate.empty() || absl::StartsWith(sqlstate, "08") || absl::StartsWith(sqlstate, "53") ||
      absl::StartsWith(sqlstate, "57P")) {
    return DatabaseUnavailable();
  }
  return base::Refuse(absl::StatusCode::kInternal, v1::ERROR_REASON_INTERNAL,
                      "the database refused a statement of the server; the server's log says more");
}

bool IsContention(absl::string_view sqlstate) {
  return sqlstate == "40001" || sqlstate == "40P01" || sqlstate == "55P03";
}

absl::Status DatabaseUnavailable() {
  return base::WithRetryAfter(
      base::Refuse(absl::StatusCode::kUnavailable, v1::ERROR_REASON_DATABASE_UNAVAILABLE,
                   "the database cannot be reached; nothing was changed. Try again shortly"),
      absl::Seconds(1));
}

absl::Status ShuttingDown() {
  return base::Refuse(absl::StatusCode::kUnavailable, v1::ERROR_REASON_SHUTTING_DOWN,
                      "the server is shutting down; connect again");
}

absl::Status CommitFateUnknown() {
  return base::WithRetryAfter(
      base::Refuse(absl::StatusCode::kUnavailable, v1::ERROR_REASON_COMMIT_FATE_UNKNOWN,
                   "the database was lost while it committed, and could not be asked whether it "
                   "had; repeat with the same request_id"),
      absl::Seconds(1));
}

absl::Status QueueFull() {
  return base::WithRetryAfter(
      base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_SERVER_BUSY,
                   "too many calls wait for the database; try again shortly"),
      absl::Seconds(1));
}

absl::Status TransactionTooLarge() {
  return base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_TRANSACTION_TOO_LARGE,
                      "the request asks for more work than one transaction may do; split it");
}

absl::Status TooMuchContention() {
  return base::WithRetryAfter(
      base::Refuse(absl::StatusCode::kAborted, v1::ERROR_REASON_TOO_MUCH_CONTENTION,
                   "other changes won the race again and again; try once more"),
      absl::Milliseconds(200));
}

absl::Status RunAgain() { return absl::AbortedError("the transaction is run again"); }

}  // namespace plenary::storage::postgres
