// The public keys of an identity provider (RFC 7517).
#ifndef PLENARY_SERVICES_OIDC_KEY_SET_H_
#define PLENARY_SERVICES_OIDC_KEY_SET_H_

#include <cjose/cjose.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/oidc/token.h"

namespace plenary::oidc {

// Immutable. Read by one thread at a time: cjose's keys are no more than that.
class KeySet {
 public:
  // Of the keys that `text` lists, those that can check signatures: RSA keys of 2048 bits and more
  // and keys on the curves P-256, P-384 and P-521, public ones, and not meant for anything else.
  // INVALID_ARGUMENT where it is no such list, or there are none.
  static absl::StatusOr<KeySet> Parse(absl::string_view text);

  // Whether there is a key for the token: the one that it names, of the type its algorithm takes;
  // where it names none, the only one of that type.
  bool HasKeyFor(const Token& token) const { return Find(token) != nullptr; }
  // TOKEN_NOT_ACCEPTED, `signature`: there is no key for the token, or its signature is not by it.
  absl::Status CheckSignature(const Token& token) const;

 private:
  struct Release {
    void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
  };
  struct Key {
    std::string id;
    std::string family;     // of the algorithms that take it: "RSA", "P-256" …
    std::string algorithm;  // the only one it is for; empty: any of its family
    std::unique_ptr<cjose_jwk_t, Release> key;
  };
  static bool Read(json_t* json, Key& key);
  const Key* Find(const Token& token) const;

  std::vector<Key> keys_;
};

}  // namespace plenary::oidc

#endif  // PLENARY_SERVICES_OIDC_KEY_SET_H_
