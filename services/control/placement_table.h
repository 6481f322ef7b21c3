// Who sees what the room keeps, beside whoever holds a role on the installation. Statements borrow
// their arguments until they have run.
#ifndef PLENARY_SERVICES_CONTROL_PLACEMENT_TABLE_H_
#define PLENARY_SERVICES_CONTROL_PLACEMENT_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/storage/store.h"

namespace plenary::control {

// Each adds to `places` the negotiation that something comes from, if it does: a commitment
// ("commitments/…" or what lies in it), a plan, an item or what lies in it.
storage::Statement SelectNegotiationOf(absl::string_view name, std::vector<std::string>& places);

// Adds to `people` who executes, controls or gave an item (`name` or what lies in it), by every
// name that they have or had.
storage::Statement SelectPeopleOfItem(absl::string_view name, std::vector<std::string>& people);

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_PLACEMENT_TABLE_H_
