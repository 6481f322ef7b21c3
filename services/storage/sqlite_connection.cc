#include "services/storage/sqlite_connection.h"

#include <SQLiteCpp/Exception.h>
#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/storage/sqlite_errors.h"

namespace plenary::storage::sqlite {
namespace {

// For what another process may do to the file: `sqlite3` in a shell, a backup tool.
constexpr int kBusyTimeoutMs = 5000;
constexpr size_t kMostPrepared = 256;
// Steps of SQLite's machine between two looks at the clock, about a millisecond.
constexpr int kStepsBetweenChecks = 20'000;
constexpr size_t kIdBytes = 16;
constexpr size_t kIdPoolBytes = 256 * kIdBytes;

int FlagsFor(Access access) {
  // A connection is used by one thread at a time, so it needs no mutex of its own.
  int flags = SQLITE_OPEN_NOMUTEX;
  switch (access) {
    case Access::kCreate:
      return flags | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Access::kWrite:
      return flags | SQLITE_OPEN_READWRITE;
    case Access::kRead:
      return flags | SQLITE_OPEN_READONLY;
  }
  return flags;
}

class ResultRow : public Row {
 public:
  explicit ResultRow(sqlite3_stmt* statement) : statement_(statement) {}
  bool IsNull(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  int64_t Int(int column) const override { return sqlite3_column_int64(statement_, column); }
  absl::string_view Text(int column) const override {
    const void* data = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return absl::string_view(static_cast<const char*>(data), size);
  }

 private:
  sqlite3_stmt* statement_;
};

// SQLite takes a null pointer for NULL, an empty text has to point somewhere.
const char* DataOf(absl::string_view text) { return text.data() == nullptr ? "" : text.data(); }

struct Binder {
  sqlite3_stmt* statement;
  int place;
  int operator()(absl::monostate) const { return sqlite3_bind_null(statement, place); }
  int operator()(int64_t value) const { return sqlite3_bind_int64(statement, place, value); }
  int operator()(absl::string_view text) const {
    return sqlite3_bind_text64(statement, place, DataOf(text), text.size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  }
  int operator()(const Bytes& bytes) const {
    return sqlite3_bind_blob64(statement, place, DataOf(bytes.data), bytes.data.size(),
                               SQLITE_STATIC);
  }
};

}  // namespace

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(const std::string& path,
                                                             Access access) {
  try {
    std::unique_ptr<Connection> connection(new Connection(path, FlagsFor(access)));
    sqlite3_extended_result_codes(connection->handle(), 1);
    sqlite3_progress_handler(connection->handle(), kStepsBetweenChecks, &Connection::OnProgress,
                             connection.get());
    return connection;
  } catch (const SQLite::Exception& exception) {
    // The handle with its errno is gone by now; a file that cannot be opened is nearly always a
    // matter of rights, which the caller asks the system about.
    return RefusalOf(exception.getExtendedErrorCode(), errno, exception.what(), "open");
  }
}

Connection::Connection(const std::string& path, int flags)
    : database_(path, flags, kBusyTimeoutMs) {}

Connection::~Connection() = default;

int Connection::OnProgress(void* connection) {
  return static_cast<const Connection*>(connection)->IsPastDeadline() ? 1 : 0;
}

absl::StatusOr<Connection::Prepared> Connection::Prepare(absl::string_view sql) {
  Prepared prepared;
  prepared.sql = std::string(sql);
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(handle(), prepared.sql.c_str(), static_cast<int>(prepared.sql.size()) + 1,
                         SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
    return LastError(handle(), sql);
  }
  prepared.statement.reset(statement);
  prepared.reads_only = sqlite3_stmt_readonly(statement) != 0;
  // SQLite numbers $3 by where it first stands, so each place is looked up by name.
  const int places = sqlite3_bind_parameter_count(statement);
  for (int place = 1; place <= places; ++place) {
    const char* name = sqlite3_bind_parameter_name(statement, place);
    size_t number = 0;
    if (name == nullptr || name[0] != '$' || !absl::SimpleAtoi(name + 1, &number) || number == 0) {
      return Fault(sql, "a parameter is not of the form $1");
    }
    prepared.params.push_back(number - 1);
  }
  return prepared;
}

void Connection::DropLeastUsed() {
  for (auto oldest = prepared_.end(); oldest != prepared_.begin();) {
    --oldest;
    if (oldest->is_running) continue;
    by_sql_.erase(oldest->sql);
    prepared_.erase(oldest);
    return;
  }
}

absl::StatusOr<Connection::Prepared*> Connection::Cached(absl::string_view sql) {
  const auto found = by_sql_.find(sql);
  if (found != by_sql_.end()) {
    prepared_.splice(prepared_.begin(), prepared_, found->second);
    return &prepared_.front();
  }
  PLENARY_ASSIGN_OR_RETURN(Prepared prepared, Prepare(sql));
  if (prepared_.size() >= kMostPrepared) DropLeastUsed();
  prepared_.push_front(std::move(prepared));
  by_sql_.emplace(prepared_.front().sql, prepared_.begin());
  return &prepared_.front();
}

absl::Status Connection::Bind(const Prepared& prepared, const Statement& statement) {
  int place = 0;
  for (const size_t param : prepared.params) {
    ++place;
    if (param >= statement.params.size()) return Fault(statement.sql, "a parameter is missing");
    if (absl::visit(Binder{prepared.statement.get(), place}, statement.params[param]) !=
        SQLITE_OK) {
      return LastError(handle(), statement.sql);
    }
  }
  return absl::OkStatus();
}

absl::Status Connection::Step(Prepared& prepared, const Statement& statement, bool reads_only) {
  if (reads_only && !prepared.reads_only) return Fault(statement.sql, "a read tried to write");
  sqlite3_stmt* const running = prepared.statement.get();
  // Reset comes however this ends, an exception out of `each` included: an unfinished statement
  // would hold its snapshot, and the write-ahead log could not be reset.
  struct Finish {
    Prepared& prepared;
    ~Finish() {
      sqlite3_reset(prepared.statement.get());
      prepared.is_running = false;
    }
  } finish{prepared};
  prepared.is_running = true;
  PLENARY_RETURN_IF_ERROR(Bind(prepared, statement));
  const ResultRow row(running);
  for (;;) {
    const int result = sqlite3_step(running);
    if (result == SQLITE_DONE) return absl::OkStatus();
    if (result != SQLITE_ROW) return LastError(handle(), statement.sql);
    if (statement.each) statement.each(row);
  }
}

absl::Status Connection::Run(const Statement& statement, bool reads_only) {
  PLENARY_ASSIGN_OR_RETURN(Prepared* const cached, Cached(statement.sql));
  if (!cached->is_running) return Step(*cached, statement, reads_only);
  // `each` of the same statement runs it again.
  PLENARY_ASSIGN_OR_RETURN(Prepared another, Prepare(statement.sql));
  return Step(another, statement, reads_only);
}

absl::StatusOr<int64_t> Connection::Number(absl::string_view sql) {
  int64_t number = 0;
  PLENARY_RETURN_IF_ERROR(Run({sql, {}, [&](const Row& row) { number = row.Int(0); }}));
  return number;
}

void Connection::RollBack() {
  ClearDeadline();
  if (InTransaction()) Execute("ROLLBACK").IgnoreError();
}

std::string TransactionIds::Next() {
  if (used_ == pool_.size()) {
    pool_.resize(kIdPoolBytes);
    randombytes_buf(pool_.data(), pool_.size());
    used_ = 0;
  }
  std::string id = pool_.substr(used_, kIdBytes);
  used_ += kIdBytes;
  return id;
}

BodyTx::BodyTx(Connection& connection, const Keys* keys, absl::Time now, absl::string_view id,
               int64_t most_statements)
    : connection_(connection),
      keys_(keys),
      now_(absl::FromUnixMicros(absl::ToUnixMicros(now))),
      id_(id),
      most_statements_(most_statements) {}

absl::Status BodyTx::Run(Statement statement) {
  if (!error_.ok()) return error_;
  if (++statements_ > most_statements_ || connection_.IsPastDeadline()) {
    error_ = TransactionTooLarge();
  } else {
    error_ = connection_.Run(statement, /*reads_only=*/keys_ == nullptr);
  }
  return error_;
}

absl::Status BodyTx::RunAll(absl::Span<Statement> statements) {
  for (Statement& statement : statements) PLENARY_RETURN_IF_ERROR(Run(std::move(statement)));
  return absl::OkStatus();
}

absl::Status BodyTx::Require(absl::string_view key) {
  if (!error_.ok()) return error_;
  if (keys_ == nullptr || std::find(keys_->begin(), keys_->end(), key) != keys_->end()) {
    return absl::OkStatus();
  }
  missing_key_ = Key(key);
  error_ = absl::AbortedError("the body runs again with this key declared");
  return error_;
}

absl::Status RunContained(const Body& body, Tx& tx) {
  try {
    return body(tx);
  } catch (const std::exception& exception) {
    return Fault("run a body", absl::StrCat("an exception left it: ", exception.what()));
  } catch (...) {
    return Fault("run a body", "something that is no std::exception was thrown out of it");
  }
}

}  // namespace plenary::storage::sqlite
