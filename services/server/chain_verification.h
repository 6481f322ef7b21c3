// VerifyChain: the work of the operation, page by page.
#ifndef PLENARY_SERVICES_SERVER_CHAIN_VERIFICATION_H_
#define PLENARY_SERVICES_SERVER_CHAIN_VERIFICATION_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/storage/long_work.h"
#include "services/storage/store.h"

namespace plenary::server {

// How many entries there are to verify.
absl::StatusOr<int64_t> CountEntries(storage::Tx& tx, const std::string& parent);

// Verifies a thousand entries a step: of the partition where it stands or of the next one. After a
// fault it goes on with the next partition, since nothing that follows in a broken chain can be
// trusted. Keeps nothing beside its operation, whose cursor is the response in the making.
class ChainVerification : public storage::LongWork {
 public:
  absl::Status Step(storage::Store& store, base::Random& random,
                    storage::WorkUnderWay& work) override;
  absl::Status Ended(storage::Tx&, absl::string_view) override { return absl::OkStatus(); }
  absl::Status Forget(storage::Tx&, absl::string_view) override { return absl::OkStatus(); }
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_CHAIN_VERIFICATION_H_
