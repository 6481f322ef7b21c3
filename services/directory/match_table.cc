#include "services/directory/match_table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/directory/visibility_table.h"

namespace plenary::directory {
namespace {

// Organizations of one name.
constexpr int64_t kMostNamesakes = 20;

}  // namespace

using storage::Row;
using storage::Statement;

std::function<void(const Row&)> LoadedPersonRows::Reader() {
  return [this, read_body = people_.Reader()](const Row& row) {
    read_body(row);
    births_.emplace_back(row.Text(1));
  };
}

absl::StatusOr<std::vector<PersonRow>> LoadedPersonRows::TakeAll() {
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Person> people, people_.TakeAll());
  std::vector<PersonRow> rows;
  rows.reserve(people.size());
  for (size_t i = 0; i < people.size(); ++i) {
    rows.push_back({std::move(people[i]), std::move(births_[i])});
  }
  return rows;
}

Statement SelectByKeys(absl::string_view first, absl::string_view end, int limit,
                       LoadedPersonRows& into) {
  return {
      "SELECT p.body, b.blind FROM person_keys k JOIN people p ON p.name = k.person "
      "LEFT JOIN protected_data b ON b.person = p.name AND b.field = 'birth_date' "
      "WHERE k.key >= $1 AND k.key < $2 ORDER BY k.key, k.person LIMIT $3",
      {first, end, int64_t{limit}},
      into.Reader()};
}

Statement SelectByKey(absl::string_view key, int limit, LoadedPersonRows& into) {
  return {
      "SELECT p.body, b.blind FROM person_keys k JOIN people p ON p.name = k.person "
      "LEFT JOIN protected_data b ON b.person = p.name AND b.field = 'birth_date' "
      "WHERE k.key = $1 ORDER BY k.person LIMIT $2",
      {key, int64_t{limit}},
      into.Reader()};
}

Statement SelectByKeyIn(absl::string_view key, absl::string_view organization, int limit,
                        LoadedPersonRows& into) {
  return {
      "SELECT p.body, b.blind FROM person_keys k JOIN people p ON p.name = k.person "
      "LEFT JOIN protected_data b ON b.person = p.name AND b.field = 'birth_date' "
      "WHERE k.key = $1 AND p.organization = $2 ORDER BY k.person LIMIT $3",
      {key, organization, int64_t{limit}},
      into.Reader()};
}

Statement SelectByKeyBorn(absl::string_view key, absl::string_view birth, int limit,
                          LoadedPersonRows& into) {
  return {
      "SELECT p.body, b.blind FROM person_keys k JOIN people p ON p.name = k.person "
      "JOIN protected_data b ON b.person = p.name AND b.field = 'birth_date' "
      "WHERE k.key = $1 AND b.blind = $2 ORDER BY k.person LIMIT $3",
      {key, storage::Bytes{birth}, int64_t{limit}},
      into.Reader()};
}

Statement SelectByEmail(absl::string_view email_key, int limit, LoadedPersonRows& into) {
  return {
      "SELECT p.body, b.blind FROM people p "
      "LEFT JOIN protected_data b ON b.person = p.name AND b.field = 'birth_date' "
      "WHERE p.email_key = $1 AND p.email_key <> '' AND p.deleted_us = 0 ORDER BY p.name LIMIT $2",
      {email_key, int64_t{limit}},
      into.Reader()};
}

Statement SelectByBirth(absl::string_view birth, int limit, LoadedPersonRows& into) {
  return {
      "SELECT p.body, b.blind FROM protected_data b JOIN people p ON p.name = b.person "
      "WHERE b.field = 'birth_date' AND b.blind = $1 AND p.deleted_us = 0 "
      "ORDER BY b.person LIMIT $2",
      {storage::Bytes{birth}, int64_t{limit}},
      into.Reader()};
}

absl::StatusOr<std::vector<PersonRow>> ListVisibleRows(storage::Tx& tx,
                                                       const base::Access* access) {
  PLENARY_ASSIGN_OR_RETURN(const base::SqlCondition seen, VisiblePeople(access, "p.name", 1));
  std::vector<storage::Param> params;
  params.reserve(seen.params.size());
  for (const base::SqlValue& value : seen.params) params.push_back(storage::ToParam(value));
  LoadedPersonRows loaded;
  const std::string sql = absl::StrCat(
      "SELECT p.body, b.blind FROM people p "
      "LEFT JOIN protected_data b ON b.person = p.name AND b.field = 'birth_date' "
      "WHERE p.deleted_us = 0 AND ",
      seen.sql, " ORDER BY p.name");
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, std::move(params), loaded.Reader()}));
  return loaded.TakeAll();
}

Statement SelectRow(absl::string_view name, LoadedPersonRows& into) {
  return {
      "SELECT p.body, b.blind FROM people p "
      "LEFT JOIN protected_data b ON b.person = p.name AND b.field = 'birth_date' "
      "WHERE p.name = $1",
      {name},
      into.Reader()};
}

absl::StatusOr<std::vector<std::vector<std::string>>> FindOrganizationsByName(
    storage::Tx& tx, const std::vector<std::string>& names) {
  std::vector<std::string> keys;
  keys.reserve(names.size());
  std::vector<std::vector<std::string>> found(names.size());
  std::vector<Statement> statements;
  statements.reserve(names.size());
  for (size_t i = 0; i < names.size(); ++i) {
    keys.push_back(OrganizationKey(names[i]));
    statements.push_back(
        {"SELECT organization FROM organization_keys WHERE key = $1 ORDER BY organization LIMIT $2",
         {absl::string_view(keys.back()), kMostNamesakes},
         [&into = found[i]](const Row& row) { into.emplace_back(row.Text(0)); }});
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return found;
}

}  // namespace plenary::directory
