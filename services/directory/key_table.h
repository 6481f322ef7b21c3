// Which keys a database belongs to, as its settings tell, and what is sealed with each.
#ifndef PLENARY_SERVICES_DIRECTORY_KEY_TABLE_H_
#define PLENARY_SERVICES_DIRECTORY_KEY_TABLE_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/base/ids.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::directory {

// Whether this database was ever used with keys.
absl::StatusOr<bool> HasKeyChecks(storage::Tx& tx);

// Makes sure that the keys of a vault are those of the database, and takes note of new ones.
// FAILED_PRECONDITION: PROTECTED_DATA_KEY_MISSING where they are another database's, or lack a key
// that something is still sealed with; the message says what to do.
absl::Status CheckKeysBelong(storage::Tx& tx, const vault::Vault& vault);

// How many rows are sealed with each field key, by its id: people's data, files, imports.
absl::StatusOr<std::map<std::string, int64_t>> CountSealed(storage::Tx& tx);

// What a database without its keys is left with.
struct Abandoned {
  int64_t values = 0;  // of people
  int64_t people = 0;
  int64_t files = 0;
  bool is_done = false;  // otherwise there are more people
};
// Destroys, once the keys are lost for good, everything that is sealed with a key the vault lacks
// or, where the vault has another index key, everything that is sealed; and from then on belongs to
// the keys of the vault. People lose what nobody can read any more, which is recorded; files and
// imports under way go. At most `limit` people at a time; what comes after them is done with the
// last.
absl::StatusOr<Abandoned> AbandonLostKeys(storage::Tx& tx, const vault::Vault& vault,
                                          base::IdSequence& ids, size_t limit);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_KEY_TABLE_H_
