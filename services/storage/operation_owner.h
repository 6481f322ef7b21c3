// Whose a long work is.
#ifndef PLENARY_SERVICES_STORAGE_OPERATION_OWNER_H_
#define PLENARY_SERVICES_STORAGE_OPERATION_OWNER_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/storage/store.h"

namespace plenary::storage {

// Adds the caller who began the operation to `owners`; nothing where it is not there. Borrows its
// arguments until it has run.
Statement SelectOwnerOfOperation(absl::string_view name, std::vector<std::string>& owners);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_OPERATION_OWNER_H_
