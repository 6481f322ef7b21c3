// plenary.v1.AuditService.
#ifndef PLENARY_SERVICES_AUDIT_SERVICE_H_
#define PLENARY_SERVICES_AUDIT_SERVICE_H_

#include "absl/status/statusor.h"
#include "google/longrunning/operations.pb.h"
#include "plenary/v1/audit.pb.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::audit {

// Contracts as in the proto.
class AuditService {
 public:
  // Both outlive it.
  AuditService(const base::TokenSealer& sealer, const vault::Vault& vault)
      : sealer_(sealer), vault_(vault) {}

  absl::StatusOr<v1::ListEntriesResponse> ListEntries(storage::Tx& tx, const storage::Call& call,
                                                      const v1::ListEntriesRequest& request) const;
  absl::StatusOr<v1::ListChainResponse> ListChain(storage::Tx& tx, const storage::Call& call,
                                                  const v1::ListChainRequest& request) const;
  // Begins the operation, which is ChainVerification's.
  absl::StatusOr<google::longrunning::Operation> VerifyChain(
      storage::Change& change, const v1::VerifyChainRequest& request) const;
  absl::StatusOr<v1::SignedHeads> SignHeads(storage::Change& change,
                                            const v1::SignHeadsRequest& request) const;
  absl::StatusOr<v1::ListSignedHeadsResponse> ListSignedHeads(
      storage::Tx& tx, const storage::Call& call, const v1::ListSignedHeadsRequest& request) const;
  absl::StatusOr<v1::AuditKeys> GetAuditKeys(storage::Tx& tx, const storage::Call& call,
                                             const v1::GetAuditKeysRequest& request) const;

 private:
  const base::TokenSealer& sealer_;
  const vault::Vault& vault_;
};

}  // namespace plenary::audit

#endif  // PLENARY_SERVICES_AUDIT_SERVICE_H_
