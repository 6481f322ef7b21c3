#include "services/schedule/import_table.h"

#include <utility>

namespace plenary::schedule {

using storage::Row;
using storage::Statement;
using storage::Tx;

absl::StatusOr<std::map<std::string, std::string>> FindImported(
    Tx& tx, absl::string_view event, absl::string_view kind,
    const std::vector<std::string>& external_ids) {
  std::map<std::string, std::string> found;
  std::vector<Statement> statements;
  statements.reserve(external_ids.size());
  for (const std::string& id : external_ids) {
    statements.push_back(
        {"SELECT resource FROM imported_items WHERE event = $1 AND kind = $2 AND external_id = $3",
         {event, kind, absl::string_view(id)},
         [&found, &id](const Row& row) { found[id] = std::string(row.Text(0)); }});
  }
  const absl::Status status = tx.RunAll(absl::MakeSpan(statements));
  if (!status.ok()) return status;
  return found;
}

absl::Status NoteImported(Tx& tx, absl::string_view event, absl::string_view kind,
                          const std::map<std::string, std::string>& resources) {
  std::vector<Statement> statements;
  statements.reserve(resources.size());
  for (const auto& [id, resource] : resources) {
    statements.push_back(
        {"INSERT INTO imported_items (event, kind, external_id, resource) "
         "VALUES ($1, $2, $3, $4) ON CONFLICT (event, kind, external_id) "
         "DO UPDATE SET resource = EXCLUDED.resource",
         {event, kind, absl::string_view(id), absl::string_view(resource)},
         nullptr});
  }
  return tx.RunAll(absl::MakeSpan(statements));
}

absl::Status InsertRemarks(Tx& tx, absl::string_view operation, int64_t first,
                           const std::vector<v1::ScheduleImportRemark>& remarks) {
  std::vector<std::string> bodies;
  std::vector<Statement> statements;
  bodies.reserve(remarks.size());
  statements.reserve(remarks.size());
  for (const v1::ScheduleImportRemark& remark : remarks) {
    bodies.push_back(remark.SerializeAsString());
    statements.push_back(
        {"INSERT INTO schedule_import_remarks (operation, number, line, body) "
         "VALUES ($1, $2, $3, $4)",
         {operation, first++, int64_t{remark.line()}, storage::Bytes{bodies.back()}},
         nullptr});
  }
  return tx.RunAll(absl::MakeSpan(statements));
}

absl::Status DeleteRemarks(Tx& tx, absl::string_view operation) {
  return tx.Run({"DELETE FROM schedule_import_remarks WHERE operation = $1", {operation}, nullptr});
}

const base::ListSpec& ImportRemarkList() {
  using Column = base::ListOrder::Column;
  static const auto& spec = *new base::ListSpec{
      "ListScheduleImportRemarks",
      "SELECT body FROM schedule_import_remarks",
      {},
      {{"line", {Column{"line", Column::Type::kInt}, Column{"number", Column::Type::kInt}}}}};
  return spec;
}

}  // namespace plenary::schedule
