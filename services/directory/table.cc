#include "services/directory/table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "services/base/collation.h"
#include "services/base/errors.h"

namespace plenary::directory {
namespace {

using storage::Bytes;
using storage::ToMicros;

constexpr absl::string_view kSelectOrganization = "SELECT body FROM organizations WHERE name = $1";
constexpr absl::string_view kSelectPerson = "SELECT body FROM people WHERE name = $1";

// 0 where the resource lives.
template <class Resource>
int64_t DeletedMicros(const Resource& resource) {
  return resource.has_delete_time() ? ToMicros(resource.delete_time()) : 0;
}

// The owned columns of a row while its statement waits to be run.
struct Written {
  std::string sort_key;
  std::string body;
};

Written WrittenOf(const v1::Organization& organization) {
  return {base::SortKey(organization.display_names(0).text()), organization.SerializeAsString()};
}

Written WrittenOf(const v1::Person& person) {
  return {base::SortKey(person.sort_name()), person.SerializeAsString()};
}

std::vector<storage::Param> ColumnsOf(const v1::Organization& organization,
                                      const Written& written) {
  return {absl::string_view(organization.name()),
          static_cast<int64_t>(organization.type()),
          absl::string_view(organization.country_code()),
          absl::string_view(organization.subdivision_code()),
          absl::string_view(organization.parent()),
          Bytes{written.sort_key},
          ToMicros(organization.create_time()),
          ToMicros(organization.update_time()),
          DeletedMicros(organization),
          Bytes{written.body}};
}

std::vector<storage::Param> ColumnsOf(const v1::Person& person, const Written& written) {
  return {absl::string_view(person.name()),
          absl::string_view(person.organization()),
          absl::string_view(person.country_code()),
          absl::string_view(person.sort_name()),
          Bytes{written.sort_key},
          ToMicros(person.create_time()),
          ToMicros(person.update_time()),
          DeletedMicros(person),
          Bytes{written.body}};
}

}  // namespace

absl::StatusOr<absl::optional<v1::Organization>> FindOrganization(storage::Tx& tx,
                                                                  absl::string_view name) {
  return storage::Find<v1::Organization>(tx, kSelectOrganization, name);
}

absl::StatusOr<absl::optional<v1::Person>> FindPerson(storage::Tx& tx, absl::string_view name) {
  return storage::Find<v1::Person>(tx, kSelectPerson, name);
}

absl::StatusOr<std::vector<absl::optional<v1::Organization>>> FindOrganizations(
    storage::Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<v1::Organization>(tx, kSelectOrganization, names);
}

absl::StatusOr<std::vector<absl::optional<v1::Person>>> FindPeople(
    storage::Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<v1::Person>(tx, kSelectPerson, names);
}

storage::Statement SelectOrganization(absl::string_view name,
                                      storage::Loaded<v1::Organization>& into) {
  return {kSelectOrganization, {name}, into.Reader()};
}

storage::Statement SelectPerson(absl::string_view name, storage::Loaded<v1::Person>& into) {
  return {kSelectPerson, {name}, into.Reader()};
}

absl::Status InsertOrganization(storage::Tx& tx, const v1::Organization& organization) {
  const Written written = WrittenOf(organization);
  return storage::InsertNamed(
      tx,
      "INSERT INTO organizations (name, type, country_code, subdivision_code, parent, sort_key, "
      "create_us, update_us, deleted_us, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
      "ON CONFLICT (name) DO NOTHING RETURNING 1",
      ColumnsOf(organization, written), organization.name());
}

absl::Status InsertPeople(storage::Tx& tx, const std::vector<v1::Person>& people) {
  std::vector<Written> written;
  written.reserve(people.size());
  std::vector<storage::Statement> statements;
  statements.reserve(people.size());
  for (const v1::Person& person : people) {
    written.push_back(WrittenOf(person));
    statements.push_back(
        {"INSERT INTO people (name, organization, country_code, sort_name, sort_key, create_us, "
         "update_us, deleted_us, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
         ColumnsOf(person, written.back()), nullptr});
  }
  return tx.RunAll(absl::MakeSpan(statements));
}

absl::Status UpdateOrganizationRow(storage::Tx& tx, const v1::Organization& organization) {
  const Written written = WrittenOf(organization);
  return tx.Run(
      {"UPDATE organizations SET type = $2, country_code = $3, subdivision_code = $4, parent = $5, "
       "sort_key = $6, create_us = $7, update_us = $8, deleted_us = $9, body = $10 "
       "WHERE name = $1",
       ColumnsOf(organization, written), nullptr});
}

absl::Status UpdatePersonRow(storage::Tx& tx, const v1::Person& person) {
  const Written written = WrittenOf(person);
  return tx.Run(
      {"UPDATE people SET organization = $2, country_code = $3, sort_name = $4, sort_key = $5, "
       "create_us = $6, update_us = $7, deleted_us = $8, body = $9 WHERE name = $1",
       ColumnsOf(person, written), nullptr});
}

absl::StatusOr<std::string> MemberOf(storage::Tx& tx, absl::string_view organization) {
  std::string member;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT name FROM organizations WHERE parent = $1 AND deleted_us = 0 UNION ALL "
              "SELECT name FROM people WHERE organization = $1 AND deleted_us = 0 LIMIT 1",
              {organization},
              [&](const storage::Row& row) { member = std::string(row.Text(0)); }}));
  return member;
}

const base::ListSpec& OrganizationList() {
  using Field = base::FilterField;
  static const auto& spec = *new base::ListSpec{
      "ListOrganizations",
      "SELECT body FROM organizations",
      {{"type", Field::Type::kEnum, "type", v1::Organization::Type_descriptor()},
       {"country_code", Field::Type::kText, "country_code"},
       {"subdivision_code", Field::Type::kText, "subdivision_code"},
       {"parent", Field::Type::kText, "parent"},
       {"create_time", Field::Type::kTime, "create_us"},
       {"update_time", Field::Type::kTime, "update_us"}},
      storage::OrdersByOrCreation("sort_name", "sort_key", base::ListOrder::Column::Type::kBytes)};
  return spec;
}

const base::ListSpec& PersonList() {
  using Field = base::FilterField;
  static const auto& spec = *new base::ListSpec{
      "ListPeople",
      "SELECT body FROM people",
      {{"organization", Field::Type::kText, "organization"},
       {"country_code", Field::Type::kText, "country_code"},
       {"sort_name", Field::Type::kText, "sort_name"},
       {"create_time", Field::Type::kTime, "create_us"},
       {"update_time", Field::Type::kTime, "update_us"}},
      storage::OrdersByOrCreation("sort_name", "sort_key", base::ListOrder::Column::Type::kBytes)};
  return spec;
}

}  // namespace plenary::directory
