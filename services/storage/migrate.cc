#include "services/storage/migrate.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace plenary::storage {

// Compiled from the folder of migrations by CMakeLists.txt.
std::vector<Migration> CompiledMigrations();

const std::vector<Migration>& Migrations() {
  static const auto& migrations = *new std::vector<Migration>(CompiledMigrations());
  return migrations;
}

std::vector<std::string> StatementsFor(const Migration& migration, absl::string_view engine) {
  const bool is_postgres = engine == "postgresql";
  const std::string sql =
      absl::StrReplaceAll(migration.sql, {{"{{BYTES}}", is_postgres ? "BYTEA" : "BLOB"},
                                          {"{{TEXT}}", is_postgres ? "TEXT COLLATE \"C\"" : "TEXT"},
                                          {"{{INT}}", is_postgres ? "BIGINT" : "INTEGER"},
                                          {"{{BY_KEY}}", is_postgres ? "" : " WITHOUT ROWID"}});
  std::vector<std::string> statements;
  std::string statement;
  for (const absl::string_view line : absl::StrSplit(sql, '\n')) {
    const absl::string_view text = absl::StripAsciiWhitespace(line);
    if (text.empty() || absl::StartsWith(text, "--")) continue;
    absl::StrAppend(&statement, line, "\n");
    if (!absl::EndsWith(text, ";")) continue;
    statements.push_back(std::move(statement));
    statement.clear();
  }
  if (!statement.empty()) statements.push_back(std::move(statement));
  return statements;
}

}  // namespace plenary::storage
