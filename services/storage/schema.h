// What the migrations make: the tables of data with their columns and keys, so that programs that
// copy, digest or check every table need no list of their own.
#ifndef PLENARY_SERVICES_STORAGE_SCHEMA_H_
#define PLENARY_SERVICES_STORAGE_SCHEMA_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/storage/store.h"

namespace plenary::storage {

struct Column {
  enum class Type { kInt, kText, kBytes };
  std::string name;
  Type type = Type::kInt;
};

// A table of data: every one but schema_migrations.
struct Table {
  std::string name;
  std::vector<Column> columns;  // in the order of the migrations
  std::vector<size_t> key;      // the columns of the primary key, in its order
};

struct Schema {
  int64_t version = 0;
  std::vector<Table> tables;         // by name
  std::vector<std::string> indexes;  // by name; not those of primary keys
};

// The schema of `version`, from 1 to this program's.
absl::StatusOr<Schema> SchemaAt(int64_t version);

// The version of the database behind `tx`. NOT_FOUND (RESOURCE_NOT_FOUND) where Plenary keeps
// nothing in it; FAILED_PRECONDITION (DATABASE_TOO_NEW) where a newer program does.
absl::StatusOr<int64_t> VersionIn(Tx& tx);

// The value of one column of a row of `table`; borrows from the row.
Param ValueOf(const Row& row, const Table& table, size_t column);

// Calls `each` for every row of `table`, its columns in their order, in the order of the primary
// key: by bytes, the same on every engine. Holds one page of rows at a time. Stops at the first
// error of `each` and returns it.
absl::Status ReadRows(Tx& tx, const Table& table,
                      const std::function<absl::Status(const Row&)>& each);

// "INSERT INTO table (columns) VALUES ($1, …)".
std::string InsertInto(const Table& table);

// What a table holds.
struct TableDigest {
  std::string table;
  int64_t rows = 0;
  std::string sha256;  // 32 bytes

  bool operator==(const TableDigest& other) const {
    return table == other.table && rows == other.rows && sha256 == other.sha256;
  }
};

// Digests rows as they come: SHA-256 over the items
//   "plenary-table-1", table, number of columns, the columns' names; then, row by row, each column
// where an item is a letter, its length in bytes as a 64-bit big-endian number, and the bytes. The
// letter is n for NULL, i for an integer (64-bit big-endian), t for text, b for bytes.
class RowDigest {
 public:
  explicit RowDigest(const Table& table);
  ~RowDigest();
  RowDigest(const RowDigest&) = delete;
  RowDigest& operator=(const RowDigest&) = delete;

  void Add(const Row& row);
  // The digest of what was added; nothing is added after it.
  TableDigest Finish();

 private:
  struct Hash;
  void AddItem(char letter, absl::string_view bytes);

  const Table& table_;
  int64_t rows_ = 0;
  std::unique_ptr<Hash> hash_;
};

absl::StatusOr<TableDigest> DigestOf(Tx& tx, const Table& table);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_SCHEMA_H_
