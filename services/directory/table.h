// Organizations and people in the database: one row each, written once for every engine.
//
// What other rooms may read of the directory is here, as is the one thing they may write: new
// people. Statements that are returned borrow their arguments until they have run.
//
// Who was merged into another person keeps a row; the name of that row is an alias. Whatever here
// finds a person by name finds, by an alias, the person it was merged into.
#ifndef PLENARY_SERVICES_DIRECTORY_TABLE_H_
#define PLENARY_SERVICES_DIRECTORY_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "google/type/date.pb.h"
#include "plenary/v1/directory.pb.h"
#include "services/base/access.h"
#include "services/base/list_query.h"
#include "services/directory/derived.h"
#include "services/storage/change.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

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

// Creates people and records them, all or none. Whom they look like and the caller may not see is
// put on the list of likely duplicates. Their names and output-only fields are ignored.
// Returns them as created, in order. INVALID_ARGUMENT: INVALID_FIELDS, for all of them at once.
// NOT_FOUND: RESOURCE_NOT_FOUND, FAILED_PRECONDITION: RESOURCE_DELETED for an organization that
// does not exist; PROTECTED_DATA_KEY_MISSING. Their protected data is sealed. Writes to the
// directory's partition.
absl::StatusOr<std::vector<v1::Person>> CreatePeople(storage::Change& change,
                                                     const vault::Vault& vault,
                                                     std::vector<NewPerson> people);
absl::StatusOr<v1::Person> CreatePerson(storage::Change& change, const vault::Vault& vault,
                                        NewPerson person);

// Somebody to be looked for: names, contacts, organization and date of birth as far as known.
struct Wanted {
  v1::Person person;
};

// Somebody who is there and may be the one who is wanted.
struct PersonMatch {
  v1::Person person;
  int likeness = 0;  // 0 to 1000
  std::vector<v1::FindDuplicatesResponse::Reason> reasons;
  bool is_same = false;  // sure enough to be taken for the same person without asking
};

// For each of `wanted`, in its order, who is there and looks like it, the likeliest first: whose
// family and given name sound the same or fit as initials, and who has the same electronic mail; at
// most kMostMatches, each of a likeness of kShownLikeness or more. One round trip for all.
absl::StatusOr<std::vector<std::vector<PersonMatch>>> MatchPeople(
    storage::Tx& tx, const vault::Vault& vault, const std::vector<Wanted>& wanted);
// The same of those alone whom the caller of a call with `access` sees.
absl::StatusOr<std::vector<std::vector<PersonMatch>>> MatchVisiblePeople(
    storage::Tx& tx, const vault::Vault& vault, const base::Access* access,
    const std::vector<Wanted>& wanted);
inline constexpr int kMostMatches = 20;
inline constexpr int kShownLikeness = 500;
inline constexpr int kLikelyLikeness = 700;  // from here on they are probably one

// For each of `names`, in its order, the living organizations that have it among their names, short
// and alternative ones included, in whatever case; at most 20. One round trip for all.
absl::StatusOr<std::vector<std::vector<std::string>>> FindOrganizationsByName(
    storage::Tx& tx, const std::vector<std::string>& names);

// A person with the blind value of the date of birth, by which it is compared; empty: unknown.
struct PersonRow {
  v1::Person person;
  std::string birth;
};

// The row of a person as asked for: without what the server sets and what is protected, with what
// follows from the rest. FAILED_PRECONDITION: PROTECTED_DATA_KEY_MISSING.
absl::StatusOr<PersonRow> ToRow(const vault::Vault& vault, v1::Person asked);

// Writes a new row. ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the name is taken, even by a
// deleted one.
absl::Status InsertOrganization(storage::Tx& tx, const v1::Organization& organization);
// Writes new rows in one round trip. Their ids are the server's, so none is taken.
absl::Status InsertPeople(storage::Tx& tx, const std::vector<v1::Person>& people);

// Writes a row anew, and what it is found by. Protected data stays.
absl::Status UpdateOrganizationRow(storage::Tx& tx, const v1::Organization& before,
                                   const v1::Organization& after);
absl::Status UpdatePersonRow(storage::Tx& tx, const v1::Person& before, const v1::Person& after);
// Keeps a date of birth that was learned of a person, whose row the caller writes. False where it
// is known already. FAILED_PRECONDITION: PROTECTED_DATA_KEY_MISSING.
absl::StatusOr<bool> KeepBirthDate(storage::Tx& tx, const vault::Vault& vault,
                                   const google::type::Date& date, v1::Person& person);
// The row of the person of that name, which is no alias.
absl::StatusOr<absl::optional<PersonRow>> FindPersonRow(storage::Tx& tx, absl::string_view name);

// Makes `duplicate`, deleted, an alias of `person`, and so whatever was an alias of it. It is found
// by nothing and listed nowhere from now on.
absl::Status MakeAlias(storage::Tx& tx, const v1::Person& before, const v1::Person& duplicate,
                       absl::string_view person);

// Brings what stands beside the next `limit` organizations, or people, behind the name `after` up
// to what derived.h says. Returns the name of the last of them; empty where none is left.
absl::StatusOr<std::string> RefreshOrganizations(storage::Tx& tx, absl::string_view after,
                                                 int limit);
absl::StatusOr<std::string> RefreshPeople(storage::Tx& tx, absl::string_view after, int limit);

// The name of a living organization or person that belongs to the organization; empty where there
// is none.
absl::StatusOr<std::string> MemberOf(storage::Tx& tx, absl::string_view organization);

// What the lists offer to readers of `language`: one of base::kReaderLanguages, or "".
const base::ListSpec& OrganizationList(absl::string_view language);
const base::ListSpec& PersonList(absl::string_view language);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_TABLE_H_
