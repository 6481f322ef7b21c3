// Versioned migrations: services/storage/migrations/NNNN_name.sql, compiled in, run in order, each
// in a transaction with its row in `schema_migrations`.
//
// A file is SQL that both engines take after these words are replaced: {{BYTES}} by BLOB or BYTEA,
// {{TEXT}} by TEXT or TEXT COLLATE "C", {{INT}} by INTEGER or BIGINT, {{BY_KEY}} behind a table by
// WITHOUT ROWID or nothing, for rows that are little more than their key. Statements end with a
// semicolon at the end of a line.
#ifndef PLENARY_SERVICES_STORAGE_MIGRATE_H_
#define PLENARY_SERVICES_STORAGE_MIGRATE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace plenary::storage {

struct Migration {
  int version;       // from 1, without gaps
  std::string name;  // "0001_foundation"
  std::string sql;
};

// Every migration this program knows, in order.
const std::vector<Migration>& Migrations();

// The statements of a migration for one engine ("sqlite" or "postgresql"), in order.
std::vector<std::string> StatementsFor(const Migration& migration, absl::string_view engine);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_MIGRATE_H_
