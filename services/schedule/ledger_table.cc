#include "services/schedule/ledger_table.h"

#include <functional>
#include <utility>

#include "services/base/errors.h"

namespace plenary::schedule {
namespace {

using storage::Row;
using storage::Statement;
using storage::Tx;

#define PLENARY_SELECT_OCCUPANCY                                                          \
  "SELECT subject, start_us, activity, line, end_us, units, venue, end_venue, expire_us " \
  "FROM occupancy "

std::function<void(const Row&)> Into(std::vector<OccupancyRow>& rows) {
  return [&rows](const Row& row) {
    rows.push_back({std::string(row.Text(0)), row.Int(1), std::string(row.Text(2)), row.Int(3),
                    row.Int(4), row.Int(5), std::string(row.Text(6)), std::string(row.Text(7)),
                    row.Int(8)});
  };
}

}  // namespace

Statement SelectBefore(absl::string_view subject, int64_t before_us, int64_t limit,
                       std::vector<OccupancyRow>& into) {
  return {PLENARY_SELECT_OCCUPANCY
          "WHERE subject = $1 AND start_us < $2 "
          "ORDER BY start_us DESC, activity DESC, line DESC LIMIT $3",
          {subject, before_us, limit},
          Into(into)};
}

Statement SelectBetween(absl::string_view subject, int64_t from_us, int64_t to_us,
                        std::vector<OccupancyRow>& into) {
  return {PLENARY_SELECT_OCCUPANCY
          "WHERE subject = $1 AND start_us >= $2 AND start_us < $3 "
          "ORDER BY start_us, activity, line",
          {subject, from_us, to_us},
          Into(into)};
}

Statement SelectOfActivity(absl::string_view activity, std::vector<OccupancyRow>& into) {
  return {PLENARY_SELECT_OCCUPANCY "WHERE activity = $1 ORDER BY line", {activity}, Into(into)};
}

absl::Status InsertRows(Tx& tx, const std::vector<OccupancyRow>& rows) {
  std::vector<Statement> statements;
  statements.reserve(rows.size());
  for (const OccupancyRow& row : rows) {
    statements.push_back(
        {"INSERT INTO occupancy (subject, start_us, activity, line, end_us, units, venue, "
         "end_venue, expire_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
         {absl::string_view(row.subject), row.start_us, absl::string_view(row.activity), row.line,
          row.end_us, row.units, absl::string_view(row.venue), absl::string_view(row.end_venue),
          row.expire_us},
         nullptr});
  }
  return tx.RunAll(absl::MakeSpan(statements));
}

absl::Status DeleteRowsOf(Tx& tx, const std::vector<std::string>& activities) {
  std::vector<Statement> statements;
  statements.reserve(activities.size());
  for (const std::string& activity : activities) {
    statements.push_back(
        {"DELETE FROM occupancy WHERE activity = $1", {absl::string_view(activity)}, nullptr});
  }
  return tx.RunAll(absl::MakeSpan(statements));
}

absl::StatusOr<std::vector<std::string>> ListExpired(Tx& tx, int64_t now_us, int64_t limit) {
  std::vector<std::string> activities;
  // "expire_us > 0" is the condition of the index.
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT activity FROM occupancy WHERE expire_us > 0 AND expire_us <= $1 "
              "GROUP BY activity ORDER BY MIN(expire_us), activity LIMIT $2",
              {now_us, limit},
              [&](const Row& row) { activities.emplace_back(row.Text(0)); }}));
  return activities;
}

}  // namespace plenary::schedule
