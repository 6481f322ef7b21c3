#include "tests/bench/raw_sqlite.h"

#include <sqlite3.h>

#include <algorithm>
#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/storage/sqlite_checkpointer.h"
#include "services/storage/store.h"

namespace plenary::bench {
namespace {

constexpr int64_t kFrameHeaderBytes = 24;

[[noreturn]] void Fail(sqlite3* db, absl::string_view what) {
  throw std::runtime_error(absl::StrCat(what, ": ", sqlite3_errmsg(db)));
}

// A database file.
class Database {
 public:
  explicit Database(const std::string& path) {
    constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path.c_str(), &db_, kFlags, nullptr) != SQLITE_OK) Fail(db_, path);
  }
  ~Database() { sqlite3_close_v2(db_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  sqlite3* get() const { return db_; }
  void Execute(const std::string& sql) {
    if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) Fail(db_, sql);
  }

 private:
  sqlite3* db_ = nullptr;
};

// A prepared statement.
class Query {
 public:
  Query(Database& database, const std::string& sql) : db_(database.get()) {
    if (sqlite3_prepare_v3(db_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) !=
        SQLITE_OK) {
      Fail(db_, sql);
    }
  }
  ~Query() { sqlite3_finalize(statement_); }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  sqlite3_stmt* get() const { return statement_; }
  // Whether there is a row.
  bool Step() {
    const int result = sqlite3_step(statement_);
    if (result != SQLITE_ROW && result != SQLITE_DONE) Fail(db_, sqlite3_sql(statement_));
    return result == SQLITE_ROW;
  }
  // Runs a change.
  void Run() {
    Step();
    sqlite3_reset(statement_);
  }
  std::string Text(int column) const {
    const void* data = sqlite3_column_blob(statement_, column);
    return std::string(static_cast<const char*>(data), sqlite3_column_bytes(statement_, column));
  }
  int64_t Int(int column) const { return sqlite3_column_int64(statement_, column); }

 private:
  sqlite3* const db_;
  sqlite3_stmt* statement_ = nullptr;
};

std::vector<std::string> Column(Database& database, const std::string& sql) {
  std::vector<std::string> values;
  for (Query query(database, sql); query.Step();) values.push_back(query.Text(0));
  return values;
}

int64_t Number(Database& database, const std::string& sql) {
  Query query(database, sql);
  return query.Step() ? query.Int(0) : 0;
}

// All but those that the server writes for itself, whoever registers.
std::vector<std::string> TablesOf(Database& database) {
  return Column(database,
                "SELECT name FROM main.sqlite_schema WHERE type = 'table' "
                "AND name NOT LIKE 'sqlite_%' AND name NOT IN ('settings', 'credentials') "
                "ORDER BY name");
}

void Attach(Database& database, const std::string& path) {
  database.Execute(absl::StrCat("ATTACH '", path, "' AS other"));
}

// New rows of a table are told by their numbers; a table without them must not have grown.
bool HasRowNumbers(Database& database, const std::string& table) {
  if (Number(database, absl::StrCat("SELECT wr FROM pragma_table_list('", table,
                                    "') WHERE schema = 'main'")) == 0) {
    return true;
  }
  const int64_t after = Number(database, "SELECT COUNT(*) FROM main." + table);
  if (after != Number(database, "SELECT COUNT(*) FROM other." + table)) {
    throw std::runtime_error("registrations add rows without numbers to " + table);
  }
  return false;
}

}  // namespace

struct WrittenRows::Cell {
  int type = SQLITE_NULL;
  int64_t number = 0;  // of an integer; else where the bytes begin
  int bytes = 0;
};

// The new rows of one table, in the order in which they were written.
struct WrittenRows::Table {
  std::string name;
  std::vector<std::string> columns;
  std::vector<Cell> cells;
  std::string bytes;
  int64_t rows = 0;
  int64_t rows_each = 0;
  int64_t rows_once = 0;  // written before the first registration's: the secret of a new day

  size_t PlaceOf(absl::string_view column) const {
    return std::find(columns.begin(), columns.end(), column) - columns.begin();
  }
  const Cell& At(int64_t row, size_t column) const { return cells[row * columns.size() + column]; }
  void Add(sqlite3_stmt* statement);
  void Bind(const Cell& cell, sqlite3_stmt* statement, int place) const;
};

void WrittenRows::Table::Add(sqlite3_stmt* statement) {
  ++rows;
  for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
    Cell& cell = cells.emplace_back();
    cell.type = sqlite3_column_type(statement, i);
    if (cell.type == SQLITE_INTEGER) {
      cell.number = sqlite3_column_int64(statement, i);
    } else if (cell.type != SQLITE_NULL) {
      cell.number = static_cast<int64_t>(bytes.size());
      const void* data = sqlite3_column_blob(statement, i);
      cell.bytes = sqlite3_column_bytes(statement, i);
      bytes.append(static_cast<const char*>(data), cell.bytes);
    }
  }
}

void WrittenRows::Table::Bind(const Cell& cell, sqlite3_stmt* statement, int place) const {
  switch (cell.type) {
    case SQLITE_INTEGER:
      sqlite3_bind_int64(statement, place, cell.number);
      break;
    case SQLITE_TEXT:
      sqlite3_bind_text(statement, place, bytes.data() + cell.number, cell.bytes, SQLITE_STATIC);
      break;
    case SQLITE_BLOB:
      sqlite3_bind_blob(statement, place, bytes.data() + cell.number, cell.bytes, SQLITE_STATIC);
      break;
    default:
      sqlite3_bind_null(statement, place);
  }
}

WrittenRows::WrittenRows(const std::string& before, const std::string& after) {
  Database database(after);
  Attach(database, before);
  for (const std::string& name : TablesOf(database)) {
    if (!HasRowNumbers(database, name)) continue;
    auto table = std::make_unique<Table>();
    table->name = name;
    table->columns =
        Column(database, absl::StrCat("SELECT name FROM pragma_table_info('", name, "')"));
    Query query(database,
                absl::StrCat("SELECT * FROM main.", name, " WHERE rowid > (SELECT ",
                             "COALESCE(MAX(rowid), 0) FROM other.", name, ") ORDER BY rowid"));
    while (query.Step()) table->Add(query.get());
    if (name == "participants") registrations_ = table->rows;
    if (table->rows > 0) tables_.push_back(std::move(table));
  }
  if (registrations_ == 0) throw std::runtime_error("nobody was registered");
  for (const std::unique_ptr<Table>& table : tables_) {
    table->rows_each = table->rows / registrations_;
    table->rows_once = table->rows % registrations_;
    if (table->rows_each > 0) rows_each_[table->name] = table->rows_each;
  }
  for (const char* updated : {"quotas", "category_use", "change_heads"}) rows_each_[updated] = 1;
}

WrittenRows::~WrittenRows() = default;

double WrittenRows::BytesEach(const std::string& table) const {
  for (const std::unique_ptr<Table>& one : tables_) {
    if (one->name != table) continue;
    const auto integers = std::count_if(one->cells.begin(), one->cells.end(), [](const Cell& cell) {
      return cell.type == SQLITE_INTEGER;
    });
    return static_cast<double>(one->bytes.size() + sizeof(int64_t) * integers) /
           static_cast<double>(registrations_);
  }
  throw std::runtime_error("registrations write nothing to " + table);
}

// A connection that writes the rows again.
class RawSqlite {
 public:
  RawSqlite(const WrittenRows& rows, const std::string& path);
  // Writes registrations `first` to `end` − 1 in one commit.
  void Write(int64_t first, int64_t end);

 private:
  // How a table's rows are written.
  struct Insert {
    const WrittenRows::Table* table;
    std::unique_ptr<Query> query;
  };

  const WrittenRows::Table& Table(absl::string_view name) const;
  void InsertRow(const Insert& insert, int64_t row);
  void Register(int64_t number);
  void UpdateCounters(int64_t number);
  void UpdateHead(int64_t number);

  const WrittenRows& rows_;
  Database database_;
  int64_t page_bytes_ = 0;
  absl::optional<int64_t> log_bytes_;
  std::vector<Insert> inserts_;
  const WrittenRows::Table& participants_;
  const WrittenRows::Table& changes_;
  const size_t delegation_;
  const size_t category_;
  const size_t partition_;
  const size_t number_;
  const size_t hash_;
  const size_t time_;
  std::unique_ptr<Query> quota_;
  std::unique_ptr<Query> category_use_;
  std::unique_ptr<Query> head_;
  std::unique_ptr<Query> begin_;
  std::unique_ptr<Query> commit_;
  std::unique_ptr<storage::sqlite::Checkpointer> checkpointer_;  // last: it ends before the rest
};

RawSqlite::RawSqlite(const WrittenRows& rows, const std::string& path)
    : rows_(rows),
      database_(path),
      participants_(Table("participants")),
      changes_(Table("changes")),
      delegation_(participants_.PlaceOf("delegation")),
      category_(participants_.PlaceOf("category")),
      partition_(changes_.PlaceOf("partition_name")),
      number_(changes_.PlaceOf("number")),
      hash_(changes_.PlaceOf("hash")),
      time_(changes_.PlaceOf("time_us")) {
  for (const char* sql :
       {"PRAGMA synchronous = FULL", "PRAGMA temp_store = MEMORY", "PRAGMA cache_size = -32768",
        "PRAGMA journal_mode = WAL", "PRAGMA wal_autocheckpoint = 0"}) {
    database_.Execute(sql);
  }
  page_bytes_ = Number(database_, "PRAGMA page_size");
  // Opens the log, which the checkpointer expects to find.
  Number(database_, "SELECT COUNT(*) FROM sqlite_schema");
  const storage::StoreOptions options;
  auto checkpointer =
      storage::sqlite::Checkpointer::Start(path, options.slow_wal_bytes, options.stop_wal_bytes);
  if (!checkpointer.ok()) throw std::runtime_error(checkpointer.status().ToString());
  checkpointer_ = *std::move(checkpointer);
  sqlite3_wal_hook(
      database_.get(),
      [](void* raw, sqlite3*, const char*, int frames) {
        auto* const self = static_cast<RawSqlite*>(raw);
        self->log_bytes_ = frames * (self->page_bytes_ + kFrameHeaderBytes);
        return SQLITE_OK;
      },
      this);
  for (const std::unique_ptr<WrittenRows::Table>& table : rows.tables_) {
    const std::string places = absl::StrJoin(
        table->columns, ", ", [](std::string* out, const std::string&) { out->append("?"); });
    inserts_.push_back(
        {table.get(), std::make_unique<Query>(database_, absl::StrCat("INSERT INTO ", table->name,
                                                                      " VALUES (", places, ")"))});
  }
  quota_ = std::make_unique<Query>(
      database_, "UPDATE quotas SET used = used + 1 WHERE delegation = ? AND category = ?");
  category_use_ = std::make_unique<Query>(
      database_, "UPDATE category_use SET used = used + 1 WHERE category = ?");
  head_ = std::make_unique<Query>(
      database_,
      "UPDATE change_heads SET number = ?, hash = ?, time_us = ? WHERE partition_name = ?");
  begin_ = std::make_unique<Query>(database_, "BEGIN IMMEDIATE");
  commit_ = std::make_unique<Query>(database_, "COMMIT");
}

const WrittenRows::Table& RawSqlite::Table(absl::string_view name) const {
  for (const std::unique_ptr<WrittenRows::Table>& table : rows_.tables_) {
    if (table->name == name) return *table;
  }
  throw std::runtime_error(absl::StrCat("registrations write nothing to ", name));
}

void RawSqlite::InsertRow(const Insert& insert, int64_t row) {
  for (size_t i = 0; i < insert.table->columns.size(); ++i) {
    insert.table->Bind(insert.table->At(row, i), insert.query->get(), static_cast<int>(i) + 1);
  }
  insert.query->Run();
}

void RawSqlite::UpdateCounters(int64_t number) {
  participants_.Bind(participants_.At(number, delegation_), quota_->get(), 1);
  participants_.Bind(participants_.At(number, category_), quota_->get(), 2);
  quota_->Run();
  participants_.Bind(participants_.At(number, category_), category_use_->get(), 1);
  category_use_->Run();
}

void RawSqlite::UpdateHead(int64_t number) {
  const int64_t last = changes_.rows_once + (number + 1) * changes_.rows_each - 1;
  int place = 0;
  for (const size_t column : {number_, hash_, time_, partition_}) {
    changes_.Bind(changes_.At(last, column), head_->get(), ++place);
  }
  head_->Run();
}

void RawSqlite::Register(int64_t number) {
  for (const Insert& insert : inserts_) {
    if (number == 0) {
      for (int64_t row = 0; row < insert.table->rows_once; ++row) InsertRow(insert, row);
    }
    const int64_t first = insert.table->rows_once + number * insert.table->rows_each;
    for (int64_t i = 0; i < insert.table->rows_each; ++i) InsertRow(insert, first + i);
  }
  UpdateCounters(number);
  UpdateHead(number);
}

void RawSqlite::Write(int64_t first, int64_t end) {
  bool waited = false;
  const absl::Status status = checkpointer_->BeginGroup(waited);
  if (!status.ok()) throw std::runtime_error(status.ToString());
  begin_->Run();
  for (int64_t number = first; number < end; ++number) Register(number);
  commit_->Run();
  checkpointer_->EndGroup(std::exchange(log_bytes_, absl::nullopt));
}

double ReplayRaw(const WrittenRows& rows, const std::string& path, int group) {
  RawSqlite raw(rows, path);
  const absl::Time begun = absl::Now();
  for (int64_t first = 0; first < rows.registrations(); first += group) {
    raw.Write(first, std::min<int64_t>(first + group, rows.registrations()));
  }
  return static_cast<double>(rows.registrations()) / absl::ToDoubleSeconds(absl::Now() - begun);
}

void CheckSameRows(const std::string& one, const std::string& other) {
  Database database(one);
  Attach(database, other);
  for (const std::string& table : TablesOf(database)) {
    const std::string mine = absl::StrCat("SELECT * FROM main.", table);
    const std::string theirs = absl::StrCat("SELECT * FROM other.", table);
    for (const std::string& sql :
         {absl::StrCat(mine, " EXCEPT ", theirs), absl::StrCat(theirs, " EXCEPT ", mine)}) {
      const int64_t rows = Number(database, absl::StrCat("SELECT COUNT(*) FROM (", sql, ")"));
      if (rows == 0) continue;
      throw std::runtime_error(absl::StrCat(rows, " rows of ", table, " differ in ", other));
    }
  }
}

}  // namespace plenary::bench
