// DirectoryService: organizations and people. Each method does what its comment in
// plenary/v1/directory.proto promises; requests arrive checked (base::CheckFields) and run inside a
// transaction of the caller.
#ifndef PLENARY_SERVICES_DIRECTORY_SERVICE_H_
#define PLENARY_SERVICES_DIRECTORY_SERVICE_H_

#include "absl/status/statusor.h"
#include "plenary/v1/directory.pb.h"
#include "services/base/list_query.h"
#include "services/directory/references.h"
#include "services/storage/change.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::directory {

// Safe from several threads. `sealer`, `references` and `vault` outlive it.
class DirectoryService {
 public:
  DirectoryService(const base::TokenSealer& sealer, References& references,
                   const vault::Vault& vault)
      : sealer_(sealer), references_(references), vault_(vault) {}

  absl::StatusOr<v1::Organization> CreateOrganization(
      storage::Change& change, const v1::CreateOrganizationRequest& request) const;
  absl::StatusOr<v1::Organization> GetOrganization(storage::Tx& tx, const storage::Call& call,
                                                   const v1::GetOrganizationRequest& request) const;
  absl::StatusOr<v1::BatchGetOrganizationsResponse> BatchGetOrganizations(
      storage::Tx& tx, const storage::Call& call,
      const v1::BatchGetOrganizationsRequest& request) const;
  absl::StatusOr<v1::ListOrganizationsResponse> ListOrganizations(
      storage::Tx& tx, const storage::Call& call,
      const v1::ListOrganizationsRequest& request) const;
  absl::StatusOr<v1::Organization> UpdateOrganization(
      storage::Change& change, const v1::UpdateOrganizationRequest& request) const;
  absl::StatusOr<v1::Organization> DeleteOrganization(
      storage::Change& change, const v1::DeleteOrganizationRequest& request) const;
  absl::StatusOr<v1::Organization> UndeleteOrganization(
      storage::Change& change, const v1::UndeleteOrganizationRequest& request) const;
  absl::StatusOr<v1::SearchOrganizationsResponse> SearchOrganizations(
      storage::Tx& tx, const storage::Call& call,
      const v1::SearchOrganizationsRequest& request) const;

  absl::StatusOr<v1::Person> CreatePerson(storage::Change& change,
                                          const v1::CreatePersonRequest& request) const;
  absl::StatusOr<v1::BatchCreatePeopleResponse> BatchCreatePeople(
      storage::Change& change, const v1::BatchCreatePeopleRequest& request) const;
  absl::StatusOr<v1::Person> GetPerson(storage::Tx& tx, const storage::Call& call,
                                       const v1::GetPersonRequest& request) const;
  absl::StatusOr<v1::BatchGetPeopleResponse> BatchGetPeople(
      storage::Tx& tx, const storage::Call& call, const v1::BatchGetPeopleRequest& request) const;
  absl::StatusOr<v1::ListPeopleResponse> ListPeople(storage::Tx& tx, const storage::Call& call,
                                                    const v1::ListPeopleRequest& request) const;
  absl::StatusOr<v1::Person> UpdatePerson(storage::Change& change,
                                          const v1::UpdatePersonRequest& request) const;
  absl::StatusOr<v1::Person> DeletePerson(storage::Change& change,
                                          const v1::DeletePersonRequest& request) const;
  absl::StatusOr<v1::Person> UndeletePerson(storage::Change& change,
                                            const v1::UndeletePersonRequest& request) const;
  absl::StatusOr<v1::SearchPeopleResponse> SearchPeople(
      storage::Tx& tx, const storage::Call& call, const v1::SearchPeopleRequest& request) const;
  absl::StatusOr<v1::SuggestLatinNameResponse> SuggestLatinName(
      storage::Tx& tx, const storage::Call& call, const v1::SuggestLatinNameRequest& request) const;
  absl::StatusOr<v1::FindDuplicatesResponse> FindDuplicates(
      storage::Tx& tx, const storage::Call& call, const v1::FindDuplicatesRequest& request) const;
  absl::StatusOr<v1::MergePeopleResponse> MergePeople(storage::Change& change,
                                                      const v1::MergePeopleRequest& request) const;
  absl::StatusOr<v1::ListLikelyDuplicatesResponse> ListLikelyDuplicates(
      storage::Tx& tx, const storage::Call& call,
      const v1::ListLikelyDuplicatesRequest& request) const;
  absl::StatusOr<v1::LikelyDuplicate> SettleLikelyDuplicate(
      storage::Change& change, const v1::SettleLikelyDuplicateRequest& request) const;

 private:
  const base::TokenSealer& sealer_;
  References& references_;
  const vault::Vault& vault_;
};

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_SERVICE_H_
