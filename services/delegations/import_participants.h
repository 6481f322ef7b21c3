// Rows of a list of participants carried out, many in one transaction.
#ifndef PLENARY_SERVICES_DELEGATIONS_IMPORT_PARTICIPANTS_H_
#define PLENARY_SERVICES_DELEGATIONS_IMPORT_PARTICIPANTS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/imports.pb.h"
#include "services/delegations/attendances.h"
#include "services/delegations/import_outcome.h"
#include "services/delegations/import_rules.h"
#include "services/interchange/table_reader.h"
#include "services/storage/change.h"
#include "services/vault/vault.h"

namespace plenary::delegations {

// An import under way, as far as all of its rows share it. Whatever it points to outlives it.
struct ParticipantImport {
  const vault::Vault& vault;
  Attendances& attendances;
  const v1::ImportParticipantsRequest& request;
  const ListReading& reading;
  const std::string& operation;
};

// A row of the file, as it was read.
struct ParticipantRow {
  const interchange::TableRow* cells = nullptr;
  ImportRow said;
  const v1::ImportDecision* decision = nullptr;
};
// Reads rows; `decisions` are those of the request, by line.
std::vector<ParticipantRow> ReadRows(const std::vector<interchange::TableRow>& cells,
                                     const ListReading& reading,
                                     const std::map<int64_t, const v1::ImportDecision*>& decisions);

// Carries out rows in their order, each by itself: a row that is refused is in the rejects and
// leaves nothing behind, once there are no leftovers. `refused` are rows that were refused before
// and are not tried. Writes to the partitions of the event and of the directory. NOT_FOUND,
// RESOURCE_DELETED where the event isn't there, and failures of the engine.
absl::StatusOr<ImportOutcome> ImportRows(storage::Change& change, const ParticipantImport& import,
                                         const std::vector<ParticipantRow>& rows,
                                         const RefusedRows& refused);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_IMPORT_PARTICIPANTS_H_
