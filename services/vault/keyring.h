// The keys that protect personal data, and the file they are kept in.
//
// The file is text, a key a line; what follows a # is a comment:
//
//   field 3f9a04c1 <base64 of 32 bytes>   encrypts fields; the last one is current, those before it
//                                         open what was sealed before
//   index <base64 of 32 bytes>            keys the blind index and the digests; one, for good
//   sign <base64 of 32 bytes>             an Ed25519 seed that heads of the record are signed with;
//                                         the last one is current
#ifndef PLENARY_SERVICES_VAULT_KEYRING_H_
#define PLENARY_SERVICES_VAULT_KEYRING_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/base/ids.h"

namespace plenary::vault {

// Bytes of every key.
inline constexpr int kKeyBytes = 32;

struct FieldKey {
  std::string id;  // 1–32 of a–z, 0–9 and -
  std::string bytes;
};

// At least one of each.
struct Keyring {
  std::vector<FieldKey> fields;    // the last one is current
  std::string index;               // 32 bytes
  std::vector<std::string> signs;  // seeds of 32 bytes, the last one is current
};

// A keyring of fresh keys, one of each.
Keyring GenerateKeyring(base::Random& random);
// A fresh key that may follow those there are; its id is eight hexadecimal digits.
FieldKey GenerateFieldKey(base::Random& random);

// The keyring as a file holds it, with a line that says what the file is.
std::string WriteKeyring(const Keyring& keys);
// The keyring that `text` holds. INVALID_ARGUMENT where a line is damaged, an id comes twice, or a
// kind of key is missing; the message names the line and never its key.
absl::StatusOr<Keyring> ParseKeyring(absl::string_view text);

// Where the key file of a database is, unless it is said: "plenary-keys" among the credentials that
// systemd gives in the folder `credentials` ("" where there is none) if it is there;
// "plenary.db.keys" beside the file of sqlite:plenary.db; "" for sqlite::memory:, which needs none;
// else /var/lib/plenary/keys.
std::string DefaultKeyFile(absl::string_view database, absl::string_view credentials);

// Reads a key file. NOT_FOUND where there is none. PERMISSION_DENIED where its group or others may
// read it, or this program may not. INVALID_ARGUMENT as ParseKeyring. Every message says what to
// do.
absl::StatusOr<Keyring> ReadKeyFile(const std::string& path);
// Writes a key file that was not there, readable by its owner alone. It is on disk when this
// returns. ALREADY_EXISTS where there is a file of that name, which stays as it is.
absl::Status WriteNewKeyFile(const std::string& path, const Keyring& keys);
// Puts `keys` in the place of those that the file at `path` holds, whole or not at all.
absl::Status ReplaceKeyFile(const std::string& path, const Keyring& keys);

}  // namespace plenary::vault

#endif  // PLENARY_SERVICES_VAULT_KEYRING_H_
