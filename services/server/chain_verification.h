// VerifyChain: the work of the operation, page by page.
#ifndef PLENARY_SERVICES_SERVER_CHAIN_VERIFICATION_H_
#define PLENARY_SERVICES_SERVER_CHAIN_VERIFICATION_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "plenary/v1/changes.pb.h"
#include "services/storage/store.h"

namespace plenary::server {

// How far a verification is; kept with the operation, so that another server can go on.
struct ChainVerification {
  v1::VerifyChainRequest request;
  v1::VerifyChainMetadata metadata;
  v1::VerifyChainResponse response;
  bool done = false;
};

// How many entries there are to verify.
absl::StatusOr<int64_t> CountEntries(storage::Tx& tx, const std::string& parent);

// Verifies at most `limit` further entries: of the partition where it stands or of the next one.
// After a fault it goes on with the next partition, since nothing that follows in a broken chain
// can be trusted.
absl::Status VerifyFurther(storage::Tx& tx, int limit, ChainVerification& verification);

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_CHAIN_VERIFICATION_H_
