// A look at a whole PostgreSQL database, and transactions that may take as long as they take.
#ifndef PLENARY_SERVICES_STORAGE_POSTGRES_SNAPSHOT_H_
#define PLENARY_SERVICES_STORAGE_POSTGRES_SNAPSHOT_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/base/clock.h"
#include "services/storage/postgres_connection.h"
#include "services/storage/store.h"

namespace plenary::storage::postgres {

// What a body sees of a connection inside a transaction that somebody else begins and ends; without
// a budget. After an error it does nothing more and repeats that error.
class PatientTx : public Tx {
 public:
  PatientTx(Connection& connection, absl::Time now) : connection_(connection), now_(now) {}

  absl::Status Run(Statement statement) override { return RunAll({&statement, 1}); }
  absl::Status RunAll(absl::Span<Statement> statements) override;
  absl::Status Require(absl::string_view) override { return absl::OkStatus(); }
  void AllowStatements(int64_t) override {}
  absl::Time now() const override { return now_; }
  absl::string_view id() const override { return ""; }
  absl::string_view engine() const override { return "postgresql"; }

 private:
  Connection& connection_;
  const absl::Time now_;
  absl::Status error_;
};

// A session whose statements and transactions may take as long as they take. UNAVAILABLE
// (DATABASE_UNAVAILABLE) where the database cannot be reached within some seconds.
absl::StatusOr<std::unique_ptr<Connection>> OpenPatient(const std::string& uri, Role role);

// As storage::ReadSnapshot: one REPEATABLE READ transaction.
absl::Status ReadSnapshot(const std::string& uri, const base::Clock& clock, const Body& body);

}  // namespace plenary::storage::postgres

#endif  // PLENARY_SERVICES_STORAGE_POSTGRES_SNAPSHOT_H_
