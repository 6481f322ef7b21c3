// Signed heads: where every chain stood at an instant, and what of it a signature covers.
#ifndef PLENARY_SERVICES_AUDIT_HEADS_RULES_H_
#define PLENARY_SERVICES_AUDIT_HEADS_RULES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "plenary/v1/audit.pb.h"
#include "services/vault/vault.h"

namespace plenary::audit {

// The collection of signed heads, and what follows every name in it in byte order.
inline constexpr absl::string_view kHeadsBegin = "auditHeads/";
inline constexpr absl::string_view kHeadsEnd = "auditHeads0";

// The bytes that the signature of `heads` is made over.
std::string SignedBytes(const v1::SignedHeads& heads);

// What is wrong with the signature of `heads`, if any of `keys` made it: "its signature is not …";
// empty where it is good.
std::string SignatureFault(const v1::SignedHeads& heads, const std::vector<vault::PublicKey>& keys);

}  // namespace plenary::audit

#endif  // PLENARY_SERVICES_AUDIT_HEADS_RULES_H_
