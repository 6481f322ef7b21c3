#include "services/storage/postgres_snapshot.h"

#include "services/base/errors.h"
#include "services/storage/postgres_errors.h"
#include "services/storage/postgres_schema.h"
#include "services/storage/postgres_tx.h"

namespace plenary::storage::postgres {

absl::Status PatientTx::RunAll(absl::Span<Statement> statements) {
  if (!error_.ok()) return error_;
  for (const Statement& statement : statements) {
    connection_.Send(statement.sql, statement.params, &statement.each);
  }
  const absl::optional<Failure> failure = connection_.Await(absl::InfiniteFuture());
  if (failure.has_value()) error_ = RefusalOf(failure->sqlstate);
  return error_;
}

absl::StatusOr<std::unique_ptr<Connection>> OpenPatient(const std::string& uri, Role role) {
  PLENARY_ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection, Connection::Open(uri, role));
  PLENARY_RETURN_IF_ERROR(
      RunSegment(*connection, {"SET statement_timeout = 0", "SET lock_timeout = 0",
                               "SET idle_in_transaction_session_timeout = 0"}));
  return connection;
}

absl::Status ReadSnapshot(const std::string& uri, const base::Clock& clock, const Body& body) {
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<Connection> connection,
                           OpenPatient(uri, Role::kReader));
  PLENARY_RETURN_IF_ERROR(
      RunSegment(*connection, {"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}));
  PatientTx tx(*connection, clock.Now());
  // Nothing was written, so the session may end with its transaction.
  return RunContained(body, tx);
}

}  // namespace plenary::storage::postgres
