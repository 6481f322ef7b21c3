#include "services/delegations/ledger_check.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace plenary::delegations {
namespace {

using storage::Finding;
using storage::Row;
using storage::Tx;

constexpr char kRestore[] = "report it with the log; restore the last backup that is sound";

absl::Status CheckQuotas(Tx& tx, std::vector<Finding>& findings) {
  return tx.Run(
      {"SELECT delegation, category, SUM(counted), SUM(seated) FROM ("
       "SELECT delegation, category, used AS counted, 0 AS seated FROM quotas UNION ALL "
       "SELECT delegation, category, 0, 1 FROM participants WHERE has_seat = 1 AND "
       "delegation <> '') AS seats "
       "GROUP BY delegation, category HAVING SUM(counted) <> SUM(seated)",
       {},
       [&](const Row& row) {
         findings.push_back({absl::StrCat(row.Text(0), ", ", row.Text(1)),
                             absl::StrCat("counts ", row.Int(2), " seats used and ", row.Int(3),
                                          " participants have one"),
                             kRestore});
       }});
}

absl::Status CheckCategories(Tx& tx, std::vector<Finding>& findings) {
  return tx.Run(
      {"SELECT category, SUM(counted), SUM(seated) FROM ("
       "SELECT category, used AS counted, 0 AS seated FROM category_use UNION ALL "
       "SELECT category, 0, 1 FROM participants WHERE has_seat = 1) AS seats "
       "GROUP BY category HAVING SUM(counted) <> SUM(seated)",
       {},
       [&](const Row& row) {
         findings.push_back({std::string(row.Text(0)),
                             absl::StrCat("counts ", row.Int(1), " seats used and ", row.Int(2),
                                          " participants have one"),
                             kRestore});
       }});
}

absl::Status CheckParticipations(Tx& tx, std::vector<Finding>& findings) {
  return tx.Run(
      {"SELECT event, person, COUNT(*) FROM participants WHERE active = 1 "
       "GROUP BY event, person HAVING COUNT(*) > 1",
       {},
       [&](const Row& row) {
         findings.push_back({absl::StrCat(row.Text(0), ", ", row.Text(1)),
                             absl::StrCat("the person has ", row.Int(2), " active participations"),
                             "withdraw all but one of them"});
       }});
}

absl::Status CheckComposition(Tx& tx, std::vector<Finding>& findings) {
  return tx.Run(
      {"SELECT delegation, COUNT(*), MAX(number) FROM composition_changes "
       "GROUP BY delegation HAVING MIN(number) <> 1 OR MAX(number) <> COUNT(*)",
       {},
       [&](const Row& row) {
         findings.push_back({std::string(row.Text(0)),
                             absl::StrCat("has ", row.Int(1),
                                          " changes of composition, the last one of "
                                          "which is number ",
                                          row.Int(2)),
                             kRestore});
       }});
}

// `sql` selects participants and the name of what isn't there.
absl::Status CheckReference(Tx& tx, absl::string_view sql, std::vector<Finding>& findings) {
  return tx.Run({sql, {}, [&](const Row& row) {
                   findings.push_back({std::string(row.Text(0)),
                                       absl::StrCat("names ", row.Text(1), ", which isn't there"),
                                       kRestore});
                 }});
}

}  // namespace

absl::Status CheckLedger(Tx& tx, std::vector<Finding>& findings) {
  PLENARY_RETURN_IF_ERROR(CheckQuotas(tx, findings));
  PLENARY_RETURN_IF_ERROR(CheckCategories(tx, findings));
  PLENARY_RETURN_IF_ERROR(CheckParticipations(tx, findings));
  PLENARY_RETURN_IF_ERROR(CheckComposition(tx, findings));
  for (const char* sql :
       {"SELECT name, event FROM participants p WHERE NOT EXISTS "
        "(SELECT 1 FROM events e WHERE e.name = p.event)",
        "SELECT name, person FROM participants p WHERE NOT EXISTS "
        "(SELECT 1 FROM people e WHERE e.name = p.person)",
        "SELECT name, delegation FROM participants p WHERE delegation <> '' AND NOT EXISTS "
        "(SELECT 1 FROM delegations d WHERE d.name = p.delegation)",
        "SELECT name, category FROM participants p WHERE category <> '' AND NOT EXISTS "
        "(SELECT 1 FROM categories c WHERE c.name = p.category)"}) {
    PLENARY_RETURN_IF_ERROR(CheckReference(tx, sql, findings));
  }
  return absl::OkStatus();
}

}  // namespace plenary::delegations
