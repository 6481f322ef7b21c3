// MatchmakingService: who asks whom for a meeting. Each method does what its comment in
// plenary/v1/matchmaking.proto promises; requests arrive checked (base::CheckFields) and run inside
// a transaction of the caller.
#ifndef PLENARY_SERVICES_MATCHMAKING_SERVICE_H_
#define PLENARY_SERVICES_MATCHMAKING_SERVICE_H_

#include "absl/status/statusor.h"
#include "plenary/v1/matchmaking.pb.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::matchmaking {

// Safe from several threads. All it is given outlives it.
class MatchmakingService {
 public:
  explicit MatchmakingService(const base::TokenSealer& sealer) : sealer_(sealer) {}

  absl::StatusOr<v1::MatchmakingSettings> GetMatchmakingSettings(
      storage::Tx& tx, const storage::Call& call,
      const v1::GetMatchmakingSettingsRequest& request) const;
  absl::StatusOr<v1::MatchmakingSettings> UpdateMatchmakingSettings(
      storage::Change& change, const v1::UpdateMatchmakingSettingsRequest& request) const;
  absl::StatusOr<v1::MeetingRequest> CreateMeetingRequest(
      storage::Change& change, const v1::CreateMeetingRequestRequest& request) const;
  absl::StatusOr<v1::MeetingRequest> GetMeetingRequest(
      storage::Tx& tx, const storage::Call& call,
      const v1::GetMeetingRequestRequest& request) const;
  absl::StatusOr<v1::BatchGetMeetingRequestsResponse> BatchGetMeetingRequests(
      storage::Tx& tx, const storage::Call& call,
      const v1::BatchGetMeetingRequestsRequest& request) const;
  absl::StatusOr<v1::ListMeetingRequestsResponse> ListMeetingRequests(
      storage::Tx& tx, const storage::Call& call,
      const v1::ListMeetingRequestsRequest& request) const;
  absl::StatusOr<v1::MeetingRequest> UpdateMeetingRequest(
      storage::Change& change, const v1::UpdateMeetingRequestRequest& request) const;
  absl::StatusOr<v1::MeetingRequest> DeleteMeetingRequest(
      storage::Change& change, const v1::DeleteMeetingRequestRequest& request) const;
  absl::StatusOr<v1::MeetingRequest> UndeleteMeetingRequest(
      storage::Change& change, const v1::UndeleteMeetingRequestRequest& request) const;
  absl::StatusOr<v1::MeetingRequest> AcceptMeetingRequest(
      storage::Change& change, const v1::AcceptMeetingRequestRequest& request) const;
  absl::StatusOr<v1::MeetingRequest> DeclineMeetingRequest(
      storage::Change& change, const v1::DeclineMeetingRequestRequest& request) const;
  absl::StatusOr<v1::MeetingRequest> CounterMeetingRequest(
      storage::Change& change, const v1::CounterMeetingRequestRequest& request) const;
  absl::StatusOr<v1::MeetingRequest> CancelMeetingRequest(
      storage::Change& change, const v1::CancelMeetingRequestRequest& request) const;
  absl::StatusOr<v1::ListMeetingPartnersResponse> ListMeetingPartners(
      storage::Tx& tx, const storage::Call& call,
      const v1::ListMeetingPartnersRequest& request) const;
  absl::StatusOr<v1::BlockedPair> CreateBlockedPair(
      storage::Change& change, const v1::CreateBlockedPairRequest& request) const;
  absl::StatusOr<v1::BlockedPair> GetBlockedPair(storage::Tx& tx, const storage::Call& call,
                                                 const v1::GetBlockedPairRequest& request) const;
  absl::StatusOr<v1::ListBlockedPairsResponse> ListBlockedPairs(
      storage::Tx& tx, const storage::Call& call, const v1::ListBlockedPairsRequest& request) const;
  absl::StatusOr<v1::BlockedPair> DeleteBlockedPair(
      storage::Change& change, const v1::DeleteBlockedPairRequest& request) const;

 private:
  const base::TokenSealer& sealer_;
};

}  // namespace plenary::matchmaking

#endif  // PLENARY_SERVICES_MATCHMAKING_SERVICE_H_
