// VerifyChain: the work of the operation.
#ifndef PLENARY_SERVICES_AUDIT_CHAIN_VERIFICATION_H_
#define PLENARY_SERVICES_AUDIT_CHAIN_VERIFICATION_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/storage/long_work.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::audit {

// Goes through the chains one after the other, then through all heads that were signed: those the
// request gives, and those that the directory's chain records. The first fault of a chain is kept,
// since nothing that follows in a broken chain can be trusted.
class ChainVerification : public storage::LongWork {
 public:
  // `vault` outlives it.
  explicit ChainVerification(const vault::Vault& vault) : vault_(vault) {}

  absl::Status Step(storage::Store& store, base::Random& random,
                    storage::WorkUnderWay& work) override;
  absl::Status Ended(storage::Tx&, absl::string_view) override { return absl::OkStatus(); }
  absl::Status Forget(storage::Tx&, absl::string_view) override { return absl::OkStatus(); }

 private:
  const vault::Vault& vault_;
};

}  // namespace plenary::audit

#endif  // PLENARY_SERVICES_AUDIT_CHAIN_VERIFICATION_H_
