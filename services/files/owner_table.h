// Whose a file is. Nobody else can have it.
#ifndef PLENARY_SERVICES_FILES_OWNER_TABLE_H_
#define PLENARY_SERVICES_FILES_OWNER_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/storage/store.h"

namespace plenary::files {

// Adds the caller who uploaded the file, or for whom it was made, to `owners`; nothing where it is
// not there. Borrows its arguments until it has run.
storage::Statement SelectOwnerOfFile(absl::string_view name, std::vector<std::string>& owners);

}  // namespace plenary::files

#endif  // PLENARY_SERVICES_FILES_OWNER_TABLE_H_
