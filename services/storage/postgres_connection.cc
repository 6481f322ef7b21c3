#include "services/storage/postgres_connection.h"

#include <endian.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/storage/engine_log.h"
#include "services/storage/postgres_errors.h"

namespace plenary::storage::postgres {
namespace {

// From server/catalog/pg_type.h, which client packages don't carry.
constexpr Oid kUnspecified = 0;
constexpr Oid kBytea = 17;
constexpr Oid kInt8 = 20;
constexpr Oid kText = 25;
constexpr Oid kNumeric = 1700;

constexpr int kBinary = 1;
// Lists make many statements of one text each; a session keeps this many.
constexpr size_t kMaxPrepared = 1000;
// Where there is no deadline, one wait still has an end that poll can take.
constexpr absl::Duration kLongestPoll = absl::Minutes(1);

// Settings of every session. The idle limit is shorter than the time for which a lost commit is
// looked for, so that a session cut off in the middle releases its locks in time.
constexpr char kSettings[] =
    "SET timezone = 'UTC'; SET statement_timeout = '30s'; SET lock_timeout = '10s';"
    "SET idle_in_transaction_session_timeout = '7s'; SET client_connection_check_interval = '2s';"
    "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 2;"
    "SET client_min_messages = 'error';"
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') = 'off'";
// Statements of changes read by key. A plan made while a table was empty would scan it whole, and
// under SERIALIZABLE a whole scan conflicts with every other lane.
constexpr char kWriterSettings[] =
    "SET enable_seqscan = off; SET plan_cache_mode = 'force_generic_plan'";
constexpr char kReaderSettings[] =
    "SET default_transaction_read_only = on;"
    "SET default_transaction_isolation = 'repeatable read'";

Oid TypeOf(const Param& param) {
  switch (param.index()) {
    case 1:
      return kInt8;
    case 2:
      return kText;
    case 3:
      return kBytea;
    default:
      return kUnspecified;
  }
}

// Parameters in the form libpq takes. Borrows from what it was made of.
class BoundParams {
 public:
  explicit BoundParams(absl::Span<const Param> params)
      : integers_(params.size()), formats_(params.size(), kBinary) {
    for (size_t i = 0; i < params.size(); ++i) Add(params[i], i);
  }
  int size() const { return static_cast<int>(values_.size()); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  void Add(const Param& param, size_t i) {
    if (const auto* integer = absl::get_if<int64_t>(&param)) {
      integers_[i] = htobe64(static_cast<uint64_t>(*integer));
      Push({reinterpret_cast<const char*>(&integers_[i]), sizeof(integers_[i])});
    } else if (const auto* text = absl::get_if<absl::string_view>(&param)) {
      Push(*text);
    } else if (const auto* bytes = absl::get_if<Bytes>(&param)) {
      Push(bytes->data);
    } else {
      values_.push_back(nullptr);
      lengths_.push_back(0);
    }
  }
  void Push(absl::string_view value) {
    // A null pointer would mean NULL, not an empty value.
    values_.push_back(value.data() == nullptr ? "" : value.data());
    lengths_.push_back(static_cast<int>(value.size()));
  }

  std::vector<uint64_t> integers_;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

// A big-endian signed integer of any width.
int64_t DecodeInteger(absl::string_view bytes) {
  if (bytes.empty()) return 0;
  uint64_t value = (bytes[0] & 0x80) != 0 ? ~uint64_t{0} : 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return static_cast<int64_t>(value);
}

// The whole part of a numeric, which is what sum() of integers gives: counts of 16 bits (digits
// to base 10,000, weight of the first, sign, scale), then the digits.
int64_t DecodeNumeric(absl::string_view bytes) {
  const auto word = [&](int64_t i) { return DecodeInteger(bytes.substr(2 * i, 2)); };
  const int64_t digits = word(0);
  const int64_t weight = word(1);
  int64_t value = 0;
  for (int64_t i = 0; i <= weight; ++i) value = value * 10000 + (i < digits ? word(4 + i) : 0);
  return word(2) == 0 ? value : -value;
}

class ResultRow : public Row {
 public:
  ResultRow(const PGresult* result, int row) : result_(result), row_(row) {}
  bool IsNull(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
  int64_t Int(int column) const override {
    if (PQftype(result_, column) == kNumeric && !IsNull(column)) {
      return DecodeNumeric(Text(column));
    }
    return DecodeInteger(Text(column));
  }
  absl::string_view Text(int column) const override {
    return {PQgetvalue(result_, row_, column),
            static_cast<size_t>(PQgetlength(result_, row_, column))};
  }

 private:
  const PGresult* result_;
  int row_;
};

std::string Field(const PGresult* result, int field) {
  const char* value = PQresultErrorField(result, field);
  return value == nullptr ? "" : value;
}

// Losing a race or a key is everyday; the rest is for the operator. The detail line is left out:
// it quotes rows.
void LogFailure(const std::string& sqlstate, const PGresult* result) {
  if (sqlstate == "23505" || IsContention(sqlstate)) return;
  LogEngineError("postgresql", "statement failed", sqlstate,
                 Field(result, PG_DIAG_MESSAGE_PRIMARY));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(const std::string& uri, Role role) {
  // What stands before `dbname` the URI may change; what stands behind it may not be changed.
  const char* const keywords[] = {"connect_timeout", "application_name", "dbname",
                                  "client_encoding", nullptr};
  const char* const values[] = {"3", "plenary", uri.c_str(), "UTF8", nullptr};
  std::unique_ptr<Connection> connection(
      new Connection(PQconnectdbParams(keywords, values, /*expand_dbname=*/1)));
  if (PQstatus(connection->session_) != CONNECTION_OK) {
    LogEngineError("postgresql", "cannot connect", "", PQerrorMessage(connection->session_));
    return DatabaseUnavailable();
  }
  const absl::Status set_up = connection->SetUp(role);
  if (!set_up.ok()) return set_up;
  return connection;
}

Connection::~Connection() { PQfinish(session_); }

absl::Status Connection::SetUp(Role role) {
  PQsetNoticeProcessor(
      session_, [](void*, const char* text) { LogEngineError("postgresql", "notice", "", text); },
      nullptr);
  for (const char* settings :
       {kSettings, role == Role::kWriter ? kWriterSettings : kReaderSettings}) {
    const Result result(PQexec(session_, settings));
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
      LogEngineError("postgresql", "cannot set up a session", "", PQerrorMessage(session_));
      return DatabaseUnavailable();
    }
  }
  if (PQsetnonblocking(session_, 1) != 0 || PQenterPipelineMode(session_) != 1) {
    LogEngineError("postgresql", "cannot start a pipeline", "", PQerrorMessage(session_));
    return DatabaseUnavailable();
  }
  return absl::OkStatus();
}

std::string Connection::Prepare(absl::string_view sql, absl::Span<const Param> params) {
  // The same text with NULL for a number has another type, so the types are part of the key.
  std::vector<Oid> types;
  std::string key;
  types.reserve(params.size());
  key.reserve(params.size() + 1 + sql.size());
  for (const Param& param : params) {
    types.push_back(TypeOf(param));
    key.push_back(static_cast<char>('0' + param.index()));
  }
  absl::StrAppend(&key, "/", sql);
  const auto found = prepared_.find(key);
  if (found != prepared_.end()) return found->second;
  const std::string name = absl::StrCat("p", ++names_);
  if (PQsendPrepare(session_, name.c_str(), std::string(sql).c_str(),
                    static_cast<int>(types.size()), types.data()) != 1) {
    Lose("cannot send");
    return name;
  }
  prepared_.emplace(key, name);
  expected_.push_back({Expected::Kind::kPrepare, commands_, nullptr, std::move(key)});
  return name;
}

void Connection::Trim() {
  if (lost_ || prepared_.size() < kMaxPrepared) return;
  prepared_.clear();
  if (PQsendQueryParams(session_, "DEALLOCATE ALL", 0, nullptr, nullptr, nullptr, nullptr, 0) !=
          1 ||
      PQpipelineSync(session_) != 1) {
    Lose("cannot send");
    return;
  }
  expected_.push_back({Expected::Kind::kCommand, 0, nullptr, ""});
  expected_.push_back({Expected::Kind::kSync, 0, nullptr, ""});
}

size_t Connection::Send(absl::string_view sql, absl::Span<const Param> params,
                        const std::function<void(const Row&)>* each) {
  if (!lost_) {
    const std::string name = Prepare(sql, params);
    const BoundParams bound(params);
    if (!lost_ && PQsendQueryPrepared(session_, name.c_str(), bound.size(), bound.values(),
                                      bound.lengths(), bound.formats(), kBinary) != 1) {
      Lose("cannot send");
    }
    expected_.push_back({Expected::Kind::kCommand, commands_, each, ""});
    answer_asked_ = false;
  }
  return commands_++;
}

void Connection::Sync() {
  if (lost_) return;
  if (PQpipelineSync(session_) != 1) Lose("cannot send");
  expected_.push_back({Expected::Kind::kSync, commands_, nullptr, ""});
  answer_asked_ = true;
}

void Connection::Flush() {
  if (!lost_ && PQflush(session_) < 0) Lose("cannot send");
}

absl::optional<Failure> Connection::Await(absl::Time deadline) {
  if (!lost_ && !answer_asked_ && PQsendFlushRequest(session_) != 1) Lose("cannot send");
  answer_asked_ = true;
  absl::optional<Failure> first;
  while (!lost_ && !expected_.empty()) {
    const Expected expected = std::move(expected_.front());
    expected_.pop_front();
    Result result = Next(deadline);
    if (result != nullptr) {
      Take(expected, std::move(result), first);
    } else if (!first.has_value()) {
      first = Failure{expected.command, /*lost=*/true, ""};
    }
  }
  if (lost_ && !first.has_value()) first = Failure{0, /*lost=*/true, ""};
  commands_ = 0;
  if (lost_) expected_.clear();
  return first;
}

void Connection::Take(const Expected& expected, Result result, absl::optional<Failure>& first) {
  switch (PQresultStatus(result.get())) {
    case PGRES_TUPLES_OK:
      if (expected.each != nullptr && *expected.each != nullptr) {
        for (int row = 0; row < PQntuples(result.get()); ++row) {
          (*expected.each)(ResultRow(result.get(), row));
        }
      }
      return;
    case PGRES_COMMAND_OK:
    case PGRES_PIPELINE_SYNC:
      return;
    default:
      // Skipped or refused: the server does not have the statement.
      if (expected.kind == Expected::Kind::kPrepare) prepared_.erase(expected.prepared_key);
      if (PQresultStatus(result.get()) == PGRES_PIPELINE_ABORTED) return;
      Failure failure = FailureOf(expected, result.get());
      if (failure.lost) lost_ = true;
      // What fails after it fails because of it.
      if (first.has_value()) return;
      LogFailure(failure.sqlstate, result.get());
      first = std::move(failure);
  }
}

Failure Connection::FailureOf(const Expected& expected, const PGresult* result) {
  Failure failure{expected.command, false, Field(result, PG_DIAG_SQLSTATE)};
  const std::string severity = Field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  failure.lost = failure.sqlstate.empty() || severity == "FATAL" || severity == "PANIC" ||
                 PQstatus(session_) == CONNECTION_BAD;
  return failure;
}

Connection::Result Connection::Next(absl::Time deadline) {
  // Null marks the end of the answers to one command, so one may come before the next answer.
  for (int nulls = 0; nulls < 2;) {
    while (PQisBusy(session_) != 0) {
      if (!WaitForInput(deadline)) return nullptr;
    }
    Result result(PQgetResult(session_));
    if (result != nullptr) return result;
    ++nulls;
  }
  Lose("no answer");
  return nullptr;
}

bool Connection::WaitForInput(absl::Time deadline) {
  const int unsent = PQflush(session_);
  const absl::Duration left = deadline - absl::Now();
  if (unsent < 0 || left <= absl::ZeroDuration()) {
    Lose(unsent < 0 ? "cannot send" : "no answer in time");
    return false;
  }
  pollfd descriptor{PQsocket(session_), static_cast<short>(POLLIN | (unsent > 0 ? POLLOUT : 0)), 0};
  const int64_t milliseconds = absl::ToInt64Milliseconds(std::min(left, kLongestPoll)) + 1;
  const int ready = poll(&descriptor, 1, static_cast<int>(milliseconds));
  if (ready < 0 && errno != EINTR) {
    Lose(std::strerror(errno));
    return false;
  }
  if (ready > 0 && PQconsumeInput(session_) != 1) {
    Lose(PQerrorMessage(session_));
    return false;
  }
  return true;
}

void Connection::Lose(absl::string_view what) {
  if (!lost_) LogEngineError("postgresql", "connection lost", "", what);
  lost_ = true;
}

}  // namespace plenary::storage::postgres
