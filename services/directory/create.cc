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

absl::Status CheckEach(const std::vector<NewPerson>& people) {
  base::FieldErrors errors;
  for (const NewPerson& each : people) CheckPerson(each.person, each.field, errors);
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

absl::StatusOr<std::vector<v1::Person>> CreatePeople(storage::Change& change,
                                                     std::vector<NewPerson> people) {
  PLENARY_RETURN_IF_ERROR(CheckEach(people));
  PLENARY_RETURN_IF_ERROR(CheckOrganizations(change.tx(), people));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(storage::kDirectoryPartition));
  std::vector<v1::Person> created;
  created.reserve(people.size());
  for (NewPerson& each : people) {
    v1::Person& person = created.emplace_back(std::move(each.person));
    base::ClearOutputOnly(person);
    person.set_sort_name(SortNameOf(person));
    storage::StampCreated(person, base::MakeName(kPersonPattern, {change.NewId()}), now);
  }
  PLENARY_RETURN_IF_ERROR(InsertPeople(change.tx(), created));
  for (const v1::Person& person : created) {
    change.Record(person.name(), v1::Change::CREATED, person);
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
