#include "services/delegations/person_table.h"

#include "services/base/errors.h"

namespace plenary::delegations {

using storage::Row;
using storage::Tx;

absl::StatusOr<std::vector<std::string>> ParticipationsOf(Tx& tx, absl::string_view person) {
  std::vector<std::string> names;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT name FROM participants WHERE person = $1 ORDER BY create_us, name",
              {person},
              [&](const Row& row) { names.emplace_back(row.Text(0)); }}));
  return names;
}

absl::StatusOr<absl::optional<ActiveTogether>> FindActiveTogether(Tx& tx, absl::string_view first,
                                                                  absl::string_view second) {
  absl::optional<ActiveTogether> found;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT a.name, b.name FROM participants a JOIN participants b ON b.event = a.event "
              "AND b.person = $2 AND b.active = 1 WHERE a.person = $1 AND a.active = 1 "
              "ORDER BY a.create_us, a.name LIMIT 1",
              {first, second},
              [&](const Row& row) {
                found = ActiveTogether{std::string(row.Text(0)), std::string(row.Text(1))};
              }}));
  return found;
}

absl::Status SetPersonOf(Tx& tx, absl::string_view participant, absl::string_view person) {
  return tx.Run(
      {"UPDATE participants SET person = $2 WHERE name = $1", {participant, person}, nullptr});
}

}  // namespace plenary::delegations
