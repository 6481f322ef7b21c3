#include "services/vault/vault.h"

#include <sodium.h>

#include <stdexcept>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace plenary::vault {
namespace {

constexpr size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

constexpr absl::string_view kFieldContext = "plenary-field-1";
constexpr absl::string_view kNonceContext = "plenary-field-nonce-1";
constexpr absl::string_view kBlindContext = "plenary-blind-1";
constexpr absl::string_view kPepperContext = "plenary-pepper-1";
constexpr absl::string_view kCheckContext = "plenary-key-check-1";

const unsigned char* Unsigned(absl::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* Unsigned(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

// The items one after another, each preceded by its length as an unsigned 32-bit big-endian number,
// so that no two lists of items look alike.
std::string Framed(std::initializer_list<absl::string_view> items) {
  std::string framed;
  for (const absl::string_view item : items) {
    const auto size = static_cast<uint32_t>(item.size());
    for (const int shift : {24, 16, 8, 0}) framed.push_back(static_cast<char>(size >> shift));
    framed.append(item.data(), item.size());
  }
  return framed;
}

std::string Hmac(absl::string_view key, absl::string_view message) {
  std::string value(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, Unsigned(key), key.size());
  crypto_auth_hmacsha256_update(&state, Unsigned(message), message.size());
  crypto_auth_hmacsha256_final(&state, Unsigned(value));
  sodium_memzero(&state, sizeof(state));
  return value;
}

// Other text, another row or another field give another nonce under a key.
std::string NonceOf(const FieldKey& key, absl::string_view bound_to, absl::string_view text) {
  std::string hash_key = Hmac(key.bytes, kNonceContext);
  std::string nonce(kNonceBytes, '\0');
  crypto_generichash_state state;
  crypto_generichash_init(&state, Unsigned(hash_key), hash_key.size(), kNonceBytes);
  crypto_generichash_update(&state, Unsigned(bound_to), bound_to.size());
  crypto_generichash_update(&state, Unsigned(text), text.size());
  crypto_generichash_final(&state, Unsigned(nonce), kNonceBytes);
  sodium_memzero(hash_key.data(), hash_key.size());
  sodium_memzero(&state, sizeof(state));
  return nonce;
}

absl::Status Unreadable(absl::string_view row, absl::string_view field, absl::string_view key_id,
                        absl::string_view why) {
  return base::Refuse(absl::StatusCode::kDataLoss, v1::ERROR_REASON_PROTECTED_DATA_UNREADABLE,
                      absl::StrCat("the ", field, " of ", row, " cannot be opened: ", why),
                      {{"field", std::string(field)}, {"keyId", std::string(key_id)}});
}

// An Ed25519 pair of keys, made from its seed.
struct SignPair {
  explicit SignPair(absl::string_view seed)
      : public_key(crypto_sign_PUBLICKEYBYTES, '\0'), secret_key(crypto_sign_SECRETKEYBYTES, '\0') {
    crypto_sign_seed_keypair(Unsigned(public_key), Unsigned(secret_key), Unsigned(seed));
  }
  ~SignPair() { sodium_memzero(secret_key.data(), secret_key.size()); }
  SignPair(const SignPair&) = delete;
  SignPair& operator=(const SignPair&) = delete;

  std::string Id() const {
    std::string hash(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(Unsigned(hash), Unsigned(absl::string_view(public_key)), public_key.size());
    return absl::BytesToHexString(hash.substr(0, 8));
  }

  std::string public_key;
  std::string secret_key;
};

}  // namespace

Vault::Vault() : Vault(Keyring()) {}

Vault::Vault(Keyring keys) : keys_(std::move(keys)) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium found no source of random bytes");
  if (has_keys()) pepper_ = Hmac(keys_.index, Framed({kPepperContext}));
}

Vault::~Vault() {
  for (FieldKey& key : keys_.fields) sodium_memzero(key.bytes.data(), key.bytes.size());
  for (std::string& seed : keys_.signs) sodium_memzero(seed.data(), seed.size());
  sodium_memzero(keys_.index.data(), keys_.index.size());
  sodium_memzero(pepper_.data(), pepper_.size());
}

absl::Status Vault::CheckKeys() const {
  if (has_keys()) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_PROTECTED_DATA_KEY_MISSING,
      "the server has no key for protected data, so it neither takes nor gives any; "
      "the operator gives it a key file");
}

absl::string_view Vault::current_key() const {
  return has_keys() ? absl::string_view(keys_.fields.back().id) : absl::string_view();
}

std::vector<std::string> Vault::OlderKeys() const {
  std::vector<std::string> ids;
  ids.reserve(keys_.fields.size());
  for (const FieldKey& key : keys_.fields) {
    if (key.id != current_key()) ids.push_back(key.id);
  }
  return ids;
}

const FieldKey* Vault::FindKey(absl::string_view id) const {
  for (const FieldKey& key : keys_.fields) {
    if (key.id == id) return &key;
  }
  return nullptr;
}

absl::StatusOr<Sealed> Vault::Seal(absl::string_view row, absl::string_view field,
                                   absl::string_view text) const {
  PLENARY_RETURN_IF_ERROR(CheckKeys());
  const FieldKey& key = keys_.fields.back();
  const std::string bound_to = Framed({kFieldContext, row, field, key.id});
  std::string bytes = NonceOf(key, bound_to, text);
  bytes.resize(kNonceBytes + text.size() + kTagBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(Unsigned(bytes) + kNonceBytes, nullptr, Unsigned(text),
                                             text.size(), Unsigned(bound_to), bound_to.size(),
                                             nullptr, Unsigned(bytes), Unsigned(key.bytes));
  return Sealed{key.id, std::move(bytes)};
}

absl::StatusOr<std::string> Vault::Open(absl::string_view row, absl::string_view field,
                                        absl::string_view key_id, absl::string_view bytes) const {
  PLENARY_RETURN_IF_ERROR(CheckKeys());
  const FieldKey* key = FindKey(key_id);
  if (key == nullptr) {
    return Unreadable(row, field, key_id,
                      absl::StrCat("the key file has no key ", key_id,
                                   "; the operator adds it from a copy that was kept"));
  }
  if (bytes.size() < kNonceBytes + kTagBytes) {
    return Unreadable(row, field, key_id, "it was cut short in the database");
  }
  const std::string bound_to = Framed({kFieldContext, row, field, key_id});
  const size_t size = bytes.size() - kNonceBytes;
  std::string text(size - kTagBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          Unsigned(text), nullptr, nullptr, Unsigned(bytes) + kNonceBytes, size, Unsigned(bound_to),
          bound_to.size(), Unsigned(bytes), Unsigned(key->bytes)) != 0) {
    return Unreadable(row, field, key_id, "it was moved or changed in the database");
  }
  return text;
}

std::string Vault::Blind(absl::string_view field, absl::string_view value) const {
  if (!has_keys()) return "";
  return Hmac(keys_.index, Framed({kBlindContext, field, value}));
}

absl::StatusOr<Signature> Vault::Sign(absl::string_view message) const {
  PLENARY_RETURN_IF_ERROR(CheckKeys());
  const SignPair pair(keys_.signs.back());
  std::string bytes(crypto_sign_BYTES, '\0');
  crypto_sign_detached(Unsigned(bytes), nullptr, Unsigned(message), message.size(),
                       Unsigned(absl::string_view(pair.secret_key)));
  return Signature{pair.Id(), std::move(bytes)};
}

std::vector<PublicKey> Vault::PublicKeys() const {
  std::vector<PublicKey> keys;
  keys.reserve(keys_.signs.size());
  for (auto seed = keys_.signs.rbegin(); seed != keys_.signs.rend(); ++seed) {
    const SignPair pair(*seed);
    keys.push_back({pair.Id(), pair.public_key, keys.empty()});
  }
  return keys;
}

std::vector<KeyCheck> Vault::KeyChecks() const {
  std::vector<KeyCheck> checks;
  if (!has_keys()) return checks;
  checks.reserve(keys_.fields.size() + 1);
  for (const FieldKey& key : keys_.fields) {
    checks.push_back(
        {absl::StrCat("field:", key.id), Hmac(key.bytes, Framed({kCheckContext, key.id}))});
  }
  checks.push_back({"index", Hmac(keys_.index, Framed({kCheckContext, "index"}))});
  return checks;
}

bool IsSignedBy(absl::string_view public_key, absl::string_view message,
                absl::string_view signature) {
  return public_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(Unsigned(signature), Unsigned(message), message.size(),
                                     Unsigned(public_key)) == 0;
}

}  // namespace plenary::vault
