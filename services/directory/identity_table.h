// Who people are, without reading the rest of their rows: for questions about many of them.
#ifndef PLENARY_SERVICES_DIRECTORY_IDENTITY_TABLE_H_
#define PLENARY_SERVICES_DIRECTORY_IDENTITY_TABLE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "services/storage/store.h"

namespace plenary::directory {

// Answers the person's own name, deleted or not; by an alias, that of the person it was merged
// into; nothing where there is none. Borrows `name` until it has run.
storage::Statement SelectIdentity(absl::string_view name, std::string& into);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_IDENTITY_TABLE_H_
