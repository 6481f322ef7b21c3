// Rows of a list of delegations carried out, many in one transaction.
#ifndef PLENARY_SERVICES_DELEGATIONS_IMPORT_DELEGATIONS_H_
#define PLENARY_SERVICES_DELEGATIONS_IMPORT_DELEGATIONS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "plenary/v1/delegations.pb.h"
#include "services/delegations/import_delegation_rules.h"
#include "services/delegations/import_outcome.h"
#include "services/delegations/import_work.h"
#include "services/delegations/service.h"
#include "services/storage/change.h"
#include "services/vault/vault.h"

namespace plenary::delegations {

// An import under way, as far as all of its rows share it. Whatever it points to outlives it.
struct DelegationImport {
  const vault::Vault& vault;
  const DelegationService& service;
  const v1::ImportDelegationsRequest& request;
  const ListReading& reading;
  const std::string& operation;
};

// A row of the file, as it was read.
struct DelegationRowRead {
  const interchange::TableRow* cells = nullptr;
  DelegationRow said;
};

// Carries out rows in their order, as ImportRows does those of participants.
absl::StatusOr<ImportOutcome> ImportDelegationRows(storage::Change& change,
                                                   const DelegationImport& import,
                                                   const std::vector<DelegationRowRead>& rows,
                                                   const RefusedRows& refused);

// ImportDelegations as long work.
class DelegationImportWork : public ImportWork {
 public:
  // `vault` and `service` outlive it.
  DelegationImportWork(const vault::Vault& vault, const DelegationService& service)
      : ImportWork(vault, service.attendances()), service_(service) {}

 protected:
  Asked AskedBy(const google::protobuf::Any& request) const override;
  CarryOut Prepare(const google::protobuf::Any& request, const ListReading& reading,
                   const std::vector<interchange::TableRow>& rows,
                   const std::string& operation) const override;

 private:
  const DelegationService& service_;
};

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_IMPORT_DELEGATIONS_H_
