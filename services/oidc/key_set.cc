#include "services/oidc/key_set.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "services/base/errors.h"
#include "services/oidc/json.h"

namespace plenary::oidc {
namespace {

constexpr size_t kMostKeys = 100;
constexpr size_t kLeastModulusBytes = 2048 / 8;

// The family of keys that an algorithm takes: never a shared secret, so that nobody signs with the
// text of a public key (RFC 8725, section 2.1). ES512 goes with P-521 (RFC 7518, section 3.4).
absl::string_view FamilyOf(absl::string_view algorithm) {
  if (algorithm == "ES256") return "P-256";
  if (algorithm == "ES384") return "P-384";
  if (algorithm == "ES512") return "P-521";
  return "RSA";
}

// Empty where the key is of no use here.
absl::string_view FamilyOfKey(const json_t* json) {
  const absl::string_view type = TextOf(json, "kty");
  const absl::string_view curve = TextOf(json, "crv");
  if (type == "EC" && (curve == "P-256" || curve == "P-384" || curve == "P-521")) return curve;
  std::string modulus;
  if (type == "RSA" && absl::WebSafeBase64Unescape(TextOf(json, "n"), &modulus) &&
      modulus.size() >= kLeastModulusBytes) {
    return "RSA";
  }
  return {};
}

bool IsForSignatures(const json_t* json) {
  const absl::string_view use = TextOf(json, "use");
  if (!use.empty() && use != "sig") return false;
  const json_t* operations = json_object_get(json, "key_ops");
  if (operations == nullptr) return true;
  for (size_t i = 0; i < json_array_size(operations); ++i) {
    const json_t* operation = json_array_get(operations, i);
    if (json_is_string(operation) && absl::string_view(json_string_value(operation)) == "verify") {
      return true;
    }
  }
  return false;
}

}  // namespace

bool KeySet::Read(json_t* json, Key& key) {
  const absl::string_view family = FamilyOfKey(json);
  // A private key that is published is anybody's.
  if (family.empty() || !IsForSignatures(json) || json_object_get(json, "d") != nullptr) {
    return false;
  }
  key.id = std::string(TextOf(json, "kid"));
  key.family = std::string(family);
  key.algorithm = std::string(TextOf(json, "alg"));
  cjose_err error = {};
  key.key.reset(cjose_jwk_import_json(reinterpret_cast<cjose_header_t*>(json), &error));
  return key.key != nullptr;
}

absl::StatusOr<KeySet> KeySet::Parse(absl::string_view text) {
  const Json json = ParseObject(text);
  const json_t* list = json_object_get(json.get(), "keys");
  KeySet set;
  const size_t count = std::min(json_array_size(list), kMostKeys);
  set.keys_.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    Key key;
    if (Read(json_array_get(list, i), key)) set.keys_.push_back(std::move(key));
  }
  if (set.keys_.empty()) {
    return absl::InvalidArgumentError("it publishes no key that can check a signature");
  }
  return set;
}

const KeySet::Key* KeySet::Find(const Token& token) const {
  const absl::string_view family = FamilyOf(token.algorithm);
  const Key* found = nullptr;
  for (const Key& key : keys_) {
    const bool fits =
        key.family == family && (key.algorithm.empty() || key.algorithm == token.algorithm);
    if (!fits || (!token.key_id.empty() && key.id != token.key_id)) continue;
    if (!token.key_id.empty()) return &key;
    if (found != nullptr) return nullptr;
    found = &key;
  }
  return found;
}

absl::Status KeySet::CheckSignature(const Token& token) const {
  const Key* key = Find(token);
  if (key == nullptr) return NotAccepted("signature", "the provider has no such key");
  cjose_err error = {};
  const std::unique_ptr<cjose_jws_t, void (*)(cjose_jws_t*)> jws(
      cjose_jws_import(token.text.data(), token.text.size(), &error), cjose_jws_release);
  if (jws == nullptr || !cjose_jws_verify(jws.get(), key->key.get(), &error)) {
    return NotAccepted("signature", "its signature is wrong");
  }
  return absl::OkStatus();
}

}  // namespace plenary::oidc
