// Brings what is sealed up to the current key.
#ifndef PLENARY_SERVICES_DIRECTORY_RESEALING_H_
#define PLENARY_SERVICES_DIRECTORY_RESEALING_H_

#include "absl/status/status.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::directory {

// Does a bounded part of the work there is: seals people's protected data anew where an older key
// of the vault sealed it, and dates of birth that an older program kept in the clear. Small
// transactions, so that everything else goes on meanwhile; costs one small read where nothing is
// left, and nothing without keys. What cannot be opened is left as it is, and told as the error.
// Waits for the store.
absl::Status Reseal(storage::Store& store, const vault::Vault& vault);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_RESEALING_H_
