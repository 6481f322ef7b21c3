#include "services/storage/schema.h"

#include <openssl/evp.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/errors.h"
#include "services/storage/sqlite_connection.h"
#include "services/storage/sqlite_schema.h"

namespace plenary::storage {
namespace {

// Rows held at once. One may be some megabytes long.
constexpr int64_t kPageRows = 200;

// ---- What the migrations make, asked of an empty SQLite database.

Column ColumnOf(const Row& row) {
  const absl::string_view type = row.Text(1);
  return {std::string(row.Text(0)), type == "INTEGER" ? Column::Type::kInt
                                    : type == "BLOB"  ? Column::Type::kBytes
                                                      : Column::Type::kText};
}

absl::StatusOr<Table> TableIn(sqlite::Connection& connection, const std::string& name) {
  Table table;
  table.name = name;
  std::vector<std::pair<int64_t, size_t>> key;  // place in the key, column
  PLENARY_RETURN_IF_ERROR(
      connection.Run({"SELECT name, type, pk FROM pragma_table_info($1) ORDER BY cid",
                      {absl::string_view(name)},
                      [&](const Row& row) {
                        if (row.Int(2) > 0) key.emplace_back(row.Int(2), table.columns.size());
                        table.columns.push_back(ColumnOf(row));
                      }}));
  if (key.empty()) {
    return absl::InternalError(absl::StrCat("table ", name, " has no primary key"));
  }
  std::sort(key.begin(), key.end());
  table.key.reserve(key.size());
  for (const auto& [place, column] : key) table.key.push_back(column);
  return table;
}

absl::StatusOr<std::vector<std::string>> NamesIn(sqlite::Connection& connection,
                                                 absl::string_view type) {
  std::vector<std::string> names;
  PLENARY_RETURN_IF_ERROR(
      connection.Run({"SELECT name FROM sqlite_schema WHERE type = $1 AND name <> "
                      "'schema_migrations' AND name NOT LIKE 'sqlite_%' ORDER BY name",
                      {type},
                      [&](const Row& row) { names.emplace_back(row.Text(0)); }}));
  return names;
}

// ---- Rows by pages.

std::vector<std::string> NamesOf(const Table& table) {
  std::vector<std::string> names;
  names.reserve(table.columns.size());
  for (const Column& column : table.columns) names.push_back(column.name);
  return names;
}

// "$1, $2, …"
std::string Places(size_t count) {
  std::vector<std::string> places;
  places.reserve(count);
  for (size_t i = 1; i <= count; ++i) places.push_back(absl::StrCat("$", i));
  return absl::StrJoin(places, ", ");
}

// Selects the page behind a key, or the first one.
std::string SelectPage(const Table& table, bool is_first) {
  std::vector<std::string> key;
  key.reserve(table.key.size());
  for (const size_t column : table.key) key.push_back(table.columns[column].name);
  const std::string keys = absl::StrJoin(key, ", ");
  return absl::StrCat(
      "SELECT ", absl::StrJoin(NamesOf(table), ", "), " FROM ", table.name,
      is_first ? "" : absl::StrCat(" WHERE (", keys, ") > (", Places(key.size()), ")"),
      " ORDER BY ", keys, " LIMIT ", kPageRows);
}

// The key of a row, kept beyond it.
class RowKey {
 public:
  void Keep(const Row& row, const Table& table) {
    integers_.clear();
    texts_.clear();
    for (const size_t column : table.key) {
      integers_.push_back(row.Int(column));
      texts_.emplace_back(row.Text(column));
    }
  }
  std::vector<Param> Params(const Table& table) const {
    std::vector<Param> params;
    params.reserve(table.key.size());
    for (size_t i = 0; i < table.key.size(); ++i) {
      switch (table.columns[table.key[i]].type) {
        case Column::Type::kInt:
          params.emplace_back(integers_[i]);
          break;
        case Column::Type::kText:
          params.emplace_back(absl::string_view(texts_[i]));
          break;
        case Column::Type::kBytes:
          params.emplace_back(Bytes{texts_[i]});
          break;
      }
    }
    return params;
  }

 private:
  std::vector<int64_t> integers_;
  std::vector<std::string> texts_;
};

std::string BigEndian(uint64_t value) {
  std::string bytes(8, '\0');
  for (int i = 7; i >= 0; --i, value >>= 8) bytes[i] = static_cast<char>(value & 0xff);
  return bytes;
}

}  // namespace

absl::StatusOr<Schema> SchemaAt(int64_t version) {
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<sqlite::Connection> connection,
                           sqlite::Connection::Open(":memory:", sqlite::Access::kCreate));
  PLENARY_RETURN_IF_ERROR(sqlite::MigrateTo(*connection, version, absl::UnixEpoch()));
  Schema schema;
  schema.version = version;
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> tables, NamesIn(*connection, "table"));
  for (const std::string& name : tables) {
    PLENARY_ASSIGN_OR_RETURN(Table table, TableIn(*connection, name));
    schema.tables.push_back(std::move(table));
  }
  PLENARY_ASSIGN_OR_RETURN(schema.indexes, NamesIn(*connection, "index"));
  return schema;
}

absl::StatusOr<int64_t> VersionIn(Tx& tx) {
  const absl::string_view exists =
      tx.engine() == "sqlite"
          ? "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'schema_migrations'"
          : "SELECT COUNT(*) FROM pg_class WHERE oid = to_regclass('schema_migrations')";
  int64_t count = 0;
  PLENARY_RETURN_IF_ERROR(tx.Run({exists, {}, [&](const Row& row) { count = row.Int(0); }}));
  int64_t version = 0;
  if (count > 0) {
    PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT COALESCE(MAX(version), 0) FROM schema_migrations",
                                    {},
                                    [&](const Row& row) { version = row.Int(0); }}));
  }
  if (version == 0) {
    return base::Refuse(absl::StatusCode::kNotFound, v1::ERROR_REASON_RESOURCE_NOT_FOUND,
                        "the database holds nothing of Plenary; check the name");
  }
  PLENARY_RETURN_IF_ERROR(sqlite::CheckNotNewer(version));
  return version;
}

Param ValueOf(const Row& row, const Table& table, size_t column) {
  const int place = static_cast<int>(column);
  if (row.IsNull(place)) return absl::monostate();
  switch (table.columns[column].type) {
    case Column::Type::kInt:
      return row.Int(place);
    case Column::Type::kText:
      return row.Text(place);
    case Column::Type::kBytes:
      return Bytes{row.Text(place)};
  }
  return absl::monostate();
}

absl::Status ReadRows(Tx& tx, const Table& table,
                      const std::function<absl::Status(const Row&)>& each) {
  const std::string first_page = SelectPage(table, /*is_first=*/true);
  const std::string next_page = SelectPage(table, /*is_first=*/false);
  RowKey last;
  absl::Status status;
  int64_t rows = 0;
  const auto read = [&](const Row& row) {
    if (!status.ok()) return;
    status = each(row);
    if (++rows % kPageRows == 0) last.Keep(row, table);
  };
  PLENARY_RETURN_IF_ERROR(tx.Run({first_page, {}, read}));
  for (int64_t page = 1; status.ok() && rows == page * kPageRows; ++page) {
    PLENARY_RETURN_IF_ERROR(tx.Run({next_page, last.Params(table), read}));
  }
  return status;
}

std::string InsertInto(const Table& table) {
  return absl::StrCat("INSERT INTO ", table.name, " (", absl::StrJoin(NamesOf(table), ", "),
                      ") VALUES (", Places(table.columns.size()), ")");
}

struct RowDigest::Hash {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~Hash() { EVP_MD_CTX_free(context); }
};

RowDigest::RowDigest(const Table& table) : table_(table), hash_(std::make_unique<Hash>()) {
  EVP_DigestInit_ex(hash_->context, EVP_sha256(), nullptr);
  AddItem('t', "plenary-table-1");
  AddItem('t', table.name);
  AddItem('i', BigEndian(table.columns.size()));
  for (const Column& column : table.columns) AddItem('t', column.name);
}

RowDigest::~RowDigest() = default;

void RowDigest::AddItem(char letter, absl::string_view bytes) {
  const std::string head = absl::StrCat(absl::string_view(&letter, 1), BigEndian(bytes.size()));
  EVP_DigestUpdate(hash_->context, head.data(), head.size());
  EVP_DigestUpdate(hash_->context, bytes.data(), bytes.size());
}

void RowDigest::Add(const Row& row) {
  ++rows_;
  for (size_t column = 0; column < table_.columns.size(); ++column) {
    const Param value = ValueOf(row, table_, column);
    if (const auto* integer = absl::get_if<int64_t>(&value)) {
      AddItem('i', BigEndian(static_cast<uint64_t>(*integer)));
    } else if (const auto* text = absl::get_if<absl::string_view>(&value)) {
      AddItem('t', *text);
    } else if (const auto* bytes = absl::get_if<Bytes>(&value)) {
      AddItem('b', bytes->data);
    } else {
      AddItem('n', "");
    }
  }
}

TableDigest RowDigest::Finish() {
  std::string sha256(EVP_MD_size(EVP_sha256()), '\0');
  EVP_DigestFinal_ex(hash_->context, reinterpret_cast<unsigned char*>(sha256.data()), nullptr);
  return {table_.name, rows_, std::move(sha256)};
}

absl::StatusOr<TableDigest> DigestOf(Tx& tx, const Table& table) {
  RowDigest digest(table);
  PLENARY_RETURN_IF_ERROR(ReadRows(tx, table, [&](const Row& row) {
    digest.Add(row);
    return absl::OkStatus();
  }));
  return digest.Finish();
}

}  // namespace plenary::storage
