#include "services/directory/match_table.h"

#include <utility>

#include "services/base/errors.h"

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
    birth_days_.push_back(row.IsNull(1) ? absl::nullopt : absl::make_optional(row.Int(1)));
  };
}

absl::StatusOr<std::vector<PersonRow>> LoadedPersonRows::TakeAll() {
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Person> people, people_.TakeAll());
  std::vector<PersonRow> rows;
  rows.reserve(people.size());
  for (size_t i = 0; i < people.size(); ++i) {
    rows.push_back({std::move(people[i]), birth_days_[i]});
  }
  return rows;
}

Statement SelectByKeys(absl::string_view first, absl::string_view end, int limit,
                       LoadedPersonRows& into) {
  return {
      "SELECT p.body, p.birth_day FROM person_keys k JOIN people p ON p.name = k.person "
      "WHERE k.key >= $1 AND k.key < $2 ORDER BY k.key, k.person LIMIT $3",
      {first, end, int64_t{limit}},
      into.Reader()};
}

Statement SelectByKey(absl::string_view key, int limit, LoadedPersonRows& into) {
  return {
      "SELECT p.body, p.birth_day FROM person_keys k JOIN people p ON p.name = k.person "
      "WHERE k.key = $1 ORDER BY k.person LIMIT $2",
      {key, int64_t{limit}},
      into.Reader()};
}

Statement SelectByKeyIn(absl::string_view key, absl::string_view organization, int limit,
                        LoadedPersonRows& into) {
  return {
      "SELECT p.body, p.birth_day FROM person_keys k JOIN people p ON p.name = k.person "
      "WHERE k.key = $1 AND p.organization = $2 ORDER BY k.person LIMIT $3",
      {key, organization, int64_t{limit}},
      into.Reader()};
}

Statement SelectByKeyBorn(absl::string_view key, int64_t birth_day, int limit,
                          LoadedPersonRows& into) {
  return {
      "SELECT p.body, p.birth_day FROM person_keys k JOIN people p ON p.name = k.person "
      "WHERE k.key = $1 AND p.birth_day = $2 ORDER BY k.person LIMIT $3",
      {key, birth_day, int64_t{limit}},
      into.Reader()};
}

Statement SelectByEmail(absl::string_view email_key, int limit, LoadedPersonRows& into) {
  return {
      "SELECT body, birth_day FROM people WHERE email_key = $1 AND email_key <> '' "
      "AND deleted_us = 0 ORDER BY name LIMIT $2",
      {email_key, int64_t{limit}},
      into.Reader()};
}

Statement SelectByBirthDay(int64_t birth_day, int limit, LoadedPersonRows& into) {
  return {
      "SELECT body, birth_day FROM people WHERE birth_day = $1 AND deleted_us = 0 "
      "ORDER BY name LIMIT $2",
      {birth_day, int64_t{limit}},
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
