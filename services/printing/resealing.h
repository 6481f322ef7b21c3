// Brings what is kept of prints up to the current key.
#ifndef PLENARY_SERVICES_PRINTING_RESEALING_H_
#define PLENARY_SERVICES_PRINTING_RESEALING_H_

#include "absl/status/status.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::printing {

// Seals anew what older keys of the vault sealed, at most a hundred prints, in one transaction;
// costs one small read where nothing is left, and nothing without older keys. Waits for the store.
// DATA_LOSS: PROTECTED_DATA_UNREADABLE where something cannot be opened.
absl::Status Reseal(storage::Store& store, const vault::Vault& vault);

}  // namespace plenary::printing

#endif  // PLENARY_SERVICES_PRINTING_RESEALING_H_
