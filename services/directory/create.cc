// The creation of people, for this room's service and for registrations that bring new people.
#include <utility>

#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/directory/rules.h"
#include "services/directory/table.h"

namespace plenary::directory {
namespace {

absl::Status CheckEach(const std::vector<NewPerson>& people, absl::Time now) {
  base::FieldErrors errors;
  for (const NewPerson& each : people) {
    CheckPerson(each.person, each.field, errors);
    CheckBirthDate(each.person, now, each.field, errors);
  }
  return errors.ToStatus();
}

absl::Status CheckOrganizations(storage::Tx& tx, const std::vector<NewPerson>& people) {
  std::vector<std::string> names;
  std::vector<std::string> fields;
  for (const NewPerson& each : people) {
    if (each.person.organization().empty()) continue;
    names.push_back(each.person.organization());
    fields.push_back(absl::StrCat(each.field, ".organization"));
  }
  if (names.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto found, FindOrganizations(tx, names));
  for (size_t i = 0; i < names.size(); ++i) {
    PLENARY_RETURN_IF_ERROR(storage::CheckReference(found[i], fields[i], names[i]));
  }
  return absl::OkStatus();
}

}  // namespace

PersonRow ToRow(v1::Person asked) {
  PersonRow row = {std::move(asked), absl::nullopt};
  v1::Person& person = row.person;
  row.birth_day = DayOf(person.birth_date());
  base::ClearOutputOnly(person);
  person.clear_birth_date();
  person.set_birth_date_known(row.birth_day.has_value());
  SetDerived(person);
  return row;
}

absl::StatusOr<std::vector<v1::Person>> CreatePeople(storage::Change& change,
                                                     std::vector<NewPerson> people) {
  PLENARY_RETURN_IF_ERROR(CheckEach(people, change.tx().now()));
  PLENARY_RETURN_IF_ERROR(CheckOrganizations(change.tx(), people));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(storage::kDirectoryPartition));
  std::vector<PersonRow> rows;
  rows.reserve(people.size());
  for (NewPerson& each : people) {
    PersonRow row = ToRow(std::move(each.person));
    storage::StampCreated(row.person, base::MakeName(kPersonPattern, {change.NewId()}), now);
    rows.push_back(std::move(row));
  }
  PLENARY_RETURN_IF_ERROR(InsertPeople(change.tx(), rows));
  std::vector<v1::Person> created;
  created.reserve(rows.size());
  for (PersonRow& row : rows) {
    change.Record(row.person.name(), v1::Change::CREATED, row.person);
    created.push_back(std::move(row.person));
  }
  return created;
}

absl::StatusOr<v1::Person> CreatePerson(storage::Change& change, NewPerson person) {
  std::vector<NewPerson> one;
  one.push_back(std::move(person));
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Person> created, CreatePeople(change, std::move(one)));
  return std::move(created.front());
}

}  // namespace plenary::directory
