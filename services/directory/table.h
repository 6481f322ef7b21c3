// Organizations and people in the database: one row each, written once for every engine.
//
// What other rooms may read of the directory is here, as is the one thing they may write: new
// people. Statements that are returned borrow their arguments until they have run.
#ifndef PLENARY_SERVICES_DIRECTORY_TABLE_H_
#define PLENARY_SERVICES_DIRECTORY_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/directory.pb.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::directory {

// Name patterns.
inline constexpr absl::string_view kOrganizationPattern = "organizations/{organization}";
inline constexpr absl::string_view kPersonPattern = "people/{person}";

// The organization or person of that name, deleted or not; nullopt where there is none.
absl::StatusOr<absl::optional<v1::Organization>> FindOrganization(storage::Tx& tx,
                                                                  absl::string_view name);
absl::StatusOr<absl::optional<v1::Person>> FindPerson(storage::Tx& tx, absl::string_view name);

// Several in one round trip: one answer for each name, in its order.
absl::StatusOr<std::vector<absl::optional<v1::Organization>>> FindOrganizations(
    storage::Tx& tx, const std::vector<std::string>& names);
absl::StatusOr<std::vector<absl::optional<v1::Person>>> FindPeople(
    storage::Tx& tx, const std::vector<std::string>& names);

// The same as statements, to run in one round trip with those of other rooms.
storage::Statement SelectOrganization(absl::string_view name,
                                      storage::Loaded<v1::Organization>& into);
storage::Statement SelectPerson(absl::string_view name, storage::Loaded<v1::Person>& into);

// A person to create, and the path of the field of the request that holds it, for its errors:
// "participants[3].person".
struct NewPerson {
  v1::Person person;
  std::string field;
};

// Creates people and records them, all or none. Their names and output-only fields are ignored.
// Returns them as created, in order. INVALID_ARGUMENT: INVALID_FIELDS, for all of them at once.
// NOT_FOUND: RESOURCE_NOT_FOUND, FAILED_PRECONDITION: RESOURCE_DELETED for an organization that
// does not exist. Writes to the directory's partition.
absl::StatusOr<std::vector<v1::Person>> CreatePeople(storage::Change& change,
                                                     std::vector<NewPerson> people);
absl::StatusOr<v1::Person> CreatePerson(storage::Change& change, NewPerson person);

// Writes a new row. ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the name is taken, even by a
// deleted one.
absl::Status InsertOrganization(storage::Tx& tx, const v1::Organization& organization);
// Writes new rows in one round trip. Their ids are the server's, so none is taken.
absl::Status InsertPeople(storage::Tx& tx, const std::vector<v1::Person>& people);

// Writes a row anew.
absl::Status UpdateOrganizationRow(storage::Tx& tx, const v1::Organization& organization);
absl::Status UpdatePersonRow(storage::Tx& tx, const v1::Person& person);

// The name of a living organization or person that belongs to the organization; empty where there
// is none.
absl::StatusOr<std::string> MemberOf(storage::Tx& tx, absl::string_view organization);

// What the lists offer.
const base::ListSpec& OrganizationList();
const base::ListSpec& PersonList();

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_TABLE_H_
