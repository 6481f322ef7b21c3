// Finding people and organizations as somebody types.
#ifndef PLENARY_SERVICES_DIRECTORY_SEARCH_H_
#define PLENARY_SERVICES_DIRECTORY_SEARCH_H_

#include "absl/status/statusor.h"
#include "plenary/v1/directory.pb.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::directory {

// What the methods of the same names answer. INVALID_ARGUMENT: INVALID_PAGE_TOKEN,
// INVALID_FIELD_MASK.
absl::StatusOr<v1::SearchPeopleResponse> SearchPeople(storage::Tx& tx, const storage::Call& call,
                                                      const v1::SearchPeopleRequest& request,
                                                      const base::TokenSealer& sealer);
absl::StatusOr<v1::SearchOrganizationsResponse> SearchOrganizations(
    storage::Tx& tx, const storage::Call& call, const v1::SearchOrganizationsRequest& request,
    const base::TokenSealer& sealer);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_SEARCH_H_
