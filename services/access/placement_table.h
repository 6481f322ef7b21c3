// What a role binding or a registration link is for, by which is decided who sees it. Statements
// borrow their arguments until they have run; each adds what it finds to `places`.
#ifndef PLENARY_SERVICES_ACCESS_PLACEMENT_TABLE_H_
#define PLENARY_SERVICES_ACCESS_PLACEMENT_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/storage/store.h"

namespace plenary::access {

// The resource that a role is bound on; empty: the installation.
storage::Statement SelectPlaceOfBinding(absl::string_view name, std::vector<std::string>& places);
// The delegation that a registration link is for.
storage::Statement SelectPlaceOfLink(absl::string_view name, std::vector<std::string>& places);

}  // namespace plenary::access

#endif  // PLENARY_SERVICES_ACCESS_PLACEMENT_TABLE_H_
