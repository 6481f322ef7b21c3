// A vault for tests, with the same keys in every process.
#ifndef PLENARY_TESTS_TESTING_VAULT_H_
#define PLENARY_TESTS_TESTING_VAULT_H_

#include <string>

#include "services/vault/vault.h"

namespace plenary::testing {

// Keys of 32 equal bytes.
inline vault::Keyring TestKeys() {
  return {{{"test", std::string(vault::kKeyBytes, 'f')}},
          std::string(vault::kKeyBytes, 'i'),
          {std::string(vault::kKeyBytes, 's')}};
}

inline const vault::Vault& TestVault() {
  static const auto& vault = *new vault::Vault(TestKeys());
  return vault;
}

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_VAULT_H_
