// Who holds a role at all: for the question who can see something. Statements borrow their
// arguments until they have run.
#ifndef PLENARY_SERVICES_ACCESS_HOLDERS_TABLE_H_
#define PLENARY_SERVICES_ACCESS_HOLDERS_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/access.pb.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::access {

// Users who may sign in, by name.
storage::Statement SelectEnabledUsers(storage::Loaded<v1::User>& into);
// Every role that is bound, by user.
storage::Statement SelectAllBindings(storage::Loaded<v1::RoleBinding>& into);
// Registration links of an event that work at `now`, by name; without their names in
// `into`, which stand in `names`.
storage::Statement SelectActiveLinks(absl::string_view event, absl::Time now,
                                     storage::Loaded<v1::RegistrationLink>& into,
                                     std::vector<std::string>& names);

}  // namespace plenary::access

#endif  // PLENARY_SERVICES_ACCESS_HOLDERS_TABLE_H_
