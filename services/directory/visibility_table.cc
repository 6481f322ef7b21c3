#include "services/directory/visibility_table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/storage/resource.h"

namespace plenary::directory {
namespace {

using base::ReachCondition;
using base::SqlCondition;
using storage::Tx;
using Visible = absl::StatusOr<SqlCondition>(const base::Access* access, absl::string_view column,
                                             int first);

// The people who take part in the reach.
std::string PeopleIn(ReachCondition& reach) {
  return absl::StrCat("SELECT person FROM participants WHERE deleted_us = 0 AND ",
                      reach.In("event", "delegation"));
}

// What `table` has that is visible and was not deleted.
template <class Resource>
absl::StatusOr<std::vector<Resource>> ListVisible(Tx& tx, const base::Access* access,
                                                  absl::string_view table, Visible* visible) {
  PLENARY_ASSIGN_OR_RETURN(const SqlCondition seen, visible(access, "name", 1));
  std::vector<storage::Param> params;
  params.reserve(seen.params.size());
  for (const base::SqlValue& value : seen.params) params.push_back(storage::ToParam(value));
  storage::Loaded<Resource> loaded;
  const std::string sql = absl::StrCat("SELECT body FROM ", table, " WHERE deleted_us = 0",
                                       seen.sql.empty() ? "" : " AND ", seen.sql, " ORDER BY name");
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, std::move(params), loaded.Reader()}));
  return loaded.TakeAll();
}

// Those of `names` that are in `table` and visible; `names` has kMostPlaces at most.
absl::Status AddVisible(Tx& tx, const base::Access* access, absl::string_view table,
                        Visible* visible, const std::vector<std::string>& names,
                        std::set<std::string>& found) {
  SqlCondition named = base::IsOneOf("name", names, 1);
  PLENARY_ASSIGN_OR_RETURN(SqlCondition seen,
                           visible(access, "name", static_cast<int>(named.params.size()) + 1));
  std::vector<storage::Param> params;
  params.reserve(named.params.size() + seen.params.size());
  for (const base::SqlValue& value : named.params) params.push_back(storage::ToParam(value));
  for (const base::SqlValue& value : seen.params) params.push_back(storage::ToParam(value));
  const std::string sql =
      absl::StrCat("SELECT name FROM ", table, " WHERE ", named.sql, " AND ", seen.sql);
  return tx.Run(
      {sql, std::move(params), [&](const storage::Row& row) { found.emplace(row.Text(0)); }});
}

absl::StatusOr<std::set<std::string>> OnlyVisible(Tx& tx, const base::Access* access,
                                                  absl::string_view table, Visible* visible,
                                                  const std::vector<std::string>& names) {
  if (SeesEverybody(access)) return std::set<std::string>(names.begin(), names.end());
  std::set<std::string> found;
  for (size_t first = 0; first < names.size(); first += base::kMostPlaces) {
    const auto begin = names.begin() + static_cast<int64_t>(first);
    const size_t count = std::min(base::kMostPlaces, names.size() - first);
    PLENARY_RETURN_IF_ERROR(AddVisible(tx, access, table, visible,
                                       {begin, begin + static_cast<int64_t>(count)}, found));
  }
  return found;
}

}  // namespace

absl::StatusOr<SqlCondition> VisiblePeople(const base::Access* access, absl::string_view column,
                                           int first) {
  SqlCondition condition;
  if (SeesEverybody(access)) return condition;
  PLENARY_ASSIGN_OR_RETURN(ReachCondition reach,
                           ReachCondition::Make(access->ReachOf(base::RoleSet::Any()), first));
  condition.sql = absl::StrCat(column, " IN (", PeopleIn(reach), ")");
  condition.params = reach.TakeParams();
  return condition;
}

absl::StatusOr<SqlCondition> VisibleOrganizations(const base::Access* access,
                                                  absl::string_view column, int first) {
  SqlCondition condition;
  if (SeesEverybody(access)) return condition;
  PLENARY_ASSIGN_OR_RETURN(ReachCondition reach,
                           ReachCondition::Make(access->ReachOf(base::RoleSet::Any()), first));
  condition.sql = absl::StrCat(column, " IN (SELECT organization FROM delegations WHERE ",
                               reach.In("event", "name"));
  absl::StrAppend(&condition.sql, " UNION SELECT host FROM events WHERE ",
                  reach.AroundEvent("name"));
  absl::StrAppend(&condition.sql, " UNION SELECT organization FROM people WHERE name IN (",
                  PeopleIn(reach), "))");
  condition.params = reach.TakeParams();
  return condition;
}

absl::StatusOr<std::set<std::string>> OnlyVisiblePeople(Tx& tx, const base::Access* access,
                                                        const std::vector<std::string>& names) {
  return OnlyVisible(tx, access, "people", &VisiblePeople, names);
}

absl::StatusOr<std::set<std::string>> OnlyVisibleOrganizations(
    Tx& tx, const base::Access* access, const std::vector<std::string>& names) {
  return OnlyVisible(tx, access, "organizations", &VisibleOrganizations, names);
}

absl::StatusOr<std::vector<v1::Person>> ListVisiblePeople(Tx& tx, const base::Access* access) {
  return ListVisible<v1::Person>(tx, access, "people", &VisiblePeople);
}

absl::StatusOr<std::vector<v1::Organization>> ListVisibleOrganizations(Tx& tx,
                                                                       const base::Access* access) {
  return ListVisible<v1::Organization>(tx, access, "organizations", &VisibleOrganizations);
}

}  // namespace plenary::directory
