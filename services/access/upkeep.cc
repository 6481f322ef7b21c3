#include "services/access/upkeep.h"

#include <algorithm>

#include "absl/time/time.h"
#include "services/access/table.h"
#include "services/base/errors.h"

namespace plenary::access {
namespace {

constexpr size_t kUsesAtOnce = 500;
constexpr int kExpiredAtOnce = 1000;
constexpr absl::Duration kKeptExpired = absl::Hours(24 * 30);

absl::Time HourOf(absl::Time time) {
  return absl::FromUnixSeconds(absl::ToUnixSeconds(time) / 3600 * 3600);
}

}  // namespace

absl::Status NoteUse(storage::Store& store, const std::vector<std::string>& names) {
  for (size_t first = 0; first < names.size(); first += kUsesAtOnce) {
    const size_t end = std::min(first + kUsesAtOnce, names.size());
    PLENARY_RETURN_IF_ERROR(storage::WriteAndWait(
        store, {std::string(storage::kAccessPartition)}, [&](storage::Tx& tx) -> absl::Status {
          for (size_t i = first; i < end; ++i) {
            PLENARY_RETURN_IF_ERROR(SetLastUse(tx, names[i], HourOf(tx.now())));
          }
          return absl::OkStatus();
        }));
  }
  return absl::OkStatus();
}

absl::Status RemoveExpiredCredentials(storage::Store& store) {
  return storage::WriteAndWait(
      store, {std::string(storage::kAccessPartition)}, [](storage::Tx& tx) {
        return RemoveExpired(tx, tx.now() - kKeptExpired, kExpiredAtOnce).status();
      });
}

}  // namespace plenary::access
