#include "services/indicators/reference_table.h"

#include "services/base/errors.h"

namespace plenary::indicators {

using storage::Row;
using storage::Tx;

absl::StatusOr<std::string> FigureOrResultOf(Tx& tx, absl::string_view organization) {
  std::string name;
  const auto take = [&](const Row& row) { name = std::string(row.Text(0)); };
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT name FROM figures WHERE organization = $1 ORDER BY period_key, name LIMIT 1",
              {organization},
              take}));
  if (!name.empty()) return name;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT r.name FROM result_names AS n JOIN results AS r ON r.name = n.result "
              "WHERE n.named = $1 AND n.role = 'party' AND r.deleted_us = 0 "
              "ORDER BY r.name LIMIT 1",
              {organization},
              take}));
  return name;
}

}  // namespace plenary::indicators
