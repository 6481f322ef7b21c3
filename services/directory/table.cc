#include "services/directory/table.h"

#include <deque>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "services/base/collation.h"
#include "services/base/errors.h"
#include "services/directory/index_table.h"
#include "services/directory/match_table.h"

namespace plenary::directory {
namespace {

using storage::Bytes;
using storage::ToMicros;

constexpr absl::string_view kSelectOrganization = "SELECT body FROM organizations WHERE name = $1";
// An alias means the person it was merged into.
constexpr absl::string_view kSelectPerson =
    "SELECT body FROM people WHERE name = "
    "COALESCE((SELECT person FROM person_aliases WHERE alias = $1), $1)";
// What stands in deleted_us of who was merged into another.
constexpr int64_t kMerged = -1;

// 0 where the resource lives.
template <class Resource>
int64_t DeletedMicros(const Resource& resource) {
  return resource.has_delete_time() ? ToMicros(resource.delete_time()) : 0;
}

// The owned columns of a row while its statement waits to be run.
struct Written {
  std::string sort_key;
  std::vector<std::string> reader_keys;
  std::string email_key;
  std::string body;
};

Written WrittenOf(const v1::Organization& organization) {
  return {base::SortKey(organization.display_names(0).text()), ReaderSortKeys(organization), "",
          organization.SerializeAsString()};
}

Written WrittenOf(const v1::Person& person) {
  return {base::SortKey(person.sort_name()), ReaderSortKeys(person), EmailKeyOf(person),
          person.SerializeAsString()};
}

void AddReaderKeys(const Written& written, std::vector<storage::Param>& columns) {
  for (const std::string& key : written.reader_keys) columns.emplace_back(Bytes{key});
}

std::vector<storage::Param> ColumnsOf(const v1::Organization& organization,
                                      const Written& written) {
  std::vector<storage::Param> columns = {absl::string_view(organization.name()),
                                         static_cast<int64_t>(organization.type()),
                                         absl::string_view(organization.country_code()),
                                         absl::string_view(organization.subdivision_code()),
                                         absl::string_view(organization.parent()),
                                         Bytes{written.sort_key},
                                         ToMicros(organization.create_time()),
                                         ToMicros(organization.update_time()),
                                         DeletedMicros(organization),
                                         Bytes{written.body}};
  AddReaderKeys(written, columns);
  return columns;
}

std::vector<storage::Param> ColumnsOf(const v1::Person& person, const Written& written) {
  std::vector<storage::Param> columns = {absl::string_view(person.name()),
                                         absl::string_view(person.organization()),
                                         absl::string_view(person.country_code()),
                                         absl::string_view(person.sort_name()),
                                         Bytes{written.sort_key},
                                         ToMicros(person.create_time()),
                                         ToMicros(person.update_time()),
                                         DeletedMicros(person),
                                         Bytes{written.body}};
  AddReaderKeys(written, columns);
  columns.emplace_back(absl::string_view(written.email_key));
  return columns;
}

constexpr absl::string_view kUpdatePerson =
    "UPDATE people SET organization = $2, country_code = $3, sort_name = $4, sort_key = $5, "
    "create_us = $6, update_us = $7, deleted_us = $8, body = $9, sort_ru = $10, sort_be = $11, "
    "sort_en = $12, sort_zh = $13, email_key = $14 WHERE name = $1";

// What it is found by: nothing where it was deleted.
template <class Resource>
IndexEntry EntryOf(const Resource& resource) {
  if (resource.has_delete_time()) return {resource.name(), {}, {}};
  return {resource.name(), WordsOf(resource), KeysOf(resource)};
}

// A row as it stands, to be compared with what it should be.
template <class Resource>
struct StoredRow {
  Resource resource;
  Written written;     // as it stands, without sort_key
  IndexEntry entry;    // as it should be
  std::string sounds;  // of the first word as it stands
};

void SetAllDerived(v1::Organization&) {}
void SetAllDerived(v1::Person& person) { SetDerived(person); }

// The rows that `sql` selects as body, sort_ru to sort_zh and email_key, with what they are found
// by.
template <class Resource>
absl::StatusOr<std::vector<StoredRow<Resource>>> ReadRows(storage::Tx& tx, Kind kind,
                                                          absl::string_view sql,
                                                          absl::string_view after, int limit) {
  std::vector<Written> written;
  storage::Loaded<Resource> loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {sql, {after, int64_t{limit}}, [&, read_body = loaded.Reader()](const storage::Row& row) {
         read_body(row);
         Written& each = written.emplace_back();
         each.body = std::string(row.Text(0));
         for (int i = 1; i <= 4; ++i) each.reader_keys.emplace_back(row.Text(i));
         each.email_key = std::string(row.Text(5));
       }}));
  PLENARY_ASSIGN_OR_RETURN(std::vector<Resource> resources, loaded.TakeAll());
  std::vector<StoredRow<Resource>> rows(resources.size());
  std::vector<storage::Statement> statements;
  for (size_t i = 0; i < rows.size(); ++i) {
    rows[i].resource = std::move(resources[i]);
    rows[i].written = std::move(written[i]);
    rows[i].entry = EntryOf(rows[i].resource);
    if (rows[i].entry.words.empty()) continue;
    statements.push_back(SelectSounds(kind, rows[i].entry, rows[i].sounds));
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return rows;
}

bool AreSame(const Written& a, const Written& b) {
  return a.reader_keys == b.reader_keys && a.email_key == b.email_key && a.body == b.body;
}

// Writes those of the rows that are not as they should be.
template <class Resource>
absl::StatusOr<std::string> Refresh(storage::Tx& tx, Kind kind, absl::string_view select,
                                    absl::string_view update, absl::string_view after, int limit) {
  PLENARY_ASSIGN_OR_RETURN(auto rows, ReadRows<Resource>(tx, kind, select, after, limit));
  std::vector<IndexEntry> entries;
  std::deque<Written> kept;
  std::vector<storage::Statement> statements;
  for (StoredRow<Resource>& row : rows) {
    SetAllDerived(row.resource);
    Written written = WrittenOf(row.resource);
    if (!AreSame(written, row.written)) {
      kept.push_back(std::move(written));
      std::vector<storage::Param> columns = {absl::string_view(row.resource.name()),
                                             Bytes{kept.back().body}};
      AddReaderKeys(kept.back(), columns);
      if (kind == Kind::kPeople) columns.emplace_back(absl::string_view(kept.back().email_key));
      statements.push_back({update, std::move(columns), nullptr});
    }
    if (row.sounds != SoundsOf(row.entry)) entries.push_back(row.entry);
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  PLENARY_RETURN_IF_ERROR(AddEntries(tx, kind, entries));
  return rows.empty() ? "" : rows.back().resource.name();
}

// The orders of a list for readers of a language.
std::vector<base::ListOrder> OrdersFor(absl::string_view language) {
  return storage::OrdersByOrCreation(
      "sort_name", language.empty() ? "sort_key" : absl::StrCat("sort_", language),
      base::ListOrder::Column::Type::kBytes);
}

base::ListSpec OrganizationListFor(absl::string_view language) {
  using Field = base::FilterField;
  return {"ListOrganizations",
          "SELECT body FROM organizations",
          {{"type", Field::Type::kEnum, "type", v1::Organization::Type_descriptor()},
           {"country_code", Field::Type::kText, "country_code"},
           {"subdivision_code", Field::Type::kText, "subdivision_code"},
           {"parent", Field::Type::kText, "parent"},
           {"create_time", Field::Type::kTime, "create_us"},
           {"update_time", Field::Type::kTime, "update_us"}},
          OrdersFor(language)};
}

base::ListSpec PersonListFor(absl::string_view language) {
  using Field = base::FilterField;
  return {"ListPeople",
          "SELECT body FROM people",
          {{"organization", Field::Type::kText, "organization"},
           {"country_code", Field::Type::kText, "country_code"},
           {"sort_name", Field::Type::kText, "sort_name"},
           {"create_time", Field::Type::kTime, "create_us"},
           {"update_time", Field::Type::kTime, "update_us"}},
          OrdersFor(language)};
}

// One list for each language, the common one last.
using Lists = std::map<absl::string_view, base::ListSpec>;

Lists ListsBy(base::ListSpec (*list_for)(absl::string_view language)) {
  Lists lists;
  lists.emplace("", list_for(""));
  for (const absl::string_view language : base::kReaderLanguages) {
    lists.emplace(language, list_for(language));
  }
  return lists;
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
  PLENARY_RETURN_IF_ERROR(storage::InsertNamed(
      tx,
      "INSERT INTO organizations (name, type, country_code, subdivision_code, parent, sort_key, "
      "create_us, update_us, deleted_us, body, sort_ru, sort_be, sort_en, sort_zh) VALUES ($1, $2, "
      "$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (name) DO NOTHING "
      "RETURNING 1",
      ColumnsOf(organization, written), organization.name()));
  const IndexEntry entry = EntryOf(organization);
  return AddEntries(tx, Kind::kOrganizations, {&entry, 1});
}

absl::Status InsertPeople(storage::Tx& tx, const std::vector<v1::Person>& people) {
  std::vector<Written> written;
  written.reserve(people.size());
  std::vector<storage::Statement> statements;
  statements.reserve(people.size());
  std::vector<IndexEntry> entries;
  entries.reserve(people.size());
  for (const v1::Person& person : people) {
    written.push_back(WrittenOf(person));
    statements.push_back(
        {"INSERT INTO people (name, organization, country_code, sort_name, sort_key, create_us, "
         "update_us, deleted_us, body, sort_ru, sort_be, sort_en, sort_zh, email_key) "
         "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
         ColumnsOf(person, written.back()), nullptr});
    entries.push_back(EntryOf(person));
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return AddEntries(tx, Kind::kPeople, entries);
}

absl::Status UpdateOrganizationRow(storage::Tx& tx, const v1::Organization& before,
                                   const v1::Organization& after) {
  const Written written = WrittenOf(after);
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {"UPDATE organizations SET type = $2, country_code = $3, subdivision_code = $4, parent = $5, "
       "sort_key = $6, create_us = $7, update_us = $8, deleted_us = $9, body = $10, "
       "sort_ru = $11, sort_be = $12, sort_en = $13, sort_zh = $14 WHERE name = $1",
       ColumnsOf(after, written), nullptr}));
  return ChangeEntry(tx, Kind::kOrganizations, EntryOf(before), EntryOf(after));
}

absl::Status UpdatePersonRow(storage::Tx& tx, const v1::Person& before, const v1::Person& after) {
  const Written written = WrittenOf(after);
  PLENARY_RETURN_IF_ERROR(tx.Run({kUpdatePerson, ColumnsOf(after, written), nullptr}));
  return ChangeEntry(tx, Kind::kPeople, EntryOf(before), EntryOf(after));
}

absl::StatusOr<absl::optional<PersonRow>> FindPersonRow(storage::Tx& tx, absl::string_view name) {
  LoadedPersonRows loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run(SelectRow(name, loaded)));
  PLENARY_ASSIGN_OR_RETURN(std::vector<PersonRow> rows, loaded.TakeAll());
  if (rows.empty()) return absl::optional<PersonRow>();
  return absl::make_optional(std::move(rows.front()));
}

absl::Status MakeAlias(storage::Tx& tx, const v1::Person& before, const v1::Person& duplicate,
                       absl::string_view person) {
  PLENARY_RETURN_IF_ERROR(UpdatePersonRow(tx, before, duplicate));
  const absl::string_view alias = duplicate.name();
  storage::Statement statements[] = {
      {"UPDATE people SET deleted_us = $2 WHERE name = $1", {alias, kMerged}, nullptr},
      {"UPDATE person_aliases SET person = $2 WHERE person = $1", {alias, person}, nullptr},
      {"INSERT INTO person_aliases (alias, person) VALUES ($1, $2)", {alias, person}, nullptr}};
  return tx.RunAll(absl::MakeSpan(statements));
}

absl::StatusOr<std::string> RefreshOrganizations(storage::Tx& tx, absl::string_view after,
                                                 int limit) {
  return Refresh<v1::Organization>(
      tx, Kind::kOrganizations,
      "SELECT body, sort_ru, sort_be, sort_en, sort_zh, '' FROM organizations WHERE name > $1 "
      "ORDER BY name LIMIT $2",
      "UPDATE organizations SET body = $2, sort_ru = $3, sort_be = $4, sort_en = $5, sort_zh = $6 "
      "WHERE name = $1",
      after, limit);
}

absl::StatusOr<std::string> RefreshPeople(storage::Tx& tx, absl::string_view after, int limit) {
  return Refresh<v1::Person>(
      tx, Kind::kPeople,
      "SELECT body, sort_ru, sort_be, sort_en, sort_zh, email_key FROM people WHERE name > $1 "
      "ORDER BY name LIMIT $2",
      "UPDATE people SET body = $2, sort_ru = $3, sort_be = $4, sort_en = $5, sort_zh = $6, "
      "email_key = $7 WHERE name = $1",
      after, limit);
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

const base::ListSpec& OrganizationList(absl::string_view language) {
  static const auto& lists = *new Lists(ListsBy(OrganizationListFor));
  return lists.at(language);
}

const base::ListSpec& PersonList(absl::string_view language) {
  static const auto& lists = *new Lists(ListsBy(PersonListFor));
  return lists.at(language);
}

}  // namespace plenary::directory
