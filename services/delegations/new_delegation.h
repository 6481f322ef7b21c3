// How a delegation comes to the desk of an event: checked, of an organization that is there, and
// sorted by its name.
#ifndef PLENARY_SERVICES_DELEGATIONS_NEW_DELEGATION_H_
#define PLENARY_SERVICES_DELEGATIONS_NEW_DELEGATION_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "services/delegations/desk.h"

namespace plenary::delegations {

// Adds the delegation that a request describes in its field "delegation", in `state`, under `id` or
// one of the server's where that is empty; its output-only fields are ignored. INVALID_FIELDS;
// NOT_FOUND, RESOURCE_DELETED where organization or people aren't there; RESOURCE_ALREADY_EXISTS.
absl::StatusOr<File*> AddDelegation(Desk& desk, v1::Delegation delegation, absl::string_view id,
                                    v1::Delegation::State state);

// Whether everybody whom `after` names and `before` did not exists. NOT_FOUND, RESOURCE_DELETED.
absl::Status CheckPeople(storage::Tx& tx, const v1::Delegation& after,
                         const v1::Delegation& before);

// The organization of a delegation. NOT_FOUND, RESOURCE_DELETED.
absl::StatusOr<v1::Organization> FindItsOrganization(storage::Tx& tx,
                                                     const v1::Delegation& delegation);

// What is wrong with a delegation as a request gives it in its field "delegation". INVALID_FIELDS.
absl::Status CheckWellFormed(const v1::Delegation& delegation);

// What a delegation is sorted by: its own names, else its organization's.
SortName SortNameOf(const v1::Delegation& delegation, const v1::Organization& organization);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_NEW_DELEGATION_H_
