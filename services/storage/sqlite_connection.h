// One connection with an SQLite file: cached statements, and the transaction a body sees.
#ifndef PLENARY_SERVICES_STORAGE_SQLITE_CONNECTION_H_
#define PLENARY_SERVICES_STORAGE_SQLITE_CONNECTION_H_

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/storage/store.h"

namespace plenary::storage::sqlite {

// How long a body may take.
inline constexpr std::chrono::seconds kBodyTime{10};
// How many statements a body may run that asks for no more.
inline constexpr int64_t kBodyStatements = 20'000;

enum class Access {
  kCreate,  // to read and write; makes the file where there is none
  kWrite,   // to read and write
  kRead,    // to read only
};

// Not thread-safe, but may be handed from thread to thread.
class Connection {
 public:
  // Opens the file at `path`. Nothing in it is touched before the first statement.
  static absl::StatusOr<std::unique_ptr<Connection>> Open(const std::string& path, Access access);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Runs one statement. With `reads_only` a statement that would write is INTERNAL.
  absl::Status Run(const Statement& statement, bool reads_only = false);
  // Runs SQL of our own without parameters.
  absl::Status Execute(absl::string_view sql) { return Run({sql, {}, nullptr}); }
  // The number that `sql` answers with.
  absl::StatusOr<int64_t> Number(absl::string_view sql);

  // Whether the transaction that was begun still stands: some errors make SQLite roll back all.
  bool InTransaction() const { return sqlite3_get_autocommit(handle()) == 0; }
  // Ends whatever transaction there is without keeping it.
  void RollBack();

  // Statements that run past this point fail with TRANSACTION_TOO_LARGE.
  void SetDeadline(std::chrono::steady_clock::time_point deadline) { deadline_ = deadline; }
  bool IsPastDeadline() const { return std::chrono::steady_clock::now() >= deadline_; }
  void ClearDeadline() { deadline_ = std::chrono::steady_clock::time_point::max(); }

  sqlite3* handle() const { return database_.getHandle(); }

 private:
  struct StatementDeleter {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  struct Prepared {
    std::string sql;
    std::unique_ptr<sqlite3_stmt, StatementDeleter> statement;
    std::vector<size_t> params;  // which parameter each of SQLite's places takes
    bool reads_only = false;
    bool is_running = false;
  };
  using PreparedList = std::list<Prepared>;

  Connection(const std::string& path, int flags);

  absl::StatusOr<Prepared> Prepare(absl::string_view sql);
  absl::StatusOr<Prepared*> Cached(absl::string_view sql);
  absl::Status Bind(const Prepared& prepared, const Statement& statement);
  absl::Status Step(Prepared& prepared, const Statement& statement, bool reads_only);
  void DropLeastUsed();
  static int OnProgress(void* connection);

  // Declared before the statements, which must be gone when it closes.
  SQLite::Database database_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
  PreparedList prepared_;  // most recently used first
  absl::flat_hash_map<absl::string_view, PreparedList::iterator> by_sql_;
};

// 16 fresh random bytes for a transaction.
class TransactionIds {
 public:
  std::string Next();

 private:
  std::string pool_;
  size_t used_ = 0;
};

// What a body sees of a connection. After an error it does nothing more and repeats that error.
class BodyTx : public Tx {
 public:
  // `keys` are those declared, null for a read; `id` is empty for a read.
  BodyTx(Connection& connection, const Keys* keys, absl::Time now, absl::string_view id,
         int64_t most_statements = kBodyStatements);

  absl::Status Run(Statement statement) override;
  absl::Status RunAll(absl::Span<Statement> statements) override;
  absl::Status Require(absl::string_view key) override;
  void AllowStatements(int64_t most) override {
    most_statements_ = std::max(most_statements_, most);
  }
  absl::Time now() const override { return now_; }
  absl::string_view id() const override { return id_; }
  absl::string_view engine() const override { return "sqlite"; }

  // The first error that the body met, whether it told or not.
  const absl::Status& error() const { return error_; }
  // A key that the body asked for and had not declared; empty where there is none.
  const Key& missing_key() const { return missing_key_; }

 private:
  Connection& connection_;
  const Keys* keys_;
  const absl::Time now_;
  const absl::string_view id_;
  absl::Status error_;
  Key missing_key_;
  int64_t statements_ = 0;
  int64_t most_statements_;
};

// Runs `body`; an exception that leaves it becomes INTERNAL.
absl::Status RunContained(const Body& body, Tx& tx);

}  // namespace plenary::storage::sqlite

#endif  // PLENARY_SERVICES_STORAGE_SQLITE_CONNECTION_H_
