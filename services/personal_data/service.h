// PersonalDataService: each method does what its comment in plenary/v1/personal_data.proto
// promises; requests arrive checked (base::CheckFields) and permitted, and run inside a
// transaction.
#ifndef PLENARY_SERVICES_PERSONAL_DATA_SERVICE_H_
#define PLENARY_SERVICES_PERSONAL_DATA_SERVICE_H_

#include <string>

#include "absl/status/statusor.h"
#include "plenary/v1/personal_data.pb.h"
#include "services/base/list_query.h"
#include "services/personal_data/participations.h"
#include "services/storage/change.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::personal_data {

// Safe from several threads.
class PersonalDataService {
 public:
  // All arguments outlive the service.
  PersonalDataService(const base::TokenSealer& sealer, const vault::Vault& vault,
                      Participations& participations)
      : sealer_(sealer), vault_(vault), participations_(participations) {}

  absl::StatusOr<v1::PersonalData> RevealPersonalData(
      storage::Change& change, const v1::RevealPersonalDataRequest& request) const;
  absl::StatusOr<v1::FindByPersonalDataResponse> FindByPersonalData(
      storage::Change& change, const v1::FindByPersonalDataRequest& request) const;
  absl::StatusOr<v1::PersonExport> ExportPerson(storage::Change& change,
                                                const v1::ExportPersonRequest& request) const;
  absl::StatusOr<v1::ListRevelationsResponse> ListRevelations(
      storage::Tx& tx, const storage::Call& call, const v1::ListRevelationsRequest& request) const;
  absl::StatusOr<v1::Person> ErasePerson(storage::Change& change,
                                         const v1::ErasePersonRequest& request) const;
  absl::StatusOr<v1::LegalHold> CreateLegalHold(storage::Change& change,
                                                const v1::CreateLegalHoldRequest& request) const;
  absl::StatusOr<v1::LegalHold> ReleaseLegalHold(storage::Change& change,
                                                 const v1::ReleaseLegalHoldRequest& request) const;
  absl::StatusOr<v1::ListLegalHoldsResponse> ListLegalHolds(
      storage::Tx& tx, const storage::Call& call, const v1::ListLegalHoldsRequest& request) const;

 private:
  const base::TokenSealer& sealer_;
  const vault::Vault& vault_;
  Participations& participations_;
};

}  // namespace plenary::personal_data

#endif  // PLENARY_SERVICES_PERSONAL_DATA_SERVICE_H_
