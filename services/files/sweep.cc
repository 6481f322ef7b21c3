#include "services/files/sweep.h"

#include <string>
#include <vector>

#include "services/base/errors.h"
#include "services/files/table.h"

namespace plenary::files {
namespace {

constexpr int kFilesAtOnce = 100;

absl::StatusOr<bool> HasExpiredFiles(storage::Store& store) {
  std::vector<std::string> expired;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](storage::Tx& tx) {
    PLENARY_ASSIGN_OR_RETURN(expired, ListExpiredFiles(tx, 1));
    return absl::OkStatus();
  }));
  return !expired.empty();
}

}  // namespace

absl::Status Sweep(storage::Store& store) {
  for (int i = 0; i < kFilesAtOnce; ++i) {
    // Most of the time there is none, which a read finds out without a commit.
    PLENARY_ASSIGN_OR_RETURN(const bool is_any, HasExpiredFiles(store));
    if (!is_any) return absl::OkStatus();
    PLENARY_RETURN_IF_ERROR(
        storage::WriteAndWait(store, {std::string(kFilesKey)}, [](storage::Tx& tx) -> absl::Status {
          PLENARY_ASSIGN_OR_RETURN(const auto expired, ListExpiredFiles(tx, 1));
          return expired.empty() ? absl::OkStatus() : RemoveFile(tx, expired.front());
        }));
  }
  return absl::OkStatus();
}

}  // namespace plenary::files
