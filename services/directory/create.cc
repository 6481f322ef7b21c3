// The creation of people, for this room's service and for registrations that bring new people.
#include <algorithm>
#include <utility>

#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/directory/duplicates.h"
#include "services/directory/protected_table.h"
#include "services/directory/rules.h"
#include "services/directory/table.h"
#include "services/directory/visibility_table.h"

namespace plenary::directory {
namespace {

absl::Status CheckEach(const std::vector<NewPerson>& people, absl::Time now) {
  base::FieldErrors errors;
  for (const NewPerson& each : people) {
    CheckPerson(each.person, each.field, errors);
    CheckProtected(each.person, now, each.field, errors);
  }
  return errors.ToStatus();
}

bool BringsProtected(const std::vector<NewPerson>& people) {
  return std::any_of(people.begin(), people.end(), [](const NewPerson& each) {
    const v1::Person& person = each.person;
    return person.has_birth_date() || person.has_passport() || person.has_private_contacts();
  });
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

// The rows of people who were created, with what is known of each.
std::vector<PersonRow> RowsOf(const vault::Vault& vault, const std::vector<v1::Person>& created,
                              const std::vector<PersonData>& known) {
  std::vector<PersonRow> rows;
  rows.reserve(created.size());
  for (size_t i = 0; i < created.size(); ++i) {
    const auto& birth_date = known[i].data.birth_date;
    rows.push_back({created[i], birth_date ? BlindOfBirthDate(vault, *birth_date) : ""});
  }
  return rows;
}

}  // namespace

absl::StatusOr<PersonRow> ToRow(const vault::Vault& vault, v1::Person asked) {
  PersonRow row = {std::move(asked), ""};
  base::ClearOutputOnly(row.person);
  const ProtectedData data = TakeProtected(row.person);
  if (!data.empty()) PLENARY_RETURN_IF_ERROR(vault.CheckKeys());
  if (data.birth_date) row.birth = BlindOfBirthDate(vault, *data.birth_date);
  SetKnown(data, row.person);
  SetDerived(row.person);
  return row;
}

absl::StatusOr<std::vector<v1::Person>> CreatePeople(storage::Change& change,
                                                     const vault::Vault& vault,
                                                     std::vector<NewPerson> people) {
  PLENARY_RETURN_IF_ERROR(CheckEach(people, change.tx().now()));
  if (BringsProtected(people)) PLENARY_RETURN_IF_ERROR(vault.CheckKeys());
  PLENARY_RETURN_IF_ERROR(CheckOrganizations(change.tx(), people));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(storage::kDirectoryPartition));
  std::vector<v1::Person> created;
  created.reserve(people.size());
  std::vector<PersonData> known;
  known.reserve(people.size());
  for (NewPerson& each : people) {
    v1::Person person = std::move(each.person);
    base::ClearOutputOnly(person);
    ProtectedData data = TakeProtected(person);
    SetKnown(data, person);
    SetDerived(person);
    storage::StampCreated(person, base::MakeName(kPersonPattern, {change.NewId()}), now);
    known.push_back({person.name(), std::move(data)});
    created.push_back(std::move(person));
  }
  PLENARY_RETURN_IF_ERROR(InsertPeople(change.tx(), created));
  PLENARY_RETURN_IF_ERROR(WriteProtected(change.tx(), vault, known));
  for (const v1::Person& person : created) {
    change.Record(person.name(), v1::Change::CREATED, person);
  }
  if (!SeesEverybody(change.call().access)) {
    PLENARY_RETURN_IF_ERROR(FileHiddenLookalikes(change, RowsOf(vault, created, known), now));
  }
  return created;
}

absl::StatusOr<v1::Person> CreatePerson(storage::Change& change, const vault::Vault& vault,
                                        NewPerson person) {
  std::vector<NewPerson> one;
  one.push_back(std::move(person));
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Person> created,
                           CreatePeople(change, vault, std::move(one)));
  return std::move(created.front());
}

}  // namespace plenary::directory
