#include "services/delegations/person_table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/reach_condition.h"
#include "services/storage/resource.h"

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

absl::StatusOr<bool> TakesPartOutside(Tx& tx, absl::string_view person, base::Reach reach) {
  PLENARY_ASSIGN_OR_RETURN(auto inside, base::ReachCondition::Make(std::move(reach), 2));
  const std::string sql =
      absl::StrCat("SELECT 1 FROM participants WHERE person = $1 AND deleted_us = 0 AND NOT ",
                   inside.In("event", "delegation"), " LIMIT 1");
  const std::vector<base::SqlValue> values = inside.TakeParams();
  std::vector<storage::Param> params = {person};
  params.reserve(values.size() + 1);
  for (const base::SqlValue& value : values) params.push_back(storage::ToParam(value));
  bool is_outside = false;
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, std::move(params), [&](const Row&) { is_outside = true; }}));
  return is_outside;
}

absl::Status SetPersonOf(Tx& tx, absl::string_view participant, absl::string_view person) {
  return tx.Run(
      {"UPDATE participants SET person = $2 WHERE name = $1", {participant, person}, nullptr});
}

storage::Statement SelectPersonOf(absl::string_view participant, std::string& into) {
  return {"SELECT person FROM participants WHERE name = $1",
          {participant},
          [&into](const Row& row) { into = std::string(row.Text(0)); }};
}

}  // namespace plenary::delegations
