// Whether the chains still lead to heads that were signed.
#ifndef PLENARY_SERVICES_AUDIT_HEADS_CHECK_H_
#define PLENARY_SERVICES_AUDIT_HEADS_CHECK_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "plenary/v1/audit.pb.h"
#include "services/audit/table.h"
#include "services/audit/verification.pb.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::audit {

// For one transaction.
class HeadsCheck {
 public:
  // Of heads signed with `keys`; of the chain of `partition` alone unless that is "-".
  HeadsCheck(std::vector<vault::PublicKey> keys, std::string partition)
      : keys_(std::move(keys)), partition_(std::move(partition)) {}

  // Compares the chains with `given` heads, where it is about to begin, and with the next `limit`
  // that are recorded; adds to `cursor` what is wrong. Whether those were the last.
  absl::StatusOr<bool> GoOn(storage::Tx& tx, const v1::SignedHeads& given, int limit,
                            Verification& cursor);

 private:
  absl::Status Compare(storage::Tx& tx, const v1::SignedHeads& heads,
                       v1::VerifyChainResponse& found);
  // The heads in `heads` that were not in those compared before it.
  std::vector<v1::ChainHead> NewIn(const v1::SignedHeads& heads);
  absl::StatusOr<const ChainEnds*> EndsOf(storage::Tx& tx, const std::string& partition);

  const std::vector<vault::PublicKey> keys_;
  const std::string partition_;
  std::map<std::string, ChainEnds> ends_;
  std::map<std::string, v1::ChainHead> compared_;  // the last one, by partition
};

}  // namespace plenary::audit

#endif  // PLENARY_SERVICES_AUDIT_HEADS_CHECK_H_
