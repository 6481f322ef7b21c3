// What protects personal data: fields encrypted one by one, an index that finds exact values
// without telling them, and signatures of the record.
//
// A value is sealed with XChaCha20-Poly1305, bound to the row and the field it stands in: moved to
// another row it cannot be opened. The nonce is a keyed hash of what is sealed, so no source of
// random bytes is asked, and a transaction that is run again writes the same bytes.
#ifndef PLENARY_SERVICES_VAULT_VAULT_H_
#define PLENARY_SERVICES_VAULT_VAULT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/vault/keyring.h"

namespace plenary::vault {

// An encrypted value: the id of the key, and nonce with ciphertext.
struct Sealed {
  std::string key_id;
  std::string bytes;
};

// A public key of the record.
struct PublicKey {
  std::string id;     // the first 16 hexadecimal digits of SHA-256 over `bytes`
  std::string bytes;  // Ed25519, 32 bytes
  bool is_current = false;
};

struct Signature {
  std::string key_id;
  std::string bytes;  // Ed25519 (RFC 8032), 64 bytes
};

// A key and the value that tells, without telling the key, whether another one is the same.
struct KeyCheck {
  std::string id;     // "field:3f9a04c1", "index"
  std::string value;  // 32 bytes
};

// Without keys it seals, opens, finds and signs nothing: FAILED_PRECONDITION,
// PROTECTED_DATA_KEY_MISSING. Safe from several threads; its keys leave memory with it.
class Vault {
 public:
  // Without keys.
  Vault();
  explicit Vault(Keyring keys);
  ~Vault();
  Vault(const Vault&) = delete;
  Vault& operator=(const Vault&) = delete;

  bool has_keys() const { return !keys_.fields.empty(); }
  // OK where it has keys, else the refusal of everything that needs some.
  absl::Status CheckKeys() const;
  // The id of the key that is sealed with now; empty without keys.
  absl::string_view current_key() const;
  // The ids of the keys before it.
  std::vector<std::string> OlderKeys() const;

  // Seals `text`, which stands in `field` of `row`, with the current key.
  absl::StatusOr<Sealed> Seal(absl::string_view row, absl::string_view field,
                              absl::string_view text) const;
  // What was sealed there. DATA_LOSS: PROTECTED_DATA_UNREADABLE where it was moved or changed, or
  // there is no key of that id; the metadata `keyId` names it.
  absl::StatusOr<std::string> Open(absl::string_view row, absl::string_view field,
                                   absl::string_view key_id, absl::string_view bytes) const;

  // 32 bytes that are the same for the same `value` of the same `field` and tell nothing else to
  // who has no key. Values are normalized by the caller. Empty without keys.
  std::string Blind(absl::string_view field, absl::string_view value) const;

  // Signs with the current key.
  absl::StatusOr<Signature> Sign(absl::string_view message) const;
  // The public keys, the current one first; none without keys.
  std::vector<PublicKey> PublicKeys() const;

  // 32 bytes to key digests of requests with, which the database doesn't hold; empty without keys.
  const std::string& pepper() const { return pepper_; }

  // What tells in the database which keys belong to it: one for each field key, and the index key.
  std::vector<KeyCheck> KeyChecks() const;

 private:
  const FieldKey* FindKey(absl::string_view id) const;

  Keyring keys_;
  std::string pepper_;
};

// Whether `signature` is that of the public key for `message`.
bool IsSignedBy(absl::string_view public_key, absl::string_view message,
                absl::string_view signature);

}  // namespace plenary::vault

#endif  // PLENARY_SERVICES_VAULT_VAULT_H_
