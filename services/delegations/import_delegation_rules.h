// What one row of a list of delegations says. Pure.
#ifndef PLENARY_SERVICES_DELEGATIONS_IMPORT_DELEGATION_RULES_H_
#define PLENARY_SERVICES_DELEGATIONS_IMPORT_DELEGATION_RULES_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/imports.pb.h"
#include "services/delegations/import_cells_rules.h"
#include "services/delegations/import_reject_rules.h"
#include "services/interchange/table_reader.h"

namespace plenary::delegations {

// Names of organizations and people are as written.
struct DelegationRow {
  int64_t line = 0;
  v1::Delegation delegation;                     // its organization and people are left out
  std::string id;                                // of the column DELEGATION
  std::vector<v1::LocalizedText> organizations;  // names of one; the first is looked up
  std::string country_code;                      // of an organization to create
  std::vector<std::string> focal_points;
  std::string liaison_officer;
  std::map<std::string, int64_t> limits;  // seats by category
  RowColumns said;
  std::vector<v1::ImportReject> problems;  // and remarks

  bool Says(v1::ImportField field) const { return said.count(field) > 0; }
};

DelegationRow ReadDelegationRow(const interchange::TableRow& cells, const ListReading& reading);

// What a row changes in a delegation that is there, as for participants; its people aside.
void ApplyRow(const DelegationRow& row, v1::Delegation& delegation);

// The papers a delegation stands on in one cell, and back: kind, number, date, signatory and
// address between bars, several papers between semicolons: "приказ | 12-п | 2023-03-15".
std::string BasisText(const google::protobuf::RepeatedPtrField<v1::DocumentReference>& basis,
                      absl::string_view language);
std::vector<v1::DocumentReference> ReadBasis(absl::string_view text);

// A person in a cell so that people and programs know who it is: "Примеров Пётр (ab12)"; and the
// id in such a cell, empty where it has none.
std::string PersonText(absl::string_view display_name, absl::string_view person);
std::string IdIn(absl::string_view text);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_IMPORT_DELEGATION_RULES_H_
