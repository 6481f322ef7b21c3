// What is wrong with a row of a list, told so that a person can mend it. Pure.
#ifndef PLENARY_SERVICES_DELEGATIONS_IMPORT_REJECT_RULES_H_
#define PLENARY_SERVICES_DELEGATIONS_IMPORT_REJECT_RULES_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/imports.pb.h"
#include "services/interchange/table_reader.h"

namespace plenary::delegations {

// For each field that has something in a row, the index of its column.
using RowColumns = std::map<v1::ImportField, int>;

// Where in a list something is wrong.
struct RowPlace {
  const interchange::TableRow& row;
  const std::vector<v1::ImportColumn>& columns;
  const RowColumns& said;
};

// A reject at the column of `index`; 0: of the whole row.
v1::ImportReject MakeReject(const RowPlace& place, int index, v1::ImportReject::Severity severity,
                            const absl::Status& error, absl::string_view remedy);

// The refusal of a row by a verb or a check, as rejects: one for each field that it complains of,
// else one, at the columns to which they point. Never empty.
std::vector<v1::ImportReject> ToRejects(const RowPlace& place, const absl::Status& refusal);

// How a refusal is mended, for a person.
std::string RemedyFor(const absl::Status& refusal);

// Whether one of `rejects` is more than a remark.
bool HoldBack(const std::vector<v1::ImportReject>& rejects);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_IMPORT_REJECT_RULES_H_
