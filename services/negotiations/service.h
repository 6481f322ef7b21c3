// NegotiationService: standing bodies, negotiations, and what lies in them. Each method does what
// its comment in plenary/v1/negotiations.proto promises; requests arrive checked
// (base::CheckFields) and run inside a transaction of the caller.
#ifndef PLENARY_SERVICES_NEGOTIATIONS_SERVICE_H_
#define PLENARY_SERVICES_NEGOTIATIONS_SERVICE_H_

#include "absl/status/statusor.h"
#include "plenary/v1/negotiations.pb.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::negotiations {

// Safe from several threads. All it is given outlives it. A position above the caller's clearance
// is not there for any of its methods, whoever guards them.
class NegotiationService {
 public:
  explicit NegotiationService(const base::TokenSealer& sealer) : sealer_(sealer) {}

  absl::StatusOr<v1::Body> CreateBody(storage::Change& change,
                                      const v1::CreateBodyRequest& request) const;
  absl::StatusOr<v1::Body> GetBody(storage::Tx& tx, const storage::Call& call,
                                   const v1::GetBodyRequest& request) const;
  absl::StatusOr<v1::ListBodiesResponse> ListBodies(storage::Tx& tx, const storage::Call& call,
                                                    const v1::ListBodiesRequest& request) const;
  absl::StatusOr<v1::Body> UpdateBody(storage::Change& change,
                                      const v1::UpdateBodyRequest& request) const;
  absl::StatusOr<v1::Body> DeleteBody(storage::Change& change,
                                      const v1::DeleteBodyRequest& request) const;
  absl::StatusOr<v1::Body> UndeleteBody(storage::Change& change,
                                        const v1::UndeleteBodyRequest& request) const;
  absl::StatusOr<v1::Negotiation> CreateNegotiation(
      storage::Change& change, const v1::CreateNegotiationRequest& request) const;
  absl::StatusOr<v1::Negotiation> GetNegotiation(storage::Tx& tx, const storage::Call& call,
                                                 const v1::GetNegotiationRequest& request) const;
  absl::StatusOr<v1::ListNegotiationsResponse> ListNegotiations(
      storage::Tx& tx, const storage::Call& call, const v1::ListNegotiationsRequest& request) const;
  absl::StatusOr<v1::Negotiation> UpdateNegotiation(
      storage::Change& change, const v1::UpdateNegotiationRequest& request) const;
  absl::StatusOr<v1::Negotiation> DeleteNegotiation(
      storage::Change& change, const v1::DeleteNegotiationRequest& request) const;
  absl::StatusOr<v1::Negotiation> UndeleteNegotiation(
      storage::Change& change, const v1::UndeleteNegotiationRequest& request) const;
  absl::StatusOr<v1::Negotiation> SuspendNegotiation(
      storage::Change& change, const v1::SuspendNegotiationRequest& request) const;
  absl::StatusOr<v1::Negotiation> ResumeNegotiation(
      storage::Change& change, const v1::ResumeNegotiationRequest& request) const;
  absl::StatusOr<v1::Negotiation> CloseNegotiation(
      storage::Change& change, const v1::CloseNegotiationRequest& request) const;
  absl::StatusOr<v1::Negotiation> ReopenNegotiation(
      storage::Change& change, const v1::ReopenNegotiationRequest& request) const;
  absl::StatusOr<v1::Round> CreateRound(storage::Change& change,
                                        const v1::CreateRoundRequest& request) const;
  absl::StatusOr<v1::Round> GetRound(storage::Tx& tx, const storage::Call& call,
                                     const v1::GetRoundRequest& request) const;
  absl::StatusOr<v1::ListRoundsResponse> ListRounds(storage::Tx& tx, const storage::Call& call,
                                                    const v1::ListRoundsRequest& request) const;
  absl::StatusOr<v1::Round> UpdateRound(storage::Change& change,
                                        const v1::UpdateRoundRequest& request) const;
  absl::StatusOr<v1::Round> DeleteRound(storage::Change& change,
                                        const v1::DeleteRoundRequest& request) const;
  absl::StatusOr<v1::Round> UndeleteRound(storage::Change& change,
                                          const v1::UndeleteRoundRequest& request) const;
  absl::StatusOr<v1::Topic> CreateTopic(storage::Change& change,
                                        const v1::CreateTopicRequest& request) const;
  absl::StatusOr<v1::Topic> GetTopic(storage::Tx& tx, const storage::Call& call,
                                     const v1::GetTopicRequest& request) const;
  absl::StatusOr<v1::ListTopicsResponse> ListTopics(storage::Tx& tx, const storage::Call& call,
                                                    const v1::ListTopicsRequest& request) const;
  absl::StatusOr<v1::Topic> UpdateTopic(storage::Change& change,
                                        const v1::UpdateTopicRequest& request) const;
  absl::StatusOr<v1::Topic> DeleteTopic(storage::Change& change,
                                        const v1::DeleteTopicRequest& request) const;
  absl::StatusOr<v1::Topic> UndeleteTopic(storage::Change& change,
                                          const v1::UndeleteTopicRequest& request) const;
  absl::StatusOr<v1::Topic> AgreeTopic(storage::Change& change,
                                       const v1::AgreeTopicRequest& request) const;
  absl::StatusOr<v1::Topic> DropTopic(storage::Change& change,
                                      const v1::DropTopicRequest& request) const;
  absl::StatusOr<v1::Topic> ReopenTopic(storage::Change& change,
                                        const v1::ReopenTopicRequest& request) const;
  absl::StatusOr<v1::Position> CreatePosition(storage::Change& change,
                                              const v1::CreatePositionRequest& request) const;
  absl::StatusOr<v1::Position> GetPosition(storage::Tx& tx, const storage::Call& call,
                                           const v1::GetPositionRequest& request) const;
  absl::StatusOr<v1::ListPositionsResponse> ListPositions(
      storage::Tx& tx, const storage::Call& call, const v1::ListPositionsRequest& request) const;
  absl::StatusOr<v1::Position> UpdatePosition(storage::Change& change,
                                              const v1::UpdatePositionRequest& request) const;
  absl::StatusOr<v1::Position> DeletePosition(storage::Change& change,
                                              const v1::DeletePositionRequest& request) const;
  absl::StatusOr<v1::Position> UndeletePosition(storage::Change& change,
                                                const v1::UndeletePositionRequest& request) const;
  absl::StatusOr<v1::ListPositionRevisionsResponse> ListPositionRevisions(
      storage::Tx& tx, const storage::Call& call,
      const v1::ListPositionRevisionsRequest& request) const;
  absl::StatusOr<v1::Contact> CreateContact(storage::Change& change,
                                            const v1::CreateContactRequest& request) const;
  absl::StatusOr<v1::Contact> GetContact(storage::Tx& tx, const storage::Call& call,
                                         const v1::GetContactRequest& request) const;
  absl::StatusOr<v1::ListContactsResponse> ListContacts(
      storage::Tx& tx, const storage::Call& call, const v1::ListContactsRequest& request) const;
  absl::StatusOr<v1::Contact> UpdateContact(storage::Change& change,
                                            const v1::UpdateContactRequest& request) const;
  absl::StatusOr<v1::Contact> DeleteContact(storage::Change& change,
                                            const v1::DeleteContactRequest& request) const;
  absl::StatusOr<v1::Contact> UndeleteContact(storage::Change& change,
                                              const v1::UndeleteContactRequest& request) const;
  absl::StatusOr<v1::Briefing> GetBriefing(storage::Tx& tx, const storage::Call& call,
                                           const v1::GetBriefingRequest& request) const;

 private:
  const base::TokenSealer& sealer_;
};

}  // namespace plenary::negotiations

#endif  // PLENARY_SERVICES_NEGOTIATIONS_SERVICE_H_
