// Imports under way in the database: what was read of their files, whom their rows spoke of, and
// what they rejected. What stood in a row is sealed. An operation is given by its name.
#ifndef PLENARY_SERVICES_DELEGATIONS_IMPORT_TABLE_H_
#define PLENARY_SERVICES_DELEGATIONS_IMPORT_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/imports.pb.h"
#include "services/base/list_query.h"
#include "services/delegations/import_batch.pb.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::delegations {

// The batches of an import, numbered from 0. FAILED_PRECONDITION: PROTECTED_DATA_KEY_MISSING.
absl::Status InsertBatch(storage::Tx& tx, const vault::Vault& vault, absl::string_view operation,
                         int64_t number, const ImportBatch& batch);
// NOT_FOUND where there is none of that number. DATA_LOSS: PROTECTED_DATA_UNREADABLE.
absl::StatusOr<ImportBatch> FindBatch(storage::Tx& tx, const vault::Vault& vault,
                                      absl::string_view operation, int64_t number);
absl::Status DeleteBatch(storage::Tx& tx, absl::string_view operation, int64_t number);

// The line of the row that spoke of each of `subjects` (a person's or a delegation's name), 0
// where none did; in one round trip.
absl::StatusOr<std::vector<int64_t>> FindLines(storage::Tx& tx, absl::string_view operation,
                                               const std::vector<std::string>& subjects);
// Notes that a row spoke of a subject. One that was noted before stays with its first line.
absl::Status NoteLine(storage::Tx& tx, absl::string_view operation, absl::string_view subject,
                      int64_t line);

// Every participation of each person in an event that is not deleted, whatever its state; in one
// round trip.
absl::StatusOr<std::vector<std::vector<v1::Participant>>> FindParticipationsOf(
    storage::Tx& tx, absl::string_view event, const std::vector<std::string>& people);
// The names of the living, not declined delegations of each organization to an event; likewise.
absl::StatusOr<std::vector<std::vector<std::string>>> FindDelegationsOf(
    storage::Tx& tx, absl::string_view event, const std::vector<std::string>& organizations);

// Adds what one row was rejected for, all of it at once. As InsertBatch.
absl::Status InsertRejects(storage::Tx& tx, const vault::Vault& vault, absl::string_view operation,
                           const std::vector<v1::ImportReject>& rejects);
// Within "operation = $1". Its rows are SealedRejects, which OpenReject opens. DATA_LOSS:
// PROTECTED_DATA_UNREADABLE.
const base::ListSpec& ImportRejectList();
absl::StatusOr<v1::ImportReject> OpenReject(const vault::Vault& vault, absl::string_view operation,
                                            const SealedReject& sealed);

// Removes what an operation needed only to go on: all but the rejects.
absl::Status RemoveImportBatches(storage::Tx& tx, absl::string_view operation);
// Removes the rejects too.
absl::Status RemoveImport(storage::Tx& tx, absl::string_view operation);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_IMPORT_TABLE_H_
