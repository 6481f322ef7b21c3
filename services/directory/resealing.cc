#include "services/directory/resealing.h"

#include <string>

#include "services/base/errors.h"
#include "services/directory/protected_table.h"

namespace plenary::directory {
namespace {

// Rows of one transaction, and transactions of one round.
constexpr int kRowsAtOnce = 200;
constexpr int kStepsAtOnce = 40;

using Step = absl::StatusOr<int> (*)(storage::Tx& tx, const vault::Vault& vault, int limit);

absl::Status RepeatUntilDone(storage::Store& store, const vault::Vault& vault, Step step) {
  for (int i = 0; i < kStepsAtOnce; ++i) {
    int rows = 0;
    PLENARY_RETURN_IF_ERROR(storage::WriteAndWait(
        store, {std::string(storage::kDirectoryPartition)}, [&](storage::Tx& tx) {
          PLENARY_ASSIGN_OR_RETURN(rows, step(tx, vault, kRowsAtOnce));
          return absl::OkStatus();
        }));
    if (rows < kRowsAtOnce) break;
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Reseal(storage::Store& store, const vault::Vault& vault) {
  if (!vault.has_keys()) return absl::OkStatus();
  bool is_needed = false;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](storage::Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(is_needed, NeedsResealing(tx, vault));
    return absl::OkStatus();
  }));
  if (!is_needed) return absl::OkStatus();
  absl::Status first = RepeatUntilDone(store, vault, &SealOldBirthDays);
  first.Update(RepeatUntilDone(store, vault, &ResealProtected));
  return first;
}

}  // namespace plenary::directory
