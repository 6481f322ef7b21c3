// ProtocolService: what was written down of negotiations. Each method does what its comment in
// plenary/v1/protocols.proto promises; requests arrive checked (base::CheckFields) and run inside a
// transaction of the caller.
#ifndef PLENARY_SERVICES_PROTOCOLS_SERVICE_H_
#define PLENARY_SERVICES_PROTOCOLS_SERVICE_H_

#include "absl/status/statusor.h"
#include "plenary/v1/protocols.pb.h"
#include "services/base/list_query.h"
#include "services/protocols/followers.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::protocols {

// Safe from several threads. All it is given outlives it.
class ProtocolService {
 public:
  // `follower` is told of each protocol that is concluded; nullptr: nobody is.
  explicit ProtocolService(const base::TokenSealer& sealer, ProtocolFollower* follower = nullptr)
      : sealer_(sealer), follower_(follower) {}

  absl::StatusOr<v1::Protocol> CreateProtocol(storage::Change& change,
                                              const v1::CreateProtocolRequest& request) const;
  absl::StatusOr<v1::Protocol> GetProtocol(storage::Tx& tx, const storage::Call& call,
                                           const v1::GetProtocolRequest& request) const;
  absl::StatusOr<v1::BatchGetProtocolsResponse> BatchGetProtocols(
      storage::Tx& tx, const storage::Call& call,
      const v1::BatchGetProtocolsRequest& request) const;
  absl::StatusOr<v1::ListProtocolsResponse> ListProtocols(
      storage::Tx& tx, const storage::Call& call, const v1::ListProtocolsRequest& request) const;
  absl::StatusOr<v1::Protocol> UpdateProtocol(storage::Change& change,
                                              const v1::UpdateProtocolRequest& request) const;
  absl::StatusOr<v1::Protocol> DeleteProtocol(storage::Change& change,
                                              const v1::DeleteProtocolRequest& request) const;
  absl::StatusOr<v1::Protocol> UndeleteProtocol(storage::Change& change,
                                                const v1::UndeleteProtocolRequest& request) const;
  absl::StatusOr<v1::Protocol> ApproveProtocol(storage::Change& change,
                                               const v1::ApproveProtocolRequest& request) const;
  absl::StatusOr<v1::Protocol> AgreeProtocol(storage::Change& change,
                                             const v1::AgreeProtocolRequest& request) const;
  absl::StatusOr<v1::Protocol> InitialProtocol(storage::Change& change,
                                               const v1::InitialProtocolRequest& request) const;
  absl::StatusOr<v1::Protocol> SignProtocol(storage::Change& change,
                                            const v1::SignProtocolRequest& request) const;
  absl::StatusOr<v1::Protocol> BringProtocolIntoForce(
      storage::Change& change, const v1::BringProtocolIntoForceRequest& request) const;
  absl::StatusOr<v1::Protocol> TerminateProtocol(storage::Change& change,
                                                 const v1::TerminateProtocolRequest& request) const;
  absl::StatusOr<v1::Protocol> ReturnProtocolToDraft(
      storage::Change& change, const v1::ReturnProtocolToDraftRequest& request) const;
  absl::StatusOr<v1::ProtocolItem> CreateProtocolItem(
      storage::Change& change, const v1::CreateProtocolItemRequest& request) const;
  absl::StatusOr<v1::ProtocolItem> GetProtocolItem(storage::Tx& tx, const storage::Call& call,
                                                   const v1::GetProtocolItemRequest& request) const;
  absl::StatusOr<v1::ListProtocolItemsResponse> ListProtocolItems(
      storage::Tx& tx, const storage::Call& call,
      const v1::ListProtocolItemsRequest& request) const;
  absl::StatusOr<v1::ProtocolItem> UpdateProtocolItem(
      storage::Change& change, const v1::UpdateProtocolItemRequest& request) const;
  absl::StatusOr<v1::ProtocolItem> ConfirmProtocolItem(
      storage::Change& change, const v1::ConfirmProtocolItemRequest& request) const;
  absl::StatusOr<v1::ProtocolItem> DeleteProtocolItem(
      storage::Change& change, const v1::DeleteProtocolItemRequest& request) const;
  absl::StatusOr<v1::ProtocolItem> UndeleteProtocolItem(
      storage::Change& change, const v1::UndeleteProtocolItemRequest& request) const;
  absl::StatusOr<v1::ListProtocolItemRevisionsResponse> ListProtocolItemRevisions(
      storage::Tx& tx, const storage::Call& call,
      const v1::ListProtocolItemRevisionsRequest& request) const;

 private:
  const base::TokenSealer& sealer_;
  ProtocolFollower* const follower_;
};

}  // namespace plenary::protocols

#endif  // PLENARY_SERVICES_PROTOCOLS_SERVICE_H_
